//! The error of an import that cannot continue. The error of a single row is a [`Refused`].

use crate::domain::report::Confidentiality;
use crate::format::error::FormatError;
use crate::format::problem::Refused;
use crate::mapping::MapError;
use crate::store::StoreError;
use std::io;

/// The columns that each kind of file needs; the kind is recognized by the header.
const NEEDED: &str = "facts have indicator, place_key (or place_name), report_key (or publisher, \
    report_title and report_date) and value_as_stated, value_best, status or when_edtf; places \
    have name and one of country, pcode, latitude and longitude; actors have name and key, kind or \
    aliases; indicators have label, definition, measures and nature; reports have publisher, title \
    and published";

/// Why an import cannot continue. Nothing is recorded, provided that the caller drops the writer
/// without a commit.
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
    /// Another database, whose rows were to be read, is damaged.
    #[error("{file}: {why}")]
    OtherDatabase {
        /// The name of that file, as the user gave it.
        file: String,
        /// The fault.
        why: StoreError,
    },
    /// A file of refused rows cannot be written.
    #[error("{file}: cannot write the refused rows: {why}")]
    Unwritable {
        /// The name of the file, as the user gave it.
        file: String,
        /// The error of the operating system.
        why: io::Error,
    },
    /// This format must be read twice or from its end, which standard input does not allow.
    #[error("{file}: only CSV and JSON Lines can be read from it")]
    NotFromInput {
        /// The name that messages use for standard input.
        file: &'static str,
    },
    /// The header does not fit any kind of file that can be imported.
    #[error("{file}:1: the columns ({found}) are not those of any file that is imported: {NEEDED}")]
    UnknownKind {
        /// The name of the file, as the user gave it.
        file: String,
        /// The names of the first columns.
        found: String,
    },
    /// A row demands more secrecy than the earlier rows from which the report was made.
    #[error(
        "report `{key}`: a row marks it `{level}`, and the rows before that one do not, so nothing \
         was recorded"
    )]
    LateMark {
        /// The key of the report.
        key: String,
        /// The mark: internal or confidential.
        level: Confidentiality,
    },
    /// A row of the built-in indicators is wrong, which is a fault of this program.
    #[error("{0}")]
    BuiltIn(Refused),
}

impl ImportError {
    /// The error of another database whose rows are read. An error about damage normally names no file, since a command
    /// usually has one database; here it must name it.
    pub(super) fn of_other_database(file: &str, why: StoreError) -> Self {
        match why {
            StoreError::Corrupt(_) => Self::OtherDatabase { file: file.to_owned(), why },
            why => Self::Store(why),
        }
    }
}
