//! Encodes the rows of facts as bytes, one after another, and does not keep them.
//!
//! The columns of a place, an indicator or a report have the same bytes in the rows of all its
//! facts. They are encoded once, kept and copied. Memory therefore grows with the number of places,
//! indicators and reports, not with that of facts.

use crate::domain::filter::Filter;
use crate::domain::report::Report;
use crate::export::encoded::{EncodedReports, EncodedRuns};
use crate::export::error::ExportError;
use crate::export::{csv_row, json};
use crate::store::{FactOrder, Store, Streamed, StreamedFact};
use crate::wire::{Column, FactRow, FactTable, Get};
use foldhash::{HashMap, HashMapExt};
use std::io::Write;
use std::mem::{Discriminant, discriminant};
use std::sync::Arc;

/// Encoded bytes are written to the file when there are this many.
const CHUNK: usize = 1 << 16;

/// When the columns of this many reports are kept, all are dropped (only in the order of time).
const MOST_KEPT: usize = 1 << 14;

/// The syntax in which the values of a row are written.
#[derive(Clone, Copy)]
pub(super) enum Syntax {
    /// CSV cells with commas between them; `raw` leaves out the `'` before formulas.
    Csv { raw: bool },
    /// Members of a JSON object; blank values are left out.
    Json,
}

/// Writes the facts that match the filter, in the order of their time. `row` encodes one fact.
/// Fails if the database cannot be read or `out` cannot be written.
pub(super) fn in_time(
    store: &Store,
    filter: &Filter,
    syntax: Syntax,
    out: &mut dyn Write,
    mut row: impl FnMut(&mut RowEncoder<'_>, &StreamedFact<'_>) -> Result<(), ExportError>,
) -> Result<Streamed, ExportError> {
    let vocabulary = store.vocabulary(filter)?;
    let table = FactTable::of(&vocabulary);
    let reports = || Arc::new(EncodedReports::below(vocabulary.newest_report));
    let mut rows = RowEncoder::new(syntax, &table, filter, reports());
    let streamed = store.stream(filter, FactOrder::Time, |fact| {
        row(&mut rows, fact)?;
        // Most facts of a report are close in time. Earlier reports will probably not be needed again, and the memory
        // of all reports is freed.
        if rows.reports.kept() >= MOST_KEPT {
            rows.reports = reports();
        }
        if rows.bytes.len() >= CHUNK {
            out.write_all(&rows.bytes)?;
            rows.bytes.clear();
        }
        Ok::<_, ExportError>(())
    })?;
    out.write_all(&rows.bytes)?;
    Ok(streamed)
}

/// Neighbouring columns whose values come from the same source: the fact, its report, its place,
/// its indicator, its actors or its judgements.
struct ColumnRun {
    columns: &'static [Column],
    /// The index of this run among the runs from the same source, from 0.
    number: usize,
}

impl ColumnRun {
    fn all() -> Vec<Self> {
        let mut counts: HashMap<Discriminant<Get>, usize> = HashMap::new();
        let runs = Column::ALL.chunk_by(|a, b| discriminant(&a.get()) == discriminant(&b.get()));
        let run = |columns: &'static [Column]| {
            let number = counts.entry(discriminant(&columns[0].get())).or_default();
            *number += 1;
            Self { columns, number: *number - 1 }
        };
        runs.map(run).collect()
    }

    fn source(&self) -> Get {
        self.columns[0].get()
    }
}

/// Encodes rows of facts, and keeps the encoded columns of reports, places and indicators.
pub(super) struct RowEncoder<'a> {
    /// Encoded rows that were not yet written to the file.
    pub(super) bytes: Vec<u8>,
    pub(super) table: &'a FactTable<'a>,
    syntax: Syntax,
    filter: &'a Filter,
    runs: Vec<ColumnRun>,
    reports: Arc<EncodedReports>,
    places: HashMap<i64, EncodedRuns>,
    indicators: HashMap<i64, EncodedRuns>,
}

impl<'a> RowEncoder<'a> {
    pub(super) fn new(
        syntax: Syntax,
        table: &'a FactTable<'a>,
        filter: &'a Filter,
        reports: Arc<EncodedReports>,
    ) -> Self {
        Self {
            bytes: Vec::new(),
            table,
            syntax,
            filter,
            runs: ColumnRun::all(),
            reports,
            places: HashMap::new(),
            indicators: HashMap::new(),
        }
    }

    /// Appends the values of a fact to `bytes`. Writes a comma before the first value unless
    /// `is_first`. Fails if the fact's report cannot be read.
    pub(super) fn fields(
        &mut self,
        store: &Store,
        fact: &StreamedFact<'_>,
        is_first: bool,
    ) -> Result<(), ExportError> {
        let row = FactRow { fact, report: None, table: self.table };
        let reports = Arc::clone(&self.reports);
        let unkept;
        let report = if let Some(encoded) = reports.get(fact.report) {
            encoded
        } else {
            let report: Report = store.numbered_report(fact.report, self.filter)?;
            let row = FactRow { report: Some(&report), ..row };
            let encoded = self.encode(&row, |get| matches!(get, Get::Report(_)));
            match reports.keep(fact.report, encoded) {
                Ok(kept) => kept,
                Err(encoded) => {
                    unkept = encoded;
                    &unkept
                }
            }
        };
        if !self.places.contains_key(&fact.place) {
            let encoded = self.encode(&row, |get| matches!(get, Get::Place(_)));
            self.places.insert(fact.place, encoded);
        }
        if !self.indicators.contains_key(&fact.indicator) {
            let encoded = self.encode(&row, |get| matches!(get, Get::Indicator(_)));
            self.indicators.insert(fact.indicator, encoded);
        }
        self.put_together(&row, report, is_first);
        Ok(())
    }

    /// Encodes the columns of one source, selected by `is_it`, so that they can be kept.
    fn encode(&self, row: &FactRow<'_>, is_it: fn(Get) -> bool) -> EncodedRuns {
        let (mut bytes, mut ends) = (Vec::new(), Vec::new());
        for run in self.runs.iter().filter(|run| is_it(run.source())) {
            self.syntax.values(&mut bytes, run.columns, row, false);
            ends.push(u32::try_from(bytes.len()).unwrap_or(u32::MAX));
        }
        EncodedRuns { bytes: bytes.into(), ends: ends.into() }
    }

    /// Appends the columns of a fact to `bytes` in order: those of its report, place and indicator
    /// are copied, the others are encoded.
    fn put_together(&mut self, row: &FactRow<'_>, report: &EncodedRuns, is_first: bool) {
        let place = self.places.get(&row.fact.place);
        let indicator = self.indicators.get(&row.fact.indicator);
        for (at, run) in self.runs.iter().enumerate() {
            let kept = match run.source() {
                Get::Report(_) => Some(report),
                Get::Place(_) => place,
                Get::Indicator(_) => indicator,
                Get::Fact(_) | Get::Actors(_) | Get::Judgements(_) => None,
            };
            if let Some(kept) = kept {
                self.bytes.extend_from_slice(kept.run(run.number));
            } else {
                let is_first = is_first && at == 0;
                self.syntax.values(&mut self.bytes, run.columns, row, is_first);
            }
        }
    }
}

impl Syntax {
    /// Appends the row's values in these columns to `bytes`. Writes a comma before the first value
    /// unless `is_first`.
    pub(super) fn values(
        self,
        bytes: &mut Vec<u8>,
        columns: &[Column],
        row: &FactRow<'_>,
        mut is_first: bool,
    ) {
        for column in columns {
            let value = row.value(*column);
            match self {
                Self::Csv { raw } => {
                    if !is_first {
                        bytes.push(b',');
                    }
                    csv_row::cell(bytes, &value, raw);
                    is_first = false;
                }
                Self::Json => is_first &= !json::member(bytes, column.name(), &value, is_first),
            }
        }
    }
}
