//! Tests of refused phrases, of phrases with two readings, and of the explanations of readings.

use super::*;

#[test]
fn what_is_not_clear_is_refused() {
    refused(&[
        "",
        "  ",
        "1.234",
        "1.234 people",
        "1,23",
        "14560,823",
        "500?",
        "third",
        "the third",
        "3rd",
        "1 in 5",
        "one in five",
        "-5",
        "minus five",
        "between 20",
        "between 30 and 20",
        "30-20",
        "at least 20 and at least 30",
        "300, perhaps 400",
        "at least at most 20",
        "up to hundreds",
        "nearly dozens",
        "300 glork",
        "blue",
        "300 4000",
        "1e10",
        "2^10",
        "one hundred and a half",
        "1 year and 3 days",
        "5 km to 10 miles",
        "99999999999999999999",
        "192.168.1.2",
        "007",
        "300 people glorked",
        "not 300",
        "no reports of casualties",
        "9/11",
        "10G",
        "one hundred and thirty fifths",
        "8 out of 10",
        "2000 over 3",
        "at least 25 dead and 60 wounded",
        "1 year 1 month 21 days",
        "12-year-old",
        "six figures",
        "2/8",
        "4/10",
        "eight (9)",
        "eight (8",
        "a convoy of trucks",
        "40 people, including glorks",
        "40 people, including 12",
        "nine of the eight corridors",
        "200 or 300,000",
        "5 or 60",
        "5 or 5",
        "at least 5 or 6",
        "up to several hundred",
        "at least 20 to 30",
        "unknown",
    ]);
}

#[test]
fn a_hint_says_where_an_unknown_number_belongs() {
    let why = read("unknown").unwrap_err().why;
    assert_eq!(why, "`unknown` is not a figure: use status unknown");
}

#[test]
fn a_lone_point_is_read_when_the_caller_knows() {
    let with = |point| read_with("1.234 people", &Options { point: Some(point) }).unwrap().value;
    assert_eq!(shown(&with(Point::Decimal)), "|1.234| people");
    assert_eq!(shown(&with(Point::Grouping)), "|1234| people");
}

#[test]
fn a_small_m_alone_has_two_readings() {
    let reading = read("5m").unwrap();
    assert_eq!(
        (shown(&reading.value), reading.alternatives.iter().map(shown).collect()),
        ("|5000000|".into(), vec!["|5| metres".to_owned()])
    );
}

#[test]
fn each_part_of_a_phrase_is_explained() {
    let text = "as many as 300,000 civilians";
    let parts: Vec<_> = read(text)
        .unwrap()
        .understood
        .into_iter()
        .map(|p| (text[p.span].to_owned(), p.meaning))
        .collect();
    let expected =
        [("as many as", "upper bound"), ("300,000", "300000"), ("civilians", "unit civilians")];
    assert_eq!(parts, expected.map(|(words, meaning)| (words.to_owned(), meaning.to_owned())));
}

#[test]
fn a_refusal_points_at_the_first_word_it_did_not_understand() {
    let error = read("as many as 300,000 glorks and so on").unwrap_err();
    assert_eq!(&error.text[error.at], "and");
    let error = read("blue whales").unwrap_err();
    assert_eq!(&error.text[error.at], "blue");
    assert_eq!(read("about 1.234 people").unwrap_err().at, 6..11);
}

#[test]
fn ages_are_refused() {
    refused(&["5 years old", "12-year-old", "18 to 25 years old"]);
    table(&[
        ("a 5 million euro loan", "|5000000| EUR"),
        ("70 percent of the planned supplies", "|70| percent"),
    ]);
}

#[test]
fn number_words_of_other_languages_are_refused() {
    refused(&[
        "2 mil casas",
        "30 mil pessoas",
        "4 millones",
        "6 milliards",
        "12 milioni",
        "7 Mio",
        "10 тыс. человек",
    ]);
    table(&[("2mil", "|2000000|"), ("2 million", "|2000000|"), ("5 miles", "|5| miles")]);
}
