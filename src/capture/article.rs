//! The text of the article in a page, without menus, scripts and other parts of the page.

use super::page::{Field, Found, PageText};
use super::words::{one_line, without_soft_hyphens};
use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};

/// The article is searched for only in pages with at most this many elements; from a larger page, the whole text is
/// taken.
const MOST_ELEMENTS: usize = 200_000;

/// Elements that readers of a page do not see, and those that every page of a site has.
const AROUND: &str =
    "script, style, noscript, template, svg, nav, header, footer, aside, form, [hidden]";

/// The text of a page, and the authors that its text names. `None` if the page has no text.
pub(super) fn read(html: &str, document: Document) -> (Option<PageText>, Option<Found>) {
    let config = Config {
        text_mode: TextMode::Formatted,
        disable_json_ld: true,
        max_elements_to_parse: MOST_ELEMENTS,
        ..Config::default()
    };
    let reader = Readability::with_document(document, None, Some(config));
    let article = reader.and_then(|mut reader| reader.parse()).ok();
    let byline = article.as_ref().and_then(|article| article.byline.as_deref()).map(one_line);
    // Sites name their pages on social networks as the author.
    let is_name = |byline: &String| !byline.is_empty() && !byline.contains("://");
    let byline = byline.filter(is_name).map(|value| Found {
        field: Field::Byline,
        value,
        source: "byline of the article".to_owned(),
        rank: 30,
    });
    let text = article.map(|article| without_soft_hyphens(article.text_content.trim()));
    let text = match text.filter(|text| !text.is_empty()) {
        Some(text) => Some(PageText { text, is_whole_page: false }),
        None => whole_text(html).map(|text| PageText { text, is_whole_page: true }),
    };
    (text, byline)
}

/// The text of a whole page; `None` if it has none.
fn whole_text(html: &str) -> Option<String> {
    let document = Document::from(html);
    document.select(AROUND).remove();
    let body = document.body()?;
    let text = without_soft_hyphens(body.formatted_text().trim());
    (!text.is_empty()).then_some(text)
}
