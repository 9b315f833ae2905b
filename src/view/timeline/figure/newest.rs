//! The newest figures, of the timeline's place or of places in it.

use super::parts::Figure;
use super::words::{doubt, other_place};
use crate::domain::compare::overlap::{Ranges, figure};
use crate::domain::compare::standing::{is_stated, rank};
use crate::domain::compare::{Statement, StatementKind};
use crate::domain::quantity::Quantity;
use crate::domain::selection::Selection;
use crate::view::wording;
use foldhash::HashMap;
use std::cmp::Reverse;

/// At most this many differing figures about the same time are shown.
const MOST_FIGURES: usize = 3;
/// At most this many places are shown side by side.
const MOST_PLACES: usize = 2;

/// The best figure of the place itself, by [`rank`]. If a place in it has a better one (one without
/// scope, say), figures of several places are shown side by side. `None` where no fact has a figure.
pub(super) fn of(
    selection: &Selection,
    statements: &[&Statement],
    place: &str,
    year: Option<i32>,
) -> Option<Figure> {
    let stated: Vec<&Statement> =
        statements.iter().copied().filter(|statement| is_stated(statement)).collect();
    let mut best: HashMap<&str, &Statement> = HashMap::default();
    for &statement in &stated {
        let known = best.entry(&*statement.place).or_insert(statement);
        // Of equal facts the last one counts; facts always come in the same order.
        if rank(statement, place) >= rank(known, place) {
            *known = statement;
        }
    }
    let mut best: Vec<&Statement> = best.into_values().collect();
    best.sort_by_key(|statement| Reverse((rank(statement, place), statement.uid)));
    let newest = best.first()?;
    let told = |statement: &&Statement| Told::of(selection, &stated, statement, place, year);
    if *newest.place == *place || best.len() == 1 {
        return Some(told(newest).alone());
    }
    let all: Vec<Told> = best.iter().take(MOST_PLACES).map(told).collect();
    Some(side_by_side(&all, best.len() > MOST_PLACES))
}

/// The figures of one place about one time, in words.
struct Told {
    figure: String,
    short: String,
    /// The name of the place; `None` where it is the timeline's own place.
    place: Option<String>,
    scope: Option<String>,
    when: Option<String>,
}

impl Told {
    /// All figures about the place, scope and time of `newest`.
    fn of(
        selection: &Selection,
        stated: &[&Statement],
        newest: &Statement,
        place: &str,
        year: Option<i32>,
    ) -> Self {
        let mut same: Vec<&Statement> = stated
            .iter()
            .copied()
            .filter(|statement| statement.subject() == newest.subject())
            .collect();
        same.sort_by_key(|statement| Reverse((statement.published, statement.uid)));
        Self {
            figure: sides(&same, wording::quantity),
            short: sides(&same, wording::short_quantity),
            place: other_place(selection, newest, place).map(str::to_owned),
            scope: newest.scope.as_deref().map(str::to_owned),
            when: wording::when_stated(newest, year),
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

/// The figures of several places side by side, and shorter forms: without scope and time, with
/// short figures, and with only the first place.
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

/// Differing figures as `250,000 / 300,000`; zero against a figure that contradicts it as `few ≠
/// none`.
fn sides(same: &[&Statement], worded: impl Fn(&Quantity) -> String) -> String {
    let quantities = |kind: bool| {
        same.iter().filter(move |statement| (statement.kind() == StatementKind::Absent) == kind)
    };
    let stated = |absent: bool| -> Vec<&Statement> {
        quantities(absent).copied().filter(|statement| statement.quantity.is_some()).collect()
    };
    let words = |all: &[&Statement]| {
        let mut words: Vec<String> = Vec::new();
        for one in all {
            let word = one.quantity.as_deref().map(&worded).unwrap_or_default() + doubt(one);
            if words.len() < MOST_FIGURES && !words.contains(&word) {
                words.push(word);
            }
        }
        words.join(" / ")
    };
    let (some, zeros) = (stated(false), stated(true));
    let mut ranges = Ranges::default();
    some.iter().filter_map(|one| figure(one)).for_each(|one| ranges.add(one));
    let is_ruled_out =
        zeros.iter().filter_map(|zero| figure(zero)).any(|zero| ranges.rule_out(zero));
    let sign = if is_ruled_out { " ≠ " } else { " / " };
    let sides = [words(&some), words(&zeros)];
    let sides: Vec<String> = sides.into_iter().filter(|side| !side.is_empty()).collect();
    sides.join(sign)
}
