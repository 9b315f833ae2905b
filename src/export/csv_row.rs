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

/// Appends a cell to `bytes`, in quotes if it has a comma, quote or line break. Unless `raw`, puts `'`
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
    if !needs_quotes(text) {
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

/// Texts of at most this many bytes are checked byte by byte, which is faster for them. Most cells are short.
const SHORT: usize = 32;

/// Whether a cell has a comma, quote or line break.
fn needs_quotes(text: &[u8]) -> bool {
    if text.len() <= SHORT {
        return text.iter().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r'));
    }
    memchr::memchr3(b',', b'"', b'\n', text).is_some() || memchr::memchr(b'\r', text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_long_cells_are_quoted_alike() {
        for length in 0..70 {
            for sign in [',', '"', '\n', '\r'] {
                let text = format!("{}{sign}", "a".repeat(length));
                let mut bytes = Vec::new();
                cell(&mut bytes, &CellValue::Text(text.as_str().into()), true);
                let inside = text.replace('"', "\"\"");
                assert_eq!(String::from_utf8(bytes).unwrap(), format!("\"{inside}\""));
            }
            let (plain, mut bytes) = ("a".repeat(length), Vec::new());
            cell(&mut bytes, &CellValue::Text(plain.as_str().into()), true);
            assert_eq!(bytes, plain.as_bytes());
        }
    }
}
