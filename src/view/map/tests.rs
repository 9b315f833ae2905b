//! Tests of maps.

use super::*;
use crate::domain::number::Number;
use crate::domain::place::{Coordinates, Place, PlaceKind};
use crate::domain::quantity::Quantity;
use crate::domain::selection::Selection;
use crate::view::wording;
use proptest::prelude::*;

fn at(latitude: f64, longitude: f64) -> Coordinates {
    Coordinates { latitude, longitude }
}

fn rows() -> Selection {
    let mut rows = Selection::default();
    for (key, kind, parent, coordinates) in [
        ("syria", PlaceKind::Country, None, Some(at(34.8, 38.8))),
        ("aleppo", PlaceKind::City, Some("syria"), Some(at(36.2, 37.15))),
        ("east", PlaceKind::Part, Some("aleppo"), None),
        ("camp", PlaceKind::Camp, Some("syria"), None),
    ] {
        let bare = Place::new(key, key, kind, parent.map(str::to_owned));
        rows.places.insert(key.to_owned(), Place { coordinates, ..bare });
    }
    rows
}

fn said(place: &str, low: Option<u32>, best: Option<u32>) -> Said {
    let figure = Quantity {
        low: low.map(Number::from),
        best: best.map(Number::from),
        unit: "people".into(),
        ..Quantity::default()
    };
    Said {
        scope: None,
        place: place.into(),
        indicator: "trapped".into(),
        unit: "people".into(),
        words: "People trapped".into(),
        amount: wording::quantity(&figure),
        figure: Some(figure),
        is_sum: false,
    }
}

#[test]
fn a_place_without_a_point_takes_that_of_its_city_and_never_of_its_country() {
    let map = Map::of(&[said("east", None, Some(5)), said("camp", None, Some(9))], &rows());
    assert_eq!(map.points.len(), 1);
    let name = Name { name: "east".into(), of: Some("aleppo".into()) };
    assert_eq!(map.points[0].names, [name]);
    let figures = vec!["People trapped".into()];
    assert_eq!(map.nowhere, [build::Nowhere { name: "camp".into(), figures }]);
    assert!((map.points[0].at.latitude - 36.2).abs() < 1e-9);
}

#[test]
fn sizes_are_parts_of_the_greatest_and_bounds_stay_open() {
    let map = Map::of(&[said("aleppo", Some(50), None), said("syria", None, Some(200))], &rows());
    let sizes: Vec<_> =
        map.points.iter().map(|point| (point.sizes[0].low, point.sizes[0].high)).collect();
    assert_eq!(sizes, [(Some(1.0), Some(1.0)), (Some(0.25), None)]);
    assert_eq!(map.keys.len(), 1);
    let none = Map::of(&[said("aleppo", None, Some(0))], &rows());
    assert!(none.points[0].sizes.is_empty() && none.keys.is_empty());
}

#[test]
fn the_legend_words_the_largest_figure_that_is_drawn() {
    let largest = |said: &[Said]| Map::of(said, &rows()).keys[0].largest.clone();
    assert_eq!(largest(&[said("aleppo", Some(50), None)]), "at least 50 people");
    // The camp has no point. The part of the city takes the point of its city, whose figure is
    // drawn there.
    let all = [
        said("aleppo", None, Some(5)),
        said("east", None, Some(70)),
        said("camp", Some(9), None),
        said("syria", None, Some(3)),
    ];
    assert_eq!(largest(&all), "5 people");
    // A mark has the size of the figure, not of the bound above it.
    let mut one = said("aleppo", Some(4), Some(6));
    let figure = one.figure.as_mut().unwrap();
    figure.high = Some(8_u32.into());
    one.amount = wording::quantity(figure);
    let map = Map::of(&[one], &rows());
    assert_eq!(map.keys[0].largest, "6 people (4-8)");
    assert_eq!(map.points[0].sizes[0].high, Some(1.0));
}

#[test]
fn a_map_of_one_point_is_of_a_sensible_size_and_one_across_180_degrees_is_small() {
    let one = Extent::around(&[at(36.2, 37.15)]).unwrap();
    assert!((300.0..1500.0).contains(&one.kilometres()), "{one:?}");
    let fiji = Extent::around(&[at(-17.0, 178.0), at(-17.5, -179.0)]).unwrap();
    assert!(fiji.east - fiji.west < 10.0, "{fiji:?}");
    assert!(fiji.part(at(-17.0, 178.0)).0 < fiji.part(at(-17.5, -179.0)).0);
    assert_eq!(Extent::around(&[]), None);
}

proptest! {
    #[test]
    fn all_points_are_inside_with_a_margin(
        points in prop::collection::vec((-80.0..80.0_f64, -180.0..180.0_f64), 1..20),
    ) {
        let points: Vec<Coordinates> = points.into_iter().map(|(a, b)| at(a, b)).collect();
        let extent = Extent::around(&points).unwrap();
        for point in points {
            let (x, y) = extent.part(point);
            prop_assert!((0.0..=1.0).contains(&x), "{x} {extent:?}");
            prop_assert!((0.0..=1.0).contains(&y), "{y} {extent:?}");
        }
    }
}
