//! The range of days that a time expression means, and its EDTF text (ISO 8601-2). Knows the
//! calendar, but no English words.

use super::calendar::{day, monday, month_end, shift, shift_months};
use crate::domain::when::Day;
use chrono::Datelike;

/// How EDTF writes a range of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RangeForm {
    /// A single day: `2016-10-21`.
    Day,
    /// A calendar month: `2016-10`.
    Month,
    /// Another period that EDTF can express directly: `2016`, `2016-35`, `199X`.
    Named(String),
    /// All days of the range, as interval: `2016-10-17/2016-10-23`.
    Whole,
    /// One unknown day of the range: `[2016-07-01..2016-07-10]`.
    OneOf,
    /// One unknown day, at the end of the range or earlier: `[..2016-10-20]`.
    Before,
    /// One unknown day, at the start of the range or later: `[2016-10-25..]`.
    After,
}

/// A range of days within the years 1 to 9999.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DateRange {
    /// First day of the range.
    pub(super) first: Day,
    /// Last day of the range, inclusive.
    pub(super) last: Day,
    /// How EDTF writes the range: as all of its days, or as one unknown day.
    pub(super) form: RangeForm,
    /// The EDTF qualifier: `~` approximate, `?` uncertain, `%` both; `None` for neither.
    pub(super) mark: Option<char>,
}

impl DateRange {
    fn named(first: Day, last: Day, name: String) -> Self {
        Self { first, last, form: RangeForm::Named(name), mark: None }
    }

    /// A single day: `2016-10-24`.
    pub(super) fn day(day: Day) -> Self {
        Self { first: day, last: day, form: RangeForm::Day, mark: None }
    }

    /// All days from `first` to `last`, as interval.
    pub(super) fn whole(first: Day, last: Day) -> Self {
        Self { first, last, form: RangeForm::Whole, mark: None }
    }

    /// One unknown day from `first` to `last`, as one-of set.
    pub(super) fn one_of(first: Day, last: Day) -> Self {
        Self { first, last, form: RangeForm::OneOf, mark: None }
    }

    /// A calendar month: `2016-10`; `None` outside the years 1 to 9999.
    pub(super) fn month(year: i32, month: u32) -> Option<Self> {
        let first = day(year, month, 1)?;
        Some(Self { first, last: month_end(first)?, form: RangeForm::Month, mark: None })
    }

    /// A calendar year: `2016`; `None` outside the years 1 to 9999.
    pub(super) fn year(year: i32) -> Option<Self> {
        let (first, last) = (day(year, 1, 1)?, day(year, 12, 31)?);
        Some(Self::named(first, last, format!("{year:04}")))
    }

    /// The decade from `year`, which ends in 0: `199X`. `None` outside the years 1 to 9999.
    pub(super) fn decade(year: i32) -> Option<Self> {
        let (first, last) = (day(year, 1, 1)?, day(year + 9, 12, 31)?);
        Some(Self::named(first, last, format!("{:03}X", year / 10)))
    }

    /// The century from `year`, which ends in 00: `19XX`. `None` outside the years 1 to 9999.
    pub(super) fn century(year: i32) -> Option<Self> {
        let (first, last) = (day(year.max(1), 1, 1)?, day(year + 99, 12, 31)?);
        Some(Self::named(first, last, format!("{:02}XX", year / 100)))
    }

    /// A part of a year by its EDTF code: seasons 21 to 24, quarters 33 to 36, halves 40 and 41.
    /// Seasons are northern: spring begins in March, and winter in December of its year. `None`
    /// outside the years 1 to 9999.
    pub(super) fn part_of_year(year: i32, code: u32) -> Option<Self> {
        let (from, months) = match code {
            21..=24 => ((code - 21) * 3 + 3, 3),
            33..=36 => ((code - 33) * 3 + 1, 3),
            40 | 41 => ((code - 40) * 6 + 1, 6),
            _ => return None,
        };
        let first = day(year, from, 1)?;
        let last = shift(shift_months(first, months)?, -1)?;
        Some(Self::named(first, last, format!("{year:04}-{code}")))
    }

    /// Monday to Sunday of the week that contains `day`, moved by `weeks`. `None` outside the years
    /// 1 to 9999.
    pub(super) fn week(day: Day, weeks: i64) -> Option<Self> {
        let monday = shift(monday(day)?, weeks * 7)?;
        Some(Self::whole(monday, shift(monday, 6)?))
    }

    /// Sunday to Saturday of the week that begins with `day`, moved by `weeks`: American reports published on a Sunday
    /// may mean this by a week. `None` outside the years 1 to 9999 and if `day` is not a Sunday; on other days, the two
    /// weeks differ only in their Sunday.
    pub(super) fn week_from_sunday(day: Day, weeks: i64) -> Option<Self> {
        let first = shift(day, weeks * 7).filter(|day| day.weekday() == chrono::Weekday::Sun)?;
        Some(Self::whole(first, shift(first, 6)?))
    }

    /// The weekend of the week that contains `day`, moved by `weeks`. `None` outside the years 1 to
    /// 9999.
    pub(super) fn weekend(day: Day, weeks: i64) -> Option<Self> {
        let monday = shift(monday(day)?, weeks * 7)?;
        Some(Self::whole(shift(monday, 5)?, shift(monday, 6)?))
    }

    /// Adds a qualifier; `?` and `~` together become `%`.
    pub(super) fn marked(mut self, mark: Option<char>) -> Self {
        self.mark = match (self.mark, mark) {
            (Some(a), Some(b)) if a != b => Some('%'),
            (a, b) => b.or(a),
        };
        self
    }

    /// Number of days, first and last included.
    pub(super) fn days(&self) -> i64 {
        (self.last - self.first).num_days() + 1
    }

    /// The EDTF text. A one-of set has no qualifier, since it already says that the day is unknown.
    pub(super) fn edtf(&self) -> String {
        let mark = self.mark.map(String::from).unwrap_or_default();
        let (first, last) = (self.first, self.last);
        match &self.form {
            RangeForm::Day => format!("{first}{mark}"),
            RangeForm::Month => format!("{:04}-{:02}{mark}", first.year(), first.month()),
            RangeForm::Named(name) => format!("{name}{mark}"),
            RangeForm::Before => format!("[..{last}]"),
            RangeForm::After => format!("[{first}..]"),
            _ if first == last => format!("{first}{mark}"),
            RangeForm::Whole => format!("{first}{mark}/{last}{mark}"),
            RangeForm::OneOf => format!("[{first}..{last}]"),
        }
    }

    /// The EDTF text as an end of an interval. An end is one date or a one-of set, so a range that
    /// is itself an interval becomes one unknown day of it.
    pub(super) fn as_end(&self) -> String {
        match &self.form {
            RangeForm::Named(name) if !name.contains('/') => self.edtf(),
            RangeForm::Day | RangeForm::Month | RangeForm::Before | RangeForm::After => self.edtf(),
            _ => Self::one_of(self.first, self.last).edtf(),
        }
    }

    /// The days in short English, for explanations: `21 Oct 2016`, `1-10 Jul 2016`, `Oct 2016`.
    pub(super) fn plain(&self) -> String {
        let (first, last) = (self.first, self.last);
        match &self.form {
            RangeForm::Before => return format!("{} or before", long(last)),
            RangeForm::After => return format!("{} or after", long(first)),
            _ if first == last => return long(first),
            RangeForm::Named(name) if name.len() == 4 => return name.clone(),
            RangeForm::Month => return first.format("%b %Y").to_string(),
            RangeForm::Named(_) if first.day() == 1 && first.month() == last.month() => {
                return first.format("%b %Y").to_string();
            }
            _ => {}
        }
        let from = match (first.year() == last.year(), first.month() == last.month()) {
            (true, true) => first.format("%-d"),
            (true, false) => first.format("%-d %b"),
            _ => first.format("%-d %b %Y"),
        };
        format!("{from}-{}", long(last))
    }
}

fn long(day: Day) -> String {
    day.format("%-d %b %Y").to_string()
}

/// The ranges of days that words may mean, best first; or why they mean none.
pub(super) type Resolution = Result<Vec<DateRange>, String>;

/// The reason for a year that does not fit four digits (EDTF level 0).
pub(super) const OUT_OF_RANGE: &str = "outside the years 1 to 9999";

/// The readings that exist, best first; fails if there are none because all are outside the calendar.
pub(super) fn distinct(order: [Option<DateRange>; 2]) -> Resolution {
    let mut ranges: Vec<DateRange> = order.into_iter().flatten().collect();
    ranges.dedup();
    if ranges.is_empty() { Err(OUT_OF_RANGE.into()) } else { Ok(ranges) }
}
