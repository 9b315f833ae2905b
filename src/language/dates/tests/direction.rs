//! Tests of which date a phrase without a year means, and of its second readings.

use super::*;

fn on(year: i32, month: u32, day: u32) -> Anchor {
    Anchor::on(Day::from_ymd_opt(year, month, day).unwrap())
}

fn others(text: &str, anchor: &Anchor) -> Vec<String> {
    let reading = read(text, anchor).unwrap();
    reading.alternatives.iter().map(|when| when.expression.to_string()).collect()
}

#[test]
fn a_deadline_at_the_weekend_looks_ahead() {
    check_against(
        &on(2016, 10, 21),
        &[
            ("by the weekend", "[2016-10-21..2016-10-23]"),
            ("before the weekend", "[..2016-10-21]"),
            ("until the weekend", "/[2016-10-22..2016-10-23]"),
            ("scheduled for the weekend", "2016-10-22/2016-10-23"),
            ("over the weekend", "2016-10-15/2016-10-16"),
        ],
    );
    check(&[
        ("by the weekend", "[2016-10-24..2016-10-30]"),
        ("before the weekend", "[..2016-10-28]"),
        ("since the weekend", "[2016-10-22..2016-10-23]/.."),
        ("at the weekend", "2016-10-22/2016-10-23"),
    ]);
    assert_eq!(others("the weekend", &on(2016, 10, 21)), ["2016-10-22/2016-10-23"]);
}

#[test]
fn this_winter_is_the_one_under_way() {
    for day in [on(2016, 1, 2), on(2016, 1, 10), on(2016, 2, 20)] {
        check_against(
            &day,
            &[("this winter", "2015-24"), ("in winter", "2015-24"), ("next winter", "2016-24")],
        );
    }
    check(&[("this winter", "2016-24"), ("this summer", "2016-22"), ("this July", "2016-07")]);
}

#[test]
fn weeks_from_a_named_day_are_exact() {
    check_against(
        &on(2016, 11, 9),
        &[
            ("a week from Friday", "2016-11-18"),
            ("two weeks from Friday", "2016-11-25"),
            ("a week from today", "2016-11-16"),
            ("a week from tomorrow", "2016-11-17"),
            ("a week from now", "2016-11-16~"),
            ("less than two weeks from today", "[2016-11-09..2016-11-23]"),
        ],
    );
}

#[test]
fn by_a_season_is_by_its_start() {
    check(&[
        ("by winter", "[2016-10-24..2016-12-01]"),
        ("by summer", "[2016-10-24..2017-06-01]"),
        ("by summer 2015", "[..2015-06-01]"),
        ("by December", "[2016-10-24..2016-12-31]"),
        ("by March", "[2016-10-24..2017-03-31]"),
        ("no later than winter", "[2016-10-24..2017-02-28]"),
    ]);
    assert_eq!(alternatives("by winter")[0], "[2016-10-24..2017-02-28]");
    assert_eq!(alternatives("by December")[0], "[2016-10-24..2016-12-01]");
    assert_eq!(alternatives("by March")[0], "[2016-10-24..2017-03-01]");
    assert!(alternatives("by October").is_empty());
    check_against(
        &on(2016, 1, 10),
        &[
            ("by winter", "[2016-01-10..2016-02-29]"),
            ("by this winter", "[2016-01-10..2016-02-29]"),
        ],
    );
}

#[test]
fn lengths_with_halves_and_bounds_keep_their_months() {
    check(&[
        ("half a year ago", "2016-04~"),
        ("in half a year", "2017-04~"),
        ("one and a half years ago", "2015-04~"),
        ("a year and a half ago", "2015-04~"),
        ("over five years ago", "[..2011-10-24]"),
        ("more than five years ago", "[..2011-10-24]"),
        ("more than a year ago", "[..2015-10-24]"),
        ("at least three weeks ago", "[..2016-10-03]"),
        ("almost five years ago", "2011~"),
        ("five years ago", "2011~"),
    ]);
}

#[test]
fn sometime_in_a_period_is_one_unknown_day() {
    check(&[
        ("sometime in July", "[2016-07-01..2016-07-31]"),
        ("some time in 2015", "[2015-01-01..2015-12-31]"),
        ("sometime last week", "[2016-10-17..2016-10-23]"),
        ("sometime on Friday", "2016-10-21"),
        ("sometime in early July", "[2016-07-01..2016-07-10]"),
        ("sometime around 20 October", "2016-10-20~"),
    ]);
}

#[test]
fn no_second_reading_is_a_year_away_from_a_day_close_to_hand() {
    for text in [
        "until 24 October",
        "from 24 October",
        "by 24 October",
        "due on 24 October",
        "since Thursday",
        "since 20 October",
        "from 20 October to 2 November",
        "for three days from 20 October",
    ] {
        assert!(others(text, &anchor()).is_empty(), "`{text}`: {:?}", others(text, &anchor()));
    }
    assert_eq!(alternatives("until Saturday"), ["/2016-10-22"]);
    assert_eq!(alternatives("by 5 March"), ["[..2016-03-05]"]);
    assert_eq!(alternatives("last September"), ["2015-09"]);
}

#[test]
fn a_day_up_to_two_weeks_ahead_is_read_as_ahead() {
    let january = on(2016, 1, 2);
    check_against(
        &january,
        &[
            ("on 5 January", "2016-01-05"),
            ("on 16 January", "2016-01-16"),
            ("on 17 January", "2015-01-17"),
            ("on 31 December", "2015-12-31"),
            ("since 5 January", "2015-01-05/.."),
            ("on Tuesday 5 January", "2016-01-05"),
            ("on Monday 5 January", "refused: 5 January 2016 is a Tuesday, not a Monday"),
        ],
    );
    assert_eq!(others("on 5 January", &january), ["2015-01-05"]);
}

#[test]
fn a_plan_looks_ahead_and_an_assertion_back() {
    let monday = on(2016, 10, 24);
    let ahead = Anchor { ahead: true, ..monday };
    check_against(&monday, &[("Friday", "2016-10-21"), ("December", "2015-12")]);
    check_against(
        &ahead,
        &[
            ("Friday", "2016-10-28"),
            ("on Friday", "2016-10-28"),
            ("December", "2016-12"),
            ("3 November", "2016-11-03"),
            ("from Saturday", "2016-10-29/.."),
            ("last Friday", "2016-10-21"),
            ("yesterday", "2016-10-23"),
            ("21 October 2016", "2016-10-21"),
        ],
    );
}

#[test]
fn a_length_of_time_up_to_a_day_looks_back() {
    check(&[
        ("in the 24 hours to Sunday", "2016-10-22/2016-10-23"),
        ("in the 48 hours ending Thursday", "2016-10-18/2016-10-20"),
        ("the 72 hours to 10 October", "2016-10-07/2016-10-10"),
        ("in the week ending Friday", "2016-10-15/2016-10-21"),
        ("in the week ending on Friday", "2016-10-15/2016-10-21"),
        ("over the three days to Saturday", "2016-10-20/2016-10-22"),
        ("for three days until Friday", "2016-10-26/2016-10-28"),
    ]);
    let ahead = Anchor { ahead: true, ..anchor() };
    check_against(&ahead, &[("in the week ending Friday", "2016-10-22/2016-10-28")]);
}

#[test]
fn a_weekday_moves_no_date_by_a_year() {
    check_against(
        &on(2026, 3, 3),
        &[
            ("Sunday 1 March", "2026-03-01"),
            ("Monday 1 March", "refused: 1 March 2026 is a Sunday, not a Monday"),
            ("Thursday 6 March", "refused: 6 March 2026 is a Friday, not a Thursday"),
            ("Saturday 6 March", "refused: 6 March 2026 is a Friday, not a Saturday"),
            ("Friday 20 March", "2026-03-20"),
            ("Thursday 6 March 2025", "2025-03-06"),
        ],
    );
}
