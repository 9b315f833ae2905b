//! Knows the versions of the schema, and migrates an older file when something is recorded in it.
//!
//! A file that is only read stays as it is: temporary views show the columns that it lacks, as NULL, and temporary
//! tables replace those that it lacks. Therefore all queries are written for the newest schema only.

use super::error::StoreError;
use super::sql_text::{statements, tokens};
use rusqlite::{Connection, Transaction};
use std::path::Path;

/// SQLite's `application_id` of a Factline file: `Fact` in ASCII.
pub(super) const APPLICATION_ID: i64 = 0x4661_6374;

/// The SQL that creates the schema of a new database.
pub(super) const SQL: &str = include_str!("../../../schema.sql");

/// The version of `schema.sql`.
pub(super) const VERSION: i64 = 5;

/// A column that a version of the schema added to a table, after the columns that the table had.
struct AddedColumn {
    /// The first version that has the column.
    version: i64,
    table: &'static str,
    name: &'static str,
    /// The type and the checks of the column, as SQL.
    holds: &'static str,
}

/// An index or a view of `schema.sql` as it was in older versions.
struct Former {
    /// The first version that has it in the present form.
    version: i64,
    name: &'static str,
    /// The statement that created it in older versions.
    sql: &'static str,
}

/// The columns that differ between the versions of the schema, in the order of `schema.sql`.
const ADDED: &[AddedColumn] = &[
    AddedColumn { version: 4, table: "changeset", name: "arrived_at", holds: "TEXT" },
    AddedColumn { version: 4, table: "actor", name: "withdrawn", holds: WITHDRAWN },
    AddedColumn { version: 4, table: "place", name: "withdrawn", holds: WITHDRAWN },
    AddedColumn { version: 3, table: "indicator", name: "units", holds: "TEXT" },
    AddedColumn { version: 4, table: "indicator", name: "withdrawn", holds: WITHDRAWN },
    AddedColumn { version: 2, table: "fact", name: "source_row_id", holds: "TEXT" },
    AddedColumn { version: 3, table: "fact", name: "out_of", holds: OUT_OF },
    AddedColumn { version: 3, table: "fact", name: "per", holds: PER },
    AddedColumn { version: 3, table: "fact", name: "time_of_day", holds: "TEXT" },
    AddedColumn {
        version: 3,
        table: "attribution",
        name: "joint",
        holds: "INTEGER CHECK (joint = 1)",
    },
    AddedColumn { version: 5, table: "assessment", name: "assessed_by", holds: "TEXT" },
    AddedColumn {
        version: 4,
        table: "also_recorded",
        name: "uid",
        holds: "BLOB CHECK (length(uid) = 16)",
    },
];

const WITHDRAWN: &str = "INTEGER CHECK (withdrawn = 1)";
const OUT_OF: &str = "ANY CHECK (typeof(out_of) NOT IN ('text', 'blob') AND out_of >= 0 \
                      AND (out_of IS NULL OR approximate IS NOT NULL))";
const PER: &str = "TEXT CHECK (per IS NULL OR per IN ('hour', 'day', 'night', 'week', 'month', 'year') \
                   AND approximate IS NOT NULL)";

/// The indexes and views that versions of the schema changed, in the order of `schema.sql`.
const FORMER: &[Former] = &[
    Former {
        version: 3,
        name: "fact_place",
        sql: "CREATE INDEX fact_place ON fact (place, start_earliest, indicator)",
    },
    Former { version: 3, name: "current_fact", sql: include_str!("current_fact_before_3.sql") },
    Former { version: 4, name: "current_fact", sql: include_str!("current_fact_before_4.sql") },
    Former { version: 4, name: "current_report", sql: include_str!("current_report_before_4.sql") },
    Former { version: 5, name: "current_fact", sql: include_str!("current_fact_before_5.sql") },
    Former { version: 5, name: "current_report", sql: include_str!("current_report_before_5.sql") },
];

/// The tables, indexes, triggers and views that versions of the schema added, each with its version. An
/// index or a trigger comes after its table.
const ADDED_OBJECTS: &[(i64, &str)] = &[
    (3, "report_confidential"),
    (3, "report_replaces"),
    (4, "also_recorded_uid"),
    (4, "undo"),
    (4, "undo_undone"),
    (4, "redo"),
    (4, "redo_undo"),
    (4, "undo_no_update"),
    (4, "undo_no_delete"),
    (4, "redo_no_update"),
    (4, "redo_no_delete"),
    (4, "undone_changeset"),
    (4, "withdrawn_row"),
    (4, "replaced_fact"),
    (5, "report_version"),
    (5, "report_version_report"),
    (5, "report_version_key"),
    (5, "report_version_no_update"),
    (5, "report_version_no_delete"),
    (5, "newest_report"),
];

/// The names of the objects that a file of an older version lacks.
fn lacking(version: i64) -> impl Iterator<Item = &'static str> {
    ADDED_OBJECTS.iter().filter(move |(since, _)| *since > version).map(|(_, name)| *name)
}

/// Whether a file of some version has an object of `schema.sql`.
pub(super) fn is_in(name: &str, version: i64) -> bool {
    lacking(version).all(|lacking| lacking != name)
}

/// The tables that a file of an older version lacks.
fn lacking_tables(version: i64) -> impl Iterator<Item = &'static str> {
    lacking(version).filter(|name| tokens(created(name)).nth(1) == Some("TABLE"))
}

/// An index or a view of `schema.sql` in an older version; `None` if it has not changed since.
fn former(name: &str, version: i64) -> Option<&'static str> {
    let mut changed = FORMER.iter().filter(|one| one.name == name && one.version > version);
    changed.next().map(|one| one.sql)
}

/// The statement of `schema.sql` that creates an index or a view.
fn created(name: &str) -> &'static str {
    statements(SQL).find(|sql| tokens(sql).nth(2) == Some(name)).unwrap_or_default()
}

/// The columns that an older version of a table of `schema.sql` does not have.
fn missing(table: &str, version: i64) -> impl Iterator<Item = &'static AddedColumn> {
    ADDED.iter().filter(move |column| column.table == table && column.version > version)
}

/// The schema version of a Factline file. Fails if another program or a newer Factline made it, or
/// its creation was interrupted.
pub(super) fn version_of(connection: &Connection, path: &Path) -> Result<i64, StoreError> {
    let number = |pragma| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    if number("application_id")? != APPLICATION_ID {
        return Err(StoreError::OtherProgram(path.to_owned()));
    }
    match number("user_version")? {
        found if found < 1 => Err(StoreError::NotADatabase {
            path: path.to_owned(),
            why: "it has no version, since its creation was interrupted",
        }),
        found if found > VERSION => {
            Err(StoreError::Newer { path: path.to_owned(), found, known: VERSION })
        }
        found => Ok(found),
    }
}

/// A query for all rows of a table in the file, with every column of `schema.sql`.
pub(super) fn whole_rows(table: &str, connection: &Connection) -> Result<String, StoreError> {
    let version = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(whole_rows_at(table, version))
}

fn whole_rows_at(table: &str, version: i64) -> String {
    let nulls = missing(table, version).map(|column| format!(", NULL AS {}", column.name));
    format!("SELECT *{} FROM main.{table}", nulls.collect::<String>())
}

/// Creates an empty temporary table like one of `schema.sql`. It hides that table in this connection.
pub(super) fn create_temporary(connection: &Connection, table: &str) -> Result<(), StoreError> {
    let sql = created(table).replacen("TABLE", "TEMP TABLE", 1);
    Ok(connection.execute_batch(&format!("DROP VIEW IF EXISTS temp.{table}; {sql}"))?)
}

/// Shows the columns that a file of an older version lacks, as NULL, and the tables that it lacks, as
/// empty ones, in this connection.
pub(super) fn show_missing(connection: &Connection, version: i64) -> Result<(), StoreError> {
    if version < VERSION {
        connection.execute_batch("PRAGMA temp_store = MEMORY")?;
    }
    for table in lacking_tables(version) {
        create_temporary(connection, table)?;
    }
    for table in changed_since(version) {
        let rows = whole_rows_at(table, version);
        connection.execute_batch(&format!("CREATE TEMP VIEW {table} AS {rows}"))?;
    }
    Ok(())
}

/// Runs `act` while the columns that a file of an older version lacks are not shown.
pub(super) fn unseen<T>(
    connection: &Connection,
    act: impl FnOnce() -> rusqlite::Result<T>,
) -> Result<T, StoreError> {
    let version = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    hide_missing(connection)?;
    let done = act();
    show_missing(connection, version)?;
    Ok(done?)
}

/// Drops the views of `show_missing`; another program may have migrated the file since.
fn hide_missing(connection: &Connection) -> Result<(), StoreError> {
    // Nearly every file has the newest version, and finding out what others lack takes as long as
    // recording a fact.
    if !connection.prepare("SELECT 1 FROM temp.sqlite_schema")?.exists([])? {
        return Ok(());
    }
    for table in changed_since(1) {
        connection.execute_batch(&format!("DROP VIEW IF EXISTS temp.{table}"))?;
    }
    for table in lacking_tables(1) {
        connection.execute_batch(&format!("DROP TABLE IF EXISTS temp.{table}"))?;
    }
    Ok(())
}

/// The tables that lack some column in an older version, each once.
fn changed_since(version: i64) -> Vec<&'static str> {
    let newer = ADDED.iter().filter(|column| column.version > version);
    let mut tables: Vec<_> = newer.map(|column| column.table).collect();
    tables.sort_unstable();
    tables.dedup();
    tables
}

/// Migrates a file to the newest version, in the transaction that records something. Recorded rows do not change: a new
/// column is NULL, which is not part of any hash. Fails if a newer Factline migrated the file meanwhile.
pub(super) fn migrate(transaction: &Transaction<'_>, path: &Path) -> Result<(), StoreError> {
    let version = version_of(transaction, path)?;
    hide_missing(transaction)?;
    if version == VERSION {
        return Ok(());
    }
    for table in changed_since(version) {
        for AddedColumn { name, holds, .. } in missing(table, version) {
            let sql = format!("ALTER TABLE main.{table} ADD COLUMN {name} {holds}");
            transaction.execute_batch(&sql)?;
        }
    }
    for Former { name, sql, .. } in FORMER.iter().filter(|one| one.version > version) {
        let kind = tokens(sql).nth(1).unwrap_or_default();
        let sql = created(name);
        transaction.execute_batch(&format!("DROP {kind} IF EXISTS main.{name}; {sql}"))?;
    }
    for name in lacking(version) {
        transaction.execute_batch(created(name))?;
    }
    Ok(transaction.pragma_update(None, "user_version", VERSION)?)
}

/// The tokens of the statement of `schema.sql` that creates an object, as an older version has it.
pub(super) fn tokens_at(version: i64, name: &str, sql: &'static str) -> Vec<&'static str> {
    let mut words: Vec<_> = tokens(former(name, version).unwrap_or(sql)).collect();
    for column in missing(name, version) {
        let added: Vec<_> = [",", column.name].into_iter().chain(tokens(column.holds)).collect();
        if let Some(at) = words.windows(added.len()).position(|window| window == added) {
            words.drain(at..at + added.len());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_added_column_is_in_the_schema_and_none_is_of_a_later_version() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(SQL).unwrap();
        let version: i64 =
            connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        assert_eq!(version, VERSION);
        let columns = ADDED.iter().map(|column| column.version);
        let objects = ADDED_OBJECTS.iter().map(|(version, _)| *version);
        assert_eq!(columns.chain(objects).max(), Some(VERSION));
        for AddedColumn { table, name, .. } in ADDED {
            let sql = format!("SELECT {name} FROM {table}");
            assert!(connection.prepare(&sql).is_ok(), "{sql}");
        }
        for (_, name) in ADDED_OBJECTS {
            assert!(created(name).starts_with("CREATE "), "{name}");
        }
        for Former { name, sql, .. } in FORMER {
            assert!(!tokens(created(name)).eq(tokens(sql)), "{name} is as it was");
        }
        assert!(changed_since(VERSION).is_empty());
        assert_eq!(whole_rows_at("fact", VERSION), "SELECT * FROM main.fact");
    }
}
