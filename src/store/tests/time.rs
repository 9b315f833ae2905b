//! Tests the database as of a day: what was recorded, corrected and retracted by the end of that
//! day.

use super::*;
use crate::domain::fact::Correction;
use proptest::prelude::*;

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

/// The reports of the tests below, and the days on which they came out.
const PUBLISHED: [(&str, Option<&str>); 4] = [
    ("reuters-1", Some("2016-10-22")),
    ("voa-1", Some("2016-10-24")),
    ("reuters-2", Some("2016-10-28")),
    ("loose", None),
];

/// A fact as it was recorded: its report, the fact that it corrects, and whether it is retracted.
#[derive(Clone, Copy)]
struct Made {
    uid: Uid,
    published: Option<&'static str>,
    corrects: Option<usize>,
    is_retracted: bool,
}

/// Whether a correction of a fact, or of its corrections, counts and was published by a day.
fn is_replaced(made: &[Made], of: usize, day: &str) -> bool {
    (0..made.len()).filter(|at| made[*at].corrects == Some(of)).any(|at| {
        let by = made[at];
        by.published.is_some_and(|published| published <= day) && !by.is_retracted
            || is_replaced(made, at, day)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn what_a_later_report_corrects_counted_before_it_came_out(
        acts in prop::collection::vec((0..4usize, 0..4usize, 0..20usize), 1..14),
    ) {
        let mut fixture = Fixture::new();
        fixture.on("2016-11-01", |writer| {
            writer.add_report(&report("loose", "reuters", "XXXX"), None).unwrap();
        });
        let mut made: Vec<Made> = Vec::new();
        for (number, (kind, of, at)) in (1..).zip(acts) {
            let (report, published) = PUBLISHED[of];
            let corrects = (kind < 3 && !made.is_empty()).then(|| at % made.len());
            if kind == 0 && let Some(at) = corrects {
                made[at].is_retracted = !made[at].is_retracted;
                let Made { uid, is_retracted, .. } = made[at];
                let mut writer = fixture.store.begin().unwrap();
                let done = if is_retracted {
                    writer.retract_fact(uid, "wrong")
                } else {
                    writer.reinstate_fact(uid, "right")
                };
                // A replaced fact cannot be retracted.
                match done {
                    Ok(()) => drop(writer.commit(&recorder("2016-11-02")).unwrap()),
                    Err(_) => made[at].is_retracted = !is_retracted,
                }
                continue;
            }
            let correction = |at: usize| Correction { fact: made[at].uid, reason: "recounted".into() };
            let draft = Draft {
                report: report.into(),
                replaces: corrects.map(correction),
                ..trapped(number, "2016-10-21")
            };
            let mut writer = fixture.store.begin().unwrap();
            // A replaced fact cannot be corrected.
            if let Ok(added) = writer.add_fact(&fact(draft)) {
                writer.commit(&recorder("2016-11-02")).unwrap();
                made.push(Made { uid: added.uid, published, corrects, is_retracted: false });
            }
        }
        for day in ["2016-10-21", "2016-10-22", "2016-10-24", "2016-10-31"] {
            let known = |one: &Made| one.published.is_some_and(|published| published <= day);
            let of_then = (0..made.len()).filter(|at| known(&made[*at]));
            let (replaced, others): (Vec<usize>, Vec<usize>) =
                of_then.partition(|at| is_replaced(&made, *at, day));
            let standing = others.iter().filter(|at| !made[**at].is_retracted);
            let mut standing: Vec<Uid> = standing.map(|at| made[*at].uid).collect();
            standing.sort_unstable();
            let asked = Filter { as_published: Some(day.parse().unwrap()), ..Filter::default() };
            let mut found = fixture.found(&asked);
            found.sort_unstable();
            prop_assert_eq!(&found, &standing);
            let counted = fixture.store.count(&asked, &[]).unwrap();
            prop_assert_eq!(counted.counts.first().map_or(0, |one| one.facts), standing.len());
            let all = Filter { retracted: true, ..asked.clone() };
            let all = fixture.store.select(&all).unwrap().facts;
            let mut seen: Vec<Uid> =
                all.iter().filter(|one| one.replaced_by.is_some()).map(|one| one.uid).collect();
            let mut replaced: Vec<Uid> = replaced.iter().map(|at| made[*at].uid).collect();
            seen.sort_unstable();
            replaced.sort_unstable();
            prop_assert_eq!(&seen, &replaced);
            prop_assert_eq!(fixture.store.withdrawn(&asked).unwrap(), all.len() - standing.len());
        }
    }
}
