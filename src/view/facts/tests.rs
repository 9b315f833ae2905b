use super::*;
use crate::domain::assessment::Disposition;
use crate::domain::fact::Fact;
use crate::domain::quantity::Quantity;
use crate::domain::when::Bounds;
use crate::render::{self, Format, Style};
use crate::view::timeline::sample;
use std::collections::BTreeSet;

fn text(grid: &Grid, width: usize) -> String {
    let mut bytes = Vec::new();
    let style = Style {
        width,
        colour: false,
        ascii: false,
        links: false,
        advice: crate::render::Advice::NONE,
    };
    render::grid(grid, Format::Text, &style, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// The facts of the sample about an indicator.
fn about(indicator: &str) -> Selection {
    let mut all = sample::all();
    all.facts.retain(|recorded| recorded.fact.indicator == indicator);
    all
}

fn cell<'a>(grid: &'a Grid, row: usize, key: &str) -> &'a Cell {
    let at = grid.columns.iter().position(|column| column.key == key).unwrap();
    &grid.rows[row][at]
}

#[test]
fn every_row_has_a_cell_for_every_column() {
    for grid in [table(&sample::all()), latest(&sample::all(), None)] {
        assert!(!grid.rows.is_empty());
        assert!(grid.rows.iter().all(|row| row.len() == grid.columns.len()));
        let keys: BTreeSet<&str> =
            grid.columns_where(super::super::grid::Shown::in_data).map(|(_, c)| c.key).collect();
        let all = grid.columns_where(super::super::grid::Shown::in_data).count();
        assert_eq!(keys.len(), all, "two data columns have one name");
    }
}

#[test]
fn a_bound_reads_as_a_bound_and_data_has_it_in_its_own_column() {
    let mut selection = about("trapped");
    selection.facts.retain(|recorded| recorded.fact.report == "voa-2016-10-24");
    let grid = table(&selection);
    let lines: Vec<String> = text(&grid, 200).lines().map(str::to_owned).collect();
    assert!(lines[2].contains("up to 300,000 people  estimate"), "{lines:?}");
    assert_eq!(cell(&grid, 0, "value_high"), &Cell::Number(300_000.into()));
    assert_eq!(cell(&grid, 0, "value_best"), &Cell::Empty);
    assert_eq!(grid.notes, ["1 fact from 1 report"]);
}

#[test]
fn what_does_not_count_any_more_says_so_and_a_maybe_is_explained() {
    let mut selection = about("killed");
    let other = selection.facts[1].uid;
    selection.facts[0].replaced_by = Some(other);
    selection.facts[1].retracted = Some("misread".into());
    selection.facts[2].answer = Answer::Maybe;
    selection.left_out = 3;
    let grid = table(&selection);
    let faint = |text: String| Cell::Words { text, emphasis: Emphasis::Struck };
    assert_eq!(cell(&grid, 0, "status"), &faint(format!("replaced by {}", other.short())));
    assert_eq!(grid.rows[1][2], faint("Aleppo".into()));
    assert_eq!(grid.rows[2][2], Cell::text("Aleppo"));
    assert_eq!(grid.rows[1][4], faint("retracted: misread".into()));
    assert_eq!(grid.rows[2][5], Cell::text("22 Sep - 24 Oct 2016 ?"));
    assert_eq!(
        grid.notes,
        [
            "3 facts from 3 reports",
            "? may or may not lie in the time asked for",
            "3 more left out: narrow the filter"
        ]
    );
    assert_eq!(left_out(3, "").as_deref(), Some("3 more left out"));
}

#[test]
fn the_newest_figure_is_the_one_as_of_the_latest_day() {
    let grid = latest(&about("trapped"), None);
    let shown = text(&grid, 200);
    let rows: Vec<&str> = shown.lines().skip(2).collect();
    assert!(rows[0].contains("250,000 people") && rows[0].contains("10 Nov 2016"), "{shown}");
    assert!(rows[1].contains("civilians") && rows[1].contains("250,000-300,000"), "{shown}");
    assert!(rows[1].contains("4 reports, 1-4 origins"), "{shown}");
    assert_eq!(grid.rows.len(), 2, "one row for each scope");
}

#[test]
fn a_retracted_figure_a_forecast_and_a_denial_are_never_the_newest() {
    let mut selection = about("trapped");
    selection.facts.retain(|recorded| recorded.fact.scope.is_none());
    for stance in [Stance::Forecasts, Stance::Denies, Stance::Demands, Stance::Announces] {
        let mut draft: Draft = (*selection.facts[0].fact).clone();
        draft.stance = stance;
        selection.facts = vec![sample::recorded(draft)];
        assert!(latest(&selection, None).rows.is_empty(), "{stance}");
    }
    for status in [Status::Planned, Status::Announced, Status::Proposed] {
        let mut draft: Draft = (*selection.facts[0].fact).clone();
        (draft.stance, draft.status) = (Stance::Asserts, Some(status));
        selection.facts = vec![sample::recorded(draft)];
        assert!(latest(&selection, None).rows.is_empty(), "{status}");
    }
    let mut selection = about("trapped");
    selection
        .facts
        .iter_mut()
        .for_each(|one| one.verdict.disposition = Some(Disposition::Rejected));
    assert!(latest(&selection, None).rows.is_empty());
    selection
        .facts
        .iter_mut()
        .for_each(|one| one.verdict.disposition = Some(Disposition::Disputed));
    assert!(!latest(&selection, None).rows.is_empty());
    let mut selection = about("trapped");
    for recorded in &mut selection.facts {
        recorded.retracted = Some("misread".into());
    }
    assert_eq!(latest(&selection, None).notes, ["no figures match"]);
}

#[test]
fn each_unit_is_a_series_and_two_words_for_one_unit_are_not() {
    let mut selection = about("trapped");
    let mut first = selection.facts.swap_remove(0);
    selection.facts.clear();
    for (best, unit) in [(300, "people"), (60, "families"), (310, "persons"), (5, "km")] {
        let quantity =
            Quantity { best: Some(best.into()), unit: unit.into(), ..Quantity::default() };
        let mut draft = Draft { quantity: Some(quantity), ..(*first.fact).clone() };
        if best == 310 {
            draft.when = Some(crate::domain::when::When::new("2016-10-21".parse().unwrap(), ""));
        }
        first.uid = draft.uid(first.uid);
        first.fact = Fact::from_record(draft, None, None);
        selection.facts.push(first.clone());
    }
    let grid = latest(&selection, None);
    let rows: Vec<_> = (0..grid.rows.len())
        .map(|row| (cell(&grid, row, "value").clone(), cell(&grid, row, "figures").clone()))
        .collect();
    let expected = [("310 persons", 2), ("60 families", 1), ("5 km", 1)];
    assert_eq!(rows, expected.map(|(value, figures)| (Cell::text(value), Cell::Count(figures))));
}

#[test]
fn what_is_rejected_or_disputed_says_so_in_text_and_in_data() {
    let mut selection = about("trapped");
    selection.facts.truncate(2);
    selection.facts[0].verdict.disposition = Some(Disposition::Rejected);
    selection.facts[1].verdict.disposition = Some(Disposition::Disputed);
    let grid = table(&selection);
    let shown = text(&grid, 200);
    assert!(shown.contains("rejected") && shown.contains("disputed"), "{shown}");
    assert_eq!(cell(&grid, 0, "disposition"), &Cell::text("rejected"));
    assert_eq!(cell(&grid, 1, "disposition"), &Cell::text("disputed"));
}

#[test]
fn a_slide_is_not_more_certain_of_its_time_than_the_report() {
    let all = sample::all();
    let slides: Vec<_> =
        all.facts.iter().map(|recorded| (recorded, slide(&all, recorded))).collect();
    assert!(slides.iter().any(|(_, slide)| slide.is_none()), "none of the sample is undated");
    for (recorded, slide) in slides {
        let Some(slide) = slide else {
            let known = recorded.fact.when.as_ref().map(|when| when.bounds);
            assert_eq!(known.unwrap_or_default(), Bounds::default());
            continue;
        };
        let bounds = recorded.fact.when.as_ref().unwrap().bounds;
        assert!(
            slide.last.is_none_or(|last| slide.first < last && Some(last) == bounds.end_latest)
        );
        assert!(!slide.when.is_empty() && !slide.when.contains(['<', '&']), "{}", slide.when);
        assert!(slide.headline.starts_with(&slide.group));
    }
}

#[test]
fn a_small_later_figure_does_not_hide_the_total_of_a_longer_period() {
    let killed = |report: &str, when: &str, best: u32| Draft {
        when: Some(crate::domain::when::When::new(when.parse().unwrap(), "")),
        quantity: Some(Quantity {
            best: Some(best.into()),
            unit: "people".into(),
            ..Quantity::default()
        }),
        ..Draft::new(report, "killed", "aleppo")
    };
    let mut selection = sample::all();
    let drafts = [
        killed("voa-2016-10-24", "2016-09-01/2016-09-30", 500),
        killed("ynet-2016-11-21", "2016-11-11", 3),
    ];
    selection.facts = drafts.into_iter().map(sample::recorded).collect();
    let grid = latest(&selection, None);
    let at = |key: &str| grid.columns.iter().position(|column| column.key == key).unwrap();
    assert_eq!(grid.rows.len(), 1);
    assert_eq!(grid.rows[0][at("value")], Cell::text("3 people"));
    assert_eq!(grid.rows[0][at("beside")], Cell::text("500 people, Sep 2016"));
}

#[test]
fn a_total_shown_with_a_newer_figure_keeps_its_dispute() {
    let killed = |report: &str, when: &str, best: u32, who: &str| Draft {
        when: Some(crate::domain::when::When::new(when.parse().unwrap(), "")),
        quantity: Some(Quantity {
            best: Some(best.into()),
            unit: "people".into(),
            ..Quantity::default()
        }),
        claimants: vec![who.to_owned()],
        ..Draft::new(report, "killed", "aleppo")
    };
    let mut selection = sample::all();
    let all = [
        killed("voa-2016-10-24", "2016-09-01/2016-10-10", 90, "jan-egeland"),
        killed("voa-2016-10-24", "2016-09-01/2016-10-15", 70, "united-nations"),
        killed("ynet-2016-11-21", "2016-11-11", 3, "united-nations"),
    ];
    selection.facts = all.clone().into_iter().map(sample::recorded).collect();
    let grid = latest(&selection, None);
    let at = |key: &str| grid.columns.iter().position(|column| column.key == key).unwrap();
    assert_eq!(grid.rows[0][at("value")], Cell::text("3 people"));
    let beside = "70 people, 1 Sep - 15 Oct 2016, disputed (Jan Egeland: 90 people)";
    assert_eq!(grid.rows[0][at("beside")], Cell::text(beside));
    // If a figure of a day and a total end together, the total is the current figure.
    let last = killed("voa-2016-10-24", "2016-10-15", 5, "united-nations");
    let [_, total, _] = all;
    selection.facts = [last, total].into_iter().map(sample::recorded).collect();
    let grid = latest(&selection, None);
    assert_eq!(grid.rows[0][at("value")], Cell::text("70 people"));
}

#[test]
fn what_was_put_off_stands_in_place_of_the_none_that_it_explains() {
    let evacuation = |place: &str, when: &str| Draft {
        when: Some(crate::domain::when::When::new(when.parse().unwrap(), "")),
        ..Draft::new("voa-2016-10-24", "evacuation", place)
    };
    let none = Draft {
        quantity: Some(Quantity { best: Some(0.into()), ..Quantity::default() }),
        ..evacuation("aleppo", "2016-10-20/2016-10-22")
    };
    let lines = |put_off: Draft| {
        let mut selection = sample::all();
        let drafts = [none.clone(), put_off].into_iter();
        selection.facts = drafts.map(sample::recorded).collect();
        let grid = latest(&selection, None);
        let at = |key: &str| grid.columns.iter().position(|column| column.key == key).unwrap();
        let words = |row: &Vec<Cell>| (row[at("place")].clone(), row[at("value")].clone());
        grid.rows.iter().map(words).collect::<Vec<_>>()
    };
    let line = |place: &str, value: &str| vec![(Cell::text(place), Cell::text(value))];
    let postponed = |place: &str, when: &str| Draft {
        status: Some(Status::Postponed),
        ..evacuation(place, when)
    };
    let inside = lines(postponed("eastern-aleppo", "2016-10-21"));
    assert_eq!(inside, line("Eastern Aleppo", "postponed"));
    assert_eq!(lines(postponed("aleppo", "2016-10-21")), line("Aleppo", "postponed"));
    assert_eq!(lines(postponed("aleppo", "2016-10-23")), line("Aleppo", "none"), "another day");
    let wounded = Draft { scope: Some("wounded".into()), ..postponed("aleppo", "2016-10-21") };
    assert_eq!(lines(wounded), line("Aleppo", "none"), "of some of the people");
}
