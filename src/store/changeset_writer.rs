//! Inserts changesets that were recorded in other databases, row by row.

use super::encoded_fact::Batch;
use super::error::{StoreError, WriteError};
use super::fact_hashes::bounds_follow;
use super::retraction::{self, Act, Target};
use super::version_order::VersionOrder;
use super::writer::Writer;
use super::{
    Store, assessment, chain, changeset, changeset_reader, fact, names_in_use, reference_version,
    report, report_version, undoing,
};
use crate::domain::actor::Actor;
use crate::domain::changeset::{
    ChangesetRecord, FactRecord, RedoRecord, ReferenceKind, ReinstatementRecord, ReportRecord,
    RowRecord, VersionRecord, WithdrawnUid,
};
use crate::domain::identity::Uid;
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use rusqlite::{OptionalExtension, params};

/// The reason why a changeset of another database is refused. None of its rows is stored.
#[derive(Debug, thiserror::Error)]
pub enum ChangesetError {
    /// A row or the metadata do not match the digest.
    #[error("changeset `{changeset}`: {what} does not match its digest")]
    Altered {
        /// The short uid of the refused changeset.
        changeset: String,
        /// The part that does not match: one row, the rows as a whole, or the metadata.
        what: String,
    },
    /// The previous changeset of its replica is not in this file, so the chain would break.
    #[error("changeset `{changeset}`: it follows `{previous}`, which is not here")]
    Unlinked {
        /// The short uid of the refused changeset.
        changeset: String,
        /// The short uid of the previous changeset.
        previous: String,
    },
    /// The same report is in this file with other content.
    #[error("report `{key}`: recorded here with other content")]
    Differs {
        /// The key of the report in this file.
        key: String,
    },
    /// The calls are incomplete: a changeset was begun but not ended, or one of its rows was
    /// refused.
    #[error("a changeset was only partly recorded")]
    Unfinished,
    /// A row cannot be recorded.
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl From<StoreError> for ChangesetError {
    fn from(error: StoreError) -> Self {
        Self::Write(error.into())
    }
}

impl From<rusqlite::Error> for ChangesetError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Write(error.into())
    }
}

/// Inserts changesets that were recorded in other databases. Call `begin`, `put` for each row, and
/// `end` for each changeset, then `commit`; dropping the writer undoes everything. Takes 32 bytes
/// of memory for each row of the current changeset.
pub struct ChangesetWriter<'s> {
    writer: Writer<'s>,
    arrived_at: String,
    under_way: Option<ChangesetRecord>,
    /// Whether a row of the current changeset was refused, so that it cannot be completed.
    is_refused: bool,
    order: VersionOrder,
}

impl Store {
    /// Begins to insert changesets of other databases, which arrive at this time (UTC, RFC 3339): their rows are not in
    /// this file before that time. Nobody else can record until the writer is committed or dropped. Fails if the file
    /// is locked or read-only.
    pub fn begin_changesets(&mut self, at: &str) -> Result<ChangesetWriter<'_>, StoreError> {
        let (writer, arrived_at) = (self.begin()?.keeping_indexes(), at.to_owned());
        let order = VersionOrder::of(writer.connection())?;
        Ok(ChangesetWriter { writer, arrived_at, under_way: None, is_refused: false, order })
    }
}

impl ChangesetWriter<'_> {
    /// Begins a changeset, and returns whether it is new to this file. If it is not new, `put` must not be called for
    /// its rows. Fails if its metadata do not match its digest, or the previous changeset of its replica is missing.
    pub fn begin(&mut self, record: &ChangesetRecord) -> Result<bool, ChangesetError> {
        if self.under_way.is_some() {
            return Err(ChangesetError::Unfinished);
        }
        let uid = record.changeset.uid;
        let is_first = record.changeset.seq == 1;
        if uid != Uid::of_digest(record.digest) || is_first != record.previous.is_none() {
            return Err(altered(record, "its metadata".to_owned()));
        }
        let connection = self.writer.connection();
        if changeset::id_of(connection, uid)?.is_some() {
            return Ok(false);
        }
        if let (Some(previous), None) = (record.previous, chain::digest_of(connection, record)?) {
            let (changeset, previous) = (uid.short(), previous.short());
            return Err(ChangesetError::Unlinked { changeset, previous });
        }
        self.writer.start_changeset(&record.changeset)?;
        self.order.begin(self.writer.connection(), self.writer.changeset, record)?;
        self.under_way = Some(record.clone());
        Ok(true)
    }

    /// Inserts a row of the current changeset, unless the file already has it. Fails if the row
    /// does not match its uid or cannot be recorded; then the changeset cannot be ended.
    pub fn put(&mut self, row: &RowRecord) -> Result<(), ChangesetError> {
        let put = self.put_whole(row);
        self.is_refused |= put.is_err();
        put
    }

    fn put_whole(&mut self, row: &RowRecord) -> Result<(), ChangesetError> {
        let Some(record) = &self.under_way else { return Err(ChangesetError::Unfinished) };
        let hash = row.hash(&record.changeset);
        let bounds_follow = match row {
            RowRecord::Fact(record) => bounds_follow(&record.fact),
            _ => true,
        };
        if !row.uid_follows(hash) || !bounds_follow {
            let (what, key) = row.named();
            return Err(altered(record, format!("{what} `{key}`")));
        }
        if !self.insert(row, hash)? {
            let uid = self.uid_here(row, hash)?;
            self.writer.record_again(hash, uid)?;
        }
        self.writer.rows.push(hash);
        Ok(())
    }

    /// Ends the current changeset. Fails if rows are missing or their digest is not the stored one.
    pub fn end(&mut self) -> Result<(), ChangesetError> {
        if self.is_refused {
            return Err(ChangesetError::Unfinished);
        }
        let Some(record) = &self.under_way else { return Err(ChangesetError::Unfinished) };
        let rows = std::mem::take(&mut self.writer.rows);
        let is_whole = rows.len() as u64 == record.changeset.row_count;
        let connection = self.writer.connection();
        let previous = chain::digest_of(connection, record)?;
        if !is_whole || changeset::digest(&record.changeset, previous, rows) != record.digest {
            return Err(altered(record, "what it recorded".to_owned()));
        }
        let (id, previous) = (self.writer.changeset, record.previous);
        let arrived_at = Some(self.arrived_at.as_str());
        changeset::insert(connection, id, &record.changeset, previous, record.digest, arrived_at)?;
        self.under_way = None;
        let names_moved = self.order.sort(connection)?;
        names_in_use::settle(connection, names_moved)?;
        Ok(())
    }

    /// Commits all changesets that were ended. Fails if one is not ended.
    pub fn commit(self) -> Result<(), ChangesetError> {
        if self.under_way.is_some() || self.is_refused {
            return Err(ChangesetError::Unfinished);
        }
        Ok(self.writer.keep()?)
    }

    /// Inserts a row unless the file has it. Returns whether it was inserted.
    fn insert(&mut self, row: &RowRecord, hash: [u8; 32]) -> Result<bool, ChangesetError> {
        match row {
            RowRecord::Version(row) => self.version(row),
            RowRecord::Report(row) => self.report(row, hash),
            RowRecord::ReportVersion(row) => {
                Ok(report_version::put(&mut self.writer, row, hash, &mut self.order)?)
            }
            RowRecord::Fact(row) => self.fact(row, hash),
            RowRecord::Retraction(row) => {
                let target = match row.about {
                    WithdrawnUid::Fact(uid) => self.writer.fact_target(uid)?,
                    WithdrawnUid::Report(uid) => Target::Report(self.report_here(uid)?.0),
                };
                self.unless_here("retraction", row.uid, row.ordinal, |connection, act| {
                    retraction::insert(connection, target, hash, &row.reason, act)
                })
            }
            RowRecord::Reinstatement(row) => self.reinstatement(row, hash),
            RowRecord::Assessment(row) => {
                let fact = self.writer.fact_target(row.fact)?.id();
                self.unless_here("assessment", row.uid, row.ordinal, |connection, act| {
                    assessment::insert(connection, fact, hash, &row.assessment, act)
                })
            }
            RowRecord::Undo(row) => {
                self.unless_here("undo", row.uid, row.ordinal, |connection, act| {
                    let undone = row.undone.0;
                    undoing::insert(connection, "undo", "undone", undone, hash, &row.reason, act)
                })
            }
            RowRecord::Redo(row) => self.redo(row, hash),
            RowRecord::Elsewhere(_) => {
                let key = Uid::of_digest(hash).short();
                let missing = WriteError::Missing { what: "row recorded elsewhere", key };
                if self.is_here(hash)? || self.report_with(hash)?.is_some() {
                    Ok(false)
                } else {
                    Err(missing.into())
                }
            }
        }
    }

    /// Whether the file has a row with this hash, from another changeset.
    fn is_here(&self, hash: [u8; 32]) -> Result<bool, StoreError> {
        let connection = self.writer.connection();
        let sql = "SELECT EXISTS (SELECT 1 FROM fact WHERE uid = ?1)
                       OR EXISTS (SELECT 1 FROM report_version WHERE uid = ?1)
                       OR EXISTS (SELECT 1 FROM retraction WHERE uid = ?1)
                       OR EXISTS (SELECT 1 FROM reinstatement WHERE uid = ?1)
                       OR EXISTS (SELECT 1 FROM assessment WHERE uid = ?1)
                       OR EXISTS (SELECT 1 FROM undo WHERE uid = ?1)
                       OR EXISTS (SELECT 1 FROM redo WHERE uid = ?1)
                       OR EXISTS (SELECT 1 FROM reference_version WHERE sha256 = ?2)";
        let uid = Uid::of_digest(hash).0;
        Ok(connection.prepare_cached(sql)?.query_row(params![uid, hash], |row| row.get(0))?)
    }

    /// The uid of the report with this hash; `None` if the file has none. Table `report` has no column for the hash, so
    /// it is recomputed from the content.
    fn report_with(&self, hash: [u8; 32]) -> Result<Option<Uid>, StoreError> {
        let connection = self.writer.connection();
        let mut ids = connection.prepare_cached("SELECT id FROM main.report")?;
        let mut rows = ids.query([])?;
        while let Some(row) = rows.next()? {
            let (of_report, uid) = changeset_reader::report_hash(connection, row.get(0)?)?;
            if of_report == hash {
                return Ok(Some(uid));
            }
        }
        Ok(None)
    }

    /// The uid of a row if it is a fact or a report. The file already has this row from another changeset.
    fn uid_here(&self, row: &RowRecord, hash: [u8; 32]) -> Result<Option<Uid>, StoreError> {
        match row {
            RowRecord::Fact(row) => Ok(Some(row.uid)),
            RowRecord::Report(row) => Ok(Some(row.report.uid)),
            RowRecord::Elsewhere(_) => {
                let uid = Uid::of_digest(hash);
                let is_fact = fact::exists(self.writer.connection(), uid)?;
                if is_fact { Ok(Some(uid)) } else { self.report_with(hash) }
            }
            _ => Ok(None),
        }
    }

    fn version(&mut self, row: &VersionRecord) -> Result<bool, ChangesetError> {
        let Some(record) = &self.under_way else { return Err(ChangesetError::Unfinished) };
        let put = match row.kind {
            ReferenceKind::Place => reference_version::put::<Place>,
            ReferenceKind::Actor => reference_version::put::<Actor>,
            ReferenceKind::Indicator => reference_version::put::<Indicator>,
        };
        let (connection, id) = (self.writer.connection(), self.writer.changeset);
        let is_read = put(connection, row, id, &mut self.order)?;
        if is_read { Ok(true) } else { Err(altered(record, format!("{} `{}`", row.kind, row.key))) }
    }

    fn report(&mut self, row: &ReportRecord, hash: [u8; 32]) -> Result<bool, ChangesetError> {
        let connection = self.writer.connection();
        let Some(record) = &self.under_way else { return Err(ChangesetError::Unfinished) };
        if let Some((id, key, _)) = report::by_uid(connection, row.report.uid)? {
            let here = changeset_reader::report(connection, id)?;
            let is_same = here.hash(&record.changeset) == hash;
            return if is_same { Ok(false) } else { Err(ChangesetError::Differs { key }) };
        }
        report::unless_key_taken(connection, &row.report.key, None)?;
        let publisher = self.writer.actor(&row.report.publisher)?;
        let republishes = row.republishes.map(|uid| self.report_here(uid)).transpose()?;
        let republishes = republishes.map(|(id, _)| id);
        let changeset = self.writer.changeset;
        report::insert(
            connection,
            &row.report,
            republishes,
            row.text.as_ref(),
            publisher,
            changeset,
        )?;
        Ok(true)
    }

    /// The id and key of a report in this file. Fails if it is not there.
    fn report_here(&self, uid: Uid) -> Result<(i64, String), WriteError> {
        let found = report::by_uid(self.writer.connection(), uid)?;
        let missing = || WriteError::Missing { what: "report", key: uid.short() };
        found.map(|(id, key, _)| (id, key)).ok_or_else(missing)
    }

    fn fact(&mut self, row: &FactRecord, hash: [u8; 32]) -> Result<bool, ChangesetError> {
        if fact::exists(self.writer.connection(), row.uid)? {
            return Ok(false);
        }
        let mut batch = Batch::default();
        batch.push(&row.fact, row.report, hash);
        self.writer.add_encoded(&batch)?;
        Ok(true)
    }

    fn reinstatement(
        &mut self,
        row: &ReinstatementRecord,
        hash: [u8; 32],
    ) -> Result<bool, ChangesetError> {
        let missing = || WriteError::Missing { what: "retraction", key: row.retraction.short() };
        let found = retraction::id_of(self.writer.connection(), row.retraction)?;
        let about = found.ok_or_else(missing)?;
        self.unless_here("reinstatement", row.uid, row.ordinal, |connection, act| {
            retraction::insert_reinstatement(connection, about, hash, &row.reason, act)
        })
    }

    fn redo(&mut self, row: &RedoRecord, hash: [u8; 32]) -> Result<bool, ChangesetError> {
        let sql = "SELECT id FROM undo WHERE uid = ?1";
        let found = self.writer.connection().query_row(sql, [row.undo.0], |row| row.get(0));
        let missing = || WriteError::Missing { what: "undo", key: row.undo.short() };
        let undo: i64 = found.optional()?.ok_or_else(missing)?;
        self.unless_here("redo", row.uid, row.ordinal, |connection, act| {
            undoing::insert(connection, "redo", "undo", undo, hash, &row.reason, act)
        })
    }

    /// Inserts a row unless the table has one with its uid. Returns whether it was inserted.
    fn unless_here(
        &mut self,
        table: &str,
        uid: Uid,
        ordinal: i64,
        insert: impl FnOnce(&rusqlite::Connection, &Act<'_>) -> rusqlite::Result<()>,
    ) -> Result<bool, ChangesetError> {
        let connection = self.writer.connection();
        let sql = format!("SELECT 1 FROM {table} WHERE uid = ?1");
        if connection.prepare_cached(&sql)?.exists([uid.0])? {
            return Ok(false);
        }
        insert(connection, &self.writer.act(ordinal))?;
        Ok(true)
    }
}

fn altered(record: &ChangesetRecord, what: String) -> ChangesetError {
    ChangesetError::Altered { changeset: record.changeset.uid.short(), what }
}
