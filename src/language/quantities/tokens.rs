//! Splits a text into words, numbers and marks for quantities.
//!
//! Knows letters and digits; must not know what any word means.

use std::borrow::Cow;
use std::ops::Range;

use super::figures::{self, Figure, Flaw};
use super::options::Options;
use super::ratio::Ratio;
use crate::language::lexer;
use crate::language::reading::UnderstoodSpan;

/// A token of a text that is searched for quantities.
pub(super) type Token<'t> = lexer::Token<'t, TokenKind<'t>>;

#[derive(Clone, Debug)]
pub(super) enum TokenKind<'t> {
    /// A word in lower case, with straight apostrophes.
    Word(Cow<'t, str>),
    /// A number in digits; its point may still be ambiguous.
    Figure(Figure),
    /// Digits that are not a number, with the reason.
    Flawed(Flaw),
    /// A fraction in one character, such as `½`.
    Vulgar(Ratio),
    Mark(char),
}

/// A text and its tokens, with simple tests that all rules use. Rules refer to tokens by their
/// index (`at`).
pub(super) struct Phrase<'t> {
    /// The text as written.
    pub(super) text: &'t str,
    /// All tokens of the text, in order.
    pub(super) tokens: Vec<Token<'t>>,
    /// Whether this is running text, where there are dates, years, times and names with numbers between the
    /// quantities.
    pub(super) running: bool,
}

impl<'t> Phrase<'t> {
    /// Splits `text` into tokens; `options` decide how to read ambiguous points.
    pub(super) fn new(text: &'t str, options: Options, running: bool) -> Self {
        let tokens = lexer::cut(text, char::is_whitespace, |_, at, first, glued| {
            scan(text, at, first, !glued, options)
        });
        Self { text, tokens, running }
    }

    /// The word at `at`, in lower case; empty if there is no word.
    pub(super) fn word(&self, at: usize) -> &str {
        match self.tokens.get(at).map(|token| &token.kind) {
            Some(TokenKind::Word(word)) => word,
            _ => "",
        }
    }

    /// The word before `at`, in lower case; empty if there is none.
    pub(super) fn word_before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |before| self.word(before))
    }

    /// The punctuation mark at `at`; `None` for other tokens.
    pub(super) fn mark(&self, at: usize) -> Option<char> {
        match self.tokens.get(at)?.kind {
            TokenKind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    /// The number in digits at `at`; `None` for other tokens.
    pub(super) fn figure(&self, at: usize) -> Option<&Figure> {
        match &self.tokens.get(at)?.kind {
            TokenKind::Figure(figure) => Some(figure),
            _ => None,
        }
    }

    /// Whether no white space separates the token at `at` from the previous one.
    pub(super) fn glued(&self, at: usize) -> bool {
        at > 0 && self.tokens.get(at).is_some_and(|token| token.glued)
    }

    /// Whether the token at `at` begins with a capital letter.
    pub(super) fn capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(Token::is_capital)
    }

    /// Whether the token at `at` is a hyphen joined to both neighbours.
    pub(super) fn hyphen(&self, at: usize) -> bool {
        matches!(self.mark(at), Some('-' | '‐' | '‑')) && self.glued(at) && self.glued(at + 1)
    }

    /// Whether the token at `at` is `pattern`: a word in lower case, or one mark.
    pub(super) fn is(&self, at: usize, pattern: &str) -> bool {
        match self.tokens.get(at).map(|token| &token.kind) {
            Some(TokenKind::Word(word)) => word == pattern,
            Some(TokenKind::Mark(mark)) => pattern.chars().eq([*mark]),
            _ => false,
        }
    }

    /// The byte range from the first to the last of some tokens.
    pub(super) fn span(&self, tokens: Range<usize>) -> Range<usize> {
        let end = self.text.len();
        let from = self.tokens.get(tokens.start).map_or(end, |token| token.start);
        let to = tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last));
        from..to.map_or(end, |token| token.span().end).max(from)
    }

    /// The text of some tokens, as written.
    pub(super) fn words(&self, tokens: Range<usize>) -> &'t str {
        &self.text[self.span(tokens)]
    }

    /// Pairs some tokens with their meaning, for the explanation of a reading.
    pub(super) fn understood_as(
        &self,
        tokens: Range<usize>,
        meaning: impl Into<String>,
    ) -> UnderstoodSpan {
        UnderstoodSpan { span: self.span(tokens), meaning: meaning.into() }
    }
}

/// Kind and length in bytes of the token that begins with `first` at byte `at`.
fn scan(
    text: &str,
    at: usize,
    first: char,
    spaced: bool,
    options: Options,
) -> (TokenKind<'_>, usize) {
    if first.is_ascii_alphabetic() {
        let length = word_length(&text[at..]);
        return (TokenKind::Word(lower(&text[at..at + length])), length);
    }
    let second = text[at + first.len_utf8()..].chars().next();
    let decimal = first == '.' && spaced && second.is_some_and(|d| figures::digit(d).is_some());
    if figures::digit(first).is_some() || decimal {
        let (span, figure) = figures::figure(text, at, options.point);
        return (figure.map_or_else(TokenKind::Flawed, TokenKind::Figure), span.len());
    }
    if let Some(value) = vulgar(first) {
        return (TokenKind::Vulgar(value), first.len_utf8());
    }
    if first.is_alphabetic() {
        let length = word_length(&text[at..]);
        return (TokenKind::Word(lower(&text[at..at + length])), length);
    }
    // Typographic and non-breaking hyphens count as hyphens.
    let mark = if matches!(first, '‐' | '‑') { '-' } else { first };
    (TokenKind::Mark(mark), first.len_utf8())
}

/// Length in bytes of a word: letters, digits, and apostrophes between letters.
fn word_length(text: &str) -> usize {
    let plain = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if text.as_bytes().get(plain).is_none_or(|next| next.is_ascii() && *next != b'\'') {
        return plain;
    }
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inside =
            matches!(c, '\'' | '’') && chars.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !c.is_alphanumeric() && !inside || vulgar(c).is_some() {
            return at;
        }
    }
    text.len()
}

fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'\'') {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase().replace('’', "'"))
    }
}

/// The value of a fraction character such as `½`; `None` for other characters.
fn vulgar(c: char) -> Option<Ratio> {
    let (top, bottom) = match c {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        '⅒' => (1, 10),
        _ => return None,
    };
    Ratio::new(top, bottom)
}
