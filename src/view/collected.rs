//! Collects the statements of facts one by one, with their units as series know them.

use super::series::SeriesUnits;
use crate::domain::compare::origins::Republished;
use crate::domain::compare::{Interner, Statement};
use crate::domain::selection::{RecordedFact, Selection};

/// Statements collected for a view, in the order in which they were added.
#[derive(Debug, Default)]
pub struct Collected {
    pub(super) statements: Vec<Statement>,
    /// Statements about places around those that were asked for, which may hold there, too.
    pub(super) wider: Vec<Statement>,
    pub(super) interner: Interner,
    pub(super) republished: Republished,
    units: SeriesUnits,
}

impl Collected {
    /// An empty collection with room for this many facts, so that it need not be moved as it grows.
    /// Reserved memory costs nothing until it is used.
    #[must_use]
    pub fn with_room(facts: usize) -> Self {
        Self { statements: Vec::with_capacity(facts), ..Self::default() }
    }

    /// Collects the facts of a selection, in its order.
    #[must_use]
    pub fn of(selection: &Selection) -> Self {
        let mut collected = Self::default();
        for recorded in &selection.facts {
            collected.add(selection, recorded);
        }
        collected
    }

    /// Adds a fact, and returns its statement; `rows` has its indicator and its report.
    pub fn add(&mut self, rows: &Selection, recorded: &RecordedFact) -> &Statement {
        let statement = self.statement(rows, recorded);
        self.statements.push(statement);
        &self.statements[self.statements.len() - 1]
    }

    /// Adds a fact about a place around those that were asked for.
    pub fn add_wider(&mut self, rows: &Selection, recorded: &RecordedFact) {
        let statement = self.statement(rows, recorded);
        self.wider.push(statement);
    }

    fn statement(&mut self, rows: &Selection, recorded: &RecordedFact) -> Statement {
        let indicator = rows.indicators.get(&recorded.fact.indicator);
        let unit = self.units.of(&recorded.fact, indicator, &mut self.interner);
        let nature = indicator.map(|row| row.nature);
        let report = rows.reports.get(&recorded.fact.report);
        let statement = Statement::of(recorded, nature, unit, report, &mut self.interner);
        if let Some(original) = report.and_then(|report| report.republishes.as_deref()) {
            self.republished.add(statement.report.clone(), self.interner.text(original));
        }
        statement
    }
}
