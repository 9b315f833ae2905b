//! Finds the facts and reports that no longer count, since they were replaced, retracted or undone.
//!
//! There are few of them, so a query for many facts keeps their ids in memory instead of asking the tables for each
//! fact.

use super::error::StoreError;
use super::reference::json_ids;
use super::retraction::{in_force_sql, reason_sql};
use super::undone::{self, UndoneRows, end_of, known_at};
use crate::domain::filter::Filter;
use crate::domain::identity::Uid;
use crate::domain::when::Day;
use foldhash::{HashMap, HashSet};
use rusqlite::Connection;
use std::hash::Hash;

/// The limits of a query: rows recorded by a time (UTC, RFC 3339), and published by a day.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    moment: String,
    /// A correction in a report that came out later, or on an unknown day, was not known then; `None` includes all
    /// corrections.
    published: Option<Day>,
}

impl Asked {
    pub(super) fn of(filter: &Filter) -> Self {
        Self { moment: end_of(filter.as_recorded), published: filter.as_published }
    }

    /// Everything that is recorded and published now.
    pub(super) fn now() -> Self {
        Self::of(&Filter::default())
    }

    /// SQL that decides whether the report of a fact came out by the day. `fact` is its alias.
    fn is_published(&self, fact: &str) -> String {
        self.published.map_or_else(
            || "1".to_owned(),
            // The row of an undated report has a day that no filter can name.
            |day| {
                format!(
                    "EXISTS (SELECT 1 FROM report AS said
                             WHERE said.id = {fact}.report AND said.published_latest <= '{day}')"
                )
            },
        )
    }
}

/// The corrections of a fact that are known at a given time: the uid of each, and whether it was published by the day
/// and is neither retracted nor undone. After a merge there may be several.
fn corrections(
    connection: &Connection,
    asked: &Asked,
    fact: Uid,
) -> Result<Vec<(Uid, bool)>, StoreError> {
    let sql = format!(
        "SELECT newer.uid, ({}) IS NULL AND {} FROM fact AS newer
         JOIN changeset AS made ON made.id = newer.changeset
         WHERE newer.replaces = ?2 AND {} <= ?1 ORDER BY made.recorded_at, newer.uid",
        reason_sql("fact", "newer.id", "?1"),
        asked.is_published("newer"),
        known_at("made")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let found =
        statement.query_map((&asked.moment, fact.0), |row| Ok((Uid(row.get(0)?), row.get(1)?)))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The correction that replaces a fact at a given time: one that was published by the day and is neither retracted nor
/// undone, or that is corrected in turn by such a one. If there are several, the one recorded first counts.
fn replaced_by(
    connection: &Connection,
    asked: &Asked,
    fact: Uid,
) -> Result<Option<Uid>, StoreError> {
    for (newer, stands) in corrections(connection, asked, fact)? {
        if stands || is_corrected(connection, asked, newer)? {
            return Ok(Some(newer));
        }
    }
    Ok(None)
}

/// Whether any correction of a fact, or of its corrections, counts at a given time.
fn is_corrected(connection: &Connection, asked: &Asked, fact: Uid) -> Result<bool, StoreError> {
    let (mut seen, mut open) = (HashSet::default(), vec![fact]);
    while let Some(fact) = open.pop() {
        for (newer, stands) in corrections(connection, asked, fact)? {
            if stands {
                return Ok(true);
            }
            if seen.insert(newer) {
                open.push(newer);
            }
        }
    }
    Ok(false)
}

/// If there are at most this many retractions and corrections, their ids are always kept in memory, since reading them
/// is quick.
const FEW: i64 = 2_000;

/// How a query leaves out what no longer counts.
pub(super) enum Withdrawn {
    /// By the ids of facts and reports that do not count.
    Ids(WithdrawnIds),
    /// By an SQL condition on `fact` that is true for facts that count. Its parameter `?1` is the time.
    Condition(String),
}

/// The ids of facts and reports that no longer count.
#[derive(Clone, Default)]
pub(super) struct WithdrawnIds {
    /// Ids of facts that are replaced or retracted.
    pub(super) facts: HashSet<i64>,
    /// Facts whose changeset is undone.
    pub(super) undone: UndoneRows,
    /// Ids of retracted and undone reports, whose facts do not count either.
    pub(super) reports: HashSet<i64>,
}

impl WithdrawnIds {
    /// Whether all facts count.
    pub(super) fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.undone.is_empty() && self.reports.is_empty()
    }

    /// Whether a fact counts.
    pub(super) fn count(&self, fact: i64, report: i64) -> bool {
        !self.has(fact) && (self.reports.is_empty() || !self.reports.contains(&report))
    }

    /// Whether a fact itself is replaced, retracted or undone.
    pub(super) fn has(&self, fact: i64) -> bool {
        !self.facts.is_empty() && self.facts.contains(&fact) || self.undone.contains(fact)
    }

    /// The ids of the facts that are replaced, retracted or undone, within the limits of the query.
    pub(super) fn at(connection: &Connection, asked: &Asked) -> Result<Self, StoreError> {
        Self::of(connection, asked, Counts::of(connection)?)
    }

    /// Does the same, but does not query tables that are empty in the file, since preparing a query takes longer.
    fn of(connection: &Connection, asked: &Asked, counts: Counts) -> Result<Self, StoreError> {
        let moment = asked.moment.as_str();
        let mut found = Self::default();
        if undone::is_any(connection)? {
            found.undone = UndoneRows::at(connection, "fact", moment)?;
            found.reports.extend(UndoneRows::at(connection, "report", moment)?.ids());
        }
        if counts.retractions > 0 {
            found.facts = ids(connection, &retracted("fact"), moment)?;
            found.reports.extend(ids(connection, &retracted("report"), moment)?);
        }
        if counts.corrections > 0 {
            let replaced = replaced(connection, asked, &found)?;
            found.facts.extend(replaced);
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

/// SQL for the ids of facts or reports (`column`) that are retracted at the time `?1`.
fn retracted(column: &str) -> String {
    format!(
        "SELECT r.{column} FROM retraction AS r JOIN changeset AS c ON c.id = r.changeset
         WHERE r.{column} IS NOT NULL AND {}",
        in_force_sql("?1")
    )
}

/// The ids of the facts that are replaced at a given time: by a correction that was published by the day and is not in
/// `withdrawn`, or that is replaced in turn. The query begins with the newer facts, which are few.
fn replaced(
    connection: &Connection,
    asked: &Asked,
    withdrawn: &WithdrawnIds,
) -> Result<HashSet<i64>, StoreError> {
    let sql = format!(
        "SELECT newer.id, old.id, {} FROM fact AS newer
         CROSS JOIN changeset AS c ON c.id = newer.changeset
         CROSS JOIN fact AS old ON old.uid = newer.replaces
         WHERE newer.replaces IS NOT NULL AND {} <= ?1",
        asked.is_published("newer"),
        known_at("c")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([&asked.moment])?;
    let mut replaced = HashSet::default();
    let mut withdrawn_corrections = Vec::new();
    while let Some(row) = rows.next()? {
        let (newer, old) = (row.get(0)?, row.get(1)?);
        let is_published: bool = row.get(2)?;
        if withdrawn.has(newer) || !is_published {
            withdrawn_corrections.push((newer, old));
        } else {
            replaced.insert(old);
        }
    }
    add_replaced_further(&mut replaced, &withdrawn_corrections);
    Ok(replaced)
}

/// Adds the facts that withdrawn corrections replace, if another correction replaces those corrections in turn. In each
/// pair of `withdrawn`, such a correction comes first, and the fact that it replaces second.
pub(super) fn add_replaced_further<T: Copy + Eq + Hash>(
    replaced: &mut HashSet<T>,
    withdrawn: &[(T, T)],
) {
    let mut before = usize::MAX;
    while before != replaced.len() {
        before = replaced.len();
        for (newer, old) in withdrawn {
            if replaced.contains(newer) {
                replaced.insert(*old);
            }
        }
    }
}

fn ids(connection: &Connection, sql: &str, moment: &str) -> Result<HashSet<i64>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_map([moment], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// The reasons for the retraction of reports at a given time, by report id.
pub(super) fn retracted_reports(
    connection: &Connection,
    moment: &str,
) -> Result<HashMap<i64, String>, StoreError> {
    let some = "SELECT DISTINCT report FROM retraction WHERE report IS NOT NULL AND ?1 IS NOT NULL";
    let mut some = ids(connection, some, moment)?;
    some.extend(UndoneRows::at(connection, "report", moment)?.ids());
    let reason = format!("SELECT {}", reason_sql("report", "?2", "?1"));
    let mut statement = connection.prepare_cached(&reason)?;
    let mut found = HashMap::default();
    for report in some {
        if let Some(why) = statement.query_row((moment, report), |row| row.get(0))? {
            found.insert(report, why);
        }
    }
    Ok(found)
}

impl Withdrawn {
    /// Chooses how a query leaves out what no longer counts. `wide` means that it reads most facts.
    pub(super) fn of(
        connection: &Connection,
        asked: &Asked,
        wide: bool,
    ) -> Result<Self, StoreError> {
        let counts = Counts::of(connection)?;
        let are_few = counts.corrections + counts.retractions < FEW;
        let is_simple = asked.published.is_none() && !undone::is_any(connection)?;
        if wide || are_few || !is_simple {
            return Ok(Self::Ids(WithdrawnIds::of(connection, asked, counts)?));
        }
        let (fact, report) =
            (reason_sql("fact", "fact.id", "?1"), reason_sql("report", "fact.report", "?1"));
        let free = json_ids(&freed(connection, asked)?);
        let condition = format!(
            "(NOT EXISTS (SELECT 1 FROM fact AS newer JOIN changeset AS made ON made.id = newer.changeset
                          WHERE newer.replaces = fact.uid AND {} <= ?1)
              OR fact.id IN (SELECT value FROM json_each('{free}')))
             AND ({fact}) IS NULL AND ({report}) IS NULL",
            known_at("made")
        );
        Ok(Self::Condition(condition))
    }
}

/// The ids of the facts that count at a given time although they have corrections, because these are
/// retracted.
fn freed(connection: &Connection, asked: &Asked) -> Result<Vec<i64>, StoreError> {
    let sql = format!(
        "SELECT DISTINCT old.id, old.uid FROM retraction AS r
         JOIN changeset AS c ON c.id = r.changeset
         CROSS JOIN fact AS newer ON newer.id = r.fact
         CROSS JOIN fact AS old ON old.uid = newer.replaces
         WHERE newer.replaces IS NOT NULL AND {}",
        in_force_sql("?1")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([&asked.moment])?;
    let mut free = Vec::new();
    while let Some(row) = rows.next()? {
        if replaced_by(connection, asked, Uid(row.get(1)?))?.is_none() {
            free.push(row.get(0)?);
        }
    }
    Ok(free)
}

/// This many facts are looked up one by one. For further facts, the ids of all replaced and retracted facts are kept in
/// memory.
const ASKED_ONE_BY_ONE: usize = 1_000;

/// Looks up for facts, one after another, why they no longer count.
pub(super) struct Withdrawals<'c> {
    connection: &'c Connection,
    asked: Asked,
    /// Whether anything needs to be looked up. This is not necessary in queries that leave out replaced and retracted
    /// facts.
    looks: bool,
    looked_up: usize,
    withdrawn: Option<WithdrawnIds>,
    /// The reason for the retraction of the last fact.
    reason: Option<String>,
}

impl<'c> Withdrawals<'c> {
    pub(super) fn of(connection: &'c Connection, filter: &Filter) -> Self {
        let (asked, looks) = (Asked::of(filter), filter.retracted);
        Self { connection, asked, looks, looked_up: 0, withdrawn: None, reason: None }
    }

    /// The reason for the retraction of the fact itself, and the uid of the fact that replaces it;
    /// `None` if there is none.
    pub(super) fn of_fact(&mut self, fact: i64) -> Result<(Option<&str>, Option<Uid>), StoreError> {
        if !self.looks || !self.may_have(fact)? {
            return Ok((None, None));
        }
        let reason = reason_sql("fact", "fact.id", "?1");
        let sql = format!("SELECT {reason}, uid FROM fact WHERE id = ?2");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let (reason, uid) = statement
            .query_row((&self.asked.moment, fact), |row| Ok((row.get(0)?, Uid(row.get(1)?))))?;
        self.reason = reason;
        let replaced_by = replaced_by(self.connection, &self.asked, uid)?;
        Ok((self.reason.as_deref(), replaced_by))
    }

    /// Whether a fact may be replaced or retracted, by the ids in memory.
    fn may_have(&mut self, fact: i64) -> Result<bool, StoreError> {
        self.looked_up += 1;
        if self.looked_up == ASKED_ONE_BY_ONE {
            self.withdrawn = Some(WithdrawnIds::at(self.connection, &self.asked)?);
        }
        Ok(self.withdrawn.as_ref().is_none_or(|withdrawn| withdrawn.has(fact)))
    }
}
