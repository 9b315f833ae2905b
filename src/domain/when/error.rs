//! What is wrong with a text that is no EDTF expression, and how to point at it.

use std::ops::Range;

/// Why a text is no EDTF expression.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct WhenError {
    /// The text that was to be read, whole, so that a caret can point into it.
    pub text: String,
    /// Byte span of the part that is wrong; empty at the end when something is missing there.
    pub at: Range<usize>,
    /// What is wrong, and what was expected.
    pub why: String,
}

impl WhenError {
    /// Two lines: the text, and `^^^` under the part that is wrong.
    ///
    /// Every character takes one column. Control characters, and the invisible ones that reorder
    /// or join text, are shown as `�`, so that a hostile text cannot drive a terminal.
    #[must_use]
    pub fn caret(&self) -> String {
        let line: String = self.text.chars().map(visible).collect();
        let columns = |range: Range<usize>| {
            self.text.char_indices().filter(|(byte, _)| range.contains(byte)).count()
        };
        let indent = " ".repeat(columns(0..self.at.start));
        let marks = "^".repeat(columns(self.at.clone()).max(1));
        format!("{line}\n{indent}{marks}")
    }
}

/// The character itself when a terminal shows it as such, else a stand-in of one column.
pub(super) fn visible(character: char) -> char {
    match character {
        '\u{200B}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{061C}'
        | '\u{FEFF}' => char::REPLACEMENT_CHARACTER,
        c if c.is_control() => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

/// A fault while parsing: where, and why. The parser's caller adds the text.
#[derive(Debug)]
pub(super) struct Fault {
    /// Byte span of the part that is wrong.
    pub(super) at: Range<usize>,
    /// What is wrong, and what was expected.
    pub(super) why: String,
}

impl Fault {
    /// A fault at a span.
    pub(super) fn new(at: Range<usize>, why: impl Into<String>) -> Self {
        Self { at, why: why.into() }
    }

    /// The public error, with the text the fault was found in.
    pub(super) fn within(self, text: &str) -> WhenError {
        WhenError { text: text.to_owned(), at: self.at, why: self.why }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str, at: Range<usize>) -> WhenError {
        Fault::new(at, "no").within(text)
    }

    #[test]
    fn the_carets_stand_under_the_part_that_is_wrong() {
        assert_eq!(error("2016-02-30", 8..10).caret(), "2016-02-30\n        ^^");
    }

    #[test]
    fn a_missing_part_gets_one_caret_after_the_end() {
        assert_eq!(error("2016-", 5..5).caret(), "2016-\n     ^");
    }

    #[test]
    fn control_characters_are_never_shown_raw() {
        let caret = error("20\u{1b}[31m\u{202e}16\n", 2..3).caret();
        assert_eq!(caret, "20\u{fffd}[31m\u{fffd}16\u{fffd}\n  ^");
    }

    #[test]
    fn carets_count_characters_not_bytes() {
        assert_eq!(error("é—x", 5..6).caret(), "é—x\n  ^");
    }
}
