//! One row of a file: cells under the names of their columns.
//!
//! Knows whether a cell may begin with the `'` that protects against formulas in spreadsheets. Must
//! not know what the columns mean.

use crate::format::garbled::may_be_garbled;
use crate::format::problem::Problem;
use crate::format::row_cells::RowCells;
use crate::text::counts::counted;
use crate::text::{lists, safe};
use std::borrow::Cow;
use std::str::FromStr;

/// The longest text of one cell, in bytes.
pub(crate) const LONGEST_CELL: usize = 1 << 20;

/// The number of the line in which a row begins, from 1, and the row or its problem.
pub(crate) type NumberedRow<'a> = (u64, Result<Row<'a>, Problem>);

/// Signs in the cells of a row that require a closer look. Few rows have one.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Signs {
    /// Whether there is a `#`, with which an error of a spreadsheet begins.
    pub(crate) number_sign: bool,
    /// Whether something may be garbled.
    pub(crate) may_be_garbled: bool,
}

impl Signs {
    /// Looks for the signs in all cells, which are stored one after another.
    pub(crate) fn of(cells: &RowCells) -> Self {
        let text = cells.text();
        Self {
            number_sign: memchr::memchr(b'#', text.as_bytes()).is_some(),
            may_be_garbled: may_be_garbled(text),
        }
    }
}

/// One row of a file. Borrows its header and cells from the reader.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    header: &'a [String],
    cells: &'a RowCells,
    /// Whether cells may begin with a `'` that protects against formulas in spreadsheets.
    is_guarded: bool,
    /// The signs in the cells; `None` before they were searched for.
    signs: Option<Signs>,
}

impl<'a> Row<'a> {
    /// Makes the row of a CSV file, whose cells may begin with the protecting `'`.
    pub(crate) fn guarded(header: &'a [String], cells: &'a RowCells) -> Self {
        Self { header, cells, is_guarded: true, signs: None }
    }

    /// Makes a row whose cells have no protecting `'`, such as those of JSON.
    pub(crate) fn plain(header: &'a [String], cells: &'a RowCells) -> Self {
        Self { header, cells, is_guarded: false, signs: None }
    }

    /// The same header with the cells of another row.
    pub(crate) fn with_cells(self, cells: &'a RowCells) -> Self {
        Self { cells, signs: None, ..self }
    }

    /// The same row with the signs in its cells.
    pub(crate) fn with_signs(self, signs: Signs) -> Self {
        Self { signs: Some(signs), ..self }
    }

    /// The signs in the cells.
    pub(crate) fn signs(&self) -> Signs {
        self.signs.unwrap_or_else(|| Signs::of(self.cells))
    }

    /// The names of the columns, one for each cell.
    pub(crate) fn header(&self) -> &'a [String] {
        self.header
    }

    /// The cells, unchanged from the file.
    pub(crate) fn cells(&self) -> &'a RowCells {
        self.cells
    }

    /// Removes the protecting `'` from a cell, if rows of this file may have it.
    pub(crate) fn unguarded<'c>(&self, cell: &'c str) -> &'c str {
        if self.is_guarded { safe::unguard(cell) } else { cell }
    }

    /// The cell of a column with its `'` and white space; `None` if it is blank or there is no such
    /// column.
    pub(crate) fn verbatim(&self, column: &str) -> Option<&'a str> {
        let at = self.header.iter().position(|name| name == column)?;
        self.cells.get(at).filter(|cell| !cell.is_empty())
    }

    /// The cell at a position, without the protecting `'` and surrounding white space; `None` if it
    /// is blank or there is no such column.
    #[inline]
    pub(crate) fn at(&self, position: Option<usize>) -> Option<&'a str> {
        let cell = self.cells.get(position?)?;
        match cell.as_bytes() {
            // Most cells are blank, or need no closer look.
            [] => None,
            [first, .., last] if first.is_ascii_alphanumeric() && last.is_ascii_graphic() => {
                Some(cell)
            }
            _ => self.bare(cell),
        }
    }

    /// A cell without the protecting `'` and surrounding white space; `None` if nothing is left.
    fn bare(&self, cell: &'a str) -> Option<&'a str> {
        Some(self.unguarded(cell.trim()).trim()).filter(|cell| !cell.is_empty())
    }

    /// The cell of a column, as [`at`](Self::at) gives it.
    pub(crate) fn text(&self, column: &str) -> Option<&'a str> {
        self.at(self.header.iter().position(|name| name == column))
    }

    /// The cell of a column as an owned text; `None` as for [`at`](Self::at).
    pub(crate) fn owned(&self, column: &str) -> Option<String> {
        self.text(column).map(str::to_owned)
    }

    /// The cell of a column that must not be blank. Fails if it is.
    pub(crate) fn needed(&self, column: &'static str) -> Result<&'a str, Problem> {
        self.text(column).ok_or_else(|| Problem::at(column, "blank, but every row needs it"))
    }

    /// The cell of a column, parsed as a value; `None` if it is blank. Fails if it cannot be
    /// parsed.
    pub(crate) fn parsed<T>(&self, column: &'static str) -> Result<Option<T>, Problem>
    where
        T: std::str::FromStr,
        T::Err: std::fmt::Display,
    {
        self.text(column).map(parsed).transpose().map_err(|why| Problem::at(column, why))
    }
}

/// Parses a cell. A whole number may have the point and the zeros that some programs always write: `2.0` is 2. Fails if
/// the cell cannot be parsed.
pub(crate) fn parsed<T: FromStr>(cell: &str) -> Result<T, T::Err> {
    cell.parse().or_else(|why| match whole(cell) {
        Some(digits) => digits.parse().map_err(|_| why),
        None => Err(why),
    })
}

/// The digits of a whole number that has a point and zeros; `None` for every other cell.
pub(crate) fn whole(cell: &str) -> Option<&str> {
    let (digits, zeros) = cell.split_once('.')?;
    let are = |text: &str, sign: fn(u8) -> bool| !text.is_empty() && text.bytes().all(sign);
    (are(digits, |byte| byte.is_ascii_digit()) && are(zeros, |byte| byte == b'0')).then_some(digits)
}

/// Whether a cell says no, as programs and people write it: `0`, `0.0`, `FALSE`, `no`.
pub(crate) fn says_no(cell: &str) -> bool {
    let cell = whole(cell).unwrap_or(cell);
    cell == "0" || ["false", "no"].iter().any(|no| cell.eq_ignore_ascii_case(no))
}

/// Splits a cell that has a list (`a | b`, or a JSON list) into its values.
pub(crate) fn split(cell: &str) -> Vec<String> {
    lists::split(cell).into_iter().map(Cow::into_owned).collect()
}

/// Whether the text of a cell is one value.
pub(crate) fn is_one(cell: &str) -> bool {
    !cell.starts_with('[') && memchr::memchr(b'|', cell.as_bytes()).is_none()
}

/// The message for a cell that is longer than `LONGEST_CELL`.
pub(crate) fn too_long(cell: &str) -> String {
    format!("a text of {} bytes; at most {LONGEST_CELL} are allowed", cell.len())
}

/// The problem of a row whose number of cells is not that of the header. Asks about an open quote
/// if a cell has line breaks.
pub(crate) fn wrong_count(cells: &RowCells, expected: usize) -> Problem {
    let found = cells.len();
    let quote = if cells.iter().any(|cell| cell.contains('\n')) {
        "; one of them holds line breaks: is a `\"` not closed?"
    } else {
        ""
    };
    let found = counted(found, "field", "fields");
    Problem::row(format!("{found}, but the header has {expected}{quote}"))
}
