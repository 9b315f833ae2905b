//! Encodes facts, on several threads if there are many.
//!
//! The ids of facts are divided into ranges. Thread `n` of `N` reads every `N`th range with its own connection, and the
//! calling thread puts the results together in order. Meanwhile, the calling thread keeps a read transaction open: with
//! a rollback journal nobody can write during that time, so all connections see the same state of the file.

use super::Store;
use super::error::StoreError;
use super::fact_row::StreamedFact;
use super::opened_file::OpenedFile;
use super::search::is_wide;
use super::stream::{FactOrder, FactStream, Streamed};
use crate::domain::filter::Filter;
use rusqlite::{Connection, OptionalExtension};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// How facts are divided between threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThreadPlan {
    /// Number of reading threads.
    pub threads: usize,
    /// With fewer facts than this, one thread reads them all.
    pub least_facts: i64,
    /// Number of ids in a range.
    pub range: i64,
    /// A thread sends its bytes once it has this many, or at the end of a range.
    pub chunk: usize,
    /// Number of chunks of each thread that may wait while an earlier range is not finished.
    pub waiting: usize,
}

/// At most this many threads are used. More would only wait for the thread that puts the results together.
const MOST_THREADS: usize = 4;
/// The ids of facts may be spread over at most this many times as many ranges as the facts need. If
/// they are spread wider, one thread reads all facts.
const SPARSE: i64 = 4;
/// A small page cache, because each page is read only once.
pub(super) const READ_ONCE: &str = "PRAGMA cache_size = -2048";

impl Default for ThreadPlan {
    /// As many threads as processors, but at most four. With fewer than 20,000 facts, starting
    /// threads takes as long as they save.
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

/// Encodes facts as bytes, one after the other.
pub trait FactEncoder {
    /// The error of the encoder.
    type Error: From<StoreError> + Send;
    /// Encodes a fact and appends it. `store` is for looking up rows that it refers to.
    fn add(&mut self, store: &Store, fact: &StreamedFact<'_>) -> Result<(), Self::Error>;
    /// The encoded bytes; the caller takes them out.
    fn bytes(&mut self) -> &mut Vec<u8>;
}

impl Store {
    /// Encodes all facts that match a filter, and calls `put` with the bytes in the order of
    /// recording. `encoder` makes an encoder for each thread. Fails if the file cannot be read, or
    /// an encoder or `put` fails.
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
        self.reading(|_| {
            if let Some(twin) = self.twin(plan)? {
                let readers = Readers { twin, filter, plan };
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

/// Whether a query reads most facts, and can be repeated for each range at little cost.
fn may_share(filter: &Filter) -> bool {
    let lists_reports = !filter.publishers.is_empty()
        || filter.as_published.is_some()
        || filter.as_recorded.is_some();
    filter.limit.is_none() && is_wide(filter) && !lists_reports
}

/// The state of a file, to check that all connections see the same one: ids of facts, and the uid of the
/// newest changeset.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct State {
    oldest: i64,
    newest: i64,
    changeset: Option<Vec<u8>>,
}

impl State {
    pub(super) fn of(connection: &Connection) -> Result<Self, StoreError> {
        // SQLite answers each of these queries without reading every fact.
        let sql = "SELECT coalesce((SELECT min(id) FROM fact), 0),
                     coalesce((SELECT max(id) FROM fact), 0)";
        let (oldest, newest) =
            connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let changeset = connection
            .query_row("SELECT uid FROM changeset ORDER BY id DESC LIMIT 1", [], |row| row.get(0))
            .optional()?;
        Ok(Self { oldest, newest, changeset })
    }

    /// Number of ranges; the first one begins with id 0.
    fn ranges(&self, plan: &ThreadPlan) -> i64 {
        self.newest / plan.range + 1
    }

    /// Whether dividing the facts pays: there are many, and their ids are neither negative nor
    /// sparse, as other programs may have made them.
    fn is_worth_sharing(
        &self,
        connection: &Connection,
        plan: &ThreadPlan,
    ) -> Result<bool, StoreError> {
        let sql = "SELECT count(*) FROM fact";
        let facts: i64 = connection.query_row(sql, [], |row| row.get(0))?;
        let most = SPARSE.saturating_mul(facts / plan.range + 1);
        Ok(facts >= plan.least_facts && self.oldest >= 0 && self.ranges(plan) <= most)
    }
}

/// Opens a second time the state of the file that a store sees, for another thread. It must be used while the store
/// stays in that state.
pub struct Twin {
    path: PathBuf,
    file: OpenedFile,
    /// Whether confidential rows are hidden.
    hides: bool,
    state: State,
}

impl Store {
    /// The data that another thread needs to see the same state of the file, while this store stays in it. `None` if
    /// the file has few facts, or a write-ahead log, which lets others write in the meantime; or if this store does not
    /// show the newest state.
    pub fn twin(&self, plan: &ThreadPlan) -> Result<Option<Twin>, StoreError> {
        let Some(twin) = self.twin_for_some(plan)? else { return Ok(None) };
        Ok(twin.state.is_worth_sharing(&self.connection, plan)?.then_some(twin))
    }

    /// The same for some of the facts, however many the file has.
    pub fn twin_for_some(&self, plan: &ThreadPlan) -> Result<Option<Twin>, StoreError> {
        if plan.threads < 2 || self.as_recorded.is_some() || self.reports_as_of.get().is_some() {
            return Ok(None);
        }
        let journal: String =
            self.connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
        if journal == "wal" {
            return Ok(None);
        }
        let (path, state) = (self.path.clone(), State::of(&self.connection)?);
        Ok(Some(Twin { path, file: self.file, hides: self.hidden.is_some(), state }))
    }
}

impl Twin {
    /// Runs `read` with a store that sees the same state. Fails if the file cannot be read or was replaced, or `read`
    /// fails.
    pub fn read<T, E: From<StoreError>>(
        &self,
        read: impl FnOnce(&Store) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut store = Store::open(&self.path)?;
        if self.hides {
            store = store.without_confidential()?;
        }
        store.in_one_state(|| {
            if store.file != self.file || State::of(&store.connection)? != self.state {
                return Err(StoreError::Corrupt("it was replaced while it was read".to_owned()))?;
            }
            read(&store)
        })
    }
}

/// The parameters that all reading threads share.
struct Readers<'a> {
    twin: Twin,
    filter: &'a Filter,
    plan: &'a ThreadPlan,
}

/// A message from a reading thread.
enum Message<E> {
    /// Encoded bytes of the current range.
    Bytes(Vec<u8>),
    /// The end of a range, with its number of facts.
    End(Streamed),
    /// The error that stopped the thread.
    Failed(E),
}

impl Readers<'_> {
    /// Starts the threads and puts their results together. `None` if the threads cannot be started;
    /// then `put` was not called.
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
                        // Sending fails only if the receiver is gone because another thread failed
                        // first.
                        let _ = sender.send(Message::Failed(error));
                    }
                };
                thread::Builder::new().spawn_scoped(scope, read).map(|_| receiver)
            };
            let started: Result<Vec<_>, _> = (0..self.plan.threads).map(start).collect();
            Some(put_together(self.twin.state.ranges(self.plan), &started.ok()?, put))
        })
    }

    /// Encodes the ranges of thread `number`, until the last or until the receiver is gone.
    fn read<C: FactEncoder>(
        &self,
        number: usize,
        encoder: &impl Fn() -> C,
        sender: &SyncSender<Message<C::Error>>,
    ) -> Result<(), C::Error> {
        let send = |message| sender.send(message).map_err(|_| stopped());
        self.twin.read(|store| {
            store.connection.execute_batch(READ_ONCE).map_err(StoreError::from)?;
            let mut stream = FactStream::of(&store.connection, self.filter)?;
            let mut encoder = encoder();
            let first = i64::try_from(number).unwrap_or(0);
            let (ranges, range) = (self.twin.state.ranges(self.plan), self.plan.range);
            for number in (first..ranges).step_by(self.plan.threads) {
                let from = number * range;
                stream.between(from, from.saturating_add(range - 1));
                let streamed = stream.run(FactOrder::Recorded, |fact| {
                    encoder.add(store, fact)?;
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

/// Calls `put` with the bytes of all ranges in order. Returns the total number of facts.
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

/// The error for a channel whose other end is gone. The thread there failed, and its own error is reported.
fn stopped() -> StoreError {
    StoreError::Corrupt("the facts could not be read".to_owned())
}
