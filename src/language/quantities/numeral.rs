//! A parsed number, with the data that the rules around it need.

use super::ratio::Ratio;

/// A parsed number, in digits, words or both.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numeral {
    /// The exact value, as a fraction: a third is not rounded.
    pub(super) value: Ratio,
    /// The last of its scales ("thousand"); a number that is added to it must be smaller. `None`
    /// without a scale.
    pub(super) scale: Option<Ratio>,
    /// Product of the scales at its end ("hundred thousand"), which the first number of a range may
    /// share; `None` without a scale.
    pub(super) scales: Option<Ratio>,
    /// Whether it is a fraction below one, which is a share unless a unit follows.
    pub(super) share: bool,
    /// The number of digits of a number in plain digits, which may be a year; `None` for other numbers.
    pub(super) plain: Option<usize>,
    /// Another reasonable value of the same words; `None` if there is only one.
    pub(super) other: Option<Ratio>,
    /// Index of the token after the number.
    pub(super) end: usize,
}
