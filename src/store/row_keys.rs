//! The keys of the rows that facts name by number, and the expressions that facts share: each looked
//! up or parsed when it is first needed.

use super::Store;
use super::decode;
use super::error::StoreError;
use super::report;
use crate::domain::filter::Filter;
use crate::domain::report::Report;
use crate::domain::when::{Day, Expression};
use foldhash::HashMap;
use rusqlite::{Connection, OptionalExtension};
use std::collections::hash_map::Entry;
use std::rc::Rc;

/// Turns the numbers in a [`StreamedFact`](super::StreamedFact) into keys. Holds the keys of places,
/// actors and indicators, and of reports and expressions at most some ten thousand.
pub struct RowKeys<'s> {
    connection: &'s Connection,
    as_of: Option<Day>,
    places: HashMap<i64, Option<String>>,
    actors: HashMap<i64, Option<String>>,
    indicators: HashMap<i64, Option<String>>,
    report_keys: HashMap<i64, Option<String>>,
    reports: HashMap<i64, Rc<Report>>,
    expressions: HashMap<String, Expression>,
}

/// The keys of so many reports are held: some 60 bytes each.
const MOST_REPORT_KEYS: usize = 1 << 17;
/// So many whole reports are held: some 500 bytes each.
const MOST_REPORTS: usize = 50_000;
/// So many expressions are held: some 300 bytes each.
const MOST_EXPRESSIONS: usize = 20_000;

impl Store {
    /// The keys of rows by their numbers, for facts that a filter asks for: what was retracted later
    /// than it asks is not yet.
    #[must_use]
    pub fn row_keys(&self, filter: &Filter) -> RowKeys<'_> {
        RowKeys::of(&self.connection, filter.as_recorded)
    }
}

impl<'s> RowKeys<'s> {
    pub(super) fn of(connection: &'s Connection, as_of: Option<Day>) -> Self {
        Self {
            connection,
            as_of,
            places: HashMap::default(),
            actors: HashMap::default(),
            indicators: HashMap::default(),
            report_keys: HashMap::default(),
            reports: HashMap::default(),
            expressions: HashMap::default(),
        }
    }

    /// The key of the place with a number; nothing where the row is missing.
    pub fn place(&mut self, number: i64) -> Result<Option<&str>, StoreError> {
        key(self.connection, "place", &mut self.places, number)
    }

    /// The key of the actor with a number; nothing where the row is missing.
    pub fn actor(&mut self, number: i64) -> Result<Option<&str>, StoreError> {
        key(self.connection, "actor", &mut self.actors, number)
    }

    /// The key of the indicator with a number; nothing where the row is missing.
    pub fn indicator(&mut self, number: i64) -> Result<Option<&str>, StoreError> {
        key(self.connection, "indicator", &mut self.indicators, number)
    }

    /// The key of the report with a number; nothing where the row is missing.
    pub fn report_key(&mut self, number: i64) -> Result<Option<&str>, StoreError> {
        if self.report_keys.len() >= MOST_REPORT_KEYS {
            self.report_keys.clear();
        }
        key(self.connection, "report", &mut self.report_keys, number)
    }

    /// The report with a number.
    pub fn report(&mut self, number: i64) -> Result<Rc<Report>, StoreError> {
        if let Some(known) = self.reports.get(&number) {
            return Ok(Rc::clone(known));
        }
        if self.reports.len() >= MOST_REPORTS {
            self.reports.clear();
        }
        let report = Rc::new(report::by_id(self.connection, number, self.as_of)?);
        self.reports.insert(number, Rc::clone(&report));
        Ok(report)
    }

    /// The expression of a time from its text as EDTF.
    pub(super) fn expression(&mut self, edtf: &str) -> Result<Expression, StoreError> {
        if let Some(known) = self.expressions.get(edtf) {
            return Ok(known.clone());
        }
        if self.expressions.len() >= MOST_EXPRESSIONS {
            self.expressions.clear();
        }
        let read: Expression = decode::parse(edtf)?;
        self.expressions.insert(edtf.to_owned(), read.clone());
        Ok(read)
    }
}

/// The key of the row with a number in a table.
fn key<'k>(
    connection: &Connection,
    table: &str,
    known: &'k mut HashMap<i64, Option<String>>,
    number: i64,
) -> Result<Option<&'k str>, StoreError> {
    let key = match known.entry(number) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(new) => {
            let sql = format!("SELECT key FROM {table} WHERE id = ?1");
            let mut statement = connection.prepare_cached(&sql)?;
            new.insert(statement.query_row([number], |row| row.get(0)).optional()?)
        }
    };
    Ok(key.as_deref())
}
