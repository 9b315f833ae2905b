//! Fills the missing parts of a date: which year, month or week is meant. Knows the publication day
//! and the direction of time of the sentence, but no English words.

use super::calendar;
use super::date_range::{DateRange, OUT_OF_RANGE, Resolution, distinct};
use super::holidays::from_easter;
use super::period_part::days_of_part;
use super::point::{Base, Direction, Feast, Modifier, PartialDate, PeriodPart, Point};
use crate::domain::when::Day;
use chrono::{Datelike, Weekday};

impl Point {
    /// The days of the point, with missing parts filled by `direction`; best reading first.
    pub(super) fn resolve(&self, published: Day, direction: Direction) -> Resolution {
        let whole = match &self.base {
            Base::Resolved(ranges) => ranges.clone(),
            Base::Date(date) => resolve_date(date, published, direction)?,
            Base::PartOfYear(year, code, modifier) => {
                resolve_part_of_year(*year, *code, *modifier, published, direction)?
            }
            Base::Easter(year, feast) => resolve_easter(*year, *feast, published, direction)?,
            Base::Weekend => resolve_weekend(published, direction)?,
        };
        let mut ranges = Vec::with_capacity(whole.len());
        for range in whole {
            let cuts = match self.part {
                // Drops a second reading that does not have the part.
                Some(part) => match days_of_part(&range, part, published) {
                    Err(_) if !ranges.is_empty() => Vec::new(),
                    days => days?,
                },
                None => vec![range],
            };
            ranges.extend(cuts.into_iter().map(|range| range.marked(self.mark)));
        }
        Ok(ranges)
    }

    /// The days of the point as an end of a period: as a deadline, "the end of October" means its
    /// last day; as a start, "the start of the year" means its first day. Fails with the reason if
    /// the date is impossible.
    pub(super) fn as_endpoint(
        &self,
        published: Day,
        direction: Direction,
    ) -> Result<Vec<DateRange>, String> {
        let whole = Self { part: None, ..self.clone() };
        let edge = |pick: fn(&DateRange) -> Day| {
            whole
                .resolve(published, direction)
                .map(|all| all.iter().map(|s| DateRange::day(pick(s))).collect())
        };
        match self.part {
            Some(PeriodPart::Start) => edge(|whole| whole.first),
            Some(PeriodPart::End) => edge(|whole| whole.last),
            _ => self.resolve(published, direction),
        }
    }
}

/// The latest instance that begins at or before `reference`, and the earliest one after it. `nth`
/// returns the instances from `-span` to `span`.
fn around(
    reference: Day,
    span: i64,
    nth: impl Fn(i64) -> Option<DateRange>,
) -> (Option<DateRange>, Option<DateRange>) {
    let (mut past, mut future) = (None, None);
    for range in (-span..=span).filter_map(nth) {
        if range.first <= reference {
            past = Some(range);
        } else if future.is_none() {
            future = Some(range);
        }
    }
    (past, future)
}

/// A second reading farther away than this, in days, is dropped if the first is within [`CLOSE`].
const FAR: i64 = 183;
/// Within this distance, in days, there is no doubt about the year of a date.
const CLOSE: i64 = 31;
/// Maximum number of days ahead for which news may mean the future date, if the past one is more
/// than [`FAR`] days ago.
const ANNOUNCED: i64 = 14;

/// Days between the publication day and a range; 0 if the range contains it.
fn distance(range: &DateRange, published: Day) -> i64 {
    let (ahead, behind) = (range.first - published, published - range.last);
    ahead.num_days().max(behind.num_days()).max(0)
}

/// Whether a second reading is a reasonable alternative: if the best reading is today, the same
/// date next year is not.
pub(super) fn is_comparable(best: &DateRange, other: &DateRange, published: Day) -> bool {
    distance(other, published) <= FAR || distance(best, published) > CLOSE
}

/// The further readings that are reasonable alternatives to the best one.
pub(super) fn reasonable_alternatives(
    best: &DateRange,
    others: Vec<DateRange>,
    published: Day,
) -> Vec<DateRange> {
    others.into_iter().filter(|other| is_comparable(best, other, published)).collect()
}

/// Picks one or two instances by direction, best first. `nth` returns instances relative to the
/// publication day: 0 is the current one.
fn pick(
    published: Day,
    direction: Direction,
    span: i64,
    nth: impl Fn(i64) -> Option<DateRange>,
) -> Vec<DateRange> {
    let (past, future) = around(published, span, nth);
    let behind = |range: &DateRange| (published - range.first).num_days();
    let nearer_ahead = match (&past, &future) {
        (Some(past), Some(future)) => -behind(future) < behind(past),
        _ => past.is_none(),
    };
    let running = past.as_ref().is_some_and(|past| past.days() > 1 && past.last >= published);
    let far = |range: &Option<DateRange>| {
        range.as_ref().is_none_or(|range| distance(range, published) > FAR)
    };
    let at_the_door =
        |range: &DateRange| range.days() == 1 && distance(range, published) <= ANNOUNCED;
    let order = match direction {
        Direction::Forward if running => [past, None],
        // Today, unless the next instance is near enough to be meant.
        Direction::Forward
            if past.as_ref().is_some_and(|p| p.last == published) && far(&future) =>
        {
            [past, None]
        }
        Direction::Forward => [future, past.filter(|past| past.last == published)],
        Direction::Deadline if running || !nearer_ahead && far(&future) => [past, future],
        Direction::Deadline => [future, past],
        // News looks back, but a future day is more likely if it is near and its last instance was
        // long ago.
        _ if far(&past) && future.as_ref().is_some_and(at_the_door) => {
            return future.into_iter().chain(past).collect();
        }
        // A date just ahead is a reasonable second reading.
        _ => [past, future.filter(|f| nearer_ahead && !running && behind(f) >= -92)],
    };
    let mut ranges: Vec<DateRange> = order.into_iter().flatten().collect();
    if let [best, other] = &ranges[..]
        && !is_comparable(best, other, published)
    {
        ranges.truncate(1);
    }
    ranges
}

/// Picks the instances for a bound (`NotBefore`, `NotAfter`), or else by direction. Fails outside
/// the calendar.
fn choose(
    published: Day,
    direction: Direction,
    span: i64,
    nth: impl Fn(Day, i64) -> Option<DateRange>,
) -> Resolution {
    let ranges = match direction {
        Direction::NotBefore(day) => {
            (-span..=span).filter_map(|n| nth(day, n)).find(|s| s.last >= day).into_iter().collect()
        }
        Direction::NotAfter(day) => (-span..=span)
            .filter_map(|n| nth(day, n))
            .filter(|s| s.first <= day)
            .last()
            .into_iter()
            .collect(),
        _ => pick(published, direction, span, |n| nth(published, n)),
    };
    if ranges.is_empty() { Err(OUT_OF_RANGE.into()) } else { Ok(ranges) }
}

pub(super) fn resolve_date(date: &PartialDate, published: Day, direction: Direction) -> Resolution {
    let found = match (date.year, date.month, date.day, date.weekday) {
        (Some(year), Some(month), Some(day), _) => {
            return full_date(year, month, day, date.weekday);
        }
        (Some(year), Some(month), None, None) => DateRange::month(year, month),
        (Some(year), None, None, None) => DateRange::year(year),
        (None, Some(month), Some(day), None) => {
            return day_of_month(month, day, published, direction);
        }
        (None, Some(month), Some(day), Some(weekday)) => {
            return weekday_of_date(month, day, weekday, published, direction);
        }
        (None, Some(month), None, None) => {
            return month_name(month, date.modifier, published, direction);
        }
        (None, None, Some(day), weekday) => return day_number(day, weekday, published, direction),
        (None, None, None, Some(weekday)) => {
            return weekday_name(weekday, date.modifier, published, direction);
        }
        _ => return Err("not a date: expected a day and a month".into()),
    };
    found.map(|range| vec![range]).ok_or_else(|| OUT_OF_RANGE.into())
}

/// A date with all parts. Fails if the calendar has no such day, or the weekday contradicts the
/// date.
fn full_date(year: i32, month: u32, day: u32, weekday: Option<Weekday>) -> Resolution {
    let Some(date) = calendar::day(year, month, day) else {
        let Some(month) = DateRange::month(year, month) else { return Err(OUT_OF_RANGE.into()) };
        return Err(no_such_day(day, &month.first.format("%B %Y").to_string(), month.days()));
    };
    match weekday {
        Some(weekday) if weekday != date.weekday() => Err(contradiction(date, weekday)),
        _ => Ok(vec![DateRange::day(date)]),
    }
}

/// Says that a month has no such day.
fn no_such_day(day: u32, month: &str, most: impl std::fmt::Display) -> String {
    format!("there is no {day} {month}: {month} has {most} days")
}

fn contradiction(date: Day, weekday: Weekday) -> String {
    let stated = full_name(weekday);
    format!("{} is a {}, not a {stated}", date.format("%-d %B %Y"), date.format("%A"))
}

fn full_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

fn day_of_month(month: u32, day: u32, published: Day, direction: Direction) -> Resolution {
    // Among the eight years around any year there is a leap year, even around 1900.
    let exists = calendar::day(2000, month, day).is_some();
    if !exists {
        let most = DateRange::month(2000, month).map_or(31, |month| month.days());
        let name = calendar::day(2000, month, 1).map(|day| day.format("%B").to_string());
        return Err(no_such_day(day, &name.unwrap_or_default(), most));
    }
    choose(published, direction, 8, |from, n| {
        let year = from.year() + i32::try_from(n).ok()?;
        calendar::day(year, month, day).map(DateRange::day)
    })
}

/// A date with a weekday but no year: if the year that the direction gives has another weekday, picks one within
/// [`FAR`] days of the publication day. Fails if none fits: if the weekday only fits a year away, it is more likely a
/// mistake.
fn weekday_of_date(
    month: u32,
    day: u32,
    weekday: Weekday,
    published: Day,
    direction: Direction,
) -> Resolution {
    let mut ranges = day_of_month(month, day, published, direction)?;
    let best = ranges[0].first;
    if best.weekday() == weekday {
        ranges.retain(|range| range.first.weekday() == weekday);
        return Ok(ranges);
    }
    let away = |day: &Day| (*day - published).num_days().abs();
    let other = [-1, 1].into_iter().filter_map(|n| calendar::day(best.year() + n, month, day));
    let mut nearest: Vec<Day> = other.filter(|day| away(day) <= FAR).chain([best]).collect();
    nearest.sort_by_key(away);
    match nearest.iter().find(|day| day.weekday() == weekday) {
        Some(day) => Ok(vec![DateRange::day(*day)]),
        None => Err(contradiction(nearest[0], weekday)),
    }
}

fn month_name(month: u32, modifier: Modifier, published: Day, direction: Direction) -> Resolution {
    by_year(modifier, published, direction, |year| DateRange::month(year, month))
}

pub(super) fn resolve_part_of_year(
    year: Option<i32>,
    code: u32,
    modifier: Modifier,
    published: Day,
    direction: Direction,
) -> Resolution {
    match year {
        Some(year) => {
            DateRange::part_of_year(year, code).map(|s| vec![s]).ok_or_else(|| OUT_OF_RANGE.into())
        }
        None => by_year(modifier, published, direction, |year| DateRange::part_of_year(year, code)),
    }
}

/// A holiday whose date depends on Easter; without a year, it is picked by direction.
fn resolve_easter(
    year: Option<i32>,
    feast: Feast,
    published: Day,
    direction: Direction,
) -> Resolution {
    match year {
        Some(year) => {
            from_easter(year, feast).map(|day| vec![day]).ok_or_else(|| OUT_OF_RANGE.into())
        }
        None => choose(published, direction, 2, |from, n| {
            from_easter(from.year() + i32::try_from(n).ok()?, feast)
        }),
    }
}

/// Resolves "the weekend", which names neither the last nor the next: the direction decides.
pub(super) fn resolve_weekend(published: Day, direction: Direction) -> Resolution {
    choose(published, direction, 2, DateRange::weekend)
}

/// A month or season without a year: picked by the modifier, or otherwise by direction.
fn by_year(
    modifier: Modifier,
    published: Day,
    direction: Direction,
    of_year: impl Fn(i32) -> Option<DateRange>,
) -> Resolution {
    let nth = |from: Day, n: i64| of_year(from.year() + i32::try_from(n).ok()?);
    let ended = |n: i64| nth(published, n).filter(|s| s.last < published);
    let ahead = |n: i64| nth(published, n).filter(|s| s.first > published);
    let order = match modifier {
        Modifier::Any => return choose(published, direction, 2, nth),
        // A winter that is in progress began in the year before.
        Modifier::This => {
            let under_way = nth(published, -1).filter(|s| s.last >= published);
            [under_way.or_else(|| nth(published, 0)), None]
        }
        // The nearest one that has ended. "last July" said in October may also mean last year's.
        Modifier::Last | Modifier::Past => {
            [ended(0).or_else(|| ended(-1)).or_else(|| ended(-2)), ended(-1)]
        }
        Modifier::Next | Modifier::Coming => [ahead(0).or_else(|| ahead(1)), ahead(1)],
    };
    distinct(order)
}

/// "the 21st", with or without a weekday. Fails if the weekday does not fit.
pub(super) fn day_number(
    day: u32,
    weekday: Option<Weekday>,
    published: Day,
    direction: Direction,
) -> Resolution {
    if !(1..=31).contains(&day) {
        return Err("a month has at most 31 days".into());
    }
    let nth = |from: Day, n: i64| {
        let (year, month) = calendar::month_from(from, n)?;
        calendar::day(year, month, day).map(DateRange::day)
    };
    let ranges = choose(published, direction, 2, nth)?;
    let Some(weekday) = weekday else { return Ok(ranges) };
    let fits = |range: &DateRange| range.first.weekday() == weekday;
    let near = choose(published, Direction::Deadline, 2, nth)?;
    match ranges.iter().chain(&near).find(|range| fits(range)) {
        Some(range) => Ok(vec![range.clone()]),
        None => Err(contradiction(ranges[0].first, weekday)),
    }
}

/// A weekday without other parts of a date.
pub(super) fn weekday_name(
    weekday: Weekday,
    modifier: Modifier,
    published: Day,
    direction: Direction,
) -> Resolution {
    let nth = |from: Day, n: i64| calendar::weekday_of_week(from, weekday, n).map(DateRange::day);
    let week = |n: i64| nth(published, n);
    let last = || week(0).filter(|s| s.last < published).or_else(|| week(-1));
    let next = || week(0).filter(|s| s.first > published).or_else(|| week(1));
    let order = match modifier {
        Modifier::Any => {
            let mut ranges = choose(published, direction, 2, nth)?;
            // "Monday" in a report of a Monday means that day, or perhaps the one a week before.
            if direction == Direction::Backward && ranges[0].first == published {
                ranges.extend(week(-1));
            }
            return Ok(ranges);
        }
        Modifier::This => [week(0), week(0).filter(|s| s.last < published).and(week(1))],
        // "last": the nearest in the past; some speakers mean the one in last week.
        Modifier::Last => [last(), week(-1)],
        Modifier::Past => [last(), None],
        // "next": the one in next week; some speakers mean the nearest in the future.
        Modifier::Next => [week(1), next()],
        Modifier::Coming => [next(), None],
    };
    distinct(order)
}
