//! The points of a lane: each in the column of its day, or beside it if several are in one column.

use super::{Row, ink};
use crate::domain::compare::StatementKind;
use crate::domain::when::Day;
use crate::text::ink::Ink;
use crate::view::timeline::{Lane, Mark};
use std::collections::BTreeMap;

/// The kinds that are drawn as points. If a column has no room for all points, the first kinds in
/// this list are drawn.
const POINTS: [StatementKind; 10] = [
    StatementKind::Ended,
    StatementKind::Happened,
    StatementKind::PutOff,
    StatementKind::Denied,
    StatementKind::Foreseen,
    StatementKind::Demanded,
    StatementKind::Total,
    StatementKind::Level,
    StatementKind::Planned,
    StatementKind::Absent,
];
/// The kinds in the order of a process, which is also the order of points for one day.
const PROCESS: [StatementKind; 10] = [
    StatementKind::Foreseen,
    StatementKind::Demanded,
    StatementKind::Planned,
    StatementKind::Level,
    StatementKind::Total,
    StatementKind::Happened,
    StatementKind::Absent,
    StatementKind::Denied,
    StatementKind::PutOff,
    StatementKind::Ended,
];
/// A point may be drawn up to this many columns to the right of its day's column.
const ASIDE: usize = 2;

impl Row<'_> {
    /// Draws the points of all marks. Points in the same column are put side by side, by day, if
    /// the next columns are free.
    pub(super) fn points(&mut self, lane: &Lane) {
        let mut columns: BTreeMap<usize, Vec<Point>> = BTreeMap::new();
        for mark in &lane.marks {
            for day in self.days_of(mark) {
                let Some(at) = self.scale.point(day) else { continue };
                // A plan or forecast is not drawn over a state that existed on that day, except the last day of a
                // forecast.
                let is_due = mark.kind.is_by_some_day() && mark.last == Some(day);
                if mark.kind.is_ahead() && !is_due && self.cells[at].0 == self.marks.held {
                    continue;
                }
                let points = columns.entry(at).or_default();
                let of = |kinds: &[StatementKind]| kinds.iter().position(|kind| *kind == mark.kind);
                let point = Point {
                    day,
                    rank: of(&POINTS),
                    step: of(&PROCESS),
                    is_hedged: mark.is_hedged_on(day),
                    sign: self.sign(mark),
                    ink: ink(mark),
                };
                add_point(points, point);
            }
        }
        let mut free_from = 0;
        for (&at, points) in &columns {
            let start = at.max(free_from);
            let next = columns.range(at + 1..).next().map_or(self.cells.len(), |next| *next.0);
            let end = next.max(start + 1).min(start + 1 + ASIDE).min(self.cells.len());
            let mut drawn = self.with_hedges(points);
            drawn.sort_by_key(|point| (point.rank, !point.is_hedged));
            drawn.truncate(end.saturating_sub(start).max(1));
            drawn.sort_by_key(|point| (point.day, point.step, !point.is_hedged));
            // At the right edge of the lane, points move to the left.
            let start = start.min(self.cells.len().saturating_sub(drawn.len()));
            for (offset, point) in drawn.iter().enumerate() {
                self.set(start + offset, point.sign, point.ink);
            }
            free_from = start + drawn.len();
        }
    }

    /// The points, each after the sign of an approximate or uncertain day. If there is only room for one of the two,
    /// that sign is drawn: a point alone would look certain.
    fn with_hedges(&self, points: &[Point]) -> Vec<Point> {
        let each = |point: &Point| {
            let hedge = Point { sign: self.marks.hedged, ..*point };
            [point.is_hedged.then_some(hedge), Some(Point { is_hedged: false, ..*point })]
        };
        points.iter().flat_map(each).flatten().collect()
    }

    /// The days on which a mark has a point. An absence at a part of the places has a point instead of a line.
    fn days_of(&self, mark: &Mark) -> Vec<Day> {
        if mark.is_absent_in_part() {
            return mark.certain.map(|certain| certain.0).into_iter().collect();
        }
        mark.days_of_signs(self.scale.is_after(mark.last))
    }

    pub(super) fn sign(&self, mark: &Mark) -> char {
        match mark.kind {
            StatementKind::Planned => self.marks.planned,
            StatementKind::PutOff => self.marks.put_off,
            StatementKind::Denied => self.marks.denied,
            StatementKind::Foreseen => self.marks.foreseen,
            StatementKind::Demanded => self.marks.demanded,
            StatementKind::Ended => self.marks.ended,
            StatementKind::Absent => self.marks.absent_short,
            _ if mark.is_claimed => self.marks.claimed[1],
            _ => self.marks.point,
        }
    }
}

/// A point to be drawn for one day.
#[derive(Clone, Copy, Debug)]
struct Point {
    day: Day,
    /// The index of the point's kind in [`POINTS`]: if there is no room for all points, the lowest
    /// are drawn. `None` for a kind that is not in the list.
    rank: Option<usize>,
    /// The index of its kind in [`PROCESS`].
    step: Option<usize>,
    /// Whether its day is approximate or uncertain.
    is_hedged: bool,
    sign: char,
    ink: Ink,
}

/// Adds a point, unless its column already has one with its sign. If at least one fact is certain about the day, it is
/// drawn as certain.
fn add_point(points: &mut Vec<Point>, point: Point) {
    match points.iter_mut().find(|known| known.sign == point.sign) {
        Some(known) => {
            // A column may stand for several days, one of which is not certain.
            known.is_hedged = if known.day == point.day {
                known.is_hedged && point.is_hedged
            } else {
                known.is_hedged || point.is_hedged
            };
            if point.ink == Ink::Red {
                known.ink = point.ink;
            }
        }
        None => points.push(point),
    }
}
