//! A chart as SVG for a page, as wide as its column: days in percent of the width, numbers in pixels. What a
//! figure says can be read by pointing at it, and by keyboard.

use super::words::{MOST_CONTRADICTIONS, besides, counts, numbers, told};
use crate::domain::compare::StatementKind;
use crate::domain::when::Day;
use crate::render::html::isolated;
use crate::render::svg::{percent, short, wide};
use crate::render::timeline::drawing::{position, ticks};
use crate::view::chart::{Chart, Figure};
use crate::view::timeline::Span;
use maud::{Markup, html};

/// The styles of charts.
pub(in crate::render) const STYLE: &str = include_str!("chart.css");

/// The height of the plot, and of what stands above and below it, in pixels.
const PLOT: f64 = 100.0;
const ABOVE: f64 = 22.0;
const BELOW: f64 = 38.0;
/// The narrowest chart, in pixels: what fits into it fits everywhere.
const NARROWEST: f64 = 270.0;
/// The size of numbers, in pixels.
const SIZE: f64 = 12.0;

/// Where days and numbers are.
struct Frame {
    window: Span,
    top: f64,
    /// The part of the width that the numbers of the scale take.
    left: f64,
}

impl Frame {
    fn of(chart: &Chart, numbers: &[String]) -> Self {
        let widest = numbers.iter().map(|text| wide(text, SIZE)).fold(0.0, f64::max);
        let left = ((widest + 8.0) / NARROWEST).min(0.4);
        Self { window: chart.window, top: chart.ticks.top(), left }
    }

    /// The part of the width at a part of the days, from 0 to 1.
    fn across(&self, part: f64) -> f64 {
        self.left + part.clamp(0.0, 1.0) * (0.97 - self.left)
    }

    /// Where a day begins, and where it ends.
    fn day(&self, day: Day) -> (f64, f64) {
        let next = day.succ_opt().unwrap_or(day);
        (self.across(position(self.window, day)), self.across(position(self.window, next)))
    }

    fn middle(&self, day: Day) -> f64 {
        let (begin, end) = self.day(day);
        f64::midpoint(begin, end)
    }

    fn height(&self, number: f64) -> f64 {
        ABOVE + PLOT * (1.0 - (number / self.top).clamp(0.0, 1.0))
    }
}

/// The chart with its title, contradictions and what is not drawn.
pub(in crate::render) fn picture(chart: &Chart) -> Markup {
    let caption = html! {
        strong { (isolated(&chart.title)) }
        @if !chart.unit.is_empty() { ", " (isolated(&chart.unit)) }
        span.quiet { " · " (counts(chart)) }
    };
    drawn(chart, &caption)
}

/// The chart below what it is about, of which `part` is the part that it has.
pub(in crate::render) fn in_card(chart: &Chart, part: Option<&str>) -> Markup {
    let caption = html! {
        span.quiet { @if let Some(part) = part { (isolated(part)) ": " } (counts(chart)) }
    };
    drawn(chart, &caption)
}

fn drawn(chart: &Chart, caption: &Markup) -> Markup {
    let numbers = numbers(chart);
    let frame = Frame::of(chart, &numbers);
    let height = ABOVE + PLOT + BELOW;
    html! {
        figure.chart {
            figcaption { (caption) }
            svg width="100%" height=(short(height)) role="group" aria-label=(chart.title) {
                g aria-hidden="true" { (scale(chart, &numbers, &frame)) (days(chart, &frame)) }
                @for figure in &chart.figures { (one(figure, &frame)) }
                (labels(chart, &frame))
            }
            @if !chart.contradictions.is_empty() {
                ul.against {
                    @for words in chart.contradictions.iter().take(MOST_CONTRADICTIONS) { li { (isolated(words)) } }
                }
            }
            @if let Some(besides) = besides(chart) { p.quiet { (isolated(&besides)) } }
        }
    }
}

fn scale(chart: &Chart, numbers: &[String], frame: &Frame) -> Markup {
    let steps = (0..).zip(numbers).map(|(at, text)| (chart.ticks.step * f64::from(at), text));
    html! {
        @for (number, text) in steps {
            @let y = frame.height(number);
            line.grid x1="0" x2="100%" y1=(short(y)) y2=(short(y)) {}
            text.number x="0" y=(short(y - 4.0)) { (text) }
        }
    }
}

fn days(chart: &Chart, frame: &Frame) -> Markup {
    let room = NARROWEST * (0.97 - frame.left);
    html! {
        @for tick in ticks(chart.window, room) {
            text.day.upper[tick.is_upper] x=(percent(frame.across(tick.at)))
                y=(short(ABOVE + PLOT + if tick.is_upper { 33.0 } else { 16.0 }))
                text-anchor=[tick.is_middle.then_some("middle")] { (tick.label) }
        }
    }
}

/// A figure, which tells its words when it is pointed at, and below the chart when it has the focus.
fn one(figure: &Figure, frame: &Frame) -> Markup {
    let words = told(figure);
    html! {
        g.(class(figure)) tabindex="0" role="img" {
            title { (words) }
            (stretch(figure, frame))
            (sign(figure, frame))
            foreignObject y=(short(ABOVE + PLOT + 6.0)) width="100%" height="1" { p { (words) } }
        }
    }
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

/// The days of which a figure speaks, where these are more than one: light where they are only possible.
fn stretch(figure: &Figure, frame: &Frame) -> Markup {
    let mark = &figure.mark;
    let window = frame.window;
    let first = mark.first.unwrap_or(window.first).max(window.first);
    let last = mark.last.unwrap_or(window.last).min(window.last);
    let y = frame.height(figure.middle());
    let line = |first: Day, last: Day, class: &str| {
        let (from, to) = (frame.day(first).0, frame.day(last).1);
        html! { line class=(class) x1=(percent(from)) x2=(percent(to)) y1=(short(y)) y2=(short(y)) {} }
    };
    let bounds = figure.low.zip(figure.high).filter(|(low, high)| low < high);
    let sure = mark.certain.filter(|_| mark.kind.lasts());
    let sure = sure.map(|(from, to)| (from.max(window.first), to.min(window.last)));
    html! {
        @if first < last {
            @if let Some((low, high)) = bounds {
                @let (from, to) = (frame.day(first).0, frame.day(last).1);
                rect.between x=(percent(from)) width=(percent(to - from)) y=(short(frame.height(high)))
                    height=(short(frame.height(low) - frame.height(high))) {}
            }
            (line(first, last, "possible"))
        }
        @if let Some((from, to)) = sure.filter(|(from, to)| from < to) { (line(from, to, "sure")) }
    }
}

/// The sign of a figure: a point, a bar between its bounds, or an arrow from its one bound.
fn sign(figure: &Figure, frame: &Frame) -> Markup {
    let x = percent(column(figure, frame));
    let y = frame.height(figure.middle());
    let stated = || [figure.low, figure.best, figure.high].into_iter().flatten();
    let (low, high) = (stated().fold(f64::INFINITY, f64::min), stated().fold(0.0, f64::max));
    let arrow = match (figure.low, figure.best, figure.high) {
        (Some(_), None, None) => Some("M-5 0H5M0 0V-13M-3.5-9.5 0-13 3.5-9.5"),
        (None, None, Some(high)) if high > 0.0 => Some("M-5 0H5M0 0V13M-3.5 9.5 0 13 3.5 9.5"),
        _ => None,
    };
    let is_range = figure.best.is_none() && arrow.is_none();
    html! {
        @if low < high {
            line.bar x1=(x) x2=(x) y1=(short(frame.height(high))) y2=(short(frame.height(low))) {}
        }
        circle.spot cx=(x) cy=(short(y)) r="9" {}
        svg.at x=(x) y=(short(y)) {
            @match figure.mark.kind {
                StatementKind::Absent => {},
                StatementKind::Foreseen => path.sign d="M0-5 5 0 0 5-5 0Z" {},
                StatementKind::Denied | StatementKind::PutOff => path.sign d="M-4-4 4 4M-4 4 4-4" {},
                _ if arrow.is_some() => path.sign.open d=[arrow] {},
                _ if is_range => path.sign.open d="M-4 0H4" {},
                _ => circle.sign r="4.25" {},
            }
            @if figure.mark.differs { text.sign-against x="0" y="-10" text-anchor="middle" { "≠" } }
        }
    }
}

/// Where a figure has its sign: on its day, on the last of a total, in the middle of possible days.
fn column(figure: &Figure, frame: &Frame) -> f64 {
    let (mark, window) = (&figure.mark, frame.window);
    let inside = |day: Day| day.clamp(window.first, window.last);
    match (mark.kind, mark.certain) {
        (StatementKind::Total, Some((_, last))) => frame.middle(inside(last)),
        (_, Some((first, _))) => frame.middle(inside(first)),
        (kind, None) if kind.is_ahead() => {
            frame.middle(inside(mark.last.or(mark.first).unwrap_or(window.last)))
        }
        (_, None) => {
            let first = inside(mark.first.unwrap_or(window.first));
            let last = inside(mark.last.unwrap_or(window.last));
            f64::midpoint(frame.day(first).0, frame.day(last).1)
        }
    }
}

/// A label: its words, the part of the width, the height in pixels, and what of it stands there.
type Label = (String, f64, f64, &'static str);

/// The newest figure in words, and the greatest, where they do not lie on marks or on each other.
fn labels(chart: &Chart, frame: &Frame) -> Markup {
    let newest = chart.figures.iter().rev().find(|figure| !figure.is_hollow());
    let greatest = chart.figures.iter().max_by(|a, b| a.greatest().total_cmp(&b.greatest()));
    let mut taken: Vec<[f64; 4]> = chart.figures.iter().map(|one| room(one, frame)).collect();
    let mut placed: Vec<Label> = Vec::new();
    for figure in newest.into_iter().chain(greatest) {
        let value = figure.mark.value.to_string();
        let is_told = placed.iter().any(|(known, ..)| *known == value);
        if let Some((label, box_)) = label(figure, value, frame, &taken).filter(|_| !is_told) {
            taken.push(box_);
            placed.push(label);
        }
    }
    html! {
        @for (value, x, y, anchor) in &placed {
            text.value aria-hidden="true" x=(percent(*x)) y=(short(*y)) text-anchor=(anchor) { (value) }
        }
    }
}

/// The room of a mark on the narrowest chart: left, top, right and bottom in pixels.
fn room(figure: &Figure, frame: &Frame) -> [f64; 4] {
    let (x, y) = (column(figure, frame) * NARROWEST, frame.height(figure.middle()));
    let (up, down) = match (figure.low, figure.best, figure.high) {
        (Some(_), None, None) => (14.0, 2.0),
        (None, None, Some(_)) => (2.0, 14.0),
        _ => (6.0, 6.0),
    };
    [x - 6.0, y - up, x + 6.0, y + down]
}

/// A place for the value of a figure that meets nothing taken; `None` where there is none.
fn label(
    figure: &Figure,
    value: String,
    frame: &Frame,
    taken: &[[f64; 4]],
) -> Option<(Label, [f64; 4])> {
    let [left, top, right, bottom] = room(figure, frame);
    let (middle, length) = (f64::midpoint(left, right), wide(&value, SIZE + 1.0));
    let candidates = [
        (middle, top - 3.0, "middle"),
        (middle, bottom + 12.0, "middle"),
        (left - 2.0, f64::midpoint(top, bottom) + 4.0, "end"),
        (right + 2.0, f64::midpoint(top, bottom) + 4.0, "start"),
        (right, top - 3.0, "end"),
        (right, bottom + 12.0, "end"),
    ];
    let box_of = |(x, y, anchor): (f64, f64, &str)| {
        let from = match anchor {
            "start" => x,
            "end" => x - length,
            _ => x - length / 2.0,
        };
        [from, y - 11.0, from + length, y + 2.0]
    };
    let is_free = |own: &[f64; 4]| {
        let meets = |other: &[f64; 4]| {
            own[0] < other[2] && other[0] < own[2] && own[1] < other[3] && other[1] < own[3]
        };
        own[0] >= frame.left * NARROWEST && own[2] <= NARROWEST && !taken.iter().any(meets)
    };
    let (x, y, anchor) = candidates.into_iter().find(|one| is_free(&box_of(*one)))?;
    Some(((value, x / NARROWEST, y, anchor), box_of((x, y, anchor))))
}

/// What the signs of charts mean.
pub(in crate::render) fn legend() -> Markup {
    let key = |class: &str, shape: Markup, words: &str| {
        html! {
            li {
                svg width="22" height="22" aria-hidden="true" focusable="false" {
                    g class=(class) { svg.at x="11" y="11" { (shape) } }
                }
                (words)
            }
        }
    };
    let line = |class: &str| html! { line class=(class) x1="-11" x2="11" y1="0" y2="0" {} };
    html! {
        ul.chart.keys aria-label="Signs of the charts" {
            (key("known", html! { circle.sign r="4.25" {} }, "figure"))
            (key("known", html! { line.bar x1="0" x2="0" y1="-9" y2="9" {} }, "from low to high"))
            (key("known", html! { path.sign.open d="M-5 6H5M0 6V-7M-3.5-3.5 0-7 3.5-3.5" {} }, "at least"))
            (key("known", html! { path.sign.open d="M-5-6H5M0-6V7M-3.5 3.5 0 7 3.5 3.5" {} }, "at most"))
            (key("known", line("sure"), "holds for these days"))
            (key("known", line("possible"), "some of these days"))
            (key("absent", line("sure"), "none"))
            (key("ahead", html! { circle.sign r="4.25" {} }, "planned"))
            (key("ahead", html! { path.sign d="M0-5 5 0 0 5-5 0Z" {} }, "forecast"))
            (key("ahead", html! { path.sign d="M-4-4 4 4M-4 4 4-4" {} }, "denied or put off"))
            (key("differs", html! { circle.sign r="4.25" {} }, "≠ contradicted"))
        }
    }
}
