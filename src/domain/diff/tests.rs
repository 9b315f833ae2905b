//! Tests of what changed: each kind by an example, and the laws by random statements.

use super::*;
use crate::domain::compare::Interner;
use crate::domain::compare::grouping::comparisons;
use crate::domain::compare::origins::Republished;
use crate::domain::compare::same::Said;
use crate::domain::fact::{Draft, samples};
use crate::domain::indicator::{Indicator, Measure, Nature};
use crate::domain::place::{Place, PlaceKind};
use crate::domain::quantity::Quantity;
use crate::domain::selection::Selection;
use crate::domain::when::{Day, When};
use proptest::prelude::*;

/// Indicators with the nature of each.
const INDICATORS: [(&str, Nature); 2] = [("trapped", Nature::Stock), ("killed", Nature::Flow)];

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn rows() -> Selection {
    let indicator = |(key, nature): (&str, Nature)| {
        let row = samples::indicator_of(key, Measure::Count, nature);
        (key.to_owned(), Indicator { unit: "people".to_owned(), ..row })
    };
    let aleppo = Place::new("aleppo", "Aleppo", PlaceKind::City, None);
    Selection {
        places: [("aleppo".to_owned(), aleppo)].into(),
        indicators: INDICATORS.map(indicator).into(),
        ..Selection::default()
    }
}

/// A statement in a report of one day about an indicator on another day.
fn said(published: &str, indicator: usize, on: &str, best: u32, by: Option<&str>) -> Statement {
    let (key, nature) = INDICATORS[indicator];
    let mut draft = Draft::new(&format!("report-{published}"), key, "aleppo");
    draft.when = Some(When::new(on.parse().unwrap(), ""));
    let (best, unit) = (Some(best.into()), "people".to_owned());
    draft.quantity = Some(Quantity { best, unit, ..Quantity::default() });
    draft.claimants = by.map(str::to_owned).into_iter().collect();
    let recorded = samples::recorded(draft);
    let one = Statement::of(&recorded, Some(nature), None, None, &mut Interner::default());
    Statement { published: Some(day(published)), ..one }
}

/// A change: its kind, and the days of the reports of each side.
type Told = (What, Vec<String>, Vec<String>);

/// Each change between the ends of two days of publication: its kind, the reports that say it, and those of
/// the other side; and the number of statements that repeat known ones.
fn changes(
    statements: &[Statement],
    replaced: &HashMap<Uid, Uid>,
    (from, to): (&str, &str),
) -> (Vec<Told>, usize) {
    let rows = rows();
    let present = Present {
        statements,
        wider: &[],
        replaced,
        rows: &rows,
        republished: &Republished::default(),
        day: day(to),
    };
    let diff = Diff::of(&present.published_by(day(from)), present);
    let days = |statements: &[&Statement]| {
        statements.iter().map(|one| one.published.unwrap().to_string()).collect::<Vec<_>>()
    };
    let each = |change: &Change<'_>| (change.what, days(&change.said), days(&change.other));
    (diff.changes.iter().map(each).collect(), diff.known_before)
}

#[test]
fn each_kind_of_change_is_found_by_publication() {
    let statements = [
        said("2016-10-01", 0, "2016-10-01", 300, Some("un")),
        said("2016-10-01", 1, "2016-10-01", 7, Some("sohr")),
        said("2016-10-03", 0, "2016-10-02", 250, Some("un")),
        said("2016-10-03", 1, "2016-10-01", 7, None),
        said("2016-10-04", 1, "2016-10-01", 9, Some("un")),
    ];
    let between = |from, to| changes(&statements, &HashMap::default(), (from, to));
    let days = |days: &[&str]| days.iter().map(|day| (*day).to_owned()).collect::<Vec<_>>();
    let (found, again) = between("2016-10-01", "2016-10-04");
    let against = found.iter().find(|(what, ..)| *what == What::Contradicted).unwrap();
    assert_eq!((&against.1, again), (&days(&["2016-10-04"]), 1), "{found:?}");
    let updated = (What::Updated, days(&["2016-10-03"]), days(&["2016-10-01"]));
    assert!(found.contains(&updated), "{found:?}");
    let (all, _) = between("2016-09-01", "2016-10-04");
    assert!(all.iter().all(|(what, ..)| *what != What::Corrected && *what != What::Quiet));
    assert_eq!(between("2016-10-04", "2016-10-05"), (Vec::new(), 0));
}

#[test]
fn a_correction_from_a_later_report_is_listed_with_what_it_corrects() {
    let mut statements = [
        said("2016-10-01", 0, "2016-10-01", 300, Some("un")),
        said("2016-10-05", 0, "2016-10-01", 200, Some("un")),
    ];
    (statements[0].counts, statements[0].is_replaced) = (false, true);
    let replaced = HashMap::from_iter([(statements[0].uid, statements[1].uid)]);
    let (found, _) = changes(&statements, &replaced, ("2016-10-02", "2016-10-06"));
    let corrected = (What::Corrected, vec!["2016-10-01".into()], vec!["2016-10-05".into()]);
    assert_eq!(found, [corrected]);
    // A correction among the known statements is not a change in these days.
    assert_eq!(changes(&statements, &replaced, ("2016-10-05", "2016-10-06")), (Vec::new(), 0));
}

#[test]
fn each_contradiction_is_told_once_however_many_voices_are_new_in_it() {
    let on =
        |published: &str, best: u32, by: &str| said(published, 1, "2016-10-01", best, Some(by));
    let three =
        [on("2016-10-02", 3, "un"), on("2016-10-03", 9, "sohr"), on("2016-10-04", 20, "msf")];
    let contradicted = |statements: &[Statement], from: &str| {
        let (found, _) = changes(statements, &HashMap::default(), (from, "2016-10-05"));
        found.into_iter().filter(|(what, ..)| *what == What::Contradicted).collect::<Vec<_>>()
    };
    let days = |days: &[&str]| days.iter().map(|day| (*day).to_owned()).collect::<Vec<_>>();
    let newest = (days(&["2016-10-04"]), days(&["2016-10-03", "2016-10-02"]));
    let other = (days(&["2016-10-03"]), days(&["2016-10-02"]));
    let told = [newest, other].map(|(said, against)| (What::Contradicted, said, against));
    assert_eq!(contradicted(&three, "2016-10-01"), told, "20 ≠ 9, 3; 9 ≠ 3");
    // Two new voices that contradict the same known one.
    let two = [on("2016-10-02", 3, "un"), on("2016-10-03", 9, "sohr"), on("2016-10-04", 9, "msf")];
    let (new, known) = (days(&["2016-10-04", "2016-10-03"]), days(&["2016-10-02"]));
    assert_eq!(contradicted(&two, "2016-10-02"), [(What::Contradicted, new, known)]);
}

#[test]
fn what_a_claimant_updated_is_one_change_with_what_was_known_before() {
    let days = |days: &[&str]| days.iter().map(|day| (*day).to_owned()).collect::<Vec<_>>();
    let told = |statements: &[Statement]| {
        let (found, _) = changes(statements, &HashMap::default(), ("2016-10-01", "2016-10-20"));
        found.into_iter().filter(|(what, ..)| *what != What::Quiet).collect::<Vec<_>>()
    };
    let of = |day: &'static str, best| said(day, 0, day, best, Some("un"));
    // Within the window of a stock, and beyond it.
    for known in ["2016-10-01", "2016-08-01"] {
        let all = [of(known, 300), of("2016-10-02", 250), of("2016-10-12", 200)];
        let updated = (What::Updated, days(&["2016-10-12"]), days(&[known, "2016-10-02"]));
        assert_eq!(told(&all), [updated], "{known}");
    }
    // What is new alone is new.
    assert_eq!(told(&[of("2016-10-02", 250)])[0].0, What::New);
    // Of another claimant who said so before.
    let msf = said("2016-10-01", 1, "2016-09-30", 5, Some("msf"));
    let [old, new] = [("2016-10-01", 7), ("2016-10-03", 5)]
        .map(|(published, best)| said(published, 1, "2016-09-30", best, Some("un")));
    let updated = (What::Updated, days(&["2016-10-03"]), days(&["2016-10-01"]));
    assert_eq!(told(&[msf, old.clone(), new.clone()]), [updated]);
    // Who says again what he said before updates nothing.
    let again = said("2016-10-04", 1, "2016-09-30", 7, Some("un"));
    let known = said("2016-09-29", 1, "2016-09-30", 5, Some("un"));
    assert_eq!(told(&[known, old, again]), []);
}

#[test]
fn what_updates_one_figure_and_contradicts_another_is_told_as_both() {
    let on = |published: &str, best, by| said(published, 1, "2016-10-01", best, Some(by));
    let all = [on("2016-10-02", 3, "un"), on("2016-10-03", 9, "sohr"), on("2016-10-04", 5, "un")];
    let (found, _) = changes(&all, &HashMap::default(), ("2016-10-02", "2016-10-05"));
    let day = |day: &str| vec![day.to_owned()];
    let contradicted = (What::Contradicted, day("2016-10-04"), day("2016-10-03"));
    let updated = (What::Updated, day("2016-10-04"), day("2016-10-02"));
    assert_eq!(found, [contradicted, updated]);
}

#[test]
fn the_same_words_of_further_days_contradict_what_they_did_not_before() {
    let none = |published: &str, by: &str| said(published, 1, "2016-09-01/..", 0, Some(by));
    let some = said("2016-10-03", 1, "2016-10-02", 12, Some("un"));
    let statements = [none("2016-09-20", "msf"), some, none("2016-10-05", "council")];
    let (found, again) = changes(&statements, &HashMap::default(), ("2016-10-03", "2016-10-06"));
    let newly = (What::Contradicted, vec!["2016-10-05".into()], vec!["2016-10-03".into()]);
    assert_eq!((found, again), (vec![newly], 0));
}

#[test]
fn a_series_goes_quiet_once() {
    let said = |day: &str| said(day, 1, day, 5, Some("un"));
    let statements = ["2016-10-01", "2016-10-03", "2016-10-05"].map(said);
    let quiet = |from, to| {
        let (found, _) = changes(&statements, &HashMap::default(), (from, to));
        found.into_iter().map(|(what, ..)| what).collect::<Vec<_>>()
    };
    assert_eq!(quiet("2016-10-06", "2016-10-07"), []);
    assert_eq!(quiet("2016-10-06", "2016-10-12"), [What::Quiet]);
    assert_eq!(quiet("2016-10-12", "2016-10-20"), []);
}

fn any_said() -> impl Strategy<Value = Statement> {
    let by = prop::option::of(prop::sample::select(vec!["un", "sohr"]));
    (1..9u32, 0..2usize, 1..9u32, 1..4u32, by, prop::bool::weighted(0.8)).prop_map(
        |(published, indicator, on, best, by, counts)| {
            let (published, on) = (format!("2016-10-{published:02}"), format!("2016-10-{on:02}"));
            let one = said(&published, indicator, &on, best * 100, by);
            Statement { counts, is_withdrawn: !counts, ..one }
        },
    )
}

/// The pairs of statements that contradict each other of which at least one is new, and of neither the words were
/// known.
fn new_contradictions(
    facts: &[Statement],
    rows: &Selection,
    is_new: impl Fn(&&Statement) -> bool,
) -> Vec<(Uid, Uid)> {
    let is_repeated = |one: &Statement| {
        let is_known = |of: &Statement| of.counts && !is_new(&of) && Said::of(of) == Said::of(one);
        is_new(&one) && facts.iter().any(is_known)
    };
    let is_told = |one: &Statement, other: &Statement| {
        (is_new(&one) || is_new(&other)) && !is_repeated(one) && !is_repeated(other)
    };
    let mut found = Vec::new();
    let republished = Republished::default();
    for (key, row) in &rows.indicators {
        let of_indicator: Vec<&Statement> =
            facts.iter().filter(|one| *one.indicator == **key).collect();
        for group in comparisons(&of_indicator, &[], Some(row), rows, &republished) {
            for voice in &group.voices {
                let one = voice.statement;
                let others = voice.contradicts.iter().map(|at| group.voices[*at].statement);
                let told = others.filter(|other| is_told(one, other));
                found.extend(told.map(|other| (one.uid.min(other.uid), one.uid.max(other.uid))));
            }
        }
    }
    found
}

proptest! {
    #[test]
    fn all_that_is_new_is_listed_once_and_the_order_of_recording_does_not_matter(
        mut facts in prop::collection::vec(any_said(), 0..14),
        seed in any::<u64>(),
        from in 1..9u32,
    ) {
        let mut known = HashSet::default();
        facts.retain(|one| known.insert(one.uid));
        let from = format!("2016-10-{from:02}");
        let ask = |facts: &[Statement]| changes(facts, &HashMap::default(), (&from, "2016-10-09"));
        let (found, again) = ask(&facts);
        let rows = rows();
        let (republished, replaced) = (Republished::default(), HashMap::default());
        let present = Present {
            statements: &facts,
            wider: &[],
            replaced: &replaced,
            rows: &rows,
            republished: &republished,
            day: day("2016-10-09"),
        };
        let diff = Diff::of(&present.published_by(day(&from)), present);
        let is_new = |one: &&Statement| one.counts && one.published > Some(day(&from));
        let told = diff.changes.iter().filter(|change| change.what != What::Quiet);
        let mut said: HashSet<(bool, Uid)> = HashSet::default();
        let mut named: HashSet<Uid> = HashSet::default();
        let mut pairs: HashSet<(Uid, Uid)> = HashSet::default();
        for change in told {
            let is_contradicted = change.what == What::Contradicted;
            for one in &change.said {
                prop_assert!(said.insert((is_contradicted, one.uid)), "said twice: {:?}", change);
            }
            let names_others = is_contradicted || change.what == What::Updated;
            let others = change.other.iter().filter(|_| names_others);
            named.extend(change.said.iter().chain(others).copied().filter(is_new).map(|one| one.uid));
            if is_contradicted {
                let before = pairs.len();
                let sides = change.said.iter().flat_map(|a| change.other.iter().map(move |b| (a, b)));
                pairs.extend(sides.map(|(a, b)| (a.uid.min(b.uid), a.uid.max(b.uid))));
                prop_assert!(pairs.len() > before, "told twice: {:?}", change);
            }
        }
        // A statement that repeats a known one may also be named as the other side.
        let new = facts.iter().filter(is_new).count();
        prop_assert!(named.len() <= new && named.len() + again >= new, "{named:?} {again} {new}");
        for pair in new_contradictions(&facts, &rows, is_new) {
            prop_assert!(pairs.contains(&pair), "{pair:?} in {:?}", diff.changes);
        }
        for at in (1..facts.len()).rev() {
            facts.swap(at, usize::try_from(seed >> (at % 48)).unwrap() % (at + 1));
        }
        prop_assert_eq!(ask(&facts), (found, again));
    }

    #[test]
    fn of_the_same_knowledge_nothing_changed(
        mut facts in prop::collection::vec(any_said(), 0..14),
    ) {
        let mut known = HashSet::default();
        facts.retain(|one| known.insert(one.uid));
        let (found, again) = changes(&facts, &HashMap::default(), ("2016-10-09", "2016-10-10"));
        prop_assert!(found.iter().all(|(what, ..)| *what == What::Quiet), "{found:?}");
        prop_assert_eq!(again, 0);
    }
}
