//! Writes CSV (RFC 4180, with line feeds) for people: plain values, without characters that control
//! a terminal, and without text that a spreadsheet would take for a formula.

use crate::text::{lists, safe};
use crate::view::grid::Cell;
use std::borrow::Cow;
use std::io::{self, Write};

/// Writes rows one after another.
pub(super) struct CsvWriter<'a>(csv::Writer<&'a mut dyn Write>);

impl<'a> CsvWriter<'a> {
    /// Starts a CSV file by writing its header.
    pub(super) fn new<'k>(
        out: &'a mut dyn Write,
        keys: impl Iterator<Item = &'k str>,
    ) -> io::Result<Self> {
        let mut writer = Self::of_rows(out);
        writer.0.write_record(keys).map_err(cause)?;
        Ok(writer)
    }

    /// A writer of rows without a header.
    pub(super) fn of_rows(out: &'a mut dyn Write) -> Self {
        Self(rows().from_writer(out))
    }

    /// A writer of one row, with a small buffer, which takes less time to make.
    pub(super) fn of_one_row(out: &'a mut dyn Write) -> Self {
        Self(rows().buffer_capacity(ONE_ROW).from_writer(out))
    }

    /// Writes a row, with one cell for each key of the header.
    pub(super) fn row<'c>(&mut self, cells: impl Iterator<Item = &'c Cell>) -> io::Result<()> {
        cells
            .map(plain)
            .try_for_each(|cell| self.0.write_field(cell.as_bytes()))
            .and_then(|()| self.0.write_record(None::<&[u8]>))
            .map_err(cause)
    }

    /// Writes the rows that are still in the buffer.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The bytes of the buffer for one row; a longer row is written in parts.
const ONE_ROW: usize = 512;

fn rows() -> csv::WriterBuilder {
    let mut rows = csv::WriterBuilder::new();
    rows.terminator(csv::Terminator::Any(b'\n'));
    rows
}

/// The error of the operating system, so that callers can recognize a closed pipe.
fn cause(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A cell as plain text. Only text is protected against being read as a formula by a spreadsheet: a
/// negative number is not a formula.
fn plain(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Empty => Cow::Borrowed(""),
        Cell::Text(text)
        | Cell::Words { text, .. }
        | Cell::Link { text, .. }
        | Cell::Nested { text, .. } => text_cell(text),
        Cell::Number(number) => Cow::Owned(number.to_string()),
        Cell::Count(count) => Cow::Owned(count.to_string()),
        Cell::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
        Cell::Id(uid) => Cow::Owned(uid.to_string()),
        Cell::List(values) => Cow::Owned(text_cell(&lists::join(values)).into_owned()),
        Cell::Day(day) => Cow::Owned(day.to_string()),
    }
}

fn text_cell(text: &str) -> Cow<'_, str> {
    match safe::data(text) {
        Cow::Borrowed(text) => safe::cell(text),
        Cow::Owned(text) => Cow::Owned(safe::cell(&text).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A writer that fails like a pipe whose reader has gone.
    struct ClosedPipe;

    impl Write for ClosedPipe {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
    }

    #[test]
    fn a_closed_pipe_is_reported_as_one() {
        let mut pipe = ClosedPipe;
        let mut writer = CsvWriter::new(&mut pipe, ["key"].into_iter()).unwrap();
        let long = Cell::Text("x".repeat(100_000));
        let written = (0..10).try_for_each(|_| writer.row([&long].into_iter()));
        assert_eq!(written.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    }
}
