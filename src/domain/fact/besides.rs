//! Further facts of one statement: further figures in its words, and the absence before a first event.

use super::checked::Fact;
use super::draft::{Draft, Stance};
use super::error::FactError;
use super::measure::names_people;
use crate::domain::indicator::{Indicator, Nature};
use crate::domain::number::Number;
use crate::domain::quantity::Quantity;
use crate::domain::when::When;

impl Draft {
    /// The same statement with a further figure in its words: the 200 children of "a thousand, including 200
    /// children". `scope` is the group that the figure counts, if the words name it.
    #[must_use]
    pub fn with_figure(&self, quantity: Quantity, scope: Option<String>) -> Self {
        let own = if names_people(&quantity.unit) { None } else { self.scope.clone() };
        let scope = scope.or(own);
        Self { scope, quantity: Some(quantity), replaces: None, ..self.clone() }
    }

    /// The absence before the event, if the words say that it was the first: "the first convoy since late
    /// November". `when` is the time before. Fails if the indicator is neither an event nor a flow.
    pub fn none_before(&self, when: When, indicator: &Indicator) -> Result<Self, FactError> {
        if !matches!(indicator.nature, Nature::Event | Nature::Flow) {
            let (indicator, nature) = (indicator.key.clone(), indicator.nature);
            return Err(FactError::NoneBefore { indicator, nature });
        }
        let as_stated = when.as_stated.clone();
        let none = Quantity { as_stated, best: Some(Number::ZERO), ..Quantity::default() };
        let is_ahead =
            matches!(self.stance, Stance::Announces | Stance::Forecasts | Stance::Demands);
        Ok(Self {
            stance: if is_ahead { Stance::Asserts } else { self.stance },
            status: None,
            quantity: Some(none),
            when: Some(when),
            time_of_day: None,
            thread: None,
            replaces: None,
            ..self.clone()
        })
    }
}

/// Checks that the facts of one statement are of different series or times. Fails with the first that
/// would contradict another.
pub fn check_besides(facts: &[Fact]) -> Result<(), FactError> {
    let is_one_series = |one: &Fact, other: &Fact| {
        let series = |fact: &Fact| {
            fact.quantity.as_ref().map(|quantity| (quantity.unit.clone(), quantity.out_of))
        };
        one.scope == other.scope && one.when == other.when && series(one) == series(other)
    };
    for (at, fact) in facts.iter().enumerate() {
        if facts[..at].iter().any(|other| is_one_series(other, fact)) {
            let quantity = fact.quantity.clone().unwrap_or_default();
            let (value, unit) = (quantity.as_stated, quantity.unit);
            return Err(FactError::SeveralFigures { value, unit });
        }
    }
    Ok(())
}
