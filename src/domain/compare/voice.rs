//! A voice: a statement as comparisons see it, with the days that it is about and the numbers that it allows.

use super::allowed::Allowed;
use super::series::common_unit;
use super::statement::{Statement, StatementKind};
use crate::domain::fact::Status;
use crate::domain::hours::Hours;
use crate::domain::indicator::{Measure, Nature};
use crate::domain::quantity::PERCENT;
use crate::domain::when::{Bounds, Day};

/// The properties of the indicator that comparisons need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The meaning of its time.
    pub nature: Nature,
    /// What kind of value its facts have.
    pub measures: Measure,
    /// The number of days by which two stocks that are compared may be apart.
    pub window: i64,
}

/// A statement that takes part in a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Voice<'a> {
    /// The statement.
    pub statement: &'a Statement,
    /// What the statement says about its days.
    pub kind: StatementKind,
    /// The numbers that it allows, in the unit of its series; `None` if it states no quantity, or if what it counts has
    /// ended.
    pub allowed: Option<Allowed>,
    /// The unit in which its figures are compared; `None` for the indicator's own.
    pub unit: Option<&'a str>,
    /// How many of that unit make one of the stated unit: 24 for a day in hours.
    pub factor: f64,
    /// Whether its figure is a share, a part of a whole, or a rate.
    pub is_share: bool,
    /// The time that it is about; `None` if neither its time nor its publication is known.
    pub time: Option<Time>,
}

/// The first and the last day of a range of possible days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days {
    /// The first possible day.
    pub first: Day,
    /// The last possible day; not before the first.
    pub last: Day,
}

/// The time that a statement is about, interpreted by the nature of its indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Time {
    /// A stock is a number as of a day.
    AsOf(Days),
    /// A total adds up a period; its start and its end each lie in a range of days.
    Period {
        /// The days on which the period may start.
        start: Days,
        /// The days on which it may end.
        end: Days,
    },
    /// An event happened on one of these days.
    OneOf(Days),
    /// A state or an absence is true on each day of its time. It is possible on some days and certain on others; `None`
    /// if no day is certain.
    Each {
        /// The days on which it is possible.
        may: Days,
        /// The days on which it is certain.
        sure: Option<Days>,
    },
}

impl Days {
    /// Whether some day is in both.
    #[must_use]
    pub fn meet(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Whether all days here are also in the other.
    #[must_use]
    pub fn lie_in(self, other: Self) -> bool {
        self.first >= other.first && self.last <= other.last
    }

    /// The number of days between the two; 0 if they overlap.
    #[must_use]
    pub fn distance(self, other: Self) -> i64 {
        let gap = (other.first - self.last).max(self.first - other.last);
        gap.num_days().max(0)
    }

    /// How many days there are.
    #[must_use]
    pub fn count(self) -> i64 {
        (self.last - self.first).num_days() + 1
    }

    fn between(first: Option<Day>, last: Option<Day>) -> Self {
        let first = first.unwrap_or(Day::MIN);
        Self { first, last: last.unwrap_or(Day::MAX).max(first) }
    }
}

impl<'a> Voice<'a> {
    /// A statement about an indicator that is compared by `rules`.
    #[must_use]
    pub fn of(statement: &'a Statement, rules: Rules) -> Self {
        let kind = statement.kind();
        let quantity = statement.quantity.as_deref();
        let (factor, unit) = match quantity {
            Some(quantity) => common_unit(&quantity.unit, statement.unit.as_deref()),
            None => (1.0, None),
        };
        Self {
            statement,
            kind,
            allowed: quantity
                .filter(|_| !statement.is_over())
                .map(|quantity| Allowed::of(quantity).scaled(factor)),
            unit,
            factor,
            is_share: quantity.is_some_and(|one| !one.is_plain() || one.unit == PERCENT),
            time: time(statement, kind, rules),
        }
    }

    /// Whether it says that there was none at all.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.allowed.is_some_and(Allowed::is_none)
    }

    /// The longest range of days that its time may cover; `None` if nothing is known about it.
    #[must_use]
    pub fn days(&self) -> Option<Days> {
        Some(match self.time? {
            Time::AsOf(days) | Time::OneOf(days) | Time::Each { may: days, .. } => days,
            Time::Period { start, end } => Days { first: start.first, last: end.last },
        })
    }

    /// The hours of a day in which a state holds; `None` where they are open or not stated.
    #[must_use]
    pub fn hours(&self) -> Option<Hours> {
        hours(self.statement)
    }

    /// The days on which a state or an absence may have begun; `None` if no beginning is stated, as with a state as of
    /// one day. An extension begins later than what it extends.
    #[must_use]
    pub fn beginning(&self) -> Option<Days> {
        let is_extension = self.statement.status == Some(Status::Extended);
        let bounds = self.statement.stated_bounds().filter(|_| !is_extension)?;
        let (first, last) = bounds.start_earliest.zip(bounds.start_latest)?;
        (!is_one_of(bounds)).then_some(Days { first, last })
    }

    /// The days on which a state, or what was counted, may have ended; `None` if no end is stated.
    #[must_use]
    pub fn end(&self) -> Option<Days> {
        let bounds =
            self.statement.stated_bounds().filter(|_| self.kind == StatementKind::Ended)?;
        Some(Days::between(bounds.end_earliest, Some(bounds.end_latest?)))
    }
}

impl AsRef<Self> for Voice<'_> {
    fn as_ref(&self) -> &Self {
        self
    }
}

/// The numbers that the figure of a statement allows, and their unit; `None` where it has no figure.
fn figure(one: &Statement) -> Option<(Allowed, Option<&str>)> {
    let quantity = one.quantity.as_deref()?;
    let (factor, unit) = common_unit(&quantity.unit, one.unit.as_deref());
    Some((Allowed::of(quantity).scaled(factor), unit))
}

/// Whether two statements give figures in one unit that cannot be the same.
#[must_use]
pub fn have_other_figures(one: &Statement, other: &Statement) -> bool {
    let figures = figure(one).zip(figure(other));
    figures.is_some_and(|((one, unit), (other, of))| unit == of && !one.meets(other))
}

/// Whether two statements give the same figure, or none: "three-day" and "72 hours" are one.
#[must_use]
pub fn have_one_figure(one: &Statement, other: &Statement) -> bool {
    figure(one) == figure(other)
}

/// The hours of a day in which a state holds; `None` where they are open or not stated.
fn hours(one: &Statement) -> Option<Hours> {
    let hours = one.time_of_day.filter(|_| one.nature == Nature::State)?;
    let (from, until) = hours.minutes();
    (from.is_some() && until.is_some() && from != until).then_some(hours)
}

/// Whether two statements about a state give other hours of a day, by one clock.
#[must_use]
pub fn have_other_hours(one: &Statement, other: &Statement) -> bool {
    let hours = hours(one).zip(hours(other));
    hours.is_some_and(|(own, others)| own != others && own.is_utc() == others.is_utc())
}

/// Whether bounds are those of one unknown day, or of one known day.
fn is_one_of(bounds: Bounds) -> bool {
    (bounds.start_earliest, bounds.start_latest) == (bounds.end_earliest, bounds.end_latest)
}

/// The time that a statement is about: from its start to its end; if the end is open, until the day on which its report
/// came out, unless it is about the future.
fn time(statement: &Statement, kind: StatementKind, rules: Rules) -> Option<Time> {
    let published = statement.published;
    let Some(bounds) = statement.bounds() else {
        return published.map(|day| undated(Days { first: day, last: day }, rules.nature));
    };
    let known = if kind.is_ahead() { None } else { published };
    // No report knows the future of a state. A stated end of a total or a day is kept, since the page of a report may
    // be updated under its old date.
    let capped = |day: Option<Day>| match (day, known) {
        (Some(day), Some(known)) if rules.nature == Nature::State => Some(day.min(known)),
        (day, known) => day.or(known),
    };
    // "By the end of the month" begins with its report, whatever is stated.
    let is_by = kind.is_ahead() && bounds.start_earliest <= published;
    let first = bounds.start_earliest.filter(|_| !is_by);
    let possible = Days::between(first, capped(bounds.end_latest));
    Some(match (rules.nature, kind) {
        (Nature::State, StatementKind::Ended) => gone(statement, &bounds, possible),
        (Nature::State, _) | (Nature::Event, StatementKind::Absent) => {
            let sure = bounds.certain(known);
            let sure = sure.map(|(first, last)| Days::between(Some(first), capped(Some(last))));
            Time::Each { may: possible, sure: sure.filter(|days| days.lie_in(possible)) }
        }
        (Nature::Stock, _) => Time::AsOf(possible),
        (Nature::Event, _) if is_one_of(bounds) || rules.measures == Measure::Date => {
            Time::OneOf(possible)
        }
        (Nature::Event | Nature::Flow, _) => {
            let latest = bounds.start_latest.or(possible.last.into());
            let start = Days::between(bounds.start_earliest, latest);
            let end = Days::between(capped(bounds.end_earliest), Some(possible.last));
            // A time that begins after its report ends no earlier than it begins.
            let [first, last] = [end.first, end.last].map(|day| day.max(start.first));
            Time::Period { start, end: Days { first, last } }
        }
    })
}

/// The time of a statement without one: the day of its report.
fn undated(day: Days, nature: Nature) -> Time {
    match nature {
        Nature::Stock => Time::AsOf(day),
        Nature::State => Time::Each { may: day, sure: Some(day) },
        Nature::Event => Time::OneOf(day),
        Nature::Flow => Time::Period { start: day, end: day },
    }
}

/// The days on which a state is over: those after its end, and also the day of the end if the report is of that day.
fn gone(statement: &Statement, bounds: &Bounds, possible: Days) -> Time {
    let next = |day: Option<Day>| day.and_then(|day| day.succ_opt());
    let published = statement.published.unwrap_or(possible.last);
    let is_as_of = bounds.end_latest.is_some_and(|day| day >= published);
    let sure_from = if is_as_of { Some(published) } else { next(bounds.end_latest) };
    let sure = sure_from.map(|first| Days { first, last: published.max(first) });
    let first = next(bounds.end_earliest).unwrap_or(possible.first);
    let first = sure.map_or(first, |sure| sure.first.min(first));
    Time::Each { may: Days { first, last: published.max(first) }, sure }
}
