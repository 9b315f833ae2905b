//! A tabular data package (Frictionless): CSV files that an import reads, the texts of the reports
//! as files, and a description of every column, with keys.

mod schema;

use crate::export::csv::{self, Options};
use crate::export::csv_row;
use crate::export::error::ExportError;
use crate::store::{Store, Streamed};
use crate::text::unfinished_folder::{make_private_file, make_private_folder};
use crate::wire::{Bundle, ReportRow, WireRow};
use schema::columns;
use std::collections::HashSet;
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
) -> Result<Streamed, ExportError> {
    make_private_folder(&folder.join(TEXTS))?;
    write(bundle, store, about, &mut |name, write| {
        let mut file = BufWriter::with_capacity(1 << 16, make_private_file(&folder.join(name))?);
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
) -> Result<Streamed, ExportError> {
    let mut zip = ZipWriter::new_stream(UntilFailure { out, has_failed: false });
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .unix_permissions(0o600);
    let streamed = write(bundle, store, about, &mut |name, write| {
        let is_large = name == "facts.csv" && bundle.facts > 1_000_000;
        zip.start_file(name, options.large_file(is_large)).map_err(io::Error::from)?;
        write(&mut zip)
    })?;
    zip.finish().map_err(io::Error::from)?;
    Ok(streamed)
}

/// Takes what comes after a failure and writes it nowhere: a zip writer that is given up ends its file
/// all the same, and would complain on stderr.
struct UntilFailure<'w> {
    out: &'w mut dyn Write,
    has_failed: bool,
}

impl Write for UntilFailure<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.has_failed {
            return Ok(bytes.len());
        }
        let written = self.out.write(bytes);
        self.has_failed =
            written.as_ref().is_err_and(|why| why.kind() != io::ErrorKind::Interrupted);
        written
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.has_failed { Ok(()) } else { self.out.flush() }
    }
}

/// What writes the content of a file.
type Content<'a> = &'a mut dyn FnMut(&mut dyn Write) -> Result<(), ExportError>;
/// What makes a file of a name.
type Files<'a> = &'a mut dyn FnMut(&str, Content<'_>) -> Result<(), ExportError>;

fn write(
    bundle: &Bundle,
    store: &Store,
    about: &About,
    file: Files<'_>,
) -> Result<Streamed, ExportError> {
    file(DESCRIPTOR, &mut |out| {
        let descriptor = schema::descriptor(about);
        serde_json::to_writer_pretty(&mut *out, &descriptor).map_err(io::Error::from)?;
        Ok(out.write_all(b"\n")?)
    })?;
    file("actors.csv", &mut |out| table(&bundle.actors, out))?;
    file("places.csv", &mut |out| table(&bundle.places, out))?;
    file("indicators.csv", &mut |out| table(&bundle.indicators, out))?;
    let (mut texts, mut streamed) = (Vec::new(), Streamed::default());
    file("reports.csv", &mut |out| {
        texts = reports(bundle, store, out)?;
        Ok(())
    })?;
    file("facts.csv", &mut |out| {
        streamed = csv::write_in_time(store, &bundle.filter, &Options::default(), out)?;
        Ok(())
    })?;
    for (key, name) in texts {
        if let Some(text) = store.report_text(&key)? {
            file(&name, &mut |out| Ok(out.write_all(text.text.as_bytes())?))?;
        }
    }
    Ok(streamed)
}

/// Writes the reports. Gives the keys of those that have a text, and the names of their files.
fn reports(
    bundle: &Bundle,
    store: &Store,
    out: &mut dyn Write,
) -> Result<Vec<(String, String)>, ExportError> {
    let (mut names, mut texts) = (TextNames::default(), Vec::new());
    out.write_all(&header::<ReportRow>())?;
    for link in &bundle.reports {
        let mut row = bundle.report(store, link, false)?;
        let name = names.name(&row);
        if row.report.has_text
            && let Some(text) = store.report_text(&row.report.key)?
        {
            texts.push((row.report.key.clone(), name.clone()));
            (row.text_file, row.captured_at) = (Some(name), Some(text.captured_at));
        }
        write_row(&row, out)?;
    }
    Ok(texts)
}

/// Writes rows of one kind as CSV, a header first.
fn table<R: WireRow>(rows: &[R], out: &mut dyn Write) -> Result<(), ExportError> {
    out.write_all(&header::<R>())?;
    Ok(rows.iter().try_for_each(|row| write_row(row, out))?)
}

fn header<R: WireRow>() -> Vec<u8> {
    let names: Vec<_> = columns::<R>().map(|column| column.name).collect();
    (names.join(",") + "\n").into_bytes()
}

fn write_row<R: WireRow>(row: &R, out: &mut dyn Write) -> io::Result<()> {
    let mut bytes = Vec::new();
    csv_row::row(&mut bytes, columns::<R>().map(|column| (column.get)(row)));
    out.write_all(&bytes)
}

/// Gives the files of texts their names.
#[derive(Default)]
struct TextNames {
    /// The keys that are names of files already, in lower case.
    taken: HashSet<String>,
}

impl TextNames {
    /// The file of a report's text: `texts/KEY.txt`, or the report's uid where the key is no name for a
    /// file on every system.
    fn name(&mut self, row: &ReportRow) -> String {
        let report = &row.report;
        let lower = report.key.to_lowercase();
        let is_good = is_file_name(&lower) && self.taken.insert(lower);
        let name = if is_good { report.key.clone() } else { report.uid.to_string() };
        format!("{TEXTS}/{name}.txt")
    }
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
