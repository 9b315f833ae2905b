//! Turns a Parquet file into JSON Lines: each row is an object with the columns that have a value.
//! Days and moments become ISO 8601 texts, as the CSV has them.

use crate::format::error::FormatError;
use crate::format::panics::caught;
use chrono::{DateTime, SecondsFormat};
use parquet::basic::Repetition;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use parquet::schema::types::Type;
use serde_json::{Map, Number, Value};
use std::collections::HashSet;
use std::fs::File;
use std::io::Write;
use std::path::Path;

/// The largest row group in bytes, unpacked: one column of it is kept in memory.
const LARGEST_GROUP: i64 = 1 << 30;
/// Number of seconds in a day.
const DAY: i64 = 86_400;

/// Writes the rows of a Parquet file as JSON Lines: line 12 is the twelfth row. Fails if the file cannot be read, is
/// not a whole Parquet file, or has nested columns.
pub(crate) fn transcribe(path: &Path, out: &mut dyn Write) -> Result<(), FormatError> {
    let file = || path.display().to_string();
    let rows = File::open(path).map_err(|why| FormatError::Unreadable { file: file(), why })?;
    let read = caught(|| transcribe_rows(rows, out));
    let read = read.unwrap_or_else(|| Err("it is damaged".to_owned()));
    read.map_err(|why| FormatError::Parquet { file: file(), why })
}

fn transcribe_rows(rows: File, out: &mut dyn Write) -> Result<(), String> {
    let reader = SerializedFileReader::new(rows).map_err(|why| why.to_string())?;
    let (metadata, mut names) = (reader.metadata(), HashSet::new());
    for column in metadata.file_metadata().schema().get_fields() {
        refuse_nested(column)?;
        if !names.insert(column.name()) {
            return Err(format!("two columns are called `{}`", column.name()));
        }
    }
    if let Some(group) =
        metadata.row_groups().iter().find(|it| it.total_byte_size() > LARGEST_GROUP)
    {
        let (size, most) = (group.total_byte_size() >> 20, LARGEST_GROUP >> 20);
        return Err(format!("a row group of {size} MB; {most} MB at most"));
    }
    for row in reader.get_row_iter(None).map_err(|why| why.to_string())? {
        let row = row.map_err(|why| why.to_string())?;
        serde_json::to_writer(&mut *out, &object(&row)).map_err(|why| why.to_string())?;
        out.write_all(b"\n").map_err(|why| why.to_string())?;
    }
    Ok(())
}

fn refuse_nested(column: &Type) -> Result<(), String> {
    let info = column.get_basic_info();
    let is_list = info.has_repetition() && info.repetition() == Repetition::REPEATED;
    if column.is_group() || is_list {
        return Err(format!("column `{}` holds lists or structures", column.name()));
    }
    Ok(())
}

/// The columns of a row that have a value, as a record of a fact.
fn object(row: &Row) -> Map<String, Value> {
    let columns = row.get_column_iter().filter(|(_, field)| **field != Field::Null);
    let mut object: Map<_, _> = columns.map(|(name, it)| (name.clone(), value(it))).collect();
    object.insert("record".to_owned(), Value::from("fact"));
    object
}

/// A value as JSON; if JSON has no such value, as the text that Parquet's library gives it.
fn value(field: &Field) -> Value {
    let float = |number: f64| Number::from_f64(number).map(Value::Number);
    let moment = |micros: i64| {
        let moment = DateTime::from_timestamp_micros(micros)?;
        Some(Value::from(moment.to_rfc3339_opts(SecondsFormat::AutoSi, true)))
    };
    let known = match field {
        Field::Bool(flag) => Some(Value::from(*flag)),
        Field::Byte(number) => Some(Value::from(*number)),
        Field::Short(number) => Some(Value::from(*number)),
        Field::Int(number) => Some(Value::from(*number)),
        Field::Long(number) => Some(Value::from(*number)),
        Field::UByte(number) => Some(Value::from(*number)),
        Field::UShort(number) => Some(Value::from(*number)),
        Field::UInt(number) => Some(Value::from(*number)),
        Field::ULong(number) => Some(Value::from(*number)),
        // The shortest digits that mean this number among numbers of its own size (32 bits), rather than of 64 bits.
        Field::Float(number) => number.to_string().parse().ok().and_then(float),
        Field::Double(number) => float(*number),
        Field::Str(text) => Some(Value::from(text.as_str())),
        Field::Bytes(bytes) => std::str::from_utf8(bytes.data()).ok().map(Value::from),
        Field::Date(days) => DateTime::from_timestamp(i64::from(*days) * DAY, 0)
            .map(|day| Value::from(day.date_naive().to_string())),
        Field::TimestampMillis(millis) => millis.checked_mul(1000).and_then(moment),
        Field::TimestampMicros(micros) => moment(*micros),
        _ => None,
    };
    known.unwrap_or_else(|| Value::from(field.to_string()))
}
