//! Writes a tabular data package (Frictionless): CSV files that an import reads back, the texts of
//! reports as files, and a `datapackage.json` that describes every column and key.

mod schema;

use crate::export::csv::{self, Options};
use crate::export::csv_row;
use crate::export::error::ExportError;
use crate::store::{Store, Streamed};
use crate::text::system::{make_private_file, make_private_folder};
use crate::wire::{Bundle, ReportRow, WireRow};
use schema::columns;
use std::collections::HashSet;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

pub use schema::{About, DESCRIPTOR, FILES, PROGRAM, TEXTS};

/// Writes a package into an empty folder; only the user may read its files. Fails if the database
/// cannot be read or a file cannot be written.
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

/// Writes a package as a zip file. The same content gives the same bytes, because entries carry no
/// time of writing. Fails if the database cannot be read or `out` cannot be written.
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

/// Passes bytes on until a write fails, and drops all later ones. The zip library ends its file
/// even if it is given up, and would print an error to stderr if that failed.
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

/// Writes the content of a file of the package.
type Content<'a> = &'a mut dyn FnMut(&mut dyn Write) -> Result<(), ExportError>;
/// Makes a file of the package, with a name and a content.
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

/// Writes `reports.csv`. Returns the key of each report that has a text, with the name of its text
/// file.
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

/// Writes a header and rows of one kind as CSV.
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

/// Chooses the names of text files, each once.
#[derive(Default)]
struct TextNames {
    /// The report keys in use as file names, in lower case, because some systems ignore case.
    taken: HashSet<String>,
}

impl TextNames {
    /// The name of a report's text file: `texts/KEY.txt`, or `texts/UID.txt` if some system does
    /// not accept the key as a file name.
    fn name(&mut self, row: &ReportRow) -> String {
        let report = &row.report;
        let lower = report.key.to_lowercase();
        let is_good = is_file_name(&lower) && self.taken.insert(lower);
        let name = if is_good { report.key.clone() } else { report.uid.to_string() };
        format!("{TEXTS}/{name}.txt")
    }
}

/// Whether every system, including Windows, accepts a key in lower case as a file name.
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
    fn keys_that_are_not_file_names_on_every_system_are_not_used_as_such() {
        for key in ["voa-2016-10-24", "a", "x.y_z"] {
            assert!(is_file_name(key), "{key}");
        }
        for key in ["con", "nul.2016", "com1", "..", ".hidden", "-x", "حلب", &"k".repeat(101)] {
            assert!(!is_file_name(key), "{key}");
        }
    }
}
