//! Reads the records of a file of separated values (RFC 4180), each with the number of the line in
//! which it begins.
//!
//! Knows quotes and separators. Must not know what a header is.

use crate::format::error::{FormatError, unreadable};
use crate::format::problem::Problem;
use crate::format::quotes::{QuoteFault, QuoteReader};
use crate::format::row_cells::RowCells;
use crate::format::row_numbers::RowNumbers;
use crate::format::source::Source;
use crate::format::utf8::Utf8Reader;
use csv::ByteRecord;
use std::io::{self, Read};

/// The longest name of a column, in bytes.
const LONGEST_NAME: usize = 2_000;

/// The bytes of a source, checked to be UTF-8 while they are read.
pub(crate) type TextBytes<'a> = Utf8Reader<Box<dyn Read + Send + 'a>>;

/// Opens a source as UTF-8 text. Fails if it cannot be opened, or its first bytes are not text.
pub(crate) fn open_text(source: &Source) -> Result<TextBytes<'_>, FormatError> {
    source.open().and_then(Utf8Reader::new).map_err(|why| unreadable(source.name(), why))
}

/// Reads a file as records: rows of cells, the header being one of them.
pub(crate) struct RecordReader<'a> {
    file: String,
    records: csv::Reader<QuoteReader<TextBytes<'a>>>,
    /// The record that is being read.
    bytes: ByteRecord,
    separator: u8,
    /// The fault in the quotes of the record that was read last, in words; `None` if they are
    /// right.
    fault: Option<String>,
    /// The rows of the sheet that the records were made of; `None` for a file of text.
    rows: Option<RowNumbers>,
}

/// An extra cell at the end of a record with a stray quote. Because of the wrong number of cells, the record is refused
/// again until the user corrects the quotes and removes the cell.
const TO_BE_MENDED: &str = "correct the quotes, and delete this cell";

impl<'a> RecordReader<'a> {
    /// Makes a reader for this separator. Without `has_quotes`, `"` is an ordinary character.
    pub(crate) fn new(
        source: &Source,
        bytes: TextBytes<'a>,
        separator: u8,
        has_quotes: bool,
    ) -> Self {
        let records = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .quoting(has_quotes)
            .delimiter(separator)
            .from_reader(QuoteReader::new(bytes, has_quotes.then_some(separator)));
        let (file, rows) = (source.name().to_owned(), source.row_numbers().cloned());
        let bytes = ByteRecord::new();
        Self { file, records, bytes, separator, fault: None, rows }
    }

    /// Reads the next record into `record`; returns its line number, or `None` at the end. Skips
    /// blank lines. In files whose lines end in a carriage return alone, the number is that of the
    /// record. Fails if the file cannot be read or is not UTF-8.
    pub(crate) fn read(&mut self, record: &mut RowCells) -> Result<Option<u64>, FormatError> {
        let (from, line) = (self.records.position().byte(), self.records.position().line());
        self.records.get_mut().begin_row(from);
        self.records.get_mut().get_mut().begin_row(from, line);
        let is_read = self.records.read_byte_record(&mut self.bytes).map_err(|error| {
            let why = match error.into_kind() {
                csv::ErrorKind::Io(why) => why,
                other => io::Error::other(format!("{other:?}")),
            };
            unreadable(&self.file, why)
        })?;
        copy_cells(&self.bytes, record).map_err(|why| unreadable(&self.file, why))?;
        let (number, end) = (self.records.position().record(), self.records.position().byte());
        let quotes = self.records.get_mut();
        if let Some(rows) = &self.rows {
            return Ok(is_read.then(|| rows.row_of(number)));
        }
        let fault = quotes.fault_before(end);
        let text = fault.and_then(|_| quotes.row_before(end)).map(to_be_mended);
        let bytes = quotes.get_mut();
        let line = if bytes.has_no_line_feed() { number } else { bytes.line_of_row() };
        let fault = fault.map(|fault| worded(fault, line, record));
        self.fault = fault.or_else(|| swallowed_rows(line, self.separator, record));
        if self.fault.is_some() {
            record.push(text.as_deref().unwrap_or(TO_BE_MENDED));
        }
        Ok(is_read.then_some(line))
    }

    /// Checks the quotes of the record that was read last. Fails if they are at fault, because the
    /// record may have swallowed other rows.
    pub(crate) fn check_quotes(&self) -> Result<(), Problem> {
        self.fault.as_ref().map_or(Ok(()), |fault| Err(Problem::row(fault)))
    }

    /// Checks the quotes of the header, which was read last. Fails if they are at fault.
    pub(crate) fn check_header_quotes(&self) -> Result<(), FormatError> {
        let (file, fault) = (self.file.clone(), self.fault.clone());
        fault.map_or(Ok(()), |why| Err(FormatError::Header { file, why }))
    }
}

/// Copies the cells of a record, which are checked to be UTF-8 all at once. The library checks each cell separately,
/// which takes three times as long. Fails if they are not UTF-8, but the reader of the file has refused such files
/// before.
fn copy_cells(bytes: &ByteRecord, cells: &mut RowCells) -> io::Result<()> {
    let text = simdutf8::basic::from_utf8(bytes.as_slice()).map_err(io::Error::other)?;
    if cells.refill(text, bytes.iter().map(<[u8]>::len)) {
        return Ok(());
    }
    Err(io::Error::other("a cell is not UTF-8"))
}

/// The extra cell for a record with faulty quotes, whose cells do not contain everything that is in the file.
fn to_be_mended(row: &[u8]) -> String {
    let row = String::from_utf8_lossy(row);
    format!("{TO_BE_MENDED}; the row is: {}", row.trim_matches(['\n', '\r']))
}

/// The message for a fault in the quotes of a record, with the lines that the record takes up.
fn worded(fault: QuoteFault, line: u64, record: &RowCells) -> String {
    let what = match fault {
        QuoteFault::TextFollows => "text follows a closing quote",
        QuoteFault::NotClosed => "a quote is not closed",
    };
    let breaks = record.text().trim_end_matches(['\n', '\r']).matches('\n').count();
    match (breaks as u64, fault) {
        (0, QuoteFault::TextFollows) => format!("{what}: inside quotes, a `\"` is written twice"),
        (0, QuoteFault::NotClosed) => what.to_owned(),
        (breaks, _) => {
            let (last, lines) = (line + breaks, breaks + 1);
            format!("{what}, so that {lines} lines ({line} to {last}) form one row")
        }
    }
}

/// The message for a record of several lines, each of which would be a row by itself: two stray quotes join them.
/// `None` for other records. A cell that begins with a space is ignored, because in prose a space follows a comma. A
/// line with a single cell that says anything is not a row: a text such as `,,,` and a line break has such lines.
fn swallowed_rows(line: u64, separator: u8, record: &RowCells) -> Option<String> {
    if record.len() < 3 || !record.text().contains('\n') {
        return None;
    }
    let separator = char::from(separator);
    let text = record.iter().collect::<Vec<_>>().join(separator.encode_utf8(&mut [0; 4]));
    let cells =
        |line: &str| line.split(separator).skip(1).filter(|it| !it.starts_with(' ')).count();
    let says = |line: &str| line.split(separator).filter(|cell| !cell.is_empty()).count();
    let is_row = |line: &str| cells(line) + 1 == record.len() && says(line) > 1;
    let breaks = text.matches('\n').count() as u64;
    text.split('\n').all(is_row).then(|| {
        let (last, lines) = (line + breaks, breaks + 1);
        format!(
            "{lines} lines ({line} to {last}) form one row, although each could be a row: is a `\"` not \
             closed?"
        )
    })
}

/// The separator of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Separator {
    pub(crate) sign: u8,
    /// Whether a first line `sep=;` declares the separator, as Excel writes it.
    pub(crate) is_declared: bool,
}

/// Number of first lines in which the separator is searched for.
const LINES: usize = 30;

/// The separator that the first line declares (`sep=;`), or the sign that is most frequent outside quotes in the first
/// line that has one: a title above the header has none. A comma if there is none.
pub(crate) fn separator(head: &[u8]) -> Separator {
    let lines = head.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.is_empty());
    if let Some([b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', sign]) = lines.clone().next() {
        return Separator { sign: *sign, is_declared: true };
    }
    let mut is_quoted = false;
    let sign = lines.take(LINES).find_map(|line| most_frequent(line, &mut is_quoted));
    let sign = sign.unwrap_or(b',');
    Separator { sign, is_declared: false }
}

/// The sign that is most frequent in a line outside quotes; `None` if it has none. `is_quoted` says whether the line
/// begins inside quotes, and is then set to whether it ends inside quotes.
fn most_frequent(line: &[u8], is_quoted: &mut bool) -> Option<u8> {
    let mut counts = [(b'|', 0), (b';', 0), (b'\t', 0), (b',', 0)];
    for byte in line {
        *is_quoted ^= *byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(sign, _)| !*is_quoted && sign == byte) {
            *count += 1;
        }
    }
    let (sign, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count > 0).then_some(sign)
}

/// The message for the first column whose name is too long; `None` if none is.
pub(crate) fn long_name(header: &RowCells) -> Option<String> {
    let at = header.iter().position(|name| name.len() > LONGEST_NAME)?;
    let (column, bytes) = (at + 1, header[at].len());
    Some(format!("the name of column {column} has {bytes} bytes: is a `\"` not closed?"))
}
