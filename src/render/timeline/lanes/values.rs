//! Writes values into a lane: beside a point, or inside a line, where there is room.

use super::Row;
use crate::domain::compare::StatementKind;
use crate::render::timeline::marks;
use crate::text::ink::Ink;
use crate::text::layout::width;
use crate::view::timeline::{Lane, Mark};

impl Row<'_> {
    /// Writes the values where there is room; differing values first, then those that matter most.
    pub(super) fn values(&mut self, lane: &Lane) {
        let mut inside: Vec<StatementKind> = Vec::new();
        let (differing, others): (Vec<&Mark>, Vec<&Mark>) =
            lane.marks.iter().partition(|mark| mark.differs);
        for mark in differing.into_iter().chain(others) {
            let value = match mark.differs {
                true => self.marks.differ,
                false if lane.is_of_several => "",
                false => &mark.value,
            };
            let is_point = matches!(mark.kind, StatementKind::Level | StatementKind::Happened);
            let is_stretch = matches!(mark.kind, StatementKind::Absent | StatementKind::Total);
            if is_point {
                self.value_beside(mark, &self.plain(&marks::narrow(value)));
            } else if mark.differs && is_stretch && !inside.contains(&mark.kind) {
                self.differ_inside(mark);
                inside.extend([StatementKind::Absent, StatementKind::Total]);
            } else if is_stretch && !inside.contains(&mark.kind) && self.value_inside(mark, value) {
                inside.push(mark.kind);
            }
        }
    }

    fn plain(&self, value: &str) -> String {
        marks::plain(value, self.ascii)
    }

    /// Writes `≠` in the middle of a line: its facts state different figures, so none is shown.
    fn differ_inside(&mut self, mark: &Mark) {
        let Some((first, last)) = mark.certain else { return };
        let Some((left, right)) = self.scale.stretch(Some(first), Some(last)) else { return };
        let wide = width(self.marks.differ);
        let at = left + (right + 1 - left).saturating_sub(wide) / 2;
        for (offset, c) in self.marks.differ.chars().enumerate() {
            self.set(at + offset, c, Ink::Red);
        }
    }

    /// Writes a value near the middle of a line, where nothing else is drawn; returns whether it
    /// had room. A short absence gets a plain 0 at its beginning.
    fn value_inside(&mut self, mark: &Mark, value: &str) -> bool {
        let Some((first, last)) = mark.certain else { return false };
        let Some((left, right)) = self.scale.stretch(Some(first), Some(last)) else { return false };
        let ink = marks::ink(mark.kind);
        let line = if mark.kind == StatementKind::Absent {
            self.marks.absent
        } else {
            self.marks.total[1]
        };
        for value in [self.plain(value), self.plain(&marks::narrow(value))] {
            let text = format!(" {value} ");
            let wide = width(&text);
            let Some(most) = (right + 1 - left).checked_sub(wide + 4) else { continue };
            let middle = left + 2 + most / 2;
            let is_free =
                |at: &usize| self.cells[at - 1..=at + wide].iter().all(|(c, _)| *c == line);
            let places = left + 2..=left + 2 + most;
            let place = places.filter(is_free).min_by_key(|at| at.abs_diff(middle));
            if let Some(at) = place.filter(|_| is_plain(&value)) {
                self.put(at, &text, ink);
                return true;
            }
        }
        if mark.kind == StatementKind::Absent
            && self.cells[left].0 == self.marks.absent
            && right - left < 6
        {
            self.set(left, self.marks.absent_short, ink);
        }
        false
    }

    fn value_beside(&mut self, mark: &Mark, value: &str) {
        let Some(day) = mark.certain.map(|certain| certain.0) else { return };
        let Some(at) = self.scale.point(day) else { return };
        let free = |from: usize, to: usize, row: &Self| {
            is_plain(value)
                && to < row.taken.len()
                && row.taken[from..=to].iter().all(|taken| !taken)
        };
        // Above the beginning of a long line, otherwise right of the point.
        let stretch = mark.certain.filter(|days| days.0 < days.1);
        let stretch = stretch.and_then(|days| self.scale.stretch(Some(days.0), Some(days.1)));
        let wide = width(value);
        match stretch {
            Some((left, right)) => {
                let is_begin = self.cells[at].0 == self.marks.point;
                if is_plain(value) && is_begin && right - left > wide {
                    self.put(left, value, marks::ink(mark.kind));
                }
            }
            None if wide > 0 && free(at + 1, at + wide + 1, self) => {
                self.put(at + 1, value, Ink::Plain);
                // The sign `≠` is a mark that the legend explains, not a word.
                self.worded[at + 1..=at + wide].fill(!mark.differs);
                self.cells[at + wide + 1] = (' ', Ink::Plain);
            }
            None => {}
        }
    }
}

/// Whether every character of the value takes one terminal column and none changes the writing
/// direction.
fn is_plain(value: &str) -> bool {
    value.chars().all(|c| c.is_ascii_graphic() || matches!(c, ' ' | '≤' | '≥' | '≲' | '≳' | '≠'))
}
