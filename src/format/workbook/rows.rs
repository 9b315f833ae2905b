//! Combines the cells of a sheet into rows.

use crate::format::error::FormatError;
use crate::format::file_at::FileAt;
use crate::format::workbook::book::{Book, wrong};
use crate::format::workbook::cell::Cell;
use crate::format::workbook::shown::Shown;
use calamine::{DataRef, XlsxCellReader, XlsxError};
use std::io::BufReader;

/// The most columns and rows that a sheet has (the limits of Excel).
const MOST_COLUMNS: u32 = 16_384;
const MOST_ROWS: u32 = 1_048_576;

/// A cell with its row and its column, from 0.
type PlacedCell = ((u32, u32), Cell);

/// The rows of a sheet that have any cell, in order.
pub(super) struct SheetRows<'b> {
    file: &'b str,
    cells: XlsxCellReader<'b, BufReader<FileAt>>,
    is_1904: bool,
    /// For each style of the workbook, how it shows numbers.
    shown: Vec<Shown>,
    /// The first cell of the next row, which ended the row before it.
    next: Option<PlacedCell>,
    is_over: bool,
}

impl<'b> SheetRows<'b> {
    /// Opens a sheet. Fails if it cannot be read.
    pub(super) fn open(
        book: &'b mut Book,
        sheet: &str,
        file: &'b str,
    ) -> Result<Self, FormatError> {
        let is_1904 = book.has_1904_epoch();
        let cells = book.worksheet_cells_reader(sheet).map_err(|why| wrong(file, &why))?;
        let shown = cells.styles().iter().map(|style| {
            style.number_format.as_ref().map_or(Shown::Plain, |it| Shown::by(&it.format_code))
        });
        let shown = shown.collect();
        Ok(Self { file, cells, is_1904, shown, next: None, is_over: false })
    }

    /// The next row that has cells, with its number from 0; `None` at the end. Fails if the sheet cannot be read
    /// further.
    pub(super) fn next_row(&mut self) -> Result<Option<(u32, Vec<Cell>)>, FormatError> {
        let mut row = Vec::new();
        let mut at = None;
        if let Some(((first, column), cell)) = self.next.take() {
            at = Some(first);
            put(&mut row, column, cell);
        }
        while !self.is_over {
            let Some((place, cell)) = self.next_cell().map_err(|why| wrong(self.file, &why))?
            else {
                self.is_over = true;
                break;
            };
            let is_new = at.is_some_and(|at| place.0 > at);
            let is_behind = at.is_some_and(|at| place.0 == at && (place.1 as usize) < row.len());
            if is_behind || at.is_some_and(|at| place.0 < at) {
                let why = XlsxError::Unexpected("its cells are not in order");
                return Err(wrong(self.file, &why));
            }
            if is_new {
                self.next = Some((place, cell));
                break;
            }
            at = Some(place.0);
            put(&mut row, place.1, cell);
        }
        Ok(at.map(|at| (at, row)))
    }

    fn next_cell(&mut self) -> Result<Option<PlacedCell>, XlsxError> {
        let Some((cell, style)) = self.cells.next_cell_with_style_id()? else { return Ok(None) };
        let place = cell.get_position();
        if place.0 >= MOST_ROWS || place.1 >= MOST_COLUMNS {
            return Err(XlsxError::Unexpected(
                "a cell lies beyond the last row or column of Excel",
            ));
        }
        let shown = self.shown.get(style).copied().unwrap_or_default();
        let value: DataRef<'_> = cell.get_value().clone();
        Ok(Some((place, Cell::of(value, shown, self.is_1904))))
    }
}

fn put(row: &mut Vec<Cell>, column: u32, cell: Cell) {
    row.resize_with(column as usize, Cell::default);
    row.push(cell);
}
