//! The figures of a chart as shapes, with the places that tell them in words. Of many figures, those of neighbouring
//! days share a place, so that a keyboard gets past them, and shapes that would lie on one another are drawn once.

use super::frame::{AGAINST, Frame, ZERO};
use super::words::{told, told_shortly};
use crate::domain::compare::StatementKind;
use crate::domain::when::Day;
use crate::render::html::sentence;
use crate::render::svg::{part, tenth};
use crate::text::counts::counted;
use crate::view::chart::{Chart, Figure};
use foldhash::HashSet;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// A chart has at most so many places that tell figures.
const MOST_SPOTS: u8 = 36;
/// The most figures that a shared place tells; of others it tells how many there are.
const MOST_TOLD: usize = 4;

/// The figures of a chart; `number` is that of the chart among those of its page.
pub(super) fn figures(chart: &Chart, number: usize, frame: &Frame) -> Markup {
    if chart.figures.len() <= usize::from(MOST_SPOTS) {
        return html! {
            @for (at, figure) in chart.figures.iter().enumerate() { (one(figure, (number, at), frame)) }
        };
    }
    let mut drawn = HashSet::default();
    let mut by_class: BTreeMap<&str, Vec<Markup>> = BTreeMap::new();
    for figure in &chart.figures {
        let class = class(figure);
        for shape in shapes(figure, frame) {
            if drawn.insert((class, shape.0.clone())) {
                by_class.entry(class).or_default().push(shape);
            }
        }
    }
    html! {
        @for (class, shapes) in by_class {
            g class=(class) aria-hidden="true" { @for shape in shapes { (shape) } }
        }
        @for (at, spot) in shared(chart, frame).iter().enumerate() { (spot.told(number, at, frame)) }
    }
}

/// A figure, which tells its words below the chart when it is pointed at or has the focus.
fn one(figure: &Figure, (chart, at): (usize, usize), frame: &Frame) -> Markup {
    let (x, y) = (frame.column(figure), frame.height(figure.middle()));
    html! {
        g.(class(figure)) tabindex="0" role="img" aria-labelledby={ "c" (chart) "-" (at) } {
            @for shape in shapes(figure, frame) { (shape) }
            circle.spot cx=(part(x)) cy=(tenth(y)) r="9" {}
            (words(&told(figure), (chart, at)))
        }
    }
}

fn words(words: &str, (chart, at): (usize, usize)) -> Markup {
    html! {
        foreignObject y=(tenth(ZERO + 6.0)) width="100%" height="1" {
            p id={ "c" (chart) "-" (at) } { (sentence(words)) }
        }
    }
}

/// A place that tells the figures of neighbouring days.
struct Spot {
    from: f64,
    to: f64,
    words: String,
}

impl Spot {
    fn told(&self, chart: usize, at: usize, frame: &Frame) -> Markup {
        html! {
            g tabindex="0" role="img" aria-labelledby={ "c" (chart) "-" (at) } {
                rect.spot x=(part(self.from)) width=(part(self.to - self.from)) y=(tenth(frame.height(frame.top)))
                    height=(tenth(ZERO - frame.height(frame.top))) {}
                (words(&self.words, (chart, at)))
            }
        }
    }
}

/// The shared places, from left to right.
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
        let told: Vec<String> =
            figures.iter().take(MOST_TOLD).map(|figure| told_shortly(figure)).collect();
        let more = figures.len().saturating_sub(MOST_TOLD);
        let many = counted(figures.len(), "figure", "figures");
        let more = if more > 0 { format!("; and {more} more") } else { String::new() };
        let words = format!("{many}: {}{more}", told.join("; "));
        spots.push(Spot { from: ends[0], to: ends[1].min(frame.across(1.0)), words });
    }
    spots
}

fn class(figure: &Figure) -> &'static str {
    match figure.mark.kind {
        _ if figure.mark.differs => "differs",
        StatementKind::Absent => "absent",
        StatementKind::Happened => "event",
        _ if figure.is_hollow() => "ahead",
        _ => "known",
    }
}

/// The shapes of a figure, those behind first.
fn shapes(figure: &Figure, frame: &Frame) -> Vec<Markup> {
    let mut shapes = stretch(figure, frame);
    shapes.extend(sign(figure, frame));
    shapes
}

/// The days of which a figure speaks, where these are more than one: light where they are only possible.
fn stretch(figure: &Figure, frame: &Frame) -> Vec<Markup> {
    let mark = &figure.mark;
    let window = frame.window;
    let first = mark.first.unwrap_or(window.first).max(window.first);
    let last = mark.last.unwrap_or(window.last).min(window.last);
    let y = tenth(frame.height(figure.middle()));
    let line = |first: Day, last: Day, class: &str| {
        let (from, to) = (frame.day(first).0, frame.day(last).1);
        html! { line class=(class) x1=(part(from)) x2=(part(to)) y1=(y) y2=(y) {} }
    };
    let bounds = figure.low.zip(figure.high).filter(|(low, high)| low < high);
    let sure = mark.certain.filter(|_| mark.kind.lasts());
    let sure = sure.map(|(from, to)| (from.max(window.first), to.min(window.last)));
    let sure = sure.filter(|(from, to)| from < to);
    let mut shapes = Vec::new();
    if first < last {
        if let Some((low, high)) = bounds {
            let (from, to) = (frame.day(first).0, frame.day(last).1);
            let (top, bottom) = (frame.height(high), frame.height(low));
            shapes.push(html! {
                rect.between x=(part(from)) width=(part(to - from)) y=(tenth(top)) height=(tenth(bottom - top)) {}
            });
        }
        if sure != Some((first, last)) {
            shapes.push(line(first, last, "possible"));
        }
    }
    if let Some((from, to)) = sure {
        let class = if mark.kind == StatementKind::Total { "total" } else { "sure" };
        shapes.push(line(from, to, class));
    }
    shapes
}

/// The sign of a figure: a point at the figure itself, a bar between its bounds, an arrow from its one bound, a
/// stroke for none. Nothing stands at a number that nobody stated.
fn sign(figure: &Figure, frame: &Frame) -> Vec<Markup> {
    let x = part(frame.column(figure));
    let y = frame.height(figure.middle());
    let stated = || [figure.low, figure.best, figure.high].into_iter().flatten();
    let (low, high) = (stated().fold(f64::INFINITY, f64::min), stated().fold(0.0, f64::max));
    let used = |id: &str| html! { use.sign href={ "#c-" (id) } x=(x) y=(tenth(y)) {} };
    let open = |id: &str| html! { use.sign.open href={ "#c-" (id) } x=(x) y=(tenth(y)) {} };
    let dot = || html! { circle.sign cx=(x) cy=(tenth(y)) r="4.25" {} };
    let mut shapes = Vec::new();
    if low < high {
        shapes.push(html! {
            line.bar x1=(x) x2=(x) y1=(tenth(frame.height(high))) y2=(tenth(frame.height(low))) {}
        });
    }
    let is_range = figure.best.is_none() && low < high;
    match figure.mark.kind {
        StatementKind::Absent => shapes.push(open("none")),
        StatementKind::Denied | StatementKind::PutOff if !is_range => shapes.push(used("not")),
        _ => match (figure.low, figure.best, figure.high) {
            (Some(_), None, None) => shapes.push(open("low")),
            (None, None, Some(high)) if high > 0.0 => shapes.push(open("high")),
            _ if is_range => {}
            _ if figure.mark.kind == StatementKind::Foreseen => shapes.push(used("due")),
            _ => shapes.push(dot()),
        },
    }
    if figure.mark.differs {
        let above = tenth(frame.room(figure)[1] + AGAINST - 3.0);
        shapes.push(html! { text.sign-against x=(x) y=(above) { "≠" } });
    }
    shapes
}

/// The signs that are used by their names, once for each page. They have the colours of where they are used.
pub(super) fn defs() -> Markup {
    html! {
        defs {
            path id="c-low" d=(LOW) {}
            path id="c-high" d=(HIGH) {}
            path id="c-due" d=(DUE) {}
            path id="c-not" d=(NOT) {}
            path id="c-none" d=(NONE) {}
        }
    }
}

/// The outlines of signs: at least, at most, forecast, denied or put off, none.
pub(super) const LOW: &str = "M-5 0H5M0 0V-13M-3.5-9.5 0-13 3.5-9.5";
pub(super) const HIGH: &str = "M-5 0H5M0 0V13M-3.5 9.5 0 13 3.5 9.5";
pub(super) const DUE: &str = "M0-5 5 0 0 5-5 0Z";
pub(super) const NOT: &str = "M-4-4 4 4M-4 4 4-4";
pub(super) const NONE: &str = "M-6 0H6";
