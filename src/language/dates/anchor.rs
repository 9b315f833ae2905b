//! The anchor: the day and conventions against which time expressions are resolved.

use crate::domain::when::Day;

/// Order of day and month in numeric dates such as `03/04/2016`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateOrder {
    /// 03/04/2016 is 3 April.
    DayFirst,
    /// 03/04/2016 is 4 March.
    MonthFirst,
}

/// Two days for an undated report. They have different years, months, days and weekdays, and are later than the events
/// in reports: words that have the same reading for both do not depend on the day of the report.
const UNDATED: [Day; 2] = [day(2371, 3, 8), day(2846, 9, 21)];

const fn day(year: i32, month: u32, day: u32) -> Day {
    match Day::from_ymd_opt(year, month, day) {
        Some(day) => day,
        None => Day::MIN,
    }
}

/// The context in which a phrase is resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Anchor {
    /// The day on which the report was published; the last possible day if the date is coarser, and
    /// any day if nothing is known about it.
    pub published: Day,
    /// The first possible day of publication if the date is coarser than a day ("March 2018");
    /// otherwise `None`. Words whose meaning depends on the exact day are then refused.
    pub earliest: Option<Day>,
    /// Whether the statement is about the future: a plan, a forecast, an announcement. Then "Friday" is the next one,
    /// unless the words themselves look back.
    pub ahead: bool,
    /// Whether the status says that it is over: then "before Monday" means the last Monday.
    pub over: bool,
    /// Whether nothing is known about the day of publication. Then only words that mean the same
    /// time for every such day are read.
    pub undated: bool,
    /// The day that "that day" and "two days later" refer to; `None` if it is unknown, so that such
    /// phrases are refused.
    pub given: Option<Day>,
    /// Order of numeric dates; `None` refuses `03/04/2016` as ambiguous.
    pub order: Option<DateOrder>,
}

impl Anchor {
    /// An anchor with only a publication day.
    #[must_use]
    pub fn on(published: Day) -> Self {
        let (earliest, given, order) = (None, None, None);
        Self { published, earliest, ahead: false, over: false, undated: false, given, order }
    }

    /// The anchor of a report that was published between two days; `None` if it is undated.
    #[must_use]
    pub fn published(days: Option<(Day, Day)>) -> Self {
        match days {
            Some((earliest, latest)) => Self::between(earliest, latest),
            None => Self { undated: true, ..Self::between(UNDATED[0], UNDATED[1]) },
        }
    }

    /// The last day on which the report may have been published; `None` if it is undated.
    #[must_use]
    pub fn latest(&self) -> Option<Day> {
        (!self.undated).then_some(self.published)
    }

    /// The days between which the report was published; `None` if it is undated.
    #[must_use]
    pub fn days(&self) -> Option<(Day, Day)> {
        self.latest().map(|latest| (self.earliest.unwrap_or(latest), latest))
    }

    /// An anchor on an unknown publication day between two days.
    #[must_use]
    pub fn between(earliest: Day, latest: Day) -> Self {
        Self { earliest: Some(earliest).filter(|day| *day < latest), ..Self::on(latest) }
    }
}
