//! Finds the words of a filter in texts.
//!
//! Knows how texts are compared ([`fold`]). Must not know which texts a fact has.

use crate::domain::name::{fold, fold_into};
use memchr::memmem::Finder;

/// The words to find, each independent of the others.
pub(super) struct Words {
    words: Vec<Word>,
    folded: String,
}

/// A folded word: without case and accents.
struct Word {
    finder: Finder<'static>,
    /// A faster search for ASCII texts; `None` if the word can only be found in folded texts.
    plain: Option<Plain>,
}

/// An ASCII word that occurs in a folded ASCII text only if the text itself has it, ignoring case.
struct Plain {
    word: Vec<u8>,
    /// Position of its rarest character, which is searched for first.
    rarest: usize,
}

/// The letters of English by frequency, the commonest first. Other characters are rarer.
const COMMON: &[u8] = b"etaoinsrhldcumfpgwybvkxjqz";

impl Plain {
    fn of(folded: &str) -> Option<Self> {
        let word = folded.as_bytes().to_vec();
        // Folding also turns other characters into apostrophes.
        let is_plain = folded.is_ascii() && !word.contains(&b'\'');
        let rank = |sign: &u8| COMMON.iter().position(|c| c == sign).unwrap_or(COMMON.len());
        let rarest = (0..word.len()).max_by_key(|at| rank(&word[*at]))?;
        is_plain.then_some(Self { word, rarest })
    }

    /// Whether the word occurs in an ASCII text.
    fn is_in(&self, text: &[u8]) -> bool {
        let sign = self.word[self.rarest];
        memchr::memchr2_iter(sign, sign.to_ascii_uppercase(), text).any(|at| {
            let from = at.checked_sub(self.rarest);
            let found = from.and_then(|from| text.get(from..from + self.word.len()));
            found.is_some_and(|found| found.eq_ignore_ascii_case(&self.word))
        })
    }
}

/// For each word, whether it was found.
pub(super) type Found = Vec<bool>;

impl Words {
    /// The words of these texts; `None` if there are none.
    pub(super) fn of(texts: &[String]) -> Option<Self> {
        let folded = fold(&texts.join(" "));
        let words = folded.split(' ').filter(|word| !word.is_empty());
        let word = |word| Word { finder: Finder::new(word).into_owned(), plain: Plain::of(word) };
        let words: Vec<Word> = words.map(word).collect();
        (!words.is_empty()).then(|| Self { words, folded: String::new() })
    }

    /// The result before any search: no word was found.
    pub(super) fn none(&self) -> Found {
        vec![false; self.words.len()]
    }

    /// Marks the words that occur in a text in `found`. Returns whether all words have been found.
    pub(super) fn find(&mut self, text: &[u8], found: &mut Found) -> bool {
        let is_ascii = text.is_ascii();
        let mut is_folded = false;
        for (word, found) in self.words.iter().zip(found.iter_mut()).filter(|(_, found)| !**found) {
            *found = match &word.plain {
                Some(plain) if is_ascii => plain.is_in(text),
                _ => {
                    if !is_folded {
                        fold_into(&String::from_utf8_lossy(text), &mut self.folded);
                        is_folded = true;
                    }
                    word.finder.find(self.folded.as_bytes()).is_some()
                }
            };
        }
        found.iter().all(|found| *found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn has_all(words: &str, text: &str) -> bool {
        let mut words = Words::of(&[words.to_owned()]).unwrap();
        let mut found = words.none();
        words.find(text.as_bytes(), &mut found)
    }

    #[test]
    fn words_are_found_in_any_case_without_accents_and_in_any_order() {
        assert!(has_all("ecoles ALEP", "Alep : des ÉCOLES"));
        assert!(has_all("d'Ivoire", "Côte d’Ivoire"));
        assert!(has_all("d'Ivoire", "Cote d`IVOIRE"));
        assert!(!has_all("ecoles homs", "Alep : des ÉCOLES"));
        assert!(Words::of(&["  ".to_owned()]).is_none());
    }

    proptest! {
        #[test]
        fn a_word_is_found_where_the_folded_text_contains_it(
            text in "[a-cA-C '`\u{2019}éÉſKﬁ\u{301}\u{a0}ح\u{64b}İ\t,.]{0,12}",
            word in "[a-cA-C'`éfi\u{2019}k]{1,3}",
        ) {
            let folded = fold(&word);
            prop_assume!(!folded.is_empty());
            prop_assert_eq!(has_all(&word, &text), fold(&text).contains(&folded), "{} in {}", word, text);
        }

        #[test]
        fn so_it_is_in_ascii(text in "[a-cA-Cxz'` \t.]{0,16}", word in "[a-cxzXZ'`.]{1,4}") {
            let folded = fold(&word);
            prop_assert_eq!(has_all(&word, &text), fold(&text).contains(&folded), "{} in {}", word, text);
        }

        #[test]
        fn so_it_is_with_any_text(text: String, word in "\\PC{1,2}") {
            let folded = fold(&word);
            prop_assume!(!folded.is_empty() && !folded.contains(' '));
            prop_assert_eq!(has_all(&word, &text), fold(&text).contains(&folded));
        }
    }
}
