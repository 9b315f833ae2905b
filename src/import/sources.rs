//! Opens a file of any format as inputs of an import.
//!
//! Knows which formats must be rewritten first. Must not know what rows mean.

use crate::format::datapackage;
use crate::format::detect::{self, Format};
use crate::format::error::FormatError;
use crate::format::geojson;
use crate::format::limited_out::LimitedOut;
use crate::format::source::{STANDARD_INPUT, Source};
use crate::format::workbook::{self, HeaderSought, SheetChoice};
use crate::import::error::ImportError;
use crate::import::input::Input;
use crate::import::kind::columns_of_ours;
use crate::import::texts::Texts;
use crate::language::quantities;
use crate::mapping::Map;
use crate::store::Store;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// The inputs in a file; `-` is standard input. Without `format`, the format is recognized by the file's name and first
/// bytes. A format that must be rewritten goes into a nameless temporary file. Fails if the file cannot be read, or is
/// of a format that standard input does not allow.
pub fn sources(path: &Path, format: Option<Format>) -> Result<Vec<Input>, ImportError> {
    sources_of(path, format, &SheetReader::default())
}

/// The same; `sheet` names the sheet of a workbook that is read.
pub fn sources_of(
    path: &Path,
    format: Option<Format>,
    sheet: &SheetReader<'_>,
) -> Result<Vec<Input>, ImportError> {
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
    if format != Format::Workbook && sheet.sheet.is_some() {
        return Err(FormatError::NoWorkbook { file: source.name().to_owned() }.into());
    }
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
            let opened = Store::open_read_only(path).and_then(|store| store.added_by_others());
            let added_by_others =
                opened.map_err(|why| ImportError::of_other_database(source.name(), why))?;
            Ok(vec![Input::from(source).in_database(path, &added_by_others).without_texts()])
        }
        Format::Workbook => {
            let input = sheet.read(&source, path)?;
            let texts = Source::file(path)?.folder().map_or(Texts::None, Texts::Folder);
            Ok(vec![input.with_texts(texts)])
        }
    }
}

/// A file that may be any table, whatever the names of its columns: text, or the sheet of a workbook that is
/// named, or its only one. Fails as [`sources_of`] does for a workbook, and if there is no such file.
pub fn any_table(path: &Path, sheet: Option<&str>) -> Result<Input, ImportError> {
    let source = Source::file(path)?;
    let is_workbook = !source.is_input() && detect::of_file(path)? == Format::Workbook;
    if !is_workbook && sheet.is_none() {
        return Ok(source.into());
    }
    let format = if is_workbook { Format::Workbook } else { Format::Csv };
    let sheet = SheetReader { sheet, map: None, is_any_table: true };
    let mut inputs = sources_of(path, Some(format), &sheet)?;
    inputs.pop().ok_or_else(|| FormatError::Empty { file: path.display().to_string() }.into())
}

/// Which sheet of a workbook is read.
#[derive(Default)]
pub struct SheetReader<'r> {
    /// The name of the sheet; `None` means the one with a known header.
    pub sheet: Option<&'r str>,
    /// The map that the sheet is read through; `None` if its columns have Factline's names.
    pub map: Option<&'r Map>,
    /// Whether the sheet may be any table, whatever the names of its columns.
    pub is_any_table: bool,
}

impl SheetReader<'_> {
    /// The sheet of a workbook as an input. Fails if the workbook cannot be read, or if no sheet,
    /// or more than one, could be meant.
    fn read(&self, source: &Source, path: &Path) -> Result<Input, ImportError> {
        let of_map = |names: &[String]| self.map.map_or(0, |map| map.columns_among(names));
        let header = match self.map {
            None if self.is_any_table => HeaderSought::Shape,
            None => HeaderSought::Known(&columns_of_ours),
            Some(map) => match map.header_row() {
                None => HeaderSought::Known(&of_map),
                Some(0) => HeaderSought::Tagged,
                Some(row) => HeaderSought::Row(row),
            },
        };
        let reads = |words: &str| quantities::read(words).is_ok();
        let choice = SheetChoice { sheet: self.sheet, header, reads };
        let mut out = rewriting(source)?;
        let sheet = workbook::transcribe(path, &choice, &mut out)?;
        let file = rewritten_file(out, source)?;
        let rows = Source::sheet(source.name(), file, sheet.rows);
        Ok(Input::from(rows).with_notes(sheet.notes))
    }
}

/// The features of a file of `GeoJSON` as rows; `None` if the file is something else.
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
    let mut out = rewriting(source)?;
    write(&mut out)?;
    let file = rewritten_file(out, source)?;
    let rows = Source::rewritten(source.name(), file);
    Ok(Input::from(rows).as_objects().without_texts())
}

/// A writer for the rows that a source becomes; their size is limited in proportion to that of the source.
fn rewriting(source: &Source) -> Result<LimitedOut<BufWriter<File>>, ImportError> {
    // A file without a name cannot be opened by others, and disappears even if the process is
    // killed.
    let file = tempfile::tempfile().map_err(|why| unreadable(source, why))?;
    let size = source.progress().1.unwrap_or(u64::MAX);
    Ok(LimitedOut::of(BufWriter::new(file), size))
}

fn rewritten_file(out: LimitedOut<BufWriter<File>>, source: &Source) -> Result<File, ImportError> {
    out.into_inner().into_inner().map_err(|why| unreadable(source, why.into_error()))
}

fn unreadable(source: &Source, why: io::Error) -> ImportError {
    FormatError::Unreadable { file: source.name().to_owned(), why }.into()
}
