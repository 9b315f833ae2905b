//! Facts as tables: every fact in a row, or the newest figure of each series.
//!
//! A page shows eight columns; data carries everything that a fact says and where it comes from.

use super::grid::{Cell, Column, Emphasis, Grid, counted};
use super::wording;
use crate::domain::compare::standing::{is_figure, is_gone, newness};
use crate::domain::fact::{Draft, Stance, Status};
use crate::domain::report::Report;
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::when::Answer;
use std::collections::{BTreeMap, BTreeSet};

mod data;

pub use data::{columns as data_columns, row as data_row};

/// What stands after a when that may answer the question about time, and may not.
const MAYBE: &str = " ?";

/// Facts, one in each row, in the order of the selection. Retracted and replaced ones stand back
/// and say so; those that only may answer the question about time have a `?` after their when.
#[must_use]
pub fn table(selection: &Selection) -> Grid {
    let mut columns = vec![
        Column::page("id", "id").keep(),
        Column::page("indicator", "indicator"),
        Column::page("place", "place").fold(),
        Column::page("value", "value").right(),
        Column::page("status", "status").fold(),
        Column::page("when", "when"),
        Column::page("by", "according to"),
        Column::page("report", "report").keep().fold(),
    ];
    columns.extend(data_columns());
    let row = |recorded: &RecordedFact| {
        let fact: &Draft = &recorded.fact;
        let report = selection.reports.get(&fact.report);
        let mut row = vec![
            Cell::Id(recorded.uid),
            faded(recorded, wording::measured(selection, fact)),
            faded(recorded, wording::place(selection, &fact.place).to_owned()),
            faded(recorded, value(fact)),
            standing(recorded, report),
            when(recorded),
            faded(recorded, wording::who(selection, fact.claimant.as_deref(), &fact.via)),
            Cell::link(&fact.report, report.and_then(|report| report.url.as_deref())),
        ];
        row.extend(data_row(selection, recorded));
        row
    };
    let rows = selection.facts.iter().map(row).collect();
    Grid { rows, notes: notes(selection), ..Grid::new(columns) }
}

/// What a reader of facts should know besides: how many they are, what a `?` means, and how many
/// were left out.
fn notes(selection: &Selection) -> Vec<String> {
    let reports: BTreeSet<&str> = selection.facts.iter().map(|f| f.fact.report.as_str()).collect();
    let mut notes = vec![extent(selection.facts.len(), reports.len())];
    if selection.facts.iter().any(|recorded| recorded.answer == Answer::Maybe) {
        notes.push("? may hold in the time asked about, and may not".to_owned());
    }
    notes.extend(left_out(selection));
    notes
}

/// How many facts and reports there are: `46 facts from 12 reports`.
#[must_use]
pub fn extent(facts: usize, reports: usize) -> String {
    if facts == 0 {
        return "no facts match".to_owned();
    }
    let facts = counted(facts, "fact", "facts");
    format!("{facts} from {}", counted(reports, "report", "reports"))
}

/// How many facts the limit left out, if any.
#[must_use]
pub fn left_out(selection: &Selection) -> Option<String> {
    let left_out = selection.left_out;
    (left_out > 0).then(|| format!("{left_out} more left out: raise --limit or narrow the filter"))
}

/// The newest figure of each indicator and scope at each place. Newest is the one that holds as of
/// the latest day (the last day of its when, or the publication where that is earlier or the end
/// is open), then the one published last. Retracted and replaced facts do not count, nor does what
/// is forecast, demanded or denied.
#[must_use]
pub fn latest(selection: &Selection) -> Grid {
    let mut series: BTreeMap<Series<'_>, Vec<&RecordedFact>> = BTreeMap::new();
    for recorded in selection
        .facts
        .iter()
        .filter(|recorded| is_figure(recorded, selection.reports.get(&recorded.fact.report)))
    {
        series.entry(Series::of(selection, &recorded.fact)).or_default().push(recorded);
    }
    let mut columns = vec![
        Column::page("place", "place"),
        Column::page("indicator", "indicator"),
        Column::page("value", "value").right(),
        Column::page("status", "status").fold(),
        Column::page("as-of", "as of"),
        Column::page("by", "according to"),
        Column::page("report", "report").keep().fold(),
        Column::new("figures", "figures").right().keep(),
    ];
    columns.extend(data_columns());
    let rows = series.values().filter_map(|facts| {
        let newest = facts.iter().max_by_key(|recorded| {
            newness(recorded, selection.reports.get(&recorded.fact.report))
        })?;
        Some(latest_row(selection, newest, facts.len()))
    });
    let mut grid = Grid { rows: rows.collect(), ..Grid::new(columns) };
    if grid.rows.is_empty() {
        grid.notes.push("no figures match".to_owned());
    }
    grid.notes.extend(left_out(selection));
    grid
}

fn latest_row(selection: &Selection, newest: &RecordedFact, figures: usize) -> Vec<Cell> {
    let fact: &Draft = &newest.fact;
    let report = selection.reports.get(&fact.report);
    let mut row = vec![
        Cell::text(wording::place(selection, &fact.place)),
        Cell::text(wording::measured(selection, fact)),
        Cell::text(value(fact)),
        standing(newest, report),
        when(newest),
        Cell::text(wording::who(selection, fact.claimant.as_deref(), &fact.via)),
        Cell::link(&fact.report, report.and_then(|report| report.url.as_deref())),
        Cell::Count(figures),
    ];
    row.extend(data_row(selection, newest));
    row
}

/// What is followed at a place, in the order in which it is read.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Series<'a> {
    place: (&'a str, &'a str),
    measured: String,
    indicator: &'a str,
}

impl<'a> Series<'a> {
    fn of(selection: &'a Selection, fact: &'a Draft) -> Self {
        Self {
            place: (wording::place(selection, &fact.place), &fact.place),
            measured: wording::measured(selection, fact),
            indicator: &fact.indicator,
        }
    }
}

fn value(fact: &Draft) -> String {
    fact.quantity.as_ref().map(wording::quantity).unwrap_or_default()
}

/// Words that stand back where the fact does not count any more.
fn faded(recorded: &RecordedFact, text: String) -> Cell {
    if is_gone(recorded) { Cell::words(text, Emphasis::Faint) } else { Cell::text(text) }
}

/// Status and stance, and whether the fact still counts.
fn standing(recorded: &RecordedFact, report: Option<&Report>) -> Cell {
    let standing = wording::standing(recorded.fact.status, recorded.fact.stance);
    let gone = if let Some(by) = recorded.replaced_by {
        format!("replaced by {}", by.short())
    } else if recorded.withdrawn().is_some() {
        "retracted".to_owned()
    } else if report.is_some_and(|report| report.retracted.is_some()) {
        "report retracted".to_owned()
    } else {
        let emphasis = if is_ahead(&recorded.fact) { Emphasis::Caution } else { Emphasis::Plain };
        return Cell::words(standing, emphasis);
    };
    let both = if standing.is_empty() { gone } else { format!("{standing}; {gone}") };
    Cell::words(both, Emphasis::Faint)
}

/// Whether it speaks of what is not there yet.
fn is_ahead(fact: &Draft) -> bool {
    let planned = [Status::Proposed, Status::Announced, Status::Planned];
    fact.stance == Stance::Forecasts || fact.status.is_some_and(|status| planned.contains(&status))
}

fn when(recorded: &RecordedFact) -> Cell {
    let mut text = wording::when_of(&recorded.fact, None).unwrap_or_default();
    if recorded.answer == Answer::Maybe {
        text.push_str(MAYBE);
    }
    faded(recorded, text)
}

#[cfg(test)]
mod tests;
