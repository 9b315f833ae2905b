//! The sums of many events as columns of characters.

use super::plot::Plot;
use crate::text::ink::Ink;
use crate::view::chart::{Bar, Sums};
use crate::view::timeline::Span;

/// Columns of this width leave one terminal column free before the next.
const WIDE: usize = 3;

/// Draws the columns, and lines above them for periods that do not lie within one day, month or
/// year.
pub(super) fn draw(plot: &mut Plot<'_>, sums: &Sums) {
    sums.bars.iter().filter(|bar| !bar.is_across).for_each(|bar| column(plot, bar));
    sums.bars.iter().filter(|bar| bar.is_across && bar.is_drawn).for_each(|bar| line(plot, bar));
    sums.bars.iter().filter(|bar| bar.is_drawn).for_each(|bar| against(plot, bar));
}

/// The first and the last terminal column of a bar.
fn columns(plot: &Plot<'_>, bar: &Bar) -> Option<(usize, usize)> {
    let Span { first, last } = plot.chart.window;
    plot.scale.stretch(Some(bar.first.max(first)), Some(bar.last.min(last)))
}

/// Marks below the plot if a sum is contradicted.
fn against(plot: &mut Plot<'_>, bar: &Bar) {
    if let Some((from, to)) = columns(plot, bar).filter(|_| bar.differs) {
        plot.contradict(usize::midpoint(from, to));
    }
}

fn column(plot: &mut Plot<'_>, bar: &Bar) {
    let Some((from, to)) = columns(plot, bar).filter(|_| bar.greatest() > 0.0) else { return };
    let to = if to + 1 - from >= WIDE { to - 1 } else { to };
    let [whole, below, above] = plot.signs.sum;
    let rows = |number: f64| if number > 0.0 { plot.row(number) + 1 } else { 0 };
    let ends = [rows(bar.low.unwrap_or(0.0)), rows(bar.body()), rows(bar.greatest())];
    let mut row = 0;
    for (end, sign) in ends.into_iter().zip([whole, below, above]) {
        for row in row..end {
            (from..=to).for_each(|column| plot.set(row, column, sign, Ink::Green));
        }
        row = row.max(end);
    }
    if bar.is_hedged && plot.is_free(row, from) {
        let hedged = plot.marks.hedged;
        (from..=to).for_each(|column| plot.set(row, column, hedged, Ink::Green));
    }
}

fn line(plot: &mut Plot<'_>, bar: &Bar) {
    let Some((from, to)) = columns(plot, bar) else { return };
    let (row, sign) = (plot.row(bar.body()), plot.signs.across);
    (from..=to).for_each(|column| plot.set(row, column, sign, Ink::Plain));
}
