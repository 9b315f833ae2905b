//! Writes how words were read, as text or JSON.

use super::json::figure;
use super::style::{Style, paint};
use crate::domain::quantity::{Per, Quantity};
use crate::domain::when::When;
use crate::language::{ReadError, UnderstoodSpan};
use crate::text::ink::Ink;
use crate::text::safe;
use crate::view::reading::{Explained, Explanation, Meaning};
use crate::view::wording;
use serde_json::{Map, Value, json};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Writes a reading for people: the words, then a line of marks for each part with its meaning.
pub(super) fn text(
    explanation: &Explanation,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let offset = explanation.span.as_ref().map_or(0, |span| span.start);
    writeln!(out, "{}", paint(style, Ink::Bold, &safe::terminal(&explanation.text)))?;
    let parts = match &explanation.outcome {
        Ok(explained) => &explained.understood,
        Err(error) => &error.understood,
    };
    for part in parts {
        writeln!(out, "{}", under(&explanation.text, part, offset))?;
    }
    match &explanation.outcome {
        Ok(explained) => meanings(explained, out),
        Err(error) => {
            let before = width(explanation.text.get(..error.at.start).unwrap_or_default());
            let wrong = width(explanation.text.get(error.at.clone()).unwrap_or_default()).max(1);
            writeln!(out, "{}{} not understood", " ".repeat(before), "^".repeat(wrong))?;
            writeln!(out, "= not read: {}", safe::terminal(&error.why))
        }
    }
}

fn meanings(explained: &Explained, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "= {}", safe::terminal(&explained.meaning.words()))?;
    if let Meaning::When(when) = &explained.meaning {
        let bounds = when.bounds;
        let day = |day: Option<crate::domain::when::Day>| {
            day.map_or_else(|| "open".to_owned(), |day| day.to_string())
        };
        writeln!(
            out,
            "  starts {} to {}, ends {} to {}",
            day(bounds.start_earliest),
            day(bounds.start_latest),
            day(bounds.end_earliest),
            day(bounds.end_latest)
        )?;
    }
    for other in &explained.alternatives {
        writeln!(out, "  or {}", safe::terminal(&other.words()))?;
    }
    for other in &explained.besides {
        writeln!(out, "  and {}", safe::terminal(&other.words()))?;
    }
    Ok(())
}

/// A line with `~` under one part of the words, and its meaning. `offset` is where the words begin
/// in the longer text, in bytes.
fn under(text: &str, part: &UnderstoodSpan, offset: usize) -> String {
    let (start, end) =
        (part.span.start.saturating_sub(offset), part.span.end.saturating_sub(offset));
    let before = width(text.get(..start).unwrap_or_default());
    let marked = width(text.get(start..end).unwrap_or_default()).max(1);
    format!("{}{} {}", " ".repeat(before), "~".repeat(marked), safe::terminal(&part.meaning))
}

fn width(text: &str) -> usize {
    safe::terminal(text).width()
}

/// How words were read, as one JSON object: the words, and their meaning or the error.
pub(super) fn value(explanation: &Explanation) -> Value {
    let mut object = Map::new();
    object.insert("text".into(), json!(explanation.text));
    if let Some(span) = &explanation.span {
        object.insert("start".into(), json!(span.start));
        object.insert("end".into(), json!(span.end));
    }
    match &explanation.outcome {
        Ok(explained) => {
            object.extend(fields(&explained.meaning));
            let others = explained.alternatives.iter().map(|other| Value::Object(fields(other)));
            object.insert("alternatives".into(), others.collect());
            let besides = explained.besides.iter().map(|other| Value::Object(fields(other)));
            object.insert("besides".into(), besides.collect());
            object.insert("understood".into(), understood(&explained.understood));
        }
        Err(error) => object.extend(failure(error)),
    }
    Value::Object(object)
}

fn failure(error: &ReadError) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("error".into(), json!(error.why));
    object.insert("at".into(), json!([error.at.start, error.at.end]));
    object.insert("understood".into(), understood(&error.understood));
    object
}

fn understood(parts: &[UnderstoodSpan]) -> Value {
    let part = |part: &UnderstoodSpan| json!({"start": part.span.start, "end": part.span.end, "meaning": part.meaning});
    parts.iter().map(part).collect()
}

fn fields(meaning: &Meaning) -> Map<String, Value> {
    match meaning {
        Meaning::When(when) => when_fields(when),
        Meaning::Quantity(quantity) => quantity_fields(quantity),
    }
}

fn when_fields(when: &When) -> Map<String, Value> {
    let bounds = when.bounds;
    let mut object = Map::new();
    object.insert("edtf".into(), json!(when.expression.to_string()));
    for (name, day) in [
        ("start_earliest", bounds.start_earliest),
        ("start_latest", bounds.start_latest),
        ("end_earliest", bounds.end_earliest),
        ("end_latest", bounds.end_latest),
    ] {
        object.insert(name.into(), json!(day.map(|day| day.to_string())));
    }
    object
}

fn quantity_fields(quantity: &Quantity) -> Map<String, Value> {
    let mut object = Map::new();
    for (name, number) in [("low", quantity.low), ("best", quantity.best), ("high", quantity.high)]
    {
        object.insert(name.into(), number.map_or(Value::Null, figure));
    }
    object.insert("approximate".into(), json!(quantity.approximate));
    object.insert("vague".into(), json!(quantity.is_vague()));
    let unit = wording::unit(quantity);
    object.insert("unit".into(), json!((!unit.is_empty()).then_some(unit)));
    object.insert("out_of".into(), quantity.out_of.map_or(Value::Null, figure));
    object.insert("per".into(), json!(quantity.per.map(Per::as_str)));
    object
}
