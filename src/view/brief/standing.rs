//! The current figure or status of a group of facts, for the lines of what is known.

use crate::domain::compare::Statement;
use crate::domain::compare::comparison::Comparison;
use crate::domain::when::Day;
use std::cmp::Reverse;

/// Orders the groups of a series, the oldest first; among groups as of one day, the one with more reports and without a
/// scope comes last.
pub(super) fn age(group: &Comparison<'_>) -> impl Ord + use<> {
    let uid = standing(group).map(|one| one.uid).next();
    // If a figure of a day and a total end together, the total is the newer one.
    let begins = standing(group).next().map(|one| Reverse(one.first()));
    let reports = group.reports;
    (group.stands.newest, published(group), begins, reports, group.scope.is_none(), uid)
}

pub(super) fn standing<'a>(group: &Comparison<'a>) -> impl Iterator<Item = &'a Statement> {
    group.stands.voices.iter().map(|at| group.voices[*at].statement)
}

/// The day of the newest report of the current figure or status.
pub(super) fn published(group: &Comparison<'_>) -> Option<Day> {
    standing(group).filter_map(|one| one.published).max()
}

/// The keys of the reports of statements, the newest first, each once.
pub(super) fn reports<'a>(statements: impl Iterator<Item = &'a Statement>) -> Vec<String> {
    let mut statements: Vec<&Statement> = statements.collect();
    statements.sort_by_key(|one| (Reverse(one.published), one.report.clone()));
    let mut reports: Vec<String> = Vec::new();
    for one in statements {
        if reports.last().is_none_or(|last| **last != *one.report) {
            reports.push(one.report.to_string());
        }
    }
    reports
}
