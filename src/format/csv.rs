//! A file as a header and rows of cells.
//!
//! Knows CSV (RFC 4180; commas, tabs or semicolons) and the spreadsheet guard. Must not know what
//! the columns mean.

use crate::format::error::{BadBytes, FormatError};
use crate::format::problem::Problem;
use crate::format::source::{Source, Texts};
use crate::format::utf8::Checked;
use crate::text::excerpt::{SHOWN, shortened};
use crate::text::{lists, safe};
use std::borrow::Cow;
use std::io::{self, Read};

/// More columns than this are no table of ours.
const MOST_COLUMNS: usize = 1_000;
/// The longest text in one cell, in bytes.
pub(crate) const LONGEST_CELL: usize = 1 << 20;

/// The longest name of a column, in bytes.
const LONGEST_NAME: usize = 2_000;

/// A file of rows under a header.
pub(crate) struct Sheet<'a> {
    /// The file as named.
    pub(crate) file: String,
    texts: &'a Texts,
    header: Vec<String>,
    rows: csv::Reader<Checked<Box<dyn Read + Send + 'a>>>,
    record: csv::StringRecord,
}

/// A table of others that has no header: tabs between its cells, and no quotes.
pub(crate) struct KnownTable {
    /// Whether a file that begins so is one.
    pub(crate) is_it: fn(&[u8]) -> bool,
    /// The names of its columns.
    pub(crate) columns: &'static [&'static str],
}

impl<'a> Sheet<'a> {
    /// Reads the header.
    pub(crate) fn open(source: &'a Source) -> Result<Self, FormatError> {
        Self::open_known(source, &[])
    }

    /// Reads the header; a table that is known by its first row, and has none, gets its own.
    pub(crate) fn open_known(
        source: &'a Source,
        tables: &[KnownTable],
    ) -> Result<Self, FormatError> {
        let file = source.name().to_owned();
        let texts = source.texts();
        let bytes =
            source.open().and_then(Checked::new).map_err(|error| unreadable(&file, error))?;
        let known = tables.iter().find(|table| (table.is_it)(bytes.head()));
        let Separator { sign, is_declared } = separator(bytes.head());
        let rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .quoting(known.is_none())
            .delimiter(known.map_or(sign, |_| b'\t'))
            .from_reader(bytes);
        let record = csv::StringRecord::new();
        let mut sheet = Self { file, texts, header: Vec::new(), rows, record };
        if let Some(table) = known {
            sheet.header = table.columns.iter().map(|column| (*column).to_owned()).collect();
            return Ok(sheet);
        }
        if (is_declared && !sheet.read_record()?) || !sheet.read_record()? {
            return Err(FormatError::Empty { file: sheet.file });
        }
        sheet.header = check_header(&sheet.file, &sheet.record)?;
        Ok(sheet)
    }

    /// Where the texts are that rows name.
    pub(crate) fn texts(&self) -> &'a Texts {
        self.texts
    }

    /// The names of the columns: lower case, `_` between words.
    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }

    /// The row read last as it stands there.
    pub(crate) fn raw(&self) -> (&[String], &csv::StringRecord) {
        (&self.header, &self.record)
    }

    /// Where a column stands.
    pub(crate) fn position(&self, column: &str) -> Option<usize> {
        self.header.iter().position(|name| name == column)
    }

    /// The next row, or why it is none; `None` at the end. Rows without anything in them are
    /// passed over.
    pub(crate) fn next_row(&mut self) -> Result<Option<Numbered<'_>>, FormatError> {
        loop {
            if !self.read_record()? {
                return Ok(None);
            }
            let is_blank = self.record.iter().all(|cell| cell.trim().is_empty());
            if !is_blank && !self.is_row_of_hashtags() {
                break;
            }
        }
        let line = self.line();
        let row = self.check_row().map(|()| Row { cells: &self.record, header: &self.header });
        Ok(Some((line, row)))
    }

    /// The next row into `record`: its line, and why it is none.
    pub(crate) fn next_into(
        &mut self,
        record: &mut csv::StringRecord,
    ) -> Result<Option<(u64, Option<Problem>)>, FormatError> {
        let Some((line, row)) = self.next_row()? else { return Ok(None) };
        let problem = row.err();
        std::mem::swap(record, &mut self.record);
        Ok(Some((line, problem)))
    }

    /// Whether the row says what the columns are, for programs that know the Humanitarian Exchange
    /// Language: every cell is blank or a hashtag.
    fn is_row_of_hashtags(&self) -> bool {
        self.record.iter().all(|cell| cell.trim().is_empty() || cell.trim().starts_with('#'))
    }

    fn check_row(&self) -> Result<(), Problem> {
        let (expected, found) = (self.header.len(), self.record.len());
        if found != expected {
            let quote = if self.record.iter().any(|cell| cell.contains('\n')) {
                "; one of them holds line breaks: is a `\"` not closed?"
            } else {
                ""
            };
            return Err(Problem::row(format!(
                "{found} fields, and the header has {expected}{quote}"
            )));
        }
        match self.record.iter().position(|cell| cell.len() > LONGEST_CELL) {
            None => Ok(()),
            Some(at) => Err(Problem::at(self.header[at].clone(), too_long(&self.record[at]))),
        }
    }

    fn read_record(&mut self) -> Result<bool, FormatError> {
        let (from, line) = (self.rows.position().byte(), self.rows.position().line());
        self.rows.get_mut().begin_row(from, line);
        self.rows.read_record(&mut self.record).map_err(|error| {
            let why = match error.into_kind() {
                csv::ErrorKind::Io(why) => why,
                other => io::Error::other(format!("{other:?}")),
            };
            unreadable(&self.file, why)
        })
    }

    /// The line in which the row just read begins. Files whose lines end in carriage returns
    /// alone have no line feeds to count: there, a row is a line.
    fn line(&mut self) -> u64 {
        let record = self.rows.position().record();
        let bytes = self.rows.get_mut();
        if bytes.has_no_line_feed() { record } else { bytes.line_of_row() }
    }
}

/// The line in which a row begins, and the row, or why it is none.
pub(crate) type Numbered<'a> = (u64, Result<Row<'a>, Problem>);

/// One row of a sheet.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    cells: &'a csv::StringRecord,
    header: &'a [String],
}

impl<'a> Row<'a> {
    /// A row that comes from elsewhere than a sheet: its cells under their columns, guarded like
    /// those of a sheet.
    pub(crate) fn of(cells: &'a csv::StringRecord, header: &'a [String]) -> Self {
        Self { cells, header }
    }

    /// What stands in the column of that name, to the last character.
    pub(crate) fn verbatim(&self, column: &str) -> Option<&'a str> {
        let at = self.header.iter().position(|name| name == column)?;
        self.cells.get(at).filter(|cell| !cell.is_empty())
    }

    /// What stands in a column, without surrounding white space and the spreadsheet guard; `None`
    /// where nothing stands or there is no such column.
    pub(crate) fn at(&self, position: Option<usize>) -> Option<&'a str> {
        let cell = safe::unguard(self.cells.get(position?)?.trim()).trim();
        (!cell.is_empty()).then_some(cell)
    }

    /// What stands in the column of that name.
    pub(crate) fn text(&self, column: &str) -> Option<&'a str> {
        self.at(self.header.iter().position(|name| name == column))
    }

    /// The same as an owned text.
    pub(crate) fn owned(&self, column: &str) -> Option<String> {
        self.text(column).map(str::to_owned)
    }

    /// What stands in a column that must not be blank.
    pub(crate) fn needed(&self, column: &'static str) -> Result<&'a str, Problem> {
        self.text(column).ok_or_else(|| Problem::at(column, "blank, and a row needs it"))
    }

    /// What stands in a column, read as a value.
    pub(crate) fn parsed<T>(&self, column: &'static str) -> Result<Option<T>, Problem>
    where
        T: std::str::FromStr,
        T::Err: std::fmt::Display,
    {
        self.text(column).map(str::parse).transpose().map_err(|why| Problem::at(column, why))
    }
}

/// The values in a cell that holds several.
pub(crate) fn split(cell: &str) -> Vec<String> {
    lists::split(cell).into_iter().map(Cow::into_owned).collect()
}

/// What stands between the cells of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Separator {
    pub(crate) sign: u8,
    /// Whether a line before the header says it, as Excel writes it: `sep=;`.
    pub(crate) is_declared: bool,
}

/// The separator that a file's beginning declares, or else the one that its first line has most of
/// outside quotes; a comma where it has none.
pub(crate) fn separator(head: &[u8]) -> Separator {
    let line = head.split(|byte| matches!(byte, b'\n' | b'\r')).find(|line| !line.is_empty());
    let line = line.unwrap_or_default();
    if let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', sign] = *line {
        return Separator { sign, is_declared: true };
    }
    let mut is_quoted = false;
    let mut counts = [(b'|', 0), (b';', 0), (b'\t', 0), (b',', 0)];
    for byte in line {
        is_quoted ^= *byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(sign, _)| !is_quoted && sign == byte) {
            *count += 1;
        }
    }
    let sign = counts.into_iter().max_by_key(|(_, count)| *count).map_or(b',', |(sign, _)| sign);
    Separator { sign, is_declared: false }
}

/// What is said of a cell that is longer than any may be.
pub(crate) fn too_long(cell: &str) -> String {
    format!("a text of {} bytes, and {LONGEST_CELL} are the most", cell.len())
}

/// The names of the columns as compared.
fn check_header(file: &str, record: &csv::StringRecord) -> Result<Vec<String>, FormatError> {
    let wrong = |why: String| FormatError::Header { file: file.to_owned(), why };
    if record.len() > MOST_COLUMNS {
        let why = format!("{} columns, and {MOST_COLUMNS} are the most", record.len());
        return Err(wrong(why));
    }
    long_name(record).map_or(Ok(()), |why| Err(wrong(why)))?;
    let header: Vec<String> = record.iter().map(column_name).collect();
    if header.iter().all(String::is_empty) {
        return Err(wrong("no column has a name".to_owned()));
    }
    for (at, column) in header.iter().enumerate() {
        if !column.is_empty() && header[..at].contains(column) {
            return Err(FormatError::RepeatedColumn {
                file: file.to_owned(),
                column: shortened(column, SHOWN).into_owned(),
            });
        }
    }
    Ok(header)
}

/// What is said of a row in which a name of a column is longer than any may be.
pub(crate) fn long_name(header: &csv::StringRecord) -> Option<String> {
    let at = header.iter().position(|name| name.len() > LONGEST_NAME)?;
    let (column, bytes) = (at + 1, header[at].len());
    Some(format!("the name of column {column} has {bytes} bytes: is a `\"` not closed?"))
}

fn column_name(cell: &str) -> String {
    let words: Vec<_> =
        cell.split([' ', '_', '\n', '\t']).filter(|word| !word.is_empty()).collect();
    words.join("_").to_lowercase()
}

/// What went wrong while reading: bytes that are no text, or the system's own trouble.
pub(crate) fn unreadable(file: &str, error: io::Error) -> FormatError {
    let file = file.to_owned();
    match error.get_ref().and_then(|inner| inner.downcast_ref::<BadBytes>()) {
        Some(why) => FormatError::NotText { file, why: why.clone() },
        None => FormatError::Unreadable { file, why: error },
    }
}
