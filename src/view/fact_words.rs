//! Facts in short form, for lines that name them: statement, time, claimants and reports.

use super::{compare, wording};
use crate::domain::compare::Statement;
use crate::domain::identity::Uid;
use crate::domain::selection::Selection;
use foldhash::HashSet;

/// A cell of a page shows at most this many ids of facts; data has all.
const MOST_IDS: usize = 3;

/// Indicator, scope and place: `Food stocks run out, Aleppo`.
pub(super) fn what(rows: &Selection, one: &Statement, scope: Option<&str>) -> String {
    let measured = wording::measured(rows, &one.indicator, scope);
    format!("{measured}, {}", wording::place(rows, &one.place))
}

/// A statement, its time, and its claimants.
pub(super) fn said(rows: &Selection, one: &Statement) -> String {
    let says = compare::says(one, one.scope.as_deref(), rows);
    let when = wording::when_stated(one, None);
    let parts = [Some(says).filter(|words| !words.is_empty()), when];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let who = wording::who(rows, &one.claimants, &one.via);
    format!("{}: {who}", parts.join(", "))
}

/// Different statements, each once, with its claimants.
pub(super) fn each_said<'a>(
    rows: &Selection,
    statements: &[&'a Statement],
) -> Vec<(String, Vec<&'a Statement>)> {
    let mut each: Vec<(String, Vec<&Statement>)> = Vec::new();
    let key = |one: &Statement| (compare::says(one, None, rows), wording::when_stated(one, None));
    for one in statements {
        match each.iter_mut().find(|(_, same)| key(same[0]) == key(one)) {
            Some((_, same)) => same.push(one),
            None => each.push((said(rows, one), vec![*one])),
        }
    }
    each
}

pub(super) fn uids(statements: &[&Statement]) -> Vec<Uid> {
    statements.iter().map(|one| one.uid).collect()
}

/// The keys of the reports of statements, each once.
pub(super) fn reports(statements: &[&Statement]) -> Vec<String> {
    let mut known: HashSet<&str> = HashSet::default();
    let new = statements.iter().filter(|one| known.insert(&one.report));
    new.map(|one| one.report.to_string()).collect()
}

/// The newest report, and the first ids of facts: `voa-2016-10-24: 7532e321 46cf18ea and 2 more`.
pub(super) fn sources(facts: &[Uid], reports: &[String]) -> String {
    let Some(report) = reports.first() else { return String::new() };
    let ids: Vec<String> = facts.iter().take(MOST_IDS).map(Uid::short).collect();
    let more = facts.len().saturating_sub(MOST_IDS);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    format!("{report}: {}{more}", ids.join(" "))
}
