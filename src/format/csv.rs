//! A file of separated values as a header and rows of cells.
//!
//! Knows commas, tabs and semicolons, and the row of hashtags. Must not know what the columns mean.

use crate::format::error::FormatError;
use crate::format::problem::Problem;
use crate::format::records::{RecordReader, Separator, long_name, open_text, separator};
use crate::format::row::{LONGEST_CELL, NumberedRow, Row, too_long, wrong_count};
use crate::format::source::Source;
use crate::text::excerpt::{SHOWN, shortened};
use csv::StringRecord;

/// More columns than this are no table of ours.
const MOST_COLUMNS: usize = 1_000;

/// A file of rows under a header.
pub(crate) struct CsvReader<'a> {
    /// The file as named.
    pub(crate) file: String,
    header: Vec<String>,
    records: RecordReader<'a>,
    /// The row read last.
    record: StringRecord,
}

/// A table of others that has no header: tabs between its cells, and no quotes.
pub(crate) struct KnownTable {
    /// Whether a file that begins so is one.
    pub(crate) is_it: fn(&[u8]) -> bool,
    /// The names of its columns.
    pub(crate) columns: &'static [&'static str],
}

impl<'a> CsvReader<'a> {
    /// Opens a file and reads its header.
    pub(crate) fn open(source: &'a Source) -> Result<Self, FormatError> {
        Self::open_known(source, &[])
    }

    /// Opens a file and reads its header; a table that is known by its first row, and has none,
    /// gets its own.
    pub(crate) fn open_known(
        source: &'a Source,
        tables: &[KnownTable],
    ) -> Result<Self, FormatError> {
        let file = source.name().to_owned();
        let bytes = open_text(source)?;
        let known = tables.iter().find(|table| (table.is_it)(bytes.head()));
        let Separator { sign, is_declared } = separator(bytes.head());
        let sign = known.map_or(sign, |_| b'\t');
        let records = RecordReader::new(&file, bytes, sign, known.is_none());
        let mut reader = Self { file, header: Vec::new(), records, record: StringRecord::new() };
        if let Some(table) = known {
            reader.header = table.columns.iter().map(|column| (*column).to_owned()).collect();
            return Ok(reader);
        }
        let mut has_record =
            || Ok::<_, FormatError>(reader.records.read(&mut reader.record)?.is_some());
        if (is_declared && !has_record()?) || !has_record()? {
            return Err(FormatError::Empty { file: reader.file });
        }
        reader.header = check_header(&reader.file, &reader.record)?;
        Ok(reader)
    }

    /// The names of the columns: lower case, `_` between words.
    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }

    /// The row read last as it stands in the file.
    pub(crate) fn last_row(&self) -> Row<'_> {
        Row::guarded(&self.header, &self.record)
    }

    /// Where a column stands.
    pub(crate) fn position(&self, column: &str) -> Option<usize> {
        self.header.iter().position(|name| name == column)
    }

    /// The next row, or why it is none; `None` at the end. Rows without anything in them are
    /// passed over.
    pub(crate) fn next_row(&mut self) -> Result<Option<NumberedRow<'_>>, FormatError> {
        let Some(line) = self.read_row()? else { return Ok(None) };
        Ok(Some((line, self.check_row().map(|()| self.last_row()))))
    }

    /// The next row into `record`: its line, and why it is none.
    pub(crate) fn next_into(
        &mut self,
        record: &mut StringRecord,
    ) -> Result<Option<(u64, Option<Problem>)>, FormatError> {
        let Some(line) = self.read_row()? else { return Ok(None) };
        let problem = self.check_row().err();
        std::mem::swap(record, &mut self.record);
        Ok(Some((line, problem)))
    }

    fn read_row(&mut self) -> Result<Option<u64>, FormatError> {
        loop {
            let Some(line) = self.records.read(&mut self.record)? else { return Ok(None) };
            if !says_nothing(&self.record) {
                return Ok(Some(line));
            }
        }
    }

    fn check_row(&self) -> Result<(), Problem> {
        if self.record.len() != self.header.len() {
            return Err(wrong_count(&self.record, self.header.len()));
        }
        match self.record.iter().position(|cell| cell.len() > LONGEST_CELL) {
            None => Ok(()),
            Some(at) => Err(Problem::at(self.header[at].clone(), too_long(&self.record[at]))),
        }
    }
}

/// Whether a row is blank, or says what the columns are to programs that know the Humanitarian
/// Exchange Language: every cell is blank or a hashtag.
fn says_nothing(record: &StringRecord) -> bool {
    record.iter().all(|cell| cell.trim().is_empty() || cell.trim().starts_with('#'))
}

/// The names of the columns as compared.
fn check_header(file: &str, record: &StringRecord) -> Result<Vec<String>, FormatError> {
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

fn column_name(cell: &str) -> String {
    let words: Vec<_> =
        cell.split([' ', '_', '\n', '\t']).filter(|word| !word.is_empty()).collect();
    words.join("_").to_lowercase()
}
