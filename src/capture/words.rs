//! Words of metadata on one line.

use super::depth;
use dom_query::Document;

/// Most bytes of one value of the metadata; a longer one is none.
pub(super) const LONGEST_VALUE: usize = 2_000;

/// Words with a single blank between them.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text of metadata on one line. What pages escape twice (`&amp;`, `<em>`) is read once more.
pub(super) fn plain(text: &str) -> String {
    let is_marked = text.contains('&') || text.contains("</");
    if is_marked && text.len() <= LONGEST_VALUE && !depth::is_too_deep(text) {
        return one_line(&Document::fragment(text).text());
    }
    one_line(text)
}
