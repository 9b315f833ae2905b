//! Stated durations that do not fit the time from start to end: a "72-hour" truce of 59 hours.
//!
//! The time from start to end is computed from the days on which a state began and ended, with the times of day if they
//! are stated, and within one thread from the first duration and its extensions.

use super::moments::{DAY, Moments, between, common, end, start};
use super::thing::Thing;
use crate::domain::compare::{Statement, StatementKind};
use crate::domain::fact::Status;
use crate::domain::indicator::{Measure, Nature};
use crate::domain::quantity::Quantity;
use crate::domain::selection::Selection;
use crate::domain::when::{Bounds, Day};
use foldhash::{HashMap, HashSet};
use std::cmp::Reverse;
use std::collections::hash_map::Entry;

pub use super::moments::HourRange;

/// A stated duration that does not fit.
#[derive(Clone, Debug)]
pub struct Mislabelled<'a> {
    /// The statements of that duration, the newest report first.
    pub said: Vec<&'a Statement>,
    /// The time from start to end.
    pub lasted: HourRange,
    /// The statements from which that time was computed, in the order of time.
    pub from: Vec<&'a Statement>,
    /// Whether it is computed from a first duration and its extensions, and not from days.
    pub by_steps: bool,
}

/// The hours of a stated duration; `None` for other units, for rates and parts, and for words without a figure. A
/// duration in days may mean full days or days that are touched, so it may be up to a day longer or shorter.
fn stated(quantity: &Quantity) -> Option<HourRange> {
    if !quantity.is_plain() || quantity.has_no_figure() {
        return None;
    }
    let (low, high, slack) = match quantity.unit.as_str() {
        "minutes" => (1.0 / 60.0, 1.0 / 60.0, 0.0),
        "hours" => (1.0, 1.0, 0.0),
        "days" => (DAY, DAY, DAY),
        "weeks" => (7.0 * DAY, 7.0 * DAY, DAY),
        "months" => (28.0 * DAY, 31.0 * DAY, DAY),
        "years" => (365.0 * DAY, 366.0 * DAY, DAY),
        _ => return None,
    };
    let least = quantity.best.or(quantity.low).map_or(0.0, |n| n.get() * low);
    let most = quantity.best.or(quantity.high).map_or(f64::INFINITY, |n| n.get() * high);
    let about = if quantity.approximate { 0.1 } else { 0.0 };
    Some(HourRange { least: least * (1.0 - about) - slack, most: most * (1.0 + about) + slack })
}

/// The stated durations that do not fit, the newest report first. Starts, ends and extensions are taken
/// from `all`.
#[must_use]
pub fn mislabelled<'a>(
    asked: &[&'a Statement],
    all: &[&'a Statement],
    rows: &Selection,
) -> Vec<Mislabelled<'a>> {
    let lasts = |one: &&&Statement| one.counts && is_duration(one, rows);
    let mut courses: HashMap<Thing<'_>, Course<'_>> = HashMap::default();
    for &one in asked.iter().filter(lasts).filter(|one| hours(one).is_some()) {
        courses.entry(Thing::of(one)).or_default().labels.push(one);
    }
    for &one in all.iter().filter(lasts) {
        if let Some(course) = courses.get_mut(&Thing::of(one)) {
            course.add(one);
        }
    }
    let courses = courses.into_iter();
    let mut found: Vec<Mislabelled<'_>> =
        courses.flat_map(|(thing, course)| course.mislabelled(thing.thread.is_some())).collect();
    found.sort_by_key(|one| Reverse((one.said[0].published, one.said[0].uid)));
    found
}

/// Whether a statement is about something that lasts.
fn is_duration(one: &Statement, rows: &Selection) -> bool {
    let indicator = rows.indicators.get(&*one.indicator);
    one.nature == Nature::State || indicator.is_some_and(|row| row.measures == Measure::Duration)
}

fn hours(one: &Statement) -> Option<HourRange> {
    one.quantity.as_deref().and_then(stated)
}

/// What is stated about one state: its durations, steps, starts and ends.
#[derive(Default)]
struct Course<'a> {
    labels: Vec<&'a Statement>,
    bases: Vec<&'a Statement>,
    extensions: Vec<&'a Statement>,
    starts: Vec<(&'a Statement, Moments)>,
    ends: Vec<(&'a Statement, Moments)>,
}

impl<'a> Course<'a> {
    fn add(&mut self, one: &'a Statement) {
        match one.status {
            Some(Status::Extended) => self.extensions.push(one),
            Some(Status::Ended) => {}
            _ if hours(one).is_some() => self.bases.push(one),
            _ => {}
        }
        self.starts.extend(start(one).map(|start| (one, start)));
        self.ends.extend(end(one).map(|end| (one, end)));
    }

    fn mislabelled(mut self, has_thread: bool) -> Vec<Mislabelled<'a>> {
        self.labels.sort_by_key(|one| Reverse((one.published, one.uid)));
        self.ends.sort_by_key(|(one, end)| (end.first, end.last, one.uid));
        let steps = if has_thread { self.steps() } else { None };
        let mut spans = Spans::of(&self, has_thread);
        let mut found: Vec<Mislabelled<'_>> = Vec::new();
        let mut known: HashMap<[u64; 4], usize> = HashMap::default();
        for &label in self.labels.iter().filter(|one| !self.is_step(one)) {
            let lasted = match &steps {
                Some(steps) => Some(steps.lasted),
                None => spans.lasted(label),
            };
            let Some((stated, lasted)) = hours(label).zip(lasted) else { continue };
            if stated.meets(lasted) {
                continue;
            }
            // The same duration in several reports is one finding.
            let [stated, measured] = [stated, lasted].map(HourRange::bits);
            match known.entry([stated[0], stated[1], measured[0], measured[1]]) {
                Entry::Occupied(at) => found[*at.get()].said.push(label),
                Entry::Vacant(free) => {
                    free.insert(found.len());
                    let said = vec![label];
                    found.push(if let Some(steps) = &steps {
                        Mislabelled { said, ..steps.clone() }
                    } else {
                        let from = spans.from(label);
                        Mislabelled { said, lasted, from, by_steps: false }
                    });
                }
            }
        }
        found
    }

    /// Whether a statement gives the length of only a part: neither a first duration that was extended nor an extension
    /// is the length of the whole.
    fn is_step(&self, label: &Statement) -> bool {
        label.status == Some(Status::Extended)
            || !self.extensions.is_empty() && label.status != Some(Status::Ended)
    }

    /// The sum of the one first duration and its extensions, if it fits the days of start and end.
    /// Extensions with the same days and length count once.
    fn steps(&self) -> Option<Mislabelled<'a>> {
        let exact = |one: &Statement| {
            hours(one)?;
            let quantity = one.quantity.as_deref().filter(|quantity| !quantity.approximate)?;
            let best = quantity.best?.get();
            match quantity.unit.as_str() {
                "hours" => Some(best),
                "days" => Some(best * DAY),
                _ => None,
            }
        };
        let first = *self.bases.iter().max_by_key(|one| Reverse((one.published, one.uid)))?;
        let base = exact(first)?;
        if self.bases.iter().any(|one| exact(one) != Some(base)) || self.extensions.is_empty() {
            return None;
        }
        let mut once: HashSet<(Option<Bounds>, u64)> = HashSet::default();
        let (mut hours, mut from) = (base, vec![first]);
        let mut extensions = self.extensions.clone();
        extensions.sort_by_key(|one| (one.last(), one.published, one.uid));
        for one in extensions {
            let length = exact(one)?;
            if once.insert((one.stated_bounds(), length.to_bits())) {
                hours += length;
                from.push(one);
            }
        }
        let lasted = HourRange { least: hours, most: hours };
        let days = common(self.starts.iter().map(|(_, start)| *start))
            .zip(common(self.ends.iter().map(|(_, end)| *end)));
        let fits = days
            .is_none_or(|(start, end)| between(start, end).is_some_and(|days| days.meets(lasted)));
        fits.then_some(Mislabelled { said: Vec::new(), lasted, from, by_steps: true })
    }
}

/// How long a state lasted, from its starts and ends. The days that they have in common are found once, not for each
/// stated duration.
struct Spans<'c, 'a> {
    course: &'c Course<'a>,
    has_thread: bool,
    /// The start on which the statements of a thread agree.
    start: Option<Moments>,
    /// For each day, the end on which the statements about ends from that day on agree.
    ends: HashMap<Day, Option<Moments>>,
    /// The starts that other facts state, for states that were announced for some days or whose end is stated.
    told: HashMap<Sought, Option<Moments>>,
}

/// Which start to look for if a statement does not give it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Sought {
    /// The start of a state that was announced to begin on one of these days.
    On(Day, Day),
    /// The start of a state that ended on one of these days.
    Before(Day, Day),
}

impl Sought {
    fn of(label: &Statement) -> Option<Self> {
        let bounds = label.stated_bounds()?;
        if label.kind() == StatementKind::Planned {
            let (first, last) = bounds.start_earliest.zip(bounds.start_latest)?;
            return Some(Self::On(first, last));
        }
        end(label).map(|end| Self::Before(end.first, end.last))
    }
}

impl<'c, 'a> Spans<'c, 'a> {
    fn of(course: &'c Course<'a>, has_thread: bool) -> Self {
        let starts = course.starts.iter().filter(|_| has_thread);
        let start = common(starts.map(|(_, start)| *start));
        Self { course, has_thread, start, ends: HashMap::default(), told: HashMap::default() }
    }

    /// When the state began whose duration a statement gives.
    fn start(&mut self, label: &Statement) -> Option<Moments> {
        if let Some(known) = start(label).or(self.start) {
            return Some(known);
        }
        // A duration of less than a day may be meant for each day.
        let is_of_days = hours(label).is_some_and(|hours| hours.most >= DAY);
        let sought = Sought::of(label).filter(|_| is_of_days)?;
        if let Some(known) = self.told.get(&sought) {
            return *known;
        }
        let told = common(self.starts(sought).map(|(_, start)| *start));
        self.told.insert(sought, told);
        told
    }

    /// The starts that other facts state: on the days for which the state was announced, or after the end that precedes
    /// the stated end.
    fn starts(
        &self,
        sought: Sought,
    ) -> impl Iterator<Item = &'c (&'a Statement, Moments)> + use<'c, 'a> {
        let (after, first, last) = match sought {
            Sought::On(first, last) => (None, first, last),
            Sought::Before(first, last) => {
                let before = self.course.ends.iter().filter(|(_, end)| end.last < first);
                (before.map(|(_, end)| end.last).max(), Day::MIN, last)
            }
        };
        self.course.starts.iter().filter(move |(_, start)| {
            start.first <= last && start.last >= first && Some(start.first) > after
        })
    }

    /// How long the state lasted whose duration a statement gives; `None` if this is not known.
    fn lasted(&mut self, label: &Statement) -> Option<HourRange> {
        let start = self.start(label)?;
        let own_end = if self.has_thread { None } else { end(label) };
        let end = match own_end {
            Some(end) => end,
            None => self.end_since(start.first)?,
        };
        between(start, end)
    }

    fn end_since(&mut self, day: Day) -> Option<Moments> {
        if let Some(end) = self.ends.get(&day) {
            return *end;
        }
        let end = common(self.ends_since(day).map(|(_, end)| *end));
        self.ends.insert(day, end);
        end
    }

    /// The ends on a day or later; without a thread, only the first of them.
    fn ends_since(
        &self,
        day: Day,
    ) -> impl Iterator<Item = &'c (&'a Statement, Moments)> + use<'c, 'a> {
        let most = if self.has_thread { usize::MAX } else { 1 };
        self.course.ends.iter().filter(move |(_, end)| end.last >= day).take(most)
    }

    /// The statements from which it was computed how long the state lasted.
    fn from(&self, label: &Statement) -> Vec<&'a Statement> {
        let own = start(label);
        let sought = Sought::of(label).filter(|_| own.or(self.start).is_none());
        let told = sought.and_then(|sought| self.told.get(&sought).copied().flatten());
        let starts = self.course.starts.iter().filter(|_| own.is_none() && self.has_thread);
        let others = sought.into_iter().flat_map(|sought| self.starts(sought));
        let start = own.or(self.start).or(told);
        let is_own_end = !self.has_thread && end(label).is_some();
        let start = start.filter(|_| !(is_own_end && told.is_some()));
        let ends = start.into_iter().flat_map(|start| self.ends_since(start.first));
        starts.chain(others).chain(ends).map(|(one, _)| *one).collect()
    }
}
