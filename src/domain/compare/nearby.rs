//! Finds the voices that may be comparable with a given one, without looking at each: a tree of voices, in which each
//! node has the [`Extent`] of those below it.

use super::extent::{AXES, Extent};
use std::cell::Cell;
use std::collections::BinaryHeap;

/// The number of voices of a leaf.
const LEAF: usize = 8;

/// A tree over some voices of a list. It knows them by their indexes in the list.
#[derive(Debug, Default)]
pub(super) struct Nearby {
    /// The indexes of the voices; each node has a range of this list.
    order: Vec<u32>,
    /// The nodes; the first is the root. An inner node comes before its first child.
    nodes: Vec<Node>,
}

/// A node is aligned to a cache line of the processor, and the fields that are compared first are in that line.
#[derive(Debug)]
#[repr(C, align(64))]
struct Node {
    /// The range of its voices in `order`; empty if all were taken out.
    from: u32,
    to: u32,
    /// The second child; 0 for a leaf.
    second: u32,
    /// The least index among its voices.
    first: u32,
    extent: Extent,
}

impl Nearby {
    /// A tree over the voices with these indexes; `extent` returns the extent for an index.
    pub(super) fn of<'e>(extent: impl Fn(u32) -> &'e Extent, mut order: Vec<u32>) -> Self {
        let mut nodes = Vec::with_capacity(order.len().div_ceil(LEAF / 2).max(1));
        if !order.is_empty() {
            grow(&mut nodes, &extent, &mut order, 0, 0);
        }
        Self { order, nodes }
    }

    /// A tree over a complete list of this many voices.
    pub(super) fn of_all<'e>(extent: impl Fn(u32) -> &'e Extent, many: usize) -> Self {
        Self::of(extent, (0..u32::try_from(many).unwrap_or(u32::MAX)).collect())
    }

    /// The least index of a voice for which `is` is true. Only nodes for which `may` is true are searched.
    pub(super) fn first(
        &self,
        may: impl Fn(&Extent) -> bool,
        mut is: impl FnMut(usize) -> bool,
    ) -> Option<usize> {
        let found = Cell::new(u32::MAX);
        let look = |at: u32| {
            if at < found.get() && is(at as usize) {
                found.set(at);
            }
        };
        self.walk(|node| node.first < found.get() && may(&node.extent), look);
        (found.get() != u32::MAX).then_some(found.get() as usize)
    }

    /// Whether `is` is true for any voice. Only nodes for which `may` is true are searched.
    pub(super) fn any(
        &self,
        may: impl Fn(&Extent) -> bool,
        mut is: impl FnMut(usize) -> bool,
    ) -> bool {
        let found = Cell::new(false);
        let look = |at: u32| found.set(found.get() || is(at as usize));
        self.walk(|node| !found.get() && may(&node.extent), look);
        found.get()
    }

    /// Calls a function for all voices of the nodes for which `may` is true.
    pub(super) fn each(&self, may: impl Fn(&Extent) -> bool, mut look: impl FnMut(usize)) {
        self.walk(|node| may(&node.extent), |at| look(at as usize));
    }

    /// The `most` smallest indexes, in order, of voices for which `is` is true.
    pub(super) fn some(
        &self,
        most: usize,
        may: impl Fn(&Extent) -> bool,
        mut is: impl FnMut(usize) -> bool,
    ) -> Vec<usize> {
        let mut found = BinaryHeap::new();
        // The least index that is too great to be among them.
        let beyond = Cell::new(u32::MAX);
        let look = |at: u32| {
            if at < beyond.get() && is(at as usize) {
                found.push(at);
                if found.len() > most {
                    found.pop();
                }
                if found.len() == most {
                    beyond.set(found.peek().copied().unwrap_or_default());
                }
            }
        };
        self.walk(|node| node.first < beyond.get() && may(&node.extent), look);
        found.into_sorted_vec().into_iter().map(|at| at as usize).collect()
    }

    /// The voice with the least value, and among equal ones the one with the least index. `bound` is a lower bound for
    /// the values in a node; `None` if no voice of the node has a value.
    pub(super) fn least<B: Ord + Copy>(
        &self,
        bound: impl Fn(&Extent) -> Option<B>,
        mut value: impl FnMut(usize) -> Option<B>,
    ) -> Option<usize> {
        let best: Cell<Option<(B, u32)>> = Cell::new(None);
        let is_less = |one: (B, u32)| best.get().is_none_or(|best| one < best);
        let enters =
            |node: &Node| bound(&node.extent).is_some_and(|least| is_less((least, node.first)));
        let look = |at: u32| {
            if let Some(found) =
                value(at as usize).map(|value| (value, at)).filter(|one| is_less(*one))
            {
                best.set(Some(found));
            }
        };
        self.walk(enters, look);
        best.get().map(|(_, at)| at as usize)
    }

    /// Visits each voice of the nodes for which `enters` is true, small indexes early.
    fn walk(&self, mut enters: impl FnMut(&Node) -> bool, mut look: impl FnMut(u32)) {
        let mut open: Vec<u32> = if self.nodes.is_empty() { Vec::new() } else { vec![0] };
        while let Some(at) = open.pop() {
            let node = &self.nodes[at as usize];
            if !enters(node) {
                continue;
            }
            if node.second == 0 {
                self.voices(node).iter().for_each(|at| look(*at));
                continue;
            }
            let (a, b) = (at + 1, node.second);
            let is_first = self.nodes[a as usize].first < self.nodes[b as usize].first;
            open.extend(if is_first { [b, a] } else { [a, b] });
        }
    }

    fn voices(&self, node: &Node) -> &[u32] {
        &self.order[node.from as usize..node.to as usize]
    }
}

impl Nearby {
    /// All voices in groups: two are in one group if they `belong` together, directly or through others. Only nodes
    /// for which `may` is true are searched. The groups and their voices are in the order of the list.
    pub(super) fn into_groups(
        mut self,
        may: impl Fn(usize, &Extent) -> bool,
        belong: impl Fn(usize, usize) -> bool,
    ) -> Vec<Vec<u32>> {
        let mut is_out = vec![false; self.order.len()];
        let mut groups = Vec::new();
        for first in 0..u32::try_from(is_out.len()).unwrap_or(u32::MAX) {
            if std::mem::replace(&mut is_out[first as usize], true) {
                continue;
            }
            let mut group = vec![first];
            let mut next = 0;
            while let Some(&one) = group.get(next) {
                next += 1;
                let one = one as usize;
                let belongs = |at: usize| belong(at.max(one), at.min(one));
                self.take_out(0, &|node| may(one, node), &mut |at| {
                    let is_known = is_out[at as usize];
                    if !is_known && belongs(at as usize) {
                        is_out[at as usize] = true;
                        group.push(at);
                    }
                    is_out[at as usize]
                });
            }
            group.sort_unstable();
            groups.push(group);
        }
        groups
    }

    /// Removes the voices for which `is_out` is true from a node, so that they are not visited again.
    fn take_out(
        &mut self,
        at: u32,
        may: &impl Fn(&Extent) -> bool,
        is_out: &mut impl FnMut(u32) -> bool,
    ) {
        let Node { from, mut to, second, ref extent, .. } = self.nodes[at as usize];
        if from == to || !may(extent) {
            return;
        }
        if second == 0 {
            let mut place = from;
            while place < to {
                if is_out(self.order[place as usize]) {
                    to -= 1;
                    self.order.swap(place as usize, to as usize);
                } else {
                    place += 1;
                }
            }
        } else {
            let children = [at + 1, second];
            for child in &children {
                self.take_out(*child, may, is_out);
            }
            let is_empty = |child: &u32| {
                let node = &self.nodes[*child as usize];
                node.from == node.to
            };
            to = if children.iter().all(is_empty) { from } else { to };
        }
        self.nodes[at as usize].to = to;
    }
}

/// Adds a node for a range of the order, and the nodes below it. Returns its position.
fn grow<'e>(
    nodes: &mut Vec<Node>,
    extent_of: &impl Fn(u32) -> &'e Extent,
    order: &mut [u32],
    from: usize,
    depth: usize,
) -> u32 {
    let mut extent = *extent_of(order[0]);
    order[1..].iter().for_each(|at| extent.add(extent_of(*at)));
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let here = nodes.len();
    nodes.push(Node {
        extent,
        first: order.iter().copied().min().unwrap_or_default(),
        from: number(from),
        to: number(from + order.len()),
        second: 0,
    });
    let axis = (0..AXES).map(|step| (depth + step) % AXES).find(|at| extent.differs_along(*at));
    if order.len() > LEAF {
        let middle = order.len() / 2;
        let place = |at: &u32| (axis.map(|axis| extent_of(*at).along(axis)), *at);
        order.select_nth_unstable_by_key(middle, place);
        let (before, after) = order.split_at_mut(middle);
        let depth = axis.map_or(depth, |axis| axis + 1);
        grow(nodes, extent_of, before, from, depth);
        nodes[here].second = grow(nodes, extent_of, after, from + middle, depth);
    }
    number(here)
}
