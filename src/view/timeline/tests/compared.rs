//! The timeline and `compare` give the same result for the same facts.

use super::*;
use crate::domain::identity::Uid;
use crate::view::collected::Collected;
use crate::view::compare::{self, Compare};
use crate::view::facts::latest;
use crate::view::grid::Cell;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The contradictions of each fact according to `compare`.
fn by_compare(selection: &Selection) -> BTreeMap<Uid, BTreeSet<Uid>> {
    let found = Compare::of(&Collected::of(selection), selection, &compare::Options::default());
    let voices = found.groups.into_iter().flat_map(|group| group.voices);
    let mut by_fact: BTreeMap<Uid, BTreeSet<Uid>> = BTreeMap::new();
    for voice in voices.filter(|voice| !voice.contradicts.is_empty()) {
        by_fact.entry(voice.fact).or_default().extend(voice.contradicts);
    }
    by_fact
}

/// The groups of `compare`, as sets of facts.
fn groups(selection: &Selection) -> Vec<BTreeSet<Uid>> {
    let found = Compare::of(&Collected::of(selection), selection, &compare::Options::default());
    let facts = |group: compare::Group| group.voices.into_iter().map(|voice| voice.fact).collect();
    found.groups.into_iter().map(facts).collect()
}

/// Compares each entry with the result of `compare` for its facts.
fn assert_one_picture(selection: &Selection, place: &str) {
    let timeline = Timeline::of(selection, place, &Options::default());
    let (by_fact, groups) = (by_compare(selection), groups(selection));
    for entry in entries(&timeline) {
        let against = entry.facts.iter().filter_map(|fact| by_fact.get(fact)).flatten();
        let expected: BTreeSet<Uid> = against.copied().collect();
        let told: BTreeSet<Uid> = entry.contradicts.iter().copied().collect();
        assert_eq!(told, expected, "{entry:?}");
        let is_in = |group: &BTreeSet<Uid>| entry.facts.iter().all(|fact| group.contains(fact));
        assert!(entry.facts.len() == 1 || groups.iter().any(is_in), "{entry:?}");
    }
    let facts: usize = entries(&timeline).map(|entry| entry.facts.len()).sum();
    assert_eq!(facts, selection.facts.len());
    let marks = timeline.lanes.iter().flat_map(|lane| &lane.marks);
    assert!(!by_fact.is_empty() || marks.clone().all(|mark| !mark.differs));
}

#[test]
fn the_sample_has_the_contradictions_of_compare() {
    let selection = sample::all();
    assert!(!by_compare(&selection).is_empty());
    assert_one_picture(&selection, "aleppo");
}

#[test]
fn labels_show_the_current_figure_of_the_table_of_the_latest() {
    let selection = sample::all();
    let timeline = Timeline::of(&selection, "aleppo", &Options::default());
    let grid = latest(&selection, None);
    let at = |key: &str| grid.columns.iter().position(|column| column.key == key).unwrap();
    let text = |row: &[Cell], key: &str| match &row[at(key)] {
        Cell::Text(text) | Cell::Words { text, .. } => text.clone(),
        _ => String::new(),
    };
    let mut seen = 0;
    for row in grid.rows.iter().filter(|row| text(row, "place") == "Aleppo") {
        let (measured, words) = (text(row, "indicator"), text(row, "value"));
        let lane = timeline.lanes.iter().find(|lane| lane.title() == measured).unwrap();
        let label = &lane.figure.parts[lane.figure.main];
        // A postponement says more than that there was none on its day.
        if words == "none" && label.starts_with("postponed") {
            continue;
        }
        assert!(label.starts_with(&words), "{measured}: {label}, not {words}");
        assert_eq!(label.contains('≠'), !text(row, "otherwise").is_empty(), "{label}");
        seen += 1;
    }
    assert_eq!(seen, 7);
}

fn any_draft() -> impl Strategy<Value = Draft> {
    let pick = |all: &'static [&'static str]| prop::sample::select(all);
    let reports =
        pick(&["rfi-2016-10-20", "voa-2016-10-24", "arab-news-2016-10-24", "ynet-2016-11-21"]);
    let indicators = pick(&["trapped", "killed", "aid-delivery", "ceasefire", "food-stock-end"]);
    let places = pick(&["aleppo", "aleppo", "eastern-aleppo"]);
    let times = prop::option::of(pick(&[
        "2016-10-20",
        "2016-10-21",
        "2016-10-20/2016-10-24",
        "2016-09-22/2016-10-20",
        "2016-10-01/..",
        "[2016-10-20..2016-10-31]",
    ]));
    let best = prop::option::of(prop::sample::select(vec![0_u32, 5, 46, 50]));
    let status = prop::sample::select(vec![
        None,
        Some(Status::UnderWay),
        Some(Status::Ended),
        Some(Status::Planned),
        Some(Status::Postponed),
    ]);
    let stance = prop::sample::select(vec![
        Stance::Asserts,
        Stance::Asserts,
        Stance::Forecasts,
        Stance::Denies,
    ]);
    let scope = prop::option::of(pick(&["civilians", "fighters"]));
    let who = prop::option::of(pick(&["un", "ban-ki-moon"]));
    let about = (reports, indicators, places, times);
    (about, best, status, stance, scope, who).prop_map(
        |(about, best, status, stance, scope, who)| {
            let (report, indicator, place, time) = about;
            let mut draft = Draft::new(report, indicator, place);
            draft.when = time.map(|time| When::new(time.parse().unwrap(), ""));
            draft.quantity =
                best.map(|best| Quantity { best: Some(best.into()), ..Quantity::default() });
            (draft.status, draft.stance) = (status, stance);
            draft.scope = scope.map(str::to_owned);
            draft.claimants.extend(who.map(str::to_owned));
            draft
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn random_facts_have_the_contradictions_of_compare(
        drafts in prop::collection::vec(any_draft(), 1..12)
    ) {
        let mut selection = sample::all();
        selection.facts = drafts.into_iter().map(sample::recorded).collect();
        selection.facts.sort_by_key(|one| one.uid);
        selection.facts.dedup_by_key(|one| one.uid);
        assert_one_picture(&selection, "aleppo");
    }
}
