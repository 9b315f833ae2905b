//! Counting facts without reading what they say.
//!
//! A combination of values is a number, made from one dimension after the other (`values`), and what
//! is counted of each combination is a number, too (`groups`). One pass over the facts, in the order
//! in which they lie in the file, shows all that is needed of them.

mod groups;
mod values;

use super::Store;
use super::error::StoreError;
use super::search::Search;
use crate::domain::filter::Filter;
use crate::domain::tally::{Dimension, Tallies};
use crate::domain::when::{Answer, Day};
use groups::{Groups, Texts};
use rusqlite::{Connection, Row};
use values::Values;

/// Nothing was said: the number of no value.
const UNSTATED: i64 = i64::MIN;

/// The columns of a row that is counted; those of the dimensions that are texts follow.
const COLUMNS: &str = "fact.id, fact.report, fact.place, fact.indicator, origin";
/// Where the origin stands among them.
const ORIGIN: usize = 4;
/// The days, where facts are counted by one of them.
const DAYS: &str = ", start_earliest, start_latest, end_earliest, end_latest";
/// Where they begin.
const FIRST_DAY: usize = 5;

impl Store {
    /// How many facts that a filter asks for there are for each combination of values. What the
    /// examples of combinations say besides these values is not told.
    pub fn tally(&self, filter: &Filter, by: &[Dimension]) -> Result<Tallies, StoreError> {
        self.reading(|connection| tally(connection, filter, by))
            .map_err(|error: StoreError| error.about(&self.path))
    }
}

fn tally(
    connection: &Connection,
    filter: &Filter,
    by: &[Dimension],
) -> Result<Tallies, StoreError> {
    let mut groups = Groups::default();
    let mut values = Values::of(connection, by)?;
    let columns = format!("{COLUMNS}{DAYS}{}", values.columns());
    let order = if by.contains(&Dimension::Claimant) { "ORDER BY fact.id" } else { "" };
    let mut origins = Texts::default();
    Search::of(connection, filter)?.run(&columns, order, |row, answer| {
        let group = values.group(row, &mut groups)?;
        let origin = origins.number(row.get_ref(ORIGIN)?)?;
        groups.add(group, row.get(1)?, origin, answer == Answer::Maybe);
        Ok::<_, StoreError>(())
    })?;
    groups.finish(connection, filter, by)
}

/// The first of a row's four days.
fn first_day(row: &Row<'_>) -> Result<Option<Day>, StoreError> {
    for column in FIRST_DAY..FIRST_DAY + 4 {
        if let Some(day) = super::decode::day(row, column)? {
            return Ok(Some(day));
        }
    }
    Ok(None)
}
