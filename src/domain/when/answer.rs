//! Decides whether a fact was true at a time: yes, no or maybe, from its bounds.
//!
//! *Yes* if all readings of the bounds agree, *no* if none does, else *maybe*. A reading is a start
//! and an end within their bounds, with the start not after the end. An open start or end does not
//! mean "any day at all", but is read in its plain sense:
//!
//! - an open or unknown end: it continued at least until the day of publication;
//! - an open or unknown start: it had begun by the earliest day on which it may have ended.

use super::bounds::Bounds;
use super::day::Day;

/// Whether a fact was true at a time; ordered from no to yes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// It was true for no start and end within the bounds.
    No,
    /// It was true for some starts and ends within the bounds, but not for all.
    Maybe,
    /// It was true for all starts and ends within the bounds.
    #[default]
    Yes,
}

/// The days that a question is about, both ends included.
///
/// A window with `from` after `to` contains no day, so every answer about it is no.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// First day of the window; `None` for no limit.
    pub from: Option<Day>,
    /// Last day of the window; `None` for no limit.
    pub to: Option<Day>,
}

impl Window {
    /// The window of one day.
    #[must_use]
    pub fn day(day: Day) -> Self {
        Self::between(day, day)
    }

    /// The window from one day to another.
    #[must_use]
    pub fn between(from: Day, to: Day) -> Self {
        Self { from: Some(from), to: Some(to) }
    }

    fn has_days(self) -> bool {
        is_by(self.from, self.to)
    }
}

impl Bounds {
    /// The day by which the period had certainly started; `None` if it may never have started.
    /// `known_until` is the day of publication; `None` if that is unknown.
    #[must_use]
    pub fn surely_started(&self, known_until: Option<Day>) -> Option<Day> {
        let unstated = self.start_earliest.is_none() && self.start_latest.is_none();
        match (self.start_latest, self.end_earliest) {
            (Some(start), _) => Some(start),
            (None, Some(end)) if unstated => Some(end),
            (None, None) if unstated && self.end_latest.is_none() => known_until,
            (None, _) => self.end_latest,
        }
    }

    /// The day until which the period certainly lasted, once it started; `None` if it may have
    /// ended on any day. `known_until` is the day of publication; `None` if that is unknown.
    #[must_use]
    pub fn surely_lasted(&self, known_until: Option<Day>) -> Option<Day> {
        match (self.end_earliest, self.end_latest) {
            (Some(end), _) => Some(end),
            (None, None) => {
                // It continued at least until its start, and a start may be after publication.
                known_until.max(self.start_latest.or(self.start_earliest))
            }
            (None, Some(_)) => self.start_earliest,
        }
    }

    /// First and last day that are in the period in every reading; `None` if there are none.
    #[must_use]
    pub fn certain(&self, known_until: Option<Day>) -> Option<(Day, Day)> {
        let days = (self.surely_started(known_until)?, self.surely_lasted(known_until)?);
        (days.0 <= days.1).then_some(days)
    }

    /// Whether some reading has a day in the window.
    fn may_touch(&self, window: Window) -> bool {
        window.has_days()
            && is_by(self.start_earliest, window.to)
            && is_by(window.from, self.end_latest)
    }
}

/// Whether a state, stock, flow or absence, which is true on every day of its period, was true on some day of
/// the window.
///
/// `known_until` is the day of publication; a fact with an open end is known to have been true until then, or
/// until its start if that day is unknown (`None`).
#[must_use]
pub fn holds_throughout(bounds: &Bounds, known_until: Option<Day>, window: Window) -> Answer {
    if !bounds.may_touch(window) {
        return Answer::No;
    }
    let started = covers(window.to, bounds.surely_started(known_until), |to, start| start <= to);
    let lasted = covers(window.from, bounds.surely_lasted(known_until), |from, end| end >= from);
    if started && lasted { Answer::Yes } else { Answer::Maybe }
}

/// Whether an event, which happened on one day of its period, happened within the window.
#[must_use]
pub fn happens_within(bounds: &Bounds, window: Window) -> Answer {
    if !bounds.may_touch(window) {
        return Answer::No;
    }
    let after = covers(window.from, bounds.start_earliest, |from, first| first >= from);
    let before = covers(window.to, bounds.end_latest, |to, last| last <= to);
    if after && before { Answer::Yes } else { Answer::Maybe }
}

/// Whether `a` is at or before `b`; true if either is `None`, an open bound.
fn is_by(a: Option<Day>, b: Option<Day>) -> bool {
    a.zip(b).is_none_or(|(a, b)| a <= b)
}

/// Whether one side of a window includes a bound: always if the window has no limit there, never
/// if the bound is open.
fn covers(limit: Option<Day>, bound: Option<Day>, within: fn(Day, Day) -> bool) -> bool {
    limit.is_none_or(|limit| bound.is_some_and(|bound| within(limit, bound)))
}

#[cfg(test)]
mod tests;
