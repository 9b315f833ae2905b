//! Reads Excel workbooks (`.xlsx`): a sheet becomes CSV, cell by cell, so that everything that reads
//! tables reads sheets.
//!
//! Knows sheets, headers below title rows, and typed cells. Must not know which columns there are:
//! its caller says which row looks like a header.

mod book;
mod cell;
mod choose;
mod header;
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
use choose::Chosen;
use csv::QuoteStyle;
use merged::MergedCells;
use rows::SheetRows;
use std::collections::HashSet;
use std::fs::File;
use std::io::{BufReader, Write};
use std::path::Path;

/// The most formulas without a saved result that a sheet may have.
const MOST_UNSAVED: usize = 1_000_000;

/// A sheet that was written as CSV.
pub(crate) struct Transcript {
    /// The row of the sheet in which each record of the CSV stands.
    pub(crate) rows: RowNumbers,
    /// Sentences for the user: which sheet is read, and what in it is not.
    pub(crate) notes: Vec<String>,
}

/// Writes a sheet as CSV, from its header on. `file` names the workbook in messages. Fails where the
/// workbook cannot be read, is too large, or no sheet or several could be meant.
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
    let wrong = |why: XlsxError| wrong(&name, &why);
    let mut book = Xlsx::new(BufReader::new(FileAt::new(file))).map_err(wrong)?;
    let chosen = choose::sheet(&mut book, choice, &name)?;
    let unsaved = unsaved_formulas(&mut book, &chosen.sheet).map_err(wrong)?;
    let merges = book.merge_cells_by_sheet_name(&chosen.sheet).map_err(wrong)?;
    let mut merged = MergedCells::below(chosen.header, &merges, choice.reads);
    let rows = write_rows(&mut book, &chosen, &mut merged, &unsaved, &name, out)?;
    let mut notes = chosen.notes(&name);
    notes.extend(merged.note(&name));
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
    // Quotes around each cell keep a header such as `a;b` from deciding the separator.
    let mut csv =
        csv::WriterBuilder::new().quote_style(QuoteStyle::Always).flexible(true).from_writer(out);
    let mut rows = SheetRows::open(book, &chosen.sheet, name)?;
    let mut numbers = RowNumbers::default();
    let (mut next, mut width) = (chosen.first, chosen.width);
    while let Some((at, mut cells)) = rows.next_row()? {
        if at < chosen.first {
            continue;
        }
        for (column, cell) in (0..).zip(&mut cells) {
            if unsaved.contains(&(at, column)) {
                "#FORMULA!".clone_into(&mut cell.text);
            }
        }
        if cells.iter().all(cell::Cell::is_blank) {
            continue;
        }
        // A map may say in which row of the file the header stands, so blank rows above it count.
        for blank in next..at.min(chosen.header) {
            numbers.push(u64::from(blank) + 1);
            csv.write_record(vec![""; width.max(2)]).map_err(unwritten)?;
        }
        next = at + 1;
        merged.fill(at, &mut cells);
        let filled = cells.iter().rposition(|cell| !cell.is_blank()).map_or(0, |last| last + 1);
        if at == chosen.header {
            width = filled;
        } else if let Some(beyond) = cells.get(width..filled).and_then(first_filled) {
            // A row with a cell beyond the header is refused; the blank cells before that are not needed.
            cells.truncate(width);
            cells.push(beyond);
        }
        cells.resize_with(cells.len().min(filled).max(width), cell::Cell::default);
        numbers.push(u64::from(at) + 1);
        csv.write_record(cells.iter().map(|cell| cell.text.as_str())).map_err(unwritten)?;
    }
    csv.flush().map_err(|why| FormatError::Unreadable { file: name.to_owned(), why })?;
    Ok(numbers)
}

fn first_filled(cells: &[cell::Cell]) -> Option<cell::Cell> {
    cells.iter().find(|cell| !cell.is_blank()).cloned()
}

impl Chosen {
    /// Says which sheet is read where there are others, and what stands above its header.
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
