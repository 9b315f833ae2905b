//! A file to import: its bytes, its layout, and the folder with the text files that its rows name.

use crate::format::error::FormatError;
use crate::format::source::Source;
use crate::import::texts::Texts;
use crate::mapping::Map;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// A file to import: its bytes, how its rows are read, and where the text files are that its rows name.
#[derive(Debug)]
pub struct Input {
    source: Source,
    texts: Texts,
    layout: Layout,
    /// Sentences for the user about parts of the file that are not read.
    notes: Vec<String>,
}

/// How the rows of a file are laid out.
#[derive(Debug)]
pub(super) enum Layout {
    /// CSV with the column names of Factline.
    Csv,
    /// JSON Lines: one object a line.
    Jsonl,
    /// A Factline database, at this path.
    Database(PathBuf),
    /// A foreign table, read through a map.
    Mapped(Box<Map>),
}

impl From<Source> for Input {
    /// The file as CSV. Text files that its rows name are searched for in the file's folder.
    fn from(source: Source) -> Self {
        let texts = source.folder().map_or(Texts::None, Texts::Folder);
        Self { source, texts, layout: Layout::Csv, notes: Vec::new() }
    }
}

impl Input {
    /// A CSV file; `-` is standard input. Fails if the file does not exist.
    pub fn file(path: impl AsRef<Path>) -> Result<Self, FormatError> {
        Source::file(path).map(Self::from)
    }

    /// CSV in memory; messages call it `name`. Its rows cannot name text files.
    #[must_use]
    pub fn bytes(name: &str, rows: impl Into<Cow<'static, [u8]>>) -> Self {
        Source::bytes(name, rows).into()
    }

    /// Built-in CSV, with the texts that its rows name as pairs of name and text.
    pub(super) fn built_in(
        name: &str,
        rows: &'static str,
        texts: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self { texts: Texts::BuiltIn(texts), ..Self::bytes(name, rows.as_bytes()) }
    }

    /// The same input, to be read as JSON Lines.
    #[must_use]
    pub fn as_objects(self) -> Self {
        Self { layout: Layout::Jsonl, ..self }
    }

    /// The same input, to be read as the database at `path`. `added_by_others` names the tables that
    /// other programs added to it.
    pub(super) fn in_database(self, path: &Path, added_by_others: &[String]) -> Self {
        let added = added_by_others.join(", ");
        let is_any = !added.is_empty();
        let note = format!("{}: added by other programs, and not read: {added}", self.name());
        let notes = is_any.then_some(note).into_iter().collect();
        Self { layout: Layout::Database(path.to_owned()), notes, ..self }
    }

    /// The same input, with sentences for the user about parts of the file that are not read.
    pub(super) fn with_notes(self, notes: Vec<String>) -> Self {
        Self { notes, ..self }
    }

    /// Sentences for the user about parts of the file that are not read.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The same input, to be read through a map.
    #[must_use]
    pub fn through(self, map: Map) -> Self {
        Self { layout: Layout::Mapped(Box::new(map)), ..self }
    }

    /// The same input, whose rows may name these texts.
    pub(super) fn with_texts(self, texts: Texts) -> Self {
        Self { texts, ..self }
    }

    /// The same input, but rows that name a text file are refused.
    pub(super) fn without_texts(self) -> Self {
        Self { texts: Texts::None, ..self }
    }

    /// The name of the file, as the user gave it.
    #[must_use]
    pub fn name(&self) -> &str {
        self.source.name()
    }

    /// The source of the bytes of the file.
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
