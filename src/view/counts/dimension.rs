//! What facts are counted by.

use crate::domain::fact::{Draft, Status};
use crate::domain::place::PlaceKind;
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::tally::{Dimension, first_day};
use crate::domain::when::Day;
use crate::view::grid::{Cell, Column, Emphasis};
use crate::view::wording;
use chrono::Datelike;
use std::collections::BTreeSet;

/// The value of a dimension for a fact, in the order in which it is listed: by its name, or, where
/// it is a date, by that; what was not stated comes last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Value {
    /// A date: as data has it, and in words.
    Date { iso: String, words: String },
    /// A name, and its key where it has another one.
    Named { name: String, key: String },
    /// Nothing was said; the words for that.
    Unstated(&'static str),
}

impl Value {
    fn named(name: &str, key: &str) -> Self {
        Self::Named { name: name.to_owned(), key: key.to_owned() }
    }

    fn word(word: Option<&str>) -> Self {
        word.map_or(Self::Unstated("not stated"), |word| Self::named(word, word))
    }

    /// What a page calls it.
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

/// How a dimension is worded.
pub(super) trait Worded: Copy {
    /// The columns it takes: its name on a page; in data its key, and its name where that differs.
    fn columns(self) -> Vec<Column>;
    /// The cells of a value, in the order of [`Self::columns`].
    fn cells(self, value: &Value) -> Vec<Cell>;
    /// The value for a fact.
    fn value(self, context: &Context<'_>, recorded: &RecordedFact) -> Value;
}

impl Worded for Dimension {
    fn columns(self) -> Vec<Column> {
        let mut columns = vec![Column::page(self.as_str(), self.as_str())];
        let (key, name) = data_keys(self);
        columns.push(Column::data(key));
        columns.extend(name.map(Column::data));
        columns
    }

    fn cells(self, value: &Value) -> Vec<Cell> {
        let page = match value {
            Value::Unstated(words) => Cell::words(*words, Emphasis::Faint),
            known => Cell::text(known.name()),
        };
        let mut cells = vec![page, value.data()];
        cells.extend(data_keys(self).1.map(|_| value.data_name()));
        cells
    }

    fn value(self, context: &Context<'_>, recorded: &RecordedFact) -> Value {
        let selection = context.selection;
        let fact: &Draft = &recorded.fact;
        match self {
            Self::Place => Value::named(&context.place_name(&fact.place), &fact.place),
            Self::Indicator => indicator(selection, &fact.indicator),
            Self::Month | Self::Year | Self::Day => date(self, first_day(fact)),
            Self::Publisher => match selection.reports.get(&fact.report) {
                Some(report) => actor(selection, &report.publisher),
                None => Value::Unstated("not stated"),
            },
            Self::Claimant => fact
                .claimant
                .as_ref()
                .map_or(Value::Unstated("unattributed"), |key| actor(selection, key)),
            Self::Status => Value::word(fact.status.map(Status::as_str)),
            Self::Report => match selection.reports.get(&fact.report) {
                Some(report) => Value::named(&report.title, &report.key),
                None => Value::named(&fact.report, &fact.report),
            },
            Self::Thread => Value::word(fact.thread.as_deref()),
            Self::Scope => Value::word(fact.scope.as_deref()),
            Self::Admin1 => admin(selection, fact, PlaceKind::Admin1),
            Self::Admin2 => admin(selection, fact, PlaceKind::Admin2),
            Self::Unit => {
                let unit = fact.quantity.as_ref().map(|quantity| quantity.unit.as_str());
                Value::word(unit.filter(|unit| !unit.is_empty()))
            }
        }
    }
}

/// A selection, and which names more than one of its facts' places bear.
pub(super) struct Context<'a> {
    selection: &'a Selection,
    shared: BTreeSet<&'a str>,
}

impl<'a> Context<'a> {
    pub(super) fn of(selection: &'a Selection) -> Self {
        let keys: BTreeSet<&str> = selection.facts.iter().map(|f| f.fact.place.as_str()).collect();
        let mut seen = BTreeSet::new();
        let names = keys.into_iter().map(|key| wording::place(selection, key));
        let shared = names.filter(|name| !seen.insert(*name)).collect();
        Self { selection, shared }
    }

    /// A place's name; with its kind where places of several facts share it.
    fn place_name(&self, key: &str) -> String {
        match self.selection.places.get(key) {
            Some(place) if self.shared.contains(place.name.as_str()) => {
                format!("{} ({})", place.name, place.kind)
            }
            Some(place) => place.name.clone(),
            None => key.to_owned(),
        }
    }
}

fn indicator(selection: &Selection, key: &str) -> Value {
    Value::named(selection.indicators.get(key).map_or(key, |indicator| &indicator.label), key)
}

fn actor(selection: &Selection, key: &str) -> Value {
    Value::named(selection.actor_name(key), key)
}

fn admin(selection: &Selection, fact: &Draft, level: PlaceKind) -> Value {
    let area = selection.path(&fact.place).find(|place| place.kind == level);
    area.map_or(Value::Unstated("not below one"), |area| Value::named(&area.name, &area.key))
}

fn data_keys(by: Dimension) -> (&'static str, Option<&'static str>) {
    match by {
        Dimension::Place => ("place_key", Some("place_name")),
        Dimension::Indicator => ("indicator", Some("indicator_label")),
        Dimension::Publisher => ("publisher", Some("publisher_name")),
        Dimension::Claimant => ("claimant", Some("claimant_name")),
        Dimension::Report => ("report_key", Some("report_title")),
        Dimension::Admin1 => ("admin1_key", Some("admin1_name")),
        Dimension::Admin2 => ("admin2_key", Some("admin2_name")),
        other => (other.as_str(), None),
    }
}

fn date(by: Dimension, day: Option<Day>) -> Value {
    let Some(day) = day else { return Value::Unstated("undated") };
    let (year, month) = (day.year(), day.month());
    let (iso, words) = match by {
        Dimension::Year => (format!("{year:04}"), format!("{year}")),
        Dimension::Month => {
            (format!("{year:04}-{month:02}"), format!("{} {year}", wording::month(month)))
        }
        _ => (day.to_string(), wording::day(day, None)),
    };
    Value::Date { iso, words }
}
