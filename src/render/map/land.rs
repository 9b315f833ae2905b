//! The outline of the land, and lines of the user's own, as paths.
//!
//! `land-110m.txt` is the land of Natural Earth at 1:110,000,000, in the public domain, without borders of
//! states: one ring on a line, the first position and then the steps to the next, in hundredths of a degree
//! of longitude and latitude. Rings are cut at 180°.

use crate::domain::place::Coordinates;
use crate::view::map::{Basemap, Extent};
use maud::{Markup, html};
use std::fmt::Write as _;

const LAND: &str = include_str!("land-110m.txt");
/// The units of a path across the map, and down.
const UNITS: (f64, f64) = (2_000.0, 1_500.0);
/// What lies farther outside than this part of the map is cut off.
const BEYOND: f64 = 0.05;
/// Steps shorter than this many units are left out.
const SHORTEST: f64 = 1.5;

type Position = (f64, f64);

/// The land of a part of the world.
pub(super) fn shape(extent: Extent, class: &str) -> Markup {
    let mut path = String::new();
    for ring in LAND.lines().map(ring) {
        for turn in [-360.0, 0.0, 360.0] {
            let on_map = ring.iter().map(|(x, y)| flat((x + turn, *y), extent)).collect();
            push(&mut path, &clipped(on_map), true);
        }
    }
    drawn(&path, class)
}

/// Lines of the user's own.
pub(super) fn lines(basemap: &Basemap, extent: Extent) -> Markup {
    let mut path = String::new();
    for line in &basemap.lines {
        let on_map: Vec<Position> = line
            .iter()
            .map(|(longitude, latitude)| {
                let (x, y) =
                    extent.part(Coordinates { latitude: *latitude, longitude: *longitude });
                (x * UNITS.0, y * UNITS.1)
            })
            .collect();
        for run in visible(&on_map) {
            push(&mut path, run, false);
        }
    }
    drawn(&path, "basemap")
}

fn drawn(path: &str, class: &str) -> Markup {
    html! {
        svg viewBox="0 0 2000 1500" width="100%" height="100%" preserveAspectRatio="none" aria-hidden="true" {
            path class=(class) d=(path) vector-effect="non-scaling-stroke" {}
        }
    }
}

/// A ring of the file, in degrees.
fn ring(line: &str) -> Vec<Position> {
    let (mut x, mut y) = (0_i32, 0_i32);
    let steps = line.split(' ').filter_map(|step| {
        let (dx, dy) = step.split_once(',')?;
        Some((dx.parse::<i32>().ok()?, dy.parse::<i32>().ok()?))
    });
    steps
        .map(|(dx, dy)| {
            (x, y) = (x + dx, y + dy);
            (f64::from(x) / 100.0, f64::from(y) / 100.0)
        })
        .collect()
}

/// Where a position is in the units of paths; degrees are not turned around the world.
fn flat((longitude, latitude): Position, extent: Extent) -> Position {
    let across = (longitude - extent.west) / (extent.east - extent.west);
    let down = (extent.north - latitude) / (extent.north - extent.south);
    (across * UNITS.0, down * UNITS.1)
}

/// The part of a ring that is on the map, with a little around (Sutherland and Hodgman).
fn clipped(mut ring: Vec<Position>) -> Vec<Position> {
    let (wide, high) = UNITS;
    let (left, right) = (-BEYOND * wide, (1.0 + BEYOND) * wide);
    let (top, bottom) = (-BEYOND * high, (1.0 + BEYOND) * high);
    for (is_x, edge, sign) in
        [(true, left, 1.0), (true, right, -1.0), (false, top, 1.0), (false, bottom, -1.0)]
    {
        let of = |at: Position| if is_x { at.0 } else { at.1 };
        let is_in = |at: Position| (of(at) - edge) * sign >= 0.0;
        let mut kept = Vec::with_capacity(ring.len());
        for (at, &one) in ring.iter().enumerate() {
            let next = ring[(at + 1) % ring.len()];
            if is_in(one) {
                kept.push(one);
            }
            if is_in(one) != is_in(next) {
                let share = (edge - of(one)) / (of(next) - of(one));
                kept.push((one.0 + share * (next.0 - one.0), one.1 + share * (next.1 - one.1)));
            }
        }
        ring = kept;
    }
    ring
}

/// The runs of a line that are on the map, with one position beyond each edge. A step across half the
/// map's width is where a line leaves at 180° and comes back at the other side.
fn visible(line: &[Position]) -> Vec<&[Position]> {
    let is_near = |at: &Position| {
        (-UNITS.0..=2.0 * UNITS.0).contains(&at.0) && (-UNITS.1..=2.0 * UNITS.1).contains(&at.1)
    };
    line.chunk_by(|a, b| is_near(a) && is_near(b) && (a.0 - b.0).abs() < UNITS.0)
        .filter(|run| run.len() > 1)
        .collect()
}

fn push(path: &mut String, positions: &[Position], is_ring: bool) {
    if positions.len() < 2 {
        return;
    }
    let mut last: Option<Position> = None;
    for (at, &one) in positions.iter().enumerate() {
        let is_near =
            last.is_some_and(|(x, y)| (one.0 - x).abs() < SHORTEST && (one.1 - y).abs() < SHORTEST);
        if is_near && at + 1 < positions.len() {
            continue;
        }
        let sign = if last.is_none() { 'M' } else { 'L' };
        _ = write!(path, "{sign}{:.0} {:.0}", one.0, one.1);
        last = Some(one);
    }
    if is_ring {
        path.push('Z');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_land(latitude: f64, longitude: f64) -> bool {
        let is_inside = |ring: &[Position]| {
            let edges = ring.iter().zip(ring.iter().cycle().skip(1));
            let crossed = edges.filter(|(a, b)| {
                (a.1 > latitude) != (b.1 > latitude)
                    && longitude < a.0 + (latitude - a.1) / (b.1 - a.1) * (b.0 - a.0)
            });
            crossed.count() % 2 == 1
        };
        LAND.lines().map(ring).any(|ring| is_inside(&ring))
    }

    #[test]
    fn the_outline_has_land_and_sea_where_they_are() {
        for (latitude, longitude, land) in [
            (36.2, 37.15, true),
            (15.5, 32.5, true),
            (66.0, -175.0, true),
            (66.0, 178.0, true),
            (-80.0, 100.0, true),
            (0.0, -30.0, false),
            (34.0, 20.0, false),
            (10.0, 65.0, false),
        ] {
            assert_eq!(is_land(latitude, longitude), land, "{latitude} {longitude}");
        }
        let positions = || LAND.lines().flat_map(ring);
        assert!(positions().all(|(x, y)| x.abs() <= 180.0 && y.abs() <= 90.0));
    }

    #[test]
    fn what_lies_outside_is_cut_off() {
        let square = vec![(-5_000.0, 100.0), (5_000.0, 100.0), (5_000.0, 200.0), (-5_000.0, 200.0)];
        let kept = clipped(square);
        assert!(kept.iter().all(|(x, _)| (-101.0..=2_101.0).contains(x)), "{kept:?}");
        assert!(clipped(vec![(-500.0, 0.0), (-400.0, 10.0), (-450.0, 20.0)]).is_empty());
    }
}
