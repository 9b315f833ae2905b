//! Checks a file that SQLite reports as damaged, since SQLite reports the same if the disk fails.
//!
//! SQLite reports `SQLITE_CORRUPT` if a read fails with EIO, and does not pass on the system's
//! error.

use super::error::StoreError;
use crate::text::system::read_at;
use rusqlite::{Connection, OpenFlags};
use std::fs::File;
use std::io;
use std::path::Path;

/// Bytes that are read by one call.
const CHUNK: usize = 1 << 20;

/// SQLite's message for `SQLITE_CORRUPT`: a damaged file, or a failed read.
pub const DAMAGED: &str = "database disk image is malformed";

/// The error of the disk if the file cannot be read to its end; otherwise `None`.
#[must_use]
pub fn disk_error(path: &Path) -> Option<StoreError> {
    read_all(path).err().map(|why| StoreError::Unread(why.to_string()))
}

/// The error for a disk that failed only once: the file now passes SQLite's integrity check;
/// otherwise `None`.
#[must_use]
pub fn passing_disk_error(path: &Path) -> Option<StoreError> {
    let mode = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, mode).ok()?;
    let found: String =
        connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).ok()?;
    (found == "ok").then_some(StoreError::UnreadOnce)
}

/// Reads a whole file by offset, as SQLite does. Fails with the system's error.
fn read_all(path: &Path) -> io::Result<()> {
    // A missing file is not a fault of the disk.
    let Ok(file) = File::open(path) else { return Ok(()) };
    let (mut at, mut buffer) = (0, vec![0; CHUNK]);
    loop {
        match read_at(&file, &mut buffer, at)? {
            0 => return Ok(()),
            read => at += read as u64,
        }
    }
}
