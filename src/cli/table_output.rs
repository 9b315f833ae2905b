//! How a table is written: as any listing, or as a page or a workbook to pass on, which states its origin and whether
//! it is confidential.

use super::filter::FilterArgs;
use super::table_columns;
use crate::domain::filter::Filter;
use crate::domain::report::Restricted;
use crate::domain::when::Day;
use crate::render::{self, ChartCaptions, Format, RowWriter, Style, TableDescription, TablePage};
use crate::store::{Store, StoreError};
use crate::view::grid::{Column, Grid};
use crate::view::provenance::Provenance;
use crate::wire::place_on_sheet;
use std::io::{self, Write};

/// The description of a table on its page or in its workbook.
#[derive(Debug)]
pub(super) struct About {
    title: &'static str,
    asked: String,
    restricted: Restricted,
    provenance: Provenance,
}

impl About {
    /// The description of a table of the facts that match a filter. Call this in the same state of the file in which
    /// the rows are read. Fails if the database does.
    pub(super) fn of(
        title: &'static str,
        (asked, filter): (&FilterArgs, &Filter),
        store: &Store,
        format: Format,
        today: Day,
    ) -> Result<Self, StoreError> {
        let is_for_others = format.is_for_others();
        let restricted =
            if is_for_others { store.restricted_reports(filter)? } else { Restricted::default() };
        let newest = if is_for_others { store.newest_changesets(1)? } else { Vec::new() };
        let provenance = Provenance::of(today, newest.first());
        Ok(Self { title, asked: asked.in_words(), restricted, provenance })
    }
}

impl About {
    /// The words around charts on a page or a picture.
    pub(super) fn of_charts(&self) -> ChartCaptions<'_> {
        let Self { title, asked, restricted, provenance } = self;
        ChartCaptions { title, asked, restricted: *restricted, provenance }
    }

    /// The description of the table, for a second sheet.
    fn in_words(&self) -> Vec<String> {
        let asked = Some(&self.asked).filter(|asked| !asked.is_empty());
        let state = self.provenance.newest.as_ref().map(|newest| {
            format!("the database as of changeset {}, recorded on {}", newest.id, newest.recorded)
        });
        let asked = asked.map(|asked| format!("asked for: {asked}"));
        [Some(self.title.to_owned()), asked, state].into_iter().flatten().collect()
    }
}

/// Where and how a table is written.
#[derive(Clone, Copy)]
pub(super) struct TableOutput<'a> {
    pub(super) format: Format,
    pub(super) style: &'a Style,
    pub(super) about: &'a About,
}

impl TableOutput<'_> {
    pub(super) fn grid(&self, grid: &Grid, out: &mut dyn Write) -> io::Result<()> {
        let About { title, asked, restricted, provenance } = self.about;
        match self.format {
            Format::Html => {
                TablePage { title, asked, restricted: *restricted, provenance }.write(grid, out)
            }
            Format::Workbook => {
                let what = &self.about.in_words();
                render::workbook(grid, &description(what, *restricted), out)
            }
            format => render::grid(grid, format, self.style, out),
        }
    }

    /// Begins a table of data, written row by row.
    pub(super) fn rows<'w>(
        &self,
        columns: Vec<Column>,
        out: &'w mut dyn Write,
    ) -> io::Result<RowWriter<'w>> {
        if self.format != Format::Workbook {
            return RowWriter::new(columns, self.format, out);
        }
        let what = &self.about.in_words();
        RowWriter::workbook(columns, &description(what, self.about.restricted), place_on_sheet, out)
    }
}

fn description(what: &[String], restricted: Restricted) -> TableDescription<'_> {
    TableDescription { what, restricted, column: table_columns::said }
}
