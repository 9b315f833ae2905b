//! What `datapackage.json` says: every file, every column with its type, and the keys between them.

use crate::domain::actor::Actor;
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use crate::wire::{Column, ColumnOf, ColumnType, ReportRow, WireRow};
use serde_json::{Map, Value, json};

/// The file with the description.
pub const DESCRIPTOR: &str = "datapackage.json";
/// The folder with the texts.
pub const TEXTS: &str = "texts";
/// The files with rows.
pub const FILES: [&str; 5] =
    ["actors.csv", "places.csv", "indicators.csv", "reports.csv", "facts.csv"];
/// Says in the description which program wrote the package.
pub const PROGRAM: &str = "factline";

/// What a package says of itself.
#[derive(Clone, Debug)]
pub struct About {
    /// What its readers see first (`Facts from factline.db`).
    pub title: String,
    /// When it was written (UTC, `YYYY-MM-DDThh:mm:ssZ`).
    pub created: String,
}

/// The description of a package, as `datapackage.json` has it.
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

/// The columns that stand in tables of a package: documents are files beside them.
pub(super) fn columns<R: WireRow>() -> impl Iterator<Item = &'static ColumnOf<R>> {
    R::COLUMNS.iter().filter(|column| column.holds != ColumnType::Document)
}

/// What is said of the columns of a kind of row.
fn of<R: WireRow>() -> impl Iterator<Item = Value> {
    columns::<R>().map(|column| field(column.name, column.holds))
}

/// What is said of a column: its name, its type, and what its values keep to.
fn field(name: &str, holds: ColumnType) -> Value {
    let mut constraints = Map::new();
    let kind = match holds {
        ColumnType::Text | ColumnType::Document | ColumnType::List => "string",
        ColumnType::NeededText => {
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
