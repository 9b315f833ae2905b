//! Remembers which report the cells of a row describe. Most rows describe the report of an earlier row in the same
//! words; then the texts of that report need not be compared, which are in different parts of memory.
//!
//! Knows cells and reports. Must not know how a report is found: `new_report` does.

use crate::domain::report::Report;
use crate::domain::when::Day;
use foldhash::HashMap;
use foldhash::quality::RandomState;
use std::hash::BuildHasher;
use std::sync::Arc;

/// The report that cells describe.
#[derive(Clone)]
pub(super) struct Described {
    pub(super) report: Arc<Report>,
    /// The days between which the report came out according to the row; `None` if it is undated.
    pub(super) days: Option<(Day, Day)>,
    /// Whether the cells have the report's own key.
    pub(super) is_by_key: bool,
}

/// The cells that describe a report, as a hash of 128 bits. Two different descriptions have the same hash about as
/// rarely as two facts have the same uid. The keys of the hash are random, so nobody can make such a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Description(u64, u64);

/// The reports that rows described, by the cells that describe them.
#[derive(Default)]
pub(super) struct DescribedReports {
    known: HashMap<u64, (u64, Described)>,
    hashers: [RandomState; 2],
}

impl DescribedReports {
    /// The hash of some cells.
    pub(super) fn description<'c>(&self, cells: impl Iterator<Item = &'c str>) -> Description {
        let mut bytes = Vec::with_capacity(512);
        for cell in cells {
            bytes.extend_from_slice(&cell.len().to_ne_bytes());
            bytes.extend_from_slice(cell.as_bytes());
        }
        let [one, other] = &self.hashers;
        Description(one.hash_one(&bytes), other.hash_one(&bytes))
    }

    /// The report that was found for these cells; `None` if it must be searched for.
    pub(super) fn get(&self, description: Description) -> Option<&Described> {
        let (check, described) = self.known.get(&description.0)?;
        (*check == description.1).then_some(described)
    }

    /// Remembers the report that was found for some cells.
    pub(super) fn keep(&mut self, description: Description, described: Described) {
        self.known.insert(description.0, (description.1, described));
    }

    /// Forgets all descriptions, since they may now describe other reports.
    pub(super) fn forget(&mut self) {
        if !self.known.is_empty() {
            self.known.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_cells_are_part_of_their_hash() {
        let known = DescribedReports::default();
        let of = |cells: &[&'static str]| known.description(cells.iter().copied());
        assert_eq!(of(&["a", "", "bc"]), of(&["a", "", "bc"]));
        for other in [&["a", "bc", ""], &["ab", "", "c"], &["", "a", "bc"], &["a", "", "bd"]] {
            assert_ne!(of(&["a", "", "bc"]), of(other), "{other:?}");
        }
    }
}
