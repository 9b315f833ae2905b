//! Promises that are due or have not come true, and series that nobody reports any more.

use super::block::{Lead, Line, Material, Part};
use super::weight::Weighed;
use crate::domain::compare::Statement;
use crate::domain::compare::origins::Origins;
use crate::domain::gaps::hanging::Left;
use crate::domain::identity::Uid;
use crate::domain::when::Day;
use crate::text::counts::counted;
use crate::view::collected::Collected;
use crate::view::gaps::{self, Gaps, Kind};
use crate::view::{compare, wording};
use chrono::Datelike;
use foldhash::{HashMap, HashSet};
use std::cmp::Reverse;

/// Gaps of more days than this are not listed in a brief.
const LONGEST_DAYS: i64 = 90;

/// Whether a gap is open, and recent enough to be listed.
fn is_current(line: &gaps::Line) -> bool {
    line.is_open && line.days.is_none_or(|days| days <= LONGEST_DAYS)
}

/// Whether two gaps are about one indicator at one place.
fn is_same(one: &gaps::Line, other: &gaps::Line) -> bool {
    (&one.indicator, &one.place) == (&other.indicator, &other.place)
}

/// Forecasts and promises: first those that are due next, then the overdue ones, then those left open; in each case the
/// newest first.
pub(super) fn promised(facts: &Collected, gaps: &Gaps, material: &Material<'_>) -> Vec<Weighed> {
    let mut lines = coming(facts, gaps, material);
    let open = gaps.lines.iter().filter(|line| is_current(line));
    for line in open.clone().filter(|line| line.kind == Kind::Due) {
        let day = line.day.map(|day| wording::day(day, Some(material.as_of.year())));
        let late = line.days.map(|days| format!("{} late", counted_days(days)));
        let due = day.map(|day| format!("due {day}"));
        lines.push(of_gap(line, due.into_iter().chain(late).collect(), material));
    }
    let is_due =
        |line: &gaps::Line| open.clone().any(|due| due.kind == Kind::Due && is_same(due, line));
    // An overdue promise has a day, so it does not count as left open.
    let hanging = open.clone().filter(|line| line.left.is_some_and(|left| left != Left::Begun));
    for line in hanging.filter(|line| !is_due(line)) {
        let silent = line.days.map(|days| format!("no word for {}", counted_days(days)));
        lines.push(of_gap(line, silent.into_iter().collect(), material));
    }
    in_order(lines)
}

/// Series without a report for longer than usual, the most unusual silence first, and states that began and
/// have no later report.
pub(super) fn silent(gaps: &Gaps, material: &Material<'_>) -> Vec<Weighed> {
    let promised = |line: &gaps::Line| {
        let of_promises = |other: &gaps::Line| {
            other.kind == Kind::Due || other.left.is_some_and(|left| left != Left::Begun)
        };
        let mut open = gaps.lines.iter().filter(|other| is_current(other));
        open.any(|other| of_promises(other) && is_same(other, line))
    };
    // Promises that have not come true are in the block about promises.
    let current = || gaps.lines.iter().filter(|line| is_current(line) && !promised(line));
    let silent = || current().filter(|line| line.kind == Kind::Silent);
    let begun = || current().filter(|line| line.left == Some(Left::Begun));
    // A silent series whose state began and did not end is listed as one gap.
    let only_begun = begun().filter(|line| !silent().any(|other| is_same(line, other)));
    let lines = silent().chain(only_begun).map(|line| {
        let has_no_end = line.kind == Kind::Silent && begun().any(|other| is_same(line, other));
        let no_end = has_no_end.then(|| "no end reported".to_owned());
        let days = line.days.map(|days| format!("silent for {}", counted_days(days)));
        let usual = line.usual_days.filter(|_| line.kind == Kind::Silent);
        let usual = usual.map(|days| match days {
            ..=1 => "usually every day".to_owned(),
            days => format!("usually every {days} days"),
        });
        of_gap(line, days.into_iter().chain(usual).chain(no_end).collect(), material)
    });
    in_order(lines.collect())
}

/// Stated durations that do not fit the time from start to end.
pub(super) fn durations(material: &Material<'_>) -> Vec<Weighed> {
    let lines = material.durations.iter().map(|gap| {
        let mut line = of_gap(gap, Vec::new(), material);
        if let Some(since) = line.parts.get_mut(1) {
            since.lead = Lead::Against;
            since.words = format!("by our count, from start to end {}", since.words);
        }
        line
    });
    // Contradictions are more important than these.
    lines.map(Weighed::of).collect()
}

fn counted_days(days: i64) -> String {
    counted(usize::try_from(days).unwrap_or(0), "day", "days")
}

/// Lines that are in their order already.
pub(super) fn in_order(lines: Vec<Line>) -> Vec<Weighed> {
    let points = (0..u32::MAX).rev();
    lines
        .into_iter()
        .zip(points)
        .map(|(line, points)| Weighed { points, ..Weighed::of(line) })
        .collect()
}

/// The line of a gap: the statement, and what was reported since.
fn of_gap(gap: &gaps::Line, notes: Vec<String>, material: &Material<'_>) -> Line {
    let said = Part { words: gap.says.clone(), reports: gap.reports.clone(), ..Part::default() };
    let since = (!gap.since_reports.is_empty()).then(|| Part {
        lead: Lead::Since,
        words: gap.since.clone(),
        reports: gap.since_reports.clone(),
        ..Part::default()
    });
    Line {
        indicator: gap.indicator.clone(),
        place: gap.place.clone(),
        label: label(&gap.indicator, gap.scope.as_deref(), &gap.place, material),
        parts: std::iter::once(said).chain(since).collect(),
        notes,
        is_disputed: false,
        ..Line::default()
    }
}

/// The label of a line; it names the place only if it is not that of the page.
pub(super) fn label(
    indicator: &str,
    scope: Option<&str>,
    place: &str,
    material: &Material<'_>,
) -> String {
    let measured = wording::measured(material.rows, indicator, scope);
    if place == material.place {
        return measured;
    }
    format!("{measured}, {}", wording::place(material.rows, place))
}

/// Forecasts and plans for a day that has not passed, the next day first. Those that have already come true are left out.
fn coming(facts: &Collected, gaps: &Gaps, material: &Material<'_>) -> Vec<Line> {
    let wanted: HashSet<Uid> = gaps.coming.iter().flat_map(|(_, said)| said).copied().collect();
    let told = facts.statements.iter().filter(|one| wanted.contains(&one.uid));
    let told: HashMap<Uid, &Statement> = told.map(|one| (one.uid, one)).collect();
    let mut coming: Vec<(Day, Vec<&Statement>)> = Vec::new();
    for (day, said) in &gaps.coming {
        let said: Vec<&Statement> = said.iter().filter_map(|uid| told.get(uid).copied()).collect();
        coming.extend((!said.is_empty()).then_some((*day, said)));
    }
    coming.sort_by_key(|(day, said)| {
        let one = said[0];
        (*day, &one.indicator, &one.place, &one.scope, &one.thread, Reverse(one.published), one.uid)
    });
    coming.iter().map(|(day, said)| foreseen(*day, said, facts, material)).collect()
}

fn foreseen(day: Day, said: &[&Statement], facts: &Collected, material: &Material<'_>) -> Line {
    let newest = said[0];
    let year = Some(material.as_of.year());
    let says = compare::says(newest, newest.scope.as_deref(), material.rows);
    let when = wording::when_stated(newest, year);
    let what: Vec<String> = [Some(says), when].into_iter().flatten().collect();
    let who = wording::who(material.rows, &newest.claimants, &newest.via);
    let words = format!("{}: {who}", what.join(" "));
    let reports = super::standing::reports(said.iter().copied());
    let origins = Origins::of(said.iter().copied(), material.rows, &facts.republished);
    let due = match (day - material.as_of).num_days() {
        0 => "due today".to_owned(),
        days => format!("due {}, in {}", wording::day(day, year), counted_days(days)),
    };
    let sources = format!(
        "{}, {}",
        counted(reports.len(), "report", "reports"),
        compare::origins(origins.least, origins.most)
    );
    Line {
        indicator: newest.indicator.to_string(),
        place: newest.place.to_string(),
        label: label(&newest.indicator, newest.scope.as_deref(), &newest.place, material),
        parts: vec![Part { words, reports, ..Part::default() }],
        notes: vec![due, sources],
        is_disputed: false,
        ..Line::default()
    }
}
