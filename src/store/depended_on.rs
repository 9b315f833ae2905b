//! Rows that depend on the rows of a changeset. The changeset cannot be undone before them, and they cannot count again
//! without it.

use super::error::{StoreError, WriteError};
use super::refusal::StandsOn;
use super::retraction::in_force_now;
use super::undone::{UNDONE, newest_about, rows_of};
use crate::domain::identity::Uid;
use rusqlite::{Connection, OptionalExtension};

/// A refusal lists at most this many rows.
const LISTED: usize = 5;

/// The condition that a fact is neither retracted nor undone. Its alias is `newer`.
fn counts() -> String {
    format!(
        "newer.changeset NOT IN ({UNDONE})
         AND NOT EXISTS (SELECT 1 FROM retraction WHERE retraction.fact = newer.id AND {})",
        in_force_now()
    )
}

/// The later rows that depend on a changeset, each with its kind, its name, and the changeset that recorded
/// it: facts of its reports, corrections of its facts, and newer versions of what it edited.
fn later_rows(connection: &Connection, of: i64) -> Result<Vec<StandsOn>, StoreError> {
    let none = (0, -1);
    let reports = rows_of(connection, "report", of)?.unwrap_or(none);
    let facts = rows_of(connection, "fact", of)?.unwrap_or(none);
    let mut found = Vec::new();
    for (sql, (first, last)) in [
        (facts_of_reports(), reports),
        (corrections(), facts),
        (newer_names(), none),
        (newer_versions_of_reports(), none),
        (facts_of_versions(), none),
    ] {
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query([first, last, of])?;
        while let Some(row) = rows.next()? {
            let uid: Option<[u8; 16]> = row.get(1)?;
            let key = match uid {
                Some(uid) => Uid(uid).short(),
                None => row.get(2)?,
            };
            found.push(StandsOn { what: row.get(0)?, key, changeset: row.get(3)? });
        }
    }
    Ok(found)
}

/// The later facts of the reports with ids from `?1` to `?2`, unless another changeset also recorded the report. `?3`
/// is the changeset, here and in the queries below.
fn facts_of_reports() -> String {
    format!(
        "SELECT 'fact', newer.uid, NULL, newer.changeset FROM main.report AS report
         CROSS JOIN fact AS newer ON newer.report = report.id
         WHERE report.id BETWEEN ?1 AND ?2 AND newer.changeset <> ?3 AND {}
           AND NOT EXISTS (SELECT 1 FROM also_recorded AS also
                           WHERE also.uid = report.uid AND also.changeset NOT IN ({UNDONE}))",
        counts()
    )
}

/// The later corrections of the facts with ids from `?1` to `?2`.
fn corrections() -> String {
    format!(
        "SELECT 'correction', newer.uid, NULL, newer.changeset FROM fact AS newer
         CROSS JOIN fact AS old ON old.uid = newer.replaces
         WHERE newer.replaces IS NOT NULL AND old.id BETWEEN ?1 AND ?2 AND newer.changeset <> ?3
           AND {}",
        counts()
    )
}

/// The newer versions of the places, actors and indicators that the changeset edited. A version that was there before
/// the changeset arrived does not depend on it.
fn newer_names() -> String {
    format!(
        "SELECT DISTINCT mine.kind, NULL, mine.key, newer.changeset FROM reference_version AS mine
         JOIN reference_version AS newer
           ON newer.kind = mine.kind AND newer.key = mine.key AND newer.id > mine.id
         WHERE mine.changeset = ?3 AND newer.changeset > ?3 AND ?1 IS NOT ?2
           AND newer.changeset NOT IN ({UNDONE})
           AND EXISTS (SELECT 1 FROM reference_version AS older
             WHERE older.kind = mine.kind AND older.key = mine.key AND older.id < mine.id)"
    )
}

/// The newer versions of the reports that the changeset recorded or edited; see [`newer_names`].
fn newer_versions_of_reports() -> String {
    format!(
        "SELECT DISTINCT 'edit of report', NULL, newer.key, newer.changeset
         FROM report_version AS newer JOIN main.report AS report ON report.id = newer.report
         WHERE newer.changeset > ?3 AND newer.changeset NOT IN ({UNDONE}) AND ?1 IS NOT ?2
           AND (report.changeset = ?3 AND NOT EXISTS (SELECT 1 FROM also_recorded AS also
                  WHERE also.uid = report.uid AND also.changeset NOT IN ({UNDONE}))
                OR EXISTS (SELECT 1 FROM report_version AS mine
                  WHERE mine.changeset = ?3 AND mine.report = newer.report AND mine.id < newer.id))"
    )
}

/// The later facts of the reports that the changeset edited: their words were read against the date, and
/// their quotes found in the text, of its version.
fn facts_of_versions() -> String {
    format!(
        "SELECT 'fact', newer.uid, NULL, newer.changeset FROM report_version AS mine
         CROSS JOIN fact AS newer ON newer.report = mine.report
         WHERE mine.changeset = ?3 AND newer.changeset > ?3 AND ?1 IS NOT ?2 AND {}
           AND (mine.text IS NOT NULL AND newer.quote_check IN ('found', 'unchecked')
                OR newer.when_text IS NOT NULL AND mine.published IS NOT coalesce(
                  (SELECT older.published FROM report_version AS older
                   WHERE older.report = mine.report AND older.id < mine.id
                     AND older.changeset NOT IN ({UNDONE}) ORDER BY older.id DESC LIMIT 1),
                  (SELECT published FROM main.report AS r WHERE r.id = mine.report)))",
        counts()
    )
}

/// Fails if later rows depend on a changeset. The refusal names the changeset that must be undone first.
pub(super) fn unless_depended_on(
    connection: &Connection,
    of: i64,
    uid: Uid,
) -> Result<(), WriteError> {
    refuse_for(connection, later_rows(connection, of)?, uid)
}

/// If there are later rows, refuses to undo a changeset, or to take its undo back.
fn refuse_for(
    connection: &Connection,
    mut later: Vec<StandsOn>,
    uid: Uid,
) -> Result<(), WriteError> {
    if later.is_empty() {
        return Ok(());
    }
    let newest = |rows: &[StandsOn]| rows.iter().map(|row| row.changeset).max();
    let mut first = newest(&later);
    // Rows that depend on that changeset must be undone before it.
    while let Some(next) = first.map(|id| later_rows(connection, id)).transpose()? {
        match newest(&next).filter(|id| Some(*id) > first) {
            Some(id) => first = Some(id),
            None => break,
        }
    }
    let sql = "SELECT uid FROM changeset WHERE id = ?1";
    let first = connection.query_row(sql, [first], |row| Ok(Uid(row.get(0)?).short()))?;
    let more = later.len().saturating_sub(LISTED);
    later.truncate(LISTED);
    Err(WriteError::StoodOn { changeset: uid.short(), later, more, first })
}

/// Fails if an edit of an undone changeset would have no effect if it counted again, because the row was edited again
/// since. The refusal names the changeset that must be undone first.
pub(super) fn unless_edited_since(
    connection: &Connection,
    of: i64,
    uid: Uid,
) -> Result<(), WriteError> {
    let sql = format!(
        "SELECT 'edit of ' || mine.kind, mine.key, newer.changeset FROM reference_version AS mine
         JOIN reference_version AS newer
           ON newer.kind = mine.kind AND newer.key = mine.key AND newer.id > mine.id
         WHERE mine.changeset = ?1 AND newer.changeset <> ?1 AND newer.changeset NOT IN ({UNDONE})
           AND EXISTS (SELECT 1 FROM reference_version AS older
             WHERE older.kind = mine.kind AND older.key = mine.key AND older.id < mine.id)
         UNION SELECT 'edit of report', newer.key, newer.changeset FROM report_version AS mine
         JOIN report_version AS newer ON newer.report = mine.report AND newer.id > mine.id
         WHERE mine.changeset = ?1 AND newer.changeset <> ?1 AND newer.changeset NOT IN ({UNDONE})
         ORDER BY 3"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement.query_map([of], |row| {
        Ok(StandsOn { what: row.get(0)?, key: row.get(1)?, changeset: row.get(2)? })
    })?;
    refuse_for(connection, found.collect::<Result<_, _>>()?, uid)
}

/// Fails if the rows of an undone changeset depend on others that are undone. The refusal names the undo that must be
/// taken back first.
pub(super) fn unless_unfounded(
    connection: &Connection,
    of: i64,
    uid: Uid,
) -> Result<(), WriteError> {
    let (first, last) = rows_of(connection, "fact", of)?.unwrap_or((0, -1));
    let sql = format!(
        "SELECT changeset.uid FROM changeset WHERE id <> ?3 AND id IN ({UNDONE}) AND id IN (
           SELECT report.changeset FROM fact JOIN main.report AS report ON report.id = fact.report
           WHERE fact.id BETWEEN ?1 AND ?2 AND NOT EXISTS (
             SELECT 1 FROM also_recorded AS also
             WHERE also.uid = report.uid AND also.changeset NOT IN ({UNDONE}))
           UNION ALL SELECT old.changeset FROM fact JOIN fact AS old ON old.uid = fact.replaces
           WHERE fact.id BETWEEN ?1 AND ?2
           UNION ALL SELECT (SELECT older.changeset FROM reference_version AS older
             WHERE older.kind = mine.kind AND older.key = mine.key AND older.id < mine.id
             ORDER BY older.id DESC LIMIT 1)
           FROM reference_version AS mine WHERE mine.changeset = ?3
           UNION ALL SELECT coalesce(
             (SELECT older.changeset FROM report_version AS older
              WHERE older.report = mine.report AND older.id < mine.id AND NOT EXISTS (
                SELECT 1 FROM undo JOIN changeset AS done ON done.uid = undo.undone
                WHERE done.id = older.changeset AND undo.changeset < mine.changeset
                  AND NOT EXISTS (SELECT 1 FROM redo
                    WHERE redo.undo = undo.id AND redo.changeset < mine.changeset))
              ORDER BY older.id DESC LIMIT 1),
             (SELECT r.changeset FROM main.report AS r WHERE r.id = mine.report AND NOT EXISTS (
                SELECT 1 FROM also_recorded AS also
                WHERE also.uid = r.uid AND also.changeset NOT IN ({UNDONE}))))
           FROM report_version AS mine WHERE mine.changeset = ?3)
         ORDER BY id DESC LIMIT 1"
    );
    let on = connection
        .prepare_cached(&sql)?
        .query_row([first, last, of], |row| Ok(Uid(row.get(0)?)))
        .optional()?;
    match on {
        None => Ok(()),
        Some(on) => {
            let by = newest_about(connection, on)?.unwrap_or_default();
            Err(WriteError::Unfounded { changeset: uid.short(), on: on.short(), by })
        }
    }
}
