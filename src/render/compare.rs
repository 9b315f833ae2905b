//! Writes comparisons: pages for people, and one list of groups as JSON.

use super::json::{JsonWriter, figure};
use super::{Format, Style, detail, grid, markdown};
use crate::view::compare::{Compare, Group, Voice};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes the groups. `title` heads pages. Fails where `out` does.
pub fn compare(
    found: &Compare,
    title: String,
    format: Format,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Text => detail::text(&found.page(title), style, out),
        Format::Markdown => markdown::detail(&found.page(title), out),
        Format::Csv => grid(&found.rows(), format, style, out),
        Format::Json => {
            let mut json = JsonWriter::pretty(out);
            json.begin("[")?;
            for one in &found.groups {
                json.element()?;
                json.value(&group(one))?;
            }
            json.end("]")?;
            json.end_line()
        }
        Format::JsonLines => {
            let mut json = JsonWriter::compact(out);
            found.groups.iter().try_for_each(|one| {
                json.value(&group(one))?;
                json.end_line()
            })
        }
    }
}

fn group(group: &Group) -> Value {
    let stated = group.figure.as_ref();
    json!({
        "indicator": group.indicator,
        "place": group.place,
        "scope": group.scope,
        "unit": Some(&group.unit).filter(|unit| !unit.is_empty()),
        "stands": {
            "low": stated.and_then(|one| one.low).map(figure),
            "best": stated.and_then(|one| one.best).map(figure),
            "high": stated.and_then(|one| one.high).map(figure),
            "words": group.stands,
            "as_of": group.as_of.map(|day| day.to_string()),
            "age_days": group.age_days,
            "origins_low": group.origins_low,
            "origins_high": group.origins_high,
            "disputed": group.disputed,
        },
        "reports": group.reports,
        "sides": group.sides,
        "voices": group.voices.iter().map(voice).collect::<Vec<_>>(),
    })
}

fn voice(voice: &Voice) -> Value {
    json!({
        "fact_id": voice.fact.to_string(),
        "says": voice.says,
        "when": voice.when,
        "claimant": Some(&voice.claimant).filter(|who| !who.is_empty()),
        "report": voice.report,
        "day": voice.day.map(|day| day.to_string()),
        "relation": voice.relation.as_str(),
        "contradicts": voice.contradicts.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "against": voice.against.map(|uid| uid.to_string()),
        "reason": voice.reason,
        "struck": voice.struck,
        "grade": Some(&voice.grade).filter(|grade| !grade.is_empty()),
    })
}
