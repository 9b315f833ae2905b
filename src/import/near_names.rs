//! Finds what may be misspelt among the places and actors that an import made.

use crate::domain::name::{fold_name, is_one_letter_apart};
use crate::domain::names::{Nameable, NamedRows};
use crate::domain::place::PlaceKind;
use crate::import::summary::{Created, RecordKind};
use crate::import::summary_lines::LISTED;
use foldhash::HashSet;

/// Notes with the rows of a kind that were made, as far as they are listed, which other row has a name
/// one letter apart: one recorded before the import, or made earlier in it. Countries are made by
/// their codes, and not misspelt.
pub(super) fn tell_near<T: Nameable>(
    created: &mut [Created],
    kind: RecordKind,
    rows: &NamedRows<T>,
) {
    let of_kind = |row: &&Created| row.kind == kind;
    let mut later: HashSet<String> =
        created.iter().filter(of_kind).map(|row| row.key.clone()).collect();
    if later.is_empty() {
        return;
    }
    let mut names: Vec<(String, &T)> = Vec::new();
    for row in rows.values() {
        let own = std::iter::once(row.name()).chain(row.aliases().iter().map(String::as_str));
        names.extend(own.map(|name| (fold_name(name), row)));
    }
    for made in created.iter_mut().filter(|row| row.kind == kind).take(LISTED) {
        later.remove(&made.key);
        if rows.get(&made.key).is_some_and(|row| row.kind_word() == PlaceKind::Country.as_str()) {
            continue;
        }
        let name = fold_name(&made.name);
        let is_near = |(other, row): &&(String, &T)| {
            row.key() != made.key && !later.contains(row.key()) && is_one_letter_apart(&name, other)
        };
        let near = names.iter().filter(is_near).map(|(_, row)| row);
        let near = near.min_by(|a, b| a.key().cmp(b.key()));
        made.near = near.map(|row| (row.key().to_owned(), row.name().to_owned()));
    }
}
