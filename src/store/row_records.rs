//! Decodes the short rows of changesets, each kind with its query for the rows with ids from `?1` to `?2`.

use super::{assessment, decode};
use crate::domain::changeset::{
    AssessmentRecord, RedoRecord, ReinstatementRecord, RetractionRecord, RowRecord, UndoRecord,
    VersionRecord, WithdrawnUid,
};
use crate::domain::identity::Uid;
use rusqlite::Row;

pub(super) const VERSIONS: &str =
    "SELECT kind, key, content FROM reference_version WHERE id BETWEEN ?1 AND ?2 ORDER BY id";

pub(super) fn version(row: &Row<'_>) -> rusqlite::Result<RowRecord> {
    let (kind, key, content) = (decode::word(row, 0)?, row.get(1)?, row.get(2)?);
    Ok(RowRecord::Version(VersionRecord { kind, key, content }))
}

pub(super) const RETRACTIONS: &str =
    "SELECT r.uid, r.fact IS NULL, coalesce(fact.uid, report.uid), r.reason,
       r.ordinal
     FROM retraction AS r LEFT JOIN fact ON fact.id = r.fact
     LEFT JOIN report ON report.id = r.report WHERE r.id BETWEEN ?1 AND ?2 ORDER BY r.id";

pub(super) fn retraction(row: &Row<'_>) -> rusqlite::Result<RowRecord> {
    let about = Uid(row.get(2)?);
    Ok(RowRecord::Retraction(RetractionRecord {
        uid: Uid(row.get(0)?),
        about: if row.get(1)? { WithdrawnUid::Report(about) } else { WithdrawnUid::Fact(about) },
        reason: row.get(3)?,
        ordinal: row.get(4)?,
    }))
}

pub(super) const REINSTATEMENTS: &str =
    "SELECT b.uid, r.uid, b.reason, b.ordinal FROM reinstatement AS b
     JOIN retraction AS r ON r.id = b.retraction WHERE b.id BETWEEN ?1 AND ?2 ORDER BY b.id";

pub(super) fn reinstatement(row: &Row<'_>) -> rusqlite::Result<RowRecord> {
    Ok(RowRecord::Reinstatement(ReinstatementRecord {
        uid: Uid(row.get(0)?),
        retraction: Uid(row.get(1)?),
        reason: row.get(2)?,
        ordinal: row.get(3)?,
    }))
}

pub(super) const ASSESSMENTS: &str = "SELECT a.uid, fact.uid, a.ordinal,
       a.reliability, a.credibility, a.disposition, a.reason, a.assessed_by
     FROM assessment AS a JOIN fact ON fact.id = a.fact WHERE a.id BETWEEN ?1 AND ?2 ORDER BY a.id";

pub(super) fn assessed(row: &Row<'_>) -> rusqlite::Result<RowRecord> {
    Ok(RowRecord::Assessment(AssessmentRecord {
        uid: Uid(row.get(0)?),
        fact: Uid(row.get(1)?),
        assessment: assessment::read(row, 3)?,
        ordinal: row.get(2)?,
    }))
}

pub(super) const UNDOS: &str =
    "SELECT uid, undone, reason, ordinal FROM undo WHERE id BETWEEN ?1 AND ?2 ORDER BY id";

pub(super) fn undo(row: &Row<'_>) -> rusqlite::Result<RowRecord> {
    Ok(RowRecord::Undo(UndoRecord {
        uid: Uid(row.get(0)?),
        undone: Uid(row.get(1)?),
        reason: row.get(2)?,
        ordinal: row.get(3)?,
    }))
}

pub(super) const REDOS: &str = "SELECT redo.uid, undo.uid, redo.reason, redo.ordinal FROM redo
     JOIN undo ON undo.id = redo.undo WHERE redo.id BETWEEN ?1 AND ?2 ORDER BY redo.id";

pub(super) fn redo(row: &Row<'_>) -> rusqlite::Result<RowRecord> {
    Ok(RowRecord::Redo(RedoRecord {
        uid: Uid(row.get(0)?),
        undo: Uid(row.get(1)?),
        reason: row.get(2)?,
        ordinal: row.get(3)?,
    }))
}
