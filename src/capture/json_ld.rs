//! Metadata of the article from the JSON-LD of a page: schema.org's vocabulary, in arrays and in `@graph`.

use super::collected::Collected;
use super::page::Field;
use super::words::{LONGEST_VALUE, plain};
use super::written_date::as_written;
use crate::domain::link::is_one_document;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// At most this many objects are read.
const MOST_OBJECTS: usize = 10_000;

type Object = Map<String, Value>;

/// The objects of all scripts of a page.
struct Graph<'v> {
    objects: Vec<&'v Object>,
    by_id: HashMap<&'v str, &'v Object>,
}

/// Adds the values in the scripts. If there are several articles, the one with a link of the page
/// is used, or else the first one.
pub(super) fn read(scripts: &[String], collected: &mut Collected) {
    let mut values = Vec::new();
    for script in scripts {
        match serde_json::from_str::<Value>(bare(script)) {
            Ok(value) => values.push(value),
            Err(why) => collected.remark(format!("its JSON-LD cannot be read: {why}")),
        }
    }
    let graph = Graph::of(&values);
    let articles: Vec<&Object> = graph.with_type(is_article).collect();
    let is_page = |article: &&&Object| {
        let links = ["url", "mainEntityOfPage", "@id"].map(|name| link(article.get(name)));
        links.iter().flatten().any(|link| collected.links().any(|own| is_one_document(link, own)))
    };
    let article = articles.iter().find(is_page).or(articles.first()).copied();
    if let Some(article) = article {
        graph.add(article, &ARTICLE, collected);
        if let Some(until) = live_until(article) {
            collected.remark(format!(
                "it is a live blog, updated until {until}: words such as `Friday` are read from the day of publication; \
                 for later entries, give the full date"
            ));
        }
    }
    if let Some(page) = graph.with_type(|name| name.ends_with("WebPage")).next() {
        graph.add(page, &WEB_PAGE, collected);
    }
    if let Some(site) = graph.with_type(|name| name == "WebSite").next() {
        graph.add(site, &WEB_SITE, collected);
    }
}

/// Names of properties, each with its field and its rank.
type Properties = [(&'static str, Field, u8)];

const ARTICLE: [(&str, Field, u8); 9] = [
    ("headline", Field::Title, 0),
    ("name", Field::Title, 4),
    ("publisher", Field::Publisher, 0),
    ("sourceOrganization", Field::Publisher, 4),
    ("datePublished", Field::Published, 0),
    ("inLanguage", Field::Language, 0),
    ("author", Field::Byline, 0),
    ("creator", Field::Byline, 4),
    ("url", Field::Link, 8),
];

const WEB_PAGE: [(&str, Field, u8); 4] = [
    ("datePublished", Field::Published, 8),
    ("inLanguage", Field::Language, 2),
    ("publisher", Field::Publisher, 8),
    ("url", Field::Link, 9),
];

const WEB_SITE: [(&str, Field, u8); 2] =
    [("publisher", Field::Publisher, 22), ("name", Field::Publisher, 24)];

/// A script without the comment or the CDATA section around it.
fn bare(script: &str) -> &str {
    let script = script.trim();
    let script = script.strip_prefix("<!--").unwrap_or(script);
    let script = script.trim().trim_start_matches("//").trim_start();
    let script = script.strip_prefix("<![CDATA[").unwrap_or(script);
    script.trim_end_matches(|c: char| {
        c.is_whitespace() || "/]>-;".contains(c) && !script.ends_with(']')
    })
}

/// The day of the last update of a live blog that ran for several days; `None` for other articles.
fn live_until(article: &Object) -> Option<String> {
    let is_live = |value: &Value| match value {
        Value::String(name) => name == "LiveBlogPosting",
        Value::Array(names) => names.iter().any(|name| name == "LiveBlogPosting"),
        _ => false,
    };
    let day = |name: &str| article.get(name).and_then(Value::as_str).map(as_written);
    let ends = ["dateModified", "coverageEndTime"].into_iter().filter_map(day);
    let last = ends.max().filter(|_| article.get("@type").is_some_and(is_live))?;
    (Some(&last) > day("datePublished").as_ref()).then_some(last)
}

fn is_article(name: &str) -> bool {
    name.ends_with("Article")
        || ["BlogPosting", "LiveBlogPosting", "SocialMediaPosting", "Report", "PressRelease"]
            .contains(&name)
}

impl<'v> Graph<'v> {
    fn of(values: &'v [Value]) -> Self {
        let mut objects = Vec::new();
        let mut waiting: Vec<&Value> = values.iter().rev().collect();
        while let Some(value) = waiting.pop() {
            match value {
                Value::Array(values) => waiting.extend(values.iter().rev()),
                Value::Object(object) if objects.len() < MOST_OBJECTS => {
                    objects.push(object);
                    // Articles elsewhere (in lists, in `hasPart`) are not the article of the page.
                    waiting.extend(
                        ["mainEntity", "@graph"].iter().filter_map(|name| object.get(*name)),
                    );
                }
                _ => (),
            }
        }
        let mut by_id = HashMap::new();
        for object in &objects {
            // An object that only refers to another one has no values.
            if let (Some(Value::String(id)), true) = (object.get("@id"), object.len() > 1) {
                by_id.entry(id.as_str()).or_insert(*object);
            }
        }
        Self { objects, by_id }
    }

    fn with_type(&self, is_it: impl Fn(&str) -> bool) -> impl Iterator<Item = &'v Object> {
        let has_type = move |object: &&Object| match object.get("@type") {
            Some(Value::String(name)) => is_it(name),
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(&is_it),
            _ => false,
        };
        self.objects.iter().copied().filter(has_type)
    }

    fn add(&self, object: &Object, properties: &Properties, collected: &mut Collected) {
        for (name, field, rank) in properties {
            let value = match field {
                Field::Link => link(object.get(*name)),
                _ => object.get(*name).and_then(|value| self.text(value)),
            };
            if let Some(value) = value {
                collected.add(*field, &value, &format!("JSON-LD {name}"), *rank);
            }
        }
        if let Some(link) = link(object.get("mainEntityOfPage")) {
            collected.add(Field::Link, &link, "JSON-LD mainEntityOfPage", 10);
        }
    }

    /// The text of a value: for an object its name, for a list its texts.
    fn text(&self, value: &Value) -> Option<String> {
        let text = match value {
            Value::String(text) => plain(text),
            Value::Array(values) => {
                let texts = values.iter().take(50).filter_map(|value| self.text(value));
                texts.collect::<Vec<_>>().join(", ")
            }
            Value::Object(object) => {
                let name =
                    ["name", "@value", "alternateName"].iter().find_map(|name| object.get(*name));
                match name {
                    Some(Value::String(name)) => plain(name),
                    Some(_) => return None,
                    None => self.named(object)?,
                }
            }
            _ => return None,
        };
        (!text.is_empty() && text.len() <= LONGEST_VALUE).then_some(text)
    }

    /// The name of the object that another one refers to by its `@id`.
    fn named(&self, object: &Object) -> Option<String> {
        let there = self.by_id.get(object.get("@id")?.as_str()?)?;
        there.get("name").and_then(Value::as_str).map(plain)
    }
}

/// The address in a value: a text, or the `@id` or `url` of an object.
fn link(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(link) => Some(link.trim().to_owned()),
        Value::Object(object) => {
            let link = ["@id", "url"].iter().find_map(|name| object.get(*name)?.as_str());
            link.map(|link| link.trim().to_owned())
        }
        _ => None,
    }
}
