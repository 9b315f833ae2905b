//! Rows of every kind as named fields with typed values: the names are those of the columns that
//! an import reads.

use crate::domain::actor::Actor;
use crate::domain::indicator::Indicator;
use crate::domain::place::{CoordinatePrecision, Place};
use crate::domain::report::{CapturedText, Confidentiality, Report};
use crate::domain::selection::RecordedFact;
use crate::export::bundle::Bundle;
use crate::text::lists;
use crate::wire::{Cell, Column, Table, taken_back_cell};
use std::borrow::Cow;

/// The value of a field.
pub(super) enum Value<'a> {
    /// Nothing was said.
    Blank,
    /// Words.
    Text(Cow<'a, str>),
    /// A number, as its digits.
    Digits(String),
    /// Yes or no.
    Flag(bool),
    /// Several words, in order.
    List(Vec<Cow<'a, str>>),
    /// Several values with parts of their own, as JSON.
    Json(Cow<'a, str>),
}

/// A field: its name and its value.
pub(super) type Field<'a> = (&'static str, Value<'a>);

impl<'a> Value<'a> {
    fn said(text: Option<&'a str>) -> Self {
        text.filter(|text| !text.is_empty()).map_or(Self::Blank, |text| Self::Text(text.into()))
    }

    fn list(values: &'a [String]) -> Self {
        if values.is_empty() {
            return Self::Blank;
        }
        Self::List(values.iter().map(|value| value.as_str().into()).collect())
    }

    fn degrees(degrees: Option<f64>) -> Self {
        degrees.map_or(Self::Blank, |degrees| Self::Digits(degrees.to_string()))
    }
}

/// The names of an actor's fields, in their order.
pub(super) const ACTORS: &[&str] = &["key", "name", "kind", "parent", "aliases"];
/// Those of a place.
pub(super) const PLACES: &[&str] = &[
    "key",
    "name",
    "kind",
    "parent",
    "country",
    "pcode",
    "latitude",
    "longitude",
    "coordinate_precision",
    "aliases",
];
/// Those of an indicator.
pub(super) const INDICATORS: &[&str] = &[
    "key",
    "label",
    "definition",
    "measures",
    "unit",
    "nature",
    "window_days",
    "hxl_tag",
    "aliases",
    "deprecated_at",
];
/// Those of a report whose text is not in the row.
pub(super) const REPORTS: &[&str] = &[
    "key",
    "publisher",
    "title",
    "byline",
    "url",
    "archive_url",
    "published",
    "language",
    "republishes",
    "replaces",
    "confidentiality",
    "text_file",
    "captured_at",
    "retracted",
    "retractions_before",
];

/// The fields of an actor.
pub(super) fn actor(actor: &Actor) -> Vec<Field<'_>> {
    vec![
        ("key", Value::said(Some(&actor.key))),
        ("name", Value::said(Some(&actor.name))),
        ("kind", Value::said(Some(actor.kind.as_str()))),
        ("parent", Value::said(actor.parent.as_deref())),
        ("aliases", Value::list(&actor.aliases)),
    ]
}

/// The fields of a place.
pub(super) fn place(place: &Place) -> Vec<Field<'_>> {
    let precision = place.coordinate_precision.map(CoordinatePrecision::as_str);
    vec![
        ("key", Value::said(Some(&place.key))),
        ("name", Value::said(Some(&place.name))),
        ("kind", Value::said(Some(place.kind.as_str()))),
        ("parent", Value::said(place.parent.as_deref())),
        ("country", Value::said(place.country.as_deref())),
        ("pcode", Value::said(place.pcode.as_deref())),
        ("latitude", Value::degrees(place.coordinates.map(|point| point.latitude))),
        ("longitude", Value::degrees(place.coordinates.map(|point| point.longitude))),
        ("coordinate_precision", Value::said(precision)),
        ("aliases", Value::list(&place.aliases)),
    ]
}

/// The fields of an indicator.
pub(super) fn indicator(indicator: &Indicator) -> Vec<Field<'_>> {
    vec![
        ("key", Value::said(Some(&indicator.key))),
        ("label", Value::said(Some(&indicator.label))),
        ("definition", Value::said(Some(&indicator.definition))),
        ("measures", Value::said(Some(indicator.measures.as_str()))),
        ("unit", Value::said(Some(&indicator.unit))),
        ("nature", Value::said(Some(indicator.nature.as_str()))),
        ("window_days", Value::Digits(indicator.window_days.to_string())),
        ("hxl_tag", Value::said(indicator.hxl_tag.as_deref())),
        ("aliases", Value::list(&indicator.aliases)),
        ("deprecated_at", Value::said(indicator.deprecated_at.as_deref())),
    ]
}

/// How the text of a report goes along.
pub(super) enum Text<'a> {
    /// Not at all.
    Left,
    /// In the row.
    Here(&'a CapturedText),
    /// In a file of that name.
    In(&'a str, &'a CapturedText),
}

/// The fields of a report.
pub(super) fn report<'a>(
    report: &'a Report,
    bundle: &'a Bundle,
    text: &Text<'a>,
) -> Vec<Field<'a>> {
    let taken_back = taken_back_cell(bundle.taken_back(report));
    let replaces = report.replaces.map(|uid| uid.to_string());
    let mut fields = vec![
        ("key", Value::said(Some(&report.key))),
        ("publisher", Value::said(Some(&report.publisher))),
        ("title", Value::said(Some(&report.title))),
        ("byline", Value::said(report.byline.as_deref())),
        ("url", Value::said(report.url.as_deref())),
        ("archive_url", Value::said(report.archive_url.as_deref())),
        ("published", Value::Text(report.published.to_string().into())),
        ("language", Value::said(report.language.as_deref())),
        ("republishes", Value::said(report.republishes.as_deref())),
        ("replaces", replaces.map_or(Value::Blank, |uid| Value::Text(uid.into()))),
        ("confidentiality", Value::said(report.confidentiality.map(Confidentiality::as_str))),
    ];
    let (here, file, captured) = match text {
        Text::Left => (None, None, None),
        Text::Here(text) => (Some(text.text.as_str()), None, Some(text)),
        Text::In(file, text) => (None, Some(*file), Some(text)),
    };
    let captured_at = captured.map(|text| text.captured_at.as_str());
    if let Some(text) = here {
        fields.push(("text", Value::Text(text.into())));
    }
    fields.push(("text_file", Value::said(file)));
    fields.push(("captured_at", Value::said(captured_at)));
    fields.push(("retracted", Value::said(report.retracted.as_deref())));
    let taken_back =
        if taken_back.is_empty() { Value::Blank } else { Value::Json(taken_back.into()) };
    fields.push(("retractions_before", taken_back));
    fields
}

/// The fields of a fact: the columns of the CSV.
pub(super) fn fact<'a>(
    table: &Table<'a>,
    recorded: &'a RecordedFact,
) -> impl Iterator<Item = Field<'a>> {
    Column::ALL.iter().map(|column| (column.name(), typed(*column, table.cell(*column, recorded))))
}

/// A cell with the type of its column.
fn typed(column: Column, cell: Cell<'_>) -> Value<'_> {
    match cell {
        Cell::Blank => Value::Blank,
        Cell::Figure(digits) if column == Column::ValueApproximate => Value::Flag(digits == "1"),
        Cell::Figure(digits) => Value::Digits(digits),
        Cell::Text(text) => match column {
            Column::Via | Column::ViaKeys => {
                let names = lists::split(&text).into_iter();
                Value::List(names.map(|name| Cow::Owned(name.into_owned())).collect())
            }
            Column::AssessmentsBefore | Column::RetractionsBefore => Value::Json(text),
            _ => Value::Text(text),
        },
    }
}
