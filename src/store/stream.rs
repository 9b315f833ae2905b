//! Streams facts: every query for facts reads them here one after another, and does not keep them
//! after the caller has seen them.
//!
//! In the order of recording, facts are passed on as they are read. For the order of time, a few facts are read
//! completely and kept in memory. If there are many, the stream first reads what is needed for sorting (`time_order`),
//! then some thousand facts at a time, in the order of the file.

use super::Store;
use super::error::StoreError;
use super::fact_row::{StreamedFact, order_columns};
use super::fact_rows::FactRows;
use super::held_rows::HeldRows;
use super::search::Search;
use super::time_order::{SortKey, SortKeys, TimeOrder, most_facts};
use crate::domain::filter::Filter;
use crate::domain::when::Answer;
use rusqlite::Connection;
use std::cmp::Ordering;

/// The order of streamed facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactOrder {
    /// The order of recording.
    Recorded,
    /// The order of time: by start (undated facts first), then end (open ends last), then the day
    /// of the report, the report, and the position in its text.
    Time,
}

/// The content of facts that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// All of it.
    Whole,
    /// What is needed for comparing facts: no quotes, comments or corrections, and not the words for indicator and
    /// claimant.
    Compared,
}

/// The number of facts that were streamed, and the number that the limit left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Streamed {
    /// Number of streamed facts.
    pub facts: usize,
    /// Number of facts that the filter's limit left out.
    pub left_out: usize,
}

impl Store {
    /// Calls `each` for every fact that matches a filter, and keeps none of them. Takes 32 bytes of
    /// memory a fact in the order of time, and none in the order of recording. Fails if a row
    /// cannot be read or `each` fails.
    pub fn stream<E: From<StoreError>>(
        &self,
        filter: &Filter,
        order: FactOrder,
        each: impl FnMut(&StreamedFact<'_>) -> Result<(), E>,
    ) -> Result<Streamed, E> {
        self.stream_only(filter, order, Content::Whole, each)
    }

    /// Does the same as [`stream`](Self::stream), but reads only what is needed for comparing facts.
    pub fn stream_compared<E: From<StoreError>>(
        &self,
        filter: &Filter,
        order: FactOrder,
        each: impl FnMut(&StreamedFact<'_>) -> Result<(), E>,
    ) -> Result<Streamed, E> {
        self.stream_only(filter, order, Content::Compared, each)
    }

    /// Does the same as [`stream`](Self::stream), but reads only some content of the facts.
    pub fn stream_only<E: From<StoreError>>(
        &self,
        filter: &Filter,
        order: FactOrder,
        content: Content,
        each: impl FnMut(&StreamedFact<'_>) -> Result<(), E>,
    ) -> Result<Streamed, E> {
        self.reading(|connection| {
            let stream = FactStream::of(connection, filter);
            let mut stream = stream.map_err(|error| error.about(&self.path))?;
            if content == Content::Compared {
                stream.only_compared();
            }
            stream.run(order, each)
        })
    }

    /// An upper bound for the number of facts that match a filter, found without counting them. It is limited to some
    /// millions.
    pub fn most_facts(&self, filter: &Filter) -> Result<usize, StoreError> {
        Ok(most_facts(&self.connection)?.min(filter.limit.unwrap_or(usize::MAX)))
    }

    /// Calls `each` for facts by their ids in this file and their answers to the filter's window,
    /// in the given order.
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

/// A stream of the facts that match a filter.
pub(super) struct FactStream<'c> {
    pub(super) search: Search<'c>,
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

    /// Sets how many bytes of rows may be kept in memory.
    #[cfg(test)]
    pub(super) fn holding(mut self, bytes: usize) -> Self {
        self.rows.most_held = bytes;
        self
    }

    /// Reads only what comparing facts needs.
    pub(super) fn only_compared(&mut self) {
        self.rows.only_compared();
    }

    /// Limits the stream to facts with ids from `first` to `last`. A second call replaces the
    /// limits of the first.
    pub(super) fn between(&mut self, first: i64, last: i64) {
        self.search.between(first, last);
    }

    /// Calls `each` for every fact of the stream in this order, up to the filter's limit.
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
        let facts = self.rows.show(&keys, each)?;
        // The pages are read only once, and the caller may need the memory.
        let connection = self.rows.connection;
        connection.execute_batch("PRAGMA shrink_memory").map_err(StoreError::from)?;
        Ok(Streamed { facts, left_out: dropped + left_out })
    }

    /// Calls `each` for every fact of the stream, with its position in the order of time, after all of them were read
    /// into memory. They are given by the ids of their reports, so that a page with several reports is read once.
    pub(super) fn in_memory<E: From<StoreError>>(
        &mut self,
        mut each: impl FnMut(&StreamedFact<'_>, TimeOrder) -> Result<(), E>,
    ) -> Result<(), E> {
        let FactRows { columns, attributions, held, companions, .. } = &mut self.rows;
        let mut by_report: Vec<(i64, usize, Answer)> = Vec::new();
        held.clear();
        self.search.run(columns, "", |row, answer| {
            by_report.push((row.get(1)?, by_report.len(), answer));
            held.push(row)
        })?;
        held.attribute(attributions)?;
        by_report.sort_unstable_by_key(|(report, at, _)| (*report, *at));
        for (_, at, answer) in by_report {
            let (row, actors) = (held.row(at), held.actors(at));
            let order = TimeOrder::of(row)?;
            each(&companions.complete(row, actors, answer)?, order)?;
        }
        Ok(())
    }

    /// Reads complete facts and keeps them in memory. Returns a sort key for each row; `None` where the facts
    /// exceed the memory limit.
    fn read_whole(&mut self) -> Result<Option<Vec<SortKey>>, StoreError> {
        let FactRows { connection, columns, attributions, held, most_held, .. } = &mut self.rows;
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
            // The pages with reports are read last, and the caller needs them again.
            Ok(()) => {
                held.attribute(attributions)?;
                keys.finish(connection).map(Some)
            }
            Err(Halt::TooMany) => Ok(None),
            Err(Halt::Failed(error)) => Err(error),
        }
    }

    /// Reads the sort keys of the facts. Returns them with the number of those dropped because of
    /// the limit.
    fn read_keys(&mut self) -> Result<(Vec<SortKey>, usize), StoreError> {
        let mut keys = SortKeys::with_room(self.rows.connection, self.limit)?;
        self.search.run(&order_columns(), "", |row, answer| keys.push(row, answer))?;
        let dropped = keys.dropped();
        Ok((keys.finish(self.rows.connection)?, dropped))
    }
}

/// The reason why reading whole facts ended early.
enum Halt {
    /// The facts exceed the memory limit.
    TooMany,
    /// A fact could not be read.
    Failed(StoreError),
}

impl From<StoreError> for Halt {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

/// Sorts items and keeps the first `most`. Returns the number of items that were dropped.
fn keep_first<T>(items: &mut Vec<T>, most: usize, order: impl Fn(&T, &T) -> Ordering) -> usize {
    let dropped = items.len().saturating_sub(most);
    if dropped > 0 {
        items.select_nth_unstable_by(most, &order);
        items.truncate(most);
    }
    items.sort_unstable_by(order);
    dropped
}
