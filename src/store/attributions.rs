//! Who says what facts say, for facts that are read past in order.

use super::error::StoreError;
use super::fact_row::Actors;
use rusqlite::Connection;

/// The actors of facts whose numbers rise: read for stretches of facts, which grow while every
/// next fact lies in or just behind the last stretch.
pub(super) struct Attributions<'c> {
    connection: &'c Connection,
    /// The last fact of the stretch.
    last: i64,
    width: i64,
    steps: Vec<(i64, i64, i64)>,
    at: usize,
    via: Vec<i64>,
}

/// A stretch has at most so many facts.
const WIDEST: i64 = 1024;

impl<'c> Attributions<'c> {
    /// Of the facts of a file, none of which was asked for yet.
    pub(super) fn of(connection: &'c Connection) -> Self {
        Self { connection, last: i64::MIN, width: 1, steps: Vec::new(), at: 0, via: Vec::new() }
    }

    /// The next fact may have a lower number than the last one.
    pub(super) fn start_again(&mut self) {
        *self = Self::of(self.connection);
    }

    /// The claimant of a fact, and those who passed it on.
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
