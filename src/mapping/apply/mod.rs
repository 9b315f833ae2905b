//! Applies a map: makes rows with Factline's columns from the rows of a foreign file.
//!
//! Knows a compiled map and one foreign row at a time. Must not know the syntax of maps.

mod country_names;
mod evaluator;
mod reader;

pub(crate) use reader::MappedReader;
