//! Tests the database as of a day: what was recorded, corrected and retracted by its end.

use super::*;
use crate::domain::fact::Correction;

fn as_of(day: &str, retracted: bool) -> Filter {
    Filter { as_recorded: Some(day.parse().unwrap()), retracted, ..Filter::default() }
}

#[test]
fn a_fact_is_seen_from_the_day_on_that_it_was_recorded() {
    let mut fixture = Fixture::new();
    let uid = fixture.add("2016-11-05", trapped(1, "2016-10-24"));
    assert!(fixture.found(&as_of("2016-11-04", true)).is_empty());
    assert_eq!(fixture.found(&as_of("2016-11-05", false)), [uid]);
}

#[test]
fn a_correction_is_seen_after_it_was_made_and_the_old_version_before() {
    let mut fixture = Fixture::new();
    let old = fixture.add("2016-11-05", trapped(1, "2016-10-24"));
    let replaces = Some(Correction { fact: old, reason: "misread".into() });
    let new = fixture.add("2016-11-07", Draft { replaces, ..trapped(2, "2016-10-25") });
    assert_eq!(fixture.found(&as_of("2016-11-06", false)), [old]);
    assert_eq!(fixture.found(&as_of("2016-11-07", false)), [new]);
    assert_eq!(fixture.found(&Filter::default()), [new]);
    let replaced_by = |filter: &Filter| fixture.store.select(filter).unwrap().facts[0].replaced_by;
    assert_eq!(fixture.found(&as_of("2016-11-07", true)), [old, new]);
    assert_eq!(replaced_by(&as_of("2016-11-07", true)), Some(new));
    assert_eq!(replaced_by(&as_of("2016-11-06", true)), None);
}

#[test]
fn a_withdrawal_counts_until_the_day_it_is_taken_back() {
    let mut fixture = Fixture::new();
    let uid = fixture.add("2016-11-05", trapped(1, "2016-10-24"));
    fixture.on("2016-11-07", |writer| writer.retract_fact(uid, "wrong city").unwrap());
    fixture.on("2016-11-09", |writer| writer.reinstate_fact(uid, "right after all").unwrap());
    let seen = |day: &str| fixture.found(&as_of(day, false)).len();
    assert_eq!(["06", "07", "08", "09"].map(|day| seen(&format!("2016-11-{day}"))), [1, 0, 0, 1]);
    let selection = fixture.store.select(&as_of("2016-11-08", true)).unwrap();
    assert_eq!(selection.facts[0].retracted.as_deref(), Some("wrong city"));
    let selection = fixture.store.select(&as_of("2016-11-09", true)).unwrap();
    assert_eq!(selection.facts[0].retracted, None);
}

#[test]
fn a_withdrawn_report_takes_its_facts_with_it() {
    let mut fixture = Fixture::new();
    let uid = fixture.add("2016-11-05", trapped(1, "2016-10-24"));
    fixture.on("2016-11-07", |writer| writer.retract_report("voa-1", "a hoax").unwrap());
    assert_eq!(fixture.found(&as_of("2016-11-06", false)), [uid]);
    assert!(fixture.found(&Filter::default()).is_empty());
    let retracted = Filter { retracted: true, ..Filter::default() };
    let selection = fixture.store.select(&retracted).unwrap();
    let fact = &selection.facts[0];
    assert_eq!((fact.retracted.as_deref(), fact.withdrawn()), (None, Some("a hoax")));
    assert_eq!(selection.reports["voa-1"].retracted.as_deref(), Some("a hoax"));
    let before = fixture.store.select(&as_of("2016-11-06", false)).unwrap();
    assert_eq!(before.reports["voa-1"].retracted, None);
    fixture.on("2016-11-09", |writer| writer.reinstate_report("voa-1", "no hoax").unwrap());
    assert_eq!(fixture.found(&Filter::default()), [uid]);
}
