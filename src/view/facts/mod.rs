//! Tables of facts: one row for each fact, or the newest figure of each series.
//!
//! A page shows at most ten columns; data has all parts of a fact and its sources. Rows are made one at a
//! time, so that a long list need not be kept in memory.

use super::grid::{Cell, Column, Emphasis, Grid};
use super::wording;
use crate::domain::assessment::Disposition;
use crate::domain::fact::{Draft, Stance, Status};
use crate::domain::report::Report;
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::when::Answer;
use crate::text::counts::counted;
use std::collections::HashSet;

mod data;
mod latest;
mod newest;
mod slide;

pub use data::{columns as data_columns, row as data_row};
pub use latest::{
    CurrentFigure, Latest, latest, latest_columns, latest_data_columns, latest_data_row,
    latest_notes, latest_page_row,
};

pub use slide::{Slide, slide};

/// Shown after the time of a fact that may or may not lie in the time asked for.
const MAYBE: &str = " ?";
/// The advice if the caller cannot raise the limit.
const NO_ADVICE: &str = "narrow the filter";

/// A grid of facts in the order of the selection, with the columns of pages and of data.
#[must_use]
pub fn table(selection: &Selection) -> Grid {
    let mut grid = page(selection, NO_ADVICE);
    grid.columns.extend(data_columns());
    for (row, recorded) in grid.rows.iter_mut().zip(&selection.facts) {
        row.extend(data_row(selection, recorded));
    }
    grid
}

/// A grid of facts in the order of the selection, with the columns of pages only. `advice` says
/// what to do if the limit left out some facts.
#[must_use]
pub fn page(selection: &Selection, advice: &str) -> Grid {
    let mut extent = Extent::default();
    let row = |recorded| {
        extent.add(recorded);
        page_row(selection, recorded)
    };
    let rows = selection.facts.iter().map(row).collect();
    Grid { rows, notes: extent.notes(selection.left_out, advice), ..Grid::new(page_columns()) }
}

/// The columns of [`page_row`].
#[must_use]
pub fn page_columns() -> Vec<Column> {
    vec![
        Column::page("id", "id").keep(),
        Column::page("indicator", "indicator"),
        Column::page("place", "place").fold(),
        Column::page("value", "value").right(),
        Column::page("status", "status").fold(),
        Column::page("when", "when"),
        Column::page("by", "according to"),
        Column::page("grade", "grade").keep(),
        Column::page("report", "report").keep().fold(),
    ]
}

/// The row of a fact on a page; `rows` has the rows that it refers to. A retracted, replaced or rejected fact is struck
/// out, with the reason. A `?` follows the time of a fact that may or may not lie in the time asked for.
#[must_use]
pub fn page_row(rows: &Selection, recorded: &RecordedFact) -> Vec<Cell> {
    let fact: &Draft = &recorded.fact;
    let report = rows.reports.get(&fact.report);
    vec![
        Cell::Id(recorded.uid),
        struck(recorded, wording::measured(rows, &fact.indicator, fact.scope.as_deref())),
        struck(recorded, wording::place(rows, &fact.place).to_owned()),
        struck(recorded, value(fact)),
        standing(recorded, report),
        when(recorded),
        struck(recorded, wording::who(rows, &fact.claimants, &fact.via)),
        Cell::text(recorded.verdict.grade()),
        Cell::link(
            wording::marked(&fact.report, report),
            report.and_then(|report| report.url.as_deref()),
        ),
    ]
}

/// The number of facts and reports in a table, counted while the rows are made.
#[derive(Debug, Default)]
pub struct Extent {
    facts: usize,
    reports: HashSet<Box<str>>,
    has_maybe: bool,
}

impl Extent {
    /// Counts a fact that is shown.
    pub fn add(&mut self, recorded: &RecordedFact) {
        self.facts += 1;
        self.has_maybe |= recorded.answer == Answer::Maybe;
        if !self.reports.contains(recorded.fact.report.as_str()) {
            self.reports.insert(recorded.fact.report.as_str().into());
        }
    }

    /// Notes below a table of facts: how many there are, what a `?` means, and how many were left
    /// out. `advice` says what to do about those left out.
    #[must_use]
    pub fn notes(&self, left_out: usize, advice: &str) -> Vec<String> {
        let mut notes = vec![extent(self.facts, self.reports.len())];
        if self.has_maybe {
            notes.push("? may or may not lie in the time asked for".to_owned());
        }
        notes.extend(self::left_out(left_out, advice));
        notes
    }
}

/// The number of facts and reports in words: `46 facts from 12 reports`.
#[must_use]
pub fn extent(facts: usize, reports: usize) -> String {
    if facts == 0 {
        return "no facts match".to_owned();
    }
    let facts = counted(facts, "fact", "facts");
    format!("{facts} from {}", counted(reports, "report", "reports"))
}

/// A note on the number of facts or rows that the limit left out, with `advice` on what to do;
/// without `advice` for readers who can do nothing about it; `None` if none were left out.
#[must_use]
pub fn left_out(left_out: usize, advice: &str) -> Option<String> {
    (left_out > 0).then(|| match advice {
        "" => format!("{left_out} more left out"),
        _ => format!("{left_out} more left out: {advice}"),
    })
}

fn value(fact: &Draft) -> String {
    fact.quantity.as_ref().map(wording::quantity).unwrap_or_default()
}

/// A cell that is struck out if the fact does not count: it is retracted, replaced or rejected.
fn struck(recorded: &RecordedFact, text: String) -> Cell {
    let is_struck = recorded.is_gone() || recorded.verdict.is_rejected();
    if is_struck { Cell::words(text, Emphasis::Struck) } else { Cell::text(text) }
}

/// Status and stance of a fact, and whether it was replaced, retracted, rejected or disputed.
fn standing(recorded: &RecordedFact, report: Option<&Report>) -> Cell {
    let standing = wording::standing(recorded.fact.status, recorded.fact.stance);
    let gone = if let Some(by) = recorded.replaced_by {
        format!("replaced by {}", by.short())
    } else if let Some(why) = &recorded.retracted {
        format!("retracted: {why}")
    } else if let Some(why) = recorded
        .report_retracted
        .as_deref()
        .or_else(|| report.and_then(|report| report.retracted.as_deref()))
    {
        format!("report retracted: {why}")
    } else if let Some(why) = &recorded.verdict.rejected_because {
        return Cell::words(joined(&standing, &format!("rejected: {why}")), Emphasis::Bad);
    } else if let Some(doubt @ (Disposition::Rejected | Disposition::Disputed)) =
        recorded.verdict.disposition
    {
        return Cell::words(joined(&standing, doubt.as_str()), Emphasis::Bad);
    } else {
        let emphasis = if is_ahead(&recorded.fact) { Emphasis::Caution } else { Emphasis::Plain };
        return Cell::words(standing, emphasis);
    };
    Cell::words(joined(&standing, &gone), Emphasis::Struck)
}

fn joined(standing: &str, more: &str) -> String {
    if standing.is_empty() { more.to_owned() } else { format!("{standing}; {more}") }
}

/// Whether the fact is about the future: a plan or a forecast.
fn is_ahead(fact: &Draft) -> bool {
    let planned = [Status::Proposed, Status::Announced, Status::Planned];
    fact.stance == Stance::Forecasts || fact.status.is_some_and(|status| planned.contains(&status))
}

fn when(recorded: &RecordedFact) -> Cell {
    let mut text = wording::when_of(&recorded.fact, None).unwrap_or_default();
    if recorded.answer == Answer::Maybe {
        text.push_str(MAYBE);
    }
    struck(recorded, text)
}

#[cfg(test)]
mod tests;
