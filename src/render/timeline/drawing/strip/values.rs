//! Values beside signs and on lines, where there is room: differing ones first, then those that matter most.

use crate::domain::compare::StatementKind;
use crate::render::svg::wide;
use crate::render::timeline::drawing::scale::{point, stretch};
use crate::render::timeline::drawing::shape::{Anchor, Ink, Shape, Sign, VALUE};
use crate::view::timeline::{Lane, Mark, Span};

/// The space that a sign takes to either side of its middle, and the space around words, in pixels.
const SIGN: f64 = 8.0;
const GAP: f64 = 4.0;

/// What is taken already, from left to right, in pixels.
struct Room {
    window: Span,
    width: f64,
    taken: Vec<(f64, f64)>,
}

/// The values of a lane, for a strip of this width in which these shapes are drawn; and the signs of figures that
/// differ, which a narrow strip has, too.
pub(super) fn of(
    lane: &Lane,
    window: Span,
    shapes: &[Shape],
    width: f64,
) -> (Vec<Shape>, Vec<Shape>) {
    let around = |at: f64, half: f64| Some((at - half, at + half));
    let taken = shapes.iter().filter_map(|shape| match shape {
        Shape::Sign { at, aside, .. } => around(at * width + aside, SIGN),
        Shape::End { at, .. } => around(at * width, 3.0),
        _ => None,
    });
    let mut room = Room { window, width, taken: taken.collect() };
    let (differing, others): (Vec<&Mark>, Vec<&Mark>) =
        lane.marks.iter().partition(|mark| mark.differs);
    let mut on_lines: Vec<StatementKind> = Vec::new();
    let (mut values, mut differ) = (Vec::new(), Vec::new());
    for mark in differing.into_iter().chain(others) {
        let is_stretch = matches!(mark.kind, StatementKind::Absent | StatementKind::Total);
        let words = match mark.differs {
            true => "≠".to_owned(),
            false if lane.is_of_several => String::new(),
            false => mark.value.to_string(),
        };
        if words.is_empty() || (is_stretch && on_lines.contains(&mark.kind)) {
            continue;
        }
        let Some((at, aside, anchor)) = room.place(mark, &words) else {
            differ.extend(room.without_words(mark));
            continue;
        };
        if is_stretch && mark.differs {
            on_lines.extend([StatementKind::Absent, StatementKind::Total]);
        } else if is_stretch {
            on_lines.push(mark.kind);
        }
        let (ink, shapes) = if mark.differs {
            (Ink::Warning, &mut differ)
        } else {
            (Ink::of(mark.kind), &mut values)
        };
        shapes.push(Shape::Words { at, aside, anchor, words, ink });
    }
    (values, differ)
}

/// Where words stand: a position, pixels to the right of it, and what of them is there.
type Place = (f64, f64, Anchor);

impl Room {
    fn is_free(&self, from: f64, to: f64) -> bool {
        from >= 0.0
            && to <= self.width
            && self.taken.iter().all(|taken| to <= taken.0 || from >= taken.1)
    }

    /// Where the words of a mark stand, if there is room.
    fn place(&mut self, mark: &Mark, words: &str) -> Option<Place> {
        match mark.kind {
            StatementKind::Absent | StatementKind::Total if mark.differs => {
                self.on_line(mark, words).or_else(|| self.behind(mark, words))
            }
            StatementKind::Absent | StatementKind::Total => self.on_line(mark, words),
            _ => self.beside(mark, words),
        }
    }

    /// The sign of a stretch that differs, where no words have room: in its middle. A point that differs has a ring
    /// anyway.
    fn without_words(&mut self, mark: &Mark) -> Option<Shape> {
        let is_line = mark.kind.lasts() && mark.certain.is_none_or(|(first, last)| first < last);
        let days =
            mark.certain.or(mark.first.zip(mark.last)).filter(|_| mark.differs && is_line)?;
        let (from, to) = stretch(self.window, Some(days.0), Some(days.1))?;
        let at = f64::midpoint(from, to);
        self.taken.push((at * self.width - SIGN, at * self.width + SIGN));
        Some(Shape::Sign { at, aside: 0.0, rise: 0.0, ink: Ink::Warning, sign: Sign::Differs })
    }

    /// In the middle of a line, on paper: nothing else may be drawn there.
    fn on_line(&mut self, mark: &Mark, words: &str) -> Option<Place> {
        let (first, last) = mark.certain?;
        let (from, to) = stretch(self.window, Some(first), Some(last))?;
        let half = wide(words, VALUE) / 2.0 + GAP;
        let (left, right) = (from * self.width + 10.0, to * self.width - 10.0);
        // The middle, then places to both sides of it.
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

    /// Behind the right end of a line.
    fn behind(&mut self, mark: &Mark, words: &str) -> Option<Place> {
        let (_, to) = stretch(self.window, mark.first, mark.last)?;
        let left = to * self.width + SIGN;
        let right = left + wide(words, VALUE) + GAP;
        self.is_free(left, right).then(|| self.taken.push((left, right)))?;
        Some((to, SIGN, Anchor::Start))
    }

    /// To the right of a sign, or to its left.
    fn beside(&mut self, mark: &Mark, words: &str) -> Option<Place> {
        let is_point = matches!(mark.kind, StatementKind::Level | StatementKind::Happened);
        let day = mark.certain.filter(|_| is_point)?.0;
        let at = point(self.window, day)?;
        let middle = at * self.width;
        let wide = wide(words, VALUE);
        let (right, left) = (middle + SIGN, middle - SIGN - wide);
        if self.is_free(right, right + wide + GAP) {
            self.taken.push((right, right + wide + GAP));
            return Some((at, SIGN, Anchor::Start));
        }
        self.is_free(left - GAP, middle - SIGN)
            .then(|| self.taken.push((left - GAP, middle - SIGN)))?;
        Some((at, -SIGN, Anchor::End))
    }
}
