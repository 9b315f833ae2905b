//! Reads and writes table `assessment`: judgements of facts, stored separately from them. [`Verdict::of`]
//! combines them.

use super::Store;
use super::decode::optional_word;
use super::error::{StoreError, WriteError};
use super::reference::json_ids;
use super::retraction::{self, Act};
use super::undone::{UNDONE, known_at, undone_at};
use super::writer::Writer;
use crate::domain::assessment::{
    Assessment, Credibility, Disposition, RecordedAssessment, Reliability, TakenBack, Verdict,
};
use crate::domain::identity::{Canonical, Uid};
use crate::domain::when::Day;
use rusqlite::{Connection, Row, params};
use std::collections::{BTreeMap, HashMap};

/// Assessments of facts, and their retractions that were taken back, by the uid of the fact.
#[derive(Default)]
pub(super) struct Judged {
    pub(super) assessments: BTreeMap<Uid, Vec<RecordedAssessment>>,
    pub(super) taken_back: BTreeMap<Uid, Vec<TakenBack>>,
}

impl Store {
    /// The assessments of a fact, the oldest first, each with who judged, including those that a writer has not
    /// committed yet.
    pub fn judgements(&self, fact: Uid) -> Result<Vec<Assessment>, StoreError> {
        let sql = format!(
            "SELECT a.reliability, a.credibility, a.disposition, a.reason,
               coalesce(a.assessed_by, c.recorded_by)
             FROM assessment AS a JOIN fact ON fact.id = a.fact
             LEFT JOIN changeset AS c ON c.id = a.changeset
             WHERE fact.uid = ?1 AND a.changeset NOT IN ({UNDONE}) ORDER BY a.id"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let found = statement.query_map([fact.0], |row| read(row, 0))?.collect::<Result<_, _>>()?;
        Ok(found)
    }

    /// The retractions of a fact that were taken back, the oldest first, including those that a
    /// writer has not committed yet.
    pub fn withdrawals_taken_back(&self, fact: Uid) -> Result<Vec<TakenBack>, StoreError> {
        let sql = format!(
            "SELECT r.reason, b.reason FROM reinstatement AS b
             JOIN retraction AS r ON r.id = b.retraction JOIN fact ON fact.id = r.fact
             WHERE fact.uid = ?1 AND r.changeset NOT IN ({UNDONE}) AND b.changeset NOT IN ({UNDONE})
             ORDER BY b.id"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let found = statement
            .query_map([fact.0], |row| {
                Ok(TakenBack { retracted: row.get(0)?, reinstated: row.get(1)? })
            })?
            .collect::<Result<_, _>>()?;
        Ok(found)
    }

    /// The retractions of reports that were taken back by the end of a day (UTC), by the uid of the
    /// report, the oldest first. `None` means until now.
    pub fn reports_taken_back(
        &self,
        as_of: Option<Day>,
    ) -> Result<BTreeMap<Uid, Vec<TakenBack>>, StoreError> {
        let moment = retraction::end_of(as_of);
        self.reading(|connection| {
            taken_back(connection, "report", "?1 IS NULL", params![None::<i64>, moment])
        })
    }
}

impl Writer<'_> {
    /// The assessments of a fact, as [`Store::judgements`] returns them. This method first rebuilds
    /// indexes that were dropped for many new facts. Fails if there is no such fact.
    pub fn judgements(&mut self, fact: Uid) -> Result<Vec<Assessment>, WriteError> {
        self.fact_target(fact)?;
        Ok(self.store().judgements(fact)?)
    }

    /// Records an assessment of a fact. Fails if it has no grade and no disposition, gives no
    /// reason, or the fact is missing.
    pub fn add_assessment(&mut self, fact: Uid, assessment: &Assessment) -> Result<(), WriteError> {
        WriteError::unless_said("reason", &assessment.reason)?;
        if assessment.says_nothing() {
            return Err(WriteError::Blank { what: "assessment" });
        }
        let id = self.fact_target(fact)?.id();
        let act = self.act(self.assessments);
        let hash = hash(fact, assessment, &act);
        insert(self.connection(), id, hash, assessment, &act)
            .map_err(|error| WriteError::from(error).about(self.store().path()))?;
        self.assessments += 1;
        self.rows.push(hash);
        Ok(())
    }
}

/// Inserts the row of an assessment. `fact` is the id of the fact.
pub(super) fn insert(
    connection: &Connection,
    fact: i64,
    hash: [u8; 32],
    assessment: &Assessment,
    act: &Act<'_>,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO assessment (uid, fact, reliability, credibility, disposition, reason,
                 changeset, ordinal, assessed_by)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    connection.prepare_cached(sql)?.execute(params![
        Uid::of_digest(hash).0,
        fact,
        assessment.reliability.map(Reliability::as_str),
        assessment.credibility.map(Credibility::number),
        assessment.disposition.map(Disposition::as_str),
        assessment.reason,
        act.changeset,
        act.ordinal,
        assessment.by
    ])?;
    Ok(())
}

/// The hash of an assessment: its fact, grades, reason, who judged, and the changeset that recorded it. The
/// first half of the hash is the uid of the row.
pub(super) fn hash(fact: Uid, assessment: &Assessment, act: &Act<'_>) -> [u8; 32] {
    Canonical::of("assessment")
        .field("fact", fact.0)
        .optional("reliability", assessment.reliability.map(Reliability::as_str))
        .optional("credibility", assessment.credibility.map(Credibility::as_str))
        .optional("disposition", assessment.disposition.map(Disposition::as_str))
        .field("reason", &assessment.reason)
        .field("replica", act.replica)
        .field("seq", act.seq.to_string())
        .field("ordinal", act.ordinal.to_string())
        .optional("assessed_by", assessment.by.as_deref())
        .digest()
}

/// An assessment from the columns reliability, credibility, disposition, reason, `assessed_by`, the
/// first of which is `first`.
pub(super) fn read(row: &Row<'_>, first: usize) -> rusqlite::Result<Assessment> {
    let credibility: Option<i64> = row.get(first + 1)?;
    let credibility = credibility.map(|grade| grade.to_string().parse()).transpose();
    Ok(Assessment {
        reliability: optional_word(row, first)?,
        credibility: credibility.map_err(|error| {
            let kind = rusqlite::types::Type::Integer;
            rusqlite::Error::FromSqlConversionFailure(first + 1, kind, Box::new(error))
        })?,
        disposition: optional_word(row, first + 2)?,
        reason: row.get(first + 3)?,
        by: row.get(first + 4)?,
    })
}

/// The assessments of these facts, and their retractions that were taken back, by the end of a day
/// (UTC), in the order of recording. `None` means until now.
pub(super) fn judged(
    connection: &Connection,
    facts: &[i64],
    as_of: Option<Day>,
) -> Result<Judged, StoreError> {
    judged_where(connection, "IN (SELECT value FROM json_each(?1))", &json_ids(facts), as_of)
}

/// The assessments and taken-back retractions of all facts, as [`judged`] gives them.
pub(super) fn judged_of_all(
    connection: &Connection,
    as_of: Option<Day>,
) -> Result<Judged, StoreError> {
    judged_where(connection, "IS NOT ?1", "", as_of)
}

/// The combined assessments of each assessed fact at the end of a day (UTC); `None` means now.
pub(super) fn verdicts(
    connection: &Connection,
    as_of: Option<Day>,
) -> Result<HashMap<Uid, Verdict>, StoreError> {
    let mut verdicts = HashMap::new();
    each_verdict(connection, as_of, |_, uid, verdict| _ = verdicts.insert(uid, verdict))?;
    Ok(verdicts)
}

/// Calls `give` with the id and the uid of each fact that was assessed by the end of a day (UTC), and with
/// its combined assessments. `None` means until now.
fn each_verdict(
    connection: &Connection,
    as_of: Option<Day>,
    mut give: impl FnMut(i64, Uid, Verdict),
) -> Result<(), StoreError> {
    if !is_used(connection, "assessment")? {
        return Ok(());
    }
    let sql = recorded_sql("a.fact IS NOT ?1", &format!("a.fact, {ORDER}"));
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params!["", retraction::end_of(as_of)])?;
    let mut of: Option<(i64, Uid)> = None;
    let mut assessments = Vec::new();
    while let Some(row) = rows.next()? {
        let fact = (row.get(0)?, Uid(row.get(1)?));
        if let Some((id, uid)) = of.replace(fact).filter(|before| *before != fact) {
            give(id, uid, Verdict::of(&assessments));
            assessments.clear();
        }
        assessments.push(recorded(row)?);
    }
    if let Some((id, uid)) = of {
        give(id, uid, Verdict::of(&assessments));
    }
    Ok(())
}

/// The ids of the facts for whose combined assessments, up to the end of a day (UTC), `is_asked` returns true.
pub(super) fn facts_judged(
    connection: &Connection,
    as_of: Option<Day>,
    is_asked: impl Fn(&Verdict) -> bool,
) -> Result<Vec<i64>, StoreError> {
    let mut ids = Vec::new();
    each_verdict(connection, as_of, |id, _, verdict| {
        if is_asked(&verdict) {
            ids.push(id);
        }
    })?;
    Ok(ids)
}

/// The order of assessments, the same in every database that has them: that of their recording; of those that
/// several databases recorded in one second, by database.
const ORDER: &str = "c.recorded_at, c.replica, c.seq, a.ordinal, a.uid";

/// SQL for assessments that are known at the moment `?2` and not undone then, with their facts.
fn recorded_sql(condition: &str, order: &str) -> String {
    format!(
        "SELECT fact.id, fact.uid, a.reliability, a.credibility, a.disposition, a.reason,
           a.assessed_by, c.recorded_at, c.recorded_by
         FROM assessment AS a JOIN fact ON fact.id = a.fact JOIN changeset AS c ON c.id = a.changeset
         WHERE {condition} AND {} <= ?2 AND c.id NOT IN ({})
         ORDER BY {order}",
        known_at("c"),
        undone_at("?2")
    )
}

/// The assessment in a row of [`recorded_sql`].
fn recorded(row: &Row<'_>) -> rusqlite::Result<RecordedAssessment> {
    let assessment = read(row, 2)?;
    let recorded_by = match &assessment.by {
        Some(by) => by.clone(),
        None => row.get(8)?,
    };
    Ok(RecordedAssessment { assessment, recorded_at: row.get(7)?, recorded_by })
}

/// The assessments and taken-back retractions of facts whose ids match the SQL `fits`; `facts` is
/// its parameter `?1`.
fn judged_where(
    connection: &Connection,
    fits: &str,
    facts: &str,
    as_of: Option<Day>,
) -> Result<Judged, StoreError> {
    let mut judged = Judged::default();
    let (has_assessments, has_reinstatements) =
        (is_used(connection, "assessment")?, is_used(connection, "reinstatement")?);
    if !has_assessments && !has_reinstatements {
        return Ok(judged);
    }
    let moment = retraction::end_of(as_of);
    if has_assessments {
        let sql = recorded_sql(&format!("a.fact {fits}"), ORDER);
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params![facts, moment])?;
        while let Some(row) = rows.next()? {
            judged.assessments.entry(Uid(row.get(1)?)).or_default().push(recorded(row)?);
        }
    }
    if has_reinstatements {
        let condition = format!("r.fact {fits}");
        judged.taken_back = taken_back(connection, "fact", &condition, params![facts, moment])?;
    }
    Ok(judged)
}

fn taken_back(
    connection: &Connection,
    what: &str,
    condition: &str,
    parameters: &[&dyn rusqlite::ToSql],
) -> Result<BTreeMap<Uid, Vec<TakenBack>>, StoreError> {
    let undone = undone_at("?2");
    let sql = format!(
        "SELECT {what}.uid, r.reason, b.reason
         FROM reinstatement AS b JOIN retraction AS r ON r.id = b.retraction
         JOIN {what} ON {what}.id = r.{what} JOIN changeset AS c ON c.id = b.changeset
         WHERE {condition} AND {} <= ?2 AND c.id NOT IN ({undone}) AND r.changeset NOT IN ({undone})
           AND NOT EXISTS (SELECT 1 FROM reinstatement AS earlier
                           JOIN changeset AS before ON before.id = earlier.changeset
                           WHERE earlier.retraction = b.retraction AND before.id NOT IN ({undone})
                             AND (before.recorded_at, before.replica, before.seq, earlier.ordinal,
                                  earlier.uid) < (c.recorded_at, c.replica, c.seq, b.ordinal, b.uid))
         ORDER BY c.recorded_at, c.replica, c.seq, b.ordinal, b.uid",
        known_at("c")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(parameters)?;
    let mut found: BTreeMap<Uid, Vec<TakenBack>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let taken = TakenBack { retracted: row.get(1)?, reinstated: row.get(2)? };
        found.entry(Uid(row.get(0)?)).or_default().push(taken);
    }
    Ok(found)
}

fn is_used(connection: &Connection, table: &str) -> Result<bool, StoreError> {
    Ok(connection.prepare_cached(&format!("SELECT 1 FROM {table} LIMIT 1"))?.exists([])?)
}
