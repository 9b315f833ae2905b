//! A hash table in little memory, for what an import keeps of each of a million rows.
//!
//! Entries stand in the order of their keys, each near the place that its key has among all possible keys. So a
//! lookup ends at the first greater key, also in a table that is seven eighths full, and a table that grows is
//! copied from its beginning to its end. It grows by a quarter; other tables double.
//!
//! Knows keys alone. Must not know what they stand for.

use std::cmp::Ordering;

/// What a table keeps.
pub(super) trait Entry: Copy {
    /// What tells the entry from all others. Keys must be spread evenly, as hashes are: a table of others is
    /// slow.
    fn key(&self) -> u128;
}

/// The number of parts of a table. Each grows by itself: one table for all would need twice the memory while it
/// grows.
const PARTS: usize = 32;

/// A set of entries with different keys.
pub(super) struct DenseTable<T> {
    parts: [Part<T>; PARTS],
    entries: usize,
}

struct Part<T> {
    slots: Vec<T>,
    /// Which of the slots have an entry: a bit for each.
    taken: Vec<u64>,
    entries: usize,
    /// Keys are spread over this many slots. Those after them take what finds no room at the end.
    spread: usize,
    /// At least so many slots are wanted at the next entry.
    wanted: usize,
}

impl<T: Entry> Default for DenseTable<T> {
    fn default() -> Self {
        Self { parts: std::array::from_fn(|_| Part::default()), entries: 0 }
    }
}

impl<T> Default for Part<T> {
    fn default() -> Self {
        Self { slots: Vec::new(), taken: Vec::new(), entries: 0, spread: 0, wanted: 0 }
    }
}

impl<T: Entry> DenseTable<T> {
    /// The part of an entry. It depends on the end of the key, and the place in the part on its beginning.
    fn part(key: u128) -> usize {
        usize::from(key.to_le_bytes()[0]) % PARTS
    }

    /// The number of entries.
    pub(super) fn len(&self) -> usize {
        self.entries
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries == 0
    }

    pub(super) fn contains(&self, key: u128) -> bool {
        self.parts[Self::part(key)].find(key).is_ok()
    }

    /// The entry with a key, for changes that keep the key.
    pub(super) fn get_mut(&mut self, key: u128) -> Option<&mut T> {
        let part = &mut self.parts[Self::part(key)];
        part.find(key).ok().map(|at| &mut part.slots[at])
    }

    /// Makes room for this many further entries. Without it, entries that come in the order of their keys crowd at the
    /// beginning of a table that grows, where each moves many others.
    pub(super) fn reserve(&mut self, more: usize) {
        // The parts have a little more and a little less than their share.
        let share = more.div_ceil(PARTS);
        let share = share + share / 16;
        for part in &mut self.parts {
            part.wanted = (part.entries + share).div_ceil(7) * 8;
        }
    }

    /// Adds an entry; `false` if there is one with its key.
    pub(super) fn insert(&mut self, entry: T) -> bool {
        let is_new = self.parts[Self::part(entry.key())].insert(entry);
        self.entries += usize::from(is_new);
        is_new
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = T> {
        self.parts.iter().flat_map(Part::iter)
    }
}

impl<T: Entry> Part<T> {
    /// The first slot for a key.
    fn home(&self, key: u128) -> usize {
        let first = ((key >> 64) * self.spread as u128) >> 64;
        usize::try_from(first).unwrap_or(usize::MAX)
    }

    fn is_taken(&self, at: usize) -> bool {
        self.taken.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
    }

    fn iter(&self) -> impl Iterator<Item = T> {
        let taken = self.slots.iter().enumerate().filter(|(at, _)| self.is_taken(*at));
        taken.map(|(_, entry)| *entry)
    }

    /// The slot with a key, or the slot where it belongs. All slots from the first one for the key to that are
    /// taken by smaller keys.
    fn find(&self, key: u128) -> Result<usize, usize> {
        let mut at = self.home(key);
        while self.is_taken(at) {
            match self.slots[at].key().cmp(&key) {
                Ordering::Less => at += 1,
                Ordering::Equal => return Ok(at),
                Ordering::Greater => break,
            }
        }
        Err(at)
    }

    fn insert(&mut self, entry: T) -> bool {
        let Err(mut at) = self.find(entry.key()) else { return false };
        if self.wanted > self.spread || (self.entries + 1) * 8 > self.spread * 7 {
            self.grow(entry);
            at = self.find(entry.key()).unwrap_or_else(|at| at);
        }
        // What stands there and after it goes on by one slot, up to the next free one.
        let mut free = at;
        while self.is_taken(free) {
            free += 1;
        }
        self.put(free, entry);
        self.slots.copy_within(at..free, at + 1);
        self.slots[at] = entry;
        self.entries += 1;
        true
    }

    /// Puts an entry into a slot, which may be the one after the last.
    fn put(&mut self, at: usize, entry: T) {
        if at == self.slots.len() {
            self.slots.push(entry);
        }
        if at / 64 == self.taken.len() {
            self.taken.push(0);
        }
        self.taken[at / 64] |= 1 << (at % 64);
        self.slots[at] = entry;
    }

    /// Moves all entries into more slots; `any` fills those that are free.
    fn grow(&mut self, any: T) {
        let spread = (self.spread + self.spread / 4).max(16).max(self.wanted);
        let mut slots = Vec::with_capacity(spread + spread / 64 + 8);
        slots.resize(spread, any);
        let mut taken = Vec::with_capacity(spread.div_ceil(64) + 1);
        taken.resize(spread.div_ceil(64), 0);
        let mut wider = Self { slots, taken, entries: self.entries, spread, wanted: 0 };
        let mut next = 0;
        for entry in self.iter() {
            let at = next.max(wider.home(entry.key()));
            wider.put(at, entry);
            next = at + 1;
        }
        *self = wider;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    impl Entry for u128 {
        fn key(&self) -> u128 {
            *self
        }
    }

    /// Keys as hashes are, and some that stand close to each other or at an end.
    fn keys() -> impl Strategy<Value = Vec<u128>> {
        let near = (any::<u8>(), any::<u16>())
            .prop_map(|(one, other)| u128::from(one) << 120 | u128::from(other));
        let ends = prop_oneof![0..99_u128, u128::MAX - 99..=u128::MAX];
        prop::collection::vec(prop_oneof![4 => any::<u128>(), 1 => near, 1 => ends], 0..3000)
    }

    proptest! {
        #[test]
        fn what_was_put_in_is_found_and_nothing_else(
            keys in keys(), others in keys(), room in (0..3000_usize, 0..9000_usize),
        ) {
            let mut table = DenseTable::default();
            let mut plain = BTreeSet::new();
            for (at, key) in keys.iter().enumerate() {
                if at == room.0 {
                    table.reserve(room.1);
                }
                prop_assert_eq!(table.insert(*key), plain.insert(*key));
            }
            prop_assert_eq!(table.len(), plain.len());
            prop_assert_eq!(table.is_empty(), plain.is_empty());
            for key in keys.iter().chain(&others).flat_map(|key| [*key, *key ^ 1, *key ^ 32]) {
                prop_assert_eq!(table.contains(key), plain.contains(&key));
                prop_assert_eq!(table.get_mut(key).copied(), plain.get(&key).copied());
            }
            prop_assert_eq!(table.iter().collect::<BTreeSet<u128>>(), plain);
        }
    }

    #[test]
    fn a_table_takes_little_more_than_its_entries() {
        let mut table = DenseTable::<u128>::default();
        let mut key = 1_u128;
        for entries in 1..200_000_usize {
            key = key.wrapping_mul(0xDA94_2042_E4DD_58B5_0000_0000_0000_1235).wrapping_add(0x9E37);
            table.insert(key ^ key.rotate_left(64));
            if entries > 50_000 && entries.is_multiple_of(1000) {
                let slots: usize = table.parts.iter().map(|part| part.slots.capacity()).sum();
                assert!(slots * 2 < entries * 3, "{slots} slots for {entries}");
            }
        }
    }
}
