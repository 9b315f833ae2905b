//! Undoes a changeset by recording a new changeset, and undoes an undo.
//!
//! No row changes except those of places, actors and indicators, which show their newest version that counts
//! (`names_in_use`). If later rows depend on a changeset, undoing it is refused (`depended_on`).

use super::depended_on::{unless_depended_on, unless_edited_since, unless_unfounded};
use super::error::{StoreError, WriteError};
use super::names_in_use::{self, NameChange};
use super::retraction::{self, Act, Target};
use super::undone::{UNDONE, is_any, newest_about};
use super::writer::Writer;
use super::{Store, changeset, report, report_row};
use crate::domain::changeset::Changeset;
use crate::domain::identity::Uid;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// The effects of an undo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// The changeset whose rows no longer count, or count again.
    pub changeset: Uid,
    /// Whether its rows count again, because its undo was taken back.
    pub is_redo: bool,
    /// The effects on places, actors and indicators.
    pub names: Vec<NameChange>,
}

impl Store {
    /// The newest changeset that was recorded in this file, and is neither undone nor an undo; `None` if there is none
    /// except the first one, which made the database.
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

    /// Those of the given changesets that are undone, each with the short uid of the changeset that undid it.
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

    /// The short uid of the newest changeset that undid a changeset or took such an undo back; `None` if it was never
    /// undone.
    pub fn newest_undo_of(&self, changeset: Uid) -> Result<Option<String>, StoreError> {
        newest_about(&self.connection, changeset)
    }
}

impl Writer<'_> {
    /// Undoes a changeset: its facts and reports no longer count, and neither do its retractions, reinstatements,
    /// corrections, assessments and edits. Undoing an undo takes it back. Fails if the changeset is missing or undone
    /// already, if rows depend on it, or `reason` is blank.
    pub fn undo(&mut self, uid: Uid, reason: &str) -> Result<Undone, WriteError> {
        WriteError::unless_said("reason", reason)?;
        self.bulk.settle(self.connection())?;
        let connection = self.connection();
        let missing = || WriteError::Missing { what: "changeset", key: uid.short() };
        let id = changeset::id_of(connection, uid)?.ok_or_else(missing)?;
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
        let of = changeset::id_of(connection, about)?.ok_or_else(missing)?;
        if is_redo {
            unless_unfounded(connection, of, about)?;
            unless_edited_since(connection, of, about)?;
            for (ordinal, (undo, undo_uid, _)) in (0..).zip(standing) {
                let act = self.act(ordinal);
                let hash = retraction::hash("redo", "undo", undo_uid, reason, &act);
                insert(connection, "redo", "undo", undo, hash, reason, &act)?;
                self.rows.push(hash);
            }
            self.unless_doubled(of)?;
        } else {
            unless_depended_on(connection, of, about)?;
            let act = self.act(0);
            let hash = retraction::hash("undo", "changeset", about, reason, &act);
            insert(connection, "undo", "undone", about.0, hash, reason, &act)?;
            self.rows.push(hash);
        }
        let names = names_in_use::settle(self.connection(), false)
            .map_err(|error| error.about(self.store().path()))?;
        Ok(Undone { changeset: about, is_redo, names })
    }
}

impl Writer<'_> {
    /// Fails if a report that a changeset recorded or edited would count again although its document was recorded again
    /// in the meantime.
    fn unless_doubled(&self, of: i64) -> Result<(), WriteError> {
        let connection = self.connection();
        let sql = "SELECT id FROM main.report WHERE changeset = ?1
            UNION SELECT report FROM report_version WHERE changeset = ?1";
        let mut statement = connection.prepare_cached(sql)?;
        let ids = statement.query_map([of], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        for id in ids {
            let target = Target::Report(id);
            if retraction::reason(connection, target)?.is_some() {
                continue;
            }
            let report = report_row::by_id(connection, id, None)?;
            let key = report.key.clone();
            let checked = match report::standing_beside(connection, id)? {
                Some(by) => Err(WriteError::RecordedAnew { key: key.clone(), by: Some(by) }),
                None => report::unless_taken(connection, id, &report),
            };
            checked.or_else(|error| Err(self.discreet(error, &key)?))?;
        }
        Ok(())
    }
}

/// Inserts a row of `undo` or `redo`; `about` is the value of its column `column`.
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

/// The undo in a changeset: the id of the undo, the uid of the changeset that it is about, and whether it was taken
/// back by this one. `None` if the changeset has neither undo nor redo.
fn undoing(connection: &Connection, id: i64) -> Result<Option<(i64, Uid, bool)>, StoreError> {
    let sql = "SELECT id, undone, 0 FROM undo WHERE changeset = ?1
        UNION ALL SELECT undo.id, undo.undone, 1 FROM redo JOIN undo ON undo.id = redo.undo
        WHERE redo.changeset = ?1 LIMIT 1";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row([id], |row| Ok((row.get(0)?, Uid(row.get(1)?), row.get(2)?)));
    Ok(found.optional()?)
}

/// The undos of a changeset that are in force, the oldest first: their ids and uids, and the short uids of
/// their changesets.
fn standing_undos(
    connection: &Connection,
    about: Uid,
) -> Result<Vec<(i64, Uid, String)>, StoreError> {
    let sql = "SELECT undo.id, undo.uid, coalesce(changeset.uid, undo.uid) FROM undo
        LEFT JOIN changeset ON changeset.id = undo.changeset
        WHERE undone = ?1 AND NOT EXISTS (SELECT 1 FROM redo WHERE redo.undo = undo.id)
        ORDER BY coalesce(changeset.recorded_at, '9999'), undo.uid";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement
        .query_map([about.0], |row| Ok((row.get(0)?, Uid(row.get(1)?), Uid(row.get(2)?).short())))?
        .collect::<Result<_, _>>()?;
    Ok(found)
}
