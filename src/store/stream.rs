//! The stream of facts: every question that is answered with facts reads them here, one after the
//! other, and keeps nothing of a fact once it was shown.
//!
//! In the order of recording, facts are shown as they are read. For the order of time they are read
//! whole and held while they are few. Where they are many, what their order follows from is read
//! first (`time_order`), and what they say afterwards, for some thousands at a time, each of which
//! are read in the order in which they lie in the file.

use super::Store;
use super::error::StoreError;
use super::fact_row::{StreamedFact, order_columns};
use super::fact_rows::FactRows;
use super::held_rows::HeldRows;
use super::search::Search;
use super::time_order::{SortKey, SortKeys};
use crate::domain::filter::Filter;
use crate::domain::when::Answer;
use rusqlite::Connection;
use std::cmp::Ordering;

/// The order in which facts are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactOrder {
    /// As they were recorded.
    Recorded,
    /// By the start of their when (those without one first), then its end (open ends last), then by
    /// the day of their report, by report, and by where they stand in it.
    Time,
}

/// How many facts were shown, and how many more the limit left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Streamed {
    /// How many were shown.
    pub facts: usize,
    /// How many the filter's limit left out.
    pub left_out: usize,
}

impl Store {
    /// Shows `each` fact that a filter asks for; nothing of a fact is kept once it was shown. Takes
    /// no memory for facts in the order of recording, and 32 bytes a fact in the order of time.
    pub fn stream<E: From<StoreError>>(
        &self,
        filter: &Filter,
        order: FactOrder,
        each: impl FnMut(&StreamedFact<'_>) -> Result<(), E>,
    ) -> Result<Streamed, E> {
        self.reading(|connection| {
            let stream = FactStream::of(connection, filter);
            stream.map_err(|error| error.about(&self.path))?.run(order, each)
        })
    }
}

impl Store {
    /// Shows `each` of some facts, by their numbers in this file and their answers to the filter's
    /// question about time, in the order of these.
    pub fn stream_numbered<E: From<StoreError>>(
        &self,
        filter: &Filter,
        facts: &[(i64, Answer)],
        each: impl FnMut(&StreamedFact<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.reading(|connection| {
            let rows = FactRows::of(connection, filter);
            rows.map_err(|error| error.about(&self.path))?.show(facts, each).map(|_| ())
        })
    }
}

/// The facts that a filter asks for.
pub(super) struct FactStream<'c> {
    search: Search<'c>,
    limit: usize,
    rows: FactRows<'c>,
}

impl<'c> FactStream<'c> {
    pub(super) fn of(connection: &'c Connection, filter: &'c Filter) -> Result<Self, StoreError> {
        Ok(Self {
            search: Search::of(connection, filter)?,
            limit: filter.limit.unwrap_or(usize::MAX),
            rows: FactRows::of(connection, filter)?,
        })
    }

    /// With so many bytes for the rows that are held.
    #[cfg(test)]
    pub(super) fn holding(mut self, bytes: usize) -> Self {
        self.rows.most_held = bytes;
        self
    }

    /// Only those with numbers from `first` to `last`, none of which was shown before.
    pub(super) fn between(&mut self, first: i64, last: i64) {
        self.search.between(first, last);
    }

    /// Shows each of them, up to the limit.
    pub(super) fn run<E: From<StoreError>>(
        &mut self,
        order: FactOrder,
        each: impl FnMut(&StreamedFact<'_>) -> Result<(), E>,
    ) -> Result<Streamed, E> {
        match order {
            FactOrder::Recorded => self.as_recorded(each),
            FactOrder::Time => self.in_time(each),
        }
    }

    fn as_recorded<E: From<StoreError>>(
        &mut self,
        mut each: impl FnMut(&StreamedFact<'_>) -> Result<(), E>,
    ) -> Result<Streamed, E> {
        let mut streamed = Streamed::default();
        let FactRows { columns, companions, attributions, .. } = &mut self.rows;
        attributions.start_again();
        self.search.run(columns, "ORDER BY fact.id", |row, answer| {
            if streamed.facts == self.limit {
                streamed.left_out += 1;
                return Ok(());
            }
            streamed.facts += 1;
            let actors = attributions.of_fact(row.get(0).map_err(StoreError::from)?)?;
            each(&companions.complete(row, actors, answer)?)
        })?;
        Ok(streamed)
    }

    fn in_time<E: From<StoreError>>(
        &mut self,
        each: impl FnMut(&StreamedFact<'_>) -> Result<(), E>,
    ) -> Result<Streamed, E> {
        if let Some(keys) = self.read_whole()? {
            let mut order: Vec<usize> = (0..keys.len()).collect();
            let by_time = |a: &usize, b: &usize| keys[*a].order().cmp(&keys[*b].order());
            let left_out = keep_first(&mut order, self.limit, by_time);
            let order = order.into_iter().map(|at| (at, keys[at].answer()));
            return Ok(Streamed { facts: self.rows.show_held(order, each)?, left_out });
        }
        self.rows.held = HeldRows::default();
        let (mut keys, dropped) = self.read_keys()?;
        let left_out = keep_first(&mut keys, self.limit, |a, b| a.order().cmp(&b.order()));
        Ok(Streamed { facts: self.rows.show(&keys, each)?, left_out: dropped + left_out })
    }

    /// Holds all that the facts say, and gives what their order follows from, one key for each row
    /// that is held; nothing where that takes too much memory.
    fn read_whole(&mut self) -> Result<Option<Vec<SortKey>>, StoreError> {
        let FactRows { connection, columns, held, most_held, .. } = &mut self.rows;
        let mut keys = SortKeys::default();
        held.clear();
        let read = self.search.run(columns, "", |row, answer| {
            if held.size() > *most_held {
                return Err(Halt::TooMany);
            }
            keys.push(row, answer)?;
            Ok(held.push(row)?)
        });
        match read {
            Ok(()) => keys.finish(connection).map(Some),
            Err(Halt::TooMany) => Ok(None),
            Err(Halt::Failed(error)) => Err(error),
        }
    }

    /// What the order of the facts follows from, and how many were dropped because of the limit.
    fn read_keys(&mut self) -> Result<(Vec<SortKey>, usize), StoreError> {
        let mut keys = SortKeys::with_room(self.rows.connection, self.limit)?;
        self.search.run(&order_columns(), "", |row, answer| keys.push(row, answer))?;
        let dropped = keys.dropped();
        Ok((keys.finish(self.rows.connection)?, dropped))
    }
}

/// Why reading whole facts ended before the last of them.
enum Halt {
    /// They take too much memory.
    TooMany,
    /// They could not be read.
    Failed(StoreError),
}

impl From<StoreError> for Halt {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

/// Puts items in order and keeps the first. Gives how many were dropped.
fn keep_first<T>(items: &mut Vec<T>, most: usize, order: impl Fn(&T, &T) -> Ordering) -> usize {
    let dropped = items.len().saturating_sub(most);
    if dropped > 0 {
        items.select_nth_unstable_by(most, &order);
        items.truncate(most);
    }
    items.sort_unstable_by(order);
    dropped
}
