//! A timeline as JSON with typed values: head, lanes, entries, sources.

use crate::domain::assessment::Disposition;
use crate::domain::fact::Status;
use crate::domain::report::Confidentiality;
use crate::domain::when::{Bounds, Day, Qualifier};
use crate::render::json::{JsonWriter, figure};
use crate::view::timeline::{Beyond, Claimant, Entry, Head, Lane, Mark, Source, Timeline};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes one object: head, window, lanes, entries, sources.
pub(super) fn write(timeline: &Timeline<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut json = JsonWriter::pretty(out);
    json.begin("{")?;
    json.key("head")?;
    json.value(&head(&timeline.head))?;
    json.key("window")?;
    json.value(&timeline.window.map_or(Value::Null, |w| days(w.first, w.last)))?;
    json.key("lanes")?;
    json.begin("[")?;
    timeline.lanes.iter().try_for_each(|one| lane(&mut json, one))?;
    json.end("]")?;
    json.key("entries")?;
    json.begin("[")?;
    for group in timeline.groups() {
        let title = group.title();
        for entry in group.entries() {
            json.element()?;
            json.value(&self::entry(&title, &entry))?;
        }
    }
    json.end("]")?;
    list(&mut json, "sources", timeline.sources.iter().map(source))?;
    json.key("left_out")?;
    json.value(&json!(timeline.left_out))?;
    json.end("}")?;
    json.end_line()
}

/// Writes JSON Lines: an object for each entry.
pub(super) fn lines(timeline: &Timeline<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut json = JsonWriter::compact(out);
    for group in timeline.groups() {
        let title = group.title();
        for entry in group.entries() {
            json.value(&self::entry(&title, &entry))?;
            json.end_line()?;
        }
    }
    Ok(())
}

/// Writes an array as a member of an object; its values are made one after another.
fn list(
    json: &mut JsonWriter<'_>,
    key: &str,
    mut values: impl Iterator<Item = Value>,
) -> io::Result<()> {
    json.key(key)?;
    json.begin("[")?;
    values.try_for_each(|value| {
        json.element()?;
        json.value(&value)
    })?;
    json.end("]")
}

fn days(first: Day, last: Day) -> Value {
    json!({ "first": first.to_string(), "last": last.to_string() })
}

fn head(head: &Head) -> Value {
    let beyond = |all: &[Beyond]| -> Vec<Value> {
        all.iter().map(|one| json!({ "indicators": one.labels, "when": one.when })).collect()
    };
    json!({
        "title": head.title,
        "place": head.place,
        "with": head.with,
        "span": head.span,
        "asked": head.asked,
        "facts": head.facts,
        "rejected": head.rejected,
        "left_out": head.left_out,
        "reports": head.reports,
        "claimants": head.claimants,
        "earlier": beyond(&head.earlier),
        "later": beyond(&head.later),
    })
}

/// Writes a lane as an element of an array. Its marks are written one at a time: a whole country
/// may have 100,000.
fn lane(json: &mut JsonWriter<'_>, lane: &Lane) -> io::Result<()> {
    json.element()?;
    json.begin("{")?;
    json.key("indicator")?;
    json.value(&json!(lane.indicator))?;
    json.key("label")?;
    json.value(&json!(lane.label))?;
    json.key("unit")?;
    json.value(&json!(lane.unit.as_deref()))?;
    json.key("scope")?;
    json.value(&json!(lane.scope.as_deref()))?;
    json.key("shared_by")?;
    json.value(&json!(lane.shared_by))?;
    json.key("nature")?;
    json.value(&json!(lane.nature.as_str()))?;
    json.key("figure")?;
    json.value(&json!(lane.figure.parts))?;
    list(json, "marks", lane.marks.iter().map(mark))?;
    json.end("}")
}

fn mark(mark: &Mark) -> Value {
    let certain = mark.certain.map(|(first, last)| days(first, last));
    json!({
        "kind": mark.kind.as_str(),
        "first": mark.first.map(|day| day.to_string()),
        "last": mark.last.map(|day| day.to_string()),
        "certain": certain,
        "first_is": mark.hedged[0].map(hedge),
        "last_is": mark.hedged[1].map(hedge),
        "value": &*mark.value,
        "differs": mark.differs,
        "claimed": mark.is_claimed,
    })
}

/// The qualifier of a day that the report calls approximate or uncertain.
fn hedge(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Approximate => "approximate",
        Qualifier::Uncertain => "uncertain",
        Qualifier::Both => "approximate and uncertain",
    }
}

fn entry(group: &str, entry: &Entry) -> Value {
    let quantity = entry.quantity.as_ref().map(|quantity| {
        json!({
            "low": quantity.low.map(figure),
            "best": quantity.best.map(figure),
            "high": quantity.high.map(figure),
            "approximate": quantity.approximate,
            "unit": quantity.unit,
            "as_stated": quantity.as_stated,
        })
    });
    json!({
        "group": group,
        "when": entry.when,
        "bounds": entry.bounds.map(bounds),
        "indicator": &*entry.indicator,
        "label": entry.label,
        "scope": entry.scope.as_deref(),
        "place": &*entry.place,
        "kind": entry.kind.as_str(),
        "value": entry.value,
        "quantity": quantity,
        "status": entry.status.map(Status::as_str),
        "stance": entry.stance.as_str(),
        "standing": entry.standing,
        "disposition": entry.doubt.map(Disposition::as_str),
        "maybe": entry.maybe,
        "claimants": entry.claimants.iter().map(|one| &one.name).collect::<Vec<_>>(),
        "said_by": entry.claimants.iter().map(said_by).collect::<Vec<_>>(),
        "sources": entry.sources,
        "reports": entry.sources.len(),
        "origins": {
            "min": entry.origins.least,
            "max": entry.origins.most,
            "named": entry.origins.named,
        },
        "contradicts": entry.contradicts.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "fact_ids": entry.facts.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

fn said_by(claimant: &Claimant) -> Value {
    json!({ "claimant": claimant.name, "sources": claimant.sources })
}

fn bounds(bounds: Bounds) -> Value {
    let text = |day: Option<Day>| day.map(|day| day.to_string());
    json!({
        "start_earliest": text(bounds.start_earliest),
        "start_latest": text(bounds.start_latest),
        "end_earliest": text(bounds.end_earliest),
        "end_latest": text(bounds.end_latest),
    })
}

/// A source as a JSON object.
pub(in crate::render) fn source(source: &Source) -> Value {
    json!({
        "number": source.number,
        "report": &*source.report,
        "title": source.title,
        "publisher": &*source.publisher,
        "published": &*source.published,
        "url": source.url,
        "retracted": source.retracted,
        "confidentiality": source.confidentiality.map(Confidentiality::as_str),
    })
}
