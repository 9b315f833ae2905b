//! Facts as a CSV file that loses nothing and that a spreadsheet can open without harm.

use super::Options;
use crate::domain::selection::Selection;
use crate::exchange::columns::{Cell, Column, Table};
use crate::render::safe;
use std::io::{self, Write};

/// Writes the facts as CSV (RFC 4180 with line feeds, UTF-8), a header first, one row for each.
pub fn write(selection: &Selection, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    write_tagged(selection, *options, None, out)
}

/// The same, with a row under the header that gives each column a hashtag.
pub(super) fn write_tagged(
    selection: &Selection,
    options: Options,
    hashtag: Option<fn(Column) -> &'static str>,
    out: &mut dyn Write,
) -> io::Result<()> {
    if options.excel {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut rows = ::csv::WriterBuilder::new().buffer_capacity(1 << 16).from_writer(out);
    rows.write_record(Column::ALL.iter().map(|column| column.name()))?;
    if let Some(hashtag) = hashtag {
        rows.write_record(Column::ALL.iter().map(|column| hashtag(*column)))?;
    }
    let table = Table::of(selection);
    for fact in &selection.facts {
        for column in Column::ALL {
            match table.cell(*column, fact) {
                Cell::Blank => rows.write_field("")?,
                Cell::Figure(digits) => rows.write_field(digits)?,
                Cell::Text(text) if options.raw => rows.write_field(text.as_ref())?,
                Cell::Text(text) => rows.write_field(safe::cell(&text).as_ref())?,
            }
        }
        rows.write_record(None::<&[u8]>)?;
    }
    rows.flush()
}
