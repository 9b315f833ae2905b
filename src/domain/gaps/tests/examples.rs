//! Each rule by an example.

use super::*;

/// Each forecast or plan that is due: its day, whether it is open, and the reports since.
pub(super) fn due(today: &str, facts: &[Said]) -> Vec<(String, bool, Vec<String>)> {
    as_of(today, None, facts, |gaps| {
        let since = |one: &&Statement| one.published.unwrap().to_string();
        let line = |due: &crate::domain::gaps::due::Due<'_>| {
            (due.day.to_string(), due.is_open, due.since.iter().map(since).collect())
        };
        gaps.due.iter().map(line).collect()
    })
}

/// The least and the greatest number of hours for each duration that does not fit.
pub(super) fn durations(facts: &[Said]) -> Vec<(f64, f64)> {
    as_of("2016-12-31", None, facts, |gaps| {
        gaps.durations.iter().map(|one| (one.lasted.least, one.lasted.most)).collect()
    })
}

#[test]
fn a_series_is_silent_for_longer_than_its_usual_interval() {
    let killed = |day: &str| said(day, "killed", day);
    let facts = ["2016-10-01", "2016-10-03", "2016-10-05", "2016-10-05", "2016-10-12"].map(killed);
    let silent = |today: &str, days: Option<i64>| {
        as_of(today, days, &facts, |gaps| {
            gaps.silences.iter().map(|one| (one.silent, one.usual, one.days)).collect::<Vec<_>>()
        })
    };
    assert_eq!(silent("2016-10-14", None), []);
    assert_eq!(silent("2016-10-15", None), [(3, 2, 4)]);
    assert_eq!(silent("2016-10-15", Some(4)), []);
    assert_eq!(silent("2016-10-16", Some(4)), [(4, 2, 4)]);
    // Two days give no usual interval, and another place is another series.
    let elsewhere = [killed("2016-10-01"), killed("2016-10-03"), killed("2016-10-05").at("east")];
    assert_eq!(as_of("2016-12-01", None, &elsewhere, |gaps| gaps.silences.len()), 0);
}

#[test]
fn a_forecast_is_due_after_its_day_and_answered_by_what_came() {
    let forecast =
        said("2016-10-24", "rations-end", "[2016-10-24..2016-10-31]").stance(Stance::Forecasts);
    assert_eq!(due("2016-10-31", std::slice::from_ref(&forecast)), []);
    let open = [(String::from("2016-10-31"), true, Vec::new())];
    assert_eq!(due("2016-11-01", std::slice::from_ref(&forecast)), open);
    let denied = said("2016-10-23", "rations-end", "2016-10-22").status(Status::Ended);
    assert_eq!(due("2016-11-01", &[forecast.clone(), denied]), open, "it was told before");
    let ended = said("2016-11-21", "rations-end", "2016-11-13").status(Status::Ended);
    let answered = (String::from("2016-10-31"), false, vec![String::from("2016-11-21")]);
    assert_eq!(due("2016-11-30", &[forecast, ended]), [answered]);
}

#[test]
fn the_same_forecast_in_two_reports_is_one() {
    let forecast =
        |day: &str| said(day, "convoy", "2016-10-31").stance(Stance::Forecasts).value(3, "trucks");
    let facts = [forecast("2016-10-20"), forecast("2016-10-24")];
    let found = as_of("2016-11-10", None, &facts, |gaps| {
        gaps.due.iter().map(|due| due.said.len()).collect::<Vec<_>>()
    });
    assert_eq!(found, [2]);
}

#[test]
fn what_is_postponed_stays_open_and_what_is_cancelled_does_not() {
    let plan = said("2016-10-20", "convoy", "2016-10-21").status(Status::Planned);
    for (status, is_open) in [
        (Status::Postponed, true),
        (Status::Suspended, true),
        (Status::Cancelled, false),
        (Status::Refused, false),
        (Status::UnderWay, false),
    ] {
        let next = said("2016-10-22", "convoy", "2016-10-21").status(status);
        let found = due("2016-10-25", &[plan.clone(), next]);
        let since = vec![String::from("2016-10-22")];
        assert_eq!(found[0], (String::from("2016-10-21"), is_open, since), "{status}");
    }
    let none = said("2016-10-22", "convoy", "2016-10-20/2016-10-22").value(0, "convoys");
    assert!(due("2016-10-25", &[plan.clone(), none])[0].1, "none came");
    let before = said("2016-10-22", "convoy", "2016-10-20").value(5, "trucks");
    let trapped = said("2016-10-20", "trapped", "2016-10-21").value(5, "people");
    let none = said("2016-10-22", "trapped", "2016-10-21").value(0, "people");
    assert!(due("2016-10-25", &[trapped.status(Status::Planned), none])[0].1, "no figure came");
    assert!(due("2016-10-25", &[plan.clone(), before.clone()])[0].1, "another one, before");
    let of = |one: Said| one.thread("t");
    assert!(!due("2016-10-25", &[of(plan), of(before)])[0].1, "the same thread, earlier");
}

#[test]
fn answers_come_from_enclosing_and_inner_places_and_not_from_neighbours() {
    let plan = said("2016-10-20", "convoy", "2016-10-21").status(Status::Planned);
    let came = said("2016-10-22", "convoy", "2016-10-21").value(5, "trucks");
    for (place, is_open) in [("east", false), ("syria", true), ("homs", true)] {
        let facts = [plan.clone(), came.clone().at(place)];
        assert_eq!(due("2016-10-25", &facts)[0].1, is_open, "{place}");
    }
    // A truce in the whole country applies to the city. A convoy somewhere in the country need not have reached the
    // city, so it is shown after the nearer ones, although its report is newer.
    let truce = said("2016-10-20", "truce", "2016-10-21/..").status(Status::Announced);
    let held = said("2016-10-22", "truce", "2016-10-21/..").status(Status::UnderWay).at("syria");
    assert!(!due("2016-10-25", &[truce, held])[0].1);
    let going = |day: &str, place: &str| said(day, "convoy", day).value(5, "trucks").at(place);
    let near =
        [going("2016-10-24", "syria"), going("2016-10-23", "east"), going("2016-10-22", "aleppo")];
    let (_, is_open, since) =
        due("2016-10-25", &[&near[..], std::slice::from_ref(&plan)].concat()).remove(0);
    assert_eq!(
        (is_open, since),
        (false, ["2016-10-22", "2016-10-23", "2016-10-24"].map(str::to_owned).into())
    );
    for (scope, thread, is_open) in
        [("civilians", "a", false), ("civilians", "b", true), ("x", "a", true)]
    {
        let facts =
            [plan.clone().scope("civilians").thread("a"), came.clone().scope(scope).thread(thread)];
        assert_eq!(due("2016-10-25", &facts)[0].1, is_open, "{scope} {thread}");
    }
}

#[test]
fn a_figure_that_is_forecast_is_answered_by_one_of_its_last_day() {
    let forecast = said("2016-10-01", "trapped", "2016-10-31").stance(Stance::Forecasts);
    let forecast = forecast.value(300, "people");
    let level = |day: &str| said("2016-11-05", "trapped", day).value(280, "people");
    assert!(due("2016-11-10", &[forecast.clone(), level("2016-10-15")])[0].1);
    assert!(!due("2016-11-10", &[forecast, level("2016-11-01")])[0].1);
}

#[test]
fn the_forecast_end_of_a_state_is_answered_by_its_end_alone() {
    let end = said("2016-10-01", "siege", "2016-10-31").status(Status::Ended);
    let end = end.stance(Stance::Forecasts);
    let goes_on = said("2016-11-05", "siege", "2016-07/..").status(Status::UnderWay);
    assert!(due("2016-11-10", &[end.clone(), goes_on])[0].1);
    let ended = said("2016-11-05", "siege", "2016-11-02").status(Status::Ended);
    assert!(!due("2016-11-10", &[end, ended])[0].1);
    // A planned state is due on the day on which it is to begin.
    let truce = said("2016-10-01", "truce", "2016-10-05/2016-10-20").status(Status::Announced);
    assert_eq!(due("2016-10-07", &[truce])[0].0, "2016-10-05");
}

#[test]
fn a_state_that_was_planned_until_a_day_is_due_on_that_day() {
    let until = said("2016-10-24", "truce", "2016-10-20/2016-10-31").status(Status::UnderWay);
    let open = |today: &str, facts: &[Said]| {
        due(today, facts).into_iter().map(|(day, is_open, _)| (day, is_open)).collect::<Vec<_>>()
    };
    let of_october = |is_open| ("2016-10-31".to_owned(), is_open);
    assert_eq!(open("2016-10-31", std::slice::from_ref(&until)), []);
    assert_eq!(open("2016-11-01", std::slice::from_ref(&until)), [of_october(true)]);
    // A report that it continued in between does not give its end.
    let held = said("2016-10-28", "truce", "2016-10-28").status(Status::UnderWay);
    assert_eq!(open("2016-11-05", &[until.clone(), held]), [of_october(true)]);
    let goes_on = said("2016-11-03", "truce", "2016-11-03").status(Status::UnderWay);
    assert_eq!(open("2016-11-05", &[until.clone(), goes_on]), [of_october(false)]);
    let ended = said("2016-10-28", "truce", "2016-10-27").status(Status::Ended);
    assert_eq!(open("2016-11-05", &[until.clone(), ended]), [of_october(false)]);
    let longer = said("2016-10-29", "truce", "2016-10-20/2016-11-04").status(Status::Extended);
    let expected = [("2016-11-04".to_owned(), true), of_october(false)];
    assert_eq!(open("2016-11-05", &[until.clone(), longer]), expected);
    // A statement about days before the report is not a promise.
    let past = said("2016-11-01", "truce", "2016-10-20/2016-10-31").status(Status::UnderWay);
    assert_eq!(open("2016-11-05", &[past]), []);
}

#[test]
fn demands_promise_nothing() {
    let demand = said("2016-10-01", "convoy", "2016-10-31").stance(Stance::Demands);
    assert_eq!(due("2016-11-10", std::slice::from_ref(&demand)), []);
    let plan = said("2016-10-01", "convoy", "2016-10-20").status(Status::Planned);
    let again = Said { published: String::from("2016-10-22"), ..demand };
    assert_eq!(due("2016-11-10", &[plan, again])[0].2, Vec::<String>::new());
}

#[test]
fn a_plan_made_again_after_it_was_cancelled_is_current() {
    let plan = |day: &str| said(day, "convoy", "2016-10-25").status(Status::Planned);
    let off = |day: &str| said(day, "convoy", "2016-10-25").status(Status::Cancelled);
    for (facts, is_open) in [
        (vec![plan("2016-10-20"), off("2016-10-22")], false),
        (vec![plan("2016-10-20"), off("2016-10-22"), plan("2016-10-23")], true),
        (vec![plan("2016-10-20"), off("2016-10-22"), plan("2016-10-23"), off("2016-10-24")], false),
    ] {
        assert_eq!(due("2016-10-27", &facts)[0].1, is_open, "{facts:?}");
    }
}

#[test]
fn an_earlier_truce_of_the_same_report_is_not_the_next_one() {
    let plan = said("2016-10-22", "truce", "2016-10-23/..").status(Status::Agreed).thread("t");
    let told = |published: &str, when: &str| {
        let truce = said(published, "truce", when).status(Status::UnderWay).thread("t");
        due("2016-10-27", &[plan.clone(), truce])[0].1
    };
    assert!(told("2016-10-22", "2016-10-20/.."));
    assert!(told("2016-10-22", "../2016-10-24"));
    assert!(!told("2016-10-22", "2016-10-23/.."));
    assert!(!told("2016-10-23", "2016-10-20/.."), "a later report speaks of it");
}

#[test]
fn as_many_facts_since_are_given_as_there_are_up_to_eight() {
    // A claimant who changes the figure still means the same plan.
    let by_one = |mut one: Said| {
        one.draft.claimants = vec!["un".to_owned()];
        one
    };
    let plan = |day: u32| {
        let plan = said("2016-10-01", "convoy", "2016-10-02").status(Status::Planned);
        by_one(plan.value(day, "trucks"))
    };
    let next = |day: u32| {
        said("2016-10-03", "convoy", "2016-10-20").status(Status::Planned).value(day, "trucks")
    };
    for (count, shown, has_more) in [(7, 7, false), (8, 8, false), (9, 8, true), (30, 8, true)] {
        let facts: Vec<Said> = (1..4).map(plan).chain((1..=count).map(next)).collect();
        let found = as_of("2016-10-10", None, &facts, |gaps| {
            (gaps.due[0].said.len(), gaps.due[0].since.len(), gaps.due[0].has_more)
        });
        assert_eq!(found, (3, shown, has_more), "{count}");
    }
    // A postponement to a given day is a plan itself, and not a later report about the plan.
    let moved = |n: u32| {
        let moved = said("2016-10-01", "convoy", "2016-10-02").status(Status::Postponed);
        by_one(moved.value(n, "trucks"))
    };
    let facts: Vec<Said> = (1..30).map(moved).collect();
    let found =
        as_of("2016-10-10", None, &facts, |gaps| (gaps.due[0].since.len(), gaps.due[0].has_more));
    assert_eq!(found, (0, false));
}

#[test]
fn a_label_is_compared_with_the_first_duration_and_its_extensions() {
    let truce = |published: &str, when: &str, hours| {
        said(published, "truce", when).value(hours, "hours").thread("t")
    };
    let steps = [
        truce("2016-10-20", "2016-10-20", 11).status(Status::UnderWay),
        truce("2016-10-20", "2016-10-20/2016-10-21", 24).status(Status::Extended),
        truce("2016-10-22", "2016-10-21", 24).status(Status::Extended),
    ];
    let label =
        |hours| truce("2016-10-24", "[2016-10-20..2016-10-24]", hours).status(Status::Ended);
    let with = |label: Said| [&steps[..], &[label]].concat();
    assert_eq!(durations(&with(label(72))), [(59.0, 59.0)]);
    assert_eq!(durations(&with(label(59))), []);
    let days = said("2016-10-24", "truce", "2016-10-22").status(Status::Ended).thread("t");
    assert_eq!(durations(&with(days.value(3, "days"))), [], "three days touch 59 hours");
    // The same extension in another report counts once; a sum that does not fit the days is not
    // used.
    let again = truce("2016-10-23", "2016-10-21", 24).status(Status::Extended);
    assert_eq!(durations(&[with(label(72)), vec![again]].concat()), [(59.0, 59.0)]);
    let whole = said("2016-10-23", "truce", "2016-10-20/2016-10-21").thread("t");
    let by_days = durations(&[with(label(72)), vec![whole]].concat());
    assert_eq!(by_days, [(0.0, 48.0)]);
}

#[test]
fn a_label_is_compared_with_the_days_and_hours_of_start_and_end() {
    let label = |hours| {
        said("2016-10-20", "truce", "2016-10-20/..").value(hours, "hours").status(Status::UnderWay)
    };
    let ended = |day: &str| said("2016-10-30", "truce", day).status(Status::Ended);
    assert_eq!(durations(&[label(72), ended("2016-10-22")]), []);
    assert_eq!(durations(&[label(24), ended("2016-10-22")]), [], "from midnight to midnight");
    assert_eq!(durations(&[label(24), ended("2016-10-24")]), [(72.0, 120.0)]);
    assert_eq!(durations(&[label(72), ended("2016-10-20")]), [(0.0, 24.0)]);
    let timed = |hours| [label(hours).hours("05:00/.."), ended("2016-10-22").hours("16:00")];
    assert_eq!(durations(&timed(72)), [(59.0, 59.0)]);
    assert_eq!(durations(&timed(59)), []);
    // Rates, parts and other lengths for one day are not durations of the whole.
    let daily = said("2016-10-20", "truce", "2016-10-20/..").value(11, "hours a day");
    assert_eq!(durations(&[daily, ended("2016-10-28")]), []);
}

#[test]
fn what_was_extended_without_a_length_has_no_label() {
    let truce = said("2016-10-01", "truce", "2016-10-01/..").value(48, "hours");
    let extended = said("2016-10-03", "truce", "").status(Status::Extended);
    let ended = said("2016-10-30", "truce", "2016-10-20").status(Status::Ended);
    assert_eq!(durations(&[truce.clone(), ended.clone()]).len(), 1);
    assert_eq!(durations(&[truce, extended, ended]), []);
}

#[test]
fn each_label_is_compared_with_the_first_end_after_its_own_start() {
    let truce =
        |day: &str, hours| said("2016-12-01", "truce", &format!("{day}/..")).value(hours, "hours");
    let ended = |day: &str| said("2016-12-02", "truce", day).status(Status::Ended);
    let ends = [ended("2016-10-04"), ended("2016-10-24")];
    let with = |labels: &[Said]| {
        let mut found = durations(&[labels, &ends[..]].concat());
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        found
    };
    assert_eq!(with(&[truce("2016-10-01", 72), truce("2016-10-20", 96)]), []);
    let wrong = [truce("2016-10-01", 24), truce("2016-10-20", 24), truce("2016-10-02", 200)];
    assert_eq!(with(&wrong), [(24.0, 72.0), (48.0, 96.0), (72.0, 120.0)]);
    // In one thread, all ends since the start count: the last stated duration fits one of them.
    let of_thread = |one: &Said| one.clone().thread("t");
    let all: Vec<Said> = wrong.iter().chain(&ends).map(of_thread).collect();
    let mut found = durations(&all);
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert_eq!(found, [(48.0, 576.0), (72.0, 120.0)]);
}
