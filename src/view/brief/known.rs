//! What is known: of each series the newest figure or status that stands, with how sure it is.

use super::block::{Line, Material, Part};
use super::weight::{self, Weighed};
use crate::domain::assessment::{Disposition, grade};
use crate::domain::compare::comparison::Comparison;
use crate::domain::compare::meeting::Part as Portion;
use crate::domain::compare::relate::{Relation, Why};
use crate::domain::compare::{Statement, StatementKind};
use crate::domain::indicator::Nature;
use crate::domain::when::Day;
use crate::text::counts::counted;
use crate::view::map::Said;
use crate::view::{compare, wording};
use chrono::Datelike;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The most lines of one indicator, so that no indicator fills the block.
const MOST_OF_INDICATOR: usize = 3;
/// The most figures of parts that a line names.
const MOST_PORTIONS: usize = 3;

/// Of each series (indicator, unit and place) the newest group of which something stands.
fn newest<'a>(material: &Material<'a>) -> Vec<&'a Comparison<'a>> {
    let mut newest: BTreeMap<(&str, Option<&str>, &str), &'a Comparison<'a>> = BTreeMap::new();
    for group in material.groups.iter().filter(|group| group.stands.is_known()) {
        let known = newest.entry((group.indicator, group.unit, group.place)).or_insert(group);
        if age(group) > age(known) {
            *known = group;
        }
    }
    newest.into_values().collect()
}

/// What stands at places, for a map; what weighs most comes first.
pub(super) fn at_places(material: &Material<'_>) -> Vec<Said> {
    let mut all: Vec<(Reverse<u32>, Said)> = newest(material)
        .into_iter()
        .map(|group| {
            let points = weighed(group, material).points;
            let row = material.rows.indicators.get(group.indicator);
            let unit = group.unit.or(row.map(|row| row.unit.as_str())).unwrap_or_default();
            let label = row.map_or(group.indicator, |row| row.label.as_str());
            let words = compare::what_stands(group, material.rows);
            let said = Said {
                place: group.place.to_owned(),
                indicator: group.indicator.to_owned(),
                unit: unit.to_owned(),
                words: format!("{label}: {words}"),
                figure: group.stands.figure.clone(),
            };
            (Reverse(points), said)
        })
        .collect();
    all.sort_by_key(|(points, _)| *points);
    all.into_iter().map(|(_, said)| said).collect()
}

/// A line for each series.
pub(super) fn lines(material: &Material<'_>) -> Vec<Weighed> {
    let mut lines: Vec<Weighed> =
        newest(material).into_iter().map(|group| weighed(group, material)).collect();
    lines.sort_by(|a, b| a.order().cmp(&b.order()));
    let mut of_indicator: BTreeMap<String, usize> = BTreeMap::new();
    lines.retain(|one| {
        let count = of_indicator.entry(one.line.indicator.clone()).or_default();
        *count += 1;
        *count <= MOST_OF_INDICATOR
    });
    lines
}

/// Orders the groups of a series from the oldest on; of groups as of one day, that with more reports and
/// without a scope comes last.
fn age(group: &Comparison<'_>) -> impl Ord + use<> {
    let uid = standing(group).map(|one| one.uid).next();
    (group.stands.as_of, published(group), group.reports, group.scope.is_none(), uid)
}

fn standing<'a>(group: &Comparison<'a>) -> impl Iterator<Item = &'a Statement> {
    group.stands.voices.iter().map(|at| group.voices[*at].statement)
}

/// The day of the newest report of what stands.
fn published(group: &Comparison<'_>) -> Option<Day> {
    standing(group).filter_map(|one| one.published).max()
}

fn weighed(group: &Comparison<'_>, material: &Material<'_>) -> Weighed {
    let newest = group.stands.as_of.max(published(group));
    let points = weight::points(group, material.rows, newest, material.as_of);
    Weighed { line: line(group, material), points, newest }
}

fn line(group: &Comparison<'_>, material: &Material<'_>) -> Line {
    let Material { rows, place, as_of, .. } = *material;
    let year = Some(as_of.year());
    let label = rows.indicators.get(group.indicator).map_or(group.indicator, |row| &row.label);
    let nature = standing(group).next().map(|one| one.nature);
    let is_stock = nature == Some(Nature::Stock);
    // The most precise of what stands tells the time best.
    let best = standing(group).min_by_key(|one| (one.vagueness(), Reverse(one.published), one.uid));
    let when = best.filter(|_| !is_stock).and_then(|one| wording::when_stated(one, year));
    let at = (group.place != place).then(|| wording::place(rows, group.place).to_owned());
    let stands = compare::what_stands(group, rows);
    // `few, 20-22 Oct`, but `none since 7 Jul` and `ended 22 Oct`.
    let is_figure = group.stands.figure.as_ref().is_some_and(|figure| !figure.is_zero());
    let between = if is_figure { ", " } else { " " };
    let what = [Some(stands).filter(|words| !words.is_empty()), when];
    let what = what.into_iter().flatten().collect::<Vec<_>>().join(between);
    let words = [Some(what), group.scope.map(str::to_owned), at];
    let words = words.into_iter().flatten().filter(|words| !words.is_empty());
    let mut words = words.collect::<Vec<_>>().join(", ");
    let portions = portions(group);
    if !portions.is_empty() {
        words = format!("{words}; {}", portions.join("; "));
    }
    let part = Part { words, reports: reports(standing(group)), ..Part::default() };
    Line {
        indicator: group.indicator.to_owned(),
        place: group.place.to_owned(),
        scope: group.scope.map(str::to_owned),
        unit: group.unit.map(str::to_owned),
        label: label.to_owned(),
        parts: vec![part],
        notes: notes(group, is_stock, as_of),
        is_disputed: group.is_disputed(),
    }
}

/// The newest figure of each part of the people or things: `civilians: 6`.
fn portions(group: &Comparison<'_>) -> Vec<String> {
    let mut portions: Vec<(&str, String)> = Vec::new();
    for voice in group.voices.iter().filter(|voice| !voice.is_updated) {
        let is_part = voice.related.is_some_and(|(related, _)| {
            related.relation == Relation::PartOf && related.why == Why::Part(Portion::Scope)
        });
        let scope = voice.statement.scope.as_deref().filter(|_| is_part);
        if let Some((scope, quantity)) = scope.zip(voice.statement.quantity.as_deref())
            && portions.len() < MOST_PORTIONS
            && portions.iter().all(|(known, _)| *known != scope)
        {
            portions.push((scope, format!("{scope}: {}", wording::short_quantity(quantity))));
        }
    }
    portions.into_iter().map(|(_, words)| words).collect()
}

/// How sure it is: the days as of which it holds, its age, its grades, its reports and origins.
fn notes(group: &Comparison<'_>, is_stock: bool, as_of: Day) -> Vec<String> {
    let year = Some(as_of.year());
    let days = || standing(group).filter_map(Statement::last);
    let held = days().min().zip(days().max()).filter(|_| is_stock);
    let held = held.map(|(first, last)| format!("as of {}", wording::span(first, last, year)));
    let newest = group.stands.as_of.max(published(group));
    let age = newest.map(|day| (as_of - day).num_days()).filter(|days| *days > 0);
    let grades = standing(group).map(|one| (one.reliability, one.credibility));
    let worst = grades.fold((None, None), |worst, one| (worst.0.max(one.0), worst.1.max(one.1)));
    let graded = Some(grade(worst.0, worst.1)).filter(|grade| !grade.is_empty());
    let sources = format!(
        "{}, {}",
        counted(group.reports, "report", "reports"),
        compare::origins(group.origins.least, group.origins.most)
    );
    let graded = graded.map(|grade| format!("graded {grade}"));
    let is_doubted = standing(group).any(|one| one.doubt == Some(Disposition::Disputed));
    let doubted = is_doubted.then(|| "disputed by analysts".to_owned());
    let disputed = group.is_disputed().then(|| "disputed".to_owned()).or(doubted);
    let lasting = lasting(group, as_of).map(|days| format!("for {}", counted(days, "day", "days")));
    let notes = [disputed, lasting, held, Some(sources), age.map(compare::age), graded];
    notes.into_iter().flatten().collect()
}

/// For how many days that which stands has held or been missing, where its first day is known and no end is
/// stated.
fn lasting(group: &Comparison<'_>, as_of: Day) -> Option<usize> {
    use StatementKind::{Absent, Held};
    let lasts = |one: &&Statement| matches!(one.kind(), Held | Absent);
    let bounds = standing(group).filter(lasts).filter_map(Statement::stated_bounds);
    let open = bounds.filter(|bounds| {
        bounds.end_latest.is_none() && bounds.start_earliest == bounds.start_latest
    });
    let since = open.filter_map(|bounds| bounds.start_earliest).max()?;
    usize::try_from((as_of - since).num_days()).ok()
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
