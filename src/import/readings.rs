//! Remembers which row each name means, so that each name is looked up once.

use crate::domain::name::fold_name;
use crate::domain::names::{Nameable, names_of};
use crate::format::problem::Problem;
use crate::import::summary::Failure;
use foldhash::{HashMap, HashMapExt};

/// Why words mean no row, or more than one.
#[derive(Clone)]
pub(super) struct Unresolved {
    pub(super) problem: Problem,
    pub(super) is_unknown: bool,
}

impl From<Unresolved> for Failure {
    fn from(unresolved: Unresolved) -> Self {
        let Unresolved { problem, is_unknown } = unresolved;
        if is_unknown { Self::Unknown(problem) } else { Self::Row(problem) }
    }
}

/// The meanings that were found for names of rows of one kind.
pub(super) struct Readings<T> {
    known: HashMap<String, T>,
    /// For each folded name: the words in `known` that may mean a row of that name.
    by_name: HashMap<String, Vec<String>>,
    unresolved: HashMap<String, Unresolved>,
}

impl<T> Default for Readings<T> {
    fn default() -> Self {
        let (known, by_name) = (HashMap::new(), HashMap::new());
        Self { known, by_name, unresolved: HashMap::new() }
    }
}

impl<T> Readings<T> {
    /// The meaning of the words; `None` if they were not looked up yet, or not found.
    pub(super) fn known(&self, words: &str) -> Option<&T> {
        self.known.get(words)
    }

    /// Why the words mean no single row; `None` if they were not looked up yet, or found.
    pub(super) fn unresolved(&self, words: &str) -> Option<&Unresolved> {
        self.unresolved.get(words)
    }

    /// Remembers what the words mean; `names` are all names that the words may be read as.
    pub(super) fn keep<'n>(
        &mut self,
        words: &str,
        names: impl IntoIterator<Item = &'n str>,
        reading: T,
    ) {
        for name in names {
            self.by_name.entry(fold_name(name)).or_default().push(words.to_owned());
        }
        self.known.insert(words.to_owned(), reading);
    }

    /// Remembers why the words mean no single row.
    pub(super) fn keep_unresolved(&mut self, words: &str, why: Unresolved) {
        self.unresolved.insert(words.to_owned(), why);
    }

    /// Forgets readings that a new row may change: words that are one of its names, and all words
    /// that were not found, since their nearest name may be the new one.
    pub(super) fn forget_names_of(&mut self, row: &impl Nameable) {
        self.unresolved.clear();
        if self.known.is_empty() {
            return;
        }
        for (_, name) in names_of(row) {
            for words in self.by_name.remove(&fold_name(name)).into_iter().flatten() {
                self.known.remove(&words);
            }
        }
    }
}
