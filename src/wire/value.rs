//! The typed value of one cell, before a format encodes it.

use crate::text::lists;
use std::borrow::Cow;

/// The value of a row in one column.
#[derive(Clone, Debug, PartialEq)]
pub enum CellValue<'a> {
    /// No value: the cell is blank.
    Blank,
    /// Any text, not escaped.
    Text(Cow<'a, str>),
    /// A number, as its decimal digits with a sign and a point if it needs them.
    Digits(String),
    /// Yes or no. Text formats write only yes; no is blank.
    Flag(bool),
    /// Several texts in order; at least one.
    List(Vec<Cow<'a, str>>),
    /// A JSON list of objects, as text.
    Json(Cow<'a, str>),
}

impl<'a> CellValue<'a> {
    /// A text; an empty text becomes [`Self::Blank`].
    pub(super) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }

    /// A text; `None` becomes [`Self::Blank`].
    pub(super) fn optional<T: Into<Cow<'a, str>>>(text: Option<T>) -> Self {
        text.map_or(Self::Blank, Self::text)
    }

    /// A number; `None` becomes [`Self::Blank`].
    pub(super) fn number<T: ToString>(number: Option<T>) -> Self {
        number.map_or(Self::Blank, |number| Self::Digits(number.to_string()))
    }

    /// Several texts in order; an empty list becomes [`Self::Blank`].
    pub(super) fn list<T: Into<Cow<'a, str>>>(words: impl IntoIterator<Item = T>) -> Self {
        let words: Vec<_> = words.into_iter().map(T::into).collect();
        if words.is_empty() { Self::Blank } else { Self::List(words) }
    }

    /// The text of a JSON list; an empty text becomes [`Self::Blank`].
    pub(super) fn json(list: String) -> Self {
        if list.is_empty() { Self::Blank } else { Self::Json(list.into()) }
    }

    /// The value as text; several values are joined so that they can be split again. `None` for a
    /// blank.
    pub(crate) fn as_text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Blank => None,
            Self::Text(text) | Self::Json(text) => Some(Cow::Borrowed(text)),
            Self::Digits(digits) => Some(Cow::Borrowed(digits)),
            Self::Flag(flag) => Some(Cow::Borrowed(if *flag { "1" } else { "0" })),
            Self::List(words) => Some(Cow::Owned(lists::join(words))),
        }
    }
}
