//! Tests of parts of a whole, rates, and several figures in one value.

use super::*;

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
            std::iter::once(&reading.value).chain(&reading.besides).map(shown).collect();
        assert_eq!(all, expected, "{text}");
    }
    let besides = read("16,000 people (about 3,000 households)").unwrap().besides;
    assert_eq!(besides[0].as_stated, "about 3,000 households");
    refused(&[
        "10 full trucks and four partial",
        "36 people (23 civilians and 13 civilians)",
        "16,000 people (15,000 people)",
        "16,000 people and 15,000 people",
    ]);
}
