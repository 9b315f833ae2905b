//! Reads a file of separated values as a header and rows of cells.
//!
//! Knows commas, tabs, semicolons and the row of HXL hashtags. Must not know what the columns mean.

use crate::format::cell_fault;
use crate::format::error::FormatError;
use crate::format::problem::Problem;
use crate::format::records::{RecordReader, Separator, long_name, open_text, separator};
use crate::format::row::{LONGEST_CELL, NumberedRow, Row, too_long, wrong_count};
use crate::format::row_cells::RowCells;
use crate::format::source::Source;
use crate::text::excerpt::{SHOWN, shortened};

/// A file may have at most this many columns; a file with more is not a table for this program.
const MOST_COLUMNS: usize = 1_000;

/// Reads the rows of a file under its header.
pub(crate) struct CsvReader<'a> {
    /// Name of the file, as the user gave it.
    pub(crate) file: String,
    header: Vec<String>,
    records: RecordReader<'a>,
    /// The cells of the row that was read last.
    record: RowCells,
    /// The row of HXL hashtags below the header; `None` if the file has none.
    tags: Option<RowCells>,
    /// The line of the first row below the header and the hashtags, which is in `record` already.
    ahead: Option<u64>,
    /// The line of the header, if there are other rows such as a title above it.
    below: Option<u64>,
}

/// Number of first records among which a header is searched for.
const LOOKED_AT: usize = 30;

/// Number of known columns among the names of a row; 0 if there are too few for a header.
pub(crate) type KnownColumns = fn(&[String]) -> usize;

/// A published table that has no header, such as a GeoNames dump: its cells are separated by tabs, and a
/// quote is an ordinary character.
pub(crate) struct KnownTable {
    /// Tells by the first bytes of a file whether it is this table.
    pub(crate) is_it: fn(&[u8]) -> bool,
    /// Names of the table's columns, in order.
    pub(crate) columns: &'static [&'static str],
}

impl<'a> CsvReader<'a> {
    /// Opens a file and reads its header. Fails if the file is empty, no UTF-8 text, or has no
    /// usable header.
    pub(crate) fn open(source: &'a Source) -> Result<Self, FormatError> {
        Self::open_table(source, &[], |_| 0)
    }

    /// Opens a file as [`open`](Self::open) does. If its first row has no known column, the header is
    /// the row below it that has the most.
    pub(crate) fn open_below(source: &'a Source, known: KnownColumns) -> Result<Self, FormatError> {
        Self::open_table(source, &[], known)
    }

    /// Opens a file as [`open`](Self::open) does. A file that is one of `tables` gets the column
    /// names of that table instead of a header.
    pub(crate) fn open_known(
        source: &'a Source,
        tables: &[KnownTable],
    ) -> Result<Self, FormatError> {
        Self::open_table(source, tables, |_| 0)
    }

    fn open_table(
        source: &'a Source,
        tables: &[KnownTable],
        columns: KnownColumns,
    ) -> Result<Self, FormatError> {
        let file = source.name().to_owned();
        let bytes = open_text(source)?;
        let known = tables.iter().find(|table| (table.is_it)(bytes.head()));
        let Separator { sign, is_declared } = separator(bytes.head());
        let sign = known.map_or(sign, |_| b'\t');
        let skipped = usize::from(is_declared);
        let above = rows_above_header(bytes.head(), (sign, skipped), columns);
        let records = RecordReader::new(source, bytes, sign, known.is_none());
        let (header, record) = (Vec::new(), RowCells::default());
        let mut reader =
            Self { file, header, records, record, tags: None, ahead: None, below: None };
        if let Some(table) = known {
            reader.header = table.columns.iter().map(|column| (*column).to_owned()).collect();
            return Ok(reader);
        }
        let mut line = None;
        for _ in 0..=above + skipped {
            line = reader.records.read(&mut reader.record)?;
        }
        let Some(line) = line else { return Err(FormatError::Empty { file: reader.file }) };
        reader.below = (above > 0).then_some(line);
        reader.header = check_header(&reader.file, &reader.record)?;
        reader.records.check_header_quotes()?;
        reader.read_tags()?;
        Ok(reader)
    }

    /// Reads the row of hashtags if there is one, or else the first row.
    fn read_tags(&mut self) -> Result<(), FormatError> {
        while let Some(line) = self.records.read(&mut self.record)? {
            if !says_nothing(&self.record) {
                self.ahead = Some(line);
                return Ok(());
            }
            let is_tagged = self.record.iter().any(|cell| !cell.trim().is_empty());
            if is_tagged && self.tags.is_none() {
                self.tags = Some(self.record.clone());
            }
        }
        Ok(())
    }

    /// Gives the line of the header, if there are other rows above it.
    pub(crate) fn note(&self) -> Option<String> {
        let (file, line) = (&self.file, self.below?);
        Some(format!("{file}: the header is line {line}; the lines above it are not read"))
    }

    /// The row of HXL hashtags below the header; `None` if the file has none.
    pub(crate) fn tags(&self) -> Option<&RowCells> {
        self.tags.as_ref()
    }

    /// The names of the columns, in lower case with `_` between words.
    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }

    /// Gives a column another name.
    pub(crate) fn rename(&mut self, at: usize, name: &str) {
        name.clone_into(&mut self.header[at]);
    }

    /// The row that was read last, unchanged from the file.
    pub(crate) fn last_row(&self) -> Row<'_> {
        Row::guarded(&self.header, &self.record)
    }

    /// The position of a column, from 0; `None` if the file has no such column.
    pub(crate) fn position(&self, column: &str) -> Option<usize> {
        self.header.iter().position(|name| name == column)
    }

    /// The next row with its line number, or the problem that makes it unusable; `None` at the end
    /// of the file. Skips blank rows and the row of hashtags. Fails if the file cannot be read
    /// further.
    pub(crate) fn next_row(&mut self) -> Result<Option<NumberedRow<'_>>, FormatError> {
        let Some(line) = self.read_row()? else { return Ok(None) };
        Ok(Some((line, self.check_row().map(|()| self.last_row()))))
    }

    /// Reads the next row into `record`, as [`next_row`](Self::next_row) does. Returns its line
    /// number, and its problem if it has one.
    pub(crate) fn next_into(
        &mut self,
        record: &mut RowCells,
    ) -> Result<Option<(u64, Option<Problem>)>, FormatError> {
        let Some(line) = self.read_row()? else { return Ok(None) };
        let problem = self.check_row().err();
        std::mem::swap(record, &mut self.record);
        Ok(Some((line, problem)))
    }

    fn read_row(&mut self) -> Result<Option<u64>, FormatError> {
        if let Some(line) = self.ahead.take() {
            return Ok(Some(line));
        }
        loop {
            let Some(line) = self.records.read(&mut self.record)? else { return Ok(None) };
            if !says_nothing(&self.record) {
                return Ok(Some(line));
            }
        }
    }

    fn check_row(&self) -> Result<(), Problem> {
        self.records.check_quotes()?;
        if self.record.len() != self.header.len() {
            return Err(wrong_count(&self.record, self.header.len()));
        }
        match self.record.iter().position(|cell| cell.len() > LONGEST_CELL) {
            None => Ok(()),
            Some(at) => Err(Problem::at(self.header[at].clone(), too_long(&self.record[at]))),
        }
    }
}

/// Number of records above the header of a text that begins with `head`, after those that are `skipped`: 0 if the first
/// has known columns, or none has.
fn rows_above_header(head: &[u8], (sign, skipped): (u8, usize), columns: KnownColumns) -> usize {
    let mut records = csv::ReaderBuilder::new();
    records.has_headers(false).flexible(true).delimiter(sign);
    let mut records = records.from_reader(head).into_records();
    let known =
        records.by_ref().skip(skipped).take(LOOKED_AT).map_while(Result::ok).map(|record| {
            let names: Vec<String> = record.iter().map(str::to_owned).collect();
            columns(&names)
        });
    let known: Vec<usize> = known.collect();
    if known.first().is_some_and(|columns| *columns > 0) {
        return 0;
    }
    let most = known.iter().copied().max().filter(|columns| *columns > 0);
    most.and_then(|most| known.iter().position(|columns| *columns == most)).unwrap_or_default()
}

/// Whether a row has no data: every cell is blank or a hashtag of the Humanitarian Exchange Language. The error of a
/// spreadsheet (`#N/A`) is not a hashtag.
fn says_nothing(record: &RowCells) -> bool {
    record
        .iter()
        .map(str::trim)
        .all(|cell| cell.is_empty() || cell.starts_with('#') && cell_fault::fault(cell).is_none())
}

/// The names of the columns, in lower case with `_` between words. Fails if there are too many, one
/// is too long, two are equal, or none is given.
fn check_header(file: &str, record: &RowCells) -> Result<Vec<String>, FormatError> {
    let wrong = |why: String| FormatError::Header { file: file.to_owned(), why };
    if record.len() > MOST_COLUMNS {
        let why = format!("{} columns; at most {MOST_COLUMNS} are allowed", record.len());
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

/// The name of a column as our own names are written: in lower case, with `_` between words.
pub(crate) fn column_name(cell: &str) -> String {
    let words: Vec<_> =
        cell.split([' ', '_', '\n', '\t']).filter(|word| !word.is_empty()).collect();
    words.join("_").to_lowercase()
}
