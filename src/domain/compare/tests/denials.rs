//! What is denied, and what that contradicts.

use super::*;
use Relation::{Compatible, Contradicts};

fn flow(one: &Said, two: &Said) -> Option<Relation> {
    relation(Nature::Flow, one, two)
}

fn state(one: &Said, two: &Said) -> Option<Relation> {
    relation(Nature::State, one, two)
}

#[test]
fn what_is_denied_contradicts_what_is_claimed() {
    let claim = said("2018-03-05", "2018-03-04").exactly(30).by("sohr");
    let denial = said("2018-03-06", "2018-03-04").exactly(30).by("army").stance(Stance::Denies);
    assert_eq!(flow(&denial, &claim), Some(Contradicts));
    assert_eq!(flow(&denial.clone().exactly(500), &claim), Some(Compatible));
    let bounds = |low, high| said("2018-03-05", "2018-03-04").figures(low, None, high).by("sohr");
    for (claim, relation) in [
        (bounds(Some(17), None), Compatible),
        (bounds(None, Some(300)), Compatible),
        (said("2018-03-05", "2018-03-04").vague("several").by("sohr"), Compatible),
        (bounds(Some(30), None), Contradicts),
        (bounds(None, Some(30)), Contradicts),
        (bounds(Some(1), Some(35)), Contradicts),
    ] {
        assert_eq!(flow(&denial, &claim), Some(relation), "{claim:?}");
        assert_eq!(flow(&claim, &denial), Some(relation), "{claim:?}");
    }
    let announced = said("2018-02-27", "2018-03-01/..").by("rsf").stance(Stance::Announces);
    let denied = said("2018-02-28", "2018-03-01/..").by("saf").stance(Stance::Denies);
    assert_eq!(state(&denied, &announced), Some(Contradicts));
    compared(Nature::State, Measure::Duration, &[announced, denied], |groups| {
        assert!(groups[0].stands.voices.is_empty(), "neither is known to hold");
    });
}

#[test]
fn the_denial_of_one_of_several_contradicts_the_one_alone() {
    let denial = said("2017-03-12", "2017-03-07").exactly(1).stance(Stance::Denies).by("council");
    let claim = |when, figure| said("2017-03-12", when).exactly(figure).by("ocha");
    let of = |other: &Said| relation(Nature::Event, &denial, other);
    assert_eq!(of(&claim("2017-03-07", 1)), Some(Contradicts));
    assert_ne!(of(&claim("2017-03-05/2017-03-11", 3)), Some(Contradicts), "others may be meant");
}
