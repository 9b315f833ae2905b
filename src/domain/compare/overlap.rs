//! Whether quantities have a value in common.
//!
//! A quantity is a range. A bound that is not stated is open; an exact figure is both bounds;
//! "about" does not widen the range. Vague words ("few") have no range and exclude only zero.
//! Quantities of different units are not compared, except that zero is the same in every unit.

use crate::domain::number::Number;
use crate::domain::quantity::Quantity;
use std::collections::HashMap;

/// Whether two quantities have no value in common.
#[must_use]
pub fn are_disjoint(a: &Quantity, b: &Quantity) -> bool {
    let mut one = Ranges::default();
    one.add(a);
    one.rule_out(b)
}

/// A summary of the ranges of several quantities. It tells whether a further quantity is disjoint
/// from any of them, in constant time.
#[derive(Debug, Default)]
pub struct Ranges<'a> {
    all: Bounding,
    /// Summary of the zeros, which are compared with every unit.
    zeros: Bounding,
    by_unit: HashMap<&'a str, Bounding>,
    has_zero: bool,
    has_vague: bool,
}

/// The greatest lower bound and least upper bound of some ranges; `None` where no range has such a
/// bound.
#[derive(Clone, Copy, Debug, Default)]
struct Bounding {
    low: Option<Number>,
    high: Option<Number>,
}

impl<'a> Ranges<'a> {
    /// Adds a quantity to the summary.
    pub fn add(&mut self, quantity: &'a Quantity) {
        self.has_zero |= quantity.is_zero();
        if quantity.has_no_figure() {
            self.has_vague = true;
            return;
        }
        let range = range(quantity);
        self.all.narrow(range);
        if quantity.is_zero() {
            self.zeros.narrow(range);
        }
        self.by_unit.entry(&quantity.unit).or_default().narrow(range);
    }

    /// Whether any of the added quantities has no value in common with `quantity`.
    #[must_use]
    pub fn rule_out(&self, quantity: &Quantity) -> bool {
        if quantity.has_no_figure() {
            return self.has_zero;
        }
        if self.has_vague && quantity.is_zero() {
            return true;
        }
        let range = range(quantity);
        if quantity.unit.is_empty() || quantity.is_zero() {
            return self.all.is_apart_from(range);
        }
        let of_unit = |unit: &str| self.by_unit.get(unit).copied().unwrap_or_default();
        [of_unit(&quantity.unit), of_unit(""), self.zeros]
            .iter()
            .any(|others| others.is_apart_from(range))
    }
}

impl Bounding {
    fn narrow(&mut self, range: Range) {
        self.low = self.low.max(range.0);
        self.high = match (self.high, range.1) {
            (Some(known), Some(new)) => Some(known.min(new)),
            (known, new) => known.or(new),
        };
    }

    fn is_apart_from(self, range: Range) -> bool {
        let is_above = |low: Option<Number>, high: Option<Number>| {
            low.zip(high).is_some_and(|(low, high)| low > high)
        };
        is_above(self.low, range.1) || is_above(range.0, self.high)
    }
}

type Range = (Option<Number>, Option<Number>);

/// The bounds of a quantity; an exact figure is both. `None` is an open bound.
fn range(quantity: &Quantity) -> Range {
    match (quantity.low, quantity.high) {
        (None, None) => (quantity.best, quantity.best),
        bounds => bounds,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_quantity() -> impl Strategy<Value = Quantity> {
        let figure = || prop::option::of((0_u32..4).prop_map(Number::from));
        let unit = prop::sample::select(vec!["", "people", "trucks"]);
        (figure(), figure(), figure(), unit).prop_map(|(low, best, high, unit)| Quantity {
            low,
            best,
            high,
            unit: unit.into(),
            ..Quantity::default()
        })
    }

    proptest! {
        #[test]
        fn several_rule_out_what_one_of_them_does(
            some in prop::collection::vec(any_quantity(), 0..5), other in any_quantity()
        ) {
            let mut ranges = Ranges::default();
            for one in &some {
                ranges.add(one);
            }
            let by_each = some.iter().any(|one| are_disjoint(one, &other));
            prop_assert_eq!(ranges.rule_out(&other), by_each);
            prop_assert!(some.iter().all(|one| are_disjoint(one, &other) == are_disjoint(&other, one)));
        }
    }

    #[test]
    fn ranges_that_meet_share_a_value_and_others_do_not() {
        let people = |low: Option<u32>, best: Option<u32>, high: Option<u32>| {
            let [low, best, high] = [low, best, high].map(|n| n.map(Number::from));
            Quantity { low, best, high, unit: "people".into(), ..Quantity::default() }
        };
        let trucks = |best| Quantity { unit: "trucks".into(), ..people(None, Some(best), None) };
        let few = Quantity { as_stated: "few".into(), approximate: true, ..Quantity::default() };
        for (a, b, disjoint) in [
            (people(None, Some(275), None), people(Some(250), None, None), false),
            (people(None, Some(200), None), people(Some(250), None, None), true),
            (people(Some(250), None, None), people(None, None, Some(300)), false),
            (people(None, Some(46), None), people(None, Some(45), None), true),
            (people(None, Some(46), None), trucks(45), false),
            (people(None, Some(46), None), trucks(0), true),
            (few.clone(), trucks(0), true),
            (few.clone(), trucks(500), false),
            (few.clone(), few, false),
        ] {
            assert_eq!(are_disjoint(&a, &b), disjoint, "{a:?} {b:?}");
        }
    }
}
