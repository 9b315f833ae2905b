//! Reads and writes table `changeset`: acts of recording, chained by their digests.

use super::Store;
use super::error::StoreError;
use super::migrations;
use crate::domain::changeset::{Changeset, Recorder};
use crate::domain::identity::{Canonical, Uid};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeMap;

/// The program and its version, as stored in each changeset.
pub(super) const TOOL: &str = concat!("factline ", env!("CARGO_PKG_VERSION"));

/// The tables whose rows belong to changesets, each with SQL for the kind of a row, in the order in
/// which `log` lists kinds.
const TABLES: [(&str, &str); 9] = [
    ("fact", "'fact'"),
    ("report", "'report'"),
    ("report_version", "'report edit'"),
    ("retraction", "'retraction'"),
    ("reinstatement", "'reinstatement'"),
    ("assessment", "'assessment'"),
    ("undo", "'undo'"),
    ("redo", "'redo'"),
    ("reference_version", "kind"),
];

/// The number of rows of each kind that changesets recorded, by changeset uid.
pub type RecordedKinds = BTreeMap<Uid, Vec<(String, u64)>>;

impl Store {
    /// Every changeset, the newest first.
    pub fn changesets(&self) -> Result<Vec<Changeset>, StoreError> {
        self.newest_changesets(usize::MAX)
    }

    /// The newest changesets, at most `most`, the newest first.
    pub fn newest_changesets(&self, most: usize) -> Result<Vec<Changeset>, StoreError> {
        let sql = "SELECT uid, replica, seq, recorded_by, recorded_at, note, tool, row_count
                   FROM changeset ORDER BY recorded_at DESC, id DESC LIMIT ?1";
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.reading(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            Ok(statement.query_map([most], read)?.collect::<Result<_, _>>()?)
        })
    }

    /// The kinds of rows that these changesets recorded, with the number of rows of each, facts
    /// first. Reads only rows recorded since the oldest of them.
    pub fn recorded_kinds(&self, changesets: &[Changeset]) -> Result<RecordedKinds, StoreError> {
        let mut uids = BTreeMap::new();
        for changeset in changesets {
            let id = id_of(&self.connection, changeset.uid)?;
            uids.extend(id.map(|id| (id, changeset.uid)));
        }
        let oldest = uids.first_key_value().map_or(i64::MAX, |(id, _)| *id);
        let kinds = recorded_kinds(&self.connection, &uids, oldest)?;
        let rows = |kinds: &Vec<(String, u64)>| kinds.iter().map(|(_, rows)| rows).sum::<u64>();
        let found = |changeset: &Changeset| kinds.get(&changeset.uid).map_or(0, rows);
        let elsewhere = recorded_elsewhere(&self.connection, &uids)?;
        let elsewhere = |changeset: &Changeset| elsewhere.get(&changeset.uid).map_or(0, |n| *n);
        let is_whole = |changeset| found(changeset) + elsewhere(changeset) == changeset.row_count;
        if changesets.iter().all(is_whole) {
            return Ok(kinds);
        }
        // Row counts differ, so rows have other ids, after a merge or by another program; all must be read.
        recorded_kinds(&self.connection, &uids, i64::MIN)
    }
}

/// The number of rows that each of these changesets has in common with an earlier one, which stores
/// them.
fn recorded_elsewhere(
    connection: &Connection,
    uids: &BTreeMap<i64, Uid>,
) -> Result<BTreeMap<Uid, u64>, StoreError> {
    let sql = "SELECT count(*) FROM also_recorded WHERE changeset = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let count = |(id, uid): (&i64, &Uid)| Ok((*uid, statement.query_row([id], |row| row.get(0))?));
    uids.iter().map(count).collect()
}

/// Counts the rows of these changesets by kind. Ids rise with recording, so a scan from the last
/// row back can end at the first row older than changeset `oldest`. Ids from 0 down belong to
/// edits of reports that are older than all others; these are all read. After a merge, versions of one
/// row have ids in the order of time, and the scan may end too early.
fn recorded_kinds(
    connection: &Connection,
    uids: &BTreeMap<i64, Uid>,
    oldest: i64,
) -> Result<RecordedKinds, StoreError> {
    let mut kinds = RecordedKinds::new();
    let version = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for (table, kind) in TABLES.into_iter().filter(|(name, _)| migrations::is_in(name, version)) {
        // `main.` counts hidden rows, too; their number is not secret.
        let sql = format!(
            "SELECT changeset, {kind}, id FROM main.{table} WHERE id <= ?1 ORDER BY id DESC"
        );
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query([i64::MAX])?;
        let mut counts: BTreeMap<(i64, String), u64> = BTreeMap::new();
        let mut run: Option<(i64, String, u64)> = None;
        while let Some(row) = rows.next()? {
            let changeset = row.get(0)?;
            if changeset < oldest {
                if row.get::<_, i64>(2)? > 0 {
                    drop(rows);
                    rows = statement.query([0])?;
                }
                continue;
            }
            let kind = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
            match &mut run {
                Some((of, what, rows)) if *of == changeset && what == kind => *rows += 1,
                _ => count_run(&mut counts, run.replace((changeset, kind.to_owned(), 1))),
            }
        }
        count_run(&mut counts, run);
        for ((changeset, kind), rows) in counts {
            if let Some(uid) = uids.get(&changeset) {
                kinds.entry(*uid).or_default().push((kind, rows));
            }
        }
    }
    Ok(kinds)
}

/// Adds a run of neighbouring rows of one changeset and kind to the counts.
fn count_run(counts: &mut BTreeMap<(i64, String), u64>, run: Option<(i64, String, u64)>) {
    if let Some((changeset, kind, rows)) = run {
        *counts.entry((changeset, kind)).or_default() += rows;
    }
}

/// Decodes a changeset from the columns uid, replica, seq, `recorded_by`, `recorded_at`, note,
/// tool, `row_count`.
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

/// The newest changeset of a replica, to which the next one is chained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) seq: u64,
    pub(super) uid: Uid,
    pub(super) digest: [u8; 32],
}

/// The newest changeset of a replica; `None` if it has none yet.
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

/// The id of the changeset with this uid; `None` if there is none.
pub(super) fn id_of(connection: &Connection, uid: Uid) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT id FROM changeset WHERE uid = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([uid.0], |row| row.get(0)).optional()?)
}

/// The id of the next changeset. Rows refer to it before the changeset itself is inserted.
pub(super) fn next_id(connection: &Connection) -> Result<i64, StoreError> {
    let sql = "SELECT coalesce(max(id), 0) + 1 FROM changeset";
    Ok(connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// The hash of a row (SHA-256).
type RowHash = [u8; 32];

/// The number of hashes in a chunk of [`RowHashes`].
const CHUNK: usize = 64;

/// The hashes of the rows of a changeset, of which there may be millions. They are grouped by their
/// first byte, so that each group fits into the processor's cache while it is sorted. Each group is a list of chunks,
/// so that nothing is copied when it grows, and hardly any memory is unused.
pub(super) struct RowHashes {
    by_first_byte: Vec<Vec<Vec<RowHash>>>,
    len: usize,
}

impl Default for RowHashes {
    fn default() -> Self {
        Self { by_first_byte: vec![Vec::new(); 256], len: 0 }
    }
}

impl RowHashes {
    /// Adds the hash of a row.
    pub(super) fn push(&mut self, hash: RowHash) {
        let chunks = &mut self.by_first_byte[usize::from(hash[0])];
        match chunks.last_mut() {
            Some(chunk) if chunk.len() < CHUNK => chunk.push(hash),
            _ => {
                let mut chunk = Vec::with_capacity(CHUNK);
                chunk.push(hash);
                chunks.push(chunk);
            }
        }
        self.len += 1;
    }

    /// The number of hashes.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no hash.
    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The hashes in ascending order, as [`digest`] takes them.
    pub(super) fn sorted(self) -> impl Iterator<Item = RowHash> {
        self.by_first_byte.into_iter().flat_map(|chunks| {
            let mut rows = chunks.concat();
            rows.sort_unstable();
            rows
        })
    }
}

impl Extend<RowHash> for RowHashes {
    fn extend<T: IntoIterator<Item = RowHash>>(&mut self, hashes: T) {
        hashes.into_iter().for_each(|hash| self.push(hash));
    }
}

/// The digest of a changeset: of its metadata, the digest of the previous changeset of its replica,
/// and the hashes of its rows in ascending order, so that the order of recording does not matter.
/// The uid of the changeset is the first half of the digest, and not part of its input.
pub(super) fn digest(
    changeset: &Changeset,
    previous: Option<[u8; 32]>,
    rows: RowHashes,
) -> [u8; 32] {
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

/// Inserts the row of a changeset, under the id to which its rows already refer. `arrived_at` is when it came into this
/// file from another one; `None` if it was recorded here.
pub(super) fn insert(
    connection: &Connection,
    id: i64,
    changeset: &Changeset,
    previous: Option<Uid>,
    digest: [u8; 32],
    arrived_at: Option<&str>,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO changeset (id, uid, replica, seq, previous, recorded_at, recorded_by,
               note, tool, row_count, digest, arrived_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
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
            digest,
            arrived_at
        ])?;
    Ok(())
}
