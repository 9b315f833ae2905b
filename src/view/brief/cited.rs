//! Numbers the reports behind the lines. Every part gets a number as long as there are any left.

use super::block::{Block, Part};
use crate::view::timeline::Source;
use std::collections::{BTreeMap, BTreeSet};

/// A brief lists at most this many reports.
pub const MOST_SOURCES: usize = 40;
/// If there are at most this many sources, a page of text shows the link of each below it; if there are more, each
/// source has one row.
pub const FEW_SOURCES: usize = 20;
/// A part cites at most this many reports.
pub(super) const MOST_OF_PART: usize = 4;

/// Gives each part the numbers of its reports, and returns the listed reports by date, with the number of those that
/// are not listed, although they are behind parts or among the `counted` reports of the facts. The newest report of
/// each part comes first, then the second of each, and so on.
pub(super) fn cite(
    blocks: &mut [Block],
    all: &[Source],
    counted: &BTreeSet<&str>,
) -> (Vec<Source>, usize) {
    let parts = || blocks.iter().flat_map(|block| &block.lines).flat_map(|line| &line.parts);
    let mut listed: BTreeSet<&str> = BTreeSet::new();
    for turn in 0..MOST_OF_PART {
        for report in parts().filter_map(|part| part.reports.get(turn)) {
            if listed.len() < MOST_SOURCES {
                listed.insert(report);
            }
        }
    }
    let behind = parts().flat_map(|part| part.reports.iter().map(String::as_str));
    let behind: BTreeSet<&str> = behind.chain(counted.iter().copied()).collect();
    let more = behind.len() - listed.len();
    let mut sources: Vec<Source> =
        all.iter().filter(|source| listed.contains(&*source.report)).cloned().collect();
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for (source, number) in sources.iter_mut().zip(1..) {
        source.number = number;
        numbers.insert(source.report.to_string(), number);
    }
    for line in blocks.iter_mut().flat_map(|block| &mut block.lines) {
        line.parts.iter_mut().for_each(|part| number(part, &numbers));
    }
    (sources, more)
}

fn number(part: &mut Part, numbers: &BTreeMap<String, usize>) {
    let known = part.reports.iter().filter_map(|report| numbers.get(report).copied());
    part.sources = known.take(MOST_OF_PART).collect();
    part.sources.sort_unstable();
    part.more_sources = part.reports.len() - part.sources.len();
}
