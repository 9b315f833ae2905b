//! Rows under our own column names, wherever they come from.
//!
//! Knows each kind of file that makes such rows. Must not know what becomes of them.

use crate::format::csv::{Numbered, Sheet};
use crate::format::error::FormatError;
use crate::format::jsonl::{Objects, Record};
use crate::format::prefetch::Ahead;
use crate::format::problem::REASON;
use crate::format::problem::Refused;
use crate::format::remedy::RemedyWords;
use crate::format::source::{Source, Texts};
use crate::import::error::ImportError;
use crate::import::rejects::{RefusedRow, Rejects};
use crate::mapping::Mapped;
use std::thread::Scope;

/// A stream of rows under a header.
pub(crate) enum Feed<'a> {
    /// A file of rows that has our column names itself.
    Sheet(Box<Sheet<'a>>),
    /// The same, read ahead.
    Ahead(Ahead<'a>),
    /// The objects of one kind in a file of JSON Lines.
    Objects(Box<Objects<'a>>),
    /// Somebody else's file, read through a map.
    Mapped(Box<Mapped<'a>>),
}

impl<'a> Feed<'a> {
    /// Opens a file and reads its header.
    pub(crate) fn open(source: &'a Source) -> Result<Self, ImportError> {
        match source.map() {
            Some(map) => Ok(Self::Mapped(Box::new(Mapped::open(source, map)?))),
            None => Ok(Self::Sheet(Box::new(Sheet::open(source)?))),
        }
    }

    /// Opens a file as all the streams that it holds: one for each kind of row, and one for the lines
    /// that hold no row at all.
    pub(crate) fn all(source: &'a Source) -> Result<Vec<Self>, ImportError> {
        if !source.holds_objects() || source.map().is_some() {
            return Ok(vec![Self::open(source)?]);
        }
        let objects = Objects::open(source)?;
        Ok(objects.into_iter().map(|objects| Self::Objects(Box::new(objects))).collect())
    }

    /// The same rows, taken apart on a thread of their own where that is much work.
    pub(crate) fn ahead<'scope>(self, scope: &'scope Scope<'scope, '_>) -> Self
    where
        'a: 'scope,
    {
        match self {
            Self::Sheet(sheet) => Ahead::of(sheet, scope).map_or_else(Self::Sheet, Self::Ahead),
            other => other,
        }
    }

    /// What the rows are, where the file says so itself.
    pub(crate) fn record(&self) -> Option<Record> {
        match self {
            Self::Sheet(_) | Self::Ahead(_) | Self::Mapped(_) => None,
            Self::Objects(objects) => Some(objects.record),
        }
    }

    /// The file as named.
    pub(crate) fn file(&self) -> &str {
        match self {
            Self::Sheet(sheet) => &sheet.file,
            Self::Ahead(ahead) => &ahead.file,
            Self::Objects(objects) => &objects.file,
            Self::Mapped(mapped) => mapped.file(),
        }
    }

    /// Where the texts are that rows name.
    pub(crate) fn texts(&self) -> &'a Texts {
        match self {
            Self::Sheet(sheet) => sheet.texts(),
            Self::Ahead(ahead) => ahead.texts(),
            Self::Objects(objects) => objects.texts(),
            Self::Mapped(mapped) => mapped.texts(),
        }
    }

    /// The names of the columns: lower case, `_` between words.
    pub(crate) fn header(&self) -> &[String] {
        match self {
            Self::Sheet(sheet) => sheet.header(),
            Self::Ahead(ahead) => ahead.header(),
            Self::Objects(objects) => objects.header(),
            Self::Mapped(mapped) => mapped.header(),
        }
    }

    /// Where a column stands.
    pub(crate) fn position(&self, column: &str) -> Option<usize> {
        self.header().iter().position(|name| name == column)
    }

    /// The next row with its line, or why it is none; `None` at the end.
    pub(crate) fn next_row(&mut self) -> Result<Option<Numbered<'_>>, FormatError> {
        match self {
            Self::Sheet(sheet) => sheet.next_row(),
            Self::Ahead(ahead) => ahead.next_row(),
            Self::Objects(objects) => objects.next_row(),
            Self::Mapped(mapped) => mapped.next_row(),
        }
    }

    /// The row read last as it stands in its file: the header, and the cells.
    pub(crate) fn raw(&self) -> (&[String], &csv::StringRecord) {
        match self {
            Self::Sheet(sheet) => sheet.raw(),
            Self::Ahead(ahead) => ahead.raw(),
            Self::Objects(objects) => objects.raw(),
            Self::Mapped(mapped) => mapped.raw(),
        }
    }

    /// Where the reasons stand that rows were refused for before: they are not read, and new ones take
    /// their place.
    pub(crate) fn reason_at(&self) -> Option<usize> {
        match self {
            Self::Sheet(_) | Self::Ahead(_) | Self::Objects(_) => self.position(REASON),
            Self::Mapped(mapped) => mapped.reason_at(),
        }
    }

    /// Keeps the row read last, with why it is refused, where such rows are kept.
    pub(crate) fn keep_refused(
        &self,
        rejects: Option<&mut Rejects>,
        refused: &Refused,
    ) -> Result<(), ImportError> {
        self.keep_row(rejects, self.raw().1, refused)
    }

    /// The same for a row of the file that was read before.
    pub(crate) fn keep_row(
        &self,
        rejects: Option<&mut Rejects>,
        cells: &csv::StringRecord,
        refused: &Refused,
    ) -> Result<(), ImportError> {
        let Some(rejects) = rejects else { return Ok(()) };
        let row = RefusedRow { header: self.raw().0, cells, old_reason: self.reason_at() };
        rejects.keep((&refused.file, refused.line), &row, &refused.reason())
    }

    /// Names the columns of the file itself in the refusal of the row read last.
    pub(crate) fn name_column(&self, refused: &mut Refused, words: RemedyWords) {
        if let Self::Mapped(mapped) = self {
            mapped.name_column(refused, words);
        }
    }

    /// What is to be said of the file once all its rows were read.
    pub(crate) fn notes(&self) -> Vec<String> {
        match self {
            Self::Sheet(_) | Self::Ahead(_) | Self::Objects(_) => Vec::new(),
            Self::Mapped(mapped) => mapped.notes(),
        }
    }
}
