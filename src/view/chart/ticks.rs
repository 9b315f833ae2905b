//! The labelled steps of a scale of numbers, from zero on.

/// Steps of equal size from zero to at least the greatest figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ticks {
    /// The size of a step: 1, 2, 2.5 or 5 times a power of ten.
    pub step: f64,
    /// How many steps there are above zero.
    pub count: u32,
}

/// The sizes of a step within a power of ten.
const SIZES: [f64; 4] = [1.0, 2.0, 2.5, 5.0];
/// The least and the greatest number of steps above zero.
const FEWEST: f64 = 2.0;
const MOST: f64 = 5.0;

impl Ticks {
    /// The steps that leave the least room above `greatest`; among those, the fewest. With `whole` figures, a step is
    /// also a whole number.
    #[must_use]
    pub fn up_to(greatest: f64, whole: bool) -> Self {
        let greatest = if greatest.is_finite() && greatest > 0.0 { greatest } else { 1.0 };
        let mut power = greatest.log10().floor();
        if whole {
            power = power.max(0.0);
        }
        let sizes = [power - 1.0, power]
            .into_iter()
            .flat_map(|power| SIZES.into_iter().map(move |size| size * 10_f64.powf(power)));
        let fits = |step: &f64| step.is_finite() && *step > 0.0 && (!whole || step.fract() == 0.0);
        let steps = sizes.filter(fits).filter_map(|step| {
            let count = (greatest / step - 1e-9).ceil().max(1.0);
            (FEWEST..=MOST).contains(&count).then_some((step, count))
        });
        let least = steps.min_by(|(a, n), (b, m)| (a * n).total_cmp(&(b * m)).then(n.total_cmp(m)));
        let (step, count) = least.unwrap_or((greatest.max(1.0), 1.0));
        Self { step, count: small(count) }
    }

    /// The number at the top of the scale.
    #[must_use]
    pub fn top(self) -> f64 {
        self.step * f64::from(self.count)
    }
}

/// A count of steps, which is between 1 and 5.
fn small(count: f64) -> u32 {
    (1..=5).rev().find(|n| f64::from(*n) <= count).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn steps_are_round_and_leave_little_room_above() {
        for (greatest, whole, step, count) in [
            (300_000.0, true, 100_000.0, 3),
            (275_000.0, true, 100_000.0, 3),
            (500.0, true, 250.0, 2),
            (8.0, true, 2.0, 4),
            (1.0, true, 1.0, 1),
            (3.0, true, 1.0, 3),
            (7_000.0, true, 2_500.0, 3),
            (0.7, false, 0.25, 3),
            (0.0, true, 1.0, 1),
            (f64::INFINITY, true, 1.0, 1),
        ] {
            let ticks = Ticks::up_to(greatest, whole);
            assert!((ticks.step - step).abs() < step / 1e6, "{greatest}: {ticks:?}");
            assert_eq!(ticks.count, count, "{greatest}: {ticks:?}");
        }
    }

    proptest! {
        #[test]
        fn the_top_is_above_all_figures_and_less_than_twice_as_high(greatest in 1.0..1e15_f64) {
            for whole in [true, false] {
                let ticks = Ticks::up_to(greatest, whole);
                prop_assert!(ticks.top() >= greatest * (1.0 - 1e-9), "{:?}", ticks);
                prop_assert!(ticks.top() <= greatest * 2.0, "{:?}", ticks);
                prop_assert!(ticks.count <= 5);
            }
        }
    }
}
