//! The columns of the sheets of a workbook, and the types of their texts.

use crate::wire::{Column, ColumnOf, ColumnType, WireRow, place_on_sheet};
use crate::workbook::Holds;

/// The columns of facts in the order in which a sheet is read.
pub(super) fn facts_columns() -> Vec<Column> {
    let mut columns = Column::ALL.to_vec();
    columns.sort_by_key(|column| place_on_sheet(column.name()));
    columns
}

/// The columns of a sheet; texts of reports have no cell.
pub(super) fn columns<R: WireRow>() -> impl Iterator<Item = &'static ColumnOf<R>> {
    R::COLUMNS.iter().filter(|column| column.holds != ColumnType::Document)
}

/// The type of a column's texts.
#[must_use]
pub fn texts_of(holds: ColumnType) -> Holds {
    match holds {
        ColumnType::Day | ColumnType::Edtf { .. } => Holds::Time,
        ColumnType::Moment => Holds::Moment,
        ColumnType::Link => Holds::Link,
        _ => Holds::Text,
    }
}
