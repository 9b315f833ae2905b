//! What is left open, each rule by an example.

use super::*;
use crate::domain::gaps::hanging::Left;

fn left(today: &str, facts: &[Said]) -> Vec<(Left, i64)> {
    as_of(today, None, facts, |gaps| {
        gaps.hanging.iter().map(|one| (one.left, one.silent)).collect()
    })
}

#[test]
fn a_status_is_left_hanging_after_twice_the_window() {
    let postponed = said("2016-10-22", "convoy", "2016-10-21").status(Status::Postponed);
    assert_eq!(left("2016-11-05", std::slice::from_ref(&postponed)), []);
    assert_eq!(left("2016-11-06", std::slice::from_ref(&postponed)), [(Left::PutOff, 15)]);
    // An absence up to the day of the report says nothing new; an event does, and so does a later absence.
    let none = said("2016-11-03", "convoy", "2016-10-20/2016-10-22").value(0, "convoys");
    assert_eq!(left("2016-11-06", &[postponed.clone(), none]), [(Left::PutOff, 15)]);
    let came = said("2016-11-03", "convoy", "2016-11-01").value(3, "trucks");
    assert_eq!(left("2016-12-05", &[postponed.clone(), came]), []);
    let none = said("2016-11-03", "convoy", "2016-10-20/2016-10-23").value(0, "convoys");
    assert_eq!(left("2016-12-05", &[postponed.clone(), none]), []);
    let denied = said("2016-11-03", "convoy", "2016-11-01").stance(Stance::Denies);
    assert_eq!(left("2016-12-05", &[postponed.clone(), denied]), []);
    let around = said("2016-11-03", "convoy", "2016-11-01").at("syria").value(3, "trucks");
    assert_eq!(
        left("2016-12-05", &[postponed, around]).len(),
        1,
        "it went somewhere in the country"
    );
}

#[test]
fn plans_without_a_day_extensions_and_states_are_left_hanging() {
    for (fact, expected) in [
        (said("2016-10-01", "convoy", "").status(Status::Announced), Some(Left::Planned)),
        (said("2016-10-01", "convoy", "2016-10-09").status(Status::Announced), None),
        (
            said("2016-10-01", "truce", "2016-10-01/..").status(Status::Extended),
            Some(Left::Extended),
        ),
        (
            said("2016-10-01", "truce", "2016-10-01").status(Status::Extended).value(24, "hours"),
            None,
        ),
        (said("2016-10-01", "siege", "2016-07/..").status(Status::UnderWay), Some(Left::Begun)),
        (said("2016-10-01", "siege", "2016-09/2016-09-20").status(Status::UnderWay), None),
        (said("2016-10-01", "siege", "2016-09-20").status(Status::Ended), None),
        (said("2016-10-01", "convoy", "2016-10-01/..").status(Status::UnderWay), Some(Left::Begun)),
        (said("2016-10-01", "convoy", "2016-10-01").status(Status::Cancelled), None),
        (said("2016-10-01", "trapped", "2016-10-01").value(5, "people"), None),
    ] {
        let found = left("2016-12-01", std::slice::from_ref(&fact));
        assert_eq!(found.first().map(|(left, _)| *left), expected, "{fact:?}");
    }
}

#[test]
fn a_state_that_ended_or_is_reported_again_is_not_left_hanging() {
    let begun = said("2016-10-01", "siege", "2016-07/..").status(Status::UnderWay);
    let ended = said("2016-10-09", "siege", "2016-10-08").status(Status::Ended);
    assert_eq!(left("2016-12-01", &[begun.clone(), ended.clone()]), []);
    assert_eq!(left("2016-12-01", &[begun.clone().at("east"), ended.clone()]), []);
    assert_eq!(left("2016-12-01", &[begun.clone().at("homs"), ended]).len(), 1);
    let again = said("2016-11-01", "siege", "2016-07/..").status(Status::UnderWay);
    assert_eq!(left("2016-12-01", &[begun, again]), [(Left::Begun, 30)]);
}

#[test]
fn a_state_with_a_stated_end_is_not_left_without_one() {
    let truce = |when: &str| said("2016-10-22", "truce", when).status(Status::UnderWay);
    for (fact, expected) in [
        (truce("2016-10-20/.."), Some(Left::Begun)),
        (truce("2016-10-20/2016-10-23"), None),
        (truce("2016-10-20/..").value(72, "hours"), None),
        (truce("2016-10-20").value(72, "hours"), None),
        (truce("").value(72, "hours"), None),
        (truce("2016-10-20/..").value(5, "hours"), Some(Left::Begun)),
        (truce("2016-10-20/..").value(5, "hours a day"), Some(Left::Begun)),
        (truce("2016-10-20"), Some(Left::Begun)),
        (truce(""), Some(Left::Begun)),
    ] {
        let found = left("2016-12-01", std::slice::from_ref(&fact));
        assert_eq!(found.first().map(|(left, _)| *left), expected, "{fact:?}");
    }
}

#[test]
fn what_began_before_the_last_end_is_another_one() {
    let siege = |day: &str| said(day, "siege", "2016-07/..").status(Status::UnderWay);
    let ended = said("2016-09-20", "siege", "2016-09-19").status(Status::Ended);
    let facts = [siege("2016-09-01"), ended, siege("2016-10-01"), siege("2016-10-03")];
    let reports = |asked: &[usize]| {
        let statements: Vec<Statement> = facts.iter().map(Said::statement).collect();
        let all: Vec<&Statement> = statements.iter().collect();
        let asked: Vec<&Statement> = asked.iter().map(|at| all[*at]).collect();
        let rows = rows();
        let question = Question { rows: &rows, today: day("2016-12-01").unwrap(), days: None };
        let gaps = Gaps::of(&asked, &all, &[], question);
        gaps.hanging.iter().map(|one| one.said.len()).collect::<Vec<_>>()
    };
    assert_eq!(reports(&[0, 1, 2, 3]), [2]);
    assert_eq!(reports(&[0, 2, 3]), [2], "an end that was not asked for ends it too");
}

#[test]
fn who_gives_other_numbers_or_hours_does_not_say_the_same() {
    let siege = |day: &str, people| said(day, "siege", "2016-07/..").value(people, "people");
    let reports = |one: &Said, two: &Said| {
        as_of("2016-12-01", None, &[one.clone(), two.clone()], |gaps| {
            gaps.hanging.iter().map(|one| one.said.len()).collect::<Vec<_>>()
        })
    };
    let nine = siege("2016-10-01", 9_000);
    assert_eq!(reports(&siege("2016-10-03", 9_000), &nine), [2]);
    assert_eq!(reports(&siege("2016-10-03", 20_000), &nine), [1]);
    let daily = |day: &str, hours: &str| {
        let mut truce = said(day, "truce", "2016-10-01/..").status(Status::UnderWay);
        truce.draft.time_of_day = hours.parse().ok();
        truce
    };
    let short = daily("2016-10-03", "09:00/14:00");
    assert_eq!(reports(&daily("2016-10-05", "09:00/14:00"), &short), [2]);
    assert_eq!(reports(&daily("2016-10-05", "08:00/19:00"), &short), [1]);
}
