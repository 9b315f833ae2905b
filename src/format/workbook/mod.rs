//! Reads Excel workbooks (`.xlsx`): a sheet becomes CSV, cell by cell, so that everything that reads
//! tables reads sheets.
//!
//! Knows sheets, headers below title rows, and typed cells. Must not know which columns there are:
//! its caller says which row looks like a header.

mod book;
mod cell;
mod choose;
mod header;
mod hidden;
mod letters;
mod limits;
mod merged;
mod rows;
mod shown;
#[cfg(test)]
pub(crate) mod tests;

pub(crate) use choose::SheetChoice;
pub(crate) use header::HeaderSought;

use crate::format::error::FormatError;
use crate::format::file_at::FileAt;
use crate::format::panics::caught;
use crate::format::row_numbers::RowNumbers;
use crate::text::excerpt::quoted_list;
use book::{Book, wrong};
use calamine::{Reader, Xlsx, XlsxError};
use cell::Cell;
use choose::Chosen;
use csv::QuoteStyle;
use merged::MergedCells;
use rows::SheetRows;
use std::collections::HashSet;
use std::fs::File;
use std::io::{BufReader, Write};
use std::path::Path;

/// A sheet may have at most this many formulas without a saved result.
const MOST_UNSAVED: usize = 1_000_000;

/// A sheet that was written as CSV.
pub(crate) struct Transcript {
    /// The row number in the sheet for each record of the CSV.
    pub(crate) rows: RowNumbers,
    /// Sentences for the user: which sheet is read, and which parts of it are not.
    pub(crate) notes: Vec<String>,
}

/// Writes a sheet as CSV, from its header on. `file` names the workbook in messages. Fails if the workbook cannot be
/// read, is too large, or no sheet or several could be meant.
pub(crate) fn transcribe(
    path: &Path,
    choice: &SheetChoice<'_>,
    out: &mut dyn Write,
) -> Result<Transcript, FormatError> {
    let file = || path.display().to_string();
    let damaged = || FormatError::Workbook { file: file(), why: "it is damaged".to_owned() };
    caught(|| transcribe_sheet(path, choice, out)).unwrap_or_else(|| Err(damaged()))
}

fn transcribe_sheet(
    path: &Path,
    choice: &SheetChoice<'_>,
    out: &mut dyn Write,
) -> Result<Transcript, FormatError> {
    let name = path.display().to_string();
    let unreadable = |why| FormatError::Unreadable { file: name.clone(), why };
    let file = File::open(path).map_err(unreadable)?;
    limits::check(file.try_clone().map_err(unreadable)?, &name)?;
    let looked_through = file.try_clone().map_err(unreadable)?;
    let wrong = |why: XlsxError| wrong(&name, &why);
    let mut book = Xlsx::new(BufReader::new(FileAt::new(file))).map_err(wrong)?;
    let chosen = choose::sheet(&mut book, choice, &name)?;
    let unsaved = unsaved_formulas(&mut book, &chosen.sheet).map_err(wrong)?;
    let merges = book.merge_cells_by_sheet_name(&chosen.sheet).map_err(wrong)?;
    let mut merged = MergedCells::below(chosen.header, &merges, choice.reads);
    let rows = write_rows(&mut book, &chosen, &mut merged, &unsaved, &name, out)?;
    let mut notes = chosen.notes(&name);
    notes.extend(merged.note(&name));
    let of_header = (chosen.header, chosen.width);
    notes.extend(hidden::note(looked_through, &name, &chosen.sheet, of_header));
    Ok(Transcript { rows, notes })
}

/// The cells (row and column, from 0) with a formula whose result is not saved in the file.
fn unsaved_formulas(book: &mut Book, sheet: &str) -> Result<HashSet<(u32, u32)>, XlsxError> {
    let mut cells = book.worksheet_cells_reader(sheet)?;
    let mut unsaved = HashSet::new();
    while let Some(cell) = cells.next_cell_with_formula_metadata()? {
        if cell.formula.is_some() && matches!(cell.value, calamine::DataRef::Empty) {
            unsaved.insert(cell.pos);
        }
        if unsaved.len() > MOST_UNSAVED {
            return Err(XlsxError::Unexpected("too many formulas without a saved result"));
        }
    }
    Ok(unsaved)
}

fn write_rows(
    book: &mut Book,
    chosen: &Chosen,
    merged: &mut MergedCells,
    unsaved: &HashSet<(u32, u32)>,
    name: &str,
    out: &mut dyn Write,
) -> Result<RowNumbers, FormatError> {
    let unwritten = |why: csv::Error| FormatError::Unreadable {
        file: name.to_owned(),
        why: std::io::Error::other(why.to_string()),
    };
    let mut rows = SheetRows::open(book, &chosen.sheet, name)?;
    let mut transcriber = Transcriber::below(chosen, out);
    while let Some((at, mut cells)) = rows.next_row()? {
        if at < chosen.first {
            continue;
        }
        for (column, cell) in (0..).zip(&mut cells) {
            if unsaved.contains(&(at, column)) {
                "#FORMULA!".clone_into(&mut cell.text);
            }
        }
        if cells.iter().all(Cell::is_blank) {
            continue;
        }
        merged.fill(at, &mut cells);
        transcriber.write(at, cells).map_err(unwritten)?;
    }
    transcriber.end().map_err(unwritten)
}

/// Writes the rows of a sheet as CSV, all as wide as the header.
struct Transcriber<'w> {
    csv: csv::Writer<&'w mut dyn Write>,
    numbers: RowNumbers,
    /// The row of the header, from 0.
    header: u32,
    /// The row after the one that was written last.
    next: u32,
    width: usize,
}

impl<'w> Transcriber<'w> {
    fn below(chosen: &Chosen, out: &'w mut dyn Write) -> Self {
        // Quotes around each cell, so that a header such as `a;b` does not decide the separator.
        let mut csv = csv::WriterBuilder::new();
        csv.quote_style(QuoteStyle::Always).flexible(true);
        Self {
            csv: csv.from_writer(out),
            numbers: RowNumbers::default(),
            header: chosen.header,
            next: chosen.first,
            width: chosen.width,
        }
    }

    /// Writes the row `at`, which is not blank.
    fn write(&mut self, at: u32, mut cells: Vec<Cell>) -> Result<(), csv::Error> {
        // A map may give the row of the header in the file, so blank rows above it are counted.
        for blank in self.next..at.min(self.header) {
            self.numbers.push(u64::from(blank) + 1);
            self.csv.write_record(vec![""; self.width.max(2)])?;
        }
        self.next = at + 1;
        let filled = cells.iter().rposition(|cell| !cell.is_blank()).map_or(0, |last| last + 1);
        if at == self.header {
            self.width = filled;
        } else if let Some(beyond) = cells.get(self.width..filled).and_then(first_filled) {
            // A row with a cell beyond the header is refused; the blank cells before that are not needed.
            cells.truncate(self.width);
            cells.push(beyond);
        }
        cells.resize_with(cells.len().min(filled).max(self.width), Cell::default);
        self.numbers.push(u64::from(at) + 1);
        self.csv.write_record(cells.iter().map(|cell| cell.text.as_str()))
    }

    fn end(mut self) -> Result<RowNumbers, csv::Error> {
        self.csv.flush()?;
        Ok(self.numbers)
    }
}

fn first_filled(cells: &[Cell]) -> Option<Cell> {
    cells.iter().find(|cell| !cell.is_blank()).cloned()
}

impl Chosen {
    /// Notes which sheet is read if there are others, and that rows above the header are not read.
    fn notes(&self, file: &str) -> Vec<String> {
        let mut notes = Vec::new();
        if !self.others.is_empty() {
            let (sheet, others) = (&self.sheet, quoted_list(&self.others));
            notes.push(format!(
                "{file}: sheet `{sheet}` is read; its other sheets are not: {others}"
            ));
        }
        if self.first_filled < self.first {
            let (sheet, row) = (&self.sheet, self.header + 1);
            notes.push(format!(
                "{file}: sheet `{sheet}`: the header is row {row}; the rows above it are not read"
            ));
        }
        notes
    }
}
