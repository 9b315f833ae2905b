//! The values that are written in a chart on a page: the newest figure, and the greatest, if they cover neither marks
//! nor each other, and are nearer to their own sign than to any other.

use super::frame::{AGAINST, Frame, HEDGED, Room, SIZE, meets};
use crate::render::svg::wide;
use crate::view::chart::{Chart, Figure};

/// How much nearer a value must be to its own sign than to the sign of another figure, in pixels.
const NEARER: f64 = 5.0;

/// The words of a value, and their position.
pub(super) struct Label {
    pub(super) words: String,
    /// The part of the width, and the height in pixels.
    pub(super) x: f64,
    pub(super) y: f64,
    /// The part of the words that is at that position.
    pub(super) anchor: &'static str,
}

/// The things that are drawn in a chart.
struct Drawn<'a> {
    chart: &'a Chart,
    frame: &'a Frame,
    asides: &'a [f64],
    taken: Vec<Room>,
}

/// The newest figure in words, and the greatest.
pub(super) fn of(chart: &Chart, frame: &Frame, asides: &[f64]) -> Vec<Label> {
    let figures = || chart.figures.iter().enumerate();
    let newest = figures().rev().find(|(_, figure)| !figure.is_hollow());
    let greatest = figures().max_by(|a, b| a.1.greatest().total_cmp(&b.1.greatest()));
    let mut drawn = Drawn { chart, frame, asides, taken: Vec::new() };
    for (at, figure) in figures() {
        drawn.taken.extend(drawn.rooms(at, figure));
    }
    let mut placed: Vec<Label> = Vec::new();
    for (at, figure) in newest.into_iter().chain(greatest) {
        let is_told = placed.iter().any(|known| known.words == *figure.mark.value);
        if let Some((label, room)) = drawn.label(at, figure).filter(|_| !is_told) {
            drawn.taken.push(room);
            placed.push(label);
        }
    }
    placed
}

impl Drawn<'_> {
    /// The areas that a figure takes on the narrowest chart: that of its sign, of the mark of a contradiction, and of
    /// its days.
    fn rooms(&self, at: usize, figure: &Figure) -> Vec<Room> {
        let frame = self.frame;
        let sign = frame.room(figure, self.asides[at]);
        let [left, top, right, _] = sign;
        let mut rooms = vec![sign];
        if figure.mark.is_hedged() {
            let y = frame.height(figure.middle());
            rooms.push([left - HEDGED, y - 1.0, right + HEDGED, y + 1.0]);
        }
        rooms.extend(figure.mark.differs.then_some([left, top - AGAINST, right, top]));
        let (first, last) = frame.possible(&figure.mark);
        if first < last {
            let (from, to) = frame.days(first, last);
            let line = |y: f64| [from * frame.width, y - 2.0, to * frame.width, y + 2.0];
            rooms.extend(frame.levels(figure).into_iter().map(line));
        }
        rooms
    }

    /// A position for the value of a figure, and the area that it takes; `None` if there is no room.
    fn label(&self, at: usize, figure: &Figure) -> Option<(Label, Room)> {
        let [left, top, right, bottom] = self.frame.room(figure, self.asides[at]);
        let words = figure.mark.value.to_string();
        let (middle, length) = (f64::midpoint(left, right), wide(&words, SIZE + 1.0));
        let above = if figure.mark.differs { top - AGAINST - 2.0 } else { top - 3.0 };
        let beside = f64::midpoint(top, bottom) + 4.0;
        let hedge = if figure.mark.is_hedged() { HEDGED } else { 0.0 };
        let candidates = [
            (middle, above, "middle"),
            (middle, bottom + 12.0, "middle"),
            (left - 2.0 - hedge, beside, "end"),
            (right + 2.0 + hedge, beside, "start"),
            (right, above, "end"),
            (right, bottom + 12.0, "end"),
        ];
        let room_of = |(x, y, anchor): (f64, f64, &str)| {
            let from = match anchor {
                "start" => x,
                "end" => x - length,
                _ => x - length / 2.0,
            };
            [from, y - 11.0, from + length, y + 2.0]
        };
        let is_free = |own: &Room| {
            own[0] >= self.frame.left * self.frame.width
                && own[2] <= self.frame.width
                && !self.taken.iter().any(|other| meets(own, other))
                && self.is_nearest(own, at)
        };
        let (x, y, anchor) = candidates.into_iter().find(|one| is_free(&room_of(*one)))?;
        Some((Label { words, x: x / self.frame.width, y, anchor }, room_of((x, y, anchor))))
    }

    /// Whether words would be nearer to the sign of their figure than to that of another value.
    fn is_nearest(&self, words: &Room, at: usize) -> bool {
        let figures = &self.chart.figures;
        let own = distance(words, &self.frame.room(&figures[at], self.asides[at]));
        let others = figures
            .iter()
            .zip(self.asides)
            .filter(|(other, _)| other.mark.value != figures[at].mark.value);
        others
            .map(|(other, aside)| distance(words, &self.frame.room(other, *aside)))
            .all(|other| other >= own + NEARER)
    }
}

/// The distance between two rectangles, in pixels; 0 if they touch.
fn distance(one: &Room, other: &Room) -> f64 {
    let gap = |from: usize, to: usize| (other[from] - one[to]).max(one[from] - other[to]).max(0.0);
    gap(0, 2).hypot(gap(1, 3))
}
