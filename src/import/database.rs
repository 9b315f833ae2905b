//! Another database as rows to import: one stream for each kind of row, read on a thread of its own.
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
use crate::store::{FactOrder, Store, StoreError};
use crate::wire::{self, Bundle, CellValue, Column, FactRow, FactTable, ReportRow, WireRow};
use csv::StringRecord;
use foldhash::{HashMap, HashMapExt};
use std::collections::hash_map::Entry;
use std::path::Path;
use std::thread;

/// So many reports are kept for the facts that follow before all are let go.
const KEPT: usize = 1 << 12;
/// After so many facts it is told how much of the database was read.
const TOLD: usize = 1024;

type Rows = RowSender<StoreError>;

/// Where the rows of each kind go; nowhere, where there is no row of that kind.
struct Senders {
    actors: Option<Rows>,
    places: Option<Rows>,
    indicators: Option<Rows>,
    reports: Option<Rows>,
    facts: Option<Rows>,
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

/// Opens a database as the streams of rows that it holds, parents before children in each.
pub(super) fn open(
    source: &Source,
    path: &Path,
    watch: Option<&Watch>,
) -> Result<Vec<(Record, PrefetchReader<StoreError>)>, StoreError> {
    let store = Store::open_read_only(path)?;
    let columns = fact_columns(&store)?;
    let mut readers = Vec::new();
    let mut sender = |record, is_there: bool, header: Vec<&str>| {
        let header = header.into_iter().map(str::to_owned).collect();
        let (sender, reader) = row_channel(source.name().to_owned(), header, false);
        is_there.then(|| {
            readers.push((record, reader));
            sender
        })
    };
    let senders = Senders {
        actors: sender(Record::Actor, !store.actors()?.is_empty(), names::<Actor>()),
        places: sender(Record::Place, !store.places()?.is_empty(), names::<Place>()),
        indicators: sender(
            Record::Indicator,
            !store.indicators()?.is_empty(),
            names::<Indicator>(),
        ),
        reports: sender(Record::Report, !store.report_links()?.is_empty(), names::<ReportRow>()),
        facts: sender(
            Record::Fact,
            store.count_facts()? > 0,
            columns.iter().map(|column| column.name()).collect(),
        ),
    };
    let (read, watch) = (source.read_counter(), watch.cloned());
    let reading = move || {
        let outcome = store.in_one_state(|| {
            Reading { store: &store, read, watch, line: 0 }.run(senders, &columns)
        });
        drop(outcome);
    };
    let started = thread::Builder::new().spawn(reading);
    started.map_err(|source| StoreError::Io { path: path.to_owned(), source })?;
    Ok(readers)
}

fn names<R: WireRow>() -> Vec<&'static str> {
    wire::names::<R>().collect()
}

/// The columns of facts. A file in which no fact is retracted has no column that says so: nothing
/// is to be remarked of facts that are retracted elsewhere.
fn fact_columns(store: &Store) -> Result<Vec<Column>, StoreError> {
    let is_any_retracted = !store.retracted_facts()?.is_empty();
    let columns = Column::ALL.iter().copied();
    Ok(columns.filter(|column| is_any_retracted || *column != Column::Retracted).collect())
}

/// The rows of a database on their way out of it.
struct Reading<'s> {
    store: &'s Store,
    /// Tells how much of the database was read.
    read: ReadCounter,
    /// Whom to tell how far checking has come.
    watch: Option<Watch>,
    /// The number of the row sent last: rows of all kinds are counted as the lines of one file.
    line: u64,
}

impl Reading<'_> {
    /// Sends all rows, or why they cannot be read. Fails where nobody is there to be told.
    fn run(mut self, senders: Senders, columns: &[Column]) -> Result<(), Halt> {
        let Senders { mut actors, mut places, mut indicators, mut reports, mut facts } = senders;
        let mut send = || {
            self.verify()?;
            let bundle = Bundle::of(self.store, &Filter::default())?;
            self.rows(&bundle.actors, &mut actors)?;
            self.rows(&bundle.places, &mut places)?;
            self.rows(&bundle.indicators, &mut indicators)?;
            self.reports(&bundle, &mut reports)?;
            self.facts(&bundle, columns, &mut facts)
        };
        match send() {
            Err(Halt::Store(error)) => {
                // Streams that are through are gone; the first one that is left is read now.
                let left =
                    [actors, places, indicators, reports, facts].into_iter().flatten().next();
                left.map_or(Ok(()), |sender| Ok(sender.finish(Err(error))?))
            }
            outcome => outcome,
        }
    }

    /// Refuses a database in which anything is not as it was recorded, before its first row is sent.
    fn verify(&self) -> Result<(), StoreError> {
        self.store.verify(|done, all| {
            if let Some(watch) = &self.watch {
                watch.tell(self.read.checked(done, all));
            }
        })
    }

    /// Sends the rows of one kind, and ends their stream.
    fn rows<R: WireRow>(&mut self, rows: &[R], sender: &mut Option<Rows>) -> Result<(), Halt> {
        for row in rows {
            self.row(row, sender)?;
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
    fn reports(&mut self, bundle: &Bundle, sender: &mut Option<Rows>) -> Result<(), Halt> {
        for link in &bundle.reports {
            let row = bundle.report(self.store, link, true)?;
            self.row(&row, sender)?;
        }
        end(sender)
    }

    /// Sends the facts in the order of time.
    fn facts(
        &mut self,
        bundle: &Bundle,
        columns: &[Column],
        sender: &mut Option<Rows>,
    ) -> Result<(), Halt> {
        let Some(rows) = sender else { return Ok(()) };
        let vocabulary = self.store.vocabulary(&bundle.filter)?;
        let table = FactTable::of(&vocabulary);
        let mut reports = HashMap::new();
        let mut sent = 0;
        self.store.stream(&bundle.filter, FactOrder::Time, |fact| {
            if reports.len() >= KEPT && !reports.contains_key(&fact.report) {
                reports.clear();
            }
            let report = match reports.entry(fact.report) {
                Entry::Occupied(kept) => kept.into_mut(),
                Entry::Vacant(room) => {
                    room.insert(self.store.numbered_report(fact.report, &bundle.filter)?)
                }
            };
            let row = FactRow { fact, report: Some(report), table: &table };
            let record = rows.record();
            record.clear();
            for column in columns {
                push(record, &row.value(*column));
            }
            sent += 1;
            if sent % TOLD == 0 {
                self.read.tell(sent, bundle.facts);
            }
            self.line += 1;
            Ok::<_, Halt>(rows.send(self.line, None)?)
        })?;
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

fn push(record: &mut StringRecord, value: &CellValue<'_>) {
    record.push_field(value.as_text().as_deref().unwrap_or_default());
}
