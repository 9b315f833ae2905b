//! Reads files as rows of cells: sources of bytes, encodings, and each format of rows.
//!
//! Knows bytes, cells and the names of columns. Must not know the database, how rows are mapped or
//! recorded, or the command line.

pub(crate) mod archive;
pub(crate) mod cell_fault;
pub mod csv;
pub mod datapackage;
pub mod detect;
pub mod error;
pub(crate) mod file_at;
pub(crate) mod folder;
pub(crate) mod garbled;
pub mod geojson;
mod geometry;
pub mod gzip;
pub(crate) mod inside;
pub mod jsonl;
pub(crate) mod limited_out;
pub mod lines;
pub mod outlines;
pub(crate) mod panics;
#[cfg(feature = "parquet")]
pub(crate) mod parquet;
pub mod prefetch;
pub mod problem;
pub mod progress;
mod quotes;
pub mod records;
pub mod remedy;
pub(crate) mod repeated_keys;
pub mod row;
pub(crate) mod row_cells;
pub(crate) mod row_numbers;
pub mod source;
pub mod utf8;
pub(crate) mod workbook;
