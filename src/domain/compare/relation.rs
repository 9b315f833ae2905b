//! Contradictions: figures for one subject that exclude each other, and events that another
//! statement says did not happen.

use super::absences;
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
    let absent = |one: &&Statement| one.kind() == StatementKind::Absent;
    let absent: Vec<&Statement> = statements.iter().copied().filter(absent).collect();
    if absent.is_empty() {
        return Vec::new();
    }
    let has_happened = |one: &&Statement| {
        matches!(one.kind(), StatementKind::Happened | StatementKind::Total) && one.when.is_some()
    };
    let happened: Vec<&Statement> = statements.iter().copied().filter(has_happened).collect();
    absences::newest(selection, absent, &happened)
        .into_iter()
        .map(|(at, absent)| Clash { absent, happened: happened[at as usize] })
        .collect()
}
