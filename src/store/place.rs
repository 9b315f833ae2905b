//! Reads and writes table `place`: settlements, areas, camps and other places, each of which may
//! lie in another.

use super::content::{Content, Members};
use super::decode::{optional_word, word};
use super::error::{StoreError, WriteError};
use super::reference::{self, Reference};
use crate::domain::place::{CoordinatePrecision, Coordinates, Place};
use rusqlite::{Connection, OptionalExtension, Row, params};

impl Reference for Place {
    fn set_aliases(&mut self, aliases: Vec<String>) {
        self.aliases = aliases;
    }

    fn content(&self) -> String {
        Content::new()
            .text("key", &self.key)
            .text("name", &self.name)
            .text("kind", self.kind.as_str())
            .optional("parent", self.parent.as_deref())
            .optional("country", self.country.as_deref())
            .optional("pcode", self.pcode.as_deref())
            .degrees("latitude", self.coordinates.map(|point| point.latitude))
            .degrees("longitude", self.coordinates.map(|point| point.longitude))
            .optional(
                "coordinate_precision",
                self.coordinate_precision.map(CoordinatePrecision::as_str),
            )
            .list("aliases", &self.aliases)
            .finish()
    }

    fn from_content(members: &Members) -> Result<Self, StoreError> {
        let point = members.degrees("latitude").zip(members.degrees("longitude"));
        Ok(Self {
            key: members.text("key")?,
            name: members.text("name")?,
            kind: members.word("kind")?,
            parent: members.optional("parent"),
            country: members.optional("country"),
            pcode: members.optional("pcode"),
            coordinates: point.map(|(latitude, longitude)| Coordinates { latitude, longitude }),
            coordinate_precision: members.optional_word("coordinate_precision")?,
            aliases: members.list("aliases")?,
        })
    }

    fn fits_its_table(&self) -> bool {
        let is_code =
            |code: &String| code.len() == 3 && code.bytes().all(|c| c.is_ascii_uppercase());
        let is_on_earth =
            |point: Coordinates| point.latitude.abs() <= 90.0 && point.longitude.abs() <= 180.0;
        self.country.as_ref().is_none_or(is_code) && self.coordinates.is_none_or(is_on_earth)
    }

    /// Fails with [`WriteError::PcodeTaken`].
    fn unless_clashing(&self, connection: &Connection) -> Result<(), WriteError> {
        let Some(pcode) = &self.pcode else { return Ok(()) };
        let owner: Option<String> = connection
            .prepare_cached("SELECT key FROM place WHERE pcode = ?1 AND key <> ?2")?
            .query_row([pcode, &self.key], |row| row.get(0))
            .optional()?;
        match owner {
            Some(key) => Err(WriteError::PcodeTaken { pcode: pcode.clone(), key }),
            None => Ok(()),
        }
    }

    fn put(&self, connection: &Connection, parent: Option<i64>) -> rusqlite::Result<()> {
        let values = params![
            self.key,
            self.name,
            self.kind.as_str(),
            parent,
            self.country,
            self.pcode,
            self.coordinates.map(|point| point.latitude),
            self.coordinates.map(|point| point.longitude),
            self.coordinate_precision.map(CoordinatePrecision::as_str)
        ];
        reference::upsert::<Self>(connection, values)
    }

    const COLUMNS: &'static [&'static str] = &[
        "key",
        "name",
        "kind",
        "parent",
        "country",
        "pcode",
        "latitude",
        "longitude",
        "coordinate_precision",
    ];

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let latitude: Option<f64> = row.get(7)?;
        let longitude: Option<f64> = row.get(8)?;
        Ok(Self {
            key: row.get(1)?,
            name: row.get(2)?,
            kind: word(row, 3)?,
            parent: row.get(4)?,
            country: row.get(5)?,
            pcode: row.get(6)?,
            coordinates: latitude
                .zip(longitude)
                .map(|(latitude, longitude)| Coordinates { latitude, longitude }),
            coordinate_precision: optional_word(row, 9)?,
            aliases: Vec::new(),
        })
    }
}

/// The ids of these places and of all places that they lie in. `ids` is a JSON list.
pub(super) fn with_ancestors(connection: &Connection, ids: &str) -> Result<Vec<i64>, StoreError> {
    let sql = "WITH RECURSIVE up (id) AS (
                 SELECT value FROM json_each(?1)
                 UNION SELECT parent FROM place JOIN up USING (id) WHERE parent IS NOT NULL)
               SELECT id FROM up";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_map([ids], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(found)
}
