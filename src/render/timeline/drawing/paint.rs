//! Makes SVG of shapes, in pixels or in percent.

use super::shape::{Anchor, Ink, Line, Shape, Sign, VALUE};
use super::spots::Spot;
use crate::render::svg::{sentence, short, wide};
use maud::{Markup, html};

/// The height of a strip, and the height of its middle, in pixels.
pub(in crate::render::timeline) const HEIGHT: f64 = 28.0;
const MIDDLE: f64 = HEIGHT / 2.0;

/// How positions are written, and whether colours are.
#[derive(Clone, Copy, Debug)]
pub(in crate::render::timeline) enum Paint {
    /// In percent, for a strip whose width the reader's window decides. Colours come from the page.
    Percent,
    /// In pixels, for a strip of this width. Colours are written for programs that know no style sheets.
    Pixels(f64),
}

impl Ink {
    /// The class of shapes in this colour.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Absent => "absent",
            Self::Figure => "figure",
            Self::Event => "event",
            Self::Ahead => "ahead",
            Self::Warning => "warning",
        }
    }

    /// The colour on white paper.
    pub(in crate::render::timeline) fn colour(self) -> &'static str {
        match self {
            Self::Held => "#1f5f91",
            Self::Absent => "#b3402a",
            Self::Figure => "#30363d",
            Self::Event => "#2c7a4b",
            Self::Ahead => "#8a5a00",
            Self::Warning => "#a8321d",
        }
    }
}

impl Anchor {
    fn name(self) -> Option<&'static str> {
        match self {
            Self::Start => None,
            Self::Middle => Some("middle"),
            Self::End => Some("end"),
        }
    }
}

impl Shape {
    fn ink(&self) -> Ink {
        match self {
            Self::Bar { ink, .. }
            | Self::Light { ink, .. }
            | Self::Line { ink, .. }
            | Self::End { ink, .. }
            | Self::Sign { ink, .. }
            | Self::Beyond { ink, .. }
            | Self::Claimed { ink, .. }
            | Self::Hollow { ink, .. }
            | Self::Column { ink, .. }
            | Self::Words { ink, .. } => *ink,
        }
    }
}

impl Paint {
    /// A position or a width.
    pub(in crate::render::timeline) fn at(self, part: f64) -> String {
        match self {
            Self::Percent => short(part * 100.0) + "%",
            Self::Pixels(width) => short(part * width),
        }
    }

    /// A position with an offset in pixels. Drawing programs do not support `dx`.
    fn beside(self, part: f64, aside: f64) -> (String, Option<String>) {
        match self {
            Self::Percent => (self.at(part), Some(short(aside))),
            Self::Pixels(width) => (short(part * width + aside), None),
        }
    }

    /// The shapes in their order; shapes of one colour that follow each other are in one group.
    pub(in crate::render::timeline) fn shapes(self, shapes: &[Shape]) -> Markup {
        html! {
            @for group in shapes.chunk_by(|a, b| a.ink() == b.ink()) {
                @let ink = group[0].ink();
                @let colour = matches!(self, Self::Pixels(_)).then(|| ink.colour());
                g class=(ink.class()) fill=[colour] stroke=[colour] {
                    @for shape in group { (self.shape(shape)) }
                }
            }
        }
    }

    fn shape(self, shape: &Shape) -> Markup {
        match shape {
            Shape::Bar { from, to, .. } => html! {
                rect x=(self.at(*from)) y="8" width=(self.at(to - from)) height="12" stroke-width="1" {}
            },
            // Stripes instead of a pattern, since all drawing programs support them.
            Shape::Claimed { from, to, .. } => html! {
                line x1=(self.at(*from)) x2=(self.at(*to)) y1="14" y2="14" stroke-width="12" stroke-dasharray="3 2.5" {}
            },
            Shape::Hollow { from, to, .. } => html! {
                rect.hollow x=(self.at(*from)) y="9" width=(self.at(to - from)) height="10" fill="#fff" stroke-width="2" {}
            },
            Shape::Light { from, to, .. } => html! {
                rect x=(self.at(*from)) y="8.5" width=(self.at(to - from)) height="11"
                    fill-opacity=".2" stroke-dasharray="3 2" {}
            },
            Shape::Line { from, to, line, .. } => self.line(*from, *to, *line),
            Shape::End { at, .. } => html! {
                line x1=(self.at(*at)) x2=(self.at(*at)) y1="8" y2="20" stroke-width="2" {}
            },
            Shape::Sign { at, aside, rise, sign, .. } => self.used(sign.id(), *at, *aside, *rise),
            // Arrows are drawn outside the strip, so that a bar of their colour does not hide them.
            Shape::Beyond { is_after: false, .. } => html! {
                path d="M-2 8.5V19.5L-9 14Z" stroke="none" {}
            },
            Shape::Beyond { is_after: true, .. } => self.used("m-after", 1.0, 0.0, 0.0),
            Shape::Column { from, to, high, .. } => {
                let tall = (high * (HEIGHT - 4.0)).max(1.5);
                html! {
                    rect x=(self.at(*from)) y=(short(HEIGHT - 2.0 - tall)) width=(self.at(to - from))
                        height=(short(tall)) stroke="none" {}
                }
            }
            Shape::Words { at, aside, anchor, words, .. } => html! {
                @if *anchor == Anchor::Middle { (self.paper(*at, wide(words, VALUE) + 4.0)) }
                @let (x, dx) = self.beside(*at, *aside);
                text.value x=(x) y="18" dx=[dx] font-size="12" stroke="none" text-anchor=[anchor.name()] { (words) }
            },
        }
    }

    fn line(self, from: f64, to: f64, line: Line) -> Markup {
        let one = |y: &str, width: &str, dashes: Option<&str>| {
            html! {
                line x1=(self.at(from)) x2=(self.at(to)) y1=(y) y2=(y) stroke-width=(width) stroke-dasharray=[dashes] {}
            }
        };
        match line {
            Line::Solid => one("14", "2.5", None),
            Line::Dashed => one("14", "2", Some("6 4")),
            Line::Dotted => one("14", "2", Some("1.5 4")),
            Line::Thick => one("14", "4", None),
            Line::Double => html! { (one("12", "1.5", None)) (one("16", "1.5", None)) },
        }
    }

    /// A background in the colour of the paper, for words in the middle of a line.
    fn paper(self, at: f64, width: f64) -> Markup {
        let moved = format!("translate({})", short(-width / 2.0));
        html! {
            rect.paper x=(self.at(at)) y="5" width=(short(width)) height="18" transform=(moved) fill="#fff" stroke="none" {}
        }
    }

    /// A spot that shows in words what is drawn there when a reader points at it.
    pub(in crate::render::timeline) fn spot(self, spot: &Spot) -> Markup {
        html! {
            g { title { (sentence(&spot.words)) } (self.place(spot)) }
        }
    }

    /// The area of a spot: at least as wide as a sign.
    pub(in crate::render::timeline) fn place(self, spot: &Spot) -> Markup {
        let is_day = spot.from >= spot.to;
        let wide = if is_day { "14".to_owned() } else { self.at(spot.to - spot.from) };
        html! {
            rect.spot x=(self.at(spot.from)) y="1" width=(wide) height="26"
                transform=[is_day.then_some("translate(-7)")] fill="#000" fill-opacity="0" {}
        }
    }

    /// A sign from the definitions.
    fn used(self, id: &str, at: f64, aside: f64, rise: f64) -> Markup {
        let y = short(MIDDLE - rise);
        let moved = (aside != 0.0).then(|| format!("translate({})", short(aside)));
        match self {
            Self::Percent => html! {
                use href={ "#" (id) } x=(self.at(at)) y=(y) transform=[moved] {}
            },
            Self::Pixels(width) => html! {
                use xlink:href={ "#" (id) } x=(short(at * width + aside)) y=(y) {}
            },
        }
    }
}

/// The definitions of signs, once for each page or picture. Hollow signs are filled with the colour of the paper, so
/// that nothing behind them is visible through them.
pub(in crate::render::timeline) fn defs() -> Markup {
    html! {
        defs {
            g id=(Sign::Point.id()) { circle.halo r="5" stroke="#fff" stroke-width="1.5" {} }
            g id=(Sign::Ended.id()) {
                path.halo d="M-5-5L5 5M-5 5L5-5" stroke="#fff" stroke-width="5.5" {}
                path d="M-5-5L5 5M-5 5L5-5" stroke-width="2.5" {}
            }
            g id=(Sign::Foreseen.id()) { path.hollow d="M0-6.5L6.5 0L0 6.5L-6.5 0Z" fill="#fff" stroke-width="2" {} }
            g id=(Sign::Demanded.id()) { path.hollow d="M0-6.5L6.5 5H-6.5Z" fill="#fff" stroke-width="2" {} }
            g id=(Sign::Planned.id()) { circle.hollow r="5" fill="#fff" stroke-width="2" {} }
            g id=(Sign::PutOff.id()) {
                circle.hollow r="5" fill="#fff" stroke-width="2" {}
                path d="M-3.5 3.5L3.5-3.5" stroke-width="2" {}
            }
            g id=(Sign::Denied.id()) { path.hollow d="M-5-5H5V5H-5Z" fill="#fff" stroke-width="2" {} }
            g id=(Sign::Claimed.id()) { circle.hollow r="5" fill="#fff" stroke-width="2" stroke-dasharray="2.2 1.7" {} }
            g id=(Sign::Absent.id()) {
                path.halo d="M-6 0H6" stroke="#fff" stroke-width="6" {}
                path d="M-6 0H6" stroke-width="3" {}
            }
            g id=(Sign::Hedged.id()) {
                path.halo d="M-14 0H14" stroke="#fff" stroke-width="4.5" {}
                path d="M-14 0H14" stroke-width="2" stroke-dasharray="2 2" {}
            }
            g id=(Sign::HedgedBefore.id()) { path d="M-1 0H-14" stroke-width="2" stroke-dasharray="2 2" {} }
            g id=(Sign::HedgedAfter.id()) { path d="M1 0H14" stroke-width="2" stroke-dasharray="2 2" {} }
            g id=(Sign::Ring.id()) { circle r="8" fill="none" stroke-width="2" {} }
            g id=(Sign::Differ.id()) {
                path.halo d="M-5-2.5H5M-5 2.5H5M-3.5 7L3.5-7" stroke="#fff" stroke-width="6" {}
                path d="M-5-2.5H5M-5 2.5H5M-3.5 7L3.5-7" stroke-width="2" {}
            }
            g id="m-after" { path d="M2-5.5V5.5L9 0Z" stroke="none" {} }
        }
    }
}
