//! Contradictions: figures for one subject that exclude each other, and events that another
//! statement says did not happen.

use super::absences;
use super::overlap::{Ranges, figure};
use super::statement::{Statement, StatementKind, Subject};
use crate::domain::quantity::Quantity;
use crate::domain::selection::Selection;
use foldhash::{HashMap, HashSet};
use std::collections::hash_map::Entry;

/// The subjects with figures that cannot all be true. Looks only at dated statements that still
/// count and that hold on every day of their period.
#[must_use]
pub fn contradicted<'a>(statements: &[&'a Statement]) -> HashSet<Subject<'a>> {
    let compared = |one: &&&Statement| one.counts && one.kind().lasts() && one.when.is_some();
    let figures = statements.iter().filter(compared).filter_map(|one| Some((*one, figure(one)?)));
    let mut known: HashMap<Subject<'_>, Stated<'_>> = HashMap::default();
    for (one, figure) in figures.clone() {
        match known.entry(one.subject().in_every_unit()) {
            Entry::Vacant(new) => _ = new.insert(Stated::Once(figure)),
            Entry::Occupied(others) => others.into_mut().add(figure),
        }
    }
    let is_ruled_out = |one: &Statement, figure| match &known[&one.subject().in_every_unit()] {
        Stated::Once(_) => false,
        Stated::Often(ranges) => ranges.rule_out(figure),
    };
    figures
        .filter(|(one, figure)| is_ruled_out(one, *figure))
        .map(|(one, _)| one.subject())
        .collect()
}

/// The quantities stated for a subject. Most subjects have only one, which needs no summary of
/// ranges.
enum Stated<'a> {
    Once((&'a Quantity, Option<&'a str>)),
    Often(Box<Ranges<'a>>),
}

impl<'a> Stated<'a> {
    fn add(&mut self, figure: (&'a Quantity, Option<&'a str>)) {
        if let Self::Once(first) = self {
            let mut ranges = Box::<Ranges<'_>>::default();
            ranges.add(*first);
            *self = Self::Often(ranges);
        }
        if let Self::Often(ranges) = self {
            ranges.add(figure);
        }
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
