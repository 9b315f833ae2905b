//! Reads foreign tables: finds the header and gives rows.
//!
//! Knows CSV, JSON Lines and HXL hashtags. Must not know maps, nor what a row becomes.

pub(super) mod header;
pub(super) mod objects;
pub(super) mod reader;
pub(super) mod tags;
