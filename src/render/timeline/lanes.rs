//! Lanes as rows of characters.

mod values;

use super::axis::Scale;
use super::marks::{self, Marks};
use crate::domain::compare::StatementKind;
use crate::domain::when::Day;
use crate::text::ink::Ink;
use crate::view::timeline::{Lane, Mark};
use std::collections::BTreeMap;

/// More points than this in a lane, and more than [`CROWDED_COLUMN`] in one column: a density.
const CROWDED_LANE: usize = 12;
/// So many points in one column are still told apart.
const CROWDED_COLUMN: usize = 3;

/// What may be drawn in one column; where not all have room, the first win.
const POINTS: [StatementKind; 8] = [
    StatementKind::Ended,
    StatementKind::Happened,
    StatementKind::PutOff,
    StatementKind::Denied,
    StatementKind::Foreseen,
    StatementKind::Total,
    StatementKind::Level,
    StatementKind::Planned,
];
/// So many columns to the right of its own, a mark may be drawn.
const ASIDE: usize = 2;

/// A lane on its way to a row of characters.
pub(super) struct Row<'a> {
    scale: Scale,
    marks: &'a Marks,
    ascii: bool,
    cells: Vec<(char, Ink)>,
    /// Cells that hold more than a guide.
    taken: Vec<bool>,
    /// Cells that hold words and counts, which no legend explains.
    worded: Vec<bool>,
    /// Most points in one column, where the lane is drawn as a density.
    pub(super) crowd: Option<usize>,
}

/// Draws a lane: what may be first, over it what is certain, points on top, then values.
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
    // A known zero gives way to what says otherwise of the same days.
    let (zeros, others): (Vec<&Mark>, Vec<&Mark>) =
        lane.marks.iter().partition(|mark| mark.kind == StatementKind::Absent);
    for marks in [zeros, others] {
        for mark in &marks {
            row.possible(mark);
        }
        for mark in &marks {
            row.certain(mark);
        }
    }
    lane.marks.iter().for_each(|mark| row.ends(mark));
    if !row.density(lane) {
        row.points(lane);
        row.values(lane);
    }
    row
}

impl Row<'_> {
    /// Its characters, in pieces of one ink.
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

    /// The marks in it.
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

    /// The days on which it may have been so.
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
        if let (false, Some((_, right))) = (mark.kind.lasts(), &mut columns) {
            // One day out of several: up to where that day would be marked.
            *right = mark.last.and_then(|day| self.scale.point(day)).unwrap_or(*right);
        }
        self.fill(columns, c, marks::ink(mark.kind));
    }

    /// The days on which it certainly was so.
    fn certain(&mut self, mark: &Mark) {
        let Some((first, last)) = mark.certain.filter(|_| mark.kind.lasts()) else { return };
        let columns = self.scale.stretch(Some(first), Some(last));
        let ink = marks::ink(mark.kind);
        match mark.kind {
            StatementKind::Held => self.fill(columns, self.marks.held, ink),
            StatementKind::Absent => self.fill(columns, self.marks.absent, ink),
            StatementKind::Total => self.fill(columns, self.marks.total[1], ink),
            _ if first < last => self.fill(columns, self.marks.level[0], ink),
            _ => {}
        }
    }

    /// Where it begins and ends, or runs over the edge.
    fn ends(&mut self, mark: &Mark) {
        if !mark.kind.lasts() && !mark.kind.is_ahead() {
            return;
        }
        let Some((left, right)) = self.scale.stretch(mark.first, mark.last) else { return };
        let ink = marks::ink(mark.kind);
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

    /// The points of all marks. Those that fall in one column stand side by side, by day, where
    /// the next columns are free.
    fn points(&mut self, lane: &Lane) {
        let mut columns: BTreeMap<usize, Vec<Point>> = BTreeMap::new();
        for mark in &lane.marks {
            for day in ends_of(mark) {
                let Some(at) = self.scale.point(day) else { continue };
                // What held weighs more than what was planned for the same day; a day by which
                // something was foreseen is always drawn.
                let is_due = mark.kind == StatementKind::Foreseen && mark.last == Some(day);
                if mark.kind.is_ahead() && !is_due && self.cells[at].0 == self.marks.held {
                    continue;
                }
                let points = columns.entry(at).or_default();
                let rank = POINTS.iter().position(|kind| *kind == mark.kind);
                let sign = self.sign(mark.kind);
                if !points.iter().any(|point| point.sign == sign) {
                    points.push(Point { day, rank, sign, ink: marks::ink(mark.kind) });
                }
            }
        }
        let mut free_from = 0;
        for (&at, points) in &columns {
            let start = at.max(free_from);
            let next = columns.range(at + 1..).next().map_or(self.cells.len(), |next| *next.0);
            let end = next.max(start + 1).min(start + 1 + ASIDE).min(self.cells.len());
            let mut drawn = points.clone();
            drawn.sort_by_key(|point| point.rank);
            drawn.truncate(end.saturating_sub(start).max(1));
            drawn.sort_by_key(|point| (point.day, point.rank));
            // At the right edge there is room only to the left.
            let start = start.min(self.cells.len().saturating_sub(drawn.len()));
            for (offset, point) in drawn.iter().enumerate() {
                self.set(start + offset, point.sign, point.ink);
            }
            free_from = start + drawn.len();
        }
    }

    fn sign(&self, kind: StatementKind) -> char {
        match kind {
            StatementKind::Planned => self.marks.planned,
            StatementKind::PutOff => self.marks.put_off,
            StatementKind::Denied => self.marks.denied,
            StatementKind::Foreseen => self.marks.foreseen,
            StatementKind::Ended => self.marks.ended,
            _ => self.marks.point,
        }
    }

    /// Where points crowd: how many there are in each column. Whether it was so.
    fn density(&mut self, lane: &Lane) -> bool {
        let mut counts = vec![0_usize; self.scale.columns()];
        for mark in &lane.marks {
            let is_point = matches!(
                mark.kind,
                StatementKind::Level | StatementKind::Happened | StatementKind::Total
            );
            let day = mark.certain.filter(|_| is_point).map(|certain| certain.0);
            if let Some(at) = day.and_then(|day| self.scale.point(day)) {
                counts[at] += 1;
            }
        }
        let most = counts.iter().copied().max().unwrap_or(0);
        if counts.iter().sum::<usize>() <= CROWDED_LANE || most <= CROWDED_COLUMN {
            return false;
        }
        let steps = self.marks.density;
        for (at, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let step = (count * steps.len()).div_ceil(most).clamp(1, steps.len());
            self.set(at, steps[step - 1], Ink::Green);
            self.worded[at] = true;
        }
        self.crowd = Some(most);
        true
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

/// What is drawn in one column.
#[derive(Clone, Copy, Debug)]
struct Point {
    day: Day,
    /// Its place among [`POINTS`].
    rank: Option<usize>,
    sign: char,
    ink: Ink,
}

/// The days on which a mark has a point: its one day, or the first and last of several.
fn ends_of(mark: &Mark) -> Vec<Day> {
    if matches!(mark.kind, StatementKind::Held | StatementKind::Absent) {
        return Vec::new();
    }
    match (mark.kind.lasts() || mark.kind == StatementKind::Happened, mark.certain) {
        // A value over days is marked where it begins.
        (true, Some((first, last))) if mark.kind != StatementKind::Total || first == last => {
            vec![first]
        }
        (true, _) => Vec::new(),
        (false, _) => [mark.first, mark.last].into_iter().flatten().collect(),
    }
}
