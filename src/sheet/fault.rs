//! The faults of a sheet, and their positions.

use std::ops::Range;

/// A part of one line of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The number of the line, from 1.
    pub line: usize,
    /// The whole line.
    pub text: String,
    /// The faulty part of the line, in bytes.
    pub at: Range<usize>,
}

impl Spot {
    /// A whole line without the white space at its ends.
    pub(super) fn whole(line: usize, text: &str) -> Self {
        let start = text.len() - text.trim_start().len();
        Self { line, text: text.to_owned(), at: start..text.trim_end().len().max(start) }
    }
}

/// Why a line of a sheet cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The line is not UTF-8.
    #[error("the text is not UTF-8")]
    NotUtf8,
    /// The line has a zero byte, which no text contains.
    #[error("this is not text (it contains zero bytes)")]
    ZeroByte,
    /// The line has no colon after the name of a field.
    #[error("no `:`: expected `field: words`")]
    NoColon,
    /// There is nothing before the colon.
    #[error("no field is named before the `:`")]
    NoName,
    /// The line is indented, but there is no field above it.
    #[error("the line continues a field, but there is no field above it")]
    Stray,
    /// The line continues the words above, but looks like a comment.
    #[error("is this a comment, or does it continue the words above?")]
    IndentedComment,
    /// The whole sheet has no field.
    #[error("the sheet is empty")]
    Empty,
}
