//! What is wrong with one row of a file, and the row's refusal.
//!
//! Knows lines, columns and words. Must not know why a row is wrong: whoever reads it says that.

use crate::format::remedy::{Remedy, RemedyWords};
use crate::text::excerpt::{SHOWN, shortened};
use std::borrow::Cow;
use std::fmt;

/// The column of a file of refused rows that says why each was refused; the first one, so that it
/// stands there whatever is wrong with the row.
pub(crate) const REASON: &str = "reason";

/// So many characters of what is wrong with a row are told.
pub(crate) const TOLD: usize = 500;

/// What is wrong with a row, before its file and line are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) column: Option<Cow<'static, str>>,
    pub(crate) what: String,
    /// The words that name nothing recorded, where that is what is wrong.
    pub(crate) unknown: Option<String>,
    /// What the user can do about it.
    pub(crate) remedy: Option<Box<Remedy>>,
}

impl Problem {
    /// A problem with one column.
    pub(crate) fn at(column: impl Into<Cow<'static, str>>, what: impl fmt::Display) -> Self {
        Self { column: Some(column.into()), what: what.to_string(), unknown: None, remedy: None }
    }

    /// The problem, with what the user can do about it.
    pub(crate) fn with(mut self, remedy: Remedy) -> Self {
        self.remedy = Some(Box::new(remedy));
        self
    }

    /// The refusal of a row.
    pub(crate) fn in_row(self, file: &str, line: u64, words: RemedyWords) -> Refused {
        let Self { column, mut what, remedy, .. } = self;
        what.extend(remedy.map(|remedy| words.of(&remedy)));
        let column = column.map(|column| match shortened(&column, SHOWN) {
            Cow::Owned(short) => Cow::Owned(short),
            Cow::Borrowed(_) => column,
        });
        let what = match shortened(&what, TOLD) {
            Cow::Owned(short) => short,
            Cow::Borrowed(_) => what,
        };
        Refused { file: file.to_owned(), line, column, what }
    }

    /// A problem with the row as a whole.
    pub(crate) fn row(what: impl fmt::Display) -> Self {
        Self { column: None, what: what.to_string(), unknown: None, remedy: None }
    }
}

/// A row that was not recorded: prints as `facts.csv:12: value_best: what, and why`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The file as named.
    pub file: String,
    /// The line in which the row begins, from 1.
    pub line: u64,
    /// The column, where one is to blame.
    pub column: Option<Cow<'static, str>>,
    /// What is wrong, why, and what would help.
    pub what: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.worded(0))
    }
}

impl Refused {
    /// What is wrong, and in which column.
    pub(crate) fn reason(&self) -> String {
        match &self.column {
            Some(column) => format!("{column}: {}", self.what),
            None => self.what.clone(),
        }
    }

    /// The refusal of this row, and of so many more for the same reason.
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
