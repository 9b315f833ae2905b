//! Counts facts without decoding them.
//!
//! While counting, a value of a dimension is a number, and so is a combination of values
//! (`groups`). At the end, each number is looked up once (`dimensions`). One pass over the facts is
//! enough; if an index has everything that is counted, only that index is read (`tally`).

mod dimensions;
mod groups;
mod tally;

use super::Store;
use super::error::StoreError;
use super::search::Search;
use crate::domain::filter::Filter;
use crate::domain::group_counts::{Dimension, GroupCounts};
use crate::domain::when::Answer;
use dimensions::{Numbered, Texts};
use groups::Groups;
use rusqlite::Connection;

/// The columns that every count reads. The columns of the dimensions follow.
const COLUMNS: &str = "fact.id, fact.report, origin";
/// Position of the origin in `COLUMNS`.
const ORIGIN: usize = 2;
/// Position of the first column of the dimensions.
const FIRST: usize = 3;

impl Store {
    /// Counts the facts that match a filter for each combination of values of the dimensions, and
    /// their different reports and origins. Fails if the file cannot be read.
    pub fn count(&self, filter: &Filter, by: &[Dimension]) -> Result<GroupCounts, StoreError> {
        self.reading(|connection| count(connection, filter, by))
            .map_err(|error: StoreError| error.about(&self.path))
    }
}

fn count(
    connection: &Connection,
    filter: &Filter,
    by: &[Dimension],
) -> Result<GroupCounts, StoreError> {
    let mut dimensions = Vec::with_capacity(by.len());
    let mut columns = COLUMNS.to_owned();
    let mut first = FIRST;
    for by in by {
        let dimension = dimensions::Values::of(connection, *by, first)?;
        first += dimension.columns().len();
        columns.extend(dimension.columns().iter().flat_map(|column| [", ", column]));
        dimensions.push(dimension);
    }
    let mut search = Search::of(connection, filter)?;
    let ids: Option<Vec<&str>> = dimensions.iter().map(dimensions::Values::id_column).collect();
    if let Some(ids) = ids
        && let Some(counted) = tally::count(connection, &search, &ids)?
    {
        for (dimension, numbered) in dimensions.iter_mut().zip(counted.values) {
            dimension.take_numbered(numbered);
        }
        return finish(connection, dimensions, counted.groups, counted.reports.len(), 0);
    }
    // Claimants are read in a separate pass, which needs the facts in the order of their ids.
    let order = if by.contains(&Dimension::Claimant) { "ORDER BY fact.id" } else { "" };
    let mut groups = Groups::of(by.len());
    let (mut reports, mut origins) = (Numbered::default(), Texts::default());
    let mut longer = 0;
    search.run(&columns, order, |row, answer| {
        let mut group = 0;
        for (at, dimension) in dimensions.iter_mut().enumerate() {
            group = groups.part(at, group, dimension.number(row)?);
        }
        let report = reports.number(Some(row.get(1)?));
        let origin = origins.number(row.get_ref(ORIGIN)?)?;
        groups.add(group, report, origin, answer == Answer::Maybe);
        for dimension in &dimensions {
            if dimension.is_longer(row)? {
                longer += 1;
                break;
            }
        }
        Ok::<_, StoreError>(())
    })?;
    finish(connection, dimensions, groups, reports.len(), longer)
}

fn finish(
    connection: &Connection,
    dimensions: Vec<dimensions::Values<'_>>,
    groups: Groups,
    reports: usize,
    longer: usize,
) -> Result<GroupCounts, StoreError> {
    let values = dimensions.into_iter().map(|dimension| dimension.finish(connection));
    let values = values.collect::<Result<_, _>>()?;
    Ok(GroupCounts { values, reports, longer, ..groups.finish() })
}
