//! Each kind of row once: actors, places, indicators, reports and facts as columns, with the name
//! and the type of each, how its value is taken out of a row, and how a cell is put in.
//!
//! Whatever reads or writes rows goes through these lists: the header check and the reading of an
//! import, every format of an export, the schema of a data package, the difference of two versions.
//!
//! Knows the rows of the domain, and facts as the store streams them. Must not know how files are
//! written.

mod actor;
mod bundle;
mod column;
mod fact;
mod fact_row;
mod fact_table;
mod indicator;
mod judgements;
mod names;
mod place;
mod report;
mod value;

#[cfg(test)]
mod tests;

pub use bundle::Bundle;
pub use column::ColumnType;
pub(crate) use column::{ColumnOf, WireRow, first_difference, names, read};
pub use fact::Column;
pub(crate) use fact::Get;
pub(crate) use fact_row::FactRow;
pub(crate) use fact_table::FactTable;
pub(crate) use judgements::{assessments_of, taken_back_of};
pub(crate) use names::name_and_key;
pub(crate) use place::{coordinates, country};
pub(crate) use report::{ReportRow, bare_report};
pub use value::CellValue;
