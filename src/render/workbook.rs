//! Writes rows as a sheet of an Excel workbook, with typed cells, and a second sheet that explains them.

use super::restricted::mark;
use crate::domain::report::Restricted;
use crate::text::counts::counted;
use crate::text::lists;
use crate::view::grid::{Cell, Column};
use crate::workbook::{Holds, Sheet, Shortened, Value, Workbook};
use std::io::{self, Write};

/// The caller's description of a table that becomes a workbook.
#[derive(Clone, Copy)]
pub struct TableDescription<'a> {
    /// The content of the table.
    pub what: &'a [String],
    /// The reports behind it that are not public: they mark its sheets.
    pub restricted: Restricted,
    /// The meaning of a column, by its name in the data, and the type of its texts.
    pub column: fn(&str) -> (&'static str, Holds),
}

/// The meaning of a column that has words for people.
const IN_WORDS: &str = "The same in words, as on a page.";

/// Writes rows one after another.
pub(super) struct WorkbookRows<'a> {
    book: Workbook,
    sheet: Sheet,
    /// The names of the columns in the sheet, with their meanings.
    said: Vec<(String, &'static str)>,
    /// The type of each column's texts.
    holds: Vec<Holds>,
    /// The number, in a row, of each column of the sheet.
    order: Vec<usize>,
    description: Vec<String>,
    out: &'a mut dyn Write,
}

impl<'a> WorkbookRows<'a> {
    /// Begins the sheet with the names of the columns. `place` returns the position of each, by its name; columns of
    /// one position keep their order.
    pub(super) fn new(
        columns: &[Column],
        description: &TableDescription<'_>,
        place: fn(&str) -> usize,
        out: &'a mut dyn Write,
    ) -> io::Result<Self> {
        let mut order: Vec<usize> = (0..columns.len()).collect();
        order.sort_by_key(|at| place(columns[*at].key));
        let (mut said, mut holds) = (Vec::new(), Vec::new());
        for column in order.iter().map(|at| &columns[*at]) {
            let is_data = column.shown.in_data();
            let (meaning, of) =
                if is_data { (description.column)(column.key) } else { (IN_WORDS, Holds::Text) };
            said.push((name(column), meaning));
            holds.push(of);
        }
        let mut book = Workbook::new("Table", None)?;
        book.mark(description.restricted.level());
        let sheet = book.sheet("table", said.iter().map(|(name, _)| name.as_str()))?;
        let description = mark(description.restricted)
            .into_iter()
            .chain(description.what.iter().cloned())
            .collect();
        Ok(Self { book, sheet, said, holds, order, description, out })
    }

    /// Writes a row, with a cell for each column, in the order of the columns that it was begun with.
    pub(super) fn row<'c>(&mut self, cells: impl Iterator<Item = &'c Cell>) -> io::Result<()> {
        let cells: Vec<&Cell> = cells.collect();
        let cell = |at: &usize| cells.get(*at).copied().unwrap_or(&Cell::Empty);
        let typed = self.order.iter().zip(&self.holds);
        self.sheet.row(typed.map(|(at, holds)| value(cell(at), *holds)))
    }

    /// Ends the workbook, with the meanings of its columns, the notes, and counts of values that did not fit
    /// into cells.
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
        let columns = self.said.iter().enumerate();
        let shown = columns.filter(|(at, _)| self.sheet.has_values(*at)).map(|(_, said)| said);
        let mut rows: Vec<(&str, &str)> = Vec::new();
        rows.extend(self.description.iter().map(|line| ("this table", line.as_str())));
        rows.extend(notes.iter().map(|note| ("note", note.as_str())));
        rows.extend(cut.iter().chain(&unlinked).map(|note| ("note", note.as_str())));
        rows.extend(shown.map(|(name, meaning)| (name.as_str(), *meaning)));
        let names = ["what", "how to read it"];
        let mut beside = self.book.sheet("how to read", names.into_iter())?.wrap(0).wrap(1);
        for (what, text) in rows {
            beside.row([Value::Text(what.into()), Value::Text(text.into())].into_iter())?;
        }
        self.book.add(self.sheet)?;
        self.book.add(beside)?;
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

fn value(cell: &Cell, holds: Holds) -> Value<'_> {
    match cell {
        Cell::Empty => Value::Blank,
        Cell::Text(text) | Cell::Words { text, .. } | Cell::Nested { text, .. } => {
            Value::of(text.into(), holds)
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
