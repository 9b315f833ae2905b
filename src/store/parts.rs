//! Reading facts past on several threads at once, where there are many.
//!
//! The numbers of facts are cut into stretches, each thread reads every so many-th of them with a
//! connection of its own, and what they make is put together in order. The thread that asked holds
//! its read transaction all the while: in a rollback journal nobody can write as long as it does, so
//! that all of them see the same file.

use super::error::StoreError;
use super::pass::{Line, Passed, Passing};
use super::search::is_wide;
use super::{Store, open};
use crate::domain::filter::Filter;
use rusqlite::{Connection, OptionalExtension};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// With fewer facts, starting threads takes as long as they save; tests have fewer.
const FEW: i64 = if cfg!(test) { 4 } else { 20_000 };
/// So many numbers of facts are one stretch.
const STRETCH: i64 = if cfg!(test) { 3 } else { 2_048 };
/// So many stretches may wait for an earlier one, for each thread.
const WAITING: usize = 4;
/// More threads than this wait for the one that puts together.
const MOST_THREADS: usize = 4;
/// What is read once, in order, need not be kept.
const READ_ONCE: &str = "PRAGMA cache_size = -2048";
/// So many bytes are put at once where one thread does it all.
const CHUNK: usize = 1 << 16;

/// Makes bytes of facts, one after the other.
pub trait Part {
    /// What can go wrong.
    type Error: From<StoreError> + Send;
    /// Adds a fact of a database.
    fn add(&mut self, store: &Store, line: &Line<'_>) -> Result<(), Self::Error>;
    /// What was made and not taken yet.
    fn made(&mut self) -> &mut Vec<u8>;
}

impl Store {
    /// Has parts make bytes of all facts that a filter asks for, and puts them in the order in which
    /// the facts were recorded. `part` begins one part for each thread.
    pub fn pass_in_parts<P: Part>(
        &self,
        filter: &Filter,
        part: impl Fn() -> P + Sync,
        mut put: impl FnMut(&[u8]) -> Result<(), P::Error>,
    ) -> Result<Passed, P::Error> {
        let threads = thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
        let may_share = threads > 1 && filter.limit.is_none() && is_wide(filter);
        if !may_share || !self.connection.is_autocommit() {
            return self.pass_as_one(filter, part(), put);
        }
        self.reading(|connection| match shared(connection)? {
            None => self.pass_as_one(filter, part(), put),
            Some(state) => {
                let all = All { path: &self.path, filter, state, threads };
                all.run(&part, &mut put)
            }
        })
    }

    fn pass_as_one<P: Part>(
        &self,
        filter: &Filter,
        mut part: P,
        mut put: impl FnMut(&[u8]) -> Result<(), P::Error>,
    ) -> Result<Passed, P::Error> {
        let passed = self.pass(filter, |line| {
            part.add(self, line)?;
            let made = part.made();
            if made.len() >= CHUNK {
                put(made)?;
                made.clear();
            }
            Ok::<_, P::Error>(())
        })?;
        put(part.made())?;
        Ok(passed)
    }
}

/// How far a file was written: the number of its newest fact, and its newest changeset.
#[derive(Clone, PartialEq, Eq)]
struct State {
    newest: i64,
    changeset: Option<Vec<u8>>,
}

impl State {
    fn of(connection: &Connection) -> Result<Self, StoreError> {
        let newest = connection.query_row("SELECT max(id) FROM fact", [], |row| row.get(0));
        let changeset = connection
            .query_row("SELECT uid FROM changeset ORDER BY id DESC LIMIT 1", [], |row| row.get(0))
            .optional()?;
        Ok(Self { newest: newest.map(Option::unwrap_or_default)?, changeset })
    }
}

/// The state of a file that several connections can read as it is, if it has many facts.
fn shared(connection: &Connection) -> Result<Option<State>, StoreError> {
    let journal: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    let state = State::of(connection)?;
    Ok((journal != "wal" && state.newest >= FEW).then_some(state))
}

/// What all threads know.
struct All<'a> {
    path: &'a Path,
    filter: &'a Filter,
    state: State,
    threads: usize,
}

/// What was made of one stretch, and of how many facts.
type Stretch<E> = Result<(Vec<u8>, Passed), E>;

impl All<'_> {
    fn run<P: Part>(
        &self,
        part: &(impl Fn() -> P + Sync),
        put: &mut impl FnMut(&[u8]) -> Result<(), P::Error>,
    ) -> Result<Passed, P::Error> {
        thread::scope(|scope| {
            let lanes: Vec<Receiver<Stretch<P::Error>>> = (0..self.threads)
                .map(|lane| {
                    let (made, lane_made) = sync_channel(WAITING);
                    scope.spawn(move || {
                        if let Err(error) = self.lane(lane, part, &made) {
                            // Nobody is there to hear it only where another one failed before.
                            let _ = made.send(Err(error));
                        }
                    });
                    lane_made
                })
                .collect();
            let mut passed = Passed::default();
            for stretch in 0..self.stretches() {
                let lane = &lanes[usize::try_from(stretch).unwrap_or(0) % self.threads];
                let (made, facts) = lane.recv().map_err(|_| stopped())??;
                passed.facts += facts.facts;
                put(&made)?;
            }
            Ok(passed)
        })
    }

    fn stretches(&self) -> i64 {
        self.state.newest / STRETCH + 1
    }

    /// Makes every so many-th stretch, until nobody takes them any more.
    fn lane<P: Part>(
        &self,
        lane: usize,
        part: &impl Fn() -> P,
        made: &SyncSender<Stretch<P::Error>>,
    ) -> Result<(), P::Error> {
        let store = Store::open_with_patience(self.path, open::PATIENCE)?;
        store.connection.execute_batch(READ_ONCE).map_err(StoreError::from)?;
        store.reading(|connection| {
            if State::of(connection)? != self.state {
                return Err(StoreError::Corrupt("it was replaced while it was read".to_owned()))?;
            }
            let mut passing = Passing::of(connection, self.filter)?;
            let mut part = part();
            let first = i64::try_from(lane).unwrap_or(0);
            for stretch in (first..self.stretches()).step_by(self.threads) {
                passing.between(stretch * STRETCH, (stretch + 1) * STRETCH - 1);
                let passed = passing.run(usize::MAX, |line| part.add(&store, line))?;
                if made.send(Ok((std::mem::take(part.made()), passed))).is_err() {
                    break;
                }
            }
            Ok(())
        })
    }
}

/// A thread ended without a word, which it does only where it panics.
fn stopped() -> StoreError {
    StoreError::Corrupt("the facts could not be read".to_owned())
}
