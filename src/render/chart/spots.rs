//! The signs of figures, and their values beside them. Figures in one cell are drawn side by side if the next
//! cells are free.

use super::plot::{Plot, ink};
use crate::domain::compare::StatementKind;
use crate::render::timeline::marks::{narrow, plain};
use crate::text::ink::Ink;
use crate::text::layout::width;
use crate::text::safe::terminal_line;
use crate::view::chart::Figure;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// In a chart with more figures than this, only the newest and the greatest have their values written.
const CROWDED: usize = 40;
/// The values of a spot have at most this many terminal columns.
const LONGEST_VALUES: usize = 24;
/// At most this many signs are drawn side by side.
const ASIDE: usize = 3;
/// In the row of another figure, a value is at least this many columns away from its sign.
const APART: usize = 6;

/// The figures whose signs belong into the same cell.
#[derive(Default)]
struct Spot {
    signs: Vec<(char, Ink)>,
    /// The different values, each in the form for a position next to its own sign.
    values: Vec<(String, String)>,
    /// Whether values of the spot are written before others.
    is_first: bool,
    newest: usize,
}

/// Draws the signs of all figures, and their values if there is room, the newest and the greatest first.
pub(super) fn draw(plot: &mut Plot<'_>) {
    let figures = &plot.chart.figures;
    let greatest = figures.iter().map(Figure::greatest).fold(0.0, f64::max);
    let mut spots: BTreeMap<(usize, usize), Spot> = BTreeMap::new();
    for (at, figure) in figures.iter().enumerate() {
        let Some(column) = plot.middle_column(figure) else { continue };
        let spot = spots.entry((plot.row(figure.middle()), column)).or_default();
        let value = plain(&narrow(&terminal_line(&figure.mark.value)), plot.ascii);
        let (sign, beside) = sign_and_value(plot, figure, &value);
        let hedge = figure.mark.is_hedged().then_some(plot.marks.hedged);
        for sign in hedge.into_iter().chain(sign) {
            if !spot.signs.iter().any(|(known, _)| *known == sign) {
                spot.signs.push((sign, ink(figure)));
            }
        }
        let is_known = spot.values.iter().any(|(known, _)| *known == value);
        if !beside.is_empty() && !is_known {
            spot.values.push((value, beside));
        }
        spot.is_first |= at + 1 == figures.len() || figure.greatest() >= greatest;
        spot.newest = at;
    }
    let is_crowded = figures.len() > CROWDED;
    let mut spots: Vec<((usize, usize), Spot)> = spots.into_iter().collect();
    for ((row, column), spot) in &spots {
        draw_signs(plot, *row, *column, &spot.signs);
    }
    let signs: Vec<(usize, usize)> = spots.iter().map(|(at, _)| *at).collect();
    spots.retain(|(_, spot)| spot.is_first || !is_crowded);
    spots.sort_by_key(|(_, spot)| Reverse((spot.is_first, spot.newest)));
    let mut told: Vec<(usize, String)> = Vec::new();
    for ((row, column), spot) in spots {
        let values = match spot.values.as_slice() {
            [(_, beside)] => beside.clone(),
            several => {
                several.iter().map(|(value, _)| value.as_str()).collect::<Vec<_>>().join(" / ")
            }
        };
        let is_told = told.iter().any(|(at, known)| *at == row && *known == values);
        if !is_told && write_beside(plot, (row, column), &values, &signs) {
            told.push((row, values));
        }
    }
}

/// Draws signs in a cell and in free cells to the right of it.
fn draw_signs(plot: &mut Plot<'_>, row: usize, column: usize, signs: &[(char, Ink)]) {
    for (offset, (sign, ink)) in signs.iter().take(ASIDE).enumerate() {
        if offset == 0 || plot.is_free(row, column + offset) {
            plot.set(row, column + offset, *sign, *ink);
        }
    }
}

/// The sign of a figure, and its value as it is written next to it; the sign of a bound is not written twice. `None` if
/// bounds or days are drawn instead of a sign.
fn sign_and_value(plot: &Plot<'_>, figure: &Figure, value: &str) -> (Option<char>, String) {
    let kind = figure.mark.kind;
    if kind == StatementKind::Absent {
        return (None, String::new());
    }
    let hollow = match kind {
        StatementKind::Planned => Some(plot.marks.planned),
        StatementKind::PutOff => Some(plot.marks.put_off),
        StatementKind::Denied => Some(plot.marks.denied),
        StatementKind::Foreseen => Some(plot.marks.foreseen),
        StatementKind::Demanded => Some(plot.marks.demanded),
        StatementKind::Ended => Some(plot.marks.ended),
        _ => None,
    };
    if hollow.is_some() {
        return (hollow, value.to_owned());
    }
    let bound = match (figure.low, figure.best, figure.high) {
        (Some(_), None, None) => Some((plot.signs.at_least, ['≥', '>'])),
        (None, None, Some(high)) if high > 0.0 => Some((plot.signs.at_most, ['≤', '<'])),
        _ => None,
    };
    if let Some((sign, own)) = bound {
        return match value.strip_prefix(own).filter(|_| !plot.ascii) {
            Some(number) => (value.chars().next(), number.to_owned()),
            None => (Some(sign), value.to_owned()),
        };
    }
    if let (Some(low), None, Some(high)) = (figure.low, figure.best, figure.high) {
        // A range within one row also has the sign of a range, not that of a figure.
        let is_in_one_row = plot.row(low) == plot.row(high);
        return (is_in_one_row.then_some(plot.signs.bar), value.to_owned());
    }
    let is_span = kind == StatementKind::Total
        && figure.mark.certain.is_some_and(|(first, last)| first < last);
    let is_vague = plot.column(figure).is_none();
    ((!is_span && !is_vague).then_some(plot.marks.point), value.to_owned())
}

/// Writes values around a cell (to the right, to the left, below or above) where they cannot be mistaken for values of
/// another sign; returns whether there was room.
fn write_beside(
    plot: &mut Plot<'_>,
    (row, column): (usize, usize),
    values: &str,
    signs: &[(usize, usize)],
) -> bool {
    let wide = width(values);
    if wide == 0 || wide > LONGEST_VALUES || wide != values.chars().count() {
        return false;
    }
    let right = (column + 1..=column + ASIDE).find(|at| plot.is_free(row, *at));
    let left = column.checked_sub(wide + usize::from(!plot.is_free(row, column)));
    let aligned = (column + 1).checked_sub(wide);
    let below = row.checked_sub(1);
    let candidates = [
        right.map(|start| (row, start)),
        left.map(|start| (row, start)),
        below.zip(aligned),
        aligned.map(|start| (row + 1, start)),
        below.zip(Some(column)),
        Some((row + 1, column)),
    ];
    let is_anothers = |(in_row, start): &(usize, usize)| {
        let around = start.saturating_sub(APART)..start + wide + APART;
        let is_in =
            |(sign_row, column): &(usize, usize)| sign_row == in_row && around.contains(column);
        *in_row != row
            && (signs.iter().any(is_in) || around.clone().any(|at| plot.has_word(*in_row, at)))
    };
    let has_room = |place: &(usize, usize)| {
        let (row, start) = place;
        (*start..start + wide).all(|at| plot.is_free(*row, at))
            && !plot.has_word(*row, start.wrapping_sub(1))
            && !plot.has_word(*row, start + wide)
            && !is_anothers(place)
    };
    let Some((row, start)) = candidates.into_iter().flatten().find(has_room) else { return false };
    plot.write(row, start, values);
    true
}
