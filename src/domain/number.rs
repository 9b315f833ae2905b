//! Decimal numbers, as reports state them.

use std::cmp::Ordering;
use std::fmt;
use std::num::NonZeroU64;
use std::str::FromStr;

/// A finite decimal number. Whole numbers are exact up to 2^53.
///
/// Prints as digits only, without grouping or exponent (`300000`, `2.5`), and parses what it
/// prints back to the same value.
///
/// Stores the bits of an `f64`, inverted. They are never all zero, since an `f64` whose bits are all one is not finite.
/// So an `Option<Number>` takes only 8 bytes, which matters for timelines with many of them. There is no negative zero,
/// so equal numbers have equal bits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number(NonZeroU64);

const _: () = assert!(size_of::<Option<Number>>() == 8);

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Number").field(&self.get()).finish()
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.get().total_cmp(&other.get())
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The text is not a plain decimal number: it has a comma or an exponent, for example.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a plain number (digits, with a point for decimals)")]
pub struct NumberError(pub String);

impl Number {
    /// Zero. A known zero differs from a missing value.
    pub const ZERO: Self = Self(NonZeroU64::MAX);

    /// Creates a number; `None` for infinity and NaN. Negative zero becomes zero.
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        let bits = !(value + 0.0).to_bits();
        NonZeroU64::new(bits).filter(|_| value.is_finite()).map(Self)
    }

    /// The value as `f64`, for arithmetic.
    #[must_use]
    pub fn get(self) -> f64 {
        f64::from_bits(!self.0.get())
    }

    /// The value as an integer; `None` if it has decimals or exceeds 2^53 and may be inexact.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked first")]
    pub fn whole(self) -> Option<i64> {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        let value = self.get();
        (value.fract() == 0.0 && value.abs() <= EXACT).then_some(value as i64)
    }
}

impl From<u32> for Number {
    fn from(value: u32) -> Self {
        Self::new(f64::from(value)).unwrap_or(Self::ZERO)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A whole number is printed as an integer: the digits are the same, and it is many times faster.
        match self.whole() {
            Some(whole) => whole.fmt(f),
            None => self.get().fmt(f),
        }
    }
}

impl FromStr for Number {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let plain = digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
        plain
            .then(|| text.parse().ok().and_then(Self::new))
            .flatten()
            .ok_or_else(|| NumberError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn printing_and_parsing_are_inverse(value in proptest::num::f64::NORMAL | proptest::num::f64::ZERO) {
            let number = Number::new(value).unwrap();
            prop_assert_eq!(number.to_string().parse::<Number>().unwrap(), number);
        }
    }

    #[test]
    fn exponents_signs_and_words_are_refused() {
        for text in ["", "-", "1e5", "+3", "inf", "NaN", ".5", "1,000", " 1", "1.2.3"] {
            assert!(text.parse::<Number>().is_err(), "{text}");
        }
    }
}
