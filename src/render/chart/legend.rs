//! The legend of charts: the meanings of the signs that occur.

use super::shape::{Days, Shape, on_page};
use super::sign::{BEYOND, By, HEDGED, Key, OUTLINES, Sign, class_of, keys, keys_of_sums, words};
use crate::view::chart::Chart;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// The width and the height of a sample, in pixels.
pub(super) const SAMPLE: f64 = 22.0;
const MIDDLE: f64 = SAMPLE / 2.0;

/// The things that are drawn in charts, in the order of the legend.
pub(super) fn used(charts: &[&Chart]) -> BTreeSet<Key> {
    let figures = charts.iter().flat_map(|chart| &chart.figures).flat_map(keys);
    let sums = charts.iter().filter_map(|chart| chart.sums.as_ref()).flat_map(keys_of_sums);
    figures.chain(sums).collect()
}

/// The legend of charts on a page, with the definitions of their signs; empty if there are no charts.
pub(in crate::render) fn legend(charts: &[&Chart]) -> Markup {
    let keys = used(charts);
    html! {
        @if !keys.is_empty() {
            svg.defs width="0" height="0" aria-hidden="true" focusable="false" { (defs()) }
            ul.chart.keys aria-label="Signs of the charts" {
                @for key in keys {
                    @let (class, shapes, words) = sample(key);
                    li {
                        svg width=(SAMPLE) height=(SAMPLE) aria-hidden="true" focusable="false" {
                            g class=(class) { @for shape in &shapes { (on_page(shape)) } }
                        }
                        (words)
                    }
                }
            }
        }
    }
}

/// The signs that are used by their names, once for each page. They have the colour of the place where they
/// are used.
fn defs() -> Markup {
    html! {
        defs {
            @for (id, outline) in OUTLINES.into_iter().chain([HEDGED]).chain(BEYOND) {
                path id={ "c-" (id) } d=(outline) {}
            }
        }
    }
}

/// The class of a sample, its shapes, and its meaning.
pub(super) fn sample(key: Key) -> (&'static str, Vec<Shape>, &'static str) {
    let (at, aside, y) = (0.5, 0.0, MIDDLE);
    let days = |days| vec![Shape::Days { from: 0.0, to: 1.0, y, days }];
    let figure = Shape::Sign { at, aside, y, sign: Sign::Figure };
    match key {
        Key::Is(sign) => {
            let lower = match sign {
                Sign::AtLeast => 6.0,
                Sign::AtMost => -6.0,
                _ => 0.0,
            };
            (class_of(sign), vec![Shape::Sign { at, aside, y: y + lower, sign }], words(sign))
        }
        Key::Bar => {
            let bar = Shape::Bar { at, aside, top: 2.0, bottom: SAMPLE - 2.0 };
            ("known", vec![bar], "from low to high")
        }
        Key::OverDays => ("known", days(Days::Sure), "for all of these days"),
        Key::OfDays => ("known", days(Days::Possible), "some of these days"),
        Key::Total => ("known", days(Days::Total), "total up to the point"),
        Key::Hedged => {
            ("known", vec![Shape::Hedged { at, aside, y }, figure], "about that day, or doubted")
        }
        Key::Sum(by) => {
            let words = match by {
                By::Day => "events added up, by day",
                By::Month => "events added up, by month",
                By::Year => "events added up, by year",
            };
            let (top, bottom) = (2.0, SAMPLE - 2.0);
            let column = Shape::Column { from: 0.2, to: 0.8, top, bottom, is_across: false };
            ("known", vec![column], words)
        }
        Key::Range => {
            let range = Shape::Range { at, top: 2.0, bottom: SAMPLE - 2.0 };
            ("known", vec![range], "from the lower to the upper bound of a sum")
        }
        Key::Across(by) => {
            let words = match by {
                By::Day => "over several days, not in the other columns",
                By::Month => "over several months, not in the other columns",
                By::Year => "over several years, not in the other columns",
            };
            let (top, bottom) = (6.0, SAMPLE - 2.0);
            let column = Shape::Column { from: 0.05, to: 0.95, top, bottom, is_across: true };
            ("known", vec![column], words)
        }
        Key::Contradicted => ("differs", vec![figure], "≠ contradicted"),
    }
}
