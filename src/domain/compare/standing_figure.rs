//! The current figure: the common range of the newest figures of a series that can be true together.

use super::Name;
use super::allowed::Allowed;
use super::meeting::looks_ahead;
use super::relate::{Relation, contradicts, relate};
use super::scopes::Nesting;
use super::statement::{Statement, StatementKind};
use super::voice::{Rules, Time, Voice};
use crate::domain::fact::{Stance, Status};
use crate::domain::hours::Hours;
use crate::domain::indicator::Nature;
use crate::domain::number::Number;
use crate::domain::quantity::{Per, Quantity};
use crate::domain::when::{Bounds, Day};
use foldhash::{HashMap, HashSet};
use std::cmp::Reverse;

/// The current figure of a series.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stands {
    /// The figure in the unit of the series; bounds that were not stated stay open. `None` if there
    /// is no current figure.
    pub figure: Option<Quantity>,
    /// The indexes of the voices that state it, the newest first: those with a figure, or else all that agree with the
    /// newest. Empty if all are about the future or are denials.
    pub voices: Vec<usize>,
    /// Whether what stands was put off, and tells why there was none.
    pub explains_none: bool,
    /// The day to which the newest of them refers.
    pub as_of: Option<Day>,
    /// The day by which it is ordered among the results of other groups: for an end, its day, whenever it was reported;
    /// for a state, the last day on which it certainly held; otherwise the day to which the newest refers.
    pub newest: Option<Day>,
}

/// The quantity of a voice, in the unit in which it is compared.
fn scaled(voice: &Voice<'_>) -> Option<Quantity> {
    let quantity = voice.statement.quantity.as_deref()?.clone();
    let times = |number: Option<Number>| number.and_then(|n| Number::new(n.get() * voice.factor));
    // Only lengths of time are converted to another unit.
    if voice
        .unit
        .is_none_or(|unit| unit == quantity.unit || (voice.factor - 1.0).abs() < f64::EPSILON)
    {
        return Some(quantity);
    }
    let [low, best, high] = [quantity.low, quantity.best, quantity.high].map(times);
    let unit = voice.unit.unwrap_or(&quantity.unit).to_owned();
    Some(Quantity { low, best, high, unit, as_stated: String::new(), ..quantity })
}

/// The common figure of several. Exact figures inside the bounds are named beside them and do not narrow them, unless
/// they lie outside because of rounding; if no bound is stated, the exact figures are the range. If an exact figure
/// also has bounds (10, from 5 to 20), the bounds count. "Nearly 500" is bounded on both sides.
fn together(figures: &[Quantity], newest: Quantity) -> Quantity {
    let is_bound = |one: &&Quantity| one.best.is_none() || one.is_bounded();
    let bounds = || figures.iter().filter(is_bound);
    let exact =
        || figures.iter().filter(|one| !is_bound(one)).filter_map(|one| Some((one.best?, one)));
    let allowed = |one: &Quantity| {
        let allowed = Allowed::of(one);
        [allowed.low.ceil(), allowed.high.floor()].map(Number::new)
    };
    let low_of = |one: &Quantity| if one.is_one_sided() { allowed(one)[0] } else { one.low };
    let high_of = |one: &Quantity| if one.is_one_sided() { allowed(one)[1] } else { one.high };
    let low = bounds().filter_map(low_of).max();
    let high = bounds().filter_map(high_of).min();
    let (low, best, high) = match (low, high) {
        (None, None) => {
            let exact = || exact().map(|(best, _)| best);
            match (exact().min(), exact().max()) {
                (Some(least), Some(most)) if least == most => (None, Some(least), None),
                (least, most) => (least, None, most),
            }
        }
        (low, high) => {
            let above = exact().filter(|(best, _)| high.is_some_and(|high| *best > high));
            let below = exact().filter(|(best, _)| low.is_some_and(|low| *best < low));
            let low = above.filter_map(|(_, one)| allowed(one)[0]).chain(low).max();
            let high = below.filter_map(|(_, one)| allowed(one)[1]).chain(high).min();
            (low, None, high)
        }
    };
    let approximate = figures.iter().any(|one| one.approximate) && best.is_some();
    let is_vague = low.is_none() && best.is_none() && high.is_none();
    let as_stated = if is_vague { newest.as_stated.clone() } else { String::new() };
    Quantity { low, best, high, approximate: approximate || is_vague, as_stated, ..newest }
}

/// Whether two figures with that relation can be true together, and neither is about a part.
pub(super) fn can_be_both(relation: Relation) -> bool {
    matches!(relation, Relation::Agrees | Relation::Compatible | Relation::Refines)
}

/// The key that sorts voices, the newest first, so that the order of recording does not matter. A figure is as old as
/// its day; for an event or a state, the newest report knows best. If figures that add up are about one day, a total
/// comes before its parts, and the greater toll is the later one.
pub(super) fn newness(voice: &Voice<'_>) -> impl Ord + use<> {
    let days = voice.days();
    let day = days.map(|days| days.last);
    let published = voice.statement.published;
    let is_of_day = matches!(voice.statement.nature, Nature::Stock | Nature::Flow);
    let (first, second) = if is_of_day { (day, published) } else { (published, day) };
    let adds_up = matches!(voice.statement.nature, Nature::Flow | Nature::Event);
    let total = days.zip(voice.allowed).filter(|_| adds_up);
    let total = total.map(|(days, allowed)| (Reverse(days.first), allowed.low.to_bits()));
    Reverse((first, second, total, voice.statement.uid))
}

/// Whether a voice can be current: it counts, is not about the future, and denies nothing.
fn can_stand(voice: &Voice<'_>) -> bool {
    use StatementKind::Denied;
    voice.statement.counts && !looks_ahead(voice) && voice.kind != Denied
}

/// Whether a voice states a figure that can be current. The durations of states are only labels; for a state, its
/// status is current. What was postponed has no figure.
fn has_figure(voice: &Voice<'_>) -> bool {
    let is_put_off = voice.kind == StatementKind::PutOff;
    voice.allowed.is_some() && voice.statement.nature != Nature::State && !is_put_off
}

/// Whether a voice states a figure that can be current.
pub(super) fn is_standing_figure(voice: &Voice<'_>) -> bool {
    can_stand(voice) && has_figure(voice)
}

/// Whether the fact that something was postponed explains why there was none: it had been planned for one of the days
/// that the "none" is about, and these days are over. Of the two, the postponement is current.
#[must_use]
pub fn tells_why_none(put_off: &Statement, none: &Statement) -> bool {
    let is_put_off = put_off.kind() == StatementKind::PutOff;
    if !is_put_off || none.kind() != StatementKind::Absent {
        return false;
    }
    let day = put_off.first().or(put_off.published);
    let last = none.bounds().and_then(|bounds| bounds.end_latest);
    day.is_some_and(|day| none.first() <= Some(day) && last.is_some_and(|last| day <= last))
}

/// Everything that decides a relation to another voice, except the report and the claimants.
#[derive(PartialEq, Eq, Hash)]
struct Alike<'a> {
    kind: StatementKind,
    said: (Stance, Option<Status>, Option<Day>),
    about: (Option<&'a str>, Option<&'a str>, Option<&'a str>, Option<&'a str>),
    claimants: &'a [Name],
    time: Option<Time>,
    stated: (Option<Bounds>, Option<Hours>),
    allowed: Option<[u64; 2]>,
    counted: (Option<Number>, Option<Per>, Option<&'a str>, Option<&'a str>),
}

impl<'a> Alike<'a> {
    fn of(voice: &Voice<'a>) -> Self {
        let one = voice.statement;
        let quantity = one.quantity.as_deref();
        // The day of the report only matters for voices that may be updated.
        let published = one.published.filter(|_| !one.claimants.is_empty());
        Self {
            kind: voice.kind,
            said: (one.stance, one.status, published),
            about: (one.thread.as_deref(), one.scope.as_deref(), voice.unit, one.origin.as_deref()),
            claimants: &one.claimants,
            time: voice.time,
            stated: (one.stated_bounds(), voice.hours()),
            allowed: voice.allowed.map(|allowed| [allowed.low, allowed.high].map(f64::to_bits)),
            counted: (
                quantity.and_then(|quantity| quantity.out_of),
                quantity.and_then(|quantity| quantity.per),
                quantity.map(|quantity| quantity.unit.as_str()),
                quantity.filter(|q| q.has_no_figure()).map(|q| q.as_stated.as_str()),
            ),
        }
    }
}

/// The last day on which a state certainly held, or may have ended; `None` for everything else.
fn last_told(voice: &Voice<'_>) -> Option<Day> {
    let sure = match voice.time {
        Some(Time::Each { sure, .. }) if voice.kind == StatementKind::Held => sure,
        _ => None,
    };
    voice.end().or(sure).map(|days| days.last)
}

/// Leaves out the ends of states after which another state began: they are history, whenever they were reported.
fn drop_earlier_ends(order: &mut Vec<usize>, voices: &[Voice<'_>]) {
    let is_held = |at: &&usize| voices[**at].kind == StatementKind::Held;
    let begun = order.iter().filter(is_held).filter_map(|at| voices[*at].beginning());
    if let Some(begun) = begun.map(|days| days.first).max() {
        order.retain(|at| voices[*at].end().is_none_or(|end| end.last >= begun));
    }
}

impl Stands {
    /// The current figure of voices about the same thing. Those for which `is_out` is true were updated by their
    /// claimants.
    #[must_use]
    pub fn of(voices: &[Voice<'_>], is_out: impl Fn(usize) -> bool, rules: Rules) -> Self {
        let mut order: Vec<usize> =
            (0..voices.len()).filter(|at| !is_out(*at) && can_stand(&voices[*at])).collect();
        order.sort_by_key(|at| newness(&voices[*at]));
        let is_over = |at: usize| voices[at].statement.is_over();
        let first = order.iter().find(|at| has_figure(&voices[**at]) || is_over(**at));
        let mut explains_none = false;
        if let Some(first) = first.copied() {
            let explains =
                |at: &usize| tells_why_none(voices[*at].statement, voices[first].statement);
            explains_none = order.iter().any(explains);
            // What has ended has no figure, and older figures are history.
            let stands = |at: usize| is_over(at) || has_figure(&voices[at]);
            let stands = |at: &usize| stands(*at) && is_over(*at) == is_over(first);
            order.retain(|at| if explains_none { explains(at) } else { stands(at) });
        }
        drop_earlier_ends(&mut order, voices);
        let agree = |at: usize, with: usize| {
            let related = relate(&voices[at], &voices[with], Nesting::Same, rules);
            can_be_both(related.relation)
                && voices[at].statement.scope == voices[with].statement.scope
        };
        let mut stand: Vec<usize> = Vec::new();
        // For several current voices that say the same, only one of them.
        let mut one_of: HashMap<Alike<'_>, usize> = HashMap::default();
        let mut told: HashSet<(&str, &[Name])> = HashSet::default();
        // Who contradicts the current status of a state, and since which report.
        let mut otherwise: HashMap<&[Name], Option<Day>> = HashMap::default();
        for at in order {
            let voice = &voices[at];
            let counts =
                rules.nature == Nature::Event && voice.allowed.is_some() && !voice.is_none();
            let teller = (&*voice.statement.report, voice.statement.claimants.as_slice());
            // Another event in the same report.
            if counts && told.contains(&teller) {
                continue;
            }
            let claimants = voice.statement.claimants.as_slice();
            // What a claimant said before changing the statement confirms nobody.
            if otherwise.get(claimants).is_some_and(|since| voice.statement.published < *since) {
                continue;
            }
            let alike = Alike::of(voice);
            let stands = match one_of.get(&alike) {
                Some(with) => agree(at, *with),
                None => one_of.values().all(|with| agree(at, *with)),
            };
            if stands {
                one_of.entry(alike).or_insert(at);
                stand.push(at);
                told.extend(counts.then_some(teller));
            } else if rules.nature == Nature::State && !claimants.is_empty() {
                let mut all = one_of.values();
                if all.any(|with| contradicts(voice, &voices[*with], Nesting::Same, rules)) {
                    otherwise.entry(claimants).or_insert(voice.statement.published);
                }
            }
        }
        Self { explains_none, ..Self::from_voices(voices, stand) }
    }

    fn from_voices(voices: &[Voice<'_>], stand: Vec<usize>) -> Self {
        let with_figure = stand.iter().filter(|at| has_figure(&voices[**at]));
        let figures: Vec<Quantity> = with_figure.filter_map(|at| scaled(&voices[*at])).collect();
        let first = stand.first().map(|at| &voices[*at]);
        let as_of = first.and_then(Voice::days).map(|days| days.last);
        let newest_day = first.and_then(last_told).or(as_of);
        let same = |a: &Quantity, b: &Quantity| {
            (a.low, a.best, a.high, a.approximate) == (b.low, b.best, b.high, b.approximate)
        };
        let newest = figures.first().cloned();
        let figure = match newest {
            Some(newest) if figures.iter().all(|one| same(one, &newest)) => Some(newest),
            newest => newest.map(|newest| together(&figures, newest)),
        };
        Self { figure, as_of, newest: newest_day, voices: stand, explains_none: false }
    }

    /// Whether there is a current figure or status.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !self.voices.is_empty()
    }
}
