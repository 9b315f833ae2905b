//! A TOML document as typed values that know their line.
//!
//! The only place that knows the crate `toml`. Must not know what the keys mean.

use crate::domain::name::nearest;
use crate::mapping::error::{MapFault, MapRemedy, listed};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// What may stand where a value is read.
pub(in crate::mapping) enum TomlValue<'a> {
    /// A text in quotes.
    Text(&'a str),
    /// A list in square brackets.
    List(Vec<TomlNode<'a>>),
    /// A table, inline or under a header of its own.
    Table(TomlTable<'a>),
    /// `true` or `false`.
    Flag(bool),
    /// A whole number from 0.
    Whole(usize),
}

/// The document that errors point into.
#[derive(Clone, Copy)]
pub(in crate::mapping) struct Document<'a> {
    name: &'a str,
    text: &'a str,
}

/// A value and where it stands.
#[derive(Clone)]
pub(in crate::mapping) struct TomlNode<'a> {
    document: Document<'a>,
    value: &'a DeValue<'a>,
    span: Range<usize>,
    key: String,
}

/// The fields of a table, in the order in which they are written.
pub(in crate::mapping) struct TomlTable<'a> {
    document: Document<'a>,
    span: Range<usize>,
    of: String,
    all: Vec<(&'a str, Range<usize>, TomlNode<'a>)>,
}

/// Parses a document and hands its fields to `read`.
pub(in crate::mapping) fn parse<T>(
    name: &str,
    text: &str,
    read: impl FnOnce(&TomlTable<'_>) -> Result<T, MapFault>,
) -> Result<T, MapFault> {
    let document = Document { name, text };
    let table = DeTable::parse(text).map_err(|error| {
        let span = error.span().unwrap_or_default();
        document.wrong(&span, format!("no TOML: {}", error.message().trim().replace('\n', ", ")))
    })?;
    read(&document.fields(table.get_ref(), table.span(), "a map".to_owned()))
}

impl<'a> Document<'a> {
    fn wrong(&self, span: &Range<usize>, what: String) -> MapFault {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        MapFault { line: Some(line), ..MapFault::whole(self.name, what) }
    }

    fn fields(self, table: &'a DeTable<'a>, span: Range<usize>, of: String) -> TomlTable<'a> {
        let fields = table.iter().map(|(key, value)| {
            let name: &str = key.get_ref();
            let (value, at) = (value.get_ref(), value.span());
            (name, key.span(), TomlNode { document: self, value, span: at, key: name.to_owned() })
        });
        TomlTable { document: self, span, of, all: fields.collect() }
    }
}

impl<'a> TomlNode<'a> {
    /// The value by its type; dates and numbers with decimals are refused.
    pub(in crate::mapping) fn value(&self) -> Result<TomlValue<'a>, MapFault> {
        Ok(match self.value {
            DeValue::String(text) => TomlValue::Text(text),
            DeValue::Boolean(flag) => TomlValue::Flag(*flag),
            DeValue::Integer(number) => {
                let whole = number.as_str().parse();
                TomlValue::Whole(whole.map_err(|_| self.wrong("a whole number was expected"))?)
            }
            DeValue::Array(items) => {
                let item = |item: &'a toml::Spanned<DeValue<'a>>| TomlNode {
                    document: self.document,
                    value: item.get_ref(),
                    span: item.span(),
                    key: self.key.clone(),
                };
                TomlValue::List(items.iter().map(item).collect())
            }
            DeValue::Table(table) => {
                let of = format!("`{}`", self.key);
                TomlValue::Table(self.document.fields(table, self.span.clone(), of))
            }
            DeValue::Float(_) | DeValue::Datetime(_) => {
                return Err(self.wrong("a text in quotes was expected"));
            }
        })
    }

    /// An error about this value.
    pub(in crate::mapping) fn wrong(&self, what: impl AsRef<str>) -> MapFault {
        self.document.wrong(&self.span, format!("{}: {}", self.key, what.as_ref()))
    }

    /// The line in which it stands.
    pub(in crate::mapping) fn line(&self) -> usize {
        self.wrong("").line.unwrap_or_default()
    }

    /// The text that stands here; another type is refused.
    pub(in crate::mapping) fn text(&self) -> Result<&'a str, MapFault> {
        match self.value()? {
            TomlValue::Text(text) => Ok(text),
            _ => Err(self.wrong("a text in quotes was expected")),
        }
    }

    /// One text or a list of texts, each with its place.
    pub(in crate::mapping) fn texts(&self) -> Result<Vec<(TomlNode<'a>, &'a str)>, MapFault> {
        match self.value()? {
            TomlValue::Text(text) => Ok(vec![(self.clone(), text)]),
            TomlValue::List(items) => {
                items.into_iter().map(|item| item.text().map(|text| (item.clone(), text))).collect()
            }
            _ => Err(self.wrong("a text in quotes, or a list of them, was expected")),
        }
    }

    /// One of some words.
    pub(in crate::mapping) fn word(
        &self,
        words: &[&'static str],
    ) -> Result<&'static str, MapFault> {
        let text = self.text()?;
        words
            .iter()
            .find(|word| **word == text)
            .copied()
            .ok_or_else(|| self.wrong(format!("`{text}`: one of {} was expected", listed(words))))
    }

    /// The table that stands here; another type is refused.
    pub(in crate::mapping) fn table(&self) -> Result<TomlTable<'a>, MapFault> {
        match self.value()? {
            TomlValue::Table(fields) => Ok(fields),
            _ => Err(self.wrong("a table was expected")),
        }
    }

    /// One table or a list of tables.
    pub(in crate::mapping) fn tables(&self) -> Result<Vec<TomlTable<'a>>, MapFault> {
        match self.value()? {
            TomlValue::Table(fields) => Ok(vec![fields]),
            TomlValue::List(items) => items.iter().map(TomlNode::table).collect(),
            _ => Err(self.wrong("a table was expected")),
        }
    }
}

impl<'a> TomlTable<'a> {
    /// Refuses keys that are not known here, with the nearest that is.
    pub(in crate::mapping) fn only(&self, known: &[&str]) -> Result<(), MapFault> {
        match self.all.iter().find(|(name, ..)| !known.contains(name)) {
            None => Ok(()),
            Some((name, ..)) => Err(self.unknown_key(name, known.iter().copied())),
        }
    }

    /// The refusal of a key, with the nearest of those that were expected.
    pub(in crate::mapping) fn unknown_key<'k>(
        &self,
        name: &str,
        known: impl Iterator<Item = &'k str> + Clone,
    ) -> MapFault {
        let span = self.all.iter().find(|(key, ..)| *key == name).map(|(_, span, _)| span);
        let what = format!("`{name}` is no key of {}", self.of);
        let error = self.document.wrong(span.unwrap_or(&self.span), what);
        match nearest(name, known.clone(), 2) {
            near if near.is_empty() && known.clone().count() > 12 => error.with(MapRemedy::Keys),
            near if near.is_empty() => {
                error.with(MapRemedy::OneOf(known.map(str::to_owned).collect()))
            }
            near => error.with(MapRemedy::Nearest(near)),
        }
    }

    /// The value of a key.
    pub(in crate::mapping) fn get(&self, name: &str) -> Option<&TomlNode<'a>> {
        self.all.iter().find(|(key, ..)| *key == name).map(|(.., node)| node)
    }

    /// The value of a key that must be there.
    pub(in crate::mapping) fn needed(&self, name: &str) -> Result<&TomlNode<'a>, MapFault> {
        self.get(name).ok_or_else(|| self.wrong(format!("{} needs `{name}`", self.of)))
    }

    /// Every key with its value, in order.
    pub(in crate::mapping) fn iter(&self) -> impl Iterator<Item = (&'a str, &TomlNode<'a>)> {
        self.all.iter().map(|(name, _, node)| (*name, node))
    }

    /// An error about the table as a whole.
    pub(in crate::mapping) fn wrong(&self, what: impl Into<String>) -> MapFault {
        self.document.wrong(&self.span, what.into())
    }

    /// A yes or no; no where the key is missing.
    pub(in crate::mapping) fn flag(&self, name: &str) -> Result<Option<bool>, MapFault> {
        let Some(node) = self.get(name) else { return Ok(None) };
        match node.value()? {
            TomlValue::Flag(flag) => Ok(Some(flag)),
            _ => Err(node.wrong("true or false was expected")),
        }
    }
}
