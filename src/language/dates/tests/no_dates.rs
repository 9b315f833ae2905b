//! Tests of numbers and names in running text that are not dates, and of years that are dates.

use super::*;

#[test]
fn numbers_and_names_are_not_dates() {
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

#[test]
fn names_counts_and_hours_turn_no_date() {
    for (text, expected) in [
        ("By Friday, Mohammed must decide.", &["[2016-10-24..2016-10-28]"][..]),
        ("Ahmed leaves Homs by Friday.", &["[2016-10-24..2016-10-28]"]),
        ("The centre is to the north of Friday market.", &["2016-10-21"]),
        ("Police counted 1994 battle deaths.", &[]),
        ("They killed 1995 war prisoners.", &[]),
        ("Only 1990 war graves remain.", &[]),
        ("It fell before midnight on Thursday.", &["[..2016-10-20]"]),
        ("It began after 5 p.m. on Friday.", &["[2016-10-21..2016-10-24]"]),
        ("It began shortly after 5 p.m. on Friday.", &["2016-10-21"]),
        ("the weekend of 2-3 March", &[]),
        ("the weekend of 22-23 October", &["2016-10-22/2016-10-23"]),
        ("the weekend of October 22", &["2016-10-22/2016-10-23"]),
        ("the weekend of 15 March 2016", &[]),
    ] {
        let values: Vec<_> = found(text).into_iter().map(|(_, value)| value).collect();
        assert_eq!(values, expected, "{text}");
    }
    check_refused(&[
        ("the weekend of 2-3 March", "2-3 March", "no Saturday and Sunday"),
        ("weekend of 20 to 24 October", "20 to 24 October", "no Saturday and Sunday"),
    ]);
}
