//! Tests that digests include everything that was recorded, and show rows that another program
//! changed.

use super::*;
use crate::domain::fact::Status;
use crate::domain::report::CapturedText;
use crate::store::StoreError;
use crate::store::fact_hashes::{self, HashedFact};
use rusqlite::Connection;

/// Makes a database with every kind of row that Factline records, in three changesets.
pub(super) fn recorded() -> Fixture {
    let mut fixture = Fixture::new();
    let text =
        CapturedText { text: "It ended.".into(), captured_at: "2016-11-02T00:00:00Z".into() };
    let uid = fixture.on("2016-11-02", |writer| {
        let copy =
            Report { republishes: Some("voa-1".into()), ..report("copy", "reuters", "2016-10-30") };
        writer.add_report(&copy, Some(&text)).unwrap();
        let said = Draft {
            claimants: vec!["united-nations".into()],
            via: vec!["reuters".into()],
            status: Some(Status::Ended),
            ..trapped(7, "2016-10-24/..")
        };
        writer.add_fact(&fact(trapped(5, "2016-10-20"))).unwrap();
        writer.add_fact(&fact(said)).unwrap().uid
    });
    fixture.on("2016-11-03", |writer| {
        writer.retract_fact(uid, "wrong city").unwrap();
        writer.reinstate_fact(uid, "right after all").unwrap();
        writer.retract_fact(uid, "wrong city").unwrap();
        writer.retract_report("reuters-1", "a hoax").unwrap();
    });
    fixture
}

/// The sequence numbers of changesets whose digest does not match their rows.
pub(super) fn broken(store: &Store) -> Vec<u64> {
    let mut changesets = store.changesets().unwrap();
    changesets.reverse();
    let fits = |uid| store.digests(uid).unwrap().unwrap().agree();
    changesets.iter().filter(|row| !fits(row.uid)).map(|row| row.seq).collect()
}

#[test]
fn what_was_recorded_fits_its_digests() {
    let fixture = recorded();
    assert!(broken(&fixture.store).is_empty());
    assert_eq!(fixture.store.digests(Uid([1; 16])).unwrap(), None);
    let newest = fixture.newest_changeset();
    let digests = fixture.store.digests(newest.uid).unwrap().unwrap();
    assert_eq!(Uid::of_digest(digests.kept), newest.uid);
}

#[test]
fn a_change_by_another_program_shows_in_the_changeset_that_it_touches() {
    for (sql, touched) in [
        ("UPDATE fact SET best = 6 WHERE best = 5", 2),
        ("UPDATE fact SET comment = '' WHERE best = 5", 2),
        ("UPDATE fact SET when_edtf = '2016-10-21' WHERE best = 5", 2),
        ("UPDATE fact SET report = 2 WHERE best = 5", 2),
        ("UPDATE fact SET place = 1 WHERE best = 5", 2),
        ("DELETE FROM attribution", 2),
        (
            "DELETE FROM attribution; DELETE FROM retraction; DELETE FROM reinstatement; DELETE FROM fact WHERE best = 7",
            2,
        ),
        ("UPDATE fact SET changeset = 1 WHERE best = 5", 1),
        ("UPDATE report SET text = 'It went on.' WHERE text IS NOT NULL", 2),
        ("UPDATE report SET republishes = NULL WHERE text IS NOT NULL", 2),
        ("UPDATE report SET title = 'Other' WHERE key = 'voa-1'", 1),
        ("UPDATE reference_version SET content = '{}' WHERE key = 'homs'", 1),
        ("UPDATE retraction SET reason = 'no reason' WHERE report IS NOT NULL", 3),
        ("UPDATE retraction SET report = 1 WHERE report IS NOT NULL", 3),
        ("DELETE FROM reinstatement", 3),
        ("UPDATE reinstatement SET reason = 'x'", 3),
        ("UPDATE changeset SET recorded_by = 'eve' WHERE seq = 2", 2),
        ("UPDATE changeset SET note = NULL WHERE seq = 3", 3),
        ("UPDATE changeset SET recorded_at = '2016-11-01T12:00:00Z' WHERE seq = 3", 3),
        ("UPDATE changeset SET digest = zeroblob(32) WHERE seq = 2", 2),
        ("UPDATE changeset SET uid = zeroblob(16) WHERE seq = 3", 3),
        ("UPDATE fact SET uid = zeroblob(16) WHERE best = 5", 2),
        ("UPDATE fact SET start_earliest = '2016-10-01' WHERE best = 5", 2),
        ("UPDATE report SET text_sha256 = zeroblob(32) WHERE text IS NOT NULL", 2),
        ("UPDATE report SET published_earliest = '2016-01-01' WHERE key = 'copy'", 2),
        ("UPDATE report SET published_latest = '9999-12-31' WHERE key = 'copy'", 2),
        ("UPDATE reinstatement SET uid = zeroblob(16)", 3),
        ("UPDATE reference_version SET sha256 = zeroblob(32) WHERE key = 'homs'", 1),
        ("UPDATE place SET name = 'Hims' WHERE key = 'homs'", 1),
        ("DELETE FROM actor_name WHERE name = 'UN'", 1),
    ] {
        let fixture = recorded();
        let plain = Connection::open(fixture.store.path()).unwrap();
        let triggers: String = plain
            .query_row(
                "SELECT group_concat('DROP TRIGGER ' || name, ';') FROM sqlite_schema
                 WHERE type = 'trigger'",
                [],
                |row| row.get(0),
            )
            .unwrap();
        plain.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        plain.execute_batch(&triggers).unwrap();
        plain.execute_batch(sql).unwrap();
        assert_eq!(broken(&fixture.store).first(), Some(&touched), "{sql}");
        let refused = fixture.store.verify(|_, _| ()).unwrap_err();
        assert!(matches!(refused, StoreError::Altered { .. }), "{sql}: {refused}");
    }
}

#[test]
fn each_changeset_continues_from_the_one_before_it() {
    let fixture = recorded();
    let sql = "SELECT count(*) FROM changeset AS newer JOIN changeset AS older
               ON older.uid = newer.previous AND older.seq = newer.seq - 1
               AND older.replica = newer.replica";
    let links: i64 = fixture.store.connection.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(links, 2);
}

#[test]
fn an_assessment_is_covered_too() {
    let fixture = recorded();
    let newest = fixture.newest_changeset().uid;
    let before = fixture.store.digests(newest).unwrap().unwrap();
    fixture
        .store
        .connection
        .execute_batch(
            "INSERT INTO assessment (uid, fact, reliability, credibility, reason, changeset, ordinal)
             VALUES (randomblob(16), 1, 'B', 2, 'known', 3, 0)",
        )
        .unwrap();
    let after = fixture.store.digests(newest).unwrap().unwrap();
    assert!(before.agree() && !after.agree());
}

type Each<'e> = &'e mut dyn FnMut(&HashedFact);

#[test]
fn two_threads_hash_facts_as_one_does() {
    let mut fixture = Fixture::new();
    for day in 1..8 {
        fixture.add("2016-11-02", trapped(day, &format!("2016-10-{day:02}")));
    }
    let store = &fixture.store;
    let plain = Connection::open(store.path()).unwrap();
    let hashed = |hash: &dyn Fn(Each<'_>) -> Result<(), StoreError>| {
        let mut facts = Vec::new();
        store.reading(|_| hash(&mut |fact: &HashedFact| facts.push(*fact))).unwrap();
        facts
    };
    let both = || {
        let (range, connection) = ((1, 7), &store.connection);
        let one = hashed(&|each| fact_hashes::on_one_thread(connection, range, each));
        (one, hashed(&|each| fact_hashes::on_two_threads(store, range, each)))
    };
    let (one, two) = both();
    assert!(one.len() == 7 && one == two && one.iter().all(|fact| fact.follows));
    plain.execute_batch("DROP TRIGGER fact_no_update").unwrap();
    // Facts are changed from the last to the first.
    for number in (1..8).rev() {
        let sql = "UPDATE fact SET uid = randomblob(16) WHERE id = ?1";
        plain.execute(sql, [number]).unwrap();
        let (one, two) = both();
        let hashes = |facts: &[HashedFact]| facts.iter().map(|it| it.hash).collect::<Vec<_>>();
        let wrong = |facts: &[HashedFact]| facts.iter().find(|it| !it.follows).map(|it| it.uid);
        assert_eq!((hashes(&one), wrong(&one)), (hashes(&two), wrong(&two)), "{number}");
        assert_eq!(one.iter().position(|it| !it.follows), Some(number - 1));
    }
}
