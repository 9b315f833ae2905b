//! Whether something was so at a time: yes, no or maybe, from its bounds alone.
//!
//! *Yes* when every reading of the bounds says so, *no* when none does, else *maybe*. A reading
//! is a start and an end, each within its bounds, the start not after the end. Two things that
//! nobody states are taken in their plain sense rather than as "any day at all":
//!
//! - an end that is open or unknown: it went on at least until the report came out;
//! - a start that is open or unknown: it was under way by the earliest day it may have ended on.

use super::bounds::Bounds;
use super::day::Day;

/// Whether something was so at a time, from the least to the most affirmative answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// It is so in no reading of the bounds.
    No,
    /// It is so in some readings of the bounds and not in all.
    Maybe,
    /// It is so in every reading of the bounds.
    Yes,
}

/// The days a question is about, both included; `None` is no limit on that side.
///
/// A window whose `from` is after its `to` has no day in it; every answer about it is no.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// First day of the window; none where it is not limited towards the past.
    pub from: Option<Day>,
    /// Last day of the window, included; none where it is not limited towards the future.
    pub to: Option<Day>,
}

impl Window {
    /// A window of one day.
    #[must_use]
    pub fn day(day: Day) -> Self {
        Self::between(day, day)
    }

    /// The days from one to another.
    #[must_use]
    pub fn between(from: Day, to: Day) -> Self {
        Self { from: Some(from), to: Some(to) }
    }

    fn has_days(self) -> bool {
        is_by(self.from, self.to)
    }
}

impl Bounds {
    /// The day by which the period surely had started; none when nothing ensures that it ever did.
    /// `known_until` is the day the report came out.
    #[must_use]
    pub fn surely_started(&self, known_until: Day) -> Option<Day> {
        let unstated = self.start_earliest.is_none() && self.start_latest.is_none();
        match (self.start_latest, self.end_earliest) {
            (Some(start), _) => Some(start),
            (None, Some(end)) if unstated => Some(end),
            (None, None) if unstated && self.end_latest.is_none() => Some(known_until),
            (None, _) => self.end_latest,
        }
    }

    /// The day until which the period surely went on, once started; none when it may have ended on
    /// any day. `known_until` is the day the report came out.
    #[must_use]
    pub fn surely_lasted(&self, known_until: Day) -> Option<Day> {
        match (self.end_earliest, self.end_latest) {
            (Some(end), _) => Some(end),
            (None, None) => {
                // It lasted to its start at least, and a start may lie after the report.
                let start = self.start_latest.or(self.start_earliest);
                Some(start.map_or(known_until, |start| start.max(known_until)))
            }
            (None, Some(_)) => self.start_earliest,
        }
    }

    /// The first and last day that belong to the period in every reading, if there are any.
    #[must_use]
    pub fn certain(&self, known_until: Day) -> Option<(Day, Day)> {
        let days = (self.surely_started(known_until)?, self.surely_lasted(known_until)?);
        (days.0 <= days.1).then_some(days)
    }

    /// Whether some reading shares a day with the window.
    fn may_touch(&self, window: Window) -> bool {
        window.has_days()
            && is_by(self.start_earliest, window.to)
            && is_by(window.from, self.end_latest)
    }
}

/// Whether a state, a stock, a flow or an absence holds on some day of the window: something that
/// is so on every day of its period.
///
/// `known_until` is the day the report came out, up to which an open end is known to have held.
#[must_use]
pub fn holds_throughout(bounds: &Bounds, known_until: Day, window: Window) -> Answer {
    if !bounds.may_touch(window) {
        return Answer::No;
    }
    let started = covers(window.to, bounds.surely_started(known_until), |to, start| start <= to);
    let lasted = covers(window.from, bounds.surely_lasted(known_until), |from, end| end >= from);
    if started && lasted { Answer::Yes } else { Answer::Maybe }
}

/// Whether an event, which happens on some day of its period, happened within the window.
#[must_use]
pub fn happens_within(bounds: &Bounds, window: Window) -> Answer {
    if !bounds.may_touch(window) {
        return Answer::No;
    }
    let after = covers(window.from, bounds.start_earliest, |from, first| first >= from);
    let before = covers(window.to, bounds.end_latest, |to, last| last <= to);
    if after && before { Answer::Yes } else { Answer::Maybe }
}

/// Whether `a` is at or before `b`, where a missing day is no limit.
fn is_by(a: Option<Day>, b: Option<Day>) -> bool {
    a.zip(b).is_none_or(|(a, b)| a <= b)
}

/// Whether a side of the window takes in a bound: always without a limit, never without a bound.
fn covers(limit: Option<Day>, bound: Option<Day>, within: fn(Day, Day) -> bool) -> bool {
    limit.is_none_or(|limit| bound.is_some_and(|bound| within(limit, bound)))
}

#[cfg(test)]
mod tests;
