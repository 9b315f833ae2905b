//! A number that was read, whole or broken, and what the rules around it ask of it.

use super::ratio::Ratio;

/// A number and what the grammar around it needs to know.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numeral {
    /// The number, kept exactly: a third stays a third.
    pub(super) value: Ratio,
    /// The last of its scales ("thousand"): what is added to it must be smaller.
    pub(super) scale: Option<Ratio>,
    /// All scales that it ends in ("hundred thousand"), which the first number of a range may share.
    pub(super) scales: Option<Ratio>,
    /// Whether it is a bare fraction below one: a share, unless a unit follows.
    pub(super) share: bool,
    /// How many plain digits it consists of, when it is nothing else: it may be a year.
    pub(super) plain: Option<usize>,
    /// Another value that the same words honestly have.
    pub(super) other: Option<Ratio>,
    /// Index of the first token behind the number.
    pub(super) end: usize,
}
