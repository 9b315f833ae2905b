//! Which lines weigh most. The points are few and whole, so that they can be counted by hand.

use super::block::{Line, Material};
use crate::domain::compare::comparison::Comparison;
use crate::domain::indicator::Nature;
use crate::domain::number::Number;
use crate::domain::quantity::Quantity;
use crate::domain::when::Day;
use std::cmp::Reverse;

/// The unit of indicators that count people.
const PEOPLE: &str = "people";
/// The points of a state: as many as those of a thousand people.
const OF_A_STATE: u32 = 4;
/// The points of what counts no people.
const OF_OTHERS: u32 = 2;
/// The points of a contradiction.
const OF_A_DISPUTE: u32 = 3;

/// A line with what decides about its place in the block.
#[derive(Debug)]
pub(super) struct Weighed {
    pub(super) line: Line,
    /// The same in fewer words, for a page without room; `None` where it has none to spare.
    pub(super) short: Option<Line>,
    /// The points: most people, newest, most disputed.
    pub(super) points: u32,
    /// The day of the newest report behind it.
    pub(super) newest: Option<Day>,
}

impl Weighed {
    /// A line without points.
    pub(super) fn of(line: Line) -> Self {
        Self { line, short: None, points: 0, newest: None }
    }

    /// The line in full, or in fewer words.
    pub(super) fn told(&self, is_full: bool) -> &Line {
        self.short.as_ref().filter(|_| !is_full).unwrap_or(&self.line)
    }

    /// Sort key: most points first, then the newest, then by label.
    pub(super) fn order(&self) -> impl Ord + '_ {
        let Line { label, place, parts, .. } = &self.line;
        let words = parts.first().map(|part| &part.words);
        (Reverse((self.points, self.newest)), label, place, words)
    }
}

/// The points of a group: for people one for each digit of the greatest figure that stands (or of any figure,
/// if none stands) or of the total beside it, for a state at least 4, for all else 2; for its age 4 within a
/// week, 2 within 30 days, 1 within 90; for a dispute 3; for several reports 1, for five or more 2.
pub(super) fn points(
    group: &Comparison<'_>,
    total: Option<&Quantity>,
    material: &Material<'_>,
    newest: Option<Day>,
) -> u32 {
    let counts_people = counts_people(group.indicator, group.unit, material);
    let nature = group.voices.first().map(|voice| voice.statement.nature);
    let of_what = match nature {
        Some(Nature::State) if counts_people => digits(figures(group, total)).max(OF_A_STATE),
        Some(Nature::State) => OF_A_STATE,
        _ if counts_people => digits(figures(group, total)),
        _ => OF_OTHERS,
    };
    let age = newest.map(|day| (material.as_of - day).num_days());
    of_what + of_sources(age, group.is_contradicted, group.reports)
}

/// The points of what many events add up to, by the same rules.
pub(super) fn points_of_sum(
    (indicator, unit): (&str, Option<&str>),
    sum: &Quantity,
    material: &Material<'_>,
    (newest, is_disputed, reports): (Option<Day>, bool, usize),
) -> u32 {
    let counts_people = counts_people(indicator, unit, material);
    let of_what = if counts_people { digits([sum].into_iter()) } else { OF_OTHERS };
    let age = newest.map(|day| (material.as_of - day).num_days());
    of_what + of_sources(age, is_disputed, reports)
}

fn counts_people(indicator: &str, unit: Option<&str>, material: &Material<'_>) -> bool {
    let row = material.rows.indicators.get(indicator);
    row.is_some_and(|row| row.unit == PEOPLE) && unit.is_none_or(|unit| unit == PEOPLE)
}

/// The points for the age in days, for a dispute, and for reports.
fn of_sources(age: Option<i64>, is_disputed: bool, reports: usize) -> u32 {
    let of_age = match age {
        Some(..=7) => 4,
        Some(8..=30) => 2,
        Some(31..=90) => 1,
        _ => 0,
    };
    let of_dispute = if is_disputed { OF_A_DISPUTE } else { 0 };
    let of_reports = match reports {
        0 | 1 => 0,
        2..=4 => 1,
        _ => 2,
    };
    of_age + of_dispute + of_reports
}

/// The figures of a group that stand, or all where none stands, with a total beside them.
fn figures<'g>(
    group: &'g Comparison<'_>,
    total: Option<&'g Quantity>,
) -> impl Iterator<Item = &'g Quantity> {
    let of_voices = || group.voices.iter().filter_map(|voice| voice.statement.quantity.as_deref());
    let stands: Vec<&Quantity> = group.stands.figure.iter().collect();
    let figures = if stands.is_empty() { of_voices().collect() } else { stands };
    figures.into_iter().chain(total)
}

/// The number of digits of the greatest figure before its decimal point.
fn digits<'q>(figures: impl Iterator<Item = &'q Quantity>) -> u32 {
    let greatest = figures
        .flat_map(|quantity| [quantity.low, quantity.best, quantity.high])
        .flatten()
        .map(Number::get)
        .fold(0.0_f64, f64::max);
    let mut digits = 0;
    let mut rest = greatest;
    while rest >= 1.0 {
        (rest, digits) = (rest / 10.0, digits + 1);
    }
    digits
}
