//! Splits a text into tokens for dates. Knows letters, digits and marks, but not what words mean.
//!
//! Only ASCII letters are turned into lower case, so byte positions are those of the original.

use crate::language::lexer;

/// The kinds of tokens that rules for dates distinguish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A run of letters.
    Word,
    /// A run of digits: its value, and its number of digits.
    Number(u32, usize),
    /// Digits with an ordinal suffix: `21st`.
    Ordinal(u32),
    /// A number that cannot be part of a date: `5,000`, `31.5`, `1.2.3.4`.
    Amount,
    /// Any hyphen, dash or minus.
    Dash,
    /// The possessive ending: `'s` of `Monday's`.
    Possessive,
    /// Any other punctuation mark, each a token: `,`, `(`, `?`, `%`.
    Mark(char),
}

/// A token of a text that is searched for dates.
pub(super) type Token<'t> = lexer::Token<'t, TokenKind>;

impl Token<'_> {
    /// Whether the token is the punctuation mark `mark`.
    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark(mark)
    }
}

/// Splits a text, which must be in [ASCII lower case](str::to_ascii_lowercase).
pub(super) fn tokens(lowered: &str) -> Vec<Token<'_>> {
    // End of a date such as 24.10.2016, whose points are not decimal points.
    let mut dotted = 0;
    let is_gap = |c: char| c.is_whitespace() || is_invisible(c);
    lexer::cut(lowered, is_gap, |rest, start, first, glued| {
        if first.is_ascii_digit() && start >= dotted {
            dotted = start + dotted_date(rest);
        }
        scan(rest, first, glued, start < dotted)
    })
}

/// Whether a character is invisible: zero-width spaces, joiners, the byte order mark, soft hyphens.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Kind and length in bytes of the token at the start of `rest`.
fn scan(rest: &str, first: char, glued: bool, dotted: bool) -> (TokenKind, usize) {
    if first.is_ascii_digit() && dotted {
        let digits = digits_at(rest, 0);
        return (TokenKind::Number(rest[..digits].parse().unwrap_or(u32::MAX), digits), digits);
    }
    if first.is_ascii_digit() {
        return number(rest);
    }
    if first.is_alphabetic() {
        let plain = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let is_plain = rest.as_bytes().get(plain).is_none_or(u8::is_ascii);
        let any = || rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        return (TokenKind::Word, if is_plain { plain } else { any() });
    }
    let length = first.len_utf8();
    match first {
        '\'' | '\u{2019}' | '\u{2bc}' => {
            let after = &rest[length..];
            let ends = |s: &str| !s.starts_with(char::is_alphanumeric);
            match after.strip_prefix('s') {
                Some(tail) if glued && ends(tail) => (TokenKind::Possessive, length + 1),
                _ => (TokenKind::Mark('\''), length),
            }
        }
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => (TokenKind::Dash, length),
        other => (TokenKind::Mark(other), length),
    }
}

/// A number token: digits, an ordinal, or an amount with separators or decimals.
fn number(rest: &str) -> (TokenKind, usize) {
    let digits = digits_at(rest, 0);
    let suffix = &rest[digits..];
    let value = rest[..digits].parse().unwrap_or(u32::MAX);
    for ending in ["st", "nd", "rd", "th"] {
        if let Some(after) = suffix.strip_prefix(ending)
            && !after.starts_with(char::is_alphanumeric)
        {
            return (TokenKind::Ordinal(value), digits + 2);
        }
    }
    let grouped = groups(rest, digits);
    if grouped > digits {
        return (TokenKind::Amount, grouped);
    }
    match decimals(rest, digits) {
        (0, _) => (TokenKind::Number(value, digits), digits),
        (_, end) => (TokenKind::Amount, end),
    }
}

/// Length in bytes of three groups of digits with points, which may be a date (24.10.2016); else 0.
fn dotted_date(rest: &str) -> usize {
    match decimals(rest, digits_at(rest, 0)) {
        (2, end) => end,
        _ => 0,
    }
}

/// Number of digits from byte `at`.
fn digits_at(text: &str, at: usize) -> usize {
    text.as_bytes()[at..].iter().take_while(|b| b.is_ascii_digit()).count()
}

/// End of a number with separators and decimals, such as `1,234,567`; `first` is the number of its
/// leading digits.
fn groups(text: &str, first: usize) -> usize {
    let mut end = first;
    while first <= 3 && text[end..].starts_with(',') && digits_at(text, end + 1) == 3 {
        end += 4;
    }
    if end == first { end } else { decimals(text, end).1 }
}

/// Number of `.digits` groups from byte `at`, and the byte after them.
fn decimals(text: &str, at: usize) -> (usize, usize) {
    let (mut count, mut end) = (0, at);
    while text[end..].starts_with('.') {
        let digits = digits_at(text, end + 1);
        if digits == 0 {
            break;
        }
        count += 1;
        end += 1 + digits;
    }
    (count, end)
}
