//! Where what happened contradicts that it did not.
//!
//! Knows days, places and parts. Must not know how a contradiction is shown.

use super::Kind;
use super::item::Item;
use crate::domain::selection::Selection;
use std::collections::HashSet;

/// An absence, and what happened on days that it covers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clash<'a> {
    pub(super) absent: Item<'a>,
    pub(super) happened: Item<'a>,
}

/// What happened although it is said not to have: each with the newest absence that it contradicts.
pub(super) fn find<'a>(selection: &Selection, items: &[Item<'a>]) -> Vec<Clash<'a>> {
    let absences = absences(items);
    if absences.is_empty() {
        return Vec::new();
    }
    let happened = items.iter().filter(|item| {
        matches!(item.kind(), Kind::Happened | Kind::Total) && item.bounds().is_some()
    });
    happened
        .filter_map(|&happened| {
            let absent = absences.iter().find(|absent| covers(selection, **absent, happened))?;
            Some(Clash { absent: *absent, happened })
        })
        .collect()
}

/// The absences, newest first, each once.
fn absences<'a>(items: &[Item<'a>]) -> Vec<Item<'a>> {
    let mut all: Vec<Item<'a>> =
        items.iter().filter(|item| item.kind() == Kind::Absent).copied().collect();
    all.sort_by_key(|item| (std::cmp::Reverse(item.published), item.vagueness()));
    let mut seen = HashSet::new();
    all.retain(|item| {
        let fact = item.fact();
        seen.insert((&fact.indicator, &fact.place, &fact.scope, item.first(), item.last()))
    });
    all
}

/// Whether an absence speaks of the very thing, of a place that holds the other, and of all its
/// days; days before it certainly began or after it was reported are not among them.
fn covers(selection: &Selection, absent: Item<'_>, happened: Item<'_>) -> bool {
    let (none, fact) = (absent.fact(), happened.fact());
    let Some(bounds) = absent.bounds() else { return false };
    let begins = bounds.start_latest.or(bounds.start_earliest);
    none.indicator == fact.indicator
        && (none.scope.is_none() || none.scope == fact.scope)
        && begins.is_some()
        && happened.first() >= begins
        && happened.last() <= absent.last()
        && (none.place == fact.place
            || selection.path(&fact.place).any(|place| place.key == none.place))
}
