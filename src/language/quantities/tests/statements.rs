//! Tests of parts of a whole, rates, and several figures in one value.

use super::*;
use crate::language::Reading;

/// The further figures, each with the group that it counts.
fn besides(reading: &Reading<Quantity>) -> Vec<String> {
    let shown = |other: &crate::language::Beside<Quantity>| {
        let scope = other.scope.as_ref().map(|scope| format!(", {scope}")).unwrap_or_default();
        format!("{}{scope}", shown(&other.value))
    };
    reading.besides.iter().map(shown).collect()
}

#[test]
fn parts_of_a_whole_keep_the_whole() {
    table(&[
        ("14 of 46 trucks", "|14| of 46 trucks"),
        ("14 of the 46 trucks", "|14| of 46 trucks"),
        ("at least 14 of 46 trucks", "14|| of 46 trucks"),
        ("14 to 20 of 46 trucks", "14||20 of 46 trucks"),
        ("between 14 and 20 of the 46 trucks", "14||20 of 46 trucks"),
        ("64 out of 80", "|64| of 80"),
        ("64 of 80", "|64| of 80"),
        ("11 of 36 hospitals", "|11| of 36 hospitals"),
        ("only 11 out of 36 hospitals", "|11| of 36 hospitals"),
        ("two of the eight corridors", "|2| of 8 corridors"),
        ("70 percent of the planned supplies", "|70| percent"),
        ("70 per cent of the 46 trucks", "|70| of 46 percent"),
        ("none of the 46 trucks", "|0| of 46 trucks"),
        ("two-thirds of the population", "|66.6667|~ percent"),
        ("half of the city's residents", "|50| percent"),
    ]);
    refused(&["nine out of ten children", "one in five children"]);
}

#[test]
fn rates_are_a_unit_and_a_time() {
    table(&[
        ("54 trucks a day", "|54| trucks/day"),
        ("54 trucks each day", "|54| trucks/day"),
        ("54 trucks daily", "|54| trucks/day"),
        ("120 trucks per week", "|120| trucks/week"),
        ("about 30 strikes an hour", "|30|~ strikes/hour"),
        ("100 drones a night", "|100| drones/night"),
        ("2.5 litres per person per day", "|2.5| litres per person/day"),
        ("11 hours a day", "|11| hours a day"),
    ]);
}

#[test]
fn every_figure_of_a_value_is_read() {
    for (text, expected) in [
        ("16,000 people (3,000 households)", &["|16000| people", "|3000| households"][..]),
        ("3,000 families, or about 16,000 people", &["|3000| families", "|16000|~ people"]),
        ("16,000 (3,000 households)", &["|16000|", "|3000| households"]),
        ("a thousand, including 200 children", &["|1000|", "|200| children"]),
        (
            "40 people, including 12 children and 8 women",
            &["|40| people", "|12| children", "|8| women"],
        ),
        ("40 people (12 of them children)", &["|40| people", "|12| children"]),
        ("40 people, of whom 12 were children", &["|40| people", "|12| children"]),
        ("20 civilians and 5 fighters", &["|20| civilians", "|5| fighters"]),
        (
            "36 people (23 civilians and 13 fighters)",
            &["|36| people", "|23| civilians", "|13| fighters"],
        ),
        ("two known incidents", &["|2| incidents"]),
        ("40 people, mostly children", &["|40| people"]),
    ] {
        let reading = read(text).unwrap();
        let all: Vec<String> =
            std::iter::once(shown(&reading.value)).chain(besides(&reading)).collect();
        assert_eq!(all, expected, "{text}");
    }
    let besides = read("16,000 people (about 3,000 households)").unwrap().besides;
    assert_eq!(besides[0].value.as_stated, "about 3,000 households");
    refused(&[
        "10 full trucks and four partial",
        "36 people (23 civilians and 13 civilians)",
        "16,000 people (15,000 people)",
        "16,000 people and 15,000 people",
    ]);
}

#[test]
fn parts_for_somebody_have_a_scope_and_contents_are_figures_of_their_own() {
    for (text, expected) in [
        (
            "eight corridors (six for civilians and two for fighters)",
            &["|8| corridors", "|6| corridors, civilians", "|2| corridors, fighters"][..],
        ),
        ("11 crossings, eight of them for aid", &["|11| crossings", "|8| crossings, aid"]),
        ("20 trucks carrying food for 27,500 people", &["|20| trucks", "|27500| people"]),
        ("two convoys with 40 trucks", &["|2| convoys", "|40| trucks"]),
        ("enough food for 27,500 people", &["|27500| people"]),
        ("20 trucks of food for four days", &["|20| trucks"]),
    ] {
        let reading = read(text).unwrap();
        let all: Vec<String> =
            std::iter::once(shown(&reading.value)).chain(besides(&reading)).collect();
        assert_eq!(all, expected, "{text}");
    }
    refused(&[
        "eight corridors (six for civilians and four for fighters)",
        "three convoys of 20 trucks each",
        "nearly 300 people, half of them children",
        "300 people (60% of them women)",
        "20 litres each",
    ]);
}

#[test]
fn words_around_a_figure_that_do_not_change_it_are_understood() {
    table(&[
        ("3 litres of water a day", "|3| litres/day"),
        ("15 litres of water per person per day", "|15| litres per person/day"),
        ("2.2 deaths per 10,000 people per day", "|2.2| deaths per 10000 people/day"),
        ("98 trucks a day on average", "|98|~ trucks/day"),
        ("12 of the city's 30 bakeries", "|12| of 30 bakeries"),
        ("three of Sudan's 18 states", "|3| of 18 states"),
        ("10,000 doses of cholera vaccine", "|10000| doses"),
        ("a 30-kilometre corridor", "|30| km"),
        ("300 children under five", "|300| children"),
        ("40 men between the ages of 18 and 60", "|40| men"),
        ("barely 300", "|300|~"),
        ("in all 300 people", "|300| people"),
        ("total: 300", "|300|"),
        ("61 ,000 people", "|61000| people"),
        ("a death toll of 40", "|40|"),
        ("€2.5m in aid", "|2500000| EUR"),
    ]);
    refused(&["a 12-year-old girl"]);
}

#[test]
fn words_for_a_part_of_the_people_are_found_in_a_value() {
    assert_eq!(narrowing("60 wounded civilians"), ["wounded"]);
    assert_eq!(narrowing("20 Elderly or sick"), ["elderly", "sick"]);
    assert!(narrowing("60 people").is_empty());
}

#[test]
fn what_came_in_addition_is_known_by_its_words() {
    for (words, expected) in [
        ("20 more", true),
        ("another 20 trucks", true),
        ("at least 20 other people", true),
        ("no more survivors", true),
        ("more than 20", false),
        ("20 trucks", false),
    ] {
        assert_eq!(is_increase(&read(words).unwrap().value), expected, "{words}");
    }
    let total =
        Quantity { best: read("120").unwrap().value.best, ..read("20 more").unwrap().value };
    assert!(!is_increase(&total), "the total is given beside the words");
}
