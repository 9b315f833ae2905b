//! Collects the facts of a timeline one by one.

use super::sources::{Source, Sources};
use crate::domain::compare::{Interner, Statement};
use crate::domain::selection::{RecordedFact, Selection};
use crate::view::series::SeriesUnits;

/// Facts collected for a timeline. Of otherwise equal facts the one added later counts, so callers
/// must always add facts in the same order.
#[derive(Debug, Default)]
pub struct TimelineFacts {
    pub(super) statements: Vec<Statement>,
    pub(super) interner: Interner,
    units: SeriesUnits,
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

    /// Adds a fact; `rows` has its indicator, its report and the report's publisher.
    pub fn add(&mut self, rows: &Selection, recorded: &RecordedFact) {
        let indicator = rows.indicators.get(&recorded.fact.indicator);
        let unit = self.units.of(&recorded.fact, indicator, &mut self.interner);
        let nature = indicator.map(|row| row.nature);
        let report = rows.reports.get(&recorded.fact.report);
        let statement = Statement::of(recorded, nature, unit, report, &mut self.interner);
        if let Some(report) = report {
            self.sources.add(&statement.report, report, rows);
        }
        self.statements.push(statement);
    }

    /// Takes out the reports of the facts, numbered by date.
    pub(super) fn take_sources(&mut self) -> Vec<Source> {
        std::mem::take(&mut self.sources).numbered()
    }
}
