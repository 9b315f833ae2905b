//! Tests of whole expressions: our own examples, refused texts and laws. `cargo bench --bench edtf`
//! compares them with published collections of examples.

mod examples;
mod laws;
mod refusals;

use super::{Bounds, Day, Expression, Qualifier};

/// Parses a text that must be valid; shows the caret otherwise.
fn parse(text: &str) -> Expression {
    text.parse().unwrap_or_else(|error: super::WhenError| {
        panic!("`{text}`: {error}\n{}", error.caret());
    })
}

fn bounds(text: &str) -> Bounds {
    parse(text).bounds()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Bounds from four days; blank for an open bound.
fn four(texts: [&str; 4]) -> Bounds {
    let [start_earliest, start_latest, end_earliest, end_latest] =
        texts.map(|text| (!text.is_empty()).then(|| day(text)));
    Bounds { start_earliest, start_latest, end_earliest, end_latest }
}

#[test]
fn the_bounds_of_each_form_are_as_documented() {
    for (text, expected) in [
        ("2016-10-24", ["2016-10-24", "2016-10-24", "2016-10-24", "2016-10-24"]),
        ("2016-07", ["2016-07-01", "2016-07-01", "2016-07-31", "2016-07-31"]),
        ("2016-07-XX", ["2016-07-01", "2016-07-31", "2016-07-01", "2016-07-31"]),
        ("201X", ["2010-01-01", "2019-01-01", "2010-12-31", "2019-12-31"]),
        ("1950S2", ["1900-01-01", "1999-01-01", "1900-12-31", "1999-12-31"]),
        ("156X-12-25", ["1560-12-25", "1569-12-25", "1560-12-25", "1569-12-25"]),
        ("2016-07/..", ["2016-07-01", "2016-07-31", "", ""]),
        ("2016-07/2016-09", ["2016-07-01", "2016-07-31", "2016-09-01", "2016-09-30"]),
        ("2016-07/2016-07-10", ["2016-07-01", "2016-07-10", "2016-07-10", "2016-07-10"]),
        ("2016-07-20/2016-07", ["2016-07-20", "2016-07-20", "2016-07-20", "2016-07-31"]),
        ("1985/", ["1985-01-01", "1985-12-31", "", ""]),
        ("/1985-04-12", ["", "", "1985-04-12", "1985-04-12"]),
        ("[2016-07-01..2016-07-10]/..", ["2016-07-01", "2016-07-10", "", ""]),
        (
            "2016-10-20/[2016-10-22..2016-10-24]",
            ["2016-10-20", "2016-10-20", "2016-10-22", "2016-10-24"],
        ),
        ("[2016-10-22..]/2016-10-30", ["2016-10-22", "2016-10-30", "2016-10-30", "2016-10-30"]),
        ("[2016-10-24..2016-10-31]", ["2016-10-24", "2016-10-31", "2016-10-24", "2016-10-31"]),
        ("[2016-07,2016-09-05]", ["2016-07-01", "2016-09-05", "2016-07-31", "2016-09-05"]),
        ("[..2016-10-22]", ["", "2016-10-22", "", "2016-10-22"]),
        ("[2016-10-22..]", ["2016-10-22", "", "2016-10-22", ""]),
        ("[2016-10,2016-12..]", ["2016-10-01", "", "2016-10-31", ""]),
        ("[..2016-10,2016-12]", ["", "2016-12-01", "", "2016-12-31"]),
        ("{2016-10,2016-12..}", ["2016-10-01", "2016-10-01", "", ""]),
        ("{1960,1961-12}", ["1960-01-01", "1960-01-01", "1961-12-31", "1961-12-31"]),
        ("{..1984}", ["", "", "1984-12-31", "1984-12-31"]),
        ("{1667,1670..1672}", ["1667-01-01", "1667-01-01", "1672-12-31", "1672-12-31"]),
        ("[2016-07-20..2016-07]", ["2016-07-01", "2016-07-20", "2016-07-20", "2016-07-31"]),
        ("1985-04-12T23:20:30-04", ["1985-04-12", "1985-04-12", "1985-04-12", "1985-04-12"]),
    ] {
        assert_eq!(bounds(text), four(expected), "{text}");
    }
}

#[test]
fn qualifiers_are_found_and_added_wherever_the_dates_are() {
    assert!(parse("2004-06~-11").is_approximate());
    assert!(!parse("2004-06~-11").is_uncertain());
    assert!(parse("2004-01-01/[2004-06-01,2004-%07-01]").is_uncertain());
    for (plain, about) in [
        ("2016", "2016~"),
        ("2016-10-24?", "2016-10-24%"),
        ("2016-10-20/..", "2016-10-20~/.."),
        ("[2016-07-01..2016-07-10]/", "[2016-07-01~..2016-07-10~]/"),
        ("{..1984,1990..}", "{..1984~,1990~..}"),
        ("2016-10-24T10:00:00Z", "2016-10-24~"),
    ] {
        assert_eq!(parse(plain).approximately().to_string(), about);
        assert!(parse(plain).with_qualifier(Qualifier::Uncertain).is_uncertain());
    }
}

#[test]
fn constructors_write_what_their_names_say() {
    let (a, b, c, d) = (day("2016-07-01"), day("2016-07-10"), day("2016-08-01"), day("2016-08-02"));
    for (expression, text) in [
        (Expression::day(a), "2016-07-01"),
        (Expression::span(a, b), "2016-07-01/2016-07-10"),
        (Expression::span(b, a), "2016-07-01/2016-07-10"),
        (Expression::span(a, a), "2016-07-01"),
        (Expression::one_of(a, b), "[2016-07-01..2016-07-10]"),
        (Expression::one_of(a, a), "2016-07-01"),
        (Expression::since(a, b), "[2016-07-01..2016-07-10]/.."),
        (Expression::since(a, a), "2016-07-01/.."),
        (Expression::until(a, b), "/[2016-07-01..2016-07-10]"),
        (Expression::until(a, a), "/2016-07-01"),
        (
            Expression::between_ends((a, b), (c, d)),
            "[2016-07-01..2016-07-10]/[2016-08-01..2016-08-02]",
        ),
        (Expression::between_ends((d, c), (a, a)), "2016-07-01/[2016-08-01..2016-08-02]"),
        (
            Expression::between_ends((a, b), (a, b)),
            "[2016-07-01..2016-07-10]/[2016-07-01..2016-07-10]",
        ),
        (Expression::month(2016, 7).unwrap(), "2016-07"),
        (Expression::year(16).unwrap(), "0016"),
    ] {
        assert_eq!(expression.to_string(), text);
        assert_eq!(expression, parse(text));
    }
    assert_eq!(Expression::month(2016, 13), None);
    assert_eq!(Expression::month(10_000, 1), None);
    assert_eq!(Expression::year(0), None);
    assert_eq!(Expression::day(Day::MAX).to_string(), "9999-12-31");
    assert_eq!(Expression::day(Day::MIN).to_string(), "0001-01-01");
}

#[test]
fn open_ends_are_distinguished_from_stated_ones() {
    for text in ["2016/..", "2016/", "{2016..}", "[2016..2017]/.."] {
        assert!(parse(text).is_open_ended(), "{text}");
        assert!(!parse(text).is_open_started(), "{text}");
    }
    for text in ["../2016", "/2016", "{..2016}", "/[2016..2017]"] {
        assert!(parse(text).is_open_started(), "{text}");
        assert!(!parse(text).is_open_ended(), "{text}");
    }
    for text in ["2016", "2016/2017", "[2016..]", "[..2016]", "2016-10-24T10:00:00"] {
        assert!(!parse(text).is_open_ended() && !parse(text).is_open_started(), "{text}");
    }
}
