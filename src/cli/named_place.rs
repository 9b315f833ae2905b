//! Finds the place that the words of a command name.

use super::context::Context;
use crate::domain::name;
use crate::domain::names::Named;
use crate::domain::place::Place;
use crate::store::Store;

/// The place that the words name. Notes on stderr which other places of that name were not taken.
/// Fails if the words name no place, or more than one.
pub(super) fn find(context: &Context, store: &Store, words: &str) -> anyhow::Result<Place> {
    let Named { row, also, .. } = store.find_place(words)?;
    if !also.is_empty() && name::key_of(words) != row.key {
        context.say(format!(
            "note: `{words}` read as the {} `{}`; not {}",
            row.kind,
            row.key,
            also.join(", ")
        ));
    }
    Ok(row)
}
