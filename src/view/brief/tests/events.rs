//! Tests that a brief adds up many events in the same way as `table --sum`.

use super::*;
use crate::domain::fact::Draft;
use crate::domain::quantity::Quantity;
use crate::domain::when::When;
use crate::view::grid::Cell;
use crate::view::sum::{Options as SumOptions, Sums};

/// How many were killed at a place on a day or in a period, with the id of a row of a data set.
fn killed(place: &str, when: &str, best: u32, row: Option<u32>) -> Draft {
    let quantity =
        Quantity { best: Some(best.into()), unit: "people".into(), ..Quantity::default() };
    Draft {
        quantity: Some(quantity),
        when: Some(When::new(when.parse().unwrap(), "")),
        source_row_id: row.map(|id| format!("rows:{id}")),
        ..Draft::new("voa-2016-10-24", "killed", place)
    }
}

fn selection(drafts: impl IntoIterator<Item = Draft>) -> Selection {
    let mut selection = sample::all();
    selection.facts = drafts.into_iter().map(sample::recorded).collect();
    selection.facts.sort_by_key(|one| one.uid);
    selection.facts.dedup_by_key(|one| one.uid);
    selection
}

/// The cells of a column of `table --sum`, by place or for the whole.
fn sums(
    selection: &Selection,
    by: &[crate::domain::group_counts::Dimension],
    key: &str,
) -> Vec<String> {
    let mut sums = Sums::by(by);
    selection.facts.iter().for_each(|one| sums.add(selection, one));
    sums.add_up(selection, None);
    let grid = sums.table(selection, &SumOptions { most: usize::MAX, more: "", stocks: "" });
    let at = grid.columns.iter().position(|column| column.key == key).unwrap();
    let words = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        Cell::Count(count) => count.to_string(),
        _ => String::new(),
    };
    grid.rows.iter().map(|row| words(&row[at])).collect()
}

#[test]
fn many_events_are_shown_as_their_sum_with_the_newest_event() {
    let newest = killed("aleppo", "2016-10-20", 0, None);
    let all = selection([
        killed("aleppo", "2016-10-01", 30, None),
        killed("eastern-aleppo", "2016-10-07", 12, None),
        killed("aleppo", "2016-10-09", 5, None),
        newest,
    ]);
    let brief = brief(&all, "2016-10-24");
    let known = brief.blocks.iter().find(|block| block.kind == Kind::Known).unwrap();
    assert_eq!(known.lines.len(), 1, "{:?}", known.lines);
    let line = &known.lines[0];
    let words: Vec<_> = line.parts.iter().map(|part| (part.lead, part.words.as_str())).collect();
    let of_which = "Aleppo (exact place not stated) 35; Eastern Aleppo 12";
    assert_eq!(
        words,
        [
            (Lead::Says, "47 people, 1-20 Oct"),
            (Lead::OfWhich, of_which),
            (Lead::Newest, "none, 20 Oct")
        ]
    );
    assert_eq!(line.notes[0], "3 events, 1 report, 1 origin");
    let sizes: Vec<_> = brief.map.nowhere.iter().map(|place| place.name.as_str()).collect();
    assert_eq!(sizes, ["Aleppo", "Eastern Aleppo"], "the sample has no coordinates");
}

#[test]
fn a_sum_with_a_contradicted_event_is_disputed_and_names_who_contradicts_the_newest() {
    let facts = [("2016-10-01", 30), ("2016-10-09", 5), ("2016-10-20", 12), ("2016-10-20", 0)];
    let all = selection(facts.map(|(when, best)| killed("aleppo", when, best, None)));
    let brief = self::brief(&all, "2016-10-24");
    let known = brief.blocks.iter().find(|block| block.kind == Kind::Known).unwrap();
    let line = &known.lines[0];
    assert!(line.is_disputed && line.notes[0] == "disputed", "{line:?}");
    let newest = line.parts.iter().find(|part| part.lead == Lead::Newest).unwrap();
    assert!(newest.words.contains("(unattributed: "), "{newest:?}");
    let agreed =
        selection(facts[..3].iter().map(|(when, best)| killed("aleppo", when, *best, None)));
    let brief = self::brief(&agreed, "2016-10-24");
    let known = brief.blocks.iter().find(|block| block.kind == Kind::Known).unwrap();
    assert!(known.lines.iter().all(|line| !line.is_disputed), "{known:?}");
}

#[test]
fn a_long_absence_has_a_line_besides_the_sum() {
    let convoy = |when: &str, best: u32| {
        let figure = killed("aleppo", when, best, None);
        Draft { indicator: "aid-delivery".into(), ..figure }
    };
    let since = Draft {
        when: Some(When::new("2016-09-20/..".parse().unwrap(), "")),
        ..convoy("2016-09-20", 0)
    };
    let all = selection([convoy("2016-09-01", 30), convoy("2016-09-09", 12), since]);
    let known = block(&brief(&all, "2016-10-24"), Kind::Known);
    let sum = |line: &String| line.starts_with("Aid delivery: 42 people, 1 Sep");
    assert!(known.iter().any(sum), "{known:?}");
    assert!(known.contains(&"Aid delivery: none since 20 Sep".to_owned()), "{known:?}");
}

#[test]
fn the_newest_figure_of_a_running_toll_is_current() {
    let tolls = [("2016-09-22/2016-10-10", 80), ("2016-09-22/2016-10-17", 95)];
    let all = selection(tolls.map(|(when, best)| killed("aleppo", when, best, None)));
    let known = block(&brief(&all, "2016-10-24"), Kind::Known);
    assert_eq!(known, ["People killed: 95 people, 22 Sep - 17 Oct"]);
}

#[test]
fn parts_that_are_not_parts_of_one_another_have_a_sum_each() {
    let cases = |scope: &str, when: &str| {
        let figure = killed("aleppo", when, 4, None);
        Draft { indicator: "disease-cases".into(), scope: Some(scope.into()), ..figure }
    };
    let days = ["2016-10-01", "2016-10-09"];
    let all =
        ["cholera", "measles"].into_iter().flat_map(|scope| days.map(|day| cases(scope, day)));
    let known = block(&brief(&selection(all), "2016-10-24"), Kind::Known);
    assert_eq!(known.len(), 2, "{known:?}");
    for (line, scope) in known.iter().zip(["cholera", "measles"]) {
        assert!(
            line.starts_with(&format!("Disease cases: 8 people, 1-9 Oct, {scope} |")),
            "{known:?}"
        );
    }
}

fn any_fact() -> impl Strategy<Value = Draft> {
    let place = prop::sample::select(vec!["aleppo", "eastern-aleppo", "sy04"]);
    let when = prop::sample::select(vec![
        "2016-10-01",
        "2016-10-02",
        "2016-10-05",
        "2016-10-09",
        "[2016-10-01..2016-10-03]",
        "2016-10-01/2016-10-08",
        "2016-09-22/2016-10-17",
        "[2016-09-01..2016-10-17]",
    ]);
    let row = prop::option::of(0..6_u32);
    let report =
        prop::sample::select(vec!["voa-2016-10-24", "rfi-2016-10-20", "new-arab-2016-10-22"]);
    (place, when, 0..40_u32, row, report).prop_map(|(place, when, best, row, report)| Draft {
        report: report.into(),
        ..killed(place, when, best, row)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_sum_of_a_brief_is_that_of_the_table(drafts in prop::collection::vec(any_fact(), 1..12)) {
        let all = selection(drafts);
        let asked = Asked { place: "syria", as_of: day("2016-11-30") };
        let timeline = TimelineFacts::of(&all);
        let brief = Brief::of(&Collected::of(&all), timeline, &all, asked, None);
        let lines = brief.blocks.iter().filter(|block| block.kind == Kind::Known);
        let mut sums_of_all = lines.flat_map(|block| &block.lines).filter(|line| {
            line.parts.iter().any(|part| matches!(part.lead, Lead::Newest | Lead::OfWhich))
        });
        if let Some(line) = sums_of_all.next() {
            let words = &line.parts[0].words;
            let sum = sums(&all, &[], "sum");
            prop_assert!(words.starts_with(&format!("{}, ", sum[0])), "{words} {sum:?}");
            let events = sums(&all, &[], "events");
            // One event with parts is a stated total.
            let (count, among) = match events[0].as_str() {
                "0" => ("0 events".to_owned(), ",".to_owned()),
                "1" => ("1 total".to_owned(), " in all".to_owned()),
                many => (format!("{many} event"), format!(" in {many} event")),
            };
            let is_count = |note: &String| note.starts_with(&count);
            prop_assert!(line.notes.iter().any(is_count), "{line:?}");
            prop_assert!(sums_of_all.next().is_none());
            let lane = brief.lanes.iter().find(|lane| lane.indicator == "killed").unwrap();
            let label = lane.figure.join();
            prop_assert!(label.starts_with(&format!("{}{among}", sum[0])), "{label} {sum:?}");
        }
    }
}
