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
    /// The day on which the report was published; the last possible day where the date is coarser.
    pub published: Day,
    /// The first possible day of publication, where the date is coarser than a day ("March 2018");
    /// else `None`. Words whose meaning depends on the exact day are then refused.
    pub earliest: Option<Day>,
    /// Whether what is said lies ahead: a plan, a forecast, an announcement. "Friday" is the next one
    /// then, unless the words themselves look back.
    pub ahead: bool,
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
        Self { published, earliest: None, ahead: false, given: None, order: None }
    }

    /// An anchor on an unknown publication day between two days.
    #[must_use]
    pub fn between(earliest: Day, latest: Day) -> Self {
        Self { earliest: Some(earliest).filter(|day| *day < latest), ..Self::on(latest) }
    }
}
