//! Fields as JSON: one object, nothing blank in it.

use crate::export::fields::Field;
use crate::wire::CellValue;
use std::io::{self, Write};

/// Writes fields as the inside of an object, after others where there are some.
pub(super) fn fields<'a>(
    fields: impl IntoIterator<Item = Field<'a>>,
    mut is_first: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (name, value) in fields {
        if matches!(value, CellValue::Blank) {
            continue;
        }
        if !is_first {
            out.write_all(b",")?;
        }
        is_first = false;
        string(name, out)?;
        out.write_all(b":")?;
        write_value(&value, out)?;
    }
    Ok(())
}

fn write_value(value: &CellValue<'_>, out: &mut dyn Write) -> io::Result<()> {
    match value {
        CellValue::Blank => out.write_all(b"null"),
        CellValue::Text(text) => string(text, out),
        CellValue::Digits(json) => out.write_all(json.as_bytes()),
        CellValue::Json(json) => out.write_all(json.as_bytes()),
        CellValue::Flag(flag) => write!(out, "{flag}"),
        CellValue::List(values) => serde_json::to_writer(out, values).map_err(io::Error::from),
    }
}

/// Writes a text in quotes.
pub(super) fn string(text: &str, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(out, text).map_err(io::Error::from)
}
