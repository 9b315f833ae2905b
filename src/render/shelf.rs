//! Bytes on their way to the output: pieces may be made by several threads at the same time, and wait in a file until
//! those before them are written.

use super::csv::CsvWriter;
use super::json::JsonWriter;
use super::style::Format;
use crate::view::grid::{Cell, Column};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};

/// A file for bytes, which several threads may use.
pub(super) struct Shelf<F>(Mutex<F>);

/// The position of some bytes on a shelf.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shelved {
    pub(super) at: u64,
    pub(super) bytes: usize,
}

impl<F: Read + Write + Seek> Shelf<F> {
    /// A shelf in an empty file.
    pub(super) fn new(file: F) -> Self {
        Self(Mutex::new(file))
    }

    /// Puts bytes at the end, and returns the position where they begin.
    pub(super) fn put(&self, bytes: &[u8]) -> io::Result<u64> {
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let start = file.seek(SeekFrom::End(0))?;
        file.write_all(bytes)?;
        Ok(start)
    }

    pub(super) fn get(&self, shelved: Shelved) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; shelved.bytes];
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(shelved.at))?;
        file.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

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
    pub(super) fn write(&mut self, first: &str, piece: &[u8]) -> io::Result<()> {
        match self {
            Self::Csv(out) => {
                out.write_all(first.as_bytes())?;
                out.write_all(piece)
            }
            Self::Json(json) => {
                json.element()?;
                json.raw(piece)
            }
            Self::JsonLines(out) => {
                out.write_all(piece)?;
                out.write_all(b"\n")
            }
        }
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

/// The bytes of a row of CSV.
pub(super) fn csv_row(row: &[Cell]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut writer = CsvWriter::of_one_row(&mut bytes);
    writer.row(row.iter())?;
    writer.finish()?;
    Ok(bytes)
}

/// Rows of data that are written in an order that is known only when all rows were made.
pub struct RowShelf<F> {
    columns: Vec<Column>,
    format: Format,
    shelf: Shelf<F>,
}

impl<F: Read + Write + Seek> RowShelf<F> {
    /// A shelf for rows with these columns in CSV or JSON. `file` is an empty file. Fails for other formats.
    pub fn new(columns: Vec<Column>, format: Format, file: F) -> io::Result<Self> {
        match format {
            Format::Csv | Format::Json | Format::JsonLines => {
                Ok(Self { columns, format, shelf: Shelf::new(file) })
            }
            _ => Err(format.unsupported()),
        }
    }

    /// Keeps some rows, and returns the position of each. Fails if the file cannot be written.
    pub fn put(&self, rows: impl Iterator<Item = Vec<Cell>>) -> io::Result<Vec<Shelved>> {
        let (mut all, mut shelved) = (Vec::new(), Vec::new());
        for row in rows {
            let bytes = self.bytes(&row)?;
            let at = u64::try_from(all.len()).unwrap_or(u64::MAX);
            shelved.push(Shelved { at, bytes: bytes.len() });
            all.extend(bytes);
        }
        let start = self.shelf.put(&all)?;
        for row in &mut shelved {
            row.at += start;
        }
        Ok(shelved)
    }

    fn bytes(&self, row: &[Cell]) -> io::Result<Vec<u8>> {
        let cells = self.columns.iter().zip(row);
        let mut bytes = Vec::new();
        match self.format {
            Format::Csv => return csv_row(row),
            Format::JsonLines => JsonWriter::compact(&mut bytes).row(cells)?,
            _ => JsonWriter::pretty_element(&mut bytes).row(cells)?,
        }
        Ok(bytes)
    }

    /// Writes rows in this order. Fails if `out` does, or the file cannot be read.
    pub fn write(
        &self,
        order: impl Iterator<Item = Shelved>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut writer = PieceWriter::new(self.format, &self.columns, out)?;
        for row in order {
            writer.write("", &self.shelf.get(row)?)?;
        }
        writer.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn rows_from_a_shelf_are_those_that_are_written_at_once() {
        let columns = || vec![Column::data("a"), Column::data("b")];
        let row = |n: usize| {
            let list = vec!["x,\"y".to_owned(), "z".to_owned()];
            vec![Cell::Count(n), if n == 1 { Cell::Empty } else { Cell::List(list) }]
        };
        for format in [Format::Csv, Format::Json, Format::JsonLines] {
            for many in [0, 1, 3] {
                let mut at_once = Vec::new();
                super::super::rows(&columns(), (0..many).map(row), format, &mut at_once).unwrap();
                let shelf = RowShelf::new(columns(), format, Cursor::new(Vec::new())).unwrap();
                let mut order = shelf.put((0..many).rev().map(row)).unwrap();
                order.reverse();
                let mut written = Vec::new();
                shelf.write(order.into_iter(), &mut written).unwrap();
                assert_eq!(
                    String::from_utf8(written).unwrap(),
                    String::from_utf8(at_once).unwrap()
                );
            }
        }
        assert!(RowShelf::new(columns(), Format::Text, Cursor::new(Vec::new())).is_err());
    }
}
