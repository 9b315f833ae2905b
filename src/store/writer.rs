//! Recording: each act is one changeset, kept whole or not at all.

use super::bulk::{self, Bulk};
use super::changeset::{self, Link, TOOL};
use super::commit::{self, Committed};
use super::encoded_fact::{Batch, EncodedFact};
use super::error::{StoreError, WriteError};
use super::reference::id_of;
use super::retraction::{self, Target};
use super::{Store, fact, report, setting};
use crate::domain::changeset::{Changeset, Recorder};
use crate::domain::identity::Uid;
use foldhash::{HashMap, HashMapExt};
use rusqlite::{Connection, Transaction, TransactionBehavior};

/// An act of recording that is under way. Dropping it takes back all that it did.
pub struct Writer<'s> {
    store: &'s Store,
    transaction: Transaction<'s>,
    pub(super) changeset: i64,
    pub(super) seq: u64,
    pub(super) replica: String,
    previous: Option<Link>,
    /// The hashes of the rows that were added.
    pub(super) rows: changeset::RowHashes,
    pub(super) retractions: u64,
    pub(super) reinstatements: u64,
    pub(super) assessments: u64,
    pub(super) settings_changed: bool,
    pub(super) bulk: Bulk,
    /// What adds facts one after the other, once one is added so.
    inserter: Option<fact::Inserter<'s>>,
    actors: HashMap<String, i64>,
    places: HashMap<String, i64>,
    indicators: HashMap<String, i64>,
    pub(super) reports: HashMap<String, (i64, Uid)>,
}

/// What became of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Added {
    /// The uid that follows from what the fact says.
    pub uid: Uid,
    /// Whether it was not there before.
    pub new: bool,
}

impl Store {
    /// Begins an act of recording. Nobody else can record until it is committed or dropped.
    pub fn begin(&mut self) -> Result<Writer<'_>, StoreError> {
        if !self.writable {
            return Err(StoreError::ReadOnly(self.path.clone()));
        }
        let store = &*self;
        Writer::begin(store).map_err(|error| error.about(&store.path).while_recording())
    }
}

impl<'s> Writer<'s> {
    fn begin(store: &'s Store) -> Result<Self, StoreError> {
        let connection = &store.connection;
        // The ids of the rows that a row names are looked up in the same transaction, so SQLite need
        // not check them: for the changeset, which comes last, it would read every table.
        connection.pragma_update(None, "foreign_keys", false)?;
        connection.execute_batch(bulk::AS_ALWAYS)?;
        store.waiting.without(|| keep_one_file(connection))?;
        let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
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
            settings_changed: false,
            bulk: Bulk::default(),
            inserter: None,
            actors: HashMap::new(),
            places: HashMap::new(),
            indicators: HashMap::new(),
            reports: HashMap::new(),
        })
    }

    /// The store, which sees what this writer has recorded so far.
    #[must_use]
    pub fn store(&self) -> &Store {
        self.store
    }

    /// How many rows were recorded so far.
    #[must_use]
    pub fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// Keeps all that was recorded, as one changeset. When no row was added there is none.
    pub fn commit(self, recorder: &Recorder) -> Result<Option<Changeset>, StoreError> {
        let path = &self.store.path;
        self.finish(recorder).map_err(|error| error.about(path).while_recording())
    }

    fn finish(mut self, recorder: &Recorder) -> Result<Option<Changeset>, StoreError> {
        unless_replaced(self.store)?;
        self.bulk.settle(self.connection())?;
        self.inserter = None;
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
        changeset::insert(&self.transaction, self.changeset, &changeset, previous, digest)?;
        let committed =
            Committed { id: self.changeset, replica: &changeset.replica, seq: changeset.seq };
        commit(self.store, self.transaction, Some(&committed))?;
        Ok(Some(changeset))
    }

    /// Keeps the indexes of facts up to date with every row.
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

    /// Keeps what was recorded of changesets whose rows are inserted.
    pub(super) fn keep(mut self) -> Result<(), StoreError> {
        self.inserter = None;
        let committed = Committed { id: self.changeset, replica: &self.replica, seq: self.seq };
        commit(self.store, self.transaction, Some(&committed))
            .map_err(|error| error.about(&self.store.path).while_recording())
    }

    pub(super) fn connection(&self) -> &'s Connection {
        &self.store.connection
    }

    /// Adds a fact that is not there yet.
    pub(super) fn add_encoded(
        &mut self,
        batch: &Batch,
        fact: &EncodedFact,
    ) -> Result<(), WriteError> {
        let key = |range| batch.text(range).unwrap_or_default();
        let names = fact::Names {
            report: self.report(key(fact.report))?.0,
            indicator: self.indicator(key(fact.indicator))?,
            place: self.place(key(fact.place))?,
        };
        self.bulk.count(self.connection())?;
        let mut inserter = match self.inserter.take() {
            Some(inserter) => inserter,
            None => fact::Inserter::new(self.connection())?,
        };
        let id = inserter.insert(batch, fact, &names, self.changeset)?;
        for (step, actor) in &fact.actors {
            inserter.attribute(id, *step, self.actor(key(*actor))?)?;
        }
        self.inserter = Some(inserter);
        Ok(())
    }

    pub(super) fn fact_target(&mut self, uid: Uid) -> Result<Target, WriteError> {
        self.bulk.settle(self.connection())?;
        retraction::fact_id(self.connection(), uid)?
            .map(Target::Fact)
            .ok_or_else(|| WriteError::Missing { what: "fact", key: uid.to_string() })
    }

    pub(super) fn report(&mut self, key: &str) -> Result<(i64, Uid), WriteError> {
        if let Some(known) = self.reports.get(key) {
            return Ok(*known);
        }
        let found = report::uid_of(self.connection(), key)?;
        self.reports.insert(key.to_owned(), found);
        Ok(found)
    }

    pub(super) fn actor(&mut self, key: &str) -> Result<i64, WriteError> {
        cached(self.store, &mut self.actors, "actor", key)
    }

    pub(super) fn place(&mut self, key: &str) -> Result<i64, WriteError> {
        cached(self.store, &mut self.places, "place", key)
    }

    pub(super) fn indicator(&mut self, key: &str) -> Result<i64, WriteError> {
        cached(self.store, &mut self.indicators, "indicator", key)
    }
}

/// Keeps what was recorded, in the file that has the name by which it was opened: looked at before,
/// so that nothing is kept elsewhere, and after, so that nothing is acknowledged that went elsewhere.
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

/// Takes the file out of the WAL mode that another tool may have left it in. While others use it,
/// it stays in that mode.
fn keep_one_file(connection: &Connection) -> Result<(), StoreError> {
    let switched = connection.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()));
    match switched.map_err(StoreError::from) {
        Err(StoreError::Locked { .. }) => Ok(()),
        switched => switched,
    }
}

/// The id of the row with a key: looked up once.
fn cached(
    store: &Store,
    known: &mut HashMap<String, i64>,
    what: &'static str,
    key: &str,
) -> Result<i64, WriteError> {
    if let Some(id) = known.get(key) {
        return Ok(*id);
    }
    let id = id_of(&store.connection, what, key)?
        .ok_or_else(|| WriteError::Missing { what, key: key.to_owned() })?;
    known.insert(key.to_owned(), id);
    Ok(id)
}
