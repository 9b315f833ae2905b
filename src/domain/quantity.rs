//! Quantities: what a report says about how many, with its bounds kept as bounds.

use super::number::Number;

/// How many, as far as a report says so. Every figure is optional and none is ever invented:
/// "as many as 300,000" has only `high`; "more than 250,000" only `low`; "between 250,000 and
/// 275,000" has `low` and `high` and no `best`; "nearly 500" has `best` and `high` 500 and is
/// approximate; "few" has no figure at all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Quantity {
    /// The words as the report states them; empty when only figures were given.
    pub as_stated: String,
    /// The lower bound: at least this many.
    pub low: Option<Number>,
    /// The figure itself, where one is stated.
    pub best: Option<Number>,
    /// The upper bound: up to this many.
    pub high: Option<Number>,
    /// Whether the words make the figures approximate ("about", "some", "dozens"). Approximate
    /// without `best` means vague words ("dozens": `low` 24): show the words, not the floor.
    pub approximate: bool,
    /// What is counted or measured: `people`, `families`, `hours`, `percent`, `USD` …
    pub unit: String,
}

/// Why figures do not make a quantity.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum QuantityError {
    /// The figures are not in the order low ≤ best ≤ high.
    #[error("{lesser_name} `{lesser}` is above {greater_name} `{greater}`")]
    Order {
        /// The name of the figure that should be the smaller one.
        lesser_name: &'static str,
        /// The figure under that name; it should be at most `greater`.
        lesser: Number,
        /// The name of the figure that should be the greater one.
        greater_name: &'static str,
        /// The figure under that name; it should be at least `lesser`.
        greater: Number,
    },
    /// A figure is below zero.
    #[error("{name} `{value}` is below zero")]
    Negative {
        /// The name of the figure: `low`, `best` or `high`.
        name: &'static str,
        /// The figure as given, which is below zero.
        value: Number,
    },
}

impl Quantity {
    /// Checks low ≤ best ≤ high and that nothing is below zero.
    pub fn check(&self) -> Result<(), QuantityError> {
        let figures = [("low", self.low), ("best", self.best), ("high", self.high)];
        let stated: Vec<_> = figures.iter().filter_map(|&(name, n)| n.map(|n| (name, n))).collect();
        if let Some(&(name, value)) = stated.iter().find(|(_, n)| *n < Number::ZERO) {
            return Err(QuantityError::Negative { name, value });
        }
        for pair in stated.windows(2) {
            let [(lesser_name, lesser), (greater_name, greater)] = [pair[0], pair[1]];
            if lesser > greater {
                return Err(QuantityError::Order { lesser_name, lesser, greater_name, greater });
            }
        }
        Ok(())
    }

    /// Whether no figure is stated at all ("few").
    #[must_use]
    pub fn has_no_figure(&self) -> bool {
        self.low.is_none() && self.best.is_none() && self.high.is_none()
    }

    /// Whether this is a known zero: an absence, for an event.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.best == Some(Number::ZERO) || (self.best.is_none() && self.high == Some(Number::ZERO))
    }

    /// Whether only vague words stand behind the quantity ("dozens", "few", "waves").
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
    }

    #[test]
    fn a_known_zero_is_not_a_missing_value() {
        assert!(figures(None, Some(0), None).is_zero());
        assert!(figures(None, None, Some(0)).is_zero());
        assert!(!figures(None, None, None).is_zero());
        assert!(!figures(Some(0), None, Some(5)).is_zero());
    }
}
