//! A table of phrases with their meanings; the longest match wins.
//!
//! Knows how to compare words; must not know any word.

use foldhash::HashMap;
use memchr::memmem;

use super::tokens::Phrase;

/// Phrases with their meanings, indexed by first word.
pub(super) struct PhraseTable<T: 'static> {
    by_first: HashMap<&'static str, Vec<(Vec<&'static str>, T)>>,
}

impl<T: Copy> PhraseTable<T> {
    /// Creates a table from rows of a meaning and its phrases, which are separated by `|`.
    pub(super) fn new(rows: &[(T, &'static str)]) -> Self {
        let mut by_first: HashMap<_, Vec<_>> = HashMap::default();
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

    /// The first words of all phrases.
    pub(super) fn first_words(&self) -> impl Iterator<Item = &'static str> {
        self.by_first.keys().copied()
    }

    /// The meaning of the longest phrase that matches at `at`, and the index of the token after it;
    /// `None` if none matches.
    pub(super) fn longest(&self, phrase: &Phrase, at: usize) -> Option<(T, usize)> {
        let mut buffer = [0; 4];
        let first = match phrase.mark(at) {
            Some(mark) => &*mark.encode_utf8(&mut buffer),
            None => phrase.word(at),
        };
        if first.is_empty() {
            return None;
        }
        let entries = self.by_first.get(first)?;
        let stands =
            |rest: &[&str]| rest.iter().enumerate().all(|(n, word)| phrase.is(at + 1 + n, word));
        let (rest, meaning) = entries.iter().find(|(rest, _)| stands(rest))?;
        Some((*meaning, at + 1 + rest.len()))
    }
}

/// Whether `word` is in `list`, whose words are separated by spaces.
pub(super) fn is_one_of(list: &str, word: &str) -> bool {
    let (list, word) = (list.as_bytes(), word.as_bytes());
    let is_border = |byte: Option<&u8>| byte.is_none_or(|byte| *byte == b' ');
    !word.is_empty()
        && memmem::find_iter(list, word).any(|at| {
            let before = at.checked_sub(1).and_then(|before| list.get(before));
            is_border(before) && is_border(list.get(at + word.len()))
        })
}
