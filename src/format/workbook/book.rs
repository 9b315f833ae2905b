//! The library's view of a workbook, and its errors as errors of this module.

use crate::format::error::FormatError;
use crate::format::file_at::FileAt;
use calamine::{Xlsx, XlsxError};
use std::io::BufReader;

pub(super) type Book = Xlsx<BufReader<FileAt>>;

/// The error of a workbook that the library cannot read; `file` is its name in messages.
pub(super) fn wrong(file: &str, why: &XlsxError) -> FormatError {
    FormatError::Workbook { file: file.to_owned(), why: why.to_string() }
}
