//! One row of a file: cells under the names of their columns.
//!
//! Knows whether a cell may carry the spreadsheet guard. Must not know what the columns mean.

use crate::format::problem::Problem;
use crate::text::{lists, safe};
use csv::StringRecord;
use std::borrow::Cow;

/// The longest text in one cell, in bytes.
pub(crate) const LONGEST_CELL: usize = 1 << 20;

/// The line in which a row begins, from 1, and the row, or why it is none.
pub(crate) type NumberedRow<'a> = (u64, Result<Row<'a>, Problem>);

/// One row of a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    header: &'a [String],
    cells: &'a StringRecord,
    /// Whether the cells are those of a spreadsheet, in which `'` guards what would be computed.
    is_guarded: bool,
}

impl<'a> Row<'a> {
    /// The row of a spreadsheet, whose cells may carry the guard.
    pub(crate) fn guarded(header: &'a [String], cells: &'a StringRecord) -> Self {
        Self { header, cells, is_guarded: true }
    }

    /// A row whose cells are as they were meant.
    pub(crate) fn plain(header: &'a [String], cells: &'a StringRecord) -> Self {
        Self { header, cells, is_guarded: false }
    }

    /// Other cells of the same file, under the same header.
    pub(crate) fn with_cells(self, cells: &'a StringRecord) -> Self {
        Self { cells, ..self }
    }

    /// The names of the columns.
    pub(crate) fn header(&self) -> &'a [String] {
        self.header
    }

    /// The cells as they stand in the file.
    pub(crate) fn cells(&self) -> &'a StringRecord {
        self.cells
    }

    /// A cell without the spreadsheet guard.
    pub(crate) fn unguarded<'c>(&self, cell: &'c str) -> &'c str {
        if self.is_guarded { safe::unguard(cell) } else { cell }
    }

    /// What stands in the column of that name, to the last character.
    pub(crate) fn verbatim(&self, column: &str) -> Option<&'a str> {
        let at = self.header.iter().position(|name| name == column)?;
        self.cells.get(at).filter(|cell| !cell.is_empty())
    }

    /// What stands in a column, without surrounding white space and the spreadsheet guard; `None`
    /// where nothing stands or there is no such column.
    pub(crate) fn at(&self, position: Option<usize>) -> Option<&'a str> {
        let cell = self.unguarded(self.cells.get(position?)?.trim()).trim();
        (!cell.is_empty()).then_some(cell)
    }

    /// What stands in the column of that name.
    pub(crate) fn text(&self, column: &str) -> Option<&'a str> {
        self.at(self.header.iter().position(|name| name == column))
    }

    /// What stands in the column of that name, as an owned text.
    pub(crate) fn owned(&self, column: &str) -> Option<String> {
        self.text(column).map(str::to_owned)
    }

    /// What stands in a column that must not be blank.
    pub(crate) fn needed(&self, column: &'static str) -> Result<&'a str, Problem> {
        self.text(column).ok_or_else(|| Problem::at(column, "blank, and a row needs it"))
    }

    /// What stands in a column, read as a value.
    pub(crate) fn parsed<T>(&self, column: &'static str) -> Result<Option<T>, Problem>
    where
        T: std::str::FromStr,
        T::Err: std::fmt::Display,
    {
        self.text(column).map(str::parse).transpose().map_err(|why| Problem::at(column, why))
    }
}

/// The values in a cell that holds several.
pub(crate) fn split(cell: &str) -> Vec<String> {
    lists::split(cell).into_iter().map(Cow::into_owned).collect()
}

/// What is said of a cell that is longer than any may be.
pub(crate) fn too_long(cell: &str) -> String {
    format!("a text of {} bytes, and {LONGEST_CELL} are the most", cell.len())
}

/// What is said of a row that has not as many cells as the header.
pub(crate) fn wrong_count(cells: &StringRecord, expected: usize) -> Problem {
    let found = cells.len();
    let quote = if cells.iter().any(|cell| cell.contains('\n')) {
        "; one of them holds line breaks: is a `\"` not closed?"
    } else {
        ""
    };
    Problem::row(format!("{found} fields, and the header has {expected}{quote}"))
}
