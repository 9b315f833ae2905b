//! Makes the tables of places, actors and indicators show what counts after an undo or a merge: for each row the newest
//! version whose changeset is not undone. A row without such a version is withdrawn, unless something uses it: then it
//! is not found by name any more.

use super::decode;
use super::error::{StoreError, WriteError};
use super::reference::{self, PARENT};
use super::reference_version::{self, show_content};
use super::undone::{UNDONE, is_any};
use crate::domain::actor::Actor;
use crate::domain::changeset::ReferenceKind;
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use rusqlite::{Connection, OptionalExtension, params};

/// The effect of an undo on a place, an actor or an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameChange {
    /// Which kind of row it is.
    pub kind: ReferenceKind,
    /// The key of the row.
    pub key: String,
    /// The effect.
    pub change: Change,
}

/// The effect on a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The row is not found by name any more.
    Withdrawn,
    /// The row is found by name again.
    Restored,
    /// The row has the content of another version.
    Reversed,
    /// Its recording is undone, but something still uses it.
    Kept,
}

/// SQL for whether a fact is recorded by a changeset that is not undone.
fn fact_counts() -> String {
    format!(
        "(fact.changeset NOT IN ({UNDONE})
          OR fact.uid IN (SELECT uid FROM also_recorded WHERE uid IS NOT NULL AND changeset NOT IN ({UNDONE})))"
    )
}

/// A row with a version that was undone at some time.
struct Candidate {
    kind: ReferenceKind,
    key: String,
    /// Whether the row was withdrawn before.
    was_withdrawn: bool,
    /// Whether it has a version that counts.
    has_version: bool,
    /// The content of the version to be shown, if the table shows another one.
    shown: Option<String>,
    is_withdrawn: bool,
}

/// Makes the tables show the versions that count: of rows that an undo is about and, if a merge changed the
/// order of versions, of all rows with several. Returns the effect on each row that changed. Fails if a
/// P-code now belongs to another place, or if a place would be inside itself.
pub(super) fn settle(
    connection: &Connection,
    is_reordered: bool,
) -> Result<Vec<NameChange>, WriteError> {
    if !is_reordered && !is_any(connection)? {
        return Ok(Vec::new());
    }
    let mut candidates = candidates(connection, is_reordered)?;
    // Places may have exchanged their P-codes, and one may have been inside another that is inside it now.
    for row in candidates.iter().filter(|row| row.has_version && row.shown.is_some()) {
        release(connection, row)?;
    }
    for row in &candidates {
        if let Some(content) = row.shown.as_ref().filter(|_| row.has_version) {
            show(connection, row, content)?;
        }
        mark(connection, row, false)?;
    }
    for row in candidates.iter().filter(|row| !row.has_version) {
        show_undone(connection, row)?;
    }
    while withdraw_unused(connection, &mut candidates)? {}
    let changes = candidates.into_iter().filter_map(|row| {
        let change = match row {
            Candidate { was_withdrawn: false, is_withdrawn: true, .. } => Change::Withdrawn,
            Candidate { was_withdrawn: true, is_withdrawn: false, .. } => Change::Restored,
            Candidate { is_withdrawn: false, has_version: false, .. } => Change::Kept,
            Candidate { is_withdrawn: false, shown: Some(_), .. } => Change::Reversed,
            _ => return None,
        };
        Some(NameChange { kind: row.kind, key: row.key, change })
    });
    Ok(changes.collect())
}

/// Withdraws the rows whose recording is undone and that nothing uses, after the tables show all other rows as they
/// count.
pub(super) fn withdraw(connection: &Connection) -> Result<(), StoreError> {
    let mut candidates = candidates(connection, false)?;
    for row in &candidates {
        mark(connection, row, false)?;
    }
    while withdraw_unused(connection, &mut candidates)? {}
    Ok(())
}

/// The rows one of whose versions was undone at some time and, if `is_reordered`, those with several versions.
fn candidates(connection: &Connection, is_reordered: bool) -> Result<Vec<Candidate>, StoreError> {
    let sql = "SELECT v.kind, v.key FROM reference_version AS v
        JOIN changeset ON changeset.id = v.changeset
        WHERE changeset.uid IN (SELECT undone FROM undo)
        UNION SELECT kind, key FROM reference_version WHERE ?1 GROUP BY kind, key HAVING count(*) > 1
        ORDER BY 1, 2";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([is_reordered])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (kind, key): (ReferenceKind, String) = (decode::word(row, 0)?, row.get(1)?);
        let sql = format!("SELECT withdrawn IS NOT NULL FROM {kind} WHERE key = ?1");
        let was_withdrawn =
            connection.prepare_cached(&sql)?.query_row([&key], |row| row.get(0)).optional()?;
        let version = reference_version::shown(connection, kind.as_str(), &key)?;
        let has_version = version.as_ref().is_some_and(|version| version.counts);
        let shown = match version {
            Some(version) if !is_shown(connection, kind, &key, &version.content)? => {
                Some(version.content)
            }
            _ => None,
        };
        let was_withdrawn = was_withdrawn.unwrap_or(false);
        found.push(Candidate { kind, key, was_withdrawn, has_version, shown, is_withdrawn: false });
    }
    Ok(found)
}

fn is_shown(
    connection: &Connection,
    kind: ReferenceKind,
    key: &str,
    content: &str,
) -> Result<bool, StoreError> {
    match kind {
        ReferenceKind::Place => reference::shows::<Place>(connection, key, content),
        ReferenceKind::Actor => reference::shows::<Actor>(connection, key, content),
        ReferenceKind::Indicator => reference::shows::<Indicator>(connection, key, content),
    }
}

/// Makes the table show a version of a row.
fn show(connection: &Connection, row: &Candidate, content: &str) -> Result<(), WriteError> {
    match row.kind {
        ReferenceKind::Place => show_content::<Place>(connection, content),
        ReferenceKind::Actor => show_content::<Actor>(connection, content),
        ReferenceKind::Indicator => show_content::<Indicator>(connection, content),
    }
}

/// Makes the table show the first version of a row of which all versions are undone: something may use the
/// row. If the version cannot stand beside the rows that count, the table keeps what it has.
fn show_undone(connection: &Connection, row: &Candidate) -> Result<(), WriteError> {
    let Some(content) = &row.shown else { return Ok(()) };
    match show(connection, row, content) {
        Err(WriteError::PcodeTaken { .. } | WriteError::Loop { .. }) => Ok(()),
        shown => shown,
    }
}

/// Marks a row as withdrawn, or removes that mark.
fn mark(connection: &Connection, row: &Candidate, withdrawn: bool) -> Result<(), StoreError> {
    let sql = format!("UPDATE {} SET withdrawn = ?1 WHERE key = ?2", row.kind);
    connection.prepare_cached(&sql)?.execute(params![withdrawn.then_some(1), row.key])?;
    if withdrawn && row.kind == ReferenceKind::Place {
        drop_pcode(connection, &row.key)?;
    }
    Ok(())
}

/// Removes from the table what can keep other rows from being shown: the P-code and the parent of a row.
fn release(connection: &Connection, row: &Candidate) -> Result<(), StoreError> {
    if row.kind == ReferenceKind::Place {
        drop_pcode(connection, &row.key)?;
    }
    if row.kind != ReferenceKind::Indicator {
        let sql = format!("UPDATE {} SET {PARENT} = NULL WHERE key = ?1", row.kind);
        connection.prepare_cached(&sql)?.execute([&row.key])?;
    }
    Ok(())
}

/// Removes the P-code of a place from the table, so that another place can have it.
fn drop_pcode(connection: &Connection, key: &str) -> Result<(), StoreError> {
    let sql = "UPDATE place SET pcode = NULL WHERE key = ?1";
    connection.prepare_cached(sql)?.execute([key])?;
    Ok(())
}

/// Withdraws the rows that have no version that counts and that nothing uses. Returns whether there were any: then
/// their parents may also be unused.
fn withdraw_unused(
    connection: &Connection,
    candidates: &mut [Candidate],
) -> Result<bool, StoreError> {
    let mut is_any = false;
    for row in candidates.iter_mut().filter(|row| !row.has_version && !row.is_withdrawn) {
        if !is_used(connection, row)? {
            mark(connection, row, true)?;
            row.is_withdrawn = true;
            is_any = true;
        }
    }
    Ok(is_any)
}

/// Whether a fact or a report that counts, or a row that is not withdrawn, refers to a row.
fn is_used(connection: &Connection, row: &Candidate) -> Result<bool, StoreError> {
    let stands = fact_counts();
    let sql = match row.kind {
        ReferenceKind::Place => format!(
            "SELECT EXISTS (SELECT 1 FROM place AS child JOIN place ON place.id = child.parent
               WHERE place.key = ?1 AND child.withdrawn IS NULL)
             OR EXISTS (SELECT 1 FROM fact JOIN place ON place.id = fact.place
               WHERE place.key = ?1 AND {stands})"
        ),
        ReferenceKind::Actor => format!(
            "SELECT EXISTS (SELECT 1 FROM actor AS child JOIN actor ON actor.id = child.parent
               WHERE actor.key = ?1 AND child.withdrawn IS NULL)
             OR EXISTS (SELECT 1 FROM report JOIN actor ON actor.id = report.publisher
               WHERE actor.key = ?1 AND (report.changeset NOT IN ({UNDONE}) OR report.uid IN (
                 SELECT uid FROM also_recorded
                 WHERE uid IS NOT NULL AND changeset NOT IN ({UNDONE}))))
             OR EXISTS (SELECT 1 FROM attribution JOIN fact ON fact.id = attribution.fact
               WHERE attribution.actor = (SELECT id FROM actor WHERE key = ?1) AND {stands})"
        ),
        ReferenceKind::Indicator => format!(
            "SELECT EXISTS (SELECT 1 FROM fact
               WHERE fact.indicator = (SELECT id FROM indicator WHERE key = ?1) AND {stands})"
        ),
    };
    Ok(connection.prepare_cached(&sql)?.query_row([&row.key], |row| row.get(0))?)
}
