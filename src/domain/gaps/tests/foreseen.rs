//! Tests of statements about the foreseen days, and of states that were expected to last for a stated time.

use super::examples::{due, durations};
use super::*;

#[test]
fn facts_about_the_foreseen_days_come_before_later_ones() {
    let plan = said("2016-10-20", "convoy", "2016-10-21").status(Status::Planned);
    let came = said("2016-10-22", "convoy", "2016-10-21").value(18, "trucks");
    let refused = said("2016-10-22", "convoy", "2016-10-21").status(Status::Refused);
    let later = |day: u32| {
        let day = format!("2016-11-{day:02}");
        said(&day, "convoy", &day).value(9, "trucks")
    };
    for answer in [came, refused] {
        // More convoys came later than are listed.
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
    // A length that had passed when the report came out foresees nothing, and neither does one that is added to
    // another.
    assert_eq!(due("2016-10-20", &[held("2016-09-20/..").value(7, "days")]), []);
    let extended = said("2016-10-06", "truce", "2016-10-05/..").status(Status::Extended);
    assert_eq!(due("2016-10-20", &[extended.value(7, "days")]), []);
}

#[test]
fn a_length_is_compared_with_the_start_and_the_end_that_others_state() {
    let announced =
        said("2016-10-01", "truce", "2016-10-02/..").status(Status::Announced).value(10, "days");
    let began = said("2016-10-03", "truce", "2016-10-02/..").status(Status::UnderWay);
    let ended = said("2016-10-08", "truce", "2016-10-05").status(Status::Ended);
    let both = [announced, began.clone(), ended.clone()];
    assert_eq!(durations(&both), [(48.0, 96.0)]);
    assert_eq!(durations(&[both[0].clone(), both[2].clone()]), [], "nobody tells that it began");
    assert_eq!(durations(&[began.clone(), ended.clone().value(10, "days")]), [(48.0, 96.0)]);
    assert_eq!(durations(&[began.clone(), ended.clone().value(3, "days")]), [], "it fits");
    // The start is that of the truce that ended, not that of an earlier truce.
    let before = said("2016-09-20", "truce", "2016-09-10").status(Status::Ended);
    let first = said("2016-09-03", "truce", "2016-09-02/..").status(Status::UnderWay);
    let all = [first, before, began, ended.value(10, "days")];
    assert_eq!(durations(&all), [(48.0, 96.0)]);
}

#[test]
fn no_report_is_expected_about_what_has_ended() {
    let on = |day: &str, status| said(day, "truce", day).status(status);
    let mut facts =
        ["2016-10-01", "2016-10-03", "2016-10-05"].map(|day| on(day, Status::UnderWay)).to_vec();
    let silent = |facts: &[Said]| as_of("2016-11-01", None, facts, |gaps| gaps.silences.len());
    assert_eq!(silent(&facts), 1);
    facts.push(on("2016-10-07", Status::Ended));
    assert_eq!(silent(&facts), 0);
}

#[test]
fn an_extension_that_is_to_begin_ends_by_its_own_length() {
    let truce = |published, when, status: Status| said(published, "truce", when).status(status);
    let first = truce("2017-03-01", "2017-03-01/..", Status::UnderWay).value(72, "hours");
    let more = truce("2017-03-03", "2017-03-04/..", Status::Extended).value(48, "hours");
    let again = truce("2017-03-05", "2017-03-01/..", Status::UnderWay);
    let all = [first, more, again];
    let open: Vec<(String, bool)> =
        due("2017-04-20", &all).into_iter().map(|(day, is_open, _)| (day, is_open)).collect();
    assert_eq!(open, [("2017-03-06".to_owned(), true), ("2017-03-04".to_owned(), false)]);
    let hanging = |all: &[Said]| as_of("2017-04-20", None, all, |gaps| gaps.hanging.len());
    assert_eq!(hanging(&all), 0, "it is due on the 6th");
    let later = truce("2017-03-08", "2017-03-01/..", Status::UnderWay);
    assert_eq!(hanging(&[all[0].clone(), all[1].clone(), later]), 1, "it went on after its end");
}

#[test]
fn an_extension_without_a_day_is_added_to_the_next_end() {
    let first = said("2017-03-01", "truce", "2017-03-01/..").status(Status::UnderWay);
    let first = first.value(72, "hours");
    let more = |published: &str, when: &str, hours| {
        said(published, "truce", when).status(Status::Extended).value(hours, "hours")
    };
    let open = |all: &[Said]| {
        let found = due("2017-04-20", all).into_iter();
        found.map(|(day, is_open, _)| (day, is_open)).collect::<Vec<_>>()
    };
    let on = |day: &str, is_open| (day.to_owned(), is_open);
    for when in ["", "2017-03-03"] {
        let all = [first.clone(), more("2017-03-03", when, 48)];
        assert_eq!(open(&all), [on("2017-03-06", true), on("2017-03-04", false)], "{when}");
        // Who says so again adds nothing; what comes before the next end is added to that.
        let [one, two] = all;
        let again = more("2017-03-04", "", 48);
        assert_eq!(open(&[one.clone(), two.clone(), again]).len(), 2);
        let third = more("2017-03-05", "", 24);
        let expected = [on("2017-03-07", true), on("2017-03-06", false), on("2017-03-04", false)];
        assert_eq!(open(&[one, two, third]), expected);
    }
    let late = [first.clone(), more("2017-03-09", "", 48)];
    assert_eq!(open(&late), [on("2017-03-04", false)], "that end was over, and it went on");
    let other = [first, more("2017-03-03", "", 48).at("east")];
    assert_eq!(open(&other), [on("2017-03-04", true)], "another truce");
    assert_eq!(open(&[more("2017-03-03", "", 48)]), [], "no end is known");
}

#[test]
fn an_end_before_the_beginning_of_a_state_leaves_it_hanging() {
    let siege = said("2017-03-12", "siege", "2017-03-10/..").status(Status::UnderWay);
    let hanging = |end: &str| {
        let ended = said("2017-03-15", "siege", end).status(Status::Ended);
        as_of("2017-05-20", None, &[siege.clone(), ended], |gaps| gaps.hanging.len())
    };
    assert_eq!((hanging("2017-03-03"), hanging("2017-03-13")), (1, 0));
}

#[test]
fn forecasts_that_contradict_each_other_are_distinguished() {
    let plan = |published: &str, who: &str, trucks| {
        let mut one = said(published, "convoy", "2017-03-06").status(Status::Planned);
        one.draft.claimants = vec![who.to_owned()];
        one.value(trucks, "trucks")
    };
    let lines = |all: &[Said]| {
        as_of("2017-03-12", None, all, |gaps| {
            let mut lines: Vec<usize> = gaps.due.iter().map(|due| due.said.len()).collect();
            lines.sort_unstable();
            lines
        })
    };
    let all = [plan("2017-03-01", "wfp", 20), plan("2017-03-02", "icrc", 60)];
    assert_eq!(lines(&all), [1, 1]);
    assert_eq!(lines(&[all[0].clone(), plan("2017-03-02", "icrc", 20)]), [2]);
    assert_eq!(lines(&[all[0].clone(), plan("2017-03-02", "wfp", 60)]), [2], "changed his own");
}

#[test]
fn what_came_before_the_day_for_which_it_was_forecast_has_come() {
    let forecast = said("2017-03-01", "rations-end", "../2017-03-15").stance(Stance::Forecasts);
    let ended = said("2017-03-08", "rations-end", "2017-03-07").status(Status::Ended);
    let coming = |all: &[Said]| {
        as_of("2017-03-10", None, all, |gaps| {
            assert!(gaps.due.is_empty());
            gaps.coming.iter().map(|due| due.is_open).collect::<Vec<_>>()
        })
    };
    assert_eq!(coming(std::slice::from_ref(&forecast)), [true]);
    assert_eq!(coming(&[forecast, ended]), [false]);
    let plan = said("2017-03-01", "convoy", "2017-03-15").status(Status::Planned);
    let earlier = said("2017-03-08", "convoy", "2017-03-07").value(5, "trucks");
    assert_eq!(coming(&[plan, earlier]), [true], "another convoy");
}

#[test]
fn no_report_is_expected_about_a_plan_that_ended() {
    let on = |day: &str, status| said(day, "convoy", day).status(status);
    let silent = |all: &[Said]| as_of("2017-05-01", None, all, |gaps| gaps.silences.len());
    let ended = on("2017-03-11", Status::Ended);
    let planned = [on("2017-03-01", Status::Planned), on("2017-03-06", Status::Postponed)];
    let [first, second] = planned.clone();
    assert_eq!(silent(&[first, second, ended.clone()]), 0);
    let [first, second] = planned.map(|one| one.status(Status::UnderWay));
    assert_eq!(silent(&[first, second, ended]), 1, "one of a series of events");
}

#[test]
fn what_is_refused_before_its_day_is_answered() {
    let proposed = said("2017-03-01", "truce", "2017-03-03/..").status(Status::Proposed);
    let refused =
        |published: &str, day: &str| said(published, "truce", day).status(Status::Refused);
    let open = |all: &[Said]| {
        let mut found: Vec<(String, bool, Vec<String>)> = due("2017-04-10", all);
        found.sort();
        found
    };
    let of = |day: &str, is_open, since: &[&str]| {
        (day.to_owned(), is_open, since.iter().map(|day| (*day).to_owned()).collect::<Vec<_>>())
    };
    for day in ["2017-03-01", "2017-03-02", "2017-03-03", ""] {
        let all = [proposed.clone(), refused("2017-03-07", day)];
        assert_eq!(open(&all), [of("2017-03-03", false, &["2017-03-07"])], "{day}");
    }
    let before = [proposed.clone(), refused("2017-03-07", "2017-02-28")];
    assert_eq!(
        open(&before),
        [of("2017-03-03", true, &[])],
        "it was refused before it was proposed"
    );
    let again = said("2017-03-08", "truce", "2017-03-03/..").status(Status::Proposed);
    let all = [proposed.clone(), refused("2017-03-07", "2017-03-02"), again];
    assert_eq!(open(&all), [of("2017-03-03", true, &["2017-03-07"])], "it was proposed anew");
    // What was refused was to come on another day.
    let earlier = said("2017-02-25", "truce", "2017-03-02/..").status(Status::Agreed);
    let all = [proposed, refused("2017-03-07", "2017-03-02"), earlier];
    let since = ["2017-03-07", "2017-03-01"];
    let expected = [of("2017-03-02", false, &since), of("2017-03-03", true, &[])];
    assert_eq!(open(&all), expected);
}

#[test]
fn figures_of_one_of_the_days_foreseen_are_given_and_answer_nothing() {
    let plan = said("2017-03-01", "killed", "2017-03-03/2017-03-06").status(Status::Planned);
    let came = |day: &str| said("2017-03-07", "killed", day).value(100, "people");
    let plan = plan.value(400, "people");
    let told = |day: &str| due("2017-04-10", &[plan.clone(), came(day)]).remove(0);
    let since = vec!["2017-03-07".to_owned()];
    assert_eq!(told("2017-03-04"), ("2017-03-06".to_owned(), true, since.clone()));
    assert_eq!(told("2017-03-03/2017-03-06"), ("2017-03-06".to_owned(), false, since));
    assert_eq!(told("2017-03-02"), ("2017-03-06".to_owned(), true, Vec::new()));
}
