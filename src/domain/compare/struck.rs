//! Which group a statement that does not count would belong to.

use super::comparison::Comparison;
use super::grouping::rules;
use super::meeting::meeting;
use super::scopes::Nesting;
use super::statement::Statement;
use super::voice::Voice;
use crate::domain::indicator::Indicator;

/// The statements about the indicator of a group that do not count (retracted, replaced, rejected) and are
/// about the same thing as one of its voices, in their order.
#[must_use]
pub fn struck<'a>(
    group: &Comparison<'_>,
    statements: &[&'a Statement],
    indicator: Option<&Indicator>,
) -> Vec<&'a Statement> {
    let rules = rules(indicator, statements);
    let own = group.voices.iter().filter(|voice| !voice.is_earlier);
    let voices: Vec<Voice<'_>> = own.map(|voice| Voice::of(voice.statement, rules)).collect();
    let would_belong = |one: &&&Statement| {
        let struck = Voice::of(one, rules);
        voices.iter().any(|voice| {
            voice.statement.place == one.place
                && meeting(&struck, voice, Nesting::Same, rules).is_ok()
        })
    };
    statements.iter().filter(|one| !one.counts).filter(would_belong).copied().collect()
}
