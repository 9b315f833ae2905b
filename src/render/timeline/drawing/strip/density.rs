//! A crowded lane: columns that count its facts, instead of signs that would cover each other.

use crate::domain::compare::StatementKind;
use crate::render::timeline::drawing::scale::{days, point};
use crate::render::timeline::drawing::shape::{Ink, Shape};
use crate::view::timeline::{Lane, Mark, Span};
use std::collections::BTreeMap;

/// A lane with more signs than this, of which more than [`CROWDED_PART`] are in one part of the window, is
/// drawn as a density.
const CROWDED_LANE: usize = 24;
const CROWDED_PART: usize = 3;
/// A density has at most this many columns.
const PARTS: i64 = 80;

/// How many facts there are in each part of the window.
pub(super) struct Density {
    window: Span,
    parts: i64,
    /// The count of each part, and whether some of its facts are contradicted.
    counts: BTreeMap<i64, (usize, bool)>,
}

impl Density {
    /// The density of a lane; `None` if its signs are not crowded.
    pub(super) fn of(lane: &Lane, window: Span) -> Option<Self> {
        let parts = PARTS.min(window.days()).max(1);
        let mut density = Self { window, parts, counts: BTreeMap::new() };
        for mark in lane.marks.iter().filter(|mark| density.counts(mark)).collect::<Vec<_>>() {
            if let Some(part) = density.part(mark) {
                let count = density.counts.entry(part).or_default();
                *count = (count.0 + 1, count.1 || mark.differs);
            }
        }
        let all: usize = density.counts.values().map(|count| count.0).sum();
        (all > CROWDED_LANE && density.most() > CROWDED_PART).then_some(density)
    }

    /// Whether a mark is counted instead of drawn: all except states and absences, and except marks that cover more
    /// days than a column. A total over three weeks belongs to no single day of them.
    pub(super) fn counts(&self, mark: &Mark) -> bool {
        let days = mark.first.or(mark.last).zip(mark.last.or(mark.first));
        let days = days.map(|(first, last)| (last - first).num_days() + 1);
        !matches!(mark.kind, StatementKind::Held | StatementKind::Absent)
            && days.is_some_and(|days| days <= 1 || days * self.parts <= self.window.days())
    }

    /// The part of the window in which a mark begins.
    fn part(&self, mark: &Mark) -> Option<i64> {
        let day = mark.certain.map(|certain| certain.0).or(mark.first).or(mark.last)?;
        point(self.window, day)?;
        Some((day - self.window.first).num_days() * self.parts / self.window.days())
    }

    fn most(&self) -> usize {
        self.counts.values().map(|count| count.0).max().unwrap_or(0)
    }

    /// The counts as columns up to the height of the highest.
    pub(super) fn columns(&self) -> Vec<Shape> {
        let share = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        let most = share(self.most());
        let at = |part: i64| days(part) / days(self.parts);
        let column = |(&part, &(count, differs)): (&i64, &(usize, bool))| {
            let ink = if differs { Ink::Warning } else { Ink::Event };
            let (from, to) = (at(part) + 0.0005, at(part + 1) - 0.0005);
            Shape::Column { from, to, high: share(count) / most, ink }
        };
        self.counts.iter().map(column).collect()
    }

    /// Whether some of the counted facts are contradicted.
    pub(super) fn has_contradicted(&self) -> bool {
        self.counts.values().any(|count| count.1)
    }
}
