//! Writes rows as a sheet of an Excel workbook, with typed cells; notes become a sheet beside it.

use crate::text::lists;
use crate::view::grid::{Cell, Column};
use crate::workbook::{Sheet, Value, Workbook};
use std::io::{self, Write};

/// Writes rows one after another.
pub(super) struct WorkbookRows<'a> {
    book: Workbook,
    sheet: Sheet,
    out: &'a mut dyn Write,
}

impl<'a> WorkbookRows<'a> {
    /// Begins the sheet with the names of the columns.
    pub(super) fn new(columns: &[Column], out: &'a mut dyn Write) -> io::Result<Self> {
        let mut book = Workbook::new("Table", None)?;
        let sheet = book.sheet("table", columns.iter().map(|column| column.key))?;
        Ok(Self { book, sheet, out })
    }

    /// Writes a row, with a cell for each column.
    pub(super) fn row<'c>(&mut self, cells: impl Iterator<Item = &'c Cell>) -> io::Result<()> {
        self.sheet.row(cells.map(value))
    }

    /// Marks each sheet as confidential.
    pub(super) fn mark_confidential(&mut self) {
        self.book.mark_confidential();
    }

    /// Ends the workbook, with the notes and what the cells could not hold.
    pub(super) fn finish(mut self, notes: &[String]) -> io::Result<()> {
        let cut = self.sheet.shortened().cut;
        let cut =
            (cut > 0).then(|| format!("{cut} texts are cut to the 32,767 characters of a cell"));
        self.book.add(self.sheet)?;
        let notes: Vec<&String> = notes.iter().chain(&cut).collect();
        if !notes.is_empty() {
            let mut beside = self.book.sheet("notes", ["note"].into_iter())?.wrap(0);
            for note in notes {
                beside.row([Value::Text(note.into())].into_iter())?;
            }
            self.book.add(beside)?;
        }
        self.book.write(self.out)
    }
}

fn value(cell: &Cell) -> Value<'_> {
    match cell {
        Cell::Empty => Value::Blank,
        Cell::Text(text) | Cell::Words { text, .. } | Cell::Nested { text, .. } => {
            Value::Text(text.into())
        }
        Cell::Number(number) => Value::Number(number.to_string().into()),
        Cell::Count(count) => Value::Number(count.to_string().into()),
        Cell::Flag(flag) => Value::Flag(*flag),
        Cell::Id(uid) => Value::Text(uid.to_string().into()),
        Cell::Link { text, url } => Value::Link { text: text.into(), url: url.into() },
        Cell::List(values) if values.is_empty() => Value::Blank,
        Cell::List(values) => Value::Text(lists::join(values).into()),
        Cell::Day(day) => Value::Day(*day),
    }
}
