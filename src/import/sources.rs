//! Opens a file of any format as inputs of an import.
//!
//! Knows which formats must be rewritten first. Must not know what rows mean.

use crate::format::datapackage;
use crate::format::detect::{self, Format};
use crate::format::error::FormatError;
use crate::format::geojson;
use crate::format::source::{STANDARD_INPUT, Source};
use crate::import::error::ImportError;
use crate::import::input::Input;
use crate::store::Store;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// The inputs that a file holds; `-` is standard input. Without `format`, the file's name and first
/// bytes tell its format. A format that must be rewritten goes into a nameless temporary file.
/// Fails where the file cannot be read, or is of a format that standard input does not allow.
pub fn sources(path: &Path, format: Option<Format>) -> Result<Vec<Input>, ImportError> {
    let is_input = path == Path::new("-");
    if path.is_dir() {
        return Ok(inputs(datapackage::folder(path)?));
    }
    let source = Source::file(path)?;
    let format = match format {
        Some(format) => format,
        None if is_input => detect::of_input(),
        None => detect::of_file(path)?,
    };
    match format {
        Format::Csv => Ok(vec![source.into()]),
        Format::Jsonl if is_input => Ok(vec![spooled(&source)?]),
        Format::Jsonl => Ok(vec![Input::from(source).as_objects()]),
        _ if is_input => Err(ImportError::NotFromInput { file: STANDARD_INPUT }),
        Format::Geojson => {
            Ok(vec![rewritten(&source, |out| Ok(geojson::transcribe(&source, out)?))?])
        }
        Format::Parquet => Ok(vec![parquet_rows(path, &source)?]),
        Format::Datapackage => Ok(inputs(datapackage::file(path)?)),
        Format::Sqlite => {
            let added_by_others = Store::open_read_only(path)?.added_by_others()?;
            Ok(vec![Input::from(source).in_database(path, added_by_others).without_texts()])
        }
    }
}

/// The features of a file of `GeoJSON` as rows; `None` where the file is something else.
pub fn features(path: &Path) -> Result<Option<Input>, ImportError> {
    if path == Path::new("-") || path.is_dir() || detect::of_file(path)? != Format::Geojson {
        return Ok(None);
    }
    Ok(sources(path, Some(Format::Geojson))?.pop())
}

#[cfg(feature = "parquet")]
fn parquet_rows(path: &Path, source: &Source) -> Result<Input, ImportError> {
    rewritten(source, |out| Ok(crate::format::parquet::transcribe(path, out)?))
}

#[cfg(not(feature = "parquet"))]
fn parquet_rows(_: &Path, source: &Source) -> Result<Input, ImportError> {
    Err(FormatError::NoParquet { file: source.name().to_owned() }.into())
}

fn inputs(sources: Vec<Source>) -> Vec<Input> {
    sources.into_iter().map(Input::from).collect()
}

/// Standard input copied to a temporary file, since JSON Lines are read more than once.
fn spooled(input: &Source) -> Result<Input, ImportError> {
    rewritten(input, |out| {
        let copied = input.open().and_then(|mut bytes| io::copy(&mut bytes, out));
        copied.map(drop).map_err(|why| unreadable(input, why))
    })
}

/// An input whose bytes `write` produces as JSON Lines; messages use the name of the source.
fn rewritten(
    source: &Source,
    write: impl FnOnce(&mut dyn Write) -> Result<(), ImportError>,
) -> Result<Input, ImportError> {
    // A file without a name cannot be opened by others, and disappears even if the process is
    // killed.
    let file = tempfile::tempfile().map_err(|why| unreadable(source, why))?;
    let mut out = BufWriter::new(file);
    write(&mut out)?;
    let file = out.into_inner().map_err(|why| unreadable(source, why.into_error()))?;
    let rows = Source::rewritten(source.name(), file);
    Ok(Input::from(rows).as_objects().without_texts())
}

fn unreadable(source: &Source, why: io::Error) -> ImportError {
    FormatError::Unreadable { file: source.name().to_owned(), why }.into()
}
