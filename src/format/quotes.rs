//! Quotes around cells (RFC 4180), followed while the bytes of a file stream by.
//!
//! The reader of records takes a stray quote for the beginning of a cell, and text behind a closing
//! one for a part of it. What is wrong with the quotes is told here, by where it stands. Knows the sign
//! between cells. Must not know rows.

use std::collections::VecDeque;
use std::io::{self, Read};

/// What is wrong with a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum QuoteFault {
    /// Text follows a closing quote.
    TextFollows,
    /// The file ends inside quotes.
    NotClosed,
}

/// Where the bytes read last stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Outside,
    Inside,
    /// Behind a quote that closes a cell, unless another one follows.
    BehindQuote,
}

/// A reader that passes bytes on, and notes the faults of their quotes.
pub(crate) struct QuoteReader<R> {
    bytes: R,
    /// The sign between cells; `None` where quotes are letters like others.
    separator: Option<u8>,
    place: Place,
    /// The byte passed on last.
    last: u8,
    /// How many bytes were passed on.
    passed: u64,
    /// The faults that nobody asked for yet, each with its offset in bytes.
    faults: VecDeque<(u64, QuoteFault)>,
}

impl<R> QuoteReader<R> {
    pub(crate) fn new(bytes: R, separator: Option<u8>) -> Self {
        let (place, last, faults) = (Place::Outside, b'\n', VecDeque::new());
        Self { bytes, separator, place, last, passed: 0, faults }
    }

    pub(crate) fn get_mut(&mut self) -> &mut R {
        &mut self.bytes
    }

    /// The first fault before an offset; those before that offset are not given again.
    pub(crate) fn fault_before(&mut self, end: u64) -> Option<QuoteFault> {
        let mut first = None;
        while let Some((_, fault)) = self.faults.pop_front_if(|(at, _)| *at < end) {
            first = first.or(Some(fault));
        }
        first
    }

    /// Follows the quotes of a chunk: a quote opens a cell where nothing of the cell stands before it.
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
        self.last = buffer[..read].last().copied().unwrap_or(self.last);
        self.passed += read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use QuoteFault::{NotClosed, TextFollows};

    /// The faults of a text that comes in chunks of so many bytes.
    fn faults(text: &str, chunk: usize) -> Vec<(u64, QuoteFault)> {
        let mut reader = QuoteReader::new(text.as_bytes(), Some(b','));
        let mut buffer = vec![0; chunk];
        while reader.read(&mut buffer).unwrap() > 0 {}
        reader.faults.into_iter().collect()
    }

    #[test]
    fn faults_of_quotes_are_told_wherever_chunks_end() {
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
