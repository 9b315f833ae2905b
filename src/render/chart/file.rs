//! The charts as a picture in a separate file, for reports and slides: the charts below each other, a legend, and their
//! origin.

use super::Captions;
use super::bars;
use super::figures::shapes;
use super::frame::{ABOVE, BELOW, Frame, PLOT, SIZE, ZERO};
use super::labels;
use super::legend::{SAMPLE, sample, used};
use super::shape::{colour, in_file};
use super::sign::class;
use super::words::{
    MOST_CONTRADICTIONS, besides, counts, figure_words, numbers, single, sum_words,
};
use crate::render::restricted::mark;
use crate::render::svg::{Picture, fitted, lines, sentence, short, wide};
use crate::render::timeline::drawing::ticks;
use crate::text::safe::terminal_line;
use crate::view::chart::{Chart, Charts};
use maud::{Markup, html};
use std::io::{self, Write};

/// The colours for dark mode. For white paper, colours are attributes of the shapes, for programs that do not read
/// style sheets.
const STYLE: &str = include_str!("../timeline/picture.css");
/// The width of the picture and its margin, in pixels.
const WIDTH: f64 = 960.0;
const MARGIN: f64 = 24.0;
const INNER: f64 = WIDTH - 2.0 * MARGIN;
/// The size of notes, in pixels.
const SMALL: f64 = 11.5;
/// The space between a sample and its meaning, and after the meaning, in pixels.
const GAP: f64 = 8.0;

/// Writes the picture. Fails if `out` does.
pub(in crate::render) fn write(
    charts: &Charts,
    notes: &[String],
    captions: Captions<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut drawn = Drawn { parts: Vec::new(), y: MARGIN };
    if let Some(words) = mark(captions.restricted) {
        drawn.text(&words, SIZE, "warning", 2);
    }
    drawn.y += 14.0;
    let title = fitted(&terminal_line(captions.title), 22.0, INNER);
    drawn.line(&title, 22.0, "ink", true);
    drawn.y += 4.0;
    drawn.text(captions.asked, SIZE, "quiet", 2);
    for chart in &charts.several {
        drawn.chart(chart);
    }
    for chart in &charts.single {
        drawn.text(&single(chart), SIZE, "ink", 3);
    }
    for note in notes {
        drawn.text(note, SIZE, "quiet", 3);
    }
    drawn.legend(&charts.several.iter().collect::<Vec<_>>());
    drawn.text(&captions.provenance.in_words(), SMALL, "quiet", 2);
    let height = drawn.y + MARGIN - 8.0;
    let description: Vec<String> =
        charts.several.iter().map(|chart| format!("{}: {}.", chart.title, counts(chart))).collect();
    let body = html! {
        rect.paper width=(short(WIDTH)) height=(short(height)) fill="#fff" {}
        @for part in drawn.parts { (part) }
    };
    let (title, description) = (captions.title, &description.join(" "));
    Picture { size: (WIDTH, height), title, description, style: STYLE, body }.write(out)
}

/// A picture being drawn from top to bottom.
struct Drawn {
    parts: Vec<Markup>,
    /// The height that is used so far, in pixels.
    y: f64,
}

impl Drawn {
    /// Writes a text on at most `most` lines.
    fn text(&mut self, text: &str, size: f64, class: &str, most: usize) {
        if !text.is_empty() {
            for line in lines(&terminal_line(text), size, INNER, most) {
                self.line(&line, size, class, false);
            }
        }
    }

    fn line(&mut self, text: &str, size: f64, class: &str, is_bold: bool) {
        self.y += size + 4.0;
        self.parts.push(html! {
            text class=(class) x=(short(MARGIN)) y=(short(self.y)) font-size=(short(size)) fill=(ink(class))
                font-weight=[is_bold.then_some("700")] { (sentence(text)) }
        });
    }

    fn chart(&mut self, chart: &Chart) {
        self.y += 12.0;
        let unit = if chart.unit.is_empty() { String::new() } else { format!(", {}", chart.unit) };
        let title = fitted(&terminal_line(&format!("{}{unit}", chart.title)), SIZE + 1.0, INNER);
        self.line(&title, SIZE + 1.0, "ink", true);
        self.text(&counts(chart), SMALL, "quiet", 1);
        self.y += 4.0;
        let place = format!("translate({} {})", short(MARGIN), short(self.y));
        self.parts.push(html! { g transform=(place) { (plot(chart)) } });
        self.y += ABOVE + PLOT + BELOW;
        for words in chart.contradictions.iter().take(MOST_CONTRADICTIONS) {
            self.text(&format!("≠ {words}"), SMALL, "warning", 2);
        }
        self.text(&besides(chart).unwrap_or_default(), SMALL, "quiet", 3);
    }

    fn legend(&mut self, charts: &[&Chart]) {
        self.y += 14.0;
        let mut x = MARGIN;
        for key in used(charts) {
            let (class, shapes, words) = sample(key);
            let needed = SAMPLE + GAP + wide(words, SMALL) + 2.0 * GAP;
            if x + needed > WIDTH - MARGIN && x > MARGIN {
                x = MARGIN;
                self.y += SAMPLE;
            }
            let place = format!("translate({} {})", short(x), short(self.y));
            let (name, colour) = colour(class);
            self.parts.push(html! {
                g transform=(place) {
                    g class=(name) fill=(colour) stroke=(colour) { @for shape in &shapes { (in_file(shape, SAMPLE)) } }
                    text.quiet x=(short(SAMPLE + GAP)) y="15" font-size=(short(SMALL)) fill=(ink("quiet")) { (words) }
                }
            });
            x += needed;
        }
        self.y += SAMPLE + 4.0;
    }
}

/// The plot of a chart: its scale, its days, its figures and their values.
fn plot(chart: &Chart) -> Markup {
    let numbers = numbers(chart);
    let frame = Frame::wide(chart, &numbers, INNER);
    let asides = frame.asides(&chart.figures);
    let figures = || chart.figures.iter().zip(&asides);
    let greatest = chart.sums.as_ref().and_then(|sums| bars::greatest(sums, &frame));
    html! {
        (scale(chart, &numbers, &frame))
        (days(chart, &frame))
        @for (figure, aside) in figures() {
            @let (name, colour) = colour(class(figure));
            g class=(name) fill=(colour) stroke=(colour) {
                title { (sentence(&figure_words(figure))) }
                @for shape in shapes(figure, *aside, &frame) { (in_file(&shape, INNER)) }
            }
        }
        @for bar in chart.sums.iter().flat_map(|sums| &sums.bars).filter(|bar| bar.is_drawn) {
            @let (name, colour) = colour("known");
            g class=(name) fill=(colour) stroke=(colour) {
                title { (sentence(&sum_words(bar))) }
                @for shape in bars::shapes(bar, &frame) { (in_file(&shape, INNER)) }
            }
        }
        @for label in labels::of(chart, &frame, &asides).into_iter().chain(greatest) {
            @let anchor = (label.anchor != "start").then_some(label.anchor);
            text.ink x=(short(label.x * INNER)) y=(short(label.y)) text-anchor=[anchor] font-size="13"
                font-weight="700" fill=(ink("ink")) { (label.words) }
        }
    }
}

fn scale(chart: &Chart, numbers: &[String], frame: &Frame) -> Markup {
    let steps = (0..).zip(numbers).map(|(at, text)| (chart.ticks.step * f64::from(at), text));
    html! {
        @for (number, text) in steps {
            @let y = frame.height(number);
            g.rule stroke="#d9dde2" { line x1="0" x2=(short(INNER)) y1=(short(y)) y2=(short(y)) {} }
            text.quiet x="0" y=(short(y - 4.0)) font-size="12" fill=(ink("quiet")) { (text) }
        }
    }
}

fn days(chart: &Chart, frame: &Frame) -> Markup {
    let ticks = ticks(chart.window, INNER * frame.span());
    let below = if ticks.iter().any(|tick| !tick.is_upper) { 33.0 } else { 16.0 };
    html! {
        @for tick in ticks {
            @let x = frame.across(tick.at) * INNER;
            @if tick.is_upper {
                g.rule stroke="#d9dde2" {
                    line x1=(short(x)) x2=(short(x)) y1=(short(ZERO)) y2=(short(ZERO + below + 3.0)) {}
                }
            }
            @let class = if tick.is_upper { "ink" } else { "quiet" };
            @let (x, y) = if tick.is_upper { (x + 3.0, ZERO + below) } else { (x, ZERO + 16.0) };
            text class=(class) x=(short(x)) y=(short(y)) font-size="12" fill=(ink(class))
                text-anchor=[tick.is_middle.then_some("middle")] { (tick.label) }
        }
    }
}

/// The colour of text on white paper.
fn ink(class: &str) -> &'static str {
    match class {
        "quiet" => "#59616b",
        "warning" => "#a8321d",
        _ => "#1b1f24",
    }
}
