//! The shapes of figures, and how they are written: on a page in percent of its column, with the colours of its style
//! sheet; in a separate file in pixels, also with colours for programs without style sheets.

use super::sign::{BEYOND, HEDGED, Sign};
use crate::render::svg::{part, short, tenth};
use maud::{Markup, html};

/// A shape of a figure. Days are parts of the width, heights are pixels; `aside` is its offset from its day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shape {
    /// Days that the figure covers.
    Days { from: f64, to: f64, y: f64, days: Days },
    /// Bounds for several days.
    Between { from: f64, to: f64, top: f64, bottom: f64 },
    /// From bound to bound.
    Bar { at: f64, aside: f64, top: f64, bottom: f64 },
    /// The sum of events over some days; `is_across` if these do not lie within one day, month or year.
    Column { from: f64, to: f64, top: f64, bottom: f64, is_across: bool },
    /// From the lower to the upper bound of a sum.
    Range { at: f64, top: f64, bottom: f64 },
    /// The time continues before the days that are shown, or after them.
    Beyond { at: f64, y: f64, is_after: bool },
    /// Its day is approximate or uncertain.
    Hedged { at: f64, aside: f64, y: f64 },
    /// The sign of the figure.
    Sign { at: f64, aside: f64, y: f64, sign: Sign },
    /// It is contradicted.
    Against { at: f64, aside: f64, y: f64 },
}

/// How a figure covers its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Days {
    /// The figure is for some of them.
    Possible,
    /// The figure is true for all of them.
    Sure,
    /// The figure is the total over all of them.
    Total,
}

impl Days {
    fn class(self) -> &'static str {
        match self {
            Self::Possible => "possible",
            Self::Sure => "sure",
            Self::Total => "total",
        }
    }
}

/// The offset of a shape from its day.
pub(super) fn moved(aside: f64) -> Option<String> {
    (aside != 0.0).then(|| format!("translate({})", short(aside)))
}

/// The shape on a page, inside a group with the class of its figure.
pub(super) fn on_page(shape: &Shape) -> Markup {
    match *shape {
        Shape::Days { from, to, y, days } => html! {
            line class=(days.class()) x1=(part(from)) x2=(part(to)) y1=(tenth(y)) y2=(tenth(y)) {}
        },
        Shape::Between { from, to, top, bottom } => html! {
            rect.between x=(part(from)) width=(part(to - from)) y=(tenth(top)) height=(tenth(bottom - top)) {}
        },
        Shape::Bar { at, aside, top, bottom } => html! {
            line.bar x1=(part(at)) x2=(part(at)) y1=(tenth(top)) y2=(tenth(bottom)) transform=[moved(aside)] {}
        },
        Shape::Column { from, to, top, bottom, is_across } => html! {
            rect.sum[!is_across].across[is_across] x=(part(from)) width=(part(to - from)) y=(tenth(top))
                height=(tenth(bottom - top)) {}
        },
        Shape::Range { at, top, bottom } => html! {
            line.range x1=(part(at)) x2=(part(at)) y1=(tenth(top)) y2=(tenth(bottom)) {}
        },
        Shape::Beyond { at, y, is_after } => html! {
            use.beyond href={ "#c-" (BEYOND[usize::from(is_after)].0) } x=(part(at)) y=(tenth(y)) {}
        },
        Shape::Hedged { at, aside, y } => html! {
            use.hedged href={ "#c-" (HEDGED.0) } x=(part(at)) y=(tenth(y)) transform=[moved(aside)] {}
        },
        Shape::Sign { at, aside, y, sign } => html! {
            @if let Some((id, _)) = sign.outline() {
                use class=(sign.class()) href={ "#c-" (id) } x=(part(at)) y=(tenth(y)) transform=[moved(aside)] {}
            } @else {
                circle class=(sign.class()) cx=(part(at)) cy=(tenth(y)) r="4.25" transform=[moved(aside)] {}
            }
        },
        Shape::Against { at, aside, y } => html! {
            text.sign-against x=(part(at)) y=(tenth(y)) transform=[moved(aside)] { "≠" }
        },
    }
}

/// The colour of figures of a class on white paper, and the name of that colour in the style sheet of a file.
pub(super) fn colour(class: &str) -> (&'static str, &'static str) {
    match class {
        "differs" => ("warning", "#a8321d"),
        "absent" => ("absent", "#b3402a"),
        "event" => ("event", "#2c7a4b"),
        "ahead" => ("ahead", "#8a5a00"),
        _ => ("figure", "#30363d"),
    }
}

/// The shape in a file of this width, inside a group with the colour of its figure.
pub(super) fn in_file(shape: &Shape, width: f64) -> Markup {
    let x = |at: f64, aside: f64| short(at * width + aside);
    let at_place =
        |at: f64, aside: f64, y: f64| format!("translate({} {})", x(at, aside), tenth(y));
    match *shape {
        Shape::Days { from, to, y, days } => {
            let (thick, dashes, opacity) = match days {
                Days::Possible => ("2", Some("2 3"), None),
                Days::Sure => ("3", None, None),
                Days::Total => ("1", None, Some(".5")),
            };
            html! {
                line x1=(x(from, 0.0)) x2=(x(to, 0.0)) y1=(tenth(y)) y2=(tenth(y)) stroke-width=(thick)
                    stroke-dasharray=[dashes] stroke-opacity=[opacity] {}
            }
        }
        Shape::Between { from, to, top, bottom } => html! {
            rect x=(x(from, 0.0)) width=(short((to - from) * width)) y=(tenth(top)) height=(tenth(bottom - top))
                fill-opacity=".14" stroke="none" {}
        },
        Shape::Bar { at, aside, top, bottom } => html! {
            line x1=(x(at, aside)) x2=(x(at, aside)) y1=(tenth(top)) y2=(tenth(bottom)) stroke-width="4"
                stroke-linecap="round" stroke-opacity=".75" {}
        },
        Shape::Column { from, to, top, bottom, is_across } => {
            let opacity = if is_across { "0" } else { ".55" };
            let (stroke, dashes) =
                if is_across { (None, Some("4 2.5")) } else { (Some("none"), None) };
            html! {
                rect x=(x(from, 0.0)) width=(short((to - from) * width)) y=(tenth(top)) height=(tenth(bottom - top))
                    fill-opacity=(opacity) stroke=[stroke] stroke-dasharray=[dashes] {}
            }
        }
        Shape::Range { at, top, bottom } => html! {
            line x1=(x(at, 0.0)) x2=(x(at, 0.0)) y1=(tenth(top)) y2=(tenth(bottom)) stroke-width="1.5" {}
        },
        Shape::Beyond { at, y, is_after } => html! {
            path d=(BEYOND[usize::from(is_after)].1) transform=(at_place(at, 0.0, y)) stroke="none" {}
        },
        Shape::Hedged { at, aside, y } => html! {
            path d=(HEDGED.1) transform=(at_place(at, aside, y)) stroke-width="2" stroke-dasharray="2 2" {}
        },
        Shape::Sign { at, aside, y, sign } => sign.in_file(&at_place(at, aside, y)),
        Shape::Against { at, aside, y } => html! {
            text x=(x(at, aside)) y=(tenth(y)) text-anchor="middle" font-weight="700" stroke="none" { "≠" }
        },
    }
}
