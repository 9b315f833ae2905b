//! Finds names that may be misspelt among the places and actors that an import created.

use crate::domain::name::{fold_name, is_one_letter_apart};
use crate::domain::names::{Nameable, NamedRows};
use crate::domain::place::PlaceKind;
use crate::import::summary::{Created, RecordKind};
use crate::import::summary_lines::LISTED;
use foldhash::HashSet;

/// Words that say what kind of place a name is of: `Aleppo city` may be `Aleppo`.
const WORDS_OF_KINDS: &[&str] = &[
    "area",
    "camp",
    "city",
    "district",
    "governorate",
    "neighborhood",
    "neighbourhood",
    "province",
    "region",
    "subdistrict",
    "town",
    "village",
];

/// Notes, for each listed row that the import created, another row that it may mean: a row that was recorded before the
/// import or created earlier in it, and whose name is the same, differs only in a word for the kind of place, or
/// differs in one letter. Countries are created by their codes, so they are left out.
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
        let own_kind = rows.get(&made.key).map_or("", Nameable::kind_word);
        if own_kind == PlaceKind::Country.as_str() {
            continue;
        }
        let name = fold_name(&made.name);
        // A city and its province may have the same name: this is not doubtful. An area may be either.
        let any = PlaceKind::Area.as_str();
        let may_be = |kind: &str| kind == own_kind || kind == any || own_kind == any;
        let is_same = |other: &str| match kind {
            RecordKind::Place => without_kind(&name) == without_kind(other),
            _ => false,
        };
        let is_near = |(other, row): &&(String, &T)| {
            row.key() != made.key
                && !later.contains(row.key())
                && (is_one_letter_apart(&name, other)
                    || *other == name && kind == RecordKind::Place
                    || (may_be(row.kind_word()) && is_same(other)))
        };
        let near = names.iter().filter(is_near).map(|(_, row)| row);
        let near = near.min_by(|a, b| a.key().cmp(b.key()));
        made.near = near.map(|row| (row.key().to_owned(), row.name().to_owned()));
    }
}

/// A folded name of a place without a first or last word for its kind, and the `of` after such a first
/// word.
fn without_kind(name: &str) -> &str {
    let is_kind = |word: &str| WORDS_OF_KINDS.contains(&word);
    let before = name.rsplit_once(' ').filter(|(_, word)| is_kind(word)).map(|(name, _)| name);
    let after = || name.split_once(' ').filter(|(word, _)| is_kind(word)).map(|(_, name)| name);
    let bare = before.or_else(after).unwrap_or(name);
    bare.strip_prefix("of ").unwrap_or(bare)
}
