//! What a claimant said before the window of a stock.

use super::*;
use Relation::{Contradicts, NotComparable, Updates};

/// The relation of each voice of the group in which a fact is the newest, the newest voice first.
fn group_of(all: &[Said], newest: &Said) -> Vec<(Option<i64>, Option<Relation>)> {
    let uid = newest.draft.uid(Uid([0; 16]));
    compared(Nature::Stock, Measure::Count, all, |groups| {
        let group = groups.iter().find(|group| group.voices[0].statement.uid == uid).unwrap();
        let best = |one: &Statement| one.quantity.as_ref().and_then(|figure| figure.best?.whole());
        let told = group.voices.iter().map(|voice| {
            (best(voice.statement), voice.related.map(|(related, _)| related.relation))
        });
        told.collect()
    })
}

fn on(day: &'static str, figure: u32, who: &str) -> Said {
    said(day, day).exactly(figure).by(who)
}

#[test]
fn what_a_claimant_says_otherwise_after_the_window_updates_and_no_more() {
    let old = on("2017-03-01", 5_000, "council");
    let rival = on("2017-03-03", 3_000, "ocha");
    let new = on("2017-04-10", 2_000, "council");
    let all = [old.clone(), rival.clone(), new.clone()];
    assert_eq!(
        group_of(&all, &new),
        [(Some(2_000), Some(Updates)), (Some(5_000), Some(NotComparable))]
    );
    // What was said of March is as contradicted as before, and counts for nothing in April.
    assert_eq!(
        group_of(&all, &rival),
        [(Some(3_000), Some(Contradicts)), (Some(5_000), Some(Contradicts))]
    );
    compared(Nature::Stock, Measure::Count, &all, |groups| {
        let april = groups.iter().find(|group| {
            group.voices[0].statement.published.is_some_and(|day| day.to_string() == "2017-04-10")
        });
        let april = april.unwrap();
        assert_eq!((april.reports, april.origins.most, april.is_contradicted), (1, 1, false));
        assert_eq!(april.stands.voices, [0]);
        assert_eq!(april.stands.figure.as_ref().unwrap().best, Some(2_000_u32.into()));
        assert_eq!(april.figures().count(), 1);
    });
}

#[test]
fn only_what_a_claimant_said_last_before_is_shown_and_only_if_it_is_something_else() {
    let first = on("2017-02-01", 6_000, "council");
    let second = on("2017-03-01", 5_000, "council");
    let third = on("2017-04-10", 5_000, "council");
    let fourth = on("2017-05-20", 4_000, "council");
    let all = [first, second.clone(), third.clone(), fourth.clone()];
    assert_eq!(group_of(&all, &second).len(), 2);
    assert_eq!(group_of(&all, &third).len(), 1, "he says so again");
    assert_eq!(
        group_of(&all, &fourth),
        [(Some(4_000), Some(Updates)), (Some(5_000), Some(NotComparable))]
    );
    // Within the window, the group itself has what was said before.
    let days = [on("2017-03-01", 7, "un"), on("2017-04-01", 6, "un"), on("2017-04-03", 5, "un")];
    let told = group_of(&days, &days[2]);
    assert_eq!(told[0], (Some(5), Some(Updates)));
    assert_eq!(told.len(), 3, "of each of its voices: {told:?}");
}

#[test]
fn other_claimants_scopes_plans_and_denials_took_no_place() {
    let new = on("2017-04-10", 2_000, "council");
    let old = || on("2017-03-01", 5_000, "council");
    let alone = |old: Said| group_of(&[old, new.clone()], &new).len() == 1;
    assert!(!alone(old()));
    assert!(alone(on("2017-03-01", 5_000, "ocha")));
    assert!(alone(old().scope("civilians")));
    assert!(alone(old().status(Status::Planned)));
    assert!(alone(old().stance(Stance::Denies)));
    assert!(alone(old().at("syria")));
    assert!(alone(old().percent(50)));
    let two = old().thread("one");
    let other = new.clone().thread("two");
    assert_eq!(group_of(&[two, other.clone()], &other).len(), 1);
    let closed = new.clone().status(Status::Ended);
    assert_eq!(group_of(&[old(), closed.clone()], &closed).len(), 2, "they are over");
}

#[test]
fn what_is_not_a_stock_has_no_window() {
    let all = [on("2017-03-01", 5_000, "council"), on("2017-04-10", 2_000, "council")];
    for nature in [Nature::Flow, Nature::Event, Nature::State] {
        let voices = compared(nature, Measure::Count, &all, |groups| {
            groups.iter().map(|group| group.voices.len()).collect::<Vec<_>>()
        });
        assert_eq!(voices, [1, 1], "{nature}");
    }
}
