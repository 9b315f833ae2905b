//! Words for times: as precise as the times are known, and not more.

use super::hours::with_hours;
use crate::domain::compare::Statement;
use crate::domain::fact::{Draft, Stance, Status};
use crate::domain::quantity::Quantity;
use crate::domain::when::{Bounds, Day, Qualifier, When, plain_day};
use chrono::Datelike;

/// Words that a report uses for a day in the future: "by the end of the month".
const AHEAD: &[&str] = &["by", "before", "within"];

/// A time in words: `24 Oct 2016`, `20-22 Oct 2016`, `since 1-10 Jul 2016`, `by 31 Oct 2016`,
/// `about 7 Jul 2016`. The year is left out if it is `year`. Days are joined by hyphens; ends that
/// are themselves uncertain are joined by "to".
#[must_use]
pub fn when(when: &When, year: Option<i32>) -> String {
    words(when, is_stated_ahead(when), year)
}

fn is_stated_ahead(when: &When) -> bool {
    let is_ahead = |word: &str| AHEAD.iter().any(|ahead| ahead.eq_ignore_ascii_case(word));
    when.as_stated.split(' ').any(is_ahead)
}

/// Whether a statement is about some day up to a last one, so that its words are `by 31 Oct`.
fn is_up_to_a_day(stance: Stance, status: Option<Status>) -> bool {
    stance == Stance::Forecasts
        || matches!(status, Some(Status::Planned | Status::Announced | Status::Proposed))
}

/// The day of a statement whose words are `by` that day; `None` for all others.
#[must_use]
pub fn due(statement: &Statement) -> Option<Day> {
    let when = statement.when.as_deref()?;
    let Bounds { start_earliest, start_latest, end_earliest, end_latest } = when.bounds;
    let is_some_day = start_earliest == end_earliest
        && start_latest == end_latest
        && start_earliest != end_latest;
    let is_worded = || is_up_to_a_day(statement.stance, statement.status) || is_stated_ahead(when);
    end_latest
        .filter(|_| is_some_day && is_worded() && list(when.expression.as_str(), None).is_none())
}

/// The time of a fact in words; `None` if it has none. For plans and forecasts, an unknown day in a
/// period becomes "by" its last day; for an end, "until" a day becomes "by" that day.
#[must_use]
pub fn when_of(fact: &Draft, year: Option<i32>) -> Option<String> {
    let when = fact.when.as_ref()?;
    let words = when_as_meant(when, fact.stance, fact.status, year);
    let words = with_last_day(&words, when, fact.quantity.as_ref(), year);
    Some(with_hours(words, when, fact.time_of_day))
}

/// The time of a statement in words, by the rules of [`when_of`]; `None` if it has none.
#[must_use]
pub fn when_stated(statement: &Statement, year: Option<i32>) -> Option<String> {
    let when = statement.when.as_deref()?;
    Some(with_hours(days_stated(statement, year)?, when, statement.time_of_day))
}

/// The same without the hours of a day.
#[must_use]
pub fn days_stated(statement: &Statement, year: Option<i32>) -> Option<String> {
    let when = statement.when.as_deref()?;
    let words = when_as_meant(when, statement.stance, statement.status, year);
    Some(with_last_day(&words, when, statement.quantity.as_deref(), year))
}

/// The same; for a statement without a time, the day on which it was reported: `reported 24 Oct 2016`.
#[must_use]
pub fn when_or_reported(statement: &Statement, year: Option<i32>) -> String {
    when_stated(statement, year).unwrap_or_else(|| {
        let reported = |published| format!("reported {}", day(published, year));
        statement.published.map(reported).unwrap_or_default()
    })
}

/// The words for a time without an end, with the last day by a stated duration: `since 1 Mar 2018, until
/// 4 Mar 2018 at most`.
fn with_last_day(
    words: &str,
    when: &When,
    quantity: Option<&Quantity>,
    year: Option<i32>,
) -> String {
    let last = quantity.and_then(|quantity| quantity.last_day(&when.bounds));
    last.map_or(words.to_owned(), |last| format!("{words}, until {} at most", day(last, year)))
}

fn when_as_meant(
    stated: &When,
    stance: Stance,
    status: Option<Status>,
    year: Option<i32>,
) -> String {
    let words =
        if is_up_to_a_day(stance, status) { words(stated, true, year) } else { when(stated, year) };
    match words.strip_prefix("until ") {
        Some(day) if status == Some(Status::Ended) => format!("by {day}"),
        _ => words,
    }
}

/// A day: `24 Oct`, with the year unless that is `year`.
#[must_use]
pub fn day(day: Day, year: Option<i32>) -> String {
    let short = format!("{} {}", day.day(), month(day.month()));
    if year == Some(day.year()) { short } else { format!("{short} {}", day.year()) }
}

/// A period of days in short form: `20-22 Oct`, `28 Sep - 2 Oct`, `Jul`, `Jul-Sep`, `2016`, with
/// the year unless that is `year`.
#[must_use]
pub fn span(first: Day, last: Day, year: Option<i32>) -> String {
    let one_year = first.year() == last.year();
    let in_year = |text: String| {
        if year == Some(last.year()) { text } else { format!("{text} {}", last.year()) }
    };
    if first == last {
        return day(first, year);
    }
    if first.day() == 1 && ends_month(last) {
        let whole_years = first.month() == 1 && last.month() == 12;
        return match (one_year, whole_years) {
            (true, true) => last.year().to_string(),
            (false, true) => format!("{}-{}", first.year(), last.year()),
            (true, false) if first.month() == last.month() => {
                in_year(month(last.month()).to_owned())
            }
            (true, false) => in_year(format!("{}-{}", month(first.month()), month(last.month()))),
            (false, false) => {
                let (a, b) = (month(first.month()), month(last.month()));
                format!("{a} {} - {b} {}", first.year(), last.year())
            }
        };
    }
    match (one_year, first.month() == last.month()) {
        (true, true) => in_year(format!("{}-{} {}", first.day(), last.day(), month(last.month()))),
        (true, false) => {
            in_year(format!("{} - {}", day(first, Some(last.year())), day(last, Some(last.year()))))
        }
        (false, _) => format!("{} - {}", day(first, None), day(last, None)),
    }
}

/// The short English name of a month, from 1 to 12; `?` for any other number.
#[must_use]
pub fn month(number: u32) -> &'static str {
    const NAMES: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    usize::try_from(number).ok().and_then(|n| NAMES.get(n.wrapping_sub(1))).copied().unwrap_or("?")
}

fn ends_month(day: Day) -> bool {
    day.succ_opt().is_none_or(|next| next.day() == 1)
}

/// One end of a period: its earliest and latest day, and the qualifiers of EDTF (`~` about, `?`
/// doubted).
#[derive(Clone, Copy, PartialEq)]
struct End {
    days: (Option<Day>, Option<Day>),
    about: bool,
    doubted: bool,
}

impl End {
    fn words(self, year: Option<i32>) -> Option<String> {
        let text = match self.days {
            (Some(first), Some(last)) => span(first, last, year),
            (Some(first), None) => format!("{} or later", day(first, year)),
            (None, Some(last)) => format!("{} or earlier", day(last, year)),
            (None, None) => return None,
        };
        Some(self.qualified(&text))
    }

    fn qualified(self, text: &str) -> String {
        hedged(text, self.about, self.doubted)
    }

    fn year(self) -> Option<i32> {
        let (first, last) = (self.days.0?.year(), self.days.1?.year());
        (first == last).then_some(first)
    }
}

/// Words for days with a qualifier: `about 7 Jul`, `7 Jul?`.
#[must_use]
pub fn qualified(words: &str, qualifier: Option<Qualifier>) -> String {
    let is = |has: fn(Qualifier) -> bool| qualifier.is_some_and(has);
    hedged(words, is(Qualifier::is_approximate), is(Qualifier::is_uncertain))
}

/// Words for a period, as sure as its first and its last day are: `about 5-7 Jul`, `5-7 Jul, first day approximate`.
#[must_use]
pub fn hedged_span(
    (first, last): (Day, Day),
    hedges: [Option<Qualifier>; 2],
    year: Option<i32>,
) -> String {
    let days = span(first, last, year);
    if hedges[0] == hedges[1] {
        qualified(&days, hedges[0])
    } else {
        with_hedged_ends(days, hedges)
    }
}

/// Words for days whose ends are not equally sure: `5-7 Jul, first day approximate`.
#[must_use]
pub fn with_hedged_ends(days: String, hedges: [Option<Qualifier>; 2]) -> String {
    let end = |what: &str, hedge: Option<Qualifier>| {
        let how = match hedge? {
            Qualifier::Approximate => "approximate",
            Qualifier::Uncertain => "doubtful",
            Qualifier::Both => "approximate and doubtful",
        };
        Some(format!("{what} {how}"))
    };
    let ends = [Some(days), end("first day", hedges[0]), end("last day", hedges[1])];
    ends.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn hedged(words: &str, is_about: bool, is_doubted: bool) -> String {
    let about = if is_about { "about " } else { "" };
    let doubt = if is_doubted { "?" } else { "" };
    format!("{about}{words}{doubt}")
}

fn words(when: &When, ahead: bool, year: Option<i32>) -> String {
    let text = when.expression.as_str();
    // Most times are single days.
    let exact = when.bounds.start_earliest.filter(|_| when.bounds.is_exact_day());
    if let Some(exact) = exact.filter(|_| plain_day(text).is_some()) {
        return day(exact, year);
    }
    if let Some(list) = list(text, year) {
        return list;
    }
    let (from, to) = text.split_once('/').unwrap_or((text, text));
    let end = |text: &str, days| End {
        days,
        about: text.contains(['~', '%']),
        doubted: text.contains(['?', '%']),
    };
    let Bounds { start_earliest, start_latest, end_earliest, end_latest } = when.bounds;
    let start = end(from, (start_earliest, start_latest));
    let stop = end(to, (end_earliest, end_latest));
    let one_day = start_earliest == end_earliest && start_latest == end_latest;
    if one_day && start_earliest != start_latest {
        return one_of(start, ahead, year);
    }
    let exact = start_earliest == start_latest && end_earliest == end_latest;
    match (start_earliest, end_latest) {
        (Some(first), Some(last))
            if exact && (start.about, start.doubted) == (stop.about, stop.doubted) =>
        {
            start.qualified(&span(first, last, year))
        }
        _ => period(start, stop, year).unwrap_or_else(|| undated(when)),
    }
}

/// One unknown day out of several: `between 20 and 22 Oct`, `by 31 Oct`, `some day in Jul`.
fn one_of(days: End, ahead: bool, year: Option<i32>) -> String {
    match days.days {
        (Some(first), None) => {
            let before = first.pred_opt().unwrap_or(first);
            format!("after {}", days.qualified(&day(before, year)))
        }
        (None, Some(last)) => format!("by {}", days.qualified(&day(last, year))),
        (Some(_), Some(last)) if ahead => format!("by {}", days.qualified(&day(last, year))),
        (Some(first), Some(last)) if first.day() == 1 && ends_month(last) => {
            format!("some day in {}", days.qualified(&span(first, last, year)))
        }
        (Some(first), Some(last)) => {
            let same_month = (first.year(), first.month()) == (last.year(), last.month());
            let from =
                if same_month { first.day().to_string() } else { day(first, Some(last.year())) };
            format!("between {from} and {}", days.qualified(&day(last, year)))
        }
        (None, None) => String::new(),
    }
}

/// A period with open or uncertain ends; `None` if both ends are open.
fn period(start: End, stop: End, year: Option<i32>) -> Option<String> {
    let start_year =
        if stop.year().is_some() && start.year() == stop.year() { stop.year() } else { year };
    match (start.words(start_year), stop.words(year)) {
        (Some(_), None) => start.words(year).map(|start| format!("since {start}")),
        (None, Some(stop)) => Some(format!("until {stop}")),
        (Some(start), Some(stop)) => Some(format!("{start} to {stop}")),
        (None, None) => None,
    }
}

fn undated(when: &When) -> String {
    let words = when.as_stated.trim();
    if words.is_empty() { "at an unknown time".to_owned() } else { words.to_owned() }
}

/// An EDTF set of separate dates: `20 and 22 Oct`, `20 or 22 Oct`. `None` if the text is not such a
/// set.
fn list(text: &str, year: Option<i32>) -> Option<String> {
    let inner = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let (inner, and) = match inner {
        Some(inner) => (inner, " and "),
        None => (text.strip_prefix('[')?.strip_suffix(']')?, " or "),
    };
    if !inner.contains(',') {
        return None;
    }
    let members: Vec<(Day, Day)> = inner.split(',').map(member).collect::<Option<_>>()?;
    let mut words: Vec<String> = Vec::new();
    for (at, &(first, last)) in members.iter().enumerate() {
        let next = members.get(at + 1).map(|next| next.0);
        let shares_year = next.is_some_and(|next| next.year() == last.year());
        let shares_month = shares_year && next.is_some_and(|next| next.month() == last.month());
        let single_day = first == last;
        words.push(if shares_month && single_day {
            first.day().to_string()
        } else {
            span(first, last, if shares_year { Some(last.year()) } else { year })
        });
    }
    let end = words.pop()?;
    Some(format!("{}{and}{end}", words.join(", ")))
}

/// The first and last day of a member of an EDTF set: `2016-10-20`, `2016-10` or
/// `2016-10-20..2016-10-22`. `None` if the text has another form.
fn member(text: &str) -> Option<(Day, Day)> {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    Some((dated(first)?.0, dated(last)?.1))
}

fn dated(text: &str) -> Option<(Day, Day)> {
    let mut parts = text.splitn(3, '-').map(str::parse::<u32>);
    let year = i32::try_from(parts.next()?.ok()?).ok()?;
    let Some(month) = parts.next() else {
        return Some((Day::from_ymd_opt(year, 1, 1)?, Day::from_ymd_opt(year, 12, 31)?));
    };
    let month = month.ok()?;
    let first = Day::from_ymd_opt(year, month, 1)?;
    match parts.next() {
        Some(day) => Day::from_ymd_opt(year, month, day.ok()?).map(|day| (day, day)),
        None => Some((first, first.checked_add_months(chrono::Months::new(1))?.pred_opt()?)),
    }
}

#[cfg(test)]
mod tests;
