//! Table `changeset`: acts of recording, chained by their digests.

use super::Store;
use super::error::StoreError;
use crate::domain::changeset::{Changeset, Recorder};
use crate::domain::identity::{Canonical, Uid};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeMap;

/// The program and its version, as each changeset keeps it.
pub(super) const TOOL: &str = concat!("factline ", env!("CARGO_PKG_VERSION"));

/// The rows of each changeset by kind; one pass over each table.
const KINDS: &str = "
    SELECT changeset.uid, counted.kind, counted.rows FROM (
      SELECT changeset, 'fact' AS kind, count(*) AS rows, 1 AS rank FROM fact GROUP BY changeset
      UNION ALL SELECT changeset, 'report', count(*), 2 FROM report GROUP BY changeset
      UNION ALL SELECT changeset, 'retraction', count(*), 3 FROM retraction GROUP BY changeset
      UNION ALL SELECT changeset, 'reinstatement', count(*), 4 FROM reinstatement GROUP BY changeset
      UNION ALL SELECT changeset, 'assessment', count(*), 5 FROM assessment GROUP BY changeset
      UNION ALL SELECT changeset, kind, count(*), 6 FROM reference_version GROUP BY changeset, kind
    ) AS counted JOIN changeset ON changeset.id = counted.changeset
    ORDER BY counted.changeset, counted.rank, counted.kind";

impl Store {
    /// Every changeset, the newest first.
    pub fn changesets(&self) -> Result<Vec<Changeset>, StoreError> {
        let sql = "SELECT uid, replica, seq, recorded_by, recorded_at, note, tool, row_count
                   FROM changeset ORDER BY recorded_at DESC, id DESC";
        let mut statement = self.connection.prepare_cached(sql)?;
        let found = statement.query_map([], read)?.collect::<Result<_, _>>()?;
        Ok(found)
    }

    /// What each changeset recorded: kinds of rows and how many of each, facts first.
    pub fn recorded_kinds(&self) -> Result<BTreeMap<Uid, Vec<(String, u64)>>, StoreError> {
        let mut statement = self.connection.prepare_cached(KINDS)?;
        let mut rows = statement.query([])?;
        let mut kinds: BTreeMap<Uid, Vec<(String, u64)>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            kinds.entry(Uid(row.get(0)?)).or_default().push((row.get(1)?, row.get(2)?));
        }
        Ok(kinds)
    }
}

/// A changeset from the columns uid, replica, seq, `recorded_by`, `recorded_at`, note, tool,
/// `row_count`.
pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Changeset> {
    Ok(Changeset {
        uid: Uid(row.get(0)?),
        replica: row.get(1)?,
        seq: row.get(2)?,
        recorder: Recorder { by: row.get(3)?, at: row.get(4)?, note: row.get(5)? },
        tool: row.get(6)?,
        row_count: row.get(7)?,
    })
}

/// The end of a replica's chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) seq: u64,
    pub(super) uid: Uid,
    pub(super) digest: [u8; 32],
}

/// The newest changeset that was made in a replica.
pub(super) fn last_link(
    connection: &Connection,
    replica: &str,
) -> Result<Option<Link>, StoreError> {
    let sql = "SELECT seq, uid, digest FROM changeset WHERE replica = ?1 ORDER BY seq DESC LIMIT 1";
    let link = connection.prepare_cached(sql)?.query_row([replica], |row| {
        Ok(Link { seq: row.get(0)?, uid: Uid(row.get(1)?), digest: row.get(2)? })
    });
    Ok(link.optional()?)
}

/// The id that the next changeset gets. Rows name it before it is there.
pub(super) fn next_id(connection: &Connection) -> Result<i64, StoreError> {
    let sql = "SELECT coalesce(max(id), 0) + 1 FROM changeset";
    Ok(connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// The hashes of the rows of a changeset, of which there may be millions: kept by their first byte,
/// so that what grows is never copied as a whole, and what is sorted fits the processor's memory.
pub(super) struct Rows {
    by_first_byte: Vec<Vec<[u8; 32]>>,
    len: usize,
}

impl Default for Rows {
    fn default() -> Self {
        Self { by_first_byte: vec![Vec::new(); 256], len: 0 }
    }
}

impl Rows {
    /// Adds the hash of a row.
    pub(super) fn push(&mut self, hash: [u8; 32]) {
        self.by_first_byte[usize::from(hash[0])].push(hash);
        self.len += 1;
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// In ascending order.
    fn sorted(self) -> impl Iterator<Item = [u8; 32]> {
        self.by_first_byte.into_iter().flat_map(|mut rows| {
            rows.sort_unstable();
            rows
        })
    }
}

impl Extend<[u8; 32]> for Rows {
    fn extend<T: IntoIterator<Item = [u8; 32]>>(&mut self, hashes: T) {
        hashes.into_iter().for_each(|hash| self.push(hash));
    }
}

/// The digest of a changeset: its metadata, the digest of the one before it in its replica, and
/// the hashes of its rows in ascending order, so that the order of recording does not count. The
/// changeset's own uid is the first half of the digest and no part of it.
pub(super) fn digest(changeset: &Changeset, previous: Option<[u8; 32]>, rows: Rows) -> [u8; 32] {
    let content = Canonical::of("changeset")
        .field("replica", &changeset.replica)
        .field("seq", changeset.seq.to_string())
        .optional("previous", previous)
        .field("recorded_at", &changeset.recorder.at)
        .field("recorded_by", &changeset.recorder.by)
        .optional("note", changeset.recorder.note.as_ref())
        .field("tool", &changeset.tool)
        .field("row_count", changeset.row_count.to_string());
    rows.sorted().fold(content, |content, row| content.field("row", row)).digest()
}

/// Writes the row.
pub(super) fn insert(
    connection: &Connection,
    id: i64,
    changeset: &Changeset,
    previous: Option<Uid>,
    digest: [u8; 32],
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO changeset (id, uid, replica, seq, previous, recorded_at, recorded_by,
               note, tool, row_count, digest)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            id,
            changeset.uid.0,
            changeset.replica,
            changeset.seq,
            previous.map(|uid| uid.0),
            changeset.recorder.at,
            changeset.recorder.by,
            changeset.recorder.note,
            changeset.tool,
            changeset.row_count,
            digest
        ])?;
    Ok(())
}
