//! Writes rows one at a time, for lists that are too long for memory.

use super::csv::CsvWriter;
use super::json::JsonWriter;
use super::markdown::MarkdownRows;
use super::style::Format;
use super::workbook::{TableDescription, WorkbookRows};
use crate::view::grid::{Cell, Column};
use std::io::{self, Write};

/// Writes rows one after another in CSV, JSON, Markdown or a workbook. Text is not possible: a table for a
/// terminal needs all rows to choose the widths of its columns.
pub struct RowWriter<'a> {
    columns: Vec<Column>,
    form: Form<'a>,
}

enum Form<'a> {
    Csv(Box<CsvWriter<'a>>),
    Json(JsonWriter<'a>),
    JsonLines(JsonWriter<'a>),
    Markdown(MarkdownRows<'a>),
    Workbook(Box<WorkbookRows<'a>>),
}

impl<'a> RowWriter<'a> {
    /// Starts the output. `columns` are those that the format shows; format `Text` writes Markdown.
    pub fn new(columns: Vec<Column>, format: Format, out: &'a mut dyn Write) -> io::Result<Self> {
        let form = match format {
            Format::Csv => Form::Csv(Box::new(CsvWriter::new(out, columns.iter().map(|c| c.key))?)),
            Format::Json => {
                let mut json = JsonWriter::pretty(out);
                json.begin("[")?;
                Form::Json(json)
            }
            Format::JsonLines => Form::JsonLines(JsonWriter::compact(out)),
            Format::Text | Format::Markdown => Form::Markdown(MarkdownRows::new(&columns, out)),
            Format::Html | Format::Svg | Format::Workbook => return Err(format.unsupported()),
        };
        Ok(Self { columns, form })
    }

    /// Starts a workbook; the caller gives the meanings of its columns. `place` returns the position of a column on the
    /// sheet, by its name; columns with the same position keep their order.
    pub fn workbook(
        columns: Vec<Column>,
        description: &TableDescription<'_>,
        place: fn(&str) -> usize,
        out: &'a mut dyn Write,
    ) -> io::Result<Self> {
        let form = Form::Workbook(Box::new(WorkbookRows::new(&columns, description, place, out)?));
        Ok(Self { columns, form })
    }

    /// Writes a row, with a cell for each column.
    pub fn row<'c>(&mut self, cells: impl Iterator<Item = &'c Cell>) -> io::Result<()> {
        match &mut self.form {
            Form::Csv(csv) => csv.row(cells),
            Form::Json(json) => {
                json.element()?;
                json.row(self.columns.iter().zip(cells))
            }
            Form::JsonLines(json) => {
                json.row(self.columns.iter().zip(cells))?;
                json.end_line()
            }
            Form::Markdown(rows) => rows.row(cells),
            Form::Workbook(rows) => rows.row(cells),
        }
    }

    /// Ends the output. Markdown and workbooks show the notes.
    pub fn finish(self, notes: &[String]) -> io::Result<()> {
        match self.form {
            Form::Csv(csv) => csv.finish(),
            Form::Json(mut json) => {
                json.end("]")?;
                json.end_line()
            }
            Form::JsonLines(_) => Ok(()),
            Form::Markdown(rows) => rows.finish(notes),
            Form::Workbook(rows) => rows.finish(notes),
        }
    }
}
