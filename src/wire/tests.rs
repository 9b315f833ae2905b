//! Tests that each kind of row is unchanged after it is written as cells and read again.

use crate::domain::actor::{Actor, ActorKind};
use crate::domain::assessment::TakenBack;
use crate::domain::indicator::{Indicator, Measure, Nature};
use crate::domain::place::{CoordinatePrecision, Coordinates, Place, PlaceKind};
use crate::domain::report::Confidentiality;
use crate::format::row::Row;
use crate::format::row_cells::RowCells;
use crate::text::safe;
use crate::wire::{Column, ReportRow, WireRow, bare_report, first_difference, names, read};
use std::fmt::Debug;

/// Writes a row as cells and reads it back; `is_guarded` protects the cells against spreadsheet
/// formulas.
fn written_and_read<R: WireRow>(row: &R, is_guarded: bool) -> R {
    let header: Vec<String> = names::<R>().map(str::to_owned).collect();
    let cells = R::COLUMNS.iter().map(|column| {
        let value = (column.get)(row);
        let text = value.as_text().unwrap_or_default();
        if is_guarded { safe::cell(&text).into_owned() } else { text.into_owned() }
    });
    let cells: RowCells = cells.collect();
    let row = if is_guarded { Row::guarded } else { Row::plain };
    read(&row(&header, &cells)).unwrap()
}

fn comes_back<R: WireRow + PartialEq + Debug>(row: &R) {
    for is_guarded in [true, false] {
        let back = written_and_read(row, is_guarded);
        assert_eq!(&back, row);
        assert_eq!(first_difference(row, &back), None);
    }
}

fn place() -> Place {
    Place {
        country: Some("SYR".into()),
        pcode: Some("SY=1".into()),
        coordinates: Some(Coordinates { latitude: -33.5, longitude: 36.25 }),
        coordinate_precision: Some(CoordinatePrecision::Near),
        aliases: vec!["a|b".into(), "=c".into()],
        ..Place::new("x", "+X", PlaceKind::Town, Some("y".into()))
    }
}

#[test]
fn rows_of_every_kind_come_back_as_they_were() {
    comes_back(&place());
    let actor = Actor {
        key: "un".into(),
        name: "United Nations".into(),
        kind: ActorKind::Igo,
        parent: Some("world".into()),
        aliases: vec!["UN".into(), "ONU".into()],
    };
    comes_back(&actor);
    let indicator = Indicator {
        key: "killed".into(),
        label: "Killed".into(),
        definition: "people who died".into(),
        measures: Measure::Count,
        unit: "people".into(),
        nature: Nature::Flow,
        window_days: 3,
        units: Vec::new(),
        hxl_tag: Some("#affected+killed".into()),
        aliases: vec!["dead".into()],
        deprecated_at: Some("2026-01-01T00:00:00Z".into()),
    };
    comes_back(&indicator);
}

#[test]
fn a_report_comes_back_with_what_goes_along_with_it() {
    let mut report = bare_report("r", "afp", "Title", "published", "2016-10").unwrap();
    report.byline = Some("A. Person".into());
    report.url = Some("https://example.org/a".into());
    report.archive_url = Some("https://archive.example/a".into());
    report.language = Some("en".into());
    report.republishes = Some("q".into());
    report.replaces = Some("0123456789abcdef0123456789abcdef".parse().unwrap());
    report.confidentiality = Some(Confidentiality::Internal);
    report.retracted = Some("wrong date".into());
    let taken_back = TakenBack { retracted: "in error".into(), reinstated: "it was not".into() };
    let mut row = ReportRow::without_text(report, vec![taken_back]);
    row.text = Some(" Words, blanks included. ".into());
    row.captured_at = Some("2016-10-24T00:00:00Z".into());
    let back = written_and_read(&row, false);
    assert_eq!(back.report, row.report);
    assert_eq!((back.text, back.captured_at), (row.text, row.captured_at));
    assert_eq!(back.taken_back, row.taken_back);
}

#[test]
fn two_versions_of_a_place_differ_in_the_first_column_that_differs() {
    let other = Place {
        coordinates: Some(Coordinates { latitude: -33.5, longitude: 36.5 }),
        aliases: vec!["other".into()],
        ..place()
    };
    let (column, there, here) = first_difference(&place(), &other).unwrap();
    assert_eq!((column, there.as_str(), here.as_str()), ("latitude", "-33.5 36.25", "-33.5 36.5"));
    let same = Place { aliases: vec!["=C".into(), "A|B".into()], ..place() };
    assert_eq!(first_difference(&place(), &same), None);
}

#[test]
fn no_column_of_a_kind_is_listed_twice() {
    let lists = [
        names::<Actor>().collect::<Vec<_>>(),
        names::<Place>().collect(),
        names::<Indicator>().collect(),
        names::<ReportRow>().collect(),
        Column::ALL.iter().map(|column| column.name()).collect(),
    ];
    for list in lists {
        let mut once = list.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), list.len(), "{list:?}");
    }
}
