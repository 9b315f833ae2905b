//! Things that were announced, planned, postponed, suspended or extended without a day, or that began and did not end,
//! and that no report has mentioned for a long time.

use super::due::due_day;
use super::extended::Extended;
use super::heard::Heard;
use super::list::Since;
use super::moments::start;
use super::question::Question;
use super::telling::{Telling, is_as_of, last_by_length, reach};
use super::thing::Thing;
use crate::domain::compare::voice::{have_other_figures, have_other_hours};
use crate::domain::compare::{Statement, StatementKind};
use crate::domain::fact::{Stance, Status};
use crate::domain::indicator::Nature;
use crate::domain::when::Day;
use foldhash::HashMap;
use std::cmp::Reverse;

/// At most this many later absences are listed.
const MOST_SINCE: usize = 8;

/// The state in which the last report left something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// Proposed, announced, agreed or planned, without a day.
    Planned,
    /// Postponed or suspended.
    PutOff,
    /// Extended, without a day on which it ends.
    Extended,
    /// Begun, without an end.
    Begun,
}

/// A status without a later report about it.
#[derive(Clone, Debug)]
pub struct Hanging<'a> {
    /// The statements of that status, the newest report first.
    pub said: Vec<&'a Statement>,
    /// How it was left.
    pub left: Left,
    /// The number of days since the newest of these reports.
    pub silent: i64,
    /// The number of days of silence from which on it counts as left open: twice the window of the indicator.
    pub usual: i64,
    /// What was reported since, but does not answer the question: that there was none. First about the place itself,
    /// then about places inside it, then about enclosing places, the newest first.
    pub since: Vec<&'a Statement>,
    /// Whether there are more such statements than `since` has.
    pub has_more: bool,
}

/// A thing that is open according to its newest statement.
pub(super) struct Loose<'a> {
    thing: Thing<'a>,
    left: Left,
    said: Vec<&'a Statement>,
    /// The newest statement that leaves the thing open in another way.
    otherwise: Option<&'a Statement>,
    silent: i64,
    usual: i64,
}

impl<'a> Loose<'a> {
    pub(super) fn thing(&self) -> Thing<'a> {
        self.thing
    }
}

/// What is still open after a statement, if no later one follows; `None` if nothing is expected.
fn left(one: &Statement) -> Option<Left> {
    match (one.kind(), one.status) {
        (StatementKind::Planned, _) if due_day(one).is_none() => Some(Left::Planned),
        (StatementKind::PutOff, Some(Status::Postponed | Status::Suspended)) => {
            due_day(one).is_none().then_some(Left::PutOff)
        }
        (_, Some(Status::Extended)) => {
            let has_length = one.quantity.as_ref().is_some_and(|quantity| !quantity.is_vague());
            (has_open_end(one) && !has_length).then_some(Left::Extended)
        }
        (StatementKind::Held, _) => {
            let is_open = has_open_end(one) || is_as_of(one);
            (is_open && last_by_length(one).is_none()).then_some(Left::Begun)
        }
        (StatementKind::Happened, Some(Status::UnderWay)) => {
            has_open_end(one).then_some(Left::Begun)
        }
        _ => None,
    }
}

/// Whether a statement gives no last day.
fn has_open_end(one: &Statement) -> bool {
    one.stated_bounds().is_none_or(|bounds| bounds.end_latest.is_none())
}

/// Whether a statement gives the status of a thing. Forecasts and demands do not, and neither do absences on
/// some days.
fn tells_status(one: &Statement) -> bool {
    one.nature != Nature::Stock
        && one.nature != Nature::Flow
        && one.stance != Stance::Forecasts
        && matches!(Telling::of(one), Some(telling) if telling != Telling::Not)
}

/// When each thing began last. An end before that day is history, whenever it was reported.
struct Begun<'a>(HashMap<Thing<'a>, Day>);

impl<'a> Begun<'a> {
    fn of(statements: &[&'a Statement]) -> Self {
        let mut begun: HashMap<Thing<'_>, Day> = HashMap::default();
        for &one in statements.iter().filter(|one| one.kind() == StatementKind::Held) {
            if let Some(start) = start(one) {
                let known = begun.entry(Thing::of(one)).or_insert(start.first);
                *known = start.first.max(*known);
            }
        }
        Self(begun)
    }

    fn is_history(&self, one: &Statement) -> bool {
        let end = one.stated_bounds().and_then(|bounds| bounds.end_latest);
        let end = end.filter(|_| one.kind() == StatementKind::Ended);
        end.zip(self.0.get(&Thing::of(one))).is_some_and(|(end, begun)| end < *begun)
    }
}

/// Sorts the statements of a thing from the oldest to the newest. On one day, a state that continues comes after a
/// plan, and an end after both.
fn newness(one: &Statement) -> impl Ord + use<> {
    let stage = match Telling::of(one) {
        Some(Telling::Ended) => 3,
        Some(Telling::PutOff) => 2,
        Some(Telling::Going) => 1,
        _ => 0,
    };
    (one.published, reach(one), stage, one.uid)
}

/// The things that are open according to their newest statement in `asked`, if it is old enough. Statements that leave
/// them open in another way are taken from `all`.
pub(super) fn candidates<'a>(
    asked: &[&'a Statement],
    (all, extended): (&[&'a Statement], &Extended<'a>),
    question: Question<'_>,
) -> Vec<Loose<'a>> {
    let mut newest: HashMap<Thing<'_>, &Statement> = HashMap::default();
    let begun = Begun::of(asked);
    let telling =
        || asked.iter().copied().filter(|one| tells_status(one) && !begun.is_history(one));
    for one in telling() {
        let known = newest.entry(Thing::of(one)).or_insert(one);
        if newness(one) > newness(known) {
            *known = one;
        }
    }
    // What is known to continue until a day after the newest report is expected to end then.
    let mut until: HashMap<Thing<'_>, Day> = HashMap::default();
    for one in telling().filter(|one| one.kind() == StatementKind::Held) {
        if let Some(day) = due_day(one).or_else(|| extended.end(one)) {
            let known = until.entry(Thing::of(one)).or_insert(day);
            *known = day.max(*known);
        }
    }
    let is_due = |one: &Statement| until.get(&Thing::of(one)).copied() >= one.published;
    let newest = newest.values().filter(|one| left(one) != Some(Left::Begun) || !is_due(one));
    let mut loose: HashMap<Thing<'_>, Loose<'_>> =
        newest.filter_map(|one| loose(one, question)).collect();
    let counts = |one: &&&Statement| one.counts && tells_status(one) && !begun.is_history(one);
    for &one in all.iter().filter(counts) {
        if let Some(thing) = loose.get_mut(&Thing::of(one))
            && left(one) != Some(thing.left)
            && thing.otherwise.is_none_or(|known| newness(one) > newness(known))
        {
            thing.otherwise = Some(one);
        }
    }
    for one in telling() {
        if let Some(thing) = loose.get_mut(&Thing::of(one))
            && left(one) == Some(thing.left)
            && thing.otherwise.is_none_or(|other| newness(one) > newness(other))
        {
            thing.said.push(one);
        }
    }
    loose.into_values().collect()
}

/// The thing that is open according to its newest statement; `None` if it is not open, or if the statement is not old
/// enough.
fn loose<'a>(one: &'a Statement, question: Question<'_>) -> Option<(Thing<'a>, Loose<'a>)> {
    let left = left(one)?;
    let thing = Thing::of(one);
    let indicator = question.rows.indicators.get(thing.indicator);
    let window = indicator.map_or(7, |row| i64::from(row.window_days));
    let usual = question.days.unwrap_or(2 * window);
    let silent = (question.today - one.published?).num_days();
    let is_old = question.days.map_or(silent > usual, |days| silent >= days);
    let new = Loose { thing, left, said: Vec::new(), otherwise: None, silent, usual };
    is_old.then_some((thing, new))
}

/// The things among `loose` without a later report.
pub(super) fn hanging<'a>(loose: Vec<Loose<'a>>, heard: &Heard<'a>) -> Vec<Hanging<'a>> {
    let found = loose.into_iter().filter_map(|mut loose| {
        loose.said.sort_by_key(|one| Reverse(newness(one)));
        let newest = *loose.said.first()?;
        let published = newest.published?;
        let next = published.succ_opt()?;
        let of = |published, day| Since {
            published,
            speaks_of: day,
            of_thread: day,
            begins: None,
            until: None,
        };
        // A postponement without a day counts as of the day of its report.
        let day = newest.last().unwrap_or(published);
        let is_heard =
            |(telling, day)| !heard.answers(loose.thing, telling, &of(next, day), 1).is_empty();
        let told = [
            (Telling::Going, day),
            (Telling::Ended, day.min(published)),
            (Telling::PutOff, day),
            // An absence up to the newest report says nothing new.
            (Telling::Not, day.max(published).succ_opt()?),
            (Telling::Ahead, next),
        ];
        if told.into_iter().any(is_heard) {
            return None;
        }
        let first = newest.first().unwrap_or(published).min(published);
        let oldest = loose.said.last()?.published.unwrap_or(published);
        let mut since = heard.since(loose.thing, Telling::Not, &of(oldest, first), MOST_SINCE + 1);
        let has_more = since.len() > MOST_SINCE;
        since.truncate(MOST_SINCE);
        let Loose { left, mut said, silent, usual, .. } = loose;
        // Who gives another length or number, or other hours, does not say what the newest says.
        said.retain(|one| !have_other_figures(one, newest) && !have_other_hours(one, newest));
        Some(Hanging { said, left, silent, usual, since, has_more })
    });
    let mut found: Vec<Hanging<'_>> = found.collect();
    found.sort_by_key(|one| (one.silent, Thing::of(one.said[0]), one.said[0].uid));
    found
}
