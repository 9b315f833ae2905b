//! Reads and writes tables `retraction` and `reinstatement`. A row is retracted while it has a
//! retraction that no reinstatement takes back.

use super::Store;
use super::error::{StoreError, WriteError};
pub(super) use super::undone::end_of;
use super::undone::{self, EVER, UNDONE, UndoneRows, known_at, undone_at};
use crate::domain::identity::{Canonical, Uid};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeSet, HashSet};

impl Store {
    /// Calls `give` with the uid of every fact that is not undone, in no particular order.
    pub fn each_fact_uid(&self, mut give: impl FnMut(Uid)) -> Result<(), StoreError> {
        let undone = UndoneRows::at(&self.connection, "fact", EVER)?;
        let mut statement = self.connection.prepare_cached("SELECT uid, id FROM fact")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if undone.is_empty() || !undone.contains(row.get(1)?) {
                give(Uid(row.get(0)?));
            }
        }
        Ok(())
    }

    /// Whether any changeset was ever undone.
    pub fn has_undone(&self) -> Result<bool, StoreError> {
        undone::is_any(&self.connection)
    }

    /// The uids of reports whose recordings are all undone, and which were not retracted.
    pub fn undone_reports(&self) -> Result<BTreeSet<Uid>, StoreError> {
        let undone = UndoneRows::at(&self.connection, "report", EVER)?;
        let mut statement =
            self.connection.prepare_cached("SELECT uid FROM report WHERE id = ?1")?;
        let mut found = BTreeSet::new();
        for id in undone.ids() {
            let uid: Option<[u8; 16]> = statement.query_row([id], |row| row.get(0)).optional()?;
            let is_retracted = is_retracted(&self.connection, Target::Report(id))?;
            found.extend(uid.filter(|_| !is_retracted).map(Uid));
        }
        Ok(found)
    }

    /// The uids of facts that are retracted now. Facts that are undone, or whose report is retracted, are not included.
    pub fn retracted_facts(&self) -> Result<HashSet<Uid>, StoreError> {
        let sql = format!(
            "SELECT fact.uid FROM retraction JOIN fact ON fact.id = retraction.fact
             WHERE {}",
            in_force_now()
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let found =
            statement.query_map([], |row| row.get(0).map(Uid))?.collect::<Result<_, _>>()?;
        Ok(found)
    }
}

/// The target of a retraction, by its id.
#[derive(Clone, Copy)]
pub(super) enum Target {
    /// A fact.
    Fact(i64),
    /// A report together with all its facts.
    Report(i64),
}

impl Target {
    pub(super) fn column(self) -> &'static str {
        match self {
            Self::Fact(_) => "fact",
            Self::Report(_) => "report",
        }
    }

    pub(super) fn id(self) -> i64 {
        match self {
            Self::Fact(id) | Self::Report(id) => id,
        }
    }
}

/// The position of a retraction, reinstatement or assessment: its changeset, and its number (from
/// 0) among rows of its kind there.
pub(super) struct Act<'a> {
    pub(super) changeset: i64,
    pub(super) replica: &'a str,
    pub(super) seq: u64,
    pub(super) ordinal: i64,
}

/// SQL that decides whether a retraction is in force at a given time. `r` is its alias, and `c` that of its changeset.
pub(super) fn in_force_sql(moment: &str) -> String {
    let (undone, retracted, reinstated) = (undone_at(moment), known_at("c"), known_at("d"));
    format!(
        "{retracted} <= {moment} AND c.id NOT IN ({undone})
         AND NOT EXISTS (SELECT 1 FROM reinstatement AS b JOIN changeset AS d ON d.id = b.changeset
                         WHERE b.retraction = r.id AND {reinstated} <= {moment}
                           AND d.id NOT IN ({undone}))"
    )
}

/// SQL for the reason why a row of a table (`fact` or `report`) is retracted or undone at a moment; NULL if it is
/// neither. `id` is SQL for its id, `moment` a parameter. Few rows are retracted, and SQLite makes a temporary table
/// for each ORDER BY, so the reason is looked up only if there is a retraction.
pub(super) fn reason_sql(table: &str, id: &str, moment: &str) -> String {
    format!(
        "coalesce(CASE WHEN EXISTS (SELECT 1 FROM retraction AS r WHERE r.{table} = {id}) THEN
         (SELECT r.reason FROM retraction AS r JOIN changeset AS c ON c.id = r.changeset
          WHERE r.{table} = {id} AND {}
          ORDER BY c.recorded_at, r.uid LIMIT 1) END, {})",
        in_force_sql(moment),
        undone::reason_sql(table, id, moment)
    )
}

/// The reason why a row is retracted or undone now; `None` if it is neither. Rows of the current transaction are
/// included.
pub(super) fn reason(
    connection: &Connection,
    target: Target,
) -> Result<Option<String>, StoreError> {
    if let Some((_, _, reason)) = standing(connection, target)?.pop() {
        return Ok(Some(reason));
    }
    let undone = undone::undone_by(connection, target.column(), target.id())?;
    Ok(undone.map(|(_, reason)| reason))
}

/// SQL that decides whether a row of table `retraction` is in force now. Rows of the current transaction are included.
pub(super) fn in_force_now() -> String {
    format!(
        "retraction.changeset NOT IN ({UNDONE})
         AND NOT EXISTS (SELECT 1 FROM reinstatement AS back WHERE back.retraction = retraction.id
                         AND back.changeset NOT IN ({UNDONE}))"
    )
}

/// Whether a fact or report is retracted now; an undo does not count as a retraction.
pub(super) fn is_retracted(connection: &Connection, target: Target) -> Result<bool, StoreError> {
    Ok(!standing(connection, target)?.is_empty())
}

/// Fails if a fact or report is retracted or undone; `name` is its name in the message.
pub(super) fn unless_withdrawn(
    connection: &Connection,
    target: Target,
    name: &str,
) -> Result<(), WriteError> {
    let (what, key) = (target.column(), name.to_owned());
    if let Some((_, _, reason)) = standing(connection, target)?.pop() {
        return Err(WriteError::Retracted { what, key, reason });
    }
    match undone::undone_by(connection, what, target.id())? {
        Some((_, reason)) => Err(WriteError::Undone { what, key, reason }),
        None => Ok(()),
    }
}

/// The id, uid and reason of each retraction that is in force.
fn standing(
    connection: &Connection,
    target: Target,
) -> Result<Vec<(i64, Uid, String)>, StoreError> {
    let sql = format!(
        "SELECT id, uid, reason FROM retraction WHERE {} = ?1 AND {} ORDER BY id",
        target.column(),
        in_force_now()
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement
        .query_map([target.id()], |row| Ok((row.get(0)?, Uid(row.get(1)?), row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    Ok(found)
}

/// Records the retraction of a fact or report; returns the hash of the row. Fails if it is
/// retracted already, or `reason` is blank.
pub(super) fn retract(
    connection: &Connection,
    target: Target,
    uid: Uid,
    name: &str,
    reason: &str,
    act: &Act<'_>,
) -> Result<[u8; 32], WriteError> {
    WriteError::unless_said("reason", reason)?;
    unless_withdrawn(connection, target, name)?;
    let hash = hash("retraction", target.column(), uid, reason, act);
    insert(connection, target, hash, reason, act)?;
    Ok(hash)
}

/// Inserts the row of a retraction.
pub(super) fn insert(
    connection: &Connection,
    target: Target,
    hash: [u8; 32],
    reason: &str,
    act: &Act<'_>,
) -> rusqlite::Result<()> {
    let sql = format!(
        "INSERT INTO retraction (uid, {}, reason, changeset, ordinal) VALUES (?1, ?2, ?3, ?4, ?5)",
        target.column()
    );
    connection.prepare_cached(&sql)?.execute(params![
        Uid::of_digest(hash).0,
        target.id(),
        reason,
        act.changeset,
        act.ordinal
    ])?;
    Ok(())
}

/// Takes back all retractions of a fact or report; after a merge there may be several. Returns the hashes of the rows,
/// whose ordinals continue from that of `act`. Fails if it is neither retracted nor undone, or `reason` is blank.
pub(super) fn reinstate(
    connection: &Connection,
    target: Target,
    name: &str,
    reason: &str,
    act: &Act<'_>,
) -> Result<Vec<[u8; 32]>, WriteError> {
    WriteError::unless_said("reason", reason)?;
    let standing = standing(connection, target)?;
    let undone = undone::undone_by(connection, target.column(), target.id())?;
    if standing.is_empty() && undone.is_none() {
        return Err(WriteError::NotRetracted { what: target.column(), key: name.to_owned() });
    }
    let mut hashes = Vec::new();
    for (ordinal, (retraction, uid, _)) in (act.ordinal..).zip(standing) {
        let act = Act { ordinal, ..*act };
        let hash = hash("reinstatement", "retraction", uid, reason, &act);
        insert_reinstatement(connection, retraction, hash, reason, &act)?;
        hashes.push(hash);
    }
    Ok(hashes)
}

/// Inserts the row of a reinstatement.
pub(super) fn insert_reinstatement(
    connection: &Connection,
    retraction: i64,
    hash: [u8; 32],
    reason: &str,
    act: &Act<'_>,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO reinstatement (uid, retraction, reason, changeset, ordinal)
               VALUES (?1, ?2, ?3, ?4, ?5)";
    let uid = Uid::of_digest(hash).0;
    let row = params![uid, retraction, reason, act.changeset, act.ordinal];
    connection.prepare_cached(sql)?.execute(row)?;
    Ok(())
}

/// The id of the retraction with this uid; `None` if there is none.
pub(super) fn id_of(connection: &Connection, uid: Uid) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT id FROM retraction WHERE uid = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([uid.0], |row| row.get(0)).optional()?)
}

/// The hash of a retraction or reinstatement: its target, its reason, and its position in the
/// changeset. The first half of the hash is the uid of the row.
pub(super) fn hash(kind: &str, about: &str, uid: Uid, reason: &str, act: &Act<'_>) -> [u8; 32] {
    Canonical::of(kind)
        .field(about, uid.0)
        .field("reason", reason)
        .field("replica", act.replica)
        .field("seq", act.seq.to_string())
        .field("ordinal", act.ordinal.to_string())
        .digest()
}

/// The id of the fact with this uid; `None` if there is none.
pub(super) fn fact_id(connection: &Connection, uid: Uid) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT id FROM fact WHERE uid = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([uid.0], |row| row.get(0)).optional()?)
}
