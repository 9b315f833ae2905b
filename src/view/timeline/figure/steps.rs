//! What became of it, step by step.

use super::{Figure, dated, other_place};
use crate::domain::compare::{Statement, StatementKind};
use crate::domain::fact::{Stance, Status};
use crate::domain::selection::Selection;
use crate::view::wording;
use std::cmp::Reverse;
use std::collections::HashMap;

/// Steps of a process: at most so many are shown.
const MOST_STEPS: usize = 3;
/// Places whose steps are shown together: at most so many.
const MOST_PLACES: usize = 2;

/// What became of it, step by step: `extended 21 Oct`, `ended 22 Oct`; then what is still to
/// come, which never outranks what happened. A step at another place names it.
pub(super) fn of(
    selection: &Selection,
    items: &[&Statement],
    place: &str,
    year: Option<i32>,
) -> Figure {
    let mut steps = in_order(items);
    let has_more = keep_places(&mut steps);
    let done = steps.iter().rposition(|(_, item)| !item.kind().is_ahead());
    let main = done.unwrap_or(steps.len().saturating_sub(1));
    steps.truncate(main + 2);
    let from = steps.len().saturating_sub(MOST_STEPS).min(main);
    steps.drain(..from).for_each(drop);
    let main = main - from;
    let named = |words: String, item: &Statement| match other_place(selection, item, place) {
        Some(place) if words.is_empty() => format!("({place})"),
        Some(place) => format!("{words} ({place})"),
        None => words,
    };
    let whole =
        |(step, item): &(Step, &Statement)| named(dated(&step.words(*item), *item, year), *item);
    let brief = |(step, item): &(Step, &Statement)| named(step.words(*item), *item);
    let mut parts: Vec<String> = steps.iter().map(whole).collect();
    let mut briefs = Vec::new();
    if let Some((step, last)) = steps.get(main) {
        let before = main.checked_sub(1).map(|before| brief(&steps[before]));
        let before = before.filter(|before| !before.is_empty());
        briefs.extend(before.map(|before| format!("{before}, {}", parts[main])));
        // A date gives way before a place does.
        if !step.words(*last).is_empty() && *last.place != *place {
            briefs.extend([parts[main].clone(), brief(&steps[main])]);
        }
    }
    if has_more {
        parts.insert(0, "…".to_owned());
    }
    Figure { parts, main: main + usize::from(has_more), briefs }
}

/// The best fact of each step at each place, in the order of what happened.
fn in_order<'a>(items: &[&'a Statement]) -> Vec<(Step, &'a Statement)> {
    let mut best: HashMap<(Step, &str), &Statement> = HashMap::new();
    for &item in items {
        let known = best.entry((Step::of(item), &item.place)).or_insert(item);
        if is_better(item, *known) {
            *known = item;
        }
    }
    let mut steps: Vec<(Step, &Statement)> =
        best.into_iter().map(|((step, _), item)| (step, item)).collect();
    // What lasted until a day stands before what is so since that day.
    steps.sort_by_key(|(step, item)| (item.sort_day(), item.first().is_some(), *step, item.uid));
    steps
}

/// Leaves the places with the latest steps, those that happened first. Whether there were more.
fn keep_places(steps: &mut Vec<(Step, &Statement)>) -> bool {
    let (done, ahead): (Vec<_>, Vec<_>) =
        steps.iter().rev().partition(|(_, item)| !item.kind().is_ahead());
    let mut places: Vec<&str> = Vec::new();
    for (_, item) in done.into_iter().chain(ahead) {
        if !places.contains(&&*item.place) {
            places.push(&item.place);
        }
    }
    let has_more = places.len() > MOST_PLACES;
    places.truncate(MOST_PLACES);
    steps.retain(|(_, item)| places.contains(&&*item.place));
    has_more
}

/// What facts of an event or a state have in common when only the newest of them is shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Step {
    Reported,
    Absent,
    Status(Status),
    Stance(Stance),
    Value,
}

impl Step {
    fn of(item: &Statement) -> Self {
        match (item.status, item.stance) {
            _ if item.kind() == StatementKind::Absent => Self::Absent,
            (Some(status), _) => Self::Status(status),
            (None, stance) if wording::stance(stance).is_some() => Self::Stance(stance),
            (None, _) if item.quantity.is_some() => Self::Value,
            (None, _) => Self::Reported,
        }
    }

    /// In words; nothing where the days alone say it.
    fn words(self, item: &Statement) -> String {
        match self {
            Self::Reported => String::new(),
            Self::Status(Status::UnderWay) if item.kind() == StatementKind::Held => String::new(),
            Self::Absent => "none".to_owned(),
            Self::Status(status) => wording::status(status),
            Self::Stance(stance) => wording::stance(stance).unwrap_or_default().to_owned(),
            Self::Value => item.quantity.as_deref().map(wording::quantity).unwrap_or_default(),
        }
    }
}

/// Of two facts about one step: the newer forecast or plan; otherwise the later one, or, where
/// they may be about the same days, the more precise one, else what goes on, else the newer.
fn is_better(item: &Statement, than: &Statement) -> bool {
    if matches!(item.kind(), StatementKind::Foreseen | StatementKind::Planned) {
        let dated = |item: &Statement| (item.bounds().is_some(), item.published);
        return dated(item) > dated(than);
    }
    let is_apart = item.first() > than.last() || than.first() > item.last();
    if is_apart {
        return item.first() > than.first();
    }
    let precision = |item: &Statement| {
        let is_open = item.bounds().is_some_and(|bounds| bounds.end_latest.is_none());
        (Reverse(item.vagueness()), is_open, item.published)
    };
    precision(item) > precision(than)
}
