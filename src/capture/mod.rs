//! Reads a saved page: its metadata, and the text of its article.
//!
//! Knows HTML, encodings, and the vocabularies of metadata (JSON-LD, Open Graph, Dublin Core, microdata). Must not know
//! what is recorded, the user, or a network: it opens nothing and runs nothing.

mod article;
mod collected;
mod decode;
mod depth;
mod error;
mod json_ld;
mod metadata;
mod mhtml;
mod page;
mod platforms;
mod post;
mod words;
mod written_date;

pub use error::CaptureError;
pub use page::{DateInPage, Field, Found, Page, PageText};
pub use written_date::as_written;

use crate::format::panics;
use words::one_line;

/// Largest file of a page that is read, in bytes. Pages with embedded pictures are large.
pub const LARGEST_PAGE: u64 = 64 << 20;

/// Whether bytes are those of a page: of HTML, or in a web archive (`.mhtml`).
#[must_use]
pub fn is_page(bytes: &[u8]) -> bool {
    is_html(bytes) || mhtml::is_archive(bytes)
}

fn is_html(bytes: &[u8]) -> bool {
    let head = decode::head(&bytes[..bytes.len().min(4_096)]).to_ascii_lowercase();
    // A text that explains HTML does not begin with a tag.
    let begins = head.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start().starts_with('<');
    begins
        && ["<!doctype html", "<html", "<head", "<meta", "<body"]
            .iter()
            .any(|tag| head.contains(tag))
}

/// Splits a page of HTML, or that of a web archive, into its parts.
pub fn read_page(bytes: &[u8]) -> Result<Page, CaptureError> {
    if is_html(bytes) || !mhtml::is_archive(bytes) {
        return read_html(bytes, None, None);
    }
    let archived = panics::caught(|| mhtml::page(bytes)).ok_or(CaptureError::Damaged)??;
    read_html(&archived.html, archived.encoding.as_deref(), archived.link.as_deref())
}

/// Splits HTML into its parts. An archive may state its encoding and its address.
fn read_html(
    bytes: &[u8],
    encoding: Option<&str>,
    saved_from: Option<&str>,
) -> Result<Page, CaptureError> {
    let html = decode::decode(bytes, encoding)?;
    if depth::is_too_deep(&html) {
        return Err(CaptureError::TooDeep);
    }
    let read = || {
        let (mut page, document) = metadata::read(&html, saved_from);
        let (text, byline) = article::read(&html, document);
        page.found.extend(byline);
        page.arrange();
        page.text = text.map(|text| with_title(text, page.first(Field::Title)));
        page
    };
    panics::caught(read).ok_or(CaptureError::Damaged)
}

/// The text with the headline before it, since quotes may also come from headlines.
fn with_title(text: PageText, title: Option<&Found>) -> PageText {
    match title {
        Some(title) if !one_line(&text.text).contains(&title.value) => {
            PageText { text: format!("{}\n\n{}", title.value, text.text), ..text }
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests;
