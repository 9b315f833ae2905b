//! Another database as what is to be imported: one stream for each kind of row that facts name, read on
//! a thread of its own, and the facts as they are.
//!
//! Knows the store and the columns of each kind of row. Must not know what becomes of the rows.

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

/// After so many facts it is told how much of the database was read.
const TOLD: usize = 1024;

type Rows = RowSender<StoreError>;
type Readers = Vec<(Record, PrefetchReader<StoreError>)>;

/// Where the rows of each kind go; nowhere, where there is no row of that kind.
struct Senders {
    actors: Option<Rows>,
    places: Option<Rows>,
    indicators: Option<Rows>,
    reports: Option<Rows>,
}

/// What ends the reading early.
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

/// Opens a database as the streams of rows that it holds, parents before children in each, and its
/// facts, which come once the streams were read. It is refused unless everything in it is as it was
/// recorded; `watch` is told how far that is checked. All is read in one state of the file.
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
        // Nobody is there to be told only where the import has ended.
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

/// The facts of a database, whose other rows are still being read.
pub(crate) struct HandedFacts(Receiver<Result<RecordedFacts, StoreError>>);

impl HandedFacts {
    /// The facts, once all other rows were read.
    pub(super) fn wait(self) -> Result<RecordedFacts, StoreError> {
        self.0.recv().map_err(|_| Stopped)?
    }
}

/// The facts of a database.
pub(crate) struct RecordedFacts {
    store: Store,
    contents: Contents,
    /// Tells how much of the database was read.
    read: ReadCounter,
    /// The number of the row before the first fact.
    line: u64,
}

impl RecordedFacts {
    /// Shows each fact in the order in which they were recorded, which is the order of the file, with
    /// its number among the rows.
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
            if shown % TOLD == 0 {
                read.tell(shown, bundle.facts);
            }
            each(line, &RecordedCells::of(&source, fact))
        })?;
        Ok(())
    }
}

/// What a database holds.
struct Contents {
    bundle: Bundle,
    /// The columns of facts. A file in which no fact is retracted has no column that says so:
    /// nothing is to be remarked of facts that are retracted elsewhere.
    columns: Vec<Column>,
}

impl Contents {
    /// What a database holds in the state in which it stays from now on. Refuses a database in which
    /// anything is not as it was recorded.
    fn of(store: &Store, read: &ReadCounter, watch: Option<&Watch>) -> Result<Self, StoreError> {
        store.stay_in_one_state()?;
        store.verify(|done, all| {
            if let Some(watch) = watch {
                watch.tell(read.checked(done, all));
            }
        })?;
        let is_any_retracted = !store.retracted_facts()?.is_empty();
        let is_said = |column: &Column| is_any_retracted || *column != Column::Retracted;
        Ok(Self {
            bundle: Bundle::of(store, &Filter::default())?,
            columns: Column::ALL.iter().copied().filter(is_said).collect(),
        })
    }

    /// A stream for each kind of row that there is: where its rows are put, and where they are read.
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
        // Facts come without rows; what their columns are is asked for all the same.
        let columns = self.columns.iter().map(|column| column.name()).collect();
        drop(sender(Record::Fact, *facts == 0, columns));
        (senders, readers)
    }
}

fn names<R: WireRow>() -> Vec<&'static str> {
    wire::names::<R>().collect()
}

/// The rows of a database on their way out of it.
struct Reading<'s> {
    store: &'s Store,
    /// The number of the row sent last: rows of all kinds are counted as the lines of one file.
    line: u64,
}

impl Reading<'_> {
    /// Sends all rows but the facts. Where they cannot be read, the first stream that is left is told
    /// why; fails where there is none, or nobody is there to be told.
    fn run(&mut self, senders: Senders, bundle: &mut Bundle) -> Result<(), Halt> {
        let Senders { mut actors, mut places, mut indicators, mut reports } = senders;
        let mut send = || {
            // What was sent is let go: it takes no memory while the facts are read.
            self.rows(take(&mut bundle.actors), &mut actors)?;
            self.rows(take(&mut bundle.places), &mut places)?;
            self.rows(take(&mut bundle.indicators), &mut indicators)?;
            self.reports(bundle, &mut reports)
        };
        match send() {
            Err(Halt::Store(error)) => {
                // Streams that are through are gone; the first one that is left is read now.
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

    /// Sends the rows of one kind, and ends their stream.
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

    /// Sends the reports with their texts, one at a time.
    fn reports(&mut self, bundle: &mut Bundle, sender: &mut Option<Rows>) -> Result<(), Halt> {
        for link in take(&mut bundle.reports) {
            let row = bundle.report(self.store, &link, true)?;
            self.row(&row, sender)?;
        }
        end(sender)
    }
}

/// Ends the stream of one kind of row.
fn end(sender: &mut Option<Rows>) -> Result<(), Halt> {
    match sender.take() {
        Some(sender) => Ok(sender.finish(Ok(()))?),
        None => Ok(()),
    }
}
