//! Amounts: figures with bounds, as they are added up.

use crate::domain::compare::allowed::Allowed;
use crate::domain::compare::voice::Voice;
use crate::domain::indicator::Measure;
use crate::domain::number::Number;

/// A figure with its bounds, in the unit of its series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// The least possible value.
    pub low: f64,
    /// The figure; `None` if only bounds are known, or if reports differ.
    pub best: Option<f64>,
    /// The greatest possible value; infinite if no upper bound is known.
    pub high: f64,
    /// Whether a figure in it is approximate.
    pub is_about: bool,
    /// Whether `low` comes from a stated figure rather than only from upper bounds.
    pub has_low: bool,
}

impl Amount {
    /// Nothing.
    pub const NONE: Self =
        Self { low: 0.0, best: Some(0.0), high: 0.0, is_about: false, has_low: false };
    /// Some, but no figure is known.
    pub const SOME: Self =
        Self { low: 1.0, best: None, high: f64::INFINITY, is_about: false, has_low: false };

    /// One event of an indicator that measures nothing.
    pub(super) const ONE: Self =
        Self { low: 1.0, best: Some(1.0), high: 1.0, is_about: false, has_low: true };

    /// The amount that a voice states. A plain figure is taken as stated. For an approximate figure, the bounds are the
    /// numbers that it allows. A statement without a figure only says that there was some.
    pub(super) fn of(voice: &Voice<'_>, measures: Measure) -> Self {
        let (Some(quantity), Some(allowed)) = (voice.statement.quantity.as_deref(), voice.allowed)
        else {
            return Self::SOME;
        };
        let scaled = |number: Option<Number>| number.map(|number| number.get() * voice.factor);
        let (low, best, high) =
            (scaled(quantity.low), scaled(quantity.best), scaled(quantity.high));
        let is_stated = low.is_some() || best.is_some() || high.is_some();
        let is_about = quantity.approximate && is_stated;
        // "About 1,250 people" means 1,188 to 1,313: nobody counts half a person.
        let is_counted = measures == Measure::Count && best.is_none_or(|best| best.fract() == 0.0);
        let whole = |bound: f64| if is_counted { bound.round() } else { bound };
        match best {
            Some(best) if !quantity.approximate => Self {
                low: low.unwrap_or(best),
                best: Some(best),
                high: high.unwrap_or(best),
                is_about,
                has_low: true,
            },
            best => Self {
                low: whole(allowed.low),
                best: best.or(allowed.is_none().then_some(0.0)),
                high: whole(allowed.high),
                is_about,
                has_low: low.is_some() || best.is_some() || allowed.is_none(),
            },
        }
    }

    /// The sum of two amounts. The bounds are added; the figure is known if both figures are.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            low: self.low + other.low,
            best: self.best.zip(other.best).map(|(a, b)| a + b),
            high: self.high + other.high,
            is_about: self.is_about || other.is_about,
            has_low: self.has_low || other.has_low,
        }
    }

    /// What a later running total adds to an earlier one; `None` if the difference may be negative.
    pub(super) fn minus(self, before: Self) -> Option<Self> {
        let low = self.low - before.high;
        (low >= 0.0).then_some(Self {
            low,
            best: self.best.zip(before.best).map(|(a, b)| a - b),
            high: self.high - before.low,
            is_about: self.is_about || before.is_about,
            has_low: true,
        })
    }

    /// The amount, if there is certainly this much of it.
    pub(super) fn at_least(self, least: f64) -> Self {
        if least <= self.low {
            return self;
        }
        Self { low: least, best: self.best.filter(|best| least <= *best), has_low: true, ..self }
    }

    /// Both as one range, in which no figure is the best.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            best: None,
            high: self.high.max(other.high),
            is_about: self.is_about || other.is_about,
            has_low: self.has_low || other.has_low,
        }
    }

    fn range(self) -> Allowed {
        Allowed { low: self.low, high: self.high }
    }

    /// Combines several amounts for one thing, each with the numbers that its figure allows. Vaguer amounts are ignored.
    /// Different figures that can be equal if they are rounded give a range, as in comparisons. Otherwise the result is
    /// the common range of the others; if they have none, it is the range from the lowest to the highest.
    pub(super) fn of_one(said: impl Iterator<Item = (Self, Option<Allowed>)>) -> OneThing {
        let narrow = narrowest(said.map(Said::of).collect());
        let amounts = || narrow.iter().map(|one| one.amount);
        let first = amounts().next().unwrap_or(Self::SOME);
        let claimed = amounts().map(|one| one.low).fold(0.0, f64::max);
        let Some(can_be) = common(narrow.iter().map(|one| one.allowed)) else {
            let amount = amounts().fold(first, Self::or);
            return OneThing { amount, is_contested: true, claimed };
        };
        let bests = || amounts().filter_map(|one| one.best);
        let (least, most) = (bests().fold(f64::INFINITY, f64::min), bests().fold(0.0, f64::max));
        let range = if least < most {
            let bounds = amounts().filter(|one| one.best.is_none()).map(Self::range);
            common(bounds).and_then(|of| of.and(Allowed { low: least, high: most }))
        } else {
            common(amounts().map(Self::range))
        };
        let Allowed { low, high } = range.unwrap_or(can_be);
        let best = bests().next().filter(|_| least.to_bits() == most.to_bits());
        let best = best.filter(|best| low <= *best && *best <= high);
        let is_about = amounts().any(|one| one.is_about);
        let has_low = amounts().any(|one| one.has_low);
        let amount = Self { low, best, high, is_about, has_low };
        OneThing { amount, is_contested: false, claimed }
    }
}

/// The combination of several amounts for one thing.
#[derive(Clone, Copy, Debug)]
pub(super) struct OneThing {
    pub(super) amount: Amount,
    /// Whether no number agrees with all of them.
    pub(super) is_contested: bool,
    /// The least amount according to the statement with the highest lower bound.
    pub(super) claimed: f64,
}

/// The numbers in all of these ranges; `None` if there are none.
fn common(mut ranges: impl Iterator<Item = Allowed>) -> Option<Allowed> {
    let every = Allowed { low: 0.0, high: f64::INFINITY };
    ranges.try_fold(every, Allowed::and)
}

/// An amount with the numbers that its figure allows.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Said {
    amount: Amount,
    allowed: Allowed,
}

impl Said {
    /// A plain figure may be rounded; all other amounts have the numbers that they allow as their bounds.
    fn of((amount, allowed): (Amount, Option<Allowed>)) -> Self {
        let range = amount.range();
        let allowed = allowed.filter(|_| range.low.to_bits() == range.high.to_bits());
        Self { amount, allowed: allowed.unwrap_or(range) }
    }

    /// Whether it says less than another one, all of whose numbers it allows.
    fn is_vaguer(&self, than: &Self) -> bool {
        than.allowed.lies_in(self.amount.range()) && than.allowed != self.amount.range()
    }
}

/// The amounts without those that are vaguer than another, each once, in order.
fn narrowest(mut said: Vec<Said>) -> Vec<Said> {
    let key = |one: &Said| {
        let Amount { low, best, high, is_about, .. } = one.amount;
        (low, -high, best.unwrap_or(-1.0), is_about)
    };
    said.sort_by(|a, b| {
        let (a, b) = (key(a), key(b));
        let floats = a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2));
        floats.then(a.3.cmp(&b.3))
    });
    said.dedup();
    let is_narrow = |one: &&Said| !said.iter().any(|other| one.is_vaguer(other));
    said.iter().filter(is_narrow).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(best: f64) -> Amount {
        Amount { low: best, best: Some(best), high: best, is_about: false, has_low: true }
    }

    fn at_least(low: f64) -> Amount {
        Amount { low, has_low: true, ..Amount::SOME }
    }

    fn one(amounts: &[Amount]) -> (f64, Option<f64>, f64, bool) {
        let said = amounts.iter().map(|one| (*one, None));
        let OneThing { amount, is_contested, .. } = Amount::of_one(said);
        (amount.low, amount.best, amount.high, is_contested)
    }

    #[test]
    fn what_says_less_narrows_nothing_and_what_differs_spans_a_range() {
        let open = f64::INFINITY;
        assert_eq!(one(&[exact(46.0), exact(46.0)]), (46.0, Some(46.0), 46.0, false));
        assert_eq!(
            one(&[exact(46.0), at_least(24.0), Amount::SOME]),
            (46.0, Some(46.0), 46.0, false)
        );
        assert_eq!(one(&[exact(46.0), exact(45.0), at_least(40.0)]), (45.0, None, 46.0, true));
        let up_to = Amount { low: 1.0, high: 300.0, ..Amount::SOME };
        assert_eq!(one(&[at_least(250.0), up_to]), (250.0, None, 300.0, false));
        assert_eq!(one(&[at_least(250.0), Amount::SOME]), (250.0, None, open, false));
        let about =
            Amount { low: 45.0, best: Some(50.0), high: 55.0, is_about: true, has_low: true };
        assert_eq!(one(&[about, exact(46.0)]), (46.0, Some(46.0), 46.0, false));
    }

    #[test]
    fn figures_that_can_be_one_by_their_rounding_are_a_range() {
        let rounded =
            |best: f64| (exact(best), Some(Allowed { low: best - 50.0, high: best + 50.0 }));
        let about = |best: f64, off: f64| {
            let (low, high) = (best - off, best + off);
            (Amount { low, best: Some(best), high, is_about: true, has_low: true }, None)
        };
        let of = |said: &[(Amount, Option<Allowed>)]| {
            let OneThing { amount, is_contested, claimed } = Amount::of_one(said.iter().copied());
            (amount.low, amount.best, amount.high, is_contested, claimed)
        };
        let range = (2_000.0, None, 2_100.0, false, 2_000.0);
        assert_eq!(of(&[rounded(2_000.0), about(2_100.0, 105.0)]), range);
        assert_eq!(
            of(&[rounded(2_000.0), rounded(2_100.0)]),
            (2_000.0, None, 2_100.0, false, 2_100.0)
        );
        assert!(of(&[rounded(2_000.0), rounded(2_200.0)]).3, "no number satisfies both");
        let both = of(&[rounded(2_000.0), about(2_000.0, 200.0)]);
        assert_eq!(both, (2_000.0, Some(2_000.0), 2_000.0, false, 2_000.0));
        let (low, ..) = of(&[about(50.0, 5.0), about(52.0, 5.0)]);
        assert!((low - 50.0).abs() < f64::EPSILON, "{low}");
        let more = (at_least(2_040.0), None);
        // The bound is beyond the figure, and within what its rounding allows.
        assert_eq!(of(&[rounded(2_000.0), more]), (2_040.0, None, 2_050.0, false, 2_040.0));
    }

    #[test]
    fn bounds_add_as_bounds() {
        let sum = exact(46.0).plus(at_least(20.0));
        assert_eq!((sum.low, sum.best, sum.high), (66.0, None, f64::INFINITY));
        let later = exact(1_000.0).minus(exact(600.0)).map(|left| left.best);
        assert_eq!(later, Some(Some(400.0)));
        assert_eq!(exact(500.0).minus(exact(600.0)), None);
    }
}
