//! A position in the text that is parsed, and descriptions of the next character for errors.

use crate::domain::when::error::{Fault, visible};

/// Reads a text byte by byte. The grammar is ASCII and only ASCII is consumed, so every position is
/// a character boundary.
pub(super) struct Cursor<'a> {
    text: &'a str,
    position: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, position: 0 }
    }

    /// The next byte; `None` at the end.
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    /// Whether the next byte is one of `any_of`.
    pub(super) fn peek_is(&self, any_of: &[u8]) -> bool {
        self.peek().is_some_and(|byte| any_of.contains(&byte))
    }

    /// Consumes the next byte if it is `byte`; returns whether it was.
    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.position += usize::from(found);
        found
    }

    /// Consumes ASCII bytes while `accepts` is true, and returns them.
    pub(super) fn eat_while(&mut self, accepts: fn(u8) -> bool) -> &'a str {
        let begin = self.position;
        while self.peek().is_some_and(|byte| byte.is_ascii() && accepts(byte)) {
            self.position += 1;
        }
        self.text.get(begin..self.position).unwrap_or_default()
    }

    pub(super) fn skip_spaces(&mut self) {
        while self.eat(b' ') {}
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.position == self.text.len()
    }

    /// Byte offset of the next character.
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// Goes back to an earlier position.
    pub(super) fn back_to(&mut self, position: usize) {
        self.position = position;
    }

    /// A fault at the next character, or at the end.
    pub(super) fn fault_here(&self, why: impl Into<String>) -> Fault {
        let width = self.next_char().map_or(0, char::len_utf8);
        Fault::new(self.position..self.position + width, why)
    }

    /// A fault at the next character, which is not allowed there.
    pub(super) fn unexpected(&self, why: &str) -> Fault {
        let hint = match self.next_char() {
            Some('‐' | '‑' | '‒' | '–' | '—' | '−') => {
                " (a plain hyphen `-` separates the parts)"
            }
            Some('…') => " (write two dots: `..`)",
            Some('u' | 'U') => " (an unspecified digit is written `X`)",
            _ => "",
        };
        self.fault_here(format!("{why}; found {}{hint}", self.found()))
    }

    /// A fault at the next character: `what` was expected instead.
    pub(super) fn expected(&self, what: &str) -> Fault {
        self.unexpected(&format!("expected {what}"))
    }

    fn next_char(&self) -> Option<char> {
        self.text.get(self.position..).and_then(|rest| rest.chars().next())
    }

    /// Describes the next character for an error, in printable characters.
    fn found(&self) -> String {
        match self.next_char() {
            None => "the end".into(),
            Some(' ') => "a space".into(),
            Some(c) if visible(c) == c => format!("`{c}`"),
            Some(c) => format!("the character U+{:04X}", u32::from(c)),
        }
    }
}
