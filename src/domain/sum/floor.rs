//! The lower bound of figures that may overlap: the greatest sum of those among them that certainly do not overlap. It
//! also considers parts of figures, so that it is never below the sum of the figures for some of the days, for one
//! place or for one scope.

use super::cells::{Cell, Cells};
use super::node::{Apart, Node};
use super::running::aligned;
use super::together::together;
use crate::domain::compare::voice::Days;
use crate::domain::group_counts::Dimension;
use foldhash::HashMap;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The least that figures can add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Floor {
    /// The sum of the lowest figure of each thing.
    pub(super) low: f64,
    /// The sum of the greatest figure of each thing.
    pub(super) claimed: f64,
    /// The greatest sum of things that certainly do not overlap.
    pub(super) most: f64,
}

impl Floor {
    fn of(node: &Node<'_>) -> Self {
        let low = if node.is_doubted { 0.0 } else { node.tally.amount.low };
        Self { low, claimed: node.tally.claimed, most: node.tally.most }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            low: self.low + other.low,
            claimed: self.claimed + other.claimed,
            most: self.most + other.most,
        }
    }

    fn or(self, other: Self) -> Self {
        Self {
            low: self.low.max(other.low),
            claimed: self.claimed.max(other.claimed),
            most: self.most.max(other.most),
        }
    }

    fn sum(all: impl Iterator<Item = Self>) -> Self {
        all.fold(Self::default(), Self::plus)
    }

    fn greatest(all: impl Iterator<Item = Self>) -> Self {
        all.fold(Self::default(), Self::or)
    }
}

/// The criteria by which figures are considered separately. A figure that does not lie in a single year, month or day
/// is ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Split {
    Within(Dimension),
    Scope,
    Place,
}

const SPLITS: &[Split] = &[
    Split::Within(Dimension::Year),
    Split::Within(Dimension::Month),
    Split::Within(Dimension::Day),
    Split::Scope,
    Split::Place,
];

/// If there are more figures than this, they are considered separately only by month, and in at most this many parts.
const MANY: usize = 1_024;

/// The floor of a group of nodes that may mean the same things.
pub(super) fn floor(nodes: &[Node<'_>], group: &[usize], cells: &Cells<'_>) -> Floor {
    let mut all = group.to_vec();
    let mut next = 0;
    while next < all.len() && all.len() < MANY {
        all.extend(&nodes[all[next]].parts);
        next += 1;
    }
    let splits = if all.len() > MANY { &SPLITS[1..2] } else { SPLITS };
    of_group(nodes, &all, cells, splits)
}

/// The floor of nodes that may mean the same as others, or be a part of them.
fn of_group(nodes: &[Node<'_>], all: &[usize], cells: &Cells<'_>, splits: &[Split]) -> Floor {
    if let [one] = all {
        return Floor::of(&nodes[*one]);
    }
    let found = splits.iter().enumerate().map(|(at, split)| {
        let mut by_key: BTreeMap<(Option<Days>, usize), Vec<usize>> = BTreeMap::new();
        for node in all {
            if let Some(key) = split.key(&nodes[*node]) {
                by_key.entry(key).or_default().push(*node);
            }
        }
        if by_key.values().any(|some| some.len() == all.len()) {
            return Floor::default();
        }
        let floors = by_key.values().map(|some| {
            let groups = together(nodes, some, cells);
            let rest = &splits[at + 1..];
            Floor::sum(groups.iter().map(|group| of_group(nodes, group, cells, rest)))
        });
        match split {
            Split::Within(_) => Floor::sum(floors),
            Split::Scope | Split::Place => Floor::greatest(floors),
        }
    });
    Floor::greatest(found).or(at_once(nodes, all, cells))
}

impl Split {
    /// The property that nodes considered together have in common; `None` for a node that is ignored.
    fn key(self, node: &Node<'_>) -> Option<(Option<Days>, usize)> {
        match self {
            Self::Within(by) => {
                let first = node.outer.first;
                let days = aligned(Days { first, last: first }, by);
                (node.outer.last <= days.last).then_some((Some(days), 0))
            }
            Self::Scope => Some((None, node.cell.scope)),
            Self::Place => Some((None, node.cell.place)),
        }
    }
}

/// The lower bound of nodes from those that certainly do not overlap: places that do not contain each other,
/// scopes without common members, and different days; or nodes that are known to be separate, together with
/// those of other days, places or people.
fn at_once(nodes: &[Node<'_>], all: &[usize], cells: &Cells<'_>) -> Floor {
    let (free, labelled): (Vec<usize>, Vec<usize>) =
        all.iter().partition(|at| nodes[**at].apart == Apart::Free);
    if labelled.is_empty() || free.is_empty() {
        return by_scope(nodes, all, cells).or(by_thread(nodes, &labelled));
    }
    let mut taken: Vec<Days> = labelled.iter().map(|at| nodes[*at].outer).collect();
    taken.sort();
    let mut latest = taken[0].last;
    for days in &mut taken {
        latest = latest.max(days.last);
        days.last = latest;
    }
    let may_be = |days: Days| {
        let before = taken.partition_point(|other| other.first <= days.last);
        before > 0 && taken[before - 1].last >= days.first
    };
    let is_taken = |free: &Node<'_>| {
        may_be(free.outer) && labelled.iter().any(|at| may_meet(free, &nodes[*at], cells))
    };
    let beside: Vec<usize> = free.into_iter().filter(|at| !is_taken(&nodes[*at])).collect();
    let labelled = by_thread(nodes, &labelled).plus(by_scope(nodes, &beside, cells));
    by_scope(nodes, all, cells).or(labelled)
}

/// Whether two nodes may overlap: they have a day, a place and people in common.
fn may_meet(one: &Node<'_>, other: &Node<'_>, cells: &Cells<'_>) -> bool {
    let is_in = |inner: &Node<'_>, outer: &Node<'_>| {
        cells.path(inner.cell.place).contains(&outer.cell.place)
    };
    one.outer.meet(other.outer)
        && (is_in(one, other) || is_in(other, one))
        && !cells.are_apart(one.cell.scope, other.cell.scope)
}

/// The floor of nodes by place; or by scopes without common members, at any place.
fn by_scope(nodes: &[Node<'_>], all: &[usize], cells: &Cells<'_>) -> Floor {
    let mut by_scope: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in all {
        by_scope.entry(nodes[*at].cell.scope).or_default().push(*at);
    }
    let together = by_place(nodes, all, cells);
    if by_scope.len() < 2 {
        return together;
    }
    let floors = by_scope.iter().map(|(scope, of)| (*scope, by_place(nodes, of, cells)));
    together.or(scopes_apart(&floors.collect::<Vec<_>>(), cells))
}

/// The floor of nodes by place.
fn by_place(nodes: &[Node<'_>], all: &[usize], cells: &Cells<'_>) -> Floor {
    let mut by_place: BTreeMap<usize, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
    for at in all {
        let Cell { place, scope } = nodes[*at].cell;
        by_place.entry(place).or_default().entry(scope).or_default().push(*at);
    }
    let mut inside: HashMap<usize, Floor> = HashMap::default();
    let mut order: Vec<usize> = by_place.keys().copied().collect();
    order.sort_by_key(|place| (Reverse(cells.path(*place).len()), *place));
    let mut all = Floor::default();
    for place in order {
        let here = of_place(nodes, &by_place[&place], cells);
        let within = inside.get(&place).copied().unwrap_or_default().or(here);
        let around = cells.path(place).iter().skip(1).find(|around| by_place.contains_key(around));
        let sum = around.map_or(&mut all, |around| inside.entry(*around).or_default());
        *sum = sum.plus(within);
    }
    all
}

/// The floor, by scope, of the nodes that are about one place itself.
fn of_place(
    nodes: &[Node<'_>],
    by_scope: &BTreeMap<usize, Vec<usize>>,
    cells: &Cells<'_>,
) -> Floor {
    let of_scope = |(scope, of): (&usize, &Vec<usize>)| {
        let (free, labelled): (Vec<usize>, Vec<usize>) =
            of.iter().partition(|at| nodes[**at].apart == Apart::Free);
        (*scope, most_apart(nodes, &free).or(by_thread(nodes, &labelled)))
    };
    let floors: Vec<(usize, Floor)> = by_scope.iter().map(of_scope).collect();
    if let [(_, one)] = floors.as_slice() {
        return *one;
    }
    let free = by_scope.values().flatten().copied();
    let free: Vec<usize> = free.filter(|at| nodes[*at].apart == Apart::Free).collect();
    scopes_apart(&floors, cells).or(most_apart(nodes, &free))
}

/// If there are more scopes than this, only scopes that are known to be apart from each other are searched for.
const MOST_SCOPES: usize = 16;

/// The greatest sum of scopes that are found to be apart from each other.
fn scopes_apart(floors: &[(usize, Floor)], cells: &Cells<'_>) -> Floor {
    let of = |value: fn(&Floor) -> f64| {
        let mut of: Vec<(usize, f64)> =
            floors.iter().map(|(scope, floor)| (*scope, value(floor))).collect();
        of.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let from = |first: usize| {
            let mut chosen = vec![of[first].0];
            let mut sum = of[first].1;
            for (scope, low) in &of {
                if chosen.iter().all(|other| cells.are_apart(*scope, *other)) {
                    chosen.push(*scope);
                    sum += low;
                }
            }
            sum
        };
        (0..of.len().min(MOST_SCOPES)).map(from).fold(0.0, f64::max)
    };
    Floor {
        low: of(|floor| floor.low),
        claimed: of(|floor| floor.claimed),
        most: of(|floor| floor.most),
    }
}

/// The floor of nodes that are kept separate: those of one thread may overlap, all others add up.
fn by_thread(nodes: &[Node<'_>], of: &[usize]) -> Floor {
    let mut threads: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut sum = Floor::default();
    for at in of {
        match nodes[*at].apart {
            Apart::Thread(thread) => threads.entry(thread).or_default().push(*at),
            _ => sum = sum.plus(Floor::of(&nodes[*at])),
        }
    }
    threads.values().map(|of| most_apart(nodes, of)).fold(sum, Floor::plus)
}

/// The greatest sum of nodes that do not overlap in time.
fn most_apart(nodes: &[Node<'_>], of: &[usize]) -> Floor {
    let mut of: Vec<&Node<'_>> = of.iter().map(|at| &nodes[*at]).collect();
    of.sort_by_key(|node| (node.outer.last, node.outer.first));
    let mut best = vec![Floor::default(); of.len() + 1];
    for (at, node) in of.iter().enumerate() {
        let before = of[..at].partition_point(|other| other.outer.last < node.outer.first);
        best[at + 1] = best[at].or(best[before].plus(Floor::of(node)));
    }
    best[of.len()]
}
