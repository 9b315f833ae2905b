//! The sums of what happened: a line for each indicator and unit, and for each value of the dimensions asked for.
//!
//! Knows the sums of the domain, and puts them into words. Must not know how it looks.

mod adder;
mod lines;
#[cfg(test)]
mod tests;
mod words;

use super::collected::{Collected, row_id};
use crate::domain::compare::Statement;
use crate::domain::compare::series::unit_apart;
use crate::domain::fact::Draft;
use crate::domain::group_counts::{Dimension, GroupValue, value};
use crate::domain::indicator::{Indicator, Measure, Nature};
use crate::domain::quantity::{PERCENT, Quantity};
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::sum::{Entry, Line, RowId};
use crate::language::quantities::usual_unit;
use foldhash::HashMap;
use std::collections::BTreeMap;

pub(super) use adder::{Adder, Many, is_in};
pub use lines::Options;
pub(super) use words::{about, about_sum, amount, days, figure, figures, in_events};

/// Why the figures of an indicator cannot be added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotAdded {
    /// Its figures are valid as of a day.
    Stock,
    /// It is a state, which has a duration.
    State,
    /// Its values are dates.
    Day,
}

/// Why the figures of an indicator cannot be added up; `None` if they can be.
#[must_use]
pub fn not_added(indicator: &Indicator) -> Option<NotAdded> {
    match (indicator.nature, indicator.measures) {
        (Nature::Stock, _) => Some(NotAdded::Stock),
        (Nature::State, _) => Some(NotAdded::State),
        (_, Measure::Date) => Some(NotAdded::Day),
        _ => None,
    }
}

/// A fact that is to be added up.
#[derive(Debug)]
struct Fact {
    statement: Statement,
    row: Option<RowId>,
    group: u32,
}

impl Fact {
    fn entry(&self) -> Entry<'_> {
        let Self { statement, row, group } = self;
        Entry { statement, unit: statement.unit.as_ref(), row: row.as_ref(), group: *group }
    }
}

/// Facts that are to be added up, collected one by one, and the lines of those that have been added up.
#[derive(Debug)]
pub struct Sums {
    by: Vec<Dimension>,
    collected: Collected,
    facts: Vec<Fact>,
    lines: Vec<Line>,
    /// The sums over all lines of each indicator and unit, if they may be added.
    together: Vec<Line>,
    /// The values of each group in the dimensions of `by`, except time, indicator and unit.
    groups: Vec<Vec<GroupValue>>,
    known: HashMap<Vec<String>, u32>,
    /// The number of facts about something that has not happened, or not yet.
    not_happened: usize,
    /// The number of facts for each indicator that cannot be added, and the reason.
    not_added: BTreeMap<(NotAdded, String), usize>,
}

impl Sums {
    /// Empty sums by these dimensions.
    #[must_use]
    pub fn by(by: &[Dimension]) -> Self {
        Self {
            by: by.to_vec(),
            collected: Collected::default(),
            facts: Vec::new(),
            lines: Vec::new(),
            together: Vec::new(),
            groups: Vec::new(),
            known: HashMap::default(),
            not_happened: 0,
            not_added: BTreeMap::new(),
        }
    }

    /// Adds a fact; `rows` has the rows that it refers to.
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
            statement.unit = unit_of_whole(quantity, indicator).map(|unit| interner.text(unit));
        }
        let row = row_id(rows, fact, interner);
        let group = self.group(rows, fact);
        self.facts.push(Fact { statement, row, group });
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

/// Whether groups are divided by a dimension. Time, indicators and units always have separate lines.
fn is_of_group(by: Dimension) -> bool {
    use Dimension::{Day, Indicator, Month, Unit, Year};
    !matches!(by, Day | Indicator | Month | Unit | Year)
}

/// The property that distinguishes a value from others.
fn key(value: &GroupValue) -> String {
    match value {
        GroupValue::Place(key, ..) | GroupValue::Named(key, _) | GroupValue::Word(key) => {
            key.clone()
        }
        GroupValue::Date(day) => day.to_string(),
        GroupValue::Unstated => String::new(),
    }
}

/// The month, year or day by which sums are asked for; `None` if none is, the finest if several are.
fn time(by: &[Dimension]) -> Option<Dimension> {
    [Dimension::Day, Dimension::Month, Dimension::Year].into_iter().find(|time| by.contains(time))
}

/// The unit of the series with which a part of a whole is listed if it is left out; `None` for the indicator's own.
fn unit_of_whole<'a>(quantity: &'a Quantity, indicator: Option<&'a Indicator>) -> Option<&'a str> {
    let unit = quantity.unit.as_str();
    unit_apart(unit, indicator, usual_unit).filter(|_| unit != PERCENT)
}

/// The unit of the sum of a line.
pub(super) fn unit<'a>(line: &'a Line, indicator: Option<&'a Indicator>) -> &'a str {
    let own = indicator.map(|row| match row.measures {
        Measure::Nothing => "events",
        // Lengths of time are added in hours.
        Measure::Duration => "hours",
        _ => row.unit.as_str(),
    });
    line.unit.as_deref().or(own).unwrap_or_default()
}
