//! Overlaps: figures at the same time of which none is known to be a part of another, and which may
//! mean the same. The low bound counts the greater of them, the high one all.

use super::cells::{Cell, Cells};
use super::node::{Apart, Node};
use super::tally::Tally;
use crate::domain::compare::voice::Days;
use crate::domain::when::Day;
use foldhash::{HashMap, HashSet};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What nodes add up to of which none is a part of another.
pub(super) fn combined(nodes: &[Node<'_>], of: &[usize], cells: &Cells<'_>) -> Tally {
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
    let tallies = members.into_values().map(|group| one(nodes, &group, cells));
    tallies.fold(Tally::EMPTY, Tally::plus)
}

/// Joins the nodes that may mean the same, by their positions in `of`.
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

/// A row of figures at one place, by how they are set apart.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Row<'a> {
    Free,
    /// All that are set apart.
    Labelled,
    Thread(&'a str),
}

impl<'a> Row<'a> {
    /// The rows in which a node stands.
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
    /// For each node, the latest day of all up to it.
    latest: Vec<Day>,
    last: Vec<Day>,
    /// Where runs of nodes that belong together begin, and (below zero) end.
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

    /// Joins a node with those here at the same time.
    fn join(&mut self, at: usize, days: Days, groups: &mut Groups) {
        let to = self.starts.partition_point(|start| *start <= days.last);
        let from = self.latest.partition_point(|latest| *latest < days.first);
        let (Some(run), false) = (to.checked_sub(from), from == to) else { return };
        if run == 1 {
            groups.join(at, self.at[from]);
            return;
        }
        // Of a few nodes, those that really are at the same time; of many, all in a row.
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

/// What nodes add up to that may mean the same.
fn one(nodes: &[Node<'_>], group: &[usize], cells: &Cells<'_>) -> Tally {
    let sum = group.iter().fold(Tally::EMPTY, |sum, at| sum.plus(nodes[*at].tally));
    if group.len() == 1 || sum.amount.high == 0.0 {
        return sum;
    }
    let mut amount = sum.amount;
    amount.low = least(nodes, group, cells);
    amount.best = None;
    Tally { amount, overlaps: sum.overlaps + 1, ..sum }
}

/// The least that nodes can add up to: the most that those among them leave that do not overlap.
fn least(nodes: &[Node<'_>], group: &[usize], cells: &Cells<'_>) -> f64 {
    let mut by_cell: BTreeMap<Cell, Vec<usize>> = BTreeMap::new();
    for at in group {
        by_cell.entry(nodes[*at].cell).or_default().push(*at);
    }
    let mut by_place: BTreeMap<usize, Vec<(usize, f64)>> = BTreeMap::new();
    for (cell, of) in by_cell {
        let (free, labelled): (Vec<usize>, Vec<usize>) =
            of.iter().partition(|at| nodes[**at].apart == Apart::Free);
        let apart = by_thread(nodes, &labelled);
        let low = most_apart(nodes, &free).max(apart);
        by_place.entry(cell.place).or_default().push((cell.scope, low));
    }
    let places: HashSet<usize> = by_place.keys().copied().collect();
    let mut inside: HashMap<usize, f64> = HashMap::default();
    let mut order: Vec<usize> = by_place.keys().copied().collect();
    order.sort_by_key(|place| (Reverse(cells.path(*place).len()), *place));
    let mut all = 0.0;
    for place in order {
        let scopes = &by_place[&place];
        let are_apart = scopes.iter().enumerate().all(|(at, (one, _))| {
            scopes[..at].iter().all(|(other, _)| cells.are_apart(*one, *other))
        });
        let lows = scopes.iter().map(|(_, low)| *low);
        let here = if are_apart { lows.sum() } else { lows.fold(0.0, f64::max) };
        let low = inside.get(&place).copied().unwrap_or(0.0).max(here);
        let around = cells.path(place).iter().skip(1).find(|around| places.contains(around));
        match around {
            Some(around) => *inside.entry(*around).or_default() += low,
            None => all += low,
        }
    }
    all
}

/// The least of nodes that are set apart: those of one thread may overlap, all others add up.
fn by_thread(nodes: &[Node<'_>], of: &[usize]) -> f64 {
    let mut threads: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut sum = 0.0;
    for at in of {
        match nodes[*at].apart {
            Apart::Thread(thread) => threads.entry(thread).or_default().push(*at),
            _ => sum += nodes[*at].tally.amount.low,
        }
    }
    sum + threads.values().map(|of| most_apart(nodes, of)).sum::<f64>()
}

/// The greatest sum of low bounds of nodes that do not overlap in time.
fn most_apart(nodes: &[Node<'_>], of: &[usize]) -> f64 {
    let mut of: Vec<(Days, f64)> =
        of.iter().map(|at| (nodes[*at].outer, nodes[*at].tally.amount.low)).collect();
    of.sort_by(|a, b| (a.0.last, a.0.first).cmp(&(b.0.last, b.0.first)).then(a.1.total_cmp(&b.1)));
    let mut best = vec![0.0; of.len() + 1];
    for (at, (days, low)) in of.iter().enumerate() {
        let before = of[..at].partition_point(|(other, _)| other.last < days.first);
        best[at + 1] = f64::max(best[at], best[before] + low);
    }
    best[of.len()]
}
