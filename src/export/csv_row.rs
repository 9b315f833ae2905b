//! Writes rows as CSV (RFC 4180, but with line feeds only, in UTF-8). An import reads every cell
//! back unchanged, and no cell runs as a formula when a spreadsheet opens the file.

use crate::text::safe;
use crate::wire::CellValue;
use std::borrow::Cow;

/// Appends the cells of a row and a line feed to `bytes`.
pub(super) fn row<'a>(bytes: &mut Vec<u8>, values: impl Iterator<Item = CellValue<'a>>) {
    for (at, value) in values.enumerate() {
        if at > 0 {
            bytes.push(b',');
        }
        cell(bytes, &value, false);
    }
    bytes.push(b'\n');
}

/// Appends a cell to `bytes`, in quotes where it has a comma, quote or line break. Unless `raw`, puts `'`
/// before a text that a spreadsheet would take for a formula; an import removes this `'`.
pub(super) fn cell(bytes: &mut Vec<u8>, value: &CellValue<'_>, raw: bool) {
    let text = match value {
        CellValue::Blank | CellValue::Flag(false) => return,
        CellValue::Flag(true) | CellValue::Digits(_) => {
            let digits = value.as_text().unwrap_or_default();
            return bytes.extend_from_slice(digits.as_bytes());
        }
        CellValue::Text(_) | CellValue::Json(_) | CellValue::List(_) => {
            value.as_text().unwrap_or_default()
        }
    };
    let guarded = if raw { Cow::Borrowed(text.as_ref()) } else { safe::cell(&text) };
    let text = guarded.as_bytes();
    let is_special =
        memchr::memchr3(b',', b'"', b'\n', text).is_some() || memchr::memchr(b'\r', text).is_some();
    if !is_special {
        return bytes.extend_from_slice(text);
    }
    bytes.push(b'"');
    for (at, part) in guarded.split('"').enumerate() {
        if at > 0 {
            bytes.extend_from_slice(b"\"\"");
        }
        bytes.extend_from_slice(part.as_bytes());
    }
    bytes.push(b'"');
}
