//! Errors of the database file, worded as `what: why`.

pub use super::refusal::{LookupError, WriteError};
use super::schema_fault::SchemaFault;
use crate::text::files::folder_of;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// The reason why the database cannot be created, opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no file at the path.
    #[error("`{}`: there is no such file", .0.display())]
    NotFound(PathBuf),
    /// A file is at the path already, and must not be overwritten.
    #[error("`{}`: it exists already and was not changed", .0.display())]
    Exists(PathBuf),
    /// The file is not a Factline database: a folder, an empty file, or not an SQLite file.
    #[error("`{}`: not a Factline database: {why}", path.display())]
    NotADatabase {
        /// The path of the file, as the user gave it.
        path: PathBuf,
        /// What the file actually is.
        why: &'static str,
    },
    /// The file is an SQLite database of another program.
    #[error("`{}`: not a Factline database: another program made it", .0.display())]
    OtherProgram(PathBuf),
    /// The schema is not the one that Factline made.
    #[error("`{}`: {fault}", path.display())]
    Schema {
        /// The path of the file, as the user gave it.
        path: PathBuf,
        /// The first fault of the schema.
        fault: SchemaFault,
    },
    /// A row is not as it was recorded: it does not match its uid, hash or digest.
    #[error("`{}`: {what} `{key}` was changed after it was recorded", path.display())]
    Altered {
        /// The path of the file, as the user gave it.
        path: PathBuf,
        /// Kind of the row: `fact`, `report`, `place`, `changeset` …
        what: String,
        /// The row's key or short uid.
        key: String,
    },
    /// The schema version is newer than this program knows.
    #[error("`{}`: made by a newer Factline (version {found}; this one reads up to {known})", path.display())]
    Newer {
        /// The path of the file, as the user gave it.
        path: PathBuf,
        /// The schema version of the file.
        found: i64,
        /// The newest schema version that this program knows.
        known: i64,
    },
    /// The folder is read-only, so that neither a database nor a journal can be created in it.
    /// `None` until the folder is known.
    #[error(
        "cannot write in {} (SQLite needs to make a file beside the database)",
        .0.as_ref().map_or_else(|| "the folder of the database".to_owned(),
            |folder| format!("the folder `{}`", folder.display()))
    )]
    FolderReadOnly(Option<PathBuf>),
    /// The folder of a new database does not exist.
    #[error("`{}`: there is no folder `{}`", file.display(), folder.display())]
    NoFolder {
        /// The path at which the new database was to be created.
        file: PathBuf,
        /// The folder that is missing.
        folder: PathBuf,
    },
    /// A journal of an earlier database has the name that the journal of the new one would have.
    #[error(
        "`{}`: an earlier database of that name left the journal `{}`, which SQLite would apply to the \
         new one",
        path.display(),
        journal.display()
    )]
    OldJournal {
        /// The path at which the new database was to be created.
        path: PathBuf,
        /// The journal that another database left.
        journal: PathBuf,
    },
    /// The file is read-only.
    #[error("`{}`: it is read-only, so nothing can be recorded in it", .0.display())]
    ReadOnly(PathBuf),
    /// The file was moved, deleted or replaced while it was written to.
    #[error(
        "`{}`: the file was {} while this was recorded, {}",
        path.display(),
        if *is_there { "replaced" } else { "moved or deleted" },
        if *is_there {
            "and the file that now has this name does not contain it"
        } else {
            "and there is no file with this name now"
        }
    )]
    Replaced {
        /// The path of the file, as the user gave it.
        path: PathBuf,
        /// Whether another file is at the path now.
        is_there: bool,
    },
    /// The disk is full.
    #[error("disk: full, and nothing was recorded")]
    Full,
    /// Another program has locked the file for longer than this program waits.
    #[error(
        "database: in use by {}{}",
        holder.as_deref().unwrap_or("another program"),
        if *recording { ", and nothing was recorded" } else { "" }
    )]
    Locked {
        /// Name and process number of the program that has locked the file; `None` if the system does not give them.
        holder: Option<String>,
        /// Whether rows were about to be recorded.
        recording: bool,
    },
    /// The system does not give access to the file.
    #[error("`{}`: {source}", path.display())]
    Io {
        /// The path of the file, as the user gave it.
        path: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
    /// The disk failed while the database was read. Has the error of the system.
    #[error("disk: reading failed: {0}")]
    Unread(String),
    /// The disk failed once, but a second reading found the file undamaged.
    #[error("disk: reading failed once and succeeded when tried again; the file is not damaged")]
    UnreadOnce,
    /// The disk failed while the database was read or written, and nothing was recorded. Has
    /// SQLite's error.
    #[error("disk: reading or writing failed, and nothing was recorded: {0}")]
    Disk(String),
    /// An earlier write was interrupted. Its rollback journal is still there, and cannot be rolled
    /// back from here.
    #[error(
        "`{}`: an interrupted write left the journal `{}`, which cannot be rolled back: {why}",
        path.display(),
        journal_of(path).display()
    )]
    HotJournal {
        /// The path of the file, as the user gave it.
        path: PathBuf,
        /// Why the journal cannot be rolled back.
        why: String,
    },
    /// The commit is stored, but the disk did not confirm it, so that a power failure may still
    /// undo it.
    #[error("disk: recorded, but the disk did not confirm that it is stored: {0}")]
    Unconfirmed(String),
    /// The disk failed during the commit, and the file cannot be checked.
    #[error("disk: it failed while recording; it is not known whether anything was recorded: {0}")]
    Unknown(String),
    /// The file is damaged, or a value in it is not one that Factline stores.
    #[error("database: damaged: {0}")]
    Corrupt(String),
    /// A query was stopped, because it took far longer than the size of the file explains.
    #[error("database: damaged or manipulated: reading it takes far longer than its size explains")]
    Endless,
    /// Any other error of SQLite.
    #[error("database: {0}")]
    Sqlite(rusqlite::Error),
}

impl StoreError {
    /// Adds to SQLite's error what only the store knows: the path, the folder, or the program that has locked the file.
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
                    Self::NotADatabase { path: path.to_owned(), why: "it is not an SQLite file" }
                }
                _ => Self::Sqlite(error),
            },
            other => other,
        }
    }
}

/// The path of the rollback journal that SQLite keeps in the folder of a database.
fn journal_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-journal");
    name.into()
}

impl StoreError {
    /// The error for a path that no longer leads to the file that was opened.
    pub(super) fn replaced(path: &Path) -> Self {
        Self::Replaced { path: path.to_owned(), is_there: path.exists() }
    }

    /// Turns an error on opening into [`HotJournal`](Self::HotJournal) if an interrupted write left
    /// a journal. It must be rolled back on opening, which needs a writable folder and file.
    pub(super) fn while_opening(self, path: &Path) -> Self {
        let why = match &self {
            Self::ReadOnly(_) => "it may only be read".to_owned(),
            Self::Disk(why) | Self::Unread(why) => why.clone(),
            _ => return self,
        };
        // SQLite rolls back any journal whose first byte is not zero. A journal that cannot be read
        // may be one of these.
        let mut first = [0];
        let read = File::open(journal_of(path)).and_then(|mut file| file.read_exact(&mut first));
        let is_hot = match read {
            Ok(()) => first != [0],
            Err(error) => error.kind() == io::ErrorKind::PermissionDenied,
        };
        if is_hot { Self::HotJournal { path: path.to_owned(), why } } else { self }
    }

    /// Notes in a `Locked` error that rows were about to be recorded, so that the message says that
    /// nothing was.
    pub(super) fn while_recording(self) -> Self {
        match self {
            Self::Locked { holder, .. } => Self::Locked { holder, recording: true },
            other => other,
        }
    }
}

/// Whether SQLite refused to write because its file was moved or deleted.
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
                return Self::Corrupt(format!("column `{column}` contains {found}"));
            }
            Error::Utf8Error(_, why) => return Self::Corrupt(why.to_string()),
            Error::IntegralValueOutOfRange(_, number) => {
                return Self::Corrupt(format!("{number} is out of range"));
            }
            // Queries for a single row are only used for rows that other rows refer to, so the row
            // must exist. Other queries are `optional`.
            Error::QueryReturnedNoRows => {
                return Self::Corrupt("a row that another one refers to is missing".to_owned());
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
            Some(ErrorCode::OperationInterrupted) => Self::Endless,
            Some(ErrorCode::DatabaseCorrupt) => Self::Corrupt(error.to_string()),
            _ => Self::Sqlite(error),
        }
    }
}
