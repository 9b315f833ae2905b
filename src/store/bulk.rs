//! Speeds up recording many facts: drops the indexes of table `fact`, and rebuilds them after the
//! last row from sorted keys. That is faster than updating them for every row.

use super::error::StoreError;
use super::schema;
use rusqlite::Connection;

/// If there are at least this many new facts, it is faster to rebuild the indexes.
const MANY: u64 = 2_000;
/// Rebuilding also reads the older facts. It is faster only if there are at most this many times as many old facts as
/// new ones.
const TIMES: u64 = 4;

/// Settings while an import records. SQLite's CHECK constraints are off: the types of the domain and
/// [`Reference::fits_its_table`](super::reference::Reference::fits_its_table) already ensure the same, and the
/// constraints only protect against other programs. For each row, SQLite builds a temporary table of a constraint's
/// list of words, which costs more than the row.
pub(super) const IMPORTING: &str = "PRAGMA ignore_check_constraints = ON";
/// Settings while facts are appended: a small page cache is enough.
const LOADING: &str = "PRAGMA cache_size = -8192; PRAGMA ignore_check_constraints = ON";
/// Settings while indexes are built. SQLite sorts as much at once as fits into its page cache, and a small cache fits
/// into the processor's cache. With a second thread it sorts one part while it reads the next.
const SORTING: &str = "PRAGMA cache_size = -4096; PRAGMA threads = 2";
/// Settings for all other recording. With a page cache of up to 64 MB (SQLite's default is 2 MB),
/// some thousand facts are recorded without writing half-filled index pages and reading them again.
pub(super) const AS_ALWAYS: &str =
    "PRAGMA cache_size = -65536; PRAGMA ignore_check_constraints = OFF";

/// Counts the facts that a writer adds, and remembers the indexes that it dropped.
#[derive(Default)]
pub(super) struct Bulk {
    added: u64,
    before: Option<u64>,
    /// The `CREATE INDEX` statements of the dropped indexes.
    dropped: Vec<String>,
}

impl Bulk {
    /// Never drops the indexes: for a writer that looks up each fact before it adds it.
    pub(super) fn keeping_indexes() -> Self {
        Self { before: Some(u64::MAX), ..Self::default() }
    }

    /// Counts a fact that is about to be added, and drops the indexes once that is faster.
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

    /// Drops the indexes of `schema.sql` that have an entry for every fact. One with a condition
    /// (`WHERE`) has few, and rebuilding it would read the whole table. Those that other programs made
    /// stay, because rerunning unknown SQL is not safe.
    fn drop_indexes(&mut self, connection: &Connection) -> Result<(), StoreError> {
        let sql = "SELECT name, sql FROM sqlite_schema
                   WHERE type = 'index' AND tbl_name = 'fact' AND sql NOT LIKE '% WHERE %'
                   ORDER BY rowid";
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

    /// Rebuilds the dropped indexes. Call this before looking up a fact, which would read the whole
    /// table.
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

/// Number of facts in the file. The greatest id gives it quickly, since ids are given in order and no fact is
/// deleted.
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
        let few: Vec<String> =
            before.iter().filter(|sql| sql.contains(" WHERE ")).cloned().collect();
        assert_eq!((indexes(&store.connection), few.len()), (few, 1));
        bulk.settle(&store.connection).unwrap();
        assert_eq!(indexes(&store.connection), before);
        let checks: i64 = store
            .connection
            .query_row("PRAGMA ignore_check_constraints", [], |row| row.get(0))
            .unwrap();
        assert_eq!(checks, 0, "other work is checked again");
    }
}
