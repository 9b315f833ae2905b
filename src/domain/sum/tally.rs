//! Tallies: an amount with what it was made of.

use super::amount::Amount;
use super::item::WEEK;
use crate::domain::compare::voice::Days;

/// The sum of some facts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tally {
    /// The sum.
    pub amount: Amount,
    /// The lower bound of the sum if for each thing the greatest stated figure is true.
    pub(super) claimed: f64,
    /// The most that things in it add up to that are certainly apart: of two cuts of one total, the greater one.
    pub(super) most: f64,
    /// How many events and totals are in the sum.
    pub events: usize,
    /// The number of things that are certainly different ones; a total with its parts is one.
    pub things: Things,
    /// The number of events that may be the same as another one; the low bound counts those once.
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

/// How many things are certainly different ones: neither parts of one another, nor perhaps the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Things {
    /// All of them.
    pub all: usize,
    /// Those of one day, or of at most seven.
    pub short: usize,
    /// The events of at most seven days, those that are parts of totals among them.
    pub events: usize,
}

impl Things {
    /// Events of one of some days each.
    pub(super) fn events(all: usize, days: Days) -> Self {
        let short = if days.count() <= WEEK { all } else { 0 };
        Self { all, short, events: short }
    }

    /// A total over some days; 0 where there was none.
    pub(super) fn total(all: usize, days: Days) -> Self {
        Self { events: 0, ..Self::events(all, days) }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            all: self.all + other.all,
            short: self.short + other.short,
            events: self.events + other.events,
        }
    }

    /// The one that has more.
    pub(super) fn or(self, other: Self) -> Self {
        let key = |one: Self| (one.short, one.events, one.all);
        if key(other) > key(self) { other } else { self }
    }
}

/// Totals with parts under them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stated {
    /// The totals as stated.
    pub total: Amount,
    /// The sum of their parts.
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
        claimed: 0.0,
        most: 0.0,
        events: 0,
        things: Things { all: 0, short: 0, events: 0 },
        maybe_same: 0,
        contested: 0,
        overlaps: 0,
        exceeded: 0,
        stated: None,
    };

    /// Whether these are many events to be added, rather than a series of figures of which the newest stands: at
    /// least two things of at most seven days that certainly are different ones, and more than those of longer
    /// periods. Of running totals from one day on, one stands for all; events that are parts of a total count, too,
    /// since the newest of them must not stand for it.
    #[must_use]
    pub fn is_of_many(&self) -> bool {
        let Things { all, short, events } = self.things;
        [short, events].into_iter().any(|short| short > 1 && 2 * short > all)
    }

    /// Whether a stated total is all there is, with what was added up as its parts.
    #[must_use]
    pub fn is_one_total(&self) -> bool {
        self.events == 1 && self.stated.is_some()
    }

    /// The sum of two tallies.
    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            amount: self.amount.plus(other.amount),
            claimed: self.claimed + other.claimed,
            most: self.most + other.most,
            events: self.events + other.events,
            things: self.things.plus(other.things),
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

    /// A stated total with the sum of its parts. The parts count if they cover every day of it; otherwise the
    /// total counts, which is never below them. If parts are greater than their total, the result is a range.
    pub(super) fn with_parts(self, parts: Self, is_covered: bool, is_by_day: bool) -> Self {
        let total = self.amount;
        let sum = parts.amount;
        let is_exceeded = parts.claimed > total.high;
        let counts = is_covered && parts.overlaps == 0 && !is_exceeded;
        // Where it is disputed whether there was any, a part of it is, too.
        let is_no_less = self.contested == 0 && sum.low <= total.high;
        let low = if is_no_less { total.low.max(sum.low) } else { total.low };
        // One total holds all parts, so that those that may have some of the same do not add up.
        let cut = parts.most.max(parts.claimed).max(sum.low);
        let amount = if is_exceeded {
            Amount { low, best: None, high: total.high.max(cut), ..total.or(sum) }
        } else if counts {
            sum
        } else {
            Amount { low, best: total.best.filter(|best| low <= *best), ..total }
        };
        // What parts add up to at most is no more than their total, unless they count in its place.
        let most = match (is_exceeded, counts) {
            (true, _) => cut,
            (false, true) => sum.high,
            (false, false) => sum.high.min(total.high),
        };
        let stated = Stated {
            total,
            parts: Amount { high: most, best: sum.best.filter(|best| *best <= most), ..sum },
            events: parts.events,
            is_by_day,
            covered: usize::from(counts),
            totals: 1,
        };
        // Doubts about parts are shown where the sum depends on them.
        let rests = !counts && parts.claimed > total.low;
        let doubts = if rests { parts } else { Self::EMPTY };
        let inner = if counts { parts } else { self };
        Self {
            amount,
            claimed: self.claimed.max(parts.claimed),
            most: amount.high,
            stated: Some(stated),
            contested: inner.contested + doubts.contested,
            maybe_same: inner.maybe_same + doubts.maybe_same,
            overlaps: inner.overlaps + doubts.overlaps,
            exceeded: inner.exceeded + doubts.exceeded + usize::from(is_exceeded),
            things: Things { events: parts.things.events, ..self.things },
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
