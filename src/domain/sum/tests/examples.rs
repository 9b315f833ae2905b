//! Each rule by an example.

use super::*;
use crate::domain::sum::LeftOut::{self, Edge, OpenPeriod, Share, Undated};

/// Lower bound, figure and upper bound (`None` if open), and the number of events.
pub(super) type Sum = (f64, Option<f64>, Option<f64>, usize);

fn of_line(line: &Line) -> Option<Sum> {
    let tally = line.tally?;
    let high = Some(tally.amount.high).filter(|high| high.is_finite());
    Some((tally.amount.low, tally.amount.best, high, tally.events))
}

/// The only line of the sum of these statements.
fn sum(nature: Nature, all: &[Told]) -> Sum {
    added(nature, None, None, all, |lines| {
        assert_eq!(lines.len(), 1, "{lines:?}");
        of_line(&lines[0]).unwrap()
    })
}

pub(super) fn events(all: &[Told]) -> Sum {
    sum(Nature::Event, all)
}

pub(super) fn flow(all: &[Told]) -> Sum {
    sum(Nature::Flow, all)
}

/// The lines by month, each with its first and last day.
pub(super) fn months(nature: Nature, all: &[Told]) -> Vec<(String, Option<Sum>, usize)> {
    added(nature, Some(Dimension::Month), None, all, |lines| {
        let period = |line: &Line| {
            line.period.map(|days| format!("{}/{}", days.first, days.last)).unwrap_or_default()
        };
        lines.iter().map(|line| (period(line), of_line(line), line.left_out.count())).collect()
    })
}

pub(super) fn exact(best: u32, events: usize) -> Sum {
    let best = f64::from(best);
    (best, Some(best), Some(best), events)
}

pub(super) fn range(low: u32, high: u32, events: usize) -> Sum {
    (low.into(), None, Some(high.into()), events)
}

#[test]
fn five_reports_of_three_convoys_are_three_events() {
    let convoys = [
        told("icrc", "2018-03-05", 46).by("icrc"),
        told("voa", "2018-03-05", 46).by("un"),
        told("sana", "2018-03-05", 45).by("sana"),
        told("voa-2", "2018-03-09", 13).by("icrc"),
        told("voa-3", "2018-03-15", 25).by("un"),
    ];
    assert_eq!(events(&convoys), range(83, 84, 3));
    added(Nature::Event, None, None, &convoys, |lines| {
        let line = &lines[0];
        assert_eq!((line.facts, line.reports, line.tally.unwrap().contested), (5, 5, 1));
        assert_eq!((line.origins.least, line.origins.most), (3, 3));
        assert_eq!(line.place.as_deref(), Some("douma"));
    });
}

#[test]
fn of_a_running_toll_the_latest_end_counts() {
    let tolls = [
        told("a", "2018-02-18/2018-02-21", 500).by("sohr"),
        told("b", "2018-02-18/2018-02-28", 600).by("un"),
        told("c", "2018-02-18/2018-03-05", 1_000).by("sohr"),
    ];
    assert_eq!(flow(&tolls), exact(1_000, 1));
    // A figure that its claimant lowered later is counted with the lower value; an earlier figure of another claimant
    // contradicts it.
    let lowered = told("d", "2018-02-18/2018-03-06", 900).by("sohr");
    assert_eq!(flow(&[tolls[2].clone(), lowered.clone()]), exact(900, 1));
    assert_eq!(flow(&[tolls[2].clone().by("un"), lowered]), range(900, 1_000, 1));
}

#[test]
fn a_running_toll_is_no_less_than_what_its_claimant_said_later_of_an_earlier_day() {
    let total = told("a", "2018-02-18/2018-03-05", 500).by("sohr").published("2018-03-05");
    let more = told("b", "2018-02-18/2018-03-01", 600).by("sohr").published("2018-03-10");
    let less = told("c", "2018-02-18/2018-02-25", 300).by("sohr").published("2018-03-10");
    assert_eq!(flow(&[total.clone(), more.clone()]), (600.0, None, None, 1));
    assert_eq!(flow(&[less.clone(), more.clone(), total.clone()]), (600.0, None, None, 1));
    // A later figure that is not greater changes nothing, and an earlier one no longer counts.
    assert_eq!(flow(&[total.clone(), less]), exact(500, 1));
    let before = more.clone().published("2018-03-02");
    assert_eq!(flow(&[total.clone(), before]), exact(500, 1));
    // With two claimants, it is a contradiction.
    assert_eq!(flow(&[total, more.by("un")]), range(500, 600, 1));
}

#[test]
fn what_another_claimant_says_of_an_earlier_stage_is_not_corrected() {
    let since = |who: &str, best| told(who, "2018-02-18/2018-02-28", best).by(who);
    let more = told("c", "2018-02-18/2018-02-28", 0).figures(Some(150), None, None).by("un");
    let later = told("d", "2018-02-18/2018-03-05", 125).by("sohr");
    let open = |low: u32| (f64::from(low), None, None, 1);
    assert_eq!(flow(&[more.clone(), later.clone()]), open(125));
    assert_eq!(flow(&[since("sohr", 120), more.clone(), later.clone()]), open(125));
    assert_eq!(flow(&[since("sohr", 120), since("un", 150), later.clone()]), range(125, 150, 1));
    // A figure that the same claimant lowered is replaced, although others report the same days or days in
    // between.
    let three = [since("sohr", 150), since("un", 110), later.clone()];
    assert_eq!(flow(&three), exact(125, 1));
    let between = told("e", "2018-02-18/2018-03-02", 120).by("un");
    assert_eq!(flow(&[since("sohr", 150), between, later]), exact(125, 1));
}

#[test]
fn from_one_month_to_another_is_all_of_both() {
    let quarter = told("a", "2018-01/2018-03", 400);
    let (feb, mar) = (told("b", "2018-02", 100), told("c", "2018-03", 130));
    assert_eq!(flow(&[quarter.clone(), feb.clone(), mar.clone()]), exact(400, 1));
    assert_eq!(flow(&[quarter.clone(), told("d", "2018-01-01/2018-03-31", 400)]), exact(400, 1));
    // A report from before the end of the last month does not include all of that month.
    let early = quarter.published("2018-03-20");
    assert_eq!(flow(&[early, feb, mar]), range(400, 530, 2));
}

#[test]
fn parts_that_may_overlap_add_up_to_no_more_than_their_total() {
    let of = |when: &str, best, scope: &str| {
        let one = told(&format!("{when}{scope}"), when, best).by("un");
        if scope.is_empty() { one } else { one.scope(scope) }
    };
    let all = [
        of("2018-03-01/2018-03-20", 70, ""),
        of("2018-03-01/2018-03-20", 35, "children"),
        of("2018-03-01/2018-03-31", 100, ""),
        of("2018-03-01/2018-03-31", 40, "children"),
    ];
    assert_eq!(flow(&all), exact(100, 1));
    added(Nature::Flow, None, None, &all, |lines| {
        let parts = lines[0].tally.unwrap().stated.unwrap().parts;
        assert_eq!((parts.low, parts.high), (70.0, 100.0));
    });
}

#[test]
fn what_is_certainly_apart_adds_up_though_a_vague_total_may_have_either() {
    let all = [
        told("a", "2018-02-15/2018-03-17", 0).figures(Some(1), None, None).scope("civilians"),
        told("b", "2018-03-01", 50),
        told("c", "2018-03-14/2018-03-15", 50).scope("civilians"),
    ];
    assert!((flow(&all).0 - 100.0).abs() < f64::EPSILON);
    // Civilians and fighters do not overlap, even if others are counted, too.
    let day = |scope: &str, best| told(scope, "2018-03-01", best).scope(scope);
    let three = [day("civilians", 50), day("fighters", 30), day("sick", 5)];
    assert_eq!(flow(&three), range(80, 85, 3));
}

#[test]
fn people_are_whole() {
    let about = told("a", "2018-03-05", 1_250).about();
    assert_eq!(flow(&[about]), (1_188.0, Some(1_250.0), Some(1_313.0), 1));
    assert_eq!(flow(&[told("a", "2018-03-05", 3).about()]), exact(3, 1));
}

#[test]
fn a_total_and_its_parts_never_count_both() {
    let days =
        [told("a", "2018-03-05", 10), told("b", "2018-03-06", 5), told("c", "2018-03-08", 7)];
    let week = told("d", "2018-03-05/2018-03-11", 40);
    assert_eq!(flow(&days), exact(22, 3));
    let mut all = days.to_vec();
    all.push(week.clone());
    assert_eq!(flow(&all), exact(40, 1));
    added(Nature::Flow, None, None, &all, |lines| {
        let stated = lines[0].tally.unwrap().stated.unwrap();
        assert_eq!((stated.parts.best, stated.events, stated.covered), (Some(22.0), 3, 0));
        assert_eq!((stated.difference(), stated.is_by_day), (Some(18.0), true));
    });
    // The parts are counted if they include every day.
    let halves = [told("e", "2018-03-05/2018-03-07", 20), told("f", "2018-03-08/2018-03-11", 15)];
    let mut all = halves.to_vec();
    all.push(week.clone());
    assert_eq!(flow(&all), exact(35, 2));
    // If the parts are greater than their total, the result is a range.
    assert_eq!(flow(&[week, told("g", "2018-03-05/2018-03-07", 50)]), range(40, 50, 1));
}

#[test]
fn a_total_of_a_district_has_the_events_of_its_towns() {
    let district = told("a", "2018-03-05/2018-03-11", 40).at("ghouta");
    let all = [
        district.clone(),
        told("b", "2018-03-05", 10),
        told("c", "2018-03-06", 5).at("zamalka"),
        told("d", "2018-03-20", 3).at("zamalka"),
    ];
    assert_eq!(flow(&all), exact(43, 2));
    // A figure for the country includes the one for the district, whether or not figures for towns came before it.
    let country = told("g", "2018-03-05/2018-03-11", 50).at("syria");
    assert_eq!(flow(&[all[1].clone(), district, country]), exact(50, 1));
    // A figure for the district on a day includes those for its towns on that day.
    let day = told("e", "2018-03-05", 12).at("ghouta");
    assert_eq!(flow(&[day.clone(), told("b", "2018-03-05", 10)]), exact(12, 1));
    // A week in a town and a day in its district: neither is a part of the other.
    let week = told("f", "2018-03-05/2018-03-11", 8);
    assert_eq!(flow(&[day, week]), range(12, 20, 2));
}

#[test]
fn a_part_of_the_people_is_a_part() {
    let all = |scope: &str| told("s", "2018-03-05", 7).scope(scope);
    let people = told("a", "2018-03-05", 10);
    assert_eq!(flow(&[people.clone(), all("civilians")]), exact(10, 1));
    let fighters = told("b", "2018-03-05", 4).scope("fighters");
    assert_eq!(flow(&[all("civilians"), fighters.clone()]), exact(11, 2));
    // Wounded civilians may be among the civilians.
    assert_eq!(
        flow(&[all("civilians"), told("c", "2018-03-05", 4).scope("sick")]),
        range(7, 11, 2)
    );
}

#[test]
fn what_may_be_one_event_counts_once_in_the_low_bound() {
    let all = [told("a", "2018-03-05", 46), told("b", "2018-03-05", 13)];
    assert_eq!(events(&all), range(13, 59, 2));
    // A report that gives both shows that they are two.
    let both =
        [all[0].clone(), all[1].clone(), told("c", "2018-03-05", 46), told("c", "2018-03-05", 13)];
    assert_eq!(events(&both), exact(59, 2));
    // Two threads, or two rows of a data set, are two events, even if their figures are near.
    let near = [told("a", "2018-03-05", 46).thread("x"), told("b", "2018-03-05", 46).thread("y")];
    assert_eq!(events(&near), exact(92, 2));
    let rows = [told("a", "2018-03-05", 3).row("ged:1"), told("b", "2018-03-05", 3).row("ged:2")];
    assert_eq!(events(&rows), exact(6, 2));
    // Two facts with one thread, or one origin, are one event.
    let thread = [told("a", "2018-03-05", 46).thread("x"), told("b", "2018-03-05", 30).thread("x")];
    assert_eq!(events(&thread), range(30, 46, 1));
    let origin = [told("a", "2018-03-05", 46).by("un"), told("b", "2018-03-05", 30).by("un")];
    assert_eq!(events(&origin), range(30, 46, 1));
}

#[test]
fn a_day_that_is_not_certain_finds_its_event() {
    let monday = told("a", "2018-03-05", 46);
    let early = told("b", "[2018-03-04..2018-03-06]", 46);
    assert_eq!(events(&[monday.clone(), early.clone()]), exact(46, 1));
    let friday = told("c", "2018-03-09", 13);
    assert_eq!(events(&[monday, early, friday]), exact(59, 2));
    // On an unknown day of March, the event may be one of the known events.
    let some_day = told("d", "[2018-03-01..2018-03-31]", 30);
    assert_eq!(events(&[told("a", "2018-03-05", 46), some_day]), range(46, 76, 2));
}

#[test]
fn rows_of_a_data_set_are_not_parts_of_one_another() {
    let rows = [
        told("a", "2018-03", 3).row("ged:1").thread("ged-1"),
        told("b", "2018-03-05", 8).row("ged:2").thread("ged-2"),
        told("c", "2018-03-05", 8).row("ged:2").thread("ged-2"),
    ];
    assert_eq!(flow(&rows), exact(11, 2));
    // Figures for a district and for its town are not added either, even if one of them may be the same as a third.
    let nested = [
        told("a", "2018-03", 5).row("ged:1").at("ghouta"),
        told("b", "2018-03", 6).row("ged:2"),
        told("c", "2018-03-01/2018-03-08", 2),
    ];
    assert_eq!(flow(&nested[..2]), exact(11, 2));
    assert_eq!(flow(&nested), range(11, 13, 3));
    // A stated total includes all of them.
    let mut all = rows.to_vec();
    all.push(told("d", "2018-03", 20));
    assert_eq!(flow(&all), exact(20, 1));
}

#[test]
fn bounds_add_as_bounds() {
    let sure = told("a", "2018-03-05", 46);
    let more = told("b", "2018-03-09", 0).figures(Some(20), None, None);
    assert_eq!(events(&[sure.clone(), more]), (66.0, None, None, 2));
    let range_of = told("c", "2018-03-10", 0).figures(Some(10), None, Some(15));
    assert_eq!(events(&[sure.clone(), range_of]), range(56, 61, 2));
    let about = told("d", "2018-03-11", 100).about();
    assert_eq!(events(&[sure.clone(), about.clone()]), (136.0, Some(146.0), Some(156.0), 2));
    added(Nature::Event, None, None, &[sure.clone(), about], |lines| {
        assert!(lines[0].tally.unwrap().amount.is_about);
    });
    let unsaid = told("e", "2018-03-12", 0).without_figure();
    assert_eq!(events(&[sure, unsaid]), (47.0, None, None, 2));
}

#[test]
fn what_did_not_happen_does_not_count() {
    let sure = told("a", "2018-03-05", 46);
    let other = told("b", "2018-03-09", 25);
    for (name, one) in [
        ("planned", other.clone().status(Status::Planned)),
        ("proposed", other.clone().status(Status::Proposed)),
        ("announced", other.clone().stance(Stance::Announces)),
        ("forecast", other.clone().stance(Stance::Forecasts)),
        ("demanded", other.clone().stance(Stance::Demands)),
        ("denied", other.clone().stance(Stance::Denies)),
        ("refused", other.clone().status(Status::Refused)),
        ("rejected", other.clone().judged(Disposition::Rejected)),
    ] {
        assert_eq!(events(&[sure.clone(), one]), exact(46, 1), "{name}");
    }
    // Reports of none against reports of some, on one day and over a period.
    let none = told("c", "2018-03-05", 0).by("sana");
    assert_eq!(events(&[sure.clone(), none]), range(0, 46, 1));
    let none = told("d", "2018-03-01/2018-03-20", 0);
    assert_eq!(events(&[sure, none]), range(0, 46, 0));
}

#[test]
fn what_cannot_be_placed_is_counted() {
    let all = [
        told("a", "2018-03-05", 46),
        told("b", "", 10),
        told("c", "2018-02-18/2018-03-05", 90),
        told("d", "2018-03-05", 14).of(46),
        told("e", "../2018-03-09", 300),
    ];
    let march = Window { from: "2018-03-01".parse().ok(), to: "2018-03-31".parse().ok() };
    added(Nature::Event, None, Some(march), &all, |lines| {
        assert_eq!(of_line(&lines[0]), Some(exact(46, 1)));
        let left: Vec<(LeftOut, usize)> =
            lines[0].left_out.0.iter().map(|(why, count)| (*why, *count)).collect();
        assert_eq!(left, [(Undated, 1), (OpenPeriod, 1), (Edge, 1), (Share, 1)]);
    });
    // Another unit gives another line; an event without a figure is counted under the unit of its report.
    let trucks = [
        told("a", "2018-03-05", 46).in_unit("trucks"),
        told("b", "2018-03-05", 0).without_figure(),
        told("c", "2018-03-05", 247).in_unit("tonnes"),
    ];
    added(Nature::Event, None, None, &trucks, |lines| {
        let units: Vec<(Option<&str>, usize)> =
            lines.iter().map(|line| (line.unit.as_deref(), line.facts)).collect();
        assert_eq!(units, [(Some("tonnes"), 2), (Some("trucks"), 1)]);
    });
}

#[test]
fn a_period_in_two_months_has_a_line_of_its_own() {
    let toll = |until: &str, best| told(until, &format!("2018-02-18/{until}"), best).by("sohr");
    let day = told("d", "2018-03-02", 7);
    let two = [toll("2018-02-21", 500), toll("2018-03-05", 1_000), day.clone()];
    assert_eq!(
        months(Nature::Flow, &two),
        [
            ("2018-02-01/2018-02-28".to_owned(), Some(exact(500, 1)), 0),
            ("2018-02-01/2018-03-31".to_owned(), Some(exact(1_000, 1)), 0),
            ("2018-03-01/2018-03-31".to_owned(), Some(exact(7, 1)), 0),
        ]
    );
    // A running total to the end of February gives the figure of March as a difference.
    let three = [toll("2018-02-28", 600), toll("2018-03-05", 1_000), day];
    assert_eq!(
        months(Nature::Flow, &three),
        [
            ("2018-02-01/2018-02-28".to_owned(), Some(exact(600, 1)), 0),
            ("2018-03-01/2018-03-31".to_owned(), Some(exact(400, 1)), 0),
        ]
    );
    let differences = |lines: &[Line]| lines.iter().map(|line| line.differences).sum::<usize>();
    assert_eq!(added(Nature::Flow, Some(Dimension::Month), None, &three, differences), 1);
    let undated = months(Nature::Flow, &[told("a", "", 5)]);
    assert_eq!(undated, [(String::new(), None, 1)]);
}

#[test]
fn a_running_total_may_add_nothing_on_a_day() {
    let toll = |until: &str, best| told(until, until, best).by("un");
    let all = [
        toll("2018-03-01", 46),
        toll("2018-03-01/2018-03-02", 46),
        told("c", "2018-03-02", 51).by("un"),
    ];
    let days = |lines: &[Line]| lines.iter().map(|line| of_line(line).unwrap()).collect();
    let days: Vec<Sum> = added(Nature::Flow, Some(Dimension::Day), None, &all, days);
    assert_eq!(days, [exact(46, 1), range(0, 51, 1)]);
}

#[test]
fn a_claimant_may_correct_a_figure() {
    let before = told("a", "2018-03-05", 46).by("un").published("2018-03-05");
    let after = told("b", "2018-03-05", 38).by("un").published("2018-03-06");
    assert_eq!(events(&[before.clone(), after]), exact(38, 1));
    let vaguer = told("c", "2018-03-05", 0).figures(Some(24), None, None).by("un");
    assert_eq!(events(&[before, vaguer.published("2018-03-06")]), exact(46, 1));
}

#[test]
fn periods_that_overlap_leave_a_range() {
    let one = told("a", "2018-03-01/2018-03-15", 30);
    let two = told("b", "2018-03-10/2018-03-20", 20);
    assert_eq!(flow(&[one.clone(), two]), range(30, 50, 2));
    let apart = told("c", "2018-03-16/2018-03-20", 20);
    assert_eq!(flow(&[one, apart]), exact(50, 2));
}

#[test]
fn many_events_are_distinguished_from_a_series_with_a_current_figure() {
    let of_many = |nature: Nature, all: &[Told]| {
        added(nature, None, None, all, |lines| lines[0].tally.unwrap().is_of_many())
    };
    let events = [told("a", "2018-03-01", 3).by("sohr"), told("b", "2018-03-09", 5).by("sohr")];
    assert!(of_many(Nature::Flow, &events));
    assert!(of_many(Nature::Event, &events));
    assert!(!of_many(Nature::Flow, &events[..1]));
    // If there are events and a total of them, the newest event is not shown in place of the total.
    let total = told("c", "2018-03-01/2018-03-31", 40);
    assert!(of_many(Nature::Flow, &[events[0].clone(), events[1].clone(), total.clone()]));
    assert!(!of_many(Nature::Flow, &[events[0].clone(), total.clone()]));
    // Only the latest of several running totals counts.
    let tolls = [("2018-03-01/2018-03-09", 50), ("2018-03-01/2018-03-16", 60)];
    assert!(!of_many(Nature::Flow, &tolls.map(|(when, best)| told("d", when, best).by("un"))));
    let first_days =
        [("2018-03-01", 5), ("2018-03-01/2018-03-02", 9), ("2018-03-01/2018-03-03", 12)];
    assert!(!of_many(Nature::Flow, &first_days.map(|(when, best)| told("d", when, best).by("un"))));
    // Figures for parts of the people on one day are about one event.
    let parts = ["children", "women"].map(|scope| told("p", "2018-03-05", 2).scope(scope));
    let parts = [told("p", "2018-03-05", 9), parts[0].clone(), parts[1].clone()];
    assert!(!of_many(Nature::Flow, &parts));
    // Two reports of one day with different figures may be about one event.
    let differ = [told("e", "2018-03-05", 12), told("f", "2018-03-05", 30)];
    assert!(!of_many(Nature::Flow, &differ));
    // For periods longer than a week, the newest figure is current; a week counts as short as a day.
    let months = [told("g", "2018-01-01/2018-01-31", 7), told("g", "2018-02-01/2018-02-28", 9)];
    assert!(!of_many(Nature::Flow, &months));
    let weeks = [told("h", "2018-01-01/2018-01-07", 7), told("h", "2018-01-08/2018-01-14", 9)];
    assert!(of_many(Nature::Flow, &weeks));
    // A single day after a total is no more than the newest figure; with several days, the events are most of what is
    // recorded.
    let later = [told("i", "2018-04-02", 1), told("j", "2018-04-04", 2)];
    assert!(!of_many(Nature::Flow, &[total.clone(), later[0].clone()]));
    assert!(of_many(Nature::Flow, &[total, later[0].clone(), later[1].clone()]));
    // A vague period that includes many days does not hide them.
    let around = told("k", "[2018-02-20..2018-04-20]", 5);
    assert!(of_many(Nature::Flow, &[around, events[0].clone(), events[1].clone()]));
}

#[test]
fn days_are_as_sure_as_all_who_give_them_say() {
    let hedges = |by, days: &[&str]| {
        let all: Vec<Told> = (0..).zip(days).map(|(at, day)| told(day, day, 5 + at * 9)).collect();
        added(Nature::Flow, by, None, &all, |lines| {
            let is_about = |line: &Line| line.hedged.map(|hedge| hedge.is_some());
            lines.iter().map(is_about).collect::<Vec<_>>()
        })
    };
    let by_day = Some(Dimension::Day);
    assert_eq!(hedges(by_day, &["2018-03-05~", "2018-03-07"]), [[true; 2], [false; 2]]);
    assert_eq!(hedges(None, &["2018-03-05~", "2018-03-07"]), [[true, false]]);
    assert_eq!(hedges(by_day, &["2018-03-05~", "2018-03-05"]), [[false; 2]], "one gives the day");
    assert_eq!(hedges(Some(Dimension::Month), &["2018-03-05~"]), [[false; 2]]);
    assert_eq!(hedges(None, &["2018-03-01/2018-03-05~"]), [[false, true]]);
}
