//! The built-in sample as a selection, for tests that need neither a store nor an import.

use crate::domain::actor::{Actor, ActorKind};
use crate::domain::fact::{Draft, Stance};
use crate::domain::identity::Canonical;
use crate::domain::indicator::{Indicator, Measure};
use crate::domain::place::{Place, PlaceKind};
use crate::domain::quantity::Quantity;
use crate::domain::report::Report;
use crate::domain::selection::Selection;
use crate::domain::when::When;
use std::collections::HashMap;

pub(crate) use crate::domain::fact::samples::recorded;

type Row = HashMap<String, String>;

fn rows(text: &str) -> Vec<Row> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
}

fn said(row: &Row, column: &str) -> Option<String> {
    row.get(column).filter(|cell| !cell.is_empty()).cloned()
}

/// A selection without facts, with the reference rows of the sample.
pub(crate) fn reference() -> Selection {
    let mut selection = Selection::default();
    for row in rows(include_str!("../../../sample_data/places.csv")) {
        let kind = row["kind"].parse().unwrap_or(PlaceKind::Area);
        let bare = Place::new(&row["key"], &row["name"], kind, said(&row, "parent"));
        let place = Place { country: said(&row, "country"), ..bare };
        selection.places.insert(place.key.clone(), place);
    }
    for row in rows(include_str!("../../../sample_data/actors.csv")) {
        let (key, name) = (row["key"].clone(), row["name"].clone());
        let actor = Actor { key, name, kind: ActorKind::Other, parent: None, aliases: Vec::new() };
        selection.actors.insert(actor.key.clone(), actor);
    }
    for row in rows(include_str!("../../import/indicators.csv")) {
        let indicator = indicator(&row);
        selection.indicators.insert(indicator.key.clone(), indicator);
    }
    selection
}

fn indicator(row: &Row) -> Indicator {
    Indicator {
        key: row["key"].clone(),
        label: row["label"].clone(),
        definition: String::new(),
        measures: row["measures"].parse().unwrap_or(Measure::Count),
        unit: row["unit"].clone(),
        nature: row["nature"].parse().unwrap(),
        window_days: 7,
        units: Vec::new(),
        hxl_tag: None,
        aliases: Vec::new(),
        deprecated_at: None,
    }
}

/// A report with this publisher and date.
pub(crate) fn report(key: &str, publisher: &str, title: &str, date: &str) -> Report {
    let expression: crate::domain::when::Expression = date.parse().unwrap();
    Report {
        uid: Canonical::of("report").field("key", key).uid(),
        key: key.into(),
        publisher: publisher.into(),
        title: title.into(),
        byline: None,
        url: Some(format!("https://example.org/{key}")),
        archive_url: None,
        published_latest: expression.bounds().end_latest,
        published: expression,
        language: None,
        republishes: None,
        replaces: None,
        confidentiality: None,
        has_text: true,
        retracted: None,
    }
}

/// All facts of the sample, with the rows that they refer to.
pub(crate) fn all() -> Selection {
    let mut selection = reference();
    for row in rows(include_str!("../../../sample_data/reports.csv")) {
        let mut report = report(&row["key"], &row["publisher"], &row["title"], &row["published"]);
        report.url = said(&row, "url");
        report.byline = said(&row, "byline");
        selection.reports.insert(report.key.clone(), report);
    }
    for row in rows(include_str!("../../../sample_data/facts.csv")) {
        selection.facts.push(recorded(draft(&row, &selection)));
    }
    selection
}

fn draft(row: &Row, selection: &Selection) -> Draft {
    let mut draft = Draft::new(&row["report_key"], &row["indicator"], &row["place_key"]);
    draft.scope = said(row, "scope");
    draft.stance = row["stance"].parse().unwrap_or(Stance::Asserts);
    draft.status = row["status"].parse().ok();
    draft.claimants.extend(said(row, "claimant"));
    draft.via = row["via"].split(" | ").filter(|key| !key.is_empty()).map(str::to_owned).collect();
    draft.origin = said(row, "origin");
    draft.thread = said(row, "thread");
    draft.quote = said(row, "quote");
    draft.when = said(row, "when_edtf")
        .map(|edtf| When::new(edtf.parse().unwrap(), row["when_as_stated"].clone()));
    draft.quantity = said(row, "value_as_stated").map(|words| quantity(row, words));
    let indicator = &selection.indicators[&draft.indicator];
    if let Some(quantity) = &mut draft.quantity
        && quantity.unit.is_empty()
    {
        quantity.unit.clone_from(&indicator.unit);
    }
    draft
}

fn quantity(row: &Row, as_stated: String) -> Quantity {
    let number = |column: &str| said(row, column).map(|cell| cell.parse().unwrap());
    Quantity {
        as_stated,
        low: number("value_low"),
        best: number("value_best"),
        high: number("value_high"),
        approximate: row["value_approximate"] == "1",
        unit: row["unit"].clone(),
        ..Quantity::default()
    }
}
