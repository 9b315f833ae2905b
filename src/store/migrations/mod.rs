//! Migrates files from older versions of the schema, step by step. The last step leads to what
//! `schema.sql` describes.

use super::error::StoreError;
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

/// SQLite's `application_id` of a Factline file: `Fact` in ASCII.
pub(super) const APPLICATION_ID: i64 = 0x4661_6374;

/// The version of `schema.sql`: the number of steps plus one, which a test checks.
pub(super) const VERSION: i64 = 1;

/// The SQL that migrates version 1 to version 2, 2 to 3, and so on.
const STEPS: &[&str] = &[];

/// Migrates an opened file to the newest version. Fails where the file is of another program or a
/// newer Factline, or must be migrated and is read-only.
pub(super) fn bring_up_to_date(
    connection: &mut Connection,
    path: &Path,
    writable: bool,
) -> Result<(), StoreError> {
    match version_of(connection, path)? {
        VERSION => Ok(()),
        found if found > VERSION => {
            Err(StoreError::Newer { path: path.to_owned(), found, known: VERSION })
        }
        _ if !writable => Err(StoreError::ReadOnly(path.to_owned())),
        _ => migrate(connection, STEPS),
    }
}

/// The schema version of a Factline file. Fails where another program made it, or its creation was
/// interrupted.
fn version_of(connection: &Connection, path: &Path) -> Result<i64, StoreError> {
    let number = |pragma| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    if number("application_id")? != APPLICATION_ID {
        return Err(StoreError::OtherProgram(path.to_owned()));
    }
    match number("user_version")? {
        found if found < 1 => Err(StoreError::NotADatabase {
            path: path.to_owned(),
            why: "it has no version, so its making was broken off",
        }),
        found => Ok(found),
    }
}

/// Runs the steps that are still needed, in one transaction.
fn migrate(connection: &mut Connection, steps: &[&str]) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: usize = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for step in steps.iter().skip(found - 1) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", steps.len() + 1)?;
    Ok(transaction.commit()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn old() -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE t (a); PRAGMA user_version = 1").unwrap();
        connection
    }

    #[test]
    fn the_steps_that_are_missing_are_taken_in_order_and_only_once() {
        let mut connection = old();
        let steps = ["ALTER TABLE t ADD b", "ALTER TABLE t RENAME b TO c"];
        migrate(&mut connection, &steps[..1]).unwrap();
        migrate(&mut connection, &steps).unwrap();
        migrate(&mut connection, &steps).unwrap();
        connection.execute("INSERT INTO t (a, c) VALUES (1, 2)", []).unwrap();
        let version: i64 =
            connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        assert_eq!(version, 3);
    }

    #[test]
    fn the_steps_lead_to_the_version_of_the_schema() {
        assert_eq!(usize::try_from(VERSION).unwrap(), STEPS.len() + 1);
    }

    #[test]
    fn a_step_that_fails_leaves_the_file_as_it_was() {
        let mut connection = old();
        let steps = ["ALTER TABLE t ADD b", "ALTER TABLE nowhere ADD b"];
        assert!(migrate(&mut connection, &steps).is_err());
        assert!(connection.prepare("SELECT b FROM t").is_err());
        let version: i64 =
            connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        assert_eq!(version, 1);
    }
}
