//! Reads changesets as records: every row that each of them recorded, with uids and keys in place
//! of this file's ids.

use super::error::StoreError;
use super::fact_hashes::{self, HashedFact};
use super::fact_rows::FactRows;
use super::row_hash::RowName;
use super::row_keys::RowKeys;
use super::row_records::{
    ASSESSMENTS, REDOS, REINSTATEMENTS, RETRACTIONS, UNDOS, VERSIONS, assessed, redo,
    reinstatement, retraction, undo, version,
};
use super::{Store, changeset, report_row, report_version, row_hash};
use crate::domain::changeset::{ChangesetRecord, FactRecord, ReportRecord, RowRecord};
use crate::domain::filter::Filter;
use crate::domain::identity::Uid;
use crate::domain::report::CapturedText;
use rusqlite::{Connection, OptionalExtension, Row, Transaction};
use std::collections::{HashMap, HashSet};

/// Reads changesets in one state of the file, so nobody can record until the reader is dropped. One
/// pass over each table finds the rows of all changesets.
pub struct ChangesetReader<'s> {
    store: &'s Store,
    connection: &'s Connection,
    /// The read transaction; `None` if another one is open already.
    _state: Option<Transaction<'s>>,
    ranges: HashMap<Table, Ranges>,
}

/// The tables whose rows belong to changesets, in an order in which rows come before the rows that
/// refer to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Table {
    ReferenceVersion,
    Report,
    ReportVersion,
    Fact,
    Retraction,
    Reinstatement,
    Assessment,
    Undo,
    Redo,
}

impl Table {
    const ALL: [Self; 9] = [
        Self::ReferenceVersion,
        Self::Report,
        Self::ReportVersion,
        Self::Fact,
        Self::Retraction,
        Self::Reinstatement,
        Self::Assessment,
        Self::Undo,
        Self::Redo,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::ReferenceVersion => "reference_version",
            Self::Report => "report",
            Self::ReportVersion => "report_version",
            Self::Fact => "fact",
            Self::Retraction => "retraction",
            Self::Reinstatement => "reinstatement",
            Self::Assessment => "assessment",
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }
}

/// A row of a changeset; for a fact, only its hash.
pub(super) enum RowOrHash<'r> {
    Row(&'r RowRecord),
    Fact(HashedFact),
}

impl RowOrHash<'_> {
    /// The kind and name of the row in messages.
    pub(super) fn named(&self) -> RowName {
        match self {
            Self::Row(row) => row.named(),
            Self::Fact(fact) => ("fact", fact.uid.short()),
        }
    }
}

/// Ranges of neighbouring rows (first and last id), by the id of their changeset.
type Ranges = HashMap<i64, Vec<(i64, i64)>>;

impl Store {
    /// Begins to read changesets of this file. Fails if the file is locked.
    pub fn changeset_reader(&self) -> Result<ChangesetReader<'_>, StoreError> {
        let (connection, state) = (&self.connection, self.state()?);
        Ok(ChangesetReader { store: self, connection, _state: state, ranges: HashMap::new() })
    }
}

impl<'s> ChangesetReader<'s> {
    /// The metadata of a changeset; `None` if there is no such changeset.
    pub fn record(&self, uid: Uid) -> Result<Option<ChangesetRecord>, StoreError> {
        let sql = "SELECT uid, replica, seq, recorded_by, recorded_at, note, tool, row_count,
                     previous, digest FROM changeset WHERE uid = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let record = statement.query_row([uid.0], |row| {
            Ok(ChangesetRecord {
                changeset: changeset::read(row)?,
                previous: row.get::<_, Option<[u8; 16]>>(8)?.map(Uid),
                digest: row.get(9)?,
            })
        });
        Ok(record.optional()?)
    }

    /// Calls `each` for every row of a changeset, and keeps none of them. Rows come after the rows
    /// of the changeset that they refer to. Calls nothing if there is no such changeset. Fails
    /// if a row cannot be read or `each` fails.
    pub fn rows<E: From<StoreError>>(
        &mut self,
        uid: Uid,
        mut each: impl FnMut(&RowRecord) -> Result<(), E>,
    ) -> Result<(), E> {
        let Some(id) = self.id(uid)? else { return Ok(()) };
        for table in Table::ALL {
            for range in self.ranges(table, id)? {
                self.rows_between(table, range, &mut each)?;
            }
        }
        self.rows_elsewhere(id, &mut each)
    }

    /// Calls `each` as [`Self::rows`] does, with the hashes of facts instead of the facts. If there are many, the
    /// hashes are computed on two threads.
    pub(super) fn rows_and_hashed_facts(
        &mut self,
        uid: Uid,
        mut each: impl FnMut(RowOrHash<'_>),
    ) -> Result<(), StoreError> {
        let Some(id) = self.id(uid)? else { return Ok(()) };
        for table in Table::ALL {
            for range in self.ranges(table, id)? {
                if table == Table::Fact {
                    fact_hashes::between(self.store, range, |fact| each(RowOrHash::Fact(*fact)))?;
                } else {
                    self.rows_between(table, range, &mut |row: &RowRecord| {
                        each(RowOrHash::Row(row));
                        Ok::<_, StoreError>(())
                    })?;
                }
            }
        }
        self.rows_elsewhere(id, &mut |row: &RowRecord| {
            each(RowOrHash::Row(row));
            Ok(())
        })
    }

    /// Calls `each` for the rows that a changeset has in common with an earlier one.
    fn rows_elsewhere<E: From<StoreError>>(
        &self,
        id: i64,
        each: &mut impl FnMut(&RowRecord) -> Result<(), E>,
    ) -> Result<(), E> {
        let sql = "SELECT row_hash FROM also_recorded WHERE changeset = ?1";
        self.query(sql, (id, 0), |row| Ok(RowRecord::Elsewhere(row.get(0)?)), each)
    }

    pub(super) fn connection(&self) -> &'s Connection {
        self.connection
    }

    /// Calls `each` for the rows of a changeset in a table. `sql` selects rows with ids from `?1`
    /// to `?2`.
    pub(super) fn each_row(
        &mut self,
        uid: Uid,
        table: Table,
        sql: &str,
        mut each: impl FnMut(&Connection, &Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let Some(id) = self.id(uid)? else { return Ok(()) };
        for (first, last) in self.ranges(table, id)? {
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query([first, last])?;
            while let Some(row) = rows.next()? {
                each(self.connection, row)?;
            }
        }
        Ok(())
    }

    /// The table and id of a row that belongs to none of these changesets (their ids); `None` if
    /// every row belongs to one of them.
    pub(super) fn row_of_none(
        &mut self,
        changesets: &HashSet<i64>,
    ) -> Result<Option<(Table, i64)>, StoreError> {
        for table in Table::ALL {
            self.ranges(table, 0)?;
            let none = self.ranges[&table].iter().find(|(id, _)| !changesets.contains(*id));
            if let Some((first, _)) = none.and_then(|(_, ranges)| ranges.first()) {
                return Ok(Some((table, *first)));
            }
        }
        Ok(None)
    }

    fn id(&self, uid: Uid) -> Result<Option<i64>, StoreError> {
        changeset::id_of(self.connection, uid)
    }

    fn ranges(&mut self, table: Table, changeset: i64) -> Result<Vec<(i64, i64)>, StoreError> {
        if !self.ranges.contains_key(&table) {
            self.ranges.insert(table, ranges(self.connection, table)?);
        }
        Ok(self.ranges[&table].get(&changeset).cloned().unwrap_or_default())
    }

    fn rows_between<E: From<StoreError>>(
        &self,
        table: Table,
        range: (i64, i64),
        each: &mut impl FnMut(&RowRecord) -> Result<(), E>,
    ) -> Result<(), E> {
        match table {
            Table::ReferenceVersion => self.query(VERSIONS, range, version, each),
            Table::Report => self.reports(range, report, each),
            Table::ReportVersion => self.reports(range, version_of_report, each),
            Table::Fact => self.facts(range, each),
            Table::Retraction => self.query(RETRACTIONS, range, retraction, each),
            Table::Reinstatement => self.query(REINSTATEMENTS, range, reinstatement, each),
            Table::Assessment => self.query(ASSESSMENTS, range, assessed, each),
            Table::Undo => self.query(UNDOS, range, undo, each),
            Table::Redo => self.query(REDOS, range, redo, each),
        }
    }

    fn query<E: From<StoreError>>(
        &self,
        sql: &str,
        range: (i64, i64),
        record: impl Fn(&Row<'_>) -> rusqlite::Result<RowRecord>,
        each: &mut impl FnMut(&RowRecord) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut statement = self.connection.prepare_cached(sql).map_err(StoreError::from)?;
        let parameters = &[range.0, range.1][..statement.parameter_count().min(2)];
        let found = statement.query(rusqlite::params_from_iter(parameters));
        let mut rows = found.map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            each(&record(row).map_err(StoreError::from)?)?;
        }
        Ok(())
    }

    fn reports<E: From<StoreError>>(
        &self,
        (first, last): (i64, i64),
        record: fn(&Connection, i64) -> Result<RowRecord, StoreError>,
        each: &mut impl FnMut(&RowRecord) -> Result<(), E>,
    ) -> Result<(), E> {
        for id in first..=last {
            each(&record(self.connection, id)?)?;
        }
        Ok(())
    }

    fn facts<E: From<StoreError>>(
        &self,
        range: (i64, i64),
        each: &mut impl FnMut(&RowRecord) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut keys = RowKeys::of(self.connection, None);
        FactRows::of(self.connection, &Filter::default())?.show_between(range, |fact| {
            let (uid, report) = (fact.uid, keys.report_uid(fact.report)?);
            let fact = fact.fact(&mut keys)?;
            each(&RowRecord::Fact(Box::new(FactRecord { uid, report, fact })))
        })
    }
}

fn version_of_report(connection: &Connection, id: i64) -> Result<RowRecord, StoreError> {
    Ok(RowRecord::ReportVersion(Box::new(report_version::record(connection, id)?)))
}

/// The report with an id, as it was recorded first: without its retraction.
pub(super) fn report(connection: &Connection, id: i64) -> Result<RowRecord, StoreError> {
    let sql = "SELECT (SELECT other.uid FROM report AS other WHERE other.id = report.republishes),
                 text, captured_at FROM main.report WHERE id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let (republishes, text, captured_at) = statement.query_row([id], |row| {
        Ok((row.get::<_, Option<_>>(0)?, row.get::<_, Option<_>>(1)?, row.get::<_, Option<_>>(2)?))
    })?;
    let text = text.map(|text| CapturedText { text, captured_at: captured_at.unwrap_or_default() });
    let report = report_row::first(connection, id)?;
    let record = ReportRecord { report, republishes: republishes.map(Uid), text };
    Ok(RowRecord::Report(Box::new(record)))
}

/// The hash and the uid of the report with an id.
pub(super) fn report_hash(connection: &Connection, id: i64) -> Result<([u8; 32], Uid), StoreError> {
    let row = report(connection, id)?;
    match &row {
        RowRecord::Report(record) => Ok((row_hash::of_report(record), record.report.uid)),
        _ => Err(StoreError::Corrupt(format!("report number {id} is missing"))),
    }
}

/// The ranges of ids that the rows of each changeset have in a table: one range each, unless
/// another program changed the ids.
fn ranges(connection: &Connection, table: Table) -> Result<Ranges, StoreError> {
    let sql = format!("SELECT id, changeset FROM {} ORDER BY id", table.name());
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query([])?;
    let mut ranges = Ranges::new();
    let mut open: Option<(i64, i64, i64)> = None;
    while let Some(row) = rows.next()? {
        let (id, changeset): (i64, i64) = (row.get(0)?, row.get(1)?);
        match &mut open {
            Some((of, _, last)) if *of == changeset && last.checked_add(1) == Some(id) => {
                *last = id;
            }
            _ => {
                close(&mut ranges, open.replace((changeset, id, id)));
            }
        }
    }
    close(&mut ranges, open);
    Ok(ranges)
}

fn close(ranges: &mut Ranges, range: Option<(i64, i64, i64)>) {
    if let Some((changeset, first, last)) = range {
        ranges.entry(changeset).or_default().push((first, last));
    }
}
