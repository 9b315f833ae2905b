//! Rows under our own column names, wherever they come from.
//!
//! Knows each kind of file that makes such rows. Must not know what becomes of them.

use crate::format::csv::CsvReader;
use crate::format::error::FormatError;
use crate::format::jsonl::{JsonlReader, Record};
use crate::format::prefetch::PrefetchReader;
use crate::format::problem::{REASON, Refused};
use crate::format::progress::Watch;
use crate::format::remedy::RemedyWords;
use crate::format::row::{NumberedRow, Row};
use crate::import::database::{self, HandedFacts, RecordedFacts};
use crate::import::error::ImportError;
use crate::import::input::{Input, Layout};
use crate::import::rejects::{RefusedRow, Rejects};
use crate::import::texts::Texts;
use crate::mapping::MappedReader;
use crate::store::StoreError;
use std::thread::Scope;

/// A stream of rows under a header.
pub(crate) struct RowReader<'a> {
    rows: Rows<'a>,
    texts: &'a Texts,
    /// The facts of another database: they come without rows.
    facts: Option<HandedFacts>,
}

enum Rows<'a> {
    /// A file of rows that has our column names itself.
    Csv(Box<CsvReader<'a>>),
    /// The same, read ahead.
    Prefetched(Box<PrefetchReader<FormatError>>),
    /// The rows of one kind in another database.
    Database(Record, Box<PrefetchReader<StoreError>>),
    /// The objects of one kind in a file of JSON Lines.
    Jsonl(Box<JsonlReader<'a>>),
    /// Somebody else's file, read through a map.
    Mapped(Box<MappedReader<'a>>),
}

/// Calls a method that every kind of rows has.
macro_rules! each {
    ($rows:expr, $reader:ident => $call:expr) => {
        match $rows {
            Rows::Csv($reader) => $call,
            Rows::Prefetched($reader) => $call,
            Rows::Database(_, $reader) => $call,
            Rows::Jsonl($reader) => $call,
            Rows::Mapped($reader) => $call,
        }
    };
}

impl<'a> RowReader<'a> {
    /// Opens a file as all the streams that it holds: one for each kind of row, and one for the lines
    /// that hold no row at all. `watch` is told how far a database is checked before its first row.
    pub(crate) fn open(input: &'a Input, watch: Option<&Watch>) -> Result<Vec<Self>, ImportError> {
        let (source, texts) = (input.source(), input.texts());
        let mut handed = None;
        let rows = match input.layout() {
            Layout::Csv => vec![Rows::Csv(Box::new(CsvReader::open(source)?))],
            Layout::Database(path) => {
                let (readers, facts) = database::open(source, path, watch)?;
                handed = Some(facts);
                let reader = |(record, reader)| Rows::Database(record, Box::new(reader));
                readers.into_iter().map(reader).collect()
            }
            Layout::Mapped(map) => vec![Rows::Mapped(Box::new(MappedReader::open(source, map)?))],
            Layout::Jsonl => {
                let readers = JsonlReader::open(source)?;
                readers.into_iter().map(|reader| Rows::Jsonl(Box::new(reader))).collect()
            }
        };
        let reader = |rows| {
            let has_facts = matches!(rows, Rows::Database(Record::Fact, _));
            let facts = if has_facts { handed.take() } else { None };
            Self { rows, texts, facts }
        };
        Ok(rows.into_iter().map(reader).collect())
    }

    /// Rows of a file that was opened already; they name no texts.
    pub(crate) fn of_csv(reader: CsvReader<'a>) -> Self {
        Self { rows: Rows::Csv(Box::new(reader)), texts: &Texts::None, facts: None }
    }

    /// The same rows, taken apart on a thread of their own where that is much work.
    pub(crate) fn ahead<'scope>(self, scope: &'scope Scope<'scope, '_>) -> Self
    where
        'a: 'scope,
    {
        let rows = match self.rows {
            Rows::Csv(reader) => match PrefetchReader::new(reader, scope) {
                Ok(ahead) => Rows::Prefetched(Box::new(ahead)),
                Err(reader) => Rows::Csv(reader),
            },
            other => other,
        };
        Self { rows, ..self }
    }

    /// The facts of another database, once all other rows of it were read; nothing where facts come
    /// as rows.
    pub(crate) fn recorded_facts(&mut self) -> Result<Option<RecordedFacts>, ImportError> {
        Ok(self.facts.take().map(HandedFacts::wait).transpose()?)
    }

    /// What the rows are, where the file says so itself.
    pub(crate) fn record(&self) -> Option<Record> {
        match &self.rows {
            Rows::Jsonl(reader) => Some(reader.record),
            Rows::Database(record, _) => Some(*record),
            _ => None,
        }
    }

    /// Whether each row comes after those of its kind that it belongs to.
    pub(crate) fn has_parents_first(&self) -> bool {
        matches!(self.rows, Rows::Database(..))
    }

    /// Whether the rows come through a map.
    pub(crate) fn is_mapped(&self) -> bool {
        matches!(self.rows, Rows::Mapped(_))
    }

    /// The file as named.
    pub(crate) fn file(&self) -> &str {
        each!(&self.rows, reader => &reader.file)
    }

    /// Where the texts are that rows name.
    pub(crate) fn texts(&self) -> &'a Texts {
        self.texts
    }

    /// The names of the columns: lower case, `_` between words.
    pub(crate) fn header(&self) -> &[String] {
        each!(&self.rows, reader => reader.header())
    }

    /// Where a column stands.
    pub(crate) fn position(&self, column: &str) -> Option<usize> {
        self.header().iter().position(|name| name == column)
    }

    /// The next row with its line, or why it is none; `None` at the end.
    pub(crate) fn next_row(&mut self) -> Result<Option<NumberedRow<'_>>, ImportError> {
        each!(&mut self.rows, reader => Ok(reader.next_row()?))
    }

    /// The row read last as it stands in its file.
    pub(crate) fn last_row(&self) -> Row<'_> {
        each!(&self.rows, reader => reader.last_row())
    }

    /// Where the reasons stand that rows were refused for before: they are not read, and new ones take
    /// their place.
    pub(crate) fn reason_at(&self) -> Option<usize> {
        match &self.rows {
            Rows::Mapped(mapped) => mapped.reason_at(),
            _ => self.position(REASON),
        }
    }

    /// Keeps the row read last, with why it is refused, where such rows are kept.
    pub(crate) fn keep_refused(
        &self,
        rejects: Option<&mut Rejects>,
        refused: &Refused,
    ) -> Result<(), ImportError> {
        self.keep_row(rejects, self.last_row().cells(), refused)
    }

    /// The same for a row of the file that was read before.
    pub(crate) fn keep_row(
        &self,
        rejects: Option<&mut Rejects>,
        cells: &csv::StringRecord,
        refused: &Refused,
    ) -> Result<(), ImportError> {
        let Some(rejects) = rejects else { return Ok(()) };
        let row =
            RefusedRow { row: self.last_row().with_cells(cells), old_reason: self.reason_at() };
        rejects.keep((&refused.file, refused.line), &row, &refused.reason())
    }

    /// Names the columns of the file itself in the refusal of the row read last.
    pub(crate) fn name_column(&self, refused: &mut Refused, words: RemedyWords) {
        if let Rows::Mapped(mapped) = &self.rows {
            mapped.name_column(refused, words);
        }
    }

    /// What is to be said of the file once all its rows were read.
    pub(crate) fn notes(&self) -> Vec<String> {
        match &self.rows {
            Rows::Mapped(mapped) => mapped.notes(),
            _ => Vec::new(),
        }
    }
}
