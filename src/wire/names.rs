//! Reads keys, names and aliases from cells.

use crate::domain::name::{fold, key_of};
use crate::format::problem::Problem;
use crate::format::row::Row;
use std::collections::BTreeSet;

/// The cell `key`, or a key made from the name. Fails if the name has no letter for a key.
pub(super) fn key_or(row: &Row<'_>, name: &str) -> Result<String, Problem> {
    let key = row.owned("key").unwrap_or_else(|| key_of(name));
    if key.is_empty() {
        let why =
            format!("blank, and no key can be made of `{name}`, which has no letter or digit");
        return Err(Problem::at("key", why));
    }
    Ok(key)
}

/// Aliases in a form to compare: sorted, without case and accents.
pub(super) fn as_set(aliases: &[String]) -> String {
    let folded: BTreeSet<String> = aliases.iter().map(|alias| fold(alias)).collect();
    folded.into_iter().collect::<Vec<_>>().join(" | ")
}

/// Splits `Name [key]` into name and key; any other text is a name without a key.
pub(crate) fn name_and_key(words: &str) -> (&str, Option<&str>) {
    let parts = words.strip_suffix(']').and_then(|start| start.rsplit_once(" ["));
    parts.map_or((words, None), |(name, key)| (name, Some(key)))
}
