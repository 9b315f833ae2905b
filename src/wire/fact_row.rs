//! One row of a table of facts.

use crate::domain::report::Report;
use crate::store::StreamedFact;
use crate::wire::fact::{Column, Get};
use crate::wire::fact_table::FactTable;
use crate::wire::value::CellValue;

/// A fact with the rows that it refers to.
#[derive(Clone, Copy)]
pub(crate) struct FactRow<'a> {
    pub(crate) fact: &'a StreamedFact<'a>,
    /// The report of the fact; `None` leaves the columns of the report blank.
    pub(crate) report: Option<&'a Report>,
    pub(crate) table: &'a FactTable<'a>,
}

impl<'a> FactRow<'a> {
    /// The value that this row has in a column.
    pub(crate) fn value(&self, column: Column) -> CellValue<'a> {
        let Self { fact, report, table } = self;
        match column.get() {
            Get::Fact(get) => get(fact),
            Get::Actors(get) => get(fact, &table.actors),
            Get::Indicator(get) => table.indicator(fact.indicator).map_or(CellValue::Blank, get),
            Get::Place(get) => table.place(fact.place).map_or(CellValue::Blank, get),
            Get::Report(get) => {
                report.map_or(CellValue::Blank, |report| get(report, &table.actors))
            }
            Get::Judgements(get) => get(&table.judged(fact.uid)),
        }
    }
}
