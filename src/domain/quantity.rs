//! Quantities: how many, as reports state it, with lower and upper bounds.

use super::number::Number;
use super::words::word_set;

word_set! {
    /// The unit of time of a rate: "54 trucks a day".
    Per, "unit of time" {
        /// Each hour.
        Hour = "hour",
        /// Each day.
        Day = "day",
        /// Each night.
        Night = "night",
        /// Each week.
        Week = "week",
        /// Each month.
        Month = "month",
        /// Each year.
        Year = "year",
    }
}

/// How many, as far as a report states it. All figures are optional, and none is invented: "as many
/// as 300,000" has only `high`; "more than 250,000" only `low`; "between 250,000 and 275,000" has
/// `low` and `high` but no `best`; "nearly 500" has `best` and `high` 500 and is approximate; "few"
/// has no figure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Quantity {
    /// The words of the report; empty if only figures were given.
    pub as_stated: String,
    /// Lower bound: at least this many; `None` if it is open.
    pub low: Option<Number>,
    /// The figure itself; `None` if the report states only bounds.
    pub best: Option<Number>,
    /// Upper bound: at most this many; `None` if it is open.
    pub high: Option<Number>,
    /// Whether the words make the figures approximate ("about", "some", "dozens"). Without `best`,
    /// the words are vague ("dozens" has `low` 24): output shows the words instead of the bound.
    pub approximate: bool,
    /// What is counted or measured: `people`, `families`, `hours`, `percent`, `USD` …
    pub unit: String,
    /// The whole of which the figures are a part ("14 of 46 trucks"), or of which they are a share in percent; `None`
    /// if they are not part, or the whole is not stated.
    pub out_of: Option<Number>,
    /// The unit of time of a rate ("54 trucks a day"); `None` for a plain figure.
    pub per: Option<Per>,
}

// A timeline of a country keeps a hundred thousand of them in memory.
const _: () = assert!(size_of::<Quantity>() <= 88);

/// The unit of shares of a whole.
pub const PERCENT: &str = "percent";

/// Whether a unit is a currency: its code (ISO 4217), such as `USD`, perhaps with more words after it.
#[must_use]
pub fn is_currency(unit: &str) -> bool {
    let code = unit.as_bytes();
    code.len() >= 3
        && code[..3].iter().all(u8::is_ascii_uppercase)
        && code.get(3).is_none_or(|byte| *byte == b' ')
}

/// Why figures are not a valid quantity.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum QuantityError {
    /// The figures are not in the order low ≤ best ≤ high.
    #[error("{lesser_name} `{lesser}` is above {greater_name} `{greater}`")]
    Order {
        /// Name of the figure that should be smaller.
        lesser_name: &'static str,
        /// The value of that figure; it should be at most `greater`.
        lesser: Number,
        /// Name of the figure that should be greater.
        greater_name: &'static str,
        /// The value of that figure; it should be at least `lesser`.
        greater: Number,
    },
    /// A figure is below zero.
    #[error("{name} `{value}` is below zero")]
    Negative {
        /// Name of the figure: `low`, `best` or `high`.
        name: &'static str,
        /// The value, which is negative.
        value: Number,
    },
}

/// The name of the whole in errors.
pub const WHOLE: &str = "the whole";

impl Quantity {
    /// Checks that low ≤ best ≤ high, that no figure is negative, and that a part is no greater than its
    /// whole. Fails with the first figure that is negative, or the first two that are out of order.
    pub fn check(&self) -> Result<(), QuantityError> {
        if let Some(value) = self.out_of.filter(|whole| *whole < Number::ZERO) {
            return Err(QuantityError::Negative { name: WHOLE, value });
        }
        // The whole of a share is in another unit.
        let whole = self.out_of.filter(|_| self.unit != PERCENT);
        let figures = [("low", self.low), ("best", self.best), ("high", self.high), (WHOLE, whole)];
        let stated = || figures.iter().filter_map(|&(name, n)| n.map(|n| (name, n)));
        if let Some((name, value)) = stated().find(|(_, n)| *n < Number::ZERO) {
            return Err(QuantityError::Negative { name, value });
        }
        for ((lesser_name, lesser), (greater_name, greater)) in stated().zip(stated().skip(1)) {
            if lesser > greater {
                return Err(QuantityError::Order { lesser_name, lesser, greater_name, greater });
            }
        }
        Ok(())
    }

    /// Whether the figures are neither a part of a stated whole nor a rate.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.out_of.is_none() && self.per.is_none()
    }

    /// Whether no figure is stated ("few").
    #[must_use]
    pub fn has_no_figure(&self) -> bool {
        self.low.is_none() && self.best.is_none() && self.high.is_none()
    }

    /// The figures of another quantity that this one does not state, or states differently, each with its name.
    pub fn stated_otherwise(&self, other: &Self) -> impl Iterator<Item = (&'static str, Number)> {
        let figures = [
            ("low", self.low, other.low),
            ("best", self.best, other.best),
            ("high", self.high, other.high),
        ];
        figures
            .into_iter()
            .filter(|(_, ours, theirs)| ours != theirs)
            .filter_map(|(name, _, theirs)| Some((name, theirs?)))
    }

    /// The size of the quantity in one figure: the figure itself, else the upper bound, else the lower one; `None` if
    /// no figure is stated.
    #[must_use]
    pub fn magnitude(&self) -> Option<Number> {
        self.best.or(self.high).or(self.low)
    }

    /// Whether the quantity is a known zero; for an event that means an absence. Zero as the best figure of
    /// "0 to 2" is not a known zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        let is_at_most_zero = self.high.is_none_or(|high| high == Number::ZERO);
        is_at_most_zero
            && (self.best == Some(Number::ZERO) || self.best.is_none() && self.high.is_some())
    }

    /// Whether it has a best figure and also bounds: "10, up to 20".
    #[must_use]
    pub fn is_bounded(&self) -> bool {
        let is_other = |bound: Option<Number>| bound.is_some() && bound != self.best;
        self.best.is_some() && (is_other(self.low) || is_other(self.high) || self.is_one_sided())
    }

    /// Whether the value lies on one side of a figure: "nearly 500", "just over 500".
    #[must_use]
    pub fn is_one_sided(&self) -> bool {
        let is_best = |bound: Option<Number>| bound.is_some() && bound == self.best;
        self.approximate && is_best(self.low) != is_best(self.high)
    }

    /// Whether the quantity is only vague words ("dozens", "few", "waves").
    #[must_use]
    pub fn is_vague(&self) -> bool {
        self.approximate && self.best.is_none() && (self.low.is_none() || self.high.is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(low: Option<u32>, best: Option<u32>, high: Option<u32>) -> Quantity {
        let number = |n: Option<u32>| n.map(Number::from);
        Quantity { low: number(low), best: number(best), high: number(high), ..Quantity::default() }
    }

    #[test]
    fn figures_out_of_order_are_refused_even_across_a_missing_best() {
        assert!(figures(Some(300), None, Some(200)).check().is_err());
        assert!(figures(Some(3), Some(2), None).check().is_err());
        assert!(figures(None, Some(5), Some(4)).check().is_err());
        assert!(figures(Some(1), Some(2), Some(2)).check().is_ok());
        let part = |best, unit: &str| Quantity {
            out_of: Some(46.into()),
            unit: unit.to_owned(),
            ..figures(None, Some(best), None)
        };
        assert!(part(14, "trucks").check().is_ok());
        assert!(part(47, "trucks").check().is_err());
        assert!(part(70, "percent").check().is_ok(), "70 percent of 46");
        let below = Number::new(-46.0);
        for unit in ["percent", "trucks"] {
            assert!(Quantity { out_of: below, ..part(1, unit) }.check().is_err(), "{unit}");
        }
    }

    #[test]
    fn a_known_zero_is_not_a_missing_value() {
        assert!(figures(None, Some(0), None).is_zero());
        assert!(figures(None, None, Some(0)).is_zero());
        assert!(!figures(None, None, None).is_zero());
        assert!(!figures(Some(0), None, Some(5)).is_zero());
        assert!(!figures(Some(0), Some(0), Some(2)).is_zero());
        assert!(figures(Some(0), Some(0), Some(0)).is_zero());
    }
}
