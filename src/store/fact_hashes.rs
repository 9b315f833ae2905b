//! Recomputes the hashes of recorded facts, on two threads if there are many.
//!
//! The second thread has its own connection. The calling thread keeps a read transaction open: with a
//! rollback journal nobody can write meanwhile, so both see the same state of the file.

use super::Store;
use super::error::StoreError;
use super::fact_rows::FactRows;
use super::opened_file::OpenedFile;
use super::parallel::State;
use super::row_keys::RowKeys;
use crate::domain::fact::Fact;
use crate::domain::filter::Filter;
use crate::domain::identity::Uid;
use rusqlite::Connection;
use std::path::Path;
use std::thread;

/// With fewer facts than this, one thread computes all hashes.
const MANY: i64 = 20_000;

/// A recorded fact and its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct HashedFact {
    pub(super) uid: Uid,
    pub(super) hash: [u8; 32],
    /// Whether the uid and the bounds of the fact's time match its content.
    pub(super) follows: bool,
}

/// Calls `each` for every fact whose id is in a range, in the order of ids. Fails if a fact cannot be read.
pub(super) fn between(
    store: &Store,
    (first, last): (i64, i64),
    each: impl FnMut(&HashedFact),
) -> Result<(), StoreError> {
    let connection = &store.connection;
    let is_few = last.saturating_sub(first) < MANY;
    let has_two = thread::available_parallelism().is_ok_and(|processors| processors.get() > 1);
    if is_few || !has_two || has_log(connection)? {
        return on_one_thread(connection, (first, last), each);
    }
    on_two_threads(store, (first, last), each)
}

/// Calls `each` as [`between`] does. The store must be in a read transaction.
pub(super) fn on_two_threads(
    store: &Store,
    (first, last): (i64, i64),
    mut each: impl FnMut(&HashedFact),
) -> Result<(), StoreError> {
    let connection = &store.connection;
    let middle = first + last.saturating_sub(first) / 2;
    let (path, file, state) = (store.path(), store.file, State::of(connection)?);
    thread::scope(|scope| {
        let second = move || second_half(path, file, &state, (middle + 1, last));
        let second = thread::Builder::new().spawn_scoped(scope, second);
        on_one_thread(connection, (first, middle), &mut each)?;
        match second.ok().and_then(|second| second.join().ok().flatten()) {
            Some(second) => second.give(each),
            // If the second thread cannot read its range, this thread reads it, or returns the error.
            None => on_one_thread(connection, (middle + 1, last), each)?,
        }
        Ok(())
    })
}

pub(super) fn on_one_thread(
    connection: &Connection,
    range: (i64, i64),
    mut each: impl FnMut(&HashedFact),
) -> Result<(), StoreError> {
    let mut keys = RowKeys::of(connection, None);
    FactRows::of(connection, &Filter::default())?.show_between(range, |fact| {
        let (uid, report) = (fact.uid, keys.report_uid(fact.report)?);
        let fact = fact.fact(&mut keys)?;
        let hash = fact.digest(report);
        let follows = uid == Uid::of_digest(hash) && bounds_follow(&fact);
        each(&HashedFact { uid, hash, follows });
        Ok(())
    })
}

/// Whether the stored bounds of a fact's time are those of its EDTF expression.
pub(super) fn bounds_follow(fact: &Fact) -> bool {
    fact.when.as_ref().is_none_or(|when| when.bounds == when.expression.bounds())
}

/// Whether the file has a write-ahead log, which lets others write at the same time.
fn has_log(connection: &Connection) -> Result<bool, StoreError> {
    let journal: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    Ok(journal == "wal")
}

/// The hashes of the facts in a range, and the first fact that does not match its hash or uid.
#[derive(Default)]
struct Half {
    hashes: Vec<[u8; 32]>,
    wrong: Option<(usize, Uid)>,
}

impl Half {
    fn give(&self, mut each: impl FnMut(&HashedFact)) {
        for (at, hash) in self.hashes.iter().enumerate() {
            let wrong = self.wrong.filter(|(wrong, _)| *wrong == at);
            let uid = wrong.map_or_else(|| Uid::of_digest(*hash), |(_, uid)| uid);
            each(&HashedFact { uid, hash: *hash, follows: wrong.is_none() });
        }
    }
}

/// Reads a range with its own connection. `None` if the file is in use or was replaced, its state is not the given one,
/// or a fact cannot be read.
fn second_half(path: &Path, file: OpenedFile, state: &State, range: (i64, i64)) -> Option<Half> {
    let store = Store::open_read_only_at_once(path).ok().filter(|store| store.file == file)?;
    let read = store.reading(|connection| {
        let mut half = Half::default();
        if State::of(connection)? != *state {
            return Ok(None);
        }
        on_one_thread(connection, range, |fact| {
            if !fact.follows && half.wrong.is_none() {
                half.wrong = Some((half.hashes.len(), fact.uid));
            }
            half.hashes.push(fact.hash);
        })?;
        Ok::<_, StoreError>(Some(half))
    });
    read.ok().flatten()
}
