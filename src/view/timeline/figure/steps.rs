//! The figure of a process (an event or a state): its latest steps.

use super::parts::Figure;
use super::words::{dated, doubt, other_place};
use crate::domain::compare::{Statement, StatementKind};
use crate::domain::fact::{Stance, Status};
use crate::domain::selection::Selection;
use crate::view::wording;
use foldhash::HashMap;
use std::cmp::Reverse;

/// At most this many steps of a process are shown.
const MOST_STEPS: usize = 3;
/// At most this many places are shown with their steps.
const MOST_PLACES: usize = 2;

/// The latest steps of a process: `extended 21 Oct`, `ended 22 Oct`. Plans and forecasts come last
/// and are never the main part. A step at another place than `place` names it.
pub(super) fn of(
    selection: &Selection,
    statements: &[&Statement],
    place: &str,
    year: Option<i32>,
) -> Figure {
    let mut steps = in_order(statements);
    let has_more = keep_places(&mut steps);
    let done = steps.iter().rposition(|(_, statement)| !statement.kind().is_ahead());
    let main = done.unwrap_or(steps.len().saturating_sub(1));
    steps.truncate(main + 2);
    let from = steps.len().saturating_sub(MOST_STEPS).min(main);
    steps.drain(..from).for_each(drop);
    let main = main - from;
    let named =
        |words: String, statement: &Statement| match other_place(selection, statement, place) {
            Some(place) if words.is_empty() => format!("({place})"),
            Some(place) => format!("{words} ({place})"),
            None => words,
        };
    let whole = |(step, statement): &(Step, &Statement)| {
        named(dated(&step.words(statement), statement, year), statement)
    };
    let brief = |(step, statement): &(Step, &Statement)| {
        named(step.words(statement) + doubt(statement), statement)
    };
    let mut parts: Vec<String> = steps.iter().map(whole).collect();
    let mut briefs = Vec::new();
    if let Some((step, last)) = steps.get(main) {
        // A step without words of its own would show only its place, so it is left out.
        let before = main.checked_sub(1).map(|before| &steps[before]);
        let before =
            before.filter(|(step, statement)| !step.words(statement).is_empty()).map(brief);
        briefs.extend(before.map(|before| format!("{before}, {}", parts[main])));
        // On a narrow page the date is left out before the place.
        if !step.words(last).is_empty() && *last.place != *place {
            briefs.extend([parts[main].clone(), brief(&steps[main])]);
        }
    }
    if has_more {
        parts.insert(0, "…".to_owned());
    }
    Figure { parts, main: main + usize::from(has_more), briefs }
}

/// The best fact for each step at each place, in the order of time.
fn in_order<'a>(statements: &[&'a Statement]) -> Vec<(Step, &'a Statement)> {
    let mut best: HashMap<(Step, &str), &Statement> = HashMap::default();
    for &statement in statements {
        let known = best.entry((Step::of(statement), &statement.place)).or_insert(statement);
        if is_better(statement, known) {
            *known = statement;
        }
    }
    let mut steps: Vec<(Step, &Statement)> =
        best.into_iter().map(|((step, _), statement)| (step, statement)).collect();
    // What lasted until a day comes before what is true since that day.
    steps.sort_by_key(|(step, statement)| {
        (statement.sort_day(), statement.first().is_some(), *step, statement.uid)
    });
    steps
}

/// Keeps the steps of those places whose steps are the latest, past before planned. Returns whether
/// there were more places.
fn keep_places(steps: &mut Vec<(Step, &Statement)>) -> bool {
    let (done, ahead): (Vec<_>, Vec<_>) =
        steps.iter().rev().partition(|(_, statement)| !statement.kind().is_ahead());
    let mut places: Vec<&str> = Vec::new();
    for (_, statement) in done.into_iter().chain(ahead) {
        if places.len() > MOST_PLACES {
            break;
        }
        if !places.contains(&&*statement.place) {
            places.push(&statement.place);
        }
    }
    let has_more = places.len() > MOST_PLACES;
    places.truncate(MOST_PLACES);
    steps.retain(|(_, statement)| places.contains(&&*statement.place));
    has_more
}

/// The kind of step that facts of an event or a state report. For each kind, only the best fact is
/// shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Step {
    Reported,
    Absent,
    Status(Status),
    Stance(Stance),
    Value,
}

impl Step {
    fn of(statement: &Statement) -> Self {
        match (statement.status, statement.stance) {
            _ if statement.kind() == StatementKind::Absent => Self::Absent,
            (Some(status), _) => Self::Status(status),
            (None, stance) if wording::stance(stance).is_some() => Self::Stance(stance),
            (None, _) if statement.quantity.is_some() => Self::Value,
            (None, _) => Self::Reported,
        }
    }

    /// The step in words; empty where its dates alone are enough.
    fn words(self, statement: &Statement) -> String {
        match self {
            Self::Reported => String::new(),
            Self::Status(Status::UnderWay) if statement.kind() == StatementKind::Held => {
                String::new()
            }
            Self::Absent => "none".to_owned(),
            Self::Status(status) => wording::status(status),
            Self::Stance(stance) => wording::stance(stance).unwrap_or_default().to_owned(),
            Self::Value => statement.quantity.as_deref().map(wording::quantity).unwrap_or_default(),
        }
    }
}

/// Whether one fact about a step is better than another. The newer plan or forecast is better. Of
/// other facts the later one is better; if both may be about the same days: the more precise one,
/// then the one without an end, then the newer one.
fn is_better(statement: &Statement, than: &Statement) -> bool {
    if matches!(statement.kind(), StatementKind::Foreseen | StatementKind::Planned) {
        let dated = |statement: &Statement| (statement.bounds().is_some(), statement.published);
        return dated(statement) > dated(than);
    }
    let is_apart = statement.first() > than.last() || than.first() > statement.last();
    if is_apart {
        return statement.first() > than.first();
    }
    let precision = |statement: &Statement| {
        let is_open = statement.bounds().is_some_and(|bounds| bounds.end_latest.is_none());
        (Reverse(statement.vagueness()), is_open, statement.published)
    };
    precision(statement) > precision(than)
}
