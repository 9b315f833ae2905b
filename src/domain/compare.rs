//! Comparison: which facts say the same.

use super::fact::{Draft, Stance, Status};
use super::number::Number;
use super::quantity::Quantity;
use super::when::Bounds;

/// What a fact says, whoever says it and wherever it was found. Facts with equal `Said` say the
/// same. Durations are compared in hours, so "72-hour" and "three-day" are equal; vague words are
/// compared as words, since they have no figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Said<'a> {
    indicator: &'a str,
    place: &'a str,
    scope: Option<&'a str>,
    stance: Stance,
    status: Option<Status>,
    value: Option<Value<'a>>,
    when: Option<Bounds>,
}

#[derive(Clone, Debug, PartialEq)]
struct Value<'a> {
    low: Option<Number>,
    best: Option<Number>,
    high: Option<Number>,
    approximate: bool,
    unit: &'a str,
    words: Option<String>,
}

impl<'a> Said<'a> {
    /// What the fact says.
    #[must_use]
    pub fn of(fact: &'a Draft) -> Self {
        Self {
            indicator: &fact.indicator,
            place: &fact.place,
            scope: fact.scope.as_deref(),
            stance: fact.stance,
            status: fact.status,
            value: fact.quantity.as_ref().map(Value::of),
            when: fact.when.as_ref().map(|when| when.bounds),
        }
    }
}

impl<'a> Value<'a> {
    fn of(quantity: &'a Quantity) -> Self {
        let (factor, unit) = hours_in(&quantity.unit)
            .map_or((1.0, quantity.unit.as_str()), |hours| (hours, "hours"));
        let scaled =
            |number: Option<Number>| number.and_then(|number| Number::new(number.get() * factor));
        Self {
            low: scaled(quantity.low),
            best: scaled(quantity.best),
            high: scaled(quantity.high),
            approximate: quantity.approximate,
            unit,
            words: quantity.has_no_figure().then(|| super::name::fold(&quantity.as_stated)),
        }
    }
}

/// Hours in a unit of fixed length.
fn hours_in(unit: &str) -> Option<f64> {
    match unit {
        "minutes" => Some(1.0 / 60.0),
        "hours" => Some(1.0),
        "days" => Some(24.0),
        "weeks" => Some(168.0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lasting(best: u32, unit: &str) -> Draft {
        let quantity =
            Quantity { best: Some(best.into()), unit: unit.into(), ..Quantity::default() };
        Draft { quantity: Some(quantity), ..Draft::new("r", "ceasefire", "aleppo") }
    }

    #[test]
    fn three_days_and_seventy_two_hours_say_the_same() {
        assert_eq!(Said::of(&lasting(72, "hours")), Said::of(&lasting(3, "days")));
        assert_ne!(Said::of(&lasting(72, "hours")), Said::of(&lasting(59, "hours")));
    }

    #[test]
    fn a_bound_does_not_say_the_same_as_the_figure() {
        let bound =
            Quantity { high: Some(8.into()), unit: "corridors".into(), ..Quantity::default() };
        let plain = Draft {
            quantity: Some(Quantity { best: Some(8.into()), high: None, ..bound.clone() }),
            ..lasting(1, "")
        };
        let bound = Draft { quantity: Some(bound), ..plain.clone() };
        assert_ne!(Said::of(&plain), Said::of(&bound));
    }
}
