//! Updates: an earlier statement of a claimant about an event or a period no longer counts if the claimant
//! says something else later.

use super::item::Item;
use crate::domain::compare::Name;
use crate::domain::when::Day;
use foldhash::HashMap;

/// The items about one event or one period that no later figure of the same claimant corrects.
pub(super) fn newest<'i, 'a>(items: &[&'i Item<'a>]) -> Vec<&'i Item<'a>> {
    if items.len() < 2 {
        return items.to_vec();
    }
    let mut last: HashMap<&[Name], &Item<'_>> = HashMap::default();
    let when = |item: &Item<'_>| (item.voice.statement.published, item.voice.statement.uid);
    for item in items {
        let claimants = item.voice.statement.claimants.as_slice();
        let known = last.entry(claimants).or_insert(item);
        if when(item) > when(known) {
            *known = item;
        }
    }
    let is_corrected = |item: &Item<'_>| {
        let one = item.voice.statement;
        let (later, published) = match last.get(one.claimants.as_slice()) {
            Some(later) => (later, later.voice.statement.published),
            None => return false,
        };
        let figures = item.voice.allowed.zip(later.voice.allowed);
        !one.claimants.is_empty()
            && is_before(one.published, published)
            && figures.is_some_and(|(before, after)| !before.meets(after))
    };
    items.iter().filter(|item| !is_corrected(item)).copied().collect()
}

/// Whether a report came out before another one; not where either day is unknown.
fn is_before(one: Option<Day>, other: Option<Day>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one < other)
}
