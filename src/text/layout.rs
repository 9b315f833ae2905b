//! Breaking text into lines of a width, with what it is painted in.
//!
//! Knows text, inks and how many columns characters take on a terminal (Unicode Standard Annex
//! 11). Knows nothing of tables. Text must be safe before it comes here.

use crate::render::Style;
use crate::render::style::{Ink, around};
use unicode_width::UnicodeWidthStr;

/// A piece of text that is painted and linked as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    /// The text, safe for a terminal, without line breaks.
    pub(crate) text: String,
    /// What it is painted in.
    pub(crate) ink: Ink,
    /// Where it leads.
    pub(crate) link: Option<String>,
    /// Whether it is broken only where a line cannot hold it.
    pub(crate) keep: bool,
}

impl Span {
    /// Text in an ink.
    pub(crate) fn new(text: impl Into<String>, ink: Ink) -> Self {
        Self { text: text.into(), ink, ..Self::default() }
    }

    /// The same paint and link on another text.
    fn with(&self, text: String) -> Self {
        Self { text, ink: self.ink, link: self.link.clone(), keep: self.keep }
    }
}

/// One line of painted text.
pub(crate) type Line = Vec<Span>;

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

/// The columns that a line takes.
pub(crate) fn line_width(line: &[Span]) -> usize {
    line.iter().map(|span| width(&span.text)).sum()
}

/// The text of a line with its paint and links.
pub(crate) fn painted(line: &[Span], style: &Style) -> String {
    line.iter()
        .map(|span| {
            let (before, after) = around(style, span.ink, span.link.as_deref());
            before + &span.text + &after
        })
        .collect()
}

/// A word on its way into a line: its characters, each with the span it comes from.
type Word = Vec<(char, usize)>;

/// Breaks spans that follow each other into lines of at most `most` columns (at least 2), at
/// spaces; a word that is longer is broken after a hyphen or slash, or else anywhere.
pub(crate) fn wrap(spans: &[Span], most: usize) -> Vec<Line> {
    let most = most.max(2);
    if line_width(spans) <= most && !spans.iter().any(|span| span.text.contains("  ")) {
        return vec![spans.to_vec()];
    }
    let mut lines = Vec::new();
    let mut line = Word::new();
    for mut word in words(spans) {
        if let (false, Some(&(_, span))) = (line.is_empty(), word.first()) {
            let end = line.len();
            line.push((' ', span));
            line.extend(&word);
            if word_width(&line) <= most {
                continue;
            }
            line.truncate(end);
            lines.push(std::mem::take(&mut line));
        }
        while word_width(&word) > most {
            let rest = word.split_off(break_at(&word, most));
            lines.push(std::mem::replace(&mut word, rest));
        }
        line.append(&mut word);
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines.into_iter().map(|line| runs(&line, spans)).collect()
}

/// The words of the spans; a kept span is one word, spaces and all.
fn words(spans: &[Span]) -> Vec<Word> {
    let mut words = vec![Word::new()];
    for (index, span) in spans.iter().enumerate() {
        for c in span.text.chars() {
            if c == ' ' && !span.keep {
                words.push(Word::new());
            } else if let Some(word) = words.last_mut() {
                word.push((c, index));
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn word_width(word: &[(char, usize)]) -> usize {
    if word.iter().all(|(c, _)| c.is_ascii()) {
        return word.len();
    }
    width(&word.iter().map(|(c, _)| c).collect::<String>())
}

/// How many characters of a word that is too long go on a line of `most` columns; at least one.
fn break_at(word: &[(char, usize)], most: usize) -> usize {
    let fits = (1..=word.len()).take_while(|&end| word_width(&word[..end]) <= most).last();
    let fits = fits.unwrap_or(1);
    let joint = word[..fits].iter().rposition(|(c, _)| matches!(c, '-' | '/'));
    joint.map(|at| at + 1).filter(|&at| at * 2 > fits).unwrap_or(fits)
}

/// The characters of a line as spans again.
fn runs(line: &[(char, usize)], spans: &[Span]) -> Line {
    line.chunk_by(|a, b| a.1 == b.1)
        .map(|run| spans[run[0].1].with(run.iter().map(|(c, _)| c).collect()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(spans: &[Span], most: usize) -> Vec<String> {
        let text = |line: Line| line.into_iter().map(|span| span.text).collect();
        wrap(spans, most).into_iter().map(text).collect()
    }

    #[test]
    fn words_wrap_and_kept_spans_hold_together() {
        let kept = Span { keep: true, ..Span::new("24 Oct 2016", Ink::Plain) };
        let spans = [Span::new("as of ", Ink::Plain), kept, Span::new(", they say", Ink::Dim)];
        assert_eq!(texts(&spans, 14), ["as of", "24 Oct 2016,", "they say"]);
        assert_eq!(wrap(&spans, 14)[1][1].ink, Ink::Dim);
    }

    #[test]
    fn long_words_break_at_joints_and_wide_characters_count_twice() {
        assert_eq!(texts(&[Span::new("voa-2016-10-24", Ink::Plain)], 9), ["voa-2016-", "10-24"]);
        assert_eq!(texts(&[Span::new("東京都庁", Ink::Plain)], 5), ["東京", "都庁"]);
        assert_eq!(texts(&[], 5), [""]);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_and_no_letter_is_lost(text in "[a-z 東حلاب\\-é]{0,60}", most in 2_usize..30) {
            let lines = texts(&[Span::new(text.clone(), Ink::Plain)], most);
            prop_assert!(lines.iter().all(|line| width(line) <= most), "{lines:?}");
            let letters = |text: &str| text.replace(' ', "");
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
