//! The names that a list has for a place beside the main one.

use crate::domain::name::fold;
use std::collections::HashSet;

/// Names beside the main one, each once, as they compare.
pub(super) fn other_names(name: &str, others: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen = HashSet::from([fold(name)]);
    let lines = others
        .into_iter()
        .flat_map(|other| other.lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>());
    lines.filter(|other| !other.is_empty() && seen.insert(fold(other))).collect()
}
