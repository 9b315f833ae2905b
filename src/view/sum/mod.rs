//! What happened, added up: a line for each indicator and unit, and for each value of the dimensions asked
//! for.
//!
//! Knows what the domain adds up, and words it. Must not know how it looks.

mod lines;
#[cfg(test)]
mod tests;
mod words;

use super::collected::Collected;
use crate::domain::compare::series::unit_apart;
use crate::domain::fact::Draft;
use crate::domain::group_counts::{Dimension, GroupValue, value};
use crate::domain::indicator::{Indicator, Measure, Nature};
use crate::domain::quantity::PERCENT;
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::source_row::data_set;
use crate::domain::sum::{Entry, Line, RowId};
use crate::language::quantities::usual_unit;
use foldhash::HashMap;
use std::collections::BTreeMap;

pub use lines::Options;

/// Why the figures of an indicator cannot be added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotAdded {
    /// They are figures as of a day.
    Stock,
    /// It is a state, which lasts.
    State,
    /// It measures a day.
    Day,
}

/// Why the figures of an indicator cannot be added up; `None` where they can.
#[must_use]
pub fn not_added(indicator: &Indicator) -> Option<NotAdded> {
    match (indicator.nature, indicator.measures) {
        (Nature::Stock, _) => Some(NotAdded::Stock),
        (Nature::State, _) => Some(NotAdded::State),
        (_, Measure::Date) => Some(NotAdded::Day),
        _ => None,
    }
}

/// Facts that are to be added up, collected one by one, and the lines of those that were.
#[derive(Debug)]
pub struct Sums {
    by: Vec<Dimension>,
    collected: Collected,
    entries: Vec<Entry>,
    lines: Vec<Line>,
    /// The sums of all lines of each indicator and unit, where they may be added.
    together: Vec<Line>,
    /// The values of each group in the dimensions of `by` but time, indicator and unit.
    groups: Vec<Vec<GroupValue>>,
    known: HashMap<Vec<String>, u32>,
    /// The number of facts about something that has not happened, or not yet.
    not_happened: usize,
    /// How many facts there are of each indicator that cannot be added, and why.
    not_added: BTreeMap<(NotAdded, String), usize>,
}

impl Sums {
    /// Sums by these dimensions.
    #[must_use]
    pub fn by(by: &[Dimension]) -> Self {
        Self {
            by: by.to_vec(),
            collected: Collected::default(),
            entries: Vec::new(),
            lines: Vec::new(),
            together: Vec::new(),
            groups: Vec::new(),
            known: HashMap::default(),
            not_happened: 0,
            not_added: BTreeMap::new(),
        }
    }

    /// Adds a fact; `rows` has the rows that it names.
    pub fn add(&mut self, rows: &Selection, recorded: &RecordedFact) {
        let fact: &Draft = &recorded.fact;
        // Rejected and withdrawn facts are not mentioned.
        if !recorded.counts() {
            return;
        }
        let indicator = rows.indicators.get(&fact.indicator);
        if let Some(why) = indicator.and_then(not_added) {
            *self.not_added.entry((why, fact.indicator.clone())).or_default() += 1;
            return;
        }
        let mut statement = self.collected.statement(rows, recorded);
        if !statement.tells_what_happened() {
            self.not_happened += usize::from(statement.counts);
            return;
        }
        let interner = &mut self.collected.interner;
        if let Some(quantity) = fact.quantity.as_ref().filter(|quantity| !quantity.is_plain()) {
            // A part of a whole, which is left out, is counted with the figures of its unit.
            let unit = quantity.unit.as_str();
            let apart = unit_apart(unit, indicator, usual_unit).filter(|_| unit != PERCENT);
            statement.unit = apart.map(|unit| interner.text(unit));
        }
        let publisher = || rows.reports.get(&fact.report).map(|report| report.publisher.as_str());
        let row = fact.source_row_id.as_deref().map(|id| RowId {
            set: interner.text(data_set(id).or_else(publisher).unwrap_or_default()),
            id: interner.text(id),
        });
        let group = self.group(rows, fact);
        self.entries.push(Entry { statement, row, group });
    }

    /// The number of the group of a fact.
    fn group(&mut self, rows: &Selection, fact: &Draft) -> u32 {
        let of_group = self.by.iter().filter(|by| is_of_group(**by));
        let values: Vec<GroupValue> = of_group.map(|by| value(*by, rows, fact)).collect();
        let key = values.iter().map(key).collect();
        let next = u32::try_from(self.groups.len()).unwrap_or(u32::MAX);
        let number = *self.known.entry(key).or_insert(next);
        if number == next {
            self.groups.push(values);
        }
        number
    }
}

/// Whether groups are made by a dimension. Time, indicators and units always have separate lines.
fn is_of_group(by: Dimension) -> bool {
    use Dimension::{Day, Indicator, Month, Unit, Year};
    !matches!(by, Day | Indicator | Month | Unit | Year)
}

/// The property that separates a value from others.
fn key(value: &GroupValue) -> String {
    match value {
        GroupValue::Place(key, ..) | GroupValue::Named(key, _) | GroupValue::Word(key) => {
            key.clone()
        }
        GroupValue::Date(day) => day.to_string(),
        GroupValue::Unstated => String::new(),
    }
}

/// The month, year or day by which sums are asked for; `None` for none, and for several the finest.
fn time(by: &[Dimension]) -> Option<Dimension> {
    [Dimension::Day, Dimension::Month, Dimension::Year].into_iter().find(|time| by.contains(time))
}
