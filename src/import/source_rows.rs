//! The rows with an id given by their publisher: those that are recorded, and those of the file
//! that is being read.
//!
//! Knows only the uid of a fact. Must not know what facts state.

use crate::domain::identity::Uid;
use crate::domain::source_row::data_set;
use crate::store::{RowMarks, SourceRow, StoreError, Writer};
use foldhash::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// A hash of the id of a row, with the data set or publisher that the id belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct RowKey(u64);

impl RowKey {
    pub(super) fn of(id: &str, publisher: &str) -> Self {
        let publisher = data_set(id).map_or(publisher, |_| "");
        Self(hash_of(&(publisher, id)))
    }
}

pub(super) fn hash_of(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// A recorded fact of a row.
struct KnownFact {
    row: RowKey,
    uid: Uid,
    /// Id of the fact in the database.
    number: i64,
    /// Index of the data set or publisher that the id of the row belongs to.
    data_set: u32,
    is_replaced: bool,
    /// Whether its report is retracted: then it counts as absent, but is found again if a row states it.
    is_absent: bool,
    marks: RowMarks,
    /// Whether the file that is being read states this fact, or corrects it.
    is_seen: bool,
}

impl KnownFact {
    fn counts(&self) -> bool {
        !self.is_replaced && !self.is_absent
    }
}

/// The recorded facts of rows, sorted by row and uid. Takes 48 bytes for each.
#[derive(Default)]
pub(super) struct KnownRows {
    facts: Vec<KnownFact>,
    /// For a fact that is a correction: the first fact of its chain.
    firsts: HashMap<Uid, Uid>,
    /// The corrections, by the uid that they would have if they corrected nothing.
    corrections: HashMap<Uid, Uid>,
    /// For a fact that a newer file corrects: the correction.
    updates: HashMap<Uid, Uid>,
}

/// What is recorded for the row of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowMet {
    /// Nothing.
    Never,
    /// A fact that says the same.
    Stated(Uid),
    /// Only facts that differ.
    Otherwise,
}

impl KnownRows {
    /// Reads the rows of all recorded facts.
    pub(super) fn of(writer: &mut Writer<'_>) -> Result<Self, StoreError> {
        let mut known = Self::default();
        let mut data_sets: HashMap<String, u32> = HashMap::default();
        let mut corrections = Vec::new();
        writer.each_source_row(|recorded| {
            let SourceRow { number, uid, source_row_id: id, publisher, .. } = *recorded;
            // A publisher's key has no character that could make it the name of a data set.
            let name = data_set(id).map_or_else(|| format!(":{publisher}"), str::to_owned);
            let next = u32::try_from(data_sets.len()).unwrap_or(u32::MAX);
            let data_set = *data_sets.entry(name).or_insert(next);
            if let Some(older) = recorded.replaces {
                // An older fact is recorded before those that correct it.
                let first = known.firsts.get(&older).copied().unwrap_or(older);
                known.firsts.insert(uid, first);
                corrections.push(number);
            }
            known.facts.push(KnownFact {
                row: RowKey::of(id, publisher),
                uid,
                number,
                data_set,
                is_replaced: recorded.is_replaced,
                is_absent: recorded.is_of_retracted_report,
                marks: recorded.marks,
                is_seen: false,
            });
        })?;
        for some in corrections.chunks(AT_ONCE) {
            for recorded in writer.facts_of_rows(some)? {
                let mut draft = (*recorded.fact).clone();
                if let Some(older) = draft.replaces.as_ref().filter(|it| it.is_update()) {
                    known.updates.insert(older.fact, recorded.uid);
                }
                draft.replaces = None;
                known.corrections.insert(draft.uid(recorded.report), recorded.uid);
            }
        }
        known.facts.sort_unstable_by_key(|fact| (fact.row, fact.uid));
        Ok(known)
    }

    /// The recorded facts of a row.
    fn of_row(&mut self, row: RowKey) -> &mut [KnownFact] {
        let from = self.facts.partition_point(|fact| fact.row < row);
        let to = from + self.facts[from..].partition_point(|fact| fact.row == row);
        &mut self.facts[from..to]
    }

    /// The recorded facts of the row of a fact with this uid, which corrects nothing. A recorded fact is
    /// marked as seen.
    pub(super) fn meet(&mut self, row: RowKey, uid: Uid) -> RowMet {
        let recorded = self.corrections.get(&uid).copied().unwrap_or(uid);
        let known = self.of_row(row);
        if known.is_empty() {
            return RowMet::Never;
        }
        match known.binary_search_by_key(&recorded, |fact| fact.uid) {
            Ok(at) => {
                known[at].is_seen = true;
                RowMet::Stated(recorded)
            }
            Err(_) => RowMet::Otherwise,
        }
    }

    /// The newest correction of a fact, if a newer file corrects the fact; and whether both are hidden.
    pub(super) fn newer(&mut self, row: RowKey, uid: Uid) -> Option<(Uid, bool)> {
        let uid = self.corrections.get(&uid).copied().unwrap_or(uid);
        let newer = |uid: &Uid| self.updates.get(uid).copied();
        let newest = std::iter::successors(newer(&uid), newer).last()?;
        let facts = self.of_row(row);
        let at = facts.binary_search_by_key(&uid, |fact| fact.uid).ok()?;
        Some((newest, facts[at].marks.is_hidden))
    }

    /// Marks a fact of a row: the file states or corrects it.
    pub(super) fn see(&mut self, row: RowKey, uid: Uid) {
        let facts = self.of_row(row);
        if let Ok(at) = facts.binary_search_by_key(&uid, |fact| fact.uid) {
            facts[at].is_seen = true;
        }
    }

    /// Marks all facts of a row, whose row in the file was refused.
    pub(super) fn see_all(&mut self, row: RowKey) {
        self.of_row(row).iter_mut().for_each(|fact| fact.is_seen = true);
    }

    /// The facts of a row that nothing replaces, and of which the file states no version: the id of each in the
    /// database, and its marks, in the order of recording.
    pub(super) fn unseen(&self, row: RowKey) -> Vec<(i64, RowMarks)> {
        let from = self.facts.partition_point(|fact| fact.row < row);
        let seen: HashSet<Uid> = self.facts[from..]
            .iter()
            .take_while(|fact| fact.row == row)
            .filter(|fact| fact.is_seen)
            .map(|fact| self.first(fact.uid))
            .collect();
        let facts = self.facts[from..].iter().take_while(|fact| fact.row == row);
        let unseen = facts.filter(|fact| fact.counts() && !seen.contains(&self.first(fact.uid)));
        let mut unseen: Vec<_> = unseen.map(|fact| (fact.number, fact.marks)).collect();
        unseen.sort_unstable_by_key(|(number, _)| *number);
        unseen
    }

    fn first(&self, uid: Uid) -> Uid {
        self.firsts.get(&uid).copied().unwrap_or(uid)
    }

    /// Recorded rows and facts that a file leaves out. `met` has the rows of the file, sorted. Hidden facts are
    /// included only if `names_hidden` is true.
    pub(super) fn left_out(&self, met: &[RowKey], names_hidden: bool) -> LeftOut {
        let mut left_out = LeftOut::default();
        let is_met = |row: &RowKey| met.binary_search(row).is_ok();
        let of_file = self.facts.iter().filter(|fact| is_met(&fact.row));
        let data_sets: HashSet<u32> = of_file.map(|fact| fact.data_set).collect();
        for facts in self.facts.chunk_by(|a, b| a.row == b.row) {
            if !data_sets.contains(&facts[0].data_set) {
                continue;
            }
            let seen: HashSet<Uid> =
                facts.iter().filter(|fact| fact.is_seen).map(|fact| self.first(fact.uid)).collect();
            let unseen = facts.iter().filter(|fact| {
                fact.counts()
                    && !fact.marks.is_retracted
                    && (names_hidden || !fact.marks.is_hidden)
                    && !seen.contains(&self.first(fact.uid))
            });
            let mut numbers: Vec<i64> = unseen.map(|fact| fact.number).collect();
            numbers.sort_unstable();
            if is_met(&facts[0].row) {
                left_out.facts.extend(numbers);
            } else if !numbers.is_empty() {
                left_out.rows.push(numbers);
            }
        }
        left_out.facts.sort_unstable();
        left_out.rows.sort_unstable();
        left_out
    }
}

/// The number of recorded facts in a chunk.
pub(super) const AT_ONCE: usize = 1_000;

/// Recorded rows and facts that a file leaves out, by the ids of facts that count.
#[derive(Default)]
pub(super) struct LeftOut {
    /// Facts that the file no longer states, although it has their rows.
    pub(super) facts: Vec<i64>,
    /// For each row of the same data set that the file does not have, its facts.
    pub(super) rows: Vec<Vec<i64>>,
}

/// A fact of a row of the file that is being read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct MetFact {
    pub(super) row: RowKey,
    /// A hash of the indicator, the place, the time and the claimants.
    pub(super) about: u32,
    pub(super) line: u64,
    /// A hash of the figures and the status.
    pub(super) figures: u32,
}

/// For each line whose row has the id of an earlier line but other figures: the earlier line, and the later one. Sorts
/// the facts.
pub(super) fn clashes(met: &mut [MetFact]) -> Vec<(u64, u64)> {
    met.sort_unstable();
    let mut found = Vec::new();
    for group in met.chunk_by(|a, b| (a.row, a.about) == (b.row, b.about)) {
        let first = group[0];
        let other = |fact: &&MetFact| fact.line != first.line && fact.figures != first.figures;
        found.extend(group.iter().filter(other).map(|fact| (first.line, fact.line)));
    }
    found.sort_unstable();
    found.dedup();
    found
}
