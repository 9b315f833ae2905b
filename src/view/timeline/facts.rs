//! Collects the facts of a timeline one by one.

use super::sources::{Source, Sources};
use crate::domain::compare::Name;
use crate::domain::selection::{RecordedFact, Selection};
use crate::view::collected::Collected;

/// Facts collected for a timeline. If two facts are otherwise equal, the one added later counts, so
/// callers must always add facts in the same order.
#[derive(Debug)]
pub struct TimelineFacts {
    pub(super) collected: Collected,
    sources: Sources,
    /// The reports of facts about enclosing places.
    wider: Sources,
}

impl Default for TimelineFacts {
    fn default() -> Self {
        let (sources, wider) = (Sources::default(), Sources::default());
        Self { collected: Collected::for_sums(), sources, wider }
    }
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
        let mut all = Self::default();
        all.collected.make_room(facts);
        all
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

    /// Does the same for a fact about a place that encloses the timeline's, if the timeline would show it.
    pub fn add_wider_source(&mut self, rows: &Selection, recorded: &RecordedFact) {
        if self.collected.statement(rows, recorded).holds_within() {
            self.add_source(rows, recorded);
        }
    }

    /// Adds a fact about a place that encloses the timeline's. It is shown if it applies to the whole place, or if it
    /// contradicts a fact in the timeline.
    pub fn add_wider(&mut self, rows: &Selection, recorded: &RecordedFact) {
        let statement = self.collected.add_around(rows, recorded);
        let sources = if statement.holds_within() { &mut self.sources } else { &mut self.wider };
        if let Some(report) = rows.reports.get(&recorded.fact.report) {
            sources.add(&statement.report, report, rows);
        }
    }

    /// Takes out the reports of the facts, numbered by date; of the reports of facts about enclosing places, only the
    /// `cited` ones.
    pub(super) fn take_sources<'s>(
        &mut self,
        cited: impl Iterator<Item = &'s Name>,
    ) -> Vec<Source> {
        let mut sources = std::mem::take(&mut self.sources);
        sources.take_from(std::mem::take(&mut self.wider), cited);
        sources.numbered()
    }
}
