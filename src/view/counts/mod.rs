//! Counts: how many facts, reports and origins there are by place, month, indicator …
//!
//! A fact counts once, in the month of its first possible day (of its end, where the start is
//! open); one without a when is undated. Two dimensions of which the second is a month or a year
//! also have a wide arrangement, with the periods across; data always has one row for each
//! combination.

mod dimension;

pub use dimension::Dimension;

use super::facts;
use super::grid::{Cell, Column, Emphasis, Grid};
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::when::Answer;
use dimension::{Context, Value};
use std::collections::{BTreeMap, BTreeSet};

/// More periods than this are not laid out side by side.
const MOST_ACROSS: usize = 36;

/// What is counted for one combination of values.
#[derive(Default)]
struct Tally<'a> {
    facts: usize,
    reports: BTreeSet<&'a str>,
    origins: BTreeSet<&'a str>,
    unknown: usize,
}

impl<'a> Tally<'a> {
    fn add(&mut self, recorded: &'a RecordedFact) {
        self.facts += 1;
        self.reports.insert(&recorded.fact.report);
        match &recorded.fact.origin {
            Some(origin) => _ = self.origins.insert(origin),
            None => self.unknown += 1,
        }
    }

    /// The least and the most utterances that can stand behind the facts: each stated origin is
    /// one; a fact without one may repeat another or stand alone.
    fn origins(&self) -> (usize, usize) {
        (self.origins.len().max(1), self.origins.len() + self.unknown)
    }

    fn cells(&self) -> [Cell; 5] {
        let (least, most) = self.origins();
        let span = if least == most { least.to_string() } else { format!("{least}-{most}") };
        [
            Cell::Count(self.facts),
            Cell::Count(self.reports.len()),
            Cell::text(span),
            Cell::Count(least),
            Cell::Count(most),
        ]
    }
}

/// Counts facts by the combinations of some dimensions.
#[must_use]
pub fn by(selection: &Selection, dimensions: &[Dimension]) -> Grid {
    let mut tallies: BTreeMap<Vec<Value>, Tally<'_>> = BTreeMap::new();
    let context = Context::of(selection);
    for recorded in &selection.facts {
        let values = dimensions.iter().map(|by| by.value(&context, recorded)).collect();
        tallies.entry(values).or_default().add(recorded);
    }
    let mut columns: Vec<Column> = dimensions.iter().flat_map(|by| by.columns()).collect();
    columns.extend([
        Column::new("facts", "facts").right().keep(),
        Column::new("reports", "reports").right().keep(),
        Column::page("origins", "origins").right().keep(),
        Column::data("origins_least"),
        Column::data("origins_most"),
    ]);
    let row = |(values, tally): (&Vec<Value>, &Tally<'_>)| {
        let pairs = dimensions.iter().zip(values);
        pairs.flat_map(|(by, value)| by.cells(value)).chain(tally.cells()).collect()
    };
    let rows = tallies.iter().map(row).collect();
    let notes = notes(selection);
    let wide = across(dimensions, &tallies).map(|wide| Grid { notes: notes.clone(), ..wide });
    Grid { rows, notes, wide: wide.map(Box::new), ..Grid::new(columns) }
}

fn notes(selection: &Selection) -> Vec<String> {
    let maybe = selection.facts.iter().filter(|recorded| recorded.answer == Answer::Maybe).count();
    let mut notes = vec![facts::extent(selection)];
    if maybe > 0 {
        notes.push(format!("{maybe} of them may hold in the time asked about, and may not"));
    }
    notes.extend(facts::left_out(selection));
    notes
}

/// Facts with the first dimension down and the periods of the second across.
fn across(dimensions: &[Dimension], tallies: &BTreeMap<Vec<Value>, Tally<'_>>) -> Option<Grid> {
    let [down, period @ (Dimension::Month | Dimension::Year)] = dimensions else { return None };
    let periods: BTreeSet<&Value> = tallies.keys().filter_map(|values| values.get(1)).collect();
    if periods.is_empty() || periods.len() > MOST_ACROSS {
        return None;
    }
    let mut columns: Vec<Column> = down.columns();
    columns.extend(periods.iter().map(|value| Column::page("facts", value.name()).right().keep()));
    columns.push(Column::page("total", "total").right().keep());
    let firsts: BTreeSet<&Value> = tallies.keys().filter_map(|values| values.first()).collect();
    let row = |first: &Value| {
        let count = |at: &&Value| {
            tallies.get(&vec![first.clone(), (*at).clone()]).map_or(0, |tally| tally.facts)
        };
        let counts: Vec<usize> = periods.iter().map(count).collect();
        let total = Cell::words(counts.iter().sum::<usize>().to_string(), Emphasis::Strong);
        let cell = |&count: &usize| if count == 0 { Cell::Empty } else { Cell::Count(count) };
        down.cells(first).into_iter().chain(counts.iter().map(cell)).chain([total]).collect()
    };
    let rows = firsts.into_iter().map(row).collect();
    let title = format!("Facts by {down} and {period}");
    Some(Grid { title: Some(title), rows, ..Grid::new(columns) })
}

#[cfg(test)]
mod tests;
