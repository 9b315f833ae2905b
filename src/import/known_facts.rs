//! Which facts are recorded, and which of them are retracted, before or by this import.
//!
//! Knows only uids, so that finding a fact again needs no query. Must not know what facts state.

use crate::domain::identity::Uid;
use crate::import::dense_table::{DenseTable, Entry};
use crate::store::{Store, StoreError};
use std::collections::{BTreeMap, HashSet};

impl Entry for Uid {
    fn key(&self) -> u128 {
        u128::from_be_bytes(self.0)
    }
}

/// Uids of facts.
type Uids = DenseTable<Uid>;

/// The uids of recorded facts, and their retractions.
#[derive(Default)]
pub(super) struct KnownFacts {
    facts: Uids,
    /// The facts that were added since the beginning of the file that is being read.
    of_file: Uids,
    /// Facts that were retracted before this import.
    retracted_before: HashSet<Uid>,
    /// Facts that this import retracts once all facts are recorded, each with the reason.
    retractions: BTreeMap<Uid, String>,
    /// Whether facts were recorded before this import.
    had_any: bool,
}

/// Whether a fact is retracted, and when.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// The fact is not retracted.
    Stands,
    /// The fact was retracted before this import.
    WithdrawnBefore,
    /// This import retracts the fact.
    WithdrawnNow,
}

impl KnownFacts {
    /// Reads the uids of all recorded facts and of the retracted ones.
    pub(super) fn of(store: &Store) -> Result<Self, StoreError> {
        let mut facts = Uids::default();
        facts.reserve(store.count_facts()?);
        store.each_fact_uid(|uid| {
            facts.insert(uid);
        })?;
        let retracted_before = store.retracted_facts()?;
        let had_any = !facts.is_empty();
        let (of_file, retractions) = (Uids::default(), BTreeMap::new());
        Ok(Self { facts, of_file, retracted_before, retractions, had_any })
    }

    /// Whether facts were recorded before this import.
    pub(super) fn had_any(&self) -> bool {
        self.had_any
    }

    /// Whether a fact is recorded.
    pub(super) fn has(&self, uid: Uid) -> bool {
        self.of_file.contains(uid.key()) || self.facts.contains(uid.key())
    }

    /// Adds a fact; `true` if it was not known before.
    pub(super) fn insert(&mut self, uid: Uid) -> bool {
        !self.facts.contains(uid.key()) && self.of_file.insert(uid)
    }

    /// Whether the file that is being read added a fact.
    pub(super) fn is_of_file(&self, uid: Uid) -> bool {
        self.of_file.contains(uid.key())
    }

    /// Ends the file that is being read.
    pub(super) fn end_file(&mut self) {
        let of_file = std::mem::take(&mut self.of_file);
        if self.facts.is_empty() {
            self.facts = of_file;
        } else {
            self.facts.reserve(of_file.len());
            of_file.iter().for_each(|uid| {
                self.facts.insert(uid);
            });
        }
    }

    /// Whether a fact is retracted, before or by this import.
    pub(super) fn standing(&self, uid: Uid) -> Standing {
        if self.retractions.contains_key(&uid) {
            Standing::WithdrawnNow
        } else if self.retracted_before.contains(&uid) {
            Standing::WithdrawnBefore
        } else {
            Standing::Stands
        }
    }

    /// Notes that a fact must be retracted after all facts are recorded.
    pub(super) fn retract(&mut self, uid: Uid, reason: &str) {
        self.retractions.insert(uid, reason.to_owned());
    }

    /// Takes out the facts to retract, each with the reason.
    pub(super) fn take_retractions(&mut self) -> BTreeMap<Uid, String> {
        std::mem::take(&mut self.retractions)
    }
}
