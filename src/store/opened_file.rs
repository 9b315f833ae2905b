//! Remembers which file a path led to when it was opened, to tell whether it still does.
//!
//! A file that is renamed or deleted stays open, and writing to it succeeds, while its path leads
//! to another file or to none. SQLite checks this only once, when a transaction first writes.

use std::path::Path;
use std::{fs, io};

/// Identifies a file whatever its path: by its device and inode number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OpenedFile {
    #[cfg(unix)]
    device: u64,
    #[cfg(unix)]
    inode: u64,
}

impl OpenedFile {
    /// The file at a path. Other systems than Unix do not let an open file be renamed, so all files
    /// are equal there. Fails where there is no file.
    pub(super) fn at(path: &Path) -> io::Result<Self> {
        let file = fs::metadata(path)?;
        #[cfg(unix)]
        let found = {
            use std::os::unix::fs::MetadataExt;
            Self { device: file.dev(), inode: file.ino() }
        };
        #[cfg(not(unix))]
        let found = {
            let _ = file;
            Self {}
        };
        Ok(found)
    }

    /// Whether the path still leads to this file. If not, nobody would find there what is recorded
    /// now.
    pub(super) fn is_at(self, path: &Path) -> bool {
        Self::at(path).is_ok_and(|file| file == self)
    }
}
