//! Whether two statements are about the same thing, or one is about a part of the other's.

use super::scopes::{Nesting, nesting};
use super::statement::StatementKind;
use super::voice::{Days, Rules, Time, Voice};
use crate::domain::fact::{self, Status};
use crate::domain::indicator::{Measure, Nature};

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
    /// One is about the future, and the other says what became of it.
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
}

/// How two statements about the same thing overlap.
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

/// A place and one inside it are comparable if what is true of the whole concerns the part: counts add up,
/// and states and absences apply everywhere.
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

/// Figures are comparable in one unit. Statements without a figure, and "none" in the indicator's unit, are
/// comparable with every unit.
fn units(voice: &Voice<'_>, other: &Voice<'_>) -> Result<(), Apart> {
    let is_none_at_all = |voice: &Voice<'_>| voice.is_none() && voice.unit.is_none();
    let meets_all = |voice: &Voice<'_>| voice.allowed.is_none() || is_none_at_all(voice);
    if voice.unit == other.unit || meets_all(voice) || meets_all(other) {
        return Ok(());
    }
    Err(if voice.is_share == other.is_share { Apart::Unit } else { Apart::Share })
}

/// The ends of periods longer than this may differ by one day.
const WEEK: i64 = 7;

/// How the times overlap; `None` where they do not.
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

/// States and absences are compared if both cover one day: a day on which both are possible, or, if they
/// exclude each other, a day on which both are certain. Statements about the end of a state are compared if
/// they place it within the window.
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

/// A statement about the future is compared with others of about the same time, unless the day of one had
/// passed when the other was made; and with repetitions of the same utterance, whenever these were reported.
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

/// Totals are comparable if both ends may be the same day; for longer periods, the ends may be one day apart.
/// A total whose period is inside the other's is a part of it.
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
