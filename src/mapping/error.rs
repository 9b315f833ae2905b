//! Errors in maps: the line, what was expected, and how to correct it.

use crate::format::error::FormatError;
use crate::text::excerpt::{SHOWN, shortened};
use std::fmt;

/// Why a file cannot be read through a map.
#[derive(Debug, thiserror::Error)]
pub enum MapError {
    /// The map is invalid, or names columns that the file lacks.
    #[error(transparent)]
    Fault(#[from] MapFault),
    /// The file cannot be read.
    #[error(transparent)]
    Format(#[from] FormatError),
}

/// An error in a map, with its line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct MapFault {
    /// Name of the built-in map, or path of the map's file.
    pub map: String,
    /// Line of the error, from 1; `None` if the whole map is meant.
    pub line: Option<usize>,
    /// The fault and what was expected, as a sentence for the user.
    pub what: String,
    /// How to correct the map; `None` if the sentence already says it.
    pub remedy: Option<MapRemedy>,
}

/// A way to correct a map. The command line puts it into words as a hint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MapRemedy {
    /// Use the built-in map of this name, which is similar to the name given.
    BuiltIn(String),
    /// Use one of the built-in maps.
    AnyBuiltIn,
    /// Use one of these words, which are similar to the wrong one.
    Nearest(Vec<String>),
    /// Use one of these words; no others are allowed.
    OneOf(Vec<String>),
    /// See the manual for Factline's columns.
    OurColumns,
    /// See the manual for the keys of a map.
    Keys,
    /// Start from a draft that Factline makes from the file's header.
    Draft,
    /// Start from such a draft and name columns by header, since the file has no row of HXL
    /// hashtags.
    DraftByNames,
    /// Name the values of a cell, as in `[each.NAME]`.
    NameValues,
    /// Rename one of two columns of the same name in the file.
    RenameColumn,
    /// Mark a column as optional with `?`, or use one of the similar columns.
    NearColumn {
        /// The column that the file lacks.
        column: String,
        /// Columns of the file with similar names.
        nearest: Vec<String>,
    },
    /// Mark a column as optional with `?`, or use another column; none has a similar name.
    OtherColumn {
        /// The column that the file lacks.
        column: String,
        /// The first columns of the file, as examples.
        some: Vec<String>,
    },
    /// Fill this column of Factline, in the map or with one value for the whole file.
    Fill(&'static str),
}

impl MapFault {
    /// An error that concerns the whole map, without a line.
    pub(super) fn whole(map: &str, what: impl Into<String>) -> Self {
        Self { map: map.to_owned(), line: None, what: what.into(), remedy: None }
    }

    /// Adds a way to correct the map.
    pub(super) fn with(mut self, remedy: MapRemedy) -> Self {
        self.remedy = Some(remedy);
        self
    }
}

impl fmt::Display for MapFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.map, self.what),
            None => write!(f, "`{}`: {}", self.map, self.what),
        }
    }
}

/// Lists words in back-ticks, separated by commas.
pub(crate) fn listed<T: AsRef<str>>(words: impl IntoIterator<Item = T>) -> String {
    let quoted = |word: T| format!("`{}`", shortened(word.as_ref(), SHOWN));
    words.into_iter().map(quoted).collect::<Vec<_>>().join(", ")
}
