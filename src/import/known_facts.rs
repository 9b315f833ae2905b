//! Which facts are there, and which of them are retracted: before this import, and through it.
//!
//! Knows uids alone, so that a row whose fact is there costs no question to the database. Must not
//! know what facts say.

use crate::domain::identity::Uid;
use crate::store::{Store, StoreError};
use std::collections::{BTreeMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// The facts that are there.
pub(super) struct KnownFacts {
    facts: HashSet<Uid, BuildHasherDefault<FirstBytes>>,
    /// Those that were retracted before this import.
    retracted_before: HashSet<Uid>,
    /// Those that this import retracts once all facts are in, and why.
    retractions: BTreeMap<Uid, String>,
}

/// Whether a fact is retracted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is not.
    Stands,
    /// It was before this import.
    WithdrawnBefore,
    /// This import retracts it.
    WithdrawnNow,
}

impl KnownFacts {
    /// Reads which facts are there.
    pub(super) fn of(store: &Store) -> Result<Self, StoreError> {
        let mut facts = HashSet::default();
        store.each_fact_uid(|uid| {
            facts.insert(uid);
        })?;
        let retracted_before = store.retracted_facts()?;
        Ok(Self { facts, retracted_before, retractions: BTreeMap::new() })
    }

    /// Whether a fact is there.
    pub(super) fn has(&self, uid: Uid) -> bool {
        self.facts.contains(&uid)
    }

    /// Notes a fact; whether it was not there.
    pub(super) fn insert(&mut self, uid: Uid) -> bool {
        self.facts.insert(uid)
    }

    /// Whether a fact is retracted.
    pub(super) fn standing(&self, uid: Uid) -> Standing {
        if self.retractions.contains_key(&uid) {
            Standing::WithdrawnNow
        } else if self.retracted_before.contains(&uid) {
            Standing::WithdrawnBefore
        } else {
            Standing::Stands
        }
    }

    /// Notes that a fact is to be retracted once all facts are in.
    pub(super) fn retract(&mut self, uid: Uid, reason: &str) {
        self.retractions.insert(uid, reason.to_owned());
    }

    /// The facts to retract, and why.
    pub(super) fn take_retractions(&mut self) -> BTreeMap<Uid, String> {
        std::mem::take(&mut self.retractions)
    }
}

/// Uids come out of SHA-256: their first bytes are as good as any hash of them.
#[derive(Default)]
struct FirstBytes(u64);

impl Hasher for FirstBytes {
    fn write(&mut self, bytes: &[u8]) {
        if let Some(first) = bytes.first_chunk() {
            self.0 = u64::from_ne_bytes(*first);
        }
    }

    /// The length of a uid tells nothing.
    fn write_usize(&mut self, _length: usize) {}

    fn finish(&self) -> u64 {
        self.0
    }
}
