//! Tests of sums of rows of data sets.

use super::*;

#[test]
fn the_figure_of_a_row_for_a_part_is_within_its_figure_for_all() {
    let all = [
        told("a", "2018-03-01", 46).row("set:1"),
        told("a", "2018-03-01", 5).row("set:1").scope("women"),
        told("a", "2018-03-01", 7).row("set:2").scope("women"),
    ];
    let high = |all: &[Told]| {
        added(Nature::Flow, None, None, all, |lines| lines[0].tally.unwrap().amount.high)
    };
    assert_eq!(high(&all[..2]).to_bits(), 46.0_f64.to_bits());
    assert_eq!(high(&all).to_bits(), 53.0_f64.to_bits(), "another row is another event");
    let more = [all[0].clone(), told("a", "2018-03-01", 50).row("set:1").scope("women")];
    assert!(high(&more) >= 50.0, "the part is more than the whole");
}

#[test]
fn a_row_without_a_figure_is_at_least_what_it_says_of_a_part() {
    let all = [
        told("a", "2018-03-01", 46).row("set:1"),
        told("a", "2018-03-01", 5).row("set:1").scope("women"),
    ];
    let mut some = all.clone();
    some[0].draft.quantity = None;
    let amount = |all: &[Told]| {
        added(Nature::Flow, None, None, all, |lines| {
            let amount = lines[0].tally.unwrap().amount;
            (amount.low, amount.best, amount.high)
        })
    };
    assert_eq!(amount(&all), (46.0, Some(46.0), 46.0));
    assert_eq!(amount(&some), (5.0, None, f64::INFINITY));
}
