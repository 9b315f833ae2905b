//! Finds the facts and reports that no longer count, because they were replaced or retracted.
//!
//! There are few of them, so a query for many facts holds their ids in memory, rather than asking
//! the tables for each fact.

use super::error::StoreError;
use super::retraction::reason_sql;
use crate::domain::identity::Uid;
use foldhash::{HashMap, HashSet};
use rusqlite::Connection;

/// SQL for the fact that replaces `fact`. After a merge there may be several; the one recorded
/// first counts.
const REPLACED_BY: &str =
    "(SELECT newer.uid FROM fact AS newer JOIN changeset AS c ON c.id = newer.changeset
      WHERE newer.replaces = fact.uid AND c.recorded_at <= ?1
      ORDER BY c.recorded_at, newer.uid LIMIT 1)";

/// Up to this number of retractions and corrections, their ids are always held in memory, since
/// reading them takes no time.
const FEW: i64 = 2_000;

/// How a query leaves out what no longer counts.
pub(super) enum Withdrawn {
    /// By the ids of facts and reports that do not count.
    Ids(WithdrawnIds),
    /// By an SQL condition on `fact` that holds for facts that count. Its parameter `?1` is the
    /// moment.
    Condition(String),
}

/// The ids of facts and reports that no longer count.
#[derive(Clone, Default)]
pub(super) struct WithdrawnIds {
    /// Ids of facts that are replaced or retracted.
    pub(super) facts: HashSet<i64>,
    /// Ids of retracted reports, whose facts do not count either.
    pub(super) reports: HashSet<i64>,
}

impl WithdrawnIds {
    /// Whether all facts count.
    pub(super) fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.reports.is_empty()
    }

    /// Whether a fact counts.
    pub(super) fn count(&self, fact: i64, report: i64) -> bool {
        let has = |ids: &HashSet<i64>, id| !ids.is_empty() && ids.contains(&id);
        !has(&self.facts, fact) && !has(&self.reports, report)
    }

    /// The ids of the facts that are replaced or retracted at a moment (UTC, RFC 3339).
    pub(super) fn at(connection: &Connection, moment: &str) -> Result<Self, StoreError> {
        Self::of(connection, moment, Counts::of(connection)?)
    }

    /// Does the same. What there is none of is not asked for, since preparing a query takes longer.
    fn of(connection: &Connection, moment: &str, counts: Counts) -> Result<Self, StoreError> {
        let retracted = |column| {
            format!(
                "SELECT r.{column} FROM retraction AS r JOIN changeset AS c ON c.id = r.changeset
                 WHERE r.{column} IS NOT NULL AND c.recorded_at <= ?1 AND NOT EXISTS (
                   SELECT 1 FROM reinstatement AS b JOIN changeset AS d ON d.id = b.changeset
                   WHERE b.retraction = r.id AND d.recorded_at <= ?1)"
            )
        };
        let mut found = Self::default();
        if counts.corrections > 0 {
            found.facts = ids(connection, REPLACED, moment)?;
        }
        if counts.retractions > 0 {
            found.facts.extend(ids(connection, &retracted("fact"), moment)?);
            found.reports = ids(connection, &retracted("report"), moment)?;
        }
        Ok(found)
    }
}

/// How many corrections and retractions there are, each up to [`FEW`].
#[derive(Clone, Copy)]
struct Counts {
    corrections: i64,
    retractions: i64,
}

impl Counts {
    fn of(connection: &Connection) -> Result<Self, StoreError> {
        let sql =
            "SELECT (SELECT count(*) FROM (SELECT 1 FROM fact WHERE replaces IS NOT NULL LIMIT ?1)),
                    (SELECT count(*) FROM (SELECT 1 FROM retraction LIMIT ?1))";
        let counts = connection.prepare_cached(sql)?.query_row([FEW], |row| {
            Ok(Self { corrections: row.get(0)?, retractions: row.get(1)? })
        });
        Ok(counts?)
    }
}

/// SQL for the ids of facts that are replaced at the moment `?1`. It starts at the newer facts,
/// which are few.
const REPLACED: &str = "SELECT old.id FROM fact AS newer
    CROSS JOIN changeset AS c ON c.id = newer.changeset
    CROSS JOIN fact AS old ON old.uid = newer.replaces
    WHERE newer.replaces IS NOT NULL AND c.recorded_at <= ?1";

fn ids(connection: &Connection, sql: &str, moment: &str) -> Result<HashSet<i64>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_map([moment], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// The reasons for the retraction of reports at a moment, by report id.
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
    /// Chooses how a query leaves out what no longer counts. `wide` means that it reads most facts.
    pub(super) fn of(
        connection: &Connection,
        moment: &str,
        wide: bool,
    ) -> Result<Self, StoreError> {
        let counts = Counts::of(connection)?;
        if wide || counts.corrections + counts.retractions < FEW {
            return Ok(Self::Ids(WithdrawnIds::of(connection, moment, counts)?));
        }
        let (fact, report) =
            (reason_sql("fact = fact.id", "?1"), reason_sql("report = fact.report", "?1"));
        let condition =
            format!("{REPLACED_BY} IS NULL AND ({fact}) IS NULL AND ({report}) IS NULL");
        Ok(Self::Condition(condition))
    }
}

/// The number of facts that are looked up one by one. From then on, the ids of all replaced and
/// retracted facts are held.
const ASKED_ONE_BY_ONE: usize = 1_000;

/// Looks up for facts, one after the other, why they no longer count.
pub(super) struct Withdrawals<'c> {
    connection: &'c Connection,
    moment: String,
    /// Whether to look anything up. Queries that leave replaced and retracted facts out need not.
    is_asked: bool,
    asked: usize,
    ids: Option<HashSet<i64>>,
    /// The reason for the retraction of the last fact.
    reason: Option<String>,
}

impl<'c> Withdrawals<'c> {
    pub(super) fn of(connection: &'c Connection, is_asked: bool, moment: &str) -> Self {
        let moment = moment.to_owned();
        Self { connection, moment, is_asked, asked: 0, ids: None, reason: None }
    }

    /// The reason for the retraction of the fact itself, and the uid of the fact that replaces it;
    /// `None` where there is none.
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

    /// Whether a fact may be replaced or retracted, as far as the held ids tell.
    fn may_have(&mut self, fact: i64) -> Result<bool, StoreError> {
        self.asked += 1;
        if self.asked == ASKED_ONE_BY_ONE {
            self.ids = Some(WithdrawnIds::at(self.connection, &self.moment)?.facts);
        }
        Ok(self.ids.as_ref().is_none_or(|ids| ids.contains(&fact)))
    }
}
