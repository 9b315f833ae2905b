//! Parts of a period: which days "early", "the first week of" or "the second half of" are. Knows
//! the conventions; knows no words.

use super::point::{Piece, Places, distinct};
use super::stretch::{self, Stretch};
use crate::domain::when::Day;
use chrono::{Datelike, Weekday};

/// A part of a stretch; best reading first.
pub(super) fn cut(whole: &Stretch, piece: Piece, published: Day) -> Places {
    let (first, last) = (whole.first, whole.last);
    let plus = |by: i64| stretch::shift(first, by);
    let cut = match piece {
        // "early Friday", "late on Friday": a time of day, which does not change the day.
        Piece::Thirds(..)
        | Piece::SomeDay
        | Piece::Earlier
        | Piece::Later
        | Piece::Start
        | Piece::End
            if first == last =>
        {
            Some(whole.clone())
        }
        Piece::Thirds(from, to) => {
            third(whole, from).zip(third(whole, to)).map(|(a, b)| Stretch::one_of(a.0, b.1))
        }
        Piece::Start => third(whole, 0).map(|(a, b)| Stretch::one_of(a, b)),
        Piece::End => third(whole, 2).map(|(a, b)| Stretch::one_of(a, b)),
        Piece::Week(nth) => return week_of(whole, nth),
        Piece::FirstDays(n) => plus(n - 1).map(|end| Stretch::whole(first, end)),
        Piece::LastDays(7) => return last_week_of(whole),
        Piece::LastDays(n) => stretch::shift(last, 1 - n).map(|begin| Stretch::whole(begin, last)),
        Piece::FirstFew => plus(4).map(|end| Stretch::one_of(first, end)),
        Piece::LastFew => stretch::shift(last, -4).map(|begin| Stretch::one_of(begin, last)),
        Piece::Weekday(nth, weekday) => weekday_of(whole, nth, weekday),
        Piece::Months(n) => months_of(whole, n),
        Piece::Half(half) => half_of(whole, half),
        Piece::SomeDay => Some(Stretch::one_of(first, last)),
        Piece::Earlier => (first <= published).then(|| Stretch::one_of(first, last.min(published))),
        Piece::Later => (last >= published).then(|| Stretch::one_of(first.max(published), last)),
        Piece::SoFar => {
            (first <= published && published <= last).then(|| Stretch::whole(first, published))
        }
        Piece::Rest => {
            (first <= published && published <= last).then(|| Stretch::whole(published, last))
        }
    };
    match cut {
        Some(cut) if cut.first >= first && cut.last <= last => Ok(vec![cut]),
        _ => Err(format!("{} has no such part", whole.plain())),
    }
}

/// First and last day of a third: of a week Mon-Wed, Tue-Thu, Thu-Sun; of a month days 1-10, 11-20
/// and the rest; of a season, a half and a year whole months; of a decade years 0-3, 4-6, 7-9.
fn third(whole: &Stretch, nth: u8) -> Option<(Day, Day)> {
    let (first, last) = (whole.first, whole.last);
    let days =
        |from: i64, to: i64| Some((stretch::shift(first, from)?, stretch::shift(first, to)?));
    let months = |from: i64, to: i64| {
        let begin = stretch::shift_months(first, from)?;
        // Counted from the last day so that a period may end with the year 9999.
        let end = stretch::month_end(stretch::shift_months(first, to - 1)?)?;
        Some((begin, end.min(last)))
    };
    let n = i64::from(nth);
    match whole.days() {
        7 => [days(0, 2), days(1, 3), days(3, 6)][usize::from(nth.min(2))],
        28..=31 if nth == 2 => Some((stretch::shift(first, 20)?, last)),
        28..=31 => days(n * 10, n * 10 + 9),
        90..=92 => months(n, n + 1),
        181..=184 => months(n * 2, n * 2 + 2),
        365 | 366 => months(n * 4, n * 4 + 4),
        3652 | 3653 => [months(0, 48), months(48, 84), months(84, 120)][usize::from(nth.min(2))],
        _ => None,
    }
}

/// The nth week of a month or year, counted in sevens from its first day; the second reading is
/// the nth week from Monday to Sunday whose Thursday lies in the period.
fn week_of(whole: &Stretch, nth: u32) -> Places {
    let counted = stretch::shift(whole.first, i64::from(nth) * 7 - 7)
        .and_then(|begin| Some(Stretch::whole(begin, stretch::shift(begin, 6)?.min(whole.last))))
        .filter(|week| nth > 0 && week.first <= whole.last);
    let Some(counted) = counted else { return Err(format!("{} has no such week", whole.plain())) };
    let thursday = stretch::weekday_of_week(whole.first, Weekday::Thu, 0);
    let skip = i64::from(thursday.is_some_and(|day| day < whole.first));
    let iso = Stretch::week(whole.first, i64::from(nth) - 1 + skip);
    distinct([Some(counted), iso])
}

/// The nth weekday of this name, counted from the first day, or the last one.
fn weekday_of(whole: &Stretch, nth: Option<u32>, weekday: Weekday) -> Option<Stretch> {
    let after = |day: Day| i64::from(weekday.days_since(day.weekday()));
    let day = match nth {
        Some(nth) => {
            let weeks = i64::from(nth.checked_sub(1)?);
            stretch::shift(whole.first, after(whole.first) + weeks * 7)?
        }
        None => stretch::shift(whole.last, (after(whole.last) - 7) % 7)?,
    };
    Some(Stretch::day(day))
}

fn months_of(whole: &Stretch, n: i64) -> Option<Stretch> {
    let (begin, end) = if n > 0 {
        (whole.first, stretch::month_end(stretch::shift_months(whole.first, n - 1)?)?)
    } else {
        (stretch::shift_months(whole.last.with_day(1)?, n + 1)?, whole.last)
    };
    let month = |day: Day| Stretch::month(day.year(), day.month());
    if n.abs() == 1 { month(begin) } else { Some(Stretch::whole(begin, end)) }
}

fn half_of(whole: &Stretch, half: u8) -> Option<Stretch> {
    let (first, last) = (whole.first, whole.last);
    match whole.days() {
        28..=31 if half == 1 => Some(Stretch::whole(first, stretch::shift(first, 14)?)),
        28..=31 => Some(Stretch::whole(stretch::shift(first, 15)?, last)),
        365 | 366 => Stretch::part_of_year(first.year(), 39 + u32::from(half)),
        3652 | 3653 => {
            let middle = stretch::day(first.year() + 5, 1, 1)?;
            let before = stretch::shift(middle, -1)?;
            Some(if half == 1 {
                Stretch::whole(first, before)
            } else {
                Stretch::whole(middle, last)
            })
        }
        _ => None,
    }
}

/// The last seven days; the second reading is the last week, Monday to Sunday, whose Thursday lies
/// in the period.
fn last_week_of(whole: &Stretch) -> Places {
    let last = stretch::shift(whole.last, -6).map(|begin| Stretch::whole(begin, whole.last));
    let thursday = stretch::weekday_of_week(whole.last, Weekday::Thu, 0);
    let by = if thursday.is_some_and(|day| day > whole.last) { -1 } else { 0 };
    distinct([last.filter(|week| week.first >= whole.first), Stretch::week(whole.last, by)])
}
