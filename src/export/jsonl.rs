//! JSON Lines: one object a line, each with a `record` that says what it is, in an order in which
//! every row comes after those that it names.

use crate::export::encode::{Syntax, in_time};
use crate::export::error::ExportError;
use crate::export::json;
use crate::store::{Store, Streamed};
use crate::wire::{Bundle, WireRow};
use std::io::{self, Write};

/// Writes all rows of a bundle. The texts of reports are read one at a time, and only when they are
/// to go along.
pub fn write(
    bundle: &Bundle,
    store: &Store,
    with_texts: bool,
    out: &mut dyn Write,
) -> Result<Streamed, ExportError> {
    lines("actor", &bundle.actors, out)?;
    lines("place", &bundle.places, out)?;
    lines("indicator", &bundle.indicators, out)?;
    for link in &bundle.reports {
        line("report", &bundle.report(store, link, with_texts)?, out)?;
    }
    in_time(store, &bundle.filter, Syntax::Json, out, |rows, fact| {
        rows.bytes.extend_from_slice(b"{\"record\":\"fact\"");
        rows.fields(store, fact, false)?;
        rows.bytes.extend_from_slice(b"}\n");
        Ok(())
    })
}

fn lines<R: WireRow>(record: &str, rows: &[R], out: &mut dyn Write) -> io::Result<()> {
    rows.iter().try_for_each(|row| line(record, row, out))
}

fn line<R: WireRow>(record: &str, row: &R, out: &mut dyn Write) -> io::Result<()> {
    let mut bytes = format!("{{\"record\":\"{record}\"").into_bytes();
    json::members(&mut bytes, row);
    bytes.extend_from_slice(b"}\n");
    out.write_all(&bytes)
}
