//! Checks the quotes around cells (RFC 4180) while the bytes of a file are read.
//!
//! The CSV library accepts a stray quote as the beginning of a cell, and text after a closing quote
//! as part of the cell. This reader notes such faults by their offset. Knows the separator. Must
//! not know rows.

use crate::format::row::LONGEST_CELL;
use std::collections::VecDeque;
use std::io::{self, Read};

/// A fault in the quotes of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum QuoteFault {
    /// Text follows a closing quote.
    TextFollows,
    /// The file ends inside quotes.
    NotClosed,
}

/// The state after the last byte: outside or inside quotes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Outside,
    Inside,
    /// After a quote inside quotes: it closes the cell, unless another quote follows (`""` stands
    /// for one quote).
    BehindQuote,
}

/// Passes bytes on, and notes the faults of their quotes.
pub(crate) struct QuoteReader<R> {
    bytes: R,
    /// The separator of cells; `None` if a quote is an ordinary character.
    separator: Option<u8>,
    place: Place,
    /// The last byte passed on.
    last: u8,
    /// Number of bytes passed on.
    passed: u64,
    /// Faults that nobody has asked for yet, each with its offset in bytes.
    faults: VecDeque<(u64, QuoteFault)>,
    /// Offset at which the current row begins.
    row: u64,
    /// The last bytes passed on, from the current row at least, and the offset of the first of them.
    kept: Vec<u8>,
    kept_from: u64,
}

/// At most this many bytes of a row are kept.
const MOST_KEPT: usize = LONGEST_CELL / 2;

impl<R> QuoteReader<R> {
    pub(crate) fn new(bytes: R, separator: Option<u8>) -> Self {
        let (place, last, faults) = (Place::Outside, b'\n', VecDeque::new());
        let (row, kept, kept_from) = (0, Vec::new(), 0);
        Self { bytes, separator, place, last, passed: 0, faults, row, kept, kept_from }
    }

    /// Says at which offset the next row begins; the bytes before it are not needed any more.
    pub(crate) fn begin_row(&mut self, from: u64) {
        self.row = from;
    }

    /// The bytes of the current row, which ends before the byte `end`, unchanged from the file; `None` if
    /// there are too many.
    pub(crate) fn row_before(&self, end: u64) -> Option<&[u8]> {
        let at = |offset: u64| usize::try_from(offset.checked_sub(self.kept_from)?).ok();
        self.kept.get(at(self.row)?..at(end)?)
    }

    /// Keeps a chunk, and drops the rows before the current one.
    fn keep(&mut self, chunk: &[u8]) {
        let over = usize::try_from(self.row.saturating_sub(self.kept_from)).unwrap_or(usize::MAX);
        self.kept.drain(..over.min(self.kept.len()));
        if self.kept.len() > MOST_KEPT {
            self.kept.clear();
        }
        self.kept_from = self.passed - self.kept.len() as u64;
        self.kept.extend_from_slice(chunk);
    }

    pub(crate) fn get_mut(&mut self) -> &mut R {
        &mut self.bytes
    }

    /// The first fault before the byte `end`; `None` if there is none. Drops all faults before it.
    pub(crate) fn fault_before(&mut self, end: u64) -> Option<QuoteFault> {
        let mut first = None;
        while let Some((_, fault)) = self.faults.front().filter(|(at, _)| *at < end) {
            first = first.or(Some(*fault));
            self.faults.pop_front();
        }
        first
    }

    /// Follows the quotes of a chunk. A quote opens a quoted cell only at the beginning of a cell.
    fn follow(&mut self, chunk: &[u8], separator: u8) {
        let ends_cell = |byte| byte == separator || byte == b'\n' || byte == b'\r';
        let mut at = 0;
        while at < chunk.len() {
            if self.place == Place::BehindQuote {
                self.place = match chunk[at] {
                    b'"' => Place::Inside,
                    _ => Place::Outside,
                };
                if self.place == Place::Inside {
                    at += 1;
                } else if !ends_cell(chunk[at]) {
                    self.faults.push_back((self.passed + at as u64, QuoteFault::TextFollows));
                }
                continue;
            }
            let Some(next) = memchr::memchr(b'"', &chunk[at..]) else { break };
            let quote = at + next;
            let before = quote.checked_sub(1).map_or(self.last, |before| chunk[before]);
            if self.place == Place::Inside {
                self.place = Place::BehindQuote;
            } else if ends_cell(before) {
                self.place = Place::Inside;
            }
            at = quote + 1;
        }
    }
}

impl<R: Read> Read for QuoteReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        let Some(separator) = self.separator else { return Ok(read) };
        let is_end = read == 0 && !buffer.is_empty();
        if is_end && self.place == Place::Inside {
            self.place = Place::Outside;
            self.faults.push_back((self.passed.saturating_sub(1), QuoteFault::NotClosed));
        }
        self.follow(&buffer[..read], separator);
        self.keep(&buffer[..read]);
        self.last = buffer[..read].last().copied().unwrap_or(self.last);
        self.passed += read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use QuoteFault::{NotClosed, TextFollows};

    /// Finds the faults of a text that is read in chunks of `chunk` bytes.
    fn faults(text: &str, chunk: usize) -> Vec<(u64, QuoteFault)> {
        let mut reader = QuoteReader::new(text.as_bytes(), Some(b','));
        let mut buffer = vec![0; chunk];
        while reader.read(&mut buffer).unwrap() > 0 {}
        reader.faults.into_iter().collect()
    }

    #[test]
    fn faults_of_quotes_are_reported_wherever_chunks_end() {
        let cases: &[(&str, &[(u64, QuoteFault)])] = &[
            ("a,\"b\",c\r\n\"d\"\n\"e\"", &[]),
            ("a,\"b \"\"c\"\", d\n\",\"\",\"\"\"\"\n", &[]),
            ("5\" pipe,5\"\" pipe,it is \"so\"\n", &[]),
            ("a,\"b\" c,d\n", &[(5, TextFollows)]),
            ("a,\"b\" \"c\",d\n", &[(5, TextFollows)]),
            ("\"a\"b,\"c\"d\n", &[(3, TextFollows), (8, TextFollows)]),
            ("a,\"b,c\nd,\"e\",f\n", &[(10, TextFollows)]),
            ("a,\"b,c\nd,e\n", &[(10, NotClosed)]),
            ("a,\"b,\"\"\n", &[(7, NotClosed)]),
            ("\"", &[(0, NotClosed)]),
        ];
        for (text, expected) in cases {
            for chunk in 1..=text.len() {
                assert_eq!(faults(text, chunk), *expected, "{text:?} in chunks of {chunk}");
            }
        }
    }
}
