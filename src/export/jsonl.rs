//! JSON Lines: one object a line, each with a `record` that says what it is, in an order in which
//! every row comes after those that it names.

use crate::domain::report::CapturedText;
use crate::export::bundle::Bundle;
use crate::export::fields::{self, Field};
use crate::export::json;
use crate::store::{Store, StoreError};
use crate::wire::Table;
use std::io::{self, Write};

/// Writes all rows. The texts of reports are read from the store, one at a time; without one, they
/// are left out.
pub fn write(
    bundle: &Bundle,
    texts: Option<&Store>,
    out: &mut dyn Write,
) -> Result<(), WriteFailure> {
    for actor in &bundle.actors {
        line("actor", fields::of(actor), out)?;
    }
    for place in &bundle.places {
        line("place", fields::of(place), out)?;
    }
    for indicator in &bundle.indicators {
        line("indicator", fields::of(indicator), out)?;
    }
    for report in &bundle.reports {
        let captured = match texts.filter(|_| report.has_text) {
            Some(store) => store.report_text(&report.key)?,
            None => None,
        };
        let mut row = bundle.row(report);
        if let Some(CapturedText { text, captured_at }) = captured {
            (row.text, row.captured_at) = (Some(text), Some(captured_at));
        }
        line("report", fields::of(&row), out)?;
    }
    let table = Table::of(&bundle.selection);
    for fact in &bundle.selection.facts {
        line("fact", fields::fact(&table, fact), out)?;
    }
    Ok(())
}

fn line<'a>(
    record: &str,
    fields: impl IntoIterator<Item = Field<'a>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(out, "{{\"record\":\"{record}\"")?;
    json::fields(fields, false, out)?;
    out.write_all(b"}\n")
}

/// Why rows were not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteFailure {
    /// Where they go.
    #[error(transparent)]
    Out(#[from] io::Error),
    /// Where they come from.
    #[error(transparent)]
    Store(#[from] StoreError),
}
