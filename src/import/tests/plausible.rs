//! Tests of implausible rows, and of cells that are placeholders.

use crate::domain::fact::Draft;
use crate::domain::quantity::Quantity;
use crate::import::tests::support::Database;

const HEADER: &str = "indicator,place_name,claimant,value_as_stated,publisher,report_title,report_date,report_url,when_as_stated,when_edtf";

/// Imports rows with option `create` into a new database. Returns the refusals, without the file's
/// name.
fn refused(rows: &[&str]) -> (Database, Vec<String>) {
    let mut database = Database::new();
    let summary = database.create_rows(&format!("{HEADER}\n{}\n", rows.join("\n")));
    let refused = summary.refused.iter().map(ToString::to_string);
    let refused = refused.map(|refused| refused.replace("rows.csv:", "")).collect();
    (database, refused)
}

#[test]
fn a_row_is_refused_for_what_add_refuses() {
    let (_, refused) = refused(&[
        "killed,A,,3,P,T,2015-05-01,,,2018-09-01",
        "killed,A,,3,P,T2,2032-09-01,,,2015-09-01",
        "killed,A,,12 injured,P,T,2015-05-01,,,2015-04-30",
        "killed,A,,3,P,Year,2015,,yesterday,",
        "trapped,A,,3 miles,P,T,2015-05-01,,,2015-05-01",
        "killed,A,,12.5,P,T,2015-05-01,,,2015-04-30",
        "killed,A,,5,P,T,2015-05-01,,,",
        "killed,A,,6 pigs,P,T,2015-05-01,,,2015-04-30",
        "killed,A,,4,P,T,2015-05-01,,,2015-04-30",
    ]);
    let starts = [
        "2: when_edtf: when `2018-09-01`: report `p-2015-05-01` came out before that",
        "3: report_date: `2032-09-01` is in the future",
        "4: value_as_stated: value `12 injured` is about people injured",
        "5: when_as_stated: `yesterday` cannot be read: depends on the day of the report",
        "6: value_as_stated: value `3 miles` is a length",
        "7: value_as_stated: 12.5 people: `killed` counts whole people",
        "8: when_edtf: `killed` is a flow, which needs a time",
        "9: value_as_stated: value `6 pigs` is a count of things",
    ];
    assert_eq!(refused.len(), starts.len(), "{refused:#?}");
    for (refused, start) in refused.iter().zip(starts) {
        assert!(refused.starts_with(start), "{refused}");
    }
}

#[test]
fn words_are_read_on_the_date_that_the_row_gives() {
    let link = "https://x.example/page";
    let rows = [
        format!("killed,A,,3,P,T,2015-05-01,{link},yesterday,"),
        format!("killed,A,,4,P,T,2015-06-20,{link},yesterday,"),
        format!("killed,A,,5,P,T,2015-07-20,{link},,2015-07-19"),
    ];
    let (database, refused) = refused(&rows.each_ref().map(String::as_str));
    assert!(refused.is_empty(), "{refused:?}");
    let export = database.export();
    for day in ["2015-04-30", "2015-06-19", "2015-07-19"] {
        assert!(export.contains(day), "{day}: {export}");
    }
}

#[test]
fn a_placeholder_is_not_a_place_a_publisher_or_a_claimant() {
    let (database, refused) = refused(&[
        "killed,-,,3,P,T,2015-05-01,,,2015-04-30",
        "killed,n/a,,3,P,T,2015-05-01,,,2015-04-30",
        "killed,A,,3,Unknown,T,2015-05-01,,,2015-04-30",
        "killed,A,unknown,4,P,T,2015-05-01,,,2015-04-30",
        "killed,B,?,4,P,T,2015-05-01,,,2015-04-30",
    ]);
    assert_eq!(
        refused,
        [
            "2: place_name: `-` is not a name",
            "3: place_name: `n/a` is not a name",
            "4: publisher: `Unknown` is not a name",
        ]
    );
    let keys: Vec<_> = database.store.places().unwrap().into_iter().map(|row| row.key).collect();
    assert_eq!(keys, ["a", "b"]);
    let keys: Vec<_> = database.store.actors().unwrap().into_iter().map(|row| row.key).collect();
    assert_eq!(keys, ["p"]);
}

#[test]
fn look_alike_names_are_one_place() {
    let (database, refused) = refused(&[
        "killed,El Fasher,,1,P,T,2015-05-01,,,2015-04-30",
        "killed,El\u{2011}Fasher,,2,P,T,2015-05-01,,,2015-04-30",
        "killed,El Fasher\u{200f},,3,P,T,2015-05-01,,,2015-04-30",
        "killed,El\u{200b} Fasher,,4,P,T,2015-05-01,,,2015-04-30",
    ]);
    assert!(refused.is_empty(), "{refused:?}");
    assert_eq!(database.store.places().unwrap().len(), 1);
    assert_eq!(database.export().lines().count(), 5);
}

#[test]
fn rows_of_an_undated_report_need_absolute_dates() {
    let (database, refused) = refused(&[
        "killed,A,,3,P,T,unknown,,21 October 2016,",
        "killed,A,,4,P,T,n.d.,,,2032-01-01",
        "killed,A,,5,P,T,Undated,,yesterday,",
        "trapped,A,,6,P,T,XXXX,,,",
    ]);
    assert_eq!(
        refused,
        [
            "4: when_as_stated: `yesterday` cannot be read: depends on the day of the report, which \
             is unknown",
            "5: when_edtf: when: report `p-undated` is undated, so that the figure needs a time of \
             its own",
        ]
    );
    assert_eq!(database.everything().facts.len(), 2);
    let reports = database.store.reports().unwrap();
    let dates: Vec<_> = reports.iter().map(|report| report.published.as_str()).collect();
    assert_eq!((dates, reports[0].published_latest), (vec!["XXXX"], None));
}

#[test]
fn a_fact_of_an_export_comes_back_without_a_time() {
    let mut database = Database::with_sample();
    let report = database.store.find_report("voa-2016-10-24").unwrap();
    let quantity = Quantity { best: Some(5.into()), unit: "people".into(), ..Quantity::default() };
    let old = Draft { quantity: Some(quantity), ..Draft::new(&report.key, "killed", "aleppo") };
    let mut row = |id: &str| {
        database.load_rows(&format!(
            "fact_id,indicator,place_key,report_key,value_best,unit\n\
             {id},killed,aleppo,voa-2016-10-24,5,people\n"
        ))
    };
    assert_eq!(row("").refused.len(), 1);
    let summary = row(&old.uid(report.uid).to_string());
    assert_eq!((summary.refusals(), summary.recorded()), (Vec::new(), 1));
}
