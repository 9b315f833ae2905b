//! A lane as shapes: first the days on which something is possible, over them the certain ones, then signs
//! for single days, then values where there is room.

mod signs;
mod values;

use super::legend::Key;
use super::scale::{days, point, stretch};
use super::shape::{Ink, Line, Shape, Sign};
use super::spots::{self, Spot};
use crate::domain::compare::StatementKind;
use crate::domain::when::Day;
use crate::view::timeline::{Lane, Mark, Span};
use foldhash::HashSet;
use std::collections::{BTreeMap, BTreeSet};

/// A lane with more signs than this, of which more than [`CROWDED_PART`] are in one part of the window, is
/// drawn as a density.
const CROWDED_LANE: usize = 24;
const CROWDED_PART: usize = 3;
/// The most columns of a density.
const PARTS: i64 = 80;
/// The steps to which ends of stretches are rounded, in which each is drawn once.
const STEPS: f64 = 500.0;
/// A lane as shapes.
pub(in crate::render::timeline) struct Strip {
    /// The shapes, those behind first.
    pub(in crate::render::timeline) shapes: Vec<Shape>,
    /// The values, for which a strip of the asked width has room.
    pub(in crate::render::timeline) values: Vec<Shape>,
    /// The places that tell what is drawn there.
    pub(in crate::render::timeline) spots: Vec<Spot>,
    /// What the legend must explain.
    pub(in crate::render::timeline) keys: BTreeSet<Key>,
}

/// A strip being drawn.
struct Drawing {
    window: Span,
    strip: Strip,
}

/// The kinds whose days are drawn as stretches, absences first, so that what contradicts them is drawn over
/// them.
const ABSENT: &[StatementKind] = &[StatementKind::Absent];
const OTHERS: &[StatementKind] = &[
    StatementKind::Held,
    StatementKind::Happened,
    StatementKind::Total,
    StatementKind::Level,
    StatementKind::Ended,
    StatementKind::Foreseen,
    StatementKind::Planned,
    StatementKind::PutOff,
    StatementKind::Denied,
];

/// Draws a lane; values are placed for a strip that is `width` pixels wide.
pub(in crate::render::timeline) fn strip(lane: &Lane, window: Span, width: f64) -> Strip {
    let strip = Strip {
        shapes: Vec::new(),
        values: Vec::new(),
        spots: spots::of(lane, window),
        keys: BTreeSet::new(),
    };
    let mut drawing = Drawing { window, strip };
    let columns = columns(lane, window);
    for kinds in [ABSENT, OTHERS] {
        for is_certain in [false, true] {
            // Where columns count the figures, their days are left out.
            let left_out = |kind: StatementKind| columns.is_some() && is_counted(kind);
            for kind in kinds.iter().filter(|kind| !left_out(**kind)) {
                drawing.stretches(lane, *kind, is_certain);
            }
        }
    }
    if let Some(columns) = columns {
        drawing.strip.shapes.extend(columns);
        drawing.strip.keys.insert(Key::Count);
    } else {
        drawing.ends(lane);
        drawing.signs(lane, width);
        let (values, differ) = values::of(lane, window, &drawing.strip.shapes, width);
        drawing.strip.values = values;
        let is_ring = |shape: &Shape| matches!(shape, Shape::Sign { sign: Sign::Ring, .. });
        let has_ring = drawing.strip.shapes.iter().any(is_ring);
        drawing.strip.keys.extend((has_ring || !differ.is_empty()).then_some(Key::Differ));
        drawing.strip.shapes.extend(differ);
    }
    for mark in &lane.marks {
        drawing.beyond(mark);
    }
    drawing.strip
}

/// Where a mark is drawn, if it is: the days on which it may hold, or those on which it certainly does.
type Extent = fn(&Mark, Span) -> Option<(f64, f64)>;

/// The days on which a mark may hold; `None` where it certainly holds on all of them.
fn possible(mark: &Mark, window: Span) -> Option<(f64, f64)> {
    let exact =
        mark.certain.is_some_and(|(from, to)| mark.first == Some(from) && mark.last == Some(to));
    let (from, mut to) = stretch(window, mark.first, mark.last).filter(|_| !exact)?;
    if !mark.kind.lasts() && mark.kind != StatementKind::Happened {
        // For one day out of several, the line ends where that last day is marked.
        to = mark.last.and_then(|day| point(window, day)).unwrap_or(to);
    }
    Some((from, to))
}

/// The days on which a mark certainly holds; a value of one day is a sign instead.
fn certain(mark: &Mark, window: Span) -> Option<(f64, f64)> {
    let (first, last) = mark.certain.filter(|days| holds_over(mark, *days))?;
    let is_value_of_day = mark.kind == StatementKind::Level && first == last;
    stretch(window, Some(first), Some(last)).filter(|_| !is_value_of_day)
}

/// Whether a mark holds on all of its certain days: a state, a figure, or what is agreed to hold over days.
fn holds_over(mark: &Mark, (first, last): (Day, Day)) -> bool {
    mark.kind.lasts() || (mark.kind.is_ahead() && first < last)
}

/// The stretches of the marks of a kind, those that touch joined.
fn joined(lane: &Lane, kind: StatementKind, extent: Extent, window: Span) -> Vec<(f64, f64)> {
    let marks = lane.marks.iter().filter(|mark| mark.kind == kind);
    let mut stretches: Vec<(f64, f64)> =
        marks.filter_map(|mark| extent(mark, window)).filter(|(from, to)| to > from).collect();
    stretches.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut joined: Vec<(f64, f64)> = Vec::new();
    for (from, to) in stretches {
        match joined.last_mut() {
            Some(last) if from <= last.1 + 1e-9 => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    joined
}

/// The certain days of a kind that hide what is behind them; none where the lines of the kind do not.
fn hiding(hides: bool, lane: &Lane, kind: StatementKind, window: Span) -> Vec<(f64, f64)> {
    if hides { joined(lane, kind, certain, window) } else { Vec::new() }
}

/// The shape of a stretch, and what the legend says of it.
fn drawn(kind: StatementKind, is_certain: bool, (from, to): (f64, f64), ink: Ink) -> (Shape, Key) {
    let line = |line| Shape::Line { from, to, ink, line };
    match (kind, is_certain) {
        (StatementKind::Held, true) => (Shape::Bar { from, to, ink }, Key::Held),
        (StatementKind::Held | StatementKind::Happened, _) => {
            (Shape::Light { from, to, ink }, Key::MayHave)
        }
        (StatementKind::Absent, true) => (line(Line::Solid), Key::Absent),
        (StatementKind::Absent, false) => (line(Line::Dashed), Key::PerhapsAbsent),
        (StatementKind::Total, true) => (line(Line::Double), Key::Total),
        (_, true) => (line(Line::Thick), Key::OverDays),
        (_, false) => (line(Line::Dotted), Key::PossibleDays),
    }
}

impl Drawing {
    fn push(&mut self, shape: Shape) {
        self.strip.shapes.push(shape);
    }

    /// Draws the stretches of a kind. Those that touch are one shape, so that thousands of facts make no more
    /// shapes than a reader can tell apart; what certain days hide is left out.
    fn stretches(&mut self, lane: &Lane, kind: StatementKind, is_certain: bool) {
        let extent: Extent = if is_certain { certain } else { possible };
        let joined = joined(lane, kind, extent, self.window);
        let mut above = Vec::new();
        if kind.is_ahead() && is_certain {
            above.extend(hiding(true, lane, StatementKind::Held, self.window));
        }
        if !is_certain {
            above.extend(hiding(kind != StatementKind::Total, lane, kind, self.window));
            above.extend(hiding(
                kind != StatementKind::Held,
                lane,
                StatementKind::Held,
                self.window,
            ));
        }
        let is_hidden = |(from, to): &(f64, f64)| {
            above.iter().any(|(begin, end)| *begin <= from + 1e-9 && *end >= to - 1e-9)
        };
        for stretch in joined.into_iter().filter(|stretch| !is_hidden(stretch)) {
            let (shape, key) = drawn(kind, is_certain, stretch, Ink::of(kind));
            self.push(shape);
            self.strip.keys.insert(key);
        }
    }

    /// Draws where totals begin, and where totals and values over days end.
    fn ends(&mut self, lane: &Lane) {
        let mut known = HashSet::default();
        for mark in &lane.marks {
            let is_value = matches!(mark.kind, StatementKind::Total | StatementKind::Level);
            let Some((first, last)) = mark.certain.filter(|_| is_value) else { continue };
            let Some((from, to)) = certain(mark, self.window) else { continue };
            let ends =
                mark.last.is_some_and(|last| last <= self.window.last) && last <= self.window.last;
            let begins = mark.kind == StatementKind::Total && first >= self.window.first;
            for at in [begins.then_some(from), ends.then_some(to)].into_iter().flatten() {
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "positions lie between 0 and 1"
                )]
                let step = (at * STEPS).round() as i64;
                if known.insert(step) {
                    self.push(Shape::End { at, ink: Ink::of(mark.kind) });
                }
            }
        }
    }

    /// Draws arrows where the mark goes on outside the window.
    fn beyond(&mut self, mark: &Mark) {
        let goes_on = mark.kind.lasts() || mark.kind.is_ahead();
        if !goes_on || stretch(self.window, mark.first, mark.last).is_none() {
            return;
        }
        let ink = Ink::of(mark.kind);
        let is_before = mark.first.is_none_or(|day| day < self.window.first);
        let is_after = mark.last.is_none_or(|day| day > self.window.last);
        for is_after in [(is_before, false), (is_after, true)]
            .iter()
            .filter(|(does, _)| *does)
            .map(|(_, at)| *at)
        {
            let shape = Shape::Beyond { is_after, ink };
            if !self.strip.shapes.contains(&shape) {
                self.push(shape);
            }
            self.strip.keys.insert(Key::Beyond);
        }
    }
}

/// Whether marks of a kind are counted in a density: all but states and absences, which stay as they are.
fn is_counted(kind: StatementKind) -> bool {
    !matches!(kind, StatementKind::Held | StatementKind::Absent)
}

/// How many signs there are in each part of the window, as columns up to the height of the highest; `None`
/// where the signs are not crowded.
fn columns(lane: &Lane, window: Span) -> Option<Vec<Shape>> {
    let parts = PARTS.min(window.days()).max(1);
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for mark in lane.marks.iter().filter(|mark| is_counted(mark.kind)) {
        // A running total of some days is known on the last of them.
        let of_certain =
            |(first, last)| if mark.kind == StatementKind::Total { last } else { first };
        let day = mark.certain.map(of_certain).or(mark.first).or(mark.last);
        if let Some(day) = day.filter(|day| point(window, *day).is_some()) {
            let part = (day - window.first).num_days() * parts / window.days();
            *counts.entry(part).or_default() += 1;
        }
    }
    let most = counts.values().copied().max().unwrap_or(0);
    if counts.values().sum::<usize>() <= CROWDED_LANE || most <= CROWDED_PART {
        return None;
    }
    let share = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let column = |(part, count): (i64, usize)| {
        let (from, to) = (days(part) / days(parts) + 0.0005, days(part + 1) / days(parts) - 0.0005);
        Shape::Column { from, to, high: share(count) / share(most) }
    };
    Some(counts.into_iter().map(column).collect())
}
