//! Recomputes the chain of digests from the rows, to find changes.
//!
//! `row_hash` says what a digest covers. Columns that are computed from covered content are not covered; they
//! are recomputed and compared: uids, the bounds of a fact's time, the first day of a report, the hash of its
//! text, and the newest state of a reference row. The position of a quote in the text is not checked.

use super::Store;
use super::changeset::{self, RowHashes};
use super::changeset_reader::{ChangesetReader, RowOrHash, Table};
use super::decode::word;
use super::error::StoreError;
use super::reference::shows;
use super::reference_version::version_hash;
use super::report;
use super::report_row;
use super::row_hash::RowName;
use super::undone::UNDONE;
use crate::domain::actor::Actor;
use crate::domain::changeset::{ChangesetRecord, ReferenceKind};
use crate::domain::identity::{Uid, sha256};
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use crate::domain::report::Report;
use rusqlite::{Connection, OptionalExtension, Row};

/// The stored digest of a changeset, and the digest recomputed from its rows (SHA-256).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digests {
    /// The digest that was stored when the changeset was recorded.
    pub kept: [u8; 32],
    /// The digest of the rows as they are now.
    pub computed: [u8; 32],
    /// Whether all columns that are computed from covered content still match it: uids, bounds, the newest state of
    /// reference rows.
    pub follows: bool,
}

impl Digests {
    /// Whether neither covered content nor a column computed from it was changed.
    #[must_use]
    pub fn agree(&self) -> bool {
        self.kept == self.computed && self.follows
    }
}

impl Store {
    /// Recomputes the digest of a changeset from its rows. `None` if there is no such changeset.
    /// Fails with [`StoreError::Corrupt`] if a row cannot be read.
    pub fn digests(&self, changeset: Uid) -> Result<Option<Digests>, StoreError> {
        self.changeset_reader()?.digests(changeset)
    }
}

impl ChangesetReader<'_> {
    /// Recomputes the digest of a changeset, as [`Store::digests`] does, but reuses its work for
    /// many changesets.
    pub fn digests(&mut self, uid: Uid) -> Result<Option<Digests>, StoreError> {
        let Some(record) = self.record(uid)? else { return Ok(None) };
        let mut follows = Uid::of_digest(record.digest) == uid;
        let computed = self.compute(&record, |_, row_follows| follows &= row_follows)?;
        Ok(Some(Digests { kept: record.digest, computed, follows }))
    }

    /// Recomputes the digest of a changeset from its rows. Calls `each` for every row with its kind and its
    /// key or short uid, and whether the columns computed from its content match.
    pub(super) fn compute(
        &mut self,
        record: &ChangesetRecord,
        mut each: impl FnMut(&dyn Fn() -> RowName, bool),
    ) -> Result<[u8; 32], StoreError> {
        let uid = record.changeset.uid;
        let mut hashes = RowHashes::default();
        self.rows_and_hashed_facts(uid, |row| {
            let (hash, follows) = match &row {
                RowOrHash::Row(row) => {
                    let hash = row.hash(&record.changeset);
                    (hash, row.uid_follows(hash))
                }
                RowOrHash::Fact(fact) => (fact.hash, fact.follows),
            };
            each(&|| row.named(), follows);
            hashes.push(hash);
        })?;
        let versions = format!(
            "SELECT kind, key, content, sha256,
               changeset NOT IN ({UNDONE}) AND NOT EXISTS (
                 SELECT 1 FROM reference_version AS newer
                 WHERE newer.kind = v.kind AND newer.key = v.key AND newer.id > v.id
                   AND newer.changeset NOT IN ({UNDONE})),
               EXISTS (SELECT 1 FROM place WHERE v.kind = 'place' AND place.key = v.key AND withdrawn = 1)
                 OR EXISTS (SELECT 1 FROM actor WHERE v.kind = 'actor' AND actor.key = v.key AND withdrawn = 1)
                 OR EXISTS (SELECT 1 FROM indicator
                   WHERE v.kind = 'indicator' AND indicator.key = v.key AND withdrawn = 1)
             FROM reference_version AS v WHERE id BETWEEN ?1 AND ?2"
        );
        self.each_row(uid, Table::ReferenceVersion, &versions, |connection, row| {
            let (kind, key) = (word::<ReferenceKind>(row, 0)?, row.get::<_, String>(1)?);
            each(&|| (kind.as_str(), key.clone()), version_follows(connection, row)?);
            Ok(())
        })?;
        self.each_row(uid, Table::Report, REPORTS, |connection, row| {
            let (report, key) = (report_row::first(connection, row.get(0)?)?, row.get(5)?);
            let key: String = key;
            each(&|| ("report", key.clone()), report_follows(&report, row)?);
            Ok(())
        })?;
        self.each_row(uid, Table::ReportVersion, REPORT_VERSIONS, |connection, row| {
            let (report, key) = (report_row::version(connection, row.get(0)?)?, row.get(5)?);
            let key: String = key;
            each(&|| ("report", key.clone()), report_follows(&report, row)?);
            Ok(())
        })?;
        let previous = digest_of(self.connection(), record)?;
        Ok(changeset::digest(&record.changeset, previous, hashes))
    }
}

/// The digest of the previous changeset of the same replica; `None` if it is the first, or the
/// previous one is not in this file.
pub(super) fn digest_of(
    connection: &Connection,
    record: &ChangesetRecord,
) -> Result<Option<[u8; 32]>, StoreError> {
    let Some(previous) = record.previous else { return Ok(None) };
    let sql = "SELECT digest FROM changeset WHERE uid = ?1";
    let digest = connection.prepare_cached(sql)?.query_row([previous.0], |row| row.get(0));
    Ok(digest.optional()?)
}

/// Whether the hash of a version is correct and, for the newest version of a row that is not undone, whether the table
/// shows its content.
fn version_follows(connection: &Connection, row: &Row<'_>) -> Result<bool, StoreError> {
    let (kind, key, content) = (text(row, 0)?, text(row, 1)?, text(row, 2)?);
    let is_newest: bool = row.get(4)?;
    let is_shown = !is_newest
        || match kind {
            _ if row.get(5)? => false,
            "place" => shows::<Place>(connection, key, content)?,
            "actor" => shows::<Actor>(connection, key, content)?,
            _ => shows::<Indicator>(connection, key, content)?,
        };
    Ok(is_shown && row.get::<_, [u8; 32]>(3)? == version_hash(kind, key, content))
}

const REPORTS: &str = "SELECT id, text, text_sha256, published_earliest, published_latest, key
     FROM main.report WHERE id BETWEEN ?1 AND ?2";
const REPORT_VERSIONS: &str =
    "SELECT id, text, text_sha256, published_earliest, published_latest, key
     FROM report_version WHERE id BETWEEN ?1 AND ?2";

/// Whether the columns of a report, or of a version of one, that are computed from other columns match these.
fn report_follows(report: &Report, row: &Row<'_>) -> Result<bool, StoreError> {
    let text = row.get_ref(1)?.as_str_or_null().map_err(rusqlite::Error::from)?;
    let kept: Option<[u8; 32]> = row.get(2)?;
    let days = [report::earliest(report), report::latest(report)].map(|day| day.to_string());
    Ok(kept == text.map(sha256) && days == [self::text(row, 3)?, self::text(row, 4)?])
}

fn text<'r>(row: &'r Row<'_>, column: usize) -> rusqlite::Result<&'r str> {
    Ok(row.get_ref(column)?.as_str()?)
}
