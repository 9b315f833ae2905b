//! Tests of exports and imports with reports that replace a retracted one.

use crate::domain::filter::Filter;
use crate::domain::identity::Uid;
use crate::domain::report::Report;
use crate::export;
use crate::import::RecordKind;
use crate::import::tests::support::{Database, recorder, written};

const FACT: &str =
    "indicator,place_key,report_key,status,when_edtf\nceasefire,aleppo,anew,ended,2016-10\n";

/// The sample with a retracted report, a report that replaces it, and one fact from the new report.
fn with_a_report_anew() -> Database {
    let mut database = Database::with_sample();
    let old = database.store.find_report("voa-2016-10-24").unwrap();
    let mut writer = database.store.begin().unwrap();
    writer.retract_report(&old.key, "wrong date").unwrap();
    let anew = Report { key: "anew".into(), ..old };
    writer.add_report(&anew, None).unwrap();
    writer.commit(&recorder()).unwrap();
    assert_eq!(database.load_rows(FACT).refused, []);
    database
}

fn standing(database: &Database) -> String {
    written(database, &Filter::default(), export::Options::default())
}

fn uids(database: &Database, retracted: bool) -> Vec<Uid> {
    let filter = Filter { retracted, ..Filter::default() };
    let facts = database.store.select(&filter).unwrap().facts;
    let mut uids: Vec<_> = facts.iter().map(|fact| fact.uid).collect();
    uids.sort();
    uids
}

#[test]
fn facts_of_a_report_recorded_anew_keep_their_ids_in_another_database() {
    let source = with_a_report_anew();
    let mut copy = Database::new();
    let summary = copy.create_rows(&standing(&source));
    assert_eq!(summary.refused, []);
    assert!(!summary.notes.iter().any(|note| note.contains("recorded as `")));
    assert_eq!(uids(&copy, true), uids(&source, false));
    assert_eq!(copy.create_rows(&standing(&source)).recorded(), 0);
}

#[test]
fn a_retracted_report_and_the_one_that_replaces_it_travel_together() {
    let mut source = with_a_report_anew();
    let export = source.export();
    let mut lines: Vec<&str> = export.lines().collect();
    for _ in 0..2 {
        let mut copy = Database::new();
        let summary = copy.create_rows(&format!("{}\n", lines.join("\n")));
        assert_eq!(summary.refused, []);
        assert_eq!(
            summary.rows_of(RecordKind::Retraction).new,
            1,
            "the report, and none of its facts"
        );
        assert_eq!(uids(&copy, true), uids(&source, true));
        assert_eq!(uids(&copy, false), uids(&source, false));
        assert!(copy.everything().facts.iter().all(|fact| fact.retracted.is_none()));
        lines[1..].reverse();
    }
    let summary = source.load_rows(&export);
    assert_eq!((summary.recorded(), summary.refused), (0, vec![]));
}

#[test]
fn what_a_report_says_that_is_retracted_in_the_file_alone_is_refused() {
    let export = with_a_report_anew().export();
    let mut copy = Database::with_sample();
    let before = uids(&copy, false);
    let summary = copy.load_rows(&export);
    let why = "report_retracted: `voa-2016-10-24` is not retracted here; \
               use `factline report retract voa-2016-10-24 --reason WHY`";
    assert!(summary.refusals().iter().any(|line| line.ends_with(why)), "{summary:?}");
    assert_eq!(uids(&copy, false).len(), before.len() + 1, "the report that stands takes it");
}

#[test]
fn a_fact_that_gets_another_id_is_named() {
    let source = with_a_report_anew();
    let export = standing(&source);
    let column = export.lines().next().unwrap().split(',').position(|c| c == "report_replaces");
    assert!(column.is_some());
    let replaces = source.store.find_report("anew").unwrap().replaces.unwrap();
    let summary = Database::new().create_rows(&export.replace(&replaces.to_string(), ""));
    let there = uids(&source, false);
    let notes: Vec<_> = summary.notes.iter().filter(|n| n.contains("recorded as `")).collect();
    assert_eq!(notes.len(), 1, "{:?}", summary.notes);
    assert!(there.iter().any(|uid| notes[0].contains(&format!("and not as `{}`", uid.short()))));
    assert!(notes[0].ends_with("because its report or names differ here"));
}
