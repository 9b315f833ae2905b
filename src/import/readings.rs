//! What words in rows were found to mean, so that each is looked up once.

use crate::domain::name::fold_name;
use crate::domain::names::{Nameable, names_of};
use crate::format::problem::Problem;
use crate::import::summary::Failure;
use foldhash::{HashMap, HashMapExt};

/// Words that name no row, or more than one.
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

/// Readings of the words that name rows of one kind.
pub(super) struct Readings<T> {
    known: HashMap<String, T>,
    /// The words of `known` by each name that they may be read as, folded.
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
    /// What some words mean, where that was found out before.
    pub(super) fn known(&self, words: &str) -> Option<&T> {
        self.known.get(words)
    }

    /// Why some words mean nothing, where that was found out before.
    pub(super) fn unresolved(&self, words: &str) -> Option<&Unresolved> {
        self.unresolved.get(words)
    }

    /// Keeps what some words mean; `names` are all those that they may be read as.
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

    /// Keeps why some words mean nothing.
    pub(super) fn keep_unresolved(&mut self, words: &str, why: Unresolved) {
        self.unresolved.insert(words.to_owned(), why);
    }

    /// Forgets what may be read otherwise now that a row is there: words that are one of its names,
    /// and all that meant nothing, since it may be near.
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
