//! Tests of files of older versions of the schema: they are read unchanged, and migrated by the
//! first command that records something in them.

use super::*;
use crate::domain::report::Confidentiality;
use crate::store::schema;
use rusqlite::Connection;
use std::fs;

/// A database of version 1 with a fact of a public report and one of a confidential report.
fn version_1() -> Fixture {
    let mut fixture = Fixture::new();
    let leak = Report {
        confidentiality: Some(Confidentiality::Confidential),
        ..report("leak", "voa-news", "2016-10-24")
    };
    fixture.on("2016-11-02", |writer| writer.add_report(&leak, None).unwrap());
    fixture.add("2016-11-02", trapped(5, "2016-10-24"));
    fixture.add("2016-11-02", Draft { report: "leak".into(), ..trapped(300, "2016-10-24") });
    Connection::open(fixture.store.path())
        .unwrap()
        .execute_batch(&format!("DROP VIEW current_fact; DROP VIEW current_report; {AS_VERSION_4} {AS_VERSION_3} {AS_VERSION_2} ALTER TABLE fact DROP COLUMN source_row_id; PRAGMA user_version = 1"))
        .unwrap();
    Fixture { store: Store::open(fixture.store.path()).unwrap(), ..fixture }
}

/// Removes from a file what version 5 added, except the views that other versions also changed.
const AS_VERSION_4: &str =
    "ALTER TABLE assessment DROP COLUMN assessed_by; DROP VIEW newest_report;
     DROP TABLE report_version;";

/// Removes from a file what version 4 added, except the view of facts.
const AS_VERSION_3: &str = concat!(
    "DROP VIEW replaced_fact; DROP VIEW withdrawn_row;
     DROP VIEW undone_changeset; DROP TABLE redo; DROP TABLE undo; DROP INDEX also_recorded_uid;
     ALTER TABLE also_recorded DROP COLUMN uid; ALTER TABLE changeset DROP COLUMN arrived_at;
     ALTER TABLE place DROP COLUMN withdrawn; ALTER TABLE actor DROP COLUMN withdrawn;
     ALTER TABLE indicator DROP COLUMN withdrawn;",
    include_str!("../migrations/current_report_before_4.sql"),
    ";"
);

/// Removes from a file what version 3 added.
const AS_VERSION_2: &str = concat!(
    "ALTER TABLE fact DROP COLUMN out_of; ALTER TABLE fact DROP COLUMN per;
     ALTER TABLE fact DROP COLUMN time_of_day; ALTER TABLE attribution DROP COLUMN joint;
     ALTER TABLE indicator DROP COLUMN units;
     DROP INDEX report_confidential; DROP INDEX report_replaces; DROP INDEX fact_place;
     CREATE INDEX fact_place ON fact (place, start_earliest, indicator);",
    include_str!("../migrations/current_fact_before_3.sql"),
    ";"
);

fn version(path: &std::path::Path) -> i64 {
    let plain = Connection::open(path).unwrap();
    plain.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

fn row_ids(store: &Store) -> Vec<Option<String>> {
    let found = store.select(&Filter::default()).unwrap();
    found.facts.iter().map(|fact| fact.fact.source_row_id.clone()).collect()
}

#[test]
fn an_old_file_that_is_only_read_stays_as_it_is() {
    let fixture = version_1();
    let path = fixture.store.path().to_owned();
    let before = fs::read(&path).unwrap();
    for store in [Store::open(&path).unwrap(), Store::open_read_only(&path).unwrap()] {
        assert_eq!(row_ids(&store), [None, None]);
        store.verify(|_, _| {}).unwrap();
        assert!(store.digests(store.changesets().unwrap()[0].uid).unwrap().unwrap().agree());
        let public = store.without_confidential().unwrap();
        assert_eq!((row_ids(&public), public.hidden_reports().unwrap().len()), (vec![None], 1));
    }
    let copy = fixture.folder.path().join("copy.db");
    assert!(fixture.store.copy_to(&copy).unwrap());
    assert_eq!(row_ids(&Store::open(&copy).unwrap()).len(), 2);
    assert!(fs::read(&path).unwrap() == before, "the file was changed");
}

#[test]
fn an_old_file_that_may_only_be_read_can_be_read() {
    let fixture = version_1();
    let path = fixture.store.path().to_owned();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let mut store = Store::open(&path).unwrap();
    assert_eq!(row_ids(&store).len(), 2);
    assert!(matches!(store.begin().err().unwrap(), crate::store::StoreError::ReadOnly(_)));
}

#[test]
fn what_is_first_recorded_migrates_an_old_file_and_changes_nothing_else() {
    let mut fixture = version_1();
    let path = fixture.store.path().to_owned();
    let uids = fixture.found(&Filter::default());
    drop(fixture.store.begin().unwrap());
    assert_eq!((version(&path), row_ids(&fixture.store).len()), (1, 2), "it was taken back");
    let mut other = Store::open(&path).unwrap();
    let draft = Draft { source_row_id: Some("acled:SYR1".into()), ..trapped(7, "2016-10-24") };
    let added = fixture.add("2016-11-03", draft.clone());
    assert_eq!(version(&path), 5);
    for store in [&other, &fixture.store, &Store::open(&path).unwrap()] {
        let found = store.select(&Filter::default()).unwrap();
        assert_eq!(found.facts.len(), 3);
        let fact = |uid| &found.facts.iter().find(|fact| fact.uid == uid).unwrap().fact;
        assert!(uids.iter().all(|uid| fact(*uid).source_row_id.is_none()));
        assert_eq!(**fact(added), draft);
        store.verify(|_, _| {}).unwrap();
    }
    let public = Store::open(&path).unwrap().without_confidential().unwrap();
    assert_eq!(row_ids(&public).len(), 2);
    let mut writer = other.begin().unwrap();
    assert!(writer.add_fact(&fact(trapped(9, "2016-10-24"))).unwrap().new);
    drop(writer);
    let plain = Connection::open(&path).unwrap();
    schema::check(&plain, &path, 5).unwrap();
    assert!(schema::check(&plain, &path, 1).is_err(), "version 1 has no such column");
}
