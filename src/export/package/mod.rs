//! A tabular data package (Frictionless): CSV files that an import reads, the texts of the reports
//! as files, and a description of every column, with keys.

mod schema;

use super::{Options, csv};
use crate::domain::report::Report;
use crate::export::bundle::Bundle;
use crate::export::jsonl::WriteFailure;
use crate::store::Store;
use crate::text::{lists, safe};
use crate::wire::{CellValue, ReportRow, WireRow};
use schema::columns;
use std::borrow::Cow;
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

pub use schema::{About, DESCRIPTOR, FILES, PROGRAM, TEXTS};

/// Writes a package into an empty folder.
pub fn to_folder(
    bundle: &Bundle,
    store: &Store,
    about: &About,
    folder: &Path,
) -> Result<(), WriteFailure> {
    fs::create_dir(folder.join(TEXTS))?;
    write(bundle, store, about, &mut |name, write| {
        let mut file = BufWriter::with_capacity(1 << 16, File::create(folder.join(name))?);
        write(&mut file)?;
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok(file.sync_all()?)
    })
}

/// Writes a package as a zip file. Equal packages make equal files.
pub fn to_zip(
    bundle: &Bundle,
    store: &Store,
    about: &About,
    out: &mut dyn Write,
) -> Result<(), WriteFailure> {
    let mut zip = ZipWriter::new_stream(out);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .unix_permissions(0o644);
    write(bundle, store, about, &mut |name, write| {
        let is_large = name == "facts.csv" && bundle.selection.facts.len() > 1_000_000;
        zip.start_file(name, options.large_file(is_large)).map_err(io::Error::from)?;
        write(&mut zip)
    })?;
    zip.finish().map_err(io::Error::from)?;
    Ok(())
}

/// What writes the content of a file.
type Content<'a> = &'a mut dyn FnMut(&mut dyn Write) -> Result<(), WriteFailure>;
/// What makes a file of a name.
type Files<'a> = &'a mut dyn FnMut(&str, Content<'_>) -> Result<(), WriteFailure>;

fn write(
    bundle: &Bundle,
    store: &Store,
    about: &About,
    file: Files<'_>,
) -> Result<(), WriteFailure> {
    file(DESCRIPTOR, &mut |out| {
        let descriptor = schema::descriptor(about);
        serde_json::to_writer_pretty(&mut *out, &descriptor).map_err(io::Error::from)?;
        Ok(out.write_all(b"\n")?)
    })?;
    file("actors.csv", &mut |out| Ok(rows(&bundle.actors, out)?))?;
    file("places.csv", &mut |out| Ok(rows(&bundle.places, out)?))?;
    file("indicators.csv", &mut |out| Ok(rows(&bundle.indicators, out)?))?;
    let names = text_names(&bundle.reports);
    file("reports.csv", &mut |out| reports(bundle, store, &names, out))?;
    file("facts.csv", &mut |out| {
        Ok(csv::of_selection(&bundle.selection, &Options::default(), out)?)
    })?;
    for (report, name) in bundle.reports.iter().zip(&names).filter(|(report, _)| report.has_text) {
        if let Some(text) = store.report_text(&report.key)? {
            file(name, &mut |out| Ok(out.write_all(text.text.as_bytes())?))?;
        }
    }
    Ok(())
}

fn reports(
    bundle: &Bundle,
    store: &Store,
    names: &[String],
    out: &mut dyn Write,
) -> Result<(), WriteFailure> {
    let mut writer = csv_writer(out);
    header::<ReportRow>(&mut writer)?;
    for (report, name) in bundle.reports.iter().zip(names) {
        let mut row = bundle.row(report);
        if report.has_text
            && let Some(text) = store.report_text(&report.key)?
        {
            (row.text_file, row.captured_at) = (Some(name.clone()), Some(text.captured_at));
        }
        write_row(&mut writer, &row)?;
    }
    Ok(writer.flush()?)
}

/// Writes rows of one kind as CSV, a header first.
fn rows<R: WireRow>(rows: &[R], out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv_writer(out);
    header::<R>(&mut writer)?;
    for row in rows {
        write_row(&mut writer, row)?;
    }
    writer.flush()
}

fn header<R: WireRow>(writer: &mut ::csv::Writer<&mut dyn Write>) -> io::Result<()> {
    Ok(writer.write_record(columns::<R>().map(|column| column.heading.name))?)
}

fn write_row<R: WireRow>(writer: &mut ::csv::Writer<&mut dyn Write>, row: &R) -> io::Result<()> {
    let values: Vec<_> = columns::<R>().map(|column| (column.get)(row)).collect();
    Ok(writer.write_record(values.iter().map(|value| cell(value).into_owned()))?)
}

fn csv_writer(out: &mut dyn Write) -> ::csv::Writer<&mut dyn Write> {
    ::csv::WriterBuilder::new().from_writer(out)
}

/// A value as a cell that comes back as it was.
fn cell<'a>(value: &'a CellValue<'_>) -> Cow<'a, str> {
    match value {
        CellValue::Blank => Cow::Borrowed(""),
        CellValue::Digits(digits) => Cow::Borrowed(digits),
        CellValue::Flag(flag) => Cow::Borrowed(if *flag { "1" } else { "0" }),
        CellValue::Text(text) | CellValue::Json(text) => safe::cell(text),
        CellValue::List(values) => Cow::Owned(safe::cell(&lists::join(values)).into_owned()),
    }
}

/// The files of the reports' texts: `texts/KEY.txt`, or the report's id where the key is no name
/// for a file on every system.
fn text_names(reports: &[Report]) -> Vec<String> {
    let mut taken = HashSet::new();
    let mut name = |report: &Report| {
        let lower = report.key.to_lowercase();
        let is_good = is_file_name(&lower) && taken.insert(lower);
        let name = if is_good { report.key.clone() } else { report.uid.to_string() };
        format!("{TEXTS}/{name}.txt")
    };
    reports.iter().map(&mut name).collect()
}

/// Whether every system takes a key, in lower case, as the name of a file.
fn is_file_name(key: &str) -> bool {
    let reserved = ["con", "prn", "aux", "nul", "com", "lpt"];
    let stem = key.split('.').next().unwrap_or_default();
    let stem = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    key.len() <= 100
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
        && key.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !reserved.contains(&stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_are_no_file_names_everywhere_are_not_used_as_such() {
        for key in ["voa-2016-10-24", "a", "x.y_z"] {
            assert!(is_file_name(key), "{key}");
        }
        for key in ["con", "nul.2016", "com1", "..", ".hidden", "-x", "حلب", &"k".repeat(101)] {
            assert!(!is_file_name(key), "{key}");
        }
    }
}
