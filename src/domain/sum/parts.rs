//! Parts: finds which figures lie inside the period, the place and the people of a total, so that a total and its parts
//! are never both counted.

use super::cells::{Cell, Cells};
use super::node::{Apart, Node};
use super::overlap::combined;
use super::tally::Tally;
use crate::domain::compare::voice::Days;
use crate::domain::when::Day;
use foldhash::HashMap;
use std::cmp::Reverse;

/// The sum of nodes, each with its parts.
pub(super) fn sum(mut nodes: Vec<Node<'_>>, cells: &Cells<'_>) -> Tally {
    let order = from_parts_to_wholes(&nodes, cells);
    let wholes = Wholes::of(&nodes);
    let mut tops = Vec::new();
    for at in order {
        settle(&mut nodes, at, cells);
        match wholes.around(&nodes, at, cells) {
            Some(whole) => nodes[whole].parts.push(at),
            None => tops.push(at),
        }
    }
    combined(&nodes, &tops, cells)
}

/// Sorts the nodes so that each comes before those of which it may be a part.
fn from_parts_to_wholes(nodes: &[Node<'_>], cells: &Cells<'_>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by_cached_key(|at| {
        let node = &nodes[*at];
        let (place, scope) = cells.depth(node.cell);
        let days = node.outer;
        let is_free = node.apart == Apart::Free;
        (Reverse((place, scope)), days.count(), is_free, node.is_total, days.first, *at)
    });
    order
}

/// Adds up the parts of each total, and compares the sum with the total.
fn settle(nodes: &mut [Node<'_>], at: usize, cells: &Cells<'_>) {
    if nodes[at].parts.is_empty() {
        return;
    }
    let parts = &nodes[at].parts;
    let whole = &nodes[at];
    let sum = combined(nodes, parts, cells);
    if whole.inner.is_none() {
        // One unknown day of a period may be one of the known days, or another one.
        nodes[at].tally = overlapping(whole.tally, sum);
        return;
    }
    // A row of a data set that is dated to a month is not a figure for every day of it.
    let has_days = |part: &&Node<'_>| {
        part.cell == whole.cell && !(part.is_total && part.apart == Apart::Labelled)
    };
    let days =
        parts.iter().map(|part| &nodes[*part]).filter(has_days).filter_map(|part| part.inner);
    let is_covered = covers(days.collect(), whole.outer);
    let is_by_day =
        parts.iter().all(|part| nodes[*part].cell == whole.cell && !nodes[*part].is_total);
    let mut tally = whole.tally.with_parts(sum, is_covered, is_by_day);
    if !whole.is_total {
        // Figures for one day at inner places, or for a part of the people, are about the same events.
        tally.things = whole.tally.things;
    }
    let are_stages = parts.iter().all(|part| nodes[*part].is_stage_of(whole));
    if are_stages && tally.exceeded == 0 {
        tally.stated = None;
    }
    if tally.exceeded > 0 {
        doubt_parts(nodes, at);
    }
    nodes[at].tally = tally;
}

/// Notes that the parts of a total are more than the total, and therefore give no lower bound.
fn doubt_parts(nodes: &mut [Node<'_>], at: usize) {
    let mut open = vec![at];
    while let Some(whole) = open.pop() {
        let parts = std::mem::take(&mut nodes[whole].parts);
        for part in &parts {
            if !std::mem::replace(&mut nodes[*part].is_doubted, true) {
                open.push(*part);
            }
        }
        nodes[whole].parts = parts;
    }
}

/// The sum of two figures of which it is not known whether they mean the same.
pub(super) fn overlapping(one: Tally, other: Tally) -> Tally {
    let sum = one.plus(other);
    let mut amount = sum.amount;
    amount.low = one.amount.low.max(other.amount.low);
    amount.best = None;
    let claimed = one.claimed.max(other.claimed);
    let things = one.things.or(other.things);
    Tally { amount, claimed, things, overlaps: sum.overlaps + 1, ..sum }
}

/// Whether periods together include every day of another one.
fn covers(mut periods: Vec<Days>, whole: Days) -> bool {
    periods.sort();
    let mut next = whole.first;
    for days in periods {
        if days.first > next {
            return false;
        }
        match days.last.succ_opt() {
            Some(after) => next = next.max(after),
            None => return true,
        }
    }
    next > whole.last
}

/// The nodes that may have parts, found by cell and time.
struct Wholes<'a> {
    by_cell: HashMap<(Cell, Apart<'a>), Holders>,
    /// The nodes that start, or end, on an unknown day of a range, by that range: two such nodes are taken to start on
    /// the same day ("since early January").
    by_edge: HashMap<(Cell, Apart<'a>, Edge), Holders>,
}

/// The range of days on which a period starts, or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Edge {
    Start(Days),
    End(Days),
}

impl Edge {
    fn of(node: &Node<'_>) -> impl Iterator<Item = Self> + use<> {
        let [start, end] = node.edges;
        start.map(Self::Start).into_iter().chain(end.map(Self::End))
    }

    /// Whether it includes all days of a node, if the days of this edge are counted as included.
    fn holds(self, node: &Node<'_>) -> Days {
        let Days { first, last } = node.holds();
        match self {
            Self::Start(days) => Days { first: days.first, last },
            Self::End(days) => Days { first, last: days.last },
        }
    }
}

impl<'a> Wholes<'a> {
    fn of(nodes: &[Node<'a>]) -> Self {
        let mut by_cell: HashMap<(Cell, Apart<'a>), Vec<usize>> = HashMap::default();
        let mut by_edge: HashMap<(Cell, Apart<'a>, Edge), Vec<usize>> = HashMap::default();
        for (at, node) in nodes.iter().enumerate().filter(|(_, node)| node.is_whole()) {
            by_cell.entry((node.cell, node.apart)).or_default().push(at);
            for edge in Edge::of(node) {
                by_edge.entry((node.cell, node.apart, edge)).or_default().push(at);
            }
        }
        let holds = |at: usize| nodes[at].holds();
        let by_cell = by_cell.into_iter().map(|(key, of)| (key, Holders::of(of, holds)));
        let by_edge = by_edge.into_iter().map(|(key, of)| {
            let holders = Holders::of(of, |at| key.2.holds(&nodes[at]));
            (key, holders)
        });
        Self { by_cell: by_cell.collect(), by_edge: by_edge.collect() }
    }

    /// The smallest whole of which a node is certainly a part: first in its own place and scope, then in wider scopes,
    /// then in the places that contain it.
    fn around(&self, nodes: &[Node<'a>], at: usize, cells: &Cells<'_>) -> Option<usize> {
        let node = &nodes[at];
        let wider = cells.path(node.cell.place).iter().flat_map(|place| {
            cells.around(node.cell.scope).iter().map(|scope| Cell { place: *place, scope: *scope })
        });
        let apart =
            [Some(Apart::Free), matches!(node.apart, Apart::Thread(_)).then_some(node.apart)];
        wider.into_iter().find_map(|cell| {
            let suits = |whole: &usize| is_part(node, at, &nodes[*whole], *whole);
            let found = apart.iter().flatten().flat_map(|apart| {
                let by_days = self.by_cell.get(&(cell, *apart));
                let by_edge = Edge::of(node).map(|edge| self.by_edge.get(&(cell, *apart, edge)));
                let holders = std::iter::once(by_days).chain(by_edge).flatten();
                holders.filter_map(|holders| holders.smallest(node.outer, suits))
            });
            found.min_by_key(|whole| nodes[*whole].holds().count())
        })
    }
}

/// Whether a node can be a part of another one that includes its days.
fn is_part(part: &Node<'_>, at: usize, whole: &Node<'_>, of: usize) -> bool {
    if at == of {
        return false;
    }
    let is_own = part.cell == whole.cell;
    // In one place, days are parts of periods, and periods of longer ones.
    let is_smaller = part.outer.count() < whole.outer.count()
        || part.apart != Apart::Free && whole.apart == Apart::Free;
    if is_own { whole.is_total && is_smaller } else { true }
}

/// Nodes of one cell by the days that they include: sorted by start, then the longest first, so that the last node that
/// covers a position is the smallest.
struct Holders {
    nodes: Vec<usize>,
    starts: Vec<Day>,
    /// The latest ends in halves of the list, in quarters and so on: a segment tree.
    latest: Vec<Day>,
}

impl Holders {
    fn of(mut of: Vec<usize>, holds: impl Fn(usize) -> Days) -> Self {
        of.sort_by_key(|at| (holds(*at).first, Reverse(holds(*at).last), *at));
        let size = of.len().next_power_of_two();
        let mut latest = vec![Day::MIN; 2 * size];
        for (at, node) in of.iter().enumerate() {
            latest[size + at] = holds(*node).last;
        }
        for at in (1..size).rev() {
            latest[at] = latest[2 * at].max(latest[2 * at + 1]);
        }
        let starts = of.iter().map(|at| holds(*at).first).collect();
        Self { nodes: of, starts, latest }
    }

    /// The smallest node that includes all the days and for which the condition is true.
    fn smallest(&self, days: Days, suits: impl Fn(&usize) -> bool) -> Option<usize> {
        let mut before = self.starts.partition_point(|start| *start <= days.first);
        loop {
            let at = self.last_reaching(days.last, before)?;
            if suits(&self.nodes[at]) {
                return Some(self.nodes[at]);
            }
            before = at;
        }
    }

    /// The last position below `before` whose node ends on `day` or later.
    fn last_reaching(&self, day: Day, before: usize) -> Option<usize> {
        let size = self.latest.len() / 2;
        // Searches from the root, first to the right, where a node can cover the position, and goes back if it does
        // not.
        let mut open = vec![(1, 0, size)];
        while let Some((at, from, to)) = open.pop() {
            if from >= before || self.latest[at] < day {
                continue;
            }
            if to - from == 1 {
                return Some(from);
            }
            let middle = usize::midpoint(from, to);
            open.push((2 * at, from, middle));
            open.push((2 * at + 1, middle, to));
        }
        None
    }
}
