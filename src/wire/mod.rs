//! The columns of each kind of row, described once: actors, places, indicators, reports and facts.
//! A column has a name, a type, a getter and a setter.
//!
//! All code that reads or writes tables uses these descriptions: imports, every export format, the
//! schema of a data package, the comparison of two versions of a row.
//!
//! Knows the rows of the domain, and facts as the store streams them. Must not know how files are
//! written.

mod actor;
mod bare_report;
mod bundle;
mod column;
mod fact;
mod fact_row;
mod fact_table;
mod indicator;
mod judgements;
mod names;
mod numeric_date;
mod place;
mod reading_order;
mod report;
mod value;
mod versions;

#[cfg(test)]
mod tests;

pub(crate) use bare_report::{bare_report, publication_days};
pub use bundle::Bundle;
pub use column::ColumnType;
pub(crate) use column::{ColumnOf, WireRow, first_difference, names, read};
pub use fact::Column;
pub(crate) use fact::Get;
pub(crate) use fact_row::FactRow;
pub(crate) use fact_table::FactTable;
pub(crate) use judgements::{assessments_of, taken_back_of};
pub(crate) use names::name_and_key;
pub(crate) use numeric_date::numeric_date;
pub(crate) use place::{coordinates, country};
pub use reading_order::place_on_sheet;
pub(crate) use report::ReportRow;
pub use value::CellValue;
pub(crate) use versions::{EarlierVersion, VERSIONS, without_text};
