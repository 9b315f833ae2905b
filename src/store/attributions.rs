//! Reads the actors of facts (claimant, and those who passed the claim on) for facts in rising
//! order of their ids.

use super::error::StoreError;
use super::fact_row::Actors;
use rusqlite::Connection;

/// Reads the actors of facts with rising ids. Each query reads a range of facts, which doubles
/// while the next fact lies in or just after the last range.
pub(super) struct Attributions<'c> {
    connection: &'c Connection,
    /// Id of the last fact in the range that was read.
    last: i64,
    width: i64,
    steps: Vec<(i64, i64, i64)>,
    at: usize,
    via: Vec<i64>,
}

/// The most facts in a range.
const WIDEST: i64 = 1024;

impl<'c> Attributions<'c> {
    /// Begins before the first fact.
    pub(super) fn of(connection: &'c Connection) -> Self {
        Self { connection, last: i64::MIN, width: 1, steps: Vec::new(), at: 0, via: Vec::new() }
    }

    /// Allows the next fact to have a lower id than the last one.
    pub(super) fn start_again(&mut self) {
        *self = Self::of(self.connection);
    }

    /// The claimant of a fact (`None` where unattributed), and those who passed the claim on. Ids
    /// must rise from call to call.
    pub(super) fn of_fact(&mut self, fact: i64) -> Result<Actors<'_>, StoreError> {
        if fact > self.last {
            self.read(fact)?;
        }
        let mut claimant = None;
        self.via.clear();
        while let Some(&(of, step, actor)) = self.steps.get(self.at).filter(|step| step.0 <= fact) {
            self.at += 1;
            match (of == fact, step) {
                (true, 0) => claimant = Some(actor),
                (true, _) => self.via.push(actor),
                (false, _) => {}
            }
        }
        Ok((claimant, &self.via))
    }

    fn read(&mut self, fact: i64) -> Result<(), StoreError> {
        let is_near = fact.saturating_sub(self.width) <= self.last;
        self.width = if is_near { (self.width * 2).min(WIDEST) } else { 1 };
        self.last = fact.saturating_add(self.width - 1);
        self.steps.clear();
        self.at = 0;
        let sql = "SELECT fact, step, actor FROM attribution WHERE fact BETWEEN ?1 AND ?2
                   ORDER BY fact, step";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([fact, self.last])?;
        while let Some(row) = rows.next()? {
            self.steps.push((row.get(0)?, row.get(1)?, row.get(2)?));
        }
        Ok(())
    }
}
