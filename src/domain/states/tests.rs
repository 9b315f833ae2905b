//! Tests of words of states, with the indicators that they fit.

use super::*;
use crate::domain::fact::samples::indicator;

fn misfit(key: &str, value: &str, unit: &str) -> Option<Misfit> {
    Misfit::of(value, unit, &Indicator { unit: unit.into(), ..indicator(key) })
}

/// Indicator, value and unit, then the word that does not fit and the indicator that it would fit.
const REFUSED: &[(&str, &str, &str, &str, Option<&str>)] = &[
    (
        "hospitals-functioning",
        "80% of the hospitals are out of service",
        "hospitals",
        "out of service",
        Some("hospital-damaged"),
    ),
    (
        "hospitals-functioning",
        "5 hospitals are closed",
        "hospitals",
        "closed",
        Some("hospital-damaged"),
    ),
    (
        "hospitals-functioning",
        "5 hospitals destroyed",
        "hospitals",
        "destroyed",
        Some("hospital-damaged"),
    ),
    (
        "hospitals-functioning",
        "5 damaged hospitals",
        "hospitals",
        "damaged",
        Some("hospital-damaged"),
    ),
    (
        "hospitals-functioning",
        "5 hospitals not functioning",
        "hospitals",
        "not functioning",
        Some("hospital-damaged"),
    ),
    (
        "hospitals-functioning",
        "5 non-functional hospitals",
        "hospitals",
        "not functional",
        Some("hospital-damaged"),
    ),
    (
        "hospitals-functioning",
        "5 hospitals no longer open",
        "hospitals",
        "not open",
        Some("hospital-damaged"),
    ),
    (
        "hospitals-functioning",
        "5 aren’t operating",
        "hospitals",
        "not operating",
        Some("hospital-damaged"),
    ),
    (
        "hospitals-functioning",
        "5 working hospitals were destroyed",
        "hospitals",
        "destroyed",
        Some("hospital-damaged"),
    ),
    (
        "hospitals-functioning",
        "5 hospitals BOMBED",
        "hospitals",
        "bombed",
        Some("hospital-damaged"),
    ),
    ("hospital-damaged", "5 hospitals open", "hospitals", "open", Some("hospitals-functioning")),
    (
        "hospital-damaged",
        "5 hospitals undamaged",
        "hospitals",
        "undamaged",
        Some("hospitals-functioning"),
    ),
    ("schools-closed", "5 schools reopened", "schools", "reopened", None),
    ("schools-closed", "5 schools not closed", "schools", "not closed", None),
    ("corridors", "3 corridors closed", "corridors", "closed", None),
    ("shelters-damaged", "50 homes intact", "buildings", "intact", None),
    ("aid-delivery", "46 trucks were destroyed", "trucks", "destroyed", None),
    ("aid-delivery", "46 trucks were turned back", "trucks", "turned back", Some("aid-refused")),
    ("aid-delivery", "46 trucks denied entry", "trucks", "denied", Some("aid-refused")),
    ("aid-delivery", "46 trucks stuck at the border", "trucks", "stuck", None),
    ("aid-delivery", "46 trucks waiting", "trucks", "waiting", None),
    ("aid-delivery", "46 empty trucks", "trucks", "empty", None),
    ("aid-delivery", "46 trucks looted", "trucks", "looted", None),
    ("aid-delivery", "46 trucks returned", "trucks", "returned", None),
    (
        "aid-delivery",
        "46 trucks not yet been delivered",
        "trucks",
        "not delivered",
        Some("aid-refused"),
    ),
    ("aid-refused", "46 trucks delivered", "trucks", "delivered", Some("aid-delivery")),
    ("buses", "5 buses waiting", "buses", "waiting", None),
    ("killed", "12 unharmed", "people", "unharmed", None),
    ("killed", "12 homes destroyed", "people", "destroyed", None),
    ("killed", "12 were not killed", "people", "not killed", None),
    ("fighters", "30 killed", "fighters", "killed", Some("killed")),
    ("airstrike", "12 killed", "strikes", "killed", Some("killed")),
    ("disease-cases", "12 dead", "cases", "dead", None),
    ("detained", "12 released", "people", "released", None),
    ("trapped", "12 rescued", "people", "rescued", None),
    ("trapped", "12 evacuated", "people", "evacuated", Some("evacuated")),
    ("missing", "12 found", "people", "found", None),
    ("population", "3,000 fled", "people", "fled", Some("displaced")),
    ("people-in-need", "300 people assisted", "people", "assisted", Some("people-reached")),
    ("killed", "12 killed and wounded", "people", "killed and wounded", None),
];

#[test]
fn words_of_another_state_are_refused_with_the_indicator_that_fits() {
    for &(key, value, unit, word, fits) in REFUSED {
        let found = misfit(key, value, unit).map(|found| (found.word, found.fits));
        assert_eq!(found, Some((word.to_owned(), fits)), "{key} {value}");
    }
}

#[test]
fn fitting_and_neutral_words_and_those_of_no_state_pass() {
    for (key, value) in [
        ("hospitals-functioning", "5 hospitals are operating"),
        ("hospitals-functioning", "no hospitals are open"),
        ("hospitals-functioning", "5 working hospitals, 3 closed"),
        ("hospital-damaged", "5 hospitals out of service"),
        ("hospital-damaged", "5 hospitals damaged or destroyed"),
        ("schools-closed", "5 schools shut"),
        ("shelters-damaged", "50 houses burned"),
        ("aid-delivery", "14 of 46 trucks unloaded"),
        ("aid-delivery", "46 trucks arrived and 3 looted"),
        ("aid-delivery", "46 trucks to besieged Ghouta"),
        ("aid-delivery", "70 percent of the planned supplies"),
        ("aid-delivery", "46 trucks loaded with flour so far reported"),
        ("aid-refused", "46 trucks blocked"),
        ("killed", "12 people confirmed, were reported"),
        ("killed", "the toll reached 12"),
        ("killed", "12 in besieged Aleppo"),
        ("trapped", "300 injured people"),
        ("trapped", "300 stuck inside"),
        ("evacuated", "200 wounded"),
        ("need-evacuation", "200 waiting"),
        ("refugees", "2,000 arrived"),
        ("airstrike", "5 airstrikes killed 12"),
        ("incident", "46 trucks looted"),
        ("key-figure", "46 trucks destroyed"),
        ("trucks", "46 trucks destroyed"),
    ] {
        assert_eq!(misfit(key, value, ""), None, "{key} {value}");
    }
}

#[test]
fn an_added_indicator_is_checked_by_its_label() {
    let of = |label: &str, value: &str| {
        let own = Indicator { label: label.into(), ..indicator("own") };
        Misfit::of(value, "", &own).map(|found| found.word)
    };
    assert_eq!(of("Bakeries open", "5 bakeries closed").as_deref(), Some("closed"));
    assert_eq!(of("Bakeries open", "5 bakeries not open").as_deref(), Some("not open"));
    assert_eq!(of("Women killed", "12 injured").as_deref(), Some("injured"));
    assert_eq!(of("Trucks waiting", "46 trucks arrived").as_deref(), Some("arrived"));
    assert_eq!(of("Bakeries open", "5 bakeries open"), None);
    assert_eq!(of("Killed or injured", "12 injured"), None);
    assert_eq!(of("Bakeries not open", "5 open"), None);
    assert_eq!(of("Attacks on schools", "5 schools destroyed"), None);
}

#[test]
fn opposite_names_are_reported() {
    for other in ["hospitals open", "hospitals operating", "functional hospitals"] {
        for name in ["hospitals out of service", "Closed hospitals", "hospitals not open"] {
            assert!(are_opposite(name, other) && are_opposite(other, name), "{name} {other}");
        }
    }
    assert!(!are_opposite("hospitals out of service", "Hospitals hit"));
    assert!(!are_opposite("hospitals not closed", "hospitals open"));
    assert!(!are_opposite("hospitals", "hospitals open"));
    assert!(!are_opposite("People killed", "People injured"));
}
