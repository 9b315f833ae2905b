//! Facts encoded on several threads at once, where there are many.
//!
//! The numbers of facts are cut into ranges, each thread reads every so many-th of them with a
//! connection of its own, and what they make is put together in order. The thread that asked holds
//! its read transaction all the while: in a rollback journal nobody can write as long as it does, so
//! that all of them see the same file.

use super::Store;
use super::error::StoreError;
use super::fact_row::StreamedFact;
use super::search::is_wide;
use super::stream::{FactOrder, FactStream, Streamed};
use crate::domain::filter::Filter;
use rusqlite::{Connection, OptionalExtension};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// How facts are shared between threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThreadPlan {
    /// How many threads read.
    pub threads: usize,
    /// With fewer facts than this, one thread reads them all.
    pub least_facts: i64,
    /// So many numbers of facts are one range.
    pub range: i64,
    /// So many bytes, or somewhat more, go from one thread to the other at once.
    pub chunk: usize,
    /// So many chunks of each thread may wait for those of an earlier range.
    pub waiting: usize,
}

/// More threads than this wait for the one that puts together.
const MOST_THREADS: usize = 4;
/// So many ranges there may be for each that its facts would fill: where numbers lie far apart,
/// one thread reads them all.
const SPARSE: i64 = 4;
/// What is read once, in order, need not be kept.
const READ_ONCE: &str = "PRAGMA cache_size = -2048";

impl Default for ThreadPlan {
    /// As many threads as there are processors, up to four; below 20,000 facts, starting them takes
    /// as long as they save.
    fn default() -> Self {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        Self {
            threads: processors.min(MOST_THREADS),
            least_facts: 20_000,
            range: 1_024,
            chunk: 1 << 16,
            waiting: 24,
        }
    }
}

/// Makes bytes of facts, one after the other.
pub trait FactEncoder {
    /// What can go wrong.
    type Error: From<StoreError> + Send;
    /// Adds a fact of a database.
    fn add(&mut self, store: &Store, fact: &StreamedFact<'_>) -> Result<(), Self::Error>;
    /// The bytes that were made and not taken yet.
    fn bytes(&mut self) -> &mut Vec<u8>;
}

impl Store {
    /// Has all facts that a filter asks for encoded, and puts the bytes in the order in which the
    /// facts were recorded. `encoder` makes one encoder for each thread of the plan.
    pub fn encode_facts<C: FactEncoder>(
        &self,
        filter: &Filter,
        plan: &ThreadPlan,
        encoder: impl Fn() -> C + Sync,
        mut put: impl FnMut(&[u8]) -> Result<(), C::Error>,
    ) -> Result<Streamed, C::Error> {
        let is_shareable = plan.threads > 1 && may_share(filter);
        if !is_shareable || !self.connection.is_autocommit() {
            return self.encode_on_one_thread(filter, plan, encoder(), put);
        }
        self.reading(|connection| {
            if let Some(state) = shared(connection, plan)? {
                let hides = self.hidden.is_some();
                let readers = Readers { path: &self.path, hides, filter, state, plan };
                if let Some(streamed) = readers.run(&encoder, &mut put) {
                    return streamed;
                }
            }
            self.encode_on_one_thread(filter, plan, encoder(), put)
        })
    }

    fn encode_on_one_thread<C: FactEncoder>(
        &self,
        filter: &Filter,
        plan: &ThreadPlan,
        mut encoder: C,
        mut put: impl FnMut(&[u8]) -> Result<(), C::Error>,
    ) -> Result<Streamed, C::Error> {
        let streamed = self.stream(filter, FactOrder::Recorded, |fact| {
            encoder.add(self, fact)?;
            let bytes = encoder.bytes();
            if bytes.len() >= plan.chunk {
                put(bytes)?;
                bytes.clear();
            }
            Ok::<_, C::Error>(())
        })?;
        put(encoder.bytes())?;
        Ok(streamed)
    }
}

/// Whether a question reads past most facts, and takes no time to ask again for each range.
fn may_share(filter: &Filter) -> bool {
    let lists_reports = !filter.publishers.is_empty()
        || filter.as_published.is_some()
        || filter.as_recorded.is_some();
    filter.limit.is_none() && is_wide(filter) && !lists_reports
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

    /// How many ranges there are, the first of which begins with number 0.
    fn ranges(&self, plan: &ThreadPlan) -> i64 {
        self.newest / plan.range + 1
    }

    /// Whether it pays to share the facts. Files of other programs may have any numbers.
    fn is_worth_sharing(&self, plan: &ThreadPlan) -> bool {
        let most = SPARSE.saturating_mul(self.facts / plan.range + 1);
        self.facts >= plan.least_facts && self.oldest >= 0 && self.ranges(plan) <= most
    }
}

/// The state of a file that several connections can read as it is, if it has many facts.
fn shared(connection: &Connection, plan: &ThreadPlan) -> Result<Option<State>, StoreError> {
    let journal: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    let state = State::of(connection)?;
    Ok((journal != "wal" && state.is_worth_sharing(plan)).then_some(state))
}

/// What all threads know.
struct Readers<'a> {
    path: &'a Path,
    /// Whether what is confidential is left out.
    hides: bool,
    filter: &'a Filter,
    state: State,
    plan: &'a ThreadPlan,
}

/// What a thread has to say.
enum Message<E> {
    /// Some of the bytes that were made of a range.
    Bytes(Vec<u8>),
    /// The end of a range.
    End(Streamed),
    /// Why the thread could not go on.
    Failed(E),
}

impl Readers<'_> {
    /// Nothing where the threads cannot be had.
    fn run<C: FactEncoder>(
        &self,
        encoder: &(impl Fn() -> C + Sync),
        put: &mut impl FnMut(&[u8]) -> Result<(), C::Error>,
    ) -> Option<Result<Streamed, C::Error>> {
        thread::scope(|scope| {
            let start = |number| {
                let (sender, receiver) = sync_channel(self.plan.waiting);
                let read = move || {
                    if let Err(error) = self.read(number, encoder, &sender) {
                        // Nobody is there to hear it only where another one failed before.
                        let _ = sender.send(Message::Failed(error));
                    }
                };
                thread::Builder::new().spawn_scoped(scope, read).map(|_| receiver)
            };
            let started: Result<Vec<_>, _> = (0..self.plan.threads).map(start).collect();
            Some(put_together(self.state.ranges(self.plan), &started.ok()?, put))
        })
    }

    /// Encodes every so many-th range, until nobody takes them any more.
    fn read<C: FactEncoder>(
        &self,
        number: usize,
        encoder: &impl Fn() -> C,
        sender: &SyncSender<Message<C::Error>>,
    ) -> Result<(), C::Error> {
        let send = |message| sender.send(message).map_err(|_| stopped());
        let mut store = Store::open(self.path)?;
        if self.hides {
            store = store.without_confidential()?;
        }
        store.connection.execute_batch(READ_ONCE).map_err(StoreError::from)?;
        store.reading(|connection| {
            if State::of(connection)? != self.state {
                return Err(StoreError::Corrupt("it was replaced while it was read".to_owned()))?;
            }
            let mut stream = FactStream::of(connection, self.filter)?;
            let mut encoder = encoder();
            let first = i64::try_from(number).unwrap_or(0);
            let (ranges, range) = (self.state.ranges(self.plan), self.plan.range);
            for number in (first..ranges).step_by(self.plan.threads) {
                let from = number * range;
                stream.between(from, from.saturating_add(range - 1));
                let streamed = stream.run(FactOrder::Recorded, |fact| {
                    encoder.add(&store, fact)?;
                    let bytes = encoder.bytes();
                    if bytes.len() >= self.plan.chunk {
                        send(Message::Bytes(std::mem::take(bytes)))?;
                    }
                    Ok::<_, C::Error>(())
                })?;
                send(Message::Bytes(std::mem::take(encoder.bytes())))?;
                send(Message::End(streamed))?;
            }
            Ok(())
        })
    }
}

/// Puts what is made of all ranges in order.
fn put_together<E: From<StoreError>>(
    ranges: i64,
    threads: &[Receiver<Message<E>>],
    put: &mut impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<Streamed, E> {
    let mut streamed = Streamed::default();
    for (_, thread) in (0..ranges).zip(threads.iter().cycle()) {
        loop {
            match thread.recv().map_err(|_| stopped())? {
                Message::Bytes(bytes) => put(&bytes)?,
                Message::End(range) => {
                    streamed.facts += range.facts;
                    break;
                }
                Message::Failed(error) => return Err(error),
            }
        }
    }
    Ok(streamed)
}

/// The other side ended without a word, which it does only where it failed itself.
fn stopped() -> StoreError {
    StoreError::Corrupt("the facts could not be read".to_owned())
}
