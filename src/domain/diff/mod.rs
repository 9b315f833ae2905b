//! What changed about a place between two days.
//!
//! Knows statements, how they are compared and which series are silent. Must not know wording, display or
//! storage.
//!
//! A change is new, updated (its claimant said something else before), contradicted (a new fact contradicts
//! another one), corrected, retracted, restored, or a series gone quiet. A new fact may be told twice: as what
//! contradicts another one, and as what its claimant said otherwise before. A fact that repeats a known one is
//! not a change.

mod change;
mod once;
mod past;
mod relations;
#[cfg(test)]
mod tests;

use super::compare::Statement;
use super::compare::same::Groups;
use super::gaps::Question;
use super::gaps::silence::silences;
use super::identity::Uid;
use foldhash::{HashMap, HashSet};
use relations::Relations;
use std::cmp::Reverse;
use std::collections::BTreeSet;

pub use change::{Change, Present, What};
pub use past::Past;

/// All changes, and the number of statements that repeat known ones.
#[derive(Debug, Default)]
pub struct Diff<'a> {
    /// The changes, by kind, then the newest report first.
    pub changes: Vec<Change<'a>>,
    /// How many further statements say what was known before.
    pub known_before: usize,
}

impl<'a> Diff<'a> {
    /// The changes since the past.
    #[must_use]
    pub fn of(past: &Past, present: Present<'a>) -> Self {
        let mut diff = Self::default();
        let relations = Relations::of(past, present);
        let by_uid: HashMap<Uid, &Statement> =
            present.statements.iter().chain(present.wider).map(|one| (one.uid, one)).collect();
        diff.add_said(past, present, &relations, &by_uid);
        diff.add_gone(past, present, &by_uid);
        let counting: Vec<&Statement> =
            present.statements.iter().filter(|one| one.counts).collect();
        let question = Question { rows: present.rows, today: present.day, days: None };
        for silence in silences(&counting, question) {
            if !past.is_silent(silence.last) {
                let silent = Some((silence.silent, silence.usual));
                let said = vec![silence.last];
                diff.changes.push(Change { what: What::Quiet, said, other: Vec::new(), silent });
            }
        }
        diff.changes.sort_by_key(|one| (one.what, Reverse((one.reported(), one.said[0].uid))));
        diff.changes = once::each_once(diff.changes);
        diff
    }

    /// Adds new statements, and those that count again.
    fn add_said(
        &mut self,
        past: &Past,
        present: Present<'a>,
        relations: &Relations,
        by_uid: &HashMap<Uid, &'a Statement>,
    ) {
        let groups = Groups::of(present.statements, |_| 0);
        let replaced = present.replaced.iter().filter(|(old, _)| past.counted(**old));
        let corrections: HashSet<Uid> = replaced.map(|(_, by)| *by).collect();
        for at in 0..groups.len() {
            let members = groups.get(at).iter().map(|at| &present.statements[*at as usize]);
            let (counted, said): (Vec<_>, Vec<_>) =
                members.filter(|one| one.counts).partition(|one| past.counted(one.uid));
            let Some(newest) = said.first() else { continue };
            if counted.is_empty() && past.knew(newest.uid) {
                self.add(What::Restored, said, Vec::new());
                continue;
            }
            let contradicted = relations.contradicted(&said, &counted);
            let updated = relations.updated(&said, &counted);
            match (contradicted.is_empty() && updated.is_empty(), counted.is_empty()) {
                (true, false) => self.known_before += said.len(),
                // A correction is listed together with the fact that it corrects.
                (true, true) if said.iter().all(|one| corrections.contains(&one.uid)) => {}
                (true, true) => self.add(What::New, said, Vec::new()),
                (false, _) => {
                    self.add_against(What::Contradicted, &said, &contradicted, past, by_uid);
                    self.add_against(What::Updated, &said, &updated, past, by_uid);
                }
            }
        }
    }

    fn add(&mut self, what: What, said: Vec<&'a Statement>, other: Vec<&'a Statement>) {
        self.changes.push(Change { what, said, other, silent: None });
    }

    /// Adds new statements with those that they contradict or update, if there are any.
    fn add_against(
        &mut self,
        what: What,
        said: &[&'a Statement],
        others: &BTreeSet<Uid>,
        past: &Past,
        by_uid: &HashMap<Uid, &'a Statement>,
    ) {
        let mut all: Vec<&Statement> =
            others.iter().filter_map(|uid| by_uid.get(uid)).copied().collect();
        let was_known = |one: &Statement| what == What::Updated && past.counted(one.uid);
        all.sort_by_key(|one| Reverse((was_known(one), one.published, one.uid)));
        if !all.is_empty() {
            self.add(what, said.to_vec(), all);
        }
    }

    /// Adds what counted before and does not count any more.
    fn add_gone(
        &mut self,
        past: &Past,
        present: Present<'a>,
        by_uid: &HashMap<Uid, &'a Statement>,
    ) {
        for one in present.statements.iter().filter(|one| !one.counts && past.counted(one.uid)) {
            let by = present.replaced.get(&one.uid).filter(|_| one.is_replaced);
            let what = if by.is_some() { What::Corrected } else { What::Retracted };
            let other = by.and_then(|uid| by_uid.get(uid)).copied().into_iter().collect();
            self.add(what, vec![one], other);
        }
    }
}
