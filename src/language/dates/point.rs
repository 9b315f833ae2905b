//! Points in time as stated, before their days are resolved: which parts the words give, and which
//! are missing. Knows no English words.

use super::date_range::DateRange;
use crate::domain::when::Day;
use chrono::Weekday;

/// The direction in time in which missing parts of a date are filled: "on 20 October" is a past or
/// a future day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// The nearest in the past, as usual in news.
    Backward,
    /// The nearest in the future, if the words look ahead.
    Forward,
    /// For deadlines: the nearest in the future, unless it is over half a year away and the past
    /// one is nearer.
    Deadline,
    /// The first at or after a day: for the end of a range with a known start.
    NotBefore(Day),
    /// The last at or before a day: for the start of a range with a known end.
    NotAfter(Day),
}

/// A word that selects one of several weekdays, months or seasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Modifier {
    /// No such word: [`Direction`] decides.
    Any,
    /// "last": the one before the current.
    Last,
    /// "this": the one in the current week or year.
    This,
    /// "next": the one after the current.
    Next,
    /// "coming", "upcoming": the nearest in the future.
    Coming,
    /// "past": the nearest in the past.
    Past,
}

/// A calendar date with the parts that the words give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PartialDate {
    /// The year; `None` if it is not stated.
    pub(super) year: Option<i32>,
    /// The month, 1 to 12; `None` if it is not stated.
    pub(super) month: Option<u32>,
    /// The day of the month; `None` if it is not stated.
    pub(super) day: Option<u32>,
    /// The weekday; `None` if it is not stated.
    pub(super) weekday: Option<Weekday>,
    /// The selecting word before a weekday or month ("last", "next").
    pub(super) modifier: Modifier,
    /// Whether this is a plain number, which is a day only if a neighbour gives the month: "20" in
    /// "20 to 22 October".
    pub(super) bare: bool,
}

impl PartialDate {
    /// A date without any part, to be filled by rules.
    pub(super) const EMPTY: Self = Self {
        year: None,
        month: None,
        day: None,
        weekday: None,
        modifier: Modifier::Any,
        bare: false,
    };
}

/// A holiday whose date depends on Easter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Feast {
    /// The number of days after Easter Sunday.
    pub(super) after: i64,
    /// Whether it is the Easter of the Orthodox churches, who compute it in the Julian calendar.
    pub(super) orthodox: bool,
}

/// The date or period that a point names.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Base {
    /// A date, perhaps with missing parts.
    Date(PartialDate),
    /// A season, quarter or half, by its EDTF code; the year is `None` if it is not stated.
    PartOfYear(Option<i32>, u32, Modifier),
    /// A holiday by its distance from Easter Sunday; the year is `None` if it is not stated.
    Easter(Option<i32>, Feast),
    /// "the weekend", which may be the last or the next one.
    Weekend,
    /// Resolved days, best reading first, as for "yesterday".
    Resolved(Vec<DateRange>),
}

/// A part of a period. Its days depend on the length of the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PeriodPart {
    /// One unknown day in some thirds of the period, from the first number to the second: 0 early,
    /// 1 mid, 2 late.
    Thirds(u8, u8),
    /// "the beginning of": like early, but as the start of an interval it means the first day.
    Start,
    /// "the end of": like late, but as a deadline it means the last day.
    End,
    /// The nth run of seven days, counted from the first day of the period.
    Week(u32),
    /// The last n days of the period.
    LastDays(i64),
    /// The first n days of the period.
    FirstDays(i64),
    /// The first few days of the period: one unknown day of the first five.
    FirstFew,
    /// The last few days of the period: one unknown day of the last five.
    LastFew,
    /// The nth given weekday in the period; `None` for the last one.
    Weekday(Option<u32>, Weekday),
    /// The nth weekend of the period, or with `None` its last.
    Weekend(Option<u32>),
    /// The first n months of the period; the last ones if n is negative.
    Months(i64),
    /// The first (1) or second (2) half of the period.
    Half(u8),
    /// "sometime in": one unknown day of the period.
    SomeDay,
    /// One unknown day from the beginning of the period to the publication day.
    Earlier,
    /// One unknown day from the publication day to the end of the period.
    Later,
    /// All days from the beginning of the period to the publication day.
    SoFar,
    /// All days from the publication day to the end of the period.
    Rest,
}

/// A point in time, without a connective such as "since".
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Point {
    /// The date or period that the words name.
    pub(super) base: Base,
    /// The part of `base` that is meant, such as "early"; `None` for the whole.
    pub(super) part: Option<PeriodPart>,
    /// The EDTF qualifier of a hedge: `~` for "about", `?` for "possibly"; `None` without one.
    pub(super) mark: Option<char>,
    /// Indexes of the tokens of the point.
    pub(super) tokens: std::ops::Range<usize>,
}

impl Point {
    /// The point's calendar date; `None` if it has another base.
    pub(super) fn date(&self) -> Option<&PartialDate> {
        match &self.base {
            Base::Date(date) => Some(date),
            _ => None,
        }
    }

    /// Whether the words alone fix the point in the calendar, so that [`Direction`] does not
    /// matter.
    pub(super) fn is_fixed(&self) -> bool {
        match &self.base {
            Base::Date(date) => date.year.is_some() || date.modifier != Modifier::Any,
            Base::PartOfYear(year, _, modifier) => year.is_some() || *modifier != Modifier::Any,
            Base::Easter(year, _) => year.is_some(),
            Base::Weekend => false,
            Base::Resolved(_) => true,
        }
    }
}
