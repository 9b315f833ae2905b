//! Reads the list of an archiver, such as auto-archiver writes into a spreadsheet: a row for each link, and whether it
//! was archived. Each link that was archived is a report.
//!
//! The names of the columns are those of auto-archiver's settings; a list may lack some of them. The archiver's notes
//! about its files (hash, thumbnail, screenshot, WACZ) are not read.

use crate::domain::name::is_placeholder;
use crate::domain::report::Report;
use crate::format::problem::Problem;
use crate::format::remedy::Remedy;
use crate::format::row::Row;
use crate::import::column_names::Renamed;
use crate::import::options::Options;
use crate::language::dates::{self, Anchor};
use crate::wire::{ReportRow, bare_report};
use chrono::Datelike;
use std::borrow::Cow;

/// The columns of an archiver, in the spelling of our headers, and the columns of Factline for their values.
const COLUMNS: [(&str, &str); 8] = [
    ("link", "url"),
    ("archive_location", "archive_url"),
    ("upload_timestamp", "published"),
    ("timestamp", "published"),
    ("upload_title", "title"),
    ("text_content", "text"),
    ("archive_date", "captured_at"),
    ("archive_status", STATUS),
];

/// The year of the first web pages: archivers write year 1 if they found no date.
const FIRST_PAGES: i32 = 1990;

/// The column with the status of a link.
const STATUS: &str = "archive_status";

/// The columns that are read.
pub(super) const READ: [&str; 9] = [
    "url",
    "archive_url",
    "published",
    "title",
    "text",
    "captured_at",
    STATUS,
    "publisher",
    "language",
];

/// Whether columns of these names are those of an archiver.
pub(super) fn is_list(header: &[String]) -> bool {
    let has = |name: &str| header.iter().any(|column| column == name);
    (has("link") || has("url")) && (has(STATUS) || has("archive_location"))
}

/// The columns that have another name in Factline.
pub(super) fn renamed(header: &[String]) -> Vec<Renamed> {
    let is_free = |ours: &str| !header.iter().any(|name| name == ours);
    let mut all: Vec<Renamed> = Vec::new();
    for (theirs, ours) in COLUMNS.into_iter().filter(|(theirs, ours)| theirs != ours) {
        let is_new = is_free(ours) && all.iter().all(|other| other.ours != ours);
        if let Some(at) = header.iter().position(|name| name == theirs).filter(|_| is_new) {
            all.push(Renamed { at, theirs: theirs.to_owned(), ours });
        }
    }
    all
}

/// The report of a row; its publisher is blank if the row names none. Fails if nothing was archived, or if the archiver
/// found no title or no date.
pub(super) fn read(row: &Row<'_>, options: &Options) -> Result<ReportRow, Problem> {
    let by_hand = |problem: Problem| problem.with(Remedy::RecordByHand);
    unless_failed(row).map_err(by_hand)?;
    let link = row.needed("url")?;
    if is_placeholder(link) {
        return Err(Problem::at("url", "blank, but every row needs it"));
    }
    let found = |column: &'static str| {
        let blank = || by_hand(Problem::at(column, "blank: the archiver found none"));
        row.text(column).ok_or_else(blank)
    };
    let (title, moment) = (found("title")?, found("published")?);
    let publisher = row.text("publisher").unwrap_or_default();
    let report = bare_report("", publisher, title, "published", &day_of(moment))?;
    options.has_come_out(&report, "published")?;
    if report.published_latest.is_some_and(|day| day.year() < FIRST_PAGES) {
        let why = format!("`{moment}` is from before there were web pages");
        return Err(by_hand(Problem::at("published", why)));
    }
    let report = Report {
        url: Some(link.to_owned()),
        archive_url: row.text("archive_url").map(str::to_owned),
        language: row.text("language").map(str::to_owned),
        ..report
    };
    Ok(ReportRow {
        text: row.verbatim("text").map(str::to_owned),
        captured_at: row.text("captured_at").map(str::to_owned),
        ..ReportRow::without_text(report, Vec::new())
    })
}

/// Fails if a row says that its link was not archived, or not yet.
fn unless_failed(row: &Row<'_>) -> Result<(), Problem> {
    let Some(status) = row.text(STATUS) else {
        let is_archived = row.text("archive_url").is_some();
        let blank = || Problem::at(STATUS, "blank: the link is not archived yet");
        return if is_archived { Ok(()) } else { Err(blank()) };
    };
    let lower = status.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let has_failed = has(&["unsuccess", "nothing archived"]);
    if has(&["success", "already archived"]) && !has_failed {
        return Ok(());
    }
    Err(Problem::at(STATUS, format!("`{status}`: the archiver has no copy of it")))
}

/// The day of a time as it is written, without conversion to another time zone. Words that mean one day only
/// (`24/10/2016`) are read; others stay as they are.
fn day_of(moment: &str) -> Cow<'_, str> {
    match moment.split_once(['T', ' ']) {
        Some((day, _)) if day.len() == 10 && day.as_bytes()[4] == b'-' => return day.into(),
        _ => {}
    }
    match dates::read(moment, &Anchor::published(None)) {
        Ok(read) => read.value.expression.to_string().into(),
        _ => moment.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_of_the_day_that_is_written() {
        for (moment, day) in [
            ("2025-01-01T23:30:00+00:00", "2025-01-01"),
            ("2025-01-01 23:30:00", "2025-01-01"),
            ("2025-01-01", "2025-01-01"),
            ("1 Jan 2025", "2025-01-01"),
            ("24/10/2016", "2016-10-24"),
            ("24/10/2016 08:00", "2016-10-24"),
            ("3/4/2016", "3/4/2016"),
            ("yesterday", "yesterday"),
        ] {
            assert_eq!(day_of(moment), day);
        }
    }
}
