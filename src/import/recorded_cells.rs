//! The facts of another database as the cells of rows, made only where somebody asks for them.
//!
//! Knows the columns of facts, and which row here is meant by a number there once that was found
//! out: a million facts name the same few places. Must not know what becomes of the cells.

use crate::domain::filter::Filter;
use crate::domain::report::Report;
use crate::format::row::Row;
use crate::store::{Store, StreamedFact};
use crate::wire::{CellValue, Column, FactRow, FactTable, Get};
use csv::StringRecord;
use foldhash::HashMap;
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::sync::Arc;

/// The database that facts are taken from.
pub(super) struct FactSource<'a> {
    pub(super) store: &'a Store,
    pub(super) filter: &'a Filter,
    pub(super) table: &'a FactTable<'a>,
    /// The columns, and their names.
    pub(super) columns: &'a [Column],
    pub(super) header: &'a [String],
    pub(super) known: RefCell<KnownNumbers>,
}

/// Which rows here are meant by numbers of the other database: only what no later row can change.
#[derive(Default)]
pub(super) struct KnownNumbers {
    places: HashMap<i64, String>,
    actors: HashMap<i64, String>,
    indicators: HashMap<i64, (String, Option<String>)>,
    /// The reports, and whether they came out there on the same date.
    reports: HashMap<i64, (Arc<Report>, bool)>,
}

/// The cells of one fact.
pub(super) struct RecordedCells<'a> {
    source: &'a FactSource<'a>,
    pub(super) fact: &'a StreamedFact<'a>,
    report: OnceCell<Option<Report>>,
    record: OnceCell<StringRecord>,
}

impl<'a> RecordedCells<'a> {
    pub(super) fn of(source: &'a FactSource<'a>, fact: &'a StreamedFact<'a>) -> Self {
        Self { source, fact, report: OnceCell::new(), record: OnceCell::new() }
    }

    /// Whether the file has a column.
    pub(super) fn has(&self, column: Column) -> bool {
        self.source.columns.contains(&column)
    }

    /// What stands in a column.
    pub(super) fn get(&self, column: Column) -> Option<&str> {
        let value = match column.get() {
            // The report's own cells are the only ones that take a look at the report.
            Get::Report(_) if column == Column::ReportRetracted => {
                return self.fact.report_retracted.and_then(trimmed);
            }
            Get::Report(_) => return self.row().at(self.position(column)),
            _ => self.fact_row(None).value(column),
        };
        match value {
            CellValue::Blank => None,
            CellValue::Text(Cow::Borrowed(text)) => trimmed(text),
            _ => self.row().at(self.position(column)),
        }
    }

    /// All cells as a row.
    pub(super) fn row(&self) -> Row<'_> {
        Row::plain(self.source.header, self.record())
    }

    /// All cells.
    pub(super) fn record(&self) -> &StringRecord {
        self.record.get_or_init(|| {
            let report = self.report.get_or_init(|| {
                self.source.store.numbered_report(self.fact.report, self.source.filter).ok()
            });
            let row = self.fact_row(report.as_ref());
            let mut record = StringRecord::new();
            for column in self.source.columns {
                push(&mut record, &row.value(*column));
            }
            record
        })
    }

    fn fact_row<'r>(&'r self, report: Option<&'r Report>) -> FactRow<'r> {
        FactRow { fact: self.fact, report, table: self.source.table }
    }

    fn position(&self, column: Column) -> Option<usize> {
        self.source.columns.iter().position(|other| *other == column)
    }

    /// The report here that is meant.
    pub(super) fn known_report(&self) -> Option<Arc<Report>> {
        let known = self.source.known.borrow();
        known.reports.get(&self.fact.report).map(|(report, _)| report.clone())
    }

    /// Whether the report is known, and its date is the same there and here.
    pub(super) fn has_known_date(&self) -> bool {
        let known = self.source.known.borrow();
        known.reports.get(&self.fact.report).is_some_and(|(_, has_same_date)| *has_same_date)
    }

    /// Remembers the report here that is meant.
    pub(super) fn know_report(&self, report: &Arc<Report>) {
        let has_same_date = self.get(Column::ReportDate) == Some(report.published.as_str());
        let known = (report.clone(), has_same_date);
        self.source.known.borrow_mut().reports.insert(self.fact.report, known);
    }

    /// The key of the place here that is meant.
    pub(super) fn known_place(&self) -> Option<String> {
        self.source.known.borrow().places.get(&self.fact.place).cloned()
    }

    /// Remembers the place here that is meant, where it is the one of that very key.
    pub(super) fn know_place(&self, key: &str) {
        if self.get(Column::PlaceKey) == Some(key) {
            self.source.known.borrow_mut().places.insert(self.fact.place, key.to_owned());
        }
    }

    /// The key of the indicator here that is meant, and the word for it where it was found by one.
    pub(super) fn known_indicator(&self) -> Option<(String, Option<String>)> {
        self.source.known.borrow().indicators.get(&self.fact.indicator).cloned()
    }

    /// Remembers the indicator here that is meant, where it is the one of that very key.
    pub(super) fn know_indicator(&self, found: &(String, Option<String>)) {
        if self.get(Column::Indicator) == Some(&found.0) {
            self.source.known.borrow_mut().indicators.insert(self.fact.indicator, found.clone());
        }
    }

    /// The keys of the actors here that are meant, where all are known.
    pub(super) fn known_actors(&self, numbers: &[i64]) -> Option<Vec<String>> {
        let known = self.source.known.borrow();
        numbers.iter().map(|number| known.actors.get(number).cloned()).collect()
    }

    /// Remembers the actors here that are meant, where they are those of those very keys.
    pub(super) fn know_actors(&self, numbers: &[i64], keys: &[String]) {
        let mut known = self.source.known.borrow_mut();
        for (number, key) in numbers.iter().zip(keys) {
            if self.source.table.actors.key(*number) == key {
                known.actors.insert(*number, key.clone());
            }
        }
    }
}

/// A text without the white space around it; nothing where that is all.
fn trimmed(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty()).then_some(text)
}

/// Adds the cell of a value to a record.
pub(super) fn push(record: &mut StringRecord, value: &CellValue<'_>) {
    record.push_field(value.as_text().as_deref().unwrap_or_default());
}
