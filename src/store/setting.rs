//! Reads and writes table `setting`: the name of this database, and the report that each recorder
//! used last.

use super::error::StoreError;
use super::{Store, newest_reports, undone};
use rusqlite::{Connection, OptionalExtension};

impl Store {
    /// The replica name: the name that distinguishes this database from those that it may be merged with.
    pub fn replica(&self) -> Result<String, StoreError> {
        replica(&self.connection)
    }

    /// The key of the report that `by` used last, unless its recording is undone; otherwise of the one that `by`
    /// recorded last. `None` if there is none.
    pub fn last_report(&self, by: &str) -> Result<Option<String>, StoreError> {
        if let Some(key) = get(&self.connection, &last_report_of(by))? {
            let id = newest_reports::id_with_key(&self.connection, &key)?;
            let undone =
                id.map(|id| undone::undone_by(&self.connection, "report", id)).transpose()?;
            if undone.flatten().is_none() {
                return Ok(Some(key));
            }
        }
        let sql = format!(
            "SELECT report.key FROM report JOIN changeset ON changeset.id = report.changeset
             WHERE recorded_by = ?1 AND report.changeset NOT IN ({})
             ORDER BY report.id DESC LIMIT 1",
            undone::UNDONE
        );
        let newest = self.connection.prepare_cached(&sql)?.query_row([by], |row| row.get(0));
        Ok(newest.optional()?)
    }
}

/// The replica name. Fails if it is missing, since every database has one.
pub(super) fn replica(connection: &Connection) -> Result<String, StoreError> {
    get(connection, "replica")?
        .ok_or_else(|| StoreError::Corrupt("the name of its replica is missing".to_owned()))
}

/// Stores the report that `by` used last. Returns whether that changed anything.
pub(super) fn use_report(connection: &Connection, by: &str, key: &str) -> Result<bool, StoreError> {
    let name = last_report_of(by);
    if get(connection, &name)?.as_deref() == Some(key) {
        return Ok(false);
    }
    connection
        .prepare_cached("INSERT OR REPLACE INTO setting (key, value) VALUES (?1, ?2)")?
        .execute([name.as_str(), key])?;
    Ok(true)
}

fn last_report_of(by: &str) -> String {
    format!("last-report:{by}")
}

fn get(connection: &Connection, key: &str) -> Result<Option<String>, StoreError> {
    let sql = "SELECT value FROM setting WHERE key = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()?)
}
