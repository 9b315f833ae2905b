//! The comparison of the facts of a timeline: which are about the same thing, and which contradict each
//! other.

use crate::domain::compare::grouping::{self, Group};
use crate::domain::compare::{Name, Statement, StatementKind};
use crate::domain::selection::Selection;
use crate::view::collected::by_indicator;
use std::collections::BTreeMap;
use std::ops::Range;

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

impl Grouped {
    /// Groups statements. The first `shown` of them are in the timeline, the others are about enclosing places. `each`
    /// is called with each group.
    pub(super) fn of<'s>(
        statements: &'s [Statement],
        shown: usize,
        rows: &Selection,
        mut each: impl FnMut(&Group<'s>),
    ) -> Self {
        let (own, wider) = statements.split_at(shown);
        let wider: BTreeMap<&Name, Vec<&Statement>> = by_indicator(wider);
        let mut found = Self { group_of: vec![0; statements.len()], against: Vec::new() };
        let mut number = 0;
        for (key, of_indicator) in by_indicator(own) {
            let indicator = rows.indicators.get(&**key);
            let wider = wider.get(key).map_or(&[][..], Vec::as_slice);
            grouping::each_group(&of_indicator, wider, indicator, rows, |group| {
                number += 1;
                for one in group.own() {
                    found.group_of[index(statements, one)] = number;
                }
                let pairs = group.contradictions(MOST_AGAINST);
                let indexed = |at| u32::try_from(index(statements, at)).unwrap_or(u32::MAX);
                found.against.extend(pairs.map(|(one, with)| (indexed(one), indexed(with))));
                each(&group);
            });
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
