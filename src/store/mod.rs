//! Keeping facts: one SQLite file, and the only SQL.
//!
//! Knows the domain. Must not know the command line, the terminal, the clock or how anything looks.
//!
//! [`Store`] opens the file and answers questions; [`Writer`] records. Every act of recording is one
//! transaction and one changeset, whose digest covers its rows and the changeset before it (`chain`).
//! Nothing that is recorded is changed in place: a correction is a new fact, a withdrawal a row of
//! its own. `schema.sql` describes the tables; each has its file here.

mod actor;
mod assessment;
mod attributions;
mod bulk;
mod chain;
mod changeset;
mod changeset_reader;
mod changeset_writer;
mod changesets;
mod commit;
mod confidential;
mod content;
mod copy;
mod counts;
mod decode;
mod encoded_fact;
mod error;
mod fact;
mod fact_row;
mod fact_rows;
mod held_rows;
mod hidden_rows;
mod indicator;
mod lock_owner;
mod lookup;
mod lookup_record;
mod migrations;
mod open;
mod opened_file;
mod parallel;
mod patience;
mod place;
mod query;
mod recorded;
mod recording;
mod reference;
mod refusal;
mod report;
mod reread;
mod retraction;
mod row_hash;
mod row_keys;
mod rows_of_facts;
mod schema;
mod schema_fault;
mod search;
mod select;
mod setting;
mod sql_text;
mod stream;
mod time_order;
mod verify;
mod vocabulary;
mod withdrawn;
mod words;
mod writer;

#[cfg(test)]
mod tests;

pub use chain::Digests;
pub use changeset::RecordedKinds;
pub use changeset_reader::ChangesetReader;
pub use changeset_writer::{ChangesetError, ChangesetWriter};
pub use confidential::{HiddenFacts, HiddenNames};
pub use encoded_fact::Batch;
pub use error::{LookupError, StoreError, WriteError};
pub use fact_row::StreamedFact;
pub use parallel::{FactEncoder, ThreadPlan};
pub use patience::Patience;
pub use report::ReportLink;
pub use reread::{DAMAGED, disk_error, passing_disk_error};
pub use row_keys::RowKeys;
pub use rows_of_facts::RowsOfFacts;
pub use schema_fault::SchemaFault;
pub use stream::{FactOrder, Streamed};
pub use vocabulary::Vocabulary;
pub use writer::{Added, Writer};

use opened_file::OpenedFile;
use patience::Waiting;
use rusqlite::{Connection, DropBehavior, Transaction};
use std::path::{Path, PathBuf};

/// An open database file, and the connection to it.
pub struct Store {
    connection: Connection,
    path: PathBuf,
    /// The file that the path led to.
    file: OpenedFile,
    /// Whether it waits for other programs.
    waiting: Waiting,
    writable: bool,
    /// What its questions are not told of.
    hidden: Option<hidden_rows::HiddenRows>,
}

impl Store {
    /// The path that the database was opened by.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads with several queries that all see the same state of the file, and lock it once.
    fn reading<T, E: From<StoreError>>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let state = self.state()?;
        let read = read(&self.connection);
        drop(state);
        read
    }

    /// A transaction that holds the state of the file from the first question on, until it is
    /// dropped; nothing, where one is under way already: while something is recorded, say.
    fn state(&self) -> Result<Option<Transaction<'_>>, StoreError> {
        let is_under_way = !self.connection.is_autocommit();
        if is_under_way {
            return Ok(None);
        }
        let mut state = self.connection.unchecked_transaction()?;
        if let Some(hidden) = &self.hidden {
            // What is looked up is kept, in tables of this connection alone.
            state.set_drop_behavior(DropBehavior::Commit);
            hidden.refresh(&self.connection)?;
        }
        Ok(Some(state))
    }

    /// Asks several questions that all see the same state of the file. Nobody can record until the
    /// last of them is answered.
    pub fn in_one_state<T, E: From<StoreError>>(
        &self,
        ask: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        self.reading(|_| ask())
    }

    /// Has all questions from now on see the same state of the file. Nobody can record until the store
    /// is closed.
    pub fn stay_in_one_state(&self) -> Result<(), StoreError> {
        Ok(self.connection.execute_batch("BEGIN")?)
    }

    /// Whether facts can be recorded in it.
    #[must_use]
    pub fn is_writable(&self) -> bool {
        self.writable
    }
}
