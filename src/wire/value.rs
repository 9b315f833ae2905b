//! What stands in one cell, typed, before a format makes bytes of it.

use crate::text::lists;
use std::borrow::Cow;

/// The value that a row has in a column.
#[derive(Clone, Debug, PartialEq)]
pub enum CellValue<'a> {
    /// The row says nothing in this column.
    Blank,
    /// Words, which may hold anything.
    Text(Cow<'a, str>),
    /// A number, as its decimal digits with a sign and a point where it needs them.
    Digits(String),
    /// Yes or no. Formats of text write a yes only.
    Flag(bool),
    /// Several words, in order; never none.
    List(Vec<Cow<'a, str>>),
    /// Several values with parts of their own, as the text of a JSON list.
    Json(Cow<'a, str>),
}

impl<'a> CellValue<'a> {
    /// A text; an empty one says nothing.
    pub(super) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }

    /// A text, where there is one.
    pub(super) fn optional<T: Into<Cow<'a, str>>>(text: Option<T>) -> Self {
        text.map_or(Self::Blank, Self::text)
    }

    /// A number, where there is one.
    pub(super) fn number<T: ToString>(number: Option<T>) -> Self {
        number.map_or(Self::Blank, |number| Self::Digits(number.to_string()))
    }

    /// Several words, in order.
    pub(super) fn list<T: Into<Cow<'a, str>>>(words: impl IntoIterator<Item = T>) -> Self {
        let words: Vec<_> = words.into_iter().map(T::into).collect();
        if words.is_empty() { Self::Blank } else { Self::List(words) }
    }

    /// The text of a JSON list; an empty text says nothing.
    pub(super) fn json(list: String) -> Self {
        if list.is_empty() { Self::Blank } else { Self::Json(list.into()) }
    }

    /// The value as one text, several words joined so that they come apart again; nothing where
    /// nothing was said.
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
