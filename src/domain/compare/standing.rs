//! Which figure of a series is current, that is, stands for the indicator now.

use super::statement::{Statement, StatementKind};
use crate::domain::fact::{Stance, looks_ahead};
use crate::domain::indicator::Nature;
use crate::domain::report::Report;
use crate::domain::selection::RecordedFact;
use crate::domain::when::Day;

/// Whether a statement has a figure that can be current: a value, a total or a known zero.
#[must_use]
pub fn is_stated(statement: &Statement) -> bool {
    use StatementKind::{Absent, Level, Total};
    matches!(statement.kind(), Level | Total | Absent) && statement.quantity.is_some()
}

/// Rank of a figure as the current one for a whole place; the greatest is the best. A figure for
/// the place itself without scope comes first, then one without scope from inside the place. A
/// total over more days outranks a newer one.
#[must_use]
pub fn rank(statement: &Statement, place: &str) -> impl Ord + use<> {
    let is_whole = statement.scope.is_none();
    let is_own = *statement.place == *place;
    let days = statement.last().zip(statement.first());
    let days = days.map(|(last, first)| (last - first).num_days());
    let coverage = days.filter(|_| statement.nature == Nature::Flow);
    let newest = (statement.last(), statement.published);
    (is_whole && is_own, is_whole, is_own, coverage, newest, days)
}

/// Whether a fact has a figure that may be current: it is not retracted, replaced or rejected, no denial, and
/// about nothing that lies ahead of its report (planned, announced, forecast, demanded).
#[must_use]
pub fn is_figure(recorded: &RecordedFact, report: Option<&Report>) -> bool {
    let is_retracted = report.is_some_and(|report| report.retracted.is_some());
    let fact = &recorded.fact;
    let says_so = fact.stance != Stance::Denies && !looks_ahead(fact.stance, fact.status);
    recorded.fact.quantity.is_some()
        && says_so
        && !is_gone(recorded)
        && !recorded.verdict.is_rejected()
        && !is_retracted
}

/// Whether a fact was retracted or replaced by a correction.
#[must_use]
pub fn is_gone(recorded: &RecordedFact) -> bool {
    recorded.withdrawn().is_some() || recorded.replaced_by.is_some()
}

/// Sort key of a figure's age. First the day as of which it holds: the last day of its time, or the
/// day of publication where that is earlier or the time is open. Then the day of publication.
#[must_use]
pub fn newness(recorded: &RecordedFact, report: Option<&Report>) -> (Option<Day>, Option<Day>) {
    let published = report.and_then(|report| report.published_latest);
    let end = recorded.fact.when.as_ref().and_then(|when| when.bounds.end_latest);
    let as_of = match (end, published) {
        (Some(end), Some(published)) => Some(end.min(published)),
        (end, published) => end.or(published),
    };
    (as_of, published)
}
