//! The question that a search for gaps answers: in which rows, and as of which day.

use crate::domain::selection::Selection;
use crate::domain::when::Day;

/// Where to look for gaps, and as of which day.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The places, indicators and actors that the statements name.
    pub rows: &'a Selection,
    /// The day as of which something is missing.
    pub today: Day,
    /// The number of days of silence after which something counts as missing; `None` for the usual interval of each
    /// series, and twice the window of each indicator.
    pub days: Option<i64>,
}
