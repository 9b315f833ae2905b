//! What changed about a place between two days.
//!
//! Knows statements, how they are compared and which series are silent. Must not know wording, display or
//! storage.
//!
//! A change is new, updated (its claimant said something else before), contradicted (a new fact contradicts
//! another one), corrected, retracted, restored, or a series gone quiet. A fact that repeats a known one is
//! not a change.

mod past;
#[cfg(test)]
mod tests;

use super::assessment::Disposition;
use super::compare::grouping::comparisons;
use super::compare::origins::Republished;
use super::compare::relate::Relation;
use super::compare::same::Groups;
use super::compare::{Name, Statement};
use super::gaps::Question;
use super::gaps::silence::silences;
use super::identity::Uid;
use super::selection::Selection;
use super::when::Day;
use foldhash::{HashMap, HashSet};
use std::cmp::Reverse;
use std::collections::BTreeSet;

pub use past::Past;

/// What kind of change it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// It contradicts something, and one of both is new.
    Contradicted,
    /// Its claimant said something else before.
    Updated,
    /// Nobody said so before.
    New,
    /// A correction replaces it.
    Corrected,
    /// It was retracted, undone or rejected.
    Retracted,
    /// It counts again.
    Restored,
    /// The series of which it is the newest statement has been silent for longer than usual since.
    Quiet,
}

impl What {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Contradicted,
        Self::Updated,
        Self::New,
        Self::Corrected,
        Self::Retracted,
        Self::Restored,
        Self::Quiet,
    ];

    /// The name of the kind in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contradicted => "contradicted",
            Self::Updated => "updated",
            Self::New => "new",
            Self::Corrected => "corrected",
            Self::Retracted => "retracted",
            Self::Restored => "restored",
            Self::Quiet => "quiet",
        }
    }
}

/// A change.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    /// What kind of change it is.
    pub what: What,
    /// The statements that changed, the newest report first. They say the same, or contradict the same.
    pub said: Vec<&'a Statement>,
    /// The statements that they contradict or update, or their corrections.
    pub other: Vec<&'a Statement>,
    /// The days since the newest report of a series that has gone quiet, and its usual interval.
    pub silent: Option<(i64, i64)>,
}

/// What is known on the later day.
#[derive(Clone, Copy, Debug)]
pub struct Present<'a> {
    /// The statements that were asked about, those that do not count any more among them.
    pub statements: &'a [Statement],
    /// Statements about places around those.
    pub wider: &'a [Statement],
    /// The facts that replace others, by the replaced one.
    pub replaced: &'a HashMap<Uid, Uid>,
    /// The rows that the statements name.
    pub rows: &'a Selection,
    /// Which reports republish others.
    pub republished: &'a Republished,
    /// The later day.
    pub day: Day,
}

impl Present<'_> {
    /// What was known on an earlier day, by the days on which reports came out. A correction from a later
    /// report was not known then.
    #[must_use]
    pub fn published_by(&self, day: Day) -> Past {
        let published = |one: &Statement| one.published.is_some_and(|published| published <= day);
        let known: HashSet<Uid> =
            self.statements.iter().filter(|one| published(one)).map(|one| one.uid).collect();
        // If a correction is not among the facts, the day of its publication is not known, so it is not
        // listed as a change.
        let later: HashSet<Uid> = self
            .statements
            .iter()
            .filter(|one| !known.contains(&one.uid))
            .map(|one| one.uid)
            .collect();
        let is_replaced = |one: &Statement| {
            one.is_replaced && self.replaced.get(&one.uid).is_none_or(|by| !later.contains(by))
        };
        let is_rejected = |one: &Statement| one.doubt == Some(Disposition::Rejected);
        let counted = |one: &&Statement| {
            one.counts || !one.is_withdrawn && !is_rejected(one) && !is_replaced(one)
        };
        let of_then = self.statements.iter().filter(|one| known.contains(&one.uid));
        let counted: Vec<&Statement> = of_then.filter(counted).collect();
        Past::of(&counted, known.iter().copied(), self.rows, day)
    }
}

/// All changes, and the number of statements that repeat known ones.
#[derive(Debug, Default)]
pub struct Diff<'a> {
    /// The changes, by kind, then from the newest report on.
    pub changes: Vec<Change<'a>>,
    /// How many further statements say what was known before.
    pub known_before: usize,
}

impl<'a> Diff<'a> {
    /// The changes since the past.
    #[must_use]
    pub fn of(past: &Past, present: Present<'a>) -> Self {
        let mut diff = Self::default();
        let relations = relations(past, present);
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
        diff.changes
            .sort_by_key(|one| (one.what, Reverse((one.said[0].published, one.said[0].uid))));
        diff.changes = each_contradiction_once(diff.changes);
        diff
    }

    /// Adds new statements, and those that count again.
    fn add_said(
        &mut self,
        past: &Past,
        present: Present<'a>,
        relations: &HashMap<Uid, Found>,
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
            if !counted.is_empty() {
                self.known_before += said.len();
                continue;
            }
            let found = || said.iter().filter_map(|one| relations.get(&one.uid));
            let others = |what: What| {
                let others = found().filter(|found| found.what == what);
                let others: BTreeSet<Uid> =
                    others.flat_map(|found| &found.others).copied().collect();
                let mut others: Vec<&Statement> =
                    others.iter().filter_map(|uid| by_uid.get(uid)).copied().collect();
                others.sort_by_key(|one| Reverse((one.published, one.uid)));
                others
            };
            let (what, other) = match found().map(|found| found.what).min() {
                _ if past.knew(newest.uid) => (What::Restored, Vec::new()),
                Some(what) => (what, others(what)),
                // A correction is listed with the fact that it corrects.
                None if said.iter().all(|one| corrections.contains(&one.uid)) => continue,
                None => (What::New, Vec::new()),
            };
            self.changes.push(Change { what, said, other, silent: None });
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
            self.changes.push(Change { what, said: vec![one], other, silent: None });
        }
    }
}

/// Changes, with each contradiction once, however many voices are new in it: a fact that an earlier change
/// names as its other side is not listed again, and all facts that contradict the same fact are one change.
fn each_contradiction_once(changes: Vec<Change<'_>>) -> Vec<Change<'_>> {
    let mut once: Vec<Change<'_>> = Vec::new();
    let mut named: HashSet<Uid> = HashSet::default();
    let mut sides: HashMap<Vec<Uid>, usize> = HashMap::default();
    for change in changes {
        if change.what != What::Contradicted {
            once.push(change);
            continue;
        }
        if change.said.iter().all(|one| named.contains(&one.uid)) {
            continue;
        }
        named.extend(change.said.iter().chain(&change.other).map(|one| one.uid));
        let side = change.other.iter().map(|one| one.uid).collect();
        if let Some(at) = sides.get(&side) {
            once[*at].said.extend(change.said);
        } else {
            sides.insert(side, once.len());
            once.push(change);
        }
    }
    once
}

/// How a statement that is new relates to others.
#[derive(Clone, Debug)]
struct Found {
    what: What,
    others: Vec<Uid>,
}

/// The statements that new ones contradict or update. Only indicators with new statements are compared.
fn relations(past: &Past, present: Present<'_>) -> HashMap<Uid, Found> {
    let is_fresh = |one: &&Statement| one.counts && !past.counted(one.uid);
    let fresh: HashSet<&Name> =
        present.statements.iter().filter(is_fresh).map(|one| &one.indicator).collect();
    let mut found = HashMap::default();
    for indicator in fresh {
        let about = |one: &&Statement| one.indicator == *indicator;
        let statements: Vec<&Statement> = present.statements.iter().filter(about).collect();
        let wider: Vec<&Statement> = present.wider.iter().filter(about).collect();
        let row = present.rows.indicators.get(&**indicator);
        for group in comparisons(&statements, &wider, row, present.rows, present.republished) {
            for voice in group.voices.iter().filter(|voice| is_fresh(&voice.statement)) {
                let uid = |at: &usize| group.voices[*at].statement.uid;
                let others: Vec<Uid> = voice.contradicts.iter().map(uid).collect();
                if !others.is_empty() {
                    found.insert(voice.statement.uid, Found { what: What::Contradicted, others });
                } else if let Some((related, at)) = &voice.related
                    && related.relation == Relation::Updates
                {
                    let others = vec![uid(at)];
                    found.insert(voice.statement.uid, Found { what: What::Updated, others });
                }
            }
        }
    }
    found
}
