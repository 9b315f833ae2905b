//! Draws the lanes of a timeline as rows of characters.

mod points;
mod values;

use super::axis::Scale;
use super::marks::{self, Marks};
use crate::domain::compare::StatementKind;
use crate::text::ink::Ink;
use crate::view::timeline::{Lane, Mark};

/// A lane with more points than this, and with more than [`CROWDED_COLUMN`] in one column, is drawn
/// as a density.
const CROWDED_LANE: usize = 12;
/// At most this many points in one column are drawn separately.
const CROWDED_COLUMN: usize = 3;

/// A lane being drawn as a row of characters.
pub(super) struct Row<'a> {
    scale: Scale,
    marks: &'a Marks,
    ascii: bool,
    cells: Vec<(char, Ink)>,
    /// For each column, whether it has more than a guide of the axis.
    taken: Vec<bool>,
    /// For each column, whether it has a word or a count; the legend does not explain these.
    worded: Vec<bool>,
    /// The number of points in the fullest column if the lane is drawn as a density; otherwise
    /// `None`.
    pub(super) crowd: Option<usize>,
}

/// Draws a lane: first the days on which something is possible, over them the certain ones, then
/// points, then values.
pub(super) fn row<'a>(
    lane: &Lane,
    scale: Scale,
    guides: &[usize],
    marks: &'a Marks,
    ascii: bool,
) -> Row<'a> {
    let blank = (' ', Ink::Plain);
    let mut row = Row {
        scale,
        marks,
        ascii,
        cells: vec![blank; scale.columns()],
        taken: vec![false; scale.columns()],
        worded: vec![false; scale.columns()],
        crowd: None,
    };
    for &at in guides {
        row.cells[at] = (marks.guide, Ink::Dim);
    }
    // Absences are drawn first, so that what contradicts them is drawn over them.
    let (zeros, others): (Vec<&Mark>, Vec<&Mark>) =
        lane.marks.iter().partition(|mark| mark.kind == StatementKind::Absent);
    // An absence in a part of the places is not drawn as a line over the whole.
    let zeros = zeros.into_iter().filter(|mark| !mark.is_absent_in_part()).collect();
    for marks in [zeros, others] {
        for mark in &marks {
            row.possible(mark);
        }
        for mark in &marks {
            row.certain(mark);
        }
    }
    lane.marks.iter().for_each(|mark| row.ends(mark));
    lane.marks.iter().for_each(|mark| row.hedged_edges(mark));
    if !row.density(lane) {
        row.points(lane);
        row.values(lane);
    }
    row
}

impl Row<'_> {
    /// The characters of the row, in pieces of one colour; a blank joins the piece before it.
    pub(super) fn pieces(&self) -> Vec<(Ink, String)> {
        let mut pieces: Vec<(Ink, String)> = Vec::new();
        for &(c, ink) in &self.cells {
            match pieces.last_mut() {
                Some((last, text)) if *last == ink || c == ' ' => text.push(c),
                _ => pieces.push((ink, c.to_string())),
            }
        }
        pieces
    }

    /// The marks drawn in the row, for the legend.
    pub(super) fn used(&self) -> impl Iterator<Item = char> {
        let cells = self.cells.iter().zip(self.taken.iter().zip(&self.worded));
        cells.filter(|(_, (taken, worded))| **taken && !**worded).map(|((c, _), _)| *c)
    }

    fn set(&mut self, at: usize, c: char, ink: Ink) {
        if let (Some(cell), Some(taken)) = (self.cells.get_mut(at), self.taken.get_mut(at)) {
            *cell = (c, ink);
            *taken = true;
        }
        if let Some(worded) = self.worded.get_mut(at) {
            *worded = false;
        }
    }

    fn fill(&mut self, columns: Option<(usize, usize)>, c: char, ink: Ink) {
        if let Some((first, last)) = columns {
            (first..=last).for_each(|at| self.set(at, c, ink));
        }
    }

    /// Draws the possible days of the mark.
    fn possible(&mut self, mark: &Mark) {
        let exact = mark
            .certain
            .is_some_and(|days| mark.first == Some(days.0) && mark.last == Some(days.1));
        if exact {
            return;
        }
        let c = match mark.kind {
            StatementKind::Held | StatementKind::Happened => self.marks.maybe,
            StatementKind::Absent => self.marks.absent_maybe,
            StatementKind::Total | StatementKind::Level => self.marks.total[3],
            _ => self.marks.between,
        };
        let mut columns = self.scale.stretch(mark.first, mark.last);
        if let (false, Some((_, right))) = (mark.lasts() || mark.last.is_none(), &mut columns) {
            // For one unknown day out of several, the line ends where the last of them would be marked.
            *right = mark.last.and_then(|day| self.scale.point(day)).unwrap_or(*right);
        }
        self.fill(columns, c, ink(mark));
    }

    /// Draws the certain days of the mark.
    fn certain(&mut self, mark: &Mark) {
        let Some((first, last)) = mark.certain.filter(|_| mark.lasts()) else { return };
        let columns = self.scale.stretch(Some(first), Some(last));
        let ink = ink(mark);
        match mark.kind {
            StatementKind::Held if mark.is_claimed => {
                self.fill(columns, self.marks.claimed[0], ink);
            }
            StatementKind::Held => self.fill(columns, self.marks.held, ink),
            StatementKind::Absent => self.fill(columns, self.marks.absent, ink),
            // An agreement is not drawn over a state that existed.
            _ if mark.kind.is_ahead() => {
                let states = [self.marks.held, self.marks.claimed[0]];
                let (left, right) = columns.unwrap_or((1, 0));
                for at in left..=right {
                    if !states.contains(&self.cells[at].0) {
                        self.set(at, self.sign(mark), ink);
                    }
                }
            }
            StatementKind::Total if first < last => self.fill(columns, self.marks.total[1], ink),
            _ if first < last => self.fill(columns, self.marks.level[0], ink),
            _ => {}
        }
    }

    /// Draws the beginning and the end of the mark, or arrows where it continues outside the window.
    fn ends(&mut self, mark: &Mark) {
        let goes_on = mark.kind.lasts() || mark.kind.is_ahead() || mark.last.is_none();
        if !goes_on || mark.is_absent_in_part() {
            return;
        }
        let Some((left, right)) = self.scale.stretch(mark.first, mark.last) else { return };
        let ink = ink(mark);
        let (before, after) = (self.scale.is_before(mark.first), self.scale.is_after(mark.last));
        let lasting = mark.certain.filter(|days| days.0 < days.1);
        if let Some((_, end)) =
            lasting.and_then(|days| self.scale.stretch(Some(days.0), Some(days.1)))
        {
            let end_mark = match mark.kind {
                StatementKind::Total => Some(self.marks.total[2]),
                StatementKind::Level => Some(self.marks.level[1]),
                _ => None,
            };
            if let Some(c) = end_mark.filter(|_| !after) {
                self.set(end, c, ink);
            }
        }
        if mark.kind == StatementKind::Total && !before && lasting.is_some() {
            self.set(left, self.marks.total[0], ink);
        }
        if before {
            self.set(left, self.marks.beyond[0], ink);
        }
        if after {
            self.set(right, self.marks.beyond[1], ink);
        }
    }

    /// Marks approximate or uncertain ends of a line or bar: outside of it if there is room.
    fn hedged_edges(&mut self, mark: &Mark) {
        if mark.is_absent_in_part() {
            return;
        }
        let [first, last] = mark.hedged_edges(self.scale.is_after(mark.last));
        let Some((left, right)) = self.scale.stretch(mark.first, mark.last) else { return };
        let begins =
            first.and_then(|day| self.scale.point(day)).map(|_| (left.checked_sub(1), left));
        let ends = last.and_then(|day| self.scale.point(day)).map(|_| (Some(right + 1), right));
        for (outside, edge) in [begins, ends].into_iter().flatten() {
            let cell = |at: usize| self.cells.get(at).map(|(c, _)| *c);
            let lines =
                [self.marks.held, self.marks.absent, self.marks.total[1], self.marks.level[0]];
            // If others of its kind continue there, it has no end to be marked.
            let goes_on = outside.is_some_and(|outside| {
                cell(outside) == cell(edge) && cell(edge).is_some_and(|c| lines.contains(&c))
            });
            let is_free = |at: &usize| self.taken.get(*at) == Some(&false);
            if !goes_on {
                self.set(outside.filter(is_free).unwrap_or(edge), self.marks.hedged, ink(mark));
            }
        }
    }

    /// Draws the number of points in each column as a bar, if the points are crowded; returns
    /// whether they are.
    fn density(&mut self, lane: &Lane) -> bool {
        let mut counts = vec![0_usize; self.scale.columns()];
        let mut differing = vec![false; self.scale.columns()];
        for mark in &lane.marks {
            let is_point = matches!(
                mark.kind,
                StatementKind::Level | StatementKind::Happened | StatementKind::Total
            );
            // A mark over more than one column is not counted in any of them: its line is drawn.
            let columns = self.scale.stretch(mark.first, mark.last);
            let is_short = columns.is_some_and(|(from, to)| from == to) || mark.first == mark.last;
            let day = mark.certain.filter(|_| is_point && is_short).map(|certain| certain.0);
            if let Some(at) = day.and_then(|day| self.scale.point(day)) {
                counts[at] += 1;
                differing[at] |= mark.differs;
            }
        }
        let most = counts.iter().copied().max().unwrap_or(0);
        if counts.iter().sum::<usize>() <= CROWDED_LANE || most <= CROWDED_COLUMN {
            return false;
        }
        let steps = self.marks.density;
        for (at, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let step = (count * steps.len()).div_ceil(most).clamp(1, steps.len());
            let ink = if differing[at] { Ink::Red } else { Ink::Green };
            self.set(at, steps[step - 1], ink);
            self.worded[at] = true;
        }
        for at in (0..differing.len()).filter(|at| differing[*at]) {
            if self.taken.get(at + 1) == Some(&false) {
                self.differ(at + 1);
            }
        }
        self.crowd = Some(most);
        true
    }

    /// Writes the sign for figures that differ, beginning at a column.
    fn differ(&mut self, at: usize) {
        for (offset, c) in self.marks.differ.chars().enumerate() {
            self.set(at + offset, c, Ink::Red);
        }
    }

    fn put(&mut self, at: usize, text: &str, ink: Ink) {
        for (offset, c) in text.chars().enumerate() {
            self.set(at + offset, c, ink);
            if let Some(worded) = self.worded.get_mut(at + offset) {
                *worded = true;
            }
        }
    }
}

/// The colour of a mark: a warning if it is contradicted.
fn ink(mark: &Mark) -> Ink {
    if mark.differs { Ink::Red } else { marks::ink(mark.kind) }
}
