//! Tables `fact` and `attribution`: writing a fact. Reading is in `rows`.

use super::error::{StoreError, WriteError};
use super::retraction::{self, Target};
use crate::domain::fact::{Correction, Fact, QuoteCheck, Status};
use crate::domain::identity::Uid;
use crate::domain::number::Number;
use rusqlite::types::{ToSqlOutput, Value};
use rusqlite::{CachedStatement, Connection, OptionalExtension, params};

/// The ids of the rows that a fact names.
pub(super) struct Names {
    pub(super) report: i64,
    pub(super) indicator: i64,
    pub(super) place: i64,
    /// Step and actor.
    pub(super) actors: Vec<(i64, i64)>,
}

/// Whether a fact is there.
pub(super) fn exists(connection: &Connection, uid: Uid) -> Result<bool, StoreError> {
    Ok(connection.prepare_cached("SELECT 1 FROM fact WHERE uid = ?1")?.exists([uid.0])?)
}

/// Adds facts one after the other.
pub(super) struct Inserter<'c> {
    connection: &'c Connection,
    fact: CachedStatement<'c>,
    attribution: CachedStatement<'c>,
}

impl<'c> Inserter<'c> {
    pub(super) fn new(connection: &'c Connection) -> Result<Self, StoreError> {
        let fact = connection.prepare_cached(
            "INSERT INTO fact (uid, report, indicator, place, scope, term, stance, status,
               value_text, low, best, high, approximate, unit, when_text, when_edtf,
               start_earliest, start_latest, end_earliest, end_latest, verb, quote, quote_start,
               quote_end, quote_check, thread, origin, comment, replaces, reason, changeset)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
               ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31)",
        )?;
        let attribution = connection
            .prepare_cached("INSERT INTO attribution (fact, step, actor) VALUES (?1, ?2, ?3)")?;
        Ok(Self { connection, fact, attribution })
    }

    /// Adds a fact that is not there yet.
    pub(super) fn insert(
        &mut self,
        uid: Uid,
        fact: &Fact,
        names: &Names,
        changeset: i64,
    ) -> Result<(), StoreError> {
        let statement = &mut self.fact;
        bind_names(statement, uid, names, changeset)?;
        bind_words(statement, fact)?;
        bind_quantity(statement, fact)?;
        bind_when(statement, fact)?;
        statement.raw_execute()?;
        let id = self.connection.last_insert_rowid();
        for (step, actor) in &names.actors {
            self.attribution.execute(params![id, step, actor])?;
        }
        Ok(())
    }
}

fn bind_names(
    statement: &mut CachedStatement<'_>,
    uid: Uid,
    names: &Names,
    changeset: i64,
) -> rusqlite::Result<()> {
    statement.raw_bind_parameter(1, uid.0)?;
    statement.raw_bind_parameter(2, names.report)?;
    statement.raw_bind_parameter(3, names.indicator)?;
    statement.raw_bind_parameter(4, names.place)?;
    statement.raw_bind_parameter(31, changeset)
}

fn bind_words(statement: &mut CachedStatement<'_>, fact: &Fact) -> rusqlite::Result<()> {
    let span = fact.quote_span();
    statement.raw_bind_parameter(5, &fact.scope)?;
    statement.raw_bind_parameter(6, &fact.term)?;
    statement.raw_bind_parameter(7, fact.stance.as_str())?;
    statement.raw_bind_parameter(8, fact.status.map(Status::as_str))?;
    statement.raw_bind_parameter(21, &fact.verb)?;
    statement.raw_bind_parameter(22, &fact.quote)?;
    statement.raw_bind_parameter(23, position(span.as_ref().map(|span| span.start)))?;
    statement.raw_bind_parameter(24, position(span.as_ref().map(|span| span.end)))?;
    statement.raw_bind_parameter(25, fact.quote_check().map(QuoteCheck::as_str))?;
    statement.raw_bind_parameter(26, &fact.thread)?;
    statement.raw_bind_parameter(27, &fact.origin)?;
    statement.raw_bind_parameter(28, &fact.comment)?;
    let correction = fact.replaces.as_ref();
    statement.raw_bind_parameter(29, correction.map(|correction| correction.fact.0))?;
    statement.raw_bind_parameter(30, correction.map(|correction| &correction.reason))
}

fn position(characters: Option<usize>) -> Option<i64> {
    characters.and_then(|count| i64::try_from(count).ok())
}

fn bind_quantity(statement: &mut CachedStatement<'_>, fact: &Fact) -> rusqlite::Result<()> {
    let quantity = fact.quantity.as_ref();
    statement.raw_bind_parameter(9, quantity.and_then(|value| said(&value.as_stated)))?;
    for (parameter, figure) in [
        (10, quantity.and_then(|value| value.low)),
        (11, quantity.and_then(|value| value.best)),
        (12, quantity.and_then(|value| value.high)),
    ] {
        statement.raw_bind_parameter(parameter, figure_value(figure))?;
    }
    statement.raw_bind_parameter(13, quantity.map(|value| value.approximate))?;
    statement.raw_bind_parameter(14, quantity.and_then(|value| said(&value.unit)))
}

fn bind_when(statement: &mut CachedStatement<'_>, fact: &Fact) -> rusqlite::Result<()> {
    let when = fact.when.as_ref();
    statement.raw_bind_parameter(15, when.and_then(|when| said(&when.as_stated)))?;
    statement.raw_bind_parameter(16, when.map(|when| when.expression.to_string()))?;
    let bounds = when.map(|when| when.bounds).unwrap_or_default();
    for (parameter, day) in [
        (17, bounds.start_earliest),
        (18, bounds.start_latest),
        (19, bounds.end_earliest),
        (20, bounds.end_latest),
    ] {
        statement.raw_bind_parameter(parameter, day.map(|day| day.to_string()))?;
    }
    Ok(())
}

fn said(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// Whole numbers are kept whole.
fn figure_value(figure: Option<Number>) -> ToSqlOutput<'static> {
    ToSqlOutput::Owned(match figure {
        None => Value::Null,
        Some(number) => number.whole().map_or_else(|| Value::Real(number.get()), Value::Integer),
    })
}

/// Refuses a correction of a fact that is not there, was corrected before, or is retracted.
pub(super) fn check_correction(
    connection: &Connection,
    correction: &Correction,
) -> Result<(), WriteError> {
    let uid = correction.fact;
    let id = retraction::fact_id(connection, uid)?
        .ok_or_else(|| WriteError::Missing { what: "fact", key: uid.to_string() })?;
    let newer: Option<[u8; 16]> = connection
        .prepare_cached("SELECT uid FROM fact WHERE replaces = ?1 ORDER BY id LIMIT 1")?
        .query_row([uid.0], |row| row.get(0))
        .optional()?;
    if let Some(newer) = newer {
        return Err(WriteError::AlreadyReplaced { fact: uid.short(), by: Uid(newer).short() });
    }
    match retraction::reason(connection, Target::Fact(id))? {
        Some(reason) => Err(WriteError::Retracted { what: "fact", key: uid.short(), reason }),
        None => Ok(()),
    }
}
