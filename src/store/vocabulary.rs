//! Loads all rows that facts refer to by id, for queries that read most facts.

use super::error::StoreError;
use super::reference::{self, Reference, Which};
use super::{Store, assessment, report_row};
use crate::domain::actor::Actor;
use crate::domain::filter::Filter;
use crate::domain::report::Report;
use crate::domain::selection::Selection;
use rusqlite::Connection;
use std::collections::{BTreeMap, HashMap};

/// The rows that facts refer to by id, except reports, of which there may be too many.
#[derive(Debug)]
pub struct Vocabulary {
    /// Every place, actor and indicator, and the assessments of facts; no facts and no reports.
    pub rows: Selection,
    /// Keys of places by id.
    pub places: HashMap<i64, String>,
    /// Keys of actors by id.
    pub actors: HashMap<i64, String>,
    /// Keys of indicators by id.
    pub indicators: HashMap<i64, String>,
    /// The greatest id of a report; 0 without reports.
    pub newest_report: i64,
}

impl Store {
    /// Loads every place, actor and indicator with its id, and the assessments of facts up to the
    /// day that the filter asks about.
    pub fn vocabulary(&self, filter: &Filter) -> Result<Vocabulary, StoreError> {
        let read = |connection: &Connection| {
            let mut vocabulary = vocabulary(connection)?;
            let judged = assessment::judged_of_all(connection, filter.as_recorded)?;
            vocabulary.rows.assessments = judged.assessments;
            vocabulary.rows.taken_back = judged.taken_back;
            Ok(vocabulary)
        };
        self.reading(read).map_err(|error: StoreError| error.about(&self.path))
    }

    /// The report with this id. Retractions after the day that the filter asks about are ignored.
    /// Fails if the row is missing.
    pub fn numbered_report(&self, number: i64, filter: &Filter) -> Result<Report, StoreError> {
        self.reading(|connection| report_row::by_id(connection, number, filter.as_recorded))
    }
}

/// Loads every place, actor and indicator with its id.
pub(super) fn vocabulary(connection: &Connection) -> Result<Vocabulary, StoreError> {
    let mut rows = Selection::default();
    let places = numbered(connection, &mut rows.places)?;
    let actors = numbered::<Actor>(connection, &mut rows.actors)?;
    let indicators = numbered(connection, &mut rows.indicators)?;
    let sql = "SELECT coalesce(max(id), 0) FROM main.report";
    let newest_report = connection.query_row(sql, [], |row| row.get(0))?;
    Ok(Vocabulary { rows, places, actors, indicators, newest_report })
}

/// Loads every row of a kind by its key, and returns the keys by id.
fn numbered<T: Reference>(
    connection: &Connection,
    rows: &mut BTreeMap<String, T>,
) -> Result<HashMap<i64, String>, StoreError> {
    let mut keys = HashMap::new();
    for (id, row) in reference::load::<T>(connection, Which::All)? {
        keys.insert(id, row.key().to_owned());
        rows.insert(row.key().to_owned(), row);
    }
    Ok(keys)
}
