//! Tests of tolls that grow, totals that are divided in several ways, and reports of none.

use super::examples::{events, exact, flow, months, range};
use super::*;

#[test]
fn totals_that_begin_on_one_of_the_same_days_are_stages_of_one() {
    let since = |published, figure| {
        told(published, "[2017-01-01..2017-01-10]/..", figure).published(published)
    };
    let tolls = [since("2017-03-08", 600).by("un"), since("2017-03-24", 700).by("un")];
    assert_eq!(flow(&tolls), exact(700, 1));
    let less = since("2017-04-01", 300).by("council");
    assert_eq!(flow(&[tolls[0].clone(), tolls[1].clone(), less]), range(300, 700, 1));
    let month = told("m", "2017-01-01/2017-03-08", 40).by("msf").published("2017-03-08");
    let with_month = [tolls[0].clone(), tolls[1].clone(), month];
    assert_eq!(flow(&with_month).2, Some(700.0), "its period may be that of a stage");
    let until =
        |from: &str, figure| told(from, &format!("{from}/[2017-03-11..2017-03-20]"), figure);
    assert_eq!(flow(&[until("2017-03-05", 40), until("2017-03-01", 60)]), exact(60, 1));
    let other = told("x", "[2017-01-05..2017-01-15]/2017-03-20", 100);
    assert_eq!(flow(&[tolls[1].clone(), other]), range(700, 800, 2), "it may have begun earlier");
}

#[test]
fn several_cuts_of_one_total_are_no_more_than_the_greatest_one() {
    let week = |figure| told("a", "2018-03-08/2018-03-14", figure).by("un").at("ghouta");
    let revised = told("b", "2018-03-08/2018-03-16", 2_930).by("un").at("ghouta");
    let earlier = told("c", "2018-03-08/2018-03-12", 2_862).by("un").at("ghouta");
    let all = [
        week(2_946).published("2018-03-14"),
        week(1_684).scope("women").published("2018-03-14"),
        week(1_262).scope("men").published("2018-03-14"),
        week(1_700).at("douma").published("2018-03-14"),
        week(980).at("zamalka").published("2018-03-14"),
        revised.published("2018-03-16"),
        earlier.published("2018-03-12"),
    ];
    assert_eq!(flow(&all), range(2_930, 2_946, 1));
    added(Nature::Flow, None, None, &all, |lines| {
        let parts = lines[0].tally.unwrap().stated.unwrap().parts;
        assert_eq!((parts.low, parts.high), (2_946.0, 2_946.0));
    });
}

#[test]
fn of_two_tolls_of_one_day_by_one_claimant_the_greater_one_counts() {
    let toll = |report, figure| {
        told(report, "2018-03-08/..", figure).by("ministry").published("2018-03-09")
    };
    for (first, second) in [("a", "b"), ("b", "a")] {
        assert_eq!(flow(&[toll(first, 296), toll(second, 820)]), exact(820, 1));
    }
    assert_eq!(flow(&[toll("a", 296), toll("b", 820).by("msf")]), range(296, 820, 1));
    let over = |report, figure| toll(report, figure).published("2018-04-30");
    let over = [over("a", 296), over("b", 820)].map(|mut one| {
        one.draft.when = told("", "2018-03-08/2018-03-09", 1).draft.when;
        one
    });
    assert_eq!(flow(&over), range(296, 820, 1));
}

#[test]
fn what_counts_several_events_of_a_report_together_is_none_of_its_own() {
    let on = |report, figure| told(report, "2018-03-06", figure);
    let two = [on("a", 5).by("monitor"), on("a", 12).by("monitor")];
    let with = |one: Told| [two[0].clone(), two[1].clone(), one];
    assert_eq!(flow(&with(on("b", 17).by("ministry"))), exact(17, 2));
    assert_eq!(events(&with(on("b", 17))), exact(17, 2));
    assert_eq!(flow(&with(on("b", 20).by("ministry"))), range(17, 37, 3), "it is not known");
    assert_eq!(events(&with(on("a", 17).by("monitor"))), exact(34, 3), "a third one");
    let trucks = [on("a", 46).by("wfp"), on("a", 5).by("wfp"), on("b", 51).by("council")];
    assert_eq!(events(&trucks), exact(51, 2));
    let corrected = on("c", 20).by("monitor").published("2018-05-02");
    let all = [with(on("b", 17)).as_slice(), &[corrected]].concat();
    assert_eq!(flow(&all).2, Some(42.0), "its claimant says 20 since");
    let named = on("b", 17).thread("other");
    assert_eq!(events(&with(named)), range(17, 34, 3), "a named event");
}

#[test]
fn what_was_corrected_counts_in_no_month() {
    let toll =
        |published, when, figure| told(published, when, figure).by("monitor").published(published);
    let all = [
        toll("2018-03-01", "2018-02-10/2018-02-28", 600),
        toll("2018-03-06", "2018-02-10/2018-03-05", 550),
    ];
    let lines = months(Nature::Flow, &all);
    assert_eq!(lines, [("2018-02-01/2018-03-31".to_owned(), Some(exact(550, 1)), 0)]);
    let by_two = [all[0].clone().by("un"), all[1].clone()];
    assert_eq!(months(Nature::Flow, &by_two).len(), 2);
}

#[test]
fn none_of_convoys_is_none_of_trucks() {
    let none = |report, published| {
        told(report, "[2018-02-01..2018-02-10]/..", 0).by(report).published(published)
    };
    let trucks = told("wfp", "2018-03-02", 12).in_unit("trucks");
    let early = none("un", "2018-02-20");
    assert_eq!(events(&[early.clone(), trucks.clone()]), exact(12, 1));
    let late = none("council", "2018-03-10");
    let all = [early, trucks.clone(), late];
    assert!(events(&all).0 < f64::EPSILON);
    let lines = months(Nature::Event, &all);
    assert_eq!(
        lines[0],
        ("2018-02-01/2018-02-28".to_owned(), Some((0.0, Some(0.0), Some(0.0), 0)), 0)
    );
    assert_eq!((lines.len(), lines[1].1), (2, Some(range(0, 12, 0))));
    let tonnes = told("wfp", "2018-03-02", 40).in_unit("tonnes");
    added(Nature::Event, None, None, &[all[2].clone(), trucks, tonnes], |lines| {
        let facts: Vec<usize> = lines.iter().map(|line| line.facts).collect();
        assert_eq!((facts, lines[0].reports, lines[1].reports), (vec![2, 1], 2, 2));
        assert!(lines.iter().all(|line| line.tally.unwrap().amount.low == 0.0));
        assert!(lines.iter().all(|line| line.tally.unwrap().denied == 1));
    });
}

#[test]
fn the_days_of_a_share_are_known() {
    let share = told("a", "2018-03-10/2018-03-16", 3).of(7);
    let lines = months(Nature::Flow, &[share]);
    assert_eq!(lines, [("2018-03-01/2018-03-31".to_owned(), None, 1)]);
}

#[test]
fn a_month_that_is_not_over_reaches_until_the_day_of_its_report() {
    let month = told("a", "2018", 400).by("wfp").published("2018-03-05");
    let toll = told("b", "2018-01-01/..", 9_000).by("un").published("2018-03-20");
    assert_eq!(flow(&[month.clone(), toll]), exact(9_000, 1));
    let lines = months(Nature::Flow, &[month]);
    assert_eq!(lines[0].0, "2018-01-01/2018-03-31");
}

#[test]
fn what_nobody_is_named_for_may_be_a_figure_that_was_raised() {
    let on = |report, figure, published| told(report, "2018-03-06", figure).published(published);
    let all = [
        on("a", 15, "2018-03-07").by("ministry"),
        on("b", 21, "2018-03-08").by("ministry"),
        on("afp", 15, "2018-03-07"),
    ];
    assert_eq!(flow(&all), exact(21, 1));
}
