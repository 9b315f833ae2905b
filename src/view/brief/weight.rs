//! Decides which lines are the most important. The points are few whole numbers, so that they can be checked by hand.

use super::block::{Line, Material};
use crate::domain::compare::comparison::Comparison;
use crate::domain::indicator::Nature;
use crate::domain::number::Number;
use crate::domain::quantity::Quantity;
use crate::domain::when::Day;
use std::cmp::Reverse;

/// The unit of indicators that count people.
const PEOPLE: &str = "people";
/// The points of a state: as many as for a thousand people.
const OF_A_STATE: u32 = 4;
/// The points of an indicator that counts no people.
const OF_OTHERS: u32 = 2;
/// The points of a contradiction.
const OF_A_DISPUTE: u32 = 3;

/// A line with what decides its position in the block.
#[derive(Debug)]
pub(super) struct Weighed {
    pub(super) line: Line,
    /// The same line in fewer words, for a page with little room; `None` if it cannot be shortened.
    pub(super) short: Option<Line>,
    /// The points: lines with more people, newer lines and disputed lines have more.
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
    pub(super) fn line(&self, is_full: bool) -> &Line {
        self.short.as_ref().filter(|_| !is_full).unwrap_or(&self.line)
    }

    /// Sort key: most points first, then the newest, then by label.
    pub(super) fn order(&self) -> impl Ord + '_ {
        let Line { label, place, parts, .. } = &self.line;
        let words = parts.first().map(|part| &part.words);
        (Reverse((self.points, self.newest)), label, place, words)
    }
}

/// The points of a group. For people: one for each digit of the greatest current figure (or of any figure, if none is
/// current) or of the total beside it; for a state at least 4; for others 2. For its age: 4 within a week, 2 within 30
/// days, 1 within 90. For a dispute: 3. For several reports: 1, for five or more: 2.
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

/// The points of the sum of many events, by the same rules.
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

/// The points for the age in days, for a dispute, and for the number of reports.
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

/// The current figures of a group, or all figures if none is current, with a total beside them.
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
