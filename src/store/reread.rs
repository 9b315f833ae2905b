//! A second look at a file that SQLite calls damaged: it says so as well where the disk fails.
//!
//! SQLite makes `SQLITE_CORRUPT` of a read that fails with EIO, and keeps the system's error to itself.

use super::error::StoreError;
use rusqlite::{Connection, OpenFlags};
use std::fs::File;
use std::io;
use std::path::Path;

/// So much is read at once, in bytes.
const CHUNK: usize = 1 << 20;

/// What SQLite says of a file that is damaged, or that the disk does not give.
pub const DAMAGED: &str = "database disk image is malformed";

/// Why a file cannot be read to its end, where the disk is to blame.
#[must_use]
pub fn disk_error(path: &Path) -> Option<StoreError> {
    read_all(path).err().map(|why| StoreError::Unread(why.to_string()))
}

/// Why a file that can be read to its end was called damaged and is whole: the disk failed once.
#[must_use]
pub fn passing_disk_error(path: &Path) -> Option<StoreError> {
    let mode = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, mode).ok()?;
    let found: String =
        connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).ok()?;
    (found == "ok").then_some(StoreError::UnreadOnce)
}

/// Reads a whole file, in the way in which SQLite reads it.
fn read_all(path: &Path) -> io::Result<()> {
    // A file that is not there is no fault of the disk.
    let Ok(file) = File::open(path) else { return Ok(()) };
    let (mut at, mut buffer) = (0, vec![0; CHUNK]);
    loop {
        match read_at(&file, &mut buffer, at)? {
            0 => return Ok(()),
            read => at += read as u64,
        }
    }
}

#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, at)
}

#[cfg(windows)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, at)
}
