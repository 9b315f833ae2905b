//! Tests of the days and places of marks, and of the figures beside lanes of several places.

use super::*;

fn at(place: &str, indicator: &str, best: u32, when: &str) -> Draft {
    let quantity =
        Quantity { best: Some(best.into()), unit: "people".into(), ..Quantity::default() };
    let of_place = draft("voa-2016-10-24", indicator, when);
    Draft { place: place.into(), quantity: Some(quantity), ..of_place }
}

fn only_mark(timeline: &Timeline<'_>, indicator: &str) -> Mark {
    let [mark] = lane(timeline, indicator).marks.as_slice() else { panic!("one mark") };
    mark.clone()
}

#[test]
fn a_truce_that_was_agreed_for_days_is_planned_for_all_of_them() {
    let truce = Draft {
        status: Some(Status::Agreed),
        ..draft("voa-2016-10-24", "ceasefire", "2016-10-24/2016-10-27")
    };
    let mark = only_mark(&of([truce], &Options::default()), "ceasefire");
    assert_eq!((mark.kind, mark.lasts()), (StatementKind::Planned, true));
    assert!(mark.days_of_signs(false).is_empty());
    assert_eq!(mark.words(Some(2016)), "agreed, 24-27 Oct");
    let by_a_day = Draft {
        status: Some(Status::Planned),
        ..draft("voa-2016-10-24", "evacuation", "../2016-10-27")
    };
    let mark = only_mark(&of([by_a_day], &Options::default()), "evacuation");
    let due = "2016-10-27".parse().unwrap();
    assert_eq!((mark.lasts(), mark.days_of_signs(false)), (false, vec![due]));
}

#[test]
fn an_event_since_a_day_may_go_on_and_a_decision_does_not() {
    let since = |status| {
        let event = draft("voa-2016-10-24", "shelling", "2016-10-20/..");
        only_mark(&of([Draft { status, ..event }], &Options::default()), "shelling")
    };
    let mark = since(Some(Status::UnderWay));
    assert_eq!((mark.kind, mark.last), (StatementKind::Happened, None));
    assert_eq!(mark.words(Some(2016)), "reported, 20 Oct, perhaps still");
    assert!(since(Some(Status::Extended)).last.is_some());
}

#[test]
fn marks_name_their_place_and_an_absence_in_one_of_several_is_none_of_the_whole() {
    let none = |place: &str| at(place, "killed", 0, "2016-10-01/2016-10-20");
    let timeline = of([none("eastern-aleppo")], &Options::default());
    let mark = only_mark(&timeline, "killed");
    assert_eq!((mark.place.as_deref(), mark.is_absent_in_part()), (None, false));
    let other = at("aleppo", "killed", 83, "2016-10-02");
    let timeline = of([none("eastern-aleppo"), other], &Options::default());
    let marks = &lane(&timeline, "killed").marks;
    let in_part: Vec<bool> = marks.iter().map(Mark::is_absent_in_part).collect();
    assert_eq!(in_part.iter().filter(|is_in_part| **is_in_part).count(), 1);
    let words: Vec<String> = marks.iter().map(|mark| mark.words(Some(2016))).collect();
    assert!(words.contains(&"Eastern Aleppo: none, 1-20 Oct".to_owned()), "{words:?}");
    // If the place itself had none, its parts had none, either.
    let parts =
        of([none("aleppo"), at("eastern-aleppo", "killed", 2, "2016-10-02")], &Options::default());
    assert!(!lane(&parts, "killed").marks.iter().any(Mark::is_absent_in_part));
}

#[test]
fn the_end_of_a_lane_has_the_greatest_figure() {
    let own = at("aleppo", "trapped", 20, "2016-10-01");
    let newer = at("eastern-aleppo", "trapped", 777, "2016-10-20");
    let both = of([own.clone(), newer], &Options::default());
    let words = lane(&both, "trapped").figure.join();
    assert_eq!(words, "20 people, 1 Oct; 777 people, Eastern Aleppo, 20 Oct");
    let smaller = of([own, at("eastern-aleppo", "trapped", 7, "2016-10-20")], &Options::default());
    assert_eq!(lane(&smaller, "trapped").figure.join(), "20 people, 1 Oct");
    let of_syria = |drafts: Vec<Draft>| {
        let mut selection = sample::all();
        selection.facts = drafts.into_iter().map(sample::recorded).collect();
        let timeline = Timeline::of(kept(selection), "syria", &Options::default());
        lane(&timeline, "trapped").figure.join()
    };
    let places = ["aleppo", "eastern-aleppo", "sy04"];
    let figures = [44_000, 80, 300];
    let drafts = places.iter().zip(figures).zip(["01", "02", "03"]);
    let drafts =
        drafts.map(|((place, best), day)| at(place, "trapped", best, &format!("2016-10-{day}")));
    let words = of_syria(drafts.collect());
    assert!(words.starts_with("44,000 people, Aleppo"), "{words}");
}

#[test]
fn many_events_are_added_up_and_the_newest_of_several_totals_is_said_to_be_that() {
    let event = |day: &str, best: u32| Draft {
        thread: Some(format!("event-{day}")),
        ..at("aleppo", "killed", best, &format!("2016-10-{day}"))
    };
    let events = of([event("01", 400), event("05", 400), event("09", 7)], &Options::default());
    let figure = &lane(&events, "killed").figure;
    assert_eq!(figure.join(), "807 people in 3 events, 1-9 Oct");
    assert_eq!(figure.least(), "807 in 3 events");
    let month = |when: &str, best: u32| at("aleppo", "killed", best, when);
    let months = [month("2016-09", 30), month("2016-10", 7)];
    let months = of(months, &Options { range: Range::All, ..Options::default() });
    assert_eq!(lane(&months, "killed").figure.join(), "7 people (newest of 2), Oct");
    let until =
        |day: &str, best: u32| at("aleppo", "killed", best, &format!("2016-10-01/2016-10-{day}"));
    let running = of([until("05", 100), until("09", 200)], &Options::default());
    assert_eq!(lane(&running, "killed").figure.join(), "200 people, 1-9 Oct");
}

#[test]
fn the_head_has_the_days_of_the_facts_and_the_axis_a_week() {
    let timeline = of([draft("voa-2016-10-24", "shelling", "2016-10-05")], &Options::default());
    assert_eq!(timeline.head.span, "5 Oct 2016");
    assert_eq!(timeline.window.unwrap().days(), 7);
}

#[test]
fn a_day_that_is_approximate_or_doubted_is_marked_as_such_at_the_end_that_is() {
    let of_when = |indicator: &str, when: &str| {
        only_mark(&of([draft("voa-2016-10-24", indicator, when)], &Options::default()), indicator)
    };
    let day = |text: &str| text.parse::<crate::domain::when::Day>().unwrap();
    for (when, words) in [
        ("2016-10-12", "reported, 12 Oct"),
        ("2016-10-12~", "reported, about 12 Oct"),
        ("2016-10-20?", "reported, 20 Oct?"),
        ("2016-10~", "reported, some day of about 1-24 Oct"),
        ("2016-10-12~/2016-10-20", "reported, some day of 12-20 Oct, first day approximate"),
        ("2016-10-20~/..", "reported, 20 Oct, perhaps still, first day approximate"),
    ] {
        let mark = of_when("shelling", when);
        assert_eq!(mark.words(Some(2016)), words, "{when}");
        assert_eq!(mark.is_hedged(), when.contains(['~', '?']), "{when}");
    }
    assert!(of_when("shelling", "2016-10-12~").is_hedged_on(day("2016-10-12")));
    let siege = of_when("besieged", "2016-09-01~/2016-10-20");
    assert_eq!(siege.hedged_edges(false), [Some(day("2016-09-01")), None]);
    // The day of publication, from which a forecast counts, is certain.
    let forecast = Draft {
        stance: Stance::Forecasts,
        ..draft("voa-2016-10-24", "food-stock-end", "[..2016-10-31~]")
    };
    let due = only_mark(&of([forecast], &Options::default()), "food-stock-end");
    assert_eq!(due.hedged.map(|hedge| hedge.is_some()), [false, true]);
    assert_eq!(due.hedged_edges(false), [None, None]);
}

#[test]
fn what_is_expected_by_a_day_is_in_the_month_of_that_day() {
    let until = |status| Draft {
        status,
        ..draft("voa-2016-10-24", "evacuation", "[2016-10-24..2016-11-10]")
    };
    let month_of = |draft: Draft| {
        let timeline = of([draft], &Options::default());
        let group = timeline.groups().next().unwrap();
        (group.title(), group.entries().next().unwrap().when)
    };
    let by = month_of(until(Some(Status::Planned)));
    assert_eq!(by, ("November 2016".to_owned(), "by 10 Nov".to_owned()));
    let between = month_of(until(None));
    assert_eq!(between.0, "October 2016", "{between:?}");
    let mut stated = until(None);
    stated.when = Some(When::new("[2016-10-24..2016-11-10]".parse().unwrap(), "by 10 November"));
    assert_eq!(month_of(stated).0, "November 2016");
    let listed = draft("voa-2016-10-24", "evacuation", "[2016-10-24,2016-11-10]");
    let listed = Draft { status: Some(Status::Planned), ..listed };
    assert_eq!(month_of(listed).0, "October 2016");
}

#[test]
fn a_state_is_certain_up_to_the_day_of_the_report() {
    let held = draft("voa-2016-10-24", "besieged", "2016-10-20/2016-10-31");
    let mark = only_mark(&of([held], &Options::default()), "besieged");
    assert_eq!(mark.words(Some(2016)), "held, 20-24 Oct, perhaps until 31 Oct");
}

#[test]
fn nothing_is_drawn_after_the_end_that_its_claimant_states() {
    let by = |report: &str, when: &str, status, who: &str| Draft {
        status: Some(status),
        claimants: vec![who.to_owned()],
        ..draft(report, "besieged", when)
    };
    let last = |who: &str, end: &str| {
        let held = by("voa-2016-10-24", "2016-10-20/..", Status::UnderWay, "jan-egeland");
        let ended = by("rferl-2016-11-10", end, Status::Ended, who);
        let timeline = of([held, ended], &Options::default());
        let mut marks = lane(&timeline, "besieged").marks.iter();
        let mark = marks.find(|mark| mark.kind == StatementKind::Held).unwrap();
        (mark.certain.map(|days| days.1.to_string()), mark.last.map(|day| day.to_string()))
    };
    let day = |day: &str| Some(format!("2016-10-{day}"));
    assert_eq!(last("jan-egeland", "2016-10-21"), (day("21"), day("21")));
    assert_eq!(last("united-nations", "2016-10-21"), (day("24"), None), "somebody else says so");
    assert_eq!(last("jan-egeland", "2016-10-01"), (day("24"), None), "another siege");
}

#[test]
fn what_is_denied_or_demanded_is_not_worded_as_a_figure() {
    let says = |stance| {
        let strikes = Draft { stance, ..at("aleppo", "airstrike", 5, "2016-10-20") };
        lane(&of([strikes], &Options::default()), "airstrike").figure.join()
    };
    assert_eq!(says(Stance::Denies), "5 people, denial 20 Oct");
    assert_eq!(says(Stance::Demands), "5 people, demand 20 Oct");
    assert_eq!(says(Stance::Forecasts), "5 people, forecast 20 Oct");
    let demand = Draft { stance: Stance::Demands, ..at("aleppo", "airstrike", 5, "2016-10-27") };
    let mark = only_mark(&of([demand], &Options::default()), "airstrike");
    assert_eq!(mark.words(Some(2016)), "5 demanded, 27 Oct");
}

#[test]
fn a_status_without_a_figure_is_in_the_lane_of_the_state_that_it_ends() {
    let mut cut = at("aleppo", "besieged", 60, "2016-10-20/..");
    cut.quantity.as_mut().unwrap().unit = "%".into();
    let ended =
        Draft { status: Some(Status::Ended), ..draft("voa-2016-10-24", "besieged", "2016-10-22") };
    let timeline = of([cut, ended], &Options::default());
    assert_eq!(timeline.lanes.len(), 1);
    let figure = timeline.lanes[0].figure.join();
    assert!(figure.contains('≠') && !figure.contains("retracted"), "{figure}");
}

#[test]
fn each_side_of_a_contradiction_has_its_place() {
    let none = at("aleppo", "airstrike", 0, "2016-10-20");
    let some = Draft {
        claimants: vec!["united-nations".into()],
        ..at("eastern-aleppo", "airstrike", 6, "2016-10-20")
    };
    let timeline = of([none, some], &Options::default());
    let figure = lane(&timeline, "airstrike").figure.join();
    assert!(figure.contains("(Eastern Aleppo)") && !figure.contains(", Eastern"), "{figure}");
}

#[test]
fn a_none_without_an_end_stops_where_something_is_reported() {
    let none = at("aleppo", "aid-delivery", 0, "2016-07-07/..");
    let last = |place: &str, scope: Option<&str>| {
        let convoy = Draft {
            scope: scope.map(str::to_owned),
            report: "rferl-2016-11-10".to_owned(),
            ..at(place, "aid-delivery", 46, "2016-11-05")
        };
        let timeline = of([none.clone(), convoy], &Options::default());
        let marks = timeline.lanes.iter().flat_map(|lane| &lane.marks);
        let mut marks = marks.filter(|mark| mark.kind == StatementKind::Absent);
        marks.next().and_then(|mark| mark.last).map(|day| day.to_string())
    };
    assert_eq!(last("aleppo", None).as_deref(), Some("2016-11-04"));
    assert_eq!(last("eastern-aleppo", Some("food")).as_deref(), Some("2016-11-04"));
    assert_eq!(last("syria", None), None, "somewhere in Syria");
    let alone = only_mark(&of([none.clone()], &Options::default()), "aid-delivery");
    assert_eq!((alone.certain.unwrap().1.to_string().as_str(), alone.last), ("2016-10-24", None));
}

#[test]
fn scopes_that_have_no_lane_of_their_own_are_not_mixed_with_what_is_about_all() {
    let of_scope = |scope: Option<&str>, best: u32| Draft {
        scope: scope.map(str::to_owned),
        ..at("aleppo", "killed", best, "2016-10-01/2016-10-20")
    };
    let scopes = ["boys", "girls", "men", "women", "fighters"];
    let of_scopes = scopes.iter().zip(1..).map(|(scope, best)| of_scope(Some(scope), best));
    let timeline = of(of_scopes.chain([of_scope(None, 99)]), &Options::default());
    let lanes: Vec<(String, usize)> =
        timeline.lanes.iter().map(|lane| (lane.title(), lane.marks.len())).collect();
    assert_eq!(lanes.len(), 5, "{lanes:?}");
    assert_eq!(lanes[0], ("People killed".to_owned(), 1));
    assert_eq!(lanes[4], ("People killed, 2 other groups".to_owned(), 2));
    assert_eq!(timeline.lanes[0].figure.join(), "99 people, 1-20 Oct");
    assert!(timeline.lanes[4].marks.iter().all(|mark| mark.value.contains(' ')), "with its scope");
}

#[test]
fn the_current_figure_is_drawn_even_if_it_is_undated_or_far_from_the_rest() {
    let undated = Draft { when: None, ..at("aleppo", "trapped", 7, "2016-10-01") };
    let timeline = of([undated, at("aleppo", "trapped", 9, "2016-10-10")], &Options::default());
    let last: Vec<String> =
        lane(&timeline, "trapped").marks.iter().map(|mark| mark.words(Some(2016))).collect();
    assert!(last.contains(&"7, 24 Oct".to_owned()), "the day of its report: {last:?}");
    let early = (1..9).map(|day| at("aleppo", "trapped", day, &format!("2016-09-{day:02}")));
    let late = at("aleppo", "trapped", 50, "2017-03-01");
    let timeline = of(early.chain([late]), &Options::default());
    assert_eq!(timeline.window.unwrap().last.to_string(), "2017-03-01");
    let drawn = lane(&timeline, "trapped").marks.iter().any(|mark| &*mark.value == "50");
    assert!(drawn, "{}", lane(&timeline, "trapped").figure.join());
}
