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

/// The kind of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// It contradicts something, and one of the two is new.
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
    /// No newer statement of its series came for longer than usual.
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
    /// The kind of a change.
    pub what: What,
    /// The statements that changed, the newest report first. They say the same, or contradict the same.
    pub said: Vec<&'a Statement>,
    /// The statements that they contradict or update, or their corrections.
    pub other: Vec<&'a Statement>,
    /// The days since the newest report of a series that has gone quiet, and its usual interval.
    pub silent: Option<(i64, i64)>,
}

impl Change<'_> {
    /// The day on which it came out: that of the correction, or else that of its newest report. `None` if that report
    /// is undated.
    #[must_use]
    pub fn reported(&self) -> Option<Day> {
        let correction = self.other.first().filter(|_| self.what == What::Corrected);
        correction.unwrap_or(&self.said[0]).published
    }
}

/// What is known on the later day.
#[derive(Clone, Copy, Debug)]
pub struct Present<'a> {
    /// The statements that were asked about, including those that do not count any more.
    pub statements: &'a [Statement],
    /// Statements about places that enclose theirs.
    pub wider: &'a [Statement],
    /// The facts that replace others, by the fact that they replace.
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
        diff.changes.sort_by_key(|one| (one.what, Reverse((one.reported(), one.said[0].uid))));
        diff.changes = each_contradiction_once(diff.changes);
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
            let in_order = |uids: BTreeSet<Uid>| {
                let mut others: Vec<&Statement> =
                    uids.iter().filter_map(|uid| by_uid.get(uid)).copied().collect();
                others.sort_by_key(|one| Reverse((one.published, one.uid)));
                others
            };
            if !counted.is_empty() {
                // The same words about further days may contradict what they did not contradict before.
                let contradicted = in_order(relations.contradicted_anew(&said, &counted));
                if contradicted.is_empty() {
                    self.known_before += said.len();
                } else {
                    let what = What::Contradicted;
                    self.changes.push(Change { what, said, other: contradicted, silent: None });
                }
                continue;
            }
            let found = || said.iter().filter_map(|one| relations.found(one.uid));
            let others = |what: What| {
                let others = found().filter(|(is, _)| *is == what);
                in_order(others.flat_map(|(_, others)| others).copied().collect())
            };
            let (what, other) = match found().map(|(what, _)| what).min() {
                _ if past.knew(newest.uid) => (What::Restored, Vec::new()),
                Some(what) => (what, others(what)),
                // A correction is listed together with the fact that it corrects.
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

/// Lists each contradiction once, however many of its voices are new: a fact that an earlier change names as its other
/// side is not listed again, and all facts that contradict the same fact are one change.
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

/// How statements relate to others, for the indicators that have something new.
#[derive(Debug, Default)]
struct Relations {
    /// What each statement contradicts.
    contradicts: HashMap<Uid, Vec<Uid>>,
    /// What each new statement updates.
    updates: HashMap<Uid, Vec<Uid>>,
}

impl Relations {
    /// What a new statement contradicts, or else updates.
    fn found(&self, uid: Uid) -> Option<(What, &[Uid])> {
        let contradicts = self.contradicts.get(&uid).map(|others| (What::Contradicted, others));
        let found = contradicts.or_else(|| Some((What::Updated, self.updates.get(&uid)?)));
        found.map(|(what, others)| (what, others.as_slice()))
    }

    /// What new statements contradict although it was not contradicted by earlier statements that said the same.
    fn contradicted_anew(&self, new: &[&Statement], known: &[&Statement]) -> BTreeSet<Uid> {
        let of = |all: &[&Statement]| -> BTreeSet<Uid> {
            let others = all.iter().filter_map(|one| self.contradicts.get(&one.uid));
            others.flatten().copied().collect()
        };
        of(new).difference(&of(known)).copied().collect()
    }
}

/// How statements relate. Only indicators that have something new are compared.
fn relations(past: &Past, present: Present<'_>) -> Relations {
    let is_fresh = |one: &&Statement| one.counts && !past.counted(one.uid);
    let fresh: HashSet<&Name> =
        present.statements.iter().filter(is_fresh).map(|one| &one.indicator).collect();
    let mut relations = Relations::default();
    for indicator in fresh {
        let about = |one: &&Statement| one.indicator == *indicator;
        let statements: Vec<&Statement> = present.statements.iter().filter(about).collect();
        let wider: Vec<&Statement> = present.wider.iter().filter(about).collect();
        let row = present.rows.indicators.get(&**indicator);
        for group in comparisons(&statements, &wider, row, present.rows, present.republished) {
            let uid = |at: &usize| group.voices[*at].statement.uid;
            for voice in &group.voices {
                let own = voice.statement.uid;
                if !voice.contradicts.is_empty() {
                    let others = voice.contradicts.iter().map(uid);
                    relations.contradicts.entry(own).or_default().extend(others);
                }
                if let Some((related, at)) = &voice.related
                    && related.relation == Relation::Updates
                    && is_fresh(&voice.statement)
                {
                    relations.updates.insert(own, vec![uid(at)]);
                }
            }
        }
    }
    relations
}
