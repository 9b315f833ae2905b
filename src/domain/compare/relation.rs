//! Contradictions: figures for one subject that exclude each other, and events that another
//! statement says did not happen.

use super::overlap::Ranges;
use super::statement::{Statement, StatementKind, Subject};
use crate::domain::quantity::Quantity;
use crate::domain::selection::Selection;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// The subjects with figures that cannot all be true. Looks only at dated statements that still
/// count and that hold on every day of their period.
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

/// The quantities stated for a subject. Most subjects have only one, which needs no summary of
/// ranges.
enum Stated<'a> {
    Once(&'a Quantity),
    Often(Box<Ranges<'a>>),
}

impl<'a> Stated<'a> {
    /// Adds a quantity; returns whether it has no value in common with an earlier one.
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

/// A contradiction: a statement of absence, and an event on days that it covers.
#[derive(Clone, Copy, Debug)]
pub struct Clash<'a> {
    /// The statement that nothing happened.
    pub absent: &'a Statement,
    /// The statement that something happened.
    pub happened: &'a Statement,
}

/// The events that contradict an absence, each with the newest absence that it contradicts. An
/// absence also covers the places inside its place; `selection` has the hierarchy of places.
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

/// Absences by indicator and place, each with its rank: 0 is the newest.
struct Absences<'a>(HashMap<(&'a str, &'a str), Vec<(usize, &'a Statement)>>);

impl<'a> Absences<'a> {
    /// Collects the absences among statements, without duplicates.
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

    /// The newest absence of the same indicator that covers an event, at the event's place or at a
    /// place around it. `None` where no absence does.
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

/// Whether an absence covers an event: its scope includes the event's scope, and its days, from
/// their certain beginning to their end or to its publication, include the event's days.
fn covers(absent: &Statement, happened: &Statement) -> bool {
    let Some(bounds) = absent.bounds() else { return false };
    let begins = bounds.start_latest.or(bounds.start_earliest);
    (absent.scope.is_none() || absent.scope == happened.scope)
        && begins.is_some()
        && happened.first() >= begins
        && happened.last() <= absent.last()
}
