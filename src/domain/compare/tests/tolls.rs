//! Tolls that grow, several events in one report, and periods that continue.

use super::*;
use crate::domain::compare::relate::Relation::{Contradicts, PartOf, Updates};

fn flow(one: &Said, two: &Said) -> Option<Relation> {
    relation(Nature::Flow, one, two)
}

/// How many contradictions there are, and the current figure of the first group.
fn picture(nature: Nature, all: &[Said]) -> (usize, Option<f64>) {
    compared(nature, Measure::Count, all, |groups| {
        let voices = groups.iter().flat_map(|group| &group.voices);
        let contradictions = voices.map(|voice| voice.contradicts.len()).sum();
        let figure = groups[0].stands.figure.as_ref().and_then(|figure| figure.best);
        (contradictions, figure.map(crate::domain::number::Number::get))
    })
}

#[test]
fn totals_that_begin_on_one_of_the_same_days_begin_together() {
    let since =
        |published, figure| said(published, "[2017-01-01..2017-01-10]/..").exactly(figure).by("un");
    let (early, late) = (since("2017-03-08", 600), since("2017-03-24", 700));
    assert_eq!(flow(&early, &late), Some(PartOf));
    assert_eq!(picture(Nature::Flow, &[early.clone(), late.clone()]), (0, Some(700.0)));
    let less = since("2017-04-01", 300);
    assert_eq!(flow(&less, &late), Some(Updates), "its claimant lowered it");
    assert_eq!(flow(&less.by("council"), &late), Some(Contradicts));
    let other = said("2017-04-01", "[2017-01-05..2017-01-15]/..").exactly(300);
    assert_eq!(flow(&other, &late), None, "it may have begun earlier or later");
    let one_day = said("2017-01-12", "[2017-01-01..2017-01-10]").exactly(900);
    assert_eq!(flow(&one_day, &late), None, "one day before the total may have begun");
    let until = |from, figure| {
        said("2017-04-01", &format!("{from}/[2017-03-11..2017-03-20]")).exactly(figure)
    };
    assert_eq!(flow(&until("2017-03-05", 80), &until("2017-03-01", 60)), Some(Contradicts));
}

#[test]
fn a_period_that_is_not_over_reaches_until_the_day_of_its_report() {
    let month = said("2017-03-05", "2017-03").exactly(9).by("wfp");
    let toll = said("2017-03-20", "2017-03-01/..").exactly(40).by("un");
    assert_eq!(flow(&month, &toll), Some(PartOf));
    for when in ["2017", "2017-02/2017-04", "2017-03-01/2017-03-31", "2017-02-27/2017-03-05"] {
        let one = said("2017-03-05", when).exactly(9).by("wfp");
        assert_eq!(picture(Nature::Flow, &[one, toll.clone()]), (0, Some(40.0)), "{when}");
    }
    let stock = [said("2017-03-05", "2017-03").exactly(9), said("2017-03-20", "").exactly(40)];
    compared(Nature::Stock, Measure::Count, &stock, |groups| {
        let days = groups.iter().map(|group| group.stands.as_of.unwrap().to_string());
        assert_eq!(days.collect::<Vec<_>>(), ["2017-03-20", "2017-03-05"]);
    });
    let page = |until: &str, figure| {
        said("2017-03-05", &format!("2017-01-10/{until}")).exactly(figure).by("un")
    };
    let updated = [page("2017-05-23", 10), page("2017-08-21", 18)];
    assert_eq!(picture(Nature::Flow, &updated), (0, Some(18.0)), "a page under its old date");
    let ahead = said("2017-03-05", "2017-03").exactly(9).stance(Stance::Forecasts);
    compared(Nature::Flow, Measure::Count, &[ahead], |groups| {
        let last = groups[0].voices[0].statement.last().unwrap();
        assert_eq!(last.to_string(), "2017-03-31", "what is to come is not cut");
    });
}

#[test]
fn of_two_tolls_of_one_day_by_one_claimant_the_greater_one_is_the_later_one() {
    let toll = |report, figure| {
        said("2023-09-09", "2023-09-08/..").exactly(figure).by("ministry").in_report(report)
    };
    for (first, second) in [("a", "b"), ("b", "a")] {
        let both = [toll(first, 296), toll(second, 820)];
        assert_eq!(picture(Nature::Flow, &both), (0, Some(820.0)));
        assert_eq!(flow(&both[0], &both[1]), Some(PartOf));
    }
    assert_eq!(flow(&toll("a", 296), &toll("a", 820)), Some(Contradicts), "one report");
    assert_eq!(flow(&toll("a", 296), &toll("b", 820).by("red-cross")), Some(Contradicts));
    let over = |report, figure| {
        said("2023-09-12", "2023-09-08/2023-09-10").exactly(figure).by("ministry").in_report(report)
    };
    assert_eq!(flow(&over("a", 296), &over("b", 820)), Some(Contradicts), "it grew no more");
    let speech = |report, figure| toll(report, figure).origin("speech");
    assert_eq!(flow(&speech("a", 296), &speech("b", 820)), Some(Contradicts), "one utterance");
}

#[test]
fn two_figures_of_one_report_for_one_day_are_two_events_of_the_number_of_the_day() {
    let on = |report, figure| said("2017-03-08", "2017-03-06").exactly(figure).in_report(report);
    let (five, twelve) = (on("a", 5).by("monitor"), on("a", 12).by("monitor"));
    assert_eq!(flow(&five, &twelve), None);
    let seventeen = on("b", 17).by("ministry");
    for nature in [Nature::Flow, Nature::Event] {
        let all = [five.clone(), twelve.clone(), seventeen.clone()];
        assert_eq!(picture(nature, &all), (0, Some(17.0)));
        let less = on("b", 15).by("ministry");
        assert_eq!(picture(nature, &[five.clone(), twelve.clone(), less]).0, 4, "17 are more");
        assert_eq!(picture(nature, &[twelve.clone(), seventeen.clone()]).0, 2, "only one is told");
    }
    let trucks = [on("a", 46).by("wfp"), on("a", 5).by("wfp"), on("b", 51).by("council")];
    assert_eq!(
        picture(Nature::Event, &trucks),
        (0, Some(51.0)),
        "46 is near to 51, and both are 51"
    );
    let children = on("a", 9).scope("children").by("monitor");
    assert_eq!(flow(&children, &twelve), Some(PartOf), "of one event");
}

#[test]
fn what_belongs_to_a_named_event_contradicts_no_other_one() {
    let trucks =
        |report, figure| said("2017-03-06", "2017-03-05").exactly(figure).in_report(report);
    let a = trucks("a", 10).by("wfp").thread("convoy-a");
    let b = trucks("b", 20).by("icrc").thread("convoy-b");
    let third = trucks("c", 11).by("un");
    let contradictions = |all: &[Said]| picture(Nature::Event, all).0;
    assert_eq!(contradictions(&[a.clone(), b.clone(), third.clone()]), 2, "only 10 and 11");
    assert_eq!(contradictions(&[b, third]), 2, "of one named event");
    let two = [trucks("a", 46).by("wfp"), trucks("a", 48).by("wfp"), trucks("b", 45).by("un")];
    assert_eq!(contradictions(&two), 2, "45 is nearer to 46");
}

#[test]
fn what_nobody_is_named_for_may_be_an_utterance_that_was_corrected() {
    let on = |published, figure| said(published, "2017-03-06").exactly(figure);
    let old = on("2017-03-07", 15).by("ministry");
    let new = on("2017-03-08", 21).by("ministry");
    let copy = |published| on(published, 15).in_report("afp");
    let all = |copy: Said| picture(Nature::Flow, &[old.clone(), new.clone(), copy]);
    assert_eq!(all(copy("2017-03-07")), (0, Some(21.0)));
    assert_eq!(all(copy("2017-03-09")).0, 2, "a later report says so still");
    assert_eq!(all(copy("2017-03-07").by("monitor")).0, 2);
}

#[test]
fn a_price_in_a_scope_is_not_a_part_of_a_price() {
    let price = |report, figure| {
        let mut one = said("2017-03-06", "2017-03-05").exactly(figure).in_report(report);
        one.draft.quantity.as_mut().unwrap().unit = "USD".to_owned();
        one
    };
    let (food, bread) = (price("a", 3), price("b", 4).scope("bread"));
    assert_eq!(relation(Nature::Stock, &bread, &food), None);
    assert_eq!(flow(&bread, &food), Some(Contradicts), "what was paid adds up");
}
