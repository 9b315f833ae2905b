//! Rows under our own column names, wherever they come from.
//!
//! Knows each kind of file that makes such rows. Must not know what becomes of them.

use super::error::ImportError;
use super::map::Mapped;
use super::outcome::Refused;
use super::sheet::{Numbered, Sheet};
use super::source::{Source, Texts};

/// A stream of rows under a header.
pub(super) enum Feed<'a> {
    /// A file of rows that has our column names itself.
    Sheet(Box<Sheet<'a>>),
    /// Somebody else's file, read through a map.
    Mapped(Box<Mapped<'a>>),
}

impl<'a> Feed<'a> {
    /// Opens a file and reads its header.
    pub(super) fn open(source: &'a Source) -> Result<Self, ImportError> {
        match source.map() {
            Some(map) => Ok(Self::Mapped(Box::new(Mapped::open(source, map)?))),
            None => Ok(Self::Sheet(Box::new(Sheet::open(source)?))),
        }
    }

    /// The file as named.
    pub(super) fn file(&self) -> &str {
        match self {
            Self::Sheet(sheet) => &sheet.file,
            Self::Mapped(mapped) => mapped.file(),
        }
    }

    /// Where the texts are that rows name.
    pub(super) fn texts(&self) -> &'a Texts {
        match self {
            Self::Sheet(sheet) => sheet.texts(),
            Self::Mapped(mapped) => mapped.texts(),
        }
    }

    /// The names of the columns: lower case, `_` between words.
    pub(super) fn header(&self) -> &[String] {
        match self {
            Self::Sheet(sheet) => sheet.header(),
            Self::Mapped(mapped) => mapped.header(),
        }
    }

    /// Where a column stands.
    pub(super) fn position(&self, column: &str) -> Option<usize> {
        self.header().iter().position(|name| name == column)
    }

    /// The next row with its line, or why it is none; `None` at the end.
    pub(super) fn next_row(&mut self) -> Result<Option<Numbered<'_>>, ImportError> {
        match self {
            Self::Sheet(sheet) => sheet.next_row(),
            Self::Mapped(mapped) => mapped.next_row(),
        }
    }

    /// Names the columns of the file itself in the refusal of the row read last.
    pub(super) fn name_column(&self, refused: &mut Refused) {
        if let Self::Mapped(mapped) = self {
            mapped.name_column(refused);
        }
    }

    /// What is to be said of the file once all its rows were read.
    pub(super) fn notes(&self) -> Vec<String> {
        match self {
            Self::Sheet(_) => Vec::new(),
            Self::Mapped(mapped) => mapped.notes(),
        }
    }
}
