//! Tests of further forms of sentences: moved deadlines, anniversaries, feasts, totals and plans.

use super::*;

fn check_found(rows: &[(&str, &[&str])]) {
    let wrong: Vec<String> = rows
        .iter()
        .map(|(text, expected)| {
            (text, expected, found(text).into_iter().map(|it| it.1).collect::<Vec<_>>())
        })
        .filter(|(_, expected, got)| got != *expected)
        .map(|(text, expected, got)| format!("{text}: expected {expected:?}, got {got:?}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn what_is_over_by_its_status_looks_back() {
    let over = Anchor { over: true, ..anchor() };
    check_against(
        &over,
        &[
            ("before Thursday", "[..2016-10-19]"),
            ("by Thursday", "[..2016-10-20]"),
            ("until Thursday", "/2016-10-20"),
            ("on Thursday", "2016-10-20"),
        ],
    );
    check(&[("by Thursday", "[2016-10-24..2016-10-27]"), ("until Thursday", "/2016-10-27")]);
}

#[test]
fn a_length_by_which_something_is_moved_is_not_a_time() {
    check_found(&[
        ("The truce was extended by 24 hours until 28 October.", &["/2016-10-28"]),
        ("The truce was extended by 48 hours from Sunday.", &["2016-10-23"]),
        ("Talks were pushed back a week to Friday.", &["2016-10-28"]),
        ("The vote was moved to 12 November.", &["2016-11-12"]),
    ]);
}

#[test]
fn anniversaries_and_the_same_time_of_another_year_are_read() {
    check(&[
        ("a year ago today", "2015-10-24"),
        ("a year ago Friday", "2015-10-21"),
        ("two weeks ago Friday", "2016-10-07"),
        ("three years ago this month", "2013-10"),
        ("the same month last year", "2015-10"),
        ("this time last year", "2015-10~"),
        ("a year ago", "2015-10~"),
    ]);
    check_refused(&[(
        "the same period last year",
        "the same period last year",
        "of which the report names the days",
    )]);
    check_found(&[
        ("A year ago Friday the war began.", &["2015-10-21"]),
        ("In the same period last year, 300 fled.", &[]),
    ]);
}

#[test]
fn feasts_and_centuries_have_their_days() {
    check(&[
        ("Orthodox Easter", "2016-05-01"),
        ("Orthodox Easter 2017", "2017-04-16"),
        ("Orthodox Good Friday", "2016-04-29"),
        ("since Easter", "2016-03-27/.."),
        ("the eve of 6 October", "2016-10-05"),
        ("the late 19th century", "[1867-01-01..1899-12-31]"),
        ("early in the 20th century", "[1900-01-01..1932-12-31]"),
        ("the first half of the 19th century", "1800-01-01/1849-12-31"),
    ]);
    check_found(&[
        ("Since Christmas no aid has come.", &["2015-12-25/.."]),
        ("The Christmas truce held.", &[]),
        ("Since the Easter truce, 30 died.", &[]),
    ]);
}

#[test]
fn a_named_total_since_a_day_ends_with_the_report() {
    check_found(&[
        ("Deaths since 3 October exceed 300.", &["2016-10-03/2016-10-24"]),
        ("The toll since Friday has passed 300.", &["2016-10-21/2016-10-24"]),
        ("Casualties since Friday: 30.", &["2016-10-21/2016-10-24"]),
        ("The siege since 3 October is complete.", &["2016-10-03/.."]),
    ]);
}

#[test]
fn what_runs_now_is_under_way_and_what_begins_lies_ahead() {
    check_found(&[
        ("The plan runs from January to December.", &["2016-01/2016-12"]),
        ("From Friday, trucks will cross.", &["2016-10-28"]),
        ("Israel said it would open the gate on Friday.", &["2016-10-28"]),
        ("He would die on Friday.", &["2016-10-21"]),
        ("The ban applies from Friday.", &["2016-10-28"]),
    ]);
    check(&[("starting 7 November", "2016-11-07/..")]);
}

#[test]
fn lengths_before_a_day_and_weeks_by_their_days_are_read() {
    check(&[
        ("the 48 hours before 20 October", "2016-10-18/2016-10-20"),
        ("the three days before 20 October", "2016-10-17/2016-10-19"),
        ("the week of 10-16 October", "2016-10-10/2016-10-16"),
        ("the first weekend of October", "2016-10-01/2016-10-02"),
        ("the last weekend of September", "2016-09-24/2016-09-25"),
        ("at some point in September", "[2016-09-01..2016-09-30]"),
        ("possibly on 20 October", "2016-10-20?"),
        ("the night before last", "2016-10-22"),
        ("the latter half of September", "2016-09-16/2016-09-30"),
        ("overnight Saturday into Sunday", "2016-10-22/2016-10-23"),
        ("around 0530 on 20 October", "2016-10-20"),
        ("20 October at 05.30", "2016-10-20"),
    ]);
    check_found(&[
        ("Rains of September 28 and 29 left 40 dead.", &["{2016-09-28,2016-09-29}"]),
        ("Clashes on 20 October and 21 people fled.", &["2016-10-20"]),
        (
            "Floods came in early and late September.",
            &["[2016-09-01..2016-09-10]", "[2016-09-21..2016-09-30]"],
        ),
        (
            "On 3 August the ministry said 12 had died in the past 48 hours.",
            &["2016-08-03", "2016-08-01/2016-08-03"],
        ),
        (
            "On 3 August 12 died, and 20 in the past 48 hours.",
            &["2016-08-03", "2016-10-22/2016-10-24"],
        ),
    ]);
}
