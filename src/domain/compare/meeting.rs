//! Decides whether two statements are about the same thing, or one about a part of what the other is about.

use super::scopes::{Nesting, nesting};
use super::statement::StatementKind;
use super::voice::{Days, Rules, Time, Voice};
use crate::domain::fact::{self, Status};
use crate::domain::indicator::{Measure, Nature};
use crate::domain::quantity::is_currency;

/// Why two statements are not about the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Apart {
    /// They are about other places.
    Place,
    /// They are about other people or things.
    Scope,
    /// Their figures are in other units.
    Unit,
    /// One is a share or a part of a whole, and the other is a count.
    Share,
    /// They are about other times.
    Time,
    /// They belong to other threads.
    Thread,
    /// One is about the future, and the other reports what became of it.
    Course,
    /// One report states both, so they are two events.
    OneReport,
}

/// In which respect the first is a part of the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// A part of the people or things.
    Scope,
    /// A part of the place.
    Place,
    /// A part of the period.
    Period,
    /// One of several events that happened on the day.
    Events,
}

/// How two statements about the same thing overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meeting {
    /// Both are about exactly the same.
    Same,
    /// The first is about a part of what the second is about.
    Part(Part),
    /// The second is about a part of what the first is about.
    Whole(Part),
    /// They are about two parts that together are the whole.
    Complement,
}

/// How two statements overlap; the error says why they are not comparable. `places` is the relation of the
/// first place to the second.
pub(super) fn meeting(
    voice: &Voice<'_>,
    other: &Voice<'_>,
    places: Nesting,
    rules: Rules,
) -> Result<Meeting, Apart> {
    let (one, two) = (voice.statement, other.statement);
    if one.thread.as_ref().zip(two.thread.as_ref()).is_some_and(|(a, b)| a != b) {
        return Err(Apart::Thread);
    }
    let is_denial = is_denied(voice) != is_denied(other);
    if looks_ahead(voice) != looks_ahead(other) && !is_denial {
        return Err(Apart::Course);
    }
    let by_place = placed(places, voice, other, rules)?;
    let by_scope = scoped(voice, other, rules)?;
    units(voice, other)?;
    let by_time = timed(voice, other, rules).ok_or(Apart::Time)?;
    match joined([by_place, by_scope, by_time])? {
        Meeting::Same if are_two(voice, other, rules) => Err(Apart::OneReport),
        // Only counted figures can grow.
        Meeting::Same if rules.measures == Measure::Count => {
            Ok(grown(voice, other).unwrap_or(Meeting::Same))
        }
        met => Ok(met),
    }
}

/// Whether a voice looks ahead: planned, announced or agreed, forecast or demanded.
pub(super) fn looks_ahead(voice: &Voice<'_>) -> bool {
    let one = voice.statement;
    fact::looks_ahead(one.stance, one.status) || one.status == Some(Status::Agreed)
}

/// Whether both repeat one utterance: both name the same origin.
pub(super) fn is_one_utterance(voice: &Voice<'_>, other: &Voice<'_>) -> bool {
    let origins = voice.statement.origin.as_ref().zip(other.statement.origin.as_ref());
    origins.is_some_and(|(a, b)| a == b)
}

pub(super) fn is_denied(voice: &Voice<'_>) -> bool {
    voice.kind == StatementKind::Denied
}

/// Whether a voice has a figure that is not zero.
fn has_some(voice: &Voice<'_>) -> bool {
    voice.allowed.is_some() && !voice.is_none()
}

/// Whether one report counts two events: it gives two figures, neither of them zero, that may be for one day.
fn are_two(voice: &Voice<'_>, other: &Voice<'_>, rules: Rules) -> bool {
    let (one, two) = (voice.statement, other.statement);
    one.report == two.report
        && one.claimants == two.claimants
        && counts_events(voice, rules)
        && counts_events(other, rules)
}

/// Whether two figures from such a report are about two events.
pub(super) fn counts_events(voice: &Voice<'_>, rules: Rules) -> bool {
    rules.nature == Nature::Event && has_some(voice) || is_one_event(voice, rules)
}

/// Whether a voice counts what happened on one day, or on one unknown day of at most seven.
pub(super) fn is_one_event(voice: &Voice<'_>, rules: Rules) -> bool {
    let is_short = match voice.time {
        Some(Time::OneOf(_)) => true,
        Some(Time::Period { start, end }) => {
            rules.nature == Nature::Flow && start == end && start.count() <= WEEK
        }
        _ => false,
    };
    is_short && has_some(voice)
}

/// How two tolls relate that one claimant gives in two reports of one day, while the toll was still growing: the lower
/// toll is the earlier one, and a part of the other. `None` if they are not two such tolls.
#[must_use]
pub fn grown(voice: &Voice<'_>, other: &Voice<'_>) -> Option<Meeting> {
    let (one, two) = (voice.statement, other.statement);
    let is_one_voice = !one.claimants.is_empty()
        && one.claimants == two.claimants
        && one.report != two.report
        && !is_one_utterance(voice, other);
    let day = one.published.filter(|day| is_one_voice && two.published == Some(*day))?;
    let grows = |voice: &Voice<'_>| {
        let is_told = !looks_ahead(voice) && !is_denied(voice) && !voice.is_share;
        let grew = |start: Days, end: Days| start.first <= day && end.last >= day;
        is_told && matches!(voice.time, Some(Time::Period { start, end }) if grew(start, end))
    };
    let (own, others) = voice.allowed.zip(other.allowed)?;
    if own.meets(others) || !grows(voice) || !grows(other) {
        return None;
    }
    let period = Part::Period;
    Some(if own.low < others.low { Meeting::Part(period) } else { Meeting::Whole(period) })
}

/// Whether two tolls are stages of one day, and may have begun together.
pub(super) fn are_stages(voice: &Voice<'_>, other: &Voice<'_>) -> bool {
    let starts = period(voice).zip(period(other)).map(|(own, others)| own.0.meet(others.0));
    starts == Some(true) && grown(voice, other).is_some()
}

/// The combined overlap of places, scopes and periods: a statement that is a part in one of them and a whole
/// in another is not comparable.
fn joined(met: [Meeting; 3]) -> Result<Meeting, Apart> {
    let mut joined = Meeting::Same;
    for (one, apart) in met.into_iter().zip([Apart::Place, Apart::Scope, Apart::Time]) {
        joined = match (joined, one) {
            (before, Meeting::Same) => before,
            (Meeting::Same, one) => one,
            (Meeting::Part(part), Meeting::Part(_)) => Meeting::Part(part),
            (Meeting::Whole(part), Meeting::Whole(_)) => Meeting::Whole(part),
            _ => return Err(apart),
        };
    }
    Ok(joined)
}

/// A place and a place inside it are comparable if what is true of the whole says something about the part: counts add
/// up, and states and absences apply everywhere.
fn placed(
    places: Nesting,
    voice: &Voice<'_>,
    other: &Voice<'_>,
    rules: Rules,
) -> Result<Meeting, Apart> {
    let wider = match places {
        Nesting::Same => return Ok(Meeting::Same),
        Nesting::Within => other,
        Nesting::Around => voice,
        Nesting::Complement | Nesting::Apart => return Err(Apart::Place),
    };
    let holds_within = rules.nature == Nature::State || wider.is_none();
    if holds_within {
        return Ok(Meeting::Same);
    }
    let part = Meeting::Part(Part::Place);
    let whole = Meeting::Whole(Part::Place);
    if !adds_up(voice, rules) || !adds_up(other, rules) {
        return Err(Apart::Place);
    }
    Ok(if places == Nesting::Within { part } else { whole })
}

/// Whether the whole is the sum of its parts. Shares and prices do not add up: the price of bread is no part of the
/// price of food.
fn adds_up(voice: &Voice<'_>, rules: Rules) -> bool {
    let quantity = voice.statement.quantity.as_deref();
    let is_price =
        rules.nature == Nature::Stock && quantity.is_some_and(|one| is_currency(&one.unit));
    rules.measures == Measure::Count && !voice.is_share && !is_price
}

fn scoped(voice: &Voice<'_>, other: &Voice<'_>, rules: Rules) -> Result<Meeting, Apart> {
    let [scope, other_scope] = [voice, other].map(|voice| voice.statement.scope.as_deref());
    let met = nesting(scope, other_scope);
    let is_counted = adds_up(voice, rules) && adds_up(other, rules);
    match met {
        Nesting::Same => Ok(Meeting::Same),
        Nesting::Complement => Ok(Meeting::Complement),
        Nesting::Within if is_counted => Ok(Meeting::Part(Part::Scope)),
        Nesting::Around if is_counted => Ok(Meeting::Whole(Part::Scope)),
        _ => Err(Apart::Scope),
    }
}

/// Figures are comparable if they are in one unit. Statements without a figure, and "none" in the indicator's unit, are
/// comparable with every unit.
fn units(voice: &Voice<'_>, other: &Voice<'_>) -> Result<(), Apart> {
    let is_none_at_all = |voice: &Voice<'_>| voice.is_none() && voice.unit.is_none();
    let meets_all = |voice: &Voice<'_>| voice.allowed.is_none() || is_none_at_all(voice);
    if voice.unit == other.unit || meets_all(voice) || meets_all(other) {
        return Ok(());
    }
    Err(if voice.is_share == other.is_share { Apart::Unit } else { Apart::Share })
}

/// If a period is longer than this, its ends may differ by one day from those of another.
const WEEK: i64 = 7;

/// How the times overlap; `None` if they do not.
fn timed(voice: &Voice<'_>, other: &Voice<'_>, rules: Rules) -> Option<Meeting> {
    use Time::{AsOf, Each, OneOf, Period};
    if looks_ahead(voice) || looks_ahead(other) || rules.measures == Measure::Date {
        return foreseen(voice, other, rules);
    }
    match (voice.time?, other.time?) {
        (AsOf(a), AsOf(b)) => (a.distance(b) <= rules.window).then_some(Meeting::Same),
        (OneOf(a), OneOf(b)) => {
            (a.meet(b) && a.count() <= WEEK && b.count() <= WEEK).then_some(Meeting::Same)
        }
        (Period { .. } | OneOf(_), Period { .. }) | (Period { .. }, OneOf(_)) => {
            totals(voice, other)
        }
        (Each { may: a, sure: x }, Each { may: b, sure: y }) => {
            each(voice, other, rules, [(a, x), (b, y)])
        }
        (Each { sure, .. }, OneOf(day)) | (OneOf(day), Each { sure, .. }) => {
            sure.filter(|sure| day.lie_in(*sure)).map(|_| Meeting::Same)
        }
        (Each { sure, .. }, Period { start, end }) | (Period { start, end }, Each { sure, .. }) => {
            let days = Days { first: start.first, last: end.last };
            sure.filter(|sure| days.lie_in(*sure)).map(|_| Meeting::Same)
        }
        (AsOf(_), _) | (_, AsOf(_)) => None,
    }
}

/// States and absences are compared if both cover one day: a day on which both are possible, or, if they exclude each
/// other, a day on which both are certain. Statements about the end of a state are compared if the ends lie within the
/// window. An end says nothing about a state that began after it.
fn each(
    voice: &Voice<'_>,
    other: &Voice<'_>,
    rules: Rules,
    [(a, x), (b, y)]: [(Days, Option<Days>); 2],
) -> Option<Meeting> {
    let is_over =
        |voice: &Voice<'_>| matches!(voice.kind, StatementKind::Ended | StatementKind::PutOff);
    let exclude = is_over(voice) != is_over(other) || voice.is_none() != other.is_none();
    if began_after_end(voice, other) || began_after_end(other, voice) {
        return None;
    }
    let both_ended = voice.kind == StatementKind::Ended && other.kind == StatementKind::Ended;
    let meets = if exclude {
        x.zip(y).is_some_and(|(x, y)| x.meet(y))
    } else {
        a.distance(b) <= if both_ended { rules.window } else { 0 }
    };
    meets.then_some(Meeting::Same)
}

/// Whether a state certainly began after the day on which, according to the other voice, a state ended: then these are
/// two states, one after the other.
fn began_after_end(held: &Voice<'_>, ended: &Voice<'_>) -> bool {
    let is_held = held.kind == StatementKind::Held && !held.is_none();
    let days = held.beginning().zip(ended.end()).filter(|_| is_held);
    days.is_some_and(|(begun, end)| begun.first > end.last)
}

/// A statement about the future is compared with others of about the same time, unless the day of one was already over
/// when the other was made. It is also compared with repetitions of the same utterance, whenever they were reported.
fn foreseen(voice: &Voice<'_>, other: &Voice<'_>, rules: Rules) -> Option<Meeting> {
    if is_one_utterance(voice, other) {
        return Some(Meeting::Same);
    }
    let published = voice.statement.published.zip(other.statement.published);
    let is_near = published.is_none_or(|(a, b)| (a - b).num_days().abs() <= rules.window);
    let is_due = |voice: &Voice<'_>, other: &Voice<'_>| {
        let due = voice.days().zip(other.statement.published);
        // If a state is announced for a day that is already over, it was announced on that day.
        let was_ahead = |days: Days| {
            rules.nature != Nature::State
                || voice.statement.published.is_none_or(|own| days.last >= own)
        };
        due.is_some_and(|(days, said)| looks_ahead(voice) && days.last < said && was_ahead(days))
    };
    (is_near && !is_due(voice, other) && !is_due(other, voice)).then_some(Meeting::Same)
}

/// The days on which a period may start, and those on which it may end.
type Ends = (Days, Days);

/// The period of a total; for an event, its day.
pub(super) fn period(voice: &Voice<'_>) -> Option<Ends> {
    match voice.time? {
        Time::Period { start, end } => Some((start, end)),
        Time::OneOf(days) => Some((days, days)),
        Time::AsOf(_) | Time::Each { .. } => None,
    }
}

/// Totals are about the same if their first days and their last days may be equal; in periods of more than a week,
/// these may differ by a day. A total whose period lies inside the other's is a part of it. If the longer period is
/// longer by one day and has the greater figure, it includes one day more, and neither figure need be wrong.
fn totals(voice: &Voice<'_>, other: &Voice<'_>) -> Option<Meeting> {
    let (a, b) = period(voice).zip(period(other))?;
    let length = |(start, end): Ends| (end.last - start.first).num_days() + 1;
    let slack = i64::from(length(a) > WEEK && length(b) > WEEK);
    let off = [a.0.distance(b.0), a.1.distance(b.1)];
    let nested = nested(a, b);
    if off.iter().any(|days| *days > slack) {
        return nested;
    }
    let is_greater = |more: &Voice<'_>, less: &Voice<'_>| {
        more.allowed.zip(less.allowed).is_some_and(|(more, less)| more.low > less.high)
    };
    let has_grown = match nested {
        Some(Meeting::Part(_)) => is_greater(other, voice),
        Some(Meeting::Whole(_)) => is_greater(voice, other),
        _ => false,
    };
    let is_exact = off == [0, 0];
    if has_grown && !is_exact { nested } else { Some(Meeting::Same) }
}

/// Whether one period lies inside the other. If both begin (or end) on an unknown day of the same range ("since early
/// January"), this is taken to be the same day.
fn nested(a: Ends, b: Ends) -> Option<Meeting> {
    // One unknown day in a range is not a period that begins with the range.
    let is_period = |(start, end): Ends| start != end || start.count() == 1;
    let are_periods = is_period(a) && is_period(b);
    let lies_in = |a: Ends, b: Ends| {
        let begins = a.0.first >= b.0.last || are_periods && a.0 == b.0;
        let ends = a.1.last <= b.1.first || are_periods && a.1 == b.1;
        begins && ends
    };
    if lies_in(a, b) {
        return Some(Meeting::Part(Part::Period));
    }
    lies_in(b, a).then_some(Meeting::Whole(Part::Period))
}
