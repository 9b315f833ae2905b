//! Turns `GeoJSON` (RFC 7946) into JSON Lines: the properties of each feature are the columns of a
//! fact, and its point the coordinates of the place. Only one feature is in memory at a time.

use crate::format::error::FormatError;
use crate::format::geometry::Geometry;
use crate::format::repeated_keys::Fields;
use crate::format::source::Source;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, de};
use serde_json::Value;
use std::cell::Cell;
use std::fmt;
use std::io::{self, BufReader, Read, Write};

/// The largest feature in bytes. The part of the file before the features must not be larger.
const LARGEST_FEATURE: usize = 64 << 20;

/// Fails once `left` bytes were read. Resetting `left` at each feature limits the memory that a
/// feature takes.
struct Limited<'l, R> {
    bytes: R,
    left: &'l Cell<usize>,
}

impl<R: Read> Read for Limited<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        let most = LARGEST_FEATURE >> 20;
        let left = self.left.get().checked_sub(read);
        let left = left.ok_or_else(|| io::Error::other(format!("a feature larger than {most} MB")));
        self.left.set(left?);
        Ok(read)
    }
}

/// Writes the facts of a feature collection as JSON Lines: line 12 is the twelfth feature. Fails if
/// the file cannot be read or is not a feature collection.
pub(crate) fn transcribe(source: &Source, out: &mut dyn Write) -> Result<(), FormatError> {
    let file = || source.name().to_owned();
    let bytes = source.open().map_err(|why| FormatError::Unreadable { file: file(), why })?;
    let left = Cell::new(LARGEST_FEATURE);
    let bytes = BufReader::with_capacity(1 << 16, Limited { bytes, left: &left });
    let mut json = serde_json::Deserializer::from_reader(bytes);
    let found = json.deserialize_map(Collection { out, left: &left }).and_then(|found| {
        json.end()?;
        if found { Ok(()) } else { Err(de::Error::custom("it has no `features`")) }
    });
    found.map_err(|why| FormatError::GeoJson { file: file(), why })
}

/// Visits the outermost JSON object, and reads its `features`. Returns whether it has any.
struct Collection<'w> {
    out: &'w mut dyn Write,
    left: &'w Cell<usize>,
}

impl<'de> Visitor<'de> for Collection<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `features`")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<bool, M::Error> {
        let mut found = false;
        while let Some(key) = map.next_key::<String>()? {
            if key == "features" {
                map.next_value_seed(Features { out: &mut *self.out, left: self.left })?;
                found = true;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// Visits the list of features, and writes a line for each.
struct Features<'w> {
    out: &'w mut dyn Write,
    left: &'w Cell<usize>,
}

/// The part of a feature that is read.
#[derive(Deserialize)]
struct Feature {
    properties: Option<Fields>,
    geometry: Option<Geometry>,
}

/// Adds the coordinates of a point to the properties, unless one of them is already a property.
fn add_point(properties: &mut Vec<(String, Value)>, geometry: Option<Geometry>) {
    let says = |name: &str| properties.iter().any(|(key, value)| key == name && !value.is_null());
    if let Some((longitude, latitude)) = geometry.and_then(Geometry::point)
        && !says("latitude")
        && !says("longitude")
    {
        for (name, value) in [("latitude", latitude), ("longitude", longitude)] {
            properties.retain(|(key, _)| key != name);
            properties.push((name.to_owned(), Value::from(value)));
        }
    }
}

impl<'de> DeserializeSeed<'de> for Features<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, list: D) -> Result<(), D::Error> {
        list.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Features<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of features")
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> Result<(), S::Error> {
        while let Some(feature) = list.next_element::<Feature>()? {
            self.left.set(LARGEST_FEATURE);
            let mut properties = feature.properties.unwrap_or_default();
            add_point(&mut properties.0, feature.geometry);
            properties.0.retain(|(key, _)| key != "record");
            properties.0.push(("record".to_owned(), Value::from("fact")));
            serde_json::to_writer(&mut *self.out, &properties).map_err(de::Error::custom)?;
            self.out.write_all(b"\n").map_err(de::Error::custom)?;
        }
        Ok(())
    }
}
