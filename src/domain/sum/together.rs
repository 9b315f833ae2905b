//! Finds nodes that may mean the same: at the same time, at places and for scopes that may overlap, and not known to be
//! separate.

use super::cells::{Cell, Cells};
use super::node::{Apart, Node};
use crate::domain::compare::voice::Days;
use crate::domain::when::Day;
use foldhash::HashMap;
use std::collections::BTreeMap;

/// Nodes that are not parts of one another, in groups of those that may mean the same.
pub(super) fn together(nodes: &[Node<'_>], of: &[usize], cells: &Cells<'_>) -> Vec<Vec<usize>> {
    let mut of = of.to_vec();
    of.sort_by_key(|at| (nodes[*at].outer, nodes[*at].cell, *at));
    let mut groups = Groups { of: (0..of.len()).collect() };
    if of.len() > 1 {
        join(nodes, &of, cells, &mut groups);
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, node) in of.iter().enumerate() {
        members.entry(groups.root(at)).or_default().push(*node);
    }
    members.into_values().collect()
}

/// Joins the nodes that may mean the same; `of` has their indexes.
fn join<'a>(nodes: &[Node<'a>], of: &[usize], cells: &Cells<'_>, groups: &mut Groups) {
    let mut rows: HashMap<(Cell, Row<'a>), Timeline> = HashMap::default();
    let mut scopes: HashMap<usize, Vec<usize>> = HashMap::default();
    for (at, node) in of.iter().map(|at| &nodes[*at]).enumerate() {
        let known = scopes.entry(node.cell.place).or_default();
        if !known.contains(&node.cell.scope) {
            known.push(node.cell.scope);
        }
        for row in Row::of(node.apart) {
            rows.entry((node.cell, row)).or_default().push(at, node.outer);
        }
    }
    for (at, node) in of.iter().map(|at| &nodes[*at]).enumerate() {
        let here = node.cell;
        for place in cells.path(here.place) {
            let met = scopes.get(place).into_iter().flatten();
            for scope in met.filter(|scope| !cells.are_apart(here.scope, **scope)) {
                let cell = Cell { place: *place, scope: *scope };
                for row in Row::that_may_be(node.apart) {
                    if let Some(timeline) = rows.get_mut(&(cell, row)) {
                        timeline.join(at, node.outer, groups);
                    }
                }
            }
        }
    }
    for timeline in rows.values() {
        timeline.join_marked(groups);
    }
}

/// A row of figures at one place; nodes that are known to be separate have a row of their own.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Row<'a> {
    Free,
    /// All nodes that are known to be separate.
    Labelled,
    Thread(&'a str),
}

impl<'a> Row<'a> {
    /// The rows that contain a node.
    fn of(apart: Apart<'a>) -> impl Iterator<Item = Self> {
        let (first, second) = match apart {
            Apart::Free => (Self::Free, None),
            Apart::Labelled => (Self::Labelled, None),
            Apart::Thread(thread) => (Self::Labelled, Some(Self::Thread(thread))),
        };
        std::iter::once(first).chain(second)
    }

    /// The rows with nodes that may mean the same as a node.
    fn that_may_be(apart: Apart<'a>) -> impl Iterator<Item = Self> {
        let second = match apart {
            Apart::Free => Some(Self::Labelled),
            Apart::Labelled => None,
            Apart::Thread(thread) => Some(Self::Thread(thread)),
        };
        std::iter::once(Self::Free).chain(second)
    }
}

/// Nodes in the order of their first days.
#[derive(Default)]
struct Timeline {
    at: Vec<usize>,
    starts: Vec<Day>,
    /// For each node, the latest day of all nodes up to it.
    latest: Vec<Day>,
    last: Vec<Day>,
    /// The indexes at which runs of nodes that belong together begin (positive) and end (negative).
    marks: HashMap<usize, i64>,
}

impl Timeline {
    fn push(&mut self, at: usize, days: Days) {
        let latest = self.latest.last().map_or(days.last, |known| days.last.max(*known));
        self.at.push(at);
        self.starts.push(days.first);
        self.latest.push(latest);
        self.last.push(days.last);
    }

    /// Joins a node with those of this row that are at the same time.
    fn join(&mut self, at: usize, days: Days, groups: &mut Groups) {
        let to = self.starts.partition_point(|start| *start <= days.last);
        let from = self.latest.partition_point(|latest| *latest < days.first);
        let (Some(run), false) = (to.checked_sub(from), from == to) else { return };
        if run == 1 {
            groups.join(at, self.at[from]);
            return;
        }
        // If the run is short, only those nodes that really are at the same time; if it is long, all nodes of the run.
        if run <= 64 {
            for other in (from..to).filter(|other| self.last[*other] >= days.first) {
                groups.join(at, self.at[other]);
            }
            return;
        }
        groups.join(at, self.at[from]);
        *self.marks.entry(from).or_default() += 1;
        *self.marks.entry(to - 1).or_default() -= 1;
    }

    fn join_marked(&self, groups: &mut Groups) {
        if self.marks.is_empty() {
            return;
        }
        let mut open = 0;
        for at in 0..self.at.len().saturating_sub(1) {
            open += self.marks.get(&at).copied().unwrap_or(0);
            if open > 0 {
                groups.join(self.at[at], self.at[at + 1]);
            }
        }
    }
}

/// Which nodes belong together.
struct Groups {
    of: Vec<usize>,
}

impl Groups {
    fn root(&mut self, mut at: usize) -> usize {
        while self.of[at] != at {
            self.of[at] = self.of[self.of[at]];
            at = self.of[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.of[one.max(other)] = one.min(other);
    }
}
