//! Whether quantities have a value in common.
//!
//! A quantity is a range. A bound that is not stated is open; an exact figure is both bounds;
//! "about" does not widen the range. Vague words ("few") have no range and exclude only zero.
//! Quantities of different units are not compared, except that none at all, a zero in the
//! indicator's own unit, is none in every unit.

use super::series::common_unit;
use super::statement::Statement;
use crate::domain::number::Number;
use crate::domain::quantity::Quantity;
use foldhash::HashMap;

/// A summary of the ranges of several quantities about one indicator. It tells whether a further
/// quantity is disjoint from any of them, in constant time.
#[derive(Debug, Default)]
pub struct Ranges<'a> {
    all: Summary,
    /// Those that say that there are none at all; they are compared with every unit.
    nones: Summary,
    by_unit: HashMap<&'a str, Summary>,
}

/// A quantity, and the unit by which it belongs to a series of its own; `None` for the indicator's.
type Figure<'a> = (&'a Quantity, Option<&'a str>);

/// The quantity of a statement with its unit; `None` where the statement has no quantity.
#[must_use]
pub fn figure(statement: &Statement) -> Option<Figure<'_>> {
    Some((statement.quantity.as_deref()?, statement.unit.as_deref()))
}

/// What several ranges have in common.
#[derive(Clone, Copy, Debug, Default)]
struct Summary {
    /// Their greatest lower bound; `None` where none has one.
    low: Option<Number>,
    /// Their least upper bound; `None` where none has one.
    high: Option<Number>,
    has_zero: bool,
    has_vague: bool,
}

impl<'a> Ranges<'a> {
    /// Adds a quantity to the summary.
    pub fn add(&mut self, (quantity, unit): Figure<'a>) {
        let (range, unit) = range(quantity, unit);
        self.all.add(quantity, range);
        if unit.is_none() && quantity.is_zero() {
            self.nones.add(quantity, range);
        }
        self.by_unit.entry(unit.unwrap_or_default()).or_default().add(quantity, range);
    }

    /// Whether any of the added quantities has no value in common with a further one.
    #[must_use]
    pub fn rule_out(&self, (quantity, unit): Figure<'_>) -> bool {
        let (range, unit) = range(quantity, unit);
        if unit.is_none() && quantity.is_zero() {
            return self.all.rules_out(quantity, range);
        }
        let same_unit = self.by_unit.get(unit.unwrap_or_default());
        same_unit.into_iter().chain([&self.nones]).any(|others| others.rules_out(quantity, range))
    }
}

impl Summary {
    fn add(&mut self, quantity: &Quantity, (low, high): Range) {
        self.has_zero |= quantity.is_zero();
        self.has_vague |= quantity.has_no_figure();
        self.low = self.low.max(low);
        self.high = match (self.high, high) {
            (Some(known), Some(new)) => Some(known.min(new)),
            (known, new) => known.or(new),
        };
    }

    fn rules_out(self, quantity: &Quantity, (low, high): Range) -> bool {
        let is_above = |low: Option<Number>, high: Option<Number>| {
            low.zip(high).is_some_and(|(low, high)| low > high)
        };
        match (quantity.has_no_figure(), quantity.is_zero()) {
            (true, _) => self.has_zero,
            (_, true) if self.has_vague => true,
            _ => is_above(self.low, high) || is_above(low, self.high),
        }
    }
}

type Range = (Option<Number>, Option<Number>);

/// The bounds of a quantity in the unit in which it is compared, and that unit; `None` is the unit of
/// the indicator. An exact figure is both bounds, and an open bound is `None`.
fn range<'a>(quantity: &'a Quantity, unit: Option<&'a str>) -> (Range, Option<&'a str>) {
    let (factor, unit) = common_unit(&quantity.unit, unit);
    let scaled = |n: Option<Number>| n.and_then(|n| Number::new(n.get() * factor));
    let range = match (quantity.low, quantity.high) {
        (None, None) => (quantity.best, quantity.best),
        bounds => bounds,
    };
    ((scaled(range.0), scaled(range.1)), unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn are_disjoint(a: Figure<'_>, b: Figure<'_>) -> bool {
        let mut one = Ranges::default();
        one.add(a);
        one.rule_out(b)
    }

    fn any_figure() -> impl Strategy<Value = (Quantity, Option<&'static str>)> {
        let figure = || prop::option::of((0_u32..4).prop_map(Number::from));
        let unit = prop::sample::select(vec![None, Some("families"), Some("trucks")]);
        (figure(), figure(), figure(), unit).prop_map(|(low, best, high, unit)| {
            (Quantity { low, best, high, ..Quantity::default() }, unit)
        })
    }

    proptest! {
        #[test]
        fn several_rule_out_what_one_of_them_does(
            some in prop::collection::vec(any_figure(), 0..5), other in any_figure()
        ) {
            let figure = |one: &'static (Quantity, Option<&'static str>)| (&one.0, one.1);
            let some: &'static [_] = Box::leak(some.into_boxed_slice());
            let other: &'static _ = Box::leak(Box::new(other));
            let mut ranges = Ranges::default();
            for one in some {
                ranges.add(figure(one));
            }
            let by_each = some.iter().any(|one| are_disjoint(figure(one), figure(other)));
            prop_assert_eq!(ranges.rule_out(figure(other)), by_each);
            for one in some {
                let (there, back) = (
                    are_disjoint(figure(one), figure(other)),
                    are_disjoint(figure(other), figure(one)),
                );
                prop_assert_eq!(there, back);
            }
        }
    }

    #[test]
    fn ranges_that_meet_share_a_value_and_others_do_not() {
        let people = |low: Option<u32>, best: Option<u32>, high: Option<u32>| {
            let [low, best, high] = [low, best, high].map(|n| n.map(Number::from));
            Quantity { low, best, high, unit: "people".into(), ..Quantity::default() }
        };
        let exactly = |best| people(None, Some(best), None);
        let few = Quantity { as_stated: "few".into(), approximate: true, ..Quantity::default() };
        let trucks = Some("trucks");
        for (a, b, disjoint) in [
            ((&exactly(275), None), (&people(Some(250), None, None), None), false),
            ((&exactly(200), None), (&people(Some(250), None, None), None), true),
            ((&people(Some(250), None, None), None), (&people(None, None, Some(300)), None), false),
            ((&exactly(46), None), (&exactly(45), None), true),
            ((&exactly(46), None), (&exactly(45), trucks), false),
            ((&exactly(46), trucks), (&exactly(45), trucks), true),
            // None at all is none in every unit; no trucks may still be tonnes by air.
            ((&exactly(0), None), (&exactly(46), trucks), true),
            ((&exactly(46), None), (&exactly(0), trucks), false),
            ((&exactly(46), trucks), (&exactly(0), trucks), true),
            ((&few, None), (&exactly(0), None), true),
            ((&few, None), (&exactly(0), trucks), false),
            ((&few, trucks), (&exactly(0), None), true),
            ((&few, None), (&exactly(500), None), false),
            ((&few, None), (&few, None), false),
        ] {
            assert_eq!(are_disjoint(a, b), disjoint, "{a:?} {b:?}");
        }
    }

    #[test]
    fn lengths_of_time_are_compared_as_hours_and_months_only_with_months() {
        let lasting = |best: u32, unit: &str| Quantity {
            best: Some(best.into()),
            unit: unit.into(),
            ..Quantity::default()
        };
        let disjoint = |a: Quantity, b: Quantity| are_disjoint((&a, None), (&b, None));
        assert!(!disjoint(lasting(72, "hours"), lasting(3, "days")));
        assert!(disjoint(lasting(59, "hours"), lasting(3, "days")));
        assert!(!disjoint(lasting(2, "months"), lasting(3, "days")));
        assert!(!disjoint(lasting(11, "hours a day"), lasting(72, "hours")));
    }
}
