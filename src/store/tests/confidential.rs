//! Tests that a store for others shows nothing confidential.

use super::*;
use crate::domain::fact::Correction;
use crate::domain::report::Confidentiality;
use crate::store::{HiddenFacts, LookupError};

/// Makes a database with a confidential report, `leak`.
fn fixture() -> Fixture {
    let mut fixture = Fixture::new();
    fixture.on("2016-11-02", |writer| writer.add_report(&leak("leak"), None).unwrap());
    fixture
}

fn leak(key: &str) -> Report {
    Report {
        confidentiality: Some(Confidentiality::Confidential),
        ..report(key, "voa-news", "2016-10-24")
    }
}

fn for_others(fixture: &Fixture) -> Store {
    Store::open(fixture.store.path()).unwrap().without_confidential().unwrap()
}

fn facts(store: &Store) -> Vec<Uid> {
    let filter = Filter { retracted: true, ..Filter::default() };
    store.select(&filter).unwrap().facts.iter().map(|fact| fact.uid).collect()
}

#[test]
fn the_views_have_the_columns_of_the_tables() {
    let store = for_others(&fixture());
    let columns = |schema: &str, table: &str| -> Vec<String> {
        let sql = "SELECT name FROM pragma_table_info(?1, ?2)";
        let mut statement = store.connection.prepare(sql).unwrap();
        let names = statement.query_map([table, schema], |row| row.get(0)).unwrap();
        names.collect::<Result<_, _>>().unwrap()
    };
    for table in ["report", "fact", "assessment", "retraction", "reinstatement", "changeset"] {
        assert!(!columns("main", table).is_empty());
        assert_eq!(columns("temp", table), columns("main", table), "{table}");
    }
}

#[test]
fn a_chain_of_corrections_that_touches_a_confidential_fact_is_hidden_whole() {
    let mut fixture = fixture();
    let mut draft = trapped(300, "2016-10-24");
    let first = fixture.add("2016-11-03", draft.clone());
    draft.report = "leak".into();
    draft.replaces = Some(Correction { fact: first, reason: "the list says so".into() });
    let second = fixture.add("2016-11-04", draft.clone());
    draft.report = trapped(300, "2016-10-24").report;
    draft.replaces = Some(Correction { fact: second, reason: "published since".into() });
    let third = fixture.add("2016-11-05", draft.clone());
    draft.replaces = None;
    draft.comment = Some("another".into());
    let other = fixture.add("2016-11-06", draft);
    assert_eq!(facts(&fixture.store).len(), 4);
    let store = for_others(&fixture);
    assert_eq!(facts(&store), [other]);
    let all = Filter { retracted: true, limit: Some(1), ..Filter::default() };
    assert_eq!(store.hidden_facts(&all).unwrap(), HiddenFacts { facts: 3, reports: 1 });
    assert_eq!(store.count_facts().unwrap(), 1);
    let refused = store.find_fact(&third.short()).unwrap_err();
    assert!(matches!(refused, LookupError::Confidential { what: "fact", .. }), "{refused}");
}

#[test]
fn what_is_recorded_while_a_store_is_open_is_hidden_too() {
    let mut fixture = Fixture::new();
    let store = for_others(&fixture);
    assert!(!store.hides_reports());
    fixture.on("2016-11-02", |writer| writer.add_report(&leak("leak"), None).unwrap());
    fixture.add("2016-11-03", Draft { report: "leak".into(), ..trapped(300, "2016-10-24") });
    assert_eq!(facts(&store), []);
    assert!(store.hides_reports());
    assert!(store.reports().unwrap().iter().all(|report| report.key != "leak"));
    fixture.on("2016-11-04", |writer| writer.add_report(&leak("leak-2"), None).unwrap());
    assert_eq!(
        store.report_links().unwrap().len(),
        fixture.store.report_links().unwrap().len() - 2
    );
}

#[test]
fn a_report_in_the_place_of_a_retracted_one_is_for_the_same_readers() {
    let mut fixture = fixture();
    fixture.on("2016-11-03", |writer| writer.retract_report("leak", "wrong date").unwrap());
    let again = Report { key: "leak-again".into(), confidentiality: None, ..leak("leak") };
    let added = fixture.on("2016-11-04", |writer| writer.add_report(&again, None).unwrap());
    assert!(added.replaces.is_some() && added.is_confidential());
}

#[test]
fn what_a_confidential_report_replaces_is_hidden_with_it() {
    let mut fixture = Fixture::new();
    let open = Report { confidentiality: None, ..leak("leak") };
    fixture.on("2016-11-02", |writer| writer.add_report(&open, None).unwrap());
    fixture.add("2016-11-03", Draft { report: "leak".into(), ..trapped(300, "2016-10-24") });
    fixture.on("2016-11-04", |writer| writer.retract_report("leak", "it is secret").unwrap());
    let secret = Report { key: "leak-2".into(), ..leak("leak") };
    fixture.on("2016-11-05", |writer| writer.add_report(&secret, None).unwrap());
    let store = for_others(&fixture);
    assert_eq!(facts(&store), []);
    assert_eq!(store.hidden_reports().unwrap().len(), 2);
}

#[test]
fn nothing_is_recorded_through_it() {
    let mut store = for_others(&fixture());
    assert!(store.begin().is_err());
}

/// The error of a search in a store whose errors name nothing confidential.
fn refusal<T>(found: Result<T, LookupError>) -> String {
    found.map(drop).unwrap_err().to_string()
}

#[test]
fn a_discreet_store_describes_no_confidential_row_among_several() {
    let mut fixture = fixture();
    let title = leak("leak").title;
    let url = Some("https://a.example".into());
    let open = Report { title: title.clone(), url, confidentiality: None, ..leak("open") };
    fixture.on("2016-11-02", |writer| writer.add_report(&open, None).unwrap());
    // About two of a thousand facts share their first four digits.
    let uids = fixture.on("2016-11-02", |writer| {
        let add = |best| {
            let draft = Draft { report: "leak".into(), ..trapped(best, "2016-10-24") };
            writer.add_fact(&fact(draft)).unwrap().uid
        };
        (0..1000).map(add).collect::<Vec<_>>()
    });
    let mut starts: Vec<String> = uids.iter().map(|uid| uid.to_string()[..4].to_owned()).collect();
    starts.sort();
    let shared = starts.windows(2).find(|pair| pair[0] == pair[1]).unwrap()[0].clone();
    let store = Store::open(fixture.store.path()).unwrap();
    assert!(refusal(store.find_fact(&shared)).contains("leak"));
    assert!(refusal(store.find_report(&title)).contains("leak ("));
    let store = store.naming_nothing_confidential();
    assert!(!refusal(store.find_fact(&shared)).contains("leak"));
    let error = refusal(store.find_report(&title));
    assert!(!error.contains("leak (") && error.contains("confidential"), "{error}");
    assert_eq!(store.find_report("leak").unwrap().key, "leak");
}
