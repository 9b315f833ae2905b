//! Reads and writes table `actor`: organizations and persons that publish reports, make statements,
//! or pass them on.

use super::content::{Content, Members};
use super::decode::word;
use super::error::StoreError;
use super::reference::{self, Reference};
use crate::domain::actor::Actor;
use rusqlite::{Connection, Row, params};

impl Reference for Actor {
    fn set_aliases(&mut self, aliases: Vec<String>) {
        self.aliases = aliases;
    }

    fn content(&self) -> String {
        Content::new()
            .text("key", &self.key)
            .text("name", &self.name)
            .text("kind", self.kind.as_str())
            .optional("parent", self.parent.as_deref())
            .list("aliases", &self.aliases)
            .finish()
    }

    fn from_content(members: &Members) -> Result<Self, StoreError> {
        Ok(Self {
            key: members.text("key")?,
            name: members.text("name")?,
            kind: members.word("kind")?,
            parent: members.optional("parent"),
            aliases: members.list("aliases")?,
        })
    }

    fn put(&self, connection: &Connection, parent: Option<i64>) -> rusqlite::Result<()> {
        let values = params![self.key, self.name, self.kind.as_str(), parent];
        reference::upsert::<Self>(connection, values)
    }

    const COLUMNS: &'static [&'static str] = &["key", "name", "kind", "parent"];

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            key: row.get(1)?,
            name: row.get(2)?,
            kind: word(row, 3)?,
            parent: row.get(4)?,
            aliases: Vec::new(),
        })
    }
}
