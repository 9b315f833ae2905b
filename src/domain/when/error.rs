//! The error for texts that are not an EDTF expression, with the position of the fault.

use std::ops::Range;

/// Why a text is not an EDTF expression.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct WhenError {
    /// The whole text that was parsed.
    pub text: String,
    /// Byte range of the wrong part; empty and at the end if something is missing there.
    pub at: Range<usize>,
    /// The fault and what was expected.
    pub why: String,
}

impl WhenError {
    /// Two lines for the terminal: the text, and `^^^` below the wrong part.
    ///
    /// Each character takes one column. Control characters and invisible characters that reorder or
    /// join text are shown as `�`, so that hostile text cannot control the terminal.
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

/// The character, or `�` if a terminal would not show it in one column.
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

/// A fault found by the parser, without the text; [`Self::within`] adds it.
#[derive(Debug)]
pub(super) struct Fault {
    /// Byte span of the wrong part.
    pub(super) at: Range<usize>,
    /// The fault and what was expected.
    pub(super) why: String,
}

impl Fault {
    /// A fault at a span.
    pub(super) fn new(at: Range<usize>, why: impl Into<String>) -> Self {
        Self { at, why: why.into() }
    }

    /// The public error: this fault with the text that contains it.
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
    fn the_carets_are_under_the_part_that_is_wrong() {
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
