//! The words that may begin a time expression in running text; all other words are skipped quickly.

use crate::language::words;
use crate::language::words::english::openings::OPENING;

/// Whether a word may begin a time expression in running text.
pub(super) fn is_opening(word: &str) -> bool {
    OPENING.binary_search(&word).is_ok()
        || words::month(word).is_some()
        || words::weekday(word).is_some()
        || words::season(word).is_some()
        || words::cardinal(word).is_some()
        || words::ordinal(word).is_some()
        || words::decade(word).is_some()
}

#[cfg(test)]
mod tests {
    #[test]
    fn opening_words_are_in_order() {
        assert!(super::OPENING.is_sorted());
    }
}
