//! Describes a data package in `datapackage.json`: every file, every column with its type, and the
//! keys between files.

use crate::domain::actor::Actor;
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use crate::wire::{Column, ColumnOf, ColumnType, ReportRow, WireRow};
use serde_json::{Map, Value, json};

/// Name of the file that describes the package (Frictionless).
pub const DESCRIPTOR: &str = "datapackage.json";
/// Name of the folder with the texts of reports.
pub const TEXTS: &str = "texts";
/// Names of the CSV files, in the order in which an import needs them.
pub const FILES: [&str; 5] =
    ["actors.csv", "places.csv", "indicators.csv", "reports.csv", "facts.csv"];
/// The value of `generator` in the description: the program that wrote the package.
pub const PROGRAM: &str = "factline";

/// The title and time in the description of a package.
#[derive(Clone, Debug)]
pub struct About {
    /// Title of the package (`Facts from factline.db`).
    pub title: String,
    /// Time of writing (UTC, `YYYY-MM-DDThh:mm:ssZ`).
    pub created: String,
}

/// The content of `datapackage.json`.
pub(super) fn descriptor(about: &About) -> Value {
    json!({
        "profile": "tabular-data-package",
        "name": "factline-export",
        "title": about.title,
        "created": about.created,
        "generator": PROGRAM,
        "resources": [
            resource("actors", of::<Actor>(), "key",
                &[("parent", "", "key")]),
            resource("places", of::<Place>(), "key",
                &[("parent", "", "key")]),
            resource("indicators",
                of::<Indicator>(), "key", &[]),
            resource("reports", of::<ReportRow>(), "key",
                &[("publisher", "actors", "key"), ("republishes", "", "key")]),
            resource("facts", Column::ALL.iter().map(|column| field(column.name(), column.holds())),
                "fact_id",
                &[
                    ("indicator", "indicators", "key"),
                    ("place_key", "places", "key"),
                    ("report_key", "reports", "key"),
                    ("claimant_key", "actors", "key"),
                    ("publisher_key", "actors", "key"),
                    ("place_parent_key", "places", "key"),
                ]),
        ],
    })
}

fn resource(
    name: &str,
    fields: impl Iterator<Item = Value>,
    key: &str,
    foreign: &[(&str, &str, &str)],
) -> Value {
    let foreign: Vec<Value> = foreign
        .iter()
        .map(|(field, resource, other)| {
            json!({"fields": field, "reference": {"resource": resource, "fields": other}})
        })
        .collect();
    let mut schema = json!({
        "fields": fields.collect::<Vec<_>>(),
        "missingValues": [""],
        "primaryKey": key,
    });
    if !foreign.is_empty() {
        schema["foreignKeys"] = Value::from(foreign);
    }
    json!({
        "name": name,
        "profile": "tabular-data-resource",
        "path": format!("{name}.csv"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    })
}

/// The columns of a CSV file of the package. Documents are left out, because they are separate files.
pub(super) fn columns<R: WireRow>() -> impl Iterator<Item = &'static ColumnOf<R>> {
    R::COLUMNS.iter().filter(|column| column.holds != ColumnType::Document)
}

/// The schema fields of all columns of a kind of row.
fn of<R: WireRow>() -> impl Iterator<Item = Value> {
    columns::<R>().map(|column| field(column.name, column.holds))
}

/// The schema field of a column: its name, type and constraints (Frictionless Table Schema).
fn field(name: &str, holds: ColumnType) -> Value {
    let mut constraints = Map::new();
    let kind = match holds {
        ColumnType::Text
        | ColumnType::Edtf { needed: false }
        | ColumnType::Link
        | ColumnType::Document
        | ColumnType::List => "string",
        ColumnType::NeededText | ColumnType::Edtf { needed: true } => {
            constraints.insert("required".to_owned(), json!(true));
            "string"
        }
        ColumnType::Word(words) => {
            constraints.insert("enum".to_owned(), json!(words));
            "string"
        }
        ColumnType::Number => "number",
        ColumnType::Degrees(most) => {
            between(&mut constraints, -most, most);
            "number"
        }
        ColumnType::Integer => "integer",
        ColumnType::Grade(least, most) => {
            between(&mut constraints, least, most);
            "integer"
        }
        ColumnType::Flag => "boolean",
        ColumnType::Day => "date",
        ColumnType::Moment => "datetime",
        ColumnType::Json => "array",
    };
    let mut field = json!({"name": name, "type": kind});
    if holds == ColumnType::Flag {
        field["trueValues"] = json!(["1"]);
        field["falseValues"] = json!(["0"]);
    }
    if !constraints.is_empty() {
        field["constraints"] = Value::from(constraints);
    }
    field
}

fn between(constraints: &mut Map<String, Value>, least: i32, most: i32) {
    constraints.insert("minimum".to_owned(), json!(least));
    constraints.insert("maximum".to_owned(), json!(most));
}
