//! Pages on one row (a fact, a place, a report), as labelled lines in sections.
//!
//! Knows values, not how they look.

mod acts;
mod assessments;
mod fact;
mod reference;
mod report;

pub use fact::fact;
pub use reference::place;
pub use report::report;

use super::grid::{Cell, Column, Grid, Shown};

/// A page on one row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Detail {
    /// The title of the page, in one line.
    pub title: String,
    /// The sections of the page, in reading order.
    pub sections: Vec<Section>,
}

/// A section of a page: entries under one heading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// The heading; `None` for a section without one.
    pub heading: Option<String>,
    /// Fields, passages, grids and texts, in reading order.
    pub entries: Vec<Entry>,
}

/// One entry of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A value with its label.
    Field(Field),
    /// A quote with the text around it. Shown on pages only, since data has the quote as a field.
    Passage(Passage),
    /// A table inside the page, such as the facts of a report.
    Grid {
        /// The name of the grid in JSON.
        key: &'static str,
        /// The rows and columns.
        grid: Grid,
    },
    /// A text of several lines.
    Text {
        /// The name of the text in JSON.
        key: &'static str,
        /// The text, with its line breaks.
        text: String,
    },
}

/// A labelled value. An empty one is left out of pages.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The name of the field in JSON and CSV.
    pub key: &'static str,
    /// The label on a page.
    pub label: String,
    /// The value as a typed cell, so that a number remains a number in JSON.
    pub cell: Cell,
    /// Whether pages, data or both show the field.
    pub shown: Shown,
}

/// A quote with the text around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// The text before the quote; starts with `...` if it was cut.
    pub before: String,
    /// The quote, in the words of the report.
    pub quote: String,
    /// The text after the quote; ends with `...` if it was cut.
    pub after: String,
}

impl Entry {
    /// A field for pages and data.
    #[must_use]
    pub fn field(key: &'static str, label: impl Into<String>, cell: Cell) -> Self {
        Self::Field(Field { key, label: label.into(), cell, shown: Shown::Everywhere })
    }

    /// A field for data only.
    #[must_use]
    pub fn data(key: &'static str, cell: Cell) -> Self {
        Self::Field(Field { key, label: key.to_owned(), cell, shown: Shown::Data })
    }

    /// A field for pages only.
    #[must_use]
    pub fn page(key: &'static str, label: impl Into<String>, cell: Cell) -> Self {
        Self::Field(Field { key, label: label.into(), cell, shown: Shown::Page })
    }
}

impl Section {
    /// A section without a heading.
    #[must_use]
    pub fn new(entries: Vec<Entry>) -> Self {
        Self { heading: None, entries }
    }

    /// A section with a heading.
    #[must_use]
    pub fn headed(heading: impl Into<String>, entries: Vec<Entry>) -> Self {
        Self { heading: Some(heading.into()), entries }
    }
}

impl Field {
    /// Whether pages show the field: empty ones are left out.
    #[must_use]
    pub fn is_on_page(&self) -> bool {
        self.shown.on_page() && !self.cell.is_empty()
    }
}

impl Section {
    /// Whether pages show any entry of the section.
    #[must_use]
    pub fn is_on_page(&self) -> bool {
        let is_on_page =
            |entry: &Entry| !matches!(entry, Entry::Field(field) if !field.is_on_page());
        self.entries.iter().any(is_on_page)
    }
}

impl Detail {
    /// The names and values of all fields, for CSV, which has no sections.
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
