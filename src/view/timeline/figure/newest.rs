//! The newest figures, of the place itself or of places in it, each with its place.

use super::{Figure, other_place};
use crate::domain::quantity::Quantity;
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use crate::view::timeline::item::Item;
use crate::view::timeline::{Kind, differ};
use crate::view::wording;
use std::cmp::Reverse;
use std::collections::HashMap;

/// Figures that differ about the same time: at most so many are shown.
const MOST_FIGURES: usize = 3;
/// Places whose figures stand side by side: at most so many are shown.
const MOST_PLACES: usize = 2;

/// The newest figure of the place itself; where it has none that stands for it, those of places
/// in it. Nothing where there are no figures.
pub(super) fn of(
    selection: &Selection,
    items: &[Item<'_>],
    place: &str,
    year: Option<i32>,
) -> Option<Figure> {
    let stated: Vec<Item<'_>> = items.iter().copied().filter(|item| is_stated(*item)).collect();
    let mut best: HashMap<&str, Item<'_>> = HashMap::new();
    for &item in &stated {
        let known = best.entry(&item.fact().place).or_insert(item);
        // Of equals, the last: the facts come in an order that does not change.
        if rank(item, place) >= rank(*known, place) {
            *known = item;
        }
    }
    let mut best: Vec<Item<'_>> = best.into_values().collect();
    best.sort_by_key(|item| Reverse((rank(*item, place), item.recorded.uid)));
    let newest = best.first()?;
    let told = |item: &Item<'_>| Told::of(selection, &stated, *item, place, year);
    if newest.fact().place == place || best.len() == 1 {
        return Some(told(newest).alone());
    }
    let all: Vec<Told> = best.iter().take(MOST_PLACES).map(told).collect();
    Some(side_by_side(&all, best.len() > MOST_PLACES))
}

fn is_stated(item: Item<'_>) -> bool {
    matches!(item.kind(), Kind::Level | Kind::Total | Kind::Absent)
        && item.fact().quantity.is_some()
}

/// How well a figure stands for the whole: of the place itself and without a part, then of all
/// parts somewhere in it. A total that covers more days outranks one that is newer.
fn rank(item: Item<'_>, place: &str) -> impl Ord + use<> {
    let is_whole = item.fact().scope.is_none();
    let is_own = item.fact().place == place;
    let days = item.last().zip(item.first()).map(|(last, first)| (last - first).num_days());
    let coverage = days.filter(|_| item.nature == crate::domain::indicator::Nature::Flow);
    (is_whole && is_own, is_whole, is_own, coverage, item.last(), item.published, days)
}

fn about(item: Item<'_>) -> (Option<[Option<Day>; 4]>, Option<&str>, &str) {
    (item.days(), item.fact().scope.as_deref(), &item.fact().place)
}

/// The figures of one place about one time.
struct Told {
    figure: String,
    short: String,
    /// The name of the place, where it is not the timeline's own.
    place: Option<String>,
    scope: Option<String>,
    when: Option<String>,
}

impl Told {
    /// All figures about the place, part and time of `newest`.
    fn of(
        selection: &Selection,
        stated: &[Item<'_>],
        newest: Item<'_>,
        place: &str,
        year: Option<i32>,
    ) -> Self {
        let mut same: Vec<Item<'_>> =
            stated.iter().copied().filter(|item| about(*item) == about(newest)).collect();
        same.sort_by_key(|item| Reverse((item.published, item.recorded.uid)));
        Self {
            figure: sides(&same, wording::quantity),
            short: sides(&same, wording::short_quantity),
            place: other_place(selection, newest, place).map(str::to_owned),
            scope: newest.fact().scope.clone(),
            when: wording::when_of(newest.fact(), year),
        }
    }

    fn named(&self, figure: &str) -> String {
        self.place.as_ref().map_or_else(|| figure.to_owned(), |place| format!("{figure}, {place}"))
    }

    fn parts(&self) -> Vec<String> {
        let figure = self.named(&self.figure);
        [Some(figure), self.scope.clone(), self.when.clone()].into_iter().flatten().collect()
    }

    fn alone(&self) -> Figure {
        let briefs = [&self.figure, &self.short].map(|figure| self.named(figure));
        let briefs = briefs.into_iter().filter(|_| self.place.is_some()).collect();
        Figure { parts: self.parts(), main: 0, briefs }
    }
}

/// Figures of several places: with part and time, without, in short, and at last only the first.
fn side_by_side(all: &[Told], has_more: bool) -> Figure {
    let join = |mut each: Vec<String>, has_more: bool| {
        each.extend(has_more.then(|| "…".to_owned()));
        each.join("; ")
    };
    let each = |words: &dyn Fn(&Told) -> String| all.iter().map(words).collect();
    let first = all.first().map(|told| told.named(&told.short)).into_iter().collect();
    Figure {
        parts: vec![join(each(&|told| told.parts().join(", ")), has_more)],
        main: 0,
        briefs: vec![
            join(each(&|told| told.named(&told.figure)), has_more),
            join(each(&|told| told.named(&told.short)), has_more),
            join(first, true),
        ],
    }
}

/// Figures that are not the same: `250,000 / 300,000`; and a zero against those that rule it out:
/// `few ≠ none`.
fn sides(same: &[Item<'_>], worded: impl Fn(&Quantity) -> String) -> String {
    let quantities =
        |kind: bool| same.iter().filter(move |item| (item.kind() == Kind::Absent) == kind);
    let stated = |absent: bool| -> Vec<&Quantity> {
        quantities(absent).filter_map(|item| item.fact().quantity.as_ref()).collect()
    };
    let words = |all: &[&Quantity]| {
        let mut words: Vec<String> = Vec::new();
        for word in all.iter().map(|quantity| worded(quantity)) {
            if words.len() < MOST_FIGURES && !words.contains(&word) {
                words.push(word);
            }
        }
        words.join(" / ")
    };
    let (some, zeros) = (stated(false), stated(true));
    let is_ruled_out =
        some.iter().any(|some| zeros.iter().any(|zero| differ::are_disjoint(some, zero)));
    let sign = if is_ruled_out { " ≠ " } else { " / " };
    let sides = [words(&some), words(&zeros)];
    let sides: Vec<String> = sides.into_iter().filter(|side| !side.is_empty()).collect();
    sides.join(sign)
}
