//! Forecasts and plans whose day has passed, and what was reported since.

use super::extended::Extended;
use super::heard::Heard;
use super::list::Since;
use super::question::Question;
use super::telling::{Telling, beginning, reach, until};
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
    /// The number of days since then; negative if the day has not passed.
    pub late: i64,
    /// What was reported since. Facts about the foreseen days come first, and that it was put off before these days,
    /// then facts about later days only. Within each: first that it happened, then that it was postponed or foreseen
    /// again, then that there was none. Within these: first about the place itself, then about places inside it, then
    /// about enclosing places, the newest first.
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
    awaited: Awaited,
    said: Vec<&'a Statement>,
}

/// What is expected on the day of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Awaited {
    /// That it happens or begins.
    Coming,
    /// The end of a state.
    End,
    /// That a state which is to last until that day ends, or is known to continue.
    Until,
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
pub(super) fn plans<'a>(asked: &[&'a Statement], extended: &Extended<'a>) -> Vec<Plan<'a>> {
    let mut plans: HashMap<_, Plan<'_>> = HashMap::default();
    for &one in asked {
        let end = until(one).or_else(|| extended.end(one));
        let Some(day) = end.or_else(|| due_day(one)) else { continue };
        let awaited = match end {
            Some(_) => Awaited::Until,
            None if one.nature == Nature::State && one.status == Some(Status::Ended) => {
                Awaited::End
            }
            None => Awaited::Coming,
        };
        let thing = Thing::of(one);
        let new = || Plan { thing, day, awaited, said: Vec::new() };
        let is_forecast = one.kind() == StatementKind::Foreseen;
        let key = (thing, day, is_forecast, awaited);
        plans.entry(key).or_insert_with(new).said.push(one);
    }
    let split = plans.into_values().flat_map(|plan| {
        let Plan { thing, day, awaited, said } = plan;
        lines(said).into_iter().map(move |said| Plan { thing, day, awaited, said })
    });
    split.collect()
}

/// Adds to plans what was reported since.
pub(super) fn due<'a>(
    plans: Vec<Plan<'a>>,
    heard: (&Heard<'a>, &Extended<'a>),
    question: Question<'_>,
) -> Vec<Due<'a>> {
    let answered = |plan| answered(plan, heard, question);
    let mut due: Vec<Due<'_>> = plans.into_iter().filter_map(answered).collect();
    due.sort_by_key(|one| {
        (Reverse(one.is_open), Reverse(one.day), Thing::of(one.said[0]), one.said[0].uid)
    });
    due
}

/// A plan, with the statements that may answer it.
struct Answers<'p, 'a> {
    plan: &'p Plan<'a>,
    heard: &'p Heard<'a>,
    extended: &'p Extended<'a>,
    question: Question<'p>,
    /// The oldest statement of the plan.
    oldest: &'a Statement,
    own: HashSet<Uid>,
}

fn answered<'a>(
    plan: Plan<'a>,
    (heard, extended): (&Heard<'a>, &Extended<'a>),
    question: Question<'_>,
) -> Option<Due<'a>> {
    let newest = *plan.said.first()?;
    let oldest = *plan.said.last()?;
    let own: HashSet<Uid> = plan.said.iter().map(|one| one.uid).collect();
    let answers = Answers { plan: &plan, heard, extended, question, oldest, own };
    let goes_on = answers.goes_on();
    let is_told = |telling| {
        let since = since(oldest, telling, plan.day, question);
        !heard.answers(plan.thing, telling, &since, 1).is_empty()
    };
    let has_come = is_told(Telling::Ended)
        || plan.awaited == Awaited::Coming && is_told(Telling::Going)
        || !goes_on.is_empty();
    let is_open = !has_come && !answers.is_given_up(newest);
    let (since, has_more) = answers.reported(&goes_on);
    let late = (question.today - plan.day).num_days();
    Some(Due { said: plan.said, day: plan.day, late, since, has_more, is_open })
}

impl<'a> Answers<'_, 'a> {
    /// The first day for which the plan is made.
    fn first(&self) -> Day {
        self.oldest.first().or(self.oldest.published).unwrap_or(self.plan.day).min(self.plan.day)
    }

    /// Whether it was cancelled or refused, also before its days. A plan that was made again after it was cancelled is
    /// open again.
    fn is_given_up(&self, newest: &Statement) -> bool {
        let published = newest.published.unwrap_or(Day::MIN);
        let day = self.plan.day;
        let since = Since { published, ..since(self.oldest, Telling::PutOff, day, self.question) };
        let mut put_off = self.heard.answers(self.plan.thing, Telling::PutOff, &since, self.most());
        put_off.retain(|one| self.is_of_plan(one));
        let is_over =
            |one: &&Statement| matches!(one.status, Some(Status::Cancelled | Status::Refused));
        put_off.first().is_some_and(is_over)
    }

    /// The number of statements to look for, so that enough remain without those of the plan itself.
    fn most(&self) -> usize {
        MOST_SINCE + 1 + self.own.len()
    }

    /// Whether a statement may be an answer to the plan: it is not the plan itself, and not about an earlier plan, for
    /// whose days something was put off.
    fn is_of_plan(&self, one: &Statement) -> bool {
        let (day, first) = (reach(one), self.first());
        if self.own.contains(&one.uid) {
            return false;
        }
        if Telling::of(one) != Some(Telling::PutOff) || day >= first {
            return true;
        }
        let on_that_day = Since {
            published: Day::MIN,
            speaks_of: day,
            of_thread: day,
            begins: None,
            until: Some(day),
        };
        let plans = self.heard.answers(self.plan.thing, Telling::Ahead, &on_that_day, self.most());
        !plans.into_iter().any(|plan| {
            !self.own.contains(&plan.uid)
                && plan.published <= one.published
                && due_day(plan).is_some_and(|day| day < first)
        })
    }

    /// What was reported since a plan, and whether there is more than is returned.
    fn reported(&self, goes_on: &[&'a Statement]) -> (Vec<&'a Statement>, bool) {
        let Self { plan, heard, oldest, .. } = *self;
        let first = self.first();
        let is_later = |one: &Statement| {
            let is_put_off = Telling::of(one) == Some(Telling::PutOff);
            beginning(one) > plan.day || reach(one) < first && !is_put_off
        };
        let mut has_more = false;
        let [going, ended, put_off, not, ahead] = Telling::ALL.map(|telling| {
            let since = since(oldest, telling, plan.day, self.question);
            // A figure for any of the days is listed, but only one for the last day answers the plan.
            let speaks_of = if telling == Telling::Ahead {
                since.speaks_of
            } else {
                since.speaks_of.min(first)
            };
            let since = Since { speaks_of, of_thread: since.of_thread.min(speaks_of), ..since };
            // Many later reports must not hide those about the foreseen days.
            let of_days = Since { until: Some(plan.day), ..since };
            let mut told = heard.since(plan.thing, telling, &of_days, self.most());
            let mut known: HashSet<Uid> = told.iter().map(|one| one.uid).collect();
            let all = heard.since(plan.thing, telling, &since, self.most());
            let goes_on = goes_on.iter().copied().filter(|_| telling == Telling::Going);
            told.extend(all.into_iter().chain(goes_on).filter(|one| known.insert(one.uid)));
            told.retain(|one| self.is_of_plan(one));
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

    /// Statements besides the plan that a state continued after the day on which it was to end. Those in reports of
    /// the day of the plan must not begin earlier than the plan does.
    fn goes_on(&self) -> Vec<&'a Statement> {
        let plan = self.plan;
        let published = self.oldest.published.unwrap_or(Day::MIN);
        let is_until = plan.awaited == Awaited::Until;
        let Some(next) = plan.day.succ_opt().filter(|_| is_until) else { return Vec::new() };
        let begins = self.oldest.first();
        let after = Since { published, speaks_of: next, of_thread: next, begins, until: None };
        let mut told = self.heard.answers(plan.thing, Telling::Going, &after, 1 + self.own.len());
        told.extend(self.extended.after(plan.thing, published, plan.day));
        let mut known: HashSet<Uid> = self.own.clone();
        told.retain(|one| known.insert(one.uid));
        told
    }
}

/// The days that a report must cover to say what became of a plan. An event may happen on the first of its days or
/// later, in the same thread also earlier; a figure must be for its last day. It may be put off on any day since the
/// plan was made. Another forecast must be for a later day. Other facts in the report of the plan must not begin before
/// the plan does: an earlier truce is not the planned one.
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
        (Telling::PutOff, _) => (published.min(first), published.min(first)),
        (_, Nature::Stock | Nature::Flow) => (day, day),
        _ if is_date => (published, published),
        _ => (first, published.min(first)),
    };
    let is_counted = matches!(oldest.nature, Nature::Stock | Nature::Flow);
    let is_course = matches!(telling, Telling::Going | Telling::Ended) && !is_counted && !is_date;
    Since { published, speaks_of, of_thread, begins: is_course.then_some(first), until: None }
}
