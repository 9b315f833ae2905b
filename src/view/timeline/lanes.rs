//! Lanes: one for each indicator, in days.

use super::Span;
use super::differ;
use super::ends::Ends;
use super::figure::{self, Figure};
use super::item::Item;
use crate::domain::indicator::Nature;
use crate::domain::quantity::Quantity;
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use crate::view::wording;
use std::collections::{BTreeMap, HashMap, HashSet};

/// More marks than this are not looked through for repeats.
const CROWDED: usize = 500;

/// What a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A state that held.
    Held,
    /// A known zero: it did not happen on any day.
    Absent,
    /// A total over a period.
    Total,
    /// A value as of a day.
    Level,
    /// Something that happened.
    Happened,
    /// The end of a state.
    Ended,
    /// A forecast or a demand.
    Foreseen,
    /// Proposed, announced, agreed or planned.
    Planned,
    /// Postponed, suspended, cancelled or refused.
    PutOff,
    /// Denied.
    Denied,
}

impl Kind {
    /// Its name in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Absent => "absent",
            Self::Total => "total",
            Self::Level => "level",
            Self::Happened => "happened",
            Self::Ended => "ended",
            Self::Foreseen => "foreseen",
            Self::Planned => "planned",
            Self::PutOff => "put-off",
            Self::Denied => "denied",
        }
    }

    /// Whether it lasts: its days are a stretch, not a choice of days.
    #[must_use]
    pub fn lasts(self) -> bool {
        matches!(self, Self::Held | Self::Absent | Self::Total | Self::Level)
    }

    /// Whether it lay ahead when it was said.
    #[must_use]
    pub fn is_ahead(self) -> bool {
        matches!(self, Self::Foreseen | Self::Planned)
    }
}

/// One mark of a lane, in days. Days outside the window are kept: it runs over the edge.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// What it stands for.
    pub kind: Kind,
    /// The first day that it may be about; none: nobody says since when.
    pub first: Option<Day>,
    /// The last day that it may be about; none: nobody says until when.
    pub last: Option<Day>,
    /// The days that it certainly is about, where there are any.
    pub certain: Option<(Day, Day)>,
    /// Its value in short, empty where it has none.
    pub value: String,
    /// Whether another value is stated for the same part at the same time.
    pub differs: bool,
}

/// What is known of one indicator over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// The indicator's key.
    pub indicator: String,
    /// Its name.
    pub label: String,
    /// What its time means.
    pub nature: Nature,
    /// The marks, those whose value matters most first.
    pub marks: Vec<Mark>,
    /// The figure as it stands.
    pub figure: Figure,
}

/// The lanes, by the day on which they begin in the window, then by nature.
pub(super) fn of(
    selection: &Selection,
    items: &[Item<'_>],
    place: &str,
    window: Span,
) -> Vec<Lane> {
    let mut by_indicator: BTreeMap<&str, Vec<Item<'_>>> = BTreeMap::new();
    for &item in items {
        by_indicator.entry(&item.fact().indicator).or_default().push(item);
    }
    let mut lanes: Vec<(Day, Lane)> = by_indicator
        .into_iter()
        .filter_map(|(key, items)| lane(selection, key, items, place, window))
        .collect();
    lanes.sort_by(|(a_first, a), (b_first, b)| {
        (a_first, a.nature, &a.label).cmp(&(b_first, b.nature, &b.label))
    });
    lanes.into_iter().map(|(_, lane)| lane).collect()
}

/// A lane and the first day of it in the window; none where nothing of it lies there.
fn lane(
    selection: &Selection,
    key: &str,
    mut items: Vec<Item<'_>>,
    place: &str,
    window: Span,
) -> Option<(Day, Lane)> {
    let nature = items.first()?.nature;
    items.sort_by_key(|item| (item.fact().scope.is_some(), std::cmp::Reverse(item.published)));
    let ends = Ends::of(&items);
    let differing = differing(&items);
    let scopes = items.iter().any(|item| item.fact().scope != items[0].fact().scope);
    let marks: Vec<(&str, Mark)> = items
        .iter()
        .filter_map(|item| {
            let differs = item.counts && differing.contains(&said_of(*item));
            Some((item.fact().place.as_str(), Mark { differs, ..mark(*item, &ends, scopes)? }))
        })
        .filter(|(_, mark)| touches(mark, window))
        .collect();
    let marks = without_repeats(marks);
    let first = marks.iter().map(|mark| mark.first.map_or(window.first, |d| d.max(window.first)));
    let first = first.min()?;
    let label = selection.indicators.get(key).map_or(key, |row| row.label.as_str()).to_owned();
    let figure = figure::of(selection, &items, place, window.year());
    Some((first, Lane { indicator: key.to_owned(), label, nature, marks, figure }))
}

/// Without a value as of a day that the same value of the same place over several days says
/// already. In a crowded lane nobody could see it.
fn without_repeats(marks: Vec<(&str, Mark)>) -> Vec<Mark> {
    if marks.len() > CROWDED {
        return marks.into_iter().map(|(_, mark)| mark).collect();
    }
    let lasting: Vec<(&str, String, (Day, Day))> = marks
        .iter()
        .filter(|(_, mark)| mark.kind == Kind::Level)
        .filter_map(|(place, mark)| {
            let days = mark.certain.filter(|days| days.0 < days.1)?;
            Some((*place, mark.value.clone(), days))
        })
        .collect();
    let repeats = |at: &str, mark: &Mark| {
        let day = mark.certain.filter(|days| mark.kind == Kind::Level && days.0 == days.1);
        day.is_some_and(|(day, _)| {
            lasting.iter().any(|(place, value, days)| {
                *place == at && *value == mark.value && (days.0..=days.1).contains(&day)
            })
        })
    };
    marks.into_iter().filter(|(at, mark)| !repeats(at, mark)).map(|(_, mark)| mark).collect()
}

/// What a figure is about: place, part and days.
type SaidOf<'a> = (&'a str, Option<&'a str>, Option<[Option<Day>; 4]>);

fn said_of(item: Item<'_>) -> SaidOf<'_> {
    (&item.fact().place, item.fact().scope.as_deref(), item.days())
}

/// What figures that cannot all be true are stated about.
fn differing<'a>(items: &[Item<'a>]) -> HashSet<SaidOf<'a>> {
    let mut known: HashMap<SaidOf<'_>, Vec<&Quantity>> = HashMap::new();
    let mut differing = HashSet::new();
    for &item in items.iter().filter(|item| item.counts && item.kind().lasts()) {
        let about = said_of(item);
        let Some(quantity) = item.fact().quantity.as_ref() else { continue };
        if item.bounds().is_none() || differing.contains(&about) {
            continue;
        }
        let others = known.entry(about).or_default();
        if others.iter().any(|other| differ::are_disjoint(other, quantity)) {
            differing.insert(about);
        } else if !others.contains(&quantity) {
            others.push(quantity);
        }
    }
    differing
}

fn touches(mark: &Mark, window: Span) -> bool {
    mark.first.is_none_or(|first| first <= window.last)
        && mark.last.is_none_or(|last| last >= window.first)
}

/// The mark of a fact; its value names the part that is meant where the lane has several `scopes`.
fn mark(item: Item<'_>, ends: &Ends<'_>, scopes: bool) -> Option<Mark> {
    let bounds = item.bounds()?;
    let kind = item.kind();
    let exact_day = bounds.start_earliest.filter(|_| bounds.is_exact_day());
    let mut mark = Mark {
        kind,
        first: bounds.start_earliest,
        last: bounds.end_latest,
        certain: exact_day.map(|day| (day, day)),
        value: value(item, scopes),
        differs: false,
    };
    if kind == Kind::Foreseen && bounds.end_latest.is_some() {
        // What is foreseen for some day until its last lies ahead of when it was said.
        mark.first = mark.first.or(item.published).min(bounds.end_latest);
    }
    if kind.lasts() {
        let known_until = item.published.or(bounds.end_latest).or(bounds.start_latest)?;
        mark.certain = bounds.certain(known_until);
        // What goes on without a stated end stops where it is known to have ended.
        let held_until = mark.certain.map(|certain| certain.1).or(bounds.start_latest);
        if kind == Kind::Held && mark.last.is_none() {
            mark.last = ends.after(item, held_until);
        }
    } else if bounds.end_latest.is_none() {
        // A decision "from 24 October on" is one of that day.
        mark.last = bounds.start_latest;
        mark.certain = bounds.start_latest.filter(|day| mark.first == Some(*day)).map(|d| (d, d));
    }
    let better_known = ends
        .after(item, bounds.start_earliest)
        .is_some_and(|end| bounds.end_latest.is_none_or(|last| end <= last));
    (kind != Kind::Ended || exact_day.is_some() || !better_known).then_some(mark)
}

fn value(item: Item<'_>, scopes: bool) -> String {
    let Some(quantity) = &item.fact().quantity else { return String::new() };
    let short = wording::short_quantity(quantity);
    match item.fact().scope.as_ref().filter(|_| scopes) {
        Some(scope) => format!("{short} {scope}"),
        None => short,
    }
}
