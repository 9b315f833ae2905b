//! Writes tables `fact` and `attribution`. `fact_row` and `fact_rows` read them.

use super::encoded_fact::{Batch, DAYS, EncodedFact, FIGURES, Step, TEXTS};
use super::error::{StoreError, WriteError};
use super::retraction::{self, Target};
use super::undone::UNDONE;
use crate::domain::fact::Correction;
use crate::domain::identity::Uid;
use crate::domain::number::Number;
use rusqlite::types::{ToSqlOutput, Value};
use rusqlite::{CachedStatement, Connection, OptionalExtension};

/// The ids of the rows that a fact refers to.
pub(super) struct Names {
    pub(super) report: i64,
    pub(super) indicator: i64,
    pub(super) place: i64,
    pub(super) actors: Vec<(Step, i64)>,
    /// The changeset that records the fact.
    pub(super) changeset: i64,
}

/// One statement inserts this many attributions, which takes less than half as long as one
/// statement for each.
const AT_ONCE: usize = 32;

/// The parameters of one attribution.
const ATTRIBUTION: &str = "(?, ?, ?, ?)";

/// Whether the file has a fact with this uid.
pub(super) fn exists(connection: &Connection, uid: Uid) -> Result<bool, StoreError> {
    Ok(connection.prepare_cached("SELECT 1 FROM fact WHERE uid = ?1")?.exists([uid.0])?)
}

/// Inserts facts one after another, with statements that are prepared once.
pub(super) struct Inserter<'c> {
    connection: &'c Connection,
    fact: CachedStatement<'c>,
    /// Inserts [`AT_ONCE`] attributions; `None` until there are enough, since preparing the statement takes
    /// as long as recording a fact.
    attributions: Option<CachedStatement<'c>>,
    /// Attributions that are not inserted yet: fact, step, actor, and 1 for a joint claimant.
    waiting: Vec<[Option<i64>; 4]>,
}

impl<'c> Inserter<'c> {
    pub(super) fn new(connection: &'c Connection) -> Result<Self, StoreError> {
        let fact = connection.prepare_cached(
            "INSERT INTO fact (uid, report, indicator, place, scope, term, stance, status,
               value_text, low, best, high, approximate, unit, when_text, when_edtf,
               start_earliest, start_latest, end_earliest, end_latest, verb, quote, quote_start,
               quote_end, quote_check, thread, origin, comment, replaces, reason, changeset,
               source_row_id, out_of, per, time_of_day)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
               ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32,
               ?33, ?34, ?35)",
        )?;
        let waiting = Vec::with_capacity(AT_ONCE);
        Ok(Self { connection, fact, attributions: None, waiting })
    }

    /// Inserts a fact that the file does not have. Its attributions may wait until [`Self::flush`].
    pub(super) fn insert(
        &mut self,
        batch: &Batch,
        fact: &EncodedFact,
        names: &Names,
    ) -> Result<(), StoreError> {
        let statement = &mut self.fact;
        statement.clear_bindings();
        statement.raw_bind_parameter(1, Uid::of_digest(fact.digest).0)?;
        statement.raw_bind_parameter(2, names.report)?;
        statement.raw_bind_parameter(3, names.indicator)?;
        statement.raw_bind_parameter(4, names.place)?;
        statement.raw_bind_parameter(31, names.changeset)?;
        let texts = TEXTS.iter().zip(&fact.texts).chain(DAYS.iter().zip(&fact.days));
        for (parameter, range) in texts {
            if let Some(text) = batch.text(*range) {
                statement.raw_bind_parameter(*parameter, text)?;
            }
        }
        bind_figures(statement, fact)?;
        statement.raw_execute()?;
        let id = self.connection.last_insert_rowid();
        for (Step { step, is_joint }, actor) in &names.actors {
            self.attribute([Some(id), Some(*step), Some(*actor), is_joint.then_some(1)])?;
        }
        Ok(())
    }

    fn attribute(&mut self, row: [Option<i64>; 4]) -> Result<(), StoreError> {
        self.waiting.push(row);
        if self.waiting.len() < AT_ONCE {
            return Ok(());
        }
        let statement = match self.attributions.take() {
            Some(statement) => statement,
            None => insert_attributions(self.connection, AT_ONCE)?,
        };
        let statement = self.attributions.insert(statement);
        for (at, value) in self.waiting.as_flattened().iter().enumerate() {
            statement.raw_bind_parameter(at + 1, value)?;
        }
        statement.raw_execute()?;
        self.waiting.clear();
        Ok(())
    }

    /// Inserts the attributions that are waiting.
    pub(super) fn flush(&mut self) -> Result<(), StoreError> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let mut statement = insert_attributions(self.connection, 1)?;
        for row in self.waiting.drain(..) {
            statement.execute(row)?;
        }
        Ok(())
    }
}

/// The statement that inserts this many attributions.
fn insert_attributions(
    connection: &Connection,
    number: usize,
) -> rusqlite::Result<CachedStatement<'_>> {
    let values = vec![ATTRIBUTION; number].join(", ");
    let sql = format!("INSERT INTO attribution (fact, step, actor, joint) VALUES {values}");
    connection.prepare_cached(&sql)
}

/// Binds the parameters that are neither references nor texts. Missing values stay NULL.
fn bind_figures(statement: &mut CachedStatement<'_>, fact: &EncodedFact) -> rusqlite::Result<()> {
    for (parameter, figure) in FIGURES.into_iter().zip(fact.figures) {
        if let Some(figure) = figure {
            statement.raw_bind_parameter(parameter, figure_value(figure))?;
        }
    }
    if let Some(approximate) = fact.approximate {
        statement.raw_bind_parameter(13, approximate)?;
    }
    if let Some((start, end)) = fact.span {
        statement.raw_bind_parameter(23, position(start))?;
        statement.raw_bind_parameter(24, position(end))?;
    }
    if let Some(uid) = fact.replaces {
        statement.raw_bind_parameter(29, uid.0)?;
    }
    Ok(())
}

fn position(characters: usize) -> Option<i64> {
    i64::try_from(characters).ok()
}

/// Stores whole figures as INTEGER, others as REAL.
fn figure_value(figure: Number) -> ToSqlOutput<'static> {
    let value = figure.whole().map_or_else(|| Value::Real(figure.get()), Value::Integer);
    ToSqlOutput::Owned(value)
}

/// Checks that the fact to be corrected is in the file, and neither replaced nor retracted.
/// Otherwise fails.
pub(super) fn check_correction(
    connection: &Connection,
    correction: &Correction,
) -> Result<(), WriteError> {
    let uid = correction.fact;
    let id = retraction::fact_id(connection, uid)?
        .ok_or_else(|| WriteError::Missing { what: "fact", key: uid.to_string() })?;
    let newer: Option<[u8; 16]> = connection
        .prepare_cached(&format!(
            "WITH RECURSIVE newer (id, uid, first, changeset) AS (
               SELECT id, uid, uid, changeset FROM fact WHERE replaces = ?1
               UNION SELECT fact.id, fact.uid, newer.first, fact.changeset
               FROM newer JOIN fact ON fact.replaces = newer.uid)
             SELECT first FROM newer
             WHERE (changeset NOT IN ({UNDONE}) OR EXISTS (
                 SELECT 1 FROM also_recorded AS also
                 WHERE also.uid = newer.uid AND also.changeset NOT IN ({UNDONE})))
               AND NOT EXISTS (SELECT 1 FROM retraction WHERE retraction.fact = newer.id AND {})
             ORDER BY id LIMIT 1",
            retraction::in_force_now()
        ))?
        .query_row([uid.0], |row| row.get(0))
        .optional()?;
    if let Some(newer) = newer {
        return Err(WriteError::AlreadyReplaced { fact: uid.short(), by: Uid(newer).short() });
    }
    retraction::unless_withdrawn(connection, Target::Fact(id), &uid.short())
}
