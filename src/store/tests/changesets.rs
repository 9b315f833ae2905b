//! Tests that a changeset is copied to another database completely or not at all.

use super::chain::{broken, recorded};
use super::order::draft;
use super::*;
use crate::domain::assessment::{Assessment, Reliability};
use crate::domain::changeset::{RowRecord, WithdrawnUid};
use crate::domain::fact::Correction;
use crate::domain::selection::Selection;
use crate::store::{ChangesetError, StoreError};
use proptest::prelude::*;

impl Fixture {
    /// Makes an empty database with a replica name.
    pub(super) fn named(replica: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(folder.path().join("facts.db"), replica).unwrap();
        Self { folder, store }
    }

    fn everything(&self) -> Selection {
        self.store.select(&Filter { retracted: true, ..Filter::default() }).unwrap()
    }
}

/// Inserts the changesets that `to` does not have, in the order in which they came to `from`. Each row may be
/// changed on its way. Returns the number of new changesets.
pub(super) fn send(
    from: &Store,
    to: &mut Store,
    mut change: impl FnMut(&mut RowRecord),
) -> Result<usize, ChangesetError> {
    let mut reader = from.changeset_reader().unwrap();
    let mut writer = to.begin_changesets("2016-12-01T00:00:00Z")?;
    let mut new = 0;
    for uid in in_order(from) {
        let record = reader.record(uid)?.unwrap();
        if !writer.begin(&record)? {
            continue;
        }
        new += 1;
        reader.rows(uid, |row| {
            let mut row = row.clone();
            change(&mut row);
            writer.put(&row)
        })?;
        writer.end()?;
    }
    writer.commit()?;
    Ok(new)
}

/// The changesets of a file in the order in which they came into it.
fn in_order(store: &Store) -> Vec<Uid> {
    let mut uids = store.connection.prepare("SELECT uid FROM changeset ORDER BY id").unwrap();
    let uids = uids.query_map([], |row| Ok(Uid(row.get(0)?))).unwrap();
    uids.collect::<Result<_, _>>().unwrap()
}

fn uids(store: &Store) -> Vec<Uid> {
    store.changesets().unwrap().iter().map(|changeset| changeset.uid).collect()
}

/// Makes a database with every kind of row: corrections, retractions, assessments, an edited place.
fn full() -> Fixture {
    let mut fixture = recorded();
    let old = fixture.add("2016-11-04", trapped(9, "2016-10-22"));
    fixture.on("2016-11-05", |writer| {
        let correction = Correction { fact: old, reason: "recounted".into() };
        let newer = Draft { replaces: Some(correction), ..trapped(10, "2016-10-22") };
        writer.add_fact(&fact(newer)).unwrap();
        let assessment = Assessment {
            reliability: Some(Reliability::B),
            reason: "known".into(),
            by: None,
            credibility: None,
            disposition: None,
        };
        writer.add_assessment(old, &assessment).unwrap();
        let homs = place("homs", "Hims", PlaceKind::City, None);
        writer.edit_place(&homs).unwrap();
    });
    fixture.on("2016-11-06", |writer| {
        let homs = place("homs", "Homs", PlaceKind::City, None);
        writer.edit_place(&homs).unwrap();
    });
    fixture
}

#[test]
fn another_database_gets_all_changesets_with_the_same_digests() {
    let source = full();
    let mut target = Fixture::named("replica-2");
    assert_eq!(send(&source.store, &mut target.store, |_| ()).unwrap(), 6);
    assert_eq!(uids(&target.store), uids(&source.store));
    assert!(broken(&target.store).is_empty());
    assert_eq!(target.everything(), source.everything());
    assert_eq!(target.store.places().unwrap(), source.store.places().unwrap());
    assert_eq!(
        target.store.report_text("copy").unwrap(),
        source.store.report_text("copy").unwrap()
    );
    assert_eq!(send(&source.store, &mut target.store, |_| ()).unwrap(), 0);
    let newest = target.store.changesets().unwrap();
    let kinds = target.store.recorded_kinds(&newest).unwrap();
    assert_eq!(kinds, source.store.recorded_kinds(&newest).unwrap());
}

#[test]
fn what_both_recorded_is_kept_once_and_covered_twice() {
    let source = full();
    let mut target = Fixture::named("replica-2");
    target.on("2016-11-01", super::vocabulary);
    target.add("2016-11-02", trapped(5, "2016-10-20"));
    target.add("2016-11-02", trapped(77, "2016-10-20"));
    let own = target.everything().facts.len();
    send(&source.store, &mut target.store, |_| ()).unwrap();
    assert!(broken(&target.store).is_empty());
    assert_eq!(target.everything().facts.len(), source.everything().facts.len() + own - 1);
    let mut third = Fixture::named("replica-3");
    send(&target.store, &mut third.store, |_| ()).unwrap();
    assert!(broken(&third.store).is_empty());
    assert_eq!(third.everything(), target.everything());
}

#[test]
fn of_two_edits_the_later_one_is_shown_in_both_databases() {
    let mut one = Fixture::new();
    let mut two = Fixture::named("replica-2");
    send(&one.store, &mut two.store, |_| ()).unwrap();
    let homs = |name| place("homs", name, PlaceKind::City, None);
    one.on("2016-11-09", |writer| writer.edit_place(&homs("Later")).unwrap());
    two.on("2016-11-08", |writer| writer.edit_place(&homs("Earlier")).unwrap());
    send(&one.store, &mut two.store, |_| ()).unwrap();
    send(&two.store, &mut one.store, |_| ()).unwrap();
    for fixture in [&one, &two] {
        assert_eq!(fixture.store.find_place("homs").unwrap().row.name, "Later");
        assert!(broken(&fixture.store).is_empty());
        let changesets = fixture.store.changesets().unwrap();
        let kinds = fixture.store.recorded_kinds(&changesets[..2]).unwrap();
        assert!(kinds.values().all(|kinds| *kinds == [("place".to_owned(), 1)]), "{kinds:?}");
    }
}

#[test]
fn what_the_newest_changesets_recorded_is_listed_without_the_others() {
    let fixture = full();
    let all = fixture.store.changesets().unwrap();
    let kinds = fixture.store.recorded_kinds(&all).unwrap();
    assert_eq!(kinds.len(), 6);
    for most in 0..=6 {
        let newest = fixture.store.newest_changesets(most).unwrap();
        assert_eq!(newest, all[..most]);
        let told = fixture.store.recorded_kinds(&newest).unwrap();
        let expected = newest.iter().map(|row| (row.uid, kinds[&row.uid].clone())).collect();
        assert_eq!(told, expected);
    }
}

/// A change before insertion: changes a row, and returns whether it did.
type Change = fn(&mut RowRecord) -> bool;

const CHANGES: &[Change] = &[
    |row| match row {
        RowRecord::Version(row) if row.key == "homs" => {
            row.content = row.content.replace("Homs", "Hama");
            true
        }
        _ => false,
    },
    |row| match row {
        RowRecord::Report(row) if row.text.is_some() => {
            row.text.as_mut().unwrap().text.push('!');
            true
        }
        _ => false,
    },
    |row| match row {
        RowRecord::Report(row) => {
            row.report.url = None;
            true
        }
        _ => false,
    },
    |row| match row {
        RowRecord::Fact(row) => {
            let draft = Draft { comment: Some("slipped in".into()), ..(*row.fact).clone() };
            row.fact = fact(draft);
            true
        }
        _ => false,
    },
    |row| match row {
        RowRecord::Fact(row) => {
            let mut draft = (*row.fact).clone();
            draft.when.as_mut().unwrap().bounds.start_earliest = None;
            row.fact = fact(draft);
            true
        }
        _ => false,
    },
    |row| match row {
        RowRecord::Retraction(row) => {
            row.reason.push('!');
            true
        }
        _ => false,
    },
    |row| match row {
        RowRecord::Retraction(row) => match row.about {
            WithdrawnUid::Fact(uid) => {
                row.about = WithdrawnUid::Report(uid);
                true
            }
            WithdrawnUid::Report(_) => false,
        },
        _ => false,
    },
    |row| match row {
        RowRecord::Reinstatement(row) => {
            row.ordinal += 1;
            true
        }
        _ => false,
    },
    |row| match row {
        RowRecord::Assessment(row) => {
            row.assessment.reliability = Some(Reliability::A);
            true
        }
        _ => false,
    },
];

#[test]
fn what_was_changed_on_the_way_is_refused_and_nothing_is_kept() {
    let source = full();
    for (number, change) in CHANGES.iter().enumerate() {
        let mut target = Fixture::named("replica-2");
        let mut touched = false;
        let sent = send(&source.store, &mut target.store, |row| touched |= change(row));
        assert!(touched, "change {number} touches no row");
        assert!(matches!(sent, Err(ChangesetError::Altered { .. })), "change {number}: {sent:?}");
        assert_eq!(target.store.changesets().unwrap(), [], "change {number}");
        assert!(target.store.places().unwrap().is_empty(), "change {number}");
    }
}

#[test]
fn a_row_too_few_changed_metadata_and_a_missing_link_are_refused() {
    let source = full();
    let oldest: Vec<Uid> = uids(&source.store).into_iter().rev().collect();
    let mut reader = source.store.changeset_reader().unwrap();
    let mut target = Fixture::named("replica-2");
    let mut writer = target.store.begin_changesets("2016-12-01T00:00:00Z").unwrap();
    let mut record = reader.record(oldest[0]).unwrap().unwrap();
    writer.begin(&record).unwrap();
    assert!(matches!(writer.end(), Err(ChangesetError::Altered { .. })));
    assert!(matches!(writer.commit(), Err(ChangesetError::Unfinished)));

    let mut writer = target.store.begin_changesets("2016-12-01T00:00:00Z").unwrap();
    record.changeset.recorder.by = "eve".into();
    writer.begin(&record).unwrap();
    reader.rows(oldest[0], |row| writer.put(row)).unwrap();
    assert!(matches!(writer.end(), Err(ChangesetError::Altered { .. })));
    drop(writer);

    let mut writer = target.store.begin_changesets("2016-12-01T00:00:00Z").unwrap();
    let record = reader.record(oldest[5]).unwrap().unwrap();
    let begun = writer.begin(&record);
    assert!(matches!(begun, Err(ChangesetError::Unlinked { .. })), "{begun:?}");
    drop(writer);
    assert_eq!(target.store.changesets().unwrap(), []);
}

#[test]
fn a_changeset_of_which_a_row_was_refused_cannot_be_ended() {
    let source = full();
    let oldest: Vec<Uid> = uids(&source.store).into_iter().rev().collect();
    let mut reader = source.store.changeset_reader().unwrap();
    let mut target = Fixture::named("replica-2");
    let mut writer = target.store.begin_changesets("2016-12-01T00:00:00Z").unwrap();
    let record = reader.record(oldest[0]).unwrap().unwrap();
    writer.begin(&record).unwrap();
    let elsewhere = RowRecord::Elsewhere([7; 32]);
    let refused = writer.put(&elsewhere);
    assert!(matches!(
        refused,
        Err(ChangesetError::Write(crate::store::WriteError::Missing { .. }))
    ));
    reader.rows(oldest[0], |row| writer.put(row)).unwrap();
    assert!(matches!(writer.end(), Err(ChangesetError::Unfinished)));
    assert!(matches!(writer.commit(), Err(ChangesetError::Unfinished)));
}

#[test]
fn a_row_that_is_said_to_be_elsewhere_must_be_here() {
    let source = full();
    let mut target = Fixture::named("replica-2");
    let sent = send(&source.store, &mut target.store, |row| {
        if let RowRecord::Fact(fact) = row {
            *row = RowRecord::Elsewhere(fact.fact.digest(fact.report));
        }
    });
    assert!(
        matches!(sent, Err(ChangesetError::Write(crate::store::WriteError::Missing { .. }))),
        "{sent:?}"
    );
    assert_eq!(target.store.changesets().unwrap(), []);
}

#[test]
fn a_report_that_says_something_else_here_is_refused() {
    let source = full();
    let mut target = Fixture::named("replica-2");
    target.on("2016-11-01", |writer| {
        writer.add_actor(&actor("voa-news", "VOA News", ActorKind::Media, None)).unwrap();
        let other =
            Report { byline: Some("eve".into()), ..report("voa-1", "voa-news", "2016-10-24") };
        writer.add_report(&other, None).unwrap();
    });
    let sent = send(&source.store, &mut target.store, |_| ());
    assert!(matches!(&sent, Err(ChangesetError::Differs { key }) if key == "voa-1"), "{sent:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn any_facts_come_back_as_they_were(drafts in prop::collection::vec(draft(), 1..12)) {
        let mut source = Fixture::new();
        for half in drafts.chunks(drafts.len().div_ceil(2)) {
            source.on("2016-11-02", |writer| {
                for draft in half {
                    writer.add_fact(&fact(draft.clone())).unwrap();
                }
            });
        }
        let mut target = Fixture::named("replica-2");
        send(&source.store, &mut target.store, |_| ()).unwrap();
        prop_assert!(broken(&target.store).is_empty());
        prop_assert_eq!(target.everything(), source.everything());
    }
}

/// Checks that contents written by version 1 are still written in the same way, byte for byte.
#[test]
fn the_contents_that_version_1_wrote_are_written_the_same_today() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("v1.db");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/old/v1.db"), &path).unwrap();
    let source = Store::open(&path).unwrap();
    let mut target = Fixture::named("replica-2");
    let mut versions = 0;
    send(&source, &mut target.store, |row| {
        versions += usize::from(matches!(row, RowRecord::Version(_)));
    })
    .unwrap();
    assert_eq!(versions, 4);
    assert!(broken(&source).is_empty() && broken(&target.store).is_empty());
    let contents = |store: &Store| {
        let sql = "SELECT group_concat(kind || key || content) FROM reference_version";
        store.connection.query_row(sql, [], |row| row.get::<_, String>(0)).map_err(StoreError::from)
    };
    assert_eq!(contents(&source).unwrap(), contents(&target.store).unwrap());
}
