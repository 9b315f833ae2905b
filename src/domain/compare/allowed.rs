//! The range of numbers that is meant by a figure in a report.
//!
//! Nobody counts 250,000 people one by one: a bare figure of 1,000 or more that ends in 0 may be
//! rounded. "About" is wider, a bound is open on one side, and "few" means only that there are
//! some.

use crate::domain::number::Number;
use crate::domain::quantity::{PERCENT, Quantity};

/// The numbers that a quantity allows, from `low` to `high`, both included. `more than 250,000` is
/// 250,000 and above, since reports do not distinguish the two.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Allowed {
    /// The least number.
    pub low: f64,
    /// The greatest number; infinite if there is no upper bound.
    pub high: f64,
}

/// The least and the greatest share of a figure by which "about" may be wrong.
const ABOUT: (f64, f64) = (0.05, 0.10);
/// The greatest share by which a bare figure may be wrong because of rounding.
const ROUNDED: f64 = 0.05;
/// Bare figures below this are counted, not rounded.
const COUNTED: f64 = 1_000.0;
/// By how many percentage points a share may be wrong: first for multiples of five and fractions in
/// words, then for others.
const POINTS: (f64, f64) = (2.5, 0.5);

impl Allowed {
    /// The numbers that a quantity allows, in its own unit.
    #[must_use]
    pub fn of(quantity: &Quantity) -> Self {
        let figures = [quantity.low, quantity.best, quantity.high];
        let [low, best, high] = figures.map(|figure| figure.map(Number::get));
        if quantity.is_zero() {
            return Self { low: 0.0, high: 0.0 };
        }
        let Some(best) = best else {
            // "Up to 300,000" says that there are some.
            let some = high.map_or(1.0, |high| high.min(1.0));
            return Self { low: low.unwrap_or(some), high: high.unwrap_or(f64::INFINITY) };
        };
        let off = off(best, quantity);
        let own = Self { low: (best - off).max(0.0), high: best + off };
        let one_sided = |bound: Option<f64>| quantity.approximate && bound == Some(best);
        match (one_sided(low), one_sided(high)) {
            // "Just over 500", "nearly 500": may be wrong by as much as "about", but only on one
            // side.
            (true, false) => Self { low: best, high: high.unwrap_or(best * (1.0 + ABOUT.1)) },
            (false, true) => Self { low: low.unwrap_or(best * (1.0 - ABOUT.1)), high: best },
            _ => Self { low: low.unwrap_or(own.low), high: high.unwrap_or(own.high) },
        }
    }

    /// The same numbers converted to another unit: `factor` of the other unit make one of this
    /// unit.
    #[must_use]
    pub fn scaled(self, factor: f64) -> Self {
        Self { low: self.low * factor, high: self.high * factor }
    }

    /// Whether some number is allowed by both.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// Whether all numbers that are allowed here are allowed by the other, too.
    #[must_use]
    pub fn lies_in(self, other: Self) -> bool {
        self.low >= other.low && self.high <= other.high
    }

    /// The numbers that both allow; `None` if there are no such numbers.
    #[must_use]
    pub fn and(self, other: Self) -> Option<Self> {
        let both = Self { low: self.low.max(other.low), high: self.high.min(other.high) };
        (both.low <= both.high).then_some(both)
    }

    /// Whether zero is the only number: none at all.
    #[must_use]
    pub fn is_none(self) -> bool {
        self.high <= 0.0
    }

    /// Whether any number above zero is allowed: "few", "several".
    #[must_use]
    pub fn narrows_nothing(self) -> bool {
        self.low <= 1.0 && self.high.is_infinite()
    }
}

/// By how much a figure may be wrong because of rounding.
fn off(best: f64, quantity: &Quantity) -> f64 {
    if quantity.unit == PERCENT {
        let is_coarse = quantity.approximate || best % 5.0 == 0.0;
        return if is_coarse { POINTS.0 } else { POINTS.1 };
    }
    let half = last_digit(best) / 2.0;
    if quantity.approximate {
        return half.clamp(best * ABOUT.0, best * ABOUT.1);
    }
    if best >= COUNTED && half >= 5.0 { half.min(best * ROUNDED) } else { 0.0 }
}

/// The unit of the last digit that is not 0: 10,000 of 250,000, 1 of 46, a tenth of 2.5.
fn last_digit(figure: f64) -> f64 {
    let digits = format!("{figure}");
    if let Some((_, decimals)) = digits.split_once('.') {
        return decimals.chars().fold(1.0, |unit, _| unit / 10.0);
    }
    let zeros = digits.len() - digits.trim_end_matches('0').len();
    (0..zeros).fold(1.0, |unit, _| unit * 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn allowed(figures: [Option<f64>; 3], approximate: bool, unit: &str) -> (f64, f64) {
        let [low, best, high] = figures.map(|figure| figure.and_then(Number::new));
        let unit = unit.to_owned();
        let quantity = Quantity { low, best, high, approximate, unit, ..Quantity::default() };
        let allowed = Allowed::of(&quantity);
        (allowed.low, allowed.high)
    }

    #[test]
    fn figures_allow_what_reports_mean_by_them() {
        let open = f64::INFINITY;
        let bare = |best| ([None, Some(best), None], false, "people");
        let about = |best| ([None, Some(best), None], true, "people");
        let share = |best| ([None, Some(best), None], false, PERCENT);
        for (words, (figures, approximate, unit), range) in [
            ("46", bare(46.0), (46.0, 46.0)),
            ("none", bare(0.0), (0.0, 0.0)),
            ("up to 300,000", ([None, None, Some(3e5)], false, ""), (1.0, 300_000.0)),
            ("more than 250,000", ([Some(2.5e5), None, None], false, ""), (250_000.0, open)),
            ("from 2 to 3", ([Some(2.0), None, Some(3.0)], false, ""), (2.0, 3.0)),
            ("250,000", bare(250_000.0), (245_000.0, 255_000.0)),
            ("170,000", bare(170_000.0), (165_000.0, 175_000.0)),
            ("300,000", bare(300_000.0), (285_000.0, 315_000.0)),
            ("1,400", bare(1_400.0), (1_350.0, 1_450.0)),
            ("1,234", bare(1_234.0), (1_234.0, 1_234.0)),
            ("500", bare(500.0), (500.0, 500.0)),
            ("about 500", about(500.0), (450.0, 550.0)),
            ("about 2,000", about(2_000.0), (1_800.0, 2_200.0)),
            ("nearly 500", ([None, Some(500.0), Some(500.0)], true, ""), (450.0, 500.0)),
            ("just over 500", ([Some(500.0), Some(500.0), None], true, ""), (500.0, 550.0)),
            ("dozens", ([Some(24.0), None, None], true, ""), (24.0, open)),
            ("few", ([None; 3], true, ""), (1.0, open)),
            ("70 percent", share(70.0), (67.5, 72.5)),
            ("71 percent", share(71.0), (70.5, 71.5)),
            ("two-thirds", ([None, Some(66.0), None], true, PERCENT), (63.5, 68.5)),
        ] {
            let (low, high) = allowed(figures, approximate, unit);
            let near =
                |a: f64, b: f64| (a.is_infinite() && b.is_infinite()) || (a - b).abs() < 1e-6;
            assert!(near(low, range.0) && near(high, range.1), "{words}: {low} {high}");
        }
    }

    proptest! {
        #[test]
        fn a_figure_is_always_allowed_by_itself(best in 0_u32..5_000_000, approximate: bool) {
            let quantity =
                Quantity { best: Some(best.into()), approximate, ..Quantity::default() };
            let allowed = Allowed::of(&quantity);
            let figure = f64::from(best);
            prop_assert!(allowed.low <= figure && figure <= allowed.high);
            let most = (figure * 0.100_001).max(0.0);
            prop_assert!(figure - allowed.low <= most && allowed.high - figure <= most);
        }
    }
}
