//! Painted text in lines, and how many columns it takes on a terminal.
//!
//! Columns are those of Unicode Standard Annex 11. Text must be safe before it comes here. All that
//! is done here takes a time and a memory that grow with the text, however long its words are.

use super::ink::Ink;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A piece of text that is painted and linked as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct StyledText {
    /// The text, safe for a terminal, without line breaks.
    pub(crate) text: String,
    /// What the text is painted in.
    pub(crate) ink: Ink,
    /// The address that the text leads to.
    pub(crate) link: Option<String>,
    /// Whether the text is broken only where a line cannot hold it.
    pub(crate) keep: bool,
}

impl StyledText {
    /// A text in an ink.
    pub(crate) fn new(text: impl Into<String>, ink: Ink) -> Self {
        Self { text: text.into(), ink, ..Self::default() }
    }

    /// A text of the same ink and link as this span.
    pub(crate) fn with(&self, text: String) -> Self {
        Self { text, ink: self.ink, link: self.link.clone(), keep: self.keep }
    }
}

/// One line of painted text, and the columns that it takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct StyledLine {
    spans: Vec<StyledText>,
    width: usize,
}

impl StyledLine {
    /// A line of one text in one ink; an empty line where the text is empty.
    pub(crate) fn of(ink: Ink, text: impl Into<String>) -> Self {
        let mut line = Self::default();
        line.push(ink, text);
        line
    }

    /// Adds a text that was made safe.
    pub(crate) fn push(&mut self, ink: Ink, text: impl Into<String>) {
        self.push_span(StyledText::new(text, ink));
    }

    /// Adds a piece of text; an empty one without a link leaves the line as it is.
    pub(crate) fn push_span(&mut self, span: StyledText) {
        if !span.text.is_empty() || span.link.is_some() {
            self.width += width(&span.text);
            self.spans.push(span);
        }
    }

    /// Adds blanks up to a column.
    pub(crate) fn pad_to(&mut self, column: usize) {
        if column > self.width {
            self.push(Ink::Plain, " ".repeat(column - self.width));
        }
    }

    /// Takes the blanks off the end of the line.
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

    /// The columns that the line takes.
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

/// Lam: with an alef after it one sign in print, and two on nearly every terminal.
pub(crate) const LAM: char = 'ل';

/// The columns that a text takes; a lam and its alef are two.
pub(crate) fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.split_inclusive(LAM).map(UnicodeWidthStr::width).sum()
    }
}

/// No more characters than this are taken together for one sign.
const LONGEST_SIGN: usize = 64;

/// How many bytes of a text stand in its first sign: a character and what is set on it.
pub(super) fn first_sign(text: &str) -> usize {
    let is_set_on = |c: char| {
        // A tone of skin changes the character before it.
        c.width().unwrap_or(0) == 0 || matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
    };
    let mut chars = text.char_indices().take(LONGEST_SIGN).skip(1);
    let next = chars.find(|(_, c)| !is_set_on(*c)).map(|(at, _)| at);
    next.or_else(|| text.char_indices().nth(LONGEST_SIGN).map(|(at, _)| at)).unwrap_or(text.len())
}

/// The longest beginning of a text, in whole signs, that takes at most `most` columns: its bytes and
/// its columns. No more of the text is looked at than that.
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

/// A text cut to at most `most` columns, with `more` in place of the rest.
pub(crate) fn clip(text: &str, most: usize, more: &str) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let room = most.checked_sub(width(more));
    let cut = |room| text[..beginning(text, room).0].trim_end().to_owned() + more;
    room.map(cut).unwrap_or_default()
}

/// The first `most` characters of a text that has more of them; nothing where the text is shorter.
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
