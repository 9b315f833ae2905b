//! A time phrase before its days are known: what was stated, and what was not. Knows
//! no words.

use super::date_range::DateRange;
use crate::domain::when::Day;
use chrono::Weekday;

/// In which direction of time gaps are filled: "on 20 October" was, or will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// The nearest in the past, as news reads.
    Backward,
    /// The nearest in the future, where the words speak of what is to come.
    Forward,
    /// A deadline: the future, unless the past is nearer and half a year closer to hand.
    Deadline,
    /// The first on or after a day: the end of a range whose start is known.
    NotBefore(Day),
    /// The last on or before a day: the start of a range whose end is known.
    NotAfter(Day),
}

/// The word that picks one of several weekdays, months or seasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Modifier {
    /// No such word: the direction of the sentence decides.
    Any,
    /// "last": before this one.
    Last,
    /// "this": of this week or year.
    This,
    /// "next": after this one.
    Next,
    /// "coming", "upcoming": the nearest ahead.
    Coming,
    /// "past": the nearest behind.
    Past,
}

/// A calendar date as far as the words give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PartialDate {
    /// The year, if stated.
    pub(super) year: Option<i32>,
    /// The month, if stated.
    pub(super) month: Option<u32>,
    /// The day of the month, if stated.
    pub(super) day: Option<u32>,
    /// The weekday, if stated.
    pub(super) weekday: Option<Weekday>,
    /// The word before a weekday or month.
    pub(super) modifier: Modifier,
    /// A number that is a day of the month only if a neighbour gives the month: "20" in "20 to 22
    /// October".
    pub(super) bare: bool,
}

impl PartialDate {
    /// A date of which nothing is stated.
    pub(super) const EMPTY: Self = Self {
        year: None,
        month: None,
        day: None,
        weekday: None,
        modifier: Modifier::Any,
        bare: false,
    };
}

/// What a point is made of.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Base {
    /// A date with or without gaps.
    Date(PartialDate),
    /// A season, quarter or half by its EDTF code, with or without its year.
    PartOfYear(Option<i32>, u32, Modifier),
    /// "the weekend", which may be the last or the next.
    Weekend,
    /// Days that are known already, best reading first: "yesterday".
    Resolved(Vec<DateRange>),
}

/// A part of a period: which days it has depends on the length of the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PeriodPart {
    /// From the `0`th to the `1`st third, as one unknown day: 0 early, 1 mid, 2 late.
    Thirds(u8, u8),
    /// "the beginning of": the same as early, but as a starting point the first day.
    Start,
    /// "the end of": the same as late, but as a deadline the last day.
    End,
    /// The nth run of seven days, from its first day.
    Week(u32),
    /// The last `0` days of the period.
    LastDays(i64),
    /// The first `0` days of the period.
    FirstDays(i64),
    /// The first few days of the period: one unknown day of the first five.
    FirstFew,
    /// The last few days of the period: one unknown day of the last five.
    LastFew,
    /// The nth weekday of this name in the period, or the last one.
    Weekday(Option<u32>, Weekday),
    /// So many months at the beginning of the period, or at its end if below zero.
    Months(i64),
    /// The first half of the period (1) or the second (2).
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

/// A time phrase without its connective.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Point {
    /// The date or period that was named.
    pub(super) base: Base,
    /// Which part of the base is meant: "early" in "early July".
    pub(super) part: Option<PeriodPart>,
    /// The EDTF qualifier of a hedge: `~` for "about", `?` for "possibly".
    pub(super) mark: Option<char>,
    /// The tokens that the point was read from.
    pub(super) tokens: std::ops::Range<usize>,
}

impl Point {
    /// The date that the point is made of, if it is made of one.
    pub(super) fn date(&self) -> Option<&PartialDate> {
        match &self.base {
            Base::Date(date) => Some(date),
            _ => None,
        }
    }

    /// Whether the words fix the year or the place in the calendar.
    pub(super) fn is_fixed(&self) -> bool {
        match &self.base {
            Base::Date(date) => date.year.is_some() || date.modifier != Modifier::Any,
            Base::PartOfYear(year, _, modifier) => year.is_some() || *modifier != Modifier::Any,
            Base::Weekend => false,
            Base::Resolved(_) => true,
        }
    }
}
