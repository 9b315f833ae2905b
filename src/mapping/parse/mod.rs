//! The TOML of a map into what it says, with every fault at its line.
//!
//! Knows the keys of a map. Must not know the file that the map is for.

mod document;
mod spec;

pub(super) use spec::{our_columns, spec};
