//! Words of metadata on one line.

use super::depth;
use dom_query::Document;

/// A value of the metadata has at most this many bytes; a longer one is not used.
pub(super) const LONGEST_VALUE: usize = 2_000;

/// The invisible mark where a word may be broken.
const SOFT_HYPHEN: char = '\u{ad}';

/// Whether a character is invisible: right-to-left sites put direction marks around names.
fn is_unseen(c: char) -> bool {
    matches!(c, SOFT_HYPHEN | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Words with single spaces between them, without invisible marks at their ends.
pub(super) fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.trim_matches(|c: char| is_unseen(c) || c == ' ');
    if line.contains(SOFT_HYPHEN) { without_soft_hyphens(line) } else { line.to_owned() }
}

/// A text without the marks where its words may be broken.
pub(super) fn without_soft_hyphens(text: &str) -> String {
    text.replace(SOFT_HYPHEN, "")
}

/// A text of metadata on one line. If a page escaped it twice (`&amp;`, `<em>`), it is decoded once more.
pub(super) fn plain(text: &str) -> String {
    let is_marked = text.contains('&') || text.contains("</");
    if is_marked && text.len() <= LONGEST_VALUE && !depth::is_too_deep(text) {
        return one_line(&Document::fragment(text).text());
    }
    one_line(text)
}
