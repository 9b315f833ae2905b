//! Tests of shared thousands, additions, parts of a whole, and numbers stated twice.

use super::*;

/// The meanings of the parts of a phrase.
fn understood(text: &str) -> Vec<String> {
    let parts = read(text).unwrap().understood;
    parts.into_iter().map(|part| format!("{} = {}", &text[part.span], part.meaning)).collect()
}

#[test]
fn thousands_of_the_upper_end_are_shared_and_the_literal_range_stays_possible() {
    for (text, best, literal) in [
        ("200-300,000", "200000||300000", "200||300000"),
        ("200–300 000", "200000||300000", "200||300000"),
        ("between 200 and 300,000", "200000||300000", "200||300000"),
        ("from 200 to 300,000", "200000||300000", "200||300000"),
        ("10-12,000 people", "10000||12000 people", "10||12000 people"),
        ("$200-300,000", "200000||300000 USD", "200||300000 USD"),
        ("about 10 to 12,000", "10000||12000~", "10||12000~"),
    ] {
        let reading = read(text).unwrap();
        let got = (shown(&reading.value), reading.alternatives.iter().map(shown).collect());
        assert_eq!(got, (best.to_owned(), vec![literal.to_owned()]), "{text}");
    }
    assert_eq!(
        understood("200-300,000"),
        ["200 = 200000, in thousands like the other end", "300,000 = 300000"]
    );
}

#[test]
fn thousands_are_shared_only_where_the_range_then_rises() {
    for (text, expected) in [
        ("10 to 1,000", "10||1000"),
        ("300 to 300,000", "300||300000"),
        ("200 to 300000", "200||300000"),
        ("200 to 2,500", "200||2500"),
        ("2.5 to 3,000", "2.5||3000"),
        ("1,000 to 300,000", "1000||300000"),
    ] {
        let reading = read(text).unwrap();
        assert_eq!((shown(&reading.value), reading.alternatives), (expected.to_owned(), vec![]));
    }
}

#[test]
fn increments_keep_their_figure_and_say_that_they_are_increments() {
    for (text, word, expected) in [
        ("another 40", "another", "|40|"),
        ("40 more", "more", "|40|"),
        ("40 more trucks", "more", "|40| trucks"),
        ("40 people more", "more", "|40| people"),
        ("40 others", "others", "|40|"),
        ("an additional 40", "an additional", "|40|"),
        ("a further 40 people", "a further", "|40| people"),
        ("dozens more", "more", "24||~"),
        ("dozens of others", "of others", "24||~"),
        ("dozens more people", "more", "24||~ people"),
    ] {
        assert_eq!(shown(&read(text).unwrap().value), expected, "{text}");
        let addition = format!("{word} = in addition to what was said before");
        assert!(understood(text).contains(&addition), "{text}: {:?}", understood(text));
    }
    assert_eq!(understood("more than 40"), ["more than = lower bound", "40 = 40"]);
}

#[test]
fn parts_that_are_also_stated_do_not_change_the_total() {
    table(&[
        ("at least 40 people, including 12 children", "40|| people"),
        ("40 people, including 12 children and 8 women", "|40| people"),
        ("40 people killed, including 12 children", "|40| people"),
        ("40 (12 of them children)", "|40|"),
        ("40 people (including 12 children)", "|40| people"),
        ("40 people, 12 of them children", "|40| people"),
        ("40 people, of whom 12 were children", "|40| people"),
        ("40 people, mostly children", "|40| people"),
        ("two of the eight corridors", "|2| of 8 corridors"),
        ("more than two of the eight corridors", "2|| of 8 corridors"),
    ]);
    assert_eq!(
        understood("40 (12 of them children)"),
        ["40 = 40", "(12 of them children) = a part of it, a separate figure"]
    );
}

#[test]
fn vehicles_and_their_loads_are_ignored_beside_the_counted() {
    table(&[
        ("a convoy of 20 trucks", "|20| trucks"),
        ("a humanitarian convoy of at least 20 trucks", "20|| trucks"),
        ("a group of dozens of people", "24||~ people"),
        ("48 trucks carrying food", "|48| trucks"),
        ("48 trucks carrying food, water and medical supplies", "|48| trucks"),
        ("48 trucks loaded with flour", "|48| trucks"),
    ]);
}

#[test]
fn numbers_stated_twice_are_one_number() {
    table(&[
        ("eight (8)", "|8|"),
        ("8 (eight)", "|8|"),
        ("eight (8) trucks", "|8| trucks"),
        ("two million (2,000,000) people", "|2000000| people"),
    ]);
}

#[test]
fn next_to_none_has_no_figure() {
    table(&[
        ("almost none", "||~"),
        ("virtually no", "||~"),
        ("virtually no aid", "||~"),
        ("hardly any", "||~"),
        ("hardly any civilians", "||~ civilians"),
        ("almost no one", "||~ people"),
        ("almost 500", "|500|500~"),
    ]);
}

#[test]
fn other_words_of_reports_are_read() {
    table(&[
        ("est. 300,000", "|300000|~"),
        ("one-and-a-half million", "|1500000|"),
        ("as few as 40", "40||"),
        ("tens", "20||~"),
        ("40 daily", "|40|/day"),
        ("40 a day", "|40|/day"),
        ("40 trucks weekly", "|40| trucks/week"),
    ]);
}
