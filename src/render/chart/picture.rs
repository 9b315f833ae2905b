//! A chart as SVG for a page, as wide as its column: days in percent of the width, numbers in pixels. The
//! words of a figure appear when it is pointed at, or has the focus.

use super::bars;
use super::figures::figures;
use super::frame::{ABOVE, BELOW, Frame, NARROWEST, PLOT, ZERO};
use super::labels;
use super::words::{MOST_CONTRADICTIONS, besides, counts, numbers};
use crate::render::html::sentence;
use crate::render::svg::{percent, short};
use crate::render::timeline::drawing::ticks;
use crate::view::chart::Chart;
use maud::{Markup, html};

/// The styles of charts.
pub(in crate::render) const STYLE: &str = include_str!("chart.css");

/// The chart with its title, its contradictions, and notes about what is not drawn. `number` is the
/// number of the chart on its page.
pub(in crate::render) fn picture(chart: &Chart, number: usize) -> Markup {
    let caption = html! {
        strong { (sentence(&chart.title)) }
        @if !chart.unit.is_empty() { ", " (sentence(&chart.unit)) }
        span.quiet { " · " (counts(chart)) }
    };
    drawn(chart, number, &caption)
}

/// The chart below its title; `part` is the part of the title that still applies to it.
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
    let greatest = chart.sums.as_ref().and_then(|sums| bars::greatest(sums, &frame));
    let asides = frame.asides(&chart.figures);
    html! {
        figure.chart {
            figcaption { (caption) }
            svg width="100%" height=(short(height)) role="group" aria-label=(chart.title) {
                g aria-hidden="true" { (scale(chart, &numbers, &frame)) (days(chart, &frame)) }
                @if let Some(sums) = &chart.sums { (bars::bars(sums, number, &frame)) }
                (figures(chart, number, (&frame, &asides)))
                @for label in labels::of(chart, &frame, &asides).into_iter().chain(greatest) {
                    text.value aria-hidden="true" x=(percent(label.x)) y=(short(label.y)) text-anchor=(label.anchor) { (label.words) }
                }
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

/// The labels of the axis; each month or year that is named begins with a line.
fn days(chart: &Chart, frame: &Frame) -> Markup {
    let room = NARROWEST * frame.span();
    let ticks = ticks(chart.window, room);
    let has_numbers = ticks.iter().any(|tick| !tick.is_upper);
    let (end, below) = if has_numbers { (36.0, 33.0) } else { (20.0, 16.0) };
    html! {
        @for tick in ticks {
            @let x = percent(frame.across(tick.at));
            @if tick.is_upper {
                line.tick x1=(x) x2=(x) y1=(short(ZERO)) y2=(short(ZERO + end)) {}
            }
            text.day.upper[tick.is_upper] x=(x) dx=[tick.is_upper.then_some("3")]
                y=(short(ZERO + if tick.is_upper { below } else { 16.0 }))
                text-anchor=[tick.is_middle.then_some("middle")] { (tick.label) }
        }
    }
}
