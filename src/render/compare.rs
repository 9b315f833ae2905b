//! Writes comparisons: pages for people, and groups as JSON.

use super::json::{JsonWriter, figure};
use super::{Format, Style, detail, markdown};
use crate::view::compare::{Compare, Dispute, Group, Voice};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes a page of groups under a title. Fails if `out` does.
pub fn compare_page(
    found: &Compare,
    title: String,
    format: Format,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let page = found.page(title);
    if format == Format::Markdown {
        return markdown::detail(&page, out);
    }
    detail::text(&page, style, out)
}

/// Writes a group, one voice after the other: it may have very many.
pub(super) fn group_as_json(group: &Group, mut json: JsonWriter<'_>) -> io::Result<()> {
    json.begin("{")?;
    for (key, value) in about(group).as_object().into_iter().flatten() {
        json.key(key)?;
        json.value(value)?;
    }
    json.key("voices")?;
    json.begin("[")?;
    for one in &group.voices {
        json.element()?;
        json.value(&voice(one, group.is_quoted))?;
    }
    json.end("]")?;
    json.end("}")
}

/// A group without its voices.
fn about(group: &Group) -> Value {
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
            "grades": group.grades,
            "disputed": group.disputed,
        },
        "contradicted": group.contradicted,
        "reports": group.reports,
        "disputes": disputes(&group.disputes),
    })
}

fn disputes(disputes: &[Dispute]) -> Vec<Value> {
    disputes.iter().map(|dispute| json!({ "days": dispute.days, "sides": dispute.sides })).collect()
}

fn voice(voice: &Voice, is_quoted: bool) -> Value {
    let mut value = json!({
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
    });
    if is_quoted {
        value["quote"] = json!(voice.quote);
    }
    value
}
