//! Tests of the words of a timeline.

mod compared;
mod marks;
mod places;
mod shown;

use super::*;
use crate::domain::assessment::Disposition;
use crate::domain::compare::StatementKind;
use crate::domain::fact::{Draft, Stance, Status};
use crate::domain::number::Number;
use crate::domain::quantity::Quantity;
use crate::domain::selection::Selection;
use crate::domain::when::{Answer, When};

/// A selection that is never freed, so that a timeline may borrow it.
fn kept(selection: Selection) -> &'static Selection {
    Box::leak(Box::new(selection))
}

fn of_sample() -> Timeline<'static> {
    Timeline::of(kept(sample::all()), "aleppo", &Options::default())
}

fn lane<'a>(timeline: &'a Timeline, indicator: &str) -> &'a Lane {
    timeline.lanes.iter().find(|lane| lane.indicator == indicator).unwrap()
}

fn entries(timeline: &Timeline<'_>) -> std::vec::IntoIter<Entry> {
    let of = |group: Group<'_>| group.entries().collect::<Vec<_>>();
    timeline.groups().flat_map(of).collect::<Vec<_>>().into_iter()
}

/// A timeline of Aleppo with these drafts as facts, and the sample's reference rows and reports.
fn of(drafts: impl IntoIterator<Item = Draft>, options: &Options) -> Timeline<'static> {
    let mut selection = sample::all();
    selection.facts = drafts.into_iter().map(sample::recorded).collect();
    Timeline::of(kept(selection), "aleppo", options)
}

fn draft(report: &str, indicator: &str, when: &str) -> Draft {
    Draft {
        when: Some(When::new(when.parse().unwrap(), "")),
        ..Draft::new(report, indicator, "aleppo")
    }
}

#[test]
fn the_head_has_the_place_the_days_and_what_began_before() {
    let head = of_sample().head;
    assert_eq!(
        (head.title.as_str(), head.span.as_str()),
        ("Aleppo, Syria", "22 Sep - 20 Nov 2016")
    );
    assert_eq!((head.facts, head.reports), (59, 12));
    assert_eq!(head.with, ["Eastern Aleppo"]);
    assert_eq!(head.below().unwrap(), "with Eastern Aleppo");
    let with = ["A", "B", "C", "D", "E", "F", "G"].map(str::to_owned).to_vec();
    assert_eq!(Head { with, ..head.clone() }.below().unwrap(), "with 7 places in it");
    let earlier: Vec<_> =
        head.earlier.iter().map(|one| format!("{} {}", one.labels.join(", "), one.when)).collect();
    assert_eq!(earlier, ["Aid delivery, Siege since Jul"]);
}

#[test]
fn every_fact_is_in_one_entry_whatever_the_window() {
    for range in [Range::Auto, Range::All] {
        let timeline = Timeline::of(kept(sample::all()), "aleppo", &Options { range, lanes: true });
        let facts: usize = entries(&timeline).map(|entry| entry.facts.len()).sum();
        assert_eq!(facts, 59);
    }
}

#[test]
fn all_days_are_shown_where_they_are_asked_for_and_none_without_lanes() {
    let all =
        Timeline::of(kept(sample::all()), "aleppo", &Options { range: Range::All, lanes: true });
    assert_eq!(all.window.unwrap().first.to_string(), "2016-07-01");
    let since = Range::Days { first: Some("2016-10-20".parse().unwrap()), last: None };
    let none = Timeline::of(kept(sample::all()), "aleppo", &Options { range: since, lanes: false });
    assert!(none.lanes.is_empty());
    assert_eq!(none.window.unwrap().first.to_string(), "2016-10-20");
}

#[test]
fn figures_are_the_newest_ones_and_those_that_differ_stand_side_by_side() {
    let timeline = of_sample();
    let figure = |key| lane(&timeline, key).figure.join();
    assert_eq!(figure("trapped"), "250,000 people, Eastern Aleppo, 10 Nov");
    assert_eq!(figure("aid-delivery"), "none since 7 Jul");
    assert_eq!(figure("corridors"), "8 corridors, 20-22 Oct");
    assert_eq!(figure("ceasefire"), "under way 20-22 Oct, ended 22 Oct, refused since 24 Oct");
    // "Few" and "a handful" are about one day: their uids decide which comes first.
    assert!(figure("evacuated").ends_with(" ≠ none, 20-22 Oct"));
    assert_eq!(figure("injured"), "more than 2,000 people, 22 Sep - 24 Oct");
    assert_eq!(figure("food-stock-end"), "begun 10 Nov, happened 13 Nov");
}

#[test]
fn an_open_end_is_certain_until_its_report_and_stops_where_it_is_known_to_have_ended() {
    let held = Draft {
        status: Some(Status::UnderWay),
        ..draft("rfi-2016-10-20", "ceasefire", "2016-10-18/..")
    };
    let ended =
        Draft { status: Some(Status::Ended), ..draft("voa-2016-10-24", "ceasefire", "2016-10-22") };
    let open = of([held.clone()], &Options::default());
    let mark = &lane(&open, "ceasefire").marks[0];
    assert_eq!(mark.certain.unwrap().1.to_string(), "2016-10-20");
    assert_eq!(mark.last, None);
    let closed = of([held, ended], &Options::default());
    let marks = &lane(&closed, "ceasefire").marks;
    let mark = marks.iter().find(|mark| mark.kind == StatementKind::Held).unwrap();
    assert_eq!(mark.last.unwrap().to_string(), "2016-10-22");
}

#[test]
fn a_vague_end_is_not_drawn_where_the_day_is_known() {
    let timeline = of_sample();
    let ended =
        |lane: &Lane| lane.marks.iter().filter(|mark| mark.kind == StatementKind::Ended).count();
    assert_eq!(ended(lane(&timeline, "ceasefire")), 1);
}

#[test]
fn facts_that_say_the_same_are_one_entry_and_their_origins_are_counted() {
    let said = |report, origin: Option<&str>| Draft {
        origin: origin.map(str::to_owned),
        quantity: Some(Quantity { best: Some(Number::from(8)), ..Quantity::default() }),
        ..draft(report, "corridors", "2016-10-22")
    };
    let drafts = [
        said("rfi-2016-10-20", Some("speech")),
        said("voa-2016-10-24", Some("speech")),
        said("arab-news-2016-10-24", None),
        said("ynet-2016-11-21", None),
    ];
    let timeline = of(drafts, &Options::default());
    let entry = entries(&timeline).next().unwrap();
    assert_eq!(entries(&timeline).count(), 1);
    assert_eq!(entry.sources.len(), 4);
    assert_eq!((entry.origins.least, entry.origins.most), (1, 3));
}

#[test]
fn without_a_named_origin_there_is_at_least_one_and_at_most_one_each() {
    let drafts =
        ["rfi-2016-10-20", "voa-2016-10-24"].map(|report| draft(report, "airstrike", "2016-10-23"));
    let timeline = of(drafts, &Options::default());
    let origins = &entries(&timeline).next().unwrap().origins;
    assert_eq!((origins.least, origins.most), (1, 2));
}

#[test]
fn a_forecast_is_listed_where_it_comes_due_and_an_undated_fact_where_it_was_reported() {
    let forecast = Draft {
        stance: Stance::Forecasts,
        ..draft("rfi-2016-10-20", "food-stock-end", "[2016-10-20..2016-11-05]")
    };
    let undated = Draft {
        status: Some(Status::Planned),
        ..Draft::new("voa-2016-10-24", "evacuation", "aleppo")
    };
    let timeline = of([forecast, undated], &Options::default());
    let told: Vec<_> = timeline
        .groups()
        .map(|group| (group.title(), group.entries().next().unwrap().when))
        .collect();
    let expected = [("October 2016", "reported 24 Oct"), ("November 2016", "by 5 Nov")];
    assert_eq!(told, expected.map(|(title, when)| (title.to_owned(), when.to_owned())));
}

#[test]
fn what_only_may_answer_is_marked_and_what_was_retracted_says_so() {
    let mut selection = sample::all();
    selection.facts.truncate(1);
    selection.facts[0].answer = Answer::Maybe;
    selection.facts[0].retracted = Some("wrong city".into());
    let timeline = Timeline::of(&selection, "aleppo", &Options::default());
    let entry = entries(&timeline).next().unwrap();
    assert!(entry.maybe);
    assert_eq!(entry.standing, "retracted");
}

#[test]
fn a_place_without_facts_or_without_a_row_is_still_a_timeline() {
    let timeline = Timeline::of(kept(Selection::default()), "nowhere", &Options::default());
    assert_eq!((timeline.head.title.as_str(), timeline.window), ("nowhere", None));
    assert!(timeline.groups().next().is_none() && timeline.lanes.is_empty());
}

#[test]
fn a_figure_of_one_part_names_it_and_is_not_mixed_with_another_part() {
    let said = |scope: &str, best: u32| Draft {
        scope: Some(scope.to_owned()),
        quantity: Some(Quantity {
            best: Some(best.into()),
            unit: "corridors".into(),
            ..Quantity::default()
        }),
        ..draft("rfi-2016-10-20", "corridors", "2016-10-22")
    };
    let timeline = of([said("civilians", 6)], &Options::default());
    assert_eq!(lane(&timeline, "corridors").title(), "Corridors open, civilians");
    assert_eq!(lane(&timeline, "corridors").figure.join(), "6 corridors, 22 Oct");
    let all = Draft { scope: None, ..said("", 8) };
    let timeline = of([said("civilians", 6), all, said("fighters", 2)], &Options::default());
    let lanes: Vec<_> =
        timeline.lanes.iter().map(|lane| (lane.title(), lane.figure.join())).collect();
    let expected = [
        ("Corridors open", "8 corridors, 22 Oct"),
        ("Corridors open, civilians", "6 corridors, 22 Oct"),
        ("Corridors open, fighters", "2 corridors, 22 Oct"),
    ];
    assert_eq!(lanes, expected.map(|(title, figure)| (title.to_owned(), figure.to_owned())));
}

/// Ten airstrikes in autumn 2016, no aid since July, and one aid convoy on `day`.
fn convoy(day: &str) -> Vec<Draft> {
    let count = |best: u32| Quantity {
        best: Some(best.into()),
        unit: "convoys".into(),
        ..Quantity::default()
    };
    let none = Draft {
        quantity: Some(count(0)),
        ..draft("rferl-2016-11-10", "aid-delivery", "[2016-07-01..2016-07-10]/..")
    };
    let one = Draft { quantity: Some(count(1)), ..draft("voa-2016-10-24", "aid-delivery", day) };
    let strikes =
        (0..10).map(|at| draft("voa-2016-10-24", "airstrike", &format!("2016-11-{}", at + 10)));
    [none, one].into_iter().chain(strikes).collect()
}

#[test]
fn what_contradicts_an_absence_is_in_the_window_and_both_are_in_the_label() {
    let timeline = of(convoy("2016-07-20"), &Options::default());
    assert!(timeline.window.unwrap().first <= "2016-07-20".parse().unwrap());
    let timeline = of(convoy("2016-10-12"), &Options::default());
    let figure = &lane(&timeline, "aid-delivery").figure;
    assert_eq!(figure.join(), "none since 1-10 Jul ≠ 1 convoy 12 Oct");
    assert_eq!(figure.fitted(|text| text.len() < 20), "none ≠ 1 convoy");
    // A convoy before the certain beginning of the absence, or after its report, does not contradict it.
    for day in ["2016-07-05", "2016-11-15"] {
        let timeline = of(convoy(day), &Options::default());
        assert!(!lane(&timeline, "aid-delivery").figure.join().contains('≠'), "{day}");
    }
}

#[test]
fn what_is_refused_since_a_day_is_current_after_what_ended_by_that_day() {
    let ended = Draft {
        status: Some(Status::Ended),
        ..draft("voa-2016-10-24", "ceasefire", "/2016-10-24")
    };
    let refused = Draft {
        status: Some(Status::Refused),
        ..draft("voa-2016-10-24", "ceasefire", "2016-10-24/..")
    };
    let timeline = of([refused, ended], &Options::default());
    let figure = &lane(&timeline, "ceasefire").figure;
    assert_eq!(figure.join(), "ended by 24 Oct, refused since 24 Oct");
    assert_eq!(figure.fitted(|text| text.len() < 30), "ended, refused since 24 Oct");
}

#[test]
fn what_is_denied_is_not_postponed_and_what_was_left_out_is_in_the_head() {
    let denied =
        Draft { stance: Stance::Denies, ..draft("voa-2016-10-24", "airstrike", "2016-10-22") };
    let mut selection = sample::all();
    selection.facts = vec![sample::recorded(denied)];
    selection.left_out = 4;
    let timeline = Timeline::of(&selection, "aleppo", &Options::default());
    assert_eq!(lane(&timeline, "airstrike").marks[0].kind, StatementKind::Denied);
    assert_eq!((timeline.head.facts, timeline.head.left_out), (1, 4));
}

/// A figure for displaced people, on a day, in a unit.
fn idps(best: u32, unit: &str, day: &str) -> Draft {
    let quantity = Quantity { best: Some(best.into()), unit: unit.into(), ..Quantity::default() };
    Draft { quantity: Some(quantity), ..draft("rfi-2016-10-20", "idps", day) }
}

#[test]
fn figures_of_different_units_are_lanes_of_their_own_and_do_not_contradict_each_other() {
    let drafts = [
        idps(16_000, "people", "2016-10-20"),
        idps(3_000, "households", "2016-10-20"),
        idps(16_500, "persons", "2016-10-21"),
        idps(3_100, "HH", "2016-10-21"),
    ];
    let timeline = of(drafts, &Options::default());
    let lanes: Vec<_> =
        timeline.lanes.iter().map(|lane| (lane.title(), lane.figure.join())).collect();
    let of_both = "(16,500: unattributed; 16,000: unattributed)";
    let people = format!("16,000-16,500 persons {of_both}, 21 Oct");
    let of_both = "(3,100: unattributed; 3,000: unattributed)";
    let households = format!("3,000-3,100 HH {of_both}, 21 Oct");
    let expected = [
        ("People living in displacement", &*people),
        ("People living in displacement (households)", &*households),
    ];
    assert_eq!(lanes, expected.map(|(title, figure)| (title.to_owned(), figure.to_owned())));
    assert!(timeline.lanes.iter().flat_map(|lane| &lane.marks).all(|mark| !mark.differs));
}

#[test]
fn figures_of_one_unit_differ_and_none_at_all_differs_from_every_unit() {
    let differing = |drafts: Vec<Draft>| {
        let lanes = of(drafts, &Options::default()).lanes;
        lanes.iter().map(|lane| lane.marks.iter().any(|mark| mark.differs)).collect::<Vec<_>>()
    };
    let day = "2016-10-20";
    let people = idps(16_000, "people", day);
    assert_eq!(differing(vec![people.clone(), idps(18_000, "persons", day)]), [true]);
    // 15,000 may be rounded, and so may 16,000.
    assert_eq!(differing(vec![people.clone(), idps(15_500, "persons", day)]), [false]);
    let households = idps(3_000, "households", day);
    assert_eq!(differing(vec![people.clone(), households.clone()]), [false, false]);
    let fewer = idps(2_000, "households", day);
    assert_eq!(differing(vec![people, households.clone(), fewer]), [false, true]);
    let count = |best: u32, unit: &str| Draft {
        quantity: Some(Quantity {
            best: Some(best.into()),
            unit: unit.into(),
            ..Quantity::default()
        }),
        ..draft("voa-2016-10-24", "aid-delivery", "2016-10-12")
    };
    let since = Draft {
        when: Some(When::new("2016-10-01/..".parse().unwrap(), "")),
        ..count(0, "convoys")
    };
    let timeline = of([since, count(46, "trucks")], &Options::default());
    let figures: Vec<_> = timeline.lanes.iter().map(|lane| lane.figure.join()).collect();
    assert_eq!(figures, ["none since 1 Oct ≠ 46 trucks 12 Oct"; 2]);
}

#[test]
fn a_rejected_figure_is_not_in_its_lane_and_a_disputed_one_says_so() {
    let drafts = [idps(16_000, "people", "2016-10-20"), idps(900, "people", "2016-10-22")];
    let mut selection = sample::all();
    selection.facts = drafts.into_iter().map(sample::recorded).collect();
    selection.facts[1].verdict.disposition = Some(Disposition::Rejected);
    let selection = kept(selection);
    let timeline = Timeline::of(selection, "aleppo", &Options::default());
    assert_eq!(lane(&timeline, "idps").figure.join(), "16,000 people, 20 Oct");
    assert_eq!(lane(&timeline, "idps").marks.len(), 1);
    let standings: Vec<_> = entries(&timeline).map(|entry| entry.standing).collect();
    assert_eq!(standings, ["", "rejected"]);
    let mut disputed = selection.clone();
    disputed.facts[1].verdict.disposition = Some(Disposition::Disputed);
    let timeline = Timeline::of(kept(disputed), "aleppo", &Options::default());
    assert_eq!(
        lane(&timeline, "idps").figure.join(),
        "900 people (disputed) ≠ 16,000 people 20 Oct, 22 Oct"
    );
}

#[test]
fn a_statement_equal_to_a_rejected_fact_keeps_its_own_entry() {
    let mut selection = sample::all();
    let said = |report: &str| Draft { report: report.into(), ..idps(900, "people", "2016-10-20") };
    let facts = ["rfi-2016-10-20", "voa-2016-10-24"].map(said).map(sample::recorded);
    selection.facts = facts.into();
    selection.facts[1].verdict.disposition = Some(Disposition::Rejected);
    let timeline = Timeline::of(kept(selection), "aleppo", &Options::default());
    assert_eq!(entries(&timeline).count(), 2);
}

#[test]
fn a_total_without_an_end_is_drawn_until_its_report_and_no_longer() {
    let killed = |report: &str, best: u32| Draft {
        quantity: Some(Quantity { best: Some(best.into()), ..Quantity::default() }),
        claimants: vec!["un".to_owned()],
        ..draft(report, "killed", "2016-10-18/..")
    };
    let drafts = [killed("rfi-2016-10-20", 1_400), killed("voa-2016-10-24", 1_200)];
    let timeline = of(drafts, &Options::default());
    let killed = lane(&timeline, "killed");
    let ends: Vec<_> =
        killed.marks.iter().filter_map(|mark| Some(mark.last?.to_string())).collect();
    assert_eq!(ends, ["2016-10-24", "2016-10-20"]);
    // The same claimant counted again: that is not a contradiction.
    assert_eq!(killed.figure.join(), "1,200, since 18 Oct");
}
