//! Resolves words to one row, or explains why that fails.

use super::error::NameError;
use super::nameable::{Candidate, NameLookup, Nameable};
use crate::domain::name::nearest_folded;
use crate::domain::states::are_opposite;
use std::borrow::Borrow;

/// Maximum number of suggestions for an unknown name.
const NEAREST: usize = 3;

/// The result of a search by name.
#[derive(Clone, Debug, PartialEq)]
pub struct Named<R> {
    /// The row that is meant.
    pub row: R,
    /// The alias that matched; `None` if the key, name or P-code matched.
    pub term: Option<String>,
    /// Descriptions of other rows with that name; a rule preferred `row` to them.
    pub also: Vec<String>,
}

/// Finds the row that words mean. Fails with suggestions if no row has that name, and with the
/// candidates if several do.
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

/// Finds the row that words mean; `None` if no row has that name. An exact key wins over all names.
/// Fails if several rows match.
pub fn find<T: Nameable, L: NameLookup<T>>(
    lookup: &L,
    words: &str,
) -> Result<Option<Named<L::Row>>, L::Error> {
    if let Some(row) = lookup.with_key(words)? {
        return Ok(Some(Named { row, term: None, also: Vec::new() }));
    }
    let mut found = lookup.with_name(words)?;
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

/// Known names that are similar to words, as written, the most similar first. If names of a row are equal when folded,
/// only the display name is returned. A name that says the opposite ("hospitals open" of "hospitals closed") is not
/// similar. Fails if the lookup fails.
pub fn nearest_names<T: Nameable, L: NameLookup<T>>(
    lookup: &L,
    words: &str,
) -> Result<Vec<String>, L::Error> {
    let mut names = lookup.known_names()?;
    names.retain(|known| !are_opposite(words, &known.name));
    names.sort_unstable();
    names.dedup_by(|later, first| later.folded == first.folded);
    let names = names.iter().map(|known| (known.folded.as_str(), known.name.as_str()));
    Ok(nearest_folded(words, names, NEAREST))
}

/// Describes rows as `key (name, kind, in Parent)`.
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
