//! Tests of further forms from news and situation reports.

use super::*;

#[test]
fn nights_and_parts_of_the_day_lead_to_their_day() {
    check(&[
        ("overnight into Sunday", "2016-10-22/2016-10-23"),
        ("overnight into 20 October", "2016-10-19/2016-10-20"),
        ("since dawn", "2016-10-24/.."),
        ("since midnight", "2016-10-24/.."),
        ("since dawn on Friday", "2016-10-21/.."),
    ]);
}

#[test]
fn ends_of_the_current_year_and_month_are_deadlines() {
    check(&[
        ("by year-end", "[2016-10-24..2016-12-31]"),
        ("by the year's end", "[2016-10-24..2016-12-31]"),
        ("by year-end 2015", "[..2015-12-31]"),
        ("by month's end", "[2016-10-24..2016-10-31]"),
        ("up to and including 5 November", "/2016-11-05"),
    ]);
}

#[test]
fn doubtful_days_are_one_of_some() {
    check(&[
        ("on or about 20 October", "2016-10-20~"),
        ("either 20 or 21 October", "[2016-10-20,2016-10-21]"),
        ("on either Friday or Saturday", "[2016-10-21,2016-10-22]"),
        ("late October or early November", "[2016-10-21..2016-10-31,2016-11-01..2016-11-10]"),
        ("the first days of October", "[2016-10-01..2016-10-05]"),
        ("in the last days of September", "[2016-09-26..2016-09-30]"),
    ]);
    check_refused(&[("either Friday", "", "\"or\"")]);
}

#[test]
fn weekdays_are_counted_within_a_month() {
    check(&[
        ("the first Friday of November", "2015-11-06"),
        ("the first Friday of November 2016", "2016-11-04"),
        ("on the third Monday in October 2016", "2016-10-17"),
        ("the last Friday of September", "2016-09-30"),
        ("the fifth Monday of October", "2016-10-31"),
        ("the first Saturday of last month", "2016-09-03"),
    ]);
    check_refused(&[(
        "the fifth Friday of October",
        "the fifth Friday of October",
        "no such part",
    )]);
}

#[test]
fn abbreviated_months_go_on_in_ranges_and_lists() {
    check(&[
        ("20 Oct. through yesterday", "2016-10-20/2016-10-23"),
        ("20 Oct. to 22 Oct.", "2016-10-20/2016-10-22"),
        ("20 Oct. and 22 Oct.", "{2016-10-20,2016-10-22}"),
        ("in the third quarter", "2016-35"),
    ]);
}

#[test]
fn bounds_and_halves_are_found_in_running_text() {
    assert_eq!(found("It began over five years ago.")[0].1, "[..2011-10-24]");
    assert_eq!(found("It began half a year ago.")[0].1, "2016-04~");
    assert_eq!(found("It began more than a year ago.")[0].1, "[..2015-10-24]");
    assert_eq!(found("It began one and a half years ago.")[0].1, "2015-04~");
    assert_eq!(found("They left on 20 Oct. Through Friday it was calm.")[0].0, "20 Oct");
}
