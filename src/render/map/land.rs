//! The outline of the land, and lines of the user's own, as paths.
//!
//! `land-110m.txt` is the land of Natural Earth at 1:110,000,000, in the public domain, without borders of states. Each
//! line is a ring: the first position, then the steps to the next ones, in hundredths of a degree of longitude and
//! latitude. Rings are cut at 180°.

use crate::view::map::{Basemap, Extent};
use maud::{Markup, html};
use std::fmt::Write as _;

const LAND: &str = include_str!("land-110m.txt");
/// The units of a path across the map, and down.
const UNITS: (f64, f64) = (2_000.0, 1_500.0);
/// Lines farther outside than this part of the map are cut off.
const BEYOND: f64 = 0.05;
/// Steps shorter than this many units are left out.
const SHORTEST: f64 = 1.5;

/// Where rings are cut, in degrees of longitude.
const SEAMS: [f64; 2] = [-180.0, 180.0];

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
    if !SEAMS.iter().any(|seam| extent.west < *seam && *seam < extent.east) {
        return drawn(&path, class);
    }
    html! {
        (drawn(&path, &format!("{class} whole")))
        (drawn(&coasts(extent), &format!("{class} coast")))
    }
}

/// The coasts of a part of the world in which rings are cut: whole rings without the cuts, which are not coasts.
fn coasts(extent: Extent) -> String {
    let mut path = String::new();
    for mut ring in LAND.lines().map(ring) {
        ring.extend(ring.first().copied());
        let is_coast =
            |a: &Position, b: &Position| a.0.abs() < SEAMS[1] || (a.0 - b.0).abs() > 1e-9;
        for coast in ring.chunk_by(is_coast).filter(|coast| coast.len() > 1) {
            for turn in [-360.0, 0.0, 360.0] {
                let on_map: Vec<Position> =
                    coast.iter().map(|(x, y)| flat((x + turn, *y), extent)).collect();
                for run in visible(&on_map) {
                    push(&mut path, &run, false);
                }
            }
        }
    }
    path
}

/// Lines of the user's own; `None` if none of them is on the map.
pub(super) fn lines(basemap: &Basemap, extent: Extent) -> Option<Markup> {
    let mut path = String::new();
    for line in &basemap.lines {
        let line = unwound(line);
        for turn in [-360.0, 0.0, 360.0] {
            let on_map: Vec<Position> =
                line.iter().map(|(x, y)| flat((x + turn, *y), extent)).collect();
            for run in visible(&on_map) {
                push(&mut path, &run, false);
            }
        }
    }
    (!path.is_empty()).then(|| drawn(&path, "basemap"))
}

/// A line in degrees without jumps: a line that crosses 180° continues beyond 180.
fn unwound(line: &[Position]) -> Vec<Position> {
    let mut turned: Vec<Position> = Vec::with_capacity(line.len());
    for &(longitude, latitude) in line {
        let before = turned.last().map_or(longitude, |last| last.0);
        let turns = ((longitude - before) / 360.0).round();
        turned.push((longitude - turns * 360.0, latitude));
    }
    turned
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

/// A position in the units of paths; degrees are not wrapped around the world.
fn flat((longitude, latitude): Position, extent: Extent) -> Position {
    let across = (longitude - extent.west) / (extent.east - extent.west);
    let down = (extent.north - latitude) / (extent.north - extent.south);
    (across * UNITS.0, down * UNITS.1)
}

/// The part of a ring that is on the map or slightly outside (Sutherland and Hodgman).
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

/// The parts of a line that are on the map, cut slightly outside its edges.
fn visible(line: &[Position]) -> Vec<Vec<Position>> {
    let mut runs: Vec<Vec<Position>> = Vec::new();
    for two in line.windows(2) {
        let Some((from, to)) = cut(two[0], two[1]) else { continue };
        match runs.last_mut() {
            Some(run) if run.last() == Some(&from) => run.push(to),
            _ => runs.push(vec![from, to]),
        }
    }
    runs
}

/// The part of a step from `a` to `b` that is on the map (Liang and Barsky); `None` if none is.
fn cut(a: Position, b: Position) -> Option<(Position, Position)> {
    let (wide, high) = UNITS;
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let (mut from, mut to) = (0.0_f64, 1.0_f64);
    for (step, room) in [
        (-dx, a.0 + BEYOND * wide),
        (dx, (1.0 + BEYOND) * wide - a.0),
        (-dy, a.1 + BEYOND * high),
        (dy, (1.0 + BEYOND) * high - a.1),
    ] {
        if step.abs() < 1e-9 {
            if room < 0.0 {
                return None;
            }
        } else if step < 0.0 {
            from = from.max(room / step);
        } else {
            to = to.min(room / step);
        }
    }
    let at = |share: f64| (a.0 + share * dx, a.1 + share * dy);
    // Points that are not cut keep their exact position, since parts are joined by it.
    let begin = if from > 0.0 { at(from) } else { a };
    let end = if to < 1.0 { at(to) } else { b };
    (from <= to).then_some((begin, end))
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
    fn a_line_with_corners_far_outside_is_drawn_where_it_crosses_the_map() {
        let runs = visible(&[(-90_000.0, 700.0), (90_000.0, 700.0), (90_000.0, 9_000.0)]);
        let rounded: Vec<Vec<String>> = runs
            .iter()
            .map(|run| run.iter().map(|(x, y)| format!("{x:.0} {y:.0}")).collect())
            .collect();
        assert_eq!(rounded, [["-100 700", "2100 700"]]);
        let inside = [(10.0, 10.0), (20.0, 20.0), (30.0, 10.0)];
        assert_eq!(visible(&inside), [inside.to_vec()]);
        assert!(visible(&[(-500.0, 0.0), (0.0, -500.0)]).is_empty());
        assert_eq!(unwound(&[(179.0, 1.0), (-179.0, 2.0)]), [(179.0, 1.0), (181.0, 2.0)]);
    }

    #[test]
    fn the_cut_at_180_degrees_is_not_drawn_as_coast() {
        let across = Extent { west: 170.0, east: 190.0, south: 62.0, north: 72.0 };
        let drawn = shape(across, "land").into_string();
        assert!(drawn.contains("\"land whole\"") && drawn.contains("\"land coast\""), "{drawn}");
        let coast = coasts(across);
        let is_down_the_seam = |line: &str| {
            let positions: Vec<&str> = line.split('L').collect();
            positions.windows(2).any(|two| two.iter().all(|at| at.starts_with("1000 ")))
        };
        assert!(coast.contains('L'));
        assert!(!coast.split('M').any(is_down_the_seam), "{coast}");
        let elsewhere = Extent { west: 30.0, east: 40.0, south: 30.0, north: 40.0 };
        assert!(!shape(elsewhere, "land").into_string().contains("coast"));
    }

    #[test]
    fn what_lies_outside_is_cut_off() {
        let square = vec![(-5_000.0, 100.0), (5_000.0, 100.0), (5_000.0, 200.0), (-5_000.0, 200.0)];
        let kept = clipped(square);
        assert!(kept.iter().all(|(x, _)| (-101.0..=2_101.0).contains(x)), "{kept:?}");
        assert!(clipped(vec![(-500.0, 0.0), (-400.0, 10.0), (-450.0, 20.0)]).is_empty());
    }
}
