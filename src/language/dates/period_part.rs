//! Computes the days of a part of a period: "early", "the first week of", "the second half of".
//! Knows the conventions, but no English words.

use super::calendar;
use super::date_range::{DateRange, Resolution, distinct};
use super::point::PeriodPart;
use crate::domain::when::Day;
use chrono::{Datelike, Weekday};

/// The days of a part of a period, best reading first. Fails if the period has no such part.
pub(super) fn days_of_part(whole: &DateRange, part: PeriodPart, published: Day) -> Resolution {
    let (first, last) = (whole.first, whole.last);
    let plus = |by: i64| calendar::shift(first, by);
    let days = match part {
        // "early Friday" is a time of day, so the part of a single day is that day.
        PeriodPart::Thirds(..)
        | PeriodPart::SomeDay
        | PeriodPart::Earlier
        | PeriodPart::Later
        | PeriodPart::Start
        | PeriodPart::End
            if first == last =>
        {
            Some(whole.clone())
        }
        PeriodPart::Thirds(from, to) => {
            third(whole, from).zip(third(whole, to)).map(|(a, b)| DateRange::one_of(a.0, b.1))
        }
        PeriodPart::Start => third(whole, 0).map(|(a, b)| DateRange::one_of(a, b)),
        PeriodPart::End => third(whole, 2).map(|(a, b)| DateRange::one_of(a, b)),
        PeriodPart::Week(nth) => return week_of(whole, nth),
        PeriodPart::FirstDays(n) => plus(n - 1).map(|end| DateRange::whole(first, end)),
        PeriodPart::LastDays(7) => return last_week_of(whole),
        PeriodPart::LastDays(n) => {
            calendar::shift(last, 1 - n).map(|begin| DateRange::whole(begin, last))
        }
        PeriodPart::FirstFew => plus(4).map(|end| DateRange::one_of(first, end)),
        PeriodPart::LastFew => {
            calendar::shift(last, -4).map(|begin| DateRange::one_of(begin, last))
        }
        PeriodPart::Weekday(nth, weekday) => weekday_of(whole, nth, weekday),
        PeriodPart::Weekend(nth) => weekday_of(whole, nth, Weekday::Sat).and_then(|saturday| {
            Some(DateRange::whole(saturday.first, calendar::shift(saturday.first, 1)?.min(last)))
        }),
        PeriodPart::Months(n) => months_of(whole, n),
        PeriodPart::Half(half) => half_of(whole, half),
        PeriodPart::SomeDay => Some(DateRange::one_of(first, last)),
        PeriodPart::Earlier | PeriodPart::Later | PeriodPart::SoFar | PeriodPart::Rest => {
            until_or_from(whole, part, published)
        }
    };
    match days {
        Some(days) if days.first >= first && days.last <= last => Ok(vec![days]),
        _ => Err(format!("{} has no such part", whole.plain())),
    }
}

/// The part of a period up to the publication day, or from that day on, including it; `None` if
/// there is none.
fn until_or_from(whole: &DateRange, part: PeriodPart, published: Day) -> Option<DateRange> {
    let (first, last) = (whole.first, whole.last);
    let under_way = first <= published && published <= last;
    match part {
        PeriodPart::Earlier if first <= published => {
            Some(DateRange::one_of(first, last.min(published)))
        }
        PeriodPart::Later if last >= published => {
            Some(DateRange::one_of(first.max(published), last))
        }
        PeriodPart::SoFar if under_way => Some(DateRange::whole(first, published)),
        PeriodPart::Rest if under_way => Some(DateRange::whole(published, last)),
        _ => None,
    }
}

/// First and last day of a third of a period (0 to 2). In a week: Mon-Wed, Tue-Thu, Thu-Sun. In a
/// month: days 1-10, 11-20, and the rest. In a season, half or year: whole months. In a decade:
/// years 0-3, 4-6, 7-9. In a century: years 0-32, 33-66, 67-99.
fn third(whole: &DateRange, nth: u8) -> Option<(Day, Day)> {
    let (first, last) = (whole.first, whole.last);
    let days =
        |from: i64, to: i64| Some((calendar::shift(first, from)?, calendar::shift(first, to)?));
    let months = |from: i64, to: i64| {
        let begin = calendar::shift_months(first, from)?;
        // Uses the last day of the last month, since a day after it may be beyond the year 9999.
        let end = calendar::month_end(calendar::shift_months(first, to - 1)?)?;
        Some((begin, end.min(last)))
    };
    let n = i64::from(nth);
    match whole.days() {
        7 => [days(0, 2), days(1, 3), days(3, 6)][usize::from(nth.min(2))],
        28..=31 if nth == 2 => Some((calendar::shift(first, 20)?, last)),
        28..=31 => days(n * 10, n * 10 + 9),
        90..=92 => months(n, n + 1),
        181..=184 => months(n * 2, n * 2 + 2),
        365 | 366 => months(n * 4, n * 4 + 4),
        3652 | 3653 => [months(0, 48), months(48, 84), months(84, 120)][usize::from(nth.min(2))],
        36_524 | 36_525 => {
            [months(0, 396), months(396, 804), months(804, 1200)][usize::from(nth.min(2))]
        }
        _ => None,
    }
}

/// The nth week of a month or year: seven days each, counted from its first day. The second reading
/// is the nth calendar week, Monday to Sunday, whose Thursday is in the period (ISO 8601).
fn week_of(whole: &DateRange, nth: u32) -> Resolution {
    let counted = calendar::shift(whole.first, i64::from(nth) * 7 - 7)
        .and_then(|begin| Some(DateRange::whole(begin, calendar::shift(begin, 6)?.min(whole.last))))
        .filter(|week| nth > 0 && week.first <= whole.last);
    let Some(counted) = counted else { return Err(format!("{} has no such week", whole.plain())) };
    let thursday = calendar::weekday_of_week(whole.first, Weekday::Thu, 0);
    let skip = i64::from(thursday.is_some_and(|day| day < whole.first));
    let iso = DateRange::week(whole.first, i64::from(nth) - 1 + skip);
    distinct([Some(counted), iso])
}

/// The nth given weekday of a period, or with `None` the last one.
fn weekday_of(whole: &DateRange, nth: Option<u32>, weekday: Weekday) -> Option<DateRange> {
    let after = |day: Day| i64::from(weekday.days_since(day.weekday()));
    let day = match nth {
        Some(nth) => {
            let weeks = i64::from(nth.checked_sub(1)?);
            calendar::shift(whole.first, after(whole.first) + weeks * 7)?
        }
        None => calendar::shift(whole.last, (after(whole.last) - 7) % 7)?,
    };
    Some(DateRange::day(day))
}

fn months_of(whole: &DateRange, n: i64) -> Option<DateRange> {
    let (begin, end) = if n > 0 {
        (whole.first, calendar::month_end(calendar::shift_months(whole.first, n - 1)?)?)
    } else {
        (calendar::shift_months(whole.last.with_day(1)?, n + 1)?, whole.last)
    };
    let month = |day: Day| DateRange::month(day.year(), day.month());
    if n.abs() == 1 { month(begin) } else { Some(DateRange::whole(begin, end)) }
}

fn half_of(whole: &DateRange, half: u8) -> Option<DateRange> {
    let (first, last) = (whole.first, whole.last);
    match whole.days() {
        28..=31 if half == 1 => Some(DateRange::whole(first, calendar::shift(first, 14)?)),
        28..=31 => Some(DateRange::whole(calendar::shift(first, 15)?, last)),
        365 | 366 => DateRange::part_of_year(first.year(), 39 + u32::from(half)),
        3652 | 3653 | 36_524 | 36_525 => {
            let years = if whole.days() > 4000 { 50 } else { 5 };
            let middle = calendar::day(first.year() + years, 1, 1)?;
            let before = calendar::shift(middle, -1)?;
            Some(if half == 1 {
                DateRange::whole(first, before)
            } else {
                DateRange::whole(middle, last)
            })
        }
        _ => None,
    }
}

/// The last seven days of a period. The second reading is its last calendar week, Monday to Sunday,
/// whose Thursday is in the period (ISO 8601).
fn last_week_of(whole: &DateRange) -> Resolution {
    let last = calendar::shift(whole.last, -6).map(|begin| DateRange::whole(begin, whole.last));
    let thursday = calendar::weekday_of_week(whole.last, Weekday::Thu, 0);
    let by = if thursday.is_some_and(|day| day > whole.last) { -1 } else { 0 };
    distinct([last.filter(|week| week.first >= whole.first), DateRange::week(whole.last, by)])
}
