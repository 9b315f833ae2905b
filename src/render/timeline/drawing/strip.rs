//! A lane as shapes: first the days on which something is possible, over them the certain ones, then signs for single
//! days, then values if there is room.

mod density;
mod signs;
mod values;

use super::legend::Key;
use super::scale::stretch;
use super::shape::{Ink, Line, Shape, Sign};
use super::spots::{self, Spot};
use crate::domain::compare::StatementKind;
use crate::view::timeline::{Lane, Mark, Span};
use density::Density;
use foldhash::HashSet;
use std::collections::BTreeSet;

/// The ends of stretches are rounded to so many steps; in each step, an end is drawn once.
const STEPS: f64 = 500.0;

/// A lane as shapes.
pub(in crate::render::timeline) struct Strip {
    /// The shapes; those in the background come first.
    pub(in crate::render::timeline) shapes: Vec<Shape>,
    /// The values that fit into a strip of the given width.
    pub(in crate::render::timeline) values: Vec<Shape>,
    /// The spots that show in words what is drawn there.
    pub(in crate::render::timeline) spots: Vec<Spot>,
    /// The signs that the legend must explain.
    pub(in crate::render::timeline) keys: BTreeSet<Key>,
}

/// A strip being drawn.
struct Drawing<'a> {
    window: Span,
    /// The marks whose days are drawn.
    marks: Vec<&'a Mark>,
    strip: Strip,
}

/// The kinds whose days are drawn as stretches. Absences come first, so that what contradicts them is drawn over them.
const ABSENT: &[StatementKind] = &[StatementKind::Absent];
const OTHERS: &[StatementKind] = &[
    StatementKind::Held,
    StatementKind::Happened,
    StatementKind::Total,
    StatementKind::Level,
    StatementKind::Ended,
    StatementKind::Foreseen,
    StatementKind::Demanded,
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
    let density = Density::of(lane, window);
    // If columns count the figures, their days are not drawn. An absence in a part of the places is not drawn as a line
    // over the whole.
    let is_counted = |mark: &Mark| density.as_ref().is_some_and(|density| density.counts(mark));
    let marks = lane.marks.iter().filter(|mark| !mark.is_absent_in_part() && !is_counted(mark));
    let mut drawing = Drawing { window, marks: marks.collect(), strip };
    for kinds in [ABSENT, OTHERS] {
        for is_certain in [false, true] {
            for kind in kinds {
                drawing.stretches(*kind, is_certain);
            }
        }
    }
    drawing.ends();
    drawing.hedged_edges();
    if let Some(density) = density {
        drawing.strip.shapes.extend(density.columns());
        drawing.strip.keys.insert(Key::Count);
        drawing.strip.keys.extend(density.has_contradicted().then_some(Key::Differ));
    } else {
        drawing.signs(lane, width);
    }
    drawing.contradicted();
    if !drawing.strip.keys.contains(&Key::Count) {
        drawing.strip.values = values::of(lane, window, &drawing.strip.shapes, width);
    }
    for mark in &lane.marks {
        drawing.beyond(mark);
    }
    drawing.strip
}

/// The days of a mark that are drawn, if any: its possible days, or its certain ones.
type Extent = fn(&Mark, Span) -> Option<(f64, f64)>;

/// The possible days of a mark; `None` if all of them are certain.
fn possible(mark: &Mark, window: Span) -> Option<(f64, f64)> {
    let exact =
        mark.certain.is_some_and(|(from, to)| mark.first == Some(from) && mark.last == Some(to));
    let (from, mut to) = stretch(window, mark.first, mark.last).filter(|_| !exact)?;
    if !mark.lasts() && mark.kind != StatementKind::Happened {
        // For one unknown day out of several, the line ends where the last of them is marked.
        to = mark.last.and_then(|day| super::scale::point(window, day)).unwrap_or(to);
    }
    Some((from, to))
}

/// The certain days of a mark; a value of one day is a sign instead.
fn certain(mark: &Mark, window: Span) -> Option<(f64, f64)> {
    let (first, last) = mark.certain.filter(|_| mark.lasts())?;
    let is_value_of_day = mark.is_point() && first == last;
    stretch(window, Some(first), Some(last)).filter(|_| !is_value_of_day)
}

/// The stretches of marks; stretches that touch are joined.
fn joined<'m>(
    marks: impl Iterator<Item = &'m Mark>,
    extent: Extent,
    window: Span,
) -> Vec<(f64, f64)> {
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

/// The parts of a stretch that others do not cover.
fn uncovered((from, to): (f64, f64), above: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut above = above.to_vec();
    above.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut begin = from;
    let mut parts = Vec::new();
    for (first, last) in above.into_iter().chain([(to, to)]) {
        parts.push((begin, first.min(to)));
        begin = begin.max(last);
    }
    parts.retain(|(from, to)| to - from > 1e-9);
    parts
}

/// The shape of a range of days, and its entry in the legend.
fn drawn(
    (kind, is_certain, is_claimed): (StatementKind, bool, bool),
    (from, to): (f64, f64),
    ink: Ink,
) -> (Shape, Key) {
    let line = |line| Shape::Line { from, to, ink, line };
    match (kind, is_certain) {
        (StatementKind::Held, true) if is_claimed => {
            (Shape::Claimed { from, to, ink }, Key::HeldClaimed)
        }
        (StatementKind::Held, true) => (Shape::Bar { from, to, ink }, Key::Held),
        (StatementKind::Held | StatementKind::Happened, _) => {
            (Shape::Light { from, to, ink }, Key::MayHave)
        }
        (kind, true) if kind.is_ahead() => (Shape::Hollow { from, to, ink }, Key::PlannedDays),
        (StatementKind::Absent, true) => (line(Line::Solid), Key::Absent),
        (StatementKind::Absent, false) => (line(Line::Dashed), Key::PerhapsAbsent),
        (StatementKind::Total, true) => (line(Line::Double), Key::Total),
        (_, true) => (line(Line::Thick), Key::OverDays),
        (_, false) => (line(Line::Dotted), Key::PossibleDays),
    }
}

impl Drawing<'_> {
    fn push(&mut self, shape: Shape) {
        self.strip.shapes.push(shape);
    }

    fn of_kind(&self, kind: StatementKind) -> impl Iterator<Item = &Mark> {
        self.marks.iter().copied().filter(move |mark| mark.kind == kind)
    }

    /// Draws the ranges of days of one kind, alleged ones before certain ones. Ranges that touch become one shape, so
    /// that thousands of facts make no more shapes than a reader can distinguish; ranges behind certain days are left
    /// out.
    fn stretches(&mut self, kind: StatementKind, is_certain: bool) {
        let extent: Extent = if is_certain { certain } else { possible };
        let mut above = Vec::new();
        for (hiding, hides) in [
            (kind, kind != StatementKind::Total),
            (StatementKind::Held, kind != StatementKind::Held),
        ] {
            let is_plan_over_state = hiding != kind && kind.is_ahead();
            if hides && (!is_certain || is_plan_over_state) {
                above.extend(joined(self.of_kind(hiding), certain, self.window));
            }
        }
        let is_hidden = |(from, to): &(f64, f64)| {
            above.iter().any(|(begin, end)| *begin <= from + 1e-9 && *end >= to - 1e-9)
        };
        // On days on which the state existed, the plan is history: its box would lie over the bar.
        let is_plan = is_certain && kind.is_ahead();
        let left = |stretch| if is_plan { uncovered(stretch, &above) } else { vec![stretch] };
        let tells_claims = is_certain && kind == StatementKind::Held;
        for is_claimed in [true, false] {
            let is_of = |mark: &&Mark| (tells_claims && mark.is_claimed) == is_claimed;
            let joined = joined(self.of_kind(kind).filter(is_of), extent, self.window);
            let shown = joined.into_iter().filter(|stretch| !is_hidden(stretch)).flat_map(left);
            for stretch in shown {
                let (shape, key) = drawn((kind, is_certain, is_claimed), stretch, Ink::of(kind));
                self.push(shape);
                self.strip.keys.insert(key);
            }
        }
    }

    /// Marks lines and bars that are contradicted, in their middle.
    fn contradicted(&mut self) {
        let any: Extent = |mark, window| certain(mark, window).or_else(|| possible(mark, window));
        let kinds = ABSENT.iter().chain(OTHERS);
        let stretches: Vec<(f64, f64)> = kinds
            .flat_map(|kind| {
                let differing = self.of_kind(*kind).filter(|mark| mark.differs);
                joined(differing.filter(|mark| !mark.is_point()), any, self.window)
            })
            .collect();
        let mut known = BTreeSet::new();
        for (from, to) in stretches {
            let at = f64::midpoint(from, to);
            if known.insert(at.to_bits()) {
                let (ink, sign) = (Ink::Warning, Sign::Differ);
                self.push(Shape::Sign { at, aside: 0.0, rise: 0.0, ink, sign });
                self.strip.keys.insert(Key::Differ);
            }
        }
    }

    /// Draws where totals begin, and where totals and values over days end.
    fn ends(&mut self) {
        let mut known = HashSet::default();
        let mut shapes = Vec::new();
        for mark in &self.marks {
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
                    shapes.push(Shape::End { at, ink: Ink::of(mark.kind) });
                }
            }
        }
        self.strip.shapes.extend(shapes);
    }

    /// Draws arrows where the mark continues outside the window.
    fn beyond(&mut self, mark: &Mark) {
        let goes_on = mark.kind.lasts() || mark.kind.is_ahead() || mark.last.is_none();
        if !goes_on || mark.is_absent_in_part() {
            return;
        }
        if stretch(self.window, mark.first, mark.last).is_none() {
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
