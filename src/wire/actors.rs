//! Actors as cells: names for people, and keys that lead back to the same actor.

use crate::domain::selection::Selection;
use std::collections::HashMap;

/// What each actor is called in a cell: its name, or its key where the name cannot stand in a cell
/// with others.
pub(super) fn actor_cells(selection: &Selection) -> HashMap<&str, &str> {
    let cells = selection.actors.values().map(|actor| {
        let (key, name) = (actor.key.as_str(), actor.name.as_str());
        let stands = !name.contains('|') && name.trim() == name && !name.ends_with(']');
        (key, if stands { name } else { key })
    });
    cells.collect()
}
