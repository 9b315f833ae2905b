//! Reasons why a file cannot be read at all. The error of a single row is a `Problem`.

use crate::text::excerpt::quoted_list;
use std::io;

/// The reason why a file of rows cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    /// The file cannot be opened or read.
    #[error("{file}: {why}")]
    Unreadable {
        /// Name of the file, as the user gave it.
        file: String,
        /// The error of the operating system.
        why: io::Error,
    },
    /// The file is not UTF-8 text.
    #[error("{file}: {why}")]
    NotText {
        /// Name of the file, as the user gave it.
        file: String,
        /// The content that was found instead of UTF-8 text.
        why: BadBytes,
    },
    /// The file is empty, and so has no header.
    #[error("{file}: it is empty; a first row with the names of the columns was expected")]
    Empty {
        /// Name of the file, as the user gave it.
        file: String,
    },
    /// The rows are facts, and others were expected.
    #[error("{file}: its rows are facts; {expected} was expected")]
    Facts {
        /// The file as named.
        file: String,
        /// The expected content: `a list of places`.
        expected: &'static str,
    },
    /// Two columns have names that mean the same.
    #[error("{file}:1: columns `{}` and `{}` could both be `{ours}`", columns[0], columns[1])]
    SameMeaning {
        /// Name of the file, as the user gave it.
        file: String,
        /// The names of the two columns.
        columns: [String; 2],
        /// Factline's name for what both could mean.
        ours: &'static str,
    },
    /// The rows are a listing, whose columns are in words for people, or are counts.
    #[error("{file}: its rows are {listing}, which lacks parts of what is recorded")]
    Listing {
        /// Name of the file, as the user gave it.
        file: String,
        /// The content of the listing: `a table of facts`, `a timeline` …
        listing: Listing,
    },
    /// The header cannot be used: it has too many columns, a name that is too long, or no name.
    #[error("{file}:1: {why}")]
    Header {
        /// Name of the file, as the user gave it.
        file: String,
        /// The fault of the header, as a clause (`no column has a name`).
        why: String,
    },
    /// Two columns have the same name.
    #[error("{file}:1: column `{column}` appears twice")]
    RepeatedColumn {
        /// Name of the file, as the user gave it.
        file: String,
        /// The repeated name, in lower case with `_` between words.
        column: String,
    },
    /// A column is missing that every row needs.
    #[error("{file}:1: column `{column}` is missing; {kind} need {needed}")]
    MissingColumn {
        /// Name of the file, as the user gave it.
        file: String,
        /// The kind of rows that the file seems to have: `facts`, `places` …
        kind: &'static str,
        /// The first needed column that the header does not have.
        column: &'static str,
        /// All columns that rows of this kind need, as a list in words.
        needed: &'static str,
        /// A column of the header that seems to be the missing one, and the name that it should have. `None` if there
        /// is none.
        like: Option<(String, &'static str)>,
    },
    /// None of the first lines of the file is a JSON object.
    #[error("{file}:{line}: {why}")]
    NoObject {
        /// Name of the file, as the user gave it.
        file: String,
        /// Number of the first line that is not blank, from 1.
        line: u64,
        /// The fault of that line.
        why: String,
    },
    /// The file has no line that is not blank.
    #[error("{file}: it is empty; one JSON object a line was expected")]
    NoLine {
        /// Name of the file, as the user gave it.
        file: String,
    },
    /// A workbook cannot be read.
    #[error("{file}: this workbook cannot be read: {why}")]
    Workbook {
        /// Name of the file, as the user gave it.
        file: String,
        /// The fault of the workbook, as a clause.
        why: String,
    },
    /// The workbook has no sheet of that name.
    #[error("{file}: no sheet `{sheet}`; it has {}", quoted_list(sheets))]
    NoSheet {
        /// Name of the file, as the user gave it.
        file: String,
        /// Name of the sheet, as the user gave it.
        sheet: String,
        /// The names of the sheets that the workbook has.
        sheets: Vec<String>,
    },
    /// Several sheets of the workbook could be meant.
    #[error("{file}: several sheets could be meant: {}", quoted_list(sheets))]
    WhichSheet {
        /// Name of the file, as the user gave it.
        file: String,
        /// The names of those sheets.
        sheets: Vec<String>,
    },
    /// A sheet was named, and the file is not a workbook.
    #[error("{file}: it has no sheets, so it is not a workbook")]
    NoWorkbook {
        /// Name of the file, as the user gave it.
        file: String,
    },
    /// The objects of the file have too many different keys.
    #[error("{file}:{line}: more than {most} different keys")]
    TooManyKeys {
        /// Name of the file, as the user gave it.
        file: String,
        /// Number of the line with the first key beyond the limit, from 1.
        line: u64,
        /// The most different keys that a file may have.
        most: usize,
    },
    /// The file is not a `GeoJSON` feature collection.
    #[error("{file}: not a GeoJSON feature collection: {why}")]
    GeoJson {
        /// Name of the file, as the user gave it.
        file: String,
        /// The error of the JSON reader, with line and column.
        why: serde_json::Error,
    },
    /// The file has no lines or areas of `GeoJSON` that can be drawn.
    #[error("{file}: this GeoJSON cannot be drawn: {why}")]
    Outlines {
        /// Name of the file, as the user gave it.
        file: String,
        /// The error of the JSON reader, or what is missing.
        why: serde_json::Error,
    },
    /// The file is not a complete Parquet file, or has values that no cell can have.
    #[error("{file}: this Parquet file cannot be read: {why}")]
    Parquet {
        /// Name of the file, as the user gave it.
        file: String,
        /// The fault, as a clause.
        why: String,
    },
    /// Parquet was left out when the program was built.
    #[error("{file}: it is a Parquet file, but this program was built without Parquet")]
    NoParquet {
        /// Name of the file, as the user gave it.
        file: String,
    },
    /// A zip file without a data package. Excel workbooks are zip files, too.
    #[error("{file}: a zip file without a `datapackage.json`")]
    NoPackageInZip {
        /// Name of the file, as the user gave it.
        file: String,
    },
    /// The description of a data package is missing, or is not JSON with `resources`.
    #[error("{file}: {why}")]
    Descriptor {
        /// Path of the folder, or of its `datapackage.json`.
        file: String,
        /// The fault of the description: a missing file, or the error of the JSON reader.
        why: String,
    },
    /// A data package cannot be unpacked, or lists something that is not a file in it.
    #[error("{file}: {why}")]
    Package {
        /// Name of the file, as the user gave it.
        file: String,
        /// The fault of the package, as a clause (`two files in it have the same name`).
        why: String,
    },
}

/// A listing of Factline that is not a list for an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Listing {
    /// Facts as a table shows them.
    #[error("a table of facts")]
    Facts,
    /// A timeline.
    #[error("a timeline")]
    Timeline,
    /// Counts of facts by place, month and so on.
    #[error("counts of facts")]
    Counts,
    /// Changesets.
    #[error("a list of changesets")]
    Changesets,
}

/// The reason why bytes are not UTF-8 text of rows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadBytes {
    /// A byte is not valid in UTF-8.
    #[error("not UTF-8: byte {offset}, in line {line}, is not the beginning of a character")]
    NotUtf8 {
        /// Offset of the byte in the file, from 0.
        offset: u64,
        /// Number of the line, from 1.
        line: u64,
    },
    /// The text is in UTF-16 or UTF-32, by this name.
    #[error("it is in {0}; UTF-8 was expected")]
    OtherEncoding(&'static str),
    /// The file is of another kind, known by its first bytes.
    #[error("it is {0}; a text file with rows was expected")]
    OtherFile(OtherFile),
    /// The file's name ends in `.gz`, but the file is not gzip.
    #[error("its name ends in `.gz`, but it is not a gzip file")]
    NotPacked,
    /// A gzip file is damaged or cut short.
    #[error("the gzip file is damaged, or a part of it is missing")]
    DamagedPacked,
    /// An entry of a zip file does not match the size or checksum that the zip file states.
    #[error("the zip file is damaged, or a part of it is missing")]
    DamagedZip,
    /// The text has a zero byte. SQLite and most programs would end the text there.
    #[error("not text: a zero byte (byte {offset}, in line {line})")]
    Nul {
        /// Offset of the byte in the file, from 0.
        offset: u64,
        /// Number of the line, from 1.
        line: u64,
    },
    /// A row is too long for memory, usually because a quote is never closed.
    #[error("the row that begins in line {line} is longer than {limit} MB: is a quote not closed?")]
    EndlessRow {
        /// Number of the line in which the row begins, from 1.
        line: u64,
        /// The longest row that is read, in MB.
        limit: u64,
    },
}

/// A kind of file that is not text of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OtherFile {
    /// A gzip file whose name does not end in `.gz`.
    #[error("a gzip file")]
    Gzip,
    /// A zip file, which an Excel workbook is, too.
    #[error("a zip file or an Excel workbook")]
    Zip,
    /// A workbook of Excel 97 to 2003, or a newer one that is encrypted.
    #[error("an old Excel workbook (.xls), or one with a password")]
    OldExcel,
    /// A binary workbook of Excel.
    #[error("a binary Excel workbook (.xlsb)")]
    BinaryExcel,
    /// A sheet of `LibreOffice` or another program that writes `OpenDocument`.
    #[error("an OpenDocument file (.ods)")]
    OpenDocument,
    /// A PDF document.
    #[error("a PDF document")]
    Pdf,
    /// An SQLite database, of Factline or of another program.
    #[error("an SQLite database")]
    Sqlite,
    /// A file packed by Zstandard.
    #[error("a Zstandard file")]
    Zstandard,
    /// A file packed by bzip2.
    #[error("a bzip2 file")]
    Bzip2,
    /// A file packed by xz.
    #[error("an xz file")]
    Xz,
    /// A Parquet file.
    #[error("a Parquet file")]
    Parquet,
    /// A web page (HTML).
    #[error("a web page")]
    WebPage,
    /// An XML document.
    #[error("an XML document")]
    Xml,
    /// A JSON list of objects; JSON Lines has one object a line instead.
    #[error("a list of JSON objects")]
    JsonObjects,
    /// A JSON list of lists.
    #[error("a list of JSON lists")]
    JsonLists,
}

/// Turns a read error into a typed one: [`BadBytes`] inside it means that the bytes are not text,
/// anything else that the system failed.
pub(crate) fn unreadable(file: &str, error: io::Error) -> FormatError {
    let file = file.to_owned();
    match error.get_ref().and_then(|inner| inner.downcast_ref::<BadBytes>()) {
        Some(why) => FormatError::NotText { file, why: why.clone() },
        None => FormatError::Unreadable { file, why: error },
    }
}
