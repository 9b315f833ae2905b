//! Remembers which file a path led to when it was opened, to check whether it still does.
//!
//! A file that is renamed or deleted stays open, and writing to it succeeds, while its path leads
//! to another file or to none. SQLite checks this only once, when a transaction first writes.

use crate::text::system::{FileIdentity, identity};
use std::path::Path;
use std::{fs, io};

/// Identifies a file independently of its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OpenedFile(FileIdentity);

impl OpenedFile {
    /// The file at a path. Fails if there is no file.
    pub(super) fn at(path: &Path) -> io::Result<Self> {
        Ok(Self(identity(&fs::metadata(path)?)))
    }

    /// Whether the path still leads to this file. If not, rows that are recorded now would not be found
    /// there.
    pub(super) fn is_at(self, path: &Path) -> bool {
        Self::at(path).is_ok_and(|file| file == self)
    }
}
