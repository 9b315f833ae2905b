//! The anchor: the day and conventions against which time expressions are resolved.

use crate::domain::when::Day;

/// Order of day and month in numeric dates such as `03/04/2016`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// 03/04/2016 is 3 April.
    DayFirst,
    /// 03/04/2016 is 4 March.
    MonthFirst,
}

/// The context in which a phrase is resolved.
#[derive(Clone, Copy, Debug)]
pub struct Anchor {
    /// The day on which the report was published.
    pub published: Day,
    /// The day that "that day" and "two days later" refer to; `None` where it is unknown, so that
    /// such phrases are refused.
    pub given: Option<Day>,
    /// Order of numeric dates; `None` refuses `03/04/2016` as ambiguous.
    pub order: Option<DateOrder>,
}

impl Anchor {
    /// An anchor with only a publication day.
    #[must_use]
    pub fn on(published: Day) -> Self {
        Self { published, given: None, order: None }
    }
}
