//! Splits a text into tokens with their positions. The callers define the kinds of tokens: dates
//! need `21st` as one token and `Q3` as two; for quantities it is the other way round.

use std::ops::Range;

/// A token: a word, number or mark with its position in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'t, K> {
    /// The kind of the token: a word, a number, a mark.
    pub(super) kind: K,
    /// The token's characters, as in the text.
    pub(super) text: &'t str,
    /// Byte offset of the token in the text.
    pub(super) start: usize,
    /// Whether no gap separates the token from the previous one; false for the first token.
    pub(super) glued: bool,
}

impl<K> Token<'_, K> {
    /// The byte range of the token in the text.
    pub(super) fn span(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// Whether the token begins with a capital letter.
    pub(super) fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
}

/// Splits a text into tokens, leaving out gap characters. `scan` gets the rest of the text, its
/// byte offset, its first character, and whether it is glued. It returns the kind of the first
/// token there and its length in bytes, which is at least one character.
pub(super) fn cut<K>(
    text: &str,
    is_gap: impl Fn(char) -> bool,
    mut scan: impl FnMut(&str, usize, char, bool) -> (K, usize),
) -> Vec<Token<'_, K>> {
    // English words have about five letters, so this avoids most reallocations.
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut start = 0;
    let mut glued = false;
    while let Some(first) = text[start..].chars().next() {
        if is_gap(first) {
            start += first.len_utf8();
            glued = false;
            continue;
        }
        let (kind, length) = scan(&text[start..], start, first, glued);
        tokens.push(Token { kind, text: &text[start..start + length], start, glued });
        start += length;
        glued = true;
    }
    tokens
}
