//! A timeline as JSON: head, lanes, entries, sources, with typed values.

use crate::domain::fact::Status;
use crate::domain::number::Number;
use crate::domain::when::Bounds;
use crate::view::timeline::{Beyond, Entry, Head, Lane, Mark, Source, Timeline};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes it.
pub(super) fn write(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    let entries = timeline
        .groups
        .iter()
        .flat_map(|group| group.entries.iter().map(|entry| self::entry(&group.title, entry)));
    let value = json!({
        "head": head(&timeline.head),
        "window": timeline.window.map(|w| json!({ "first": w.first.to_string(), "last": w.last.to_string() })),
        "lanes": timeline.lanes.iter().map(lane).collect::<Vec<_>>(),
        "entries": entries.collect::<Vec<_>>(),
        "sources": timeline.sources.iter().map(source).collect::<Vec<_>>(),
        "left_out": timeline.left_out,
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    writeln!(out)
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
        "facts": head.facts,
        "left_out": head.left_out,
        "reports": head.reports,
        "claimants": head.claimants,
        "earlier": beyond(&head.earlier),
        "later": beyond(&head.later),
    })
}

fn lane(lane: &Lane) -> Value {
    json!({
        "indicator": lane.indicator,
        "label": lane.label,
        "nature": lane.nature.as_str(),
        "figure": lane.figure.parts,
        "marks": lane.marks.iter().map(mark).collect::<Vec<_>>(),
    })
}

fn mark(mark: &Mark) -> Value {
    let certain = mark
        .certain
        .map(|(first, last)| json!({ "first": first.to_string(), "last": last.to_string() }));
    json!({
        "kind": mark.kind.as_str(),
        "first": mark.first.map(|day| day.to_string()),
        "last": mark.last.map(|day| day.to_string()),
        "certain": certain,
        "value": mark.value,
        "differs": mark.differs,
    })
}

fn entry(group: &str, entry: &Entry) -> Value {
    let quantity = entry.quantity.as_ref().map(|quantity| {
        json!({
            "low": quantity.low.map(number),
            "best": quantity.best.map(number),
            "high": quantity.high.map(number),
            "approximate": quantity.approximate,
            "unit": quantity.unit,
            "as_stated": quantity.as_stated,
        })
    });
    json!({
        "group": group,
        "when": entry.when,
        "bounds": entry.bounds.map(bounds),
        "indicator": entry.indicator,
        "label": entry.label,
        "scope": entry.scope,
        "place": entry.place,
        "kind": entry.kind.as_str(),
        "value": entry.value,
        "quantity": quantity,
        "status": entry.status.map(Status::as_str),
        "stance": entry.stance.as_str(),
        "standing": entry.standing,
        "maybe": entry.maybe,
        "claimants": entry.claimants,
        "sources": entry.sources,
        "reports": entry.sources.len(),
        "origins": {
            "min": entry.origins.least,
            "max": entry.origins.most,
            "named": entry.origins.named,
        },
        "fact_ids": entry.facts.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

/// Whole numbers as integers, all others as floats.
fn number(number: Number) -> Value {
    number.whole().map_or_else(|| json!(number.get()), |whole| json!(whole))
}

fn bounds(bounds: Bounds) -> Value {
    let text = |day: Option<crate::domain::when::Day>| day.map(|day| day.to_string());
    json!({
        "start_earliest": text(bounds.start_earliest),
        "start_latest": text(bounds.start_latest),
        "end_earliest": text(bounds.end_earliest),
        "end_latest": text(bounds.end_latest),
    })
}

fn source(source: &Source) -> Value {
    json!({
        "number": source.number,
        "report": source.report,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published,
        "url": source.url,
        "retracted": source.retracted,
    })
}
