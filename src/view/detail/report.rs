//! The page on one report.

use super::{Detail, Entry, Section};
use crate::domain::report::{CapturedText, Confidentiality, Report};
use crate::domain::selection::Selection;
use crate::view::facts;
use crate::view::grid::{Cell, Emphasis, Shown};

/// The page on a report: its head, its facts, its text. `selection` holds its facts.
#[must_use]
pub fn report(report: &Report, selection: &Selection, text: Option<&CapturedText>) -> Detail {
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
    if let Some(text) = text {
        let text = text.text.clone();
        sections.push(Section::headed("Text", vec![Entry::Text { key: "text", text }]));
    }
    Detail { title: report.title.clone(), sections }
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
