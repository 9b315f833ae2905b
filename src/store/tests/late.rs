//! Tests versions that arrive later than a newer one, and reading while others record.

use super::changesets::send;
use super::*;
use crate::domain::changeset::RowRecord;
use crate::store::{Patience, StoreError};
use std::time::Duration;

#[test]
fn versions_that_arrive_late_keep_their_order() {
    let mut one = Fixture::new();
    let mut two = Fixture::named("replica-2");
    send(&one.store, &mut two.store, |_| ()).unwrap();
    let homs = |name| place("homs", name, PlaceKind::City, None);
    one.on("2016-11-09", |writer| writer.edit_place(&homs("Later")).unwrap());
    two.on("2016-11-08", |writer| {
        writer.edit_place(&homs("First")).unwrap();
        writer.edit_place(&homs("Second")).unwrap();
    });
    send(&two.store, &mut one.store, |_| ()).unwrap();
    let late = two.store.changesets().unwrap()[0].uid;
    let contents = |fixture: &Fixture| {
        let mut contents = Vec::new();
        let row = |row: &RowRecord| {
            if let RowRecord::Version(version) = row {
                contents.push(version.content.clone());
            }
            Ok::<_, StoreError>(())
        };
        fixture.store.changeset_reader().unwrap().rows(late, row).unwrap();
        contents
    };
    assert_eq!(contents(&one).len(), 2);
    assert_eq!(contents(&one), contents(&two));
    assert_eq!(one.store.find_place("homs").unwrap().row.name, "Later");
}

#[test]
fn a_log_counts_versions_that_arrived_late() {
    let mut one = Fixture::new();
    let mut two = Fixture::named("replica-2");
    send(&one.store, &mut two.store, |_| ()).unwrap();
    one.on("2016-11-09", |writer| {
        writer.edit_place(&place("homs", "Later", PlaceKind::City, None)).unwrap();
    });
    two.on("2016-11-08", |writer| {
        writer.edit_place(&place("homs", "Earlier", PlaceKind::City, None)).unwrap();
        writer.add_fact(&fact(trapped(5, "2016-10-24"))).unwrap();
    });
    send(&two.store, &mut one.store, |_| ()).unwrap();
    let late = two.store.newest_changesets(1).unwrap();
    let kinds = one.store.recorded_kinds(&late).unwrap();
    let expected = [("fact".to_owned(), 1), ("place".to_owned(), 1)];
    assert_eq!(kinds[&late[0].uid], expected);
}

#[test]
fn nobody_records_between_two_questions_to_a_reader() {
    let mut fixture = Fixture::new();
    let patience = Patience::of(Duration::from_millis(20));
    let read = Store::open(fixture.store.path()).unwrap();
    let mut reader = read.changeset_reader().unwrap();
    let uid = fixture.newest_changeset().uid;
    assert!(reader.record(uid).unwrap().is_some());
    fixture.store = Store::open_with_patience(fixture.store.path(), patience).unwrap();
    let mut writer = fixture.store.begin().unwrap();
    writer.add_fact(&fact(trapped(5, "2016-10-24"))).unwrap();
    let kept = writer.commit(&recorder("2016-11-02"));
    assert!(matches!(kept, Err(StoreError::Locked { recording: true, .. })), "{kept:?}");
    assert!(reader.digests(uid).unwrap().unwrap().agree());
    drop(reader);
    fixture.add("2016-11-02", trapped(5, "2016-10-24"));
}
