//! Writes JSON Lines: one object on each line, whose `record` is its kind (`actor`, `fact`). Every row comes after the
//! rows to which it refers, so that an import can read the file in one pass.

use crate::export::encode::{Syntax, in_time};
use crate::export::error::ExportError;
use crate::export::json;
use crate::store::{Store, Streamed};
use crate::wire::{Bundle, WireRow};
use std::io::{self, Write};

/// Writes all rows of a bundle. Reads the texts of reports one at a time, and only if `with_texts`.
/// Fails if the database cannot be read or `out` cannot be written.
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
