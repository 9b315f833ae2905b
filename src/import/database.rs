//! Another Factline database as the source of an import: a stream of rows for each kind of row that facts
//! refer to, read on a separate thread, and then the facts.
//!
//! Knows the store and the columns of each kind of row. Must not know how the rows are recorded.

use crate::domain::actor::Actor;
use crate::domain::filter::Filter;
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use crate::format::jsonl::Record;
use crate::format::prefetch::{PrefetchReader, RowSender, Stopped, Unwanted, row_channel};
use crate::format::progress::Watch;
use crate::format::source::{ReadCounter, Source};
use crate::import::recorded_cells::{FactSource, RecordedCells, push};
use crate::store::{FactOrder, Store, StoreError};
use crate::wire::{self, Bundle, Column, FactTable, ReportRow, WireRow};
use std::cell::RefCell;
use std::mem::take;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

/// Progress is reported after every this many facts.
const REPORTED_EVERY: usize = 1024;

type Rows = RowSender<StoreError>;
type Readers = Vec<(Record, PrefetchReader<StoreError>)>;

/// The channels to which the rows of each kind are sent; `None` if the database has no row of that
/// kind, or if its stream has ended.
struct Senders {
    actors: Option<Rows>,
    places: Option<Rows>,
    indicators: Option<Rows>,
    reports: Option<Rows>,
}

/// Why reading ends early: nobody receives the rows any more, or the database failed.
enum Halt {
    Unwanted,
    Store(StoreError),
}

impl From<Stopped> for StoreError {
    fn from(stopped: Stopped) -> Self {
        Self::Corrupt(stopped.to_string())
    }
}

impl From<Unwanted> for Halt {
    fn from(_: Unwanted) -> Self {
        Self::Unwanted
    }
}

impl From<StoreError> for Halt {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Opens a database as streams of rows (parents before children) and the facts, which can be read once the
/// streams have ended. Everything is read from one snapshot of the file. Fails if any row was changed since
/// it was recorded; `watch` receives the progress of that check.
pub(super) fn open(
    source: &Source,
    path: &Path,
    watch: Option<&Watch>,
) -> Result<(Readers, HandedFacts), StoreError> {
    let store = Store::open_read_only(path)?;
    let (file, read, watch) = (source.name().to_owned(), source.read_counter(), watch.cloned());
    let (hand, handed) = channel();
    let (hand_facts, handed_facts) = channel();
    let reading = move || {
        // Sending fails only if the import has already ended; then nobody needs the error.
        let mut contents = match Contents::of(&store, &read, watch.as_ref()) {
            Ok(contents) => contents,
            Err(error) => return hand.send(Err(error)).unwrap_or_default(),
        };
        let (senders, readers) = contents.streams(&file);
        hand.send(Ok(readers)).unwrap_or_default();
        let mut reading = Reading { store: &store, line: 0 };
        let facts = match reading.run(senders, &mut contents.bundle) {
            Ok(()) => {
                let line = reading.line;
                Ok(RecordedFacts { store, contents, read, line })
            }
            Err(Halt::Store(error)) => Err(error),
            Err(Halt::Unwanted) => return,
        };
        hand_facts.send(facts).unwrap_or_default();
    };
    let started = thread::Builder::new().spawn(reading);
    started.map_err(|source| StoreError::Io { path: path.to_owned(), source })?;
    Ok((handed.recv().map_err(|_| Stopped)??, HandedFacts(handed_facts)))
}

/// The facts of a database whose other rows are still being read on another thread.
pub(crate) struct HandedFacts(Receiver<Result<RecordedFacts, StoreError>>);

impl HandedFacts {
    /// Waits until all other rows have been read, and returns the facts; fails if reading those
    /// rows failed.
    pub(super) fn wait(self) -> Result<RecordedFacts, StoreError> {
        self.0.recv().map_err(|_| Stopped)?
    }
}

/// The facts of another database, ready to be read.
pub(crate) struct RecordedFacts {
    store: Store,
    contents: Contents,
    /// Counts how many bytes of the database were read, for the progress shown.
    read: ReadCounter,
    /// The number of the last row before the first fact; rows are numbered like the lines of one
    /// file.
    line: u64,
}

impl RecordedFacts {
    /// Calls `each` with every fact and its row number, in the order in which the facts were
    /// recorded.
    pub(super) fn each<E: From<StoreError>>(
        self,
        mut each: impl FnMut(u64, &RecordedCells<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let Self { store, contents: Contents { bundle, columns }, read, mut line } = self;
        let vocabulary = store.vocabulary(&bundle.filter)?;
        let header: Vec<String> = columns.iter().map(|column| column.name().to_owned()).collect();
        let source = FactSource {
            store: &store,
            filter: &bundle.filter,
            table: &FactTable::of(&vocabulary),
            columns: &columns,
            header: &header,
            known: RefCell::default(),
        };
        let mut shown = 0;
        store.stream(&bundle.filter, FactOrder::Recorded, |fact| {
            line += 1;
            shown += 1;
            if shown % REPORTED_EVERY == 0 {
                read.tell(shown, bundle.facts);
            }
            each(line, &RecordedCells::of(&source, fact))
        })?;
        Ok(())
    }
}

/// The content of a database: its rows, and the columns that its facts have.
struct Contents {
    bundle: Bundle,
    /// The columns of facts. Column `retracted` is left out if no fact of the database is
    /// retracted; otherwise every fact retracted here would get a remark that it is not retracted
    /// there.
    columns: Vec<Column>,
}

impl Contents {
    /// Reads the content of a database, and keeps reading from that same snapshot later. Fails if any row was
    /// changed since it was recorded.
    fn of(store: &Store, read: &ReadCounter, watch: Option<&Watch>) -> Result<Self, StoreError> {
        store.stay_in_one_state()?;
        store.verify(|done, all| {
            if let Some(watch) = watch {
                watch.tell(read.checked(done, all));
            }
        })?;
        let is_any_retracted = !store.retracted_facts()?.is_empty() || store.has_undone()?;
        let is_said = |column: &Column| is_any_retracted || *column != Column::Retracted;
        Ok(Self {
            bundle: Bundle::of(store, &Filter::default())?,
            columns: Column::ALL.iter().copied().filter(is_said).collect(),
        })
    }

    /// Opens one stream for each kind of row in the database: the ends that send and the ends that
    /// receive.
    fn streams(&self, file: &str) -> (Senders, Readers) {
        let mut readers = Vec::new();
        let mut sender = |record, is_none: bool, header: Vec<&str>| {
            let header = header.into_iter().map(str::to_owned).collect();
            let (sender, reader) = row_channel(file.to_owned(), header, false);
            (!is_none).then(|| {
                readers.push((record, reader));
                sender
            })
        };
        let Bundle { actors, places, indicators, reports, facts, .. } = &self.bundle;
        let senders = Senders {
            actors: sender(Record::Actor, actors.is_empty(), names::<Actor>()),
            places: sender(Record::Place, places.is_empty(), names::<Place>()),
            indicators: sender(Record::Indicator, indicators.is_empty(), names::<Indicator>()),
            reports: sender(Record::Report, reports.is_empty(), names::<ReportRow>()),
        };
        // Facts do not come as rows, but the import still asks this stream for the columns of
        // facts.
        let columns = self.columns.iter().map(|column| column.name()).collect();
        drop(sender(Record::Fact, *facts == 0, columns));
        (senders, readers)
    }
}

fn names<R: WireRow>() -> Vec<&'static str> {
    wire::names::<R>().collect()
}

/// Sends the rows of a database into their streams.
struct Reading<'s> {
    store: &'s Store,
    /// The number of the row sent last. Rows of all kinds are numbered together, like the lines of
    /// one file.
    line: u64,
}

impl Reading<'_> {
    /// Sends all rows except the facts. If the database fails, the error goes into the first stream
    /// still open; if none is open, it is returned.
    fn run(&mut self, senders: Senders, bundle: &mut Bundle) -> Result<(), Halt> {
        let Senders { mut actors, mut places, mut indicators, mut reports } = senders;
        let mut send = || {
            // Rows are dropped as they are sent, so that they take no memory while the facts are
            // read.
            self.rows(take(&mut bundle.actors), &mut actors)?;
            self.rows(take(&mut bundle.places), &mut places)?;
            self.rows(take(&mut bundle.indicators), &mut indicators)?;
            self.reports(bundle, &mut reports)
        };
        match send() {
            Err(Halt::Store(error)) => {
                // The import is done with the streams that have ended; it now reads the first one
                // that is still open.
                match [actors, places, indicators, reports].into_iter().flatten().next() {
                    Some(sender) => {
                        sender.finish(Err(error))?;
                        Err(Halt::Unwanted)
                    }
                    None => Err(Halt::Store(error)),
                }
            }
            outcome => outcome,
        }
    }

    /// Sends the rows of one kind, and ends their stream. Fails if nobody receives the rows any
    /// more.
    fn rows<R: WireRow>(&mut self, rows: Vec<R>, sender: &mut Option<Rows>) -> Result<(), Halt> {
        for row in rows {
            self.row(&row, sender)?;
        }
        end(sender)
    }

    fn row<R: WireRow>(&mut self, row: &R, sender: &mut Option<Rows>) -> Result<(), Halt> {
        self.line += 1;
        let Some(sender) = sender else { return Ok(()) };
        let record = sender.record();
        record.clear();
        for column in R::COLUMNS {
            push(record, &(column.get)(row));
        }
        Ok(sender.send(self.line, None)?)
    }

    /// Sends the reports with their texts, one at a time, since texts may be long. Fails if the
    /// database does, or nobody receives the rows any more.
    fn reports(&mut self, bundle: &mut Bundle, sender: &mut Option<Rows>) -> Result<(), Halt> {
        for link in take(&mut bundle.reports) {
            let row = bundle.report(self.store, &link, true)?;
            self.row(&row, sender)?;
        }
        end(sender)
    }
}

/// Ends the stream of one kind of row. Fails if nobody receives the rows any more.
fn end(sender: &mut Option<Rows>) -> Result<(), Halt> {
    match sender.take() {
        Some(sender) => Ok(sender.finish(Ok(()))?),
        None => Ok(()),
    }
}
