//! Exports facts as files for other programs. Each format has its own source file.
//!
//! Knows the columns of each kind of row, and the facts that the store streams. Must not know where
//! the bytes go.

mod csv;
mod csv_row;
mod encode;
mod encoded;
mod error;
mod geojson;
mod how_to_read;
mod json;
mod jsonl;
pub mod package;
#[cfg(feature = "parquet")]
mod parquet;
mod sheet_columns;
mod sqlite;
pub mod xlsx;

#[cfg(test)]
mod tests;

pub use csv::{Options, write as csv, write_in_time as csv_in_time, write_with_hashtags as hxl};
pub use error::ExportError;
pub use geojson::{Points, write as geojson};
pub use jsonl::write as jsonl;
#[cfg(feature = "parquet")]
pub use parquet::write as parquet;
pub use sheet_columns::texts_of;
pub use sqlite::copy;
