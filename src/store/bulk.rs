//! Many facts at once: the indexes of table `fact` are built anew after the last row, from sorted
//! keys, rather than kept up to date with every row.

use super::error::StoreError;
use rusqlite::Connection;

/// From so many new facts on it pays to build the indexes anew.
const MANY: u64 = 10_000;
/// Building them anew takes a pass over the facts that were there already: they may be so many
/// times as many as the new ones.
const TIMES: u64 = 4;

/// How many facts this act of recording adds, and the indexes that wait for the last of them.
#[derive(Default)]
pub(super) struct Bulk {
    added: u64,
    before: Option<u64>,
    /// How to make the indexes that were dropped.
    dropped: Vec<String>,
}

impl Bulk {
    /// Counts a fact that is about to be added, and drops the indexes once that pays.
    pub(super) fn count(&mut self, connection: &Connection) -> Result<(), StoreError> {
        self.added += 1;
        if self.added % MANY != 0 || !self.dropped.is_empty() {
            return Ok(());
        }
        let before = match self.before {
            Some(before) => before,
            None => *self.before.insert(facts(connection)?),
        };
        if before <= self.added * TIMES { self.drop_indexes(connection) } else { Ok(()) }
    }

    fn drop_indexes(&mut self, connection: &Connection) -> Result<(), StoreError> {
        let sql = "SELECT name, sql FROM sqlite_schema
                   WHERE type = 'index' AND tbl_name = 'fact' AND sql IS NOT NULL ORDER BY rowid";
        let mut statement = connection.prepare(sql)?;
        let found = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<Vec<(String, String)>, _>>()?;
        for (name, sql) in found {
            connection.execute_batch(&format!("DROP INDEX \"{}\"", name.replace('"', "\"\"")))?;
            self.dropped.push(sql);
        }
        Ok(())
    }

    /// Builds the indexes that were dropped. Whoever looks a fact up must have this done before.
    pub(super) fn settle(&mut self, connection: &Connection) -> Result<(), StoreError> {
        for sql in std::mem::take(&mut self.dropped) {
            connection.execute_batch(&sql)?;
        }
        Ok(())
    }
}

/// How many facts there are, quickly: ids are given in order and none is ever taken away.
fn facts(connection: &Connection) -> Result<u64, StoreError> {
    Ok(connection.query_row("SELECT coalesce(max(id), 0) FROM fact", [], |row| row.get(0))?)
}
