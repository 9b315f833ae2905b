//! Writes JSON (RFC 8259) with typed values and all members, including empty ones. A character that
//! is invisible or could control a terminal is escaped (`\u202e`); any JSON reader turns it back
//! into the character.

use crate::domain::number::Number;
use crate::text::safe;
use crate::view::detail::{Detail, Entry};
use crate::view::grid::{Cell, Column, Grid, Shown};
use serde_json::{Map, Value};
use std::io::{self, Read, Write};

/// Writes JSON piece by piece, so that a long list need not be kept in memory.
pub(super) struct JsonWriter<'a> {
    out: &'a mut dyn Write,
    /// Whether each value of an array and each member of an object is on a separate line.
    is_pretty: bool,
    /// For each open array or object, the innermost last: whether it already has a value.
    open: Vec<bool>,
}

impl<'a> JsonWriter<'a> {
    /// A writer of several lines, indented by two spaces for each level.
    pub(super) fn pretty(out: &'a mut dyn Write) -> Self {
        Self { out, is_pretty: true, open: Vec::new() }
    }

    /// A writer of one line without spaces.
    pub(super) fn compact(out: &'a mut dyn Write) -> Self {
        Self { is_pretty: false, ..Self::pretty(out) }
    }

    /// A writer for the elements of an open array, in a document of several lines.
    pub(super) fn pretty_element(out: &'a mut dyn Write) -> Self {
        Self { open: vec![true], ..Self::pretty(out) }
    }

    /// Writes a value that is already JSON.
    pub(super) fn raw(&mut self, value: &mut impl Read) -> io::Result<()> {
        io::copy(value, self.out).map(|_| ())
    }

    /// Opens an array with `[`, or an object with `{`.
    pub(super) fn begin(&mut self, bracket: &str) -> io::Result<()> {
        self.open.push(false);
        self.out.write_all(bracket.as_bytes())
    }

    /// Closes the innermost array with `]`, or object with `}`.
    pub(super) fn end(&mut self, bracket: &str) -> io::Result<()> {
        if self.open.pop() == Some(true) {
            self.new_line()?;
        }
        self.out.write_all(bracket.as_bytes())
    }

    /// Starts the next value of an array; its caller then writes the value.
    pub(super) fn element(&mut self) -> io::Result<()> {
        if let Some(has_any) = self.open.last_mut()
            && std::mem::replace(has_any, true)
        {
            self.out.write_all(b",")?;
        }
        self.new_line()
    }

    /// Starts the next member of an object; its caller then writes the value.
    pub(super) fn key(&mut self, key: &str) -> io::Result<()> {
        self.element()?;
        self.string(key)?;
        self.out.write_all(if self.is_pretty { b": " } else { b":" })
    }

    /// Writes a whole value.
    pub(super) fn value(&mut self, value: &Value) -> io::Result<()> {
        match value {
            Value::String(text) => self.string(text),
            Value::Array(values) => {
                self.begin("[")?;
                for value in values {
                    self.element()?;
                    self.value(value)?;
                }
                self.end("]")
            }
            Value::Object(members) => {
                self.begin("{")?;
                for (key, value) in members {
                    self.key(key)?;
                    self.value(value)?;
                }
                self.end("}")
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => write!(self.out, "{value}"),
        }
    }

    /// Writes an object with a member for each column.
    pub(super) fn row<'k, 'c>(
        &mut self,
        cells: impl Iterator<Item = (&'k Column, &'c Cell)>,
    ) -> io::Result<()> {
        self.begin("{")?;
        for (column, cell) in cells {
            self.key(column.key)?;
            self.cell(cell)?;
        }
        self.end("}")
    }

    /// Writes a line feed.
    pub(super) fn end_line(&mut self) -> io::Result<()> {
        self.out.write_all(b"\n")
    }

    fn cell(&mut self, cell: &Cell) -> io::Result<()> {
        match cell {
            Cell::Text(text)
            | Cell::Words { text, .. }
            | Cell::Link { text, .. }
            | Cell::Nested { text, .. } => self.string(text),
            other => self.value(&typed(other)),
        }
    }

    fn string(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(b"\"")?;
        let mut from = 0;
        for (at, c) in text.char_indices().filter(|(_, c)| is_escaped(*c)) {
            self.out.write_all(&text.as_bytes()[from..at])?;
            self.escaped(c)?;
            from = at + c.len_utf8();
        }
        self.out.write_all(&text.as_bytes()[from..])?;
        self.out.write_all(b"\"")
    }

    fn escaped(&mut self, c: char) -> io::Result<()> {
        match c {
            '"' | '\\' => write!(self.out, "\\{c}"),
            '\u{8}' => self.out.write_all(b"\\b"),
            '\u{c}' => self.out.write_all(b"\\f"),
            '\n' => self.out.write_all(b"\\n"),
            '\r' => self.out.write_all(b"\\r"),
            '\t' => self.out.write_all(b"\\t"),
            c => (c.encode_utf16(&mut [0; 2]).iter())
                .try_for_each(|unit| write!(self.out, "\\u{unit:04x}")),
        }
    }

    fn new_line(&mut self) -> io::Result<()> {
        if self.is_pretty { write!(self.out, "\n{:1$}", "", 2 * self.open.len()) } else { Ok(()) }
    }
}

/// Whether a character must be escaped in a string.
fn is_escaped(c: char) -> bool {
    match c {
        '"' | '\\' => true,
        ' '..='~' => false,
        c => safe::is_unseen(c),
    }
}

/// Writes an object with one member for each field, grid and text.
pub(super) fn detail(detail: &Detail, mut json: JsonWriter<'_>) -> io::Result<()> {
    let mut object = Map::new();
    for section in &detail.sections {
        for entry in &section.entries {
            match entry {
                Entry::Field(field) if field.shown.in_data() => {
                    object.insert(field.key.to_owned(), typed(&field.cell));
                }
                Entry::Field(_) | Entry::Passage(_) => {}
                Entry::Grid { key, grid } => {
                    let rows = grid.rows.iter().map(|row| self::object(grid, row)).collect();
                    object.insert((*key).to_owned(), Value::Array(rows));
                }
                Entry::Text { key, text } => {
                    object.insert((*key).to_owned(), Value::String(text.clone()));
                }
            }
        }
    }
    json.value(&Value::Object(object))?;
    json.end_line()
}

/// The value as JSON on one line.
pub(super) fn line(value: &Value) -> String {
    let mut bytes = Vec::new();
    // Writing to memory never fails.
    let _ = JsonWriter::compact(&mut bytes).value(value);
    String::from_utf8(bytes).unwrap_or_default()
}

/// A JSON number; a whole number has no decimal point.
pub(super) fn figure(number: Number) -> Value {
    number.whole().map_or_else(|| Value::from(number.get()), Value::from)
}

/// The cells of a row that data shows, each with its column. A missing cell counts as empty.
fn data_cells<'c>(grid: &'c Grid, row: &'c [Cell]) -> impl Iterator<Item = (&'c Column, &'c Cell)> {
    grid.columns_where(Shown::in_data)
        .map(|(at, column)| (column, row.get(at).unwrap_or(&Cell::Empty)))
}

fn object(grid: &Grid, row: &[Cell]) -> Value {
    let members = data_cells(grid, row);
    Value::Object(members.map(|(column, cell)| (column.key.to_owned(), typed(cell))).collect())
}

fn typed(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text)
        | Cell::Words { text, .. }
        | Cell::Link { text, .. }
        | Cell::Nested { text, .. } => Value::String(text.clone()),
        Cell::Number(number) => figure(*number),
        Cell::Count(count) => Value::from(*count),
        Cell::Flag(flag) => Value::Bool(*flag),
        Cell::Id(uid) => Value::String(uid.to_string()),
        Cell::List(values) => Value::from(values.as_slice()),
        Cell::Day(day) => Value::String(day.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            "[ -~\n\r\t\u{0}\u{8}\u{c}\u{1b}é東]{0,12}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::vec(("[a-z\"]{0,4}", inner), 0..4)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        /// Without invisible characters, the bytes are those that `serde_json` writes.
        #[test]
        fn ordinary_values_are_written_as_serde_json_writes_them(value in any_value()) {
            let mut pretty = Vec::new();
            JsonWriter::pretty(&mut pretty).value(&value).unwrap();
            prop_assert_eq!(String::from_utf8(pretty).unwrap(), serde_json::to_string_pretty(&value).unwrap());
            prop_assert_eq!(line(&value), value.to_string());
        }

        #[test]
        fn nothing_unseen_is_written_and_all_reads_back(text in any::<String>()) {
            let written = line(&Value::from(text.as_str()));
            prop_assert!(!written.contains(safe::is_unseen), "{written:?}");
            prop_assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
        }
    }

    #[test]
    fn what_is_unseen_is_written_by_its_number() {
        let text = line(&Value::from("a\u{202e}b\u{9b}\u{7f}\u{e0041}"));
        assert_eq!(text, r#""a\u202eb\u009b\u007f\udb40\udc41""#);
    }
}
