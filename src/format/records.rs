//! The records of a file of separated values (RFC 4180), each with the line in which it begins.
//!
//! Knows quotes and the signs between cells. Must not know what a header is.

use crate::format::error::{FormatError, unreadable};
use crate::format::source::Source;
use crate::format::utf8::Utf8Reader;
use csv::StringRecord;
use std::io::{self, Read};

/// The longest name of a column, in bytes.
const LONGEST_NAME: usize = 2_000;

/// The bytes of a source, checked to be UTF-8.
pub(crate) type TextBytes<'a> = Utf8Reader<Box<dyn Read + Send + 'a>>;

/// Opens a source of text.
pub(crate) fn open_text(source: &Source) -> Result<TextBytes<'_>, FormatError> {
    source.open().and_then(Utf8Reader::new).map_err(|why| unreadable(source.name(), why))
}

/// A file as records.
pub(crate) struct RecordReader<'a> {
    file: String,
    records: csv::Reader<TextBytes<'a>>,
}

impl<'a> RecordReader<'a> {
    /// Reads records with this sign between cells, and quotes around some where there may be any.
    pub(crate) fn new(file: &str, bytes: TextBytes<'a>, separator: u8, has_quotes: bool) -> Self {
        let records = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .quoting(has_quotes)
            .delimiter(separator)
            .from_reader(bytes);
        Self { file: file.to_owned(), records }
    }

    /// Reads the next record; gives its line, or nothing at the end. Blank lines before it are
    /// passed over. Files whose lines end in carriage returns alone have no line feeds to count:
    /// there, a record is a line.
    pub(crate) fn read(&mut self, record: &mut StringRecord) -> Result<Option<u64>, FormatError> {
        let (from, line) = (self.records.position().byte(), self.records.position().line());
        self.records.get_mut().begin_row(from, line);
        let is_read = self.records.read_record(record).map_err(|error| {
            let why = match error.into_kind() {
                csv::ErrorKind::Io(why) => why,
                other => io::Error::other(format!("{other:?}")),
            };
            unreadable(&self.file, why)
        })?;
        let number = self.records.position().record();
        let bytes = self.records.get_mut();
        let line = if bytes.has_no_line_feed() { number } else { bytes.line_of_row() };
        Ok(is_read.then_some(line))
    }
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

/// What is said of a header in which a name of a column is longer than any may be.
pub(crate) fn long_name(header: &StringRecord) -> Option<String> {
    let at = header.iter().position(|name| name.len() > LONGEST_NAME)?;
    let (column, bytes) = (at + 1, header[at].len());
    Some(format!("the name of column {column} has {bytes} bytes: is a `\"` not closed?"))
}
