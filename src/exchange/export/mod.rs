//! Facts as files for other programs, one file of code a format.
//!
//! Knows the table of columns and what a selection holds. Must not know where the bytes go.

mod csv;

pub use csv::write as csv;

/// How a file of facts is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Leave out the `'` before texts that a spreadsheet would take for a formula.
    pub raw: bool,
}
