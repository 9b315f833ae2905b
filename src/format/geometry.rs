//! Reads the coordinates of a point of `GeoJSON`. Lines and areas are skipped without being kept in memory.

use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, de};
use std::fmt;

/// The geometry of a feature: only points are kept.
#[derive(Deserialize)]
pub(super) struct Geometry {
    #[serde(rename = "type")]
    shape: String,
    /// The numbers of a position: longitude, latitude and perhaps height. `None` if the geometry
    /// has no coordinates.
    coordinates: Option<List>,
}

impl Geometry {
    /// Longitude and latitude in degrees; `None` if the geometry is not a point.
    pub(super) fn point(self) -> Option<(f64, f64)> {
        match self.coordinates?.0.get(..2)? {
            [Coordinate(Some(longitude)), Coordinate(Some(latitude))] if self.shape == "Point" => {
                Some((*longitude, *latitude))
            }
            _ => None,
        }
    }
}

/// The first values of a list: no position has more than three.
struct List(Vec<Coordinate>);

/// A value in a list of coordinates; `None` if it is not a number, but a list of further positions.
struct Coordinate(Option<f64>);

impl<'de> Deserialize<'de> for List {
    fn deserialize<D: Deserializer<'de>>(list: D) -> Result<Self, D::Error> {
        list.deserialize_seq(ListVisitor)
    }
}

struct ListVisitor;

impl<'de> Visitor<'de> for ListVisitor {
    type Value = List;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of coordinates")
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> Result<List, S::Error> {
        let mut first = Vec::new();
        while let Some(value) = list.next_element()? {
            if first.len() < 3 {
                first.push(value);
            }
        }
        Ok(List(first))
    }
}

impl<'de> Deserialize<'de> for Coordinate {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        value.deserialize_any(CoordinateVisitor)
    }
}

struct CoordinateVisitor;

impl<'de> Visitor<'de> for CoordinateVisitor {
    type Value = Coordinate;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number or a list")
    }

    fn visit_f64<E: de::Error>(self, degrees: f64) -> Result<Coordinate, E> {
        Ok(Coordinate(Some(degrees)))
    }

    fn visit_i64<E: de::Error>(self, degrees: i64) -> Result<Coordinate, E> {
        Ok(Coordinate(i32::try_from(degrees).ok().map(f64::from)))
    }

    fn visit_u64<E: de::Error>(self, degrees: u64) -> Result<Coordinate, E> {
        Ok(Coordinate(u32::try_from(degrees).ok().map(f64::from)))
    }

    fn visit_str<E: de::Error>(self, _: &str) -> Result<Coordinate, E> {
        Ok(Coordinate(None))
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Coordinate, E> {
        Ok(Coordinate(None))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Coordinate, E> {
        Ok(Coordinate(None))
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> Result<Coordinate, S::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Coordinate(None))
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Coordinate, M::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Coordinate(None))
    }
}
