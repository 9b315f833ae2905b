//! Why a file cannot be read at all; what is wrong with one row is a
//! `Problem`.

use std::io;

/// Why a file of rows cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    /// The file cannot be opened or read.
    #[error("{file}: {why}")]
    Unreadable {
        /// The file as named.
        file: String,
        /// What the system says.
        why: io::Error,
    },
    /// It is no UTF-8 text.
    #[error("{file}: {why}")]
    NotText {
        /// The file as named.
        file: String,
        /// What it is instead.
        why: BadBytes,
    },
    /// It has no header.
    #[error("{file}: it is empty; a first row with the names of the columns was expected")]
    Empty {
        /// The file as named.
        file: String,
    },
    /// The header is no header.
    #[error("{file}:1: {why}")]
    Header {
        /// The file as named.
        file: String,
        /// What is wrong with it.
        why: String,
    },
    /// Two columns have the same name.
    #[error("{file}:1: column `{column}` stands there twice")]
    RepeatedColumn {
        /// The file as named.
        file: String,
        /// The name of the columns, as compared.
        column: String,
    },
    /// A column that rows cannot do without.
    #[error("{file}:1: column `{column}` is missing; {kind} need {needed}")]
    MissingColumn {
        /// The file as named.
        file: String,
        /// What the file seems to hold: `facts`, `places` …
        kind: &'static str,
        /// The first column that is needed and not there.
        column: &'static str,
        /// All that such a file needs.
        needed: &'static str,
    },
    /// It has no object in any of its first lines.
    #[error("{file}:{line}: {why}")]
    NoObject {
        /// The file as named.
        file: String,
        /// The first line that holds anything.
        line: u64,
        /// Why it is no object.
        why: String,
    },
    /// It has no line.
    #[error("{file}: it is empty; one JSON object a line was expected")]
    NoLine {
        /// The file as named.
        file: String,
    },
    /// Objects with too many different keys.
    #[error("{file}:{line}: more than {most} different keys")]
    TooManyKeys {
        /// The file as named.
        file: String,
        /// The line with the key that was too much.
        line: u64,
        /// How many keys may be different.
        most: usize,
    },
    /// It is no feature collection.
    #[error("{file}: no GeoJSON feature collection: {why}")]
    GeoJson {
        /// The file as named.
        file: String,
        /// What stands there instead.
        why: serde_json::Error,
    },
    /// A zip file that holds no data package: an Excel workbook is one.
    #[error("{file}: a zip file without a `datapackage.json`")]
    NoPackageInZip {
        /// The file as named.
        file: String,
    },
    /// The description of a data package is missing or is none.
    #[error("{file}: {why}")]
    Descriptor {
        /// The folder, or its `datapackage.json`.
        file: String,
        /// What is wrong with it.
        why: String,
    },
    /// A data package that cannot be unpacked, or that names what is no file in it.
    #[error("{file}: {why}")]
    Package {
        /// The file as named.
        file: String,
        /// What is wrong with it.
        why: String,
    },
}

/// Why bytes are no text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadBytes {
    /// Bytes that no UTF-8 text has.
    #[error("not UTF-8: byte {offset}, in line {line}, begins no character")]
    NotUtf8 {
        /// How many bytes stand before it.
        offset: u64,
        /// The line, from 1.
        line: u64,
    },
    /// Text in two bytes a character.
    #[error("it is in {0}, and UTF-8 was expected")]
    OtherEncoding(&'static str),
    /// Another kind of file, known by its first bytes.
    #[error("it is {0}, and a text of rows was expected")]
    OtherFile(OtherFile),
    /// It is named as a packed file, and is none.
    #[error("it is named `.gz`, and is no gzip file")]
    NotPacked,
    /// A packed file that cannot be unpacked to its end.
    #[error("the gzip file is damaged, or a part of it is missing")]
    DamagedPacked,
    /// A file in a zip file that is not what the zip file says.
    #[error("the zip file is damaged, or a part of it is missing")]
    DamagedZip,
    /// A zero byte, which no text has.
    #[error("not text: a zero byte (byte {offset}, in line {line})")]
    Nul {
        /// How many bytes stand before it.
        offset: u64,
        /// The line, from 1.
        line: u64,
    },
    /// A row without end, mostly a quote that is never closed.
    #[error("the row that begins in line {line} is longer than {limit} MB: is a quote not closed?")]
    EndlessRow {
        /// The line in which the row begins.
        line: u64,
        /// The longest row allowed.
        limit: u64,
    },
}

/// A kind of file that is no text of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OtherFile {
    /// Packed by gzip, without an ending that says so.
    #[error("a gzip file")]
    Gzip,
    /// A zip file; Excel's workbooks are zip files, too.
    #[error("a zip file or an Excel workbook")]
    Zip,
    /// A workbook of Excel 97 to 2003.
    #[error("an old Excel workbook")]
    OldExcel,
    /// PDF.
    #[error("a PDF document")]
    Pdf,
    /// A database of `SQLite`, ours or another one.
    #[error("an SQLite database")]
    Sqlite,
    /// Packed by Zstandard.
    #[error("a Zstandard file")]
    Zstandard,
    /// Packed by bzip2.
    #[error("a bzip2 file")]
    Bzip2,
    /// Packed by xz.
    #[error("an xz file")]
    Xz,
    /// Parquet.
    #[error("a Parquet file")]
    Parquet,
    /// HTML.
    #[error("a web page")]
    WebPage,
    /// XML.
    #[error("an XML document")]
    Xml,
    /// One JSON list of objects.
    #[error("a list of JSON objects")]
    JsonObjects,
    /// One JSON list of lists.
    #[error("a list of JSON lists")]
    JsonLists,
}

/// What went wrong while reading: bytes that are no text, or the system's own trouble.
pub(crate) fn unreadable(file: &str, error: io::Error) -> FormatError {
    let file = file.to_owned();
    match error.get_ref().and_then(|inner| inner.downcast_ref::<BadBytes>()) {
        Some(why) => FormatError::NotText { file, why: why.clone() },
        None => FormatError::Unreadable { file, why: error },
    }
}
