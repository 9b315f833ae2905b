//! Counts: how many facts, reports and origins there are by place, month, indicator …
//!
//! A fact counts once, in the month of its first possible day (of its end, where the start is
//! open); one without a when is undated. Two dimensions of which the second is a month or a year
//! also have a wide arrangement, with the periods across; data always has one row for each
//! combination.

mod dimension;

use super::facts;
use super::grid::{Cell, Column, Emphasis, Grid};
use crate::domain::group_counts::{Count, Dimension, GroupCounts};
use dimension::{WordedValue, cells, columns, worded};

/// More periods than this are not laid out side by side.
const MOST_ACROSS: usize = 36;

/// Counts of facts by the combinations of some dimensions, worded and in the order in which they
/// are listed. There may be as many as facts: rows are made when they are asked for.
pub struct CountTable<'a> {
    counts: &'a GroupCounts,
    by: &'a [Dimension],
    /// The values of each dimension, in the order in which they are listed.
    values: Vec<Vec<WordedValue>>,
    /// For each group the places of its values in that order, one group after the other.
    members: Vec<u32>,
    /// The groups in the order in which they are listed.
    order: Vec<u32>,
}

impl<'a> CountTable<'a> {
    /// Words what was counted by some dimensions.
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

    /// A row for each combination.
    pub fn rows(&self) -> impl Iterator<Item = Vec<Cell>> {
        self.order.iter().map(|group| {
            let group = *group as usize;
            let values = self.by.iter().zip(self.values(group));
            let values = values.flat_map(|(by, value)| cells(*by, value));
            values.chain(count_cells(&self.counts.counts[group])).collect()
        })
    }

    /// How many rows there are.
    #[must_use]
    pub fn height(&self) -> usize {
        self.order.len()
    }

    /// The first `most` rows, with what the reader should know besides.
    #[must_use]
    pub fn grid(&self, most: usize) -> Grid {
        let notes = self.notes();
        let wide = self.across().map(|wide| Grid { notes: notes.clone(), ..wide });
        let rows = self.rows().take(most).collect();
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
            notes.push(format!("{maybe} of them may hold in the time asked about, and may not"));
        }
        notes
    }

    /// Facts with the first dimension down and the periods of the second across.
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
            cells(*down, first).into_iter().chain(facts.iter().map(cell)).chain([total]).collect()
        };
        let rows = firsts.iter().zip(facts).map(row).collect();
        let title = format!("Facts by {down} and {period}");
        Some(Grid { title: Some(title), rows, ..Grid::new(columns) })
    }
}

/// Values in order, and for each of them as they came its place in that order.
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

fn count_cells(count: &Count) -> [Cell; 5] {
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

#[cfg(test)]
mod tests;
