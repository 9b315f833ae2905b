//! Functions about words that are passed to the drafting of a map, since this module knows no language.

use crate::domain::indicator::Indicator;
use crate::format::remedy::RemedyWords;

/// Returns whether words are read as a figure, such as `>500` or `several`. This module knows no
/// language, so the caller provides it.
pub type ReadsFigure = fn(&str) -> bool;

/// Returns whether words mean a time, as if they were in a report of some day: `early October 2016`, `last
/// week`.
pub type ReadsTime = fn(&str) -> bool;

/// Returns whether words mean a time of day or hours of a day: `09:00-14:00`.
pub type ReadsHours = fn(&str) -> bool;

/// The functions and words that a draft is written with.
#[derive(Clone, Copy)]
pub struct Vocabulary<'v> {
    /// The indicators that words of the file may mean.
    pub indicators: &'v [Indicator],
    /// The words that say what the user can do next.
    pub words: RemedyWords,
    /// Returns which words of the file are figures.
    pub reads: ReadsFigure,
    /// Returns which words of the file are times.
    pub reads_time: ReadsTime,
    /// Returns which words of the file are times of day.
    pub reads_hours: ReadsHours,
}
