//! Draws maps as SVG for a page: land, lines of the user's own, places with marks that are sized by their
//! figures, and labels that do not touch.
//!
//! Knows [`Map`] and the frame of pages. Must not know facts or rules: [`crate::view::map`] decides where
//! what stands. Positions are in percent of the map, so that text keeps its size.

mod labels;
mod land;
mod marks;

use crate::render::html::sentence;
use crate::render::svg::{self, percent, short};
use crate::view::map::{Basemap, Extent, Map, Name, Point};
use labels::Spot;
use maud::{Markup, html};

/// The styles of maps.
pub(super) const STYLE: &str = include_str!("map.css");

/// The sizes in pixels for which labels are placed: on a wide page, and on a phone.
const WIDE: (f64, f64) = (660.0, 495.0);
const NARROW: (f64, f64) = (326.0, 244.5);
/// Below so many degrees of width, the outline of the land is too coarse to be drawn.
const FINEST: f64 = 3.0;
/// Maps that are not as wide have a small map beside, that many times as large, in degrees.
const NEEDS_OVERVIEW: f64 = 9.0;
const OVERVIEW: f64 = 30.0;
/// The most names of one point, and the most points that are drawn.
const MOST_NAMES: usize = 3;
const MOST_POINTS: usize = 80;

/// The map with its legend and lists; `None` where no place has a point.
pub(super) fn map(map: &Map, basemap: Option<&Basemap>) -> Option<Markup> {
    let shown = &map.points[..map.points.len().min(MOST_POINTS)];
    let at: Vec<_> = shown.iter().map(|point| point.at).collect();
    let extent = Extent::around(&at)?;
    let degrees = extent.east - extent.west;
    let spots = |size: (f64, f64)| -> Vec<Spot> {
        shown.iter().map(|point| spot(point, extent, size)).collect()
    };
    let (wide, narrow) =
        (labels::placed(&spots(WIDE), WIDE), labels::placed(&spots(NARROW), NARROW));
    let dropped: Vec<&Point> = shown
        .iter()
        .zip(&wide)
        .filter(|(_, label)| label.is_none())
        .map(|(point, _)| point)
        .collect();
    Some(html! {
        div.map.bare[degrees < FINEST] {
            svg width="100%" height="100%" role="group" aria-label="Map" {
                @if degrees >= FINEST { (land::shape(extent, "land")) }
                @if let Some(basemap) = basemap { (land::lines(basemap, extent)) }
                @for (number, point) in shown.iter().enumerate() { (marks::point(point, number, extent)) }
                (texts(shown, extent, &wide, "wide"))
                (texts(shown, extent, &narrow, "narrow"))
                (scale_bar(extent))
            }
            @if degrees < NEEDS_OVERVIEW { (overview(extent)) }
        }
        (marks::legend(&map.keys, has_of_parent(shown)))
        (lists(map, &dropped))
    })
}

/// The words of a label: `Aleppo, Eastern Aleppo*`.
fn label(point: &Point) -> String {
    let name = |name: &Name| {
        let star = if name.of.is_some() { "*" } else { "" };
        format!("{}{star}", name.name)
    };
    let mut names: Vec<String> = point.names.iter().take(MOST_NAMES).map(name).collect();
    let more = point.names.len().saturating_sub(MOST_NAMES);
    names.extend((more > 0).then(|| format!("+{more}")));
    names.join(", ")
}

fn spot(point: &Point, extent: Extent, size: (f64, f64)) -> Spot {
    let (x, y) = extent.part(point.at);
    let (wide, high) = marks::room(point);
    Spot { at: (x * size.0, y * size.1), mark: (wide, high), words: label(point) }
}

fn texts(
    points: &[Point],
    extent: Extent,
    placed: &[Option<labels::Placed>],
    class: &str,
) -> Markup {
    html! {
        g class=(class) aria-hidden="true" {
            @for (point, placed) in points.iter().zip(placed) {
                @if let Some(placed) = placed {
                    @let (x, y) = extent.part(point.at);
                    svg.at x=(percent(x)) y=(percent(y)) {
                        text.place x=(short(placed.x)) y=(short(placed.y)) text-anchor=(placed.anchor) { (svg::sentence(&label(point))) }
                    }
                }
            }
        }
    }
}

/// A bar of a round number of kilometres, at most a third of the map.
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

/// A small map of the land around, with the place of the map in it.
fn overview(extent: Extent) -> Markup {
    let around = extent.times((OVERVIEW / (extent.east - extent.west)).max(1.0));
    html! {
        svg.overview role="img" aria-label="Where the map is" {
            (land::shape(around, "land"))
            circle.here cx="50%" cy="50%" r="4" {}
        }
    }
}

fn has_of_parent(points: &[Point]) -> bool {
    points.iter().flat_map(|point| &point.names).any(|name| name.of.is_some())
}

/// What is not on the map, or has no label there.
fn lists(map: &Map, dropped: &[&Point]) -> Markup {
    let not_drawn = map.points.len().saturating_sub(MOST_POINTS);
    html! {
        @if !dropped.is_empty() {
            details.quiet {
                summary { (dropped.len()) @if dropped.len() == 1 { " mark" } @else { " marks" } " without a label" }
                @for (at, point) in dropped.iter().enumerate() { @if at > 0 { "; " } (sentence(&label(point))) }
            }
        }
        @if not_drawn > 0 { p.quiet { (not_drawn) " more points are not drawn." } }
        @if !map.nowhere.is_empty() {
            p.quiet {
                "Without coordinates: "
                @for (at, name) in map.nowhere.iter().enumerate() { @if at > 0 { "; " } (sentence(name)) }
            }
        }
    }
}
