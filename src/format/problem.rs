//! The problem of one row, and the refusal of the row for it.
//!
//! Knows lines, columns and words. Must not know why a row is wrong: its reader says that.

use crate::format::remedy::{Remedy, RemedyWords};
use crate::text::excerpt::{SHOWN, shortened};
use std::borrow::Cow;
use std::fmt;

/// The column in the file of refused rows with the reason for each refusal. It is the first column, so that
/// it is in place however broken the row is.
pub(crate) const REASON: &str = "reason";

/// A message about one row has at most this many characters; a longer one is cut.
pub(crate) const LONGEST_SHOWN: usize = 500;

/// The fault of a row, before its file and line are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) column: Option<Cow<'static, str>>,
    pub(crate) what: String,
    /// The cell's words that match no recorded row, if that is the problem; else `None`.
    pub(crate) unknown: Option<String>,
    /// The advice about the problem; `None` if there is none.
    pub(crate) remedy: Option<Box<Remedy>>,
}

impl Problem {
    /// Makes a problem with one column; `what` is shown to the user.
    pub(crate) fn at(column: impl Into<Cow<'static, str>>, what: impl fmt::Display) -> Self {
        Self { column: Some(column.into()), what: what.to_string(), unknown: None, remedy: None }
    }

    /// Adds what the user can do about the problem.
    pub(crate) fn with(mut self, remedy: Remedy) -> Self {
        self.remedy = Some(Box::new(remedy));
        self
    }

    /// Makes the refusal of the row at `line`. `words` turns the remedy into text; long parts are
    /// cut.
    pub(crate) fn in_row(self, file: &str, line: u64, words: RemedyWords) -> Refused {
        let Self { column, mut what, remedy, .. } = self;
        what.extend(remedy.map(|remedy| words.of(&remedy)));
        let column = column.map(|column| match shortened(&column, SHOWN) {
            Cow::Owned(short) => Cow::Owned(short),
            Cow::Borrowed(_) => column,
        });
        let what = match shortened(&what, LONGEST_SHOWN) {
            Cow::Owned(short) => short,
            Cow::Borrowed(_) => what,
        };
        Refused { file: file.to_owned(), line, column, what }
    }

    /// Makes a problem with the row as a whole.
    pub(crate) fn row(what: impl fmt::Display) -> Self {
        Self { column: None, what: what.to_string(), unknown: None, remedy: None }
    }
}

/// A row that was not recorded. Displays as `facts.csv:12: value_best: what, and why`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Name of the file, as the user gave it.
    pub file: String,
    /// The line in which the row begins, from 1.
    pub line: u64,
    /// Name of the column at fault; `None` if the row as a whole is.
    pub column: Option<Cow<'static, str>>,
    /// The problem, its reason and the advice, in words.
    pub what: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.worded(0))
    }
}

impl Refused {
    /// The column and what is wrong with it, for the column `reason`.
    pub(crate) fn reason(&self) -> String {
        match &self.column {
            Some(column) => format!("{column}: {}", self.what),
            None => self.what.clone(),
        }
    }

    /// The message for this row, and for `more` other rows with the same problem.
    pub(crate) fn worded(&self, more: usize) -> String {
        let Self { file, line, column, what } = self;
        let more = match more {
            0 => String::new(),
            1 => " and 1 more line".to_owned(),
            more => format!(" and {more} more lines"),
        };
        let column = column.as_ref().map(|column| format!("{column}: ")).unwrap_or_default();
        format!("{file}:{line}{more}: {column}{what}")
    }
}
