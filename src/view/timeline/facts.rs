//! Collects the facts of a timeline one by one.

use super::sources::{Source, Sources};
use crate::domain::selection::{RecordedFact, Selection};
use crate::view::collected::Collected;

/// Facts collected for a timeline. Of otherwise equal facts the one added later counts, so callers
/// must always add facts in the same order.
#[derive(Debug, Default)]
pub struct TimelineFacts {
    pub(super) collected: Collected,
    sources: Sources,
}

impl TimelineFacts {
    /// Collects the facts of a selection, in its order.
    #[must_use]
    pub fn of(selection: &Selection) -> Self {
        let mut facts = Self::default();
        selection.facts.iter().for_each(|recorded| facts.add(selection, recorded));
        facts
    }

    /// An empty collection with room for this many facts.
    #[must_use]
    pub fn with_room(facts: usize) -> Self {
        Self { collected: Collected::with_room(facts), ..Self::default() }
    }

    /// Adds a fact; `rows` has its indicator, its report and the report's publisher.
    pub fn add(&mut self, rows: &Selection, recorded: &RecordedFact) {
        let statement = self.collected.add(rows, recorded);
        if let Some(report) = rows.reports.get(&recorded.fact.report) {
            self.sources.add(&statement.report, report, rows);
        }
    }

    /// Adds the report of a fact that is in no entry and no lane.
    pub fn add_source(&mut self, rows: &Selection, recorded: &RecordedFact) {
        if let Some(report) = rows.reports.get(&recorded.fact.report) {
            let key = self.collected.interner.text(&recorded.fact.report);
            self.sources.add(&key, report, rows);
        }
    }

    /// Takes out the reports of the facts, numbered by date.
    pub(super) fn take_sources(&mut self) -> Vec<Source> {
        std::mem::take(&mut self.sources).numbered()
    }
}
