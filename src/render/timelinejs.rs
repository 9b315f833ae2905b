//! Writes slides in the format that `TimelineJS` reads (its documented JSON,
//! <https://timeline.knightlab.com/docs/json-format.html>).
//!
//! `TimelineJS` treats texts as HTML. Every text is therefore escaped, and a setting keeps it from making links in
//! texts.

use super::html;
use super::restricted::warning;
use crate::domain::report::Restricted;
use crate::domain::when::Day;
use crate::text::safe;
use crate::view::facts::Slide;
use chrono::Datelike;
use maud::{Markup, html};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes slides one at a time. The title comes last in the file, since it has their number.
pub struct TimelineJs<'a> {
    out: &'a mut dyn Write,
    is_first: bool,
    restricted: Restricted,
}

impl<'a> TimelineJs<'a> {
    /// Begins the list of slides.
    pub fn new(out: &'a mut dyn Write) -> io::Result<Self> {
        out.write_all(b"{\"events\":[")?;
        Ok(Self { out, is_first: true, restricted: Restricted::default() })
    }

    /// Writes a slide.
    pub fn slide(&mut self, slide: &Slide) -> io::Result<()> {
        let between = if std::mem::take(&mut self.is_first) { "\n" } else { ",\n" };
        self.out.write_all(between.as_bytes())?;
        self.restricted.add(slide.confidentiality);
        let mut event = json!({
            "unique_id": slide.id,
            "start_date": date(slide.first),
            "display_date": escaped(&slide.when),
            "group": escaped(&slide.group),
            "text": {"headline": escaped(&slide.headline), "text": body(slide).into_string()},
            "autolink": false,
        });
        if let Some(last) = slide.last {
            event["end_date"] = date(last);
        }
        put(&event, self.out)
    }

    /// Ends the file with the title slide: a title, and notes below it.
    pub fn finish(self, title: &str, notes: &[String]) -> io::Result<()> {
        self.out.write_all(b"\n],\"title\":")?;
        let notes = html! {
            @if let Some(level) = self.restricted.level() {
                p { strong { (level.as_str().to_uppercase()) " · " (warning(level)) } }
            }
            @for note in notes { p { (note) } }
        };
        let text = json!({"headline": escaped(title), "text": notes.into_string()});
        put(&json!({"unique_id": "title", "text": text, "autolink": false}), self.out)?;
        self.out.write_all(b"}\n")
    }
}

/// The text of a slide below its headline.
fn body(slide: &Slide) -> Markup {
    let [url, archive] = &slide.links;
    html! {
        p { bdi { (slide.place) } " · according to " bdi { (slide.by) } }
        @if let Some(quote) = &slide.quote {
            blockquote { bdi { (quote) } }
        }
        p {
            (html::web_link(&slide.source, url.as_deref()))
            @if archive.is_some() {
                " (" (html::web_link("archived", archive.as_deref())) ")"
            }
        }
    }
}

fn date(day: Day) -> Value {
    json!({"year": day.year(), "month": day.month(), "day": day.day()})
}

fn escaped(text: &str) -> String {
    html! { (text) }.into_string()
}

/// Writes a value. Invisible characters with an effect are shown as their numbers.
fn put(value: &Value, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(shown(value).to_string().as_bytes())
}

/// A value in which every text can be shown safely.
fn shown(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(safe::data(text).into_owned()),
        Value::Array(values) => values.iter().map(shown).collect(),
        Value::Object(members) => {
            members.iter().map(|(key, value)| (key.clone(), shown(value))).collect()
        }
        other => other.clone(),
    }
}
