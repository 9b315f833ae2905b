//! Exact fractions for computing figures, so that 1.005 million is exactly 1,005,000.
//!
//! Knows whole numbers and fractions; must not know words.

use std::cmp::Ordering;

use crate::domain::number::Number;

/// Maximum numerator or denominator; a greater one might not be exact as `f64` (2^53).
const LIMIT: u128 = 9_000_000_000_000_000;

/// A fraction of at least zero, in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ratio {
    top: u128,
    bottom: u128,
}

impl Ratio {
    pub(super) const ZERO: Self = Self { top: 0, bottom: 1 };
    pub(super) const ONE: Self = Self { top: 1, bottom: 1 };

    /// A whole number as a fraction over one.
    pub(super) const fn whole(value: u64) -> Self {
        Self { top: value as u128, bottom: 1 }
    }

    /// `top / bottom`; `None` if `bottom` is zero or the reduced fraction exceeds [`LIMIT`].
    pub(super) fn new(top: u128, bottom: u128) -> Option<Self> {
        let divisor = common_divisor(top, bottom);
        let (top, bottom) = (top.checked_div(divisor)?, bottom.checked_div(divisor)?);
        (bottom != 0 && top <= LIMIT && bottom <= LIMIT).then_some(Self { top, bottom })
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        Self::new(self.top * other.bottom + other.top * self.bottom, self.bottom * other.bottom)
    }

    pub(super) fn times(self, other: Self) -> Option<Self> {
        Self::new(self.top * other.top, self.bottom * other.bottom)
    }

    pub(super) fn over(self, other: Self) -> Option<Self> {
        Self::new(self.top * other.bottom, self.bottom * other.top)
    }

    pub(super) fn is_whole(self) -> bool {
        self.bottom == 1
    }

    /// Whether its decimals end: 5/2 is 2.5, but 10/7 has no last decimal.
    pub(super) fn terminates(self) -> bool {
        let mut rest = self.bottom;
        for prime in [2, 5] {
            while rest.is_multiple_of(prime) {
                rest /= prime;
            }
        }
        rest == 1
    }

    /// Converts to the figure of a quantity. Endless decimals are rounded to four: a third is
    /// 33.3333 percent.
    #[expect(clippy::cast_precision_loss, reason = "both are below 2^53, by LIMIT")]
    pub(super) fn number(self) -> Number {
        let value = self.top as f64 / self.bottom as f64;
        let value = if self.terminates() { value } else { (value * 10_000.0).round() / 10_000.0 };
        Number::new(value).unwrap_or(Number::ZERO)
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.top * other.bottom).cmp(&(other.top * self.bottom))
    }
}

fn common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_times_scales_are_exact() {
        let figure = Ratio::new(1005, 1000).unwrap().times(Ratio::whole(1_000_000)).unwrap();
        assert_eq!(figure.number().to_string(), "1005000");
    }

    #[test]
    fn division_by_zero_and_overlong_numbers_are_refused() {
        assert_eq!(Ratio::new(1, 0), None);
        assert_eq!(Ratio::new(0, 0), None);
        assert_eq!(Ratio::whole(u64::try_from(LIMIT).unwrap()).times(Ratio::whole(2)), None);
    }

    #[test]
    fn only_twos_and_fives_below_make_decimals_that_end() {
        assert!(Ratio::new(5, 2).unwrap().terminates());
        assert!(!Ratio::new(10, 7).unwrap().terminates());
    }
}
