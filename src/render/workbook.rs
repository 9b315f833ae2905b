//! Writes rows as a sheet of an Excel workbook, with typed cells; notes become a sheet beside it.

use crate::text::counts::counted;
use crate::text::lists;
use crate::view::grid::{Cell, Column};
use crate::workbook::{Sheet, Shortened, Value, Workbook};
use std::io::{self, Write};

/// Writes rows one after another.
pub(super) struct WorkbookRows<'a> {
    book: Workbook,
    sheet: Sheet,
    told: Vec<String>,
    out: &'a mut dyn Write,
}

impl<'a> WorkbookRows<'a> {
    /// Begins the sheet with the names of the columns.
    pub(super) fn new(columns: &[Column], out: &'a mut dyn Write) -> io::Result<Self> {
        let mut book = Workbook::new("Table", None)?;
        let names: Vec<String> = columns.iter().map(name).collect();
        let sheet = book.sheet("table", names.iter().map(String::as_str))?;
        Ok(Self { book, sheet, told: Vec::new(), out })
    }

    /// Writes a row, with a cell for each column.
    pub(super) fn row<'c>(&mut self, cells: impl Iterator<Item = &'c Cell>) -> io::Result<()> {
        self.sheet.row(cells.map(value))
    }

    /// Says in the sheet beside what the table is of, and marks each sheet if it is confidential.
    pub(super) fn tell(&mut self, what: &[String], is_confidential: bool) {
        self.told = what.to_vec();
        if is_confidential {
            self.told.insert(0, "CONFIDENTIAL: do not pass on".to_owned());
            self.book.mark_confidential();
        }
    }

    /// Ends the workbook, with the notes and what the cells could not hold.
    pub(super) fn finish(mut self, notes: &[String]) -> io::Result<()> {
        let Shortened { cut, unlinked } = self.sheet.shortened();
        let cut = (cut > 0).then(|| {
            let texts = counted(cut, "text is cut", "texts are cut");
            format!("{texts} to the 32,767 characters of a cell, with a mark at its end")
        });
        let unlinked = (unlinked > 0).then(|| {
            let links = counted(unlinked, "address is", "addresses are");
            format!("{links} plain text: a sheet has at most 65,530 links")
        });
        self.book.add(self.sheet)?;
        let notes = self.told.iter().chain(notes).chain(&cut).chain(&unlinked);
        let notes: Vec<&String> = notes.collect();
        if !notes.is_empty() {
            let mut beside =
                self.book.sheet("how to read", ["how to read it"].into_iter())?.wrap(0);
            for note in notes {
                beside.row([Value::Text(note.into())].into_iter())?;
            }
            self.book.add(beside)?;
        }
        self.book.write(self.out)
    }
}

/// The name of a column: that of the data, or the heading of words that only pages have.
fn name(column: &Column) -> String {
    if column.shown.in_data() {
        column.key.to_owned()
    } else {
        format!("{}, in words", column.heading)
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
