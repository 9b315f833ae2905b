//! Tests of numbers that look like quantities and are none, and of forms that reports use for them.

use super::*;

fn found(text: &str) -> Vec<String> {
    find(text)
        .into_iter()
        .map(|f| format!("{} = {}", &text[f.span], shown(&f.reading.value)))
        .collect()
}

#[test]
fn calibres_years_ages_and_laws_are_no_quantities() {
    for text in [
        "a 155mm shell fell",
        "122-mm rockets were fired",
        "12.7 mm machine guns",
        "after the 2016 strikes",
        "2019 floods washed it away",
        "It was bombed for a second time",
        "boys aged 5, 7 and 9",
        "Amina, 34, lost her home",
        "his son, 12, died",
        "Law 10 and law 66",
        "minus 7 degrees",
        "minus five point five",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
    for (text, expected) in [
        ("They fired 40 122mm rockets", "40 122mm rockets = |40| rockets"),
        ("some 60 mm of rain", "some 60 mm = |60|~ mm"),
        ("2016 people were killed", "2016 people = |2016| people"),
        ("Boys aged 5 and 7 and 40 people", "40 people = |40| people"),
    ] {
        assert_eq!(found(text), [expected], "{text}");
    }
}

#[test]
fn adjectives_between_number_and_noun_are_no_hindrance() {
    for (text, expected) in [
        ("two known incidents", "two known incidents = |2| incidents"),
        ("four unidentified gunmen fled", "four unidentified gunmen = |4| gunmen"),
        ("Three volunteer health workers", "Three volunteer health workers = |3| health workers"),
        ("Only 3 of 5 wells work", "Only 3 of 5 wells = |3| wells"),
    ] {
        assert_eq!(found(text), [expected], "{text}");
    }
    assert_eq!(found("on call 24/7 since the 9/11 attacks"), Vec::<String>::new());
    assert_eq!(found("3/4 of the population"), ["3/4 = |75| percent"]);
}

#[test]
fn a_step_and_its_result_are_two_figures() {
    for (text, expected) in [
        ("Cases fell 20 % to 1,300.", vec!["20 % = |20| percent", "1,300 = |1300|"]),
        ("It rose by 200 to 1,900.", vec!["200 = |200|", "1,900 = |1900|"]),
        ("It rose 20 to 30 percent.", vec!["20 to 30 percent = 20||30 percent"]),
        ("It rose by 10 to 15 trucks.", vec!["10 to 15 trucks = 10||15 trucks"]),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn money_parts_and_vehicles_are_read_as_reports_write_them() {
    table(&[
        ("a $9 million appeal", "|9000000| USD"),
        ("A$9 million", "|9000000| AUD"),
        ("$5mm", "|5000000| USD"),
        ("75 USD million", "|75000000| USD"),
        ("46 of 80 trucks", "|46| trucks"),
        ("11 out of 36 hospitals", "|11| hospitals"),
        ("a 46-truck convoy", "|46| trucks"),
        ("a 46-truck aid convoy carrying food", "|46| trucks"),
        ("900 MT of wheat flour", "|900| tonnes"),
        ("a cumulative total of 2,300 deaths", "|2300| deaths"),
        ("61, 000 people", "|61000| people"),
    ]);
    refused(&["nine out of 10 children", "61, 500 people", "120mm mortar shells"]);
    assert_eq!(found("a $9 million grant"), ["$9 million = |9000000| USD"]);
}
