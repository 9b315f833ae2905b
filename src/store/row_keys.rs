//! Looks up the keys of rows that facts refer to by id, and parses EDTF expressions, each once.

use super::Store;
use super::decode;
use super::error::StoreError;
use super::report_row;
use crate::domain::filter::Filter;
use crate::domain::identity::Uid;
use crate::domain::report::Report;
use crate::domain::when::{Day, Expression};
use foldhash::HashMap;
use rusqlite::{Connection, OptionalExtension};
use std::collections::hash_map::Entry;
use std::rc::Rc;

/// Turns the ids in a [`StreamedFact`](super::StreamedFact) into keys. Caches the keys of all
/// places, actors and indicators, and of a limited number of reports and expressions.
pub struct RowKeys<'s> {
    connection: &'s Connection,
    as_of: Option<Day>,
    places: HashMap<i64, Option<String>>,
    actors: HashMap<i64, Option<String>>,
    indicators: HashMap<i64, Option<String>>,
    report_keys: HashMap<i64, Option<String>>,
    report_uids: HashMap<i64, Uid>,
    reports: HashMap<i64, Rc<Report>>,
    expressions: HashMap<String, Expression>,
}

/// Each cache of report keys and report uids has at most this many entries, at about 60 bytes each.
const MOST_REPORT_KEYS: usize = 1 << 17;
/// The cache has at most this many reports, at about 500 bytes each. In the order of time, the facts of one report are
/// near each other.
const MOST_REPORTS: usize = 1 << 12;
/// The cache has at most this many expressions, at about 300 bytes each.
const MOST_EXPRESSIONS: usize = 20_000;

impl Store {
    /// A lookup of keys by id, for the facts of a filter. Retractions after the day that the filter
    /// asks about are ignored.
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
            report_uids: HashMap::default(),
            reports: HashMap::default(),
            expressions: HashMap::default(),
        }
    }

    /// The key of a place by its id; `None` if the row is missing.
    pub fn place(&mut self, number: i64) -> Result<Option<&str>, StoreError> {
        key(self.connection, "place", &mut self.places, number)
    }

    /// The key of an actor by its id; `None` if the row is missing.
    pub fn actor(&mut self, number: i64) -> Result<Option<&str>, StoreError> {
        key(self.connection, "actor", &mut self.actors, number)
    }

    /// The key of an indicator by its id; `None` if the row is missing.
    pub fn indicator(&mut self, number: i64) -> Result<Option<&str>, StoreError> {
        key(self.connection, "indicator", &mut self.indicators, number)
    }

    /// The key of a report by its id; `None` if the row is missing.
    pub fn report_key(&mut self, number: i64) -> Result<Option<&str>, StoreError> {
        if self.report_keys.len() >= MOST_REPORT_KEYS {
            self.report_keys.clear();
        }
        key(self.connection, "report", &mut self.report_keys, number)
    }

    /// Keeps the key of a report that was read already.
    pub(super) fn keep_report_key(&mut self, number: i64, key: &str) {
        if self.report_keys.len() >= MOST_REPORT_KEYS {
            self.report_keys.clear();
        }
        self.report_keys.insert(number, Some(key.to_owned()));
    }

    /// The uid of a report by its id. Fails if the row is missing.
    pub(super) fn report_uid(&mut self, number: i64) -> Result<Uid, StoreError> {
        if let Some(known) = self.report_uids.get(&number) {
            return Ok(*known);
        }
        if self.report_uids.len() >= MOST_REPORT_KEYS {
            self.report_uids.clear();
        }
        let mut statement =
            self.connection.prepare_cached("SELECT uid FROM main.report WHERE id = ?1")?;
        let uid = Uid(statement.query_row([number], |row| row.get(0))?);
        self.report_uids.insert(number, uid);
        Ok(uid)
    }

    /// A report by its id. Fails if the row is missing.
    pub fn report(&mut self, number: i64) -> Result<Rc<Report>, StoreError> {
        if let Some(known) = self.reports.get(&number) {
            return Ok(Rc::clone(known));
        }
        if self.reports.len() >= MOST_REPORTS {
            self.reports.clear();
        }
        let report = Rc::new(report_row::by_id(self.connection, number, self.as_of)?);
        self.reports.insert(number, Rc::clone(&report));
        Ok(report)
    }

    /// The expression of a time, parsed from its EDTF text. Fails if it is not EDTF.
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

/// The key of a row by its table and id; `None` if the row is missing.
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
