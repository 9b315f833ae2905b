//! Counts facts inside SQLite's own loop over them, by columns that have ids. Passing each row out of that loop, cell
//! by cell, takes longer than counting it.

use super::dimensions::{Numbered, Texts};
use super::groups::Groups;
use crate::store::error::StoreError;
use crate::store::search::Search;
use crate::store::withdrawn::WithdrawnIds;
use rusqlite::functions::{Aggregate, Context, FunctionFlags};
use rusqlite::types::{Type, ValueRef};
use rusqlite::{Connection, Error};
use std::sync::{Arc, Mutex, PoisonError};

/// The name of the SQL function, which only queries of this program can call.
const NAME: &str = "factline_tally";
/// Positions of the arguments; the columns of the dimensions follow.
const FACT: usize = 0;
const REPORT: usize = 1;
const ORIGIN: usize = 2;
const FIRST: usize = 3;

/// The facts as far as they were counted.
#[derive(Default)]
pub(super) struct Counted {
    pub(super) groups: Groups,
    /// The values of each dimension.
    pub(super) values: Vec<Numbered>,
    pub(super) reports: Numbered,
    origins: Texts,
}

/// Counts the facts that a search finds by columns that have ids. `None` if the search needs rules that SQL cannot
/// check, or a cell is damaged; counting row by row reports the damage.
pub(super) fn count(
    connection: &Connection,
    search: &Search<'_>,
    columns: &[&str],
) -> Result<Option<Counted>, StoreError> {
    if !search.is_of_sql() {
        return Ok(None);
    }
    let withdrawn = search.withdrawn().clone();
    // Without the id of the fact, an index has all columns that are needed.
    let fact = if withdrawn.is_empty() { "NULL" } else { "fact.id" };
    let expression = format!("{NAME}({fact}, fact.report, origin, {})", columns.join(", "));
    let counted = Arc::<Mutex<Counted>>::default();
    let tally = Tally { withdrawn, dimensions: columns.len(), counted: Arc::clone(&counted) };
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DIRECTONLY;
    connection.create_aggregate_function(NAME, -1, flags, tally)?;
    let done = search.one(&expression);
    connection.remove_function(NAME, -1)?;
    let counted = std::mem::take(&mut *counted.lock().unwrap_or_else(PoisonError::into_inner));
    Ok(done.is_ok().then_some(counted))
}

/// The SQL function.
struct Tally {
    withdrawn: WithdrawnIds,
    dimensions: usize,
    /// Takes the result.
    counted: Arc<Mutex<Counted>>,
}

impl Tally {
    fn empty(&self) -> Counted {
        let values = std::iter::repeat_with(Numbered::default).take(self.dimensions).collect();
        Counted { groups: Groups::of(self.dimensions), values, ..Counted::default() }
    }
}

impl Aggregate<Counted, Option<i64>> for Tally {
    fn init(&self, _: &mut Context<'_>) -> rusqlite::Result<Counted> {
        Ok(self.empty())
    }

    fn step(&self, row: &mut Context<'_>, counted: &mut Counted) -> rusqlite::Result<()> {
        let report = id(row, REPORT)?;
        if !self.withdrawn.is_empty() && !self.withdrawn.count(id(row, FACT)?, report) {
            return Ok(());
        }
        let mut group = 0;
        for (at, values) in counted.values.iter_mut().enumerate() {
            let value = values.number(Some(id(row, FIRST + at)?));
            group = counted.groups.part(at, group, value);
        }
        let origin = counted.origins.number(row.get_raw(ORIGIN)).map_err(damaged)?;
        let report = counted.reports.number(Some(report));
        counted.groups.add(group, report, origin, false);
        Ok(())
    }

    fn finalize(
        &self,
        _: &mut Context<'_>,
        counted: Option<Counted>,
    ) -> rusqlite::Result<Option<i64>> {
        let counted = counted.unwrap_or_else(|| self.empty());
        *self.counted.lock().unwrap_or_else(PoisonError::into_inner) = counted;
        Ok(None)
    }
}

fn id(row: &Context<'_>, at: usize) -> rusqlite::Result<i64> {
    match row.get_raw(at) {
        ValueRef::Integer(id) => Ok(id),
        other => Err(Error::InvalidFunctionParameterType(at, other.data_type())),
    }
}

fn damaged(_: StoreError) -> Error {
    Error::InvalidFunctionParameterType(ORIGIN, Type::Text)
}
