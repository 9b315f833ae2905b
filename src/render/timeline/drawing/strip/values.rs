//! Values next to signs and on lines, if there is room: first values that differ, then the most important ones.

use crate::domain::compare::StatementKind;
use crate::domain::when::Day;
use crate::render::svg::wide;
use crate::render::timeline::drawing::scale::{point, stretch};
use crate::render::timeline::drawing::shape::{Anchor, Ink, Line, Shape, Sign, VALUE};
use crate::view::timeline::{Lane, Mark, Span};
use std::collections::BTreeSet;

/// The space that a sign takes on either side of its middle, and the space around words, in pixels.
const SIGN: f64 = 8.0;
const GAP: f64 = 4.0;
/// The space that the sign of an approximate day takes on either side, in pixels.
const HEDGED: f64 = 15.0;

/// The ranges that are already taken, from left to right, in pixels.
struct Room {
    window: Span,
    width: f64,
    taken: Vec<(f64, f64)>,
    /// Lines and bars, which would run through words next to a sign.
    lines: Vec<(f64, f64)>,
}

/// The values of a lane, for a strip of this width in which these shapes are drawn.
pub(super) fn of(lane: &Lane, window: Span, shapes: &[Shape], width: f64) -> Vec<Shape> {
    let mut room = Room::of(window, shapes, width);
    let (differing, others): (Vec<&Mark>, Vec<&Mark>) =
        lane.marks.iter().partition(|mark| mark.differs);
    // If lines are contradicted, the sign for that is drawn instead of a figure.
    let mut on_lines: Vec<StatementKind> = Vec::new();
    if differing.iter().any(|mark| is_line(mark)) {
        on_lines.extend([StatementKind::Absent, StatementKind::Total]);
    }
    let mut told: BTreeSet<Day> = BTreeSet::new();
    let mut values = Vec::new();
    for mark in differing.into_iter().filter(|mark| mark.is_point()).chain(others) {
        let words = if mark.differs { "≠".to_owned() } else { mark.value.to_string() };
        let day = mark.certain.map(|certain| certain.0).filter(|_| mark.is_point());
        let is_told = day.is_some_and(|day| told.contains(&day))
            || (is_line(mark) && on_lines.contains(&mark.kind));
        if words.is_empty() || is_told || !(mark.differs || lane.can_tell(mark)) {
            continue;
        }
        let Some((at, aside, anchor)) = room.place(mark, &words) else { continue };
        told.extend(day);
        on_lines.extend(is_line(mark).then_some(mark.kind));
        let ink = if mark.differs { Ink::Warning } else { Ink::of(mark.kind) };
        values.push(Shape::Words { at, aside, anchor, words, ink });
    }
    values
}

/// Whether a mark is drawn as a line with its value on it.
fn is_line(mark: &Mark) -> bool {
    matches!(mark.kind, StatementKind::Absent | StatementKind::Total) && !mark.is_point()
}

/// The position of words, the offset to the right in pixels, and which part of the words is there.
type Place = (f64, f64, Anchor);

impl Room {
    fn of(window: Span, shapes: &[Shape], width: f64) -> Self {
        let around = |at: f64, half: f64| Some((at - half, at + half));
        let taken = shapes.iter().filter_map(|shape| match shape {
            Shape::Sign {
                at, sign: Sign::Hedged | Sign::HedgedBefore | Sign::HedgedAfter, ..
            } => around(at * width, HEDGED),
            Shape::Sign { at, aside, .. } => around(at * width + aside, SIGN),
            Shape::End { at, .. } => around(at * width, 3.0),
            _ => None,
        });
        let lines = shapes.iter().filter_map(|shape| match shape {
            Shape::Bar { from, to, .. }
            | Shape::Claimed { from, to, .. }
            | Shape::Hollow { from, to, .. }
            | Shape::Line { from, to, line: Line::Solid | Line::Double | Line::Thick, .. } => {
                Some((from * width, to * width))
            }
            _ => None,
        });
        Self { window, width, taken: taken.collect(), lines: lines.collect() }
    }

    fn is_free(&self, from: f64, to: f64) -> bool {
        from >= 0.0
            && to <= self.width
            && self.taken.iter().all(|taken| to <= taken.0 || from >= taken.1)
    }

    fn has_line(&self, from: f64, to: f64) -> bool {
        self.lines.iter().any(|line| from < line.1 && line.0 < to)
    }

    /// The position of the words of a mark, if there is room.
    fn place(&mut self, mark: &Mark, words: &str) -> Option<Place> {
        let is_longer = mark.certain.is_some_and(|(first, last)| first < last);
        match mark.kind {
            _ if is_line(mark) => self.on_line(mark, words),
            StatementKind::Level if is_longer && !mark.differs => {
                self.on_line(mark, words).or_else(|| self.behind(mark, words))
            }
            _ => self.beside(mark, words),
        }
    }

    /// In the middle of a line, on the colour of the paper: nothing else may be drawn there.
    fn on_line(&mut self, mark: &Mark, words: &str) -> Option<Place> {
        let (first, last) = mark.certain?;
        let (from, to) = stretch(self.window, Some(first), Some(last))?;
        let half = wide(words, VALUE) / 2.0 + GAP;
        let (left, right) = (from * self.width + 10.0, to * self.width - 10.0);
        // The middle, then positions on both sides of it.
        let steps = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];
        let at = steps.into_iter().map(|part| from + (to - from) * part).find(|at| {
            let middle = at * self.width;
            middle - half >= left
                && middle + half <= right
                && self.is_free(middle - half, middle + half)
        })?;
        self.taken.push((at * self.width - half, at * self.width + half));
        Some((at, 0.0, Anchor::Middle))
    }

    /// After the right end of a line.
    fn behind(&mut self, mark: &Mark, words: &str) -> Option<Place> {
        let (_, to) = stretch(self.window, mark.first, mark.last)?;
        let left = to * self.width + GAP;
        let right = left + wide(words, VALUE) + GAP;
        let has_room = self.is_free(left, right) && !self.has_line(left, right);
        has_room.then(|| self.taken.push((left, right)))?;
        Some((to, GAP, Anchor::Start))
    }

    /// To the right of a sign, or to its left.
    fn beside(&mut self, mark: &Mark, words: &str) -> Option<Place> {
        let day = mark.certain.filter(|_| mark.is_point())?.0;
        let at = point(self.window, day)?;
        let middle = at * self.width;
        let wide = wide(words, VALUE);
        let sign = if mark.is_hedged_on(day) { HEDGED } else { SIGN };
        let sides = [
            (middle + sign, middle + sign + wide + GAP, sign, Anchor::Start),
            (middle - sign - wide - GAP, middle - sign, -sign, Anchor::End),
        ];
        let has_room = |(from, to, ..): &(f64, f64, f64, Anchor)| {
            self.is_free(*from, *to) && !self.has_line(*from, *to)
        };
        let (from, to, aside, anchor) = sides.into_iter().find(has_room)?;
        self.taken.push((from, to));
        Some((at, aside, anchor))
    }
}
