//! Cells: the places and scopes of figures, and which of them contain which.

use crate::domain::compare::scopes::{Nesting, nesting};
use crate::domain::name::fold_name;
use crate::domain::selection::Selection;
use foldhash::HashMap;
use std::cmp::Reverse;

/// A place and a part of the people or things, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Cell {
    pub(super) place: usize,
    pub(super) scope: usize,
}

/// The places and scopes of what is added.
#[derive(Debug, Default)]
pub(super) struct Cells<'a> {
    places: HashMap<&'a str, usize>,
    /// For each place, itself and the places that enclose it, innermost first.
    paths: Vec<Vec<usize>>,
    numbers: HashMap<String, usize>,
    scopes: Vec<Scope>,
}

/// A part of the people or things; an empty name means all of them.
#[derive(Debug, Default)]
struct Scope {
    name: String,
    /// Itself and the scopes that include it, narrowest first.
    around: Vec<usize>,
    /// The scope that together with this one is the whole: "unloaded" for "not unloaded".
    complement: Option<usize>,
    /// The words of [`APART`] that include it, one bit for each.
    in_words: u32,
}

/// Pairs of groups of people without common members; their subgroups have no common members either.
const APART: &[(&str, &str)] = &[
    ("civilians", "fighters"),
    ("children", "adults"),
    ("children", "women"),
    ("children", "men"),
    ("children", "elderly"),
    ("children", "fighters"),
    ("women", "men"),
    ("boys", "girls"),
];

impl<'a> Cells<'a> {
    /// The number of a place. A new place gets a number, and so do the places that enclose it.
    pub(super) fn place(&mut self, key: &'a str, rows: &'a Selection) -> usize {
        if let Some(known) = self.places.get(key) {
            return *known;
        }
        let around = rows.path(key).skip(1).map(|place| place.key.as_str());
        let inwards: Vec<&'a str> = std::iter::once(key).chain(around).collect();
        let mut number = 0;
        let mut path = Vec::new();
        for key in inwards.into_iter().rev() {
            let next = self.paths.len();
            number = *self.places.entry(key).or_insert(next);
            if number == next {
                path.insert(0, number);
                self.paths.push(std::mem::take(&mut path));
            }
            path.clone_from(&self.paths[number]);
        }
        number
    }

    /// The number of a scope; a new scope gets a number.
    pub(super) fn scope(&mut self, name: Option<&str>) -> usize {
        let name = name.map(fold_name).unwrap_or_default();
        if let Some(known) = self.numbers.get(&name) {
            return *known;
        }
        let next = self.scopes.len();
        self.numbers.insert(name.clone(), next);
        self.scopes.push(Scope { name, around: vec![next], ..Scope::default() });
        next
    }

    /// Finds out which scopes contain which, once all are known. Only few scopes are known parts of others, and only
    /// those are compared one by one.
    pub(super) fn nest_scopes(&mut self) {
        let all = 0..self.scopes.len();
        let known: Vec<usize> =
            all.clone().filter(|at| is_known_part(&self.scopes[*at].name)).collect();
        let name = |at: usize| self.scopes[at].name.as_str();
        let lies = |one: usize, other: usize| nesting(Some(name(one)), Some(name(other)));
        let mut found: Vec<(Vec<usize>, Option<usize>, u32)> = Vec::new();
        for one in all.clone() {
            let is_known = known.contains(&one);
            let others = known.iter().copied().filter(|other| is_known && *other != one);
            let mut around: Vec<usize> =
                others.filter(|other| lies(one, *other) == Nesting::Within).collect();
            around.extend(self.numbers.get("").filter(|whole| **whole != one));
            let complements = [format!("not {}", name(one)), format!("non {}", name(one))];
            let complement = complements.iter().find_map(|name| self.numbers.get(name)).copied();
            found.push((around, complement, words_around(name(one))));
        }
        let width: Vec<usize> = found.iter().map(|(around, ..)| around.len()).collect();
        for (at, (mut around, complement, in_words)) in found.into_iter().enumerate() {
            around.sort_by_key(|other| (Reverse(width[*other]), self.scopes[*other].name.clone()));
            self.scopes[at].around.extend(around);
            self.scopes[at].in_words = in_words;
            if let Some(other) = complement {
                self.scopes[at].complement = Some(other);
                self.scopes[other].complement = Some(at);
            }
        }
    }

    /// A place and those that enclose it, innermost first.
    pub(super) fn path(&self, place: usize) -> &[usize] {
        &self.paths[place]
    }

    /// A scope and those that include it, narrowest first.
    pub(super) fn around(&self, scope: usize) -> &[usize] {
        &self.scopes[scope].around
    }

    /// How many places and scopes enclose a cell.
    pub(super) fn depth(&self, cell: Cell) -> (usize, usize) {
        (self.paths[cell.place].len(), self.scopes[cell.scope].around.len())
    }

    /// Whether two scopes have no common members.
    pub(super) fn are_apart(&self, one: usize, other: usize) -> bool {
        let (a, b) = (&self.scopes[one], &self.scopes[other]);
        a.complement == Some(other)
            || (0..APART.len()).any(|pair| {
                let (first, second) = (1 << (2 * pair), 2 << (2 * pair));
                let lie = |a: u32, b: u32| a & first != 0 && b & second != 0;
                lie(a.in_words, b.in_words) || lie(b.in_words, a.in_words)
            })
    }
}

/// Whether a scope may be a known part of another, or have known parts.
fn is_known_part(name: &str) -> bool {
    ["people", "adults"].iter().any(|whole| is_in(name, whole))
}

fn is_in(name: &str, whole: &str) -> bool {
    !name.is_empty() && matches!(nesting(Some(name), Some(whole)), Nesting::Same | Nesting::Within)
}

/// The words of [`APART`] that include a scope.
fn words_around(name: &str) -> u32 {
    let words = APART.iter().flat_map(|(one, other)| [one, other]).enumerate();
    words.filter(|(_, word)| is_in(name, word)).fold(0, |bits, (at, _)| bits | 1 << at)
}
