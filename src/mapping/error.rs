//! What is wrong with a map: where in it, what was expected, and what would mend it.

use crate::format::error::FormatError;
use crate::text::excerpt::{SHOWN, shortened};
use std::fmt;

/// Why a file cannot be read through a map.
#[derive(Debug, thiserror::Error)]
pub enum MapError {
    /// The map is wrong, or does not fit the file.
    #[error(transparent)]
    Fault(#[from] MapFault),
    /// The file cannot be read.
    #[error(transparent)]
    Format(#[from] FormatError),
}

/// What is wrong with a map: points into the map by line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct MapFault {
    /// The map as named.
    pub map: String,
    /// The line, from 1, where one is to blame.
    pub line: Option<usize>,
    /// What is wrong, and what was expected.
    pub what: String,
    /// What would mend it.
    pub remedy: Option<MapRemedy>,
}

/// What would mend a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MapRemedy {
    /// To use the built-in map of this name, which is nearly that of the map asked for.
    BuiltIn(String),
    /// To choose one of the built-in maps.
    AnyBuiltIn,
    /// To write one of these words instead: they are nearly the same.
    Nearest(Vec<String>),
    /// To write one of these words: no others can stand there.
    OneOf(Vec<String>),
    /// To look our columns up in the manual.
    OurColumns,
    /// To look the keys of a map up in the manual.
    Keys,
    /// To begin with the draft that a file's header makes.
    Draft,
    /// The same for a file that has no row of hashtags.
    DraftByNames,
    /// To give each value of a cell that holds many a name.
    NameValues,
    /// To call one of two columns otherwise in the file.
    RenameColumn,
    /// To mark a column as one that a file may lack, or to write one of the nearest that it has.
    NearColumn {
        /// The column that is not there.
        column: String,
        /// The nearest that are.
        nearest: Vec<String>,
    },
    /// The same where no column is near: the first ones that the file has.
    OtherColumn {
        /// The column that is not there.
        column: String,
        /// The first columns that the file has.
        some: Vec<String>,
    },
    /// To fill one of our columns, by the map or for the whole file.
    Fill(&'static str),
}

impl MapFault {
    /// A fault of the map as a whole.
    pub(super) fn whole(map: &str, what: impl Into<String>) -> Self {
        Self { map: map.to_owned(), line: None, what: what.into(), remedy: None }
    }

    /// The fault, with what would mend it.
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

/// Words in back-ticks, with commas between them.
pub(crate) fn listed<T: AsRef<str>>(words: impl IntoIterator<Item = T>) -> String {
    let quoted = |word: T| format!("`{}`", shortened(word.as_ref(), SHOWN));
    words.into_iter().map(quoted).collect::<Vec<_>>().join(", ")
}
