//! The marks of places: one for each figure, side by side, with areas in proportion to the figures.

use crate::render::html::sentence;
use crate::render::svg::{percent, short};
use crate::view::map::{Extent, Key, Nowhere, Point, Size};
use maud::{Markup, html};

/// The radius of the greatest mark, and of one without a figure, in pixels.
const GREATEST: f64 = 15.0;
const PLAIN: f64 = 3.5;
/// A mark with a smaller radius than this gets a ring of this radius around it, so that it can be seen, in pixels.
const LEAST: f64 = 4.0;
/// The least radius that is drawn, in pixels.
const DOT: f64 = 0.75;
/// The factor for the size of marks on a narrow map; the style sheet has the same number.
pub(super) const NARROW: f64 = 0.7;
/// The space between two marks of one place, in pixels.
const GAP: f64 = 2.0;
/// The distance of the ring of an open bound from its mark, in pixels.
const OPEN: f64 = 3.0;
/// How far circle, square, diamond and triangle extend from their middle, relative to the radius of a circle with the
/// same area.
const REACH: [f64; 4] = [1.0, 0.886, 1.253, 1.347];
/// At most this many figures and states are listed for a place.
const MOST_WORDS: usize = 8;

/// The radius for a part of the greatest figure: the area is in proportion to it.
fn radius(part: f64) -> f64 {
    (part.max(0.0).sqrt() * GREATEST).max(DOT)
}

/// How far the mark of a figure extends from its middle, in pixels.
fn outer(size: &Size) -> f64 {
    let high = size.high.or(size.low).unwrap_or(0.0);
    let open = if size.high.is_none() { OPEN } else { 0.0 };
    (radius(high).max(LEAST) + open) * REACH[size.key.min(REACH.len() - 1)]
}

/// Width and height of the marks of a point, in pixels.
pub(super) fn room(point: &Point) -> (f64, f64) {
    if point.sizes.is_empty() {
        return (2.0 * PLAIN, 2.0 * PLAIN);
    }
    let wide: f64 = point.sizes.iter().map(|size| 2.0 * outer(size) + GAP).sum();
    let high = point.sizes.iter().map(outer).fold(0.0, f64::max) * 2.0;
    (wide - GAP, high)
}

/// A point, whose words appear below the map when it is pointed at or has the focus. `number` is the number of the
/// point on the map.
pub(super) fn point(point: &Point, number: usize, extent: Extent) -> Markup {
    let (x, y) = extent.part(point.at);
    let words = point_words(point);
    let (wide, high) = room(point);
    let mut from = -wide / 2.0;
    let placed: Vec<(f64, &Size)> = point
        .sizes
        .iter()
        .map(|size| {
            let middle = from + outer(size);
            from += 2.0 * outer(size) + GAP;
            (middle, size)
        })
        .collect();
    html! {
        g tabindex="0" role="img" aria-labelledby={ "m" (number) } {
            svg.at x=(percent(x)) y=(percent(y)) {
                @if placed.is_empty() { circle.plain r=(short(PLAIN)) {} }
                g.marks {
                    @for (middle, size) in &placed { (sized(*middle, size)) }
                    @if placed.len() > 1 { circle.here r="2.25" {} }
                }
                rect.spot x=(short(-wide / 2.0 - 3.0)) y=(short(-high / 2.0 - 3.0)) width=(short(wide + 6.0)) height=(short(high + 6.0)) rx="4" {}
            }
            foreignObject width="100%" height="1" { p id={ "m" (number) } { (sentence(&words)) } }
        }
    }
}

/// The words of a point: its places, and the current figures and states there.
fn point_words(point: &Point) -> String {
    let names: Vec<String> = point
        .names
        .iter()
        .map(|name| match &name.of {
            Some(of) => format!("{} (at the point of {of})", name.name),
            None => name.name.clone(),
        })
        .collect();
    format!("{}: {}", names.join(", "), some_of(&point.words))
}

/// The first of these words, and how many others there are.
fn some_of(words: &[String]) -> String {
    let more = words.len().saturating_sub(MOST_WORDS);
    let more = if more > 0 { format!("; {more} more") } else { String::new() };
    let words: Vec<&str> = words.iter().take(MOST_WORDS).map(String::as_str).collect();
    format!("{}{more}", words.join("; "))
}

/// A place without a point, with its figures: `Afrin district (People killed: 1,170 people)`.
pub(super) fn without_point(place: &Nowhere) -> String {
    match place.figures.as_slice() {
        [] => place.name.clone(),
        figures => format!("{} ({})", place.name, some_of(figures)),
    }
}

/// A figure: filled up to its lower bound, dashed up to its upper bound; only dashed if no lower bound is stated, and
/// with a dashed ring outside if the upper bound is open.
fn sized(x: f64, size: &Size) -> Markup {
    let (low, high) = (size.low.map(radius), size.high.map(radius));
    let class = format!("k{}", size.key);
    let is_exact = size.low == size.high;
    let ring = match (low, high) {
        (Some(low), None) => Some(low + OPEN),
        (_, Some(high)) if !is_exact => Some(high),
        _ => None,
    };
    html! {
        g class=(class) {
            @if let Some(radius) = ring { path.open d=(shape(size.key, x, radius)) {} }
            @if let Some(radius) = low { path.sign d=(shape(size.key, x, radius)) {} }
            @if low.or(high).is_some_and(|radius| radius < LEAST) { circle.tiny cx=(short(x)) r=(short(LEAST)) {} }
        }
    }
}

/// The shape of an indicator: circle, square, diamond, triangle; all with the same area.
fn shape(key: usize, x: f64, radius: f64) -> String {
    let [r, x] = [radius, x];
    match key {
        0 => format!(
            "M{} 0a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0-{d} 0Z",
            short(x - r),
            r = short(r),
            d = short(2.0 * r)
        ),
        1 => {
            let half = r * REACH[1];
            let (left, right) = (short(x - half), short(x + half));
            format!("M{left}-{h}H{right}V{h}H{left}Z", h = short(half))
        }
        2 => {
            let half = r * REACH[2];
            let (left, right) = (short(x - half), short(x + half));
            format!("M{}-{h}L{right} 0L{x} {h}L{left} 0Z", short(x), h = short(half), x = short(x))
        }
        _ => {
            let half = r * REACH[3];
            let (left, right) = (short(x - half), short(x + half));
            let (top, bottom) = (short(half), short(half * 0.72));
            format!("M{}-{top}L{right} {bottom}H{left}Z", short(x))
        }
    }
}

/// The legend of the marks of these points, with the greatest figure of each.
pub(super) fn legend(keys: &[Key], points: &[Point], has_of_parent: bool) -> Markup {
    let sizes = || points.iter().flat_map(|point| &point.sizes);
    let is_small = |size: &Size| radius(size.high.or(size.low).unwrap_or(0.0)) < LEAST;
    let (has_bound, has_small) = (sizes().any(|size| size.low != size.high), sizes().any(is_small));
    let has_several = points.iter().any(|point| point.sizes.len() > 1);
    let is_shared = |point: &Point| point.names.len() > 1 && !point.sizes.is_empty();
    let has_shared = points.iter().any(is_shared);
    let has_plain = points.iter().any(|point| point.sizes.is_empty());
    html! {
        ul.map-keys aria-label="Signs of the map" {
            @for (at, key) in keys.iter().enumerate() {
                li {
                    svg width="18" height="18" aria-hidden="true" focusable="false" {
                        svg.at x="9" y="9" { g class={ "k" (at) } { path.sign d=(shape(at, 0.0, 6.0)) {} } }
                    }
                    (sentence(&key.label)) @if key.is_sum { ", added up" } "; largest: " (sentence(&key.largest))
                }
            }
            @if !keys.is_empty() {
                li {
                    "Areas are in proportion to the figures of one sign"
                    @if has_small { "; small signs have a thin ring" }
                    @if has_bound { "; dashed lines are bounds" }
                    @if has_shared { "; for several places at one point, the most important figure is drawn" }
                    @if has_several { "; the signs of one place are side by side, around its dot" }
                    "."
                }
            }
            @if has_plain {
                li {
                    svg width="18" height="18" aria-hidden="true" focusable="false" { circle.plain cx="9" cy="9" r="3.5" {} }
                    "other facts"
                }
            }
            @if has_of_parent { li { "* at the point of the place that contains it" } }
        }
    }
}
