//! Collects the statements of facts one by one, with their units as series know them.

use super::series::SeriesUnits;
use crate::domain::compare::confirmed::confirming;
use crate::domain::compare::origins::{Origins, Republished};
use crate::domain::compare::{Interner, Name, Statement};
use crate::domain::fact::Draft;
use crate::domain::identity::Uid;
use crate::domain::indicator::Nature;
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::source_row::data_set;
use crate::domain::sum::RowId;
use crate::domain::when::{Day, When};
use std::collections::BTreeMap;

use foldhash::HashMap;

/// Statements collected for a view, in the order in which they were added.
#[derive(Debug, Default)]
pub struct Collected {
    pub(super) statements: Vec<Statement>,
    /// Statements about places that enclose those that were asked for, which may apply to them, too.
    pub(super) wider: Vec<Statement>,
    pub(super) interner: Interner,
    pub(super) republished: Republished,
    /// Why facts do not count, by the fact's uid: `rejected: a misprint`.
    pub(super) struck: HashMap<Uid, String>,
    /// The rows of data sets that flows and events come from, if these are to be added up.
    pub(super) source_rows: Option<SourceRows>,
    units: SeriesUnits,
}

/// The rows of data sets that facts come from, by the fact's uid.
pub(super) type SourceRows = HashMap<Uid, RowId>;

impl Collected {
    /// Makes room for this many facts, so that they need not be moved as the collection grows.
    /// Reserved memory costs nothing until it is used.
    pub fn make_room(&mut self, facts: usize) {
        self.statements.reserve_exact(facts);
    }

    /// Collects the facts of a selection, in its order.
    #[must_use]
    pub fn of(selection: &Selection) -> Self {
        let mut collected = Self::for_sums();
        for recorded in &selection.facts {
            collected.add(selection, recorded);
        }
        collected
    }

    /// An empty collection that also keeps what sums need besides statements: the rows of data sets.
    #[must_use]
    pub fn for_sums() -> Self {
        Self { source_rows: Some(SourceRows::default()), ..Self::default() }
    }

    /// Adds a fact, and returns its statement; `rows` has its indicator and its report.
    pub fn add(&mut self, rows: &Selection, recorded: &RecordedFact) -> &Statement {
        let statement = self.statement(rows, recorded);
        self.statements.push(statement);
        &self.statements[self.statements.len() - 1]
    }

    /// Adds a fact about a place that encloses those that were asked for.
    pub fn add_wider(&mut self, rows: &Selection, recorded: &RecordedFact) {
        let statement = self.statement(rows, recorded);
        self.wider.push(statement);
    }

    /// Adds a fact about a place that encloses those that were asked for. If it applies to the whole place, it also
    /// counts as a fact of those that were asked for; other facts are used only if they contradict one.
    pub fn add_around(&mut self, rows: &Selection, recorded: &RecordedFact) -> &Statement {
        let statement = self.statement(rows, recorded);
        let list = if statement.holds_within() { &mut self.statements } else { &mut self.wider };
        list.push(statement);
        &list[list.len() - 1]
    }

    /// The statements, by the key of their indicator.
    pub(super) fn by_indicator(&self) -> BTreeMap<&Name, Vec<&Statement>> {
        by_indicator(&self.statements)
    }

    /// The statements about enclosing places, by the key of their indicator.
    pub(super) fn wider_by_indicator(&self) -> BTreeMap<&Name, Vec<&Statement>> {
        by_indicator(&self.wider)
    }

    /// The number of utterances that confirm a fact; `None` if it was not added.
    #[must_use]
    pub fn confirming(&self, fact: Uid, rows: &Selection) -> Option<Origins> {
        let one = self.statements.iter().find(|one| one.uid == fact)?;
        let same: Vec<&Statement> =
            self.statements.iter().filter(|other| other.indicator == one.indicator).collect();
        let indicator = rows.indicators.get(&*one.indicator);
        Some(confirming(one, &same, indicator, rows, &self.republished))
    }

    /// The statement of a fact, which is not collected.
    pub(super) fn statement(&mut self, rows: &Selection, recorded: &RecordedFact) -> Statement {
        let indicator = rows.indicators.get(&recorded.fact.indicator);
        let unit = self.units.of(&recorded.fact, indicator, &mut self.interner);
        let nature = indicator.map(|row| row.nature);
        let report = rows.reports.get(&recorded.fact.report);
        let mut statement = Statement::of(recorded, nature, unit, report, &mut self.interner);
        if let Some(first) = rows.first_published.get(&recorded.fact.report) {
            as_of_original(&mut statement, *first);
        }
        // If a report copies a copy, the copies in between need not have been collected.
        let original = rows.originals.get(&recorded.fact.report).map(String::as_str);
        let republished = || report.and_then(|report| report.republishes.as_deref());
        if let Some(original) = original.or_else(republished) {
            self.republished.add(statement.report.clone(), self.interner.text(original));
        }
        if self.source_rows.is_some()
            && matches!(statement.nature, Nature::Flow | Nature::Event)
            && let Some(row) = row_id(rows, &recorded.fact, &mut self.interner)
        {
            self.source_rows.get_or_insert_default().insert(statement.uid, row);
        }
        if !statement.counts {
            self.struck.insert(statement.uid, why_struck(recorded));
        }
        statement
    }
}

/// A republished report adds no news after the day of its original. If a fact of a republished report has the day of
/// that report, and no words for its time, it therefore gets the day of the original.
fn as_of_original(statement: &mut Statement, first: Day) {
    let own = statement.published.filter(|own| *own > first);
    let is_of_report = |when: &When| {
        let bounds = when.bounds;
        when.as_stated.is_empty() && bounds.is_exact_day() && bounds.start_earliest == own
    };
    if own.is_some() && statement.when.as_deref().is_some_and(is_of_report) {
        statement.when = None;
    }
    statement.published = Some(statement.published.map_or(first, |own| own.min(first)));
}

/// The row of a data set from which a fact comes.
pub(super) fn row_id(rows: &Selection, fact: &Draft, interner: &mut Interner) -> Option<RowId> {
    let id = fact.source_row_id.as_deref()?;
    let publisher = || rows.reports.get(&fact.report).map(|report| report.publisher.as_str());
    let set = data_set(id).or_else(publisher).unwrap_or_default();
    Some(RowId { set: interner.text(set), id: interner.text(id) })
}

/// Why a fact does not count.
fn why_struck(recorded: &RecordedFact) -> String {
    let because = |word: &str, why: &str| format!("{word}: {why}");
    if let Some(by) = recorded.replaced_by {
        format!("replaced by {}", by.short())
    } else if let Some(why) = &recorded.retracted {
        because("retracted", why)
    } else if let Some(why) = &recorded.report_retracted {
        because("report retracted", why)
    } else {
        because("rejected", recorded.verdict.rejected_because.as_deref().unwrap_or_default())
    }
}

/// Statements by the key of their indicator.
pub(super) fn by_indicator(statements: &[Statement]) -> BTreeMap<&Name, Vec<&Statement>> {
    // Hashing first is faster: a million facts have few indicators.
    let mut by_indicator: HashMap<&Name, Vec<&Statement>> = HashMap::default();
    for one in statements {
        by_indicator.entry(&one.indicator).or_default().push(one);
    }
    by_indicator.into_iter().collect()
}
