//! Reads and writes table `indicator`: what facts measure (people killed) or follow (a truce).

use super::content::{Content, Members};
use super::decode::word;
use super::error::StoreError;
use super::reference::{self, Reference};
use crate::domain::indicator::Indicator;
use crate::text::lists;
use rusqlite::{Connection, Row, params};
use std::borrow::Cow;

impl Reference for Indicator {
    fn set_aliases(&mut self, aliases: Vec<String>) {
        self.aliases = aliases;
    }

    fn content(&self) -> String {
        let content = Content::new()
            .text("key", &self.key)
            .text("label", &self.label)
            .text("definition", &self.definition)
            .text("measures", self.measures.as_str())
            .text("unit", &self.unit)
            .text("nature", self.nature.as_str())
            .whole("window_days", self.window_days)
            .optional("hxl_tag", self.hxl_tag.as_deref())
            .list("aliases", &self.aliases)
            .optional("deprecated_at", self.deprecated_at.as_deref());
        // An indicator without further units has the same content as in older versions.
        let has_units = !self.units.is_empty();
        if has_units { content.list("units", &self.units).finish() } else { content.finish() }
    }

    fn from_content(members: &Members) -> Result<Self, StoreError> {
        Ok(Self {
            key: members.text("key")?,
            label: members.text("label")?,
            definition: members.text("definition")?,
            measures: members.word("measures")?,
            unit: members.text("unit")?,
            units: if members.has("units") { members.list("units")? } else { Vec::new() },
            nature: members.word("nature")?,
            window_days: members.whole("window_days")?,
            hxl_tag: members.optional("hxl_tag"),
            aliases: members.list("aliases")?,
            deprecated_at: members.optional("deprecated_at"),
        })
    }

    fn fits_its_table(&self) -> bool {
        self.hxl_tag.as_ref().is_none_or(|tag| tag.starts_with('#'))
    }

    fn put(&self, connection: &Connection, _: Option<i64>) -> rusqlite::Result<()> {
        let unit = (!self.unit.is_empty()).then_some(&self.unit);
        let units = (!self.units.is_empty()).then(|| lists::join(&self.units));
        let values = params![
            self.key,
            self.label,
            self.definition,
            self.measures.as_str(),
            unit,
            self.nature.as_str(),
            self.window_days,
            self.hxl_tag,
            self.deprecated_at,
            units
        ];
        reference::upsert::<Self>(connection, values)
    }

    const COLUMNS: &'static [&'static str] = &[
        "key",
        "label",
        "definition",
        "measures",
        "unit",
        "nature",
        "window_days",
        "hxl_tag",
        "deprecated_at",
        "units",
    ];

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let units: Option<String> = row.get(10)?;
        let units = units.as_deref().map(lists::split).unwrap_or_default();
        Ok(Self {
            key: row.get(1)?,
            label: row.get(2)?,
            definition: row.get(3)?,
            measures: word(row, 4)?,
            unit: row.get::<_, Option<String>>(5)?.unwrap_or_default(),
            units: units.into_iter().map(Cow::into_owned).collect(),
            nature: word(row, 6)?,
            window_days: row.get(7)?,
            hxl_tag: row.get(8)?,
            aliases: Vec::new(),
            deprecated_at: row.get(9)?,
        })
    }
}
