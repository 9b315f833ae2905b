//! `GeoJSON` (RFC 7946) of ours as JSON Lines: the properties of each feature are the columns of a
//! fact. Nothing but one feature is held in memory.

use crate::format::error::FormatError;
use crate::format::source::Source;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, de};
use serde_json::{Map, Value};
use std::fmt;
use std::io::{BufReader, Write};

/// Writes the facts of a feature collection as JSON Lines: line 12 is its twelfth feature.
pub(crate) fn transcribe(source: &Source, out: &mut dyn Write) -> Result<(), FormatError> {
    let file = || source.name().to_owned();
    let bytes = source.open().map_err(|why| FormatError::Unreadable { file: file(), why })?;
    let mut json = serde_json::Deserializer::from_reader(BufReader::with_capacity(1 << 16, bytes));
    let found = json.deserialize_map(Collection { out }).and_then(|found| {
        json.end()?;
        if found { Ok(()) } else { Err(de::Error::custom("it has no `features`")) }
    });
    found.map_err(|why| FormatError::GeoJson { file: file(), why })
}

/// The outermost object, of which the `features` are read.
struct Collection<'w> {
    out: &'w mut dyn Write,
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
                map.next_value_seed(Features { out: &mut *self.out })?;
                found = true;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// The features, one by one.
struct Features<'w> {
    out: &'w mut dyn Write,
}

/// What is read of a feature.
#[derive(Deserialize)]
struct Feature {
    properties: Option<Map<String, Value>>,
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
            let mut properties = feature.properties.unwrap_or_default();
            properties.insert("record".to_owned(), Value::from("fact"));
            serde_json::to_writer(&mut *self.out, &properties).map_err(de::Error::custom)?;
            self.out.write_all(b"\n").map_err(de::Error::custom)?;
        }
        Ok(())
    }
}
