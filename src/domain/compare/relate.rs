//! How two statements relate: whether they are about the same thing, and if so, whether one repeats, refines or
//! contradicts the other.

use super::allowed::Allowed;
use super::meeting::{Apart, Meeting, Part, is_one_utterance, looks_ahead, meeting};
use super::scopes::Nesting;
use super::statement::StatementKind;
use super::voice::{Days, Rules, Voice, have_other_hours};
use crate::domain::fact::Status;
use crate::domain::indicator::{Measure, Nature};
use crate::domain::number::Number;
use crate::domain::words::word_set;

word_set! {
    /// How one statement relates to another one.
    Relation, "relation" {
        /// No figure, status or day can be true of both.
        Contradicts = "contradicts",
        /// The same claimant says something else about a later day or in a later report.
        Updates = "updates",
        /// It is about a part of what the other is about, and this is possible.
        PartOf = "part-of",
        /// It says the same.
        Agrees = "agrees",
        /// It is narrower, and lies inside what the other allows.
        Refines = "refines",
        /// Both can be true, but neither lies inside the other.
        Compatible = "compatible",
        /// They are not about the same thing.
        NotComparable = "not-comparable",
    }
}

/// How one statement relates to another one, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Related {
    /// The relation of the first to the second.
    pub relation: Relation,
    /// Its reason.
    pub why: Why,
}

/// The reason of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// Their figures.
    Figures,
    /// One says that there was none, and the other that there was some.
    NoneAgainstSome,
    /// One is about a part of what the other is about.
    Part(Part),
    /// The other is about a part of what the first is about.
    Whole(Part),
    /// The part is greater than its whole.
    PartOverWhole(Part),
    /// Two parts that together are the whole, whether or not they add up to it.
    Complement,
    /// Their statuses.
    Status,
    /// The days on which a state or an absence began.
    Beginning,
    /// The days on which a state ended.
    End,
    /// The days on which something happens.
    Day,
    /// The hours of a day in which a state holds.
    Hours,
    /// One denies the claim of the other.
    Denial,
    /// The two facts give different figures for one utterance: they have the same origin.
    OneOrigin,
    /// Both are by one claimant, and this one came later.
    OneClaimant,
    /// Its claimant said something else later.
    Updated,
    /// They are not about the same thing.
    Apart(Apart),
}

/// How the first voice relates to the second. `places` is the relation of the first place to the second.
#[must_use]
pub fn relate(voice: &Voice<'_>, other: &Voice<'_>, places: Nesting, rules: Rules) -> Related {
    let met = match meeting(voice, other, places, rules) {
        Err(apart) => return related(Relation::NotComparable, Why::Apart(apart)),
        Ok(met) => met,
    };
    if is_update(voice, other, rules) && is_of_the_same(met, voice, other) {
        return related(Relation::Updates, Why::OneClaimant);
    }
    let kinds = (voice.kind, other.kind);
    if (kinds.0 == StatementKind::Denied) != (kinds.1 == StatementKind::Denied) {
        return denial(voice, other, met);
    }
    match met {
        Meeting::Part(part) => part_of(voice, other, part),
        Meeting::Whole(part) => {
            let part_of_it = part_of(other, voice, part);
            let is_contradicted = part_of_it.relation == Relation::Contradicts;
            if is_contradicted {
                part_of_it
            } else {
                related(Relation::Compatible, Why::Whole(part))
            }
        }
        Meeting::Complement => complement(voice, other),
        Meeting::Same => same(voice, other, places, rules),
    }
}

/// Whether a later figure of a claimant can only replace the earlier one. A growing toll is another figure, for a
/// longer period; a toll that shrinks corrects the earlier one.
fn is_of_the_same(met: Meeting, voice: &Voice<'_>, other: &Voice<'_>) -> bool {
    let shrinks = |part: &Voice<'_>, whole: &Voice<'_>| {
        let related = part_of(part, whole, Part::Period);
        begin_together(part, whole) && related.relation == Relation::Contradicts
    };
    match met {
        Meeting::Same => true,
        Meeting::Part(Part::Period) => shrinks(voice, other),
        Meeting::Whole(Part::Period) => shrinks(other, voice),
        _ => false,
    }
}

/// Whether one voice contradicts another one. `places` is the relation of the first place to the second.
pub(super) fn contradicts(
    voice: &Voice<'_>,
    other: &Voice<'_>,
    places: Nesting,
    rules: Rules,
) -> bool {
    relate(voice, other, places, rules).relation == Relation::Contradicts
}

/// Whether the periods of two voices begin on the same days, as those of running totals do.
pub(super) fn begin_together(voice: &Voice<'_>, other: &Voice<'_>) -> bool {
    voice.days().map(|days| days.first) == other.days().map(|days| days.first)
}

fn related(relation: Relation, why: Why) -> Related {
    Related { relation, why }
}

/// Whether a voice is of a later day than another, where days count, or in a later report.
pub(super) fn is_later(voice: &Voice<'_>, other: &Voice<'_>, rules: Rules) -> bool {
    let has_figure_of_day = matches!(rules.nature, Nature::Stock | Nature::Flow);
    let day = |voice: &Voice<'_>| voice.days().filter(|_| has_figure_of_day).map(|days| days.last);
    (day(voice), voice.statement.published) > (day(other), other.statement.published)
}

/// Whether the same claimants say otherwise later: of a later day, or in a later report.
pub(super) fn is_update(voice: &Voice<'_>, other: &Voice<'_>, rules: Rules) -> bool {
    let (one, before) = (voice.statement, other.statement);
    if is_one_utterance(voice, other) {
        return false;
    }
    // If a plan for more was postponed or refused, the present number does not change.
    let is_no_change =
        rules.nature == Nature::Stock && voice.kind == StatementKind::PutOff && !one.is_over();
    let says_otherwise = voice.allowed != other.allowed
        || one.status != before.status
        || have_other_hours(one, before);
    let is_one_claimant = !one.claimants.is_empty() && one.claimants == before.claimants;
    is_later(voice, other, rules) && says_otherwise && !is_no_change && is_one_claimant
}

/// How a claim and its denial relate. Who denies what is said of one day, place or group says nothing of the others
/// that a claim counts, too; and who denies 120 killed does not deny "at least 17".
fn denial(voice: &Voice<'_>, other: &Voice<'_>, met: Meeting) -> Related {
    let is_of_part = match met {
        Meeting::Part(_) => voice.kind == StatementKind::Denied,
        Meeting::Whole(_) => other.kind == StatementKind::Denied,
        Meeting::Same | Meeting::Complement => false,
    };
    let is_denied = voice.kind == StatementKind::Denied;
    let (denied, claim) = if is_denied { (voice, other) } else { (other, voice) };
    let can_mean = !is_of_part && denied.allowed.zip(named(claim)).is_none_or(|(a, b)| a.meets(b));
    let relation = if can_mean { Relation::Contradicts } else { Relation::Compatible };
    related(relation, Why::Denial)
}

/// The numbers that a claim names: of a bound that is open ("at least 17", "up to 300") the bound itself, not the
/// numbers that it leaves possible.
fn named(claim: &Voice<'_>) -> Option<Allowed> {
    let allowed = claim.allowed?;
    let quantity = claim.statement.quantity.as_deref();
    let is_upper_bound = quantity.is_some_and(|quantity| {
        quantity.low.is_none() && quantity.best.is_none() && quantity.high.is_some()
    });
    Some(match allowed {
        Allowed { low, high } if high.is_infinite() => Allowed { low, high: low },
        Allowed { high, .. } if is_upper_bound => Allowed { low: high, high },
        range => range,
    })
}

/// How a part relates to its whole: it cannot be greater.
fn part_of(voice: &Voice<'_>, whole: &Voice<'_>, part: Part) -> Related {
    match (voice.allowed, whole.allowed) {
        (Some(part_allowed), Some(all)) if part_allowed.low > all.high => {
            let is_none = all.is_none();
            let why = if is_none { Why::NoneAgainstSome } else { Why::PartOverWhole(part) };
            related(Relation::Contradicts, why)
        }
        _ => related(Relation::PartOf, Why::Part(part)),
    }
}

/// "14 of 46 unloaded" against "14 of 46 not unloaded": together they are the whole.
fn complement(voice: &Voice<'_>, other: &Voice<'_>) -> Related {
    let whole = voice.statement.quantity.as_deref().and_then(|quantity| quantity.out_of);
    let (Some(whole), Some(a), Some(b)) = (whole.map(Number::get), voice.allowed, other.allowed)
    else {
        return related(Relation::Compatible, Why::Complement);
    };
    let adds_up = a.low + b.low <= whole && whole <= a.high + b.high;
    let relation = if adds_up { Relation::Compatible } else { Relation::Contradicts };
    related(relation, Why::Complement)
}

/// How two statements about exactly the same relate.
fn same(voice: &Voice<'_>, other: &Voice<'_>, places: Nesting, rules: Rules) -> Related {
    if voice.is_none() && says_some(other) || other.is_none() && says_some(voice) {
        return related(Relation::Contradicts, Why::NoneAgainstSome);
    }
    if rules.nature == Nature::State {
        return states(voice, other, places, rules);
    }
    if rules.measures == Measure::Date {
        return days(voice.days(), other.days(), Why::Day);
    }
    if rules.nature == Nature::Stock && (is_gone(voice) || is_gone(other)) {
        return gone(voice, other);
    }
    if excludes(voice.kind, other.kind) {
        return related(Relation::Contradicts, Why::Status);
    }
    let is_put_off = |voice: &Voice<'_>| voice.kind == StatementKind::PutOff;
    match (is_put_off(voice), is_put_off(other)) {
        (true, true) => return related(Relation::Agrees, Why::Status),
        (true, false) | (false, true) => return related(Relation::Compatible, Why::Status),
        (false, false) => {}
    }
    let is_absence = |voice: &Voice<'_>| voice.is_none() && rules.nature == Nature::Event;
    if is_absence(voice) || is_absence(other) {
        return beginnings(voice, other, places);
    }
    figures(voice, other)
}

/// Whether a voice says that there was some. "Up to 8" does, and "between 0 and 8" does not.
pub(super) fn says_some(voice: &Voice<'_>) -> bool {
    use StatementKind::{Absent, Denied, Ended, PutOff};
    let may_be_none = voice.allowed.is_some_and(|allowed| allowed.low <= 0.0);
    !may_be_none && !matches!(voice.kind, Absent | PutOff | Denied | Ended)
}

/// Whether what a voice counts has ended or was postponed.
fn is_gone(voice: &Voice<'_>) -> bool {
    matches!(voice.kind, StatementKind::Ended | StatementKind::PutOff)
}

/// How two statements relate if one says that what is counted ended (two corridors, closed on 14 March) or was
/// postponed. A count for that day or a later one contradicts it; an earlier count does not.
fn gone(voice: &Voice<'_>, other: &Voice<'_>) -> Related {
    let (over, counted) = match (is_gone(voice), is_gone(other)) {
        (true, true) => return days(voice.end(), other.end(), Why::End),
        (true, false) => (voice, other),
        _ => (other, voice),
    };
    if counted.is_none() {
        return related(Relation::Agrees, Why::Status);
    }
    let is_earlier =
        counted.days().zip(over.days()).is_some_and(|(counted, over)| counted.first < over.last);
    let relation = if is_earlier { Relation::Compatible } else { Relation::Contradicts };
    related(relation, Why::Status)
}

/// Whether one says that something was postponed, and the other that it happened.
fn excludes(one: StatementKind, other: StatementKind) -> bool {
    use StatementKind::{Happened, PutOff, Total};
    let is_done = |kind| matches!(kind, Happened | Total);
    one == PutOff && is_done(other) || other == PutOff && is_done(one)
}

/// How statements about a state on the same days relate.
fn states(voice: &Voice<'_>, other: &Voice<'_>, places: Nesting, rules: Rules) -> Related {
    use StatementKind::{Ended, Held, PutOff};
    let is_over = |kind| matches!(kind, Ended | PutOff);
    match (voice.kind, other.kind) {
        (Held, over) | (over, Held) if is_over(over) => related(Relation::Contradicts, Why::Status),
        (Ended, Ended) => {
            let by_days = days(voice.end(), other.end(), Why::End);
            with_properties(by_days, voice, other, places, rules)
        }
        (Held, Held) => {
            let by_days = beginnings(voice, other, places);
            with_properties(by_days, voice, other, places, rules)
        }
        _ if looks_ahead(voice) && looks_ahead(other) => {
            farthest(figures(voice, other), by_hours(voice, other))
        }
        _ => related(Relation::Agrees, Why::Status),
    }
}

/// How two statements about a state relate that by its days relate so: they also agree only as far as the length,
/// the hours of a day and the numbers that they give do. An extension has a length of its own. The hours and the
/// numbers of a state may change, and are compared if the reports came out at about the same time.
fn with_properties(
    by_days: Related,
    voice: &Voice<'_>,
    other: &Voice<'_>,
    places: Nesting,
    rules: Rules,
) -> Related {
    let published = voice.statement.published.zip(other.statement.published);
    let is_near = published.is_none_or(|(a, b)| (a - b).num_days().abs() <= rules.window);
    let is_extension = |voice: &Voice<'_>| voice.statement.status == Some(Status::Extended);
    let is_length = rules.measures == Measure::Duration && !voice.is_share && !other.is_share;
    if rules.measures == Measure::Date
        || is_extension(voice) != is_extension(other)
        || !is_near && !is_length
    {
        return by_days;
    }
    let counted = voice.allowed.zip(other.allowed).filter(|_| rules.measures == Measure::Count);
    let by_figures = match (places, counted) {
        (Nesting::Same, _) => voice.allowed.zip(other.allowed).map(|_| figures(voice, other)),
        // In a part of a place there may be fewer people.
        (Nesting::Within, Some((own, all))) if own.low > all.high => Some(other_figures()),
        (Nesting::Around, Some((all, part))) if part.low > all.high => Some(other_figures()),
        _ => None,
    };
    let hours = by_hours(voice, other).filter(|_| is_near && places == Nesting::Same);
    farthest(farthest(by_days, by_figures), hours)
}

fn other_figures() -> Related {
    related(Relation::Contradicts, Why::Figures)
}

/// That two statements about a state give other hours of a day, where they do.
fn by_hours(voice: &Voice<'_>, other: &Voice<'_>) -> Option<Related> {
    let are_other = have_other_hours(voice.statement, other.statement);
    are_other.then(|| related(Relation::Contradicts, Why::Hours))
}

/// Of two relations of what agrees or not, the one in which the statements are farther apart; the first where both
/// are as far.
fn farthest(one: Related, other: Option<Related>) -> Related {
    let distance = |found: Related| match found.relation {
        Relation::Agrees => 0,
        Relation::Refines => 1,
        Relation::Contradicts => 3,
        _ => 2,
    };
    other.filter(|other| distance(*other) > distance(one)).unwrap_or(one)
}

/// How two statements that a state existed relate: by the days on which it began. It may have begun earlier in a part
/// of a place than in the whole place.
fn beginnings(voice: &Voice<'_>, other: &Voice<'_>, places: Nesting) -> Related {
    let found = days(voice.beginning(), other.beginning(), Why::Beginning);
    if found.relation == Relation::Contradicts && places != Nesting::Same {
        return related(Relation::Compatible, Why::Beginning);
    }
    found
}

/// The relation of the days on which something began, ended or happens according to two statements.
fn days(voice: Option<Days>, other: Option<Days>, why: Why) -> Related {
    let relation = match (voice, other) {
        (Some(a), Some(b)) if a == b => Relation::Agrees,
        (None, None) => return related(Relation::Agrees, Why::Status),
        (Some(a), Some(b)) if a.lie_in(b) => Relation::Refines,
        (Some(a), Some(b)) if !a.meet(b) => Relation::Contradicts,
        _ => Relation::Compatible,
    };
    related(relation, why)
}

/// How two figures for the same thing relate.
fn figures(voice: &Voice<'_>, other: &Voice<'_>) -> Related {
    let relation = match (voice.allowed, other.allowed) {
        (Some(a), Some(b)) if !a.meets(b) && is_one_utterance(voice, other) => {
            return related(Relation::Contradicts, Why::OneOrigin);
        }
        (Some(a), Some(b)) if !a.meets(b) => Relation::Contradicts,
        (Some(a), Some(b)) if a == b && !a.narrows_nothing() => Relation::Agrees,
        (Some(a), Some(b)) if a == b => {
            let words =
                |voice: &Voice<'_>| voice.statement.quantity.as_ref().map(|q| q.as_stated.clone());
            if words(voice) == words(other) { Relation::Agrees } else { Relation::Compatible }
        }
        (Some(a), Some(b)) if a.lies_in(b) && !b.narrows_nothing() => Relation::Refines,
        (None, None) => return related(Relation::Agrees, Why::Status),
        _ => Relation::Compatible,
    };
    related(relation, Why::Figures)
}
