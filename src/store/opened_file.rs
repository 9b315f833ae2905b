//! Which file a path led to when it was opened, and whether the path leads there still.
//!
//! A file that is renamed or deleted stays open, and what is written to it is acknowledged; under its
//! name, another file may stand, or none. SQLite looks at that once, when a transaction first writes.

use std::path::Path;
use std::{fs, io};

/// A file, whatever its name: its device and its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OpenedFile {
    #[cfg(unix)]
    device: u64,
    #[cfg(unix)]
    inode: u64,
}

impl OpenedFile {
    /// The file that has a path. Elsewhere than on Unix, a file that is open keeps its name, so that all
    /// are taken to be one.
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

    /// Whether the path leads to this file still: what is recorded in it would be looked for in vain
    /// otherwise.
    pub(super) fn is_at(self, path: &Path) -> bool {
        Self::at(path).is_ok_and(|file| file == self)
    }
}
