//! Options of a timeline, and the span of days that it shows.

use crate::domain::when::{Day, Window};
use chrono::Datelike;

/// Which days the lanes show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Range {
    /// A range that shows most facts well; a few facts far away from all others may lie outside.
    #[default]
    Auto,
    /// All days that facts are about.
    All,
    /// From one day to another, both included. If one of them is `None`, the facts decide.
    Days {
        /// The first day shown; `None` for the first day of the facts.
        first: Option<Day>,
        /// The last day shown; `None` for the last day of the facts.
        last: Option<Day>,
    },
}

impl Range {
    /// The days that were asked for; `None` if the facts decide.
    pub(in crate::view) fn asked(self) -> Option<Window> {
        match self {
            Self::Days { first, last } => Some(Window { from: first, to: last }),
            Self::Auto | Self::All => None,
        }
    }
}

/// Options of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Which days the lanes show.
    pub range: Range,
    /// Whether to show lanes; entries are always shown.
    pub lanes: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { range: Range::Auto, lanes: true }
    }
}

/// The span of days that lanes show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day of the span.
    pub first: Day,
    /// The last day of the span, included; not before the first.
    pub last: Day,
}

impl Span {
    /// The number of days in the span.
    #[must_use]
    pub fn days(self) -> i64 {
        (self.last - self.first).num_days() + 1
    }

    /// The year of the span; `None` if it covers more than one year.
    #[must_use]
    pub fn year(self) -> Option<i32> {
        (self.first.year() == self.last.year()).then(|| self.first.year())
    }
}
