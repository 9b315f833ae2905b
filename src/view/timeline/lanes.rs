//! The lanes of a timeline: one for each indicator, unit and scope that must be told apart. Lanes are in days,
//! not in columns of a page.

use super::figure::{Figure, Labels, words};
use super::grouped::{self, Grouped};
use super::options::Span;
use crate::domain::assessment::Disposition;
use crate::domain::compare::ends::Ends;
use crate::domain::compare::{Interner, Name, Statement, StatementKind};
use crate::domain::fact::{Stance, Status, looks_ahead};
use crate::domain::indicator::Nature;
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use crate::view::wording;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

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
    /// Whether another fact contradicts it.
    pub differs: bool,
    /// Whether it is only claimed: its claimant alleges it.
    pub is_claimed: bool,
    /// The name of its place, where the lane has marks of several.
    pub place: Option<Name>,
}

/// What is known of one indicator in one unit over time, of one scope where one line would mix several.
/// Rejected facts are left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// The key of the indicator.
    pub indicator: String,
    /// The label of the indicator.
    pub label: String,
    /// The unit, where it is not the indicator's own: figures of households of an indicator that
    /// counts people.
    pub unit: Option<Name>,
    /// The scope of all its facts; `None` where they have none, or several that share the lane.
    pub scope: Option<Name>,
    /// The nature of the indicator: what a value holds for (a day, a period).
    pub nature: Nature,
    /// The marks; those whose value matters most come first.
    pub marks: Vec<Mark>,
    /// Whether its marks are of places apart, of which none lies in the other: then a value says little without its
    /// place, and has no room beside a mark.
    pub is_of_several: bool,
    /// The figure as it stands now, shown beside the lane.
    pub figure: Figure,
}

impl Lane {
    /// The label with its scope behind it, and with the unit where that is not the indicator's own: `Aid
    /// delivery, food (trucks)`.
    #[must_use]
    pub fn title(&self) -> String {
        let scope = self.scope.as_ref().map(|scope| format!(", {scope}")).unwrap_or_default();
        let unit = self.unit.as_ref().map(|unit| format!(" ({unit})")).unwrap_or_default();
        format!("{}{scope}{unit}", self.label)
    }
}

/// The lanes of the first `shown` statements, sorted by the first day of their indicator in the window, then
/// by nature. Lanes of one indicator stand together, the one in the indicator's own unit and of all people or
/// things first.
pub(super) fn of(
    selection: &Selection,
    (statements, grouped): (&[Statement], &Grouped),
    shown: usize,
    labels: &Labels<'_>,
    window: Span,
    interner: &mut Interner,
) -> Vec<Lane> {
    let mut by_unit: BTreeMap<(&str, Option<&Name>), Vec<&Statement>> = BTreeMap::new();
    for statement in &statements[..shown] {
        let series = (&*statement.indicator, statement.unit.as_ref());
        by_unit.entry(series).or_default().push(statement);
    }
    let differs =
        |one: &Statement| one.counts && grouped.is_contradicted(grouped::index(statements, one));
    let mut lanes: Vec<(Day, Lane)> = Vec::new();
    let mut firsts: BTreeMap<&str, Day> = BTreeMap::new();
    for ((key, _), statements) in by_unit {
        for (scope, of_scope) in by_scope(statements) {
            let places = Places::of(&of_scope, selection);
            let marks = marks(of_scope.clone(), &places, differs, (window, interner));
            let starts = marks
                .iter()
                .map(|mark| mark.first.map_or(window.first, |day| day.max(window.first)));
            let Some(day) = starts.min() else { continue };
            let first = firsts.entry(key).or_insert(day);
            *first = day.min(*first);
            let label = selection.indicators.get(key).map_or(key, |row| row.label.as_str());
            let of = scope.as_deref();
            lanes.push((
                day,
                Lane {
                    indicator: key.to_owned(),
                    label: label.to_owned(),
                    unit: of_scope[0].unit.clone(),
                    nature: of_scope[0].nature,
                    figure: labels.figure(selection, &of_scope, of, window.year()),
                    scope,
                    marks,
                    is_of_several: places.are_apart,
                },
            ));
        }
    }
    lanes.sort_by(|(_, a), (_, b)| {
        let order = |lane: &Lane| (firsts.get(&*lane.indicator).copied(), lane.nature);
        let named = |lane: &'_ Lane| {
            let series = (lane.unit.clone(), lane.scope.clone());
            (lane.label.clone(), lane.indicator.clone(), series)
        };
        order(a).cmp(&order(b)).then_with(|| named(a).cmp(&named(b)))
    });
    lanes.into_iter().map(|(_, lane)| lane).collect()
}

/// At most this many scopes of one indicator and unit have a lane of their own.
const MOST_SCOPES: usize = 4;

/// The statements of each lane. Scopes whose days overlap have a lane each, those with most facts first where
/// there are many: one line would mix their figures. All others share the first lane.
fn by_scope(statements: Vec<&Statement>) -> Vec<(Option<Name>, Vec<&Statement>)> {
    let mut days: BTreeMap<Option<&Name>, (usize, Day, Day)> = BTreeMap::new();
    for one in statements.iter().filter(|one| is_drawn(one)) {
        let (first, last) = (one.first().unwrap_or(Day::MIN), one.last().unwrap_or(Day::MAX));
        let of_scope = days.entry(one.scope.as_ref()).or_insert((0, first, last));
        *of_scope = (of_scope.0 + 1, of_scope.1.min(first), of_scope.2.max(last));
    }
    let mut spans: Vec<(Day, Day)> =
        days.values().map(|(_, first, last)| (*first, *last)).collect();
    spans.sort_unstable();
    if !spans.windows(2).any(|two| two[1].0 <= two[0].1) {
        return vec![(only_scope(&statements), statements)];
    }
    let mut scopes: Vec<(Reverse<usize>, &Name)> =
        (days.iter()).filter_map(|(scope, (many, ..))| Some((Reverse(*many), (*scope)?))).collect();
    scopes.sort_unstable();
    scopes.truncate(MOST_SCOPES);
    let own: BTreeSet<Name> = scopes.into_iter().map(|(_, scope)| scope.clone()).collect();
    let mut lanes: BTreeMap<Option<Name>, Vec<&Statement>> = BTreeMap::new();
    for one in statements {
        let scope = one.scope.as_ref().filter(|scope| own.contains(*scope));
        lanes.entry(scope.cloned()).or_default().push(one);
    }
    lanes.into_iter().collect()
}

/// The scope of all these statements; `None` where they have none, or several.
fn only_scope(statements: &[&Statement]) -> Option<Name> {
    let first = statements.first()?.scope.as_ref()?;
    statements.iter().all(|one| one.scope.as_ref() == Some(first)).then(|| first.clone())
}

/// Whether a statement has a mark.
fn is_drawn(one: &Statement) -> bool {
    one.doubt != Some(Disposition::Rejected) && one.when.is_some()
}

/// The places of the marks of a lane.
struct Places<'a> {
    rows: &'a Selection,
    /// Whether there is more than one.
    are_several: bool,
    /// Whether some place lies in no other one, nor has the others in it.
    are_apart: bool,
}

impl<'a> Places<'a> {
    fn of(statements: &[&Statement], rows: &'a Selection) -> Self {
        let drawn = statements.iter().filter(|one| is_drawn(one));
        let all: BTreeSet<&str> = drawn.map(|one| &*one.place).collect();
        let depth = |key: &&str| rows.path(key).count();
        let innermost = all.iter().copied().max_by_key(depth);
        let around: BTreeSet<&str> = innermost
            .into_iter()
            .flat_map(|key| rows.path(key).map(|place| place.key.as_str()).chain([key]))
            .collect();
        Self { rows, are_several: all.len() > 1, are_apart: !all.is_subset(&around) }
    }

    /// The name of a statement's place, where there are several.
    fn name(&self, statement: &Statement, interner: &mut Interner) -> Option<Name> {
        self.are_several.then(|| interner.text(wording::place(self.rows, &statement.place)))
    }
}

/// The marks of statements that lie in the window.
fn marks(
    mut statements: Vec<&Statement>,
    places: &Places<'_>,
    differs: impl Fn(&Statement) -> bool,
    (window, interner): (Span, &mut Interner),
) -> Vec<Mark> {
    statements.sort_by_key(|statement| (statement.scope.is_some(), Reverse(statement.published)));
    let ends = Ends::of(&statements);
    let scopes = statements.iter().any(|statement| statement.scope != statements[0].scope);
    let marks: Vec<(&str, Mark)> = statements
        .iter()
        .filter(|one| is_drawn(one))
        .filter_map(|statement| {
            let value = interner.text(&value(statement, scopes));
            let differs = differs(statement);
            let place = places.name(statement, interner);
            Some((&*statement.place, Mark { value, differs, place, ..mark(statement, &ends)? }))
        })
        .filter(|(_, mark)| touches(mark, window))
        .collect();
    without_repeats(marks)
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
    let kind = drawn_kind(statement);
    let exact_day = bounds.start_earliest.filter(|_| bounds.is_exact_day());
    let mut mark = Mark {
        kind,
        first: bounds.start_earliest,
        last: bounds.end_latest,
        certain: exact_day.map(|day| (day, day)),
        value: Name::default(),
        differs: false,
        is_claimed: statement.stance == Stance::Alleges,
        place: None,
    };
    // What is agreed to hold from one day to another is for all of these days.
    let is_state_ahead = kind.is_ahead() && statement.nature == Nature::State;
    if is_state_ahead
        && bounds.start_earliest == bounds.start_latest
        && bounds.end_earliest == bounds.end_latest
    {
        mark.certain = bounds.start_latest.zip(bounds.end_earliest);
    }
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
        // A total without an end adds up what was known when its report came out.
        if kind == StatementKind::Total && mark.last.is_none() {
            mark.last = statement.last();
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

/// The kind of mark of a statement: what is announced to hold or to happen is drawn as a plan.
fn drawn_kind(statement: &Statement) -> StatementKind {
    let is_ahead =
        looks_ahead(statement.stance, statement.status) || statement.status == Some(Status::Agreed);
    match statement.kind() {
        kind @ (StatementKind::Foreseen | StatementKind::PutOff | StatementKind::Denied) => kind,
        _ if is_ahead => StatementKind::Planned,
        kind => kind,
    }
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
