//! The journal of a file while somebody is recording in it.
//!
//! A database is one file. While somebody records, there is a rollback journal in the same folder. With such a journal,
//! SQLite writes into the file itself as soon as its page cache is full, and from then on nobody can read until the
//! commit. For many rows the file therefore has a write-ahead log (WAL): readers see what was recorded before, and the
//! file is not changed before the commit. Then the log is copied into the file and removed.
//!
//! Knows SQLite's journals, and which file systems the log works on. Must not know what is recorded.

use super::Store;
use super::error::StoreError;
use rusqlite::Connection;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long a log waits for readers before it is left in the folder of the file, and the time between two attempts.
const MOST: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(10);

/// The journal of a file while a writer records. Drop it after the transaction: if the file has a log, it becomes one
/// file again, unless others are using it.
pub(super) struct Journal<'s> {
    store: &'s Store,
    has_log: bool,
    /// The longest wait for others who use the file.
    most: Duration,
}

impl<'s> Journal<'s> {
    /// For few rows. Takes the file out of WAL mode, in which another program, or an import that
    /// was killed, may have left it. While others use the file, it stays in WAL mode.
    pub(super) fn of_few(store: &'s Store) -> Result<Self, StoreError> {
        let has_log = !keep_one_file(store)?;
        Ok(Self { store, has_log, most: Duration::ZERO })
    }

    /// For many rows. Gives the file a log, if there is something in it to read and the file system
    /// allows a log.
    pub(super) fn of_many(store: &'s Store) -> Result<Self, StoreError> {
        let few = Self::of_few(store)?;
        let connection = &store.connection;
        if few.has_log || !shares_memory(store.path()) || !has_rows(connection)? {
            return Ok(few);
        }
        Ok(Self { has_log: switch(connection, "WAL")? == "wal", most: MOST, ..few })
    }
}

impl Drop for Journal<'_> {
    fn drop(&mut self) {
        if !self.has_log {
            return;
        }
        // The recorded rows are safe in the log. If this fails, the next writer tries it again.
        let since = Instant::now();
        loop {
            match keep_one_file(self.store) {
                Ok(true) => return,
                // A log belongs to a file by its name: SQLite would apply it to another file that has the name now.
                _ if !self.store.file.is_at(self.store.path()) => {
                    if self.store.has_log() {
                        self.checkpoint("TRUNCATE");
                    }
                    return;
                }
                Err(_) => return,
                Ok(false) if since.elapsed() >= self.most => return,
                Ok(false) => self.checkpoint("PASSIVE"),
            }
            sleep(PAUSE);
        }
    }
}

impl Journal<'_> {
    /// Writes the log into its file, as far as this is possible while others read the file.
    fn checkpoint(&self, how: &str) {
        let sql = format!("PRAGMA wal_checkpoint({how})");
        let _ = self.store.connection.query_row(&sql, [], |_| Ok(()));
    }
}

/// Gives the file a rollback journal; `false` if others use the file in WAL mode.
fn keep_one_file(store: &Store) -> Result<bool, StoreError> {
    let mode = store.waiting.without(|| switch(&store.connection, "DELETE"))?;
    Ok(mode != "wal")
}

/// Switches the journal of a file; returns the mode that it has afterwards. While others use the file, it keeps the old
/// mode.
fn switch(connection: &Connection, mode: &str) -> Result<String, StoreError> {
    let mut has = String::new();
    let switched = connection.pragma_update_and_check(None, "journal_mode", mode, |row| {
        has = row.get(0)?;
        Ok(())
    });
    match switched.map_err(StoreError::from) {
        Ok(()) => Ok(has),
        Err(StoreError::Locked { .. }) => {
            Ok(connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?)
        }
        Err(error) => Err(error),
    }
}

/// Whether the file has more than the vocabulary that every new file has.
fn has_rows(connection: &Connection) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM main.report) OR EXISTS (SELECT 1 FROM main.place)";
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}

/// Whether all users of a file run on this machine and can share memory through a file in its folder, which a log
/// needs. This is known only for some file systems of Linux, none of them a network drive.
#[cfg(target_os = "linux")]
fn shares_memory(path: &Path) -> bool {
    /// The numbers of ext2 to ext4, XFS, Btrfs, Bcachefs, ZFS, F2FS, tmpfs and overlayfs (see `statfs(2)`).
    const LOCAL: [u32; 8] = [
        0xEF53,
        0x5846_5342,
        0x9123_683E,
        0xCA45_1A4E,
        0x2FC1_2FC1,
        0xF2F5_2010,
        0x0102_1994,
        0x794C_7630,
    ];
    let found = rustix::fs::statfs(path).ok();
    found.and_then(|found| u32::try_from(found.f_type).ok()).is_some_and(|it| LOCAL.contains(&it))
}

#[cfg(not(target_os = "linux"))]
fn shares_memory(_: &Path) -> bool {
    false
}

impl Store {
    /// Whether some of the recorded rows are only in a log and not yet in the file, because others use the
    /// file.
    #[must_use]
    pub fn has_log(&self) -> bool {
        let mut log = self.path.as_os_str().to_owned();
        log.push("-wal");
        std::fs::metadata(Path::new(&log)).is_ok_and(|found| found.len() > 0)
    }
}
