//! The small map of the land around the map, in a corner of the map without marks.

use super::labels::Taken;
use super::land;
use crate::domain::place::Coordinates;
use crate::view::map::Extent;
use maud::{Markup, html};

/// The width of the small map, in degrees.
const WIDE: f64 = 30.0;
/// Its width and height with the margin around it, as parts of the narrowest map.
const PART: f64 = 0.24;
/// How far a mark may extend from its place, as a part of the map.
const REACH: f64 = 0.08;

/// The corners, in the order in which they are tried. The scale is in the remaining corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Corner {
    BottomRight,
    TopRight,
    TopLeft,
}

/// A corner without marks; `None` if there is none.
pub(super) fn free_corner(points: &[Coordinates], extent: Extent) -> Option<Corner> {
    let near = PART + REACH;
    let is_in = |corner: Corner, at: &Coordinates| {
        let (x, y) = extent.part(*at);
        match corner {
            Corner::BottomRight => x > 1.0 - near && y > 1.0 - near,
            Corner::TopRight => x > 1.0 - near && y < near,
            Corner::TopLeft => x < near && y < near,
        }
    };
    let corners = [Corner::BottomRight, Corner::TopRight, Corner::TopLeft];
    corners.into_iter().find(|corner| !points.iter().any(|at| is_in(*corner, at)))
}

/// The areas that labels must not cover on a map of this size: the small map, and the scale at the lower left.
pub(super) fn taken((wide, high): (f64, f64), corner: Option<Corner>) -> Vec<Taken> {
    let size = (PART * wide, PART * high);
    let corner = corner.map(|corner| {
        let x = if corner == Corner::TopLeft { size.0 / 2.0 } else { wide - size.0 / 2.0 };
        let y = if corner == Corner::BottomRight { high - size.1 / 2.0 } else { size.1 / 2.0 };
        ((x, y), size)
    });
    let scale = ((wide * 0.18, high - 15.0), (wide * 0.36, 30.0));
    corner.into_iter().chain([scale]).collect()
}

/// The small map, with a frame for the area of the map.
pub(super) fn drawn(extent: Extent, corner: Corner) -> Markup {
    let class = match corner {
        Corner::BottomRight => None,
        Corner::TopRight => Some("top"),
        Corner::TopLeft => Some("left"),
    };
    let around = extent.times((WIDE / (extent.east - extent.west)).max(1.0));
    html! {
        svg.overview.(class.unwrap_or("bottom")) role="img" aria-label="Where the map is" {
            (land::shape(around, "land"))
            circle.here cx="50%" cy="50%" r="4" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_small_map_covers_no_place() {
        let extent = Extent { west: 0.0, east: 4.0, south: 0.0, north: 3.0 };
        let at = |longitude, latitude| Coordinates { latitude, longitude };
        assert_eq!(free_corner(&[at(2.0, 1.5)], extent), Some(Corner::BottomRight));
        assert_eq!(free_corner(&[at(3.5, 0.5)], extent), Some(Corner::TopRight));
        assert_eq!(free_corner(&[at(3.5, 0.5), at(3.5, 2.5)], extent), Some(Corner::TopLeft));
        let all = [at(3.5, 0.5), at(3.5, 2.5), at(0.5, 2.5)];
        assert_eq!(free_corner(&all, extent), None);
    }
}
