//! What a column of any kind of row is: its name, its type, how a row's value is taken out and
//! put in. Whatever reads or writes rows goes through the list of columns of their kind.

use crate::format::problem::Problem;
use crate::format::row::{self, Row};
use crate::wire::value::CellValue;
use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;

/// What the values of a column keep to, for formats that have types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// Any words; none where nothing was said.
    Text,
    /// Words that no row goes without.
    NeededText,
    /// A whole document, blanks at its ends included. Tables of cells leave it to a file beside them.
    Document,
    /// One word of a closed set.
    Word(&'static [&'static str]),
    /// A decimal number with a point, as in `12.5`.
    Number,
    /// Degrees (WGS 84) from minus this to plus this.
    Degrees(i32),
    /// A whole number, as in `7`.
    Integer,
    /// A whole number between two, both included.
    Grade(i32, i32),
    /// Yes or no: `1` or `0` in a text.
    Flag,
    /// A day of the proleptic Gregorian calendar, `YYYY-MM-DD`.
    Day,
    /// A moment (UTC), `YYYY-MM-DDThh:mm:ssZ`.
    Moment,
    /// Several words, which a text joins by ` | `.
    List,
    /// A JSON list of objects.
    Json,
}

/// How two versions of one row are compared in a column.
pub(crate) enum Compared<R> {
    /// Not at all: the versions are found by it, or another column speaks for it.
    Never,
    /// By what stands in the cell.
    AsWritten,
    /// By words made of the row.
    By(fn(&R) -> String),
}

/// How a cell is put into a row that [`WireRow::begin`] began.
pub(crate) enum Set<R> {
    /// The value is there from the beginning.
    Begun,
    /// The cell is taken as it stands.
    Plainly(fn(&mut R, &RowCell<'_>)),
    /// The cell is taken unless it is wrong.
    Checked(fn(&mut R, &RowCell<'_>) -> Result<(), Problem>),
}

/// A column of the rows of one kind.
pub(crate) struct ColumnOf<R> {
    /// The name in the header.
    pub(crate) name: &'static str,
    /// What the values keep to.
    pub(crate) holds: ColumnType,
    /// The value that a row has.
    pub(crate) get: fn(&R) -> CellValue<'_>,
    /// How a cell of a file becomes the value.
    pub(crate) set: Set<R>,
    /// How two versions of a row are compared in it.
    pub(crate) compared: Compared<R>,
}

impl<R> ColumnOf<R> {
    /// A column that rows are begun with, and that is compared by its cells.
    pub(super) const fn new(
        name: &'static str,
        holds: ColumnType,
        get: fn(&R) -> CellValue<'_>,
    ) -> Self {
        Self { name, holds, get, set: Set::Begun, compared: Compared::AsWritten }
    }

    /// A cell is put into a row as it stands.
    pub(super) const fn set(mut self, set: fn(&mut R, &RowCell<'_>)) -> Self {
        self.set = Set::Plainly(set);
        self
    }

    /// A cell is put into a row unless it is wrong.
    pub(super) const fn set_checked(
        mut self,
        set: fn(&mut R, &RowCell<'_>) -> Result<(), Problem>,
    ) -> Self {
        self.set = Set::Checked(set);
        self
    }

    /// How versions of a row are compared in the column.
    pub(super) const fn compared(mut self, compared: Compared<R>) -> Self {
        self.compared = compared;
        self
    }
}

/// A kind of row that files list: actors, places, indicators, reports.
pub(crate) trait WireRow: Sized + 'static {
    /// Every column, in the order in which it is written.
    const COLUMNS: &'static [ColumnOf<Self>];

    /// A row with the values that it cannot be without; the columns set the others.
    fn begin(row: &Row<'_>) -> Result<Self, Problem>;
}

/// Reads a row of a file.
pub(crate) fn read<R: WireRow>(row: &Row<'_>) -> Result<R, Problem> {
    let mut read = R::begin(row)?;
    for column in R::COLUMNS {
        let cell = RowCell { column: column.name, row };
        match column.set {
            Set::Begun => {}
            Set::Plainly(set) => set(&mut read, &cell),
            Set::Checked(set) => set(&mut read, &cell)?,
        }
    }
    Ok(read)
}

/// The names of the columns of a kind of row.
pub(crate) fn names<R: WireRow>() -> impl Iterator<Item = &'static str> {
    R::COLUMNS.iter().map(|column| column.name)
}

/// The first column in which two versions of a row differ, with what stands in each.
pub(crate) fn first_difference<R: WireRow>(
    there: &R,
    here: &R,
) -> Option<(&'static str, String, String)> {
    R::COLUMNS.iter().find_map(|column| {
        let shown = |row: &R| match column.compared {
            Compared::Never => String::new(),
            Compared::AsWritten => {
                (column.get)(row).as_text().map(Cow::into_owned).unwrap_or_default()
            }
            Compared::By(words) => words(row),
        };
        let (there, here) = (shown(there), shown(here));
        (there != here).then_some((column.name, there, here))
    })
}

/// The cell of a row in one column.
pub(crate) struct RowCell<'a> {
    column: &'static str,
    row: &'a Row<'a>,
}

impl<'a> RowCell<'a> {
    /// What stands in it; nothing where it is blank or the file has no such column.
    pub(super) fn text(&self) -> Option<&'a str> {
        self.row.text(self.column)
    }

    /// The same as an owned text.
    pub(super) fn owned(&self) -> Option<String> {
        self.text().map(str::to_owned)
    }

    /// What stands in it to the last character.
    pub(super) fn verbatim(&self) -> Option<String> {
        self.row.verbatim(self.column).map(str::to_owned)
    }

    /// Its words, where it holds several.
    pub(super) fn several(&self) -> Vec<String> {
        self.text().map(row::split).unwrap_or_default()
    }

    /// What stands in it, read as a value.
    pub(super) fn parsed<T: FromStr<Err: Display>>(&self) -> Result<Option<T>, Problem> {
        self.row.parsed(self.column)
    }

    /// The row, for a value that two cells make together.
    pub(super) fn row(&self) -> &'a Row<'a> {
        self.row
    }

    /// A problem with it.
    pub(super) fn problem(&self, why: impl Display) -> Problem {
        Problem::at(self.column, why)
    }
}
