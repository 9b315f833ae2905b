//! Extensions without a day: "extended by 48 hours" is added to the end that was the next one when it was reported.

use super::telling::{Telling, is_as_of, until};
use super::thing::Thing;
use crate::domain::compare::{Statement, StatementKind};
use crate::domain::fact::Status;
use crate::domain::identity::Uid;
use crate::domain::when::{Bounds, Day};
use foldhash::HashMap;
use std::collections::BTreeSet;

/// The ends of states by extensions without a day.
pub(super) struct Extended<'a> {
    ends: HashMap<Uid, Day>,
    of_thing: HashMap<Thing<'a>, Vec<&'a Statement>>,
}

impl<'a> Extended<'a> {
    /// Finds the ends of the states that were extended without a day.
    pub(super) fn of(statements: &[&'a Statement]) -> Self {
        let mut extended = Self { ends: HashMap::default(), of_thing: HashMap::default() };
        for &one in statements.iter().filter(|one| one.counts && is_undated(one)) {
            extended.of_thing.entry(Thing::of(one)).or_default().push(one);
        }
        if extended.of_thing.is_empty() {
            return extended;
        }
        let mut known: HashMap<Thing<'_>, Vec<(Day, Day)>> = HashMap::default();
        for &one in statements.iter().filter(|one| one.counts) {
            let thing = Thing::of(one);
            if extended.of_thing.contains_key(&thing)
                && let Some((end, published)) = until(one).zip(one.published)
            {
                known.entry(thing).or_default().push((published, end));
            }
        }
        for (thing, extensions) in &mut extended.of_thing {
            extensions.sort_by_key(|one| (one.published, one.uid));
            let mut known = known.remove(thing).unwrap_or_default();
            known.sort_unstable();
            let mut told = known.into_iter().peekable();
            let mut ends: BTreeSet<Day> = BTreeSet::new();
            extensions.retain(|one| {
                while let Some((_, end)) = told.next_if(|(day, _)| Some(*day) <= one.published) {
                    ends.insert(end);
                }
                let next = one.published.and_then(|day| ends.range(day..).next().copied());
                let end = next.and_then(|next| longer(one, next));
                ends.extend(end);
                extended.ends.extend(end.map(|end| (one.uid, end)));
                end.is_some()
            });
        }
        extended
    }

    /// The day until which a state holds by an extension without a day; `None` for all else.
    pub(super) fn end(&self, one: &Statement) -> Option<Day> {
        self.ends.get(&one.uid).copied()
    }

    /// The extensions of a state, reported since a day, by which it goes on after another one.
    pub(super) fn after(
        &self,
        thing: Thing<'a>,
        published: Day,
        day: Day,
    ) -> impl Iterator<Item = &'a Statement> {
        let all = self.of_thing.get(&thing).into_iter().flatten().copied();
        all.filter(move |one| one.published >= Some(published) && self.end(one) > Some(day))
    }
}

/// Whether a state was extended, and nobody says from when or until when.
fn is_undated(one: &Statement) -> bool {
    let is_over = || one.last() <= one.published;
    one.kind() == StatementKind::Held
        && Telling::of(one) == Some(Telling::Going)
        && one.status == Some(Status::Extended)
        && (one.when.is_none() || is_as_of(one) && is_over())
}

/// The end of a state that was to hold until a day and was extended.
fn longer(extension: &Statement, until: Day) -> Option<Day> {
    let from =
        Bounds { start_earliest: Some(until), start_latest: Some(until), ..Bounds::default() };
    extension.quantity.as_ref()?.last_day(&from)
}
