//! Updates: an earlier statement of a claimant about an event or a period no longer counts if the claimant
//! says something else later.

use super::item::Item;
use crate::domain::compare::Name;
use crate::domain::compare::meeting::{Meeting, Part, grown};
use crate::domain::when::Day;
use foldhash::HashMap;

/// The positions of the items about one event or one period that no later figure of the same claimant corrects. If a
/// figure is unattributed, its claimant may be one who stated the same figure, not earlier, and then corrected it.
pub(super) fn newest(items: &[Item<'_>], of: &[usize]) -> Vec<usize> {
    if of.len() < 2 {
        return of.to_vec();
    }
    let mut last: HashMap<&[Name], usize> = HashMap::default();
    for at in of {
        let known = last.entry(claimants(&items[*at])).or_insert(*at);
        if is_later(&items[*at], &items[*known]) {
            *known = *at;
        }
    }
    let is_corrected = |item: &Item<'_>| {
        let Some(later) = last.get(claimants(item)).map(|at| &items[*at]) else { return false };
        let figures = item.voice.allowed.zip(later.voice.allowed);
        let is_other = figures.is_some_and(|(before, after)| !before.meets(after));
        let days = [item, later].map(|item| item.voice.statement.published);
        let is_earlier = is_before(days[0], days[1]) || is_lower(item, later);
        !claimants(item).is_empty() && is_other && is_earlier
    };
    let corrected: Vec<&Item<'_>> =
        of.iter().map(|at| &items[*at]).filter(|item| is_corrected(item)).collect();
    let is_copy = |item: &Item<'_>| {
        claimants(item).is_empty() && corrected.iter().any(|said| may_be_one_utterance(item, said))
    };
    let stands = |at: &usize| !is_corrected(&items[*at]) && !is_copy(&items[*at]);
    of.iter().copied().filter(stands).collect()
}

fn claimants<'a>(item: &Item<'a>) -> &'a [Name] {
    item.voice.statement.claimants.as_slice()
}

/// Whether an item is the later statement of a claimant. If two tolls grow on one day, the greater one is later.
fn is_later(item: &Item<'_>, than: &Item<'_>) -> bool {
    let when = |item: &Item<'_>| item.voice.statement.published;
    let uids = [item, than].map(|item| item.voice.statement.uid);
    let by_figure = || is_lower(than, item) || !is_lower(item, than) && uids[0] > uids[1];
    when(item) > when(than) || when(item) == when(than) && by_figure()
}

/// Whether an item is an earlier stage of a toll that grew on the day of its report.
fn is_lower(item: &Item<'_>, than: &Item<'_>) -> bool {
    grown(&item.voice, &than.voice) == Some(Meeting::Part(Part::Period))
}

/// Whether an unattributed item may be a statement of a claimant.
fn may_be_one_utterance(item: &Item<'_>, said: &Item<'_>) -> bool {
    let days = [item, said].map(|item| item.voice.statement.published);
    item.voice.allowed.is_some()
        && item.voice.allowed == said.voice.allowed
        && item.voice.time == said.voice.time
        && days[0].zip(days[1]).is_some_and(|(own, other)| own <= other)
}

/// Whether a report came out before another one; false if either day is unknown.
fn is_before(one: Option<Day>, other: Option<Day>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one < other)
}
