//! Maps: they describe how the rows of somebody else's table, with other columns, become rows with Factline's columns.
//!
//! A map is a small TOML file that people write. Knows Factline's columns of facts, and the formats
//! of tables. Must not know the store, nor which names are recorded.
//!
//! ```text
//! TOML ─parse─▶ MapSpec ─compile─▶ CompiledMap (names of columns into positions, once a file)
//! file ─foreign─▶ foreign row ─apply─▶ our rows ─▶ the ordinary import
//! ```

mod apply;
mod built_in;
mod column_words;
mod compile;
mod date_form;
mod error;
mod foreign;
mod map;
mod model;
mod number_form;
mod parse;
mod split;
mod suggest;
mod template;
mod time_precision;
mod words;

pub(crate) use apply::MappedReader;
pub(crate) use column_words::Role;
pub(crate) use error::listed;
pub use error::{MapError, MapFault, MapRemedy};
pub use map::Map;
pub use suggest::{ReadsFigure, ReadsHours, ReadsTime, Vocabulary, suggest, suggest_for_features};
