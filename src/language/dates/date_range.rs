//! A range of days that a time expression came to, and how EDTF (ISO 8601-2) writes such a range.
//! Knows the calendar; knows no words.

use super::calendar::{day, monday, month_end, shift, shift_months};
use crate::domain::when::Day;
use chrono::Datelike;

/// How a range of days is meant, which decides how EDTF writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RangeForm {
    /// A period that has a name of its own: `2016-10-21`, `2016-10`, `2016-35`, `199X`.
    Named(String),
    /// All days of the range: `2016-10-17/2016-10-23`.
    Whole,
    /// One unknown day of the range: `[2016-07-01..2016-07-10]`.
    OneOf,
    /// One unknown day, the last day of the range or one before: `[..2016-10-20]`.
    Before,
    /// One unknown day, the first day of the range or one after: `[2016-10-25..]`.
    After,
}

/// A range of days within the years 1 to 9999, and how it is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DateRange {
    /// First day of the range.
    pub(super) first: Day,
    /// Last day of the range, which belongs to it.
    pub(super) last: Day,
    /// Whether all days of the range are meant, or one unknown day of it.
    pub(super) form: RangeForm,
    /// The EDTF qualifier of the range: `~` approximate, `?` uncertain, `%` both.
    pub(super) mark: Option<char>,
}

impl DateRange {
    fn named(first: Day, last: Day, name: String) -> Self {
        Self { first, last, form: RangeForm::Named(name), mark: None }
    }

    /// A range of one day, written in EDTF as that day: `2016-10-24`.
    pub(super) fn day(day: Day) -> Self {
        Self::named(day, day, day.to_string())
    }

    /// All days from `first` to `last`.
    pub(super) fn whole(first: Day, last: Day) -> Self {
        Self { first, last, form: RangeForm::Whole, mark: None }
    }

    /// One unknown day from `first` to `last`.
    pub(super) fn one_of(first: Day, last: Day) -> Self {
        Self { first, last, form: RangeForm::OneOf, mark: None }
    }

    /// A calendar month, `2016-10` in EDTF; none outside the years 1 to 9999.
    pub(super) fn month(year: i32, month: u32) -> Option<Self> {
        let first = day(year, month, 1)?;
        Some(Self::named(first, month_end(first)?, format!("{year:04}-{month:02}")))
    }

    /// A calendar year, `2016` in EDTF; none outside the years 1 to 9999.
    pub(super) fn year(year: i32) -> Option<Self> {
        let (first, last) = (day(year, 1, 1)?, day(year, 12, 31)?);
        Some(Self::named(first, last, format!("{year:04}")))
    }

    /// Ten years from `year`, which ends in 0.
    pub(super) fn decade(year: i32) -> Option<Self> {
        let (first, last) = (day(year, 1, 1)?, day(year + 9, 12, 31)?);
        Some(Self::named(first, last, format!("{:03}X", year / 10)))
    }

    /// A hundred years from `year`, which ends in 00.
    pub(super) fn century(year: i32) -> Option<Self> {
        let (first, last) = (day(year.max(1), 1, 1)?, day(year + 99, 12, 31)?);
        Some(Self::named(first, last, format!("{:02}XX", year / 100)))
    }

    /// A season (21-24), quarter (33-36) or half (40, 41) of a year, by its EDTF code. Seasons are
    /// taken as in the north: spring from March; winter begins in December of its year.
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

    /// Monday to Sunday of the week that `day` is in, moved by `weeks`.
    pub(super) fn week(day: Day, weeks: i64) -> Option<Self> {
        let monday = shift(monday(day)?, weeks * 7)?;
        Some(Self::whole(monday, shift(monday, 6)?))
    }

    /// Saturday and Sunday of the week that `day` is in, moved by `weeks`.
    pub(super) fn weekend(day: Day, weeks: i64) -> Option<Self> {
        let monday = shift(monday(day)?, weeks * 7)?;
        Some(Self::whole(shift(monday, 5)?, shift(monday, 6)?))
    }

    /// The same range with a qualifier added to the one that it has: `?` and `~` make `%`.
    pub(super) fn marked(mut self, mark: Option<char>) -> Self {
        self.mark = match (self.mark, mark) {
            (Some(a), Some(b)) if a != b => Some('%'),
            (a, b) => b.or(a),
        };
        self
    }

    /// How many days the range has, first and last included.
    pub(super) fn days(&self) -> i64 {
        (self.last - self.first).num_days() + 1
    }

    /// The range as EDTF text. A one-of set carries no qualifier: such a set says that the day is
    /// unknown already.
    pub(super) fn edtf(&self) -> String {
        let mark = self.mark.map(String::from).unwrap_or_default();
        let (first, last) = (self.first, self.last);
        match &self.form {
            RangeForm::Named(name) => format!("{name}{mark}"),
            RangeForm::Before => format!("[..{last}]"),
            RangeForm::After => format!("[{first}..]"),
            _ if first == last => format!("{first}{mark}"),
            RangeForm::Whole => format!("{first}{mark}/{last}{mark}"),
            RangeForm::OneOf => format!("[{first}..{last}]"),
        }
    }

    /// The EDTF text as one end of an interval: an end is one date or a one-of set, so an interval
    /// becomes one day out of its days.
    pub(super) fn as_end(&self) -> String {
        match &self.form {
            RangeForm::Named(name) if !name.contains('/') => self.edtf(),
            RangeForm::Before | RangeForm::After => self.edtf(),
            _ => Self::one_of(self.first, self.last).edtf(),
        }
    }

    /// The days in a few words: `21 Oct 2016`, `1-10 Jul 2016`, `Oct 2016`.
    pub(super) fn plain(&self) -> String {
        let (first, last) = (self.first, self.last);
        match &self.form {
            RangeForm::Before => return format!("{} or before", long(last)),
            RangeForm::After => return format!("{} or after", long(first)),
            _ if first == last => return long(first),
            RangeForm::Named(name) if name.len() == 4 => return name.clone(),
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

/// The ranges of days that words can mean, best first, or why they mean none.
pub(super) type Resolution = Result<Vec<DateRange>, String>;

/// Why words mean no day: EDTF level 0 has four digits for a year.
pub(super) const OUT_OF_RANGE: &str = "outside the years 1 to 9999";

/// The one or two readings that there are, best first; without any, the calendar's limits are why.
pub(super) fn distinct(order: [Option<DateRange>; 2]) -> Resolution {
    let mut ranges: Vec<DateRange> = order.into_iter().flatten().collect();
    ranges.dedup();
    if ranges.is_empty() { Err(OUT_OF_RANGE.into()) } else { Ok(ranges) }
}
