//! Items: what is added up, the days of each item, and what cannot be added.

use super::amount::Amount;
use crate::domain::compare::voice::{Days, Rules, Time, Voice};
use crate::domain::compare::{Name, Statement, StatementKind};
use crate::domain::fact::looks_ahead;
use crate::domain::indicator::Measure;
use crate::domain::quantity::PERCENT;
use crate::domain::when::{Bounds, Day, Qualifier, Window};
use chrono::Datelike;

/// A fact that may be added up, together with data from its row.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<'a> {
    /// The content of the fact.
    pub statement: &'a Statement,
    /// The unit that puts its figure into a separate series; `None` for the indicator's own unit. A part of a whole has
    /// the unit of its figures.
    pub unit: Option<&'a Name>,
    /// The row of a data set from which it comes; `None` if none is known.
    pub row: Option<&'a RowId>,
    /// The group to which it belongs, of those that were asked for.
    pub group: u32,
}

/// The id of a row in a publisher's data set.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId {
    /// The data set, or its publisher.
    pub set: Name,
    /// The id of the row in that set.
    pub id: Name,
}

/// Why a fact is not added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftOut {
    /// It has no date.
    Undated,
    /// Its period has no known start or no known end.
    OpenPeriod,
    /// Its period lies partly outside the window of time.
    Edge,
    /// It is a share, a part of a stated whole, or a rate.
    Share,
}

/// The time of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Span {
    /// One day, or one unknown day of at most seven.
    OneDay(Days),
    /// A total over a period; its start and its end each lie in a range of days.
    Period {
        /// The days on which it may start.
        start: Days,
        /// The days on which it may end.
        end: Days,
        /// Whether it is one unknown day of the period, rather than the whole period.
        is_one_of: bool,
    },
}

/// If the range of possible days is longer than this, no two facts are taken to be the same event.
pub(super) const WEEK: i64 = 7;

impl Span {
    /// From the first possible day to the last.
    pub(super) fn outer(self) -> Days {
        match self {
            Self::OneDay(days) => days,
            Self::Period { start, end, .. } => Days { first: start.first, last: end.last },
        }
    }

    /// The days that it certainly includes; `None` if there are none.
    pub(super) fn inner(self) -> Option<Days> {
        match self {
            Self::OneDay(days) => (days.first == days.last).then_some(days),
            Self::Period { start, end, is_one_of } => (!is_one_of && start.last <= end.first)
                .then_some(Days { first: start.last, last: end.first }),
        }
    }

    /// The range of days for the start of a period and that for its end, each only if it has several days.
    pub(super) fn edges(self) -> [Option<Days>; 2] {
        match self {
            Self::Period { start, end, is_one_of: false } => {
                [start, end].map(|days| Some(days).filter(|days| days.count() > 1))
            }
            _ => [None; 2],
        }
    }

    /// All days of a known period.
    pub(super) fn through(days: Days) -> Self {
        if days.first == days.last {
            return Self::OneDay(days);
        }
        let at = |day| Days { first: day, last: day };
        Self::Period { start: at(days.first), end: at(days.last), is_one_of: false }
    }

    fn one_of(days: Days) -> Self {
        if days.count() <= WEEK {
            Self::OneDay(days)
        } else {
            Self::Period { start: days, end: days, is_one_of: true }
        }
    }
}

/// Whether the first and the last day of items are approximate or uncertain: all statements with that day must say so.
pub(super) fn hedges(items: &[Item<'_>], days: Days) -> [Option<Qualifier>; 2] {
    let stated = |item: &Item<'_>, at: usize| {
        let when = item.voice.statement.when.as_deref()?;
        let edge = [when.bounds.start_earliest, when.bounds.end_latest][at];
        let outer = item.span.outer();
        let is_stated = edge == Some([outer.first, outer.last][at]);
        when.expression.qualified_ends()[at].filter(|_| is_stated)
    };
    [0, 1].map(|at| {
        let edge = |days: Days| [days.first, days.last][at];
        let of_edge = items.iter().filter(|item| edge(item.span.outer()) == edge(days));
        let hedges: Option<Vec<Qualifier>> = of_edge.map(|item| stated(item, at)).collect();
        hedges.into_iter().flatten().reduce(Qualifier::and)
    })
}

/// A fact that is added up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item<'a> {
    pub(super) voice: Voice<'a>,
    pub(super) row: Option<&'a RowId>,
    pub(super) amount: Amount,
    pub(super) span: Span,
}

/// The treatment of a fact.
#[derive(Clone, Copy, Debug)]
pub(super) enum Taken<'a> {
    /// It is added up.
    Item(Item<'a>),
    /// It cannot be added. Its days are known if it is a share, or a period that lies partly outside the window.
    Left(LeftOut, Option<Days>),
}

impl Statement {
    /// Whether the statement says that something happened: it counts, is not about the future, and was neither denied
    /// nor postponed.
    #[must_use]
    pub fn tells_what_happened(&self) -> bool {
        use StatementKind::{Denied, PutOff};
        self.counts
            && !looks_ahead(self.stance, self.status)
            && !self.kind().is_ahead()
            && !matches!(self.kind(), Denied | PutOff)
    }
}

/// Takes a fact, if it is about something that happened.
pub(super) fn take<'a>(entry: &Entry<'a>, rules: Rules, window: Option<Window>) -> Taken<'a> {
    let voice = Voice::of(entry.statement, rules);
    if is_share(entry.statement) {
        return Taken::Left(LeftOut::Share, span(&voice).ok().map(Span::outer));
    }
    match span(&voice) {
        Err(why) => Taken::Left(why, None),
        Ok(span) => match within(span, voice.is_none(), window) {
            Err(days) => Taken::Left(LeftOut::Edge, Some(days)),
            Ok(span) => {
                let amount = match rules.measures {
                    Measure::Nothing if !voice.is_none() => Amount::ONE,
                    measures => Amount::of(&voice, measures),
                };
                Taken::Item(Item { voice, row: entry.row, amount, span })
            }
        },
    }
}

fn is_share(one: &Statement) -> bool {
    let quantity = one.quantity.as_deref();
    quantity.is_some_and(|quantity| !quantity.is_plain() || quantity.unit == PERCENT)
}

/// The time of a voice, if it is one that can be added.
fn span(voice: &Voice<'_>) -> Result<Span, LeftOut> {
    let stated = voice.statement.bounds().filter(|bounds| *bounds != Bounds::default());
    let time = stated.and(voice.time).ok_or(LeftOut::Undated)?;
    let span = match time {
        Time::OneOf(days) | Time::AsOf(days) => Span::one_of(days),
        Time::Period { start, end } if start == end => Span::one_of(start),
        Time::Period { start, end } => {
            let is_over = voice.statement.published.is_none_or(|day| day >= end.last);
            let start = if are_months(start) { Days { last: start.first, ..start } } else { start };
            let end =
                if is_over && are_months(end) { Days { first: end.last, ..end } } else { end };
            Span::Period { start, end, is_one_of: false }
        }
        // An absence counts on each day on which it is certain.
        Time::Each { sure, .. } => Span::through(sure.ok_or(LeftOut::OpenPeriod)?),
    };
    let outer = span.outer();
    let is_open = outer.first == Day::MIN || outer.last == Day::MAX;
    if is_open { Err(LeftOut::OpenPeriod) } else { Ok(span) }
}

/// Whether days are those of whole months. "July to September" includes all of July and of September.
fn are_months(days: Days) -> bool {
    days.first.day() == 1 && days.last.succ_opt().is_none_or(|next| next.day() == 1)
}

/// The time inside the window. An absence is also true for a part of its period; other periods that lie partly outside
/// the window cannot be added.
fn within(span: Span, is_none: bool, window: Option<Window>) -> Result<Span, Days> {
    let Some(window) = window else { return Ok(span) };
    let days = span.outer();
    let first = window.from.unwrap_or(Day::MIN);
    let last = window.to.unwrap_or(Day::MAX);
    if first <= days.first && days.last <= last {
        return Ok(span);
    }
    let (from, to) = (days.first.max(first), days.last.min(last));
    match span.inner() {
        Some(inner) if is_none && inner == days && from <= to => {
            Ok(Span::through(Days { first: from, last: to }))
        }
        _ => Err(days),
    }
}
