//! What does not count any more: facts that were replaced or retracted, and reports that were.
//!
//! There are few of them, so a question about many facts holds them in memory instead of asking the
//! tables for each fact.

use super::error::StoreError;
use super::fact_row::REPLACED_BY;
use super::retraction::reason_sql;
use foldhash::{HashMap, HashSet};
use rusqlite::Connection;

/// Up to so many are held in memory whatever the question: reading them takes no time.
const FEW: i64 = 2_000;

/// How a question tells what does not count any more.
pub(super) enum Withdrawn {
    /// These do not.
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
