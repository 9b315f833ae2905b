//! The order of entries: by time, with those that contradict an entry in its month directly below it.

use super::grouped::Grouped;
use crate::domain::compare::Statement;
use crate::domain::compare::same::Groups;
use crate::domain::when::{Bounds, Day};
use crate::view::wording;
use chrono::Datelike;
use foldhash::HashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The statements of a timeline in groups that say the same, in the order of entries.
#[derive(Debug)]
pub(super) struct Blocks {
    pub(super) statements: Arc<Vec<Statement>>,
    grouped: Arc<Grouped>,
    groups: Groups,
    /// The group of each statement.
    group_of: Vec<u32>,
    /// For each group, the group above it in its block, or itself if it is the first.
    head_of: Vec<u32>,
    /// The groups in the order of entries.
    pub(super) order: Vec<u32>,
}

/// The day under which an entry is listed: a statement with the words "by" a day is listed under that day, not under
/// the first on which it may begin.
pub(super) fn listed_on(statement: &Statement) -> Option<Day> {
    wording::due(statement).or_else(|| statement.sort_day())
}

impl Blocks {
    /// Puts in order what the first `shown` statements say. The others contradict them at most.
    pub(super) fn of(statements: Arc<Vec<Statement>>, shown: usize, grouped: Arc<Grouped>) -> Self {
        let thing = |at| if at < shown { grouped.group(at) } else { u32::MAX };
        let groups = Groups::of(&statements, thing);
        let mut group_of = vec![0; statements.len()];
        let many = u32::try_from(groups.len()).unwrap_or(u32::MAX);
        for group in 0..many {
            groups.get(group as usize).iter().for_each(|at| group_of[*at as usize] = group);
        }
        let mut blocks = Self {
            statements,
            grouped,
            groups,
            group_of,
            head_of: (0..many).collect(),
            order: Vec::new(),
        };
        let sorted = blocks.sorted(shown);
        blocks.order = blocks.in_blocks(sorted);
        blocks
    }

    /// The groups that are shown, sorted by day, end and dates (undated ones last), then by indicator, place and scope,
    /// and then by status.
    fn sorted(&self, shown: usize) -> Vec<u32> {
        let is_shown = |group: &u32| (self.groups.get(*group as usize)[0] as usize) < shown;
        let dated = |group: u32| {
            let newest = self.newest(group);
            let day = listed_on(newest);
            ((day.is_none(), day, newest.last()), group)
        };
        let many = u32::try_from(self.groups.len()).unwrap_or(u32::MAX);
        let mut order: Vec<_> = (0..many).filter(is_shown).map(dated).collect();
        order.sort_unstable_by(|(a_days, a), (b_days, b)| {
            a_days
                .cmp(b_days)
                .then_with(|| order_of(self.newest(*a)).cmp(&order_of(self.newest(*b))))
        });
        order.into_iter().map(|(_, group)| group).collect()
    }

    /// Moves groups that contradict another one of their month directly below it.
    fn in_blocks(&mut self, sorted: Vec<u32>) -> Vec<u32> {
        if !self.grouped.has_any() {
            return sorted;
        }
        let mut rank = vec![u32::MAX; self.groups.len()];
        for (at, group) in (0..).zip(&sorted) {
            rank[*group as usize] = at;
        }
        let mut order = Vec::with_capacity(sorted.len());
        let mut is_placed = vec![false; self.groups.len()];
        for head in sorted {
            if is_placed[head as usize] {
                continue;
            }
            order.push(head);
            let mut below = self.against(head);
            below.retain(|group| {
                let is_after = rank[*group as usize] != u32::MAX && !is_placed[*group as usize];
                is_after && *group != head && self.month(*group) == self.month(head)
            });
            below.sort_unstable_by_key(|group| rank[*group as usize]);
            for group in below {
                is_placed[group as usize] = true;
                self.head_of[group as usize] = head;
                order.push(group);
            }
            is_placed[head as usize] = true;
        }
        order
    }

    /// The statements of a group, the newest report first; at least one.
    pub(super) fn members(&self, group: u32) -> impl Iterator<Item = &Statement> {
        self.groups.get(group as usize).iter().map(|at| &self.statements[*at as usize])
    }

    /// The newest statement of a group.
    pub(super) fn newest(&self, group: u32) -> &Statement {
        &self.statements[self.groups.get(group as usize)[0] as usize]
    }

    /// The year and month of a group; `None` if it has no day.
    pub(super) fn month(&self, group: u32) -> Option<(i32, u32)> {
        listed_on(self.newest(group)).map(|day| (day.year(), day.month()))
    }

    /// The groups that contradict a group, each once.
    pub(super) fn against(&self, group: u32) -> Vec<u32> {
        let groups: BTreeSet<u32> = self.clashing(group).map(|at| self.group_of[at]).collect();
        groups.into_iter().collect()
    }

    /// The statements that contradict a group, with the groups to which they belong, in the order of time.
    pub(super) fn statements_against(&self, group: u32) -> Vec<(u32, Vec<&Statement>)> {
        let mut against: Vec<(u32, Vec<&Statement>)> = Vec::new();
        let mut known: HashMap<u32, usize> = HashMap::default();
        let each: BTreeSet<usize> = self.clashing(group).collect();
        for at in each {
            let place = *known.entry(self.group_of[at]).or_insert(against.len());
            if place == against.len() {
                against.push((self.group_of[at], Vec::new()));
            }
            against[place].1.push(&self.statements[at]);
        }
        against
    }

    /// The indexes of the statements that contradict a group.
    fn clashing(&self, group: u32) -> impl Iterator<Item = usize> + '_ {
        let of_statement = |at: &u32| self.grouped.against(*at as usize);
        self.groups.get(group as usize).iter().flat_map(of_statement)
    }

    /// The group directly above one in its block, or itself.
    pub(super) fn head(&self, group: u32) -> u32 {
        self.head_of[group as usize]
    }
}

/// The sort key of statements that begin and end on the same days.
fn order_of(statement: &Statement) -> impl Ord + '_ {
    let days = |b: Bounds| [b.start_earliest, b.start_latest, b.end_earliest, b.end_latest];
    let bounds: Option<[Option<Day>; 4]> = statement.bounds().map(days);
    let about = (&*statement.indicator, &*statement.place, statement.scope.as_deref());
    (bounds, about, statement.status, statement.uid)
}
