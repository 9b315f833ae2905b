//! The columns of a table of places.

use crate::domain::country::recorded_code;
use crate::domain::place::{CoordinatePrecision, Coordinates, Place, PlaceKind};
use crate::format::problem::Problem;
use crate::format::row::Row;
use crate::wire::column::{ColumnOf, ColumnType, Compared, WireRow};
use crate::wire::names::{as_set, key_or};
use crate::wire::value::CellValue;

impl WireRow for Place {
    const COLUMNS: &'static [ColumnOf<Self>] = &[
        ColumnOf::new(
            "key",
            "The key by which other rows name the place: place_key of facts, parent of places.",
            ColumnType::NeededText,
            |place: &Self| CellValue::text(&place.key),
        )
        .compared(Compared::Never),
        ColumnOf::new("name", "Name of the place.", ColumnType::NeededText, |place: &Self| {
            CellValue::text(&place.name)
        }),
        ColumnOf::new(
            "kind",
            "What the place is.",
            ColumnType::Word(PlaceKind::WORDS),
            |place: &Self| CellValue::text(place.kind.as_str()),
        )
        .set_checked(|place, cell| {
            place.kind = cell.parsed()?.unwrap_or(PlaceKind::Area);
            Ok(())
        }),
        ColumnOf::new(
            "parent",
            "Key of the area in which it lies.",
            ColumnType::Text,
            |place: &Self| CellValue::optional(place.parent.as_deref()),
        )
        .set(|place, cell| place.parent = cell.owned()),
        ColumnOf::new(
            "country",
            "ISO 3166-1 alpha-3 code of its country.",
            ColumnType::Text,
            |place: &Self| CellValue::optional(place.country.as_deref()),
        )
        .set_checked(|place, cell| {
            place.country = cell.text().map(|code| country("country", code)).transpose()?;
            Ok(())
        }),
        ColumnOf::new("pcode", "P-code of the area.", ColumnType::Text, |place: &Self| {
            CellValue::optional(place.pcode.as_deref())
        })
        .set(|place, cell| place.pcode = cell.owned()),
        // The column `latitude` sets and compares both coordinates.
        ColumnOf::new(
            "latitude",
            "Latitude in degrees (WGS 84), positive to the north.",
            ColumnType::Degrees(90),
            |place: &Self| CellValue::number(place.coordinates.map(|point| point.latitude)),
        )
        .set_checked(|place, cell| {
            place.coordinates = coordinates(cell.row(), "latitude", "longitude")?;
            Ok(())
        })
        .compared(Compared::By(|place| {
            let point = place.coordinates;
            point.map(|c| format!("{} {}", c.latitude, c.longitude)).unwrap_or_default()
        })),
        ColumnOf::new(
            "longitude",
            "Longitude in degrees (WGS 84), positive to the east.",
            ColumnType::Degrees(180),
            |place: &Self| CellValue::number(place.coordinates.map(|point| point.longitude)),
        )
        .compared(Compared::Never),
        ColumnOf::new(
            "coordinate_precision",
            "How exact the coordinates are.",
            ColumnType::Word(CoordinatePrecision::WORDS),
            |place: &Self| {
                CellValue::optional(place.coordinate_precision.map(CoordinatePrecision::as_str))
            },
        )
        .set_checked(|place, cell| {
            place.coordinate_precision = cell.parsed()?;
            Ok(())
        }),
        ColumnOf::new(
            "aliases",
            "Other names under which it is found.",
            ColumnType::List,
            |place: &Self| CellValue::list(&place.aliases),
        )
        .set(|place, cell| place.aliases = cell.several())
        .compared(Compared::By(|place| as_set(&place.aliases))),
    ];

    fn begin(row: &Row<'_>) -> Result<Self, Problem> {
        let name = row.needed("name")?;
        Ok(Self::new(&key_or(row, name)?, name, PlaceKind::Area, None))
    }
}

/// Checks an ISO 3166-1 alpha-3 code and returns it in capitals. The error names `column`.
pub(crate) fn country(column: &'static str, code: &str) -> Result<String, Problem> {
    recorded_code(code).map_err(|why| Problem::at(column, why))
}

/// Reads coordinates from two columns, in degrees (WGS 84). Fails if only one of them is filled.
pub(crate) fn coordinates(
    row: &Row<'_>,
    latitude: &'static str,
    longitude: &'static str,
) -> Result<Option<Coordinates>, Problem> {
    let north = degrees(row, latitude, 90.0)?;
    let east = degrees(row, longitude, 180.0)?;
    match (north, east) {
        (Some(north), Some(east)) => Ok(Some(Coordinates { latitude: north, longitude: east })),
        (None, None) => Ok(None),
        (Some(_), None) => Err(Problem::at(longitude, format!("blank, but `{latitude}` is not"))),
        (None, Some(_)) => Err(Problem::at(latitude, format!("blank, but `{longitude}` is not"))),
    }
}

fn degrees(row: &Row<'_>, column: &'static str, most: f64) -> Result<Option<f64>, Problem> {
    let Some(text) = row.text(column) else { return Ok(None) };
    match text.parse::<f64>() {
        Ok(value) if value.abs() <= most => Ok(Some(value + 0.0)),
        _ => {
            let why = format!(
                "`{text}`: degrees from -{most} to {most} were expected, with a decimal point"
            );
            Err(Problem::at(column, why))
        }
    }
}
