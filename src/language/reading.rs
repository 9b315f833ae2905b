//! The result of reading words: a value with what was understood, or an error.

use std::ops::Range;

/// A successful reading of some words: the value, with an explanation.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading<T> {
    /// The meaning of the words; if there are several readings, the best.
    pub value: T,
    /// Other reasonable readings, best first; usually empty.
    pub alternatives: Vec<T>,
    /// Further values in the same words: the children of "40 people, including 12 children". Usually empty.
    pub besides: Vec<Beside<T>>,
    /// Byte ranges of the text that were used, each with its meaning.
    pub understood: Vec<UnderstoodSpan>,
}

/// A further value in the same words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside<T> {
    /// The value.
    pub value: T,
    /// The group that the value counts, if the words name it: the `civilians` of "eight corridors (six for
    /// civilians and two for fighters)".
    pub scope: Option<String>,
}

/// A part of a phrase with its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnderstoodSpan {
    /// Byte range of the words in the text.
    pub span: Range<usize>,
    /// The meaning in a few words (`upper bound`, `300000`, `last Friday: 2016-10-21`).
    pub meaning: String,
}

/// Why words could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct ReadError {
    /// The whole text that was to be read.
    pub text: String,
    /// Byte range of the first words that were not understood.
    pub at: Range<usize>,
    /// The fault and what was expected.
    pub why: String,
    /// The words before `at` that were understood.
    pub understood: Vec<UnderstoodSpan>,
}

/// An expression found in running text.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<T> {
    /// Byte range of the expression in the text.
    pub span: Range<usize>,
    /// The value that was read, with its explanation.
    pub reading: Reading<T>,
}
