//! Counting facts without reading what they say.
//!
//! A value of a dimension is a number, and so is a combination of values (`groups`); which values
//! these are is looked up at the end, once for each (`dimensions`). One pass over the facts, in the
//! order in which they lie in the file, shows all that is needed of them.

mod dimensions;
mod groups;

use super::Store;
use super::error::StoreError;
use super::search::Search;
use crate::domain::filter::Filter;
use crate::domain::group_counts::{Dimension, GroupCounts};
use crate::domain::when::Answer;
use dimensions::{Numbered, Texts};
use groups::Groups;
use rusqlite::Connection;

/// The columns of a fact that is counted; those that dimensions need follow.
const COLUMNS: &str = "fact.id, fact.report, origin";
/// Where the origin stands among them.
const ORIGIN: usize = 2;
/// Where the columns of the dimensions begin.
const FIRST: usize = 3;

impl Store {
    /// How many facts that a filter asks for there are for each combination of values of some
    /// dimensions, in how many reports, and of how many origins.
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
    // Who says so is read past in the order of the facts' numbers.
    let order = if by.contains(&Dimension::Claimant) { "ORDER BY fact.id" } else { "" };
    let mut groups = Groups::of(by.len());
    let (mut reports, mut origins) = (Numbered::default(), Texts::default());
    Search::of(connection, filter)?.run(&columns, order, |row, answer| {
        let mut group = 0;
        for (at, dimension) in dimensions.iter_mut().enumerate() {
            group = groups.part(at, group, dimension.number(row)?);
        }
        let report = reports.number(Some(row.get(1)?));
        let origin = origins.number(row.get_ref(ORIGIN)?)?;
        groups.add(group, report, origin, answer == Answer::Maybe);
        Ok::<_, StoreError>(())
    })?;
    let values = dimensions.into_iter().map(|dimension| dimension.finish(connection));
    Ok(GroupCounts {
        values: values.collect::<Result<_, _>>()?,
        reports: reports.len(),
        ..groups.finish()
    })
}
