//! Bytes that are checked to be UTF-8 text while they stream by.
//!
//! Knows encodings and the first bytes of files that are no text. Must not know what a row is,
//! except that somebody says where one begins.

use crate::format::detect::unlike_text;
use crate::format::error::BadBytes;
use std::collections::VecDeque;
use std::io::{self, Cursor, Read};

/// The longest row that is held in memory.
const LONGEST_ROW: u64 = 64 << 20;
/// How much is looked at before the first row is read.
const HEAD: u64 = 4096;

/// A reader that passes on UTF-8 text and fails on anything else, saying where. A byte order mark
/// at the beginning is left out.
pub(crate) struct Utf8Reader<R> {
    bytes: io::Chain<Cursor<Vec<u8>>, R>,
    /// The beginning of a character whose end is in the next chunk.
    unfinished: Vec<u8>,
    /// How many bytes were passed on, and how many line breaks were among them.
    passed: u64,
    breaks: u64,
    /// The line breaks of the chunk at hand that lie behind the beginning of the row: where, and
    /// whether after a carriage return.
    breaks_ahead: VecDeque<(u64, bool)>,
    /// The byte passed on last.
    last: u8,
    /// Where the row at hand begins, and in which line.
    row: u64,
    row_line: u64,
    longest_row: u64,
}

impl<R: Read> Utf8Reader<R> {
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
            breaks_ahead: VecDeque::new(),
            last: 0,
            row: 0,
            row_line: 1,
            longest_row: LONGEST_ROW,
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
        self.pass_empty_lines();
        self.row_line
    }

    /// Lets the row at hand begin behind the empty lines that come first, as far as they were read.
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
        if self.passed - self.row.min(self.passed) > self.longest_row {
            let (line, limit) = (self.row_line, self.longest_row >> 20);
            return Err(BadBytes::EndlessRow { line, limit });
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

    /// Notes where lines end. More is read only when the row at hand takes all that was read before,
    /// so that the breaks noted until then are in it, or are empty lines before it.
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

    /// The character that began in an earlier chunk, with `taken` bytes of this one, is none.
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

    /// Reads all of a text as the row at hand; gives the reader, and the error that ended it.
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
    fn a_row_without_end_is_told_by_the_line_in_which_it_begins() {
        let text = "\n".repeat(50_000) + "\"" + &"x\n".repeat(50_000);
        let (_, error) = read_as_row(text.as_bytes(), 1 << 14);
        let said = error.unwrap().to_string();
        assert!(said.contains("the row that begins in line 50001 is longer"), "{said}");
    }
}
