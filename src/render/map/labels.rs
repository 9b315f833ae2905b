//! Places labels beside their marks so that no label touches another one, a mark, or the edge of the map.

use crate::render::svg::wide;

/// The size of labels, in pixels.
const SIZE: f64 = 13.0;
/// The height of a label, and the space between a mark and its label, in pixels.
const HEIGHT: f64 = 16.0;
const GAP: f64 = 4.0;
/// The space between a label and the marks of other places, in pixels.
const APART: f64 = 8.0;
/// How far from its mark a label may be, in pixels, if there is no room beside the mark: a line leads to it.
const FAR: [f64; 7] = [16.0, 28.0, 42.0, 60.0, 80.0, 105.0, 135.0];
/// Only this many of the first spots may have labels at the end of a line.
const MOST_LINES: usize = 10;
/// The distance of letters from the lower edge of their label, in pixels.
const BASE: f64 = 4.0;

/// A mark with the words of its label, in pixels.
pub(super) struct Spot {
    /// The middle of the mark.
    pub(super) at: (f64, f64),
    /// Width and height of the mark.
    pub(super) mark: (f64, f64),
    /// The words of the label.
    pub(super) words: String,
}

/// The position of a label, relative to the middle of its mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    pub(super) x: f64,
    pub(super) y: f64,
    /// The part of the text that is at `x`: its `start`, `middle` or `end`.
    pub(super) anchor: &'static str,
    /// The end of the line that leads to the label; `None` if the label is beside its mark.
    pub(super) line: Option<(f64, f64)>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Rect {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Rect {
    fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn around((x, y): (f64, f64), (wide, high): (f64, f64)) -> Self {
        Self {
            left: x - wide / 2.0,
            top: y - high / 2.0,
            right: x + wide / 2.0,
            bottom: y + high / 2.0,
        }
    }
}

/// An area that is already used, by its middle and its size.
pub(super) type Taken = ((f64, f64), (f64, f64));

/// The labels of spots, the first spots first; `None` if there is no room for a label. A label stays far enough from
/// other marks that nobody mistakes it for theirs. The first spots, which are the greatest, get their labels at the end
/// of a line if there is no room beside them.
pub(super) fn placed(spots: &[Spot], size: (f64, f64), taken: &[Taken]) -> Vec<Option<Placed>> {
    let around = |spot: &Spot, apart: f64| {
        Rect::around(spot.at, (spot.mark.0 + 2.0 * apart, spot.mark.1 + 2.0 * apart))
    };
    let marks: Vec<Rect> = spots.iter().map(|spot| around(spot, APART)).collect();
    let mut taken: Vec<Rect> = taken.iter().map(|(at, size)| Rect::around(*at, *size)).collect();
    let mut all = Vec::with_capacity(spots.len());
    for (own, spot) in spots.iter().enumerate() {
        let is_free = |rect: &Rect| {
            let is_inside = rect.left >= 0.0
                && rect.top >= 0.0
                && rect.right <= size.0
                && rect.bottom <= size.1;
            let is_near = marks.iter().enumerate().any(|(at, mark)| at != own && mark.meets(rect));
            is_inside && !is_near && !taken.iter().any(|other| other.meets(rect))
        };
        let far = if own < MOST_LINES { &FAR[..] } else { &[] };
        let distances = std::iter::once(&0.0).chain(far);
        let found =
            distances.flat_map(|far| candidates(spot, *far)).find(|(_, rect)| is_free(rect));
        taken.extend(found.map(|(_, rect)| rect));
        all.push(found.map(|(placed, _)| placed));
    }
    all
}

/// Right, left, above, below, and the four corners of a mark, at a distance beyond the usual gap.
fn candidates(spot: &Spot, far: f64) -> Vec<(Placed, Rect)> {
    let length = wide(&spot.words, SIZE);
    let (across, up) = (spot.mark.0 / 2.0 + GAP + far, spot.mark.1 / 2.0 + GAP + far);
    let middle = HEIGHT / 2.0;
    [
        (across, -middle, "start"),
        (-across, -middle, "end"),
        (0.0, -up - HEIGHT, "middle"),
        (0.0, up, "middle"),
        (across, -up - HEIGHT, "start"),
        (across, up, "start"),
        (-across, -up - HEIGHT, "end"),
        (-across, up, "end"),
    ]
    .into_iter()
    .map(|(x, top, anchor)| {
        let left = match anchor {
            "start" => x,
            "end" => x - length,
            _ => x - length / 2.0,
        };
        let (dx, dy) = spot.at;
        let rect = Rect {
            left: dx + left,
            top: dy + top,
            right: dx + left + length,
            bottom: dy + top + HEIGHT,
        };
        let nearest = (0.0_f64.clamp(left, left + length), 0.0_f64.clamp(top, top + HEIGHT));
        let line = (far > 0.0).then_some(nearest);
        (Placed { x, y: top + HEIGHT - BASE, anchor, line }, rect)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spot(x: f64, y: f64, words: &str) -> Spot {
        Spot { at: (x, y), mark: (10.0, 10.0), words: words.to_owned() }
    }

    fn rects(spots: &[Spot], size: (f64, f64)) -> Vec<Rect> {
        let placed = placed(spots, size, &[]);
        let found = spots.iter().zip(&placed).filter_map(|(spot, placed)| {
            let placed = placed.as_ref()?;
            let all = std::iter::once(&0.0).chain(&FAR).flat_map(|far| candidates(spot, *far));
            all.into_iter().find(|(one, _)| one == placed).map(|(_, rect)| rect)
        });
        found.collect()
    }

    #[test]
    fn the_first_of_two_places_at_one_point_keeps_its_side() {
        let spots = [spot(100.0, 100.0, "Aleppo"), spot(85.0, 100.0, "Idlib")];
        let placed = placed(&spots, (300.0, 200.0), &[]);
        assert_eq!(placed[0].unwrap().anchor, "start");
        assert_eq!(placed[1].unwrap().anchor, "end");
        let crowd: Vec<Spot> = (0..30).map(|_| spot(100.0, 100.0, "Aleppo")).collect();
        assert!(super::placed(&crowd, (300.0, 200.0), &[]).iter().any(Option::is_none));
    }

    #[test]
    fn the_greatest_of_a_crowd_has_its_label_at_the_end_of_a_line() {
        let around = (0..12).map(|at| {
            let angle = f64::from(at) * std::f64::consts::TAU / 12.0;
            spot(300.0 + 30.0 * angle.cos(), 200.0 + 30.0 * angle.sin(), "near a crossroad")
        });
        let great = Spot { mark: (40.0, 40.0), ..spot(300.0, 200.0, "Aleppo") };
        let spots: Vec<Spot> = std::iter::once(great).chain(around).collect();
        let first = placed(&spots, (600.0, 400.0), &[])[0].unwrap();
        let (x, y) = first.line.unwrap();
        assert!(x.hypot(y) > 30.0, "beyond the marks around it: {first:?}");
    }

    proptest! {
        #[test]
        fn no_label_touches_another_label_a_mark_or_the_edge(
            points in prop::collection::vec((0.0..600.0_f64, 0.0..400.0_f64, "[a-zA-Z ]{1,20}"), 1..60),
        ) {
            let spots: Vec<Spot> = points.iter().map(|(x, y, words)| spot(*x, *y, words)).collect();
            let labels = rects(&spots, (600.0, 400.0));
            for (at, label) in labels.iter().enumerate() {
                prop_assert!(label.left >= 0.0 && label.right <= 600.0);
                prop_assert!(label.top >= 0.0 && label.bottom <= 400.0);
                prop_assert!(labels[..at].iter().all(|other| !other.meets(label)));
                for spot in &spots {
                    prop_assert!(!Rect::around(spot.at, spot.mark).meets(label));
                }
            }
        }
    }
}
