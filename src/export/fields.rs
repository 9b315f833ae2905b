//! Rows of every kind as named fields with typed values.

use crate::domain::selection::RecordedFact;
use crate::text::lists;
use crate::wire::{Cell, CellValue, Column, Table, WireRow};
use std::borrow::Cow;

/// A field: its name and its value.
pub(super) type Field<'a> = (&'static str, CellValue<'a>);

/// The fields of an actor, a place, an indicator or a report.
pub(super) fn of<R: WireRow>(row: &R) -> impl Iterator<Item = Field<'_>> {
    R::COLUMNS.iter().map(|column| (column.heading.name, (column.get)(row)))
}

/// The fields of a fact: the columns of the CSV.
pub(super) fn fact<'a>(
    table: &Table<'a>,
    recorded: &'a RecordedFact,
) -> impl Iterator<Item = Field<'a>> {
    Column::ALL.iter().map(|column| (column.name(), typed(*column, table.cell(*column, recorded))))
}

/// A cell with the type of its column.
fn typed(column: Column, cell: Cell<'_>) -> CellValue<'_> {
    match cell {
        Cell::Blank => CellValue::Blank,
        Cell::Figure(digits) if column == Column::ValueApproximate => {
            CellValue::Flag(digits == "1")
        }
        Cell::Figure(digits) => CellValue::Digits(digits),
        Cell::Text(text) => match column {
            Column::Via | Column::ViaKeys => {
                let names = lists::split(&text).into_iter();
                CellValue::List(names.map(|name| Cow::Owned(name.into_owned())).collect())
            }
            Column::AssessmentsBefore | Column::RetractionsBefore => CellValue::Json(text),
            _ => CellValue::Text(text),
        },
    }
}
