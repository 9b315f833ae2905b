//! How new statements relate to others.

use super::change::Present;
use super::past::Past;
use crate::domain::compare::comparison::Comparison;
use crate::domain::compare::grouping::each_group_with_others;
use crate::domain::compare::relate::Why;
use crate::domain::compare::{Name, Statement};
use crate::domain::identity::Uid;
use crate::domain::when::Day;
use foldhash::{HashMap, HashSet};
use std::collections::BTreeSet;

/// How statements relate to others, for the indicators that have something new.
#[derive(Debug, Default)]
pub(super) struct Relations {
    /// What each statement contradicts.
    contradicts: HashMap<Uid, Vec<Uid>>,
    /// What the claimant of each statement said otherwise before, the newest first.
    updates: HashMap<Uid, Vec<Before>>,
}

/// What a claimant said before.
#[derive(Debug)]
struct Before {
    uid: Uid,
    published: Option<Day>,
    /// Whether it counted on the earlier day.
    was_known: bool,
}

impl Relations {
    /// How statements relate. Only indicators that have something new are compared.
    pub(super) fn of(past: &Past, present: Present<'_>) -> Self {
        let is_fresh = |one: &&Statement| one.counts && !past.counted(one.uid);
        let fresh: HashSet<&Name> =
            present.statements.iter().filter(is_fresh).map(|one| &one.indicator).collect();
        let mut relations = Self::default();
        for indicator in fresh {
            let about = |one: &&Statement| one.indicator == *indicator;
            let statements: Vec<&Statement> = present.statements.iter().filter(about).collect();
            let wider: Vec<&Statement> = present.wider.iter().filter(about).collect();
            let (rows, row) = (present.rows, present.rows.indicators.get(&**indicator));
            each_group_with_others(&statements, &wider, row, rows, |group| {
                relations.add(&group.compare(rows, present.republished), past);
            });
        }
        relations
    }

    fn add(&mut self, group: &Comparison<'_>, past: &Past) {
        let uid = |at: usize| group.voices[at].statement.uid;
        for voice in &group.voices {
            let one = voice.statement;
            if !voice.contradicts.is_empty() {
                let others = voice.contradicts.iter().map(|at| uid(*at));
                self.contradicts.entry(one.uid).or_default().extend(others);
            }
            let by = voice.related.filter(|(related, _)| related.why == Why::Updated);
            if let Some((_, by)) = by {
                let was_known = past.counted(one.uid);
                let before = Before { uid: one.uid, published: one.published, was_known };
                self.updates.entry(uid(by)).or_default().push(before);
            }
        }
    }

    /// What new statements contradict, and those that said the same before do not: the same words may be said of
    /// further days.
    pub(super) fn contradicted(&self, new: &[&Statement], known: &[&Statement]) -> BTreeSet<Uid> {
        let of = |all: &[&Statement]| -> BTreeSet<Uid> {
            let others = all.iter().filter_map(|one| self.contradicts.get(&one.uid));
            others.flatten().copied().collect()
        };
        of(new).difference(&of(known)).copied().collect()
    }

    /// What the claimants of new statements said otherwise before: the last that was known of it, and all that is
    /// new. Who says again what is known of him updates nothing.
    pub(super) fn updated(&self, new: &[&Statement], known: &[&Statement]) -> BTreeSet<Uid> {
        let is_again = |one: &&&Statement| known.iter().any(|of| of.claimants == one.claimants);
        let mut open: Vec<Uid> =
            new.iter().filter(|one| !is_again(one)).map(|one| one.uid).collect();
        let mut last_known: Option<(Option<Day>, Uid)> = None;
        let mut found = BTreeSet::new();
        while let Some(all) = open.pop().map(|uid| self.updates.get(&uid)) {
            let all = || all.into_iter().flatten();
            let known = all().find(|before| before.was_known);
            last_known = last_known.max(known.map(|before| (before.published, before.uid)));
            for before in all().filter(|before| !before.was_known) {
                if found.insert(before.uid) {
                    open.push(before.uid);
                }
            }
        }
        found.extend(last_known.map(|(_, uid)| uid));
        found
    }
}
