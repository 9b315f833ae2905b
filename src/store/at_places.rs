//! Reads the facts about places that a filter names, and about the places around them, where these are so few
//! that all fit into memory. Two threads can read a part each, by the ids of facts.

use super::Store;
use super::error::StoreError;
use super::fact_row::StreamedFact;
use super::parallel::READ_ONCE;
use super::query::Query;
use super::reference::json_ids;
use super::stream::{Content, FactStream};
use super::time_order::TimeOrder;
use crate::domain::filter::Filter;
use rusqlite::{Connection, params_from_iter};
use std::collections::BTreeSet;

/// The most facts that are read at once. [`RowsOfFacts`](super::RowsOfFacts) keeps the reports of so many.
pub const MOST_AT_PLACES: usize = 8_000;

/// The ids of facts about the places that a filter names, and about the places around them, in rising order.
/// The other conditions of the filter are not applied.
#[derive(Debug, Default)]
pub struct AtPlaces {
    /// Ids of facts about the places, and about places inside them.
    pub own: Vec<i64>,
    /// Ids of facts about the places around them.
    pub around: Vec<i64>,
    /// Ids of the indicators of `own`.
    indicators: BTreeSet<i64>,
}

/// Ids of facts, from the first to the last.
pub type Ids = (i64, i64);

impl Store {
    /// The ids of the facts about the places of a filter, and about the places around them, found in an index.
    /// `None` where there are more than `most` about the places, or more than [`MOST_AT_PLACES`] in all.
    pub fn at_places(&self, filter: &Filter, most: usize) -> Result<Option<AtPlaces>, StoreError> {
        self.reading(|connection| {
            let Some(own) = ids(connection, filter, most)? else { return Ok(None) };
            let rest = MOST_AT_PLACES.saturating_sub(own.len());
            let around = ids(connection, &filter.around_its_places(), rest)?;
            let Some(around) = around else { return Ok(None) };
            let indicators = own.iter().map(|(_, indicator)| *indicator).collect();
            let [own, around] = [own, around].map(|facts| {
                let mut ids: Vec<i64> = facts.into_iter().map(|(fact, _)| fact).collect();
                ids.sort_unstable();
                ids
            });
            Ok(Some(AtPlaces { own, around, indicators }))
        })
    }

    /// The filter for facts about the places around those that `filter` names that may hold there, too, or
    /// contradict one of `facts`: those of their indicators, and of indicators of states and events.
    pub fn around(&self, filter: &Filter, facts: &AtPlaces) -> Result<Filter, StoreError> {
        let around = filter.around_its_places();
        if !around.indicators.is_empty() {
            return Ok(around);
        }
        self.reading(|connection| {
            let sql = "SELECT key FROM indicator WHERE nature IN ('state', 'event')
                         OR id IN (SELECT value FROM json_each(?1))";
            let mut statement = connection.prepare_cached(sql)?;
            let known: Vec<i64> = facts.indicators.iter().copied().collect();
            let keys = statement.query_map([json_ids(&known)], |row| row.get(0))?;
            Ok(Filter { indicators: keys.collect::<Result<_, _>>()?, ..around })
        })
    }

    /// Calls `each` for every fact that matches a filter and has an id in a range, in no certain order, with its
    /// position in the order of time. All of them are in memory at once, and the filter's limit is not applied.
    pub fn read_some<E: From<StoreError>>(
        &self,
        (filter, content): (&Filter, Content),
        (first, last): Ids,
        each: impl FnMut(&StreamedFact<'_>, TimeOrder) -> Result<(), E>,
    ) -> Result<(), E> {
        self.reading(|connection| {
            // More pages in memory are not read again; two threads that allocate pages wait for each other.
            connection.execute_batch(READ_ONCE).map_err(StoreError::from)?;
            let stream = FactStream::of(connection, filter);
            let mut stream = stream.map_err(|error| error.about(&self.path))?;
            if content == Content::Compared {
                stream.only_compared();
            }
            stream.search.between_at_places(first, last);
            stream.in_memory(each)
        })
    }
}

/// The ids of the facts about the places that a filter names, with the ids of their indicators; `None` where
/// there are more than `most`.
fn ids(
    connection: &Connection,
    filter: &Filter,
    most: usize,
) -> Result<Option<Vec<(i64, i64)>>, StoreError> {
    let mut query = Query::of(&Filter {
        places: filter.places.clone(),
        within: filter.within.clone(),
        around: filter.around.clone(),
        indicators: filter.indicators.clone(),
        ..Filter::default()
    });
    let limit = query.parameter(i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1));
    let conditions = query.conditions.join(" AND ");
    let sql = format!("SELECT fact.id, fact.indicator FROM fact WHERE {conditions} LIMIT {limit}");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement
        .query_map(params_from_iter(&query.parameters), |row| Ok((row.get(0)?, row.get(1)?)))?;
    let found: Vec<(i64, i64)> = rows.collect::<rusqlite::Result<_>>()?;
    Ok((found.len() <= most).then_some(found))
}
