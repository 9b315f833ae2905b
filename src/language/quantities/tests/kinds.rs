//! Tests of numbers that look like quantities but are not, and of the forms that reports use for quantities.

use super::*;

fn found(text: &str) -> Vec<String> {
    find(text)
        .into_iter()
        .map(|f| format!("{} = {}", &text[f.span], shown(&f.reading.value)))
        .collect()
}

#[test]
fn calibres_years_ages_and_laws_are_not_quantities() {
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
fn adjectives_between_number_and_noun_are_allowed() {
    for (text, expected) in [
        ("two known incidents", "two known incidents = |2| incidents"),
        ("four unidentified gunmen fled", "four unidentified gunmen = |4| gunmen"),
        ("Three volunteer health workers", "Three volunteer health workers = |3| health workers"),
        ("Only 3 of 5 wells work", "Only 3 of 5 wells = |3| of 5 wells"),
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
        ("46 of 80 trucks", "|46| of 80 trucks"),
        ("11 out of 36 hospitals", "|11| of 36 hospitals"),
        ("a 46-truck convoy", "|46| trucks"),
        ("a 46-truck aid convoy carrying food", "|46| trucks"),
        ("900 MT of wheat flour", "|900| tonnes"),
        ("a cumulative total of 2,300 deaths", "|2300| deaths"),
        ("61, 000 people", "|61000| people"),
    ]);
    refused(&["nine out of 10 children", "61, 500 people", "120mm mortar shells"]);
    assert_eq!(found("a $9 million grant"), ["$9 million = |9000000| USD"]);
}

#[test]
fn a_year_before_events_is_refused_and_a_count_is_read() {
    refused(&[
        "the 2016 strikes",
        "2014 attacks",
        "2014 airstrikes on Aleppo",
        "the 2015 air raids",
        "2016 Aleppo attacks",
        "the 2015 drone strikes",
        "2011 counter-attacks",
        "the 2014 war",
        "2016 offensive",
        "2016 ceasefire violations",
        "2019 floods",
        "the 2014 elections",
        "2014-2016 attacks",
        "between 2014 and 2016 attacks",
    ]);
    let why = |text: &str| read(text).unwrap_err().why;
    assert_eq!(
        why("the 2016 strikes"),
        "`2016` before `strikes` may be a year: expected `2,016` for a count"
    );
    assert_eq!(
        why("2007-2009 attacks"),
        "`2007-2009` before `attacks` may be a year: expected `2,007` for a count"
    );
    table(&[
        ("2,016 strikes", "|2016| strikes"),
        ("2016 people", "|2016| people"),
        ("the 2016 refugees", "|2016| refugees"),
        ("2000 kits", "|2000| kits"),
        ("at least 2014 attacks", "2014|| attacks"),
        ("a total of 2014 attacks", "|2014| attacks"),
        ("there were 2014 attacks", "|2014| attacks"),
        ("2016 recorded incidents", "|2016| incidents"),
        ("2016 of the attacks", "|2016| attacks"),
        ("1850 attacks", "|1850| attacks"),
        ("2016 wounded", "|2016|"),
        ("2016", "|2016|"),
    ]);
}

#[test]
fn a_calibre_is_refused_and_a_length_or_money_is_read() {
    for (calibres, message) in [
        (
            &["120 mm mortars", "122-mm rockets", "12.7 mm machine guns", "155mm artillery shells"]
                [..],
            "is a calibre, which says which weapon, not how many",
        ),
        (
            &[
                "122mm",
                "60mm",
                "7.62mm",
                "9mm",
                "122MM",
                "81-120mm",
                "82mm to 120mm",
                "about 122mm",
            ],
            "may be a calibre, a length or millions",
        ),
    ] {
        for text in calibres {
            let why = read(text).unwrap_err().why;
            assert!(why.contains(message), "{text}: {why}");
        }
    }
    table(&[
        ("1mm", "|1000000|"),
        ("5mm", "|5000000|"),
        ("122 mm", "|122| mm"),
        ("$122mm", "|122000000| USD"),
        ("US$ 122mm", "|122000000| USD"),
        ("USD 122mm", "|122000000| USD"),
        ("40 122mm rockets", "|40| rockets"),
        ("122 million", "|122000000|"),
    ]);
}

#[test]
fn none_of_something_else_and_days_of_a_list_are_not_quantities() {
    for text in [
        "There is no water",
        "There were no more survivors",
        "No one has claimed responsibility",
        "Clashes on March 3 and 4",
        "an area in IPC 3+",
        "a mother of five",
        "en janvier 2016 dans le nord",
        "a 12-year-old",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
    for (text, expected) in [
        ("No food has entered", vec!["No food = |0|"]),
        ("There is no aid", vec!["no aid = |0|"]),
        ("No one was killed", vec!["No one = |0| people"]),
        ("From 7 to 14 March 30 people died", vec!["30 people = |30| people"]),
        ("Four people - two of them children", vec!["Four people = |4| people", "two = |2|"]),
        ("2.5m displaced", vec!["2.5m = |2500000|"]),
        ("5,175 m\u{FFFD}nages", vec!["5,175 = |5175|"]),
        ("Some 12 ,000 people fled", vec!["Some 12 ,000 people = |12000|~ people"]),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}
