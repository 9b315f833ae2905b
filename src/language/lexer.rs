//! A text cut into tokens, each with its place. What kinds of tokens there are is for those who
//! read them: a date needs `21st` in one piece and `Q3` in two, a quantity the other way round.

use std::ops::Range;

/// A piece of a text that is read as one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'t, K> {
    /// What the token is: a word, a number, a mark.
    pub(super) kind: K,
    /// The token's characters, as they stand in the text that was cut.
    pub(super) text: &'t str,
    /// Where the token begins in the text, in bytes.
    pub(super) start: usize,
    /// Whether the token follows the one before it without a gap; false for the first.
    pub(super) glued: bool,
}

impl<K> Token<'_, K> {
    /// Where the token stands in the text, in bytes.
    pub(super) fn span(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// Whether the token begins with a capital letter.
    pub(super) fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
}

/// Cuts a text into tokens. Characters that are a gap belong to no token. `scan` is shown what is
/// left of the text, where that begins, its first character and whether it is glued, and gives the
/// kind of its first token and how many bytes it takes: at least one character.
pub(super) fn cut<K>(
    text: &str,
    is_gap: impl Fn(char) -> bool,
    mut scan: impl FnMut(&str, usize, char, bool) -> (K, usize),
) -> Vec<Token<'_, K>> {
    // English words have some five letters.
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
