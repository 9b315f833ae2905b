//! Counts: how many facts, reports and origins there are by place, month, indicator …
//!
//! A fact counts once, in the month of its first possible day (of its end, where the start is
//! open); one without a when is undated. Two dimensions of which the second is a month or a year
//! also have a wide arrangement, with the periods across; data always has one row for each
//! combination.

mod dimension;

use super::facts;
use super::grid::{Cell, Column, Emphasis, Grid};
use crate::domain::tally::{Count, Dimension, Tallies};
use dimension::{Context, Value, Worded};
use std::collections::{BTreeMap, BTreeSet};

/// More periods than this are not laid out side by side.
const MOST_ACROSS: usize = 36;

fn cells(count: &Count) -> [Cell; 5] {
    let (least, most) = count.utterances();
    let span = if least == most { least.to_string() } else { format!("{least}-{most}") };
    [
        Cell::Count(count.facts),
        Cell::Count(count.reports),
        Cell::text(span),
        Cell::Count(least),
        Cell::Count(most),
    ]
}

/// The values of combinations, in the order in which they are listed, with what is counted of each.
type Counted<'a> = BTreeMap<Vec<Value>, &'a Count>;

/// Counts of facts by the combinations of some dimensions.
#[must_use]
pub fn by(tallies: &Tallies, dimensions: &[Dimension]) -> Grid {
    let context = Context::of(&tallies.examples);
    let values = |example| dimensions.iter().map(|by| by.value(&context, example)).collect();
    let examples = tallies.examples.facts.iter().map(values);
    let counted: Counted<'_> = examples.zip(&tallies.counts).collect();
    let mut columns: Vec<Column> = dimensions.iter().flat_map(|by| by.columns()).collect();
    columns.extend([
        Column::new("facts", "facts").right().keep(),
        Column::new("reports", "reports").right().keep(),
        Column::page("origins", "origins").right().keep(),
        Column::data("origins_least"),
        Column::data("origins_most"),
    ]);
    let row = |(values, count): (&Vec<Value>, &&Count)| {
        let pairs = dimensions.iter().zip(values);
        pairs.flat_map(|(by, value)| by.cells(value)).chain(cells(count)).collect()
    };
    let rows = counted.iter().map(row).collect();
    let notes = notes(tallies);
    let wide = across(dimensions, &counted).map(|wide| Grid { notes: notes.clone(), ..wide });
    Grid { rows, notes, wide: wide.map(Box::new), ..Grid::new(columns) }
}

fn notes(tallies: &Tallies) -> Vec<String> {
    let mut notes = vec![facts::extent(tallies.facts, tallies.reports)];
    if tallies.maybe > 0 {
        let maybe = tallies.maybe;
        notes.push(format!("{maybe} of them may hold in the time asked about, and may not"));
    }
    notes
}

/// Facts with the first dimension down and the periods of the second across.
fn across(dimensions: &[Dimension], counted: &Counted<'_>) -> Option<Grid> {
    let [down, period @ (Dimension::Month | Dimension::Year)] = dimensions else { return None };
    let periods: BTreeSet<&Value> = counted.keys().filter_map(|values| values.get(1)).collect();
    if periods.is_empty() || periods.len() > MOST_ACROSS {
        return None;
    }
    let mut columns: Vec<Column> = down.columns();
    columns.extend(periods.iter().map(|value| Column::page("facts", value.name()).right().keep()));
    columns.push(Column::page("total", "total").right().keep());
    let firsts: BTreeSet<&Value> = counted.keys().filter_map(|values| values.first()).collect();
    let row = |first: &Value| {
        let count = |at: &&Value| {
            counted.get(&vec![first.clone(), (*at).clone()]).map_or(0, |count| count.facts)
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
