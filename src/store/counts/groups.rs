//! Numbers combinations of values, called groups, and counts the facts of each.

use crate::domain::group_counts::{Count, GroupCounts};
use foldhash::HashMap;

/// The groups of facts, and their counts.
#[derive(Default)]
pub(super) struct Groups {
    /// The levels of groups: the values of the first dimension are split by the second, the result
    /// by the third, and so on.
    levels: Vec<Level>,
    facts: usize,
    maybe: usize,
    /// For each group of the last level, its number of facts, and of those that state no origin.
    counted: Vec<(u32, u32)>,
    /// Pairs of group and report, and of group and stated origin. They may repeat.
    found_in: Pairs,
    said_by: Pairs,
}

/// Counts the different pairs of a group and a number. The facts of one group mostly follow each other, and groups are
/// numbered in the order in which they appear; so each group is sorted when it ends, and then all pairs are sorted.
#[derive(Default)]
struct Pairs {
    all: Vec<u64>,
    /// The index at which the pairs of the last group begin.
    last: usize,
}

impl Pairs {
    fn push(&mut self, group: u32, number: u32) {
        if self.all.last().is_some_and(|pair| parted(*pair).0 != group) {
            self.all[self.last..].sort_unstable();
            self.last = self.all.len();
        }
        self.all.push(pair(group, number));
    }

    /// The group of each different pair.
    fn distinct(&mut self) -> impl Iterator<Item = usize> {
        self.all[self.last..].sort_unstable();
        self.all.sort_unstable();
        self.all.dedup();
        self.all.iter().map(|pair| parted(*pair).0 as usize)
    }
}

/// The groups of one dimension, which split those of the level before.
#[derive(Default)]
struct Level {
    /// The number of each group, by its group of the level before and its value.
    numbers: HashMap<u64, u32>,
    /// The group of the level before and the value, by group number.
    parts: Vec<u64>,
    /// The group that was asked for last: the next fact is often in the same group.
    last: Option<(u64, u32)>,
}

/// Packs two numbers into one.
fn pair(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

/// Unpacks the two numbers of a pair.
fn parted(pair: u64) -> (u32, u32) {
    let half = |bits: u64| u32::try_from(bits & u64::from(u32::MAX)).unwrap_or(u32::MAX);
    (half(pair >> 32), half(pair))
}

impl Groups {
    /// Empty groups for this number of dimensions.
    pub(super) fn of(dimensions: usize) -> Self {
        let further = dimensions.saturating_sub(1);
        let levels = std::iter::repeat_with(Level::default).take(further).collect();
        Self { levels, ..Self::default() }
    }

    /// The group for a group of the level before and a value in a dimension (from 0). In the first
    /// dimension, the groups are its values.
    pub(super) fn part(&mut self, dimension: usize, group: u32, value: u32) -> u32 {
        let Some(level) = dimension.checked_sub(1) else { return value };
        let level = &mut self.levels[level];
        let part = pair(group, value);
        if let Some((_, known)) = level.last.filter(|(last, _)| *last == part) {
            return known;
        }
        let new = u32::try_from(level.parts.len()).unwrap_or(u32::MAX);
        let number = *level.numbers.entry(part).or_insert_with(|| {
            level.parts.push(part);
            new
        });
        level.last = Some((part, number));
        number
    }

    /// Adds a fact to a group of the last level. `is_maybe` is true if its time only may match the window.
    pub(super) fn add(&mut self, group: u32, report: u32, origin: Option<u32>, is_maybe: bool) {
        self.facts += 1;
        self.maybe += usize::from(is_maybe);
        let at = group as usize;
        if at >= self.counted.len() {
            self.counted.resize(at + 1, (0, 0));
        }
        self.counted[at].0 += 1;
        self.found_in.push(group, report);
        match origin {
            None => self.counted[at].1 += 1,
            Some(origin) => self.said_by.push(group, origin),
        }
    }

    /// The counts by group. The caller fills in the values and the total number of reports.
    pub(super) fn finish(mut self) -> GroupCounts {
        let mut counts: Vec<Count> = (self.counted.iter())
            .map(|(facts, unknown)| Count {
                facts: *facts as usize,
                unknown: *unknown as usize,
                ..Count::default()
            })
            .collect();
        self.found_in.distinct().for_each(|group| counts[group].reports += 1);
        self.said_by.distinct().for_each(|group| counts[group].origins += 1);
        GroupCounts {
            members: members(&self.levels, u32::try_from(counts.len()).unwrap_or(u32::MAX)),
            counts,
            facts: self.facts,
            maybe: self.maybe,
            ..GroupCounts::default()
        }
    }
}

/// The values of each group of the last level, one for each dimension.
fn members(levels: &[Level], groups: u32) -> Vec<u32> {
    let dimensions = levels.len() + 1;
    let mut members = vec![0; groups as usize * dimensions];
    for (mut group, members) in (0..groups).zip(members.chunks_exact_mut(dimensions)) {
        for (level, member) in levels.iter().zip(&mut members[1..]).rev() {
            (group, *member) = parted(level.parts[group as usize]);
        }
        members[0] = group;
    }
    members
}
