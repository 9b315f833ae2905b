//! Fills the gaps of a date: which year, month or week is meant. Knows the publication day and
//! the direction in which the words look; knows no words.

use super::point::{Date, Look, OUT_OF_RANGE, Places, Which, distinct};
use super::stretch::{self, Stretch};
use crate::domain::when::Day;
use chrono::{Datelike, Weekday};

/// The latest instance that begins on or before `reference`, and the earliest after it.
fn around(
    reference: Day,
    span: i64,
    nth: impl Fn(i64) -> Option<Stretch>,
) -> (Option<Stretch>, Option<Stretch>) {
    let all = || (-span..=span).filter_map(&nth);
    let past = all().filter(|stretch| stretch.first <= reference).last();
    (past, all().find(|stretch| stretch.first > reference))
}

/// Beyond half a year, in days, a second reading competes with no date close to hand.
const FAR: i64 = 183;
/// How close to hand, in days, a date is that leaves no doubt about its year.
const CLOSE: i64 = 31;
/// How many days ahead news may announce a date that was last half a year ago or more.
const ANNOUNCED: i64 = 14;

/// Days from the publication day to the nearest day of a stretch.
fn distance(stretch: &Stretch, published: Day) -> i64 {
    let (ahead, behind) = (stretch.first - published, published - stretch.last);
    ahead.num_days().max(behind.num_days()).max(0)
}

/// Whether a second reading is honest beside the best one: next year's 24 October is not, beside
/// the one that is today.
pub(super) fn is_comparable(best: &Stretch, other: &Stretch, published: Day) -> bool {
    distance(other, published) <= FAR || distance(best, published) > CLOSE
}

/// The further readings that are honest beside the best one.
pub(super) fn honest_beside(best: &Stretch, others: Vec<Stretch>, published: Day) -> Vec<Stretch> {
    others.into_iter().filter(|other| is_comparable(best, other, published)).collect()
}

/// Picks by direction among the instances that `nth` gives, counted from the publication day's.
fn pick(
    published: Day,
    look: Look,
    span: i64,
    nth: impl Fn(i64) -> Option<Stretch>,
) -> Vec<Stretch> {
    let (past, future) = around(published, span, nth);
    let behind = |stretch: &Stretch| (published - stretch.first).num_days();
    let nearer_ahead = match (&past, &future) {
        (Some(past), Some(future)) => -behind(future) < behind(past),
        _ => past.is_none(),
    };
    let running = past.as_ref().is_some_and(|past| past.days() > 1 && past.last >= published);
    let far = |stretch: &Option<Stretch>| {
        stretch.as_ref().is_none_or(|stretch| distance(stretch, published) > FAR)
    };
    let at_the_door =
        |stretch: &Stretch| stretch.days() == 1 && distance(stretch, published) <= ANNOUNCED;
    let order = match look {
        Look::Ahead if running => [past, None],
        // The day itself, unless the next one is near enough to be meant.
        Look::Ahead if past.as_ref().is_some_and(|p| p.last == published) && far(&future) => {
            [past, None]
        }
        Look::Ahead => [future, past.filter(|past| past.last == published)],
        Look::Deadline if running || !nearer_ahead && far(&future) => [past, future],
        Look::Deadline => [future, past],
        // News reads backwards, but of a day long past it rather announces the one at the door.
        _ if far(&past) && future.as_ref().is_some_and(at_the_door) => {
            return future.into_iter().chain(past).collect();
        }
        // A date just ahead is an honest second reading of one long past.
        _ => [past, future.filter(|f| nearer_ahead && !running && behind(f) >= -92)],
    };
    let mut places: Vec<Stretch> = order.into_iter().flatten().collect();
    if let [best, other] = &places[..]
        && !is_comparable(best, other, published)
    {
        places.truncate(1);
    }
    places
}

/// Picks along a range, or by direction.
fn choose(
    published: Day,
    look: Look,
    span: i64,
    nth: impl Fn(Day, i64) -> Option<Stretch>,
) -> Places {
    let places = match look {
        Look::NotBefore(day) => {
            (-span..=span).filter_map(|n| nth(day, n)).find(|s| s.last >= day).into_iter().collect()
        }
        Look::NotAfter(day) => (-span..=span)
            .filter_map(|n| nth(day, n))
            .filter(|s| s.first <= day)
            .last()
            .into_iter()
            .collect(),
        _ => pick(published, look, span, |n| nth(published, n)),
    };
    if places.is_empty() { Err(OUT_OF_RANGE.into()) } else { Ok(places) }
}

pub(super) fn place_date(date: &Date, published: Day, look: Look) -> Places {
    let found = match (date.year, date.month, date.day, date.weekday) {
        (Some(year), Some(month), Some(day), _) => {
            return full_date(year, month, day, date.weekday);
        }
        (Some(year), Some(month), None, None) => Stretch::month(year, month),
        (Some(year), None, None, None) => Stretch::year(year),
        (None, Some(month), Some(day), None) => {
            return day_of_month(month, day, published, look);
        }
        (None, Some(month), Some(day), Some(weekday)) => {
            return weekday_of_date(month, day, weekday, published, look);
        }
        (None, Some(month), None, None) => return month_name(month, date.which, published, look),
        (None, None, Some(day), weekday) => return day_number(day, weekday, published, look),
        (None, None, None, Some(weekday)) => {
            return weekday_name(weekday, date.which, published, look);
        }
        _ => return Err("not a date: expected a day and a month".into()),
    };
    found.map(|stretch| vec![stretch]).ok_or_else(|| OUT_OF_RANGE.into())
}

/// A date with all its parts; refused where the calendar has no such day.
fn full_date(year: i32, month: u32, day: u32, weekday: Option<Weekday>) -> Places {
    let Some(date) = stretch::day(year, month, day) else {
        let Some(month) = Stretch::month(year, month) else { return Err(OUT_OF_RANGE.into()) };
        return Err(format!("{} has {} days", month.first.format("%B %Y"), month.days()));
    };
    match weekday {
        Some(weekday) if weekday != date.weekday() => Err(contradiction(date, weekday)),
        _ => Ok(vec![Stretch::day(date)]),
    }
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

fn day_of_month(month: u32, day: u32, published: Day, look: Look) -> Places {
    // Eight years hold a 29 February even across 1900.
    let exists = stretch::day(2000, month, day).is_some();
    if !exists {
        let most = Stretch::month(2000, month).map_or(31, |month| month.days());
        let name = stretch::day(2000, month, 1).map(|day| day.format("%B").to_string());
        return Err(format!("{} has {most} days", name.unwrap_or_default()));
    }
    choose(published, look, 8, |from, n| {
        let year = from.year() + i32::try_from(n).ok()?;
        stretch::day(year, month, day).map(Stretch::day)
    })
}

/// A weekday with a date but no year: the year, this, last or next, in which they agree.
fn weekday_of_date(month: u32, day: u32, weekday: Weekday, published: Day, look: Look) -> Places {
    let mut places = day_of_month(month, day, published, look)?;
    let best = places[0].first;
    if best.weekday() == weekday {
        places.retain(|place| place.first.weekday() == weekday);
        return Ok(places);
    }
    let other = [-1, 1].into_iter().filter_map(|n| stretch::day(best.year() + n, month, day));
    let near = |day: &Day| (*day - published).num_days().abs() <= 366;
    match other.filter(near).find(|day| day.weekday() == weekday) {
        Some(day) => Ok(vec![Stretch::day(day)]),
        None => Err(contradiction(best, weekday)),
    }
}

fn month_name(month: u32, which: Which, published: Day, look: Look) -> Places {
    by_year(which, published, look, |year| Stretch::month(year, month))
}

pub(super) fn place_part_of_year(
    year: Option<i32>,
    code: u32,
    which: Which,
    published: Day,
    look: Look,
) -> Places {
    match year {
        Some(year) => {
            Stretch::part_of_year(year, code).map(|s| vec![s]).ok_or_else(|| OUT_OF_RANGE.into())
        }
        None => by_year(which, published, look, |year| Stretch::part_of_year(year, code)),
    }
}

/// "the weekend": the one that began last, or by direction.
pub(super) fn place_weekend(published: Day, look: Look) -> Places {
    choose(published, look, 2, Stretch::weekend)
}

/// Something that comes once a year, by name.
fn by_year(
    which: Which,
    published: Day,
    look: Look,
    of_year: impl Fn(i32) -> Option<Stretch>,
) -> Places {
    let nth = |from: Day, n: i64| of_year(from.year() + i32::try_from(n).ok()?);
    let ended = |n: i64| nth(published, n).filter(|s| s.last < published);
    let ahead = |n: i64| nth(published, n).filter(|s| s.first > published);
    let order = match which {
        Which::Any => return choose(published, look, 2, nth),
        // The winter under way began in the year before.
        Which::This => {
            let under_way = nth(published, -1).filter(|s| s.last >= published);
            [under_way.or_else(|| nth(published, 0)), None]
        }
        // The nearest that is over; "last July" said in October may mean last year's.
        Which::Last | Which::Past => {
            [ended(0).or_else(|| ended(-1)).or_else(|| ended(-2)), ended(-1)]
        }
        Which::Next | Which::Coming => [ahead(0).or_else(|| ahead(1)), ahead(1)],
    };
    distinct(order)
}

/// "the 21st", with or without its weekday.
pub(super) fn day_number(day: u32, weekday: Option<Weekday>, published: Day, look: Look) -> Places {
    if !(1..=31).contains(&day) {
        return Err("a month has at most 31 days".into());
    }
    let nth = |from: Day, n: i64| {
        let (year, month) = stretch::month_from(from, n)?;
        stretch::day(year, month, day).map(Stretch::day)
    };
    let places = choose(published, look, 2, nth)?;
    let Some(weekday) = weekday else { return Ok(places) };
    let fits = |place: &Stretch| place.first.weekday() == weekday;
    let near = choose(published, Look::Deadline, 2, nth)?;
    match places.iter().chain(&near).find(|place| fits(place)) {
        Some(place) => Ok(vec![place.clone()]),
        None => Err(contradiction(places[0].first, weekday)),
    }
}

fn weekday_name(weekday: Weekday, which: Which, published: Day, look: Look) -> Places {
    let nth = |from: Day, n: i64| stretch::weekday_of_week(from, weekday, n).map(Stretch::day);
    let week = |n: i64| nth(published, n);
    let last = || week(0).filter(|s| s.last < published).or_else(|| week(-1));
    let next = || week(0).filter(|s| s.first > published).or_else(|| week(1));
    let order = match which {
        Which::Any => {
            let mut places = choose(published, look, 2, nth)?;
            // "Monday" in a report of a Monday: that day, but perhaps the one a week before.
            if look == Look::Back && places[0].first == published {
                places.extend(week(-1));
            }
            return Ok(places);
        }
        Which::This => [week(0), week(0).filter(|s| s.last < published).and(week(1))],
        // The nearest behind; in some mouths the one of last week.
        Which::Last => [last(), week(-1)],
        Which::Past => [last(), None],
        // The one of next week; in some mouths the nearest ahead.
        Which::Next => [week(1), next()],
        Which::Coming => [next(), None],
    };
    distinct(order)
}
