//! The least and the greatest of values and days, to decide whether any value of one group may be near one of another.

use super::voice::Days;
use chrono::Datelike;

/// The least and the greatest of some values; if there are none, the least is above the greatest.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span<T> {
    pub(super) min: T,
    pub(super) max: T,
}

impl<T: PartialOrd + Copy> Span<T> {
    pub(super) fn one(value: T) -> Self {
        Self { min: value, max: value }
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self {
            min: if other.min < self.min { other.min } else { self.min },
            max: if other.max > self.max { other.max } else { self.max },
        }
    }

    pub(super) fn has(self, value: T) -> bool {
        self.min <= value && value <= self.max
    }

    pub(super) fn is_one(self) -> bool {
        self.min == self.max
    }
}

impl Span<u32> {
    /// Whether some number here may be this one; 0 may be any.
    pub(super) fn may_be(self, one: u32) -> bool {
        one == 0 || self.min == 0 || self.has(one)
    }
}

/// Days as numbers.
pub(super) type Days32 = Span<i32>;

pub(super) const NO_DAY: Days32 = Days32 { min: i32::MAX, max: i32::MIN };
pub(super) const NO_NUMBER: Span<f64> = Span { min: f64::INFINITY, max: f64::NEG_INFINITY };

/// First and last days.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ends {
    pub(super) first: Days32,
    pub(super) last: Days32,
}

impl Ends {
    pub(super) fn of(days: Option<Days>) -> Self {
        days.map_or(Self { first: NO_DAY, last: NO_DAY }, |days| Self {
            first: Span::one(days.first.num_days_from_ce()),
            last: Span::one(days.last.num_days_from_ce()),
        })
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self { first: self.first.and(other.first), last: self.last.and(other.last) }
    }

    /// Whether all days of both are the same, and there is at least one.
    pub(super) fn are_all(self, other: Self) -> bool {
        let is_same = |a: Days32, b: Days32| a.is_one() && (a.min, a.max) == (b.min, b.max);
        is_same(self.first, other.first) && is_same(self.last, other.last)
    }

    /// Whether some day of one may be apart from one of the other.
    pub(super) fn may_be_apart(self, other: Self) -> bool {
        self.first.max > other.last.min || other.first.max > self.last.min
    }

    /// Whether some days of both may be no further apart than `slack`.
    pub(super) fn may_be_near(self, other: Self, slack: i32) -> bool {
        self.first.min.saturating_sub(slack) <= other.last.max
            && other.first.min.saturating_sub(slack) <= self.last.max
    }

    /// Whether a period of exact days in one may lie in a period of the other, or have the same ends up to a difference
    /// of one day.
    pub(super) fn may_be_nested(self, other: Self) -> bool {
        let near = |a: Days32, b: Days32| {
            a.min.saturating_sub(1) <= b.max && b.min.saturating_sub(1) <= a.max
        };
        let lies_in = |a: Self, b: Self| a.first.max >= b.first.min && a.last.min <= b.last.max;
        near(self.first, other.first) && near(self.last, other.last)
            || lies_in(self, other)
            || lies_in(other, self)
    }
}
