//! Rows of data that are made by several threads, and written when all of them are known: sorted by their keys.

use super::json::JsonWriter;
use super::pieces::{PieceWriter, csv_row};
use super::shelf::{Filler, Reader, Shelf, Strip, put_size, size};
use super::style::Format;
use crate::view::grid::{Cell, Column};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, BufRead as _, Read, Seek, Write};

/// Rows in a file, each with its key. Each thread writes its rows in the order of their keys, so that the rows of all
/// threads need only be merged.
pub struct RowShelf<F> {
    columns: Vec<Column>,
    format: Format,
    shelf: Shelf<F>,
}

/// The position of the rows of one thread on a shelf, in runs. Within a run, they are in the order of their keys.
#[derive(Debug, Default)]
pub struct ShelvedRows {
    strip: Strip,
    runs: Vec<u64>,
}

/// Adds rows to a shelf.
pub struct RowFiller<'s, F> {
    shelf: &'s RowShelf<F>,
    filler: Filler<'s, F>,
    runs: Vec<u64>,
    /// The key of the last row.
    last: Vec<u8>,
    /// The bytes of a row.
    row: Vec<u8>,
}

impl<F: Read + Write + Seek> RowShelf<F> {
    /// For rows with these columns in CSV or JSON. `file` is an empty one. Fails for other formats.
    pub fn new(columns: Vec<Column>, format: Format, file: F) -> io::Result<Self> {
        match format {
            Format::Csv | Format::Json | Format::JsonLines => {
                Ok(Self { columns, format, shelf: Shelf::new(file) })
            }
            _ => Err(format.unsupported()),
        }
    }

    /// Begins to add rows.
    #[must_use]
    pub fn fill(&self) -> RowFiller<'_, F> {
        RowFiller {
            shelf: self,
            filler: self.shelf.fill(),
            runs: Vec::new(),
            last: Vec::new(),
            row: Vec::new(),
        }
    }

    /// Writes all rows in the order of their keys; of rows with the same key, those of the first `rows` come first.
    /// If `is_shown` is false for its key, a row is left out. Fails if `out` does, or the file cannot be read.
    pub fn write(
        &self,
        rows: &[ShelvedRows],
        mut is_shown: impl FnMut(&[u8]) -> bool,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut writer = PieceWriter::new(self.format, &self.columns, out)?;
        let ends = |rows: &ShelvedRows| {
            let ends = rows.runs.iter().copied().skip(1).chain([rows.strip.bytes]);
            rows.runs.iter().copied().zip(ends).collect::<Vec<_>>()
        };
        let runs = rows.iter().flat_map(|rows| {
            let all = ends(rows).into_iter();
            all.map(|(start, end)| self.shelf.read(&rows.strip, start..end))
        });
        let mut runs: Vec<Reader<'_, F>> = runs.collect();
        let mut next = BinaryHeap::new();
        for (at, run) in runs.iter_mut().enumerate() {
            next.extend(key(run)?.map(|key| Reverse((key, at))));
        }
        while let Some(Reverse((first, at))) = next.pop() {
            let run = &mut runs[at];
            let bytes = size(run)?;
            let mut row = run.by_ref().take(u64::try_from(bytes).unwrap_or(u64::MAX));
            if is_shown(&first) {
                writer.write("", &mut row)?;
            } else {
                io::copy(&mut row, &mut io::sink())?;
            }
            next.extend(key(run)?.map(|key| Reverse((key, at))));
        }
        writer.finish()
    }
}

/// The key of the next row of a run; `None` at its end.
fn key<F: Read + Write + Seek>(run: &mut Reader<'_, F>) -> io::Result<Option<Vec<u8>>> {
    if run.fill_buf()?.is_empty() {
        return Ok(None);
    }
    let mut key = vec![0; size(run)?];
    run.read_exact(&mut key)?;
    Ok(Some(key))
}

impl<F: Read + Write + Seek> RowFiller<'_, F> {
    /// Adds a row. Fails if the file cannot be written.
    pub fn add(&mut self, key: &[u8], row: &[Cell]) -> io::Result<()> {
        if self.runs.is_empty() || key < self.last.as_slice() {
            self.runs.push(self.filler.written());
        }
        self.last.clear();
        self.last.extend_from_slice(key);
        self.row.clear();
        let cells = self.shelf.columns.iter().zip(row);
        match self.shelf.format {
            Format::Csv => csv_row(row, &mut self.row)?,
            Format::JsonLines => JsonWriter::compact(&mut self.row).row(cells)?,
            _ => JsonWriter::pretty_element(&mut self.row).row(cells)?,
        }
        put_size(key.len(), &mut self.filler)?;
        self.filler.write_all(key)?;
        put_size(self.row.len(), &mut self.filler)?;
        self.filler.write_all(&self.row)
    }

    /// All rows that were added. Fails if the file cannot be written.
    pub fn finish(self) -> io::Result<ShelvedRows> {
        Ok(ShelvedRows { strip: self.filler.finish()?, runs: self.runs })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn rows_of_several_threads_are_written_as_those_that_are_sorted_at_once() {
        let columns = || vec![Column::data("a"), Column::data("b")];
        let row = |n: usize| {
            let list = vec!["x,\"y".to_owned(), "z".to_owned()];
            vec![Cell::Count(n), if n == 1 { Cell::Empty } else { Cell::List(list) }]
        };
        // Two rows have the key 5; the keys of the second thread come in two runs.
        let threads: [&[(u8, usize)]; 3] =
            [&[(1, 0), (5, 1), (9, 2)], &[(5, 3), (6, 4), (2, 5)], &[]];
        for format in [Format::Csv, Format::Json, Format::JsonLines] {
            for hidden in [None, Some(1), Some(6)] {
                let is_shown = |key: u8| Some(key) != hidden;
                let mut all = threads.concat();
                all.sort_by_key(|(key, _)| *key);
                all.retain(|(key, _)| is_shown(*key));
                let (mut at_once, mut written) = (Vec::new(), Vec::new());
                let rows = all.iter().map(|(_, n)| row(*n));
                super::super::rows(&columns(), rows, format, &mut at_once).unwrap();
                let shelf = RowShelf::new(columns(), format, Cursor::new(Vec::new())).unwrap();
                let fill = |rows: &[(u8, usize)]| {
                    let mut filler = shelf.fill();
                    for (key, n) in rows {
                        filler.add(&[*key], &row(*n)).unwrap();
                    }
                    filler.finish().unwrap()
                };
                let rows = threads.map(fill);
                shelf.write(&rows, |key| is_shown(key[0]), &mut written).unwrap();
                assert_eq!(
                    String::from_utf8(written).unwrap(),
                    String::from_utf8(at_once).unwrap()
                );
            }
        }
        assert!(RowShelf::new(columns(), Format::Text, Cursor::new(Vec::new())).is_err());
    }
}
