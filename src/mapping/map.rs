//! Loading a map: built in, from a file, or from text.

use crate::domain::name::nearest;
use crate::mapping::built_in::BUILT_IN;
use crate::mapping::error::{MapFault, MapRemedy};
use crate::mapping::foreign::header::{Found, Header};
use crate::mapping::model::{HeaderAt, MapSpec, Rule, holes};
use crate::mapping::parse;
use crate::text::files::read_at_most;
use foldhash::HashSet;
use std::path::Path;

/// A valid map, ready to read files with.
#[derive(Clone, Debug)]
pub struct Map {
    pub(super) name: String,
    text: String,
    pub(super) spec: MapSpec,
}

/// Largest file of a map, in bytes; a larger one is refused.
const LARGEST: u64 = 16 << 20;

impl Map {
    /// Parses a map from TOML. `name` appears in errors.
    pub fn parse(name: &str, text: &str) -> Result<Self, MapFault> {
        let text = text.trim_start_matches('\u{FEFF}');
        let spec = parse::spec(name, text)?;
        Ok(Self { name: name.to_owned(), text: text.to_owned(), spec })
    }

    /// Loads the built-in map of that name, or else the map in the file of that path. Fails if
    /// neither exists or the map is invalid.
    pub fn named(name: &str) -> Result<Self, MapFault> {
        if let Some((name, text)) = BUILT_IN.iter().find(|(known, _)| *known == name) {
            return Self::parse(name, text);
        }
        let text = read_at_most(Path::new(name), LARGEST).map_err(|why| {
            let why = match why.kind() {
                std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
                _ => why.to_string(),
            };
            let error = MapFault::whole(name, format!("not a map: {why}"));
            let known = BUILT_IN.iter().map(|(known, _)| *known);
            match nearest(name, known, 1).first() {
                Some(near) => error.with(MapRemedy::BuiltIn(near.clone())),
                None => error.with(MapRemedy::AnyBuiltIn),
            }
        })?;
        let text = String::from_utf8(text)
            .map_err(|_| MapFault::whole(name, "not a map: it is not UTF-8"))?;
        Self::parse(name, &text)
    }

    /// All built-in maps, sorted by name. Fails if one is invalid, which a test excludes.
    pub fn built_in() -> Result<Vec<Self>, MapFault> {
        BUILT_IN.iter().map(|(name, text)| Self::parse(name, text)).collect()
    }

    /// Name of the built-in map, or path of the map's file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// One line that says which files the map reads.
    #[must_use]
    pub fn about(&self) -> &str {
        &self.spec.about
    }

    /// The TOML text of the map.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The row of the header in a sheet according to the map, from 1; `None` if the map does not state it. `Some(0)`
    /// means the row above the HXL hashtags.
    pub(crate) fn header_row(&self) -> Option<usize> {
        match self.spec.header {
            HeaderAt::Row(1) => None,
            HeaderAt::Row(row) => Some(row),
            HeaderAt::Hxl => Some(0),
        }
    }

    /// The number of the map's columns among these names; 0 if there are too few for the header of
    /// a file that the map reads.
    pub(crate) fn columns_among(&self, names: &[String]) -> usize {
        let header = Header::of_names(names.to_vec());
        let rows = self.spec.rows.iter();
        let patterns = rows.clone().flat_map(|row| &row.each_column);
        let has_pattern = patterns.filter(|pattern| !header.matching(pattern).is_empty()).count();
        let of_rows = rows.flat_map(|row| &row.columns).flat_map(|(_, rule)| rule.holes());
        let of_each = self.spec.each.iter().flat_map(|each| holes(&each.of));
        let read: HashSet<&str> = of_rows.chain(of_each).map(|hole| hole.name.as_str()).collect();
        let found = read.iter().filter(|name| header.find(name) != Found::Nowhere).count();
        let found = found + has_pattern;
        if found >= read.len().clamp(1, 2) { found } else { 0 }
    }

    /// Sets one of Factline's columns to the same text in every row, in place of the map's rule.
    /// Fails if the column is unknown.
    pub fn set(&mut self, column: &str, text: &str) -> Result<(), MapFault> {
        let known = parse::our_columns();
        let Some(ours) = known.clone().find(|known| *known == column) else {
            let error = MapFault::whole(column, "not a column of Factline");
            return Err(match nearest(column, known, 2) {
                near if near.is_empty() => error.with(MapRemedy::OurColumns),
                near => error.with(MapRemedy::Nearest(near)),
            });
        };
        for row in &mut self.spec.rows {
            row.columns.retain(|(name, _)| *name != ours);
            row.columns.push((ours, Rule::constant(text)));
        }
        Ok(())
    }
}
