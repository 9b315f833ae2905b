//! Bytes that are checked to be UTF-8 text while they stream by.
//!
//! Knows encodings and the first bytes of files that are no text. Must not know what a row is,
//! except that somebody says where one begins.

use crate::format::error::BadBytes;
use flate2::read::MultiGzDecoder;
use std::collections::VecDeque;
use std::io::{self, Cursor, Read};

/// The longest row that is held in memory.
const LONGEST_ROW: u64 = 64 << 20;
/// How much is looked at before the first row is read.
const HEAD: u64 = 4096;

/// A reader that passes on UTF-8 text and fails on anything else, saying where. A byte order mark
/// at the beginning is left out.
pub(crate) struct Checked<R> {
    bytes: io::Chain<Cursor<Vec<u8>>, R>,
    /// The beginning of a character whose end is in the next chunk.
    unfinished: Vec<u8>,
    /// How many bytes were passed on, and how many line breaks were among them.
    passed: u64,
    breaks: u64,
    /// The line breaks that lie before us in the rows being read: where, and whether after a
    /// carriage return.
    ahead: VecDeque<(u64, bool)>,
    last: u8,
    row: u64,
    row_line: u64,
}

impl<R: Read> Checked<R> {
    /// Looks at the first bytes; they come out again. Fails if they are of no text.
    pub(crate) fn new(mut bytes: R) -> io::Result<Self> {
        let mut head = Vec::new();
        bytes.by_ref().take(HEAD).read_to_end(&mut head)?;
        if let Some(wrong) = unlike_text(&head) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, wrong));
        }
        if head.starts_with(b"\xEF\xBB\xBF") {
            head.drain(..3);
        }
        Ok(Self {
            bytes: Cursor::new(head).chain(bytes),
            unfinished: Vec::new(),
            passed: 0,
            breaks: 0,
            ahead: VecDeque::new(),
            last: 0,
            row: 0,
            row_line: 1,
        })
    }

    /// The beginning of the text, as far as it was looked at.
    pub(crate) fn head(&self) -> &[u8] {
        self.bytes.get_ref().0.get_ref()
    }

    /// Says that the next row is looked for from byte `from`, in line `line`, and gives the line
    /// in which it begins: empty lines before it are passed over.
    pub(crate) fn begin_row(&mut self, from: u64, line: u64) {
        self.row = from;
        self.row_line = line;
    }

    /// The line in which the row last begun has its first byte, once it was read.
    pub(crate) fn line_of_row(&mut self) -> u64 {
        let (mut at, mut line) = (self.row, self.row_line);
        while let Some(&(offset, after_return)) = self.ahead.front() {
            let is_empty_line = offset == at || (after_return && offset == at + 1);
            if offset >= at && !is_empty_line {
                break;
            }
            self.ahead.pop_front();
            if offset >= at {
                at = offset + 1;
                line += 1;
            }
        }
        line
    }

    /// Whether no line feed came by yet: lines then end in carriage returns, if at all.
    pub(crate) fn has_no_line_feed(&self) -> bool {
        self.breaks == 0
    }

    fn check(&mut self, chunk: &[u8]) -> Result<(), BadBytes> {
        if let Some(at) = memchr::memchr(0, chunk) {
            let line = self.line_at(&chunk[..at]);
            return Err(BadBytes::Nul { offset: self.passed + at as u64, line });
        }
        let rest = self.finish_character(chunk)?;
        if let Err(error) = std::str::from_utf8(&chunk[rest..]) {
            let good = rest + error.valid_up_to();
            if error.error_len().is_some() {
                return Err(self.not_utf8(good as u64, &chunk[..good]));
            }
            self.unfinished.extend_from_slice(&chunk[good..]);
        }
        self.note_breaks(chunk);
        if self.passed - self.row.min(self.passed) > LONGEST_ROW {
            return Err(BadBytes::EndlessRow { line: self.row_line, limit: LONGEST_ROW >> 20 });
        }
        Ok(())
    }

    /// Takes the rest of a character that began in the last chunk; gives how many bytes it took.
    fn finish_character(&mut self, chunk: &[u8]) -> Result<usize, BadBytes> {
        let mut taken = 0;
        while !self.unfinished.is_empty() && taken < chunk.len() {
            self.unfinished.push(chunk[taken]);
            taken += 1;
            match std::str::from_utf8(&self.unfinished) {
                Ok(_) => self.unfinished.clear(),
                Err(error) if error.error_len().is_none() => {}
                Err(_) => return Err(self.broken_character(taken)),
            }
        }
        Ok(taken)
    }

    fn note_breaks(&mut self, chunk: &[u8]) {
        for at in memchr::memchr_iter(b'\n', chunk) {
            let before = if at == 0 { self.last } else { chunk[at - 1] };
            self.ahead.push_back((self.passed + at as u64, before == b'\r'));
            self.breaks += 1;
        }
        self.last = chunk.last().copied().unwrap_or(self.last);
        self.passed += chunk.len() as u64;
    }

    fn line_at(&self, good: &[u8]) -> u64 {
        self.breaks + 1 + good.iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>()
    }

    /// The character that began in an earlier chunk, with `taken` bytes of this one, is none.
    fn broken_character(&self, taken: usize) -> BadBytes {
        let before = (self.unfinished.len() - taken) as u64;
        BadBytes::NotUtf8 { offset: self.passed - before, line: self.breaks + 1 }
    }

    fn not_utf8(&self, into_chunk: u64, good: &[u8]) -> BadBytes {
        BadBytes::NotUtf8 { offset: self.passed + into_chunk, line: self.line_at(good) }
    }
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        let ends_inside = read == 0 && !buffer.is_empty() && !self.unfinished.is_empty();
        let checked =
            if ends_inside { Err(self.broken_character(0)) } else { self.check(&buffer[..read]) };
        checked.map_err(|wrong| io::Error::new(io::ErrorKind::InvalidData, wrong))?;
        Ok(read)
    }
}

/// A gzip file, unpacked while it is read.
pub(crate) struct Unpacked<R> {
    bytes: MultiGzDecoder<R>,
    /// Whether the file began as a gzip file does.
    is_packed: bool,
}

impl<R: Read> Unpacked<R> {
    pub(crate) fn of(bytes: R) -> Self {
        Self { bytes: MultiGzDecoder::new(bytes), is_packed: false }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer).map_err(|error| {
            let wrong = match error.kind() {
                io::ErrorKind::InvalidInput if !self.is_packed => BadBytes::NotPacked,
                io::ErrorKind::InvalidInput
                | io::ErrorKind::InvalidData
                | io::ErrorKind::UnexpectedEof => BadBytes::DamagedPacked,
                _ => return error,
            };
            io::Error::new(io::ErrorKind::InvalidData, wrong)
        })?;
        self.is_packed |= read > 0;
        Ok(read)
    }
}

/// Whether a text begins with an object of JSON.
pub(crate) fn begins_object(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let inside = head.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    inside.is_some_and(|inside| matches!(inside.first(), None | Some(b'"' | b'}')))
}

/// What a file is that begins so, if it is no text.
fn unlike_text(head: &[u8]) -> Option<BadBytes> {
    const ENCODINGS: &[(&[u8], &str)] = &[
        (b"\xFF\xFE\0\0", "UTF-32 (little-endian)"),
        (b"\0\0\xFE\xFF", "UTF-32 (big-endian)"),
        (b"\xFF\xFE", "UTF-16 (little-endian)"),
        (b"\xFE\xFF", "UTF-16 (big-endian)"),
    ];
    const FILES: &[(&[u8], &str)] = &[
        (b"\x1F\x8B", "a gzip file"),
        (b"PK\x03\x04", "a zip file or an Excel workbook"),
        (b"\xD0\xCF\x11\xE0", "an old Excel workbook"),
        (b"%PDF", "a PDF document"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"\x28\xB5\x2F\xFD", "a Zstandard file"),
        (b"BZh", "a bzip2 file"),
        (b"\xFD7zXZ", "an xz file"),
        (b"PAR1", "a Parquet file"),
    ];
    let begins = |(magic, _): &&(&[u8], &'static str)| head.starts_with(magic);
    let encoding = ENCODINGS.iter().find(begins).map(|(_, name)| BadBytes::OtherEncoding(name));
    let file = || FILES.iter().find(begins).map(|(_, name)| BadBytes::OtherFile(name));
    let document = || document(head).map(BadBytes::OtherFile);
    encoding.or_else(file).or_else(|| utf16_without_mark(head)).or_else(document)
}

/// What a text is that begins so, if it is one without rows.
fn document(head: &[u8]) -> Option<&'static str> {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let begins = |word: &str| {
        head.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
    };
    if begins("<!doctype html") || begins("<html") {
        return Some("a web page");
    }
    if begins("<?xml") {
        return Some("an XML document");
    }
    let inside = head.strip_prefix(b"[")?;
    // One list in each of several lines: every line is told for itself.
    let mut lines = head.splitn(2, |byte| *byte == b'\n');
    let first = lines.next().unwrap_or_default().trim_ascii_end();
    let more = lines.next().is_some_and(|rest| !rest.trim_ascii().is_empty());
    match inside.trim_ascii_start().first() {
        _ if first.ends_with(b"]") && more => None,
        Some(b'{') => Some("a list of JSON objects"),
        Some(b'[') => Some("a list of JSON lists"),
        _ => None,
    }
}

/// UTF-16 without a mark: nearly every second byte of a Latin text is zero.
fn utf16_without_mark(head: &[u8]) -> Option<BadBytes> {
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let most = head.len() / 4;
    match (head.len() >= 4, zeros(0) > most, zeros(1) > most) {
        (true, true, false) => Some(BadBytes::OtherEncoding("UTF-16 (big-endian)")),
        (true, false, true) => Some(BadBytes::OtherEncoding("UTF-16 (little-endian)")),
        _ => None,
    }
}
