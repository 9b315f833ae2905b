//! A timeline without some of its entries: the least important ones for a page that must stay small.

use super::blocks::listed_on;
use super::build::Timeline;
use super::entries::Entries;
use super::quotes::Quotes;
use crate::domain::compare::Statement;
use foldhash::{HashMap, HashSet};
use std::cmp::Reverse;

/// The approximate size in bytes of an entry on a page, without its quotes.
const OF_ENTRY: usize = 450;

impl Timeline<'_> {
    /// Keeps as many entries, with their quotes, as fit into about this many bytes of a page: first those for
    /// which `is_first` is true, then the newest. Entries that contradict another one stay with it. Returns
    /// the number of entries that are left out.
    pub fn shorten(
        &mut self,
        bytes: usize,
        quotes: &Quotes,
        is_first: impl Fn(&Statement) -> bool,
    ) -> usize {
        self.entries_mut().shorten(bytes, quotes, is_first)
    }
}

impl Entries<'_> {
    fn shorten(
        &mut self,
        bytes: usize,
        quotes: &Quotes,
        is_first: impl Fn(&Statement) -> bool,
    ) -> usize {
        let blocks = &mut self.blocks;
        let mut heads: Vec<u32> =
            blocks.order.iter().copied().filter(|group| blocks.head(*group) == *group).collect();
        heads.sort_by_cached_key(|head| {
            let newest = blocks.newest(*head);
            (Reverse((is_first(newest), listed_on(newest))), *head)
        });
        let size = |group: u32| OF_ENTRY + quotes.length(blocks.members(group).map(|one| one.uid));
        let mut sizes: HashMap<u32, usize> = HashMap::default();
        for group in &blocks.order {
            *sizes.entry(blocks.head(*group)).or_default() += size(*group);
        }
        let mut used = 0;
        let kept: HashSet<u32> = heads
            .into_iter()
            .filter(|head| {
                let size = sizes.get(head).copied().unwrap_or(0);
                let fits = used + size <= bytes;
                used += if fits { size } else { 0 };
                fits
            })
            .collect();
        let all = blocks.order.len();
        let order = std::mem::take(&mut blocks.order);
        blocks.order =
            order.into_iter().filter(|group| kept.contains(&blocks.head(*group))).collect();
        all - blocks.order.len()
    }
}
