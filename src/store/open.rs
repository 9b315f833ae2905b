//! Making and opening the file.

use super::error::StoreError;
use super::opened_file::OpenedFile;
use super::patience::{Patience, Waiting};
use super::{Store, migrations, schema};
use crate::text::files::folder_of;
use crate::text::unfinished::UnfinishedFile;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};
use std::ffi::c_int;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What holds for each connection. The sizes of cells are checked because a stranger may have made
/// the file.
const PRAGMAS: &str = "PRAGMA foreign_keys = ON; PRAGMA synchronous = EXTRA;
    PRAGMA cache_size = -8192; PRAGMA cell_size_check = ON";

/// No text and no row of a file is longer, in bytes: more would fill the memory.
const LONGEST: i32 = 1 << 27;

/// Statements kept prepared: more than any one command uses.
const PREPARED: usize = 64;

impl Store {
    /// Makes a database. It appears under its name only when it is whole; a file that is there
    /// already is refused and left as it is. `replica` names the new database among others that it
    /// may be merged with: no two should have the same name. Only the user may read it.
    pub fn create(path: impl AsRef<Path>, replica: &str) -> Result<Self, StoreError> {
        Self::create_filled(path.as_ref(), replica, |_| Ok(()))
    }

    /// The same, and `fill` records what is in it from the beginning.
    pub fn create_filled<E: From<StoreError>>(
        path: &Path,
        replica: &str,
        fill: impl FnOnce(&mut Self) -> Result<(), E>,
    ) -> Result<Self, E> {
        if path.exists() {
            return Err(StoreError::Exists(path.to_owned()).into());
        }
        let unfinished = UnfinishedFile::database(path)
            .map_err(|error| no_file_in(folder_of(path), path, &error))?;
        let mut store = Self::create_unfinished(unfinished.path(), replica)
            .map_err(|error| error.about(path))?;
        fill(&mut store)?;
        store.connection.close().map_err(|(_, error)| StoreError::from(error).about(path))?;
        unfinished.put_new().map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists => StoreError::Exists(path.to_owned()),
            _ => StoreError::Io { path: path.to_owned(), source },
        })?;
        Ok(Self::open(path)?)
    }

    /// Makes a database in an empty file, which appears bit by bit: under another name than its own.
    pub fn create_unfinished(path: &Path, replica: &str) -> Result<Self, StoreError> {
        fill(path, replica)?;
        Self::open(path)
    }

    /// Opens a database; one that may not be written is opened for reading.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_with_patience(path, Patience::default())
    }

    /// Opens a database that is only to be read, and changes nothing of the file. It is read for as
    /// long as its size lets expect, and no longer.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        let file = look_at(path)?;
        let mode = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = connect(path, mode).map_err(StoreError::from)?;
        let mut store = Self::prepare(opened, path, Patience::default())
            .map_err(|error| error.about(path).while_opening(path))?;
        let allowed = STEPS_ALWAYS.saturating_add(file.len().saturating_mul(STEPS_A_BYTE));
        limit_steps(&mut store.connection, allowed)?;
        Ok(store)
    }

    /// Opens a database, and waits for other programs no longer than that.
    pub fn open_with_patience(
        path: impl AsRef<Path>,
        patience: Patience,
    ) -> Result<Self, StoreError> {
        let path = path.as_ref();
        let file = look_at(path)?;
        let mode = if file.permissions().readonly() {
            OpenFlags::SQLITE_OPEN_READ_ONLY
        } else {
            OpenFlags::SQLITE_OPEN_READ_WRITE
        };
        let opened = connect(path, mode | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(|error| {
            match fs::File::open(path) {
                Err(source) => StoreError::Io { path: path.to_owned(), source },
                Ok(_) => StoreError::from(error),
            }
        });
        Self::prepare(opened?, path, patience)
            .map_err(|error| error.about(path).while_opening(path))
    }

    fn prepare(
        mut connection: Connection,
        path: &Path,
        patience: Patience,
    ) -> Result<Self, StoreError> {
        // Had the path led to another file before this, SQLite would refuse to write.
        let file = OpenedFile::at(path)
            .map_err(|source| StoreError::Io { path: path.to_owned(), source })?;
        let waiting = Waiting::of(&mut connection, path, patience)?;
        connection.set_prepared_statement_cache_capacity(PREPARED);
        distrust(&connection)?;
        let writable = !connection.is_readonly("main")?;
        migrations::bring_up_to_date(&mut connection, path, writable)?;
        schema::check(&connection, path)?;
        connection.execute_batch(PRAGMAS)?;
        // Plans do not depend on the values of parameters; else SQLite makes a new one for every
        // value where an index has a condition.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        Ok(Self { connection, path: path.to_owned(), file, waiting, writable, hidden: None })
    }
}

/// A connection to a file. SQLite takes a name that begins with `file:` for an address with options,
/// and `:memory:` for no file at all; a path is always a path.
fn connect(path: &Path, mode: OpenFlags) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(as_path(path), mode)
}

/// A path as SQLite takes it for nothing else.
pub(super) fn as_path(path: &Path) -> PathBuf {
    if path.is_absolute() { path.to_owned() } else { Path::new(".").join(path) }
}

/// Whatever stands in a file: no trigger and no view runs, its schema calls no function with side
/// effects, and nothing writes around the rules of SQLite's file format.
fn distrust(connection: &Connection) -> rusqlite::Result<()> {
    for (setting, is_on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
    ] {
        connection.set_db_config(setting, is_on)?;
    }
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST).map(drop)
}

/// How often SQLite asks whether it may go on: after so many of its instructions.
pub(super) const STEPS: c_int = 1 << 20;
/// So many instructions are allowed for each byte of a file, and so many in any case: a hundred times
/// what reading it takes.
const STEPS_A_BYTE: u64 = 1 << 6;
const STEPS_ALWAYS: u64 = 1 << 27;

/// Ends reading a file that does not end by itself. Instructions are counted, not seconds, so that
/// neither a slow machine nor the thread that waits for the rows makes a difference.
pub(super) fn limit_steps(connection: &mut Connection, allowed: u64) -> rusqlite::Result<()> {
    let mut left = allowed / u64::from(STEPS.unsigned_abs());
    let is_over = move || {
        left = left.saturating_sub(1);
        left == 0
    };
    connection.progress_handler(STEPS, Some(is_over))
}

/// The file's metadata, unless it cannot be a database.
fn look_at(path: &Path) -> Result<fs::Metadata, StoreError> {
    let file = fs::metadata(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => StoreError::NotFound(path.to_owned()),
        _ => StoreError::Io { path: path.to_owned(), source },
    })?;
    let not = |why| Err(StoreError::NotADatabase { path: path.to_owned(), why });
    if file.is_dir() {
        not("it is a folder")
    } else if file.len() == 0 {
        not("it is empty")
    } else {
        Ok(file)
    }
}

/// Why no file can be made in a folder, without the name that it was to have for a moment.
fn no_file_in(folder: &Path, path: &Path, error: &io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            StoreError::NoFolder { file: path.to_owned(), folder: folder.to_owned() }
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            StoreError::FolderReadOnly(Some(folder.to_owned()))
        }
        kind => StoreError::Io { path: path.to_owned(), source: kind.into() },
    }
}

/// Writes the schema and the replica's name into an empty file.
fn fill(path: &Path, replica: &str) -> Result<(), StoreError> {
    let connection = connect(path, OpenFlags::default())?;
    connection.execute_batch(
        "PRAGMA page_size = 8192; PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; BEGIN",
    )?;
    connection.execute_batch(schema::SQL)?;
    connection.execute("INSERT INTO setting (key, value) VALUES ('replica', ?1)", [replica])?;
    connection.execute_batch("COMMIT")?;
    connection.close().map_err(|(_, error)| error.into())
}
