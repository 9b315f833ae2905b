//! Reads the lines of a text, each with its number.
//!
//! Knows bytes and line breaks. Must not know the content of a line.

use crate::format::error::{FormatError, unreadable};
use crate::format::records::TextBytes;
use std::io::{BufRead, BufReader};

/// Reads a text line by line.
pub(crate) struct LineReader<'a> {
    file: String,
    bytes: BufReader<TextBytes<'a>>,
    /// Offset in bytes of the next line, from 0.
    offset: u64,
    /// Number of the next line, from 1.
    line: u64,
    /// The line that was read last, with its line break.
    text: String,
}

impl<'a> LineReader<'a> {
    /// Reads lines from the beginning of `bytes`; `file` is the name for error messages.
    pub(crate) fn new(file: &str, bytes: TextBytes<'a>) -> Self {
        let bytes = BufReader::with_capacity(1 << 16, bytes);
        Self { file: file.to_owned(), bytes, offset: 0, line: 1, text: String::new() }
    }

    /// Offset in bytes of the next line, from 0.
    pub(crate) fn offset(&self) -> u64 {
        self.offset
    }

    /// Skips all lines before the byte `offset`. Fails if the text cannot be read.
    pub(crate) fn skip_to(&mut self, offset: u64) -> Result<(), FormatError> {
        while self.offset < offset && self.read()? {}
        Ok(())
    }

    /// The next line that is not blank, with its number from 1; `None` at the end. Fails if the
    /// text cannot be read or is not UTF-8.
    pub(crate) fn next(&mut self) -> Result<Option<(u64, &str)>, FormatError> {
        while self.read()? {
            if !self.text.trim().is_empty() {
                return Ok(Some((self.line - 1, &self.text)));
            }
        }
        Ok(None)
    }

    fn read(&mut self) -> Result<bool, FormatError> {
        self.bytes.get_mut().begin_row(self.offset, self.line);
        self.text.clear();
        let read = self.bytes.read_line(&mut self.text);
        let read = read.map_err(|why| unreadable(&self.file, why))?;
        self.offset += read as u64;
        self.line += 1;
        Ok(read > 0)
    }
}
