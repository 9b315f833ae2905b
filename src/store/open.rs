//! Creates and opens database files.

use super::error::StoreError;
use super::newest_reports::Seen;
use super::opened_file::OpenedFile;
use super::patience::{Patience, Waiting};
use super::{Store, migrations, newest_reports, schema};
use crate::text::files::folder_of;
use crate::text::unfinished::UnfinishedFile;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};
use std::cell::Cell;
use std::ffi::c_int;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Settings of each connection. SQLite checks the sizes of cells, since the file may come from a
/// stranger.
const PRAGMAS: &str = "PRAGMA foreign_keys = ON; PRAGMA synchronous = EXTRA;
    PRAGMA cache_size = -8192; PRAGMA cell_size_check = ON";

/// The longest text, blob or row in bytes, so that a hostile file cannot fill the memory.
const LONGEST: i32 = 1 << 27;

/// Number of prepared statements that are cached: more than any one command uses.
const PREPARED: usize = 64;

impl Store {
    /// Creates a database, readable by the user alone. The file gets its name only once it is
    /// complete. `replica` names the database among those that it may be merged with, so it should
    /// be unique. Fails if the path exists or cannot be written.
    pub fn create(path: impl AsRef<Path>, replica: &str) -> Result<Self, StoreError> {
        Self::create_filled(path.as_ref(), replica, |_| Ok(()))
    }

    /// Creates a database as [`create`](Self::create) does. `fill` records its first rows before
    /// the file is renamed to its final name.
    pub fn create_filled<E: From<StoreError>>(
        path: &Path,
        replica: &str,
        fill: impl FnOnce(&mut Self) -> Result<(), E>,
    ) -> Result<Self, E> {
        if path.exists() {
            return Err(StoreError::Exists(path.to_owned()).into());
        }
        refuse_old_journal(path)?;
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

    /// Creates a database in an empty file at its final path. Others can see it before it is
    /// complete, so use a temporary name.
    pub fn create_unfinished(path: &Path, replica: &str) -> Result<Self, StoreError> {
        fill(path, replica)?;
        Self::open(path)
    }

    /// Opens a database; one without write permission is opened for reading only. Fails if the file
    /// is missing, is not a Factline database, or has a changed schema.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_with_patience(path, Patience::default())
    }

    /// Opens a database for reading only, and does not change the file. A query is stopped if it
    /// takes far longer than the size of the file explains, since a hostile file can make it
    /// endless.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_read_only_with(path.as_ref(), Patience::default())
    }

    /// Opens a database as [`open_read_only`](Self::open_read_only) does, but fails immediately if the file is in use.
    pub(super) fn open_read_only_at_once(path: &Path) -> Result<Self, StoreError> {
        Self::open_read_only_with(path, Patience::of(Duration::ZERO))
    }

    fn open_read_only_with(path: &Path, patience: Patience) -> Result<Self, StoreError> {
        look_at(path)?;
        let mode = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut opened = connect(path, mode).map_err(StoreError::from)?;
        limit_reading(&mut opened, path)?;
        Self::prepare(opened, path, patience).map_err(|error| error.about(path).while_opening(path))
    }

    /// Opens a database as [`open_with_patience`](Self::open_with_patience) does, for a caller that only reads. Queries
    /// are limited as in [`open_read_only`](Self::open_read_only).
    pub fn open_to_ask(path: impl AsRef<Path>, patience: Patience) -> Result<Self, StoreError> {
        let path = path.as_ref();
        let mut opened = connect_as_permitted(path)?;
        limit_reading(&mut opened, path)?;
        Self::prepare(opened, path, patience).map_err(|error| error.about(path).while_opening(path))
    }

    /// Opens a database as [`open`](Self::open) does. `patience` limits how long it waits for other
    /// programs.
    pub fn open_with_patience(
        path: impl AsRef<Path>,
        patience: Patience,
    ) -> Result<Self, StoreError> {
        let path = path.as_ref();
        Self::prepare(connect_as_permitted(path)?, path, patience)
            .map_err(|error| error.about(path).while_opening(path))
    }

    /// Leaves the file open until the process ends, which must be soon. Closing it would free, piece by piece, all
    /// that SQLite knows of its tables, which takes a tenth of the work of recording a fact. Locks and memory end
    /// with the process, too; only a log needs a last user who writes it into the file.
    pub fn leave(self) {
        if !self.has_log() {
            std::mem::forget(self);
        }
    }

    fn prepare(
        mut connection: Connection,
        path: &Path,
        patience: Patience,
    ) -> Result<Self, StoreError> {
        // The file is identified after SQLite has opened it. If the path changed between the two,
        // SQLite itself refuses to write.
        let file = OpenedFile::at(path)
            .map_err(|source| StoreError::Io { path: path.to_owned(), source })?;
        let waiting = Waiting::of(&mut connection, path, patience)?;
        connection.set_prepared_statement_cache_capacity(PREPARED);
        distrust(&connection)?;
        let writable = !connection.is_readonly("main")?;
        let as_made = identify(&connection, path)?;
        connection.execute_batch(PRAGMAS)?;
        // Keeps query plans independent of parameter values. Otherwise SQLite makes a new plan for every value if an
        // index has a condition.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        let path = path.to_owned();
        newest_reports::show(&connection, Seen::NOW)?;
        Ok(Self {
            connection,
            path,
            file,
            as_made,
            waiting,
            writable,
            hidden: None,
            as_recorded: None,
            misdated: 0,
            is_discreet: false,
            reports_as_of: Cell::new(None),
        })
    }
}

/// Checks that a file is a Factline database with its schema, in one state of the file, since another program may
/// migrate it at the same time. Shows the columns that a file of an older version lacks. Returns what [`schema::check`]
/// does.
fn identify(connection: &Connection, path: &Path) -> Result<Option<i64>, StoreError> {
    let state = connection.unchecked_transaction()?;
    let version = migrations::version_of(connection, path)?;
    let as_made = schema::check(connection, path, version)?;
    drop(state);
    migrations::show_missing(connection, version)?;
    Ok(as_made)
}

/// Connects to a database for reading and writing, or only for reading if the file has no write
/// permission.
fn connect_as_permitted(path: &Path) -> Result<Connection, StoreError> {
    let mode = if look_at(path)?.permissions().readonly() {
        OpenFlags::SQLITE_OPEN_READ_ONLY
    } else {
        OpenFlags::SQLITE_OPEN_READ_WRITE
    };
    connect(path, mode | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(|error| {
        match fs::File::open(path) {
            Err(source) => StoreError::Io { path: path.to_owned(), source },
            Ok(_) => StoreError::from(error),
        }
    })
}

/// Connects to a file. SQLite takes a name that begins with `file:` for a URI, and `:memory:` for
/// no file; [`as_path`] prevents both.
fn connect(path: &Path, mode: OpenFlags) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(as_path(path), mode)
}

/// The path in a form that SQLite cannot mistake for something else: absolute, or beginning with `./`.
pub(super) fn as_path(path: &Path) -> PathBuf {
    if path.is_absolute() { path.to_owned() } else { Path::new(".").join(path) }
}

/// Protects against a hostile file: no trigger and no view runs, its schema calls no function with
/// side effects, and no SQL can damage the file format.
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

/// Number of SQLite instructions between two calls of the progress handler.
pub(super) const STEPS: c_int = 1 << 20;
/// The number of SQLite instructions that are allowed for each byte of a file, and for any file: a
/// hundred times as many as reading it takes.
const STEPS_A_BYTE: u64 = 1 << 4;
const STEPS_ALWAYS: u64 = 1 << 25;

/// Stops queries that take far longer than the size of their file explains.
fn limit_reading(connection: &mut Connection, path: &Path) -> rusqlite::Result<()> {
    let path = path.to_owned();
    let allowed = move || {
        let size = fs::metadata(&path).map_or(0, |file| file.len());
        STEPS_ALWAYS.saturating_add(size.saturating_mul(STEPS_A_BYTE))
    };
    limit_steps(connection, allowed)
}

/// Stops queries after `allowed` SQLite instructions. Instructions are counted rather than seconds,
/// so that the speed of the machine or of the consumer does not matter. `allowed` is asked again
/// before a query is stopped, because a file can have grown since it was opened.
pub(super) fn limit_steps(
    connection: &mut Connection,
    allowed: impl Fn() -> u64 + Send + 'static,
) -> rusqlite::Result<()> {
    let (mut taken, mut most) = (0, 0);
    let is_over = move || {
        taken += u64::from(STEPS.unsigned_abs());

        if taken >= most {
            most = allowed();
        }
        taken >= most
    };
    connection.progress_handler(STEPS, Some(is_over))
}

/// Refuses to make a database if there is a journal of an earlier one with the same name: SQLite would apply
/// the journal to the new file, and write the old pages over it.
pub fn refuse_old_journal(path: &Path) -> Result<(), StoreError> {
    for ending in ["-journal", "-wal"] {
        let mut journal = path.as_os_str().to_owned();
        journal.push(ending);
        if fs::metadata(&journal).is_ok_and(|found| found.len() > 0) {
            return Err(StoreError::OldJournal { path: path.to_owned(), journal: journal.into() });
        }
    }
    Ok(())
}

/// The metadata of the file at a path. Fails if there is no file, or if it is empty or a folder.
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

/// The error for a folder in which no file can be created. It does not mention the temporary name
/// of the file.
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
    connection.execute_batch(migrations::SQL)?;
    connection.execute("INSERT INTO setting (key, value) VALUES ('replica', ?1)", [replica])?;
    connection.execute_batch("COMMIT")?;
    connection.close().map_err(|(_, error)| error.into())
}
