//! A file to import: its rows, how they are to be read, and where the texts are that they name.

use crate::format::error::FormatError;
use crate::format::source::Source;
use crate::import::texts::Texts;
use crate::mapping::Map;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// A file to import.
#[derive(Debug)]
pub struct Input {
    source: Source,
    texts: Texts,
    layout: Layout,
    /// What other programs added to a database, which is not read.
    added_by_others: Vec<String>,
}

/// How the rows of a file are written.
#[derive(Debug)]
pub(super) enum Layout {
    /// Cells under our column names.
    Csv,
    /// One object a line.
    Jsonl,
    /// As the tables of another database.
    Database(PathBuf),
    /// As a map says.
    Mapped(Box<Map>),
}

impl From<Source> for Input {
    /// The file as CSV. The texts that its rows name are looked for beside it.
    fn from(source: Source) -> Self {
        let texts = source.folder().map_or(Texts::None, Texts::Folder);
        Self { source, texts, layout: Layout::Csv, added_by_others: Vec::new() }
    }
}

impl Input {
    /// A file of CSV, which must be there; `-` is standard input.
    pub fn file(path: impl AsRef<Path>) -> Result<Self, FormatError> {
        Source::file(path).map(Self::from)
    }

    /// CSV that is at hand, by the name to use in messages. Its rows cannot name texts.
    #[must_use]
    pub fn bytes(name: &str, rows: impl Into<Cow<'static, [u8]>>) -> Self {
        Source::bytes(name, rows).into()
    }

    /// CSV that is built in, with the texts that its rows name.
    pub(super) fn built_in(
        name: &str,
        rows: &'static str,
        texts: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self { texts: Texts::BuiltIn(texts), ..Self::bytes(name, rows.as_bytes()) }
    }

    /// The same file, to be read as JSON Lines.
    #[must_use]
    pub fn as_objects(self) -> Self {
        Self { layout: Layout::Jsonl, ..self }
    }

    /// The same file, to be read as a database, of which other programs may have added some tables.
    pub(super) fn in_database(self, path: &Path, added_by_others: Vec<String>) -> Self {
        Self { layout: Layout::Database(path.to_owned()), added_by_others, ..self }
    }

    /// What of the file is left out, where anything is.
    pub(super) fn left_out(&self) -> Option<String> {
        let added = self.added_by_others.join(", ");
        let is_any = !added.is_empty();
        is_any.then(|| format!("{}: added by other programs, and not read: {added}", self.name()))
    }

    /// The same file, to be read through a map.
    #[must_use]
    pub fn through(self, map: Map) -> Self {
        Self { layout: Layout::Mapped(Box::new(map)), ..self }
    }

    /// The same file, whose rows cannot name texts.
    pub(super) fn without_texts(self) -> Self {
        Self { texts: Texts::None, ..self }
    }

    /// The file as named.
    #[must_use]
    pub fn name(&self) -> &str {
        self.source.name()
    }

    /// The bytes of the file.
    pub(crate) fn source(&self) -> &Source {
        &self.source
    }

    pub(super) fn texts(&self) -> &Texts {
        &self.texts
    }

    pub(super) fn layout(&self) -> &Layout {
        &self.layout
    }
}
