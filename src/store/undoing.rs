//! Undoes a changeset, as a changeset of its own, and takes an undo back.
//!
//! No row changes but those of places, actors and indicators, which show their newest version that
//! counts (`names_in_use`). What later rows stand on is refused.

use super::error::{StoreError, WriteError};
use super::names_in_use::{self, NameChange};
use super::refusal::StandsOn;
use super::retraction::{self, Act, stands_now};
use super::undone::{UNDONE, is_any, rows_of};
use super::writer::Writer;
use super::{Store, lookup_record};
use crate::domain::changeset::Changeset;
use crate::domain::identity::Uid;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// What an undo did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// The changeset whose rows no longer count, or count again.
    pub changeset: Uid,
    /// Whether its rows count again, because its undo was taken back.
    pub is_redo: bool,
    /// What became of places, actors and indicators.
    pub names: Vec<NameChange>,
}

/// The most rows that a refusal lists.
const LISTED: usize = 5;

/// The condition that a fact is neither retracted nor undone. Its alias is `newer`.
fn stands() -> String {
    format!(
        "newer.changeset NOT IN ({UNDONE})
         AND NOT EXISTS (SELECT 1 FROM retraction WHERE retraction.fact = newer.id AND {})",
        stands_now()
    )
}

impl Store {
    /// The newest changeset that was recorded in this file, and is neither undone nor an undo; `None`
    /// where there is none beside the first one, which made the database.
    pub fn newest_to_undo(&self) -> Result<Option<Uid>, StoreError> {
        let sql = format!(
            "SELECT uid FROM changeset WHERE replica = ?1 AND seq > 1 AND id NOT IN ({UNDONE})
               AND id NOT IN (SELECT changeset FROM undo) AND id NOT IN (SELECT changeset FROM redo)
             ORDER BY seq DESC LIMIT 1"
        );
        let replica = self.replica()?;
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_row([replica], |row| Ok(Uid(row.get(0)?))).optional()?)
    }

    /// Of these changesets those that are undone, each with the short uid of the changeset that undid it.
    pub fn undone_by(&self, changesets: &[Changeset]) -> Result<BTreeMap<Uid, String>, StoreError> {
        let mut undone = BTreeMap::new();
        if is_any(&self.connection)? {
            for Changeset { uid, .. } in changesets {
                let standing = standing_undos(&self.connection, *uid)?.pop();
                undone.extend(standing.map(|(_, _, by)| (*uid, by)));
            }
        }
        Ok(undone)
    }

    /// The short uid of the newest changeset that undid a changeset or took that back; `None` where it was
    /// never undone.
    pub fn newest_undo_of(&self, changeset: Uid) -> Result<Option<String>, StoreError> {
        newest_about(&self.connection, changeset)
    }
}

impl Writer<'_> {
    /// Undoes a changeset: its facts and reports no longer count, nor do its retractions, reinstatements,
    /// corrections, assessments and edits. Undoing an undo takes it back. Fails where the changeset is
    /// missing or undone already, where rows stand on it, or `reason` is blank.
    pub fn undo(&mut self, uid: Uid, reason: &str) -> Result<Undone, WriteError> {
        WriteError::unless_said("reason", reason)?;
        self.bulk.settle(self.connection())?;
        let connection = self.connection();
        let missing = || WriteError::Missing { what: "changeset", key: uid.short() };
        let id = lookup_record::changeset_id(connection, uid)?.ok_or_else(missing)?;
        let undoing = undoing(connection, id)?;
        let about = undoing.map_or(uid, |(_, about, _)| about);
        let standing = standing_undos(connection, about)?;
        let is_redo = matches!(undoing, Some((_, _, false)));
        let is_in_force = match undoing {
            Some((undo, _, false)) => standing.iter().any(|(id, _, _)| *id == undo),
            _ => standing.is_empty(),
        };
        if !is_in_force {
            let by = newest_about(connection, about)?.unwrap_or_default();
            return Err(WriteError::AlreadyUndone { changeset: uid.short(), by });
        }
        let of = lookup_record::changeset_id(connection, about)?.ok_or_else(missing)?;
        if is_redo {
            unless_unfounded(connection, of, about)?;
            unless_edited_since(connection, of, about)?;
            for (ordinal, (undo, undo_uid, _)) in (0..).zip(standing) {
                let act = self.act(ordinal);
                let hash = retraction::hash("redo", "undo", undo_uid, reason, &act);
                insert(connection, "redo", "undo", undo, hash, reason, &act)?;
                self.rows.push(hash);
            }
        } else {
            unless_stood_on(connection, of, about)?;
            let act = self.act(0);
            let hash = retraction::hash("undo", "changeset", about, reason, &act);
            insert(connection, "undo", "undone", about.0, hash, reason, &act)?;
            self.rows.push(hash);
        }
        let names = names_in_use::settle(self.connection())
            .map_err(|error| error.about(self.store().path()))?;
        Ok(Undone { changeset: about, is_redo, names })
    }
}

/// Inserts a row of `undo` or `redo`; `about` is what its column `column` has.
pub(super) fn insert(
    connection: &Connection,
    table: &str,
    column: &str,
    about: impl rusqlite::ToSql,
    hash: [u8; 32],
    reason: &str,
    act: &Act<'_>,
) -> rusqlite::Result<()> {
    let sql = format!(
        "INSERT INTO {table} (uid, {column}, reason, changeset, ordinal) VALUES (?1, ?2, ?3, ?4, ?5)"
    );
    let uid = Uid::of_digest(hash).0;
    let row = params![uid, about, reason, act.changeset, act.ordinal];
    connection.prepare_cached(&sql)?.execute(row)?;
    Ok(())
}

/// What a changeset undid: the id of the undo, the uid of the changeset that it is about, and whether it
/// was taken back by this one. `None` where the changeset has neither undo nor redo.
fn undoing(connection: &Connection, id: i64) -> Result<Option<(i64, Uid, bool)>, StoreError> {
    let sql = "SELECT id, undone, 0 FROM undo WHERE changeset = ?1
        UNION ALL SELECT undo.id, undo.undone, 1 FROM redo JOIN undo ON undo.id = redo.undo
        WHERE redo.changeset = ?1 LIMIT 1";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row([id], |row| Ok((row.get(0)?, Uid(row.get(1)?), row.get(2)?)));
    Ok(found.optional()?)
}

/// The undos of a changeset that stand: their ids and uids, and the short uids of their changesets.
fn standing_undos(
    connection: &Connection,
    about: Uid,
) -> Result<Vec<(i64, Uid, String)>, StoreError> {
    let sql = "SELECT undo.id, undo.uid, coalesce(changeset.uid, undo.uid) FROM undo
        LEFT JOIN changeset ON changeset.id = undo.changeset
        WHERE undone = ?1 AND NOT EXISTS (SELECT 1 FROM redo WHERE redo.undo = undo.id)
        ORDER BY undo.id";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement
        .query_map([about.0], |row| Ok((row.get(0)?, Uid(row.get(1)?), Uid(row.get(2)?).short())))?
        .collect::<Result<_, _>>()?;
    Ok(found)
}

/// The short uid of the newest changeset that undid a changeset or took that back.
fn newest_about(connection: &Connection, about: Uid) -> Result<Option<String>, StoreError> {
    let sql = "SELECT uid FROM changeset WHERE id = (
        SELECT max(id) FROM (SELECT changeset AS id FROM undo WHERE undone = ?1
          UNION ALL SELECT redo.changeset FROM redo JOIN undo ON undo.id = redo.undo
          WHERE undo.undone = ?1))";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row([about.0], |row| Ok(Uid(row.get(0)?).short())).optional()?)
}

/// The later rows that stand on a changeset, each with its kind, its name, and the changeset that recorded
/// it: facts of its reports, corrections of its facts, and newer versions of what it edited.
fn later_rows(connection: &Connection, of: i64) -> Result<Vec<StandsOn>, StoreError> {
    let none = (0, -1);
    let (first, last) = rows_of(connection, "report", of)?.unwrap_or(none);
    let facts = format!(
        "SELECT 'fact', newer.uid, NULL, newer.changeset FROM main.report AS report
         CROSS JOIN fact AS newer ON newer.report = report.id
         WHERE report.id BETWEEN ?1 AND ?2 AND newer.changeset <> ?3 AND {}
           AND NOT EXISTS (SELECT 1 FROM also_recorded AS also
                           WHERE also.uid = report.uid AND also.changeset NOT IN ({UNDONE}))",
        stands()
    );
    let (first_fact, last_fact) = rows_of(connection, "fact", of)?.unwrap_or(none);
    let corrections = format!(
        "SELECT 'correction', newer.uid, NULL, newer.changeset FROM fact AS newer
         CROSS JOIN fact AS old ON old.uid = newer.replaces
         WHERE newer.replaces IS NOT NULL AND old.id BETWEEN ?1 AND ?2 AND newer.changeset <> ?3
           AND {}",
        stands()
    );
    let edits = format!(
        "SELECT DISTINCT mine.kind, NULL, mine.key, newer.changeset FROM reference_version AS mine
         JOIN reference_version AS newer
           ON newer.kind = mine.kind AND newer.key = mine.key AND newer.id > mine.id
         WHERE mine.changeset = ?3 AND newer.changeset NOT IN (?3, ?1, ?2)
           AND newer.changeset NOT IN ({UNDONE})
           AND EXISTS (SELECT 1 FROM reference_version AS older
             WHERE older.kind = mine.kind AND older.key = mine.key AND older.id < mine.id)"
    );
    let later_versions = format!(
        "SELECT DISTINCT 'edit of report', NULL, newer.key, newer.changeset
         FROM report_version AS newer JOIN main.report AS report ON report.id = newer.report
         WHERE newer.changeset <> ?3 AND newer.changeset NOT IN ({UNDONE}) AND ?1 IS NOT ?2
           AND (report.changeset = ?3 AND NOT EXISTS (SELECT 1 FROM also_recorded AS also
                  WHERE also.uid = report.uid AND also.changeset NOT IN ({UNDONE}))
                OR EXISTS (SELECT 1 FROM report_version AS mine
                  WHERE mine.changeset = ?3 AND mine.report = newer.report AND mine.id < newer.id))"
    );
    // Their words were read against the date, and their quotes found in the text, of that version.
    let facts_of_versions = format!(
        "SELECT 'fact', newer.uid, NULL, newer.changeset FROM report_version AS mine
         CROSS JOIN fact AS newer ON newer.report = mine.report
         WHERE mine.changeset = ?3 AND newer.changeset > ?3 AND ?1 IS NOT ?2 AND {}
           AND (mine.text IS NOT NULL AND newer.quote_check IN ('found', 'unchecked')
                OR newer.when_text IS NOT NULL AND mine.published IS NOT coalesce(
                  (SELECT older.published FROM report_version AS older
                   WHERE older.report = mine.report AND older.id < mine.id
                     AND older.changeset NOT IN ({UNDONE}) ORDER BY older.id DESC LIMIT 1),
                  (SELECT published FROM main.report AS r WHERE r.id = mine.report)))",
        stands()
    );
    let mut found = Vec::new();
    for (sql, first, last) in [
        (facts, first, last),
        (corrections, first_fact, last_fact),
        (edits, -1, -1),
        (later_versions, 0, -1),
        (facts_of_versions, 0, -1),
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

/// Fails where later rows stand on a changeset. The refusal names the changeset to undo first.
fn unless_stood_on(connection: &Connection, of: i64, uid: Uid) -> Result<(), WriteError> {
    refuse_for(connection, later_rows(connection, of)?, uid)
}

/// Refuses to undo a changeset, or to take its undo back, for later rows, if there are any.
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
    // What stands on that changeset is to be undone before it.
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

/// Fails where an edit of an undone changeset would have no effect if it counted again: while it was undone,
/// the row was edited anew. The refusal names the changeset to undo first.
fn unless_edited_since(connection: &Connection, of: i64, uid: Uid) -> Result<(), WriteError> {
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

/// Fails where the rows of an undone changeset stand on others that are undone. The refusal names the
/// undo to take back first.
fn unless_unfounded(connection: &Connection, of: i64, uid: Uid) -> Result<(), WriteError> {
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
