//! Tallies: an amount with what it was made of.

use super::amount::Amount;

/// What some facts add up to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tally {
    /// The sum.
    pub amount: Amount,
    /// How many events and totals are in the sum.
    pub events: usize,
    /// How many of the events may be one with another of them; the low bound counts those once.
    pub maybe_same: usize,
    /// How many of the events and totals have figures that no number satisfies.
    pub contested: usize,
    /// How many times periods overlap of which none is a part of the other.
    pub overlaps: usize,
    /// How many totals are less than their parts add up to.
    pub exceeded: usize,
    /// The totals that have parts; `None` where there are none.
    pub stated: Option<Stated>,
}

/// Totals with parts under them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stated {
    /// The totals as stated.
    pub total: Amount,
    /// What their parts add up to.
    pub parts: Amount,
    /// How many events and totals the parts are.
    pub events: usize,
    /// Whether all the parts are figures of single days at the same place.
    pub is_by_day: bool,
    /// How many of the totals have parts for every day, which count in their place.
    pub covered: usize,
    /// How many totals these are.
    pub totals: usize,
}

impl Tally {
    pub(super) const EMPTY: Self = Self {
        amount: Amount::NONE,
        events: 0,
        maybe_same: 0,
        contested: 0,
        overlaps: 0,
        exceeded: 0,
        stated: None,
    };

    /// The sum of two tallies.
    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            amount: self.amount.plus(other.amount),
            events: self.events + other.events,
            maybe_same: self.maybe_same + other.maybe_same,
            contested: self.contested + other.contested,
            overlaps: self.overlaps + other.overlaps,
            exceeded: self.exceeded + other.exceeded,
            stated: match (self.stated, other.stated) {
                (Some(one), Some(other)) => Some(one.plus(other)),
                (one, other) => one.or(other),
            },
        }
    }

    /// A stated total with what its parts add up to. The parts count where they have every day of it;
    /// else the total does, which is not below them. Parts that exceed their total leave a range.
    pub(super) fn with_parts(self, parts: Self, is_covered: bool, is_by_day: bool) -> Self {
        let total = self.amount;
        let sum = parts.amount;
        let is_exceeded = sum.low > total.high;
        let counts = is_covered && parts.overlaps == 0 && !is_exceeded;
        let amount = if is_exceeded {
            Amount { low: total.low, best: None, ..total.or(sum) }
        } else if counts {
            sum
        } else {
            // Where it is disputed whether there was any, a part of it is, too.
            let low = if self.contested > 0 { total.low } else { total.low.max(sum.low) };
            Amount { low, ..total }
        };
        let stated = Stated {
            total,
            parts: sum,
            events: parts.events,
            is_by_day,
            covered: usize::from(counts),
            totals: 1,
        };
        let inner = if counts { parts } else { self };
        Self {
            amount,
            stated: Some(stated),
            contested: inner.contested,
            exceeded: inner.exceeded + usize::from(is_exceeded),
            ..inner
        }
    }
}

impl Stated {
    fn plus(self, other: Self) -> Self {
        Self {
            total: self.total.plus(other.total),
            parts: self.parts.plus(other.parts),
            events: self.events + other.events,
            is_by_day: self.is_by_day && other.is_by_day,
            covered: self.covered + other.covered,
            totals: self.totals + other.totals,
        }
    }

    /// By how much the totals are more than their parts; `None` where a figure is not known.
    #[must_use]
    pub fn difference(&self) -> Option<f64> {
        self.total.best.zip(self.parts.best).map(|(total, parts)| total - parts)
    }
}
