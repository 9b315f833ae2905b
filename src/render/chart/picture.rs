//! A chart as SVG for a page, as wide as its column: days in percent of the width, numbers in pixels. What a
//! figure says can be read by pointing at it, and by keyboard.

use super::figures::{DUE, HIGH, LOW, NONE, NOT, defs, figures};
use super::frame::{ABOVE, BELOW, Frame, NARROWEST, PLOT, SIZE};
use super::words::{MOST_CONTRADICTIONS, besides, counts, numbers};
use crate::render::html::sentence;
use crate::render::svg::{percent, short, wide};
use crate::render::timeline::drawing::ticks;
use crate::view::chart::{Chart, Figure};
use maud::{Markup, html};

/// The styles of charts.
pub(in crate::render) const STYLE: &str = include_str!("chart.css");

/// The chart with its title, contradictions and what is not drawn.
/// `number` is that of the chart among those of its page.
pub(in crate::render) fn picture(chart: &Chart, number: usize) -> Markup {
    let caption = html! {
        strong { (sentence(&chart.title)) }
        @if !chart.unit.is_empty() { ", " (sentence(&chart.unit)) }
        span.quiet { " · " (counts(chart)) }
    };
    drawn(chart, number, &caption)
}

/// The chart below what it is about, of which `part` is the part that it has.
pub(in crate::render) fn in_card(chart: &Chart, number: usize, part: Option<&str>) -> Markup {
    let caption = html! {
        span.quiet { @if let Some(part) = part { (sentence(part)) ": " } (counts(chart)) }
    };
    drawn(chart, number, &caption)
}

fn drawn(chart: &Chart, number: usize, caption: &Markup) -> Markup {
    let numbers = numbers(chart);
    let frame = Frame::of(chart, &numbers);
    let height = ABOVE + PLOT + BELOW;
    html! {
        figure.chart {
            figcaption { (caption) }
            svg width="100%" height=(short(height)) role="group" aria-label=(chart.title) {
                g aria-hidden="true" { (scale(chart, &numbers, &frame)) (days(chart, &frame)) }
                (figures(chart, number, &frame))
                (labels(chart, &frame))
            }
            @if !chart.contradictions.is_empty() {
                ul.against {
                    @for words in chart.contradictions.iter().take(MOST_CONTRADICTIONS) { li { (sentence(words)) } }
                }
            }
            @if let Some(besides) = besides(chart) { p.quiet { (sentence(&besides)) } }
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

/// A label: its words, the part of the width, the height in pixels, and what of it stands there.
type Label = (String, f64, f64, &'static str);

/// The newest figure in words, and the greatest, where they do not lie on marks or on each other.
fn labels(chart: &Chart, frame: &Frame) -> Markup {
    let newest = chart.figures.iter().rev().find(|figure| !figure.is_hollow());
    let greatest = chart.figures.iter().max_by(|a, b| a.greatest().total_cmp(&b.greatest()));
    let mut taken: Vec<[f64; 4]> = chart.figures.iter().map(|one| frame.room(one)).collect();
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

/// A place for the value of a figure that meets nothing taken; `None` where there is none.
fn label(
    figure: &Figure,
    value: String,
    frame: &Frame,
    taken: &[[f64; 4]],
) -> Option<(Label, [f64; 4])> {
    let [left, top, right, bottom] = frame.room(figure);
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
        svg.defs width="0" height="0" aria-hidden="true" focusable="false" { (defs()) }
        ul.chart.keys aria-label="Signs of the charts" {
            (key("known", html! { circle.sign r="4.25" {} }, "figure"))
            (key("known", html! { line.bar x1="0" x2="0" y1="-9" y2="9" {} }, "from low to high"))
            (key("known", html! { g transform="translate(0 6)" { path.sign.open d=(LOW) {} } }, "at least"))
            (key("known", html! { g transform="translate(0 -6)" { path.sign.open d=(HIGH) {} } }, "at most"))
            (key("known", line("sure"), "holds for these days"))
            (key("known", line("total"), "total up to the point"))
            (key("known", line("possible"), "some of these days"))
            (key("absent", html! { path.sign.open d=(NONE) {} }, "none"))
            (key("ahead", html! { circle.sign r="4.25" {} }, "planned"))
            (key("ahead", html! { path.sign d=(DUE) {} }, "forecast"))
            (key("ahead", html! { path.sign d=(NOT) {} }, "denied or put off"))
            (key("differs", html! { circle.sign r="4.25" {} }, "≠ contradicted"))
        }
    }
}
