//! The comparison of the facts of a timeline: which are about the same thing, and which contradict each
//! other.

use crate::domain::compare::grouping::{self, Group};
use crate::domain::compare::{Name, Statement, StatementKind};
use crate::domain::selection::Selection;
use crate::view::both::{MANY, both};
use crate::view::collected::by_indicator;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

/// At most this many contradictions of one fact are named.
const MOST_AGAINST: usize = 16;

/// Groups of statements about the same thing, by their indexes.
#[derive(Debug, Default)]
pub(super) struct Grouped {
    /// The group of each statement; 0 for those that do not count.
    group_of: Vec<u32>,
    /// Pairs that contradict each other, sorted; each pair is listed in both orders.
    against: Vec<(u32, u32)>,
}

/// What one thread finds.
#[derive(Default)]
struct Part {
    /// Statements by index, with the number of their group, from 1.
    groups: Vec<(u32, u32)>,
    many: u32,
    against: Vec<(u32, u32)>,
}

impl Part {
    fn add(&mut self, statements: &[Statement], group: &Group<'_>) {
        let indexed = |one: &Statement| u32::try_from(index(statements, one)).unwrap_or(u32::MAX);
        self.many += 1;
        self.groups.extend(group.own().map(|one| (indexed(one), self.many)));
        let pairs = group.contradictions(MOST_AGAINST);
        self.against.extend(pairs.map(|(one, with)| (indexed(one), indexed(with))));
    }
}

/// Of more statements than these, the memory for comparing two indicators at once would be too much.
const MOST_SHARED: usize = 20_000;

/// Whether two threads work on a timeline of so many statements.
pub(super) fn is_shared(statements: usize) -> bool {
    (MANY..=MOST_SHARED).contains(&statements)
}

impl Grouped {
    /// Groups statements, of which the first `shown` are in the timeline, and the others are about places
    /// around. Two threads take indicators in turn, and each calls `each` with its groups and what it collects,
    /// which is `empty` at first. The groups of an indicator are collected by one thread.
    pub(super) fn of<'s, C: Send>(
        statements: &'s [Statement],
        shown: usize,
        rows: &Selection,
        empty: impl Fn() -> C + Sync,
        each: impl Fn(&mut C, &Group<'s>) + Sync,
    ) -> (Self, [C; 2]) {
        let (own, wider) = statements.split_at(shown);
        let wider: BTreeMap<&Name, Vec<&Statement>> = by_indicator(wider);
        let mut indicators: Vec<_> = by_indicator(own).into_iter().collect();
        // The longest first, so that both threads end at about the same time.
        indicators.sort_by_key(|(_, statements)| Reverse(statements.len()));
        let next = AtomicUsize::new(0);
        let part = || {
            let (mut part, mut collected) = (Part::default(), empty());
            while let Some((key, own)) = indicators.get(next.fetch_add(1, Ordering::Relaxed)) {
                let wider = wider.get(*key).map_or(&[][..], Vec::as_slice);
                grouping::each_group(own, wider, rows.indicators.get(&***key), rows, |group| {
                    part.add(statements, &group);
                    each(&mut collected, &group);
                });
            }
            (part, collected)
        };
        let ((one, first), (other, second)) = both(is_shared(statements.len()), part, part);
        (Self::joined(statements.len(), [one, other]), [first, second])
    }

    fn joined(statements: usize, parts: [Part; 2]) -> Self {
        let mut found = Self { group_of: vec![0; statements], against: Vec::new() };
        let mut before = 0;
        for mut part in parts {
            for (at, number) in part.groups {
                found.group_of[at as usize] = before + number;
            }
            before += part.many;
            found.against.append(&mut part.against);
        }
        found.against.sort_unstable();
        found.against.dedup();
        found
    }

    /// The number of the group of a statement.
    pub(super) fn group(&self, at: usize) -> u32 {
        self.group_of[at]
    }

    /// The statements that contradict a statement, by index.
    pub(super) fn against(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        self.against[self.range(at)].iter().map(|(_, with)| *with as usize)
    }

    /// Whether some statement contradicts a statement.
    pub(super) fn is_contradicted(&self, at: usize) -> bool {
        !self.range(at).is_empty()
    }

    /// Whether there is any contradiction.
    pub(super) fn has_any(&self) -> bool {
        !self.against.is_empty()
    }

    /// Those of the first `shown` statements that contradict a statement that there was none.
    pub(super) fn against_none<'s>(
        &'s self,
        statements: &'s [Statement],
        shown: usize,
    ) -> impl Iterator<Item = &'s Statement> {
        let is_none = |at: usize| statements[at].kind() == StatementKind::Absent;
        let pairs = self.pairs().filter(move |(one, _)| *one < shown);
        let clashes = pairs.filter(move |(one, with)| !is_none(*one) && is_none(*with));
        clashes.map(|(one, _)| &statements[one])
    }

    /// All pairs that contradict each other.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.against.iter().map(|(one, with)| (*one as usize, *with as usize))
    }

    fn range(&self, at: usize) -> Range<usize> {
        let before = |at: usize| self.against.partition_point(|(one, _)| (*one as usize) < at);
        before(at)..before(at + 1)
    }
}

/// The index of a statement in the list that contains it.
pub(super) fn index(all: &[Statement], one: &Statement) -> usize {
    (std::ptr::from_ref(one).addr() - all.as_ptr().addr()) / size_of::<Statement>()
}
