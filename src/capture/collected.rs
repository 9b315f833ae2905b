//! The values that have been found in a page so far.

use super::page::{Field, Found, Page};
use super::platforms::is_platform;
use super::words::{LONGEST_VALUE, plain};
use crate::domain::link::{archived_document, stated_link};

/// The values that were found so far.
#[derive(Default)]
pub(super) struct Collected {
    pub(super) page: Page,
    /// The page's own link, if it is that of a front page.
    front_page: Option<String>,
    /// Names of platforms that were given instead of a publisher.
    pub(super) platforms: Vec<String>,
}

impl Collected {
    /// Adds a value, unless it is blank, too long, or not a value of its field.
    pub(super) fn add(&mut self, field: Field, words: &str, source: &str, rank: u8) {
        let value = match field {
            Field::Link => match stated_link(words) {
                Ok(Some(link)) if !is_front_page(link) => link.to_owned(),
                Ok(Some(link)) => {
                    // Other links may be those of the site.
                    if source.contains("canonical") || source.contains("og:url") {
                        self.front_page.get_or_insert_with(|| link.to_owned());
                    }
                    return;
                }
                _ => return,
            },
            Field::Language => words.trim().replace('_', "-"),
            _ => plain(words),
        };
        // Sites name their pages on social networks as the publisher and as the author.
        let is_name = matches!(field, Field::Publisher | Field::Byline);
        let is_wrong = value.is_empty()
            || value.len() > LONGEST_VALUE
            || (is_name && stated_link(&value).is_ok_and(|link| link.is_some()))
            || (field == Field::Language && !is_language(&value));
        if is_wrong {
            return;
        }
        if field == Field::Publisher && is_platform(&value) {
            self.platforms.push(value);
            return;
        }
        // An archive replaces each link by its own address.
        let document = archived_document(&value).filter(|_| field == Field::Link);
        match document.map(str::to_owned) {
            Some(document) if !is_front_page(&document) => {
                self.put(Field::Archive, value, source, rank);
                self.put(field, document, source, rank);
            }
            _ => self.put(field, value, source, rank),
        }
    }

    fn put(&mut self, field: Field, value: String, source: &str, rank: u8) {
        self.page.found.push(Found { field, value, source: source.to_owned(), rank });
    }

    /// Adds what could not be read.
    pub(super) fn remark(&mut self, words: String) {
        self.page.remarks.push(words);
    }

    /// Whether the page gives the front page of its site as its own address.
    pub(super) fn judge_front_page(&mut self) {
        let has_link = self.links().next().is_some();
        if let Some(link) = self.front_page.take().filter(|_| !has_link) {
            self.remark(format!(
                "its own link is {link}, the front page of its site, and is left out: if this is not an article, save that"
            ));
        }
    }

    /// The addresses of the page that were found so far.
    pub(super) fn links(&self) -> impl Iterator<Item = &str> {
        self.page.all(Field::Link).map(|found| found.value.as_str())
    }
}

/// Whether a link is that of a site's front page, where a report appears only for a short time.
fn is_front_page(link: &str) -> bool {
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    rest.split_once('/').is_none_or(|(_, path)| path.trim_matches('/').is_empty())
}

/// Whether words are a language tag (BCP 47): `en`, `pt-BR`.
fn is_language(words: &str) -> bool {
    let mut parts = words.split('-');
    let is_part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let primary = parts.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(is_part)
}
