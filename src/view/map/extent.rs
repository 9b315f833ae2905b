//! The part of the world that a map shows.

use crate::domain::place::Coordinates;

/// Degrees from west to east and from south to north. If a map crosses the line of 180°, the east is greater than 180°.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// The western edge, in degrees.
    pub west: f64,
    /// The eastern edge, in degrees; greater than the western one.
    pub east: f64,
    /// The southern edge, in degrees.
    pub south: f64,
    /// The northern edge, in degrees; greater than the southern one.
    pub north: f64,
}

/// The ratio of the width of a map to its height.
const RATIO: f64 = 4.0 / 3.0;
/// The height of a map of one point, in degrees.
const OF_ONE_POINT: f64 = 6.0;
/// The least height of a map of several points, in degrees: about 13 kilometres.
const LEAST: f64 = 0.12;
/// The margin around all points, as a part of the map on each side.
const MARGIN: f64 = 0.16;
/// Kilometres in a degree of latitude.
const KILOMETRES: f64 = 111.2;

impl Extent {
    /// The extent around points with a margin; `None` if there are none.
    #[must_use]
    pub fn around(points: &[Coordinates]) -> Option<Self> {
        let (south, north) = ends(points.iter().map(|point| point.latitude))?;
        let (west, east) = shortest(points);
        let middle = (f64::midpoint(west, east), f64::midpoint(south, north).clamp(-80.0, 80.0));
        let inner = 1.0 - 2.0 * MARGIN;
        let shrink = middle.1.to_radians().cos();
        let is_one = (east - west) < 1e-6 && (north - south) < 1e-6;
        let height = if is_one { OF_ONE_POINT } else { ((north - south) / inner).max(LEAST) };
        let height = height.max((east - west) / inner * shrink / RATIO).min(360.0 * shrink / RATIO);
        let width = height * RATIO / shrink;
        Some(Self {
            west: middle.0 - width / 2.0,
            east: middle.0 + width / 2.0,
            south: middle.1 - height / 2.0,
            north: middle.1 + height / 2.0,
        })
    }

    /// The position on the map: from 0 at the western and the northern edge to 1 at the others.
    #[must_use]
    pub fn part(&self, at: Coordinates) -> (f64, f64) {
        let middle = f64::midpoint(self.west, self.east);
        let turns = ((at.longitude - middle) / 360.0).round();
        let longitude = at.longitude - turns * 360.0;
        let across = (longitude - self.west) / (self.east - self.west);
        (across, (self.north - at.latitude) / (self.north - self.south))
    }

    /// The width of the map at its middle, in kilometres.
    #[must_use]
    pub fn kilometres(&self) -> f64 {
        let latitude = f64::midpoint(self.south, self.north).to_radians();
        (self.east - self.west) * KILOMETRES * latitude.cos()
    }

    /// A map enlarged by this factor around its middle.
    #[must_use]
    pub fn times(&self, factor: f64) -> Self {
        let (x, y) = (f64::midpoint(self.west, self.east), f64::midpoint(self.south, self.north));
        let wide = ((self.east - self.west) * factor / 2.0).min(180.0);
        let high = (self.north - self.south) * factor / 2.0;
        Self { west: x - wide, east: x + wide, south: y - high, north: y + high }
    }
}

fn ends(values: impl Iterator<Item = f64> + Clone) -> Option<(f64, f64)> {
    let least = values.clone().reduce(f64::min)?;
    Some((least, values.fold(least, f64::max)))
}

/// The shortest range of longitudes with all points; it crosses 180° if that is shorter.
fn shortest(points: &[Coordinates]) -> (f64, f64) {
    let mut all: Vec<f64> = points.iter().map(|point| point.longitude).collect();
    all.sort_by(f64::total_cmp);
    let count = all.len();
    let gap = |at: usize| {
        let next = if at + 1 < count { all[at + 1] } else { all[0] + 360.0 };
        next - all[at]
    };
    let widest = (0..count).max_by(|a, b| gap(*a).total_cmp(&gap(*b))).unwrap_or(0);
    let first = all[(widest + 1) % count];
    let last = all[widest];
    (first, if last < first { last + 360.0 } else { last })
}
