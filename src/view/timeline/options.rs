//! How a timeline is made, and the days that it shows.

use crate::domain::when::Day;
use chrono::Datelike;

/// Which days the lanes show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Range {
    /// The days that show most facts well: a few facts far away from all others do not squeeze
    /// them into a corner.
    #[default]
    Auto,
    /// All days that any fact names.
    All,
    /// From a day to a day, both included; an end that is left out is the facts' own.
    Days {
        /// The first day asked for.
        first: Option<Day>,
        /// The last day asked for.
        last: Option<Day>,
    },
}

/// How a timeline is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Which days the lanes show.
    pub range: Range,
    /// Whether there are lanes at all.
    pub lanes: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { range: Range::Auto, lanes: true }
    }
}

/// The days that the lanes show, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day shown.
    pub first: Day,
    /// The last day, not before the first.
    pub last: Day,
}

impl Span {
    /// How many days it has.
    #[must_use]
    pub fn days(self) -> i64 {
        (self.last - self.first).num_days() + 1
    }

    /// The year, where it lies in one.
    #[must_use]
    pub fn year(self) -> Option<i32> {
        (self.first.year() == self.last.year()).then(|| self.first.year())
    }
}
