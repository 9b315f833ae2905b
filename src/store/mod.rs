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
mod bulk;
mod chain;
mod changeset;
mod copy;
mod error;
mod fact;
mod holder;
mod indicator;
mod lookup;
mod lookup_record;
mod migrations;
mod open;
mod packed;
mod place;
mod recording;
mod reference;
mod refusal;
mod report;
mod retraction;
mod rows;
mod select;
mod setting;
mod writer;

#[cfg(test)]
mod tests;

pub use chain::Digests;
pub use error::{LookupError, StoreError, WriteError};
pub use lookup::Named;
pub use packed::Batch;
pub use writer::{Added, Writer};

use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// An open database.
pub struct Store {
    connection: Connection,
    path: PathBuf,
    writable: bool,
}

impl Store {
    /// Its file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether facts can be recorded in it.
    #[must_use]
    pub fn is_writable(&self) -> bool {
        self.writable
    }
}
