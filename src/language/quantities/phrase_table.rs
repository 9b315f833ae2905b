//! A table of phrases with their meanings; the longest match wins.
//!
//! Knows how to compare words; must not know any word.

use std::collections::HashMap;

use super::tokens::Phrase;

/// Phrases with their meanings, indexed by first word.
pub(super) struct PhraseTable<T: 'static> {
    by_first: HashMap<&'static str, Vec<(Vec<&'static str>, T)>>,
}

impl<T: Copy> PhraseTable<T> {
    /// Creates a table from rows of a meaning and its phrases, which are separated by `|`.
    pub(super) fn new(rows: &[(T, &'static str)]) -> Self {
        let mut by_first: HashMap<_, Vec<_>> = HashMap::new();
        for &(meaning, phrases) in rows {
            for phrase in phrases.split('|') {
                let mut words = phrase.split_whitespace();
                if let Some(first) = words.next() {
                    by_first.entry(first).or_default().push((words.collect::<Vec<_>>(), meaning));
                }
            }
        }
        for entries in by_first.values_mut() {
            entries.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        Self { by_first }
    }

    /// The meaning of the longest phrase that matches at `at`, and the index of the token after it;
    /// `None` where none matches.
    pub(super) fn longest(&self, phrase: &Phrase, at: usize) -> Option<(T, usize)> {
        let mut buffer = [0; 4];
        let first = match phrase.mark(at) {
            Some(mark) => &*mark.encode_utf8(&mut buffer),
            None => phrase.word(at),
        };
        let entries = self.by_first.get(first)?;
        let stands =
            |rest: &[&str]| rest.iter().enumerate().all(|(n, word)| phrase.is(at + 1 + n, word));
        let (rest, meaning) = entries.iter().find(|(rest, _)| stands(rest))?;
        Some((*meaning, at + 1 + rest.len()))
    }
}

/// Whether `word` is in `list`, whose words are separated by spaces.
pub(super) fn is_one_of(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|listed| listed == word)
}
