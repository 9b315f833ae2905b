//! Tells each change once, however many new statements are in it.

use super::change::{Change, What};
use crate::domain::identity::Uid;
use foldhash::{HashMap, HashSet};

/// Changes, by kind and from the newest on, without those that others tell.
pub(super) fn each_once(changes: Vec<Change<'_>>) -> Vec<Change<'_>> {
    each_contradiction_once(only_last_updates(changes))
}

/// Leaves out new statements that their claimants have changed since: the newest one names them.
fn only_last_updates(mut changes: Vec<Change<'_>>) -> Vec<Change<'_>> {
    let updates = changes.iter().filter(|change| change.what == What::Updated);
    let updated: HashSet<Uid> =
        updates.flat_map(|change| &change.other).map(|one| one.uid).collect();
    changes.retain(|change| {
        let is_new = matches!(change.what, What::New | What::Updated);
        !is_new || change.said.iter().any(|one| !updated.contains(&one.uid))
    });
    changes
}

/// Leaves out what is told of two statements that contradict each other in the change of the other one; all that
/// contradict the same are one change.
fn each_contradiction_once(changes: Vec<Change<'_>>) -> Vec<Change<'_>> {
    let mut once: Vec<Change<'_>> = Vec::new();
    let mut sides: HashMap<Vec<Uid>, usize> = HashMap::default();
    for change in changes {
        let side = change.other.iter().map(|one| one.uid).collect();
        if change.what != What::Contradicted {
            once.push(change);
        } else if let Some(at) = sides.get(&side) {
            once[*at].said.extend(change.said);
        } else {
            sides.insert(side, once.len());
            once.push(change);
        }
    }
    let mut told: HashSet<Uid> = HashSet::default();
    once.retain_mut(|change| {
        if change.what != What::Contradicted {
            return true;
        }
        change.other.retain(|one| !told.contains(&one.uid));
        told.extend(change.said.iter().map(|one| one.uid));
        !change.other.is_empty()
    });
    once
}
