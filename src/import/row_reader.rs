//! Reads rows under Factline's own column names, from any kind of file.
//!
//! Knows each kind of file that has such rows. Must not know how they are recorded.

use crate::format::cell_fault;
use crate::format::csv::{CsvReader, KnownColumns};
use crate::format::error::FormatError;
use crate::format::jsonl::{JsonlReader, Record};
use crate::format::prefetch::PrefetchReader;
use crate::format::problem::{REASON, Refused};
use crate::format::progress::Watch;
use crate::format::remedy::RemedyWords;
use crate::format::row::{NumberedRow, Row};
use crate::format::row_cells::RowCells;
use crate::import::column_names::Renamed;
use crate::import::database::{self, HandedFacts, RecordedFacts};
use crate::import::error::ImportError;
use crate::import::input::{Input, Layout};
use crate::import::rejects::{RefusedRow, Rejects};
use crate::import::texts::Texts;
use crate::mapping::MappedReader;
use crate::store::StoreError;
use std::thread::Scope;

/// A stream of rows under one header.
pub(crate) struct RowReader<'a> {
    rows: Rows<'a>,
    texts: &'a Texts,
    /// The facts of another database, which do not come as rows; `None` for every other file.
    facts: Option<HandedFacts>,
    /// Whether each column is read; `None` if all are.
    read: Option<Vec<bool>>,
    /// The columns of a CSV that have other names in the file.
    renamed: Vec<Renamed>,
    /// The row of HXL hashtags of a CSV; `None` if it has none.
    tags: Option<RowCells>,
}

enum Rows<'a> {
    /// CSV with Factline's own column names.
    Csv(Box<CsvReader<'a>>),
    /// The same CSV, read ahead on another thread.
    Prefetched(Box<PrefetchReader<FormatError>>),
    /// The rows of one kind from another database.
    Database(Record, Box<PrefetchReader<StoreError>>),
    /// The objects of one kind in a file of JSON Lines.
    Jsonl(Box<JsonlReader<'a>>),
    /// A foreign file, read through a map.
    Mapped(Box<MappedReader<'a>>),
}

/// Calls a method that the reader in each variant of `Rows` has.
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
    /// Opens a file as all its streams: one for each kind of row, and one for lines that are not rows. `watch` receives
    /// the progress of the check of a database, before its first row. Fails if the file cannot be read or its header is
    /// wrong. `known` finds the header of a CSV below a title.
    pub(crate) fn open(
        input: &'a Input,
        known: KnownColumns,
        watch: Option<&Watch>,
    ) -> Result<Vec<Self>, ImportError> {
        let (source, texts) = (input.source(), input.texts());
        let mut handed = None;
        let rows = match input.layout() {
            Layout::Csv => vec![Rows::Csv(Box::new(CsvReader::open_below(source, known)?))],
            Layout::Database(path) => {
                let (readers, facts) = database::open(source, path, watch)
                    .map_err(|why| ImportError::of_other_database(source.name(), why))?;
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
            let tags = match &rows {
                Rows::Csv(reader) => reader.tags().cloned(),
                _ => None,
            };
            Self { rows, texts, facts, read: None, renamed: Vec::new(), tags }
        };
        Ok(rows.into_iter().map(reader).collect())
    }

    /// Rows of a CSV file that is open already; they cannot name text files.
    pub(crate) fn of_csv(reader: CsvReader<'a>) -> Self {
        Self {
            rows: Rows::Csv(Box::new(reader)),
            texts: &Texts::None,
            facts: None,
            read: None,
            renamed: Vec::new(),
            tags: None,
        }
    }

    /// The same rows; a large CSV file is from now on split into cells on a separate thread.
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

    /// Waits for the facts of another database, which come after all its other rows; `None` for any
    /// other file. Fails if the other database could not be read.
    pub(crate) fn recorded_facts(&mut self) -> Result<Option<RecordedFacts>, ImportError> {
        Ok(self.facts.take().map(HandedFacts::wait).transpose()?)
    }

    /// The kind of row, if the file states it; `None` for CSV, where the header shows it.
    pub(crate) fn record(&self) -> Option<Record> {
        match &self.rows {
            Rows::Jsonl(reader) => Some(reader.record),
            Rows::Database(record, _) => Some(*record),
            _ => None,
        }
    }

    /// Whether each row comes after its parent.
    pub(crate) fn has_parents_first(&self) -> bool {
        matches!(self.rows, Rows::Database(..))
    }

    /// Whether the rows come through a map.
    pub(crate) fn is_mapped(&self) -> bool {
        matches!(self.rows, Rows::Mapped(_))
    }

    /// The name of the file, as the user gave it.
    pub(crate) fn file(&self) -> &str {
        each!(&self.rows, reader => &reader.file)
    }

    /// Where to find the texts that rows name.
    pub(crate) fn texts(&self) -> &'a Texts {
        self.texts
    }

    /// The names of the columns: lower case, `_` between words.
    pub(crate) fn header(&self) -> &[String] {
        each!(&self.rows, reader => reader.header())
    }

    /// The index of a column in the header; `None` if the file lacks the column.
    pub(crate) fn position(&self, column: &str) -> Option<usize> {
        self.header().iter().position(|name| name == column)
    }

    /// Gives Factline's names to columns of a CSV.
    pub(crate) fn rename(&mut self, columns: Vec<Renamed>) {
        if let Rows::Csv(reader) = &mut self.rows {
            for column in &columns {
                reader.rename(column.at, column.ours);
            }
            self.renamed = columns;
        }
    }

    /// Notes the row of a CSV's header, if it is not the first row.
    pub(crate) fn header_note(&self) -> Option<String> {
        match &self.rows {
            Rows::Csv(reader) => reader.note(),
            _ => None,
        }
    }

    /// Says which columns have other names in the file; `None` if there are none.
    pub(crate) fn names_note(&self) -> Option<String> {
        let named =
            self.renamed.iter().map(|column| format!("`{}` as `{}`", column.theirs, column.ours));
        let named: Vec<String> = named.collect();
        let file = self.file();
        (!named.is_empty()).then(|| format!("{file}: columns read: {}", named.join(", ")))
    }

    /// Sets which columns are read: faults of cells in other columns are not faults of a row.
    pub(crate) fn reads(&mut self, columns: &[&str]) {
        let read = self.header().iter().map(|name| columns.contains(&name.as_str()));
        self.read = Some(read.collect());
    }

    /// The next row with its line number, or why the line is not a row; `None` at the end of the
    /// file. Fails if the file cannot be read further.
    pub(crate) fn next_row(&mut self) -> Result<Option<NumberedRow<'_>>, ImportError> {
        // Facts of another database were checked when they were recorded there.
        let is_recorded = self.has_parents_first();
        let read = self.read.as_deref();
        let next = each!(&mut self.rows, reader => reader.next_row()?);
        Ok(next.map(|(line, row)| {
            (
                line,
                row.and_then(
                    |row| if is_recorded { Ok(row) } else { cell_fault::check(row, read) },
                ),
            )
        }))
    }

    /// The row read last, unchanged from its file (before the map).
    pub(crate) fn last_row(&self) -> Row<'_> {
        each!(&self.rows, reader => reader.last_row())
    }

    /// The index of the column with reasons of an earlier refusal; `None` if there is none. That
    /// column is not imported, and is written anew for rows refused again.
    pub(crate) fn reason_at(&self) -> Option<usize> {
        match &self.rows {
            Rows::Mapped(mapped) => mapped.reason_at(),
            _ => self.position(REASON),
        }
    }

    /// Writes the row read last to the rejects with the reasons, if rejects are asked for. Fails if
    /// they cannot be written.
    pub(crate) fn keep_refused(
        &self,
        rejects: Option<&mut Rejects>,
        refused: &[Refused],
    ) -> Result<(), ImportError> {
        self.keep_row(rejects, self.last_row().cells(), refused)
    }

    /// Like [`Self::keep_refused`], for the cells of a row that was read earlier.
    pub(crate) fn keep_row(
        &self,
        rejects: Option<&mut Rejects>,
        cells: &RowCells,
        refused: &[Refused],
    ) -> Result<(), ImportError> {
        let (Some(rejects), Some(first)) = (rejects, refused.first()) else { return Ok(()) };
        let tags = match &self.rows {
            Rows::Mapped(mapped) => mapped.tag_row(),
            _ => self.tags.as_ref(),
        };
        let (row, old_reason) = (self.last_row().with_cells(cells), self.reason_at());
        let row = RefusedRow { row, old_reason, tags };
        let reasons: Vec<String> = refused.iter().map(Refused::reason).collect();
        rejects.keep((&first.file, first.line), &row, &reasons.join("; and "))
    }

    /// Puts the file's own column names into the refusal of the row read last; only needed with a
    /// map.
    pub(crate) fn name_column(&self, refused: &mut Refused, words: RemedyWords) {
        if let Rows::Mapped(mapped) = &self.rows {
            mapped.name_column(refused, words);
        }
        let renamed = self.renamed.iter().find(|it| Some(it.ours) == refused.column.as_deref());
        if let Some(Renamed { theirs, .. }) = renamed {
            refused.column = Some(theirs.clone().into());
        }
    }

    /// The columns that are not read; `ours` are those that are known for its kind of row.
    pub(crate) fn unread(&self, ours: &[&str]) -> Vec<String> {
        if let Rows::Mapped(mapped) = &self.rows {
            return mapped.unread().to_vec();
        }
        let is_unread = |column: &&String| {
            !column.is_empty() && *column != REASON && !ours.contains(&column.as_str())
        };
        self.header().iter().filter(is_unread).cloned().collect()
    }

    /// Remarks on the file as a whole, after its last row: those of its map.
    pub(crate) fn notes(&self) -> Vec<String> {
        match &self.rows {
            Rows::Mapped(mapped) => mapped.notes(),
            _ => Vec::new(),
        }
    }
}
