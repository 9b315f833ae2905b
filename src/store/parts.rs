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
const STRETCH: i64 = if cfg!(test) { 3 } else { 1_024 };
/// So many stretches there may be for each that its facts would fill: where numbers lie far apart,
/// one thread reads them all.
const SPARSE: i64 = 4;
/// So many bytes are put at once, or go from one thread to the other.
const CHUNK: usize = if cfg!(test) { 100 } else { 1 << 16 };
/// So many chunks may wait for those of an earlier stretch, for each thread.
const WAITING: usize = 24;
/// More threads than this wait for the one that puts together.
const MOST_THREADS: usize = 4;
/// What is read once, in order, need not be kept.
const READ_ONCE: &str = "PRAGMA cache_size = -2048";

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
        if !may_share(filter) || !self.connection.is_autocommit() {
            return self.pass_as_one(filter, part(), put);
        }
        self.reading(|connection| {
            if let Some(state) = shared(connection)? {
                let all = All { path: &self.path, filter, state, threads: threads() };
                if let Some(passed) = all.run(&part, &mut put) {
                    return passed;
                }
            }
            self.pass_as_one(filter, part(), put)
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

/// How many threads read.
fn threads() -> usize {
    let here = thread::available_parallelism().map_or(1, usize::from);
    if cfg!(test) { 3 } else { here.min(MOST_THREADS) }
}

/// Whether a question reads past most facts, and takes no time to ask again for each stretch.
fn may_share(filter: &Filter) -> bool {
    let lists_reports = !filter.publishers.is_empty()
        || filter.as_published.is_some()
        || filter.as_recorded.is_some();
    threads() > 1 && filter.limit.is_none() && is_wide(filter) && !lists_reports
}

/// How far a file was written: the numbers of its facts, and its newest changeset.
#[derive(Clone, PartialEq, Eq)]
struct State {
    oldest: i64,
    newest: i64,
    facts: i64,
    changeset: Option<Vec<u8>>,
}

impl State {
    fn of(connection: &Connection) -> Result<Self, StoreError> {
        let sql = "SELECT coalesce(min(id), 0), coalesce(max(id), 0), count(*) FROM fact";
        let (oldest, newest, facts) =
            connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let changeset = connection
            .query_row("SELECT uid FROM changeset ORDER BY id DESC LIMIT 1", [], |row| row.get(0))
            .optional()?;
        Ok(Self { oldest, newest, facts, changeset })
    }

    /// How many stretches there are, the first of which begins with number 0.
    fn stretches(&self) -> i64 {
        self.newest / STRETCH + 1
    }

    /// Whether it pays to share the facts. Files of other programs may have any numbers.
    fn is_worth_sharing(&self) -> bool {
        let most = SPARSE.saturating_mul(self.facts / STRETCH + 1);
        self.facts >= FEW && self.oldest >= 0 && self.stretches() <= most
    }
}

/// The state of a file that several connections can read as it is, if it has many facts.
fn shared(connection: &Connection) -> Result<Option<State>, StoreError> {
    let journal: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    let state = State::of(connection)?;
    Ok((journal != "wal" && state.is_worth_sharing()).then_some(state))
}

/// What all threads know.
struct All<'a> {
    path: &'a Path,
    filter: &'a Filter,
    state: State,
    threads: usize,
}

/// What a thread has to say.
enum Said<E> {
    /// Some of what was made of a stretch.
    Made(Vec<u8>),
    /// The end of a stretch.
    End(Passed),
    /// What went wrong.
    Failed(E),
}

impl All<'_> {
    /// Nothing where the threads cannot be had.
    fn run<P: Part>(
        &self,
        part: &(impl Fn() -> P + Sync),
        put: &mut impl FnMut(&[u8]) -> Result<(), P::Error>,
    ) -> Option<Result<Passed, P::Error>> {
        thread::scope(|scope| {
            let lane = |lane| {
                let (say, said) = sync_channel(WAITING);
                let read = move || {
                    if let Err(error) = self.lane(lane, part, &say) {
                        // Nobody is there to hear it only where another one failed before.
                        let _ = say.send(Said::Failed(error));
                    }
                };
                thread::Builder::new().spawn_scoped(scope, read).map(|_| said)
            };
            let lanes: Vec<_> = (0..self.threads).map(lane).collect::<Result<_, _>>().ok()?;
            Some(put_together(self.state.stretches(), &lanes, put))
        })
    }

    /// Makes every so many-th stretch, until nobody takes them any more.
    fn lane<P: Part>(
        &self,
        lane: usize,
        part: &impl Fn() -> P,
        say: &SyncSender<Said<P::Error>>,
    ) -> Result<(), P::Error> {
        let say = |said| say.send(said).map_err(|_| stopped());
        let store = Store::open_with_patience(self.path, open::PATIENCE)?;
        store.connection.execute_batch(READ_ONCE).map_err(StoreError::from)?;
        store.reading(|connection| {
            if State::of(connection)? != self.state {
                return Err(StoreError::Corrupt("it was replaced while it was read".to_owned()))?;
            }
            let mut passing = Passing::of(connection, self.filter)?;
            let mut part = part();
            let first = i64::try_from(lane).unwrap_or(0);
            for stretch in (first..self.state.stretches()).step_by(self.threads) {
                let from = stretch * STRETCH;
                passing.between(from, from.saturating_add(STRETCH - 1));
                let passed = passing.run(usize::MAX, |line| {
                    part.add(&store, line)?;
                    let made = part.made();
                    if made.len() >= CHUNK {
                        say(Said::Made(std::mem::take(made)))?;
                    }
                    Ok::<_, P::Error>(())
                })?;
                say(Said::Made(std::mem::take(part.made())))?;
                say(Said::End(passed))?;
            }
            Ok(())
        })
    }
}

/// Puts what is made of all stretches in order.
fn put_together<E: From<StoreError>>(
    stretches: i64,
    lanes: &[Receiver<Said<E>>],
    put: &mut impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<Passed, E> {
    let mut passed = Passed::default();
    for (_, lane) in (0..stretches).zip(lanes.iter().cycle()) {
        loop {
            match lane.recv().map_err(|_| stopped())? {
                Said::Made(bytes) => put(&bytes)?,
                Said::End(stretch) => {
                    passed.facts += stretch.facts;
                    break;
                }
                Said::Failed(error) => return Err(error),
            }
        }
    }
    Ok(passed)
}

/// The other side ended without a word, which it does only where it failed itself.
fn stopped() -> StoreError {
    StoreError::Corrupt("the facts could not be read".to_owned())
}
