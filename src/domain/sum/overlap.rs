//! Overlaps: figures for the same time that may mean the same things, although none is known to be
//! a part of another. The lower bound counts what is certainly separate, the upper bound counts
//! everything.

use super::cells::Cells;
use super::floor::floor;
use super::node::Node;
use super::tally::{Tally, Things};
use super::together::together;
use std::cmp::Reverse;

/// The sum of nodes of which none is a part of another.
pub(super) fn combined(nodes: &[Node<'_>], of: &[usize], cells: &Cells<'_>) -> Tally {
    let groups = together(nodes, of, cells);
    groups.iter().map(|group| one(nodes, group, cells)).fold(Tally::EMPTY, Tally::plus)
}

/// The sum of nodes that may overlap.
fn one(nodes: &[Node<'_>], group: &[usize], cells: &Cells<'_>) -> Tally {
    let sum = group.iter().fold(Tally::EMPTY, |sum, at| sum.plus(nodes[*at].tally));
    if group.len() == 1 || sum.amount.high == 0.0 {
        return sum;
    }
    let least = floor(nodes, group, cells);
    let mut amount = sum.amount;
    amount.low = least.low;
    amount.best = None;
    let (claimed, most, things) = (least.claimed, least.most, things(nodes, group));
    Tally { amount, claimed, most, things, overlaps: sum.overlaps + 1, ..sum }
}

/// How many of these are certainly different things. Things at different times are; the one that ends first is taken
/// first.
fn things(nodes: &[Node<'_>], group: &[usize]) -> Things {
    let mut by_end: Vec<&Node<'_>> = group.iter().map(|at| &nodes[*at]).collect();
    let weight = |node: &Node<'_>| {
        let things = node.tally.things;
        (things.short, things.events, things.all)
    };
    by_end.sort_by_key(|node| (node.outer.last, Reverse(node.outer.first), Reverse(weight(node))));
    let mut last = None;
    let mut sum = Things::default();
    for node in by_end.into_iter().filter(|node| node.tally.things.all > 0) {
        if last.is_none_or(|last| node.outer.first > last) {
            last = Some(node.outer.last);
            sum = sum.plus(node.tally.things);
        }
    }
    sum
}
