//! Facts as files for other programs, one file of code a format.
//!
//! Knows the table of columns, and what a selection or a pass over the facts shows. Must not know where the bytes go.

mod bundle;
mod csv;
mod fields;
mod geojson;
mod hxl;
mod json;
mod jsonl;
pub mod package;
#[cfg(feature = "parquet")]
mod parquet;
mod sqlite;

pub use bundle::Bundle;
pub use csv::{of_selection as csv_of_selection, write as csv};
pub use geojson::write as geojson;
pub use hxl::write as hxl;
pub use jsonl::{WriteFailure, write as jsonl};
#[cfg(feature = "parquet")]
pub use parquet::write as parquet;
pub use sqlite::copy;

/// How a file of facts is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Leave out the `'` before texts that a spreadsheet would take for a formula.
    pub raw: bool,
    /// Begin with a byte order mark, by which Excel knows UTF-8.
    pub excel: bool,
}
