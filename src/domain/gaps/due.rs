//! Forecasts and plans whose day has passed, and what was reported since.

use super::heard::Heard;
use super::list::Since;
use super::question::Question;
use super::telling::{Telling, beginning, is_as_of, last_by_length, reach};
use super::thing::Thing;
use crate::domain::compare::voice::have_other_figures;
use crate::domain::compare::{Statement, StatementKind};
use crate::domain::fact::{Stance, Status};
use crate::domain::identity::Uid;
use crate::domain::indicator::{Measure, Nature};
use crate::domain::when::Day;
use foldhash::{HashMap, HashSet};
use std::cmp::Reverse;

/// At most this many later statements of each kind are listed.
const MOST_SINCE: usize = 8;

/// A forecast or a plan, and what was reported since.
#[derive(Clone, Debug)]
pub struct Due<'a> {
    /// The statements that announce it, the newest report first.
    pub said: Vec<&'a Statement>,
    /// The day on which it was expected at the latest.
    pub day: Day,
    /// The number of days since then; negative where the day has not passed.
    pub late: i64,
    /// What was reported since. Facts about the foreseen days come first, then facts about later days only. Within
    /// each: first that it happened, then that it was postponed or foreseen again, then that there was none. Within
    /// these: first about the place itself, then about places inside it, then about enclosing places, the newest first.
    pub since: Vec<&'a Statement>,
    /// Whether there are more such statements than `since` has.
    pub has_more: bool,
    /// Whether nothing answers it: no statement says that it happened or was cancelled.
    pub is_open: bool,
}

/// A forecast or a plan with its day.
pub(super) struct Plan<'a> {
    thing: Thing<'a>,
    day: Day,
    said: Vec<&'a Statement>,
}

impl<'a> Plan<'a> {
    pub(super) fn thing(&self) -> Thing<'a> {
        self.thing
    }
}

/// The last of the days for which a statement foresees something; `None` if it foresees nothing or names no day. For a
/// planned state, this is its start. For a state whose stated end (a date or a length) is after the day of its report,
/// it is that end. Demands foresee nothing.
#[must_use]
pub fn due_day(one: &Statement) -> Option<Day> {
    if let Some(until) = until(one) {
        return Some(until);
    }
    let bounds = one.stated_bounds()?;
    let is_moved = one.kind() == StatementKind::PutOff
        && matches!(one.status, Some(Status::Postponed | Status::Suspended))
        && one.published.is_some_and(|day| bounds.start_earliest.is_some_and(|first| first > day));
    if !(is_moved || one.kind().is_ahead() && one.stance != Stance::Demands) {
        return None;
    }
    let is_start = one.nature == Nature::State && one.status != Some(Status::Ended);
    let (start, end) = (bounds.start_latest, bounds.end_latest);
    if is_start { start.or(end) } else { end.or(start) }
}

/// The last day of a state according to a statement, if it is after the report: its stated end, or the last day by its
/// stated length. Nobody knew at the time what would happen on that day. The length of an extension counts from the day
/// on which it begins; without such a day, the end that was extended is not known here.
fn until(one: &Statement) -> Option<Day> {
    if one.kind() != StatementKind::Held || Telling::of(one) != Some(Telling::Going) {
        return None;
    }
    let stated = one.stated_bounds().and_then(|bounds| bounds.end_latest);
    let by_length = || {
        let first = one.stated_bounds().and_then(|bounds| bounds.start_earliest);
        let is_ahead = first.is_some_and(|first| Some(first) >= one.published) && !is_as_of(one);
        let has_length = one.status != Some(Status::Extended) || is_ahead;
        last_by_length(one).filter(|_| has_length && one.nature == Nature::State)
    };
    let end = stated.filter(|_| !is_as_of(one)).or_else(by_length).or(stated);
    end.filter(|end| one.published.is_some_and(|published| *end > published))
}

fn is_until(one: &Statement) -> bool {
    until(one).is_some()
}

/// Forecasts of one thing for one day, divided into lines: claimants whose figures cannot be equal are on different
/// lines, unless one of them changed the own figure. The newest report comes first.
#[must_use]
pub fn lines(mut said: Vec<&Statement>) -> Vec<Vec<&Statement>> {
    said.sort_by_key(|one| Reverse((one.published, one.uid)));
    let mut lines: Vec<Vec<&Statement>> = Vec::new();
    for one in said {
        let is_own =
            |known: &&Statement| !one.claimants.is_empty() && known.claimants == one.claimants;
        let own = lines.iter().position(|line| line.iter().any(is_own));
        let agrees =
            |line: &Vec<&Statement>| line.iter().all(|known| !have_other_figures(known, one));
        match own.or_else(|| lines.iter().position(agrees)) {
            Some(at) => lines[at].push(one),
            None => lines.push(vec![one]),
        }
    }
    lines
}

/// The forecasts and plans. Forecasts of one thing for one day are joined if their figures can be equal.
pub(super) fn plans<'a>(asked: &[&'a Statement]) -> Vec<Plan<'a>> {
    let mut plans: HashMap<_, Plan<'_>> = HashMap::default();
    for &one in asked {
        let Some(day) = due_day(one) else { continue };
        let thing = Thing::of(one);
        let new = || Plan { thing, day, said: Vec::new() };
        let is_forecast = one.kind() == StatementKind::Foreseen;
        let key = (thing, day, is_forecast, expects_end(one), is_until(one));
        plans.entry(key).or_insert_with(new).said.push(one);
    }
    let split = plans.into_values().flat_map(|plan| {
        let Plan { thing, day, said } = plan;
        lines(said).into_iter().map(move |said| Plan { thing, day, said })
    });
    split.collect()
}

/// Adds to plans what was reported since.
pub(super) fn due<'a>(
    plans: Vec<Plan<'a>>,
    heard: &Heard<'a>,
    question: Question<'_>,
) -> Vec<Due<'a>> {
    let answered = |plan| answered(plan, heard, question);
    let mut due: Vec<Due<'_>> = plans.into_iter().filter_map(answered).collect();
    due.sort_by_key(|one| {
        (Reverse(one.is_open), Reverse(one.day), Thing::of(one.said[0]), one.said[0].uid)
    });
    due
}

fn answered<'a>(plan: Plan<'a>, heard: &Heard<'a>, question: Question<'_>) -> Option<Due<'a>> {
    let newest = *plan.said.first()?;
    let oldest = *plan.said.last()?;
    let own: HashSet<Uid> = plan.said.iter().map(|one| one.uid).collect();
    let since_of = |telling| since(oldest, telling, plan.day, question);
    let goes_on = goes_on(&plan, heard, &own, oldest);
    let (since, has_more) = reported(&plan, heard, &own, &goes_on, since_of);
    let is_told = |telling| !heard.answers(plan.thing, telling, &since_of(telling), 1).is_empty();
    let has_come = is_told(Telling::Ended)
        || !expects_end(newest) && is_told(Telling::Going)
        || !goes_on.is_empty();
    // A plan that was made again after it was cancelled is open again.
    let since_newest =
        Since { published: newest.published.unwrap_or(Day::MIN), ..since_of(Telling::PutOff) };
    let put_off = heard.answers(plan.thing, Telling::PutOff, &since_newest, 1 + own.len());
    let is_given_up = put_off
        .iter()
        .find(|one| !own.contains(&one.uid))
        .is_some_and(|one| matches!(one.status, Some(Status::Cancelled | Status::Refused)));
    let late = (question.today - plan.day).num_days();
    let is_open = !has_come && !is_given_up;
    Some(Due { said: plan.said, day: plan.day, late, since, has_more, is_open })
}

/// What was reported since a plan, and whether there is more than is returned.
fn reported<'a>(
    plan: &Plan<'a>,
    heard: &Heard<'a>,
    own: &HashSet<Uid>,
    goes_on: &[&'a Statement],
    since_of: impl Fn(Telling) -> Since,
) -> (Vec<&'a Statement>, bool) {
    let oldest = plan.said[plan.said.len() - 1];
    let first = oldest.first().or(oldest.published).unwrap_or(plan.day).min(plan.day);
    let is_later = |one: &Statement| beginning(one) > plan.day || reach(one) < first;
    let most = MOST_SINCE + 1 + own.len();
    let mut has_more = false;
    let [going, ended, put_off, not, ahead] = Telling::ALL.map(|telling| {
        // Many later reports must not hide those about the foreseen days.
        let of_days = Since { until: Some(plan.day), ..since_of(telling) };
        let mut told = heard.since(plan.thing, telling, &of_days, most);
        let mut known: HashSet<Uid> = told.iter().map(|one| one.uid).collect();
        let all = heard.since(plan.thing, telling, &since_of(telling), most);
        let goes_on = goes_on.iter().copied().filter(|_| telling == Telling::Going);
        told.extend(all.into_iter().chain(goes_on).filter(|one| known.insert(one.uid)));
        told.retain(|one| !own.contains(&one.uid));
        told.sort_by_cached_key(|one| (is_later(one), heard.rank(plan.thing, one)));
        has_more |= told.len() > MOST_SINCE;
        told.truncate(MOST_SINCE);
        told
    });
    let mut since = Vec::new();
    for mut kind in [[going, ended].concat(), [put_off, ahead].concat(), not] {
        kind.sort_by_cached_key(|one| heard.rank(plan.thing, one));
        since.append(&mut kind);
    }
    since.sort_by_key(|one| is_later(one));
    (since, has_more)
}

/// Whether the end of a state is foreseen, not its start.
fn expects_end(one: &Statement) -> bool {
    one.nature == Nature::State && one.status == Some(Status::Ended) || is_until(one)
}

/// Statements besides the plan that a state continued after the day on which it was to end. Those in reports of the day
/// of the plan must not begin earlier than the plan does.
fn goes_on<'a>(
    plan: &Plan<'a>,
    heard: &Heard<'a>,
    own: &HashSet<Uid>,
    oldest: &Statement,
) -> Vec<&'a Statement> {
    let published = oldest.published.unwrap_or(Day::MIN);
    let Some(next) = plan.day.succ_opt().filter(|_| is_until(plan.said[0])) else {
        return Vec::new();
    };
    let begins = oldest.first();
    let after = Since { published, speaks_of: next, of_thread: next, begins, until: None };
    let mut told = heard.answers(plan.thing, Telling::Going, &after, 1 + own.len());
    told.retain(|one| !own.contains(&one.uid));
    told
}

/// The days that a report must cover to say what became of a plan. An event may happen on the first of its days or
/// later, in the same thread also earlier; a figure must be for its last day. Another forecast must be for a later day.
/// Other facts in the report of the plan must not begin before the plan does: an earlier truce is not the planned one.
fn since(oldest: &Statement, telling: Telling, day: Day, question: Question<'_>) -> Since {
    let published = oldest.published.unwrap_or(Day::MIN);
    let first = oldest.first().unwrap_or(published).min(day);
    let indicator = question.rows.indicators.get(&*oldest.indicator);
    let is_date = indicator.is_some_and(|row| row.measures == Measure::Date);
    let (speaks_of, of_thread) = match (telling, oldest.nature) {
        (Telling::Ahead, _) => {
            let next = day.succ_opt().unwrap_or(day);
            (next, next)
        }
        (_, Nature::Stock | Nature::Flow) => (day, day),
        _ if is_date => (published, published),
        _ => (first, published.min(first)),
    };
    let is_counted = matches!(oldest.nature, Nature::Stock | Nature::Flow);
    let is_course = matches!(telling, Telling::Going | Telling::Ended) && !is_counted && !is_date;
    Since { published, speaks_of, of_thread, begins: is_course.then_some(first), until: None }
}
