//! The lanes of a page: a list with a strip for each lane, drawn to scale in percent of the width of the
//! reader's window. The words of a strip appear when it is pointed at, or has the focus.

use crate::render::html::sentence;
use crate::render::svg::short;
use crate::render::timeline::drawing::{
    HEIGHT, Key, Paint, Spot, Strip, Tick, defs, sample, strip, ticks,
};
use crate::view::timeline::{Lane, Span};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// The styles of lanes.
pub(in crate::render) const STYLE: &str = include_str!("lanes.css");

/// The narrowest strips, in pixels. On screens from a small tablet on, values and the labels of the axis fit into
/// `WIDE`. On a phone, labels fit into `NARROW`, and values are left out.
const WIDE: f64 = 420.0;
const NARROW: f64 = 284.0;

/// The lanes with their axis and legend, for a page that has [`STYLE`].
pub(in crate::render) fn lanes(all: &[Lane], window: Span) -> Markup {
    let strips: Vec<Strip> = all.iter().map(|lane| strip(lane, window, WIDE)).collect();
    let keys: BTreeSet<Key> = strips.iter().flat_map(|strip| strip.keys.iter().copied()).collect();
    let (wide, narrow) = (ticks(window, WIDE), ticks(window, NARROW));
    let guides: Vec<f64> = wide.iter().filter(|tick| tick.is_upper).map(|tick| tick.at).collect();
    html! {
        svg.defs width="0" height="0" aria-hidden="true" focusable="false" { (defs()) }
        // On paper, the axis is the head of a table, which is repeated on each sheet.
        div.sheets {
            div.axes aria-hidden="true" {
                div.room { (axis(&wide, "axis wide")) (axis(&narrow, "axis narrow")) }
            }
            ul.lanes {
                @for (number, (lane, strip)) in all.iter().zip(&strips).enumerate() { (one(lane, number, strip, &guides)) }
            }
        }
        (legend(&keys))
    }
}

fn axis(ticks: &[Tick], class: &str) -> Markup {
    let height = if ticks.iter().all(|tick| tick.is_upper) { "20" } else { "36" };
    html! {
        svg class=(class) width="100%" height=(height) {
            @for tick in ticks {
                text.upper[tick.is_upper] x=(Paint::Percent.at(tick.at)) y=(if tick.is_upper { "13" } else { "30" })
                    text-anchor=[tick.is_middle.then_some("middle")] { (tick.label) }
            }
        }
    }
}

fn one(lane: &Lane, number: usize, strip: &Strip, guides: &[f64]) -> Markup {
    let paint = Paint::Percent;
    html! {
        li.lane {
            div.label { (sentence(&lane.title())) }
            svg.strip width="100%" height=(short(HEIGHT)) role="group" aria-label=(lane.title()) {
                g.guides { @for at in guides { line x1=(paint.at(*at)) x2=(paint.at(*at)) y1="-4" y2="32" {} } }
                (paint.shapes(&strip.shapes))
                g.values { (paint.shapes(&strip.values)) }
                @for (at, spot) in strip.spots.iter().enumerate() { (spot_markup(spot, &format!("l{number}-{at}"))) }
            }
            div.stands { (sentence(&lane.figure.join())) }
        }
    }
}

/// A spot, whose words appear below the strip when it is pointed at or has the focus.
fn spot_markup(spot: &Spot, id: &str) -> Markup {
    html! {
        g tabindex="0" role="img" aria-labelledby=(id) {
            (Paint::Percent.place(spot))
            foreignObject y="30" width="100%" height="1" { p id=(id) { (sentence(&spot.words)) } }
        }
    }
}

fn legend(keys: &BTreeSet<Key>) -> Markup {
    html! {
        ul.legend aria-label="Legend" {
            @for key in keys {
                li {
                    svg width="28" height=(short(HEIGHT)) aria-hidden="true" focusable="false" {
                        (Paint::Percent.shapes(&sample(*key)))
                    }
                    (key.words())
                }
            }
        }
    }
}
