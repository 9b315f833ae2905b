//! Parses a map: from TOML to [`MapSpec`](super::model::MapSpec), with the line of each error.
//!
//! Knows the keys of a map. Must not know the file that the map is for.

mod document;
mod spec;

pub(super) use spec::{our_columns, spec};
