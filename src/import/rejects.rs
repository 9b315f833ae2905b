//! Writes refused rows to CSV files, which a person can correct and import again.
//!
//! Knows CSV and how to protect cells from spreadsheets. Must not know why rows are refused.

use crate::format::problem::REASON;
use crate::format::row::Row;
use crate::format::row_cells::RowCells;
use crate::import::error::ImportError;
use crate::text::files::{folder_of, is_special};
use crate::text::safe;
use crate::text::shown::open_special;
use crate::text::system::target_of;
use crate::text::unfinished::{Access, UnfinishedFile};
use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

/// Refused rows, written to one file for each header that they have.
pub(crate) struct Rejects {
    path: PathBuf,
    /// Who may read new files.
    access: Access,
    sheets: Vec<Sheet>,
    /// File and line of the row kept last. A row that makes several facts may be refused several
    /// times, and is kept once.
    last: (String, u64),
}

struct Sheet {
    header: Vec<String>,
    rows: csv::Writer<BufWriter<Out>>,
    count: usize,
}

/// Where refused rows are written until the import ends.
enum Out {
    Unfinished(UnfinishedFile),
    /// A temporary file without a name, if the target is a device or a pipe: it is copied there at
    /// the end.
    Nameless(File),
}

/// A refused row, with its cells as they were read.
pub(crate) struct RefusedRow<'r> {
    pub(crate) row: Row<'r>,
    /// The column with the reason of an earlier refusal; `None` if the file has no such column.
    pub(crate) old_reason: Option<usize>,
    /// The row of HXL hashtags of the file; `None` if it has none.
    pub(crate) tags: Option<&'r RowCells>,
}

impl<'r> RefusedRow<'r> {
    /// The names of the row's columns, without an earlier reason.
    fn columns(&self) -> impl Iterator<Item = &'r String> + use<'r> {
        let old = self.old_reason;
        self.row
            .header()
            .iter()
            .enumerate()
            .filter(move |(at, _)| Some(*at) != old)
            .map(|(_, name)| name)
    }

    /// The cells under [`Self::columns`].
    fn cells(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        self.under_columns(self.row.cells())
    }

    /// The hashtags under [`Self::columns`]; `None` if the file has none.
    fn hashtags(&self) -> Option<Vec<&'r str>> {
        self.tags.map(|tags| self.under_columns(tags).collect())
    }

    fn under_columns(&self, cells: &'r RowCells) -> impl Iterator<Item = &'r str> + use<'r> {
        let old = self.old_reason;
        cells.iter().enumerate().filter(move |(at, _)| Some(*at) != old).map(|(_, cell)| cell)
    }
}

/// A finished file of refused rows, for the summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// The path of the file.
    pub file: PathBuf,
    /// The number of rows in the file.
    pub rows: usize,
}

impl Rejects {
    /// Refused rows will be written to `path`; those under a second header to `path` with `-2`, and
    /// so on.
    pub(crate) fn to(path: &Path, access: Access) -> Self {
        Self { path: path.to_owned(), access, sheets: Vec::new(), last: (String::new(), 0) }
    }

    /// Keeps a row, with the reason for its refusal. Fails if the file cannot be written.
    pub(crate) fn keep(
        &mut self,
        (file, line): (&str, u64),
        row: &RefusedRow<'_>,
        why: &str,
    ) -> Result<(), ImportError> {
        if self.last.0 == file && self.last.1 == line {
            return Ok(());
        }
        self.last = (file.to_owned(), line);
        let is_like = |sheet: &Sheet| row.columns().eq(&sheet.header);
        let kept = match self.sheets.iter().position(is_like) {
            Some(at) => self.sheets[at].keep(row, why),
            None => self
                .add_sheet(row.columns().cloned().collect(), row.hashtags())
                .and_then(|sheet| sheet.keep(row, why)),
        };
        kept.map_err(|error| unwritable(&self.path, error))
    }

    fn add_sheet(
        &mut self,
        header: Vec<String>,
        hashtags: Option<Vec<&str>>,
    ) -> io::Result<&mut Sheet> {
        let out = Out::of(&numbered(&self.path, self.sheets.len() + 1), self.access)?;
        let mut rows = csv::WriterBuilder::new().flexible(true).from_writer(BufWriter::new(out));
        rows.write_field(REASON)?;
        rows.write_record(&header)?;
        if let Some(hashtags) = hashtags {
            rows.write_field("")?;
            rows.write_record(&hashtags)?;
        }
        self.sheets.push(Sheet { header, rows, count: 0 });
        let last = self.sheets.len() - 1;
        Ok(&mut self.sheets[last])
    }

    /// Moves the finished files to their final names. Until then, files of that name are unchanged.
    /// Fails if a file cannot be written.
    pub(crate) fn finish(self) -> Result<Vec<Rejected>, ImportError> {
        let mut written = Vec::new();
        for (sheet, number) in self.sheets.into_iter().zip(1..) {
            let file = numbered(&self.path, number);
            let count = sheet.count;
            sheet.put(&file).map_err(|error| unwritable(&file, error))?;
            written.push(Rejected { file, rows: count });
        }
        Ok(written)
    }
}

impl Sheet {
    fn keep(&mut self, row: &RefusedRow<'_>, why: &str) -> io::Result<()> {
        self.rows.write_field(safe::cell(why).as_ref())?;
        for cell in row.cells() {
            // A cell may already be protected by a `'`; it is removed first, so that it is not
            // doubled.
            self.rows.write_field(safe::cell(row.row.unguarded(cell)).as_ref())?;
        }
        self.rows.write_record(None::<&[u8]>)?;
        self.count += 1;
        Ok(())
    }

    fn put(self, file: &Path) -> io::Result<()> {
        let out = self.rows.into_inner().map_err(|failed| failed.error().kind())?;
        match out.into_inner().map_err(io::IntoInnerError::into_error)? {
            Out::Unfinished(done) => Ok(done.put()?),
            Out::Nameless(mut done) => {
                done.rewind()?;
                let mut out = open_special(file)?;
                io::copy(&mut done, &mut out)?;
                out.flush()
            }
        }
    }
}

impl Out {
    fn of(file: &Path, access: Access) -> io::Result<Self> {
        if is_special(file) {
            return tempfile::tempfile().map(Self::Nameless);
        }
        let target = target_of(file)?;
        let folder = folder_of(&target);
        if !folder.is_dir() {
            return Err(io::Error::other(format!("there is no folder `{}`", folder.display())));
        }
        UnfinishedFile::of(file, access).map(Self::Unfinished)
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Unfinished(file) => file.write(bytes),
            Self::Nameless(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The path for refused rows under the header of that number: `rejects.csv`, `rejects-2.csv` …
#[must_use]
pub fn numbered(path: &Path, number: usize) -> PathBuf {
    if number == 1 || is_special(path) {
        return path.to_owned();
    }
    let part = |part: Option<&std::ffi::OsStr>| {
        part.map(|part| part.to_string_lossy().into_owned()).unwrap_or_default()
    };
    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy()));
    path.with_file_name(format!(
        "{}-{number}{}",
        part(path.file_stem()),
        ending.unwrap_or_default()
    ))
}

fn unwritable(path: &Path, why: io::Error) -> ImportError {
    ImportError::Unwritable { file: path.display().to_string(), why }
}
