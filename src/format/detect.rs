//! Detects the format of a file by its first bytes and its name.
//!
//! Knows how formats begin. Must not know how formats are read.

use crate::format::archive::{Archive, ArchiveError};
use crate::format::datapackage::DESCRIPTOR;
use crate::format::error::{BadBytes, FormatError, OtherFile};
use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::Path;

/// The format of a file to import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// CSV with Factline's column names, or a table that a map translates. Any usual separator; a
    /// row of HXL hashtags may follow the header.
    Csv,
    /// JSON Lines: one JSON object a line.
    Jsonl,
    /// `GeoJSON`: a feature collection whose properties are Factline's columns.
    Geojson,
    /// A data package: a folder, its `datapackage.json`, or a zip file.
    Datapackage,
    /// A Factline database.
    Sqlite,
    /// Parquet, which is read if it is built in.
    Parquet,
    /// A workbook of Excel (`.xlsx`), of which one sheet is read.
    Workbook,
}

/// The format of a file is detected by this many bytes at its beginning.
const HEAD: u64 = 4096;

/// The format of standard input, by its first bytes, which stay there to be read.
pub(crate) fn of_input() -> Format {
    let mut input = io::stdin().lock();
    let head = input.fill_buf().unwrap_or_default();
    if begins_object(head) { Format::Jsonl } else { Format::Csv }
}

/// The format of a file, by its name and first bytes. Fails if the file cannot be read.
pub(crate) fn of_file(path: &Path) -> Result<Format, FormatError> {
    let mut head = Vec::new();
    File::open(path)
        .and_then(|file| file.take(HEAD).read_to_end(&mut head))
        .map_err(|why| FormatError::Unreadable { file: path.display().to_string(), why })?;
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase());
    let name = name.unwrap_or_default();
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    Ok(if head.starts_with(b"SQLite format 3\0") {
        Format::Sqlite
    } else if head.starts_with(b"PK\x03\x04") && is_workbook(path) {
        Format::Workbook
    } else if head.starts_with(b"PK\x03\x04") || name == DESCRIPTOR {
        Format::Datapackage
    } else if head.starts_with(b"PAR1") {
        Format::Parquet
    } else if ends(&[".geojson", ".geojson.gz"]) || is_collection(&head) {
        Format::Geojson
    } else if ends(&[".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"]) || begins_object(&head) {
        Format::Jsonl
    } else {
        Format::Csv
    })
}

/// Whether a zip file is a workbook of Excel, by the names in it. A file that cannot be opened as a zip file
/// is not a workbook; the reader reports the error.
fn is_workbook(path: &Path) -> bool {
    let zip = File::open(path).map_err(ArchiveError::from).and_then(Archive::open);
    zip.is_ok_and(|zip| zip.names("workbook.xml").next().is_some())
}

fn is_collection(head: &[u8]) -> bool {
    begins_object(head) && String::from_utf8_lossy(head).contains("\"FeatureCollection\"")
}

/// Whether a text begins with a JSON object.
pub(crate) fn begins_object(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let inside = head.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    inside.is_some_and(|inside| matches!(inside.first(), None | Some(b'"' | b'}')))
}

/// The reason why a file that begins with `head` is not text of rows: another encoding or another
/// kind of file. `None` if it may be one.
pub(super) fn unlike_text(head: &[u8]) -> Option<BadBytes> {
    const ENCODINGS: &[(&[u8], &str)] = &[
        (b"\xFF\xFE\0\0", "UTF-32 (little-endian)"),
        (b"\0\0\xFE\xFF", "UTF-32 (big-endian)"),
        (b"\xFF\xFE", "UTF-16 (little-endian)"),
        (b"\xFE\xFF", "UTF-16 (big-endian)"),
    ];
    const FILES: &[(&[u8], OtherFile)] = &[
        (b"\x1F\x8B", OtherFile::Gzip),
        (b"PK\x03\x04", OtherFile::Zip),
        (b"\xD0\xCF\x11\xE0", OtherFile::OldExcel),
        (b"%PDF", OtherFile::Pdf),
        (b"SQLite format 3\0", OtherFile::Sqlite),
        (b"\x28\xB5\x2F\xFD", OtherFile::Zstandard),
        (b"BZh", OtherFile::Bzip2),
        (b"\xFD7zXZ", OtherFile::Xz),
        (b"PAR1", OtherFile::Parquet),
    ];
    let encoding = ENCODINGS.iter().find(|(magic, _)| head.starts_with(magic));
    let encoding = encoding.map(|(_, name)| BadBytes::OtherEncoding(name));
    let file = || FILES.iter().find(|(magic, _)| head.starts_with(magic));
    let file = || file().map(|(_, file)| BadBytes::OtherFile(*file));
    let document = || document(head).map(BadBytes::OtherFile);
    encoding.or_else(file).or_else(|| utf16_without_mark(head)).or_else(document)
}

/// The kind of text that a file is, if it is a text without rows: a web page, XML, or a JSON list.
/// `None` for other texts.
fn document(head: &[u8]) -> Option<OtherFile> {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let begins = |word: &str| {
        head.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
    };
    if begins("<!doctype html") || begins("<html") {
        return Some(OtherFile::WebPage);
    }
    if begins("<?xml") {
        return Some(OtherFile::Xml);
    }
    let inside = head.strip_prefix(b"[")?;
    // A file with one JSON list on each of several lines is read as JSON Lines, so that each line
    // gets its own message.
    let mut lines = head.splitn(2, |byte| *byte == b'\n');
    let first = lines.next().unwrap_or_default().trim_ascii_end();
    let more = lines.next().is_some_and(|rest| !rest.trim_ascii().is_empty());
    match inside.trim_ascii_start().first() {
        _ if first.ends_with(b"]") && more => None,
        Some(b'{') => Some(OtherFile::JsonObjects),
        Some(b'[') => Some(OtherFile::JsonLists),
        _ => None,
    }
}

/// Detects UTF-16 without a byte order mark: in Latin text, about every second byte is zero.
fn utf16_without_mark(head: &[u8]) -> Option<BadBytes> {
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let most = head.len() / 4;
    match (head.len() >= 4, zeros(0) > most, zeros(1) > most) {
        (true, true, false) => Some(BadBytes::OtherEncoding("UTF-16 (big-endian)")),
        (true, false, true) => Some(BadBytes::OtherEncoding("UTF-16 (little-endian)")),
        _ => None,
    }
}
