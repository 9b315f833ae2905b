//! Tests of statements about the foreseen days, and of states that were to last for a stated time.

use super::examples::{due, durations};
use super::*;

#[test]
fn what_tells_of_the_days_foreseen_comes_before_what_came_later() {
    let plan = said("2016-10-20", "convoy", "2016-10-21").status(Status::Planned);
    let came = said("2016-10-22", "convoy", "2016-10-21").value(18, "trucks");
    let refused = said("2016-10-22", "convoy", "2016-10-21").status(Status::Refused);
    let later = |day: u32| {
        let day = format!("2016-11-{day:02}");
        said(&day, "convoy", &day).value(9, "trucks")
    };
    for answer in [came, refused] {
        // More convoys came later than are given.
        let mut facts: Vec<Said> = (1..=20).map(later).collect();
        facts.extend([plan.clone(), answer]);
        let (_, _, since) = due("2016-11-30", &facts).remove(0);
        assert_eq!(since.first().map(String::as_str), Some("2016-10-22"), "{since:?}");
        assert!(since.contains(&"2016-11-20".to_owned()), "{since:?}");
    }
}

#[test]
fn a_state_is_to_end_when_its_stated_length_is_over() {
    let held = |when: &str| said("2016-10-06", "truce", when).status(Status::UnderWay);
    for (when, last) in [("2016-10-05/..", "2016-10-12"), ("", "2016-10-13")] {
        let week = held(when).value(7, "days");
        assert_eq!(due(last, std::slice::from_ref(&week)), [], "{when}");
        let found = due("2016-10-20", std::slice::from_ref(&week));
        assert_eq!(found, [(last.to_owned(), true, Vec::new())], "{when}");
        let ended = said("2016-10-14", "truce", "2016-10-12").status(Status::Ended);
        assert!(!due("2016-10-20", &[week, ended])[0].1, "{when}");
    }
    // A length that was over when the report came out foresees nothing, and neither does one that is added to
    // another.
    assert_eq!(due("2016-10-20", &[held("2016-09-20/..").value(7, "days")]), []);
    let extended = said("2016-10-06", "truce", "2016-10-05/..").status(Status::Extended);
    assert_eq!(due("2016-10-20", &[extended.value(7, "days")]), []);
}

#[test]
fn a_length_is_held_against_the_start_and_the_end_that_others_tell() {
    let announced =
        said("2016-10-01", "truce", "2016-10-02/..").status(Status::Announced).value(10, "days");
    let began = said("2016-10-03", "truce", "2016-10-02/..").status(Status::UnderWay);
    let ended = said("2016-10-08", "truce", "2016-10-05").status(Status::Ended);
    let both = [announced, began.clone(), ended.clone()];
    assert_eq!(durations(&both), [(48.0, 96.0)]);
    assert_eq!(durations(&[both[0].clone(), both[2].clone()]), [], "nobody tells that it began");
    assert_eq!(durations(&[began.clone(), ended.clone().value(10, "days")]), [(48.0, 96.0)]);
    assert_eq!(durations(&[began.clone(), ended.clone().value(3, "days")]), [], "it fits");
    // The start is that of the truce that ended, not that of one before.
    let before = said("2016-09-20", "truce", "2016-09-10").status(Status::Ended);
    let first = said("2016-09-03", "truce", "2016-09-02/..").status(Status::UnderWay);
    let all = [first, before, began, ended.value(10, "days")];
    assert_eq!(durations(&all), [(48.0, 96.0)]);
}

#[test]
fn of_what_has_ended_nobody_expects_word() {
    let on = |day: &str, status| said(day, "truce", day).status(status);
    let mut facts =
        ["2016-10-01", "2016-10-03", "2016-10-05"].map(|day| on(day, Status::UnderWay)).to_vec();
    let silent = |facts: &[Said]| as_of("2016-11-01", None, facts, |gaps| gaps.silences.len());
    assert_eq!(silent(&facts), 1);
    facts.push(on("2016-10-07", Status::Ended));
    assert_eq!(silent(&facts), 0);
}
