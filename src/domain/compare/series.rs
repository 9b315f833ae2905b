//! The unit of a series: figures of people and figures of households are different series of one
//! indicator, and are never compared.

use crate::domain::indicator::{Indicator, Measure};
use crate::domain::name::fold_name;
use crate::domain::quantity::{Per, Quantity};

/// The unit whose figures form a separate series, in its usual spelling; `None` if the figures belong to the
/// series in the indicator's own unit. A further unit that the indicator lists is always separate.
///
/// They belong to it if no unit is stated, if the unit is the indicator's in any spelling, if it is a name of the
/// indicator (`IDPs` of `idps`), or if the indicator measures durations, since hours and days measure the same. `usual`
/// gives the usual spelling of a unit (`people` for "persons"); `None` for a word that it does not know.
#[must_use]
pub fn unit_apart<'a>(
    unit: &'a str,
    indicator: Option<&Indicator>,
    usual: fn(&str) -> Option<&'static str>,
) -> Option<&'a str> {
    if unit.is_empty() || indicator.is_some_and(|row| row.unit == unit) {
        return None;
    }
    let spelled = usual(unit).unwrap_or(unit);
    let Some(indicator) = indicator else { return Some(spelled) };
    let own = fold_name(spelled);
    if indicator.units.iter().any(|listed| fold_name(usual(listed).unwrap_or(listed)) == own) {
        return Some(spelled);
    }
    let same = |name: &str| fold_name(usual(name).unwrap_or(name)) == own;
    let names = [&indicator.unit, &indicator.key, &indicator.label];
    let is_own = indicator.measures == Measure::Duration
        || names.into_iter().chain(&indicator.aliases).any(|name| same(name));
    (!is_own).then_some(spelled)
}

/// The unit of figures that are a part of a whole or a rate, which are separate from plain figures and from parts of
/// another whole: `trucks of 46`, `trucks a day`. `unit` is their unit in its usual spelling. `None` for plain figures.
#[must_use]
pub fn part_or_rate(quantity: &Quantity, unit: &str) -> Option<String> {
    if quantity.is_plain() {
        return None;
    }
    let whole = quantity.out_of.map(|whole| format!(" of {whole}")).unwrap_or_default();
    let per = quantity.per.map(|per| match per {
        Per::Hour => " an hour".to_owned(),
        per => format!(" a {per}"),
    });
    Some(format!("{unit}{whole}{}", per.unwrap_or_default()).trim().to_owned())
}

/// The unit in which the figures of one series are compared, and the factor from the stated unit to it.
/// `apart` is the result of [`unit_apart`] for the stated unit; a result of `None` is the unit of the
/// indicator. Lengths of time become hours, except months, years and hours a day.
pub(super) fn common_unit<'a>(stated: &'a str, apart: Option<&'a str>) -> (f64, Option<&'a str>) {
    // A part of a length of time, or a rate, is compared only with others of its kind.
    if apart.is_some_and(|apart| apart != stated) {
        return (1.0, apart);
    }
    match stated {
        "minutes" => (1.0 / 60.0, Some("hours")),
        "hours" => (1.0, Some("hours")),
        "days" => (24.0, Some("hours")),
        "weeks" => (168.0, Some("hours")),
        "seconds" | "months" | "years" | "hours a day" => (1.0, Some(stated)),
        _ => (1.0, apart),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::indicator::Nature;
    use crate::domain::number::Number;

    fn usual(unit: &str) -> Option<&'static str> {
        match unit {
            "persons" => Some("people"),
            "HH" => Some("households"),
            "displaced persons" | "displaced people" => Some("displaced people"),
            _ => None,
        }
    }

    fn indicator(measures: Measure, unit: &str) -> Indicator {
        Indicator {
            key: "idps".to_owned(),
            label: "People living in displacement".to_owned(),
            definition: String::new(),
            measures,
            unit: unit.to_owned(),
            nature: Nature::Stock,
            window_days: 7,
            units: Vec::new(),
            hxl_tag: None,
            aliases: vec!["displaced persons".to_owned()],
            deprecated_at: None,
        }
    }

    #[test]
    fn another_unit_is_another_series_and_another_word_for_the_same_is_not() {
        let idps = indicator(Measure::Count, "people");
        for same in ["", "people", "persons", "People", "IDPs", "displaced people"] {
            assert_eq!(unit_apart(same, Some(&idps), usual), None, "{same}");
        }
        assert_eq!(unit_apart("households", Some(&idps), usual), Some("households"));
        assert_eq!(unit_apart("HH", Some(&idps), usual), Some("households"));
        assert_eq!(unit_apart("tents", Some(&idps), usual), Some("tents"));
    }

    #[test]
    fn parts_rates_and_listed_units_are_series_of_their_own() {
        let trucks = |out_of: Option<u32>, per| {
            let out_of = out_of.map(Number::from);
            part_or_rate(&Quantity { out_of, per, ..Quantity::default() }, "trucks")
        };
        assert_eq!(trucks(None, None), None);
        assert_eq!(trucks(Some(46), None).as_deref(), Some("trucks of 46"));
        assert_eq!(trucks(None, Some(Per::Day)).as_deref(), Some("trucks a day"));
        assert_eq!(trucks(Some(46), Some(Per::Hour)).as_deref(), Some("trucks of 46 an hour"));
        let aid = Indicator {
            units: vec!["households".to_owned()],
            aliases: vec!["households".to_owned()],
            ..indicator(Measure::Count, "people")
        };
        assert_eq!(unit_apart("HH", Some(&aid), usual), Some("households"));
        assert_eq!(common_unit("hours", Some("hours of 72")), (1.0, Some("hours of 72")));
        assert_eq!(common_unit("days", None), (24.0, Some("hours")));
    }

    #[test]
    fn all_lengths_of_time_measure_a_duration() {
        let truce = indicator(Measure::Duration, "hours");
        assert_eq!(unit_apart("days", Some(&truce), usual), None);
        assert_eq!(unit_apart("months", Some(&truce), usual), None);
    }
}
