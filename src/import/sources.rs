//! Files of every format of ours as sources of rows.
//!
//! Knows how to tell the formats apart. Must not know what rows mean.

use crate::domain::filter::Filter;
use crate::export::{self, Bundle, ExportError};
use crate::format::datapackage;
use crate::format::error::FormatError;
use crate::format::geojson;
use crate::format::source::{STANDARD_INPUT, Source};
use crate::format::utf8::begins_object;
use crate::import::error::ImportError;
use crate::store::{Store, StoreError};
use std::fs::File;
use std::io::{self, BufRead, BufWriter, Read, Write};
use std::path::Path;
use std::sync::Arc;

/// The format of a file to import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Rows under our column names, in any of the usual separators; a row of hashtags may follow
    /// the header.
    Csv,
    /// One object a line.
    Jsonl,
    /// Points with properties.
    Geojson,
    /// A data package: a folder, its `datapackage.json`, or a zip file.
    Datapackage,
    /// A database of ours.
    Sqlite,
}

/// So much of a file is looked at to tell its format.
const HEAD: u64 = 4096;

/// The sources of rows that a file holds; `-` is standard input. The format is the one given, or
/// what the file's name and first bytes say. What has to be unpacked is unpacked to a place of its
/// own, which is gone with the sources.
pub fn sources(path: &Path, format: Option<Format>) -> Result<Vec<Source>, ImportError> {
    let is_input = path == Path::new("-");
    if path.is_dir() {
        return Ok(datapackage::folder(path)?);
    }
    let source = Source::file(path)?;
    let format = match format {
        Some(format) => format,
        None if is_input => of_input(),
        None => of_file(path)?,
    };
    match format {
        Format::Csv => Ok(vec![source]),
        Format::Jsonl if is_input => Ok(vec![spooled(&source)?]),
        Format::Jsonl => Ok(vec![source.as_objects()]),
        _ if is_input => Err(ImportError::NotFromInput { file: STANDARD_INPUT }),
        Format::Geojson => {
            Ok(vec![rewritten(&source, |out| Ok(geojson::transcribe(&source, out)?))?])
        }
        Format::Datapackage => Ok(datapackage::file(path)?),
        Format::Sqlite => Ok(vec![rewritten(&source, |out| database(path, out))?]),
    }
}

/// What standard input begins as; nothing of it is taken.
fn of_input() -> Format {
    let mut input = io::stdin().lock();
    let head = input.fill_buf().unwrap_or_default();
    if begins_object(head) { Format::Jsonl } else { Format::Csv }
}

/// What a file's name and first bytes say.
fn of_file(path: &Path) -> Result<Format, ImportError> {
    let file = || path.display().to_string();
    let mut head = Vec::new();
    File::open(path)
        .and_then(|file| file.take(HEAD).read_to_end(&mut head))
        .map_err(|why| FormatError::Unreadable { file: file(), why })?;
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase());
    let name = name.unwrap_or_default();
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    Ok(if head.starts_with(b"SQLite format 3\0") {
        Format::Sqlite
    } else if head.starts_with(b"PK\x03\x04") && !ends(&[".xlsx", ".xlsm", ".ods"])
        || name == datapackage::DESCRIPTOR
    {
        Format::Datapackage
    } else if ends(&[".geojson", ".geojson.gz"]) || is_collection(&head) {
        Format::Geojson
    } else if ends(&[".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"]) || begins_object(&head) {
        Format::Jsonl
    } else {
        Format::Csv
    })
}

fn is_collection(head: &[u8]) -> bool {
    begins_object(head) && String::from_utf8_lossy(head).contains("\"FeatureCollection\"")
}

/// Standard input as a file, which can be read more than once.
fn spooled(input: &Source) -> Result<Source, ImportError> {
    rewritten(input, |out| {
        let copied = input.open().and_then(|mut bytes| io::copy(&mut bytes, out));
        copied.map(drop).map_err(|why| unreadable(input, why))
    })
}

/// A source rewritten as JSON Lines, under its own name.
fn rewritten(
    source: &Source,
    write: impl FnOnce(&mut dyn Write) -> Result<(), ImportError>,
) -> Result<Source, ImportError> {
    let file = tempfile::NamedTempFile::new().map_err(|why| unreadable(source, why))?;
    let mut out = BufWriter::new(file.as_file());
    write(&mut out)?;
    out.flush().map_err(|why| unreadable(source, why))?;
    drop(out);
    let path = file.into_temp_path();
    let rows = Source::file(&path)?.as_objects().without_texts();
    Ok(rows.unpacked(source.name().to_owned(), Arc::new(path)))
}

/// Another database, all of it.
fn database(path: &Path, out: &mut dyn Write) -> Result<(), ImportError> {
    let store = Store::open_read_only(path)?;
    let written = store.in_one_state(|| {
        let bundle = Bundle::of(&store, &Filter::default())?;
        export::jsonl(&bundle, &store, true, out)
    });
    written.map(drop).map_err(|failure| match failure {
        ExportError::Store(error) => ImportError::Store(error),
        ExportError::Out(source) => {
            ImportError::Store(StoreError::Io { path: std::env::temp_dir(), source })
        }
    })
}

fn unreadable(source: &Source, why: io::Error) -> ImportError {
    FormatError::Unreadable { file: source.name().to_owned(), why }.into()
}
