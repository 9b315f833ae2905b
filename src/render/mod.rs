//! Turns views into bytes for a terminal, a pipe or a file.
//!
//! Knows [`crate::view`]. Must not know the store. Only this module writes the bytes of a listing; hostile text is made
//! harmless here.

mod blocks;
mod brief;
mod chart;
mod compare;
mod compare_shelf;
mod csv;
mod detail;
mod html;
mod json;
mod map;
mod markdown;
mod pieces;
mod reading;
mod restricted;
mod row_shelf;
mod rows;
mod shelf;
mod style;
mod svg;
mod table_layout;
mod table_page;
mod text;
pub mod timeline;
mod timelinejs;
mod workbook;

pub use brief::{Beside as BesideBrief, write as brief, write_page as brief_page};
pub use chart::Captions as ChartCaptions;
pub use compare::compare_page;
pub use compare_shelf::{ComparePart, CompareShelf, CompareWriter, PartShelf};
pub use map::has_lines_on;
pub use row_shelf::{RowFiller, RowShelf, ShelvedRows};
pub use rows::RowWriter;
pub use style::{Advice, Format, Style};
pub use table_page::TablePage;
pub use timeline::page::{Beside, write as timeline_page};
pub use timeline::picture::write as timeline_picture;
pub use timeline::write as timeline;
pub use timelinejs::TimelineJs;
pub use workbook::TableDescription;

use crate::view::chart::Charts;
use crate::view::detail::Detail;
use crate::view::grid::{Cell, Column, Grid, Shown};
use crate::view::reading::Explanation;
use json::JsonWriter;
use std::io::{self, BufWriter, Write};

/// Writes charts for a terminal, and notes below them.
pub fn charts(
    charts: &Charts,
    notes: &[String],
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let out = &mut BufWriter::new(out);
    chart::write(charts, notes, style, out)?;
    out.flush()
}

/// Writes charts as a page or as a picture, and notes with them. Fails if `out` does, and for other formats.
pub fn charts_for_others(
    charts: &Charts,
    notes: &[String],
    (format, told): (Format, ChartCaptions<'_>),
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Html => chart::write_page(charts, notes, told, out),
        Format::Svg => chart::write_picture(charts, notes, told, out),
        other => Err(other.unsupported()),
    }
}

/// Writes a grid. CSV and JSON leave out its notes. Fails if `out` does.
pub fn grid(grid: &Grid, format: Format, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let out = &mut BufWriter::new(out);
    match format {
        Format::Text => text::grid(grid, style, out),
        Format::Csv | Format::Json | Format::JsonLines | Format::Workbook => {
            data(grid, format, out)
        }
        Format::Markdown => markdown::grid(grid, out),
        Format::Html | Format::Svg => Err(format.unsupported()),
    }?;
    out.flush()
}

/// Writes the data columns of a grid as CSV, JSON or a workbook.
fn data(grid: &Grid, format: Format, out: &mut dyn Write) -> io::Result<()> {
    rows(&grid.columns, grid.rows.iter().map(Vec::as_slice), format, out)
}

/// Writes rows as CSV or JSON, one at a time. Columns that are for pages only are left out.
pub fn rows(
    columns: &[Column],
    rows: impl Iterator<Item = impl AsRef<[Cell]>>,
    format: Format,
    out: &mut dyn Write,
) -> io::Result<()> {
    let in_data = columns.iter().enumerate().filter(|(_, column)| column.shown.in_data());
    let (places, columns): (Vec<usize>, Vec<&Column>) = in_data.unzip();
    let mut writer = RowWriter::new(columns.into_iter().cloned().collect(), format, out)?;
    for row in rows {
        writer.row(places.iter().map(|at| row.as_ref().get(*at).unwrap_or(&Cell::Empty)))?;
    }
    writer.finish(&[])
}

/// Writes a grid as a workbook: the words that only pages have, then its data, then its notes.
pub fn workbook(grid: &Grid, told: &TableDescription<'_>, out: &mut dyn Write) -> io::Result<()> {
    let says = |at: usize| grid.rows.iter().any(|row| row.get(at).is_some_and(|c| !c.is_empty()));
    let words = |shown: Shown| shown.on_page() && !shown.in_data();
    let words = grid.columns_where(words).filter(|(at, _)| says(*at));
    let (places, columns): (Vec<usize>, Vec<&Column>) =
        words.chain(grid.columns_where(Shown::in_data)).unzip();
    let columns = columns.into_iter().cloned().collect();
    let mut rows = RowWriter::workbook(columns, told, |_| 0, out)?;
    for row in &grid.rows {
        rows.row(places.iter().map(|at| row.get(*at).unwrap_or(&Cell::Empty)))?;
    }
    rows.finish(&grid.notes)
}

/// Writes a detail page. CSV has two columns, name and value, with a row for each field.
pub fn detail(
    detail: &Detail,
    format: Format,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Text => detail::text(detail, style, out),
        Format::Csv | Format::Workbook => data(&detail.fields(), format, out),
        Format::Json => json::detail(detail, JsonWriter::pretty(out)),
        Format::JsonLines => json::detail(detail, JsonWriter::compact(out)),
        Format::Markdown => markdown::detail(detail, out),
        Format::Html | Format::Svg => Err(format.unsupported()),
    }
}

/// Writes a page of sections for people, or the same as rows of data.
pub fn page_or_rows(
    page: &Detail,
    rows: &Grid,
    format: Format,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    if format.is_data() { data(rows, format, out) } else { detail(page, format, style, out) }
}

/// Writes how words were read, for people.
pub fn reading(explanation: &Explanation, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    reading::text(explanation, style, out)
}

/// How words were read, as one JSON object on one line.
#[must_use]
pub fn reading_json(explanation: &Explanation) -> String {
    json::line(&reading::value(explanation))
}

/// The expressions found in a text, as one JSON object on one line.
#[must_use]
pub fn found_json(text: &str, found: &[Explanation]) -> String {
    let found: serde_json::Value = found.iter().map(reading::value).collect();
    json::line(&serde_json::json!({"text": text, "found": found}))
}

/// Why a text could not be read, as one JSON object on one line.
#[must_use]
pub fn failure_json(text: &str, why: &str) -> String {
    json::line(&serde_json::json!({"text": text, "error": why}))
}

#[cfg(test)]
mod tests;
