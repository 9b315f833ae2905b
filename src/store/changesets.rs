//! Looks up who recorded facts and when, for facts that are read one after another.

use super::error::StoreError;
use foldhash::HashMap;
use rusqlite::Connection;
use std::collections::hash_map::Entry;

/// Caches the time and recorder of changesets by id.
pub(super) struct Changesets<'c> {
    connection: &'c Connection,
    known: HashMap<i64, (String, String)>,
}

/// The cache has at most this many changesets. There may be one changeset for each fact.
const MOST_CHANGESETS: usize = 10_000;

impl<'c> Changesets<'c> {
    pub(super) fn of(connection: &'c Connection) -> Self {
        Self { connection, known: HashMap::default() }
    }

    /// The time (UTC, RFC 3339) and the recorder of a changeset. Fails if there is no such
    /// changeset.
    pub(super) fn get(&mut self, id: i64) -> Result<(&str, &str), StoreError> {
        if self.known.len() >= MOST_CHANGESETS && !self.known.contains_key(&id) {
            self.known.clear();
        }
        let (at, by) = match self.known.entry(id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let sql = "SELECT recorded_at, recorded_by FROM changeset WHERE id = ?1";
                let mut statement = self.connection.prepare_cached(sql)?;
                new.insert(statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?)
            }
        };
        Ok((at, by))
    }
}
