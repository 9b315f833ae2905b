//! What operating systems do differently about files: modes, links, syncing a folder, exchanging two names,
//! reading at an offset, the identity of a file.
//!
//! `unix.rs` and `portable.rs` have the same functions; `portable.rs` is used on systems other than Unix, and
//! compiled in the tests of every system, so that it cannot fall behind. Must not know what a file holds.

#[cfg(any(not(unix), test))]
mod portable;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
use portable as own;
#[cfg(unix)]
use unix as own;

pub(crate) use own::{FileIdentity, identity, make_private_file, make_private_folder, target_of};
pub(super) use own::{exchange, set_mode, sync_folder, take_mode, take_modes};

use std::fs::File;
use std::io;

/// Reads from byte `at` of a file on, whatever position other readers of the file have.
#[cfg(unix)]
pub(crate) fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, at)
}

/// Reads from byte `at` of a file on, whatever position other readers of the file have.
#[cfg(windows)]
pub(crate) fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, at)
}
