//! Writes an Excel workbook for people: a sheet of facts, one for each kind of row that they refer to, and
//! one that explains them.

use crate::domain::actor::Actor;
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use crate::domain::report::Restricted;
use crate::export::error::ExportError;
use crate::export::how_to_read;
pub use crate::export::how_to_read::About;
use crate::export::sheet_columns::{columns, facts_columns, texts_of};
use crate::store::{FactOrder, Store, Streamed};
use crate::wire::{Bundle, CellValue, ColumnType, FactRow, FactTable, ReportRow, WireRow};
use crate::workbook::{MOST_ROWS, Sheet, Shortened, TooManyRows, Value, Workbook};
use std::io::{self, Write};

/// What was written, and what the workbook could not store unchanged.
#[derive(Clone, Copy, Debug, Default)]
pub struct Written {
    /// The facts that were written.
    pub streamed: Streamed,
    /// Texts that were cut and addresses that are plain text, in all sheets.
    pub shortened: Shortened,
}

/// Writes the facts of a bundle and the rows that they refer to. Fails before anything is written if there are more
/// rows than a sheet can have; also fails if the database cannot be read, or `out` cannot be written.
pub fn write(
    bundle: &Bundle,
    store: &Store,
    about: &About,
    out: &mut dyn Write,
) -> Result<Written, ExportError> {
    check(bundle)?;
    let mut book = Workbook::new(&about.title, about.state.as_ref().map(|(_, at)| *at))?;
    let mut restricted = Restricted::default();
    let reports = reports(bundle, store, &mut book, &mut restricted)?;
    book.mark(restricted.level());
    let (facts, streamed) = facts(bundle, store, &mut book)?;
    let lists = vec![
        reports,
        list::<Place>("places", &bundle.places, &mut book)?,
        list::<Actor>("actors", &bundle.actors, &mut book)?,
        list::<Indicator>("indicators", &bundle.indicators, &mut book)?,
    ];
    let mut shortened = facts.shortened();
    for sheet in &lists {
        shortened.cut += sheet.shortened().cut;
        shortened.unlinked += sheet.shortened().unlinked;
    }
    let contents = how_to_read::Contents { about, facts: streamed, shortened, restricted };
    let guide = how_to_read::sheet(&contents, &mut book)?;
    book.add(facts)?;
    for sheet in lists {
        book.add(sheet)?;
    }
    book.add(guide)?;
    book.write(out)?;
    Ok(Written { streamed, shortened })
}

/// Refuses a bundle with more rows than a sheet can have.
fn check(bundle: &Bundle) -> Result<(), ExportError> {
    let sheets = [
        ("facts", bundle.facts),
        ("reports", bundle.reports.len()),
        ("places", bundle.places.len()),
        ("actors", bundle.actors.len()),
        ("indicators", bundle.indicators.len()),
    ];
    match sheets.into_iter().find(|(_, rows)| *rows > MOST_ROWS) {
        Some((sheet, _)) => Err(io::Error::other(TooManyRows { sheet }).into()),
        None => Ok(()),
    }
}

fn facts(
    bundle: &Bundle,
    store: &Store,
    book: &mut Workbook,
) -> Result<(Sheet, Streamed), ExportError> {
    let vocabulary = store.vocabulary(&bundle.filter)?;
    let table = FactTable::of(&vocabulary);
    let mut keys = store.row_keys(&bundle.filter);
    let columns = facts_columns();
    let mut sheet = book.sheet("facts", columns.iter().map(|column| column.name()))?;
    let streamed = store.stream(&bundle.filter, FactOrder::Time, |fact| {
        let report = keys.report(fact.report)?;
        let row = FactRow { fact, report: Some(&report), table: &table };
        let cells = columns.iter().map(|column| value(column.holds(), row.value(*column)));
        Ok::<_, ExportError>(sheet.row(cells)?)
    })?;
    Ok((sheet, streamed))
}

/// Writes the reports, and counts those that are not public.
fn reports(
    bundle: &Bundle,
    store: &Store,
    book: &mut Workbook,
    restricted: &mut Restricted,
) -> Result<Sheet, ExportError> {
    let mut sheet = book.sheet("reports", columns::<ReportRow>().map(|column| column.name))?;
    for link in &bundle.reports {
        let row = bundle.report(store, link, false)?;
        restricted.add(row.report.confidentiality);
        put(&row, &mut sheet)?;
    }
    Ok(sheet)
}

fn list<R: WireRow>(name: &'static str, rows: &[R], book: &mut Workbook) -> io::Result<Sheet> {
    let mut sheet = book.sheet(name, columns::<R>().map(|column| column.name))?;
    rows.iter().try_for_each(|row| put(row, &mut sheet))?;
    Ok(sheet)
}

fn put<R: WireRow>(row: &R, sheet: &mut Sheet) -> io::Result<()> {
    sheet.row(columns::<R>().map(|column| value(column.holds, (column.get)(row))))
}

/// The value of a cell according to the type of its column. A text of another type remains text.
fn value(holds: ColumnType, value: CellValue<'_>) -> Value<'_> {
    let text = match value {
        CellValue::Blank => return Value::Blank,
        CellValue::Flag(flag) => return Value::Flag(flag),
        CellValue::Digits(digits) => return Value::Number(digits.into()),
        CellValue::List(_) => value.as_text().unwrap_or_default().into_owned().into(),
        CellValue::Text(text) | CellValue::Json(text) => text,
    };
    Value::of(text, texts_of(holds))
}
