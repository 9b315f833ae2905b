//! Tests that files are created completely or not at all, and that files which Factline did not
//! make are refused.

use super::*;
use crate::store::journal::Journal;
use crate::store::{
    DAMAGED, Patience, StoreError, WriteError, disk_error, migrations, passing_disk_error,
};
use rusqlite::Connection;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Copies the fixture's file, and changes the copy by SQL.
fn changed(fixture: &Fixture, sql: &str) -> PathBuf {
    let path = fixture.folder.path().join("changed.db");
    fs::copy(fixture.store.path(), &path).unwrap();
    Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    path
}

fn refusal(path: &Path) -> StoreError {
    Store::open(path).err().unwrap()
}

#[test]
fn a_new_file_has_the_schema_the_marks_and_the_durability_that_are_promised() {
    let fixture = Fixture::empty();
    let number = |pragma| -> i64 {
        fixture.store.connection.pragma_query_value(None, pragma, |row| row.get(0)).unwrap()
    };
    assert_eq!(number("application_id"), migrations::APPLICATION_ID);
    assert_eq!(number("user_version"), migrations::VERSION);
    assert_eq!(number("page_size"), 8192);
    assert_eq!(number("foreign_keys"), 1);
    assert_eq!(number("synchronous"), 3);
    let mode: String = fixture
        .store
        .connection
        .pragma_query_value(None, "journal_mode", |row| row.get(0))
        .unwrap();
    assert_eq!(mode, "delete");
    assert_eq!(fixture.store.replica().unwrap(), "replica-1");
}

#[test]
fn a_new_file_can_be_read_with_plain_sqlite() {
    let mut fixture = Fixture::new();
    let draft = Draft {
        claimants: vec!["united-nations".into()],
        via: vec!["interfax".into(), "reuters".into()],
        ..trapped(5, "2016-10-24")
    };
    fixture.add("2016-11-02", draft);
    let plain = Connection::open(fixture.store.path()).unwrap();
    let (claimant, via, best): (String, String, i64) = plain
        .query_row("SELECT claimant, via, best FROM current_fact", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .unwrap();
    assert_eq!(
        (claimant.as_str(), via.as_str(), best),
        ("United Nations", "Interfax | Reuters", 5)
    );
    let count = |view: &str| -> i64 {
        plain.query_row(&format!("SELECT count(*) FROM {view}"), [], |row| row.get(0)).unwrap()
    };
    assert_eq!((count("current_report"), count("place_path"), count("change_log")), (3, 5, 2));
}

#[test]
fn a_file_that_is_there_is_not_overwritten_and_nothing_half_made_is_left() {
    let fixture = Fixture::empty();
    let before = fs::read(fixture.store.path()).unwrap();
    let again = Store::create(fixture.store.path(), "other").err().unwrap();
    assert!(matches!(again, StoreError::Exists(_)));
    assert!(fs::read(fixture.store.path()).unwrap() == before);
    let failed = Store::create(fixture.folder.path().join("no/such/folder.db"), "x");
    let failed = failed.err().unwrap();
    assert!(matches!(failed, StoreError::NoFolder { .. }));
    assert!(!failed.to_string().contains(".factline-"), "{failed}");
    assert!(Store::create(fixture.folder.path().join("x.db"), "a\0b").is_ok());
    assert_eq!(fs::read_dir(fixture.folder.path()).unwrap().count(), 2);
}

#[test]
fn a_file_that_is_not_a_factline_database_is_refused_with_the_reason() {
    let fixture = Fixture::empty();
    let folder = fixture.folder.path();
    let missing = refusal(&folder.join("missing.db"));
    assert!(matches!(missing, StoreError::NotFound(_)));
    assert!(refusal(folder).to_string().ends_with("not a Factline database: it is a folder"));
    let file = |name: &str, content: &[u8]| {
        let path = folder.join(name);
        fs::write(&path, content).unwrap();
        refusal(&path).to_string()
    };
    assert!(file("empty.db", b"").ends_with("it is empty"));
    assert!(
        file("text.csv", &b"fact_id,indicator\n".repeat(99)).ends_with("it is not an SQLite file")
    );
    let foreign = folder.join("foreign.db");
    Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    assert!(matches!(refusal(&foreign), StoreError::OtherProgram(_)));
}

#[test]
fn a_newer_file_and_an_unfinished_one_are_refused() {
    let fixture = Fixture::empty();
    let newer = refusal(&changed(&fixture, "PRAGMA user_version = 9"));
    let known = format!("(version 9; this one reads up to {})", migrations::VERSION);
    assert!(newer.to_string().ends_with(&format!("made by a newer Factline {known}")));
    let unfinished = refusal(&changed(&fixture, "PRAGMA user_version = 0"));
    assert!(matches!(unfinished, StoreError::NotADatabase { .. }));
}

#[test]
fn a_damaged_file_is_said_to_be_damaged() {
    let mut fixture = Fixture::new();
    fixture.add("2016-11-02", trapped(5, "2016-10-24"));
    let path = changed(
        &fixture,
        "DROP TRIGGER fact_no_update; UPDATE fact SET when_edtf = 'nonsense', quote_start = NULL",
    );
    let error = Store::open(path).unwrap().select(&Filter::default()).unwrap_err();
    assert!(matches!(error, StoreError::Corrupt(_)), "{error}");
}

#[test]
fn a_read_only_file_can_be_read_and_not_recorded_in() {
    let mut fixture = Fixture::new();
    let uid = fixture.add("2016-11-02", trapped(5, "2016-10-24"));
    let path = fixture.store.path().to_owned();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let mut store = Store::open(&path).unwrap();
    assert_eq!(store.select(&Filter::default()).unwrap().facts[0].uid, uid);
    let error = store.begin().err().unwrap();
    assert!(matches!(&error, StoreError::ReadOnly(file) if *file == path));
}

#[test]
fn a_file_that_another_connection_records_in_is_locked() {
    let mut fixture = Fixture::new();
    let path = fixture.store.path().to_owned();
    let _writer = fixture.store.begin().unwrap();
    let patience = Patience::of(Duration::from_millis(20));
    let mut other = Store::open_with_patience(&path, patience).unwrap();
    let error = other.begin().err().unwrap();
    assert!(matches!(error, StoreError::Locked { holder: None, recording: true }), "{error}");
    assert_eq!(error.to_string(), "database: in use by another program, and nothing was recorded");
    assert_eq!(other.places().unwrap().len(), 5);
}

#[test]
fn a_reader_that_meets_an_exclusive_lock_gets_no_message_about_recording() {
    let fixture = Fixture::new();
    let holder = Connection::open(fixture.store.path()).unwrap();
    holder.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let patience = Patience::of(Duration::from_millis(20));
    let error = Store::open_with_patience(fixture.store.path(), patience).err().unwrap();
    assert_eq!(error.to_string(), "database: in use by another program");
}

#[test]
fn a_folder_that_may_not_be_written_and_a_failed_read_are_distinguished() {
    use rusqlite::ffi;
    let told = |code| {
        let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
        StoreError::from(error).about(Path::new("here/facts.db")).to_string()
    };
    assert_eq!(
        told(ffi::SQLITE_READONLY_DIRECTORY),
        "cannot write in the folder `here` (SQLite needs to make a file beside the database)"
    );
    assert!(told(ffi::SQLITE_IOERR_READ).starts_with("disk: reading failed: "));
    assert!(told(ffi::SQLITE_IOERR_WRITE).contains("nothing was recorded"));
    assert!(told(ffi::SQLITE_READONLY).contains("read-only"));
}

#[test]
fn what_is_recorded_can_be_neither_changed_nor_deleted() {
    let mut fixture = Fixture::new();
    let uid = fixture.add("2016-11-02", trapped(5, "2016-10-24"));
    fixture.on("2016-11-03", |writer| {
        writer.retract_fact(uid, "wrong").unwrap();
        writer.reinstate_fact(uid, "right").unwrap();
    });
    let plain = Connection::open(fixture.store.path()).unwrap();
    let claim = "INSERT INTO attribution VALUES (1, 0, 1, NULL);
        INSERT INTO assessment (uid, fact, reason, changeset, ordinal)
          VALUES (randomblob(16), 1, 'x', 1, 0);
        INSERT INTO also_recorded VALUES (1, randomblob(32), NULL);
        INSERT INTO undo VALUES (1, randomblob(16), randomblob(16), 'x', 1, 0);
        INSERT INTO redo VALUES (1, randomblob(16), 1, 'x', 1, 0)";
    plain.execute_batch(claim).unwrap();
    for (table, column) in [
        ("changeset", "note"),
        ("reference_version", "content"),
        ("report", "title"),
        ("fact", "comment"),
        ("attribution", "actor"),
        ("retraction", "reason"),
        ("reinstatement", "reason"),
        ("assessment", "reason"),
        ("also_recorded", "row_hash"),
        ("undo", "reason"),
        ("redo", "reason"),
    ] {
        for sql in
            [format!("UPDATE {table} SET {column} = {column}"), format!("DELETE FROM {table}")]
        {
            let error = plain.execute_batch(&sql).unwrap_err().to_string();
            assert!(error.contains("append-only"), "{sql}: {error}");
        }
    }
}

#[test]
fn a_file_in_wal_mode_stays_so_until_something_is_recorded() {
    let fixture = Fixture::new();
    let path = fixture.store.path().to_owned();
    drop(fixture.store);
    let mode = || -> String {
        let plain = Connection::open(&path).unwrap();
        plain.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap()
    };
    let plain = Connection::open(&path).unwrap();
    plain.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())).unwrap();
    let mut store = Store::open(&path).unwrap();
    assert_eq!((store.reports().unwrap().len(), mode().as_str()), (3, "wal"));
    let reading = plain.unchecked_transaction().unwrap();
    reading.query_row("SELECT count(*) FROM report", [], |_| Ok(())).unwrap();
    drop(store.begin().unwrap());
    assert_eq!(mode(), "wal", "somebody reads");
    drop(reading);
    drop(plain);
    drop(store.begin().unwrap());
    assert_eq!(mode(), "delete");
}

#[test]
fn what_sqlite_calls_damaged_is_looked_at_again() {
    let mut fixture = Fixture::new();
    for day in 1..28 {
        fixture.add("2016-11-02", trapped(day, &format!("2016-10-{day:02}")));
    }
    let path = fixture.store.path().to_owned();
    assert!(matches!(passing_disk_error(&path), Some(StoreError::UnreadOnce)));
    assert!(disk_error(&path).is_none());
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..].fill(0xAA);
    let damaged = path.with_file_name("damaged.db");
    fs::write(&damaged, bytes).unwrap();
    assert!(passing_disk_error(&damaged).is_none() && disk_error(&damaged).is_none());
    let said = Store::open(&damaged).and_then(|store| store.select(&Filter::default()).map(drop));
    assert!(said.unwrap_err().to_string().contains(DAMAGED));
    assert!(disk_error(&path.with_file_name("none.db")).is_none());
}

#[cfg(unix)]
#[test]
fn nothing_is_acknowledged_in_a_file_that_lost_its_name() {
    for is_replaced in [true, false] {
        for is_written_before in [true, false] {
            let mut fixture = Fixture::new();
            let path = fixture.store.path().to_owned();
            let other = fixture.folder.path().join("other.db");
            fs::copy(&path, &other).unwrap();
            let mut writer = fixture.store.begin().unwrap();
            let add = |writer: &mut Writer<'_>| writer.add_fact(&fact(trapped(5, "2016-10-24")));
            if is_written_before {
                add(&mut writer).unwrap();
            }
            let kept = fixture.folder.path().join("kept.db");
            fs::rename(&path, &kept).unwrap();
            if is_replaced {
                fs::rename(&other, &path).unwrap();
            }
            let outcome = if is_written_before {
                writer.commit(&recorder("2016-11-02")).map(drop)
            } else {
                // SQLite itself checks for a moved file when a transaction first writes.
                let outcome = add(&mut writer).map(drop);
                drop(writer);
                outcome.map_err(|error| match error {
                    WriteError::Store(error) => error,
                    other => panic!("{other}"),
                })
            };
            let error = outcome.unwrap_err();
            assert!(
                matches!(&error, StoreError::Replaced { is_there, .. } if *is_there == is_replaced),
                "{error:?}"
            );
            assert_eq!(path.exists(), is_replaced);
            let kept = Store::open(&kept).unwrap();
            assert_eq!(kept.count_facts().unwrap(), 0, "it was taken back");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_comes_back_under_its_name_is_written_to() {
    let mut fixture = Fixture::new();
    let path = fixture.store.path().to_owned();
    let away = fixture.folder.path().join("away.db");
    let mut writer = fixture.store.begin().unwrap();
    writer.add_fact(&fact(trapped(5, "2016-10-24"))).unwrap();
    fs::rename(&path, &away).unwrap();
    fs::rename(&away, &path).unwrap();
    assert!(writer.commit(&recorder("2016-11-02")).unwrap().is_some());
}

#[cfg(unix)]
#[test]
fn a_log_is_not_left_beside_a_file_that_it_does_not_belong_to() {
    let fixture = Fixture::new();
    let path = fixture.store.path().to_owned();
    let other = fixture.folder.path().join("other.db");
    fs::copy(&path, &other).unwrap();
    let before = fs::read(&other).unwrap();
    let journal = Journal::of_many(&fixture.store).unwrap();
    let sql = "INSERT INTO setting (key, value) VALUES ('of-the-old-file', '1')";
    fixture.store.connection.execute_batch(sql).unwrap();
    assert!(fixture.store.has_log());
    // A second connection keeps the log from being removed.
    let other_connection = Store::open(&path).unwrap();
    assert_eq!(other_connection.count_facts().unwrap(), 0);
    fs::rename(&path, fixture.folder.path().join("kept.db")).unwrap();
    fs::rename(&other, &path).unwrap();
    drop(journal);
    assert!(!fixture.store.has_log());
    drop((fixture.store, other_connection));
    let found = Connection::open(&path).unwrap();
    let sql = "SELECT count(*) FROM setting WHERE key = 'of-the-old-file'";
    assert_eq!(found.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap(), 0);
    drop(found);
    assert!(fs::read(&path).unwrap() == before, "the other file was changed");
}

#[test]
fn a_file_that_was_left_open_is_complete_and_has_no_log() {
    let mut fixture = Fixture::new();
    let path = fixture.store.path().to_owned();
    let mut writer = fixture.store.begin().unwrap();
    writer.add_fact(&fact(trapped(5, "2016-10-24"))).unwrap();
    writer.commit(&recorder("2016-11-02")).unwrap();
    fixture.store.leave();
    let again = Store::open(&path).unwrap();
    assert_eq!(again.count_facts().unwrap(), 1);
    let sql = "INSERT INTO setting (key, value) VALUES ('of-the-log', '1')";
    let with_log = format!("PRAGMA journal_mode = WAL; {sql}");
    again.connection.execute_batch(&with_log).unwrap();
    assert!(again.has_log());
    again.leave();
    let beside = fs::read_dir(fixture.folder.path()).unwrap();
    let logs =
        beside.filter(|file| file.as_ref().unwrap().path().to_string_lossy().ends_with("-wal"));
    assert_eq!(logs.count(), 0, "nobody would write the log into the file");
}
