//! The two threads of an import: one reads and checks rows, the other records them.
//!
//! The reading thread sends jobs to the [`WriterThread`]; the thread that owns the writer does them in that
//! order. A query to the database therefore sees all rows sent before it, just as with one thread, but
//! reading does not wait for each row to be recorded. Knows the writer and threads. Must not know what rows
//! look like.

use crate::domain::actor::Actor;
use crate::domain::fact::Fact;
use crate::domain::identity::Uid;
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use crate::domain::report::{CapturedText, Report};
use crate::import::error::ImportError;
use crate::store::{Batch, StoreError, WriteError, Writer};
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;

/// This many facts, or this many other rows, are sent together.
const BATCH: usize = 256;
/// This many bytes of texts are sent together with their reports.
const TEXTS: usize = 1 << 16;
/// A batch with room for more bytes of text than this is not used again.
const LARGE: usize = 1 << 20;
/// This many jobs may wait: enough to keep both threads busy, and few enough to need little memory.
const WAITING: usize = 16;

type Call = Box<dyn FnOnce(&mut Writer<'_>) + Send>;

/// A job for the thread that owns the writer.
enum Job {
    Rows(Vec<CheckedRow>),
    Facts(Batch),
    Call(Call),
}

/// A row that was checked: its key and its identity are free, and every row that it refers to is
/// recorded or was sent before it.
pub(super) enum CheckedRow {
    Actor(Actor),
    Place(Place),
    Indicator(Indicator),
    Report(Arc<Report>, Option<CapturedText>),
}

impl CheckedRow {
    /// The length of the report's text in bytes; 0 for other rows.
    fn text_len(&self) -> usize {
        match self {
            Self::Report(_, Some(captured)) => captured.text.len(),
            _ => 0,
        }
    }

    fn record(&self, writer: &mut Writer<'_>) -> Result<(), WriteError> {
        match self {
            Self::Actor(actor) => writer.add_actor(actor),
            Self::Place(place) => writer.add_place(place),
            Self::Indicator(indicator) => writer.add_indicator(indicator),
            Self::Report(report, text) => writer.add_report(report, text.as_ref()).map(drop),
        }
    }
}

/// The reading thread's end of the channel to the thread that owns the writer.
pub(super) struct WriterThread {
    jobs: SyncSender<Job>,
    /// Rows that facts may refer to; they are sent before the facts.
    rows: Vec<CheckedRow>,
    /// The length of all texts in `rows`, in bytes.
    texts: usize,
    facts: Batch,
    /// Batches whose facts are recorded. Their memory is used again, since it is slow if one thread allocates memory
    /// and another one frees it.
    spent: Receiver<Batch>,
}

/// Runs `read` on a new thread, and does the jobs that it sends on the current thread. Fails if
/// either thread does; if both fail, the error of the writer is returned.
pub(super) fn run<T: Send>(
    writer: &mut Writer<'_>,
    read: impl FnOnce(WriterThread) -> Result<T, ImportError> + Send,
) -> Result<T, ImportError> {
    let (jobs, waiting) = sync_channel(WAITING);
    let (used, spent) = channel();
    thread::scope(|scope| {
        let facts = Batch::with_capacity(BATCH);
        let thread = WriterThread { jobs, rows: Vec::new(), texts: 0, facts, spent };
        let reading = scope.spawn(move || read(thread));
        let recorded = serve(waiting, &used, writer);
        let read = reading.join().unwrap_or_else(|panic| resume_unwind(panic));
        recorded?;
        read
    })
}

/// Does the jobs until the sender is gone, or one fails. The receiver is then dropped, so that the
/// reading thread fails at its next job and ends too.
#[expect(clippy::needless_pass_by_value, reason = "dropped on failure, so that jobs fail")]
fn serve(
    waiting: Receiver<Job>,
    used: &Sender<Batch>,
    writer: &mut Writer<'_>,
) -> Result<(), StoreError> {
    for job in &waiting {
        match job {
            Job::Rows(rows) => {
                rows.iter().try_for_each(|row| recorded(row.record(writer)))?;
            }
            Job::Facts(mut facts) => {
                recorded(writer.add_new_facts(&facts))?;
                if facts.room() <= LARGE {
                    facts.clear();
                    // Sending fails if the reading thread has ended; then it needs no batch any more.
                    let _ = used.send(facts);
                }
            }
            Job::Call(call) => call(writer),
        }
    }
    Ok(())
}

/// Turns a refusal into an error: these rows were checked before, so the database file is damaged.
fn recorded(outcome: Result<(), WriteError>) -> Result<(), StoreError> {
    outcome.map_err(|error| match error {
        WriteError::Store(error) => error,
        refusal => StoreError::Corrupt(refusal.to_string()),
    })
}

impl WriterThread {
    /// Sends a fact that is not recorded yet to be recorded. `report` is the uid of its report.
    pub(super) fn record_fact(
        &mut self,
        fact: &Fact,
        report: Uid,
        digest: [u8; 32],
    ) -> Result<(), StoreError> {
        self.facts.push(fact, report, digest);
        if self.facts.len() == BATCH { self.hand_over() } else { Ok(()) }
    }

    /// Sends any other row to be recorded.
    pub(super) fn record_row(&mut self, row: CheckedRow) -> Result<(), StoreError> {
        self.texts += row.text_len();
        self.rows.push(row);
        if self.rows.len() == BATCH || self.texts >= TEXTS { self.hand_over() } else { Ok(()) }
    }

    /// Runs `question` with the writer on its thread, and waits for the answer.
    pub(super) fn call<T: Send + 'static>(
        &mut self,
        question: impl FnOnce(&mut Writer<'_>) -> T + Send + 'static,
    ) -> Result<T, StoreError> {
        self.hand_over()?;
        let (answers, answer) = sync_channel(1);
        self.send(Job::Call(Box::new(move |writer| {
            // Sending fails only if the reading thread has already ended; then nobody needs the
            // answer.
            let _ = answers.send(question(writer));
        })))?;
        answer.recv().map_err(|_| stopped())
    }

    /// Sends the collected rows, then the collected facts: facts may refer to rows, but no row
    /// refers to a fact.
    fn hand_over(&mut self) -> Result<(), StoreError> {
        self.texts = 0;
        if !self.rows.is_empty() {
            let rows = std::mem::take(&mut self.rows);
            self.send(Job::Rows(rows))?;
        }
        if self.facts.is_empty() {
            return Ok(());
        }
        let next = self.spent.try_recv().unwrap_or_else(|_| Batch::with_capacity(BATCH));
        let facts = std::mem::replace(&mut self.facts, next);
        self.send(Job::Facts(facts))
    }

    fn send(&self, job: Job) -> Result<(), StoreError> {
        self.jobs.send(job).map_err(|_| stopped())
    }
}

/// The error if the writing thread has ended. The writing thread's own error is shown instead.
fn stopped() -> StoreError {
    StoreError::Corrupt("the rows could not be recorded".to_owned())
}
