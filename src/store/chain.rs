//! The chain of digests: what each changeset's digest covers, and computing it anew from the rows.
//!
//! Every content is written in the canonical form of [`crate::domain::identity::Canonical`]: its
//! kind and the version of that form, then each field as its name, its length in bytes and its
//! bytes; a field where nothing was said is left out. The hash of a row is the SHA-256 of:
//!
//! | row | kind | fields |
//! |---|---|---|
//! | fact with its attribution | `fact` | all that it says, its report by uid ([`crate::domain::fact::Fact::digest`]) |
//! | report | `report row` | every column; publisher by key, republished report by uid, text by its SHA-256 |
//! | version of a reference row | `reference` | kind, key, content (the row as JSON) |
//! | retraction | `retraction` | fact or report (uid), reason, replica, seq, ordinal |
//! | reinstatement | `reinstatement` | retraction (uid), reason, replica, seq, ordinal |
//! | assessment | `assessment` | fact (uid), reliability, credibility, disposition, reason, replica, seq, ordinal |
//!
//! The digest of a changeset has the kind `changeset`: replica, seq, previous (the digest of the
//! changeset before it in that replica), `recorded_at`, `recorded_by`, note, tool, `row_count`, and
//! the rows' hashes in ascending order. What follows from covered content is not covered again; it
//! is compared with what the content gives: the uids, the bounds of a when, the first day of a
//! report, the hash of its text, and the newest state of a reference row. The place of a quote is
//! not.

use super::Store;
use super::error::StoreError;
use super::fact_rows::FactRows;
use super::reference::{Which, shows, version_hash};
use super::retraction::{self, Act};
use super::row_keys::RowKeys;
use super::{assessment, changeset};
use crate::domain::actor::Actor;
use crate::domain::changeset::Changeset;
use crate::domain::filter::Filter;
use crate::domain::identity::{Uid, sha256};
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A digest as it was kept, and as the rows give it now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digests {
    /// As kept when the changeset was recorded.
    pub kept: [u8; 32],
    /// From the rows as they are.
    pub computed: [u8; 32],
    /// Whether what is kept beside the rows' content is what follows from it: uids, bounds, the
    /// newest state of reference rows.
    pub follows: bool,
}

impl Digests {
    /// Whether nothing was changed that the digest covers or that follows from it.
    #[must_use]
    pub fn agree(&self) -> bool {
        self.kept == self.computed && self.follows
    }
}

impl Store {
    /// Computes the digest of a changeset anew from its rows. `None` when there is no such
    /// changeset; [`StoreError::Corrupt`] when a row cannot even be read any more.
    pub fn digests(&self, changeset: Uid) -> Result<Option<Digests>, StoreError> {
        let sql = "SELECT uid, replica, seq, recorded_by, recorded_at, note, tool, row_count, id,
                     digest, (SELECT older.digest FROM changeset AS older
                              WHERE older.uid = changeset.previous)
                   FROM changeset WHERE uid = ?1";
        let found = self.connection.prepare_cached(sql)?.query_row([changeset.0], |row| {
            Ok((changeset::read(row)?, row.get(8)?, row.get(9)?, row.get(10)?))
        });
        let Some((changeset, id, kept, previous)) = found.optional()? else { return Ok(None) };
        let rows = row_hashes(&self.connection, &changeset, id)?;
        let follows = Uid::of_digest(kept) == changeset.uid && rows.iter().all(|row| row.follows);
        let mut hashes = changeset::Rows::default();
        hashes.extend(rows.into_iter().map(|row| row.hash));
        let computed = changeset::digest(&changeset, previous, hashes);
        Ok(Some(Digests { kept, computed, follows }))
    }
}

/// The hash of a row, from its content.
struct Hashed {
    hash: [u8; 32],
    /// Whether what is kept beside the content follows from it.
    follows: bool,
}

impl Hashed {
    /// A row whose uid is the first half of its hash.
    fn with_uid(hash: [u8; 32], uid: [u8; 16]) -> Self {
        Self { hash, follows: Uid::of_digest(hash) == Uid(uid) }
    }
}

/// The hashes of all rows of a changeset, from their content.
fn row_hashes(
    connection: &Connection,
    changeset: &Changeset,
    id: i64,
) -> Result<Vec<Hashed>, StoreError> {
    let mut hashes = facts(connection, id)?;
    hashes.extend(reports(connection, id)?);
    hashes.extend(versions(connection, id)?);
    hashes.extend(withdrawals(connection, changeset, id)?);
    hashes.extend(collect(connection, id, ASSESSMENTS, |row| assessed(row, changeset))?);
    hashes.extend(collect(
        connection,
        id,
        "SELECT row_hash FROM also_recorded WHERE changeset = ?1",
        |row| Ok(Hashed { hash: row.get(0)?, follows: true }),
    )?);
    Ok(hashes)
}

/// Versions of reference rows. The newest version of a row is what its table shows.
fn versions(connection: &Connection, changeset: i64) -> Result<Vec<Hashed>, StoreError> {
    let sql = "SELECT kind, key, content, sha256, NOT EXISTS (
                 SELECT 1 FROM reference_version AS newer
                 WHERE newer.kind = v.kind AND newer.key = v.key AND newer.id > v.id)
               FROM reference_version AS v WHERE changeset = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut found = statement.query(params![changeset])?;
    let mut hashes = Vec::new();
    while let Some(row) = found.next()? {
        let (kind, key, content) = (text(row, 0)?, text(row, 1)?, text(row, 2)?);
        let hash = version_hash(kind, key, content);
        let is_newest: bool = row.get(4)?;
        let is_shown = !is_newest
            || match kind {
                "place" => shows::<Place>(connection, key, content)?,
                "actor" => shows::<Actor>(connection, key, content)?,
                _ => shows::<Indicator>(connection, key, content)?,
            };
        let follows = is_shown && row.get::<_, [u8; 32]>(3)? == hash;
        hashes.push(Hashed { hash, follows });
    }
    Ok(hashes)
}

fn collect(
    connection: &Connection,
    changeset: i64,
    sql: &str,
    hash: impl FnMut(&Row<'_>) -> rusqlite::Result<Hashed>,
) -> Result<Vec<Hashed>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let hashes = statement.query_map([changeset], hash)?.collect::<Result<_, _>>()?;
    Ok(hashes)
}

fn text<'r>(row: &'r Row<'_>, column: usize) -> rusqlite::Result<&'r str> {
    Ok(row.get_ref(column)?.as_str()?)
}

fn optional_text<'r>(row: &'r Row<'_>, column: usize) -> rusqlite::Result<Option<&'r str>> {
    Ok(row.get_ref(column)?.as_str_or_null()?)
}

fn facts(connection: &Connection, changeset: i64) -> Result<Vec<Hashed>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT id FROM fact WHERE changeset = ?1")?;
    let numbers: Vec<i64> =
        statement.query_map([changeset], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut keys = RowKeys::of(connection, None);
    let mut hashes = Vec::with_capacity(numbers.len());
    FactRows::of(connection, &Filter::default())?.show(&numbers, |streamed| {
        let report = keys.report(streamed.report)?.uid;
        let fact = streamed.to_recorded(&mut keys)?.fact;
        let hash = fact.digest(report);
        let bounds_follow =
            fact.when.as_ref().is_none_or(|when| when.bounds == when.expression.bounds());
        let follows = bounds_follow && streamed.uid == Uid::of_digest(hash);
        hashes.push(Hashed { hash, follows });
        Ok::<_, StoreError>(())
    })?;
    Ok(hashes)
}

fn reports(connection: &Connection, changeset: i64) -> Result<Vec<Hashed>, StoreError> {
    let sql =
        "SELECT id, (SELECT other.uid FROM report AS other WHERE other.id = report.republishes),
                 text, captured_at, text_sha256, published_earliest
               FROM report WHERE changeset = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut found = statement.query(params![changeset])?;
    let mut hashes = Vec::new();
    while let Some(row) = found.next()? {
        let republishes: Option<[u8; 16]> = row.get(1)?;
        let text_sha256 = optional_text(row, 2)?.map(sha256);
        let captured_at = optional_text(row, 3)?;
        let loaded = super::report::load(connection, Which::Ids(&[row.get(0)?]), None)?;
        let kept_sha256: Option<[u8; 32]> = row.get(4)?;
        let earliest = text(row, 5)?;
        hashes.extend(loaded.iter().map(|(_, report)| {
            let hash = super::report::hash(report, republishes.map(Uid), text_sha256, captured_at);
            let follows = kept_sha256 == text_sha256
                && super::report::earliest(report).to_string() == earliest
                && super::report::identity(report) == report.uid;
            Hashed { hash, follows }
        }));
    }
    Ok(hashes)
}

fn withdrawals(
    connection: &Connection,
    changeset: &Changeset,
    id: i64,
) -> Result<Vec<Hashed>, StoreError> {
    let act =
        |ordinal| Act { changeset: id, replica: &changeset.replica, seq: changeset.seq, ordinal };
    let mut hashes = collect(
        connection,
        id,
        "SELECT iif(r.fact IS NULL, 'report', 'fact'), coalesce(fact.uid, report.uid), r.reason,
           r.ordinal, r.uid
         FROM retraction AS r LEFT JOIN fact ON fact.id = r.fact
         LEFT JOIN report ON report.id = r.report WHERE r.changeset = ?1",
        |row| {
            let about = Uid(row.get(1)?);
            let (what, reason, act) = (text(row, 0)?, text(row, 2)?, act(row.get(3)?));
            let hash = retraction::hash("retraction", what, about, reason, &act);
            Ok(Hashed::with_uid(hash, row.get(4)?))
        },
    )?;
    hashes.extend(collect(
        connection,
        id,
        "SELECT r.uid, b.reason, b.ordinal, b.uid FROM reinstatement AS b
         JOIN retraction AS r ON r.id = b.retraction WHERE b.changeset = ?1",
        |row| {
            let about = Uid(row.get(0)?);
            let (reason, act) = (text(row, 1)?, act(row.get(2)?));
            let hash = retraction::hash("reinstatement", "retraction", about, reason, &act);
            Ok(Hashed::with_uid(hash, row.get(3)?))
        },
    )?);
    Ok(hashes)
}

const ASSESSMENTS: &str = "SELECT fact.uid, a.reliability, a.credibility, a.disposition, a.reason,
      a.ordinal, a.uid
    FROM assessment AS a JOIN fact ON fact.id = a.fact WHERE a.changeset = ?1";

/// The hash of an assessment; its first half is the row's uid.
fn assessed(row: &Row<'_>, changeset: &Changeset) -> rusqlite::Result<Hashed> {
    let act =
        Act { changeset: 0, replica: &changeset.replica, seq: changeset.seq, ordinal: row.get(5)? };
    let hash = assessment::hash(Uid(row.get(0)?), &assessment::read(row, 1)?, &act);
    Ok(Hashed::with_uid(hash, row.get(6)?))
}
