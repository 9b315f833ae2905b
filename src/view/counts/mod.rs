//! Counts facts, reports and origins by place, month, indicator and other dimensions.
//!
//! A fact counts once: in the month of its first possible day, or of its end if the start is
//! open; a fact without a time is undated. If the second of two dimensions is a month or a year, a
//! page can also show the periods as columns; data always has one row for each combination.

pub(super) mod dimension;

use super::facts;
use super::grid::{Cell, Column, Emphasis, Grid};
use crate::domain::group_counts::{Count, Dimension, GroupCounts};
use dimension::{WordedValue, columns, data_cells, page_cell, worded};

/// If there are more periods than this, a page does not show them as columns.
const MOST_ACROSS: usize = 36;

/// Counts of facts for each combination of the values of some dimensions, in words and sorted.
/// There may be as many rows as facts, so a row is made only when it is asked for.
pub struct CountTable<'a> {
    counts: &'a GroupCounts,
    by: &'a [Dimension],
    /// The values of each dimension, sorted.
    values: Vec<Vec<WordedValue>>,
    /// For each group, the indexes of its values in `values`, one for each dimension; the indexes
    /// of one group follow those of the group before.
    members: Vec<u32>,
    /// The indexes of the groups, sorted as they are listed.
    order: Vec<u32>,
}

impl<'a> CountTable<'a> {
    /// The counts by the dimensions `by`, in words and sorted.
    #[must_use]
    pub fn of(counts: &'a GroupCounts, by: &'a [Dimension]) -> Self {
        let (mut values, mut places) = (Vec::new(), Vec::new());
        for (by, known) in by.iter().zip(&counts.values) {
            let (worded, order) = in_order(worded(*by, known));
            values.push(worded);
            places.push(order);
        }
        let width = by.len().max(1);
        let mut members = counts.members.clone();
        for group in members.chunks_exact_mut(width) {
            for (member, places) in group.iter_mut().zip(&places) {
                *member = places[*member as usize];
            }
        }
        let groups = u32::try_from(counts.counts.len()).unwrap_or(u32::MAX);
        let mut order: Vec<u32> = (0..groups).collect();
        let group = |at: u32| &members[at as usize * width..(at as usize + 1) * width];
        order.sort_unstable_by(|a, b| group(*a).cmp(group(*b)));
        Self { counts, by, values, members, order }
    }

    /// The columns of [`Self::rows`].
    #[must_use]
    pub fn columns(&self) -> Vec<Column> {
        let mut columns: Vec<Column> = self.by.iter().flat_map(|by| columns(*by)).collect();
        columns.extend([
            Column::new("facts", "facts").right().keep(),
            Column::new("reports", "reports").right().keep(),
            Column::page("origins", "origins").right().keep(),
            Column::data("origins_least"),
            Column::data("origins_most"),
        ]);
        columns
    }

    /// One row for each combination of values that some fact has. For data, the cells that only pages show are empty.
    pub fn rows(&self, for_data: bool) -> impl Iterator<Item = Vec<Cell>> {
        let columns = self.columns().len();
        self.order.iter().map(move |group| {
            let group = *group as usize;
            let mut row = Vec::with_capacity(columns);
            for (by, value) in self.by.iter().zip(self.values(group)) {
                let on_page = if for_data { Cell::Empty } else { page_cell(value) };
                row.extend([on_page].into_iter().chain(data_cells(*by, value)));
            }
            row.extend(count_cells(&self.counts.counts[group], for_data));
            row
        })
    }

    /// The number of rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.order.len()
    }

    /// The first `most` rows, with notes for the reader.
    #[must_use]
    pub fn grid(&self, most: usize) -> Grid {
        let notes = self.notes();
        let wide = self.across().map(|wide| Grid { notes: notes.clone(), ..wide });
        let rows = self.rows(false).take(most).collect();
        Grid { rows, notes, wide: wide.map(Box::new), ..Grid::new(self.columns()) }
    }

    fn members(&self, group: usize) -> &[u32] {
        &self.members[group * self.by.len()..(group + 1) * self.by.len()]
    }

    fn values(&self, group: usize) -> impl Iterator<Item = &WordedValue> {
        let members = self.members(group).iter().map(|member| *member as usize);
        self.values.iter().zip(members).map(|(values, member)| &values[member])
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = vec![facts::extent(self.counts.facts, self.counts.reports)];
        if self.counts.maybe > 0 {
            let maybe = self.counts.maybe;
            notes.push(format!("{maybe} of them may or may not lie in the time asked for"));
        }
        let is_time =
            |by: &&Dimension| matches!(by, Dimension::Year | Dimension::Month | Dimension::Day);
        if let Some(time) = self.by.iter().rev().find(is_time).filter(|_| self.counts.longer > 0) {
            notes.push(format!(
                "{} of them may continue after the {time} in which they begin, and are counted there",
                self.counts.longer
            ));
        }
        notes
    }

    /// A grid with the values of the first dimension as rows and the periods of the second as
    /// columns. `None` if the dimensions are of other kinds, or there are too many periods.
    fn across(&self) -> Option<Grid> {
        let ([down, period @ (Dimension::Month | Dimension::Year)], [firsts, periods]) =
            (self.by, &*self.values)
        else {
            return None;
        };
        if periods.is_empty() || periods.len() > MOST_ACROSS {
            return None;
        }
        let mut facts = vec![vec![0; periods.len()]; firsts.len()];
        for (group, count) in self.counts.counts.iter().enumerate() {
            if let [first, period] = self.members(group) {
                facts[*first as usize][*period as usize] = count.facts;
            }
        }
        let mut columns: Vec<Column> = columns(*down);
        let heading = |period: &WordedValue| Column::page("facts", period.name()).right().keep();
        columns.extend(periods.iter().map(heading));
        columns.push(Column::page("total", "total").right().keep());
        let row = |(first, facts): (&WordedValue, Vec<usize>)| {
            let total = Cell::words(facts.iter().sum::<usize>().to_string(), Emphasis::Strong);
            let cell = |&count: &usize| if count == 0 { Cell::Empty } else { Cell::Count(count) };
            [page_cell(first)]
                .into_iter()
                .chain(data_cells(*down, first))
                .chain(facts.iter().map(cell))
                .chain([total])
                .collect()
        };
        let rows = firsts.iter().zip(facts).map(row).collect();
        let title = format!("Facts by {down} and {period}");
        Some(Grid { title: Some(title), rows, ..Grid::new(columns) })
    }
}

/// The values sorted, and for each index in the given list its index in the sorted one.
fn in_order(values: Vec<WordedValue>) -> (Vec<WordedValue>, Vec<u32>) {
    let mut numbered: Vec<(WordedValue, usize)> =
        values.into_iter().enumerate().map(|(at, value)| (value, at)).collect();
    numbered.sort_unstable();
    let mut places = vec![0; numbered.len()];
    let values = (0..).zip(numbered).map(|(place, (value, at))| {
        places[at] = place;
        value
    });
    (values.collect(), places)
}

fn count_cells(count: &Count, for_data: bool) -> [Cell; 5] {
    let (least, most) = count.utterances();
    let span = match for_data {
        true => Cell::Empty,
        false if least == most => Cell::text(least.to_string()),
        false => Cell::text(format!("{least}-{most}")),
    };
    [
        Cell::Count(count.facts),
        Cell::Count(count.reports),
        span,
        Cell::Count(least),
        Cell::Count(most),
    ]
}

#[cfg(test)]
mod tests;
