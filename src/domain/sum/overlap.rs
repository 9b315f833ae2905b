//! Overlaps: figures at the same time of which none is known to be a part of another, and which may
//! mean the same. The low bound counts what is certainly apart, the high one all.

use super::cells::Cells;
use super::floor::floor;
use super::node::Node;
use super::tally::Tally;
use super::together::together;

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
    Tally { amount, claimed: least.claimed, overlaps: sum.overlaps + 1, ..sum }
}
