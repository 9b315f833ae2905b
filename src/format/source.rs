//! Where rows come from: a file, standard input, or what is built in.

use crate::format::error::FormatError;
use crate::format::gzip::GzipReader;
use crate::format::progress::Counted;
use std::any::Any;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What standard input is called in messages.
pub(crate) const STANDARD_INPUT: &str = "standard input";

/// A file of rows, or rows that are at hand.
#[derive(Debug)]
pub struct Source {
    name: String,
    content: Content,
    /// What the rows were written anew into, where they were; dropping it deletes that.
    kept: Option<Kept>,
    /// How many bytes were read since it was opened last.
    read: Arc<AtomicU64>,
}

/// How far a file was read that is not read byte for byte.
pub(crate) struct ReadCounter {
    read: Arc<AtomicU64>,
    size: u64,
}

impl ReadCounter {
    /// Tells that so many of its parts were read.
    pub(crate) fn tell(&self, done: usize, all: usize) {
        let (done, all) = (done as u64, (all as u64).max(1));
        self.read.store(self.size / all * done.min(all), Ordering::Relaxed);
    }
}

/// A file or a folder that is deleted once nobody reads from it any more.
pub(crate) type Kept = Arc<dyn Any + Send + Sync>;

#[derive(Debug)]
enum Content {
    File(PathBuf),
    Input,
    Bytes(Cow<'static, [u8]>),
}

impl Source {
    /// A file, which must be there; `-` is standard input.
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

    /// Rows that are at hand, by the name to use in messages.
    #[must_use]
    pub fn bytes(name: &str, rows: impl Into<Cow<'static, [u8]>>) -> Self {
        Self::of(name.to_owned(), Content::Bytes(rows.into()))
    }

    fn of(name: String, content: Content) -> Self {
        Self { name, content, kept: None, read: Arc::default() }
    }

    /// The rows of another file that were written anew or unpacked: by the name to use in messages,
    /// with what must stay until the rows are read.
    pub(crate) fn rewritten(self, name: String, kept: Kept) -> Self {
        Self { name, kept: Some(kept), ..self }
    }

    /// The same rows, by another name.
    pub(crate) fn named(self, name: String) -> Self {
        Self { name, ..self }
    }

    /// Whether its rows were written anew or unpacked from another file.
    pub(crate) fn is_rewritten(&self) -> bool {
        self.kept.is_some()
    }

    /// The folder in which the file lies.
    pub(crate) fn folder(&self) -> Option<&Path> {
        match &self.content {
            Content::File(path) => Some(path.parent().unwrap_or(Path::new(""))),
            Content::Input | Content::Bytes(_) => None,
        }
    }

    /// The file as named.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it is the standard input, which may come slowly and never end.
    pub(crate) fn is_input(&self) -> bool {
        matches!(self.content, Content::Input)
    }

    /// The bytes, from the beginning.
    pub(crate) fn open(&self) -> io::Result<Box<dyn Read + Send + '_>> {
        self.read.store(0, Ordering::Relaxed);
        Ok(match &self.content {
            Content::File(path) => {
                let bytes = Counted { bytes: File::open(path)?, count: self.read.clone() };
                let is_packed = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("gz"));
                if is_packed { Box::new(GzipReader::new(bytes)) } else { Box::new(bytes) }
            }
            Content::Input => Box::new(io::stdin()),
            Content::Bytes(bytes) => Box::new(bytes.as_ref()),
        })
    }

    /// Where whoever reads the file in another way than byte for byte says how far.
    pub(crate) fn read_counter(&self) -> ReadCounter {
        ReadCounter { read: self.read.clone(), size: self.progress().1.unwrap_or_default() }
    }

    /// How many bytes were read since it was opened last, and how many there are.
    pub(crate) fn progress(&self) -> (u64, Option<u64>) {
        let size = match &self.content {
            Content::File(path) => std::fs::metadata(path).ok().map(|found| found.len()),
            Content::Input => None,
            Content::Bytes(bytes) => Some(bytes.len() as u64),
        };
        (self.read.load(Ordering::Relaxed), size)
    }
}
