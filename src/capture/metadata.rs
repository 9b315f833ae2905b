//! Metadata of a page from its elements: `<meta>`, `<link>`, `<time>`, `<title>`, and microdata.

use super::collected::Collected;
use super::json_ld;
use super::page::{DateInPage, Field, Page};
use super::post::Post;
use super::words::one_line;
use super::written_date::as_written;
use dom_query::{Document, NodeRef};
use std::collections::BTreeSet;

/// Names in `<meta>` (`property`, `name`, `itemprop` or `http-equiv`) with the field and the rank of each.
/// Names of Dublin Core are listed without their prefix `dc.` or `dcterms.`.
const META: &[(&str, Field, u8)] = &[
    ("og:title", Field::Title, 5),
    ("dc:title", Field::Title, 7),
    ("citation_title", Field::Title, 7),
    ("twitter:title", Field::Title, 8),
    ("parsely-title", Field::Title, 9),
    ("title", Field::Title, 10),
    ("og:site_name", Field::Publisher, 5),
    ("dc:publisher", Field::Publisher, 6),
    ("citation_publisher", Field::Publisher, 6),
    ("article:publisher", Field::Publisher, 7),
    ("publisher", Field::Publisher, 7),
    ("application-name", Field::Publisher, 20),
    ("article:published_time", Field::Published, 2),
    ("og:article:published_time", Field::Published, 3),
    ("og:published_time", Field::Published, 3),
    ("dc:date.issued", Field::Published, 4),
    ("dc:issued", Field::Published, 4),
    ("citation_publication_date", Field::Published, 4),
    ("article.published", Field::Published, 5),
    ("parsely-pub-date", Field::Published, 5),
    ("sailthru.date", Field::Published, 5),
    ("cxenseparse:recs:publishtime", Field::Published, 5),
    ("publish-date", Field::Published, 6),
    ("publish_date", Field::Published, 6),
    ("publication_date", Field::Published, 6),
    ("pubdate", Field::Published, 6),
    ("dc:date", Field::Published, 7),
    ("date", Field::Published, 9),
    ("dc:created", Field::Published, 20),
    ("dc:date.created", Field::Published, 20),
    ("dc:language", Field::Language, 4),
    ("content-language", Field::Language, 5),
    ("og:locale", Field::Language, 20),
    ("author", Field::Byline, 5),
    ("article:author", Field::Byline, 6),
    ("dc:creator", Field::Byline, 7),
    ("parsely-author", Field::Byline, 8),
    ("og:url", Field::Link, 5),
    ("dc:identifier", Field::Link, 20),
];

/// Names in `itemprop`, each with its field and its rank.
const MICRODATA: &[(&str, Field, u8)] = &[
    ("headline", Field::Title, 3),
    ("publisher", Field::Publisher, 3),
    ("datepublished", Field::Published, 1),
    ("inlanguage", Field::Language, 3),
    ("author", Field::Byline, 3),
];

/// The values that were found so far, and those that can be judged only at the end of the page.
#[derive(Default)]
struct Elements {
    collected: Collected,
    scripts: Vec<String>,
    headings: Vec<String>,
    /// The dates in `<time>` of the article, as written.
    times: Vec<Time>,
    post: Post,
}

/// A date in `<time>`.
struct Time {
    /// The date as written.
    date: String,
    /// Whether the date is in the attribute `datetime`, rather than in words for readers.
    is_stated: bool,
    /// The words before it.
    label: String,
}

/// A message shows at most this many bytes of a date or its label.
const LONGEST_DATE: usize = 60;

/// Reads the metadata of a page, which a browser may have saved from an address. Returns the document for further use.
pub(super) fn read(html: &str, saved_from: Option<&str>) -> (Page, Document) {
    let document = Document::from(html);
    let mut elements = Elements::default();
    elements.saved_from(html);
    if let Some(link) = saved_from {
        elements.collected.add(Field::Link, link, "address in the web archive", 12);
    }
    for node in document.root().descendants_it().filter(NodeRef::is_element) {
        elements.element(&node);
    }
    // Several headings are probably those of a list.
    if let [heading] = elements.headings.clone().as_slice() {
        elements.collected.add(Field::Title, heading, "<h1>", 15);
    }
    elements.dates();
    let scripts = std::mem::take(&mut elements.scripts);
    json_ld::read(&scripts, &mut elements.collected);
    elements.post.tell(&mut elements.collected);
    elements.collected.judge_front_page();
    (elements.collected.page, document)
}

impl Elements {
    /// Adds the address in the comment that a browser, or `SingleFile`, wrote into the page it saved.
    fn saved_from(&mut self, html: &str) {
        let head = html.char_indices().nth(8_192).map_or(html, |(end, _)| &html[..end]);
        let marks = [("saved from url=(", Some(')')), ("Page saved with SingleFile", None)];
        for (mark, end) in marks {
            let Some((_, after)) = head.split_once(mark) else { continue };
            let after = match end {
                Some(end) => after.split_once(end).map(|(_, after)| after),
                None => after.split_once("url:").map(|(_, after)| after),
            };
            let link = after.unwrap_or_default().split_whitespace().next().unwrap_or_default();
            self.collected.add(
                Field::Link,
                link.trim_end_matches("-->"),
                "comment of the saved page",
                12,
            );
        }
    }

    fn element(&mut self, node: &NodeRef<'_>) {
        let attribute = |name: &str| node.attr(name).map(|value| value.to_string());
        match node.node_name().as_deref() {
            Some("html") => {
                self.add_attribute(Field::Language, attribute("lang"), "<html lang>", 1);
                self.add_attribute(Field::Language, attribute("xml:lang"), "<html xml:lang>", 1);
            }
            Some("title") if node.parent().is_some_and(|parent| parent.has_name("head")) => {
                self.collected.add(Field::Title, &node.text(), "<title>", 30);
            }
            Some("meta") => self.meta(node),
            Some("link") => {
                let is_own = attribute("rel").is_some_and(|rel| is_word(&rel, "canonical"));
                if is_own {
                    self.add_attribute(Field::Link, attribute("href"), "<link rel=canonical>", 0);
                }
            }
            Some("script") => {
                let is_data = attribute("type").is_some_and(|kind| {
                    kind.trim().to_ascii_lowercase().starts_with("application/ld+json")
                });
                if is_data {
                    self.scripts.push(node.text().to_string());
                }
            }
            Some("h1") => self.headings.push(one_line(&node.text())),
            Some("time") => self.time(node),
            Some("a") if attribute("rel").is_some_and(|rel| is_word(&rel, "author")) => {
                self.collected.add(Field::Byline, &node.text(), "<a rel=author>", 20);
            }
            _ => (),
        }
        self.post.element(node);
        self.microdata(node);
    }

    /// Takes the date of the article from its `<time>` elements, if there are any. If there are several days, one may
    /// be that of an event, or of the copy on this site: then all are kept for the user to choose.
    fn dates(&mut self) {
        let is_stated = self.times.iter().any(|time| time.is_stated);
        let times: Vec<&Time> =
            self.times.iter().filter(|time| time.is_stated == is_stated).collect();
        let days: BTreeSet<String> = times.iter().map(|time| as_written(&time.date)).collect();
        let (source, rank) = if is_stated { ("<time datetime>", 25) } else { ("<time>", 26) };
        match times.first() {
            Some(time) if days.len() == 1 => {
                self.collected.add(Field::Published, &time.date, source, rank);
            }
            _ => {
                let mut all = Vec::new();
                for time in times {
                    let label = time.label.clone();
                    let date = DateInPage { date: as_written(&time.date), label };
                    if !all.contains(&date) {
                        all.push(date);
                    }
                }
                self.collected.page.dates = all;
            }
        }
    }

    fn add_attribute(&mut self, field: Field, value: Option<String>, source: &str, rank: u8) {
        if let Some(value) = value {
            self.collected.add(field, &value, source, rank);
        }
    }

    fn meta(&mut self, node: &NodeRef<'_>) {
        let Some(content) = node.attr("content") else { return };
        for attribute in ["property", "name", "itemprop", "http-equiv"] {
            let Some(name) = node.attr(attribute) else { continue };
            let lower = name.trim().to_ascii_lowercase();
            let core = ["dc.", "dcterms.", "dc:", "dcterms:"]
                .iter()
                .find_map(|prefix| lower.strip_prefix(prefix));
            let key = core.map_or_else(|| lower.clone(), |name| format!("dc:{name}"));
            if key == "og:description" {
                self.post.description = content.to_string();
            }
            if let Some((_, field, rank)) = META.iter().find(|(known, ..)| *known == key) {
                self.collected.add(*field, &content, &format!("<meta {}>", name.trim()), *rank);
                return;
            }
        }
    }

    /// Notes a date in the article that may be its date of publication.
    fn time(&mut self, node: &NodeRef<'_>) {
        let stated = node.attr("datetime").map(|date| date.to_string());
        if let Some(date) = stated.as_deref().filter(|_| node.has_attr("pubdate")) {
            self.collected.add(Field::Published, date, "<time pubdate>", 10);
        }
        let mut around = node.ancestors_it(None).filter_map(|around| around.node_name());
        let is_apart = around.any(|name| matches!(&*name, "nav" | "aside" | "footer"));
        let is_stated = stated.is_some();
        let date = stated.unwrap_or_else(|| one_line(&node.text()));
        if !is_apart && !date.is_empty() && date.len() <= LONGEST_DATE {
            self.times.push(Time { date, is_stated, label: label(node) });
        }
    }

    /// Adds the value of the first element of each property.
    fn microdata(&mut self, node: &NodeRef<'_>) {
        let Some(names) = node.attr("itemprop") else { return };
        for (property, field, rank) in MICRODATA {
            let source = format!("itemprop {property}");
            let is_first = self.collected.page.all(*field).all(|found| found.source != source);
            if is_first && is_word(&names, property) {
                let stated = ["content", "datetime"].iter().find_map(|name| node.attr(name));
                let name = || node.find(&["meta"]).into_iter().find(is_name)?.attr("content");
                let value = stated.or_else(name).unwrap_or_else(|| node.text());
                self.collected.add(*field, &value, &source, *rank);
            }
        }
    }
}

/// The words before a date: in the same element, or in the one before it (`<dt>` and `<dd>`).
fn label(node: &NodeRef<'_>) -> String {
    let Some(parent) = node.parent() else { return String::new() };
    let (around, own) = (one_line(&parent.text()), one_line(&node.text()));
    let before = around.split_once(&own).map_or("", |(before, _)| before).trim();
    let words = if before.is_empty() {
        parent.prev_element_sibling().map(|before| one_line(&before.text())).unwrap_or_default()
    } else {
        before.to_owned()
    };
    let words = words.trim_end_matches([':', ' ']);
    if words.len() <= LONGEST_DATE { words.to_owned() } else { String::new() }
}

fn is_name(node: &NodeRef<'_>) -> bool {
    node.attr("itemprop").is_some_and(|names| is_word(&names, "name"))
}

/// Whether a list of words has a word, ignoring case.
fn is_word(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|one| one.eq_ignore_ascii_case(word))
}
