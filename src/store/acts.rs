//! Reads what was done to a fact after it was recorded.

use super::Store;
use super::error::StoreError;
use crate::domain::act::{Act, Done, Subject};
use crate::domain::identity::Uid;
use rusqlite::{Connection, Row};

/// The acts on the fact with this uid, the oldest first. Subjects and kinds of acts are numbers, which [`read`]
/// decodes.
const ACTS: &str = "
    WITH own AS (SELECT id, uid, report, changeset FROM fact WHERE uid = ?1),
    of_report AS (SELECT id, uid, changeset FROM report WHERE id IN (SELECT report FROM own)),
    gone AS (
      SELECT id, changeset, reason, report IS NOT NULL AS of_report FROM retraction
      WHERE fact IN (SELECT id FROM own) OR report IN (SELECT report FROM own)),
    back AS (
      SELECT again.changeset, again.reason, gone.of_report
      FROM reinstatement AS again JOIN gone ON gone.id = again.retraction),
    recorded (subject, changeset, reason) AS (
      SELECT 0, changeset, NULL FROM own
      UNION ALL SELECT 0, changeset, '' FROM also_recorded WHERE uid IN (SELECT uid FROM own)
      UNION ALL SELECT 5, changeset, NULL FROM of_report
      UNION ALL SELECT 5, changeset, '' FROM also_recorded WHERE uid IN (SELECT uid FROM of_report)
      UNION ALL SELECT 1 + 2 * of_report, changeset, reason FROM gone
      UNION ALL SELECT 2 + 2 * of_report, changeset, reason FROM back),
    undone AS (
      SELECT recorded.subject, undo.id, undo.changeset, undo.reason FROM recorded
      JOIN changeset AS made ON made.id = recorded.changeset JOIN undo ON undo.undone = made.uid),
    act (subject, done, changeset, reason) AS (
      SELECT subject, 0, changeset, reason FROM recorded WHERE reason IS NOT NULL
      UNION ALL SELECT subject, 1, changeset, reason FROM undone
      UNION ALL SELECT subject, 2, redo.changeset, redo.reason
                FROM undone JOIN redo ON redo.undo = undone.id)
    SELECT act.subject, act.done, made.recorded_at, made.recorded_by, act.reason
    FROM act JOIN changeset AS made ON made.id = act.changeset
    ORDER BY made.recorded_at, made.id, act.done, act.subject";

impl Store {
    /// The acts on a fact after it was recorded, the oldest first: retractions and reinstatements of the fact and of
    /// its report, their being recorded again, and the undos of these acts.
    pub fn acts_on(&self, fact: Uid) -> Result<Vec<Act>, StoreError> {
        let acts = |connection: &Connection| -> Result<Vec<Act>, StoreError> {
            let mut statement = connection.prepare_cached(ACTS)?;
            Ok(statement.query_map([fact.0], read)?.collect::<Result<_, _>>()?)
        };
        self.reading(acts).map_err(|error| error.about(&self.path))
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Act> {
    let subject = match row.get::<_, i64>(0)? {
        0 => Subject::Recording,
        1 => Subject::Retraction,
        2 => Subject::Reinstatement,
        3 => Subject::RetractionOfReport,
        4 => Subject::ReinstatementOfReport,
        _ => Subject::RecordingOfReport,
    };
    let done = match row.get::<_, i64>(1)? {
        0 => Done::Recorded,
        1 => Done::Undone,
        _ => Done::Redone,
    };
    Ok(Act {
        subject,
        done,
        recorded_at: row.get(2)?,
        recorded_by: row.get(3)?,
        reason: row.get(4)?,
    })
}
