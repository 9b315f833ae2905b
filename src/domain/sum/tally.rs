//! Tallies: an amount, and what it consists of.

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
    /// The greatest sum of things in it that are certainly separate. If a total was divided in two ways, the greater
    /// sum counts.
    pub(super) most: f64,
    /// How many events and totals are in the sum.
    pub events: usize,
    /// The number of things that are certainly different; a total with its parts is one thing.
    pub things: Things,
    /// The number of events that may be the same as another one; the lower bound counts those once.
    pub maybe_same: usize,
    /// How many of the events and totals have figures that contradict each other.
    pub contested: usize,
    /// How often periods overlap of which none is a part of the other.
    pub overlaps: usize,
    /// How many totals are less than the sum of their parts.
    pub exceeded: usize,
    /// How many of these totals say that there was none.
    pub denied: usize,
    /// The totals that have parts; `None` if there are none.
    pub stated: Option<Stated>,
}

/// How many things are certainly different: they are not parts of one another and cannot be the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Things {
    /// All things.
    pub all: usize,
    /// Those that took one day, or at most seven.
    pub short: usize,
    /// The events within at most seven days, including those that are parts of totals.
    pub events: usize,
}

impl Things {
    /// Events, each on one of some days.
    pub(super) fn events(all: usize, days: Days) -> Self {
        let short = if days.count() <= WEEK { all } else { 0 };
        Self { all, short, events: short }
    }

    /// A total over some days; 0 if there was none.
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

    /// The one with more things.
    pub(super) fn or(self, other: Self) -> Self {
        let key = |one: Self| (one.short, one.events, one.all);
        if key(other) > key(self) { other } else { self }
    }
}

/// The totals that have parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stated {
    /// The totals as stated.
    pub total: Amount,
    /// The sum of their parts.
    pub parts: Amount,
    /// How many events and totals there are among the parts.
    pub events: usize,
    /// Whether all the parts are figures for single days at the same place.
    pub is_by_day: bool,
    /// How many of the totals have parts for every day; these parts are counted instead of the total.
    pub covered: usize,
    /// How many totals there are.
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
        denied: 0,
        stated: None,
    };

    /// Whether these are many events to be added, rather than a series of figures of which only the newest is current:
    /// there are at least two things within seven days that are certainly different, and more of them than of longer
    /// periods. Running totals from one day on count as one thing. Events that are parts of a total are counted, too,
    /// since the newest of them must not be shown in place of the total.
    #[must_use]
    pub fn is_of_many(&self) -> bool {
        let Things { all, short, events } = self.things;
        [short, events].into_iter().any(|short| short > 1 && 2 * short > all)
    }

    /// Whether there is only one stated total, and everything else is a part of it.
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
            denied: self.denied + other.denied,
            stated: match (self.stated, other.stated) {
                (Some(one), Some(other)) => Some(one.plus(other)),
                (one, other) => one.or(other),
            },
        }
    }

    /// A stated total with the sum of its parts. The parts are counted if they cover every day of it; otherwise the
    /// total is counted, which is never less than the parts. If the parts are greater than their total, the result is a
    /// range.
    pub(super) fn with_parts(self, parts: Self, is_covered: bool, is_by_day: bool) -> Self {
        let total = self.amount;
        let sum = parts.amount;
        let is_exceeded = parts.claimed > total.high;
        let counts = is_covered && parts.overlaps == 0 && !is_exceeded;
        // If it is disputed whether there was any, this is also disputed for the parts.
        let is_no_less = self.contested == 0 && sum.low <= total.high;
        let low = if is_no_less { total.low.max(sum.low) } else { total.low };
        // Within one total, parts that may overlap do not add up.
        let cut = parts.most.max(parts.claimed).max(sum.low);
        let amount = if is_exceeded {
            Amount { low, best: None, high: total.high.max(cut), ..total.or(sum) }
        } else if counts {
            sum
        } else {
            Amount { low, best: total.best.filter(|best| low <= *best), ..total }
        };
        // The greatest sum of the parts is no more than their total, unless they are counted instead of it.
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
        // Doubts about parts are shown if the sum depends on them.
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
            denied: inner.denied + doubts.denied + usize::from(is_exceeded && total.high <= 0.0),
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

    /// By how much the totals are greater than the sum of their parts; `None` if a figure is not known.
    #[must_use]
    pub fn difference(&self) -> Option<f64> {
        self.total.best.zip(self.parts.best).map(|(total, parts)| total - parts)
    }
}
