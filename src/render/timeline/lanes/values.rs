//! Writes values into a lane: next to a point, or inside a line, if there is room.

use super::Row;
use crate::domain::compare::StatementKind;
use crate::domain::when::Day;
use crate::render::timeline::marks::{self, Marks};
use crate::text::ink::Ink;
use crate::text::layout::width;
use crate::view::timeline::{Lane, Mark};
use std::collections::BTreeSet;

impl Row<'_> {
    /// Writes the values if there is room: first values that differ, then the most important ones. Each day has at most
    /// one value.
    pub(super) fn values(&mut self, lane: &Lane) {
        let mut inside: Vec<StatementKind> = Vec::new();
        let mut told: BTreeSet<Day> = BTreeSet::new();
        let (differing, others): (Vec<&Mark>, Vec<&Mark>) =
            lane.marks.iter().partition(|mark| mark.differs);
        for mark in differing.into_iter().chain(others) {
            let is_stretch = !mark.is_point()
                && matches!(mark.kind, StatementKind::Absent | StatementKind::Total);
            let day = mark.certain.map(|certain| certain.0);
            let can_tell = mark.differs || lane.can_tell(mark) && !mark.value.is_empty();
            if mark.is_absent_in_part() || !can_tell {
                continue;
            }
            if mark.is_point() {
                if day.is_some_and(|day| !told.insert(day)) {
                    continue;
                }
                if mark.differs {
                    self.differ_beside(mark);
                } else {
                    self.value_beside(mark, &self.plain(&marks::narrow(&mark.value)));
                }
            } else if mark.differs && is_stretch && !inside.contains(&mark.kind) {
                self.differ_inside(mark);
                inside.extend([StatementKind::Absent, StatementKind::Total]);
            } else if is_stretch
                && !inside.contains(&mark.kind)
                && self.value_inside(mark, &mark.value)
            {
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
        self.differ(left + (right + 1 - left).saturating_sub(wide) / 2);
    }

    /// Writes `≠` after a point, if necessary over a line; if there is another point, in its place.
    fn differ_beside(&mut self, mark: &Mark) {
        let Some(at) = mark.certain.and_then(|certain| self.column_of(mark, certain.0)) else {
            return;
        };
        let wide = width(self.marks.differ);
        let has_room = (at + 1..=at + wide).all(|at| self.is_free(at) || self.has_line(at));
        self.differ(if has_room { at + 1 } else { at });
        if has_room && self.is_free(at + wide + 1) {
            self.cells[at + wide + 1] = (' ', Ink::Plain);
        }
    }

    /// The column of a point: after the sign of an approximate or uncertain day.
    fn column_of(&self, mark: &Mark, day: Day) -> Option<usize> {
        let at = self.scale.point(day)?;
        let has_sign = self.cells.get(at).is_some_and(|(c, _)| *c == self.marks.hedged);
        Some(if mark.is_hedged_on(day) && has_sign { at + 1 } else { at })
    }

    fn is_free(&self, at: usize) -> bool {
        self.taken.get(at) == Some(&false)
    }

    /// Whether a line or a bar runs through a column.
    fn has_line(&self, at: usize) -> bool {
        let Marks { held, claimed, maybe, absent, absent_maybe, total, level, between, .. } =
            self.marks;
        let lines = [*held, claimed[0], *maybe, *absent, *absent_maybe, total[1], total[3]];
        let lines = lines.into_iter().chain([level[0], *between]);
        self.cells.get(at).is_some_and(|(c, _)| lines.into_iter().any(|line| line == *c))
    }

    /// Writes a value near the middle of a line where nothing else is drawn; returns whether there
    /// was room. A short absence gets a plain 0 at its beginning.
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
        let Some(at) = self.column_of(mark, day) else { return };
        let free = |from: usize, to: usize, row: &Self| {
            is_plain(value)
                && to < row.taken.len()
                && row.taken[from..=to].iter().all(|taken| !taken)
        };
        // Above the beginning of a long line, otherwise to the right of the point.
        let stretch = mark.certain.filter(|days| days.0 < days.1);
        let stretch = stretch.and_then(|days| self.scale.stretch(Some(days.0), Some(days.1)));
        let wide = width(value);
        match stretch {
            Some((left, right)) => {
                // After the sign of an approximate day in the last column, there is no room.
                let is_begin = self.cells.get(at).is_some_and(|(c, _)| *c == self.marks.point);
                // The sign of an approximate day stays before the value.
                let from = if mark.is_hedged_on(day) && at > left { at } else { left };
                if is_plain(value) && is_begin && right - left > wide {
                    self.put(from, value, marks::ink(mark.kind));
                }
            }
            None if wide > 0 && free(at + 1, at + wide + 1, self) => {
                self.put(at + 1, value, Ink::Plain);
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
