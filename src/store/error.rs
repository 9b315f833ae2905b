//! What can go wrong with the file, and how it is said: `what: why`.

pub use super::refusal::{LookupError, WriteError};
use super::schema_fault::SchemaFault;
use crate::text::files::folder_of;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// Why the database cannot be made, opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no file of that name.
    #[error("`{}`: there is no such file", .0.display())]
    NotFound(PathBuf),
    /// A file that is not to be overwritten.
    #[error("`{}`: it exists already, and is left as it is", .0.display())]
    Exists(PathBuf),
    /// Not a database of Factline, nor of any other program that uses SQLite.
    #[error("`{}`: no Factline database: {why}", path.display())]
    NotADatabase {
        /// The path that was given.
        path: PathBuf,
        /// What the file is in truth.
        why: &'static str,
    },
    /// An SQLite file of another program.
    #[error("`{}`: no Factline database: another program made it", .0.display())]
    OtherProgram(PathBuf),
    /// A schema that is not as Factline made it.
    #[error("`{}`: {fault}", path.display())]
    Schema {
        /// The path that was given.
        path: PathBuf,
        /// What is wrong with the schema.
        fault: SchemaFault,
    },
    /// A row that is not what was recorded.
    #[error("`{}`: {what} `{key}` was changed after it was recorded", path.display())]
    Altered {
        /// The path that was given.
        path: PathBuf,
        /// What it is: `fact`, `report`, `place`, `changeset` …
        what: String,
        /// Its key or short uid.
        key: String,
    },
    /// A schema version that this program does not know.
    #[error("`{}`: made by a newer Factline (version {found}; this one reads up to {known})", path.display())]
    Newer {
        /// The path that was given.
        path: PathBuf,
        /// The schema version of the file.
        found: i64,
        /// The newest that is known.
        known: i64,
    },
    /// The folder may not be written, so that no database and no journal can be made in it.
    #[error(
        "cannot write in {} (SQLite needs to make a file beside the database)",
        .0.as_ref().map_or_else(|| "the folder of the database".to_owned(),
            |folder| format!("the folder `{}`", folder.display()))
    )]
    FolderReadOnly(Option<PathBuf>),
    /// No folder to make a database in.
    #[error("`{}`: there is no folder `{}`", file.display(), folder.display())]
    NoFolder {
        /// The file that was to be made.
        file: PathBuf,
        /// The folder that is missing.
        folder: PathBuf,
    },
    /// The file may be read and not written.
    #[error("`{}`: it is read-only, so nothing can be recorded in it", .0.display())]
    ReadOnly(PathBuf),
    /// The file lost its name while it was written to.
    #[error(
        "`{}`: the file was {} while this was recorded, and nothing of it is {}",
        path.display(),
        if *is_there { "replaced" } else { "moved or deleted" },
        if *is_there { "in the one that has the name now" } else { "under that name" }
    )]
    Replaced {
        /// The path that was given.
        path: PathBuf,
        /// Whether another file has the name now.
        is_there: bool,
    },
    /// No room on the disk.
    #[error("disk: it is full, and nothing was recorded")]
    Full,
    /// Another program holds the file, for longer than there was patience.
    #[error(
        "database: in use by {}{}",
        holder.as_deref().unwrap_or("another program"),
        if *recording { ", and nothing was recorded" } else { "" }
    )]
    Locked {
        /// Who, where it can be found out.
        holder: Option<String>,
        /// Whether something was to be recorded.
        recording: bool,
    },
    /// The file cannot be reached.
    #[error("`{}`: {source}", path.display())]
    Io {
        /// The path that was given.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The disk failed while the database was read.
    #[error("disk: reading failed: {0}")]
    Unread(String),
    /// The disk failed, and does no more.
    #[error("disk: reading failed, and did not when it was tried again: the file is whole")]
    UnreadOnce,
    /// The disk failed while the database was in use.
    #[error("disk: reading or writing failed, and nothing was recorded: {0}")]
    Disk(String),
    /// A write was cut short before, and what it left cannot be taken back here.
    #[error(
        "`{}`: a write to it was cut short, and its journal (`{}`) cannot be rolled back here: {why}",
        path.display(),
        journal_of(path).display()
    )]
    HotJournal {
        /// The path that was given.
        path: PathBuf,
        /// What SQLite says.
        why: String,
    },
    /// The disk failed once the commit was done, so that a power cut may still undo it.
    #[error("disk: recorded, but the disk did not confirm that it is kept: {0}")]
    Unconfirmed(String),
    /// The disk failed in the middle of the commit, and the file cannot be asked.
    #[error("disk: it failed while recording, and what was recorded may be there or not: {0}")]
    Unknown(String),
    /// What is in the file is not what Factline wrote.
    #[error("database: damaged: {0}")]
    Corrupt(String),
    /// Anything else that SQLite says.
    #[error("database: {0}")]
    Sqlite(rusqlite::Error),
}

impl StoreError {
    /// The same, with the file it is about where only the store knows it.
    pub(super) fn about(self, path: &Path) -> Self {
        use rusqlite::ErrorCode;
        match self {
            Self::Locked { holder: None, recording } => {
                Self::Locked { holder: super::lock_owner::of(path), recording }
            }
            Self::FolderReadOnly(None) => Self::FolderReadOnly(Some(folder_of(path).to_owned())),
            Self::Sqlite(error) => match error.sqlite_error_code() {
                Some(ErrorCode::ReadOnly) if is_moved(&error) => Self::replaced(path),
                Some(ErrorCode::ReadOnly) => Self::ReadOnly(path.to_owned()),
                Some(ErrorCode::NotADatabase) => {
                    Self::NotADatabase { path: path.to_owned(), why: "it is no SQLite file" }
                }
                _ => Self::Sqlite(error),
            },
            other => other,
        }
    }
}

/// The file that SQLite keeps beside a database while it is written.
fn journal_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-journal");
    name.into()
}

impl StoreError {
    /// The file of that name is not the one that was opened, or there is none.
    pub(super) fn replaced(path: &Path) -> Self {
        Self::Replaced { path: path.to_owned(), is_there: path.exists() }
    }

    /// The same, of a database that was to be opened. A journal that a write left behind is rolled
    /// back then, which takes a folder and files that may be written.
    pub(super) fn while_opening(self, path: &Path) -> Self {
        let why = match &self {
            Self::ReadOnly(_) => "it may only be read".to_owned(),
            Self::Disk(why) | Self::Unread(why) => why.clone(),
            _ => return self,
        };
        // SQLite takes any journal whose first byte is not zero for one of a write that was cut
        // short; one that may not be read may be such a one.
        let mut first = [0];
        let read = File::open(journal_of(path)).and_then(|mut file| file.read_exact(&mut first));
        let is_hot = match read {
            Ok(()) => first != [0],
            Err(error) => error.kind() == io::ErrorKind::PermissionDenied,
        };
        if is_hot { Self::HotJournal { path: path.to_owned(), why } } else { self }
    }

    /// The same, where something was to be recorded.
    pub(super) fn while_recording(self) -> Self {
        match self {
            Self::Locked { holder, .. } => Self::Locked { holder, recording: true },
            other => other,
        }
    }
}

/// Whether SQLite would not write because the file is not under its name any more.
fn is_moved(error: &rusqlite::Error) -> bool {
    let moved = rusqlite::ffi::SQLITE_READONLY_DBMOVED;
    error.sqlite_error().is_some_and(|error| error.extended_code == moved)
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::{Error, ErrorCode, ffi};
        match &error {
            Error::FromSqlConversionFailure(_, _, why) => return Self::Corrupt(why.to_string()),
            Error::InvalidColumnType(_, column, found) => {
                return Self::Corrupt(format!("column `{column}` holds {found}"));
            }
            Error::Utf8Error(_, why) => return Self::Corrupt(why.to_string()),
            Error::IntegralValueOutOfRange(_, number) => {
                return Self::Corrupt(format!("{number} is out of range"));
            }
            // What must be there is asked for in this way alone: a row that another one names.
            Error::QueryReturnedNoRows => {
                return Self::Corrupt("a row that another one names is missing".to_owned());
            }
            _ => {}
        }
        match error.sqlite_error().map(|error| error.extended_code) {
            Some(ffi::SQLITE_READONLY_DIRECTORY) => return Self::FolderReadOnly(None),
            Some(
                ffi::SQLITE_IOERR_READ | ffi::SQLITE_IOERR_SHORT_READ | ffi::SQLITE_IOERR_CORRUPTFS,
            ) => {
                return Self::Unread(error.to_string());
            }
            _ => {}
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Self::Locked { holder: None, recording: false }
            }
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => {
                Self::Disk(error.to_string())
            }
            Some(ErrorCode::OperationInterrupted) => {
                Self::Corrupt("reading it does not come to an end".to_owned())
            }
            Some(ErrorCode::DatabaseCorrupt) => Self::Corrupt(error.to_string()),
            _ => Self::Sqlite(error),
        }
    }
}
