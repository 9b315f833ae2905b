//! A tabular data package (Frictionless): CSV files that an import reads, the texts of the reports
//! as files, and a description of every column, with keys.

mod schema;

use super::{Options, csv};
use crate::domain::report::Report;
use crate::export::bundle::Bundle;
use crate::export::fields::{self, Field, Text, Value};
use crate::export::jsonl::WriteFailure;
use crate::store::Store;
use crate::text::{lists, safe};
use std::borrow::Cow;
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

pub use schema::{DESCRIPTOR, FILES, PROGRAM, TEXTS};

/// What a package says of itself.
#[derive(Clone, Debug)]
pub struct About {
    /// Its title.
    pub title: String,
    /// When it was written (UTC, `YYYY-MM-DDThh:mm:ssZ`).
    pub created: String,
}

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
    file("actors.csv", &mut |out| {
        Ok(rows(fields::ACTORS, bundle.actors.iter().map(fields::actor), out)?)
    })?;
    file("places.csv", &mut |out| {
        Ok(rows(fields::PLACES, bundle.places.iter().map(fields::place), out)?)
    })?;
    file("indicators.csv", &mut |out| {
        Ok(rows(fields::INDICATORS, bundle.indicators.iter().map(fields::indicator), out)?)
    })?;
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
    writer.write_record(fields::REPORTS).map_err(io::Error::from)?;
    for (report, name) in bundle.reports.iter().zip(names) {
        let text = if report.has_text { store.report_text(&report.key)? } else { None };
        let text = text.as_ref().map_or(Text::Left, |text| Text::In(name, text));
        row(&mut writer, &fields::report(report, bundle, &text))?;
    }
    Ok(writer.flush()?)
}

/// Writes rows of one kind as CSV, a header first.
fn rows<'a>(
    header: &[&str],
    rows: impl Iterator<Item = Vec<Field<'a>>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut writer = csv_writer(out);
    writer.write_record(header)?;
    for fields in rows {
        row(&mut writer, &fields)?;
    }
    writer.flush()
}

fn csv_writer(out: &mut dyn Write) -> ::csv::Writer<&mut dyn Write> {
    ::csv::WriterBuilder::new().from_writer(out)
}

fn row(writer: &mut ::csv::Writer<&mut dyn Write>, fields: &[Field<'_>]) -> io::Result<()> {
    Ok(writer.write_record(fields.iter().map(|(_, value)| cell(value).into_owned()))?)
}

/// A value as a cell that comes back as it was.
fn cell<'a>(value: &'a Value<'_>) -> Cow<'a, str> {
    match value {
        Value::Blank => Cow::Borrowed(""),
        Value::Digits(digits) => Cow::Borrowed(digits),
        Value::Flag(flag) => Cow::Borrowed(if *flag { "1" } else { "0" }),
        Value::Text(text) | Value::Json(text) => safe::cell(text),
        Value::List(values) => Cow::Owned(safe::cell(&lists::join(values)).into_owned()),
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
