//! Where days and numbers are in a chart that is drawn as SVG.

use crate::domain::compare::StatementKind;
use crate::domain::when::Day;
use crate::render::svg::wide;
use crate::render::timeline::drawing::position;
use crate::view::chart::{Chart, Figure};
use crate::view::timeline::Span;

/// The height of the plot, and of what stands above and below it, in pixels.
pub(super) const PLOT: f64 = 100.0;
pub(super) const ABOVE: f64 = 22.0;
pub(super) const BELOW: f64 = 38.0;
/// Where the number zero is, in pixels from the upper edge.
pub(super) const ZERO: f64 = ABOVE + PLOT;
/// The narrowest chart, in pixels: what fits into it fits everywhere.
pub(super) const NARROWEST: f64 = 270.0;
/// The size of numbers, in pixels.
pub(super) const SIZE: f64 = 12.0;

/// The height of `≠` above a mark, in pixels.
pub(super) const AGAINST: f64 = 13.0;

/// Where days and numbers are.
pub(super) struct Frame {
    pub(super) window: Span,
    /// The greatest number of the scale.
    pub(super) top: f64,
    /// The part of the width that the numbers of the scale take.
    pub(super) left: f64,
}

impl Frame {
    pub(super) fn of(chart: &Chart, numbers: &[String]) -> Self {
        let widest = numbers.iter().map(|text| wide(text, SIZE)).fold(0.0, f64::max);
        let left = ((widest + 8.0) / NARROWEST).min(0.4);
        Self { window: chart.window, top: chart.ticks.top(), left }
    }

    /// The part of the width at a part of the days, from 0 to 1.
    pub(super) fn across(&self, part: f64) -> f64 {
        self.left + part.clamp(0.0, 1.0) * (0.97 - self.left)
    }

    /// Where a day begins, and where it ends.
    pub(super) fn day(&self, day: Day) -> (f64, f64) {
        let next = day.succ_opt().unwrap_or(day);
        (self.across(position(self.window, day)), self.across(position(self.window, next)))
    }

    fn middle(&self, day: Day) -> f64 {
        let (begin, end) = self.day(day);
        f64::midpoint(begin, end)
    }

    /// Where a number is, in pixels from the upper edge.
    pub(super) fn height(&self, number: f64) -> f64 {
        ABOVE + PLOT * (1.0 - (number / self.top).clamp(0.0, 1.0))
    }

    /// Where a figure has its sign: on its day, on the last of a total, in the middle of possible days.
    pub(super) fn column(&self, figure: &Figure) -> f64 {
        let (mark, window) = (&figure.mark, self.window);
        let inside = |day: Day| day.clamp(window.first, window.last);
        match (mark.kind, mark.certain) {
            (StatementKind::Total, Some((_, last))) => self.middle(inside(last)),
            (_, Some((first, _))) => self.middle(inside(first)),
            (kind, None) if kind.is_ahead() => {
                self.middle(inside(mark.last.or(mark.first).unwrap_or(window.last)))
            }
            (_, None) => {
                let first = inside(mark.first.unwrap_or(window.first));
                let last = inside(mark.last.unwrap_or(window.last));
                f64::midpoint(self.day(first).0, self.day(last).1)
            }
        }
    }

    /// The room of a mark on the narrowest chart: left, top, right and bottom in pixels.
    pub(super) fn room(&self, figure: &Figure) -> [f64; 4] {
        let x = self.column(figure) * NARROWEST;
        let at = |number: f64| self.height(number);
        let stated = [figure.low, figure.best, figure.high].into_iter().flatten();
        let highest = at(stated.clone().fold(0.0, f64::max)) - 6.0;
        let lowest = at(stated.fold(f64::INFINITY, f64::min).min(self.top)) + 6.0;
        let (top, bottom) = match (figure.low, figure.best, figure.high) {
            (Some(_), None, None) => (highest - 8.0, lowest),
            (None, None, Some(_)) => (highest, lowest + 8.0),
            _ => (highest, lowest),
        };
        let against = if figure.mark.differs { AGAINST } else { 0.0 };
        [x - 6.0, top - against, x + 6.0, bottom]
    }
}
