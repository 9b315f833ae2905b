//! The facts of a timeline, taken in one after the other.

use super::sources::{Source, Sources};
use crate::domain::compare::{Interner, Statement};
use crate::domain::report::Report;
use crate::domain::selection::{RecordedFact, Selection};

/// Facts on their way into a timeline. The order in which they are added decides between equals: it
/// must not change from one reading to the next.
#[derive(Debug)]
pub struct TimelineFacts<'a> {
    /// The places, actors and indicators that the facts name.
    pub(super) rows: &'a Selection,
    pub(super) statements: Vec<Statement>,
    pub(super) interner: Interner,
    sources: Sources,
}

impl<'a> TimelineFacts<'a> {
    /// No facts yet. `rows` has the places, actors and indicators that they will name.
    #[must_use]
    pub fn new(rows: &'a Selection) -> Self {
        Self {
            rows,
            statements: Vec::new(),
            interner: Interner::default(),
            sources: Sources::default(),
        }
    }

    /// The facts of a selection, in its order.
    #[must_use]
    pub fn of(selection: &'a Selection) -> Self {
        let mut facts = Self::new(selection);
        for recorded in &selection.facts {
            facts.add(recorded, selection.reports.get(&recorded.fact.report));
        }
        facts
    }

    /// Adds a fact and the report that it was found in, where that report's row is known.
    pub fn add(&mut self, recorded: &RecordedFact, report: Option<&Report>) {
        let nature = self.rows.indicators.get(&recorded.fact.indicator).map(|row| row.nature);
        let statement = Statement::of(recorded, nature, report, &mut self.interner);
        if let Some(report) = report {
            self.sources.add(&statement.report, report, self.rows);
        }
        self.statements.push(statement);
    }

    /// The reports that the facts were found in, by date.
    pub(super) fn take_sources(&mut self) -> Vec<Source> {
        std::mem::take(&mut self.sources).numbered()
    }
}
