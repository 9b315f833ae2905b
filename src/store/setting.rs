//! Table `setting`: what this file is called among others, and the report each recorder used last.

use super::Store;
use super::error::StoreError;
use rusqlite::{Connection, OptionalExtension};

impl Store {
    /// The name of this database among those that it may be merged with.
    pub fn replica(&self) -> Result<String, StoreError> {
        replica(&self.connection)
    }

    /// The key of the report that somebody recorded or used last.
    pub fn last_report(&self, by: &str) -> Result<Option<String>, StoreError> {
        if let Some(key) = get(&self.connection, &last_report_of(by))? {
            return Ok(Some(key));
        }
        let sql = "SELECT report.key FROM report JOIN changeset ON changeset.id = report.changeset
                   WHERE recorded_by = ?1 ORDER BY report.id DESC LIMIT 1";
        let newest = self.connection.prepare_cached(sql)?.query_row([by], |row| row.get(0));
        Ok(newest.optional()?)
    }
}

/// The replica's name.
pub(super) fn replica(connection: &Connection) -> Result<String, StoreError> {
    get(connection, "replica")?
        .ok_or_else(|| StoreError::Corrupt("it has lost its replica's name".to_owned()))
}

/// Notes the report that somebody used last. Says whether that is news.
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
