//! The aliases that a list has for a place.

use crate::domain::name::fold;
use std::collections::HashSet;

/// The names other than `name`, without duplicates; names that differ only in case or accents count
/// as one.
pub(super) fn other_names(name: &str, others: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen = HashSet::from([fold(name)]);
    let lines = others
        .into_iter()
        .flat_map(|other| other.lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>());
    lines.filter(|other| !other.is_empty() && seen.insert(fold(other))).collect()
}
