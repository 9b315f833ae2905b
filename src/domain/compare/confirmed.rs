//! How many separate utterances confirm a statement.

use super::grouping::rules;
use super::origins::{Origins, Republished};
use super::relate::{Relation, relate};
use super::scopes::Nesting;
use super::statement::Statement;
use super::voice::Voice;
use crate::domain::indicator::Indicator;
use crate::domain::selection::Selection;

/// The utterances behind a statement, and behind all statements that agree with it, refine it, or
/// are refined by it. `statements` are those about its indicator.
#[must_use]
pub fn confirming(
    one: &Statement,
    statements: &[&Statement],
    indicator: Option<&Indicator>,
    rows: &Selection,
    republished: &Republished,
) -> Origins {
    let rules = rules(indicator, statements);
    let voice = Voice::of(one, rules);
    let confirms = |other: &&&Statement| {
        let other = Voice::of(other, rules);
        let ways = [
            relate(&voice, &other, Nesting::Same, rules),
            relate(&other, &voice, Nesting::Same, rules),
        ];
        ways.iter().any(|way| matches!(way.relation, Relation::Agrees | Relation::Refines))
    };
    let same_place = |other: &&&Statement| other.place == one.place && other.counts;
    let others = statements.iter().filter(same_place).filter(confirms).copied();
    let all: Vec<&Statement> =
        std::iter::once(one).chain(others.filter(|other| other.uid != one.uid)).collect();
    Origins::of(all.into_iter(), rows, republished)
}
