//! Words for the values by which facts are counted.

use crate::domain::group_counts::{Dimension, GroupValue};
use crate::domain::when::Day;
use crate::view::grid::{Cell, Column, Emphasis};
use crate::view::wording;
use chrono::Datelike;
use std::collections::BTreeSet;

/// A value of a dimension, worded. Values are listed by name, dates by date; a value that was not
/// stated comes last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::view) enum WordedValue {
    /// A date: in ISO 8601 for data, and in words.
    Date { iso: String, words: String },
    /// A name, and its key (equal to the name if there is no other).
    Named { name: String, key: String },
    /// The words for a value that the facts do not state.
    Unstated(&'static str),
}

impl WordedValue {
    fn named(name: &str, key: &str) -> Self {
        Self::Named { name: name.to_owned(), key: key.to_owned() }
    }

    /// The value as shown on a page.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Date { words, .. } => words,
            Self::Named { name, .. } => name,
            Self::Unstated(words) => words,
        }
    }

    fn data(&self) -> Cell {
        match self {
            Self::Date { iso, .. } => Cell::text(iso),
            Self::Named { key, .. } => Cell::text(key),
            Self::Unstated(_) => Cell::Empty,
        }
    }

    fn data_name(&self) -> Cell {
        if matches!(self, Self::Unstated(_)) { Cell::Empty } else { Cell::text(self.name()) }
    }
}

/// The columns of a dimension: its name on a page; in data its key, and its name if that differs.
pub(in crate::view) fn columns(by: Dimension) -> Vec<Column> {
    let mut columns = vec![Column::page(by.as_str(), by.as_str())];
    let (key, name) = data_keys(by);
    columns.push(Column::data(key));
    columns.extend(name.map(Column::data));
    columns
}

/// The cell of a value on a page, the first of [`columns`].
pub(in crate::view) fn page_cell(value: &WordedValue) -> Cell {
    match value {
        WordedValue::Unstated(words) => Cell::words(*words, Emphasis::Faint),
        known => Cell::text(known.name()),
    }
}

/// The cells of a value in data, in the order of the other [`columns`].
pub(in crate::view) fn data_cells(
    by: Dimension,
    value: &WordedValue,
) -> impl Iterator<Item = Cell> {
    [value.data()].into_iter().chain(data_keys(by).1.map(|_| value.data_name()))
}

/// Words for the values of a dimension. Places with the same name get their kind added.
pub(in crate::view) fn worded(by: Dimension, values: &[GroupValue]) -> Vec<WordedValue> {
    let mut seen = BTreeSet::new();
    let names = values.iter().filter_map(|value| match value {
        GroupValue::Place(_, name, _) => Some(name.as_str()),
        _ => None,
    });
    let shared: BTreeSet<&str> = names.filter(|name| !seen.insert(*name)).collect();
    let word = |value: &GroupValue| match value {
        GroupValue::Place(key, name, kind) if shared.contains(name.as_str()) => {
            WordedValue::named(&format!("{name} ({kind})"), key)
        }
        GroupValue::Place(key, name, _) | GroupValue::Named(key, name) => {
            WordedValue::named(name, key)
        }
        GroupValue::Word(word) => WordedValue::named(word, word),
        GroupValue::Date(day) => date(by, *day),
        GroupValue::Unstated => WordedValue::Unstated(unstated(by)),
    };
    values.iter().map(word).collect()
}

fn unstated(by: Dimension) -> &'static str {
    match by {
        Dimension::Month | Dimension::Year | Dimension::Day => "undated",
        Dimension::Claimant => "unattributed",
        Dimension::Admin1 | Dimension::Admin2 => "not below one",
        _ => "not stated",
    }
}

fn data_keys(by: Dimension) -> (&'static str, Option<&'static str>) {
    match by {
        Dimension::Place => ("place_key", Some("place_name")),
        Dimension::Indicator => ("indicator", Some("indicator_label")),
        Dimension::Publisher => ("publisher_key", Some("publisher")),
        Dimension::Claimant => ("claimant_key", Some("claimant")),
        Dimension::Report => ("report_key", Some("report_title")),
        Dimension::Admin1 => ("admin1_key", Some("admin1_name")),
        Dimension::Admin2 => ("admin2_key", Some("admin2_name")),
        other => (other.as_str(), None),
    }
}

fn date(by: Dimension, day: Day) -> WordedValue {
    let (year, month) = (day.year(), day.month());
    let (iso, words) = match by {
        Dimension::Year => (format!("{year:04}"), format!("{year}")),
        Dimension::Month => {
            (format!("{year:04}-{month:02}"), format!("{} {year}", wording::month(month)))
        }
        _ => (day.to_string(), wording::day(day, None)),
    };
    WordedValue::Date { iso, words }
}
