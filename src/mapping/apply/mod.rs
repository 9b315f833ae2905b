//! A map at work: rows under our column names, made of the rows of a foreign file.
//!
//! Knows a compiled map and one foreign row at a time. Must not know how a map is written.

mod country_names;
mod evaluator;
mod reader;

pub(crate) use reader::MappedReader;
