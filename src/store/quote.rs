//! The quote of one fact, for pages that show only few of the facts that were read.

use super::Store;
use super::error::StoreError;
use crate::domain::identity::Uid;
use rusqlite::OptionalExtension;

impl Store {
    /// The quote of a fact; `None` if it has none. Fails if the database cannot be read.
    pub fn quote(&self, fact: Uid) -> Result<Option<String>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT quote FROM fact WHERE uid = ?1")?;
        Ok(statement.query_row([fact.0], |row| row.get(0)).optional()?.flatten())
    }
}
