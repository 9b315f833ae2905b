//! Which states are known to have ended, and when.
//!
//! Knows places, parts and threads of facts. Must not know marks.

use super::Kind;
use super::item::Item;
use crate::domain::when::{Bounds, Day};
use std::collections::HashMap;

/// An end on an exact day, and the thread that it belongs to.
type End<'a> = (Day, Option<&'a str>);

/// The ends that still count, by place and part, in order of days.
#[derive(Debug, Default)]
pub(super) struct Ends<'a>(HashMap<(&'a str, Option<&'a str>), Vec<End<'a>>>);

impl<'a> Ends<'a> {
    /// The ends among facts about one indicator.
    pub(super) fn of(items: &[Item<'a>]) -> Self {
        let mut ends: HashMap<_, Vec<End<'a>>> = HashMap::new();
        for &item in items.iter().filter(|item| item.counts && item.kind() == Kind::Ended) {
            let day = item.bounds().filter(Bounds::is_exact_day).and_then(|b| b.end_latest);
            if let Some(day) = day {
                ends.entry(about(item)).or_default().push((day, item.fact().thread.as_deref()));
            }
        }
        for ends in ends.values_mut() {
            ends.sort_unstable();
        }
        Self(ends)
    }

    /// The first day, not before another, on which the very thing that a fact is about ended: at
    /// its place, of its part, and of its thread where both name one.
    pub(super) fn after(&self, item: Item<'_>, first: Option<Day>) -> Option<Day> {
        let ends = self.0.get(&about(item))?;
        let thread = item.fact().thread.as_deref();
        let fits = |end: &&End<'_>| thread.is_none() || end.1.is_none() || end.1 == thread;
        let from = ends.partition_point(|end| Some(end.0) < first);
        ends.get(from..)?.iter().find(fits).map(|end| end.0)
    }
}

fn about(item: Item<'_>) -> (&str, Option<&str>) {
    (&item.fact().place, item.fact().scope.as_deref())
}
