//! Tests of rows that say whether they were retracted.

use crate::import;
use crate::import::tests::support::{Database, file, recorder};

#[test]
fn the_word_no_is_not_the_reason_of_a_retraction() {
    let head = "indicator,place_name,value_best,when_edtf,publisher,report_title,report_date";
    let nos = ["0", "0.0", "FALSE", "false", "No"];
    let mut rows = format!("{head},retracted,report_retracted\n");
    let mut objects = String::new();
    for (no, value) in nos.iter().zip(1..) {
        let row = format!("killed,Aleppo,{value},2016-10-20,P,T,2016-10-21,{no},{no}\n");
        rows.push_str(&row);
    }
    for no in ["0", "false", "\"no\""] {
        let object = format!(
            "{{\"record\":\"fact\",\"indicator\":\"killed\",\"place_name\":\"Aleppo\",\"value_best\":{},\
             \"when_edtf\":\"2016-10-20\",\"publisher\":\"P\",\"report_title\":\"T\",\
             \"report_date\":\"2016-10-21\",\"retracted\":{no},\"report_retracted\":{no}}}\n",
            objects.len() + 100
        );
        objects.push_str(&object);
    }
    for (name, text, count) in [("f.csv", rows, 5), ("f.jsonl", objects, 3)] {
        let mut database = Database::new();
        let path = file(&database, name, text);
        let summary = database.try_load(&import::sources(&path, None).unwrap(), true).unwrap();
        assert!(summary.refused.is_empty(), "{summary:?}");
        let facts = database.everything().facts;
        assert_eq!(facts.iter().filter(|fact| fact.retracted.is_none()).count(), count, "{name}");
    }
    let reports =
        "publisher,title,published,retracted\nP,One,2016-10-20,0\nP,Two,2016-10-20,wrong\n";
    let mut database = Database::new();
    database.create_rows(reports);
    let reasons = database.store.reports().unwrap();
    let reasons: Vec<_> = reasons.iter().map(|report| report.retracted.as_deref()).collect();
    assert_eq!(reasons, [None, Some("wrong")]);
}

#[test]
fn an_exported_fact_that_was_retracted_for_the_reason_no_comes_back_retracted() {
    let mut source = Database::with_sample();
    let uid = source.everything().facts[0].uid;
    let mut writer = source.store.begin().unwrap();
    writer.retract_fact(uid, "no").unwrap();
    writer.commit(&recorder()).unwrap();
    let mut copy = Database::new();
    copy.create_rows(&source.export());
    let facts = copy.everything().facts;
    assert_eq!(facts.iter().filter(|fact| fact.retracted.is_some()).count(), 1);
}
