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
fn abbreviated_months_continue_in_ranges_and_lists() {
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

#[test]
fn holidays_with_a_date_are_days() {
    check(&[
        ("on Christmas Day", "2015-12-25"),
        ("by Christmas", "[2016-10-24..2016-12-25]"),
        ("since New Year's Eve", "2015-12-31/.."),
        ("Good Friday 2016", "2016-03-25"),
        ("over Easter", "2016-03-27"),
        ("Christmas 2014", "2014-12-25"),
    ]);
    check_refused(&[
        ("during Ramadan", "Ramadan", "the moon"),
        ("on Eid al-Fitr", "Eid al-Fitr", "the moon"),
    ]);
}

#[test]
fn forms_of_tables_and_situation_reports_are_read() {
    check(&[
        ("year to date", "2016-01-01/2016-10-24"),
        ("YTD", "2016-01-01/2016-10-24"),
        ("month to date", "2016-10-01/2016-10-24"),
        ("06-Mar-16", "2016-03-06"),
        ("6-Mar-2016", "2016-03-06"),
        ("as from 1 November", "2016-11-01/.."),
        ("with effect from 1 November", "2016-11-01/.."),
        ("2 March at around 05:30", "2016-03-02"),
        ("overnight from Sunday to Monday", "2016-10-23/2016-10-24"),
        ("from 14 September to Friday", "2016-09-14/2016-10-21"),
    ]);
    check_refused(&[
        ("for weeks", "for weeks", "say from when"),
        ("so far", "so far", "since when"),
    ]);
}

#[test]
fn what_is_written_as_edtf_is_read_as_edtf_alone() {
    check(&[
        ("{2016-10-20, 2016-10-22}", "{2016-10-20,2016-10-22}"),
        ("2016-10-20 / ..", "2016-10-20/.."),
        ("199x", "199X"),
        ("2016-1x", "2016-1X"),
        ("2016-10-20 16:00", "2016-10-20"),
        ("2016/10/20", "2016-10-20"),
        ("2014\u{2013}18", "2014/2018"),
    ]);
    check_refused(&[
        ("2001-42", "42", "month"),
        ("1960-99", "99", "month"),
        ("2014-18", "18", "did you mean `2014/2018`?"),
        ("2016-2018", "2018", "did you mean `2016/2018`?"),
        ("2016-7-1", "7", "did you mean `2016-07-01`?"),
        ("2016-10-20T05:00Z", "Z", "seconds"),
        ("0000", "0000", "outside 1 to 9999"),
    ]);
}

#[test]
fn a_month_with_two_digits_may_be_a_day_or_a_year() {
    check(&[
        ("Jan-00", "2000-01"),
        ("06Mar16", "2016-03-06"),
        ("6/Mar/16", "2016-03-06"),
        ("Mar-06-16", "2016-03-06"),
        ("Jan-99", "1999-01"),
        ("Jan-2016", "2016-01"),
        ("Jan 15", "2016-01-15"),
    ]);
    check_refused(&[
        ("Jan-15", "Jan-15", "may be January 2015 or 15 January"),
        ("Oct-16", "Oct-16", "may be October 2016 or 16 October"),
        ("Feb-30", "Feb-30", "is in the future: expected `2030-02`"),
        ("20 Oct 12", "12", "not understood"),
    ]);
}
