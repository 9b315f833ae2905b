//! Writes Excel workbooks (`.xlsx`): sheets of typed cells, one row after another, in memory that does
//! not grow with the rows.
//!
//! Knows what Excel and `LibreOffice` can store, and which text is safe in a cell. Must not know what the
//! rows are about.

mod sheet;
mod value;

pub(crate) use sheet::Sheet;
pub use sheet::{MOST_ROWS, Shortened, TooManyRows};
pub use value::Holds;
pub(crate) use value::Value;

use crate::domain::report::Confidentiality;
use crate::format::panics::caught_message;
use crate::text::safe;
use chrono::{DateTime, Datelike, Timelike, Utc};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, XlsxError};
use std::io::{self, Seek, Write};

/// If the largest sheet has at least this many bytes, it is written as a zip entry that may exceed 4 GB. The size of a
/// sheet is only estimated, so this is half of the limit.
const LARGE: u64 = 1 << 31;
/// The colours of the tabs of a confidential workbook, a dark red, and of an internal one, a dark yellow.
const CONFIDENTIAL: u32 = 0x00C0_0000;
const INTERNAL: u32 = 0x00B0_7D00;
/// The panic message of the library if it cannot write.
const UNWRITTEN: &str = "Couldn't write";

/// A workbook that is being written. Its sheets are kept in files without a name until the end.
pub(crate) struct Workbook {
    book: rust_xlsxwriter::Workbook,
    marked: Option<Confidentiality>,
    is_large: bool,
}

impl Workbook {
    /// An empty workbook. `written` is the time in its properties, so that the same content gives the same
    /// bytes; `None` gives the beginning of 1980, as in a zip file without times.
    pub(crate) fn new(title: &str, written: Option<DateTime<Utc>>) -> io::Result<Self> {
        let mut book = rust_xlsxwriter::Workbook::new();
        let at = match written {
            Some(at) => moment(&at),
            None => ExcelDateTime::from_ymd(1980, 1, 1),
        };
        let about = DocProperties::new()
            .set_title(safe::data(title))
            .set_creation_datetime(&at.map_err(cause)?);
        book.set_properties(&about);
        Ok(Self { book, marked: None, is_large: false })
    }

    /// Marks the workbook by the strictest level of its reports, on the tab of each sheet and on each printed page.
    pub(crate) fn mark(&mut self, level: Option<Confidentiality>) {
        self.marked = level.filter(|level| *level != Confidentiality::Public);
    }

    /// Begins a sheet with a header. The sheet is in the workbook after it is passed to [`Self::add`].
    pub(crate) fn sheet<'h>(
        &mut self,
        name: &'static str,
        header: impl Iterator<Item = &'h str>,
    ) -> io::Result<Sheet> {
        let sheet = self.book.new_worksheet_with_constant_memory().map_err(cause)?;
        Sheet::begin(sheet, name, header)
    }

    /// Adds a sheet as the last one.
    pub(crate) fn add(&mut self, sheet: Sheet) -> io::Result<()> {
        self.is_large |= sheet.bytes() > LARGE;
        let mut sheet = sheet.finish()?;
        if let Some(level) = self.marked {
            let colour = if level == Confidentiality::Internal { INTERNAL } else { CONFIDENTIAL };
            // At the top of each printed page, centred (`&C`) and bold (`&B`).
            let header = format!("&C&B{}", level.as_str().to_uppercase());
            sheet.set_tab_color(colour).set_header(header);
        }
        self.book.push_worksheet(sheet);
        Ok(())
    }

    /// Writes the workbook, with a nameless file in between. Fails if a file cannot be written.
    pub(crate) fn write(mut self, out: &mut dyn Write) -> io::Result<()> {
        let mut packed = tempfile::tempfile()?;
        self.book.use_zip_large_file(self.is_large);
        guarded(|| self.book.save_to_writer(&mut packed))?;
        packed.rewind()?;
        io::copy(&mut packed, out).map(drop)
    }
}

fn moment(at: &DateTime<Utc>) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: u32| u8::try_from(number).unwrap_or_default();
    let year = u16::try_from(at.year()).unwrap_or_default();
    let (hour, minute) = (u16::try_from(at.hour()).unwrap_or_default(), part(at.minute()));
    ExcelDateTime::from_ymd(year, part(at.month()), part(at.day()))?.and_hms(
        hour,
        minute,
        at.second(),
    )
}

/// A file for data that is not packed yet cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("a temporary file in `{folder}` cannot be written")]
pub struct TemporaryFull {
    /// The folder of temporary files.
    pub folder: String,
}

/// Calls `write`. The library panics if it cannot write to one of its own files: that is reported as a full folder, and
/// any other panic as an error of its own.
fn guarded<T>(write: impl FnOnce() -> Result<T, XlsxError>) -> io::Result<T> {
    let unwritable = |words: String| {
        if words.contains(UNWRITTEN) || words.contains("Os {") {
            let folder = std::env::temp_dir().display().to_string();
            return io::Error::other(TemporaryFull { folder });
        }
        io::Error::other(format!("the library that writes workbooks failed: {words}"))
    };
    caught_message(write).map_err(unwritable)?.map_err(cause)
}

/// The error of the operating system, so that callers can recognize a closed pipe or a full disk.
fn cause(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        // The library's message contains a random name.
        XlsxError::TempFileError(folder, error) => {
            let kind = error.kind();
            io::Error::new(kind, format!("a temporary file in `{}`: {kind}", folder.display()))
        }
        XlsxError::ZipError(error) => error.into(),
        other => io::Error::other(other),
    }
}

#[cfg(test)]
mod tests;
