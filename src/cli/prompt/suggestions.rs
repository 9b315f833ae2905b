//! The suggestions while the user types.

use crate::domain::name::fold;
use std::collections::HashMap;
use std::rc::Rc;

/// A suggestion: a line to choose, and its answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cli) struct Suggestion {
    /// The line that is shown; it has no characters that could control a terminal.
    pub(in crate::cli) shown: String,
    /// The answer: a key, or a word.
    pub(in crate::cli) words: String,
    /// The words by which it is found, folded.
    folded: Vec<String>,
}

impl Suggestion {
    /// A suggestion that is found by its answer, what is shown, and other names.
    pub(in crate::cli) fn of<'n>(
        shown: String,
        words: &str,
        names: impl IntoIterator<Item = &'n str>,
    ) -> Self {
        let mut folded = vec![fold(words), fold(&shown)];
        folded.extend(names.into_iter().map(fold));
        folded.dedup();
        Self { shown, words: words.to_owned(), folded }
    }

    /// How well it matches the typed text, folded: 0 if a name begins with it, 1 if a word of a name does, 2 if a name
    /// contains it; `None` if it does not match.
    fn fit(&self, typed: &str) -> Option<u8> {
        let rank = |name: &String| {
            let mut at = name.match_indices(typed).map(|(at, _)| at);
            let first = at.next()?;
            let begins_word = |at: usize| {
                name[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric())
            };
            Some(match first {
                0 => 0,
                first if begins_word(first) || at.any(begins_word) => 1,
                _ => 2,
            })
        };
        self.folded.iter().filter_map(rank).min()
    }
}

/// All suggestions for one question, in the order in which they are shown.
#[derive(Clone, Debug, Default)]
pub(in crate::cli) struct Suggestions(Rc<Vec<Suggestion>>);

/// At most this many are offered at the same time.
const MOST: usize = 30;

impl Suggestions {
    /// If several lines have the same words, their answers are added to them.
    pub(in crate::cli) fn of(mut all: Vec<Suggestion>) -> Self {
        let mut times: HashMap<String, usize> = HashMap::new();
        for one in &all {
            *times.entry(one.shown.clone()).or_default() += 1;
        }
        for one in all.iter_mut().filter(|one| times[&one.shown] > 1) {
            one.shown = format!("{} ({})", one.shown, one.words);
        }
        Self(Rc::new(all))
    }

    /// Those that match the typed text, the best first.
    pub(in crate::cli) fn fitting(&self, typed: &str) -> Vec<&Suggestion> {
        let folded = fold(typed);
        let folded = folded.trim();
        let mut found: Vec<_> =
            self.0.iter().filter_map(|one| Some((one.fit(folded)?, one))).collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, one)| one).take(MOST).collect()
    }

    /// The only suggestion with a word that begins with the typed text; `None` if there is none, or more than one.
    pub(in crate::cli) fn sole(&self, typed: &str) -> Option<&Suggestion> {
        let folded = fold(typed);
        let mut begun =
            self.0.iter().filter(|one| one.fit(folded.trim()).is_some_and(|rank| rank < 2));
        let one = begun.next().filter(|_| !folded.trim().is_empty())?;
        begun.next().is_none().then_some(one)
    }

    /// The answer of a line, if the line is one that is shown.
    pub(in crate::cli) fn meant_by(&self, line: &str) -> Option<&Suggestion> {
        self.0.iter().find(|one| one.shown == line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_begin_as_typed_come_first() {
        let one =
            |name: &str, key: &str, alias: &str| Suggestion::of(name.to_owned(), key, [alias]);
        let all = Suggestions::of(vec![
            one("Eastern Aleppo", "eastern-aleppo", ""),
            one("Al-Bab", "al-bab", "الباب"),
            one("Aleppo", "aleppo", "Halab"),
            one("Masaken", "masaken", "Sakan Aleppines"),
        ]);
        let found = |typed: &str| -> Vec<String> {
            all.fitting(typed).into_iter().map(|one| one.words.clone()).collect()
        };
        assert_eq!(found("ale"), ["aleppo", "eastern-aleppo", "masaken"]);
        assert_eq!(found("HALÁB"), ["aleppo"]);
        assert_eq!(found("الب"), ["al-bab"]);
        assert_eq!(found("akan"), ["masaken"]);
        assert_eq!(found("").len(), 4);
        assert!(found("x").is_empty());
        assert_eq!(all.sole("halab").map(|one| one.words.as_str()), Some("aleppo"));
        assert!(["ale", "", "akan"].iter().all(|typed| all.sole(typed).is_none()));
        assert_eq!(all.meant_by("Al-Bab").map(|one| one.words.as_str()), Some("al-bab"));
    }

    #[test]
    fn no_line_means_two_answers() {
        let one = |key: &str| Suggestion::of("Council".to_owned(), key, []);
        let all = Suggestions::of(vec![one("council"), one("council-2")]);
        assert!(all.meant_by("Council").is_none());
        let second = all.meant_by("Council (council-2)").map(|one| one.words.as_str());
        assert_eq!(second, Some("council-2"));
    }
}
