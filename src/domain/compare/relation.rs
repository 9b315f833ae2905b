//! What contradicts what: figures about one subject that leave no value for both, and what happened
//! although it is said not to have.

use super::overlap::Ranges;
use super::statement::{Statement, StatementKind, Subject};
use crate::domain::quantity::Quantity;
use crate::domain::selection::Selection;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// The subjects about which figures are stated that cannot all be true. Only what still counts, has
/// a date and speaks of every day of it is looked at.
#[must_use]
pub fn contradicted<'a>(statements: &[&'a Statement]) -> HashSet<Subject<'a>> {
    let mut known: HashMap<Subject<'_>, Stated<'_>> = HashMap::new();
    let mut contradicted = HashSet::new();
    for &one in statements.iter().filter(|one| one.counts && one.kind().lasts()) {
        let Some(quantity) = one.quantity.as_deref().filter(|_| one.when.is_some()) else {
            continue;
        };
        match known.entry(one.subject()) {
            Entry::Vacant(new) => _ = new.insert(Stated::Once(quantity)),
            Entry::Occupied(others) => {
                if others.into_mut().rule_out_and_add(quantity) {
                    contradicted.insert(one.subject());
                }
            }
        }
    }
    contradicted
}

/// What is stated about a subject: of most only one figure.
enum Stated<'a> {
    Once(&'a Quantity),
    Often(Box<Ranges<'a>>),
}

impl<'a> Stated<'a> {
    /// Adds a quantity, and tells whether it shares no value with one that was there.
    fn rule_out_and_add(&mut self, quantity: &'a Quantity) -> bool {
        if let Self::Once(first) = self {
            let mut ranges = Box::<Ranges<'_>>::default();
            ranges.add(first);
            *self = Self::Often(ranges);
        }
        let Self::Often(ranges) = self else { return false };
        let is_ruled_out = ranges.rule_out(quantity);
        ranges.add(quantity);
        is_ruled_out
    }
}

/// An absence, and what happened on days that it covers.
#[derive(Clone, Copy, Debug)]
pub struct Clash<'a> {
    /// What says that it did not happen.
    pub absent: &'a Statement,
    /// What says that it did.
    pub happened: &'a Statement,
}

/// What happened although it is said not to have: each with the newest absence that it contradicts.
/// `selection` has the places that places lie in.
#[must_use]
pub fn clashes<'a>(selection: &Selection, statements: &[&'a Statement]) -> Vec<Clash<'a>> {
    let absences = Absences::of(statements);
    if absences.0.is_empty() {
        return Vec::new();
    }
    let has_happened = |one: &&&Statement| {
        matches!(one.kind(), StatementKind::Happened | StatementKind::Total) && one.when.is_some()
    };
    let happened = statements.iter().filter(has_happened);
    happened
        .filter_map(|&happened| {
            Some(Clash { absent: absences.of_same(selection, happened)?, happened })
        })
        .collect()
}

/// The absences by indicator and place, each with its rank: the newest first.
struct Absences<'a>(HashMap<(&'a str, &'a str), Vec<(usize, &'a Statement)>>);

impl<'a> Absences<'a> {
    /// The absences among statements, each once.
    fn of(statements: &[&'a Statement]) -> Self {
        let absent = |one: &&&Statement| one.kind() == StatementKind::Absent;
        let mut all: Vec<&Statement> = statements.iter().filter(absent).copied().collect();
        all.sort_by_key(|one| (std::cmp::Reverse(one.published), one.vagueness()));
        let mut seen = HashSet::new();
        all.retain(|one| {
            seen.insert((&one.indicator, &one.place, &one.scope, one.first(), one.last()))
        });
        let mut by_place: HashMap<_, Vec<_>> = HashMap::new();
        for (rank, one) in all.into_iter().enumerate() {
            by_place.entry((&*one.indicator, &*one.place)).or_default().push((rank, one));
        }
        Self(by_place)
    }

    /// The newest one of the very thing that happened, at its place or at one that holds it.
    fn of_same(&self, selection: &Selection, happened: &Statement) -> Option<&'a Statement> {
        let above = selection.path(&happened.place).map(|place| place.key.as_str());
        std::iter::once(&*happened.place)
            .chain(above)
            .filter_map(|place| self.0.get(&(&*happened.indicator, place)))
            .filter_map(|absences| absences.iter().find(|(_, absent)| covers(absent, happened)))
            .min_by_key(|(rank, _)| *rank)
            .map(|(_, absent)| *absent)
    }
}

/// Whether an absence speaks of the part that something happened to, and of all its days; days before
/// it certainly began or after it was reported are not among them.
fn covers(absent: &Statement, happened: &Statement) -> bool {
    let Some(bounds) = absent.bounds() else { return false };
    let begins = bounds.start_latest.or(bounds.start_earliest);
    (absent.scope.is_none() || absent.scope == happened.scope)
        && begins.is_some()
        && happened.first() >= begins
        && happened.last() <= absent.last()
}
