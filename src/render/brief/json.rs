//! A brief as one JSON object: its blocks, lanes and sources.

use crate::render::json::JsonWriter;
use crate::render::timeline;
use crate::view::brief::{Block, Brief, Line, Part};
use serde_json::{Value, json};
use std::io::{self, Write};

pub(super) fn write(brief: &Brief, out: &mut dyn Write) -> io::Result<()> {
    let mut json = JsonWriter::pretty(out);
    let sources: Vec<Value> = brief.sources.iter().map(timeline::source_value).collect();
    let lane = |lane: &crate::view::timeline::Lane| {
        json!({
            "indicator": lane.indicator,
            "label": lane.title(),
            "figure": lane.figure.parts,
        })
    };
    json.value(&json!({
        "place": brief.place,
        "title": brief.title,
        "as_of": brief.as_of.to_string(),
        "asked": brief.asked,
        "confidential": brief.restricted.confidential,
        "internal": brief.restricted.internal,
        "summary": brief.summary,
        "blocks": brief.blocks.iter().map(block).collect::<Vec<_>>(),
        "window": brief.window.map(|window| {
            json!({ "first": window.first.to_string(), "last": window.last.to_string() })
        }),
        "lanes": brief.lanes.iter().map(lane).collect::<Vec<_>>(),
        "sources": sources,
        "more_sources": brief.more_sources,
    }))?;
    json.end_line()
}

fn block(block: &Block) -> Value {
    json!({
        "block": block.kind.as_str(),
        "heading": block.heading,
        "lines": block.lines.iter().map(line).collect::<Vec<_>>(),
        "left_out": block.left_out,
    })
}

fn line(line: &Line) -> Value {
    json!({
        "indicator": line.indicator,
        "place": line.place,
        "label": line.label,
        "parts": line.parts.iter().map(part).collect::<Vec<_>>(),
        "notes": line.notes,
        "disputed": line.is_disputed,
    })
}

fn part(part: &Part) -> Value {
    json!({
        "lead": part.lead.as_str(),
        "words": part.words,
        "sources": part.sources,
        "more_sources": part.more_sources,
        "reports": part.reports,
    })
}
