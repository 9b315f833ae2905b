//! The definition of a column of any kind of row: its name, its type, how its value is read from a row and
//! how a cell sets it. All readers and writers of tables loop over these columns.

use crate::format::problem::Problem;
use crate::format::row::{self, Row};
use crate::wire::value::CellValue;
use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;

/// The type of a column's values, for formats and schemas that have types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// Any text; blank if the row has no value.
    Text,
    /// Text that may not be blank in any row.
    NeededText,
    /// A whole document, with the white space at its ends. CSV tables keep it in a separate file.
    Document,
    /// One word of a closed set; the set is the list of allowed words.
    Word(&'static [&'static str]),
    /// A decimal number with a point, as in `12.5`.
    Number,
    /// Degrees (WGS 84), from minus this number to this number.
    Degrees(i32),
    /// A whole number, as in `7`.
    Integer,
    /// A whole number between two numbers, both included.
    Grade(i32, i32),
    /// Yes or no, written as `1` or `0`.
    Flag,
    /// A day of the proleptic Gregorian calendar, `YYYY-MM-DD`.
    Day,
    /// A time as EDTF (ISO 8601-2): a day, or a time that is coarser, longer or uncertain. `needed`: not blank in any
    /// row.
    Edtf {
        /// Whether no row may lack it.
        needed: bool,
    },
    /// The address of a page, as recorded.
    Link,
    /// A date and time (UTC), `YYYY-MM-DDThh:mm:ssZ`.
    Moment,
    /// Several texts, joined by ` | ` in formats without lists (see `text::lists`).
    List,
    /// A JSON list of objects.
    Json,
}

/// How a column of two versions of one row is compared, to find what differs.
pub(crate) enum Compared<R> {
    /// Not compared: the column identifies the row, or another column compares the value.
    Never,
    /// By the text of the two cells.
    AsWritten,
    /// By a text computed from the row, which ignores order or case, for example.
    By(fn(&R) -> String),
}

/// How a cell sets a value in the row that [`WireRow::begin`] created.
pub(crate) enum Set<R> {
    /// Not at all: [`WireRow::begin`] has already set the value.
    Begun,
    /// The cell is taken unchanged; any text is valid.
    Plainly(fn(&mut R, &RowCell<'_>)),
    /// The cell is parsed and may be refused.
    Checked(fn(&mut R, &RowCell<'_>) -> Result<(), Problem>),
}

/// A column of the rows of type `R`.
pub(crate) struct ColumnOf<R> {
    /// The name in the header of the file.
    pub(crate) name: &'static str,
    /// The description of the column, for readers.
    pub(crate) meaning: &'static str,
    /// The type of the column's values.
    pub(crate) holds: ColumnType,
    /// Reads the value from a row.
    pub(crate) get: fn(&R) -> CellValue<'_>,
    /// Puts the cell of a file into a row.
    pub(crate) set: Set<R>,
    /// How two versions of a row are compared in this column.
    pub(crate) compared: Compared<R>,
}

impl<R> ColumnOf<R> {
    /// A column that [`WireRow::begin`] sets and that is compared by its cells; the other methods
    /// change that.
    pub(super) const fn new(
        name: &'static str,
        meaning: &'static str,
        holds: ColumnType,
        get: fn(&R) -> CellValue<'_>,
    ) -> Self {
        Self { name, meaning, holds, get, set: Set::Begun, compared: Compared::AsWritten }
    }

    /// Sets the value from a cell; any cell is valid.
    pub(super) const fn set(mut self, set: fn(&mut R, &RowCell<'_>)) -> Self {
        self.set = Set::Plainly(set);
        self
    }

    /// Sets the value from a cell, or refuses the cell.
    pub(super) const fn set_checked(
        mut self,
        set: fn(&mut R, &RowCell<'_>) -> Result<(), Problem>,
    ) -> Self {
        self.set = Set::Checked(set);
        self
    }

    /// Sets how two versions of a row are compared.
    pub(super) const fn compared(mut self, compared: Compared<R>) -> Self {
        self.compared = compared;
        self
    }
}

/// A kind of row with its own table: actor, place, indicator or report.
pub(crate) trait WireRow: Sized + 'static {
    /// Every column, in the order of the file.
    const COLUMNS: &'static [ColumnOf<Self>];

    /// Creates a row from its required cells; refuses it if one of them is blank or wrong.
    fn begin(row: &Row<'_>) -> Result<Self, Problem>;
}

/// Reads a row from the cells of a file. Fails with the column and the reason.
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

/// The header of the table, column by column.
pub(crate) fn names<R: WireRow>() -> impl Iterator<Item = &'static str> {
    R::COLUMNS.iter().map(|column| column.name)
}

/// The first column in which two versions of a row differ, with the cell of each version; `None` if
/// they are equal.
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

/// One cell of a row of a file.
pub(crate) struct RowCell<'a> {
    column: &'static str,
    row: &'a Row<'a>,
}

impl<'a> RowCell<'a> {
    /// The text of the cell; `None` if it is blank or the file has no such column.
    pub(super) fn text(&self) -> Option<&'a str> {
        self.row.text(self.column)
    }

    /// The text of the cell, owned; `None` as in [`Self::text`].
    pub(super) fn owned(&self) -> Option<String> {
        self.text().map(str::to_owned)
    }

    /// The text of the cell with the white space at its ends; `None` if the cell is blank.
    pub(super) fn verbatim(&self) -> Option<String> {
        self.row.verbatim(self.column).map(str::to_owned)
    }

    /// The values of a cell with a list; none if it is blank.
    pub(super) fn several(&self) -> Vec<String> {
        self.text().map(row::split).unwrap_or_default()
    }

    /// The cell parsed as a `T`; `None` if it is blank. Fails, naming the column, if the text is
    /// not a `T`.
    pub(super) fn parsed<T: FromStr<Err: Display>>(&self) -> Result<Option<T>, Problem> {
        self.row.parsed(self.column)
    }

    /// The whole row, for a value that takes two cells (latitude and longitude).
    pub(super) fn row(&self) -> &'a Row<'a> {
        self.row
    }

    /// An error that names this column.
    pub(super) fn problem(&self, why: impl Display) -> Problem {
        Problem::at(self.column, why)
    }
}
