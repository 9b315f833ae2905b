//! Adds up collected statements, for pages that show sums beside figures.

use super::{not_added, unit_of_whole};
use crate::domain::compare::origins::Republished;
use crate::domain::compare::scopes::{Nesting, nesting};
use crate::domain::compare::{Name, Statement};
use crate::domain::group_counts::Dimension;
use crate::domain::selection::Selection;
use crate::domain::sum::{Asked, Entry, Line, Tally, sums};
use crate::domain::when::Window;
use crate::view::collected::{Collected, SourceRows};
use std::collections::BTreeSet;

/// Adds up statements by the rules of `table --sum`.
#[derive(Clone, Copy)]
pub(in crate::view) struct Adder<'a> {
    rows: &'a Selection,
    republished: &'a Republished,
    source_rows: Option<&'a SourceRows>,
    window: Option<Window>,
}

/// Many events, and their sum.
pub(in crate::view) struct Many<'s> {
    pub(in crate::view) indicator: &'s str,
    /// The part of the people or things; `None` for all of them.
    pub(in crate::view) scope: Option<&'s str>,
    pub(in crate::view) line: Line,
    pub(in crate::view) tally: Tally,
    /// The statements that were added up.
    pub(in crate::view) said: Vec<&'s Statement>,
}

/// Whether one part of the people or things is the same as another, or a part of it.
pub(in crate::view) fn is_in(scope: Option<&str>, of: Option<&str>) -> bool {
    matches!(nesting(scope, of), Nesting::Same | Nesting::Within)
}

impl<'a> Adder<'a> {
    /// Adds up collected statements. `rows` has the indicators, places and actors that they refer to.
    pub(in crate::view) fn of(facts: &'a Collected, rows: &'a Selection) -> Self {
        Self::with(rows, (&facts.republished, facts.source_rows.as_ref()), None)
    }

    /// The same for statements that were taken out of their collection. A period that lies partly outside `window` is
    /// left out.
    pub(in crate::view) fn with(
        rows: &'a Selection,
        (republished, source_rows): (&'a Republished, Option<&'a SourceRows>),
        window: Option<Window>,
    ) -> Self {
        Self { rows, republished, source_rows, window }
    }

    /// The same, without periods that lie partly outside `window`.
    pub(in crate::view) fn within(self, window: Option<Window>) -> Self {
        Self { window, ..self }
    }

    /// Whether figures of an indicator may be added up.
    pub(in crate::view) fn adds(&self, indicator: &str) -> bool {
        self.rows.indicators.get(indicator).is_some_and(|row| not_added(row).is_none())
    }

    /// Whether a statement says that something happened at a place or inside it.
    pub(in crate::view) fn tells_of(&self, one: &Statement, place: &str) -> bool {
        let is_inside = || self.rows.path(&one.place).any(|around| around.key == place);
        one.tells_what_happened() && (*one.place == *place || is_inside())
    }

    /// The sums of statements of one indicator, with a line for each unit.
    pub(in crate::view) fn whole(&self, of: &[&Statement]) -> Vec<Line> {
        self.sums(of, None, |_| 0)
    }

    /// The same with a line for each group.
    pub(in crate::view) fn each(
        &self,
        of: &[&Statement],
        group: impl Fn(&Statement) -> u32,
    ) -> Vec<Line> {
        self.sums(of, None, group)
    }

    /// The same with a line for each day, month or year, and one for periods that do not lie within one of them.
    pub(in crate::view) fn over_time(&self, of: &[&Statement], by: Dimension) -> Vec<Line> {
        self.sums(of, Some(by), |_| 0)
    }

    /// The sums for a place and those inside it, if there are many events: for each indicator and unit, and for each
    /// part of the people or things that is not a part of another one.
    pub(in crate::view) fn many(&self, facts: &'a Collected, place: &str) -> Vec<Many<'a>> {
        let mut found = Vec::new();
        for (key, statements) in facts.by_indicator() {
            if !self.adds(key) {
                continue;
            }
            let tells = |one: &&Statement| self.tells_of(one, place);
            let inside: Vec<&'a Statement> = statements.into_iter().filter(tells).collect();
            let scopes: BTreeSet<Option<&'a str>> =
                inside.iter().map(|one| one.scope.as_deref()).collect();
            let is_part = |scope: Option<&str>| {
                scopes.iter().any(|other| nesting(scope, *other) == Nesting::Within)
            };
            for scope in scopes.iter().copied().filter(|scope| !is_part(*scope)) {
                let is_of = |one: &&&Statement| is_in(one.scope.as_deref(), scope);
                let of_scope: Vec<&'a Statement> = inside.iter().filter(is_of).copied().collect();
                found.extend(self.many_of(&of_scope).map(|many| Many { scope, ..many }));
            }
        }
        found
    }

    /// The sum of statements of one indicator, for each unit for which they are many events.
    pub(in crate::view) fn many_of<'s>(
        &self,
        of: &[&'s Statement],
    ) -> impl Iterator<Item = Many<'s>> + use<'s> {
        let lines = if of.len() < 2 { Vec::new() } else { self.whole(of) };
        let of = of.to_vec();
        lines.into_iter().filter_map(move |line| {
            let tally = line.tally.filter(Tally::is_of_many)?;
            let is_of_unit = |one: &&&Statement| one.unit == line.unit || one.quantity.is_none();
            let said: Vec<&'s Statement> =
                of.iter().filter(is_of_unit).filter(|one| one.when.is_some()).copied().collect();
            let indicator = &said.first()?.indicator;
            Some(Many { indicator, scope: None, line, tally, said })
        })
    }

    fn sums(
        &self,
        of: &[&Statement],
        by: Option<Dimension>,
        group: impl Fn(&Statement) -> u32,
    ) -> Vec<Line> {
        let happened = of.iter().copied().filter(|one| one.tells_what_happened());
        let told: Vec<(&Statement, Option<Name>)> =
            happened.map(|one| (one, self.unit(one))).collect();
        let entries: Vec<Entry<'_>> = told
            .iter()
            .map(|(statement, unit)| Entry {
                statement,
                unit: unit.as_ref(),
                row: self.source_rows.and_then(|rows| rows.get(&statement.uid)),
                group: group(statement),
            })
            .collect();
        let (rows, republished, window) = (self.rows, self.republished, self.window);
        sums(&entries, Asked { rows, republished, window, by, by_group: true })
    }

    /// The unit of a separate series. A part of a whole that is left out is listed with the figures of its unit.
    fn unit(&self, one: &Statement) -> Option<Name> {
        match one.quantity.as_deref().filter(|quantity| !quantity.is_plain()) {
            Some(part) => {
                unit_of_whole(part, self.rows.indicators.get(&*one.indicator)).map(Name::from)
            }
            None => one.unit.clone(),
        }
    }
}
