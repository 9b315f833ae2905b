//! The words that a filter looks for in texts.
//!
//! Knows how texts are compared ([`fold`]). Must not know which texts a fact has.

use crate::domain::name::{fold, fold_into};
use memchr::memmem::Finder;

/// Words that are looked for, each for itself.
pub(super) struct Words {
    finders: Vec<Finder<'static>>,
    folded: String,
}

/// Which of the words were found.
pub(super) type Found = Vec<bool>;

impl Words {
    /// The words of some texts; nothing where there are none.
    pub(super) fn of(texts: &[String]) -> Option<Self> {
        let folded = fold(&texts.join(" "));
        let words = folded.split(' ').filter(|word| !word.is_empty());
        let finders: Vec<_> = words.map(|word| Finder::new(word).into_owned()).collect();
        (!finders.is_empty()).then(|| Self { finders, folded: String::new() })
    }

    /// None of them.
    pub(super) fn none(&self) -> Found {
        vec![false; self.finders.len()]
    }

    /// Notes those that occur in a text. Whether all were found by now.
    pub(super) fn find(&mut self, text: &str, found: &mut Found) -> bool {
        fold_into(text, &mut self.folded);
        let text = self.folded.as_bytes();
        for (word, found) in self.finders.iter().zip(found.iter_mut()) {
            *found = *found || word.find(text).is_some();
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
        words.find(text, &mut found)
    }

    #[test]
    fn words_are_found_in_any_case_without_accents_and_in_any_order() {
        assert!(has_all("ecoles ALEP", "Alep : des ÉCOLES"));
        assert!(has_all("d'Ivoire", "Côte d’Ivoire"));
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
        fn so_it_is_with_any_text(text: String, word in "\\PC{1,2}") {
            let folded = fold(&word);
            prop_assume!(!folded.is_empty() && !folded.contains(' '));
            prop_assert_eq!(has_all(&word, &text), fold(&text).contains(&folded));
        }
    }
}
