//! Tests of numbers and names in running text that are no dates, and of years that are some.

use super::*;

#[test]
fn numbers_and_names_are_no_dates() {
    for text in [
        "The May 17 Movement objected.",
        "They met in 23 March Street.",
        "Trucks arrive every Monday and Thursday.",
        "Flights leave every second Tuesday.",
        "There were about 1000 shells.",
        "It came a month after the first attack.",
        "invalid value '10' for the field",
        "code feb9 and 4DEC, xn--0fb32q3w",
        "by 20 votes to 3",
        "on the 38th parallel, on 12 occasions and on 3 fronts",
        "in their 20s and 30s",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn years_are_found_before_what_they_name() {
    for (text, expected) in [
        ("a 1996 law and the bloody 1994 genocide", &["1996", "1994"][..]),
        ("the 2014 floods and the 1960 U.S. election", &["2014", "1960"]),
        ("the 1990-91 recession", &["1990/1991"]),
        ("in all of 2013", &["2013"]),
        ("It began in '99. They left in '08.", &["1999", "2008"]),
        ("There were 2014 attacks, at least 1996 raids and 2003 cases.", &[]),
    ] {
        let values: Vec<_> = found(text).into_iter().map(|(_, value)| value).collect();
        assert_eq!(values, expected, "{text}");
    }
}
