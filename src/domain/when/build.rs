//! Creates expressions from days instead of text, for the readers of English.
//!
//! Days outside the years 1 to 9999 become the nearest day inside. Pairs of days may be in either
//! order.

use super::ast::{Date, End, Expression, ExpressionForm, Finer, Member, Set};
use super::calendar::{Digits, Span, first_day, last_day};
use super::day::Day;
use chrono::Datelike;

impl Expression {
    /// One day: `2016-10-24`.
    #[must_use]
    pub fn day(day: Day) -> Self {
        Self::of(ExpressionForm::Date(exact(day)))
    }

    /// All days from one to another: `2016-10-20/2016-10-22`. Equal days give one day.
    #[must_use]
    pub fn span(from: Day, to: Day) -> Self {
        Self::between_ends((from, from), (to, to))
    }

    /// One unknown day of several: `[2016-10-24..2016-10-31]`. Equal days give one day.
    #[must_use]
    pub fn one_of(first: Day, last: Day) -> Self {
        match among(first, last) {
            End::OneOf(set) => Self::of(ExpressionForm::Set(set)),
            _ => Self::day(first),
        }
    }

    /// From an unknown day between `first` and `last`, without an end:
    /// `[2016-07-01..2016-07-10]/..`. Equal days give `2016-07-01/..`.
    #[must_use]
    pub fn since(first: Day, last: Day) -> Self {
        Self::of(ExpressionForm::Interval { start: among(first, last), end: End::Open })
    }

    /// Until an unknown day between `first` and `last`: `/[2016-07-01..2016-07-10]`. Equal days
    /// give `/2016-07-01`.
    #[must_use]
    pub fn until(first: Day, last: Day) -> Self {
        Self::of(ExpressionForm::Interval { start: End::Unknown, end: among(first, last) })
    }

    /// From a day of one range to a day of another. Swaps the ranges if the second is wholly
    /// before the first.
    #[must_use]
    pub fn between_ends(start: (Day, Day), end: (Day, Day)) -> Self {
        let exchanged = end.0.max(end.1) < start.0.min(start.1);
        let (start, end) = if exchanged { (end, start) } else { (start, end) };
        if start.0 == start.1 && start == end {
            return Self::day(start.0);
        }
        Self::of(ExpressionForm::Interval {
            start: among(start.0, start.1),
            end: among(end.0, end.1),
        })
    }

    /// A whole month: `2016-07`; `None` if the year is not in 1 to 9999 or the month not in 1 to
    /// 12.
    #[must_use]
    pub fn month(year: i32, month: u32) -> Option<Self> {
        let month = u16::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        Date::new(year_digits(year)?, Finer::Month(Digits::of(month)), [None; 3])
            .map(|date| Self::of(ExpressionForm::Date(date)))
    }

    /// A whole year: `2016`; `None` if it is not in 1 to 9999.
    #[must_use]
    pub fn year(year: i32) -> Option<Self> {
        Date::new(year_digits(year)?, Finer::Nothing, [None; 3])
            .map(|date| Self::of(ExpressionForm::Date(date)))
    }
}

fn year_digits(year: i32) -> Option<Digits<4>> {
    u16::try_from(year).ok().filter(|year| super::calendar::YEARS.contains(year)).map(Digits::of)
}

/// An end of an interval: one day, or one unknown day between two.
fn among(first: Day, last: Day) -> End {
    let (first, last) = (exact(first.min(last)), exact(first.max(last)));
    if first == last {
        return End::Date(first);
    }
    End::OneOf(Set { all: false, members: vec![Member::Range(first, last)] })
}

/// The date of one day. The span is known, so no search for matching days is needed.
pub(super) fn exact(day: Day) -> Date {
    let day = day.clamp(first_day(), last_day());
    let digits = |value: u32| Digits::of(u16::try_from(value).unwrap_or_default());
    Date {
        year: Digits::of(u16::try_from(day.year()).unwrap_or_default()),
        finer: Finer::Day(digits(day.month()), digits(day.day())),
        qualifiers: [None; 3],
        span: Span { first_start: day, last_start: day, first_end: day, last_end: day },
    }
}
