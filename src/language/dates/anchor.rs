//! What time expressions are read against: the day of the report, and habits of its country.

use crate::domain::when::Day;

/// How purely numeric dates such as `03/04/2016` are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// 03/04/2016 is 3 April.
    DayFirst,
    /// 03/04/2016 is 4 March.
    MonthFirst,
}

/// What a phrase is read against.
#[derive(Clone, Copy, Debug)]
pub struct Anchor {
    /// The day the report was published.
    pub published: Day,
    /// The day that "that day" and "two days later" refer to, where one is known.
    pub given: Option<Day>,
    /// How dates in digits are written; without an order, `03/04/2016` is refused as ambiguous.
    pub order: Option<DateOrder>,
}

impl Anchor {
    /// An anchor on a publication day alone.
    #[must_use]
    pub fn on(published: Day) -> Self {
        Self { published, given: None, order: None }
    }
}
