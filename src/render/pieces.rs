//! Writes pieces of output that were made before.

use super::csv::CsvWriter;
use super::json::JsonWriter;
use super::style::Format;
use crate::view::grid::{Cell, Column};
use std::io::{self, Read, Write};

/// Writes pieces that were made before: rows of CSV, or elements of a list in JSON.
pub(super) enum PieceWriter<'o> {
    Csv(&'o mut dyn Write),
    Json(JsonWriter<'o>),
    JsonLines(&'o mut dyn Write),
}

impl<'o> PieceWriter<'o> {
    /// Begins the output. Any format except CSV and JSON Lines means JSON.
    pub(super) fn new(
        format: Format,
        columns: &[Column],
        out: &'o mut dyn Write,
    ) -> io::Result<Self> {
        Ok(match format {
            Format::Csv => {
                CsvWriter::new(out, columns.iter().map(|column| column.key))?.finish()?;
                Self::Csv(out)
            }
            Format::JsonLines => Self::JsonLines(out),
            _ => {
                let mut json = JsonWriter::pretty(out);
                json.begin("[")?;
                Self::Json(json)
            }
        })
    }

    /// Writes a piece; `first` is written before the cells of a row of CSV.
    pub(super) fn write(&mut self, first: &str, piece: &mut impl Read) -> io::Result<()> {
        match self {
            Self::Csv(out) => {
                out.write_all(first.as_bytes())?;
                io::copy(piece, out)?;
            }
            Self::Json(json) => {
                json.element()?;
                json.raw(piece)?;
            }
            Self::JsonLines(out) => {
                io::copy(piece, out)?;
                out.write_all(b"\n")?;
            }
        }
        Ok(())
    }

    /// Ends the output.
    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Self::Json(mut json) => {
                json.end("]")?;
                json.end_line()
            }
            Self::Csv(_) | Self::JsonLines(_) => Ok(()),
        }
    }
}

/// Writes a row of CSV as a piece.
pub(super) fn csv_row(row: &[Cell], out: &mut dyn Write) -> io::Result<()> {
    let mut writer = CsvWriter::of_one_row(out);
    writer.row(row.iter())?;
    writer.finish()
}
