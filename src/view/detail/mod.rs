//! Details: everything about one thing, as labelled lines in sections.
//!
//! Knows values, not how they look.

mod assessments;
mod fact;
mod reference;
mod report;

pub use fact::fact;
pub use reference::{indicator, place};
pub use report::report;

use super::grid::{Cell, Column, Grid, Shown};

/// Everything about one thing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Detail {
    /// What it is about.
    pub title: String,
    /// Its parts, in reading order.
    pub sections: Vec<Section>,
}

/// A part of a detail.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// What stands above it, if anything.
    pub heading: Option<String>,
    /// Its fields, passages, grids and texts, in reading order.
    pub entries: Vec<Entry>,
}

/// One entry of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A value with its label.
    Field(Field),
    /// A quote in its context; for people, since data has the quote as a line.
    Passage(Passage),
    /// Rows with columns of their own, such as the facts of a report.
    Grid {
        /// Its name in JSON.
        key: &'static str,
        /// The rows and columns.
        grid: Grid,
    },
    /// A text of several lines.
    Text {
        /// Its name in JSON.
        key: &'static str,
        /// The text, with its line breaks.
        text: String,
    },
}

/// A labelled value. On a page, a line with nothing in it is left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name in JSON.
    pub key: &'static str,
    /// Its name on a page.
    pub label: String,
    /// The value, typed.
    pub cell: Cell,
    /// Where it is shown.
    pub shown: Shown,
}

/// A quote as it stands in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// What stands before it.
    pub before: String,
    /// The words of the report, verbatim.
    pub quote: String,
    /// What stands after it.
    pub after: String,
}

impl Entry {
    /// A line that is shown everywhere.
    #[must_use]
    pub fn field(key: &'static str, label: impl Into<String>, cell: Cell) -> Self {
        Self::Field(Field { key, label: label.into(), cell, shown: Shown::Everywhere })
    }

    /// A line for programs alone.
    #[must_use]
    pub fn data(key: &'static str, cell: Cell) -> Self {
        Self::Field(Field { key, label: key.to_owned(), cell, shown: Shown::Data })
    }

    /// A line for people alone.
    #[must_use]
    pub fn page(key: &'static str, label: impl Into<String>, cell: Cell) -> Self {
        Self::Field(Field { key, label: label.into(), cell, shown: Shown::Page })
    }
}

impl Section {
    /// A part without a heading.
    #[must_use]
    pub fn new(entries: Vec<Entry>) -> Self {
        Self { heading: None, entries }
    }

    /// A part with a heading.
    #[must_use]
    pub fn headed(heading: impl Into<String>, entries: Vec<Entry>) -> Self {
        Self { heading: Some(heading.into()), entries }
    }
}

impl Field {
    /// Whether people see it: a line with nothing in it is left out.
    #[must_use]
    pub fn is_on_page(&self) -> bool {
        self.shown.on_page() && !self.cell.is_empty()
    }
}

impl Section {
    /// Whether people see any of it.
    #[must_use]
    pub fn is_on_page(&self) -> bool {
        let is_on_page =
            |entry: &Entry| !matches!(entry, Entry::Field(field) if !field.is_on_page());
        self.entries.iter().any(is_on_page)
    }
}

impl Detail {
    /// The names and values of its lines, for forms that have no sections.
    #[must_use]
    pub fn fields(&self) -> Grid {
        let entries = self.sections.iter().flat_map(|section| &section.entries);
        let rows = entries.filter_map(|entry| match entry {
            Entry::Field(field) if field.shown.in_data() => {
                Some(vec![Cell::text(field.key), field.cell.clone()])
            }
            Entry::Text { key, text } => Some(vec![Cell::text(*key), Cell::text(text)]),
            _ => None,
        });
        let columns = vec![Column::new("field", "field"), Column::new("value", "value")];
        Grid { rows: rows.collect(), ..Grid::new(columns) }
    }
}

#[cfg(test)]
mod tests;
