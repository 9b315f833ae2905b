//! Why files cannot be imported at all; what is wrong with one row is a [`Refused`].

use crate::format::error::FormatError;
use crate::format::problem::Refused;
use crate::mapping::MapError;
use crate::store::StoreError;
use std::io;

/// What each kind of file needs, as its header tells.
const NEEDED: &str = "facts have indicator, place_key (or place_name), report_key (or publisher, \
    report_title and report_date) and value_as_stated, value_best, status or when_edtf; places \
    have name and one of country, pcode, latitude and longitude; actors have name and key, kind or \
    aliases; indicators have label, definition, measures and nature; reports have publisher, title \
    and published";

/// Why files cannot be imported at all. Nothing of them was recorded if the writer is dropped.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// A file cannot be read.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// The map that a file is read through is wrong, or does not fit it.
    #[error(transparent)]
    Map(#[from] MapError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file of refused rows cannot be written.
    #[error("{file}: cannot write the refused rows: {why}")]
    Unwritable {
        /// The file as named.
        file: String,
        /// What the system says.
        why: io::Error,
    },
    /// A format that is read more than once, or from its end, does not come from standard input.
    #[error("{file}: only CSV and JSON Lines are read from there")]
    NotFromInput {
        /// What standard input is called.
        file: &'static str,
    },
    /// The header is of no kind of file that is known.
    #[error("{file}:1: the columns ({found}) are of no kind of file that is known here: {NEEDED}")]
    UnknownKind {
        /// The file as named.
        file: String,
        /// The first columns.
        found: String,
    },
    /// A row that is built in is wrong: a fault of this program.
    #[error("{0}")]
    BuiltIn(Refused),
}
