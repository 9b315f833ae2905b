//! Sorts statements with a figure into series.

use crate::domain::compare::Statement;
use crate::domain::compare::grouping::rules;
use crate::domain::compare::voice::{Rules, Voice};
use crate::domain::indicator::Nature;
use crate::domain::selection::Selection;
use crate::view::collected::Collected;
use crate::view::wording;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The common properties of a series' figures, without the thread.
type Measured<'a> = (&'a str, &'a str, Option<&'a str>, Option<&'a str>);

/// Statements whose figures can be put on one scale.
pub(super) struct Series<'a> {
    pub(super) indicator: &'a str,
    pub(super) place: &'a str,
    pub(super) scope: Option<&'a str>,
    thread: Option<&'a str>,
    /// The unit that sets its figures apart; `None` for the indicator's own.
    pub(super) unit: Option<&'a str>,
    /// Whether it differs from another series only by its thread.
    is_one_of_threads: bool,
    pub(super) rules: Rules,
    pub(super) statements: Vec<&'a Statement>,
}

impl<'a> Series<'a> {
    /// The series of collected facts, those with most figures first. Facts that do not count are left out,
    /// and so are states: their durations are labels.
    pub(super) fn all(facts: &'a Collected, rows: &Selection) -> Vec<Self> {
        let mut all = Vec::new();
        for (key, statements) in facts.by_indicator() {
            let rules = rules(rows.indicators.get(&**key), &statements);
            let has_figure = |one: &&&Statement| {
                one.counts && one.quantity.is_some() && one.nature != Nature::State
            };
            let mut series: BTreeMap<(Measured<'a>, Option<&'a str>), Vec<&'a Statement>> =
                BTreeMap::new();
            for &one in statements.iter().filter(has_figure) {
                let unit = Voice::of(one, rules).unit;
                let measured = (&*one.indicator, &*one.place, unit, one.scope.as_deref());
                series.entry((measured, one.thread.as_deref())).or_default().push(one);
            }
            let mut threads: BTreeMap<Measured<'a>, usize> = BTreeMap::new();
            for (measured, _) in series.keys() {
                *threads.entry(*measured).or_default() += 1;
            }
            all.extend(series.into_iter().map(|((measured, thread), statements)| Self {
                indicator: measured.0,
                place: measured.1,
                unit: measured.2,
                scope: measured.3,
                thread,
                is_one_of_threads: threads.get(&measured).is_some_and(|threads| *threads > 1),
                rules,
                statements,
            }));
        }
        // A stable sort: series with as many figures stay in the order of their keys.
        all.sort_by_key(|series| Reverse(series.statements.len()));
        all
    }

    /// Indicator, scope, place and thread: `People trapped, civilians · Eastern Aleppo`.
    pub(super) fn title(&self, rows: &Selection) -> String {
        let measured = wording::measured(rows, self.indicator, self.scope);
        let thread = self.thread.unwrap_or("no thread");
        let thread = if self.is_one_of_threads { format!(" · {thread}") } else { String::new() };
        format!("{measured} · {}{thread}", wording::place(rows, self.place))
    }

    /// The unit of the scale; empty where none is known.
    pub(super) fn unit(&self, rows: &Selection) -> String {
        let own = || rows.indicators.get(self.indicator).map(|row| row.unit.as_str());
        let stated = || {
            let quantity = self.statements.iter().find_map(|one| one.quantity.as_deref());
            quantity.map(|quantity| quantity.unit.as_str())
        };
        self.unit
            .or_else(own)
            .filter(|unit| !unit.is_empty())
            .or_else(stated)
            .unwrap_or_default()
            .to_owned()
    }
}
