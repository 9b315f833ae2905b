//! Records rows. Each act of recording is one transaction and one changeset, stored completely or
//! not at all.

use super::bulk::{self, Bulk};
use super::changeset::{self, Link, TOOL};
use super::commit::{self, Committed};
use super::encoded_fact::{Batch, EncodedFact};
use super::error::{StoreError, WriteError};
use super::journal::Journal;
use super::newest_reports::Seen;
use super::retraction::{self, Target};
use super::{
    Store, fact, migrations, names_in_use, newest_reports, report, schema, setting, undone,
};
use crate::domain::changeset::{Changeset, Recorder};
use crate::domain::identity::{Uid, UidMap};
use foldhash::{HashMap, HashMapExt};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

/// An act of recording that is not yet committed. Dropping the writer undoes it.
pub struct Writer<'s> {
    store: &'s Store,
    transaction: Transaction<'s>,
    pub(super) changeset: i64,
    pub(super) seq: u64,
    pub(super) replica: String,
    previous: Option<Link>,
    /// The hashes of the recorded rows.
    pub(super) rows: changeset::RowHashes,
    pub(super) retractions: i64,
    pub(super) reinstatements: i64,
    pub(super) assessments: i64,
    pub(super) report_versions: i64,
    pub(super) settings_changed: bool,
    pub(super) bulk: Bulk,
    /// Whether a changeset of this file was ever undone, so that its rows may be recorded again.
    pub(super) has_undone: bool,
    /// Whether names may be in use again, or no longer, after this changeset: it recorded such rows again, uses a name
    /// that was withdrawn, or changed a row or a report that referred to another one.
    pub(super) settles_names: bool,
    /// Inserts facts; `None` before the first fact.
    inserter: Option<fact::Inserter<'s>>,
    /// The ids of reports by uid.
    pub(super) report_ids: UidMap<i64>,
    actors: HashMap<String, i64>,
    places: HashMap<String, i64>,
    indicators: HashMap<String, i64>,
    reports: HashMap<String, (i64, Uid)>,
    /// The last field, so that it is dropped after the transaction.
    _journal: Journal<'s>,
}

/// The result of recording a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Added {
    /// The uid that is computed from the content of the fact.
    pub uid: Uid,
    /// Whether the fact was new to the file.
    pub new: bool,
}

impl Store {
    /// Begins an act of recording. Nobody else can record until the writer is committed or dropped.
    /// Fails if the file is read-only or locked.
    pub fn begin(&mut self) -> Result<Writer<'_>, StoreError> {
        self.begin_with(Journal::of_few)
    }

    /// Begins an act of recording as [`Self::begin`] does, for many rows: in the meantime, others can read what was
    /// recorded before.
    pub fn begin_many(&mut self) -> Result<Writer<'_>, StoreError> {
        let writer = self.begin_with(Journal::of_many)?;
        // The next writer turns the checks on again.
        writer.connection().execute_batch(bulk::IMPORTING)?;
        Ok(writer)
    }

    fn begin_with<'s>(
        &'s self,
        journal: fn(&'s Self) -> Result<Journal<'s>, StoreError>,
    ) -> Result<Writer<'s>, StoreError> {
        if !self.writable {
            return Err(StoreError::ReadOnly(self.path.clone()));
        }
        let begun = Writer::begin(self, journal);
        begun.map_err(|error| error.about(&self.path).while_recording())
    }
}

impl<'s> Writer<'s> {
    fn begin(
        store: &'s Store,
        journal: fn(&'s Store) -> Result<Journal<'s>, StoreError>,
    ) -> Result<Self, StoreError> {
        let connection = &store.connection;
        // Foreign keys are not checked by SQLite, because ids are looked up in the same
        // transaction. Inserting the changeset last would make SQLite read every table.
        connection.pragma_update(None, "foreign_keys", false)?;
        connection.execute_batch(bulk::AS_ALWAYS)?;
        let journal = journal(store)?;
        let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
        migrations::migrate(&transaction, &store.path)?;
        newest_reports::show(connection, Seen::NOW)?;
        schema::check_indexes(connection, &store.path, store.as_made)?;
        let replica = setting::replica(connection)?;
        let previous = changeset::last_link(connection, &replica)?;
        Ok(Self {
            store,
            transaction,
            changeset: changeset::next_id(connection)?,
            seq: previous.map_or(0, |link| link.seq) + 1,
            replica,
            previous,
            rows: changeset::RowHashes::default(),
            retractions: 0,
            reinstatements: 0,
            assessments: 0,
            report_versions: 0,
            settings_changed: false,
            bulk: Bulk::default(),
            has_undone: undone::is_any(connection)?,
            settles_names: false,
            inserter: None,
            report_ids: UidMap::default(),
            actors: HashMap::new(),
            places: HashMap::new(),
            indicators: HashMap::new(),
            reports: HashMap::new(),
            _journal: journal,
        })
    }

    /// The store. Its queries see what this writer has recorded so far.
    #[must_use]
    pub fn store(&self) -> &Store {
        self.store
    }

    /// The number of rows recorded so far.
    #[must_use]
    pub fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// Commits the rows as one changeset, and returns it; `None` if no row was recorded. Fails if
    /// the file was moved or replaced, or the disk failed.
    pub fn commit(self, recorder: &Recorder) -> Result<Option<Changeset>, StoreError> {
        let path = &self.store.path;
        self.finish(recorder).map_err(|error| error.about(path).while_recording())
    }

    fn finish(mut self, recorder: &Recorder) -> Result<Option<Changeset>, StoreError> {
        unless_replaced(self.store)?;
        self.bulk.settle(self.connection())?;
        self.inserter = None;
        if self.settles_names {
            names_in_use::settle(self.connection(), false).map_err(|error| match error {
                WriteError::Store(error) => error,
                other => StoreError::Corrupt(other.to_string()),
            })?;
        }
        if self.rows.is_empty() {
            if self.settings_changed {
                commit(self.store, self.transaction, None)?;
            }
            return Ok(None);
        }
        let mut changeset = Changeset {
            uid: Uid([0; 16]),
            replica: self.replica,
            seq: self.seq,
            recorder: recorder.clone(),
            tool: TOOL.to_owned(),
            row_count: self.rows.len() as u64,
        };
        let digest =
            changeset::digest(&changeset, self.previous.map(|link| link.digest), self.rows);
        changeset.uid = Uid::of_digest(digest);
        let previous = self.previous.map(|link| link.uid);
        changeset::insert(&self.transaction, self.changeset, &changeset, previous, digest, None)?;
        let committed =
            Committed { id: self.changeset, replica: &changeset.replica, seq: changeset.seq };
        commit(self.store, self.transaction, Some(&committed))?;
        Ok(Some(changeset))
    }

    /// Makes the writer keep the indexes of facts, even if many facts are added.
    pub(super) fn keeping_indexes(self) -> Self {
        Self { bulk: Bulk::keeping_indexes(), ..self }
    }

    /// Begins a changeset that was recorded in another database.
    pub(super) fn start_changeset(&mut self, changeset: &Changeset) -> Result<(), StoreError> {
        self.changeset = changeset::next_id(self.connection())?;
        self.replica.clone_from(&changeset.replica);
        self.seq = changeset.seq;
        self.rows = changeset::RowHashes::default();
        Ok(())
    }

    /// Commits changesets of other databases, whose rows are inserted.
    pub(super) fn keep(mut self) -> Result<(), StoreError> {
        self.inserter = None;
        let committed = Committed { id: self.changeset, replica: &self.replica, seq: self.seq };
        commit(self.store, self.transaction, Some(&committed))
            .map_err(|error| error.about(&self.store.path).while_recording())
    }

    pub(super) fn connection(&self) -> &'s Connection {
        &self.store.connection
    }

    /// Inserts facts that the file does not have.
    pub(super) fn add_encoded(&mut self, batch: &Batch) -> Result<(), WriteError> {
        // All names are looked up first: then the processor waits for memory less often.
        let names = batch.facts().iter().map(|fact| self.names_of(batch, fact));
        let names = names.collect::<Result<Vec<_>, _>>()?;
        for (fact, names) in batch.facts().iter().zip(&names) {
            let uid = Uid::of_digest(fact.digest);
            if self.has_undone && fact::exists(self.connection(), uid)? {
                self.record_again(fact.digest, Some(uid))?;
                continue;
            }
            self.bulk.count(self.connection())?;
            self.inserter()?.insert(batch, fact, names)?;
        }
        Ok(self.inserter()?.flush()?)
    }

    /// Notes that this changeset records a row which another one also recorded; `uid` is that of a fact or a report,
    /// which counts as long as one of these changesets does.
    pub(super) fn record_again(
        &mut self,
        hash: [u8; 32],
        uid: Option<Uid>,
    ) -> Result<(), StoreError> {
        let sql =
            "INSERT OR IGNORE INTO also_recorded (changeset, row_hash, uid) VALUES (?1, ?2, ?3)";
        let row = params![self.changeset, hash, uid.map(|uid| uid.0)];
        self.connection().prepare_cached(sql)?.execute(row)?;
        self.settles_names = true;
        Ok(())
    }

    fn inserter(&mut self) -> Result<&mut fact::Inserter<'s>, StoreError> {
        let inserter = match self.inserter.take() {
            Some(inserter) => inserter,
            None => fact::Inserter::new(self.connection())?,
        };
        Ok(self.inserter.insert(inserter))
    }

    /// The ids of the rows that a fact refers to. Fails if one is missing.
    fn names_of(&mut self, batch: &Batch, fact: &EncodedFact) -> Result<fact::Names, WriteError> {
        let key = |range| batch.text(range).unwrap_or_default();
        let actors = fact.actors.iter();
        let actors = actors.map(|(step, actor)| Ok((*step, self.actor(key(*actor))?)));
        let actors = actors.collect::<Result<_, WriteError>>()?;
        Ok(fact::Names {
            report: self.report_id(fact.report)?,
            indicator: self.indicator(key(fact.indicator))?,
            place: self.place(key(fact.place))?,
            actors,
            changeset: self.changeset,
        })
    }

    pub(super) fn fact_target(&mut self, uid: Uid) -> Result<Target, WriteError> {
        self.bulk.settle(self.connection())?;
        retraction::fact_id(self.connection(), uid)?
            .map(Target::Fact)
            .ok_or_else(|| WriteError::Missing { what: "fact", key: uid.to_string() })
    }

    /// The id of the report with a uid. Facts refer to their reports by uid, since a uid is its own hash.
    fn report_id(&mut self, uid: Uid) -> Result<i64, WriteError> {
        if let Some(known) = self.report_ids.get(&uid) {
            return Ok(*known);
        }
        let (id, ..) = report::by_uid(self.connection(), uid)?
            .ok_or_else(|| WriteError::Missing { what: "report", key: uid.short() })?;
        self.report_ids.insert(uid, id);
        Ok(id)
    }

    pub(super) fn report(&mut self, key: &str) -> Result<(i64, Uid), WriteError> {
        if let Some(known) = self.reports.get(key) {
            return Ok(*known);
        }
        let found = report::uid_of(self.connection(), key)?;
        self.reports.insert(key.to_owned(), found);
        self.report_ids.insert(found.1, found.0);
        Ok(found)
    }

    /// Forgets which report has which key, after a report got another key.
    pub(super) fn forget_report_keys(&mut self) {
        self.reports.clear();
    }

    /// Forgets all reports, after some that were inserted turned out not to be recorded.
    pub(super) fn forget_reports(&mut self) {
        self.reports.clear();
        self.report_ids.clear();
    }

    pub(super) fn actor(&mut self, key: &str) -> Result<i64, WriteError> {
        cached(self.store, &mut self.actors, ("actor", key), &mut self.settles_names)
    }

    pub(super) fn place(&mut self, key: &str) -> Result<i64, WriteError> {
        cached(self.store, &mut self.places, ("place", key), &mut self.settles_names)
    }

    pub(super) fn indicator(&mut self, key: &str) -> Result<i64, WriteError> {
        cached(self.store, &mut self.indicators, ("indicator", key), &mut self.settles_names)
    }
}

/// Commits a transaction, and checks before and after that the path leads to the opened file. Otherwise rows could be
/// stored, and reported as stored, in a file that can no longer be found.
fn commit(
    store: &Store,
    transaction: Transaction<'_>,
    changeset: Option<&Committed<'_>>,
) -> Result<(), StoreError> {
    unless_replaced(store)?;
    match changeset {
        Some(changeset) => commit::commit(transaction, &store.path, changeset)?,
        None => transaction.commit()?,
    }
    unless_replaced(store)
}

fn unless_replaced(store: &Store) -> Result<(), StoreError> {
    if store.file.is_at(&store.path) { Ok(()) } else { Err(StoreError::replaced(&store.path)) }
}

/// The id of the row with a key, looked up once; notes in `restores` if the row was withdrawn, since it is
/// used again. Fails if it is missing.
fn cached(
    store: &Store,
    known: &mut HashMap<String, i64>,
    (what, key): (&'static str, &str),
    restores: &mut bool,
) -> Result<i64, WriteError> {
    if let Some(id) = known.get(key) {
        return Ok(*id);
    }
    let sql = format!("SELECT id, withdrawn IS NOT NULL FROM {what} WHERE key = ?1");
    let mut statement = store.connection.prepare_cached(&sql)?;
    let found = statement.query_row([key], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let missing = || WriteError::Missing { what, key: key.to_owned() };
    let (id, is_withdrawn): (i64, bool) = found.ok_or_else(missing)?;
    *restores |= is_withdrawn;
    known.insert(key.to_owned(), id);
    Ok(id)
}
