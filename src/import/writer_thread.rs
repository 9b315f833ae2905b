//! Two threads of an import: one reads and checks rows, the other records them.
//!
//! Whoever reads hands jobs to the [`WriterThread`]; they are carried out one after the other, in
//! that order, by the thread that holds the writer. So a call to the database sees all that was
//! handed over before it, just as if one thread did everything; only nobody waits for a row to be
//! recorded. Knows the writer and threads. Must not know what rows look like.

use crate::domain::actor::Actor;
use crate::domain::fact::Fact;
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use crate::domain::report::{CapturedText, Report};
use crate::import::error::ImportError;
use crate::store::{Batch, StoreError, WriteError, Writer};
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// So many facts, or other rows, are handed over together.
const BATCH: usize = 256;
/// So many bytes of texts are handed over together with their reports.
const TEXTS: usize = 1 << 16;
/// So many jobs may wait: enough to keep both threads busy, few enough to need little memory.
const WAITING: usize = 16;

type Call = Box<dyn FnOnce(&mut Writer<'_>) + Send>;

/// What is to be done with the writer.
enum Job {
    Rows(Vec<CheckedRow>),
    Facts(Batch),
    Call(Call),
}

/// A row that was checked: its key and its identity are free, and what it names is there or was
/// handed over before it.
pub(super) enum CheckedRow {
    Actor(Actor),
    Place(Place),
    Indicator(Indicator),
    Report(Arc<Report>, Option<CapturedText>),
}

impl CheckedRow {
    /// How many bytes the text of a report has.
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

/// The thread that holds the writer, as the reading thread sees it.
pub(super) struct WriterThread {
    jobs: SyncSender<Job>,
    /// Rows that facts may name; they go before the facts.
    rows: Vec<CheckedRow>,
    /// How many bytes of texts stand in `rows`.
    texts: usize,
    facts: Batch,
}

/// Runs `read` on a thread of its own, and carries out on this one what it hands over.
pub(super) fn run<T: Send>(
    writer: &mut Writer<'_>,
    read: impl FnOnce(WriterThread) -> Result<T, ImportError> + Send,
) -> Result<T, ImportError> {
    let (jobs, waiting) = sync_channel(WAITING);
    thread::scope(|scope| {
        let facts = Batch::with_capacity(BATCH);
        let thread = WriterThread { jobs, rows: Vec::new(), texts: 0, facts };
        let reading = scope.spawn(move || read(thread));
        let recorded = serve(waiting, writer);
        let read = reading.join().unwrap_or_else(|panic| resume_unwind(panic));
        recorded?;
        read
    })
}

/// Carries jobs out until none can come any more, or one fails. The receiver goes with it, so that
/// whoever reads ends then, too.
#[expect(clippy::needless_pass_by_value, reason = "dropped on failure, so that jobs fail")]
fn serve(waiting: Receiver<Job>, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    for job in &waiting {
        match job {
            Job::Rows(rows) => {
                rows.iter().try_for_each(|row| recorded(row.record(writer)))?;
            }
            Job::Facts(facts) => recorded(writer.add_new_facts(&facts))?,
            Job::Call(call) => call(writer),
        }
    }
    Ok(())
}

/// What is recorded without waiting was checked before: a refusal is a fault of the file.
fn recorded(outcome: Result<(), WriteError>) -> Result<(), StoreError> {
    outcome.map_err(|error| match error {
        WriteError::Store(error) => error,
        refusal => StoreError::Corrupt(refusal.to_string()),
    })
}

impl WriterThread {
    /// Has a fact recorded that is not there yet.
    pub(super) fn record_fact(&mut self, fact: &Fact, digest: [u8; 32]) -> Result<(), StoreError> {
        self.facts.push(fact, digest);
        if self.facts.len() == BATCH { self.hand_over() } else { Ok(()) }
    }

    /// Has another row recorded.
    pub(super) fn record_row(&mut self, row: CheckedRow) -> Result<(), StoreError> {
        self.texts += row.text_len();
        self.rows.push(row);
        if self.rows.len() == BATCH || self.texts >= TEXTS { self.hand_over() } else { Ok(()) }
    }

    /// Does something with the writer, and waits for what comes of it.
    pub(super) fn call<T: Send + 'static>(
        &mut self,
        question: impl FnOnce(&mut Writer<'_>) -> T + Send + 'static,
    ) -> Result<T, StoreError> {
        self.hand_over()?;
        let (answers, answer) = sync_channel(1);
        self.send(Job::Call(Box::new(move |writer| {
            // Nobody is there to hear it only where the reading side has failed already.
            let _ = answers.send(question(writer));
        })))?;
        answer.recv().map_err(|_| stopped())
    }

    /// Hands over what waits. No other row waits for a fact, and facts may wait for other rows.
    fn hand_over(&mut self) -> Result<(), StoreError> {
        self.texts = 0;
        if !self.rows.is_empty() {
            let rows = std::mem::take(&mut self.rows);
            self.send(Job::Rows(rows))?;
        }
        if self.facts.is_empty() {
            return Ok(());
        }
        let facts = std::mem::replace(&mut self.facts, Batch::with_capacity(BATCH));
        self.send(Job::Facts(facts))
    }

    fn send(&self, job: Job) -> Result<(), StoreError> {
        self.jobs.send(job).map_err(|_| stopped())
    }
}

/// The writing side has failed; what it says is told instead of this.
fn stopped() -> StoreError {
    StoreError::Corrupt("the rows could not be recorded".to_owned())
}
