//! The figure as it stands: what is left of the newest figures of a series that can be true together.

use super::allowed::Allowed;
use super::meeting::looks_ahead;
use super::relate::{Relation, relate};
use super::scopes::Nesting;
use super::statement::StatementKind;
use super::voice::{Rules, Voice};
use crate::domain::indicator::Nature;
use crate::domain::number::Number;
use crate::domain::quantity::Quantity;
use crate::domain::when::Day;
use std::cmp::Reverse;

/// The figure of a series as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stands {
    /// The figure in the unit of the series; bounds that were not stated stay open. `None` where no
    /// figure stands.
    pub figure: Option<Quantity>,
    /// The indexes of the voices that stand, the newest first: those with a figure, else all that agree
    /// with the newest. None where all look ahead or deny.
    pub voices: Vec<usize>,
    /// The day as of which the newest holds.
    pub as_of: Option<Day>,
}

/// The quantity of a voice, in the unit in which it is compared.
fn scaled(voice: &Voice<'_>) -> Option<Quantity> {
    let quantity = voice.statement.quantity.as_deref()?.clone();
    let times = |number: Option<Number>| number.and_then(|n| Number::new(n.get() * voice.factor));
    if voice.unit.is_none_or(|unit| unit == quantity.unit) {
        return Some(quantity);
    }
    let [low, best, high] = [quantity.low, quantity.best, quantity.high].map(times);
    let unit = voice.unit.unwrap_or(&quantity.unit).to_owned();
    Some(Quantity { low, best, high, unit, as_stated: String::new(), ..quantity })
}

/// The figure that several leave together. Exact figures inside bounds are named beside them, and do not
/// narrow them; where no bound is stated, they are the range.
fn together(figures: &[Quantity], newest: Quantity) -> Quantity {
    let bounds = || figures.iter().filter(|one| one.best.is_none());
    let exact = || figures.iter().filter_map(|one| one.best);
    let low = bounds().filter_map(|one| one.low).max();
    let high = bounds().filter_map(|one| one.high).min();
    let (low, best, high) = match (low, high) {
        (None, None) => match (exact().min(), exact().max()) {
            (Some(least), Some(most)) if least == most => (None, Some(least), None),
            (least, most) => (least, None, most),
        },
        (low, high) => (low, None, high),
    };
    let approximate = figures.iter().any(|one| one.approximate) && best.is_some();
    let is_vague = low.is_none() && best.is_none() && high.is_none();
    let as_stated = if is_vague { newest.as_stated.clone() } else { String::new() };
    Quantity { low, best, high, approximate: approximate || is_vague, as_stated, ..newest }
}

/// Whether two figures of that relation can be true together, and neither is about a part.
fn can_be_both(relation: Relation) -> bool {
    matches!(relation, Relation::Agrees | Relation::Compatible | Relation::Refines)
}

/// What orders voices from the newest on, so that the order of recording does not matter. A figure is as
/// old as its day; of an event and a state, the newest report knows best.
pub(super) fn newness(voice: &Voice<'_>) -> impl Ord + use<> {
    let day = voice.days().map(|days| days.last);
    let published = voice.statement.published;
    let is_of_day = matches!(voice.statement.nature, Nature::Stock | Nature::Flow);
    let (first, second) = if is_of_day { (day, published) } else { (published, day) };
    Reverse((first, second, voice.statement.uid))
}

/// Whether what a voice says can stand: it counts, does not look ahead, and denies nothing.
fn can_stand(voice: &Voice<'_>) -> bool {
    use StatementKind::Denied;
    voice.statement.counts && !looks_ahead(voice) && voice.kind != Denied
}

/// Whether a voice states a figure that can stand. The durations of states are labels; of a state its
/// status stands. What was put off has no figure.
fn has_figure(voice: &Voice<'_>) -> bool {
    let is_put_off = voice.kind == StatementKind::PutOff;
    voice.allowed.is_some() && voice.statement.nature != Nature::State && !is_put_off
}

impl Stands {
    /// What stands among voices that speak of the same thing. Those that `is_out` names were updated
    /// by their claimants.
    #[must_use]
    pub fn of(voices: &[Voice<'_>], is_out: impl Fn(usize) -> bool, rules: Rules) -> Self {
        let mut order: Vec<usize> =
            (0..voices.len()).filter(|at| !is_out(*at) && can_stand(&voices[*at])).collect();
        if order.iter().any(|at| has_figure(&voices[*at])) {
            order.retain(|at| has_figure(&voices[*at]));
        }
        order.sort_by_key(|at| newness(&voices[*at]));
        let mut stand: Vec<usize> = Vec::new();
        for at in order {
            let agrees = |with: &usize| {
                let related = relate(&voices[at], &voices[*with], Nesting::Same, rules);
                can_be_both(related.relation)
                    && voices[at].statement.scope == voices[*with].statement.scope
            };
            if stand.iter().all(agrees) {
                stand.push(at);
            }
        }
        Self::from_voices(voices, stand)
    }

    fn from_voices(voices: &[Voice<'_>], stand: Vec<usize>) -> Self {
        let with_figure = stand.iter().filter(|at| has_figure(&voices[**at]));
        let figures: Vec<Quantity> = with_figure.filter_map(|at| scaled(&voices[*at])).collect();
        let as_of = stand.first().and_then(|at| voices[*at].days()).map(|days| days.last);
        let same = |a: &Quantity, b: &Quantity| {
            (a.low, a.best, a.high, a.approximate) == (b.low, b.best, b.high, b.approximate)
        };
        let newest = figures.first().cloned();
        let figure = match newest {
            Some(newest) if figures.iter().all(|one| same(one, &newest)) => Some(newest),
            newest => newest.map(|newest| together(&figures, newest)),
        };
        Self { figure, as_of, voices: stand }
    }

    /// Whether a figure stands.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !self.voices.is_empty()
    }

    /// The numbers that what stands allows; `None` where no figure does.
    #[must_use]
    pub fn allowed(&self, voices: &[Voice<'_>]) -> Option<Allowed> {
        let mut allowed = self.voices.iter().filter_map(|at| voices[*at].allowed);
        let first = allowed.next()?;
        allowed.try_fold(first, Allowed::and)
    }
}
