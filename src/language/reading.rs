//! What reading some words gives: a value with what was understood, or why there is none.

use std::ops::Range;

/// A reading of some words.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading<T> {
    /// What the words mean; the best reading where there are several.
    pub value: T,
    /// Other honest readings, best first; usually none.
    pub alternatives: Vec<T>,
    /// The byte spans of the text that were used, each with what it was understood as.
    pub understood: Vec<UnderstoodSpan>,
}

/// A part of a phrase that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnderstoodSpan {
    /// Where the words stand in the text, in bytes.
    pub span: Range<usize>,
    /// What it was understood as, in a few words (`upper bound`, `300000`, `last Friday: 2016-10-21`).
    pub meaning: String,
}

/// Why words could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct ReadError {
    /// The text that was to be read, whole, so that a caret can point into it.
    pub text: String,
    /// Where the first words stand that were not understood, in bytes.
    pub at: Range<usize>,
    /// What is wrong, and what was expected.
    pub why: String,
    /// The words before that place that were understood.
    pub understood: Vec<UnderstoodSpan>,
}

/// An expression found in running text.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<T> {
    /// Where the expression stands in the text, in bytes.
    pub span: Range<usize>,
    /// How it is read.
    pub reading: Reading<T>,
}
