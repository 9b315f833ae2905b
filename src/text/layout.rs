//! Coloured text in lines, and how many terminal columns each line takes.
//!
//! Widths follow Unicode Standard Annex 11 (East Asian Width). The text must already be escaped
//! (see `safe`). Time and memory grow linearly with the text, even for very long words.

use super::ink::Ink;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A piece of text with one ink and at most one link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct StyledText {
    /// The text, escaped for a terminal, without line breaks.
    pub(crate) text: String,
    /// The ink that the text is painted in.
    pub(crate) ink: Ink,
    /// The URL that the text links to; `None` for plain text.
    pub(crate) link: Option<String>,
    /// Whether the text stays on one line if it fits: then lines are not broken at spaces inside
    /// it.
    pub(crate) keep: bool,
}

impl StyledText {
    /// A text in an ink, without a link.
    pub(crate) fn new(text: impl Into<String>, ink: Ink) -> Self {
        Self { text: text.into(), ink, ..Self::default() }
    }

    /// Another text with the ink and link of this one.
    pub(crate) fn with(&self, text: String) -> Self {
        Self { text, ink: self.ink, link: self.link.clone(), keep: self.keep }
    }
}

/// One line of coloured text, with its width in columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct StyledLine {
    spans: Vec<StyledText>,
    width: usize,
}

impl StyledLine {
    /// A line of one text in one ink; an empty line if the text is empty.
    pub(crate) fn of(ink: Ink, text: impl Into<String>) -> Self {
        let mut line = Self::default();
        line.push(ink, text);
        line
    }

    /// Appends a text, which must already be escaped for a terminal.
    pub(crate) fn push(&mut self, ink: Ink, text: impl Into<String>) {
        self.push_span(StyledText::new(text, ink));
    }

    /// Adds a piece of text; an empty one without a link does not change the line.
    pub(crate) fn push_span(&mut self, span: StyledText) {
        if !span.text.is_empty() || span.link.is_some() {
            self.width += width(&span.text);
            self.spans.push(span);
        }
    }

    /// Appends spaces until the line is `column` columns wide.
    pub(crate) fn pad_to(&mut self, column: usize) {
        if column > self.width {
            self.push(Ink::Plain, " ".repeat(column - self.width));
        }
    }

    /// Removes the spaces at the end of the line.
    pub(crate) fn trim_end(&mut self) {
        while let Some(last) = self.spans.last_mut() {
            let text = last.text.trim_end();
            self.width -= width(&last.text[text.len()..]);
            last.text.truncate(text.len());
            if !last.text.is_empty() {
                break;
            }
            self.spans.pop();
        }
    }

    /// The pieces of the line, in reading order.
    pub(crate) fn spans(&self) -> &[StyledText] {
        &self.spans
    }

    /// The width of the line in terminal columns.
    pub(crate) fn width(&self) -> usize {
        self.width
    }
}

impl FromIterator<StyledText> for StyledLine {
    fn from_iter<T: IntoIterator<Item = StyledText>>(spans: T) -> Self {
        let mut line = Self::default();
        spans.into_iter().for_each(|span| line.push_span(span));
        line
    }
}

/// The Arabic letter lam. Fonts join lam and a following alef into one glyph, but nearly every
/// terminal gives the pair two columns.
pub(crate) const LAM: char = 'ل';

/// The width of a text in terminal columns; an Arabic lam and alef count as two.
pub(crate) fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.split_inclusive(LAM).map(UnicodeWidthStr::width).sum()
    }
}

/// Maximum number of characters in one sign (grapheme); it limits the work for hostile text that
/// stacks combining marks.
const LONGEST_SIGN: usize = 64;

/// Length in bytes of the first sign of a text: a character with its combining marks.
pub(super) fn first_sign(text: &str) -> usize {
    let is_set_on = |c: char| {
        // A skin tone modifier (U+1F3FB to U+1F3FF) is part of the sign before it.
        c.width().unwrap_or(0) == 0 || matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
    };
    let mut chars = text.char_indices().take(LONGEST_SIGN).skip(1);
    let next = chars.find(|(_, c)| !is_set_on(*c)).map(|(at, _)| at);
    next.or_else(|| text.char_indices().nth(LONGEST_SIGN).map(|(at, _)| at)).unwrap_or(text.len())
}

/// The longest prefix of a text, in whole signs, that is at most `most` columns wide; returns its
/// length in bytes and its width in columns. Reads no further than that prefix.
pub(super) fn beginning(text: &str, most: usize) -> (usize, usize) {
    let ahead = &text.as_bytes()[..text.len().min(most.saturating_add(1))];
    if ahead.is_ascii() {
        let fits = ahead.len().min(most);
        return (fits, fits);
    }
    let (mut bytes, mut columns) = (0, 0);
    while bytes < text.len() {
        let sign = first_sign(&text[bytes..]);
        let wide = width(&text[bytes..bytes + sign]);
        if columns + wide > most {
            break;
        }
        bytes += sign;
        columns += wide;
    }
    (bytes, columns)
}

/// Cuts a text to at most `most` columns; `more` (`…`, say) replaces what is cut off.
pub(crate) fn clip(text: &str, most: usize, more: &str) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let room = most.checked_sub(width(more));
    let cut = |room| text[..beginning(text, room).0].trim_end().to_owned() + more;
    room.map(cut).unwrap_or_default()
}

/// The first `most` characters of a longer text; `None` if the text has no more than `most`.
pub(crate) fn abridged(text: &str, most: usize) -> Option<&str> {
    if text.len() <= most {
        return None;
    }
    text.char_indices().nth(most).map(|(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wide_and_combining_characters_count_as_they_are_shown() {
        assert_eq!(clip("阿勒颇战斗", 7, "…"), "阿勒颇…");
        assert_eq!(clip("e\u{301}e\u{301}e\u{301}", 3, "…"), "e\u{301}e\u{301}e\u{301}");
        assert_eq!(clip("too long", 2, "..."), "");
        assert_eq!(width("لا"), 2);
    }

    #[test]
    fn a_line_knows_its_width_and_loses_the_blanks_at_its_end() {
        let mut line = StyledLine::of(Ink::Bold, "阿");
        line.pad_to(5);
        line.push(Ink::Plain, "x  ");
        line.pad_to(12);
        assert_eq!(line.width(), 12);
        line.trim_end();
        assert_eq!((line.width(), line.spans().len()), (6, 3));
    }

    #[test]
    fn a_text_is_abridged_after_whole_characters() {
        assert_eq!(abridged("حلب", 2), Some("حل"));
        assert_eq!(abridged("حلب", 3), None);
    }

    proptest! {
        #[test]
        fn a_beginning_fits_and_the_next_sign_does_not(
            text in "[a-z 東حلاب\u{301}❤\u{fe0f}👩🏽\\-]{0,40}", most in 0_usize..30
        ) {
            let (bytes, columns) = beginning(&text, most);
            prop_assert!(columns <= most && width(&text[..bytes]) <= columns);
            let next = &text[bytes..];
            prop_assert!(next.is_empty() || columns + width(&next[..first_sign(next)]) > most);
        }
    }
}
