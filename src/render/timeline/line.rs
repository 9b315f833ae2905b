//! Lines of painted pieces, and text wrapped to a width in columns.

use crate::render::Style;
use crate::render::style::{self, Ink};
use crate::text::safe;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Text from a fact, fit for a line of a terminal.
pub(super) fn clean(text: &str) -> String {
    let safe = safe::terminal(text);
    if is_plain(&safe) && !safe.starts_with(' ') && !safe.ends_with(' ') && !safe.contains("  ") {
        return safe.into_owned();
    }
    safe.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether every byte of a text is a character of one column.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// The columns that a text takes.
pub(super) fn width(text: &str) -> usize {
    if is_plain(text) { text.len() } else { UnicodeWidthStr::width(text) }
}

/// A line: pieces of safe text, each with its ink and perhaps a link.
#[derive(Debug, Default)]
pub(super) struct Line {
    pieces: Vec<(Ink, Option<String>, String)>,
    width: usize,
}

impl Line {
    /// Adds text that was made safe.
    pub(super) fn push(&mut self, ink: Ink, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.width += width(&text);
            self.pieces.push((ink, None, text));
        }
    }

    /// Adds text that leads to a link.
    pub(super) fn link(&mut self, ink: Ink, url: Option<&str>, text: impl Into<String>) {
        let text = text.into();
        self.width += width(&text);
        self.pieces.push((ink, url.map(str::to_owned), text));
    }

    /// Adds blanks up to a column.
    pub(super) fn pad_to(&mut self, column: usize) {
        if column > self.width {
            self.push(Ink::Plain, " ".repeat(column - self.width));
        }
    }

    /// Writes it without blanks at its end.
    pub(super) fn write(mut self, style: &Style, out: &mut dyn Write) -> io::Result<()> {
        while let Some((_, _, text)) = self.pieces.last_mut() {
            text.truncate(text.trim_end().len());
            if !text.is_empty() {
                break;
            }
            self.pieces.pop();
        }
        for (ink, link, text) in &self.pieces {
            let (before, after) = style::around(style, *ink, link.as_deref());
            write!(out, "{before}{text}{after}")?;
        }
        writeln!(out)
    }
}

/// Text in lines of at most `most` columns, broken between words, and within a word only where it
/// alone is too long. At least one line.
pub(super) fn wrap(text: &str, most: usize) -> Vec<String> {
    if text.len() <= most && is_plain(text) && !text.starts_with(' ') && !text.contains("  ") {
        return vec![text.trim_end().to_owned()];
    }
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_whitespace() {
        append(&mut lines, &mut used, word, " ", most.max(1));
    }
    lines
}

/// Pieces in lines of at most `most` columns, with nothing between the pieces.
pub(super) fn wrap_pieces(pieces: &[String], most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for piece in pieces {
        append(&mut lines, &mut used, piece, "", most.max(1));
    }
    lines
}

/// Adds a word to the last line, of which `used` columns are taken, or begins the next one.
fn append(lines: &mut Vec<String>, used: &mut usize, word: &str, gap: &str, most: usize) {
    let Some(line) = lines.last_mut() else { return };
    let gap = if line.is_empty() { "" } else { gap };
    let wide = *used + gap.len() + width(word);
    if wide <= most {
        line.push_str(gap);
        line.push_str(word);
        *used = wide;
        return;
    }
    if !line.is_empty() {
        lines.push(String::new());
    }
    for c in word.chars() {
        let Some(line) = lines.last_mut() else { return };
        line.push(c);
        if width(line) > most && line.chars().count() > 1 {
            line.pop();
            lines.push(c.to_string());
        }
    }
    *used = lines.last().map_or(0, |line| width(line));
}

/// Text cut to at most `most` columns, with `more` in place of the rest.
pub(super) fn clip(text: &str, most: usize, more: &str) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut cut = String::new();
    for c in text.chars() {
        cut.push(c);
        if width(&cut) + width(more) > most {
            cut.pop();
            break;
        }
    }
    if width(more) > most { cut } else { cut.trim_end().to_owned() + more }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_wrap_and_only_a_word_that_is_too_long_is_broken() {
        assert_eq!(wrap("as many as 300,000", 10), ["as many as", "300,000"]);
        assert_eq!(wrap("x supercalifragil", 6), ["x", "superc", "alifra", "gil"]);
        assert_eq!(wrap("", 6), [""]);
        assert_eq!(
            wrap_pieces(&["[1]".into(), "[2]".into(), "[10]".into()], 6),
            ["[1][2]", "[10]"]
        );
    }

    #[test]
    fn wide_and_combining_characters_count_as_they_are_shown() {
        assert_eq!(wrap("阿勒颇 战斗", 6), ["阿勒颇", "战斗"]);
        assert_eq!(clip("阿勒颇战斗", 7, "…"), "阿勒颇…");
        assert_eq!(clip("e\u{301}e\u{301}e\u{301}", 3, "…"), "e\u{301}e\u{301}e\u{301}");
    }

    #[test]
    fn what_would_act_on_a_terminal_is_shown_instead() {
        assert_eq!(clean("a\n\tb \u{1b}[31m"), "a b \\u{1b}[31m");
    }
}
