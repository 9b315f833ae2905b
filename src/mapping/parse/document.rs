//! A TOML document as typed values that know their line, for errors.
//!
//! The only place that knows the crate `toml`. Must not know what the keys mean.

use crate::domain::name::nearest;
use crate::mapping::error::{MapFault, MapRemedy, listed};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// A TOML value of one of the types that maps use.
pub(in crate::mapping) enum TomlValue<'a> {
    /// A string, such as `"conflict"`.
    Text(&'a str),
    /// An array, such as `["a", "b"]`.
    List(Vec<TomlNode<'a>>),
    /// A table, inline or with a header.
    Table(TomlTable<'a>),
    /// A boolean: `true` or `false`.
    Flag(bool),
    /// An integer of at least 0.
    Whole(usize),
}

/// The document, to find the line of an error.
#[derive(Clone, Copy)]
pub(in crate::mapping) struct Document<'a> {
    name: &'a str,
    /// Where the line breaks of the text are, in bytes.
    breaks: &'a [usize],
}

/// A value with its position in the document.
#[derive(Clone)]
pub(in crate::mapping) struct TomlNode<'a> {
    document: Document<'a>,
    value: &'a DeValue<'a>,
    span: Range<usize>,
    key: String,
}

/// The entries of a table, in the order of the document.
pub(in crate::mapping) struct TomlTable<'a> {
    document: Document<'a>,
    span: Range<usize>,
    of: String,
    all: Vec<(&'a str, Range<usize>, TomlNode<'a>)>,
}

/// Parses a document and passes its entries to `read`. Fails if it is not TOML.
pub(in crate::mapping) fn parse<T>(
    name: &str,
    text: &str,
    read: impl FnOnce(&TomlTable<'_>) -> Result<T, MapFault>,
) -> Result<T, MapFault> {
    let breaks: Vec<usize> = memchr::memchr_iter(b'\n', text.as_bytes()).collect();
    let document = Document { name, breaks: &breaks };
    let table = DeTable::parse(text).map_err(|error| {
        let span = error.span().unwrap_or_default();
        document.wrong(&span, format!("not TOML: {}", error.message().trim().replace('\n', ", ")))
    })?;
    read(&document.fields(table.get_ref(), table.span(), "a map".to_owned()))
}

impl<'a> Document<'a> {
    fn wrong(&self, span: &Range<usize>, what: String) -> MapFault {
        let line = self.breaks.partition_point(|at| *at < span.start) + 1;
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
    /// The value by type. Fails for types that no map uses: dates and floats.
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

    /// An error about this value, at its line.
    pub(in crate::mapping) fn wrong(&self, what: impl AsRef<str>) -> MapFault {
        self.document.wrong(&self.span, format!("{}: {}", self.key, what.as_ref()))
    }

    /// Line of the value, from 1.
    pub(in crate::mapping) fn line(&self) -> usize {
        self.wrong("").line.unwrap_or_default()
    }

    /// The value as a string. Fails for other types.
    pub(in crate::mapping) fn text(&self) -> Result<&'a str, MapFault> {
        match self.value()? {
            TomlValue::Text(text) => Ok(text),
            _ => Err(self.wrong("a text in quotes was expected")),
        }
    }

    /// The value as a list of strings, each with its position; a single string is a list of one.
    /// Fails for other types.
    pub(in crate::mapping) fn texts(&self) -> Result<Vec<(TomlNode<'a>, &'a str)>, MapFault> {
        match self.value()? {
            TomlValue::Text(text) => Ok(vec![(self.clone(), text)]),
            TomlValue::List(items) => {
                items.into_iter().map(|item| item.text().map(|text| (item.clone(), text))).collect()
            }
            _ => Err(self.wrong("a text in quotes, or a list of them, was expected")),
        }
    }

    /// The value as one of some words. Fails for other words, with the words that are allowed.
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

    /// The value as a table. Fails for other types.
    pub(in crate::mapping) fn table(&self) -> Result<TomlTable<'a>, MapFault> {
        match self.value()? {
            TomlValue::Table(fields) => Ok(fields),
            _ => Err(self.wrong("a table was expected")),
        }
    }

    /// The value as a list of tables; a single table is a list of one. Fails for other types.
    pub(in crate::mapping) fn tables(&self) -> Result<Vec<TomlTable<'a>>, MapFault> {
        match self.value()? {
            TomlValue::Table(fields) => Ok(vec![fields]),
            TomlValue::List(items) => items.iter().map(TomlNode::table).collect(),
            _ => Err(self.wrong("a table was expected")),
        }
    }
}

impl<'a> TomlTable<'a> {
    /// Refuses keys that are not among `known`; the error suggests a similar key.
    pub(in crate::mapping) fn only(&self, known: &[&str]) -> Result<(), MapFault> {
        match self.all.iter().find(|(name, ..)| !known.contains(name)) {
            None => Ok(()),
            Some((name, ..)) => Err(self.unknown_key(name, known.iter().copied())),
        }
    }

    /// The error for an unknown key; it suggests a similar one of the expected keys.
    pub(in crate::mapping) fn unknown_key<'k>(
        &self,
        name: &str,
        known: impl Iterator<Item = &'k str> + Clone,
    ) -> MapFault {
        let span = self.all.iter().find(|(key, ..)| *key == name).map(|(_, span, _)| span);
        let what = format!("`{name}` is not a key of {}", self.of);
        let error = self.document.wrong(span.unwrap_or(&self.span), what);
        match nearest(name, known.clone(), 2) {
            near if near.is_empty() && known.clone().count() > 12 => error.with(MapRemedy::Keys),
            near if near.is_empty() => {
                error.with(MapRemedy::OneOf(known.map(str::to_owned).collect()))
            }
            near => error.with(MapRemedy::Nearest(near)),
        }
    }

    /// The value of a key; `None` if the key is missing.
    pub(in crate::mapping) fn get(&self, name: &str) -> Option<&TomlNode<'a>> {
        self.all.iter().find(|(key, ..)| *key == name).map(|(.., node)| node)
    }

    /// The value of a required key. Fails if the key is missing.
    pub(in crate::mapping) fn needed(&self, name: &str) -> Result<&TomlNode<'a>, MapFault> {
        self.get(name).ok_or_else(|| self.wrong(format!("{} needs `{name}`", self.of)))
    }

    /// Every key with its value, in the order of the document.
    pub(in crate::mapping) fn iter(&self) -> impl Iterator<Item = (&'a str, &TomlNode<'a>)> {
        self.all.iter().map(|(name, _, node)| (*name, node))
    }

    /// An error about the whole table.
    pub(in crate::mapping) fn wrong(&self, what: impl Into<String>) -> MapFault {
        self.document.wrong(&self.span, what.into())
    }

    /// The boolean value of a key; `None` if the key is missing. Fails for other types.
    pub(in crate::mapping) fn flag(&self, name: &str) -> Result<Option<bool>, MapFault> {
        let Some(node) = self.get(name) else { return Ok(None) };
        match node.value()? {
            TomlValue::Flag(flag) => Ok(Some(flag)),
            _ => Err(node.wrong("true or false was expected")),
        }
    }
}
