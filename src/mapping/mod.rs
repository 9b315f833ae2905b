//! Maps: how somebody else's file of rows becomes rows under our column names.
//!
//! A map is a small TOML file, written and read by people. Knows the columns of a file of facts
//! and how files of rows are written. Must not know the store, nor which names are recorded.
//!
//! ```text
//! TOML ─parse─▶ MapSpec ─compile─▶ CompiledMap (names of columns into positions, once a file)
//! file ─foreign─▶ foreign row ─apply─▶ our rows ─▶ the ordinary import
//! ```

mod apply;
mod built_in;
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
pub(crate) use error::listed;
pub use error::{MapError, MapFault, MapRemedy};
pub use map::Map;
pub use suggest::suggest;
