//! Reads lines and areas of `GeoJSON` (RFC 7946), to draw them: boundaries, roads, rivers.

use crate::format::error::FormatError;
use crate::format::source::Source;
use crate::text::files::bytes_at_most;
use serde::de::{Deserializer, SeqAccess, Visitor};
use serde::{Deserialize, de};
use std::fmt;

/// The largest file in bytes.
const LARGEST: u64 = 32 << 20;

/// Lines and rings, as longitudes and latitudes in degrees.
pub type Outlines = Vec<Vec<(f64, f64)>>;

/// A collection, a feature or a geometry.
#[derive(Deserialize)]
struct Object {
    features: Option<Vec<Object>>,
    geometry: Option<Box<Object>>,
    geometries: Option<Vec<Object>>,
    coordinates: Option<Nested>,
}

/// A number, or a list of positions, rings or areas.
enum Nested {
    Number(f64),
    List(Vec<Nested>),
}

/// The lines and the rings of areas in a file; points are left out. Fails if the file cannot be read, is no `GeoJSON`,
/// has neither lines nor areas, or has positions that are not degrees.
pub fn outlines(source: &Source) -> Result<Outlines, FormatError> {
    let file = || source.name().to_owned();
    let unreadable = |why| FormatError::Unreadable { file: file(), why };
    let bytes = source.open().map_err(unreadable)?;
    let bytes = bytes_at_most(bytes, LARGEST).map_err(unreadable)?;
    let wrong = |why| FormatError::Outlines { file: file(), why };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let object: Object = serde_json::from_slice(bytes).map_err(wrong)?;
    let mut found = Outlines::new();
    object.collect(&mut found).map_err(wrong)?;
    if found.is_empty() {
        return Err(wrong(de::Error::custom("it has neither lines nor areas")));
    }
    Ok(found)
}

impl Object {
    fn collect(self, found: &mut Outlines) -> Result<(), serde_json::Error> {
        if let Some(coordinates) = self.coordinates {
            coordinates.collect(found)?;
        }
        let inner = self.features.into_iter().flatten().chain(self.geometry.map(|one| *one));
        inner.chain(self.geometries.into_iter().flatten()).try_for_each(|one| one.collect(found))
    }
}

impl Nested {
    /// Adds a list of positions as a line, and goes on into lists of lists.
    fn collect(self, found: &mut Outlines) -> Result<(), serde_json::Error> {
        let Self::List(all) = self else { return Ok(()) };
        let is_line = all.iter().any(Self::is_position);
        if !is_line {
            return all.into_iter().try_for_each(|one| one.collect(found));
        }
        let line: Option<Vec<(f64, f64)>> = all.iter().map(Self::position).collect();
        let line = line.ok_or_else(|| {
            de::Error::custom("a position is not a longitude and a latitude in degrees")
        })?;
        if line.len() > 1 {
            found.push(line);
        }
        Ok(())
    }

    fn is_position(&self) -> bool {
        matches!(self, Self::List(all) if matches!(all.first(), Some(Self::Number(_))))
    }

    fn position(&self) -> Option<(f64, f64)> {
        let Self::List(all) = self else { return None };
        let [Self::Number(longitude), Self::Number(latitude), ..] = all.as_slice() else {
            return None;
        };
        let is_degrees = longitude.abs() <= 360.0 && latitude.abs() <= 90.0;
        is_degrees.then_some((*longitude, *latitude))
    }
}

impl<'de> Deserialize<'de> for Nested {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        value.deserialize_any(NestedVisitor)
    }
}

struct NestedVisitor;

impl<'de> Visitor<'de> for NestedVisitor {
    type Value = Nested;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number or a list")
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Nested, E> {
        Ok(Nested::Number(number))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Nested, E> {
        i32::try_from(number).map(|number| Nested::Number(number.into())).map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Nested, E> {
        u32::try_from(number).map(|number| Nested::Number(number.into())).map_err(E::custom)
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> Result<Nested, S::Error> {
        let mut all = Vec::new();
        while let Some(value) = list.next_element()? {
            all.push(value);
        }
        Ok(Nested::List(all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &'static str) -> Result<Outlines, String> {
        outlines(&Source::bytes("b.geojson", text.as_bytes())).map_err(|why| why.to_string())
    }

    #[test]
    fn lines_and_rings_are_read_wherever_they_are() {
        let text = r#"{"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"coordinates": "x"}, "geometry": {"type": "Polygon", "coordinates": [[[0, 1], [2, 3.5], [4, 5]], [[1, 1], [1, 2]]]}},
            {"type": "Feature", "properties": null, "geometry": {"type": "GeometryCollection", "geometries": [
                {"type": "Point", "coordinates": [9, 9]},
                {"type": "MultiLineString", "coordinates": [[[6, 7, 100], [8, 9, 100]]]}]}},
            {"type": "Feature", "properties": {}, "geometry": null}]}"#;
        let expected = [
            vec![(0.0, 1.0), (2.0, 3.5), (4.0, 5.0)],
            vec![(1.0, 1.0), (1.0, 2.0)],
            vec![(6.0, 7.0), (8.0, 9.0)],
        ];
        assert_eq!(read(text).unwrap(), expected);
    }

    #[test]
    fn what_cannot_be_drawn_is_refused_with_the_reason() {
        for (text, why) in [
            ("no json", "expected"),
            ("[1, 2]", "expected"),
            (r#"{"type": "Point", "coordinates": [1, 2]}"#, "neither lines nor areas"),
            (r#"{"type": "LineString", "coordinates": [[370000, 4000000], [1, 2]]}"#, "in degrees"),
            (r#"{"type": "LineString", "coordinates": [[1], [1, 2]]}"#, "in degrees"),
        ] {
            let told = read(text).unwrap_err();
            assert!(told.contains(why), "{text}: {told}");
        }
    }
}
