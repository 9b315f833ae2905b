//! The figures of a chart as shapes, with spots that show them in words. If there are many, figures of
//! neighbouring days share a spot, so that there are not too many stops for the Tab key, and shapes that
//! would cover one another are drawn once.

use super::frame::{Frame, ZERO};
use super::shape::{Days, Shape, moved, on_page};
use super::sign::{Sign, class, is_of_some_day};
use super::words::{figure_words, short_words};
use crate::domain::compare::StatementKind;
use crate::domain::when::Day;
use crate::render::html::sentence;
use crate::render::svg::{part, tenth};
use crate::text::counts::counted;
use crate::view::chart::{Chart, Figure};
use foldhash::HashSet;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// At most this many spots of a chart show figures in words.
pub(super) const MOST_SPOTS: u8 = 36;
/// A shared spot lists at most this many figures; the others are counted.
const MOST_DESCRIBED: usize = 4;

/// The figures of a chart with the offsets of their signs from their days; `number` is the number of the chart on its
/// page.
pub(super) fn figures(chart: &Chart, number: usize, (frame, asides): (&Frame, &[f64])) -> Markup {
    let figures = || chart.figures.iter().zip(asides);
    if chart.figures.len() <= usize::from(MOST_SPOTS) {
        return html! {
            @for (at, (figure, aside)) in figures().enumerate() { (one(figure, *aside, (number, at), frame)) }
        };
    }
    let mut drawn = HashSet::default();
    let mut by_class: BTreeMap<&str, Vec<Markup>> = BTreeMap::new();
    for (figure, aside) in figures() {
        let class = class(figure);
        for shape in shapes(figure, *aside, frame).iter().map(on_page) {
            if drawn.insert((class, shape.0.clone())) {
                by_class.entry(class).or_default().push(shape);
            }
        }
    }
    html! {
        @for (class, shapes) in by_class {
            g class=(class) aria-hidden="true" { @for shape in shapes { (shape) } }
        }
        @for (at, spot) in shared(chart, frame).iter().enumerate() { (spot.described(number, at, frame)) }
    }
}

/// A figure, whose words appear below the chart when it is pointed at or has the focus.
fn one(figure: &Figure, aside: f64, (chart, at): (usize, usize), frame: &Frame) -> Markup {
    let (x, y) = (frame.column(figure), frame.height(figure.middle()));
    html! {
        g.(class(figure)) tabindex="0" role="img" aria-labelledby={ "c" (chart) "-" (at) } {
            @for shape in shapes(figure, aside, frame) { (on_page(&shape)) }
            circle.spot cx=(part(x)) cy=(tenth(y)) r="9" transform=[moved(aside)] {}
            (words(&figure_words(figure), (chart, at)))
        }
    }
}

/// The words of a spot, which are shown below the chart when it is pointed at or has the focus.
pub(super) fn words(words: &str, (chart, at): (usize, usize)) -> Markup {
    html! {
        foreignObject y=(tenth(ZERO + 6.0)) width="100%" height="1" {
            p id={ "c" (chart) "-" (at) } { (sentence(words)) }
        }
    }
}

/// A spot with the figures of neighbouring days.
struct Spot {
    from: f64,
    to: f64,
    words: String,
}

impl Spot {
    fn described(&self, chart: usize, at: usize, frame: &Frame) -> Markup {
        html! {
            g tabindex="0" role="img" aria-labelledby={ "c" (chart) "-" (at) } {
                rect.spot x=(part(self.from)) width=(part(self.to - self.from)) y=(tenth(frame.height(frame.top)))
                    height=(tenth(ZERO - frame.height(frame.top))) {}
                (words(&self.words, (chart, at)))
            }
        }
    }
}

/// The shared spots, from left to right.
fn shared(chart: &Chart, frame: &Frame) -> Vec<Spot> {
    let parts = (0..MOST_SPOTS).map(|at| f64::from(at) / f64::from(MOST_SPOTS));
    let begins: Vec<f64> = parts.map(|at| frame.across(at)).chain([1.0]).collect();
    let mut spots = Vec::new();
    for ends in begins.windows(2) {
        let is_in = |figure: &&Figure| (ends[0]..ends[1]).contains(&frame.column(figure));
        let figures: Vec<&Figure> = chart.figures.iter().filter(is_in).collect();
        if figures.is_empty() {
            continue;
        }
        let figure_words: Vec<String> =
            figures.iter().take(MOST_DESCRIBED).map(|figure| short_words(figure)).collect();
        let more = figures.len().saturating_sub(MOST_DESCRIBED);
        let many = counted(figures.len(), "figure", "figures");
        let more = if more > 0 { format!("; and {more} more") } else { String::new() };
        let words = format!("{many}: {}{more}", figure_words.join("; "));
        spots.push(Spot { from: ends[0], to: ends[1].min(frame.across(1.0)), words });
    }
    spots
}

/// The shapes of a figure; those in the background come first.
pub(super) fn shapes(figure: &Figure, aside: f64, frame: &Frame) -> Vec<Shape> {
    let mut shapes = stretch(figure, frame);
    shapes.extend(sign(figure, aside, frame));
    shapes
}

/// The days that a figure is about, if there is more than one: light if they are only possible. A range is drawn at
/// both of its ends, since no figure is stated between them.
fn stretch(figure: &Figure, frame: &Frame) -> Vec<Shape> {
    let (mark, window) = (&figure.mark, frame.window);
    let (first, last) = frame.possible(mark);
    let lines = |first: Day, last: Day, days: Days| {
        let (from, to) = frame.days(first, last);
        frame.levels(figure).into_iter().map(move |y| Shape::Days { from, to, y, days })
    };
    let bounds = figure.low.zip(figure.high).filter(|(low, high)| low < high);
    let sure = mark.certain.filter(|_| mark.kind.lasts());
    let sure = sure.map(|(from, to)| (from.max(window.first), to.min(window.last)));
    let sure = sure.filter(|(from, to)| from < to);
    let mut shapes = Vec::new();
    if first < last || is_of_some_day(figure) {
        if let Some((low, high)) = bounds {
            let (from, to) = frame.days(first, last);
            let (top, bottom) = (frame.height(high), frame.height(low));
            shapes.push(Shape::Between { from, to, top, bottom });
        }
        if sure != Some((first, last)) {
            shapes.extend(lines(first, last, Days::Possible));
        }
    }
    if let Some((from, to)) = sure {
        let is_total = mark.kind == StatementKind::Total;
        shapes.extend(lines(from, to, if is_total { Days::Total } else { Days::Sure }));
    }
    shapes.extend(beyond(figure, frame));
    shapes
}

/// Arrows at the edges, if the figure also covers days outside.
fn beyond(figure: &Figure, frame: &Frame) -> Vec<Shape> {
    let (mark, window) = (&figure.mark, frame.window);
    let goes_on = mark.kind.lasts() || mark.kind.is_ahead();
    let before = mark.first.is_none_or(|day| day < window.first) && goes_on;
    let after = mark.last.is_none_or(|day| day > window.last) && (goes_on || mark.last.is_none());
    let mut shapes = Vec::new();
    for (_, edge, is_after) in
        [(before, 0.0, false), (after, 1.0, true)].into_iter().filter(|(does, ..)| *does)
    {
        let at = frame.across(edge);
        let levels = frame.levels(figure).into_iter();
        shapes.extend(levels.map(|y| Shape::Beyond { at, y, is_after }));
    }
    shapes
}

/// The sign of a figure: a point at the figure itself, a bar between its bounds, an arrow from its only bound, a stroke
/// for zero. Nothing is drawn at a number that nobody stated.
fn sign(figure: &Figure, aside: f64, frame: &Frame) -> Vec<Shape> {
    let (at, y) = (frame.column(figure), frame.height(figure.middle()));
    let stated = || [figure.low, figure.best, figure.high].into_iter().flatten();
    let (low, high) = (stated().fold(f64::INFINITY, f64::min), stated().fold(0.0, f64::max));
    let sign = Sign::of(figure);
    let mut shapes = Vec::new();
    // Bounds for a day that is not stated are drawn over all possible days.
    if low < high && !(is_of_some_day(figure) && figure.best.is_none()) {
        let (top, bottom) = (frame.height(high), frame.height(low));
        shapes.push(Shape::Bar { at, aside, top, bottom });
    }
    if figure.mark.is_hedged() {
        shapes.push(Shape::Hedged { at, aside, y });
    }
    if sign != Sign::Range {
        shapes.push(Shape::Sign { at, aside, y, sign });
    }
    if figure.mark.differs {
        shapes.push(Shape::Against { at, aside, y: frame.room(figure, aside)[1] - 3.0 });
    }
    shapes
}
