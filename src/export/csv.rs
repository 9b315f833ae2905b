//! Writes facts as CSV, with or without a row of HXL hashtags under the header.

use crate::domain::filter::Filter;
use crate::export::encode::{RowEncoder, Syntax, in_time};
use crate::export::encoded::EncodedReports;
use crate::export::error::ExportError;
use crate::store::{FactEncoder, Store, Streamed, StreamedFact, ThreadPlan};
use crate::wire::{Column, FactTable};
use std::io::Write;
use std::sync::Arc;

/// Options of a CSV file of facts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Leave out the `'` before texts that a spreadsheet would take for a formula.
    pub raw: bool,
    /// Begin with a byte order mark, by which Excel knows UTF-8.
    pub excel: bool,
}

/// Writes the header and then one row for each fact that matches the filter, in the order in which
/// the facts were recorded. If there are many facts, they are encoded on several threads. Fails if
/// the database cannot be read or `out` cannot be written.
pub fn write(
    store: &Store,
    filter: &Filter,
    options: &Options,
    out: &mut dyn Write,
) -> Result<Streamed, ExportError> {
    let vocabulary = store.vocabulary(filter)?;
    let table = FactTable::of(&vocabulary);
    let reports = Arc::new(EncodedReports::below(vocabulary.newest_report));
    let syntax = Syntax::Csv { raw: options.raw };
    out.write_all(&header(options.excel, false))?;
    let rows = || CsvRows(RowEncoder::new(syntax, &table, filter, Arc::clone(&reports)));
    store.encode_facts(filter, &ThreadPlan::default(), rows, |bytes| Ok(out.write_all(bytes)?))
}

/// Writes the same file as [`write()`], but with the facts in the order of their time, on one
/// thread. All other formats use this order.
pub fn write_in_time(
    store: &Store,
    filter: &Filter,
    options: &Options,
    out: &mut dyn Write,
) -> Result<Streamed, ExportError> {
    write_under(&header(options.excel, false), store, filter, options.raw, out)
}

/// Writes the facts in the order of their time, with a row of hashtags under the header
/// (Humanitarian Exchange Language 1.1).
pub fn write_with_hashtags(
    store: &Store,
    filter: &Filter,
    options: &Options,
    out: &mut dyn Write,
) -> Result<Streamed, ExportError> {
    write_under(&header(options.excel, true), store, filter, options.raw, out)
}

fn write_under(
    header: &[u8],
    store: &Store,
    filter: &Filter,
    raw: bool,
    out: &mut dyn Write,
) -> Result<Streamed, ExportError> {
    out.write_all(header)?;
    in_time(store, filter, Syntax::Csv { raw }, out, |rows, fact| {
        rows.fields(store, fact, true)?;
        rows.bytes.push(b'\n');
        Ok(())
    })
}

/// Encodes CSV rows of facts on one of several threads.
struct CsvRows<'a>(RowEncoder<'a>);

impl FactEncoder for CsvRows<'_> {
    type Error = ExportError;

    fn add(&mut self, store: &Store, fact: &StreamedFact<'_>) -> Result<(), ExportError> {
        self.0.fields(store, fact, true)?;
        self.0.bytes.push(b'\n');
        Ok(())
    }

    fn bytes(&mut self) -> &mut Vec<u8> {
        &mut self.0.bytes
    }
}

fn header(excel: bool, has_hashtags: bool) -> Vec<u8> {
    let row = |word: fn(Column) -> &'static str| {
        let words: Vec<&str> = Column::ALL.iter().map(|column| word(*column)).collect();
        words.join(",") + "\n"
    };
    let mark = if excel { "\u{feff}" } else { "" };
    let hashtags = if has_hashtags { row(Column::hashtag) } else { String::new() };
    format!("{mark}{}{hashtags}", row(Column::name)).into_bytes()
}
