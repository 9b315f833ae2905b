//! Completes the first end of a range from the second: scale, thousands and unit.
//!
//! Knows scales and units; must not know words.

use super::amounts::{Amount, smaller_by};
use super::ratio::Ratio;
use crate::language::words::UnitClass;

/// Whether "A or B" is one number between two neighbours: "two or three", "20 or 30". The higher is
/// at most twice the lower.
pub(super) fn alternatives(low: Ratio, high: Ratio) -> bool {
    low.times(Ratio::whole(2)).is_some_and(|twice| high <= twice) && low > Ratio::ZERO
}

/// The value of the first number, with the scale and unit size that only the second number has:
/// "two to three million", "one to two hundred thousand", "one to two decades".
pub(super) fn shared_scale(first: &Amount, second: &Amount) -> Ratio {
    let size = match (&first.unit, &second.unit) {
        (None, Some(unit)) if unit.class != UnitClass::Percent => unit.times,
        _ => Ratio::ONE,
    };
    let plain = first.value.times(size).unwrap_or(first.value);
    if first.scales.is_some() || first.value >= Ratio::whole(1000) {
        return plain;
    }
    let Some(all) = second.scales else { return plain };
    let thousand = Ratio::whole(1000);
    let last =
        if all > thousand && second.value < Ratio::whole(1_000_000) { thousand } else { all };
    let fits = |scale: Ratio| plain.times(scale).filter(|value| *value < second.value);
    fits(all).or_else(|| fits(last)).unwrap_or(plain)
}

/// The first number in thousands, if only the second shows the thousands: "200-300,000" is 200,000
/// to 300,000. `None` if this would make the first number the greater one, as in "10 to 1,000".
pub(super) fn shared_thousands(first: &Amount, second: &Amount) -> Option<Ratio> {
    let bare = first.plain.is_some() && first.value > Ratio::ZERO;
    let unit = first.unit.as_ref().is_none_or(|unit| unit.class == UnitClass::Money);
    let low = first.value.times(Ratio::whole(1000))?;
    (bare && unit && second.grouped && first.value < Ratio::whole(1000) && low < second.value)
        .then_some(low)
}

/// Converts both ends to one unit if this is exact: "10 days to two weeks" is 10 to 14 days, and "a
/// third to a half" becomes percentages. `None` if a number becomes too long.
pub(super) fn in_one_unit(mut first: Amount, mut second: Amount) -> Option<(Amount, Amount)> {
    let percent = second.unit.as_ref().is_some_and(|unit| unit.class == UnitClass::Percent);
    if first.share && first.unit.is_none() && percent {
        first.value = first.value.times(Ratio::whole(100))?;
    }
    if let (Some(a), Some(b)) = (first.unit.clone(), second.unit.clone()) {
        if let Some(size) = smaller_by(&a, &b) {
            (first.value, first.unit) = (first.value.times(size)?, Some(b));
        } else if let Some(size) = smaller_by(&b, &a) {
            (second.value, second.unit) = (second.value.times(size)?, Some(a));
        }
    }
    Some((first, second))
}
