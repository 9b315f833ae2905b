//! Words of a file as messages show them: in back-ticks, and not longer than a reader wants.

use std::borrow::Cow;

/// So many characters of a name that stands in a file are shown.
pub(crate) const SHOWN: usize = 60;

/// A text of at most so many characters: from a longer one, the middle is left out.
pub(crate) fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most || text.chars().nth(most).is_none() {
        return Cow::Borrowed(text);
    }
    let half = most / 2;
    let start = text.char_indices().nth(half).map_or(text.len(), |(at, _)| at);
    let end = text.char_indices().nth_back(half - 1).map_or(0, |(at, _)| at);
    Cow::Owned(format!("{}…{}", &text[..start], &text[end..]))
}

/// Names in back-ticks, with commas between them; of too many, how many more there are.
pub(crate) fn quoted_list<T: AsRef<str>>(names: &[T]) -> String {
    const MOST: usize = 30;
    let quoted = |name: &T| format!("`{}`", shortened(name.as_ref(), SHOWN));
    let some: Vec<_> = names.iter().take(MOST).map(quoted).collect();
    let more = names.len().saturating_sub(MOST);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    some.join(", ") + &more
}
