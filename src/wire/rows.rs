//! Rows of reference files as the domain's values: actors, places, indicators, reports.
//!
//! Knows the columns of these files. Must not know the store: names stay as they are written.

use crate::domain::actor::{Actor, ActorKind};
use crate::domain::indicator::{Indicator, Measure};
use crate::domain::name::key_of;
use crate::domain::place::{Coordinates, Place, PlaceKind};
use crate::format::csv::Row;
use crate::format::problem::Problem;
use std::fmt::Display;

/// The row's key, or one made from its name.
fn key(row: &Row, name: &str) -> Result<String, Problem> {
    let key = row.owned("key").unwrap_or_else(|| key_of(name));
    if key.is_empty() {
        return Err(Problem::at(
            "key",
            format!("blank, and `{name}` has no letter to make one of"),
        ));
    }
    Ok(key)
}

/// An actor: key or name, kind (other, if blank), parent, aliases.
pub(crate) fn actor(row: &Row) -> Result<Actor, Problem> {
    let name = row.needed("name")?;
    Ok(Actor {
        key: key(row, name)?,
        name: name.to_owned(),
        kind: row.parsed("kind")?.unwrap_or(ActorKind::Other),
        parent: row.owned("parent"),
        aliases: row.several("aliases"),
    })
}

/// A place: key or name, kind (area, if blank), parent, country, P-code, coordinates, aliases.
pub(crate) fn place(row: &Row) -> Result<Place, Problem> {
    let name = row.needed("name")?;
    Ok(Place {
        key: key(row, name)?,
        name: name.to_owned(),
        kind: row.parsed("kind")?.unwrap_or(PlaceKind::Area),
        parent: row.owned("parent"),
        country: row.text("country").map(|code| country("country", code)).transpose()?,
        pcode: row.owned("pcode"),
        coordinates: coordinates(row, "latitude", "longitude")?,
        coordinate_precision: row.parsed("coordinate_precision")?,
        aliases: row.several("aliases"),
    })
}

/// An ISO 3166-1 alpha-3 code, in capitals.
pub(crate) fn country(column: &'static str, code: &str) -> Result<String, Problem> {
    crate::domain::country::recorded_code(code).ok_or_else(|| {
        let why = format!("`{code}` is no ISO 3166-1 alpha-3 code (three letters, as in SYR)");
        Problem::at(column, why)
    })
}

/// Degrees from two columns; both or none.
pub(crate) fn coordinates(
    row: &Row,
    latitude: &'static str,
    longitude: &'static str,
) -> Result<Option<Coordinates>, Problem> {
    let north = degrees(row, latitude, 90.0)?;
    let east = degrees(row, longitude, 180.0)?;
    match (north, east) {
        (Some(north), Some(east)) => Ok(Some(Coordinates { latitude: north, longitude: east })),
        (None, None) => Ok(None),
        (Some(_), None) => Err(Problem::at(longitude, format!("blank, and `{latitude}` is not"))),
        (None, Some(_)) => Err(Problem::at(latitude, format!("blank, and `{longitude}` is not"))),
    }
}

fn degrees(row: &Row, column: &'static str, most: f64) -> Result<Option<f64>, Problem> {
    let Some(text) = row.text(column) else { return Ok(None) };
    match text.parse::<f64>() {
        Ok(value) if value.abs() <= most => Ok(Some(value + 0.0)),
        _ => {
            let why = format!("`{text}` are no degrees (-{most} to {most}, with a point)");
            Err(Problem::at(column, why))
        }
    }
}

/// An indicator: key, label, definition, measures, unit, nature, comparison window, HXL tag,
/// aliases, and since when it is deprecated.
pub(crate) fn indicator(row: &Row) -> Result<Indicator, Problem> {
    let label = row.needed("label")?;
    let measures = needed(row.parsed("measures")?, "measures", Measure::ALL)?;
    let unit = row.owned("unit").unwrap_or_default();
    if unit.is_empty() && matches!(measures, Measure::Count | Measure::Duration) {
        return Err(Problem::at(
            "unit",
            format!("blank, and what measures a {measures} needs one"),
        ));
    }
    let hxl_tag = row.owned("hxl_tag");
    if let Some(tag) = hxl_tag.as_ref().filter(|tag| !tag.starts_with('#')) {
        return Err(Problem::at("hxl_tag", format!("`{tag}` is no hashtag: one starts with `#`")));
    }
    Ok(Indicator {
        key: key(row, label)?,
        label: label.to_owned(),
        definition: row.owned("definition").unwrap_or_default(),
        measures,
        unit,
        nature: needed(row.parsed("nature")?, "nature", crate::domain::indicator::Nature::ALL)?,
        window_days: row.parsed("window_days")?.unwrap_or(7),
        hxl_tag,
        aliases: row.several("aliases"),
        deprecated_at: row.owned("deprecated_at"),
    })
}

fn needed<T: Display>(value: Option<T>, column: &'static str, words: &[T]) -> Result<T, Problem> {
    value.ok_or_else(|| {
        let words: Vec<_> = words.iter().map(T::to_string).collect();
        Problem::at(column, format!("blank: one of {} was expected", words.join(", ")))
    })
}
