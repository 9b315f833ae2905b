//! Fields as JSON: one object, nothing blank in it.

use crate::export::fields::{Field, Value};
use std::io::{self, Write};

/// Writes fields as the inside of an object, after others where there are some.
pub(super) fn fields<'a>(
    fields: impl IntoIterator<Item = Field<'a>>,
    mut is_first: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (name, value) in fields {
        if matches!(value, Value::Blank) {
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

fn write_value(value: &Value<'_>, out: &mut dyn Write) -> io::Result<()> {
    match value {
        Value::Blank => out.write_all(b"null"),
        Value::Text(text) => string(text, out),
        Value::Digits(json) => out.write_all(json.as_bytes()),
        Value::Json(json) => out.write_all(json.as_bytes()),
        Value::Flag(flag) => write!(out, "{flag}"),
        Value::List(values) => serde_json::to_writer(out, values).map_err(io::Error::from),
    }
}

/// Writes a text in quotes.
pub(super) fn string(text: &str, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(out, text).map_err(io::Error::from)
}
