//! Finds the voices that may meet one without looking at all others: a tree over voices, each node of
//! which has the [`Extent`] of those below it.

use super::extent::{AXES, Extent};
use std::cell::Cell;
use std::collections::BinaryHeap;

/// The number of voices of a leaf.
const LEAF: usize = 8;
/// A node whose voices are in several groups, or not known to be in one.
const MIXED: u32 = u32::MAX;

/// A tree over some of a list of voices, which it knows by their indexes in the list.
#[derive(Debug, Default)]
pub(super) struct Nearby {
    /// The indexes of the voices; each node has those of a range.
    order: Vec<u32>,
    /// The nodes; the first is the root. An inner node stands before its first child.
    nodes: Vec<Node>,
}

#[derive(Debug)]
struct Node {
    extent: Extent,
    /// The least index of its voices.
    first: u32,
    /// The range of its voices in the order.
    from: u32,
    to: u32,
    /// The second child; 0 for a leaf.
    second: u32,
    /// The group of a voice of the node, where all of them are in one.
    group: u32,
}

impl Nearby {
    /// A tree over the voices with these indexes; `extents` are those of the whole list.
    pub(super) fn of(extents: &[Extent], mut order: Vec<u32>) -> Self {
        let mut nodes = Vec::with_capacity(order.len().div_ceil(LEAF / 2).max(1));
        let length = order.len();
        if length > 0 {
            grow(&mut nodes, extents, &mut order, 0, 0);
        }
        Self { order, nodes }
    }

    /// A tree over a whole list.
    pub(super) fn of_all(extents: &[Extent]) -> Self {
        let many = u32::try_from(extents.len()).unwrap_or(u32::MAX);
        Self::of(extents, (0..many).collect())
    }

    /// The least index of a voice for which `is` holds. Only nodes that `may` have one are looked at.
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

    /// Whether `is` holds for any voice. Only nodes that `may` have one are looked at.
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

    /// Looks at all voices of the nodes that `may` have one that is wanted.
    pub(super) fn each(&self, may: impl Fn(&Extent) -> bool, mut look: impl FnMut(usize)) {
        self.walk(|node| may(&node.extent), |at| look(at as usize));
    }

    /// The `most` least indexes, in order, of voices for which `is` holds.
    pub(super) fn some(
        &self,
        most: usize,
        may: impl Fn(&Extent) -> bool,
        mut is: impl FnMut(usize) -> bool,
    ) -> Vec<usize> {
        let mut found = BinaryHeap::new();
        // The least index that is too great.
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

    /// The voice with the least value, and of those the least index. `bound` is the least value that the
    /// voices of a node may have; `None` where none has any.
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

    /// Looks at each voice of the nodes that `enters` wants, those with small indexes early.
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

/// Adds the node of a part of the order, and those below it. Returns its position.
fn grow(
    nodes: &mut Vec<Node>,
    extents: &[Extent],
    order: &mut [u32],
    from: usize,
    depth: usize,
) -> u32 {
    let extent_of = |at: &u32| extents[*at as usize];
    let mut rest = order.iter();
    let first = rest.next().map_or_else(|| extents[0], extent_of);
    let extent = rest.map(extent_of).fold(first, Extent::and);
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let here = nodes.len();
    nodes.push(Node {
        extent,
        first: order.iter().copied().min().unwrap_or_default(),
        from: number(from),
        to: number(from + order.len()),
        second: 0,
        group: MIXED,
    });
    let axis = (0..AXES).map(|step| (depth + step) % AXES).find(|at| extent.differs_along(*at));
    if order.len() > LEAF {
        let middle = order.len() / 2;
        let place = |at: &u32| (axis.map(|axis| extent_of(at).along(axis)), *at);
        order.select_nth_unstable_by_key(middle, place);
        let (before, after) = order.split_at_mut(middle);
        let depth = axis.map_or(depth, |axis| axis + 1);
        grow(nodes, extents, before, from, depth);
        nodes[here].second = grow(nodes, extents, after, from + middle, depth);
    }
    number(here)
}

/// Voices in groups: two are in one where a rule joins them, directly or through others.
pub(super) struct Joined<'t> {
    nearby: &'t mut Nearby,
    group_of: Vec<u32>,
}

impl<'t> Joined<'t> {
    /// Voices that are each in a group of its own.
    pub(super) fn of(nearby: &'t mut Nearby) -> Self {
        let many = u32::try_from(nearby.order.len()).unwrap_or(u32::MAX);
        Self { nearby, group_of: (0..many).collect() }
    }

    /// The least index in the group of a voice.
    pub(super) fn root(&mut self, at: u32) -> u32 {
        let mut at = at;
        loop {
            let above = self.group_of[at as usize];
            if above == at {
                return at;
            }
            self.group_of[at as usize] = self.group_of[above as usize];
            at = above;
        }
    }

    /// Joins a voice with all that `belong` to it, and that are in nodes that `may` have one.
    pub(super) fn join(
        &mut self,
        one: u32,
        may: &impl Fn(&Extent) -> bool,
        belong: &impl Fn(usize, usize) -> bool,
    ) {
        if !self.nearby.nodes.is_empty() {
            self.join_below(0, one, may, belong);
        }
    }

    fn join_below(
        &mut self,
        node: u32,
        one: u32,
        may: &impl Fn(&Extent) -> bool,
        belong: &impl Fn(usize, usize) -> bool,
    ) {
        let Node { group, second, from, to, .. } = self.nearby.nodes[node as usize];
        if group != MIXED && self.root(group) == self.root(one)
            || !may(&self.nearby.nodes[node as usize].extent)
        {
            return;
        }
        if second == 0 {
            for place in from..to {
                let other = self.nearby.order[place as usize];
                let (a, b) = (self.root(other), self.root(one));
                if a != b && belong(one.max(other) as usize, one.min(other) as usize) {
                    self.group_of[a.max(b) as usize] = a.min(b);
                }
            }
            let first = self.nearby.order[from as usize];
            let root = self.root(first);
            let is_one =
                (from..to).all(|place| self.root(self.nearby.order[place as usize]) == root);
            self.nearby.nodes[node as usize].group = if is_one { first } else { MIXED };
            return;
        }
        self.join_below(node + 1, one, may, belong);
        self.join_below(second, one, may, belong);
        let groups = [node + 1, second].map(|child| self.nearby.nodes[child as usize].group);
        if groups[0] != MIXED && groups[1] != MIXED && self.root(groups[0]) == self.root(groups[1])
        {
            self.nearby.nodes[node as usize].group = groups[0];
        }
    }
}
