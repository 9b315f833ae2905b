//! The positions of a chart's figures on a page: days as parts of the width, numbers in pixels.

use super::sign::Sign;
use crate::domain::compare::StatementKind;
use crate::domain::when::Day;
use crate::render::svg::wide;
use crate::render::timeline::drawing::position;
use crate::view::chart::{Chart, Figure};
use crate::view::timeline::{Mark, Span};
use std::collections::BTreeMap;

/// The height of the plot, and of the space above and below it, in pixels.
pub(super) const PLOT: f64 = 100.0;
pub(super) const ABOVE: f64 = 26.0;
pub(super) const BELOW: f64 = 38.0;
/// Where the number zero is, in pixels from the upper edge.
pub(super) const ZERO: f64 = ABOVE + PLOT;
/// The height of `≠` above a mark, in pixels.
pub(super) const AGAINST: f64 = 14.0;
/// How far the sign of an approximate day extends beyond that of its figure on either side, in pixels.
pub(super) const HEDGED: f64 = 7.0;
/// The narrowest chart, in pixels: what fits into it fits everywhere.
pub(super) const NARROWEST: f64 = 270.0;
/// The size of numbers, in pixels.
pub(super) const SIZE: f64 = 12.0;
/// The part of the width at which the days end.
const RIGHT: f64 = 0.97;
/// The offsets of signs for the same day, in pixels, in this order.
const ASIDES: [f64; 5] = [0.0, 10.0, -10.0, 20.0, -20.0];

/// A rectangle: left, top, right and bottom in pixels.
pub(super) type Room = [f64; 4];

/// The positions of days and numbers.
pub(super) struct Frame {
    pub(super) window: Span,
    /// The greatest number of the scale.
    pub(super) top: f64,
    /// The part of the width that is used for the numbers of the scale.
    pub(super) left: f64,
    /// The width in pixels; the least possible width if the reader's window decides.
    pub(super) width: f64,
}

impl Frame {
    /// The frame of a chart on a page, as wide as its column.
    pub(super) fn of(chart: &Chart, numbers: &[String]) -> Self {
        Self::wide(chart, numbers, NARROWEST)
    }

    /// The frame of a chart of this width, in pixels.
    pub(super) fn wide(chart: &Chart, numbers: &[String], width: f64) -> Self {
        let widest = numbers.iter().map(|text| wide(text, SIZE)).fold(0.0, f64::max);
        let left = ((widest + 8.0) / width).min(0.4);
        Self { window: chart.window, top: chart.ticks.top(), left, width }
    }

    /// The part of the width that is used for the days.
    pub(super) fn span(&self) -> f64 {
        RIGHT - self.left
    }

    /// The position in the whole width for a position among the days, from 0 to 1.
    pub(super) fn across(&self, part: f64) -> f64 {
        self.left + part.clamp(0.0, 1.0) * self.span()
    }

    /// The positions at which a day begins and ends.
    fn day(&self, day: Day) -> (f64, f64) {
        let next = day.succ_opt().unwrap_or(day);
        (self.across(position(self.window, day)), self.across(position(self.window, next)))
    }

    /// The positions at which days in the window begin and end.
    pub(super) fn days(&self, first: Day, last: Day) -> (f64, f64) {
        (self.day(first).0, self.day(last).1)
    }

    fn middle(&self, day: Day) -> f64 {
        let (begin, end) = self.day(day);
        f64::midpoint(begin, end)
    }

    pub(super) fn height(&self, number: f64) -> f64 {
        ABOVE + PLOT * (1.0 - (number / self.top).clamp(0.0, 1.0))
    }

    /// The possible days of a mark inside the window.
    pub(super) fn possible(&self, mark: &Mark) -> (Day, Day) {
        let first = mark.first.unwrap_or(self.window.first).max(self.window.first);
        (first, mark.last.unwrap_or(self.window.last).min(self.window.last))
    }

    /// The position of the sign of a figure: on its day, on the last day of a total, or in the middle of days without a
    /// figure, or of possible days.
    pub(super) fn column(&self, figure: &Figure) -> f64 {
        let mark = &figure.mark;
        let inside = |day: Day| day.clamp(self.window.first, self.window.last);
        let between = |first: Day, last: Day| {
            let (from, to) = self.days(inside(first), inside(last));
            f64::midpoint(from, to)
        };
        match (mark.kind, mark.certain) {
            (StatementKind::Total, Some((_, last))) => self.middle(inside(last)),
            (StatementKind::Absent, Some((first, last))) => between(first, last),
            (_, Some((first, _))) => self.middle(inside(first)),
            (kind, None) if kind.is_ahead() => {
                self.middle(inside(mark.last.or(mark.first).unwrap_or(self.window.last)))
            }
            (_, None) => {
                let (first, last) = self.possible(mark);
                between(first, last)
            }
        }
    }

    /// The numbers at which a figure is drawn over several days: both ends of a range, or the figure.
    pub(super) fn levels(&self, figure: &Figure) -> Vec<f64> {
        match (figure.best, figure.low.zip(figure.high)) {
            (None, Some((low, high))) => vec![self.height(high), self.height(low)],
            _ => vec![self.height(figure.middle())],
        }
    }

    /// The area of the sign of a figure on the narrowest chart, and the area of its bar between bounds.
    pub(super) fn room(&self, figure: &Figure, aside: f64) -> Room {
        let (x, y) = (self.column(figure) * self.width + aside, self.height(figure.middle()));
        let (up, down) = match Sign::of(figure) {
            Sign::AtLeast => (14.0, 2.0),
            Sign::AtMost => (2.0, 14.0),
            Sign::Range => (0.0, 0.0),
            Sign::Absent => (3.0, 3.0),
            _ => (6.0, 6.0),
        };
        let stated = || [figure.low, figure.best, figure.high].into_iter().flatten();
        let highest = stated().fold(f64::INFINITY, |y, number| y.min(self.height(number) - 2.0));
        let lowest = stated().fold(0.0_f64, |y, number| y.max(self.height(number) + 2.0));
        [x - 6.0, (y - up).min(highest), x + 6.0, (y + down).max(lowest)]
    }

    /// The offset of each figure's sign from its day, in pixels, so that different signs for one day do not cover each
    /// other.
    pub(super) fn asides(&self, figures: &[Figure]) -> Vec<f64> {
        let mut taken: BTreeMap<u64, Vec<(Room, &Figure, f64)>> = BTreeMap::new();
        let mut asides = Vec::new();
        for figure in figures {
            let of_day = taken.entry(self.column(figure).to_bits()).or_default();
            let is_same = |known: &&(Room, &Figure, f64)| {
                let key = |one: &Figure| (one.low, one.best, one.high, Sign::of(one));
                key(known.1) == key(figure)
            };
            if let Some((_, _, aside)) = of_day.iter().find(is_same) {
                asides.push(*aside);
                continue;
            }
            // The mark of a contradiction is above its sign, and must not cover another sign, either.
            let room = |aside: f64| {
                let [left, top, right, bottom] = self.room(figure, aside);
                [left, if figure.mark.differs { top - AGAINST } else { top }, right, bottom]
            };
            let is_free = |aside: &&f64| {
                let own = room(**aside);
                !of_day.iter().any(|(room, ..)| meets(&own, room))
            };
            let aside = ASIDES.iter().find(is_free).copied().unwrap_or(0.0);
            of_day.push((room(aside), figure, aside));
            asides.push(aside);
        }
        asides
    }
}

/// Whether two rectangles have some point in common.
pub(super) fn meets(one: &Room, other: &Room) -> bool {
    one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]
}
