//! Sources of rows: a file, standard input, or bytes that are built in.

use crate::format::error::FormatError;
use crate::format::file_at::FileAt;
use crate::format::folder::Folder;
use crate::format::gzip::GzipReader;
use crate::format::inside::NamedFileError;
use crate::format::progress::{Counted, Progress};
use crate::format::row_numbers::RowNumbers;
use crate::text::files::folder_of;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Name of standard input in messages.
pub(crate) const STANDARD_INPUT: &str = "standard input";

/// A source of rows, which can be opened several times (except standard input).
#[derive(Debug)]
pub struct Source {
    name: String,
    content: Content,
    /// Number of bytes read since the source was last opened.
    read: Arc<AtomicU64>,
}

/// Reports progress for a file that is not read byte by byte, such as a database: by parts, as a
/// share of its size.
pub(crate) struct ReadCounter {
    read: Arc<AtomicU64>,
    size: u64,
}

impl ReadCounter {
    /// Reports that `done` of `all` parts were read.
    pub(crate) fn tell(&self, done: usize, all: usize) {
        let (done, all) = (done as u64, (all as u64).max(1));
        self.read.store(self.size / all * done.min(all), Ordering::Relaxed);
    }

    /// The progress when `done` of `all` parts were checked, before the first row is read.
    pub(crate) fn checked(&self, done: u64, all: u64) -> Progress {
        let read = self.size / all.max(1) * done.min(all);
        Progress { rows: 0, read, size: Some(self.size) }
    }
}

#[derive(Debug)]
enum Content {
    /// A file that the user named.
    File(PathBuf),
    /// A file that a data package lists.
    Part {
        folder: Folder,
        path: String,
        size: u64,
    },
    /// A temporary file without a name, with the rows of another file in another format.
    Rewritten(FileAt),
    /// The same with the rows of a sheet as CSV, and their row numbers in the sheet.
    Sheet(FileAt, RowNumbers),
    Input,
    Bytes(Cow<'static, [u8]>),
}

impl Source {
    /// The source for a file, or for standard input if the path is `-`. Fails if the file is
    /// missing, cannot be examined, or is a folder.
    pub fn file(path: impl AsRef<Path>) -> Result<Self, FormatError> {
        let path = path.as_ref();
        if path == Path::new("-") {
            let name = STANDARD_INPUT.to_owned();
            return Ok(Self::of(name, Content::Input));
        }
        let name = path.display().to_string();
        let is_folder = || io::Error::new(io::ErrorKind::IsADirectory, "it is a folder");
        std::fs::metadata(path)
            .and_then(|found| if found.is_dir() { Err(is_folder()) } else { Ok(()) })
            .map_err(|why| FormatError::Unreadable { file: name.clone(), why })?;
        Ok(Self::of(name, Content::File(path.to_owned())))
    }

    /// The source for bytes in memory; `name` is used in messages.
    #[must_use]
    pub fn bytes(name: &str, rows: impl Into<Cow<'static, [u8]>>) -> Self {
        Self::of(name.to_owned(), Content::Bytes(rows.into()))
    }

    /// The source for a file that a data package lists. `path` is relative to the package, `name`
    /// is used in messages. Fails if the path leads out of the package or names no plain file.
    pub(crate) fn part(folder: &Folder, path: &str, name: &str) -> Result<Self, NamedFileError> {
        let (_, size) = folder.open(path)?;
        let (folder, path) = (folder.clone(), path.to_owned());
        Ok(Self::of(name.to_owned(), Content::Part { folder, path, size }))
    }

    /// The source for the rows of another file that were rewritten into a temporary one; `name` is
    /// that of the original, for messages.
    pub(crate) fn rewritten(name: &str, rows: File) -> Self {
        Self::of(name.to_owned(), Content::Rewritten(FileAt::new(rows)))
    }

    /// The source for a sheet that was written as CSV; `name` is that of the workbook, for messages.
    pub(crate) fn sheet(name: &str, csv: File, rows: RowNumbers) -> Self {
        Self::of(name.to_owned(), Content::Sheet(FileAt::new(csv), rows))
    }

    /// The row numbers of the records in the sheet; `None` if the source is not a sheet.
    pub(crate) fn row_numbers(&self) -> Option<&RowNumbers> {
        match &self.content {
            Content::Sheet(_, rows) => Some(rows),
            _ => None,
        }
    }

    fn of(name: String, content: Content) -> Self {
        Self { name, content, read: Arc::default() }
    }

    /// Whether the rows were rewritten from another file.
    pub(crate) fn is_rewritten(&self) -> bool {
        matches!(self.content, Content::Rewritten(_))
    }

    /// The folder of the file, if its rows may name other files; `None` if there is no such folder.
    pub(crate) fn folder(&self) -> Option<Folder> {
        match &self.content {
            Content::File(path) => Some(Folder::on_disk(folder_of(path))),
            Content::Part { folder, path, .. } => folder.of(path).ok(),
            Content::Rewritten(_) | Content::Sheet(..) | Content::Input | Content::Bytes(_) => None,
        }
    }

    /// Name of the source in messages: the path as the user gave it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the source is standard input, which may come slowly and never end.
    pub(crate) fn is_input(&self) -> bool {
        matches!(self.content, Content::Input)
    }

    /// Opens the source and reads from its beginning. Fails if the file cannot be opened.
    pub(crate) fn open(&self) -> io::Result<Box<dyn Read + Send + '_>> {
        self.read.store(0, Ordering::Relaxed);
        match &self.content {
            Content::File(path) => Ok(self.unpacked(path, File::open(path)?)),
            Content::Part { folder, path, .. } => match folder.open(path) {
                Ok((file, _)) => Ok(self.unpacked(Path::new(path), file)),
                Err(NamedFileError::Unreadable(why)) => Err(why),
                Err(why) => Err(io::Error::other(why.to_string())),
            },
            Content::Rewritten(rows) | Content::Sheet(rows, _) => {
                Ok(self.unpacked(Path::new(""), rows.from(0)))
            }
            Content::Input => Ok(Box::new(io::stdin())),
            Content::Bytes(bytes) => Ok(Box::new(bytes.as_ref())),
        }
    }

    /// Wraps the bytes of a file: counts them, and unpacks them if the name ends in `.gz`.
    fn unpacked<'a>(&self, path: &Path, bytes: impl Read + Send + 'a) -> Box<dyn Read + Send + 'a> {
        let bytes = Counted { bytes, count: self.read.clone() };
        let is_packed = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("gz"));
        if is_packed { Box::new(GzipReader::new(bytes)) } else { Box::new(bytes) }
    }

    /// A counter for readers that do not read the source byte by byte, such as SQLite.
    pub(crate) fn read_counter(&self) -> ReadCounter {
        ReadCounter { read: self.read.clone(), size: self.progress().1.unwrap_or_default() }
    }

    /// Number of bytes read since the source was last opened, and its size in bytes; `None` if the
    /// size is not known.
    pub(crate) fn progress(&self) -> (u64, Option<u64>) {
        let size = match &self.content {
            Content::File(path) => std::fs::metadata(path).ok().map(|found| found.len()),
            Content::Part { size, .. } => Some(*size),
            Content::Rewritten(rows) | Content::Sheet(rows, _) => rows.size().ok(),
            Content::Input => None,
            Content::Bytes(bytes) => Some(bytes.len() as u64),
        };
        (self.read.load(Ordering::Relaxed), size)
    }
}
