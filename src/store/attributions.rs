//! Reads the actors of facts (claimants, and those who passed the claim on) for facts in rising
//! order of their ids.

use super::error::StoreError;
use super::fact_row::Actors;
use super::reference::json_ids;
use rusqlite::{Connection, Params};

/// Reads the actors of facts with rising ids. Each query reads a range of facts, which doubles
/// while the next fact lies in or just after the last range.
pub(super) struct Attributions<'c> {
    connection: &'c Connection,
    /// The id of the last fact in the range that was read.
    last: i64,
    width: i64,
    steps: Vec<Step>,
    at: usize,
    claimants: Vec<i64>,
    via: Vec<i64>,
}

/// A row of the table.
struct Step {
    fact: i64,
    is_claimant: bool,
    actor: i64,
}

/// The columns of a [`Step`], and the order of steps, as SQL.
const STEP: &str = "fact, step = 0 OR joint IS 1, actor";
const ORDER: &str = "ORDER BY fact, step";
/// Facts whose ids are closer together than this are read as a range.
const NEAR: i64 = 4;

/// A range has at most this many facts.
const WIDEST: i64 = 1024;

impl<'c> Attributions<'c> {
    /// A reader that begins before the first fact.
    pub(super) fn of(connection: &'c Connection) -> Self {
        let (steps, claimants, via) = Default::default();
        Self { connection, last: i64::MIN, width: 1, steps, at: 0, claimants, via }
    }

    /// Allows the next fact to have a lower id than the last one.
    pub(super) fn start_again(&mut self) {
        *self = Self::of(self.connection);
    }

    /// Reads the actors of these facts in one query. Their ids must rise, and no other facts may be
    /// asked about until `start_again`.
    pub(super) fn read_ahead(&mut self, facts: &[i64]) -> Result<(), StoreError> {
        let (Some(&first), Some(&last)) = (facts.first(), facts.last()) else { return Ok(()) };
        self.start_again();
        self.last = i64::MAX;
        let count = i64::try_from(facts.len()).unwrap_or(i64::MAX);
        if last.saturating_sub(first) < count.saturating_mul(NEAR) {
            let sql =
                format!("SELECT {STEP} FROM attribution WHERE fact BETWEEN ?1 AND ?2 {ORDER}");
            return self.take_steps(&sql, [first, last]);
        }
        let some = "fact IN (SELECT value FROM json_each(?1))";
        let sql = format!("SELECT {STEP} FROM attribution WHERE {some} {ORDER}");
        self.take_steps(&sql, [json_ids(facts)])
    }

    /// The claimants of a fact (empty if it is unattributed), and those who passed the statement
    /// on. Ids must rise from call to call.
    pub(super) fn of_fact(&mut self, fact: i64) -> Result<Actors<'_>, StoreError> {
        if fact > self.last {
            self.read(fact)?;
        }
        self.claimants.clear();
        self.via.clear();
        while let Some(step) = self.steps.get(self.at).filter(|step| step.fact <= fact) {
            self.at += 1;
            if step.fact == fact {
                let actors = if step.is_claimant { &mut self.claimants } else { &mut self.via };
                actors.push(step.actor);
            }
        }
        Ok((&self.claimants, &self.via))
    }

    fn read(&mut self, fact: i64) -> Result<(), StoreError> {
        let is_near = fact.saturating_sub(self.width) <= self.last;
        self.width = if is_near { (self.width * 2).min(WIDEST) } else { 1 };
        self.last = fact.saturating_add(self.width - 1);
        let sql = format!("SELECT {STEP} FROM attribution WHERE fact BETWEEN ?1 AND ?2 {ORDER}");
        self.take_steps(&sql, [fact, self.last])
    }

    fn take_steps(&mut self, sql: &str, parameters: impl Params) -> Result<(), StoreError> {
        self.steps.clear();
        self.at = 0;
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(parameters)?;
        while let Some(row) = rows.next()? {
            let step = Step { fact: row.get(0)?, is_claimant: row.get(1)?, actor: row.get(2)? };
            self.steps.push(step);
        }
        Ok(())
    }
}
