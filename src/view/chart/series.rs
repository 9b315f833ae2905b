//! Sorts statements with a figure into series.

use crate::domain::compare::Statement;
use crate::domain::compare::grouping::rules;
use crate::domain::compare::voice::{Rules, Voice};
use crate::domain::indicator::Nature;
use crate::domain::selection::Selection;
use crate::view::collected::Collected;
use crate::view::sum::{Adder, Many, is_in};
use crate::view::wording;
use foldhash::HashSet;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What the figures of a series have in common, without the thread.
type Measured<'a> = (&'a str, &'a str, Option<&'a str>, Option<&'a str>);

/// The place, the scope and the unit of events that are added up.
type Kind<'a> = (&'a str, Option<&'a str>, Option<&'a str>);

fn kind(one: &Statement) -> Kind<'_> {
    (&one.place, one.scope.as_deref(), one.unit.as_deref())
}

/// The series of statements of one indicator that count many events at one place.
fn at_places<'a>(of: &[&'a Statement], adder: Adder<'a>, rules: Rules) -> Vec<Series<'a>> {
    let mut by_place: BTreeMap<(&str, Option<&str>), Vec<&'a Statement>> = BTreeMap::new();
    let indicator = of.first().filter(|one| adder.adds(&one.indicator));
    for one in of.iter().filter(|one| indicator.is_some() && one.tells_what_happened()) {
        by_place.entry((&one.place, one.scope.as_deref())).or_default().push(one);
    }
    let many = by_place.values().flat_map(|at_place| adder.many_of(at_place));
    many.map(|many| Series::of_many(many.said, rules)).collect()
}

/// Statements whose figures can be put on one scale.
pub(super) struct Series<'a> {
    pub(super) indicator: &'a str,
    pub(super) place: &'a str,
    pub(super) scope: Option<&'a str>,
    thread: Option<&'a str>,
    /// The unit of a separate series; `None` for the indicator's own unit.
    pub(super) unit: Option<&'a str>,
    /// Whether it differs from another series only by its thread.
    is_one_of_threads: bool,
    pub(super) rules: Rules,
    /// Whether it consists of many events, which are added up.
    pub(super) is_many: bool,
    /// Whether places inside its place are also added up.
    has_inner: bool,
    pub(super) statements: Vec<&'a Statement>,
}

impl<'a> Series<'a> {
    /// The series of collected facts, those with most figures first. Facts that do not count are left out,
    /// and so are states: their durations are labels.
    ///
    /// Many events at one place are one series, whatever their threads; events at the place `around` and inside it are
    /// also one series.
    pub(super) fn all(
        facts: &'a Collected,
        rows: &Selection,
        (adder, around): (Adder<'a>, Option<&'a str>),
    ) -> Vec<Self> {
        let mut all = Vec::new();
        let wholes = around.map(|place| adder.many(facts, place)).unwrap_or_default();
        for (key, statements) in facts.by_indicator() {
            let rules = rules(rows.indicators.get(&**key), &statements);
            let mut many = at_places(&statements, adder, rules);
            let is_added: HashSet<Kind<'a>> = many.iter().map(Self::kind).collect();
            let wholes = wholes.iter().filter(|whole| *whole.indicator == **key);
            let wholes: Vec<Self> =
                wholes.map(|whole| Self::around(whole, around, rules)).collect();
            // The series of the place without the places inside it is included in the series with them.
            many.retain(|one| wholes.iter().all(|whole| !whole.tells(one)));
            let has_figure = |one: &&&Statement| {
                one.counts
                    && one.quantity.is_some()
                    && one.nature != Nature::State
                    && !is_added.contains(&kind(one))
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
                is_many: false,
                has_inner: false,
                statements,
            }));
            all.extend(wholes.into_iter().chain(many));
        }
        // A stable sort: series with equally many figures stay in the order of their keys.
        all.sort_by_key(|series| Reverse(series.statements.len()));
        all
    }

    /// The series of many events at one place and inside it.
    fn around(whole: &Many<'a>, place: Option<&'a str>, rules: Rules) -> Self {
        let statements = whole.said.clone();
        let has_inner = statements.iter().any(|one| Some(&*one.place) != place);
        let (place, scope) = (place.unwrap_or_default(), whole.scope);
        Self { place, scope, has_inner, ..Self::of_many(statements, rules) }
    }

    /// The series of many events at one place.
    fn of_many(statements: Vec<&'a Statement>, rules: Rules) -> Self {
        let first = statements[0];
        Self {
            indicator: &first.indicator,
            place: &first.place,
            scope: first.scope.as_deref(),
            thread: None,
            unit: statements.iter().find_map(|one| one.unit.as_deref()),
            is_one_of_threads: false,
            rules,
            is_many: true,
            has_inner: false,
            statements,
        }
    }

    fn kind(&self) -> Kind<'a> {
        (self.place, self.scope, self.unit)
    }

    /// Whether it includes everything that another series has, for the same place or without anything else.
    fn tells(&self, other: &Self) -> bool {
        let is_same = self.place == other.place || self.statements.len() == other.statements.len();
        self.unit == other.unit && is_in(other.scope, self.scope) && is_same
    }

    /// Indicator, scope, place and thread: `People trapped, civilians · Eastern Aleppo`.
    pub(super) fn title(&self, rows: &Selection) -> String {
        let measured = wording::measured(rows, self.indicator, self.scope);
        let thread = self.thread.unwrap_or("no thread");
        let thread = if self.is_one_of_threads { format!(" · {thread}") } else { String::new() };
        let inner = if self.has_inner { " and places in it" } else { "" };
        format!("{measured} · {}{inner}{thread}", wording::place(rows, self.place))
    }

    /// The unit of the scale; empty if none is known.
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
