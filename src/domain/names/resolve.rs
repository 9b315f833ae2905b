//! The one row that words mean, or why it is none.

use super::error::NameError;
use super::nameable::{Candidate, NameLookup, Nameable};
use crate::domain::name::{fold, nearest_folded};
use std::borrow::Borrow;

/// How many near names to offer for an unknown one.
const NEAREST: usize = 3;

/// A row that was found by words.
#[derive(Clone, Debug, PartialEq)]
pub struct Named<R> {
    /// The row that the words mean.
    pub row: R,
    /// The other name by which it was found, when that was neither its key, name nor P-code.
    pub term: Option<String>,
    /// Other rows of the same name that were passed over, worded like candidates.
    pub also: Vec<String>,
}

/// The row that words mean; where none has that name, the error tells the nearest names.
pub fn resolve<T: Nameable, L: NameLookup<T>>(
    lookup: &L,
    words: &str,
) -> Result<Named<L::Row>, L::Error> {
    if let Some(found) = find(lookup, words)? {
        return Ok(found);
    }
    let nearest = nearest_names(lookup, words)?;
    Err(NameError::Unknown { what: T::WHAT, word: words.to_owned(), nearest }.into())
}

/// The row that words mean, if any has that name. The very key excludes all others.
pub fn find<T: Nameable, L: NameLookup<T>>(
    lookup: &L,
    words: &str,
) -> Result<Option<Named<L::Row>>, L::Error> {
    if let Some(row) = lookup.with_key(words)? {
        return Ok(Some(Named { row, term: None, also: Vec::new() }));
    }
    let mut found = lookup.with_name(&fold(words))?;
    let mut also = Vec::new();
    if found.len() > 1 {
        let Some(chosen) = T::preferred(&found, lookup)? else {
            let candidates = described(&found, lookup)?;
            let (what, word) = (T::WHAT, words.to_owned());
            return Err(NameError::Ambiguous { what, word, candidates }.into());
        };
        found.swap(0, chosen);
        found[1..].sort_by(|a, b| a.row.borrow().key().cmp(b.row.borrow().key()));
        also = described(&found[1..], lookup)?;
        found.truncate(1);
    }
    Ok(found.pop().map(|Candidate { row, term }| Named { row, term, also }))
}

/// The known names nearest to words, as they are written, nearest first. Of names that fold alike,
/// it is the one by which a row is shown.
pub fn nearest_names<T: Nameable, L: NameLookup<T>>(
    lookup: &L,
    words: &str,
) -> Result<Vec<String>, L::Error> {
    let mut names = lookup.known_names()?;
    names.sort_unstable();
    names.dedup_by(|later, first| later.folded == first.folded);
    let names = names.iter().map(|known| (known.folded.as_str(), known.name.as_str()));
    Ok(nearest_folded(words, names, NEAREST))
}

/// Rows as `key (name, kind, in Parent)`.
fn described<T: Nameable, L: NameLookup<T>>(
    found: &[Candidate<L::Row>],
    lookup: &L,
) -> Result<Vec<String>, L::Error> {
    found.iter().map(|candidate| describe(candidate.row.borrow(), lookup)).collect()
}

fn describe<T: Nameable, L: NameLookup<T>>(row: &T, lookup: &L) -> Result<String, L::Error> {
    let (key, name, kind) = (row.key(), row.name(), row.kind_word());
    let parent = row.parent().map(|parent| lookup.with_key(parent)).transpose()?.flatten();
    Ok(match &parent {
        Some(parent) => format!("{key} ({name}, {kind}, in {})", parent.borrow().name()),
        None => format!("{key} ({name}, {kind})"),
    })
}
