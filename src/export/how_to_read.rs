//! The sheet of a workbook that explains the others.

use crate::domain::actor::Actor;
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use crate::domain::report::Restricted;
use crate::export::sheet_columns::{columns, facts_columns};
use crate::store::Streamed;
use crate::text::counts::counted;
use crate::wire::{ColumnType, ReportRow, WireRow};
use crate::workbook::{Sheet, Shortened, Value, Workbook};
use chrono::{DateTime, Utc};
use std::io;

/// The sheet of a workbook that explains the workbook.
#[derive(Clone, Debug)]
pub struct About {
    /// Title of the workbook (`Facts from factline.db`).
    pub title: String,
    /// The conditions on the facts; empty if there are none.
    pub asked: String,
    /// The newest changeset, and when it was recorded (UTC); `None` if nothing was recorded. The
    /// time is that in the properties of the file, so that the same database gives the same bytes.
    pub state: Option<(String, DateTime<Utc>)>,
    /// Number of facts left out because they were replaced or retracted.
    pub withdrawn: usize,
}

/// The content of that sheet.
pub(super) struct Contents<'a> {
    pub(super) about: &'a About,
    pub(super) facts: Streamed,
    pub(super) shortened: Shortened,
    pub(super) restricted: Restricted,
}

/// What each sheet contains, and what applies to every sheet.
const ALWAYS: &[(&str, &str)] = &[
    (
        "facts",
        "One row for each fact, as a report states it, in the order of time. What people read comes first, keys and ids last. Reports that disagree have a row \
         each: nothing is averaged or corrected.",
    ),
    (
        "figures",
        "value_best is the figure that the report states. Where it states a range or a bound, value_low and \
         value_high are its ends: `as many as 300,000` has only value_high, and `more than 50` only value_low. \
         value_as_stated has the words.",
    ),
    (
        "time",
        "when_edtf is the time of the fact. A single day is a date of the spreadsheet, and a day with a time of \
         the place \
         a date with its time; anything else is text: \
         2016-10 (some time in that month, or that month), 2016-10-20/2016-10-22 (from a day to a day), \
         [2016-10-01..2016-10-05] (one of these days), 2016-07~ (about then). start_earliest, start_latest, \
         end_earliest and end_latest are the days between which it began and ended; blank where that is open.",
    ),
    (
        "reports, places, actors, indicators",
        "What the facts name, one row each, by its key: report_key, place_key, claimant_key, publisher_key and \
         indicator of a fact are the column `key` of these sheets. parent is the key of the place or actor around it.",
    ),
    (
        "cells",
        "Texts are texts, also those that begin with = + - or @: there is no formula in this workbook. Invisible \
         characters are shown by their numbers, as in \\u{202e}. A number of more than fifteen digits, and a day \
         before March 1900, are text, and so are moments with a zone of their own. recorded_at and captured_at are in UTC. Columns without any value are hidden. Several values \
         in one cell have | between them.",
    ),
];

pub(super) fn sheet(contents: &Contents<'_>, book: &mut Workbook) -> io::Result<Sheet> {
    let mut sheet =
        book.sheet("how to read", ["what", "how to read it"].into_iter())?.wrap(0).wrap(1);
    let mut put = |what: &str, text: String| {
        sheet.row([Value::Text(what.into()), Value::Text(text.into())].into_iter())
    };
    for (what, text) in of_this_file(contents) {
        put(what, text)?;
    }
    for (what, text) in ALWAYS {
        put(what, (*text).to_owned())?;
    }
    for column in facts_columns() {
        put(&format!("facts: {}", column.name()), said(column.meaning(), column.holds()))?;
    }
    for (what, text) in of_lists() {
        put(&what, text)?;
    }
    Ok(sheet)
}

/// The meanings of the columns of the other sheets.
fn of_lists() -> impl Iterator<Item = (String, String)> {
    fn list<R: WireRow>(sheet: &'static str) -> impl Iterator<Item = (String, String)> {
        columns::<R>().map(move |column| {
            (format!("{sheet}: {}", column.name), said(column.meaning, column.holds))
        })
    }
    list::<ReportRow>("reports")
        .chain(list::<Place>("places"))
        .chain(list::<Actor>("actors"))
        .chain(list::<Indicator>("indicators"))
}

/// The meaning of a column, with its possible words.
fn said(meaning: &str, holds: ColumnType) -> String {
    format!("{meaning}{}", words(holds))
}

/// What applies only to this workbook.
fn of_this_file(contents: &Contents<'_>) -> Vec<(&'static str, String)> {
    let Contents { about, facts, shortened, restricted } = contents;
    let mut said = Vec::new();
    if let Some(level) = restricted.level() {
        let word = level.as_str();
        let text = format!(
            "{}: this workbook has {word} reports (column confidentiality of the sheet `reports`). Pass it on only \
             to those who may see them.",
            word.to_uppercase()
        );
        said.push((word, text));
    }
    said.push((
        "what this is",
        format!("{}: {}.", about.title, counted(facts.facts, "fact", "facts")),
    ));
    if !about.asked.is_empty() {
        said.push(("asked for", format!("Only facts with: {}.", about.asked)));
    }
    if let Some((changeset, at)) = &about.state {
        let at = at.format("%Y-%m-%dT%H:%M:%SZ");
        said.push(("state", format!("The database as of changeset {changeset}, recorded {at}.")));
    }
    let left_out = [
        (facts.left_out, "more than the limit that was asked for"),
        (about.withdrawn, "replaced or retracted"),
    ];
    let left_out = left_out.into_iter().filter(|(number, _)| *number > 0);
    said.extend(left_out.map(|(number, why)| {
        ("left out", format!("{}: {why}.", counted(number, "fact", "facts")))
    }));
    if shortened.cut > 0 {
        let cells = counted(shortened.cut, "text is cut", "texts are cut");
        said.push((
            "cut",
            format!("{cells} to the 32,767 characters of a cell, with a mark at its end."),
        ));
    }
    if shortened.unlinked > 0 {
        let links = counted(shortened.unlinked, "address is", "addresses are");
        said.push(("links", format!("{links} plain text: a sheet has at most 65,530 links.")));
    }
    said
}

/// The words that a column may have.
fn words(holds: ColumnType) -> String {
    match holds {
        ColumnType::Word(words) => format!(" One of: {}.", words.join(", ")),
        _ => String::new(),
    }
}
