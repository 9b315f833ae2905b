//! Tests of briefs, over the built-in sample.

mod events;

use super::*;
use crate::domain::assessment::Disposition;
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use crate::view::collected::Collected;
use crate::view::diff::Snapshot;
use crate::view::timeline::sample;
use crate::view::timeline::{Options, Timeline, TimelineFacts};
use proptest::prelude::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The brief of Aleppo from the facts of a selection that were published up to a day.
fn brief(selection: &Selection, as_of: &str) -> Brief {
    brief_since(selection, as_of, None)
}

/// The same with the changes since a day.
fn brief_since(selection: &Selection, as_of: &str, since: Option<&str>) -> Brief {
    let as_of = day(as_of);
    let mut selection = selection.clone();
    let reports = selection.reports.clone();
    let published = |key: &str| reports[key].published_latest;
    selection.facts.retain(|one| published(&one.fact.report) <= Some(as_of));
    let mut known = Snapshot::default();
    selection.facts.iter().for_each(|one| known.add_published(&selection, one, as_of, false));
    let asked = Asked { place: "aleppo", as_of };
    let changed_since = since.map(|since| (day(since), &known));
    let (gone, stand): (Vec<_>, Vec<_>) = selection
        .facts
        .iter()
        .cloned()
        .partition(|one| one.withdrawn().is_some() || one.replaced_by.is_some());
    let standing = Selection { facts: stand, ..selection.clone() };
    let mut timeline = TimelineFacts::of(&standing);
    for one in &gone {
        timeline.add_source(&selection, one);
    }
    Brief::of(&Collected::of(&standing), timeline, &selection, asked, changed_since)
}

fn block(brief: &Brief, kind: Kind) -> Vec<String> {
    let block = brief.blocks.iter().find(|block| block.kind == kind);
    let lines = block.map(|block| block.lines.as_slice()).unwrap_or_default();
    let parts = |line: &Line| line.parts.iter().map(|part| part.words.clone()).collect::<Vec<_>>();
    lines.iter().map(|line| format!("{}: {}", line.label, parts(line).join(" | "))).collect()
}

#[test]
fn what_is_known_begins_with_most_people_and_has_its_sources() {
    let brief = brief(&sample::all(), "2016-10-24");
    let known = block(&brief, Kind::Known);
    let trapped = "People trapped: 250,000-300,000 people (275,000: Staffan de Mistura), civilians, Eastern Aleppo";
    assert_eq!(known[0], trapped);
    assert!(known.iter().any(|line| line == "Aid delivery: none since 7 Jul"), "{known:?}");
    for line in brief.blocks.iter().flat_map(|block| &block.lines) {
        assert!(line.parts.iter().all(|part| !part.sources.is_empty()), "{line:?}");
    }
    let last = brief.sources.len();
    let numbers: Vec<usize> = brief.sources.iter().map(|source| source.number).collect();
    assert_eq!(numbers, (1..=last).collect::<Vec<_>>());
}

#[test]
fn a_contradiction_names_its_sides_and_a_forecast_its_day() {
    let brief = brief(&sample::all(), "2016-10-24");
    let disagree = block(&brief, Kind::Disagree);
    assert!(disagree[0].ends_with("| none: Rami Abdel Rahman"), "{disagree:?}");
    let promised = brief.blocks.iter().find(|block| block.kind == Kind::Promised).unwrap();
    assert_eq!(promised.lines[0].notes[0], "due 31 Oct, in 7 days");
}

#[test]
fn a_rejected_fact_is_in_no_line() {
    let mut selection = sample::all();
    let of_voa = |one: &&mut crate::domain::selection::RecordedFact| {
        one.fact.report == "voa-2016-10-24" && one.fact.indicator == "trapped"
    };
    let voa = selection.facts.iter_mut().find(of_voa).unwrap();
    voa.verdict.disposition = Some(Disposition::Rejected);
    let known = block(&brief(&selection, "2016-10-24"), Kind::Known);
    assert!(known.iter().any(|line| line.contains("at least 250,000")), "{known:?}");
    assert!(known.iter().all(|line| !line.contains("300,000")), "{known:?}");
}

#[test]
fn what_changed_since_a_day_is_listed_once_with_both_sides() {
    let brief = brief_since(&sample::all(), "2016-10-24", Some("2016-10-20"));
    let changed = brief.blocks.iter().find(|block| block.kind == Kind::Changed).unwrap();
    assert_eq!(changed.heading, "What changed since 20 Oct 2016");
    assert_eq!(changed.lines[0].notes, ["newly contradicted", "24 Oct"]);
    let sides: Vec<_> = changed.lines[0].parts.iter().map(|part| part.lead).collect();
    assert_eq!(sides, [Lead::Says, Lead::Says, Lead::Says, Lead::Against]);
    let contradicted = changed.lines.iter().filter(|line| line.is_disputed);
    assert_eq!(contradicted.count(), 1, "each contradiction once: {:?}", changed.lines);
    assert!(
        brief.summary.ends_with(" · since 20 Oct: 1 contradicted, 29 new"),
        "{}",
        brief.summary
    );
    let nothing = brief_since(&sample::all(), "2016-10-26", Some("2016-10-25"));
    assert!(nothing.blocks.iter().all(|block| block.kind != Kind::Changed));
    assert!(nothing.summary.ends_with(" · since 25 Oct: nothing changed"), "{}", nothing.summary);
}

#[test]
fn what_a_later_report_corrected_is_listed_with_its_source() {
    let mut selection = sample::all();
    selection.facts.retain(|one| one.fact.indicator == "trapped");
    let at =
        |report: &str| selection.facts.iter().position(|one| one.fact.report == report).unwrap();
    let (old, new, gone) = (at("al-alam-2016-10-20"), at("voa-2016-10-24"), at("rfi-2016-10-20"));
    selection.facts[old].replaced_by = Some(selection.facts[new].uid);
    selection.facts[gone].retracted = Some("of another city".to_owned());
    let brief = brief_since(&selection, "2016-10-24", Some("2016-10-20"));
    let changed = brief.blocks.iter().find(|block| block.kind == Kind::Changed).unwrap();
    let notes: Vec<&str> = changed.lines.iter().map(|line| line.notes[0].as_str()).collect();
    // A retracted fact counts on no day of publication.
    assert_eq!(notes, ["new", "corrected"], "{:?}", changed.lines);
    for part in changed.lines.iter().flat_map(|line| &line.parts) {
        assert!(!part.sources.is_empty(), "{part:?}");
    }
}

#[test]
fn without_facts_there_are_no_blocks() {
    let brief = brief(&sample::reference(), "2016-10-24");
    assert!(brief.blocks.is_empty() && brief.sources.is_empty());
    assert_eq!(brief.summary, "0 facts from 0 reports");
}

#[test]
fn more_sources_than_fit_are_counted() {
    let reports = |from: usize| (from..from + 6).map(|n| format!("r{n}")).collect();
    let line = |n: usize| Line {
        parts: vec![Part { reports: reports(n * 6), ..Part::default() }],
        ..Line::default()
    };
    let mut blocks = vec![Block {
        kind: Kind::Known,
        heading: String::new(),
        lines: (0..20).map(line).collect(),
        left_out: 0,
    }];
    let mut selection = sample::all();
    let first = selection.facts[0].clone();
    selection.facts.clear();
    for n in 0..120 {
        let key = format!("r{n}");
        let report = sample::report(&key, "voa", "A title", "2016-10-24");
        selection.reports.insert(key.clone(), report);
        selection.facts.push(sample::recorded(crate::domain::fact::Draft {
            report: key,
            ..(*first.fact).clone()
        }));
    }
    let timeline = TimelineFacts::of(&selection);
    let all = Timeline::from_facts(timeline, &selection, 0, "aleppo", &Options::default());
    let uncited = [String::from("of-no-line")];
    let counted = uncited.iter().map(String::as_str).collect();
    let (sources, more) = cited::cite(&mut blocks, &all.sources, &counted);
    assert_eq!((sources.len(), more), (MOST_SOURCES, 81), "with one that no line cites");
    for part in blocks[0].lines.iter().flat_map(|line| &line.parts) {
        assert_eq!((part.sources.len(), part.more_sources), (2, 4), "each part has its share");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_order_of_recording_changes_nothing_and_nothing_later_is_used(
        mixed in Just(sample::all().facts).prop_shuffle(),
        kept in 1..61usize,
        as_of in prop::sample::select(vec!["2016-10-20", "2016-10-22", "2016-10-24", "2016-11-21"]),
    ) {
        let mut selection = sample::all();
        let kept: Vec<_> = mixed.iter().take(kept).map(|one| one.uid).collect();
        selection.facts.retain(|one| kept.contains(&one.uid));
        let in_order = brief_since(&selection, as_of, Some("2016-10-19"));
        selection.facts = mixed.iter().filter(|one| kept.contains(&one.uid)).cloned().collect();
        let shuffled = brief_since(&selection, as_of, Some("2016-10-19"));
        prop_assert_eq!(&in_order.blocks, &shuffled.blocks);
        prop_assert_eq!(&in_order.sources, &shuffled.sources);
        prop_assert_eq!(&in_order.summary, &shuffled.summary);
        let last = day(as_of);
        let published = |key: &str| selection.reports[key].published_latest;
        for part in in_order.blocks.iter().flat_map(|b| &b.lines).flat_map(|line| &line.parts) {
            prop_assert!(part.reports.iter().all(|key| published(key) <= Some(last)));
        }
    }
}
