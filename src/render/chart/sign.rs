//! The signs of figures on a page, and what they mean. The shape says what is known of the figure; the colour
//! says of what kind it is, and whether it is contradicted.

use crate::domain::compare::StatementKind;
use crate::view::chart::{Chart, Figure};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// What a figure is drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sign {
    Figure,
    /// A figure that the report calls approximate.
    About,
    /// A figure for some day that is not stated.
    SomeDay,
    /// Two bounds without a figure between them: nothing but the bar is drawn.
    Range,
    AtLeast,
    AtMost,
    Absent,
    Planned,
    Foreseen,
    /// Denied, put off or refused.
    NotSo,
}

impl Sign {
    pub(super) fn of(figure: &Figure) -> Self {
        match (figure.mark.kind, figure.low, figure.best, figure.high) {
            (StatementKind::Absent, ..) => Self::Absent,
            (StatementKind::Foreseen, ..) => Self::Foreseen,
            (StatementKind::Denied | StatementKind::PutOff, ..) => Self::NotSo,
            (_, Some(_), None, None) => Self::AtLeast,
            (_, None, None, Some(high)) if high > 0.0 => Self::AtMost,
            (_, Some(_), None, Some(_)) => Self::Range,
            (StatementKind::Planned, ..) => Self::Planned,
            _ if is_of_some_day(figure) => Self::SomeDay,
            _ if figure.is_approximate => Self::About,
            _ => Self::Figure,
        }
    }

    /// The name and the outline of a sign that is not a circle; `None` for circles, and for a range, which is its
    /// bar.
    pub(super) fn outline(self) -> Option<(&'static str, &'static str)> {
        let id = match self {
            Self::AtLeast => "low",
            Self::AtMost => "high",
            Self::Foreseen => "due",
            Self::NotSo => "not",
            Self::Absent => "none",
            Self::Figure | Self::Planned | Self::About | Self::SomeDay | Self::Range => {
                return None;
            }
        };
        OUTLINES.into_iter().find(|(known, _)| *known == id)
    }

    /// The classes of the sign.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::AtLeast | Self::AtMost => "sign open",
            Self::Absent => "sign none",
            Self::About => "sign about",
            Self::SomeDay => "sign some-day",
            Self::Figure | Self::Range | Self::Planned | Self::Foreseen | Self::NotSo => "sign",
        }
    }
}

/// The names and the outlines of signs: at least, at most, forecast, denied or put off, none.
pub(super) const OUTLINES: [(&str, &str); 5] = [
    ("low", "M-5 0H5M0 0V-13M-3.5-9.5 0-13 3.5-9.5"),
    ("high", "M-5 0H5M0 0V13M-3.5 9.5 0 13 3.5 9.5"),
    ("due", "M0-5 5 0 0 5-5 0Z"),
    ("not", "M-4-4 4 4M-4 4 4-4"),
    ("none", "M-6 0H6"),
];

/// Whether a figure that is not ahead states no day on which it certainly holds.
pub(super) fn is_of_some_day(figure: &Figure) -> bool {
    figure.mark.certain.is_none() && !figure.is_hollow()
}

/// The class of a figure, which has its colour.
pub(super) fn class(figure: &Figure) -> &'static str {
    match figure.mark.kind {
        _ if figure.mark.differs => "differs",
        StatementKind::Absent => "absent",
        StatementKind::Happened => "event",
        _ if figure.is_hollow() => "ahead",
        _ => "known",
    }
}

/// What the legend explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Is(Sign),
    /// A bar from bound to bound.
    Bar,
    OverDays,
    OfDays,
    Total,
    Contradicted,
}

/// What is drawn of a figure.
fn keys(figure: &Figure) -> Vec<Key> {
    let is_longer = |(first, last)| first < last;
    let is_over_days = figure.mark.kind.lasts() && figure.mark.certain.is_some_and(is_longer);
    let bounds = [figure.low, figure.best, figure.high];
    let has_bar = bounds.iter().flatten().any(|one| bounds.iter().flatten().any(|two| one < two));
    let sign = Sign::of(figure);
    [
        (sign != Sign::Range).then_some(Key::Is(sign)),
        (has_bar && !is_of_some_day(figure)).then_some(Key::Bar),
        (is_over_days && figure.mark.kind == StatementKind::Level).then_some(Key::OverDays),
        (is_over_days && figure.mark.kind == StatementKind::Total).then_some(Key::Total),
        is_of_some_day(figure).then_some(Key::OfDays),
        figure.mark.differs.then_some(Key::Contradicted),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What the signs of charts mean, as far as they occur, with their definitions; empty where there are no charts.
pub(in crate::render) fn legend(charts: &[&Chart]) -> Markup {
    let figures = charts.iter().flat_map(|chart| &chart.figures);
    let keys: BTreeSet<Key> = figures.flat_map(keys).collect();
    html! {
        @if !keys.is_empty() {
            svg.defs width="0" height="0" aria-hidden="true" focusable="false" { (defs()) }
            ul.chart.keys aria-label="Signs of the charts" { @for key in keys { (explained(key)) } }
        }
    }
}

/// The signs that are used by their names, once for each page. They have the colours of where they are used.
fn defs() -> Markup {
    html! {
        defs {
            @for (id, outline) in OUTLINES { path id={ "c-" (id) } d=(outline) {} }
            path id="c-before" d="M0-4V4L-6 0Z" {}
            path id="c-after" d="M0-4V4L6 0Z" {}
        }
    }
}

fn explained(key: Key) -> Markup {
    let line = |class: &str| html! { line class=(class) x1="-11" x2="11" y1="0" y2="0" {} };
    let (class, shape, words) = match key {
        Key::Is(sign) => (class_of(sign), sample(sign), words(sign)),
        Key::Bar => {
            ("known", html! { line.bar x1="0" x2="0" y1="-9" y2="9" {} }, "from low to high")
        }
        Key::OverDays => ("known", line("sure"), "holds for these days"),
        Key::OfDays => ("known", line("possible"), "some of these days"),
        Key::Total => ("known", line("total"), "total up to the point"),
        Key::Contradicted => ("differs", html! { circle.sign r="4.25" {} }, "≠ contradicted"),
    };
    html! {
        li {
            svg width="22" height="22" aria-hidden="true" focusable="false" {
                g class=(class) { svg.at x="11" y="11" { (shape) } }
            }
            (words)
        }
    }
}

/// A sign in the middle of its sample.
fn sample(sign: Sign) -> Markup {
    let moved = match sign {
        Sign::AtLeast => Some("translate(0 6)"),
        Sign::AtMost => Some("translate(0 -6)"),
        _ => None,
    };
    html! {
        g transform=[moved] {
            @match sign.outline() {
                Some((_, outline)) => path class=(sign.class()) d=(outline) {},
                None => circle class=(sign.class()) r="4.25" {},
            }
        }
    }
}

fn class_of(sign: Sign) -> &'static str {
    match sign {
        Sign::Absent => "absent",
        Sign::Planned | Sign::Foreseen | Sign::NotSo => "ahead",
        _ => "known",
    }
}

fn words(sign: Sign) -> &'static str {
    match sign {
        Sign::Figure => "figure",
        Sign::About => "about, nearly",
        Sign::SomeDay => "on a day not stated",
        Sign::Range => "from low to high",
        Sign::AtLeast => "at least",
        Sign::AtMost => "at most",
        Sign::Absent => "none",
        Sign::Planned => "announced, agreed or planned",
        Sign::Foreseen => "forecast or demanded",
        Sign::NotSo => "denied or put off",
    }
}
