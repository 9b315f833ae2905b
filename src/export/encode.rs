//! The bytes of facts, one row after the other, and none of them is kept.
//!
//! What stands in the columns of a place, an indicator or a report is the same for all of its facts:
//! it is made once, kept and copied, so that memory grows with these and not with the facts.

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

/// So many bytes are written at once.
const CHUNK: usize = 1 << 16;

/// So many reports are kept in the order of time before all are forgotten.
const MOST_KEPT: usize = 1 << 14;

/// How the values of a row are written.
#[derive(Clone, Copy)]
pub(super) enum Syntax {
    /// As cells with commas between them; `raw`: without the guard against spreadsheets.
    Csv { raw: bool },
    /// As the members of a JSON object, nothing for what is blank.
    Json,
}

/// Writes the facts that a filter asks for in the order of time; `row` encodes one of them.
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
        // Facts of one report are mostly about one time: of those long past, none comes any more.
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

/// Neighbouring columns that take their values from one row.
struct ColumnRun {
    columns: &'static [Column],
    /// Which run of its source it is.
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

/// Rows of facts on their way to a file.
pub(super) struct RowEncoder<'a> {
    /// What was encoded and not written yet.
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

    /// Encodes the values of a fact. Those of the first column follow on others unless `is_first`.
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

    /// Encodes the runs of one source.
    fn encode(&self, row: &FactRow<'_>, is_it: fn(Get) -> bool) -> EncodedRuns {
        let (mut bytes, mut ends) = (Vec::new(), Vec::new());
        for run in self.runs.iter().filter(|run| is_it(run.source())) {
            self.syntax.values(&mut bytes, run.columns, row, false);
            ends.push(u32::try_from(bytes.len()).unwrap_or(u32::MAX));
        }
        EncodedRuns { bytes: bytes.into(), ends: ends.into() }
    }

    /// Puts the runs of a fact in their order, those that are kept as they are.
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
    /// Encodes the values of a row in some columns. The first of them follows on others unless
    /// `is_first`.
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
