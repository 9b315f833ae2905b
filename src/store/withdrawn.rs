//! What does not count any more: facts that were replaced or retracted, and reports that were.
//!
//! There are few of them, so a question about many facts holds them in memory instead of asking the
//! tables for each fact.

use super::error::StoreError;
use super::retraction::reason_sql;
use crate::domain::identity::Uid;
use foldhash::{HashMap, HashSet};
use rusqlite::Connection;

/// The fact that replaces a fact; after a merge there may be several, and the first counts.
const REPLACED_BY: &str =
    "(SELECT newer.uid FROM fact AS newer JOIN changeset AS c ON c.id = newer.changeset
      WHERE newer.replaces = fact.uid AND c.recorded_at <= ?1
      ORDER BY c.recorded_at, newer.uid LIMIT 1)";

/// Up to so many are held in memory whatever the question: reading them takes no time.
const FEW: i64 = 2_000;

/// How a question tells what does not count any more.
pub(super) enum Withdrawn {
    /// The facts and reports with these ids do not count.
    Ids(WithdrawnIds),
    /// These conditions (of SQL, on `fact`, with `?1` as the moment) hold for what still counts.
    Condition(String),
}

/// The ids of what does not count any more.
#[derive(Default)]
pub(super) struct WithdrawnIds {
    /// Facts that are replaced or retracted.
    pub(super) facts: HashSet<i64>,
    /// Reports that are retracted, and all their facts with them.
    pub(super) reports: HashSet<i64>,
}

impl WithdrawnIds {
    /// Whether a fact still counts.
    pub(super) fn count(&self, fact: i64, report: i64) -> bool {
        let has = |ids: &HashSet<i64>, id| !ids.is_empty() && ids.contains(&id);
        !has(&self.facts, fact) && !has(&self.reports, report)
    }

    /// What is replaced or retracted at a moment.
    pub(super) fn at(connection: &Connection, moment: &str) -> Result<Self, StoreError> {
        let retracted = |column| {
            format!(
                "SELECT r.{column} FROM retraction AS r JOIN changeset AS c ON c.id = r.changeset
                 WHERE r.{column} IS NOT NULL AND c.recorded_at <= ?1 AND NOT EXISTS (
                   SELECT 1 FROM reinstatement AS b JOIN changeset AS d ON d.id = b.changeset
                   WHERE b.retraction = r.id AND d.recorded_at <= ?1)"
            )
        };
        let mut facts = ids(connection, REPLACED, moment)?;
        facts.extend(ids(connection, &retracted("fact"), moment)?);
        Ok(Self { facts, reports: ids(connection, &retracted("report"), moment)? })
    }
}

/// The facts that are replaced at the moment `?1`; the newer ones are the few.
const REPLACED: &str = "SELECT old.id FROM fact AS newer
    CROSS JOIN changeset AS c ON c.id = newer.changeset
    CROSS JOIN fact AS old ON old.uid = newer.replaces
    WHERE newer.replaces IS NOT NULL AND c.recorded_at <= ?1";

fn ids(connection: &Connection, sql: &str, moment: &str) -> Result<HashSet<i64>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_map([moment], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// Why reports are retracted at a moment, by their ids.
pub(super) fn retracted_reports(
    connection: &Connection,
    moment: &str,
) -> Result<HashMap<i64, String>, StoreError> {
    let reason = reason_sql("report = some.report", "?1");
    let sql = format!(
        "SELECT some.report, {reason} AS why
         FROM (SELECT DISTINCT report FROM retraction WHERE report IS NOT NULL) AS some
         WHERE why IS NOT NULL"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement
        .query_map([moment], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    Ok(found)
}

impl Withdrawn {
    /// How a question tells it: `wide` where it reads past most facts.
    pub(super) fn of(
        connection: &Connection,
        moment: &str,
        wide: bool,
    ) -> Result<Self, StoreError> {
        if wide || are_few(connection)? {
            return Ok(Self::Ids(WithdrawnIds::at(connection, moment)?));
        }
        let (fact, report) =
            (reason_sql("fact = fact.id", "?1"), reason_sql("report = fact.report", "?1"));
        let condition = format!("{REPLACED_BY} IS NULL AND {fact} IS NULL AND {report} IS NULL");
        Ok(Self::Condition(condition))
    }
}

/// Whether it takes no time to read what was ever replaced or retracted.
fn are_few(connection: &Connection) -> Result<bool, StoreError> {
    let sql =
        "SELECT (SELECT count(*) FROM (SELECT 1 FROM fact WHERE replaces IS NOT NULL LIMIT ?1))
                    + (SELECT count(*) FROM (SELECT 1 FROM retraction LIMIT ?1))";
    let some: i64 = connection.prepare_cached(sql)?.query_row([FEW], |row| row.get(0))?;
    Ok(some < FEW)
}

/// For so many facts the tables are asked; from then on the ids of all that are withdrawn are held.
const ASKED_ONE_BY_ONE: usize = 1_000;

/// Why facts do not count any more, told for one fact after the other.
pub(super) struct Withdrawals<'c> {
    connection: &'c Connection,
    moment: String,
    /// Whether anybody asks: where what is withdrawn was left out, nothing of the rest is.
    is_asked: bool,
    asked: usize,
    ids: Option<HashSet<i64>>,
    /// Why the fact that was asked for last is retracted.
    reason: Option<String>,
}

impl<'c> Withdrawals<'c> {
    pub(super) fn of(connection: &'c Connection, is_asked: bool, moment: &str) -> Self {
        let moment = moment.to_owned();
        Self { connection, moment, is_asked, asked: 0, ids: None, reason: None }
    }

    /// Why a fact is retracted for itself, and the fact that replaces it.
    pub(super) fn of_fact(&mut self, fact: i64) -> Result<(Option<&str>, Option<Uid>), StoreError> {
        if !self.is_asked || !self.may_have(fact)? {
            return Ok((None, None));
        }
        let reason = reason_sql("fact = fact.id", "?1");
        let sql = format!("SELECT {reason}, {REPLACED_BY} FROM fact WHERE id = ?2");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let (reason, replaced_by) = statement.query_row((&self.moment, fact), |row| {
            Ok((row.get(0)?, row.get::<_, Option<[u8; 16]>>(1)?.map(Uid)))
        })?;
        self.reason = reason;
        Ok((self.reason.as_deref(), replaced_by))
    }

    /// Whether a fact may be withdrawn, as far as that is known without asking for it.
    fn may_have(&mut self, fact: i64) -> Result<bool, StoreError> {
        self.asked += 1;
        if self.asked == ASKED_ONE_BY_ONE {
            self.ids = Some(WithdrawnIds::at(self.connection, &self.moment)?.facts);
        }
        Ok(self.ids.as_ref().is_none_or(|ids| ids.contains(&fact)))
    }
}
