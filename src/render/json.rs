//! Grids and details as JSON (RFC 8259): typed values, nothing left out, and no character that
//! acts on a terminal without being seen: those are written as `\u202e`, which reads back the same.

use crate::domain::number::Number;
use crate::text::safe;
use crate::view::detail::{Detail, Entry};
use crate::view::grid::{Cell, Grid, Shown};
use serde::{Serialize, Serializer};
use serde_json::ser::{Formatter, PrettyFormatter};
use serde_json::{Map, Value};
use std::io::{self, Write};

/// Writes an array with one object for each row.
pub(super) fn grid(grid: &Grid, out: &mut dyn Write) -> io::Result<()> {
    value(&Rows(grid), out)
}

/// Writes an object with one member for each line and section.
pub(super) fn detail(detail: &Detail, out: &mut dyn Write) -> io::Result<()> {
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
    value(&Value::Object(object), out)
}

/// Writes any value, pretty and safe, with a line break at its end.
pub(super) fn value(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let formatter = Visible(PrettyFormatter::new());
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, formatter))?;
    out.write_all(b"\n")
}

/// The rows of a grid, made one at a time: there may be many.
struct Rows<'a>(&'a Grid);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.rows.iter().map(|row| object(self.0, row)))
    }
}

fn object(grid: &Grid, row: &[Cell]) -> Value {
    let members = grid
        .columns_where(Shown::in_data)
        .map(|(at, column)| (column.key.to_owned(), row.get(at).map_or(Value::Null, typed)));
    Value::Object(members.collect())
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

fn figure(number: Number) -> Value {
    number.whole().map_or_else(|| Value::from(number.get()), Value::from)
}

/// Writes as the pretty formatter does, and every unseen character by its number.
struct Visible(PrettyFormatter<'static>);

impl Formatter for Visible {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        text: &str,
    ) -> io::Result<()> {
        let mut from = 0;
        for (at, c) in text.char_indices().filter(|(_, c)| safe::is_unseen(*c)) {
            out.write_all(&text.as_bytes()[from..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            from = at + c.len_utf8();
        }
        out.write_all(&text.as_bytes()[from..])
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}
