//! Laws for any facts, tested with random ones.

use super::*;
use crate::domain::sum::Tally;
use crate::domain::when::Day;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Everything in the lines except the numbers of facts, reports and origins.
fn picture(nature: Nature, by: Option<Dimension>, all: &[Told]) -> Vec<String> {
    added(nature, by, None, all, |lines| {
        let words = |line: &Line| {
            let (place, period) = (line.place.clone(), line.period);
            let left: Vec<_> = line.left_out.0.keys().collect();
            format!("{:?} {place:?} {period:?} {:?} {left:?}", line.unit, line.tally)
        };
        lines.iter().map(words).collect()
    })
}

/// The numbers of facts, reports and origins, and of facts that were left out.
fn sources(nature: Nature, all: &[Told]) -> Vec<[usize; 5]> {
    added(nature, None, None, all, |lines| {
        let numbers = |line: &Line| {
            let origins = &line.origins;
            [line.facts, line.reports, origins.least, origins.most, line.left_out.count()]
        };
        lines.iter().map(numbers).collect()
    })
}

/// Facts without a claimant: a running total that its claimant corrected still counts in a line without the
/// correction.
fn of_nobody(mut all: Vec<Told>) -> Vec<Told> {
    for one in &mut all {
        one.draft.claimants.clear();
    }
    all.sort_by_key(Told::uid);
    all.dedup_by_key(|one| one.uid());
    all
}

/// The sums of the lines in which something was added.
fn tallies(nature: Nature, by: Option<Dimension>, all: &[Told]) -> Vec<Tally> {
    added(nature, by, None, all, |lines| lines.iter().filter_map(|line| line.tally).collect())
}

/// Whether the time of a fact has no end, so that it is not certain when the fact was true.
fn is_open(one: &Told) -> bool {
    one.draft.when.as_ref().is_some_and(|when| when.expression.bounds().end_latest.is_none())
}

fn any_told() -> impl Strategy<Value = Told> {
    let when = prop::sample::select(vec![
        "",
        "2018-03-01",
        "2018-03-01",
        "2018-03-02",
        "[2018-03-01..2018-03-03]",
        "[2018-02-25..2018-03-20]",
        "2018-03-01/2018-03-08",
        "2018-03-01/2018-03-02",
        "2018-02-18/2018-02-28",
        "2018-02-18/2018-03-05",
        "2018-03",
        "2018-02-20/..",
        "[2018-03-01..2018-03-03]/2018-03-08",
    ]);
    let figure = prop::sample::select(vec![None, Some(0), Some(5), Some(46), Some(48), Some(51)]);
    let claimant = prop::sample::select(vec![None, Some("un"), Some("msf")]);
    let scope = prop::sample::select(vec![None, None, Some("civilians"), Some("fighters")]);
    let thread = prop::sample::select(vec![None, None, Some("x"), Some("y")]);
    let row = prop::sample::select(vec![None, None, Some("ged:1"), Some("ged:2")]);
    let place = prop::sample::select(vec!["douma", "douma", "zamalka", "ghouta"]);
    let report = prop::sample::select(vec!["a", "b", "c", "d"]);
    (when, figure, claimant, scope, thread, row, place, report).prop_map(
        |(when, figure, claimant, scope, thread, row, place, report)| {
            let mut one = told(report, when, figure.unwrap_or(0)).at(place);
            if figure.is_none() {
                one = one.without_figure();
            }
            one.draft.claimants = claimant.map(str::to_owned).into_iter().collect();
            one.draft.scope = scope.map(str::to_owned);
            one.draft.thread = thread.map(str::to_owned);
            one.draft.source_row_id = row.map(str::to_owned);
            one
        },
    )
}

/// Facts without duplicates.
fn some_told() -> impl Strategy<Value = Vec<Told>> {
    prop::collection::vec(any_told(), 1..12).prop_map(|mut all| {
        all.sort_by_key(Told::uid);
        all.dedup_by_key(|one| one.uid());
        all
    })
}

fn any_nature() -> impl Strategy<Value = Nature> {
    prop::sample::select(vec![Nature::Flow, Nature::Event])
}

fn any_time() -> impl Strategy<Value = Option<Dimension>> {
    prop::sample::select(vec![None, Some(Dimension::Month), Some(Dimension::Day)])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_order_of_recording_changes_nothing(
        (all, other) in some_told().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        nature in any_nature(),
        by in any_time(),
    ) {
        prop_assert_eq!(picture(nature, by, &all), picture(nature, by, &other));
        prop_assert_eq!(sources(nature, &all), sources(nature, &other));
    }

    #[test]
    fn a_rejected_fact_changes_nothing(
        all in some_told(), one in any_told(), nature in any_nature(), by in any_time(),
    ) {
        let before = picture(nature, by, &all);
        let mut more = all;
        more.push(one.judged(Disposition::Rejected));
        prop_assert_eq!(picture(nature, by, &more), before);
    }

    #[test]
    fn a_copy_in_another_report_changes_only_the_number_of_reports(
        all in some_told(), which in 0_usize..12, nature in any_nature(), by in any_time(),
    ) {
        let mut more = all.clone();
        let mut copy = all[which % all.len()].clone();
        copy.draft.report = "copy".to_owned();
        more.push(copy);
        prop_assert_eq!(picture(nature, by, &more), picture(nature, by, &all));
    }

    #[test]
    fn the_sum_of_all_is_never_below_that_of_some(
        all in some_told(), nature in any_nature(), what in 0_usize..5,
    ) {
        // Two figures of one thread, for a town and for its district, may mean one event or two.
        let without_thread = |mut one: Told| {
            one.draft.thread = None;
            one
        };
        let all = of_nobody(all.into_iter().map(without_thread).collect());
        let Some(whole) = tallies(nature, None, &all).pop() else { return Ok(()) };
        let key = |one: &Told| match what {
            0 => one.draft.scope.clone(),
            1 => Some(one.draft.place.clone()),
            _ => Some(one.draft.report.clone()),
        };
        let keys: BTreeSet<Option<String>> = all.iter().map(key).collect();
        let some = |wanted: &Option<String>| {
            let some: Vec<Told> = all.iter().filter(|one| key(one) == *wanted).cloned().collect();
            tallies(nature, None, &some)
        };
        let parts: Vec<Tally> = match what {
            0..3 => keys.iter().flat_map(some).collect(),
            3 => tallies(nature, Some(Dimension::Month), &all),
            _ => tallies(nature, Some(Dimension::Day), &all),
        };
        let is_covered = whole.stated.is_some_and(|stated| stated.covered > 0);
        // Of two reports, one may say that there was none. That gives a part no lower bound, and a total that includes
        // the part may hide this doubt.
        let has_none = all.iter().any(|one| one.draft.quantity.as_ref().is_some_and(Quantity::is_zero));
        let is_doubted = what == 2 && whole.overlaps > 0 && has_none;
        let is_sure = whole.exceeded + whole.contested + whole.maybe_same == 0
            && !is_covered
            && !is_doubted;
        for part in parts {
            prop_assert!(whole.claimed >= part.claimed, "{whole:?} {part:?}");
            let is_below = whole.amount.low < part.amount.low;
            prop_assert!(!is_sure || !is_below, "{whole:?} {part:?}");
        }
    }

    #[test]
    fn what_lies_in_a_total_and_is_not_more_changes_nothing(
        parts in some_told(), nature in any_nature(), whole in prop::sample::select(vec![
            "2018-02-01/2018-04-30", "2018-02/2018-04", "2018-01/2018-04-30",
        ]),
    ) {
        let mut all = parts;
        for one in &mut all {
            one.draft.thread = None;
            one.draft.source_row_id = None;
        }
        all.retain(|one| one.draft.when.is_some() && !is_open(one));
        let mut all = of_nobody(all);
        let total = told("total", whole, 5_003).at("syria");
        let alone = tallies(nature, None, std::slice::from_ref(&total));
        all.push(total);
        let sum = tallies(nature, None, &all).pop().unwrap();
        prop_assert_eq!(sum.amount, alone[0].amount);
        let parts = sum.stated.map_or(0.0, |stated| stated.parts.high);
        prop_assert!(parts <= 5_003.0);
    }

    #[test]
    fn the_sum_of_a_split_window_covers_no_event_twice(
        all in some_told(), nature in any_nature(), split in 0_i64..9,
    ) {
        let at = "2018-02-26".parse::<Day>().unwrap() + chrono::Days::new(split.unsigned_abs());
        let facts = |window| added(nature, None, Some(window), &all, |lines| {
            lines.iter().map(|line| line.facts).sum::<usize>()
        });
        let (before, after) = (
            facts(Window { from: None, to: Some(at) }),
            facts(Window { from: at.succ_opt(), to: None }),
        );
        // An absence is true on both sides.
        let is_none = |one: &&Told| one.draft.quantity.as_ref().is_some_and(Quantity::is_zero);
        let nones = all.iter().filter(is_none).count();
        prop_assert!(before + after <= all.len() + nones);
    }

    #[test]
    fn no_sum_is_above_what_all_facts_add_up_to_or_out_of_order(
        all in some_told(), nature in any_nature(), by in any_time(),
    ) {
        let mut naive: BTreeMap<(), f64> = BTreeMap::new();
        for one in &all {
            let best = one.draft.quantity.as_ref().map_or(f64::INFINITY, |quantity| {
                quantity.best.map_or(f64::INFINITY, crate::domain::number::Number::get)
            });
            *naive.entry(()).or_default() += best;
        }
        added(nature, by, None, &all, |lines| {
            for line in lines {
                let Some(tally) = line.tally else { continue };
                let amount = tally.amount;
                assert!(amount.low <= amount.high, "{tally:?}");
                assert!(amount.best.is_none_or(|best| amount.low <= best && best <= amount.high), "{tally:?}");
                assert!(amount.high <= naive[&()], "{tally:?}");
            }
        });
    }
}
