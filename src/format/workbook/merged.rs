//! Cells that are merged over several rows of a sheet, where only the first row has the text.
//!
//! A name or a date in a cell that is merged over several rows applies to each of them. A figure may be their sum, and
//! only a person can say which part belongs to each row: such rows are refused.

use crate::format::workbook::cell::Cell;
use crate::format::workbook::letters::letters;
use crate::text::counts::counted;
use calamine::Dimensions;
use std::collections::BTreeMap;

/// The merged cells of a sheet that span several rows below its header.
pub(super) struct MergedCells {
    /// The cells that begin in a row, by its number.
    begin: BTreeMap<u32, Vec<Dimensions>>,
    /// The cells that extend into the row read last, by column: their last row, and what each of
    /// their rows gets.
    open: BTreeMap<u32, (u32, Cell)>,
    filled: u64,
    /// Whether words are a figure.
    reads: fn(&str) -> bool,
}

impl MergedCells {
    /// The merged cells of a sheet that begin below the row `header`.
    pub(super) fn below(header: u32, all: &[Dimensions], reads: fn(&str) -> bool) -> Self {
        let mut begin: BTreeMap<u32, Vec<Dimensions>> = BTreeMap::new();
        for cells in all.iter().filter(|it| it.start.0 > header && it.end.0 > it.start.0) {
            begin.entry(cells.start.0).or_default().push(*cells);
        }
        Self { begin, open: BTreeMap::new(), filled: 0, reads }
    }

    /// Fills the cells of the row `at` that are merged with cells of rows above. Rows come in order.
    pub(super) fn fill(&mut self, at: u32, row: &mut Vec<Cell>) {
        self.open.retain(|_, (last, _)| *last >= at);
        for (column, (_, cell)) in &self.open {
            let column = *column as usize;
            if row.len() <= column {
                row.resize_with(column + 1, Cell::default);
            }
            self.filled += u64::from(!cell.text.starts_with('#'));
            row[column] = cell.clone();
        }
        let later = self.begin.split_off(&(at + 1));
        let begun = std::mem::replace(&mut self.begin, later).remove(&at);
        for cells in begun.unwrap_or_default() {
            let column = cells.start.1;
            let Some(cell) = row.get_mut(column as usize).filter(|cell| !cell.is_blank()) else {
                continue;
            };
            if !cell.is_text && !is_day(&cell.text)
                || is_figure(&cell.text)
                || (self.reads)(&cell.text)
            {
                cell.text = format!("#MERGED! {} ({})", cell.text, range(&cells));
            }
            self.open.insert(column, (cells.end.0, cell.clone()));
        }
    }

    /// Says how many cells were filled; `None` if there were none.
    pub(super) fn note(&self, file: &str) -> Option<String> {
        let cells = counted(self.filled, "cell has", "cells have");
        (self.filled > 0).then(|| {
            format!("{file}: {cells} the text of the cell above, with which the sheet merges them")
        })
    }
}

/// Whether a text may be a figure in digits, or has one.
fn is_figure(text: &str) -> bool {
    !is_day(text) && text.contains(|c: char| c.is_ascii_digit())
}

fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<chrono::NaiveDate>().is_ok()
}

/// The range of merged cells, as in `B2:B4`.
fn range(cells: &Dimensions) -> String {
    let name = |(row, column): (u32, u32)| format!("{}{}", letters(column), row + 1);
    format!("{}:{}", name(cells.start), name(cells.end))
}
