//! What is wrong with a map: where in it, what was expected, and the next step.

use crate::text::excerpt::{SHOWN, shortened};
use std::fmt;

/// Why a map cannot be used: points into the map by line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapError {
    /// The map as named.
    pub map: String,
    /// The line, from 1, where one is to blame.
    pub line: Option<usize>,
    /// What is wrong, and what was expected.
    pub what: String,
    /// The one next step that helps.
    pub hint: Option<String>,
}

impl MapError {
    /// A fault of the map as a whole.
    pub(super) fn whole(map: &str, what: impl Into<String>) -> Self {
        Self { map: map.to_owned(), line: None, what: what.into(), hint: None }
    }

    /// With the one next step.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for MapError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.map, self.what),
            None => write!(f, "`{}`: {}", self.map, self.what),
        }
    }
}

impl std::error::Error for MapError {}

/// Words in back-ticks, with commas between them.
pub(super) fn listed<T: AsRef<str>>(words: impl IntoIterator<Item = T>) -> String {
    let quoted = |word: T| format!("`{}`", shortened(word.as_ref(), SHOWN));
    words.into_iter().map(quoted).collect::<Vec<_>>().join(", ")
}
