//! What `datapackage.json` says: every file, every column with its type, and the keys between them.

use crate::domain::actor::ActorKind;
use crate::domain::fact::{QuoteCheck, Stance, Status};
use crate::domain::indicator::{Measure, Nature};
use crate::domain::place::{CoordinatePrecision, PlaceKind};
use crate::domain::report::Confidentiality;
use crate::export::fields;
use crate::export::package::About;
use crate::wire::Column;
use serde_json::{Value, json};

/// The file with the description.
pub const DESCRIPTOR: &str = "datapackage.json";
/// The folder with the texts.
pub const TEXTS: &str = "texts";
/// The files with rows.
pub const FILES: [&str; 5] =
    ["actors.csv", "places.csv", "indicators.csv", "reports.csv", "facts.csv"];
/// Says in the description which program wrote the package.
pub const PROGRAM: &str = "factline";

/// The whole description.
pub(super) fn descriptor(about: &About) -> Value {
    json!({
        "profile": "tabular-data-package",
        "name": "factline-export",
        "title": about.title,
        "created": about.created,
        "generator": PROGRAM,
        "resources": [
            resource("actors", fields::ACTORS.iter().map(|name| field(name, actor(name))), "key",
                &[("parent", "", "key")]),
            resource("places", fields::PLACES.iter().map(|name| field(name, place(name))), "key",
                &[("parent", "", "key")]),
            resource("indicators",
                fields::INDICATORS.iter().map(|name| field(name, indicator(name))), "key", &[]),
            resource("reports", fields::REPORTS.iter().map(|name| field(name, report(name))), "key",
                &[("publisher", "actors", "key"), ("republishes", "", "key")]),
            resource("facts", Column::ALL.iter().map(|column| field(column.name(), fact(*column))),
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

/// The type of a column, with what its values keep to.
struct Type(&'static str, Option<Value>);

const TEXT: Type = Type("string", None);
const NUMBER: Type = Type("number", None);
const DAY: Type = Type("date", None);

/// A text that must be there.
fn needed() -> Type {
    Type("string", Some(json!({"required": true})))
}

/// One word of a closed set.
fn word<T: std::fmt::Display>(words: &[T]) -> Type {
    let words: Vec<String> = words.iter().map(ToString::to_string).collect();
    Type("string", Some(json!({"enum": words})))
}

fn field(name: &str, Type(kind, constraints): Type) -> Value {
    let mut field = json!({"name": name, "type": kind});
    if kind == "boolean" {
        field["trueValues"] = json!(["1"]);
        field["falseValues"] = json!(["0"]);
    }
    if let Some(constraints) = constraints {
        field["constraints"] = constraints;
    }
    field
}

fn actor(name: &str) -> Type {
    match name {
        "key" | "name" => needed(),
        "kind" => word(ActorKind::ALL),
        _ => TEXT,
    }
}

fn place(name: &str) -> Type {
    match name {
        "key" | "name" => needed(),
        "kind" => word(PlaceKind::ALL),
        "latitude" => degrees(90),
        "longitude" => degrees(180),
        "coordinate_precision" => word(CoordinatePrecision::ALL),
        _ => TEXT,
    }
}

fn degrees(most: i32) -> Type {
    Type("number", Some(json!({"minimum": -most, "maximum": most})))
}

fn indicator(name: &str) -> Type {
    match name {
        "key" | "label" => needed(),
        "measures" => word(Measure::ALL),
        "nature" => word(Nature::ALL),
        "window_days" => Type("integer", None),
        "deprecated_at" => Type("datetime", None),
        _ => TEXT,
    }
}

fn report(name: &str) -> Type {
    match name {
        "key" | "publisher" | "title" | "published" => needed(),
        "confidentiality" => word(Confidentiality::ALL),
        "retractions_before" => Type("array", None),
        _ => TEXT,
    }
}

fn fact(column: Column) -> Type {
    use Column as C;
    match column {
        C::FactId | C::Indicator | C::PlaceKey | C::ReportKey => needed(),
        C::ValueLow | C::ValueBest | C::ValueHigh => NUMBER,
        C::ValueApproximate => Type("boolean", None),
        C::Status => word(Status::ALL),
        C::Stance => word(Stance::ALL),
        C::StartEarliest | C::StartLatest | C::EndEarliest | C::EndLatest => DAY,
        C::Latitude => degrees(90),
        C::Longitude => degrees(180),
        C::QuoteCheck => word(QuoteCheck::ALL),
        C::RecordedAt => Type("datetime", None),
        C::Reliability => Type("string", Some(json!({"enum": ["A", "B", "C", "D", "E", "F"]}))),
        C::Credibility => Type("integer", Some(json!({"minimum": 1, "maximum": 6}))),
        C::AssessmentsBefore | C::RetractionsBefore => Type("array", None),
        _ => TEXT,
    }
}
