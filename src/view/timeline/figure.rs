//! The figure of a lane as it stands: what the newest facts state, and nothing made from them.

mod newest;
mod steps;

use crate::domain::compare::Statement;
use crate::domain::compare::relation::clashes;
use crate::domain::indicator::Nature;
use crate::domain::selection::Selection;
use crate::view::wording;

/// The figure of a lane as it stands, in parts, in the order in which they are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// The parts: a figure and its time, or steps with the latest last, and what is still to come.
    pub parts: Vec<String>,
    /// Which part matters most.
    pub main: usize,
    /// What stands in place of all parts where there is little room, the longest first: the main
    /// part with the step before it in brief, both sides of a contradiction without their days,
    /// or a figure in short with its place; empty where the main part alone does.
    pub briefs: Vec<String>,
}

impl Figure {
    /// All parts in one line.
    #[must_use]
    pub fn join(&self) -> String {
        self.parts.join(", ")
    }

    /// What matters of it: the main part, with what must be read with it in brief.
    #[must_use]
    pub fn core(&self) -> String {
        self.briefs.first().or_else(|| self.parts.get(self.main)).cloned().unwrap_or_default()
    }

    /// The shortest that says no less than is true.
    #[must_use]
    pub fn least(&self) -> String {
        let all = self.parts.get(self.main).into_iter().chain(&self.briefs);
        all.min_by_key(|text| text.chars().count()).cloned().unwrap_or_default()
    }

    /// As much of it as fits, the least of it in any case.
    pub fn fitted(&self, fits: impl Fn(&str) -> bool) -> String {
        let Some(main) = self.parts.get(self.main) else { return String::new() };
        // The main part alone comes last.
        let begin = usize::from(self.main + 1 < self.parts.len() || self.main == 0);
        let whole = (0..self.main + begin).map(|from| self.parts[from..].join(", "));
        let begins = (self.main + 1..self.parts.len()).rev().map(|to| self.parts[..to].join(", "));
        let pair = self.main.checked_sub(1).map(|from| self.parts[from..=self.main].join(", "));
        let core = whole.chain(pair).chain([self.core()]).chain(begins);
        let brief = [main].into_iter().chain(self.briefs.iter().skip(1)).cloned();
        core.chain(brief).find(|text| fits(text)).unwrap_or_else(|| self.least())
    }
}

/// The figure of some facts about one indicator, of a place and what lies in it. Dates leave out
/// `year`.
pub(super) fn of(
    selection: &Selection,
    statements: &[&Statement],
    place: &str,
    year: Option<i32>,
) -> Figure {
    let standing: Vec<&Statement> =
        statements.iter().copied().filter(|statement| statement.counts).collect();
    if standing.is_empty() {
        return gone(statements);
    }
    let nature = statements.first().map(|statement| statement.nature);
    let has_figures = matches!(nature, Some(Nature::Stock | Nature::Flow));
    contradicted(selection, &standing, place, year, has_figures)
        .or_else(|| newest::of(selection, &standing, place, year).filter(|_| has_figures))
        .unwrap_or_else(|| steps::of(selection, &standing, place, year))
}

/// What does not stand any more is no figure.
fn gone(statements: &[&Statement]) -> Figure {
    let is_corrected = statements.iter().any(|statement| statement.is_replaced);
    let word = if is_corrected { "corrected since" } else { "retracted" };
    let parts = statements.first().map(|_| word.to_owned()).into_iter().collect();
    Figure { parts, ..Figure::default() }
}

/// Both sides of the newest contradiction: `none since 1-10 Jul ≠ 1 convoy 12 Oct`. Figures about
/// the same days (`has_figures`) stand side by side without it.
fn contradicted(
    selection: &Selection,
    statements: &[&Statement],
    place: &str,
    year: Option<i32>,
    has_figures: bool,
) -> Option<Figure> {
    let newest = clashes(selection, statements)
        .into_iter()
        .filter(|clash| !has_figures || clash.absent.bounds() != clash.happened.bounds())
        .max_by_key(|clash| (clash.happened.last(), clash.happened.published))?;
    let quantity = newest.happened.quantity.as_deref().map(wording::quantity);
    let happened = quantity.unwrap_or_else(|| "reported".to_owned());
    let is_one_place = newest.absent.place == newest.happened.place;
    let places = [
        other_place(selection, newest.absent, place).filter(|_| !is_one_place),
        other_place(selection, newest.happened, place)
            .or_else(|| (!is_one_place).then(|| wording::place(selection, &newest.happened.place))),
    ];
    let named = |sides: [String; 2]| {
        let sides = sides.into_iter().zip(places);
        let named = sides.map(|(side, place)| match place {
            Some(place) => format!("{side}, {place}"),
            None => side,
        });
        named.collect::<Vec<_>>().join(" ≠ ")
    };
    let full = [dated("none", newest.absent, year), dated(&happened, newest.happened, year)];
    let brief = named(["none".to_owned(), happened.clone()]);
    Some(Figure { parts: vec![named(full)], main: 0, briefs: vec![brief] })
}

/// The name of the place of a fact, where it is not the timeline's own.
fn other_place<'a>(
    selection: &'a Selection,
    statement: &'a Statement,
    place: &str,
) -> Option<&'a str> {
    let key = &*statement.place;
    (key != place).then(|| wording::place(selection, key))
}

fn dated(step: &str, statement: &Statement, year: Option<i32>) -> String {
    match wording::when_stated(statement, year) {
        Some(when) if step.is_empty() => when,
        Some(when) => format!("{step} {when}"),
        None if step.is_empty() => "reported".to_owned(),
        None => step.to_owned(),
    }
}
