//! Tests of what the verbs around a date show about its direction, and of lengths of time in
//! sentences.

use super::*;

fn check_found(rows: &[(&str, &[&str])]) {
    for (text, expected) in rows {
        let all: Vec<_> = found(text).into_iter().map(|(_, edtf)| edtf).collect();
        assert_eq!(all, *expected, "{text}");
    }
}

#[test]
fn verbs_of_the_past_and_the_future_turn_a_date() {
    check_found(&[
        ("The court is to rule on November 30.", &["2016-11-30"]),
        ("On 30 November, the mandate ends.", &["2016-11-30"]),
        ("The vote was put off to 2 December.", &["2016-12-02"]),
        ("The toll stood at 40 by Thursday.", &["[..2016-10-20]"]),
        ("Teams searched the ruins by Thursday.", &["[..2016-10-20]"]),
        ("He demanded an answer by Thursday.", &["[2016-10-24..2016-10-27]"]),
        ("The ministry plans to open it before Sunday.", &["[2016-10-24..2016-10-29]"]),
    ]);
}

#[test]
fn a_total_since_a_day_ends_with_the_report() {
    check_found(&[
        ("Since 3 October, 340 people have been killed.", &["2016-10-03/2016-10-24"]),
        ("Only 12 trucks have entered since Friday.", &["2016-10-21/2016-10-24"]),
        ("Since Friday the town has been without water.", &["2016-10-21/.."]),
        ("Since Friday no aid has reached the 40 families.", &["2016-10-21/.."]),
        ("Two convoys came, the first since 3 October.", &["2016-10-03/.."]),
    ]);
}

#[test]
fn a_deadline_of_the_past_looks_back() {
    check_found(&[
        ("By Thursday, troops had taken the hill.", &["[..2016-10-20]"]),
        ("The toll had reached 90 by Saturday.", &["[..2016-10-22]"]),
        ("It was not until Sunday that they left.", &["/2016-10-23"]),
        ("The fighting lasted until Friday.", &["/2016-10-21"]),
        ("Until Sunday, the road was open.", &["/2016-10-23"]),
        ("It ran to 30 September.", &["/2016-09-30"]),
        ("They must be gone by Thursday.", &["[2016-10-24..2016-10-27]"]),
        ("They agreed to leave by Thursday.", &["[2016-10-24..2016-10-27]"]),
        ("By Thursday, armed men will have left.", &["[2016-10-24..2016-10-27]"]),
        ("The road is closed until Friday.", &["/2016-10-28"]),
        ("Schools were closed until Friday.", &["/2016-10-28"]),
    ]);
}

#[test]
fn verbs_of_the_future_look_ahead() {
    check_found(&[
        ("The lull will end in November.", &["2016-11"]),
        ("On Thursday the council will vote.", &["2016-10-27"]),
        ("On Thursday the council voted.", &["2016-10-20"]),
        ("Thursday's raid will not stop them.", &["2016-10-20"]),
        ("The funding runs to 30 June.", &["/2017-06-30"]),
        ("It was postponed to Friday.", &["2016-10-28"]),
        ("Talks are to be held on Friday.", &["2016-10-28"]),
        ("Talks were to be held on Friday.", &["2016-10-21"]),
        ("The offer expires on Friday.", &["2016-10-28"]),
    ]);
}

#[test]
fn a_length_after_in_counts_where_the_sentence_says_from_when() {
    check_found(&[
        ("It was the first delivery in 3 months.", &["2016-07-24/2016-10-24"]),
        ("No truck came in nearly two weeks.", &["2016-10-10~/2016-10-24~"]),
        ("the third raid in less than 48 hours", &["2016-10-22/2016-10-24"]),
        ("the only rain in more than a year", &["[..2015-10-24]/2016-10-24"]),
        ("They have not eaten in three days.", &["2016-10-21/2016-10-24"]),
        ("The bridge will open in two weeks.", &["2016-11-07~"]),
        ("It opens in ten days' time.", &["2016-11-03"]),
        ("The town fell in two weeks.", &[]),
        ("the first of many in three days of raids", &[]),
    ]);
}

#[test]
fn a_total_ends_with_the_report_and_a_state_continues() {
    check_found(&[
        ("More than 900 killed since 3 August.", &["2016-08-03/2016-10-24"]),
        ("60 raids were recorded since 2014.", &["2014/2016-10-24"]),
        ("The town has been cut off since 3 August.", &["2016-08-03/.."]),
        ("Some 900 are trapped since 3 August.", &["2016-08-03/.."]),
    ]);
}

#[test]
fn other_forms_of_running_text_are_found() {
    check_found(&[
        ("The market is held every Friday.", &[]),
        ("every other Monday", &[]),
        (
            "in late August and early September",
            &["[2016-08-21..2016-08-31]", "[2016-09-01..2016-09-10]"],
        ),
        ("The September 9 strikes hit a school.", &["2016-09-09"]),
        ("In September 9 strikes hit a school.", &["2016-09"]),
        ("from Sept. 14 to Friday", &["2016-09-14/2016-10-21"]),
        ("since the start of the war", &[]),
        ("On Easter Monday a truce began.", &["2016-03-28"]),
        ("The Good Friday agreement", &[]),
        ("The Christmas truce of Ramadan", &[]),
    ]);
}
