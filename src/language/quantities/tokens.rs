//! A text cut into words, figures and marks, each with its place.
//!
//! Knows letters and digits; must not know what any word means.

use std::borrow::Cow;
use std::ops::Range;

use super::figures::{self, Figure, Flaw};
use super::options::Options;
use super::ratio::Ratio;
use crate::language::lexer;
use crate::language::reading::UnderstoodSpan;

/// A word, a figure or a mark.
pub(super) type Token<'t> = lexer::Token<'t, TokenKind<'t>>;

#[derive(Clone, Debug)]
pub(super) enum TokenKind<'t> {
    /// A word in lower case, with any apostrophe inside made straight.
    Word(Cow<'t, str>),
    /// A number in digits that means one thing, or one of two with an open point.
    Figure(Figure),
    /// Digits that are no number, and why.
    Flawed(Flaw),
    /// One character for a fraction, such as `½`.
    Vulgar(Ratio),
    Mark(char),
}

/// A text and its tokens, with the small questions that all rules ask.
pub(super) struct Phrase<'t> {
    /// The text as written.
    pub(super) text: &'t str,
    /// All tokens of the text, in order.
    pub(super) tokens: Vec<Token<'t>>,
    /// Whether this is running text: then dates, years, times and names with numbers in them
    /// stand between the quantities.
    pub(super) running: bool,
}

impl<'t> Phrase<'t> {
    /// Cuts `text` into tokens.
    pub(super) fn new(text: &'t str, options: Options, running: bool) -> Self {
        let tokens = lexer::cut(text, char::is_whitespace, |_, at, first, glued| {
            scan(text, at, first, !glued, options)
        });
        Self { text, tokens, running }
    }

    /// The word at `at`, in lower case; empty when no word stands there.
    pub(super) fn word(&self, at: usize) -> &str {
        match self.tokens.get(at).map(|token| &token.kind) {
            Some(TokenKind::Word(word)) => word,
            _ => "",
        }
    }

    /// The word before `at`.
    pub(super) fn word_before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |before| self.word(before))
    }

    /// The mark at `at`.
    pub(super) fn mark(&self, at: usize) -> Option<char> {
        match self.tokens.get(at)?.kind {
            TokenKind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    /// The figure at `at`.
    pub(super) fn figure(&self, at: usize) -> Option<&Figure> {
        match &self.tokens.get(at)?.kind {
            TokenKind::Figure(figure) => Some(figure),
            _ => None,
        }
    }

    /// Whether the token at `at` follows the one before it without white space.
    pub(super) fn glued(&self, at: usize) -> bool {
        at > 0 && self.tokens.get(at).is_some_and(|token| token.glued)
    }

    /// Whether the token at `at` begins with a capital letter.
    pub(super) fn capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(Token::is_capital)
    }

    /// Whether the token at `at` is a hyphen that joins its neighbours.
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

    /// The byte span of some tokens.
    pub(super) fn span(&self, tokens: Range<usize>) -> Range<usize> {
        let end = self.text.len();
        let from = self.tokens.get(tokens.start).map_or(end, |token| token.start);
        let to = tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last));
        from..to.map_or(end, |token| token.span().end).max(from)
    }

    /// The words of some tokens, as they stand.
    pub(super) fn words(&self, tokens: Range<usize>) -> &'t str {
        &self.text[self.span(tokens)]
    }

    /// Some tokens with what they were understood as.
    pub(super) fn understood_as(
        &self,
        tokens: Range<usize>,
        meaning: impl Into<String>,
    ) -> UnderstoodSpan {
        UnderstoodSpan { span: self.span(tokens), meaning: meaning.into() }
    }
}

/// The token that begins with `first` at byte `at`: its kind, and how many bytes it takes.
fn scan(
    text: &str,
    at: usize,
    first: char,
    spaced: bool,
    options: Options,
) -> (TokenKind<'_>, usize) {
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
    // Hyphens that do not break, and those of careful typesetters, are hyphens.
    let mark = if matches!(first, '‐' | '‑') { '-' } else { first };
    (TokenKind::Mark(mark), first.len_utf8())
}

/// Letters and digits, and apostrophes between letters.
fn word_length(text: &str) -> usize {
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

/// The fractions that have a character of their own.
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
