//! The lanes of a timeline as a picture in a separate file, for reports and slides: a title, an axis, the lanes with
//! their figures, a legend, and its sources. Texts do not overlap, and do not extend beyond the picture.

use super::drawing::{HEIGHT, Ink, Key, Paint, Shape, Strip, defs, sample, strip, ticks};
use super::words::{NOTHING, beyond, counted, counted_facts, partial};
use crate::render::restricted::mark;
use crate::render::style::Advice;
use crate::render::svg::{Picture, fitted, lines, sentence, short, wide};
use crate::text::safe::terminal_line;
use crate::view::provenance::Provenance;
use crate::view::timeline::{Lane, Source, Span, Timeline, restricted};
use maud::{Markup, html};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// The colours for dark mode. For white paper, colours are attributes of the shapes, for programs that do not read
/// style sheets.
const STYLE: &str = include_str!("picture.css");

/// The width of the picture and its margin, in pixels.
const WIDTH: f64 = 960.0;
const MARGIN: f64 = 24.0;
/// The greatest width of labels and of figures, and the space between columns, in pixels.
const WIDEST_LABEL: f64 = 180.0;
const WIDEST_FIGURE: f64 = 232.0;
const GAP: f64 = 18.0;
/// The size of text and the height of its lines, in pixels.
const SIZE: f64 = 13.0;
const LINE: f64 = 17.0;
/// The size of notes, in pixels.
const SMALL: f64 = 11.5;
/// The source line names at most this many publishers.
const MOST_PUBLISHERS: usize = 6;
/// The width of a sample in the legend, in pixels.
const SAMPLE: f64 = 26.0;

/// Writes the picture. Fails if `out` does.
pub fn write(
    timeline: &Timeline<'_>,
    provenance: &Provenance,
    advice: Advice,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut drawn = Drawn { parts: Vec::new(), y: MARGIN };
    drawn.head(timeline, advice);
    if let Some(window) = timeline.window.filter(|_| !timeline.lanes.is_empty()) {
        drawn.lanes(&timeline.lanes, window);
    }
    drawn.text(&[&source_line(&timeline.sources, provenance)], SMALL, "quiet", 3);
    let height = drawn.y + MARGIN - 8.0;
    let title = format!("{}: timeline", timeline.head.title);
    let description = description(timeline);
    let body = html! {
        rect.paper width=(short(WIDTH)) height=(short(height)) fill="#fff" {}
        (defs())
        @for part in drawn.parts { (part) }
    };
    let picture = Picture {
        size: (WIDTH, height),
        title: &title,
        description: &description,
        style: STYLE,
        body,
    };
    picture.write(out)
}

/// The description of the lanes, for those who cannot see them.
fn description(timeline: &Timeline<'_>) -> String {
    let lanes =
        timeline.lanes.iter().map(|lane| format!("{}: {}", lane.title(), lane.figure.join()));
    let mut parts = vec![format!("{}.", timeline.head.span)];
    parts.extend(lanes.map(|lane| format!("{}.", lane.trim_end_matches([':', ' ']))));
    parts.join(" ")
}

/// The publishers of the reports, the program and the state of the database.
fn source_line(sources: &[Source], provenance: &Provenance) -> String {
    let mut publishers: Vec<&str> = Vec::new();
    for source in sources {
        if !publishers.contains(&&*source.publisher) {
            publishers.push(&source.publisher);
        }
    }
    let more = publishers.len().saturating_sub(MOST_PUBLISHERS);
    publishers.truncate(MOST_PUBLISHERS);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let newest = provenance.newest.as_ref();
    let newest = newest.map(|newest| format!(" · changeset {} of {}", newest.id, newest.recorded));
    let reports = counted(sources.len(), "report");
    let of = if publishers.is_empty() { "" } else { ": " };
    format!(
        "Source: {reports}{of}{}{more} · Factline{}",
        publishers.join(", "),
        newest.unwrap_or_default()
    )
}

/// A picture being drawn from top to bottom.
struct Drawn {
    parts: Vec<Markup>,
    /// The height that is used so far, in pixels.
    y: f64,
}

/// The columns of lanes, in pixels.
struct Columns {
    label: f64,
    strip: f64,
    figure: f64,
}

impl Columns {
    /// Labels and figures are as wide as they need, up to a limit; the strip has the remaining width.
    fn of(lanes: &[Lane]) -> Self {
        let widest = |texts: &mut dyn Iterator<Item = String>, most: f64| {
            texts.map(|text| wide(&text, SIZE)).fold(40.0, f64::max).min(most)
        };
        let label = widest(&mut lanes.iter().map(Lane::title), WIDEST_LABEL);
        let figure = widest(&mut lanes.iter().map(|lane| lane.figure.join()), WIDEST_FIGURE);
        Self { label, strip: WIDTH - 2.0 * MARGIN - label - figure - 2.0 * GAP, figure }
    }

    fn strip_left(&self) -> f64 {
        MARGIN + self.label + GAP
    }

    fn figure_left(&self) -> f64 {
        self.strip_left() + self.strip + GAP
    }
}

impl Drawn {
    /// Writes paragraphs, each on at most `most` lines.
    fn text(&mut self, paragraphs: &[&str], size: f64, class: &str, most: usize) {
        for text in paragraphs {
            for line in lines(&terminal_line(text), size, WIDTH - 2.0 * MARGIN, most) {
                self.y += size + 4.0;
                self.parts.push(one_line(&line, (MARGIN, self.y), size, class));
            }
        }
    }

    fn head(&mut self, timeline: &Timeline<'_>, advice: Advice) {
        let head = &timeline.head;
        if let Some(words) = mark(restricted(&timeline.sources)) {
            self.text(&[&words], SIZE, "warning", 1);
            self.y += 12.0;
        }
        let title = fitted(&terminal_line(&head.title), 22.0, WIDTH - 2.0 * MARGIN);
        self.y += 18.0;
        let (x, y) = (short(MARGIN), short(self.y));
        self.parts.push(html! {
            text.ink x=(x) y=(y) font-size="22" font-weight="700" fill="#1b1f24" { (sentence(&title)) }
        });
        let mut counts = vec![counted_facts(head), counted(head.reports, "report")];
        if !head.span.is_empty() {
            counts.insert(0, head.span.clone());
        }
        counts.extend(head.below());
        self.y += 3.0;
        self.text(&[&counts.join(" · ")], SIZE, "quiet", 2);
        self.text(&[&head.asked], SIZE, "ink", 2);
        let outside = beyond(head);
        self.text(&outside.iter().map(String::as_str).collect::<Vec<_>>(), SIZE, "quiet", 2);
        let notes = [partial(head, advice), (head.is_empty()).then(|| NOTHING.to_owned())];
        for note in notes.iter().flatten() {
            self.text(&[note], SIZE, "warning", 3);
        }
        self.y += 12.0;
    }

    fn lanes(&mut self, lanes: &[Lane], window: Span) {
        let columns = Columns::of(lanes);
        let paint = Paint::Pixels(columns.strip);
        let left = columns.strip_left();
        let top = self.y;
        let ticks = ticks(window, columns.strip);
        for tick in &ticks {
            let y = if tick.is_upper { top + 14.0 } else { top + 30.0 };
            let class = if tick.is_upper { "ink" } else { "quiet" };
            let anchor = tick.is_middle.then_some("middle");
            let colour = if tick.is_upper { "#1b1f24" } else { "#59616b" };
            self.parts.push(html! {
                text class=(class) x=(short(left + tick.at * columns.strip)) y=(short(y)) font-size="12"
                    fill=(colour) text-anchor=[anchor] { (tick.label) }
            });
        }
        self.y += if ticks.iter().all(|tick| tick.is_upper) { 22.0 } else { 38.0 };
        let begin = self.y;
        // Guides are drawn behind the lanes once their height is known.
        let guides = self.parts.len();
        let mut keys = BTreeSet::new();
        for lane in lanes {
            let strip = strip(lane, window, columns.strip);
            keys.extend(strip.keys.iter().copied());
            self.lane(lane, &strip, &columns, paint);
        }
        let end = self.y;
        let at = |tick: &f64| short(left + tick * columns.strip);
        let uppers: Vec<f64> =
            ticks.iter().filter(|tick| tick.is_upper).map(|tick| tick.at).collect();
        self.parts.insert(guides, html! {
            g.rule stroke="#d9dde2" {
                @for tick in &uppers { line x1=(at(tick)) x2=(at(tick)) y1=(short(top + 4.0)) y2=(short(end)) {} }
                line x1=(short(MARGIN)) x2=(short(WIDTH - MARGIN)) y1=(short(begin)) y2=(short(begin)) {}
            }
        });
        self.legend(&keys);
    }

    fn lane(&mut self, lane: &Lane, strip: &Strip, columns: &Columns, paint: Paint) {
        let label = lines(&terminal_line(&lane.title()), SIZE, columns.label, 2);
        let of_figure = |text: &str| lines(&terminal_line(text), SIZE, columns.figure, 2);
        let figure = lane
            .figure
            .fitted(|text| !of_figure(text).last().is_some_and(|line| line.ends_with('…')));
        let figure = of_figure(&figure);
        let rows = label.len().max(figure.len()).max(1);
        let tall = if rows > 1 { HEIGHT + 12.0 } else { HEIGHT + 4.0 };
        let middle = self.y + tall / 2.0;
        let top = middle - HEIGHT / 2.0;
        let strip_at = format!("translate({} {})", short(columns.strip_left()), short(top));
        let text = |lines: &[String], x: f64, class: &'static str| {
            let many = f64::from(u8::try_from(lines.len()).unwrap_or(1));
            let first = middle + 4.5 - (many - 1.0) * LINE / 2.0;
            let rows = (0_u8..).zip(lines.to_vec());
            html! {
                @for (row, line) in rows { (one_line(&line, (x, first + f64::from(row) * LINE), SIZE, class)) }
            }
        };
        self.parts.push(html! {
            g {
                (text(&label, MARGIN, "ink"))
                g transform=(strip_at) {
                    (paint.shapes(&strip.shapes))
                    (paint.shapes(&strip.values))
                    @for spot in &strip.spots { (paint.spot(spot)) }
                }
                (text(&figure, columns.figure_left(), "ink"))
            }
        });
        self.y += tall;
    }

    fn legend(&mut self, keys: &BTreeSet<Key>) {
        self.y += 14.0;
        let mut x = MARGIN;
        for key in keys {
            let words = key.words();
            let needed = SAMPLE + 11.0 + wide(words, SMALL) + 12.0;
            if x + needed > WIDTH - MARGIN && x > MARGIN {
                x = MARGIN;
                self.y += 20.0;
            }
            let at = format!("translate({} {})", short(x), short(self.y - HEIGHT / 2.0 + 6.0));
            let shapes: Vec<Shape> = sample(*key);
            self.parts.push(html! {
                g transform=(at) { (Paint::Pixels(SAMPLE).shapes(&shapes)) }
                (one_line(words, (x + SAMPLE + 11.0, self.y + 10.0), SMALL, "quiet"))
            });
            x += needed;
        }
        self.y += 22.0;
    }
}

/// One line of text in one of the colours of text.
fn one_line(text: &str, (x, y): (f64, f64), size: f64, class: &str) -> Markup {
    let colour = match class {
        "quiet" => "#59616b",
        "warning" => Ink::Warning.colour(),
        _ => "#1b1f24",
    };
    html! {
        text class=(class) x=(short(x)) y=(short(y)) font-size=(short(size)) fill=(colour) { (sentence(text)) }
    }
}
