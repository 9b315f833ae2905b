//! Pages on a place and on an indicator.

use super::{Detail, Entry, Section};
use crate::domain::number::Number;
use crate::domain::place::{CoordinatePrecision, Place};
use crate::text::counts::counted;
use crate::view::grid::Cell;
use crate::view::lists;
use std::collections::HashSet;

/// The page on a place: its parents, its names and codes, and the places in it. `places` has all places.
#[must_use]
pub fn place(place: &Place, places: &[Place]) -> Detail {
    let degrees = |value: f64| Number::new(value).map_or(Cell::Empty, Cell::Number);
    let (latitude, longitude) = place
        .coordinates
        .map_or((Cell::Empty, Cell::Empty), |at| (degrees(at.latitude), degrees(at.longitude)));
    let position = place.coordinates.map(|at| {
        let precision = place.coordinate_precision.map(|precision| format!(" ({precision})"));
        format!("{}, {}{}", at.latitude, at.longitude, precision.unwrap_or_default())
    });
    let mut entries = vec![
        Entry::field("key", "key", Cell::text(&place.key)),
        Entry::data("name", Cell::text(&place.name)),
        Entry::field("kind", "kind", Cell::text(place.kind.as_str())),
        Entry::data("parent", Cell::said(place.parent.as_ref())),
        Entry::page("in", "in", Cell::text(above(place, places).join(", "))),
        Entry::field("country", "country", Cell::said(place.country.as_ref())),
        Entry::field("pcode", "P-code", Cell::said(place.pcode.as_ref())),
        Entry::data("latitude", latitude),
        Entry::data("longitude", longitude),
        Entry::page("position", "position", Cell::said(position)),
    ];
    let precision = place.coordinate_precision.map(CoordinatePrecision::as_str);
    entries.push(Entry::data("coordinate_precision", Cell::said(precision)));
    entries.push(names("also called", &place.aliases));
    let mut sections = vec![Section::new(entries)];
    let inside = below(place, places);
    if !inside.is_empty() {
        let heading = counted(inside.len(), "place in it", "places in it");
        let grid = lists::places(&inside);
        sections.push(Section::headed(heading, vec![Entry::Grid { key: "places", grid }]));
    }
    Detail { title: place.name.clone(), sections }
}

/// The names of the places that contain a place, the innermost first.
fn above<'a>(place: &Place, places: &'a [Place]) -> Vec<&'a str> {
    let mut names = Vec::new();
    let mut next = place.parent.as_deref();
    while let Some(parent) = next.and_then(|key| places.iter().find(|other| other.key == key)) {
        if names.len() > places.len() {
            break;
        }
        names.push(parent.name.as_str());
        next = parent.parent.as_deref();
    }
    names
}

/// All places inside a place, directly or not.
fn below(place: &Place, places: &[Place]) -> Vec<Place> {
    let mut inside: HashSet<&str> = HashSet::from([place.key.as_str()]);
    loop {
        let before = inside.len();
        let is_inside =
            |other: &&Place| other.parent.as_deref().is_some_and(|p| inside.contains(p));
        let found: Vec<&str> = places.iter().filter(is_inside).map(|p| p.key.as_str()).collect();
        inside.extend(found);
        if inside.len() == before {
            break;
        }
    }
    inside.remove(place.key.as_str());
    places.iter().filter(|other| inside.contains(other.key.as_str())).cloned().collect()
}

fn names(label: &'static str, names: &[String]) -> Entry {
    Entry::field("aliases", label, Cell::List(names.to_vec()))
}
