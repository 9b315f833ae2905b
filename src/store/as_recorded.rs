//! Shows a database as it was at the end of a day: only with the changesets that this file had then, and with the names
//! and the hierarchy of places as they were.
//!
//! Temporary views with the names of the tables leave out the rows of later changesets, so that no query can forget to
//! do so. Temporary tables contain the places, actors and indicators as they were, under the same ids, because the
//! tables of the file show their newest versions.

use super::error::StoreError;
use super::newest_reports::{self, KNOWN, Seen};
use super::reference::{PARENT, Reference};
use super::undone::{end_of, known_at};
use super::{Store, migrations, names_in_use, reference_version};
use crate::domain::actor::Actor;
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use crate::domain::when::Day;
use rusqlite::Connection;

/// The tables whose rows belong to changesets.
const BOUNDED: [&str; 10] = [
    "reference_version",
    "report",
    "report_version",
    "fact",
    "retraction",
    "reinstatement",
    "assessment",
    "also_recorded",
    "undo",
    "redo",
];

impl Store {
    /// Shows the database as it was at the end of a day (UTC). The store can no longer record. Call this before
    /// anything is hidden. Fails if the database cannot be read.
    pub fn as_recorded(mut self, day: Day) -> Result<Self, StoreError> {
        self.writable = false;
        self.as_recorded = Some(day);
        // Neither can be set within a transaction. A row may refer to a parent that was not yet known at the time.
        self.connection.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = OFF")?;
        let shown = || {
            let state = self.connection.unchecked_transaction()?;
            let misdated = show(&self.connection, day)?;
            // A rollback would drop the temporary views and tables.
            state.commit()?;
            Ok(misdated)
        };
        self.misdated = shown().map_err(|error: StoreError| error.about(&self.path))?;
        Ok(self)
    }

    /// The number of changesets that are dated up to the day that is shown, but are left out because they came into the
    /// file after one with a later date. This happens if a clock was wrong.
    #[must_use]
    pub fn misdated_changesets(&self) -> usize {
        self.misdated
    }
}

/// Shows the rows of a day. Returns the number of changesets that are dated up to that day, but left out.
fn show(connection: &Connection, day: Day) -> Result<usize, StoreError> {
    let first_later = first_later(connection, day)?;
    let misdated = misdated(connection, first_later, day)?;
    let version = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let has_undo = migrations::is_in("undo", version);
    let places = changed::<Place>(connection, first_later, has_undo)?;
    let actors = changed::<Actor>(connection, first_later, has_undo)?;
    let indicators = changed::<Indicator>(connection, first_later, has_undo)?;
    show_known(connection, "changeset", "id", first_later)?;
    // Tables that are missing in an older file are shown as empty.
    for table in BOUNDED.into_iter().filter(|table| migrations::is_in(table, version)) {
        show_known(connection, table, "changeset", first_later)?;
    }
    newest_reports::hide(connection)?;
    newest_reports::show(connection, Seen { tables: KNOWN, as_of: None })?;
    copy::<Place>(connection)?;
    copy::<Actor>(connection)?;
    copy::<Indicator>(connection)?;
    put_back::<Place>(connection, &places)?;
    put_back::<Actor>(connection, &actors)?;
    put_back::<Indicator>(connection, &indicators)?;
    names_in_use::withdraw(connection)?;
    Ok(misdated)
}

/// The id of the first changeset that came into the file after a day, or that will come next. All changesets
/// from it on came later, whatever their dates are.
fn first_later(connection: &Connection, day: Day) -> Result<i64, StoreError> {
    let sql = format!(
        "SELECT coalesce(min(id), (SELECT coalesce(max(id), 0) + 1 FROM changeset))
         FROM changeset WHERE {} > ?1",
        known_at("changeset")
    );
    Ok(connection.query_row(&sql, [end_of(Some(day))], |row| row.get(0))?)
}

/// The number of changesets, from this one on, that are dated up to a day.
fn misdated(connection: &Connection, first_later: i64, day: Day) -> Result<usize, StoreError> {
    let sql = format!(
        "SELECT count(*) FROM changeset WHERE id >= ?1 AND {} <= ?2",
        known_at("changeset")
    );
    Ok(connection.query_row(&sql, (first_later, end_of(Some(day))), |row| row.get(0))?)
}

/// Makes a view under the name of a table, with the rows that were known on that day.
fn show_known(
    connection: &Connection,
    table: &str,
    changeset: &str,
    first_later: i64,
) -> Result<(), StoreError> {
    let rows = migrations::whole_rows(table, connection)?;
    Ok(connection.execute_batch(&format!(
        "DROP VIEW IF EXISTS temp.{table};
         CREATE VIEW {KNOWN}{table} AS {rows} WHERE {changeset} < {first_later};
         CREATE TEMP VIEW {table} AS SELECT * FROM {KNOWN}{table}"
    ))?)
}

/// The keys of the rows that may have been different on that day: those with a version that was not yet known, or with
/// one that was undone at some time.
fn changed<T: Reference>(
    connection: &Connection,
    first_later: i64,
    has_undo: bool,
) -> Result<Vec<String>, StoreError> {
    let undone = "SELECT done.id FROM main.undo AS back
                  JOIN main.changeset AS done ON done.uid = back.undone";
    let undone = if has_undo { undone } else { "" };
    let sql = format!(
        "SELECT DISTINCT key FROM main.reference_version
         WHERE kind = ?1 AND (changeset >= ?2 OR changeset IN ({undone})) ORDER BY key"
    );
    let mut statement = connection.prepare(&sql)?;
    Ok(statement.query_map((T::WHAT, first_later), |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Copies the table of places, actors or indicators, and the table of their names, into temporary ones, without the
/// rows that had no version yet.
fn copy<T: Reference>(connection: &Connection) -> Result<(), StoreError> {
    let what = T::WHAT;
    let names = format!("{what}_name");
    let was_known = format!("SELECT key FROM reference_version WHERE kind = '{what}'");
    let (rows, all_names) =
        (migrations::whole_rows(what, connection)?, migrations::whole_rows(&names, connection)?);
    migrations::create_temporary(connection, what)?;
    migrations::create_temporary(connection, &names)?;
    let has_parent = T::COLUMNS.contains(&PARENT);
    let parents = format!("CREATE INDEX temp.{what}_parent ON {what} ({PARENT});");
    let parents = if has_parent { parents.as_str() } else { "" };
    Ok(connection.execute_batch(&format!(
        "INSERT INTO temp.{what} {rows} WHERE key IN ({was_known});
         INSERT INTO temp.{names} {all_names} WHERE {what} IN (SELECT id FROM temp.{what});
         {parents} CREATE INDEX temp.{names}_folded ON {names} (folded)"
    ))?)
}

/// Makes the temporary table show, for each of these rows, the newest version that counted on that day.
fn put_back<T: Reference>(connection: &Connection, keys: &[String]) -> Result<(), StoreError> {
    let what = T::WHAT;
    // A row may have been inside another one that is now inside it.
    if T::COLUMNS.contains(&PARENT) {
        let mut free = connection
            .prepare(&format!("UPDATE temp.{what} SET {PARENT} = NULL WHERE key = ?1"))?;
        for key in keys {
            free.execute([key])?;
        }
    }
    for key in keys {
        if let Some(version) = reference_version::shown(connection, what, key)? {
            reference_version::show_version::<T>(connection, &version.content)?;
        }
    }
    Ok(())
}
