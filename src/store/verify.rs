//! Verifies that a file has exactly what was recorded: pages are undamaged, recomputed uids, hashes and
//! digests match, and every row belongs to a changeset.
//!
//! Not verified: the names by which rows are found (they are made from verified names), the
//! settings, and whether the newest changesets were removed, since this leaves no trace.

use super::Store;
use super::error::StoreError;
use crate::domain::identity::Uid;
use rusqlite::{Connection, OptionalExtension};

/// Number of rows after which progress is reported.
const REPORTED_EVERY: u64 = 1024;

impl Store {
    /// Verifies the file. Fails with the first row or changeset that is not as it was recorded. Calls `tell`
    /// at intervals with the number of rows checked and of all rows.
    pub fn verify(&self, tell: impl FnMut(u64, u64)) -> Result<(), StoreError> {
        self.reading(|connection| {
            quick_check(connection)?;
            self.verify_changesets(tell)?;
            if let Some((what, key)) = reference_without_version(connection)? {
                return Err(self.altered(&what, key));
            }
            match fact_with_lost_actor(connection)? {
                Some(fact) => Err(self.altered("fact", fact.short())),
                None => Ok(()),
            }
        })
    }

    fn verify_changesets(&self, mut tell: impl FnMut(u64, u64)) -> Result<(), StoreError> {
        let mut reader = self.changeset_reader()?;
        let changesets = changesets(&self.connection)?;
        // The numbers are not verified yet.
        let all =
            changesets.iter().fold(0, |all: u64, changeset| all.saturating_add(changeset.rows));
        let mut seen = 0;
        for changeset in &changesets {
            let short = || changeset.uid.short();
            let missing = || self.altered("changeset", short());
            let record = reader.record(changeset.uid)?.ok_or_else(missing)?;
            let mut differs = None;
            let computed = reader.compute(&record, |name, follows| {
                seen += 1;
                if seen % REPORTED_EVERY == 0 {
                    tell(seen.min(all), all);
                }
                if !follows && differs.is_none() {
                    differs = Some(name());
                }
            })?;
            if let Some((what, key)) = differs {
                return Err(self.altered(what, key));
            }
            if computed != record.digest || Uid::of_digest(computed) != changeset.uid {
                return Err(self.altered("changeset", short()));
            }
        }
        let ids = changesets.iter().map(|changeset| changeset.id).collect();
        match reader.row_of_none(&ids)? {
            Some((table, number)) => Err(self.altered(table.name(), format!("number {number}"))),
            None => Ok(()),
        }
    }

    fn altered(&self, what: &str, key: String) -> StoreError {
        StoreError::Altered { path: self.path.clone(), what: what.replace('_', " "), key }
    }
}

/// A changeset to be checked.
struct Listed {
    id: i64,
    uid: Uid,
    rows: u64,
}

/// Every changeset, in the order in which it came into this file.
fn changesets(connection: &Connection) -> Result<Vec<Listed>, StoreError> {
    let mut statement =
        connection.prepare("SELECT id, uid, row_count FROM changeset ORDER BY id")?;
    let listed = |row: &rusqlite::Row<'_>| {
        Ok(Listed { id: row.get(0)?, uid: Uid(row.get(1)?), rows: row.get(2)? })
    };
    Ok(statement.query_map([], listed)?.collect::<Result<_, _>>()?)
}

/// Checks the pages of the file with SQLite's `quick_check`. Fails with its first finding.
fn quick_check(connection: &Connection) -> Result<(), StoreError> {
    let found: String = connection.query_row("PRAGMA quick_check (1)", [], |row| row.get(0))?;
    if found == "ok" { Ok(()) } else { Err(StoreError::Corrupt(found)) }
}

/// The kind and key of a reference row without any recorded version; `None` if all have one.
fn reference_without_version(
    connection: &Connection,
) -> Result<Option<(String, String)>, StoreError> {
    let sql = "SELECT kind, key FROM (
                 SELECT 'place' AS kind, key FROM place UNION ALL SELECT 'actor', key FROM actor
                 UNION ALL SELECT 'indicator', key FROM indicator)
               EXCEPT SELECT kind, key FROM reference_version LIMIT 1";
    let found = connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(found.optional()?)
}

/// The uid of a fact that lost an actor; `None` if there is none. The uid does not show this, so the steps are checked:
/// they rise by one from 0 (the claimant), or from 1 if the fact is unattributed.
fn fact_with_lost_actor(connection: &Connection) -> Result<Option<Uid>, StoreError> {
    let sql = "SELECT uid FROM fact WHERE id IN (
                 SELECT fact FROM attribution GROUP BY fact
                 HAVING max(step) - min(step) + 1 <> count(*) OR min(step) > 1) LIMIT 1";
    Ok(connection.query_row(sql, [], |row| row.get(0).map(Uid)).optional()?)
}
