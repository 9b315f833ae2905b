//! Somebody else's files of rows: where the header stands, and what the columns are called.
//!
//! Knows separated values, objects and hashtags. Must not know maps, nor what a row becomes.

pub(super) mod header;
pub(super) mod objects;
pub(super) mod reader;
pub(super) mod tags;
