//! Draws maps as SVG for a page: land, lines of the user's own, places with marks that are sized by their
//! figures, and labels that do not touch.
//!
//! Knows [`Map`] and the frame of pages. Must not know facts or rules: [`crate::view::map`] decides about
//! positions and figures. Positions are in percent of the map, so that text keeps its size.

mod labels;
mod land;
mod marks;
mod overview;

use crate::render::html::sentence;
use crate::render::svg::{self, percent, short};
use crate::text::safe::terminal_line;
use crate::view::map::{Basemap, Extent, Map, Name, Point};
use labels::Spot;
use maud::{Markup, html};

/// The styles of maps.
pub(super) const STYLE: &str = include_str!("map.css");

/// The sizes in pixels for which labels are placed: on a wide page, and on a phone.
const WIDE: (f64, f64) = (660.0, 495.0);
const NARROW: (f64, f64) = (326.0, 244.5);
/// The width in degrees below which the outline of the land is too coarse to be drawn.
const FINEST: f64 = 6.0;
/// Narrower maps, in degrees, have a small overview map beside them.
const NEEDS_OVERVIEW: f64 = 9.0;
/// At most this many points are drawn.
const MOST_POINTS: usize = 80;
/// The greatest width of a label on a wide and on a narrow map, and the size of its letters, in pixels.
const WIDEST: [f64; 2] = [190.0, 130.0];
const SIZE: f64 = 13.0;

/// The map with its legend and lists; `None` if no place has a point.
pub(super) fn map(map: &Map, basemap: Option<&Basemap>) -> Option<Markup> {
    let shown = &map.points[..map.points.len().min(MOST_POINTS)];
    let at: Vec<_> = shown.iter().map(|point| point.at).collect();
    let extent = Extent::around(&at)?;
    let degrees = extent.east - extent.west;
    let corner = (degrees < NEEDS_OVERVIEW).then(|| overview::free_corner(&at, extent)).flatten();
    let layouts =
        [("wide", WIDE, 1.0), ("narrow", NARROW, marks::NARROW)].map(|(class, size, scale)| {
            let widest = WIDEST[usize::from(class == "narrow")];
            let spots: Vec<Spot> =
                shown.iter().map(|point| spot(point, extent, (size, scale), widest)).collect();
            let placed = labels::placed(&spots, size, &overview::taken(size, corner));
            Layout { class, words: spots.into_iter().map(|spot| spot.words).collect(), placed }
        });
    Some(html! {
        div.map.bare[degrees < FINEST] {
            svg width="100%" height="100%" role="group" aria-label="Map" {
                @if degrees >= FINEST { (land::shape(extent, "land")) }
                @if let Some(lines) = basemap.and_then(|basemap| land::lines(basemap, extent)) { (lines) }
                @for (number, point) in shown.iter().enumerate() { (marks::point(point, number, extent)) }
                @for layout in &layouts { (texts(shown, extent, layout)) }
                (scale_bar(extent))
            }
            @if let Some(corner) = corner { (overview::drawn(extent, corner)) }
        }
        (marks::legend(&map.keys, shown, has_of_parent(shown)))
        @for layout in &layouts { (without_label(shown, layout)) }
        (lists(map))
    })
}

/// The labels of a map of some width.
struct Layout {
    class: &'static str,
    /// The words of each label.
    words: Vec<String>,
    /// The position of each label; `None` if it has no room.
    placed: Vec<Option<labels::Placed>>,
}

/// Whether some of the lines are on the map.
#[must_use]
pub fn has_lines_on(map: &Map, basemap: &Basemap) -> bool {
    let at: Vec<_> = map.points.iter().take(MOST_POINTS).map(|point| point.at).collect();
    Extent::around(&at).is_some_and(|extent| land::lines(basemap, extent).is_some())
}

/// The words of a label, no wider than allowed: the place to which the point belongs, and how many others there are:
/// `Aleppo +1`.
fn label(point: &Point, widest: f64) -> String {
    let more = point.names.len().saturating_sub(1);
    let more = if more > 0 { format!(" +{more}") } else { String::new() };
    let first = point.names.first().map(starred).unwrap_or_default();
    // A character that is shown as its number takes the room of that number.
    let first = terminal_line(&first).into_owned();
    svg::fitted(&first, SIZE, widest - svg::wide(&more, SIZE)) + &more
}

/// The name of a place, with a star if its point is that of an enclosing place.
fn starred(name: &Name) -> String {
    format!("{}{}", name.name, if name.of.is_some() { "*" } else { "" })
}

fn spot(point: &Point, extent: Extent, (size, scale): ((f64, f64), f64), widest: f64) -> Spot {
    let (x, y) = extent.part(point.at);
    let (wide, high) = marks::room(point);
    let mark = (wide * scale, high * scale);
    Spot { at: (x * size.0, y * size.1), mark, words: label(point, widest) }
}

fn texts(points: &[Point], extent: Extent, layout: &Layout) -> Markup {
    let all = points.iter().zip(&layout.words).zip(&layout.placed);
    html! {
        g class=(layout.class) aria-hidden="true" {
            @for ((point, words), placed) in all {
                @if let Some(placed) = placed {
                    @let (x, y) = extent.part(point.at);
                    svg.at x=(percent(x)) y=(percent(y)) {
                        @if let Some((x, y)) = placed.line { line.leads x2=(short(x)) y2=(short(y)) {} }
                        text.place x=(short(placed.x)) y=(short(placed.y)) text-anchor=(placed.anchor) { (svg::sentence(words)) }
                    }
                }
            }
        }
    }
}

/// The places without a label on a map of some width, and those that a label counts as `+1`.
fn without_label(points: &[Point], layout: &Layout) -> Markup {
    let names = points.iter().zip(&layout.placed).flat_map(|(point, placed)| {
        point.names.iter().skip(usize::from(placed.is_some())).map(starred)
    });
    let names: Vec<String> = names.collect();
    html! {
        @if !names.is_empty() {
            details.quiet.places.(layout.class) {
                summary { (names.len()) @if names.len() == 1 { " place" } @else { " places" } " without a label" }
                @for (at, name) in names.iter().enumerate() { @if at > 0 { "; " } (sentence(name)) }
            }
        }
    }
}

/// A scale bar for a round number of kilometres, at most a third of the map long.
fn scale_bar(extent: Extent) -> Markup {
    let whole = extent.kilometres();
    let power = 10_f64.powf((whole / 3.0).log10().floor());
    let length = [5.0, 2.0, 1.0].into_iter().map(|n| n * power).find(|n| *n <= whole / 3.0);
    let length = length.unwrap_or(power);
    let words =
        if length >= 1.0 { format!("{length} km") } else { format!("{} m", length * 1000.0) };
    html! {
        svg.at x="1.5%" y="96%" {
            text.scale y="-7" { (words) }
        }
        line.scale x1="1.5%" x2=(percent(0.015 + length / whole)) y1="96%" y2="96%" {}
    }
}

fn has_of_parent(points: &[Point]) -> bool {
    points.iter().flat_map(|point| &point.names).any(|name| name.of.is_some())
}

/// The places that are not on the map.
fn lists(map: &Map) -> Markup {
    let not_drawn = map.points.len().saturating_sub(MOST_POINTS);
    html! {
        @if not_drawn > 0 { p.quiet { (not_drawn) " more points are not drawn." } }
        @if !map.nowhere.is_empty() {
            p.quiet {
                "Not drawn, without coordinates: "
                @for (at, place) in map.nowhere.iter().enumerate() {
                    @if at > 0 { "; " }
                    (sentence(&marks::without_point(place)))
                }
            }
        }
    }
}
