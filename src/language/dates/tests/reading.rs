//! Tests of whole phrases and their EDTF readings.

use super::*;

#[test]
fn dates_are_read_in_all_usual_orders() {
    check(&[
        ("21 October 2016", "2016-10-21"),
        ("21 Oct 2016", "2016-10-21"),
        ("October 21, 2016", "2016-10-21"),
        ("Oct. 21, 2016", "2016-10-21"),
        ("on Friday 21 October", "2016-10-21"),
        ("Friday, Oct. 21", "2016-10-21"),
        ("Friday, Oct. 21, 2016", "2016-10-21"),
        ("21st of October", "2016-10-21"),
        ("the 21st of October, 2016", "2016-10-21"),
        ("the 21st", "2016-10-21"),
        ("Oct 21", "2016-10-21"),
        ("OCT. 21ST", "2016-10-21"),
        ("October 21st", "2016-10-21"),
        ("Friday the 21st", "2016-10-21"),
        ("on the twenty-first of October", "2016-10-21"),
        ("October the 21st", "2016-10-21"),
        ("Sept. 23, 2016", "2016-09-23"),
        ("21\u{a0}October\u{a0}2016", "2016-10-21"),
        ("21-Oct-2016", "2016-10-21"),
        ("2016 October 21", "2016-10-21"),
        ("25 December", "2015-12-25"),
        ("29 February", "2016-02-29"),
        ("2016-10-21", "2016-10-21"),
        ("2016/10/21", "2016-10-21"),
        ("23/04/2016", "2016-04-23"),
        ("04/23/2016", "2016-04-23"),
        ("04/04/2016", "2016-04-04"),
        ("24.10.2016", "2016-10-24"),
    ]);
}

#[test]
fn weekdays_are_the_nearest_in_the_past() {
    check(&[
        ("Friday", "2016-10-21"),
        ("on Friday", "2016-10-21"),
        ("Fri.", "2016-10-21"),
        ("Monday", "2016-10-24"),
        ("Tuesday", "2016-10-18"),
        ("last Friday", "2016-10-21"),
        ("last Monday", "2016-10-17"),
        ("this Friday", "2016-10-28"),
        ("this past Friday", "2016-10-21"),
        ("this coming Friday", "2016-10-28"),
        ("next Friday", "2016-11-04"),
        ("Friday last week", "2016-10-21"),
        ("Tuesday of last week", "2016-10-18"),
        ("Friday next week", "2016-11-04"),
        ("last week on Friday", "2016-10-21"),
    ]);
    assert_eq!(alternatives("Monday"), ["2016-10-17"]);
    assert_eq!(alternatives("next Friday"), ["2016-10-28"]);
    assert!(alternatives("last Friday").is_empty());
}

#[test]
fn days_count_from_the_publication_day() {
    check(&[
        ("yesterday", "2016-10-23"),
        ("today", "2016-10-24"),
        ("tonight", "2016-10-24"),
        ("this morning", "2016-10-24"),
        ("last night", "2016-10-23"),
        ("overnight", "2016-10-23/2016-10-24"),
        ("tomorrow", "2016-10-25"),
        ("tomorrow morning", "2016-10-25"),
        ("yesterday evening", "2016-10-23"),
        ("the day before yesterday", "2016-10-22"),
        ("the day after tomorrow", "2016-10-26"),
        ("three days ago", "2016-10-21"),
        ("about three days ago", "2016-10-21~"),
        ("a day ago", "2016-10-23"),
        ("two weeks ago", "2016-10-10~"),
        ("a fortnight ago", "2016-10-10~"),
        ("a month ago", "2016-09-24~"),
        ("three months ago", "2016-07~"),
        ("two years ago", "2014~"),
        ("48 hours ago", "2016-10-22"),
        ("12 hours ago", "[2016-10-23..2016-10-24]"),
        ("a few days ago", "[2016-10-18..2016-10-22]"),
        ("more than three days ago", "[..2016-10-21]"),
        ("less than three days ago", "[2016-10-21..2016-10-24]"),
        ("in three days", "2016-10-27"),
        ("in two weeks", "2016-11-07~"),
        ("in two weeks' time", "2016-11-07~"),
        ("three days from now", "2016-10-27"),
        ("two days after 20 October", "2016-10-22"),
        ("three days before Friday", "2016-10-18"),
        ("the day after Friday", "2016-10-22"),
    ]);
}

#[test]
fn weeks_months_and_years_are_those_of_the_calendar() {
    check(&[
        ("last week", "2016-10-17/2016-10-23"),
        ("this week", "2016-10-24/2016-10-30"),
        ("next week", "2016-10-31/2016-11-06"),
        ("over the weekend", "2016-10-22/2016-10-23"),
        ("last weekend", "2016-10-22/2016-10-23"),
        ("last month", "2016-09"),
        ("this month", "2016-10"),
        ("next month", "2016-11"),
        ("last year", "2015"),
        ("this year", "2016"),
        ("the year before last", "2014"),
        ("the week before last", "2016-10-10/2016-10-16"),
        ("earlier this month", "[2016-10-01..2016-10-24]"),
        ("earlier this year", "[2016-01-01..2016-10-24]"),
        ("later this week", "[2016-10-24..2016-10-30]"),
        ("so far this year", "2016-01-01/2016-10-24"),
        ("last quarter", "2016-35"),
    ]);
}

#[test]
fn rolling_periods_end_with_the_publication_day() {
    check(&[
        ("in the past week", "2016-10-17/2016-10-24"),
        ("for the past 72 hours", "2016-10-21/2016-10-24"),
        ("over the last three days", "2016-10-21/2016-10-24"),
        ("in the past 24 hours", "2016-10-23/2016-10-24"),
        ("the last two months", "2016-08-24/2016-10-24"),
        ("in the past few days", "[2016-10-18..2016-10-22]/2016-10-24"),
        ("in recent days", "[2016-10-18..2016-10-22]/2016-10-24"),
        ("within 48 hours", "[2016-10-24..2016-10-26]"),
        ("in the next three days", "[2016-10-24..2016-10-27]"),
        ("over the next three days", "2016-10-24/2016-10-27"),
        ("within a week of 20 October", "[2016-10-20..2016-10-27]"),
    ]);
}

#[test]
fn parts_of_months_and_years_are_one_unknown_day() {
    check(&[
        ("early July", "[2016-07-01..2016-07-10]"),
        ("in early July", "[2016-07-01..2016-07-10]"),
        ("mid-July", "[2016-07-11..2016-07-20]"),
        ("mid July 2016", "[2016-07-11..2016-07-20]"),
        ("late July", "[2016-07-21..2016-07-31]"),
        ("late February 2016", "[2016-02-21..2016-02-29]"),
        ("early to mid-July", "[2016-07-01..2016-07-20]"),
        ("at the beginning of July", "[2016-07-01..2016-07-10]"),
        ("the start of July", "[2016-07-01..2016-07-10]"),
        ("the middle of July", "[2016-07-11..2016-07-20]"),
        ("the end of October", "[2016-10-21..2016-10-31]"),
        ("late this month", "[2016-10-21..2016-10-31]"),
        ("early last month", "[2016-09-01..2016-09-10]"),
        ("early 2016", "[2016-01-01..2016-04-30]"),
        ("mid-2016", "[2016-05-01..2016-08-31]"),
        ("late 2015", "[2015-09-01..2015-12-31]"),
        ("the end of the year", "[2016-09-01..2016-12-31]"),
        ("the beginning of 2016", "[2016-01-01..2016-04-30]"),
        ("early last week", "[2016-10-17..2016-10-19]"),
        ("the first week of October", "2016-10-01/2016-10-07"),
        ("the last week of July", "2016-07-25/2016-07-31"),
        ("the first half of October", "2016-10-01/2016-10-15"),
        ("the second half of October", "2016-10-16/2016-10-31"),
        ("the first ten days of October", "2016-10-01/2016-10-10"),
        ("the first three months of 2016", "2016-01-01/2016-03-31"),
    ]);
}

#[test]
fn the_given_day_is_counted_from_where_there_is_one() {
    let given = Anchor { given: Day::from_ymd_opt(2016, 10, 20), ..anchor() };
    check_against(
        &given,
        &[
            ("that day", "2016-10-20"),
            ("the same day", "2016-10-20"),
            ("two days later", "2016-10-22"),
            ("the following day", "2016-10-21"),
            ("the next day", "2016-10-21"),
            ("the day before", "2016-10-19"),
            ("a week earlier", "2016-10-13~"),
        ],
    );
    check_refused(&[
        ("that day", "that day", "counted from a day"),
        ("two days later", "two days later", "counted from a day"),
        ("the following day", "the following day", "counted from a day"),
    ]);
}

#[test]
fn words_that_are_not_a_date_are_refused_with_their_position() {
    check_refused(&[
        ("30 February", "30 February", "there is no 30 February: February has 29 days"),
        ("29 February 2015", "29 February 2015", "there is no 29 February 2015: February 2015 has"),
        ("31 June", "31 June", "there is no 31 June: June has 30 days"),
        ("since 31 February", "31 February", "there is no 31 February"),
        ("until 31 November", "31 November", "there is no 31 November"),
        (
            "Thursday 21 October",
            "Thursday 21 October",
            "21 October 2016 is a Friday, not a Thursday",
        ),
        ("Saturday, 21 October 2016", "Saturday, 21 October 2016", "is a Friday"),
        ("03/04/2016", "03/04/2016", "cannot be distinguished"),
        ("3.4.16", "3.4.16", "cannot be distinguished"),
        ("32/13/2016", "32/13/2016", "no month"),
        ("for three days", "for three days", "a length of time is not a date"),
        ("until now", "until now", "since when"),
        ("so far", "so far", "since when"),
        ("2016-02-30", "30", "29 days"),
        ("since the truce", "the truce", "expected"),
        ("", "", "expected"),
        ("soon", "soon", "expected"),
        ("20 to 22", "", "month"),
        ("Friday the rebels", "the rebels", "after the time expression"),
        ("since 2017", "since 2017", "after the publication day"),
        ("the early Friday of", "of", "after the time expression"),
        ("16:00 GMT", "", "the day of this time"),
        ("five", "five", "expected"),
    ]);
    let error = read("since the truce", &anchor()).unwrap_err();
    assert_eq!(error.understood[0].meaning, "open end");
}

#[test]
fn numeric_dates_follow_the_stated_order() {
    let day_first = Anchor { order: Some(DateOrder::DayFirst), ..anchor() };
    check_against(&day_first, &[("03/04/2016", "2016-04-03"), ("3.4.16", "2016-04-03")]);
    let month_first = Anchor { order: Some(DateOrder::MonthFirst), ..anchor() };
    check_against(&month_first, &[("03/04/2016", "2016-03-04"), ("3/4/16", "2016-03-04")]);
}

#[test]
fn each_part_says_what_it_was_understood_as() {
    let text = "since early July";
    let reading = read(text, &anchor()).unwrap();
    let understood: Vec<_> =
        reading.understood.iter().map(|p| (&text[p.span.clone()], p.meaning.as_str())).collect();
    assert_eq!(understood, [("since", "open end"), ("early July", "1-10 Jul 2016")]);
}

#[test]
fn words_that_depend_on_the_day_are_refused_where_only_the_month_is_known() {
    let day = |text: &str| text.parse::<Day>().unwrap();
    let of_2016 = Anchor::between(day("2016-01-01"), day("2016-12-31"));
    let of_march = Anchor::between(day("2018-03-01"), day("2018-03-31"));
    for (anchor, words) in [
        (of_2016, "yesterday"),
        (of_2016, "Friday"),
        (of_2016, "this month"),
        (of_march, "two weeks ago"),
        (of_march, "the 21st"),
    ] {
        let refused = read(words, &anchor).unwrap_err();
        assert!(refused.why.starts_with("depends on the day of the report"), "{words}: {refused}");
    }
    for (anchor, words, edtf) in [
        (of_2016, "24 October", "2016-10-24"),
        (of_2016, "since early July", "[2016-07-01..2016-07-10]/.."),
        (of_2016, "last year", "2015"),
        (of_march, "this month", "2018-03"),
        (of_march, "12 March 2018", "2018-03-12"),
        (of_march, "2018-03-12", "2018-03-12"),
    ] {
        let reading = read(words, &anchor).unwrap();
        assert_eq!(reading.value.expression.as_str(), edtf, "{words}");
    }
    assert_eq!(Anchor::between(day("2018-03-01"), day("2018-03-01")).earliest, None);
}

#[test]
fn words_that_depend_on_the_day_are_refused_where_nothing_is_known_of_it() {
    let undated = Anchor::published(None);
    assert_eq!(undated.latest(), None);
    for words in [
        "yesterday",
        "Friday",
        "this month",
        "3 July",
        "early July",
        "since March",
        "last year",
        "recent days",
        "the 21st",
        "now",
        "in the 90s",
        "three days ago",
        "next week",
    ] {
        let refused = read(words, &undated).unwrap_err();
        assert!(refused.why.ends_with("which is unknown"), "{words}: {refused}");
    }
    for (words, edtf) in [
        ("21 October 2016", "2016-10-21"),
        ("since early July 2016", "[2016-07-01..2016-07-10]/.."),
        ("by the end of 2016", "[..2016-12-31]"),
        ("two days after 3 July 2016", "2016-07-05"),
        ("in the 1990s", "199X"),
        ("2016-10", "2016-10"),
    ] {
        let reading = read(words, &undated).unwrap();
        assert_eq!(reading.value.expression.as_str(), edtf, "{words}");
    }
}

#[test]
fn a_week_named_on_a_sunday_has_a_second_reading() {
    let sunday = Anchor::on(Day::from_ymd_opt(2016, 10, 23).unwrap());
    for (words, readings) in [
        ("last week", ["2016-10-10/2016-10-16", "2016-10-16/2016-10-22"]),
        ("since last week", ["[2016-10-10..2016-10-16]/..", "[2016-10-16..2016-10-22]/.."]),
        ("early last week", ["[2016-10-10..2016-10-12]", "[2016-10-16..2016-10-18]"]),
        ("Friday last week", ["2016-10-14", "2016-10-21"]),
        ("this week", ["2016-10-17/2016-10-23", "2016-10-23/2016-10-29"]),
        ("by the end of the week", ["[..2016-10-23]", "[2016-10-23..2016-10-29]"]),
        ("next week", ["2016-10-24/2016-10-30", "2016-10-30/2016-11-05"]),
    ] {
        let reading = read(words, &sunday).unwrap();
        let all = std::iter::once(&reading.value).chain(&reading.alternatives);
        let all: Vec<String> = all.map(|when| when.expression.to_string()).collect();
        assert_eq!(all, readings, "{words}");
    }
    assert_eq!(alternatives("last week"), Vec::<String>::new());
}
