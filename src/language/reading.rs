//! What reading some words gives: a value with what was understood, or why there is none.

use std::ops::Range;

/// A reading of some words.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading<T> {
    /// What the words mean, best reading first in the field's practice.
    pub value: T,
    /// Other honest readings, best first; usually none.
    pub alternatives: Vec<T>,
    /// The byte spans of the text that were used, each with what it was understood as.
    pub understood: Vec<UnderstoodSpan>,
}

/// A part of a phrase that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnderstoodSpan {
    /// Byte span in the text.
    pub span: Range<usize>,
    /// What it was understood as, in a few words (`upper bound`, `300000`, `last Friday: 2016-10-21`).
    pub meaning: String,
}

/// Why words could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct ReadError {
    /// The whole text.
    pub text: String,
    /// Byte span of the first part that was not understood.
    pub at: Range<usize>,
    /// What is wrong, and what was expected.
    pub why: String,
    /// What was understood so far.
    pub understood: Vec<UnderstoodSpan>,
}

/// An expression found in running text.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<T> {
    /// Byte span in the text.
    pub span: Range<usize>,
    /// How it is read.
    pub reading: Reading<T>,
}
