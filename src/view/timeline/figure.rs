//! The figure of a lane: what the newest facts state. Nothing is added up or interpolated.

mod newest;
mod parts;
mod steps;
pub(super) mod words;

pub use parts::Figure;

use crate::domain::compare::Statement;
use crate::domain::compare::relation::clashes;
use crate::domain::indicator::Nature;
use crate::domain::selection::Selection;
use crate::view::wording;
use words::{dated, doubt, other_place};

/// The figure of facts about one indicator in one unit, at `place` and in the places in it. Dates
/// leave out the year if it is `year`. `absences` say that there was none in any unit: those facts of
/// the indicator that are not in the lane.
pub(super) fn of(
    selection: &Selection,
    statements: &[&Statement],
    absences: &[&Statement],
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
    let of_all_units = absences.iter().copied().filter(|statement| statement.counts);
    let compared: Vec<&Statement> = standing.iter().copied().chain(of_all_units).collect();
    contradicted(selection, &compared, place, year, has_figures)
        .or_else(|| newest::of(selection, &standing, place, year).filter(|_| has_figures))
        .unwrap_or_else(|| steps::of(selection, &standing, place, year))
}

/// The figure where all facts were retracted or corrected: only a word that says so.
fn gone(statements: &[&Statement]) -> Figure {
    let is_corrected = statements.iter().any(|statement| statement.is_replaced);
    let word = if is_corrected { "corrected since" } else { "retracted" };
    let parts = statements.first().map(|_| word.to_owned()).into_iter().collect();
    Figure { parts, ..Figure::default() }
}

/// Both sides of the newest contradiction: `none since 1-10 Jul ≠ 1 convoy 12 Oct`; `None` where
/// there is none. With `has_figures`, contradictions about exactly the same days are left out,
/// since the figures of these days are shown side by side.
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
    let brief = [("none", newest.absent), (&happened, newest.happened)];
    let brief = named(brief.map(|(words, statement)| format!("{words}{}", doubt(statement))));
    Some(Figure { parts: vec![named(full)], main: 0, briefs: vec![brief] })
}
