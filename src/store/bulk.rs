//! Many facts at once: the indexes of table `fact` are built anew after the last row, from sorted
//! keys, rather than kept up to date with every row.

use super::error::StoreError;
use super::schema;
use rusqlite::Connection;

/// From so many new facts on it pays to build the indexes anew.
const MANY: u64 = 10_000;
/// Building them anew takes a pass over the facts that were there already: they may be so many
/// times as many as the new ones.
const TIMES: u64 = 4;

/// Rows are only appended while they are loaded: a small page cache will do. The checks of the
/// schema are for other programs: what comes here was checked, and is of types that hold to them.
const LOADING: &str = "PRAGMA cache_size = -16384; PRAGMA ignore_check_constraints = ON";
/// SQLite sorts as much at once as its page cache holds, and fastest what stays near the processor.
/// Where there is a second processor, it sorts one part while the next is read.
const SORTING: &str = "PRAGMA cache_size = -4096; PRAGMA threads = 2";
/// What holds for recording otherwise. With a page cache of at most 64 MB (2 MB by default), some thousand
/// facts can be recorded without writing half-filled pages of an index and reading them again.
pub(super) const AS_ALWAYS: &str =
    "PRAGMA cache_size = -65536; PRAGMA ignore_check_constraints = OFF";

/// How many facts this act of recording adds, and the indexes that wait for the last of them.
#[derive(Default)]
pub(super) struct Bulk {
    added: u64,
    before: Option<u64>,
    /// How to make the indexes that were dropped.
    dropped: Vec<String>,
}

impl Bulk {
    /// Keeps the indexes, however many facts are added: for whoever looks for each fact before.
    pub(super) fn keeping_indexes() -> Self {
        Self { before: Some(u64::MAX), ..Self::default() }
    }

    /// Counts a fact that is about to be added, and drops the indexes once that pays.
    pub(super) fn count(&mut self, connection: &Connection) -> Result<(), StoreError> {
        self.added += 1;
        if !self.added.is_multiple_of(MANY) || !self.dropped.is_empty() {
            return Ok(());
        }
        let before = match self.before {
            Some(before) => before,
            None => *self.before.insert(facts(connection)?),
        };
        if before <= self.added * TIMES { self.drop_indexes(connection) } else { Ok(()) }
    }

    /// Drops our indexes; those of other programs stay, because nobody knows what their SQL would do.
    fn drop_indexes(&mut self, connection: &Connection) -> Result<(), StoreError> {
        let sql = "SELECT name, sql FROM sqlite_schema
                   WHERE type = 'index' AND tbl_name = 'fact' AND sql IS NOT NULL ORDER BY rowid";
        connection.execute_batch(LOADING)?;
        let mut statement = connection.prepare(sql)?;
        let found = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<Vec<(String, String)>, _>>()?;
        for (name, sql) in found.into_iter().filter(|(name, _)| schema::is_ours(name)) {
            connection.execute_batch(&format!("DROP INDEX \"{}\"", name.replace('"', "\"\"")))?;
            self.dropped.push(sql);
        }
        Ok(())
    }

    /// Builds the indexes that were dropped. Whoever looks a fact up must have this done before.
    pub(super) fn settle(&mut self, connection: &Connection) -> Result<(), StoreError> {
        if self.dropped.is_empty() {
            return Ok(());
        }
        connection.execute_batch(SORTING)?;
        for sql in std::mem::take(&mut self.dropped) {
            connection.execute_batch(&sql)?;
        }
        Ok(connection.execute_batch(AS_ALWAYS)?)
    }
}

/// How many facts there are, quickly: ids are given in order and none is ever taken away.
fn facts(connection: &Connection) -> Result<u64, StoreError> {
    Ok(connection.query_row("SELECT coalesce(max(id), 0) FROM fact", [], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    fn indexes(connection: &Connection) -> Vec<String> {
        let sql = "SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'fact'
                   AND sql IS NOT NULL ORDER BY name";
        let mut statement = connection.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn many_facts_find_their_indexes_dropped_and_made_again() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(folder.path().join("a.db"), "r").unwrap();
        let before = indexes(&store.connection);
        assert!(before.len() > 3);
        let mut bulk = Bulk::default();
        for _ in 1..MANY {
            bulk.count(&store.connection).unwrap();
        }
        assert_eq!(indexes(&store.connection), before, "a few facts keep them");
        bulk.count(&store.connection).unwrap();
        assert!(indexes(&store.connection).is_empty());
        bulk.settle(&store.connection).unwrap();
        assert_eq!(indexes(&store.connection), before);
        let checks: i64 = store
            .connection
            .query_row("PRAGMA ignore_check_constraints", [], |row| row.get(0))
            .unwrap();
        assert_eq!(checks, 0, "other work is checked again");
    }
}
