//! Checks that bytes are UTF-8 text while they are read.
//!
//! Knows encodings, and the first bytes of files that are not text. Must not know what a row is; its
//! caller says where one begins.

use crate::format::detect::unlike_text;
use crate::format::error::BadBytes;
use std::collections::VecDeque;
use std::io::{self, Cursor, Read};

/// The longest row in bytes, because a row is kept in memory.
const LONGEST_ROW: u64 = 64 << 20;
/// Number of bytes that are looked at before the first row is read.
const HEAD: u64 = 4096;

/// Passes on UTF-8 text without its byte order mark. Fails on anything else with [`BadBytes`],
/// which has the line and offset.
pub(crate) struct Utf8Reader<R> {
    bytes: io::Chain<Cursor<Vec<u8>>, R>,
    /// The first bytes of a character that continues in the next chunk.
    unfinished: Vec<u8>,
    /// Number of bytes passed on, and of line breaks among them.
    passed: u64,
    breaks: u64,
    /// Line breaks of the last chunk after the beginning of the row: each with its offset, and
    /// whether a carriage return precedes it.
    breaks_ahead: VecDeque<(u64, bool)>,
    /// The last byte passed on.
    last: u8,
    /// Offset in bytes and line number (from 1) at which the current row begins.
    row: u64,
    row_line: u64,
    longest_row: u64,
}

impl<R: Read> Utf8Reader<R> {
    /// Reads and checks the first bytes, which are passed on later. Fails if they are of another
    /// encoding or another kind of file.
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
            breaks_ahead: VecDeque::new(),
            last: 0,
            row: 0,
            row_line: 1,
            longest_row: LONGEST_ROW,
        })
    }

    /// The first bytes of the text, up to `HEAD`, without the byte order mark.
    pub(crate) fn head(&self) -> &[u8] {
        self.bytes.get_ref().0.get_ref()
    }

    /// Sets that the next row starts at byte `from` in line `line`. Empty lines there are skipped
    /// later, so the row may begin in a later line.
    pub(crate) fn begin_row(&mut self, from: u64, line: u64) {
        self.row = from;
        self.row_line = line;
    }

    /// Number of the line in which the current row begins, once the row was read.
    pub(crate) fn line_of_row(&mut self) -> u64 {
        self.pass_empty_lines();
        self.row_line
    }

    /// Moves the beginning of the current row past empty lines, as far as their line breaks were
    /// read.
    fn pass_empty_lines(&mut self) {
        while let Some(&(offset, after_return)) = self.breaks_ahead.front() {
            let is_empty_line = offset == self.row || (after_return && offset == self.row + 1);
            if offset >= self.row && !is_empty_line {
                break;
            }
            self.breaks_ahead.pop_front();
            if offset >= self.row {
                self.row = offset + 1;
                self.row_line += 1;
            }
        }
    }

    /// Whether no line feed was read yet: then lines end in carriage returns, if at all.
    pub(crate) fn has_no_line_feed(&self) -> bool {
        self.breaks == 0
    }

    fn check(&mut self, chunk: &[u8]) -> Result<(), BadBytes> {
        if let Some(at) = memchr::memchr(0, chunk) {
            let line = self.line_at(&chunk[..at]);
            return Err(BadBytes::Nul { offset: self.passed + at as u64, line });
        }
        let rest = self.finish_character(chunk)?;
        if let Err(error) = simdutf8::compat::from_utf8(&chunk[rest..]) {
            let good = rest + error.valid_up_to();
            if error.error_len().is_some() {
                return Err(self.not_utf8(good as u64, &chunk[..good]));
            }
            self.unfinished.extend_from_slice(&chunk[good..]);
        }
        self.note_breaks(chunk);
        if self.passed - self.row.min(self.passed) > self.longest_row {
            let (line, limit) = (self.row_line, self.longest_row >> 20);
            return Err(BadBytes::EndlessRow { line, limit });
        }
        Ok(())
    }

    /// Completes a character that began in the last chunk. Returns the number of bytes that it
    /// takes from this one.
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

    /// Records the line breaks of a chunk. A new chunk is read only when the row took all bytes before it, so
    /// older line breaks are in the row or in empty lines before it, and are dropped.
    fn note_breaks(&mut self, chunk: &[u8]) {
        self.pass_empty_lines();
        self.breaks_ahead.clear();
        for at in memchr::memchr_iter(b'\n', chunk) {
            let before = if at == 0 { self.last } else { chunk[at - 1] };
            self.breaks_ahead.push_back((self.passed + at as u64, before == b'\r'));
            self.breaks += 1;
        }
        self.last = chunk.last().copied().unwrap_or(self.last);
        self.passed += chunk.len() as u64;
    }

    fn line_at(&self, good: &[u8]) -> u64 {
        self.breaks + 1 + good.iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>()
    }

    /// The error for a character that began in an earlier chunk and is broken after `taken` bytes
    /// of this one.
    fn broken_character(&self, taken: usize) -> BadBytes {
        let before = (self.unfinished.len() - taken) as u64;
        BadBytes::NotUtf8 { offset: self.passed - before, line: self.breaks + 1 }
    }

    fn not_utf8(&self, into_chunk: u64, good: &[u8]) -> BadBytes {
        BadBytes::NotUtf8 { offset: self.passed + into_chunk, line: self.line_at(good) }
    }
}

impl<R: Read> Read for Utf8Reader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        let ends_inside = read == 0 && !buffer.is_empty() && !self.unfinished.is_empty();
        let checked =
            if ends_inside { Err(self.broken_character(0)) } else { self.check(&buffer[..read]) };
        checked.map_err(|wrong| io::Error::new(io::ErrorKind::InvalidData, wrong))?;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a text to its end as one row. Returns the reader, and the error that stopped the
    /// reading.
    fn read_as_row(text: &[u8], longest_row: u64) -> (Utf8Reader<&[u8]>, Option<io::Error>) {
        let mut reader = Utf8Reader { longest_row, ..Utf8Reader::new(text).unwrap() };
        let mut chunk = vec![0; 1 << 13];
        loop {
            match reader.read(&mut chunk) {
                Ok(0) => return (reader, None),
                Ok(_) => {}
                Err(error) => return (reader, Some(error)),
            }
        }
    }

    #[test]
    fn empty_lines_take_no_memory_and_make_no_row_too_long() {
        for empty in ["\n", "\r\n", "\n\r\n"] {
            let lines = empty.matches('\n').count() * 100_000;
            let text = empty.repeat(100_000) + "a,b";
            let (mut reader, error) = read_as_row(text.as_bytes(), 1 << 14);
            assert!(error.is_none(), "{empty:?} {error:?}");
            assert!(reader.breaks_ahead.capacity() <= 1 << 13, "{empty:?}");
            assert_eq!(reader.line_of_row(), lines as u64 + 1, "{empty:?}");
        }
    }

    #[test]
    fn a_row_without_end_is_reported_with_the_line_in_which_it_begins() {
        let text = "\n".repeat(50_000) + "\"" + &"x\n".repeat(50_000);
        let (_, error) = read_as_row(text.as_bytes(), 1 << 14);
        let said = error.unwrap().to_string();
        assert!(said.contains("the row that begins in line 50001 is longer"), "{said}");
    }
}
