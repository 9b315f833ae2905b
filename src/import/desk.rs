//! Two threads of an import: one reads and checks rows, the other records them.
//!
//! Whoever reads hands its orders over a [`Desk`]; they are carried out one after the other, in
//! that order, by the thread that holds the writer. So a question to the database sees all that
//! was ordered before it, just as if one thread did everything; only nobody waits for a fact to be
//! recorded. Knows the writer and threads. Must not know what rows look like.

use crate::domain::fact::Fact;
use crate::domain::report::Report;
use crate::import::error::ImportError;
use crate::store::{Batch, StoreError, WriteError, Writer};
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Facts, or reports, that go over the desk together.
const BATCH: usize = 256;
/// Orders that may wait: enough to keep both threads busy, few enough to need little memory.
const WAITING: usize = 16;

type Task = Box<dyn FnOnce(&mut Writer<'_>) + Send>;

/// What is to be done with the writer.
enum Order {
    Facts(Batch),
    Reports(Vec<Arc<Report>>),
    Task(Task),
}

/// Where orders are handed over.
pub(super) struct Desk {
    orders: SyncSender<Order>,
    reports: Vec<Arc<Report>>,
    facts: Batch,
}

/// Runs `read` on a thread of its own, and carries its orders out on this one.
pub(super) fn run<T: Send>(
    writer: &mut Writer<'_>,
    read: impl FnOnce(Desk) -> Result<T, ImportError> + Send,
) -> Result<T, ImportError> {
    let (orders, waiting) = sync_channel(WAITING);
    thread::scope(|scope| {
        let desk = Desk { orders, reports: Vec::new(), facts: Batch::with_capacity(BATCH) };
        let reading = scope.spawn(move || read(desk));
        let recorded = serve(waiting, writer);
        let read = reading.join().unwrap_or_else(|panic| resume_unwind(panic));
        recorded?;
        read
    })
}

/// Carries orders out until none can come any more, or one fails. The receiver goes with it, so
/// that whoever reads ends then, too.
#[expect(clippy::needless_pass_by_value, reason = "dropped on failure, so that orders fail")]
fn serve(waiting: Receiver<Order>, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    for order in &waiting {
        match order {
            Order::Facts(facts) => {
                recorded(writer.add_new_facts(&facts))?;
            }
            Order::Reports(reports) => {
                for report in &reports {
                    recorded(writer.add_report(report, None))?;
                }
            }
            Order::Task(task) => task(writer),
        }
    }
    Ok(())
}

/// What was ordered without waiting was checked before: a refusal is a fault of the file.
fn recorded<T>(outcome: Result<T, WriteError>) -> Result<T, StoreError> {
    outcome.map_err(|error| match error {
        WriteError::Store(error) => error,
        refusal => StoreError::Corrupt(refusal.to_string()),
    })
}

impl Desk {
    /// Orders a fact to be recorded; it must not be there yet.
    pub(super) fn fact(&mut self, fact: &Fact, digest: [u8; 32]) -> Result<(), StoreError> {
        self.facts.push(fact, digest);
        if self.facts.len() == BATCH { self.hand_over() } else { Ok(()) }
    }

    /// Orders a report without a text to be recorded, one that is not there yet under this key or
    /// uid.
    pub(super) fn report(&mut self, report: Arc<Report>) -> Result<(), StoreError> {
        self.reports.push(report);
        if self.reports.len() == BATCH { self.hand_over() } else { Ok(()) }
    }

    /// Does something with the writer, and waits for what comes of it.
    pub(super) fn ask<T: Send + 'static>(
        &mut self,
        question: impl FnOnce(&mut Writer<'_>) -> T + Send + 'static,
    ) -> Result<T, StoreError> {
        self.hand_over()?;
        let (answers, answer) = sync_channel(1);
        self.order(Order::Task(Box::new(move |writer| {
            // Nobody is there to hear it only where the reading side has failed already.
            let _ = answers.send(question(writer));
        })))?;
        answer.recv().map_err(|_| stopped())
    }

    fn hand_over(&mut self) -> Result<(), StoreError> {
        // No report waits for a fact, and facts may wait for a report.
        if !self.reports.is_empty() {
            let reports = std::mem::take(&mut self.reports);
            self.order(Order::Reports(reports))?;
        }
        if self.facts.is_empty() {
            return Ok(());
        }
        let facts = std::mem::replace(&mut self.facts, Batch::with_capacity(BATCH));
        self.order(Order::Facts(facts))
    }

    fn order(&self, order: Order) -> Result<(), StoreError> {
        self.orders.send(order).map_err(|_| stopped())
    }
}

/// The recording side has failed; what it says is told instead of this.
fn stopped() -> StoreError {
    StoreError::Corrupt("the rows could not be recorded".to_owned())
}
