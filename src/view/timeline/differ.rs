//! Which figures cannot both be true.
//!
//! Knows quantities as intervals. Must not know what they count or how they are shown.

use crate::domain::number::Number;
use crate::domain::quantity::Quantity;

/// Whether two quantities share no value. Bounds that are not stated are open; "about" widens
/// nothing; vague words ("few") only rule out a zero. Different units are not compared.
pub(super) fn are_disjoint(a: &Quantity, b: &Quantity) -> bool {
    if is_vague(a) || is_vague(b) {
        return (is_vague(a) && b.is_zero()) || (is_vague(b) && a.is_zero());
    }
    let (a_range, b_range) = (range(a), range(b));
    let apart = is_above(a_range, b_range) || is_above(b_range, a_range);
    let comparable = a.unit.is_empty() || b.unit.is_empty() || a.unit == b.unit;
    apart && (comparable || a.is_zero() || b.is_zero())
}

fn is_vague(quantity: &Quantity) -> bool {
    quantity.has_no_figure()
}

type Range = (Option<Number>, Option<Number>);

/// From its lower to its upper bound; one exact figure is both.
fn range(quantity: &Quantity) -> Range {
    match (quantity.low, quantity.high) {
        (None, None) => (quantity.best, quantity.best),
        bounds => bounds,
    }
}

fn is_above(range: Range, other: Range) -> bool {
    range.0.zip(other.1).is_some_and(|(low, high)| low > high)
}
