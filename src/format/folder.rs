//! The folder in which data may name other files: on the disk, or in a zip file.
//!
//! Knows that a name must not lead out of the folder. Must not know the content of the files.

use crate::format::archive::{Archive, EntryReader};
use crate::format::inside::{self, NamedFileError};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A folder of files that data may name.
#[derive(Clone, Debug)]
pub(crate) struct Folder {
    root: Root,
    /// Names of the folders from the root down to this one. Data may have named them, so they are
    /// checked again at each use.
    below: Vec<String>,
}

#[derive(Clone, Debug)]
enum Root {
    /// A folder that the user named, on the disk.
    Disk(PathBuf),
    Zip(Arc<Archive>),
}

/// An open file that data named.
pub(crate) enum NamedFile {
    File(File),
    Entry(Box<EntryReader>),
}

impl Folder {
    /// A folder on the disk that the user named, or the folder of a file that the user named.
    pub(crate) fn on_disk(folder: &Path) -> Self {
        Self { root: Root::Disk(folder.to_owned()), below: Vec::new() }
    }

    /// A folder in a zip file; `""` is its root.
    pub(crate) fn in_zip(zip: Arc<Archive>, folder: &str) -> Self {
        let below = folder.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        Self { root: Root::Zip(zip), below }
    }

    /// Opens a file by its path in this folder; returns it with its size in bytes. Fails if the
    /// path leads out of the folder or through a link, or names no plain file.
    pub(crate) fn open(&self, name: &str) -> Result<(NamedFile, u64), NamedFileError> {
        let mut parts: Vec<&str> = self.below.iter().map(String::as_str).collect();
        parts.extend(inside::parts(name)?);
        match &self.root {
            Root::Disk(folder) => {
                let file = inside::open(folder, &parts)?;
                let size = file.metadata()?.len();
                Ok((NamedFile::File(file), size))
            }
            Root::Zip(zip) => {
                let (entry, size) = zip.entry(&parts.join("/"))?;
                Ok((NamedFile::Entry(Box::new(entry)), size))
            }
        }
    }

    /// Reads all bytes of a file. Fails if it has more than `most` bytes, or if
    /// [`open`](Self::open) fails.
    pub(crate) fn read(&self, name: &str, most: u64) -> Result<Vec<u8>, NamedFileError> {
        let (file, size) = self.open(name)?;
        let mut bytes = Vec::new();
        // The stated size is not enough: a file may have grown since, and those of /proc state 0.
        if size <= most {
            file.take(most + 1).read_to_end(&mut bytes)?;
        }
        if size > most || bytes.len() as u64 > most {
            return Err(NamedFileError::TooLarge(most));
        }
        Ok(bytes)
    }

    /// The folder of the file at this path. Fails if the path leads out of this folder.
    pub(crate) fn of(&self, name: &str) -> Result<Self, NamedFileError> {
        let mut folder = self.clone();
        let parts = inside::parts(name)?;
        folder.below.extend(parts.iter().take(parts.len() - 1).map(|part| (*part).to_owned()));
        Ok(folder)
    }
}

impl Read for NamedFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Entry(entry) => entry.read(buffer),
        }
    }
}
