//! Whether two statements speak of the same thing, or one of a part of what the other speaks of.

use super::scopes::{Nesting, nesting};
use super::statement::StatementKind;
use super::voice::{Days, Rules, Time, Voice};
use crate::domain::fact::{self, Status};
use crate::domain::indicator::{Measure, Nature};

/// Why two statements do not speak of the same thing.
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
    /// One looks ahead, and the other tells what became of it.
    Course,
    /// One report tells of both, so that they are two.
    OneReport,
}

/// Of what the first is a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Of the people or things.
    Scope,
    /// Of the place.
    Place,
    /// Of the period.
    Period,
}

/// How two statements meet that speak of the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meeting {
    /// Both are about the very same.
    Same,
    /// The first is about a part of what the second is about.
    Part(Part),
    /// The second is about a part of what the first is about.
    Whole(Part),
    /// They are about two parts that together are the whole.
    Complement,
}

/// How two statements meet; the error says why they do not. `places` is how the place of the first
/// lies to that of the second.
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
    if rules.nature == Nature::Event && one.report == two.report && are_two(voice, other) {
        return Err(Apart::OneReport);
    }
    joined([by_place, by_scope, by_time])
}

/// Whether a voice looks ahead: planned, announced or agreed, forecast or demanded.
pub(super) fn looks_ahead(voice: &Voice<'_>) -> bool {
    let one = voice.statement;
    fact::looks_ahead(one.stance, one.status) || one.status == Some(Status::Agreed)
}

/// Whether both repeat one utterance: they name the same origin.
pub(super) fn is_one_utterance(voice: &Voice<'_>, other: &Voice<'_>) -> bool {
    let origins = voice.statement.origin.as_ref().zip(other.statement.origin.as_ref());
    origins.is_some_and(|(a, b)| a == b)
}

pub(super) fn is_denied(voice: &Voice<'_>) -> bool {
    voice.kind == StatementKind::Denied
}

/// Whether a voice has a figure, and it is not none.
pub(super) fn has_some(voice: &Voice<'_>) -> bool {
    voice.allowed.is_some() && !voice.is_none()
}

/// Whether one report counts two events: two figures, neither of which is none.
fn are_two(voice: &Voice<'_>, other: &Voice<'_>) -> bool {
    has_some(voice) && has_some(other) && voice.statement.claimants == other.statement.claimants
}

/// How places, scopes and periods meet together: one that is a part in one way and a whole in another
/// is not comparable.
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

/// Places that lie in each other meet where the whole has what its parts have: a count adds up, a state
/// or an absence holds everywhere.
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
    let adds_up = rules.measures == Measure::Count && !voice.is_share && !other.is_share;
    let part = Meeting::Part(Part::Place);
    let whole = Meeting::Whole(Part::Place);
    if !adds_up {
        return Err(Apart::Place);
    }
    Ok(if places == Nesting::Within { part } else { whole })
}

fn scoped(voice: &Voice<'_>, other: &Voice<'_>, rules: Rules) -> Result<Meeting, Apart> {
    let [scope, other_scope] = [voice, other].map(|voice| voice.statement.scope.as_deref());
    let met = nesting(scope, other_scope);
    let is_counted = rules.measures == Measure::Count && !voice.is_share && !other.is_share;
    match met {
        Nesting::Same => Ok(Meeting::Same),
        Nesting::Complement => Ok(Meeting::Complement),
        Nesting::Within if is_counted => Ok(Meeting::Part(Part::Scope)),
        Nesting::Around if is_counted => Ok(Meeting::Whole(Part::Scope)),
        _ => Err(Apart::Scope),
    }
}

/// Figures meet in one unit. What states no figure, and none at all in the indicator's unit, meet every
/// unit.
fn units(voice: &Voice<'_>, other: &Voice<'_>) -> Result<(), Apart> {
    let is_none_at_all = |voice: &Voice<'_>| voice.is_none() && voice.unit.is_none();
    let meets_all = |voice: &Voice<'_>| voice.allowed.is_none() || is_none_at_all(voice);
    if voice.unit == other.unit || meets_all(voice) || meets_all(other) {
        return Ok(());
    }
    Err(if voice.is_share == other.is_share { Apart::Unit } else { Apart::Share })
}

/// A longer period may be told with an end one day off.
const WEEK: i64 = 7;

/// How the times meet; `None` where they do not.
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
        (Period { start: a, end: z }, Period { start: b, end: y }) => periods((a, z), (b, y)),
        (OneOf(day), Period { start, end }) => periods((day, day), (start, end)),
        (Period { start, end }, OneOf(day)) => periods((start, end), (day, day)),
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

/// States and absences meet where there is a day on which both speak: one on which both may hold, and for
/// those that exclude each other one on which both certainly hold. Of the end of a state, all speak who
/// place it within the window.
fn each(
    voice: &Voice<'_>,
    other: &Voice<'_>,
    rules: Rules,
    [(a, x), (b, y)]: [(Days, Option<Days>); 2],
) -> Option<Meeting> {
    let is_over =
        |voice: &Voice<'_>| matches!(voice.kind, StatementKind::Ended | StatementKind::PutOff);
    let exclude = is_over(voice) != is_over(other) || voice.is_none() != other.is_none();
    let both_ended = voice.kind == StatementKind::Ended && other.kind == StatementKind::Ended;
    let meets = if exclude {
        x.zip(y).is_some_and(|(x, y)| x.meet(y))
    } else {
        a.distance(b) <= if both_ended { rules.window } else { 0 }
    };
    meets.then_some(Meeting::Same)
}

/// What looks ahead is compared with what was said at about the same time, unless one had come due when
/// the other was said; and with what repeats the same utterance, whenever that was reported.
fn foreseen(voice: &Voice<'_>, other: &Voice<'_>, rules: Rules) -> Option<Meeting> {
    if is_one_utterance(voice, other) {
        return Some(Meeting::Same);
    }
    let published = voice.statement.published.zip(other.statement.published);
    let is_near = published.is_none_or(|(a, b)| (a - b).num_days().abs() <= rules.window);
    let is_due = |voice: &Voice<'_>, other: &Voice<'_>| {
        let due = voice.days().zip(other.statement.published);
        // A state that is announced of a day that is over was announced on that day.
        let was_ahead = |days: Days| {
            rules.nature != Nature::State
                || voice.statement.published.is_none_or(|own| days.last >= own)
        };
        due.is_some_and(|(days, said)| looks_ahead(voice) && days.last < said && was_ahead(days))
    };
    (is_near && !is_due(voice, other) && !is_due(other, voice)).then_some(Meeting::Same)
}

type Ends = (Days, Days);

/// Totals meet where both ends may be the same day; of longer periods, ends a day apart meet, too. One
/// whose period lies inside the other's is a part of it.
fn periods(a: Ends, b: Ends) -> Option<Meeting> {
    let length = |(start, end): Ends| (end.last - start.first).num_days() + 1;
    let slack = i64::from(length(a) > WEEK && length(b) > WEEK);
    if a.0.distance(b.0) <= slack && a.1.distance(b.1) <= slack {
        return Some(Meeting::Same);
    }
    let lies_in = |a: Ends, b: Ends| a.0.first >= b.0.last && a.1.last <= b.1.first;
    if lies_in(a, b) {
        return Some(Meeting::Part(Part::Period));
    }
    lies_in(b, a).then_some(Meeting::Whole(Part::Period))
}
