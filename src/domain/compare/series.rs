//! The unit of a series: figures of people and figures of households are different series of one
//! indicator, and are never compared.

use crate::domain::indicator::{Indicator, Measure};
use crate::domain::name::fold_name;

/// The unit that sets figures apart from those in the indicator's own unit, in its usual spelling;
/// `None` where the figures belong to the indicator's own series.
///
/// They do where no unit is stated, where the unit is the indicator's in any spelling, where it is a
/// name of the indicator (`IDPs` of `idps`), and where the indicator measures durations, since hours
/// and days measure the same. `usual` gives the usual spelling of a unit (`people` for "persons");
/// `None` for a word that it does not know.
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
    let same = |name: &str| fold_name(usual(name).unwrap_or(name)) == own;
    let names = [&indicator.unit, &indicator.key, &indicator.label];
    let is_own = indicator.measures == Measure::Duration
        || names.into_iter().chain(&indicator.aliases).any(|name| same(name));
    (!is_own).then_some(spelled)
}

/// The unit in which the figures of one series are compared, and how many of it one of the stated
/// unit is. `apart` is what [`unit_apart`] says of the stated unit; a result of `None` is the unit of
/// the indicator. Lengths of time become hours, except months, years and hours a day.
pub(super) fn common_unit<'a>(stated: &'a str, apart: Option<&'a str>) -> (f64, Option<&'a str>) {
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
    fn all_lengths_of_time_measure_a_duration() {
        let truce = indicator(Measure::Duration, "hours");
        assert_eq!(unit_apart("days", Some(&truce), usual), None);
        assert_eq!(unit_apart("months", Some(&truce), usual), None);
    }
}
