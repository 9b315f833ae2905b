//! Facts of another database as cells of rows. A cell is made only when it is asked for.
//!
//! Knows the columns of facts, and remembers which row of this database a row number of the other database means: a
//! million facts refer to the same few places. Must not know how the cells are used.

use crate::domain::filter::Filter;
use crate::domain::report::Report;
use crate::format::row::Row;
use crate::format::row_cells::RowCells;
use crate::store::{Store, StreamedFact};
use crate::wire::{CellValue, Column, FactRow, FactTable, Get};
use foldhash::HashMap;
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::sync::Arc;

/// The other database, from which facts are taken.
pub(super) struct FactSource<'a> {
    pub(super) store: &'a Store,
    pub(super) filter: &'a Filter,
    pub(super) table: &'a FactTable<'a>,
    /// The columns that its facts have, and the names of these columns.
    pub(super) columns: &'a [Column],
    pub(super) header: &'a [String],
    pub(super) known: RefCell<KnownNumbers>,
}

/// Row numbers of the other database with the row of this database that each means. Only a pair
/// that no later row can change is kept.
#[derive(Default)]
pub(super) struct KnownNumbers {
    places: HashMap<i64, String>,
    actors: HashMap<i64, String>,
    indicators: HashMap<i64, (String, Option<String>)>,
    /// The report for each number, and whether both databases give it the same publication date.
    reports: HashMap<i64, (Arc<Report>, bool)>,
}

/// The cells of one fact of another database; each is made when it is asked for.
pub(super) struct RecordedCells<'a> {
    source: &'a FactSource<'a>,
    pub(super) fact: &'a StreamedFact<'a>,
    report: OnceCell<Option<Report>>,
    record: OnceCell<RowCells>,
}

impl<'a> RecordedCells<'a> {
    pub(super) fn of(source: &'a FactSource<'a>, fact: &'a StreamedFact<'a>) -> Self {
        Self { source, fact, report: OnceCell::new(), record: OnceCell::new() }
    }

    /// Whether the facts of the other database have this column.
    pub(super) fn has(&self, column: Column) -> bool {
        self.source.columns.contains(&column)
    }

    /// The cell in a column, without surrounding white space; `None` if it is blank.
    pub(super) fn get(&self, column: Column) -> Option<&str> {
        let value = match column.get() {
            // All other columns of the report require the whole report to be read; this one does not.
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

    /// The fact as a row: header and all cells.
    pub(super) fn row(&self) -> Row<'_> {
        Row::plain(self.source.header, self.record())
    }

    /// All cells of the fact; made on first use.
    pub(super) fn record(&self) -> &RowCells {
        self.record.get_or_init(|| {
            let report = self.report.get_or_init(|| {
                self.source.store.numbered_report(self.fact.report, self.source.filter).ok()
            });
            let row = self.fact_row(report.as_ref());
            let mut record = RowCells::default();
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

    /// The report of this database that the fact's report number means; `None` if it is not known yet.
    pub(super) fn known_report(&self) -> Option<Arc<Report>> {
        let known = self.source.known.borrow();
        known.reports.get(&self.fact.report).map(|(report, _)| report.clone())
    }

    /// Whether the report is known, and has the same publication date in both databases.
    pub(super) fn has_known_date(&self) -> bool {
        let known = self.source.known.borrow();
        known.reports.get(&self.fact.report).is_some_and(|(_, has_same_date)| *has_same_date)
    }

    /// Remembers the report of this database that the fact's report number means.
    pub(super) fn know_report(&self, report: &Arc<Report>) {
        let has_same_date = self.get(Column::ReportDateEdtf) == Some(report.published.as_str());
        let known = (report.clone(), has_same_date);
        self.source.known.borrow_mut().reports.insert(self.fact.report, known);
    }

    /// The key of the place that the fact's place number means; `None` if not known yet.
    pub(super) fn known_place(&self) -> Option<String> {
        self.source.known.borrow().places.get(&self.fact.place).cloned()
    }

    /// Remembers the place that the fact's place number means, if both databases use the same key.
    /// Another place that was found by name might be read differently after a later row.
    pub(super) fn know_place(&self, key: &str) {
        if self.get(Column::PlaceKey) == Some(key) {
            self.source.known.borrow_mut().places.insert(self.fact.place, key.to_owned());
        }
    }

    /// The key of the indicator that the fact's indicator number means, with the row's own word for
    /// the indicator if that differs; `None` if not known yet.
    pub(super) fn known_indicator(&self) -> Option<(String, Option<String>)> {
        self.source.known.borrow().indicators.get(&self.fact.indicator).cloned()
    }

    /// Remembers the indicator that the fact's indicator number means, if both databases use the
    /// same key.
    pub(super) fn know_indicator(&self, found: &(String, Option<String>)) {
        if self.get(Column::Indicator) == Some(&found.0) {
            self.source.known.borrow_mut().indicators.insert(self.fact.indicator, found.clone());
        }
    }

    /// The keys of the actors with these numbers; `None` unless all of them are known.
    pub(super) fn known_actors(&self, numbers: &[i64]) -> Option<Vec<String>> {
        let known = self.source.known.borrow();
        numbers.iter().map(|number| known.actors.get(number).cloned()).collect()
    }

    /// Remembers which actors these numbers mean, each if both databases use the same key.
    pub(super) fn know_actors(&self, numbers: &[i64], keys: &[String]) {
        let mut known = self.source.known.borrow_mut();
        for (number, key) in numbers.iter().zip(keys) {
            if self.source.table.actors.key(*number) == key {
                known.actors.insert(*number, key.clone());
            }
        }
    }
}

/// The text without surrounding white space; `None` if nothing is left.
fn trimmed(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty()).then_some(text)
}

/// Adds a value to a CSV record; a blank value becomes an empty cell.
pub(super) fn push(record: &mut RowCells, value: &CellValue<'_>) {
    record.push(value.as_text().as_deref().unwrap_or_default());
}
