//! The words that may begin a time expression in running text; all other words are skipped fast.

use crate::language::words;

/// Words that may begin a time expression, sorted for binary search.
pub(super) const OPENING: &[&str] = &[
    "a",
    "about",
    "across",
    "after",
    "afternoon",
    "ahead",
    "almost",
    "an",
    "any",
    "approximately",
    "around",
    "as",
    "at",
    "before",
    "beginning",
    "between",
    "by",
    "calendar",
    "circa",
    "close",
    "coming",
    "couple",
    "current",
    "dawn",
    "day",
    "dozen",
    "during",
    "earlier",
    "early",
    "effective",
    "either",
    "end",
    "epi",
    "epidemiological",
    "evening",
    "ever",
    "few",
    "final",
    "for",
    "from",
    "h",
    "half",
    "in",
    "iso",
    "just",
    "last",
    "late",
    "later",
    "less",
    "mid",
    "middle",
    "midnight",
    "more",
    "morning",
    "nearly",
    "next",
    "night",
    "no",
    "noon",
    "not",
    "noughties",
    "on",
    "opening",
    "over",
    "overnight",
    "past",
    "perhaps",
    "possibly",
    "previous",
    "prior",
    "probably",
    "q",
    "recent",
    "remainder",
    "rest",
    "roughly",
    "same",
    "several",
    "shortly",
    "since",
    "so",
    "some",
    "sometime",
    "start",
    "starting",
    "that",
    "the",
    "these",
    "this",
    "through",
    "throughout",
    "till",
    "today",
    "tomorrow",
    "tonight",
    "under",
    "until",
    "up",
    "upcoming",
    "w",
    "week",
    "weekend",
    "with",
    "within",
    "year",
    "yesterday",
];

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
