//! The page on one report.

use super::{Detail, Entry, Section};
use crate::domain::report::{CapturedText, Confidentiality, Report, ReportVersion};
use crate::domain::selection::Selection;
use crate::view::facts;
use crate::view::grid::{Cell, Column, Emphasis, Grid, Shown};

/// The page on a report: its head, its versions if it was edited, its facts, its text. `selection` has its
/// facts.
#[must_use]
pub fn report(
    report: &Report,
    versions: &[ReportVersion],
    selection: &Selection,
    text: Option<&CapturedText>,
) -> Detail {
    let mut grid = facts::table(selection);
    for column in &mut grid.columns {
        if column.key == "report" && column.shown == Shown::Page {
            column.shown = Shown::Nowhere;
        }
    }
    let mut sections = vec![
        Section::new(head(report, selection, text)),
        Section::headed("Facts", vec![Entry::Grid { key: "facts", grid }]),
    ];
    if !versions.is_empty() {
        let grid = self::versions(versions);
        sections
            .insert(1, Section::headed("Versions", vec![Entry::Grid { key: "versions", grid }]));
    }
    if let Some(text) = text {
        let text = text.text.clone();
        sections.push(Section::headed("Text", vec![Entry::Text { key: "text", text }]));
    }
    Detail { title: report.title.clone(), sections }
}

/// The versions of an edited report, the first version first: what each changed, who recorded it, when and why.
fn versions(versions: &[ReportVersion]) -> Grid {
    let mut columns = vec![
        Column::new("recorded_at", "recorded").keep(),
        Column::new("recorded_by", "by"),
        Column::new("changed", "what changed"),
        Column::new("reason", "why"),
    ];
    columns.extend(DATA_OF_VERSION.map(Column::data));
    let before = [None].into_iter().chain(versions.iter().map(Some));
    let row = |(before, version): (Option<&ReportVersion>, &ReportVersion)| {
        let report = &version.report;
        let mut cells = vec![
            Cell::text(&version.recorded_at),
            Cell::text(&version.recorded_by),
            Cell::text(before.map_or_else(|| "first recorded".to_owned(), |b| changed(b, version))),
            Cell::said(version.reason.as_ref()),
        ];
        cells.extend([
            Cell::text(&report.key),
            Cell::text(&report.title),
            Cell::text(&report.publisher),
            Cell::text(report.published_shown()),
            Cell::said(report.url.as_ref()),
            Cell::said(report.archive_url.as_ref()),
            Cell::said(report.byline.as_ref()),
            Cell::said(report.language.as_ref()),
            Cell::said(report.republishes.as_ref()),
            Cell::said(report.confidentiality.map(Confidentiality::as_str)),
        ]);
        cells
    };
    Grid { rows: before.zip(versions).map(row).collect(), ..Grid::new(columns) }
}

/// The columns of [`versions`] that only data has, not pages.
const DATA_OF_VERSION: [&str; 10] = [
    "report_key",
    "title",
    "publisher",
    "published",
    "url",
    "archive_url",
    "byline",
    "language",
    "republishes",
    "confidentiality",
];

/// The changes in a version: `published 2016-10-25 (was 2016-10-24)`.
fn changed(before: &ReportVersion, version: &ReportVersion) -> String {
    let differences = version.report.differences(&before.report).into_iter();
    let mut parts: Vec<String> = differences
        .map(|(name, now, was)| {
            let [now, was] =
                [now, was].map(|words| if words.is_empty() { "nothing".to_owned() } else { words });
            format!("{name}: {now} (was {was})")
        })
        .collect();
    parts.extend(version.adds_text.then(|| "its text was added".to_owned()));
    parts.join("; ")
}

fn head(report: &Report, selection: &Selection, text: Option<&CapturedText>) -> Vec<Entry> {
    let address =
        |url: &Option<String>| url.as_ref().map_or(Cell::Empty, |url| Cell::link(url, Some(url)));
    let publisher = selection.actor_name(&report.publisher);
    let retracted = report.retracted.as_ref();
    let retracted = retracted.map_or(Cell::Empty, |why| Cell::words(why, Emphasis::Bad));
    let captured = match text {
        Some(text) => Cell::text(&text.captured_at),
        None if report.has_text => Cell::text("yes"),
        None => Cell::Empty,
    };
    let no_text = if report.has_text { Cell::Empty } else { Cell::text("not captured") };
    vec![
        Entry::field("report_key", "report", Cell::text(&report.key)),
        Entry::data("report_id", Cell::Id(report.uid)),
        Entry::data("title", Cell::text(&report.title)),
        Entry::data("publisher", Cell::text(&report.publisher)),
        Entry::field("publisher_name", "publisher", Cell::text(publisher)),
        Entry::field("byline", "by", Cell::said(report.byline.as_ref())),
        Entry::field("published", "published", Cell::text(report.published_shown())),
        Entry::field("url", "link", address(&report.url)),
        Entry::field("archive_url", "archived at", address(&report.archive_url)),
        Entry::field("language", "language", Cell::said(report.language.as_ref())),
        Entry::field("republishes", "republishes", Cell::said(report.republishes.as_ref())),
        Entry::field("replaces", "replaces", Cell::said(report.replaces)),
        Entry::field(
            "confidentiality",
            "for",
            Cell::said(report.confidentiality.map(Confidentiality::as_str)),
        ),
        Entry::field("captured_at", "text captured", captured),
        Entry::page("no-text", "text", no_text),
        Entry::field("retracted", "retracted", retracted),
    ]
}
