//! Combinations of values, and what is counted of each.

use crate::domain::group_counts::{Count, GroupCounts};
use foldhash::HashMap;

/// Facts by the combinations of their values.
#[derive(Default)]
pub(super) struct Groups {
    /// The groups of the first dimension, then those that they are parted into by the next …
    levels: Vec<Level>,
    facts: usize,
    maybe: usize,
    /// For each group of the last level how many facts it has, and how many of these state no origin.
    counted: Vec<(u32, u32)>,
    /// Groups with their reports, and with the origins that are stated, in any order and perhaps
    /// several times.
    found_in: Vec<u64>,
    said_by: Vec<u64>,
}

/// The groups of one level.
#[derive(Default)]
struct Level {
    /// Groups by the group of the level before and the value that parts them off.
    numbers: HashMap<u64, u32>,
    /// The same for each group.
    parts: Vec<u64>,
}

/// Two numbers as one.
fn pair(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

/// The first and the second of two numbers.
fn parted(pair: u64) -> (usize, u32) {
    let low = pair & u64::from(u32::MAX);
    (usize::try_from(pair >> 32).unwrap_or(usize::MAX), u32::try_from(low).unwrap_or(u32::MAX))
}

impl Groups {
    /// The group that all others are parts of.
    pub(super) const ALL: u32 = 0;

    /// No facts yet, by so many dimensions.
    pub(super) fn of(dimensions: usize) -> Self {
        let levels = std::iter::repeat_with(Level::default).take(dimensions).collect();
        Self { levels, ..Self::default() }
    }

    /// The part of a group that has a value in the dimension of a level.
    pub(super) fn part(&mut self, level: usize, group: u32, value: u32) -> u32 {
        let level = &mut self.levels[level];
        let new = u32::try_from(level.parts.len()).unwrap_or(u32::MAX);
        *level.numbers.entry(pair(group, value)).or_insert_with(|| {
            level.parts.push(pair(group, value));
            new
        })
    }

    /// Counts a fact of a group of the last level.
    pub(super) fn add(&mut self, group: u32, report: u32, origin: Option<u32>, is_maybe: bool) {
        self.facts += 1;
        self.maybe += usize::from(is_maybe);
        let at = group as usize;
        if at >= self.counted.len() {
            self.counted.resize(at + 1, (0, 0));
        }
        self.counted[at].0 += 1;
        self.found_in.push(pair(group, report));
        match origin {
            None => self.counted[at].1 += 1,
            Some(origin) => self.said_by.push(pair(group, origin)),
        }
    }

    /// The counts; which values these are, and how many reports there are in all, is for the caller
    /// to say.
    pub(super) fn finish(mut self) -> GroupCounts {
        let mut counts: Vec<Count> = (self.counted.iter())
            .map(|(facts, unknown)| Count {
                facts: *facts as usize,
                unknown: *unknown as usize,
                ..Count::default()
            })
            .collect();
        distinct(&mut self.found_in).for_each(|group| counts[group].reports += 1);
        distinct(&mut self.said_by).for_each(|group| counts[group].origins += 1);
        GroupCounts {
            members: members(&self.levels, counts.len()),
            counts,
            facts: self.facts,
            maybe: self.maybe,
            ..GroupCounts::default()
        }
    }
}

/// The groups of pairs, once for each different pair.
fn distinct(pairs: &mut Vec<u64>) -> impl Iterator<Item = usize> {
    pairs.sort_unstable();
    pairs.dedup();
    pairs.iter().map(|pair| parted(*pair).0)
}

/// For each group of the last level its values, one for each level.
fn members(levels: &[Level], groups: usize) -> Vec<u32> {
    let mut members = vec![0; groups * levels.len()];
    for (mut group, members) in (0..groups).zip(members.chunks_exact_mut(levels.len().max(1))) {
        for (level, member) in levels.iter().zip(members).rev() {
            (group, *member) = parted(level.parts[group]);
        }
    }
    members
}
