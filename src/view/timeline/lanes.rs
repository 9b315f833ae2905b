//! The lanes of a timeline: one for each indicator and unit. Lanes are in days, not in columns of a page.

use super::figure::{self, Figure, words};
use super::options::Span;
use crate::domain::assessment::Disposition;
use crate::domain::compare::ends::Ends;
use crate::domain::compare::relation::contradicted;
use crate::domain::compare::{Interner, Name, Statement, StatementKind};
use crate::domain::indicator::Nature;
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use crate::view::wording;
use std::collections::BTreeMap;

/// In lanes with more marks than this, repeated values are not looked for.
const CROWDED: usize = 500;

/// One mark of a lane, in days. Its days may lie outside the window.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The kind of statement that the mark stands for: a total, a level, an absence and so on.
    pub kind: StatementKind,
    /// The first possible day; `None` where no start is known.
    pub first: Option<Day>,
    /// The last possible day; `None` where no end is known.
    pub last: Option<Day>,
    /// The first and last day for which the statement certainly holds; `None` where there are none.
    pub certain: Option<(Day, Day)>,
    /// The value in short; empty where there is none.
    pub value: Name,
    /// Whether another fact states a different value for the same scope and time.
    pub differs: bool,
}

/// What is known of one indicator in one unit over time. Rejected facts are left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// The key of the indicator.
    pub indicator: String,
    /// The label of the indicator.
    pub label: String,
    /// The unit, where it is not the indicator's own: figures of households of an indicator that
    /// counts people.
    pub unit: Option<Name>,
    /// The nature of the indicator: what a value holds for (a day, a period).
    pub nature: Nature,
    /// The marks; those whose value matters most come first.
    pub marks: Vec<Mark>,
    /// The latest figure of the indicator, shown beside the lane.
    pub figure: Figure,
}

impl Lane {
    /// The label with the unit behind it, where that is not the indicator's own: `Aid delivery
    /// (trucks)`.
    #[must_use]
    pub fn title(&self) -> String {
        let unit = self.unit.as_ref().map(|unit| format!(" ({unit})")).unwrap_or_default();
        format!("{}{unit}", self.label)
    }
}

/// The lanes, sorted by the first day of their indicator in the window, then by nature. Lanes of one
/// indicator stand together, the one in the indicator's own unit first.
pub(super) fn of(
    selection: &Selection,
    statements: &[&Statement],
    place: &str,
    window: Span,
    interner: &mut Interner,
) -> Vec<Lane> {
    let mut by_unit: BTreeMap<(&str, Option<&Name>), Vec<&Statement>> = BTreeMap::new();
    for &statement in statements {
        let series = (&*statement.indicator, statement.unit.as_ref());
        by_unit.entry(series).or_default().push(statement);
    }
    let absent = |one: &&Statement| one.kind() == StatementKind::Absent;
    let mut absences: Vec<&Statement> = Vec::new();
    let mut lanes: Vec<(Day, Lane)> = Vec::new();
    let mut firsts: BTreeMap<&str, Day> = BTreeMap::new();
    for ((key, unit), statements) in by_unit {
        absences.retain(|statement| *statement.indicator == *key);
        if unit.is_none() {
            absences = statements.iter().copied().filter(absent).collect();
        }
        let others = if unit.is_none() { &[][..] } else { &absences };
        let Some((day, lane)) = lane(selection, statements, others, place, window, interner) else {
            continue;
        };
        let first = firsts.entry(key).or_insert(day);
        *first = day.min(*first);
        lanes.push((day, lane));
    }
    lanes.sort_by(|(_, a), (_, b)| {
        let order = |lane: &Lane| (firsts.get(&*lane.indicator).copied(), lane.nature);
        let named =
            |lane: &'_ Lane| (lane.label.clone(), lane.indicator.clone(), lane.unit.clone());
        order(a).cmp(&order(b)).then_with(|| named(a).cmp(&named(b)))
    });
    lanes.into_iter().map(|(_, lane)| lane).collect()
}

/// A lane, and its first day in the window; `None` where no statement lies in the window. `absences`
/// are the facts of the indicator that say that there were none in any unit.
fn lane(
    selection: &Selection,
    mut statements: Vec<&Statement>,
    absences: &[&Statement],
    place: &str,
    window: Span,
    interner: &mut Interner,
) -> Option<(Day, Lane)> {
    let first = *statements.first()?;
    let (key, unit, nature) = (&*first.indicator, first.unit.clone(), first.nature);
    statements.sort_by_key(|statement| {
        (statement.scope.is_some(), std::cmp::Reverse(statement.published))
    });
    let ends = Ends::of(&statements);
    let compared: Vec<&Statement> = statements.iter().chain(absences).copied().collect();
    let contradicted = contradicted(&compared);
    let scopes = statements.iter().any(|statement| statement.scope != statements[0].scope);
    let is_used = |one: &&&Statement| one.doubt != Some(Disposition::Rejected);
    let marks: Vec<(&str, Mark)> = statements
        .iter()
        .filter(is_used)
        .filter_map(|statement| {
            let differs = statement.counts && contradicted.contains(&statement.subject());
            let value = interner.text(&value(statement, scopes));
            Some((&*statement.place, Mark { value, differs, ..mark(statement, &ends)? }))
        })
        .filter(|(_, mark)| touches(mark, window))
        .collect();
    let marks = without_repeats(marks);
    let first = marks.iter().map(|mark| mark.first.map_or(window.first, |d| d.max(window.first)));
    let first = first.min()?;
    let label = selection.indicators.get(key).map_or(key, |row| row.label.as_str()).to_owned();
    let figure = figure::of(selection, &statements, absences, place, window.year());
    Some((first, Lane { indicator: key.to_owned(), label, unit, nature, marks, figure }))
}

/// Leaves out a value for one day if the same value of the same place holds over a period with that
/// day. Crowded lanes are left as they are: nobody could see the difference.
fn without_repeats(marks: Vec<(&str, Mark)>) -> Vec<Mark> {
    if marks.len() > CROWDED {
        return marks.into_iter().map(|(_, mark)| mark).collect();
    }
    let lasting: Vec<(&str, Name, (Day, Day))> = marks
        .iter()
        .filter(|(_, mark)| mark.kind == StatementKind::Level)
        .filter_map(|(place, mark)| {
            let days = mark.certain.filter(|days| days.0 < days.1)?;
            Some((*place, mark.value.clone(), days))
        })
        .collect();
    let repeats = |at: &str, mark: &Mark| {
        let day = mark.certain.filter(|days| mark.kind == StatementKind::Level && days.0 == days.1);
        day.is_some_and(|(day, _)| {
            lasting.iter().any(|(place, value, days)| {
                *place == at && *value == mark.value && (days.0..=days.1).contains(&day)
            })
        })
    };
    marks.into_iter().filter(|(at, mark)| !repeats(at, mark)).map(|(_, mark)| mark).collect()
}

/// Whether some day of the mark lies in the window.
pub(in crate::view) fn touches(mark: &Mark, window: Span) -> bool {
    mark.first.is_none_or(|first| first <= window.last)
        && mark.last.is_none_or(|last| last >= window.first)
}

/// The mark of a statement, without its value; `None` where the statement is undated, or is an end
/// that another statement dates better.
pub(in crate::view) fn mark(statement: &Statement, ends: &Ends<'_>) -> Option<Mark> {
    let bounds = statement.bounds()?;
    let kind = statement.kind();
    let exact_day = bounds.start_earliest.filter(|_| bounds.is_exact_day());
    let mut mark = Mark {
        kind,
        first: bounds.start_earliest,
        last: bounds.end_latest,
        certain: exact_day.map(|day| (day, day)),
        value: Name::default(),
        differs: false,
    };
    if kind == StatementKind::Foreseen && bounds.end_latest.is_some() {
        // A forecast for some day up to the last one lies after the day of publication.
        mark.first = mark.first.or(statement.published).min(bounds.end_latest);
    }
    if kind.lasts() {
        let known_until = statement.published.or(bounds.end_latest).or(bounds.start_latest)?;
        mark.certain = bounds.certain(Some(known_until));
        // A state without a stated end lasts until another fact says that it ended.
        let held_until = mark.certain.map(|certain| certain.1).or(bounds.start_latest);
        if kind == StatementKind::Held && mark.last.is_none() {
            mark.last = ends.after(statement, held_until);
        }
    } else if kind == StatementKind::Foreseen
        && bounds.end_latest.is_none()
        && bounds.start_latest <= statement.published
    {
        // A forecast without an end is one of no day: it counts from the day of its report.
        mark.last = None;
    } else if bounds.end_latest.is_none() {
        // A decision "from 24 October on" was taken on that day.
        mark.last = bounds.start_latest;
        mark.certain = bounds.start_latest.filter(|day| mark.first == Some(*day)).map(|d| (d, d));
    }
    let better_known = ends
        .after(statement, bounds.start_earliest)
        .is_some_and(|end| bounds.end_latest.is_none_or(|last| end <= last));
    (kind != StatementKind::Ended || exact_day.is_some() || !better_known).then_some(mark)
}

/// The value in short. It names the scope if the lane has several scopes, and says if the fact is
/// disputed.
fn value(statement: &Statement, scopes: bool) -> String {
    let Some(quantity) = &statement.quantity else { return String::new() };
    let short = wording::short_quantity(quantity) + words::doubt(statement);
    match statement.scope.as_ref().filter(|_| scopes) {
        Some(scope) => format!("{short} {scope}"),
        None => short,
    }
}
