//! Tests files that a stranger made: other objects under Factline's names, and SQL that runs when
//! the file is used.

use super::*;
use crate::store::open::{STEPS, as_path, limit_steps};
use crate::store::{Patience, SchemaFault, StoreError};
use rusqlite::Connection;
use rusqlite::types::FromSql;
use std::path::{Path, PathBuf};

/// Copies a full file and changes it by SQL, without foreign keys and Factline's triggers.
fn changed(sql: &str) -> (Fixture, PathBuf) {
    let fixture = super::chain::recorded();
    let path = fixture.folder.path().join("changed.db");
    std::fs::copy(fixture.store.path(), &path).unwrap();
    let plain = Connection::open(&path).unwrap();
    plain.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON").unwrap();
    plain.execute_batch(sql).unwrap();
    (fixture, path)
}

fn fault(sql: &str) -> SchemaFault {
    match Store::open(changed(sql).1).err() {
        Some(StoreError::Schema { fault, .. }) => fault,
        other => panic!("{sql}: {other:?}"),
    }
}

const ENDLESS: &str = "WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r)
    SELECT i AS id, 'k' || i AS key, 'n' AS name, 'city' AS kind, NULL AS parent FROM r";

#[test]
fn another_object_with_a_name_of_the_schema_is_refused_by_that_name() {
    for (sql, expected) in [
        (
            format!("DROP VIEW current_fact; DROP VIEW place_path; DROP TABLE place; CREATE VIEW place AS {ENDLESS}"),
            "`place` is a view, not a table",
        ),
        (
            format!("DROP VIEW current_fact; DROP VIEW place_path; DROP TABLE place; CREATE VIEW PLACE AS {ENDLESS}"),
            "`place` is a view, not a table",
        ),
        (format!("DROP VIEW place_path; CREATE VIEW place_path AS {ENDLESS}"), "view `place_path` is not as Factline made it"),
        ("DROP TABLE setting; CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT)".into(), "table `setting` is not as Factline made it"),
        ("DROP TABLE setting".into(), "table `setting` is missing"),
        ("DROP INDEX fact_uid".into(), "index `fact_uid` is missing"),
        ("DROP INDEX fact_uid; CREATE INDEX fact_uid ON fact (uid)".into(), "index `fact_uid` is not as Factline made it"),
        ("ALTER TABLE actor ADD twice TEXT AS (name || name)".into(), "table `actor` is not as Factline made it"),
        ("CREATE VIRTUAL TABLE x USING fts5 (a); DROP TABLE also_recorded; CREATE VIRTUAL TABLE also_recorded USING fts5 (changeset, row_hash)".into(), "table `also_recorded` is not as Factline made it"),
        ("CREATE TRIGGER evil AFTER INSERT ON Fact BEGIN DELETE FROM setting; END".into(), "trigger `evil` on `fact` was not made by Factline"),
        ("CREATE TRIGGER evil INSTEAD OF INSERT ON change_log BEGIN DELETE FROM setting; END".into(), "trigger `evil` on `change_log` was not made by Factline"),
        ("DROP TRIGGER fact_no_delete; CREATE TRIGGER fact_no_delete BEFORE INSERT ON fact BEGIN SELECT RAISE(IGNORE); END".into(), "trigger `fact_no_delete` is not as Factline made it"),
    ] {
        assert_eq!(fault(&sql).to_string(), expected, "{sql}");
    }
}

#[test]
fn what_other_programs_add_is_left_alone_and_named() {
    let (_fixture, path) = changed(
        "CREATE TABLE notes (text); CREATE INDEX notes_text ON notes (text);
         CREATE TRIGGER notes_log AFTER INSERT ON notes BEGIN SELECT 1; END;
         CREATE INDEX by_length ON fact (comment, scope); CREATE VIEW titles AS SELECT title FROM report;
         DROP TRIGGER fact_no_delete; DROP INDEX fact_place; ANALYZE",
    );
    let mut store = Store::open(&path).unwrap();
    let added = store.added_by_others().unwrap();
    assert_eq!(added, ["table `notes`", "index `by_length`", "view `titles`"]);
    let mut writer = store.begin().unwrap();
    writer.add_fact(&fact(trapped(6, "2016-10-24"))).unwrap();
    writer.commit(&recorder("2016-11-09")).unwrap();
}

#[test]
fn a_file_with_an_index_that_computes_is_read_and_nothing_is_recorded_in_it() {
    let (_fixture, path) =
        changed("CREATE INDEX evil ON fact (instr(printf('%.*c', 9, 'a'), comment))");
    let mut store = Store::open(&path).unwrap();
    assert!(store.count_facts().is_ok());
    let refused = store.begin().map(drop).unwrap_err().to_string();
    assert!(refused.contains("index `evil` on `fact` was not made by Factline"), "{refused}");
}

#[test]
fn a_trigger_that_comes_while_a_file_is_open_does_not_run() {
    let mut fixture = Fixture::new();
    let plain = Connection::open(fixture.store.path()).unwrap();
    plain
        .execute_batch("CREATE TRIGGER evil AFTER INSERT ON fact BEGIN DELETE FROM setting; END")
        .unwrap();
    fixture.add("2016-11-02", trapped(5, "2016-10-24"));
    assert_eq!(fixture.store.replica().unwrap(), "replica-1");
}

#[test]
fn a_schema_with_more_than_one_statement_for_an_index_is_damaged() {
    let (_fixture, path) = changed(
        "CREATE INDEX other ON fact (comment); PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET sql = sql || '; DROP TABLE setting' WHERE name = 'other'",
    );
    let refused = Store::open(&path).err().unwrap();
    assert!(matches!(refused, StoreError::Corrupt(_)), "{refused:?}");
}

#[test]
fn what_was_changed_after_it_was_recorded_is_refused_by_name() {
    let off =
        "DROP TRIGGER fact_no_update; DROP TRIGGER fact_no_delete; DROP TRIGGER report_no_update;
        DROP TRIGGER changeset_no_delete; DROP TRIGGER attribution_no_update;";
    for (sql, expected) in [
        ("", ""),
        ("UPDATE fact SET best = 6 WHERE best = 5", "fact"),
        ("UPDATE fact SET uid = randomblob(16) WHERE best = 5", "fact"),
        ("UPDATE attribution SET step = 2 WHERE step = 1", "fact"),
        ("UPDATE report SET title = 'x' WHERE key = 'copy'", "changeset"),
        ("UPDATE report SET url = 'https://x.example' WHERE key = 'voa-1'", "report `voa-1`"),
        ("UPDATE place SET latitude = 1, longitude = 1 WHERE key = 'homs'", "place `homs`"),
        ("INSERT INTO place (key, name, kind) VALUES ('new', 'N', 'city')", "place `new`"),
        ("DELETE FROM fact WHERE best = 5", "changeset"),
        ("DELETE FROM changeset WHERE seq = 3", "retraction `number 1`"),
        ("DELETE FROM changeset WHERE seq = 1", "changeset"),
    ] {
        let (_fixture, path) = changed(&format!("{off}{sql}"));
        let mut told = 0;
        let verified = Store::open_read_only(&path).unwrap().verify(|_, _| told += 1);
        match verified {
            Ok(()) => assert_eq!(sql, ""),
            Err(refused) => {
                let expected = format!("`{}`: {expected}", path.display());
                assert!(refused.to_string().starts_with(&expected), "{sql}: {refused}");
            }
        }
    }
}

#[test]
fn a_cell_of_the_wrong_type_is_reported_as_damage() {
    fn read<T: FromSql>(sql: &str) -> String {
        let connection = Connection::open_in_memory().unwrap();
        let read = connection.query_row(sql, [], |row| row.get::<_, T>(0));
        StoreError::from(read.err().unwrap()).to_string()
    }
    let said = [
        read::<String>("SELECT CAST(x'ff' AS TEXT)"),
        read::<String>("SELECT 1 AS title"),
        read::<u8>("SELECT 300"),
        read::<i64>("SELECT 1 WHERE 0"),
    ];
    assert_eq!(
        said.map(|said| said.replacen("database: damaged: ", "", 1)),
        [
            "invalid utf-8 sequence of 1 bytes from index 0",
            "column `title` contains Integer",
            "300 is out of range",
            "a row that another one refers to is missing",
        ]
    );
}

#[test]
fn a_question_without_end_ends() {
    let (_fixture, path) = changed("");
    let mut store = Store::open_read_only(&path).unwrap();
    limit_steps(&mut store.connection, || 3 * u64::from(STEPS.unsigned_abs())).unwrap();
    let endless = format!("SELECT count(*) FROM ({ENDLESS})");
    let ended = store.connection.query_row(&endless, [], |row| row.get::<_, i64>(0));
    let refused = StoreError::from(ended.unwrap_err());
    assert!(matches!(refused, StoreError::Endless), "{refused}");
}

/// Makes the root page of `fact` the first of a chain of interior pages. Each of these has 400
/// cells that all point to the next page, and the last page points to the old root, so that there
/// are 400^6 ways to the rows.
fn tangle(path: &Path) {
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'fact'";
    let root: usize = Connection::open(path).unwrap().query_row(sql, [], |row| row.get(0)).unwrap();
    let mut file = std::fs::read(path).unwrap();
    let size = usize::from(u16::from_be_bytes([file[16], file[17]]));
    let interior = |child: usize| {
        let child = u32::try_from(child).unwrap().to_be_bytes();
        let content = size - 400 * 5;
        let mut page = vec![0; size];
        page[0] = 5; // An interior page of a table.
        page[3..5].copy_from_slice(&400_u16.to_be_bytes());
        page[5..7].copy_from_slice(&u16::try_from(content).unwrap().to_be_bytes());
        page[8..12].copy_from_slice(&child);
        for cell in 0..400 {
            let at = content + cell * 5;
            let pointer = u16::try_from(at).unwrap().to_be_bytes();
            page[12 + cell * 2..14 + cell * 2].copy_from_slice(&pointer);
            page[at..at + 4].copy_from_slice(&child);
            page[at + 4] = 1;
        }
        page
    };
    let pages = file.len() / size;
    let place = (root - 1) * size..root * size;
    let old = file[place.clone()].to_vec();
    file[place].copy_from_slice(&interior(pages + 1));
    for page in 1..6 {
        file.extend(interior(pages + 1 + page));
    }
    file.extend(old);
    let count = u32::try_from(file.len() / size).unwrap().to_be_bytes();
    file[28..32].copy_from_slice(&count);
    std::fs::write(path, file).unwrap();
}

#[test]
fn a_file_whose_pages_lead_to_each_other_without_end_is_not_read_without_end() {
    let (_fixture, path) = changed("");
    tangle(&path);
    let store = Store::open_to_ask(&path, Patience::default()).unwrap();
    let sql = "SELECT sum(best) FROM fact";
    let ended = store.connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let refused = StoreError::from(ended.unwrap_err());
    assert!(matches!(refused, StoreError::Endless), "{refused}");
}

#[test]
fn a_path_is_a_path_whatever_it_looks_like() {
    let fixture = Fixture::new();
    let folder = fixture.folder.path();
    for name in ["file:facts.db?mode=memory", ":memory:", "file:x?immutable=1#y"] {
        let path = folder.join(name);
        let made = Store::create(&path, "r").unwrap();
        assert!(path.is_file());
        let copy = folder.join(format!("{name}.copy"));
        made.copy_to(&copy).unwrap();
        assert!(copy.is_file() && Store::open_read_only(&copy).is_ok());
        let as_sqlite_sees_it = as_path(Path::new(name));
        assert_eq!(as_sqlite_sees_it, Path::new(".").join(name));
    }
}
