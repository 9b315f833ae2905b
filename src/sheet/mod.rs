//! Sheets: reports and facts as plain text, in blocks of `name: words` lines.
//!
//! Knows lines, blocks, names of fields and their words, and the column of each word. Must not know what a
//! field means, nor the database, the clock or the command line.

mod fault;
mod read;
mod write;

pub use fault::{Fault, Spot};
pub use read::{Block, Field, Sheet, field_name, read};
pub use write::{Entry, write};

#[cfg(test)]
mod tests;
