//! Stretches of days, and calendar arithmetic. Knows the calendar and how EDTF writes a stretch;
//! knows no words.

use crate::domain::when::Day;
use chrono::{Datelike, Days, Months, Weekday};

/// The years that a four-digit date can be in.
const YEARS: std::ops::RangeInclusive<i32> = 1..=9999;

/// How a stretch of days is meant, which decides how EDTF writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A period that has a name of its own: `2016-10-21`, `2016-10`, `2016-35`, `199X`.
    Named(String),
    /// All of its days: `2016-10-17/2016-10-23`.
    Whole,
    /// One unknown day out of it: `[2016-07-01..2016-07-10]`.
    OneOf,
    /// One unknown day of it or before: `[..2016-10-20]`.
    Before,
    /// One unknown day of it or after: `[2016-10-25..]`.
    After,
}

/// A stretch of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// First day.
    pub(super) first: Day,
    /// Last day, inclusive.
    pub(super) last: Day,
    /// How it is meant.
    pub(super) form: Form,
    /// An EDTF qualifier on it: `~` approximate, `?` uncertain, `%` both.
    pub(super) mark: Option<char>,
}

impl Stretch {
    fn named(first: Day, last: Day, name: String) -> Self {
        Self { first, last, form: Form::Named(name), mark: None }
    }

    /// One day.
    pub(super) fn day(day: Day) -> Self {
        Self::named(day, day, day.to_string())
    }

    /// All days from `first` to `last`.
    pub(super) fn whole(first: Day, last: Day) -> Self {
        Self { first, last, form: Form::Whole, mark: None }
    }

    /// One unknown day from `first` to `last`.
    pub(super) fn one_of(first: Day, last: Day) -> Self {
        Self { first, last, form: Form::OneOf, mark: None }
    }

    /// A calendar month.
    pub(super) fn month(year: i32, month: u32) -> Option<Self> {
        let first = day(year, month, 1)?;
        Some(Self::named(first, month_end(first)?, format!("{year:04}-{month:02}")))
    }

    /// A calendar year.
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

    /// The same with a qualifier added.
    pub(super) fn marked(mut self, mark: Option<char>) -> Self {
        self.mark = match (self.mark, mark) {
            (Some(a), Some(b)) if a != b => Some('%'),
            (a, b) => b.or(a),
        };
        self
    }

    /// How many days it has.
    pub(super) fn days(&self) -> i64 {
        (self.last - self.first).num_days() + 1
    }

    /// The EDTF text. A one-of set carries no qualifier: it says that the day is unknown already.
    pub(super) fn edtf(&self) -> String {
        let mark = self.mark.map(String::from).unwrap_or_default();
        let (first, last) = (self.first, self.last);
        match &self.form {
            Form::Named(name) => format!("{name}{mark}"),
            Form::Before => format!("[..{last}]"),
            Form::After => format!("[{first}..]"),
            _ if first == last => format!("{first}{mark}"),
            Form::Whole => format!("{first}{mark}/{last}{mark}"),
            Form::OneOf => format!("[{first}..{last}]"),
        }
    }

    /// The EDTF text as one end of an interval: an end is one date or a one-of set, so an interval
    /// becomes one day out of its days.
    pub(super) fn as_end(&self) -> String {
        match &self.form {
            Form::Named(name) if !name.contains('/') => self.edtf(),
            Form::Before | Form::After => self.edtf(),
            _ => Self::one_of(self.first, self.last).edtf(),
        }
    }

    /// The days in a few words: `21 Oct 2016`, `1-10 Jul 2016`, `Oct 2016`.
    pub(super) fn plain(&self) -> String {
        let (first, last) = (self.first, self.last);
        match &self.form {
            Form::Before => return format!("{} or before", long(last)),
            Form::After => return format!("{} or after", long(first)),
            _ if first == last => return long(first),
            Form::Named(name) if name.len() == 4 => return name.clone(),
            Form::Named(_) if first.day() == 1 && first.month() == last.month() => {
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

/// A day of the years 1 to 9999, if there is such a day.
pub(super) fn day(year: i32, month: u32, day: u32) -> Option<Day> {
    Day::from_ymd_opt(year, month, day).and_then(in_range)
}

fn in_range(day: Day) -> Option<Day> {
    YEARS.contains(&day.year()).then_some(day)
}

/// `day` moved by a number of days.
pub(super) fn shift(day: Day, by: i64) -> Option<Day> {
    let days = Days::new(by.unsigned_abs());
    if by < 0 { day.checked_sub_days(days) } else { day.checked_add_days(days) }.and_then(in_range)
}

/// `day` moved by a number of months; a day that the month does not have becomes its last.
pub(super) fn shift_months(day: Day, by: i64) -> Option<Day> {
    let months = Months::new(u32::try_from(by.unsigned_abs()).ok()?);
    if by < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) }
        .and_then(in_range)
}

/// The last day of the month that `day` is in.
pub(super) fn month_end(day: Day) -> Option<Day> {
    // Before the next month's first: the last month of 9999 has its end as well.
    day.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt()
}

/// The Monday of the week that `day` is in.
pub(super) fn monday(day: Day) -> Option<Day> {
    shift(day, -i64::from(day.weekday().num_days_from_monday()))
}

/// The day on `weekday` of the week that `day` is in, moved by `weeks`.
pub(super) fn weekday_of_week(day: Day, weekday: Weekday, weeks: i64) -> Option<Day> {
    shift(monday(day)?, i64::from(weekday.num_days_from_monday()) + weeks * 7)
}

/// The `nth` month from that of `day`, as year and month.
pub(super) fn month_from(day: Day, nth: i64) -> Option<(i32, u32)> {
    let first = shift_months(day.with_day(1)?, nth)?;
    Some((first.year(), first.month()))
}
