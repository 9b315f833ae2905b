//! Grids as CSV (RFC 4180, with line feeds): the data columns, plain values, and text that no
//! spreadsheet takes for a formula.

use crate::text::{lists, safe};
use crate::view::grid::{Cell, Grid, Shown};
use std::borrow::Cow;
use std::io::{self, Write};

/// Writes a header and the rows.
pub(super) fn grid(grid: &Grid, out: &mut dyn Write) -> io::Result<()> {
    let terminator = csv::Terminator::Any(b'\n');
    let mut writer = csv::WriterBuilder::new().terminator(terminator).from_writer(out);
    writer.write_record(grid.columns_where(Shown::in_data).map(|(_, column)| column.key))?;
    for row in &grid.rows {
        let cells = grid.columns_where(Shown::in_data).map(|(at, _)| row.get(at));
        writer.write_record(cells.map(|cell| cell.map_or_else(String::new, plain)))?;
    }
    writer.flush()
}

/// A cell as plain text. Figures are figures; only text is guarded.
fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text)
        | Cell::Words { text, .. }
        | Cell::Link { text, .. }
        | Cell::Nested { text, .. } => text_cell(text).into_owned(),
        Cell::Number(number) => number.to_string(),
        Cell::Count(count) => count.to_string(),
        Cell::Flag(flag) => flag.to_string(),
        Cell::Id(uid) => uid.to_string(),
        Cell::List(values) => text_cell(&lists::join(values)).into_owned(),
        Cell::Day(day) => day.to_string(),
    }
}

fn text_cell(text: &str) -> Cow<'_, str> {
    match safe::data(text) {
        Cow::Borrowed(text) => safe::cell(text),
        Cow::Owned(text) => Cow::Owned(safe::cell(&text).into_owned()),
    }
}
