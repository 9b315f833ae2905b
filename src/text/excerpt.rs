//! Quotes words from a user's file in error messages: in back-ticks, and cut to a length that fits
//! on a line.

use std::borrow::Cow;

/// Maximum number of characters that a message shows of a name from a file.
pub(crate) const SHOWN: usize = 60;

/// Cuts a text to about `most` characters: of a longer text, the middle becomes `…`.
pub(crate) fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most || text.chars().nth(most).is_none() {
        return Cow::Borrowed(text);
    }
    let half = most / 2;
    let start = text.char_indices().nth(half).map_or(text.len(), |(at, _)| at);
    let end = text.char_indices().nth_back(half - 1).map_or(0, |(at, _)| at);
    Cow::Owned(format!("{}…{}", &text[..start], &text[end..]))
}

/// Lists names in back-ticks, separated by commas. After the first 30 names it says `and 5 more`.
pub(crate) fn quoted_list<T: AsRef<str>>(names: &[T]) -> String {
    const MOST: usize = 30;
    let quoted = |name: &T| format!("`{}`", shortened(name.as_ref(), SHOWN));
    let some: Vec<_> = names.iter().take(MOST).map(quoted).collect();
    let more = names.len().saturating_sub(MOST);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    some.join(", ") + &more
}
