//! Translates words of foreign files into Factline's words.

use crate::domain::name::fold;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// What to do with a word that the table does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnknownWord {
    /// The row is refused.
    Refuse,
    /// The cell is treated as blank.
    Blank,
    /// The word is kept unchanged.
    Keep,
}

/// A table of words to translate; `*` matches any text. Exact words win over patterns, and earlier
/// patterns over later ones. Case, accents and spaces are ignored.
#[derive(Debug)]
pub(super) struct WordTable {
    /// The foreign words as the map has them, for the error on an unknown word.
    pub(super) written: Vec<String>,
    exact: HashMap<String, String>,
    patterns: Vec<(WordPattern, String)>,
    /// Cache of lookups, since files repeat a few words.
    known: Mutex<HashMap<String, Option<String>>>,
}

/// Maximum number of entries in the cache; a full cache is cleared.
const KEPT: usize = 4096;

impl WordTable {
    /// Creates a table from pairs of foreign and own word.
    pub(super) fn new(entries: Vec<(String, String)>) -> Self {
        let written = entries.iter().map(|(word, _)| word.clone()).collect();
        let (mut exact, mut patterns) = (HashMap::new(), Vec::new());
        for (word, ours) in entries {
            if word.contains('*') {
                patterns.push((WordPattern::new(&word), ours));
            } else {
                exact.entry(fold(&word)).or_insert(ours);
            }
        }
        Self { written, exact, patterns, known: Mutex::default() }
    }

    /// Appends the translation of a word; returns false if the table has none.
    pub(super) fn translate(&self, word: &str, out: &mut String) -> bool {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KEPT {
            known.clear();
        }
        if !known.contains_key(word) {
            known.insert(word.to_owned(), self.find(word).map(str::to_owned));
        }
        let ours = known.get(word).and_then(Option::as_deref);
        out.push_str(ours.unwrap_or_default());
        ours.is_some()
    }

    fn find(&self, word: &str) -> Option<&str> {
        let folded = fold(word);
        let by_pattern = || {
            let found = self.patterns.iter().find(|(pattern, _)| pattern.fits_folded(&folded));
            found.map(|(_, ours)| ours.as_str())
        };
        let exact = self.exact.get(&folded).or_else(|| self.exact.get(without_zeros(&folded)));
        exact.map(String::as_str).or_else(by_pattern)
    }
}

/// A whole number without the decimals that programs add to codes if a column has blank cells: `1` for `1.0`. Other
/// texts are unchanged.
fn without_zeros(text: &str) -> &str {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('.') {
        Some((whole, zeros)) if is_digits(whole) && zeros.bytes().all(|zero| zero == b'0') => whole,
        _ => text,
    }
}

/// A pattern of words, split at each `*`, which matches any text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WordPattern(Vec<String>);

impl WordPattern {
    /// Parses a pattern as maps write it: `killed*` matches any text that begins with `killed`.
    pub(super) fn new(text: &str) -> Self {
        // A space before or after a `*` is significant: `killed *` does not match `killed`.
        let part = |part: &str| {
            let folded = fold(part);
            let space = |is: bool| if is && !folded.is_empty() { " " } else { "" };
            let (before, after) = (part.starts_with(' '), part.ends_with(' '));
            format!("{}{folded}{}", space(before), space(after))
        };
        let mut parts: Vec<String> = text.trim().split('*').map(part).collect();
        if let [only] = &mut parts[..] {
            *only = only.trim().to_owned();
        }
        Self(parts)
    }

    /// Whether a text matches the pattern.
    pub(super) fn fits(&self, text: &str) -> bool {
        self.fits_folded(&fold(text))
    }

    fn fits_folded(&self, text: &str) -> bool {
        let [first, middle @ .., last] = &self.0[..] else {
            let is = |only: &String| only == text || only == without_zeros(text);
            return self.0.first().is_some_and(is);
        };
        let Some(mut rest) = text.strip_prefix(first.as_str()) else { return false };
        for part in middle {
            let Some(at) = rest.find(part.as_str()) else { return false };
            rest = &rest[at + part.len()..];
        }
        rest.ends_with(last.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_with_decimals_is_the_code() {
        let words = [("1", "day"), ("2.0", "week"), ("3*", "month")];
        let entries = words.map(|(theirs, ours)| (theirs.to_owned(), ours.to_owned()));
        let table = WordTable::new(entries.to_vec());
        let ours = |word: &str| {
            let mut ours = String::new();
            table.translate(word, &mut ours).then_some(ours)
        };
        assert_eq!(ours("1.0").as_deref(), Some("day"));
        assert_eq!(ours("2.0").as_deref(), Some("week"));
        assert_eq!(ours("3.0").as_deref(), Some("month"));
        assert_eq!((ours("1.5"), ours("1.01"), ours("2")), (None, None, None));
        assert!(WordPattern::new("1").fits("1.00") && !WordPattern::new("1").fits("1.2"));
    }

    #[test]
    fn exact_words_come_before_patterns_and_patterns_in_their_order() {
        let entry = |word: &str, ours: &str| (word.to_owned(), ours.to_owned());
        let entries =
            vec![entry("*in need*", "some"), entry("People in Need", "all"), entry("*", "other")];
        let words = WordTable::new(entries);
        let ours = |word: &str| {
            let mut out = String::new();
            words.translate(word, &mut out).then_some(out)
        };
        assert_eq!(ours("PEOPLE  in need").as_deref(), Some("all"));
        assert_eq!(ours("Children in Need of Water").as_deref(), Some("some"));
        assert_eq!(ours("Tents").as_deref(), Some("other"));
        assert_eq!(ours("Tents").as_deref(), Some("other"), "the second time too");
    }

    #[test]
    fn a_star_matches_any_text_and_none() {
        for (pattern, text, fits) in [
            ("killed*", "Killed", true),
            ("killed *", "killed", false),
            ("*(per month)", "Reach (per month)", true),
            ("a*b*c", "axxbyyc", true),
            ("a*b*c", "acb", false),
            ("ab*ba", "aba", false),
            ("killed", "killed", true),
        ] {
            assert_eq!(WordPattern::new(pattern).fits(text), fits, "{pattern} {text}");
        }
    }
}
