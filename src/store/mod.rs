//! Keeps facts in one SQLite file. All SQL of the program is here.
//!
//! Knows the domain. Must not know the command line, the terminal, the clock or how anything looks.
//!
//! [`Store`] opens the file and answers questions; [`Writer`] records. Every act of recording is one transaction and
//! one changeset, whose digest covers its rows and the changeset before it (`chain`). No recorded row is ever changed:
//! a correction is a new fact, a retraction is a new row. `schema.sql` describes the tables; each has its own source
//! file here.

mod actor;
mod acts;
mod all_or_nothing;
mod as_recorded;
mod assessment;
mod at_places;
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
mod depended_on;
mod encoded_fact;
mod error;
mod fact;
mod fact_hashes;
mod fact_row;
mod fact_rows;
mod figures;
mod held_rows;
mod hidden_rows;
mod indicator;
mod journal;
mod kept_fact;
mod kept_facts;
mod key_prefix;
mod lock_owner;
mod lookup;
mod lookup_record;
mod migrations;
mod names_in_use;
mod newest_reports;
mod open;
mod opened_file;
mod parallel;
mod parts;
mod patience;
mod place;
mod query;
mod quote;
mod recorded;
mod recording;
mod reference;
mod reference_version;
mod refusal;
mod report;
mod report_again;
mod report_links;
mod report_row;
mod report_version;
mod reread;
mod retraction;
mod row_hash;
mod row_keys;
mod row_records;
mod rows_of_facts;
mod schema;
mod schema_fault;
mod search;
mod select;
mod setting;
mod source_rows;
mod sql_text;
mod stream;
mod time_order;
mod undoing;
mod undone;
mod ungraded;
mod verify;
mod version_order;
mod vocabulary;
mod withdrawn;
mod words;
mod writer;

#[cfg(test)]
mod tests;

pub use at_places::{AtPlaces, Ids, MOST_AT_PLACES};
pub use chain::Digests;
pub use changeset::RecordedKinds;
pub use changeset_reader::ChangesetReader;
pub use changeset_writer::{ChangesetError, ChangesetWriter};
pub use confidential::{HiddenFacts, HiddenNames};
pub use encoded_fact::Batch;
pub use error::{LookupError, StoreError, WriteError};
pub use fact_row::StreamedFact;
pub use figures::RecordedFigure;
pub use kept_fact::KeptFact;
pub use kept_facts::KeptFacts;
pub use key_prefix::{Keyed, Offered};
pub use lookup::AllNames;
pub use names_in_use::{Change, NameChange};
pub use open::refuse_old_journal;
pub use parallel::{FactEncoder, ThreadPlan, Twin};
pub use parts::{Parts, Whole};
pub use patience::Patience;
pub use report_links::ReportLink;
pub use reread::{DAMAGED, disk_error, passing_disk_error};
pub use row_keys::RowKeys;
pub use rows_of_facts::RowsOfFacts;
pub use schema_fault::SchemaFault;
pub use source_rows::{FactOfRow, FactWithoutRow, RowMarks, SourceRow};
pub use stream::{Content, FactOrder, Streamed};
pub use time_order::TimeOrder;
pub use undoing::Undone;
pub use vocabulary::Vocabulary;
pub use writer::{Added, Writer};

use crate::domain::when::Day;
use newest_reports::Seen;
use opened_file::OpenedFile;
use patience::Waiting;
use rusqlite::{Connection, DropBehavior, Transaction};
use std::cell::Cell;
use std::path::{Path, PathBuf};

/// An open database file: answers queries, and begins writers.
pub struct Store {
    connection: Connection,
    path: PathBuf,
    /// The file that the path led to when it was opened, to notice when it is moved or replaced.
    file: OpenedFile,
    /// The number of the last change of the schema, if the file had exactly the objects of `schema.sql` at that time.
    as_made: Option<i64>,
    /// Whether the connection waits while other programs have locked the file.
    waiting: Waiting,
    writable: bool,
    /// The confidential rows that queries do not see; `None` if queries see all rows.
    hidden: Option<hidden_rows::HiddenRows>,
    /// The day at the end of which the database is shown; `None` for its current state.
    as_recorded: Option<Day>,
    /// The number of changesets dated up to that day that are left out.
    misdated: usize,
    /// Whether errors name no confidential row, except by the words that were looked up.
    is_discreet: bool,
    /// The day (UTC) at whose end the metadata of reports are seen; `None` means now.
    reports_as_of: Cell<Option<Day>>,
}

impl Store {
    /// The path by which the database was opened.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Runs `read` in one read transaction, so that all its queries see the same state of the file.
    /// Fails if the transaction cannot begin or `read` fails.
    fn reading<T, E: From<StoreError>>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let state = self.state()?;
        let read = read(&self.connection);
        drop(state);
        read
    }

    /// Begins a read transaction, which keeps the state of the file until it is dropped. `None` if
    /// a transaction is open already, for example while a writer records.
    fn state(&self) -> Result<Option<Transaction<'_>>, StoreError> {
        let is_under_way = !self.connection.is_autocommit();
        if is_under_way {
            return Ok(None);
        }
        let mut state = self.connection.unchecked_transaction()?;
        // Temporary tables and views would be rolled back, too.
        state.set_drop_behavior(DropBehavior::Commit);
        self.show_reports()?;
        Ok(Some(state))
    }

    /// Makes queries see the newest versions of reports, and none that is hidden.
    fn show_reports(&self) -> Result<(), StoreError> {
        let as_of = self.reports_as_of.get();
        let seen = Seen { tables: self.tables(), as_of };
        match &self.hidden {
            Some(hidden) => hidden.refresh(&self.connection, seen),
            None => newest_reports::show(&self.connection, seen),
        }
    }

    /// The prefix of the names of the tables with all rows, including hidden ones.
    fn tables(&self) -> &'static str {
        if self.as_recorded.is_some() { newest_reports::KNOWN } else { newest_reports::MAIN }
    }

    /// Makes queries see the metadata of reports as they were at the end of a day (UTC); `None` means now. Reports that
    /// are confidential now are treated as confidential for every day.
    pub fn see_reports_as_of(&self, day: Option<Day>) -> Result<(), StoreError> {
        if self.reports_as_of.replace(day) != day {
            match &self.hidden {
                Some(hidden) => hidden.forget(),
                None => newest_reports::hide(&self.connection)?,
            }
            self.show_reports()?;
        }
        Ok(())
    }

    /// Runs `ask` so that all its queries see the same state of the file. Nobody can record in the
    /// meantime.
    pub fn in_one_state<T, E: From<StoreError>>(
        &self,
        ask: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        self.reading(|_| ask())
    }

    /// Makes all later queries see the same state of the file. Nobody can record until the store is
    /// closed. Fails if a transaction is open already.
    pub fn stay_in_one_state(&self) -> Result<(), StoreError> {
        Ok(self.connection.execute_batch("BEGIN")?)
    }

    /// Whether facts can be recorded in the file.
    #[must_use]
    pub fn is_writable(&self) -> bool {
        self.writable
    }
}
