//! The current figure or status of a group of facts, for the lines of what is known.

use super::block::Material;
use crate::domain::compare::comparison::Comparison;
use crate::domain::compare::{Statement, StatementKind};
use crate::domain::indicator::Nature;
use crate::domain::when::{Bounds, Day};
use crate::text::counts::counted;
use crate::view::compare::Label;
use crate::view::wording;
use chrono::Datelike;
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

/// The time of a statement; the hours of a day that only some say of a state come with those who say so.
pub(super) fn time(
    group: &Comparison<'_>,
    best: &Statement,
    material: &Material<'_>,
) -> Option<String> {
    let year = Some(material.as_of.year());
    let all: Vec<&Statement> = standing(group).filter(|one| one.nature == Nature::State).collect();
    match Label::of_hours(&all, material.rows) {
        Some(Label::Some(hours)) => {
            Some(format!("{} ({hours})", wording::days_stated(best, year)?))
        }
        _ => wording::when_stated(best, year),
    }
}

/// The number of days for which the current state or absence has lasted, if its first day is known and no end is
/// stated: until the newest report about it, since no report covers later days.
pub(super) fn lasting(group: &Comparison<'_>, as_of: Day) -> Option<String> {
    use StatementKind::{Absent, Held};
    let lasts = |one: &&Statement| matches!(one.kind(), Held | Absent);
    let told: Vec<_> = standing(group)
        .filter(lasts)
        .filter_map(|one| Some((one.stated_bounds()?, one.published)))
        .collect();
    // A statement that it existed on a day does not state its end.
    let is_as_of = |bounds: &Bounds| {
        (bounds.start_earliest, bounds.start_latest) == (bounds.end_earliest, bounds.end_latest)
    };
    let open = told.iter().filter(|(bounds, _)| bounds.end_latest.is_none() || is_as_of(bounds));
    let open: Vec<_> = open.collect();
    if open.len() < told.len() {
        return None;
    }
    let starts = open.iter().filter(|(bounds, _)| {
        bounds.end_latest.is_none() && bounds.start_earliest == bounds.start_latest
    });
    let since = starts.filter_map(|(bounds, _)| bounds.start_earliest).max()?;
    let told = open.iter().filter_map(|(_, published)| *published).max()?.min(as_of);
    let days = usize::try_from((told - since).num_days()).ok()?;
    let by = (told < as_of).then(|| format!(" by {}", wording::day(told, Some(as_of.year()))));
    Some(format!("for {}{}", counted(days, "day", "days"), by.unwrap_or_default()))
}
