//! Facts as Parquet: the columns of the CSV with their types, for `DuckDB`, Arrow and the like.

use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::when::Day;
use crate::wire::{Cell, Column, Table};
use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type,
};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{
    SerializedColumnWriter, SerializedFileWriter, SerializedRowGroupWriter,
};
use parquet::schema::types::Type;
use std::borrow::Cow;
use std::io::{self, Seek, SeekFrom, Write};
use std::sync::Arc;

/// Rows that are packed together.
const GROUP: usize = 1 << 16;
/// 1970-01-01 as days from the first day of the common era.
const EPOCH: i32 = 719_163;

/// Writes the facts. The bytes go through a file of their own, which the packing needs.
pub fn write(selection: &Selection, out: &mut dyn Write) -> io::Result<()> {
    let mut packed = tempfile::tempfile()?;
    pack(selection, &mut packed).map_err(io::Error::other)?;
    packed.seek(SeekFrom::Start(0))?;
    io::copy(&mut packed, out).map(drop)
}

fn pack(selection: &Selection, out: &mut std::fs::File) -> Result<(), ParquetError> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("factline ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let mut file = SerializedFileWriter::new(out, Arc::new(schema()?), Arc::new(properties))?;
    let table = Table::of(selection);
    for facts in selection.facts.chunks(GROUP) {
        let mut group = file.next_row_group()?;
        for column in Column::ALL {
            let cells = facts.iter().map(|fact| table.cell(*column, fact));
            write_column(*column, cells, facts, &mut group)?;
        }
        group.close()?;
    }
    file.close()?;
    Ok(())
}

/// How the values of a column are kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Figure,
    Grade,
    Flag,
    Day,
    Moment,
}

impl Kind {
    fn of(column: Column) -> Self {
        use Column as C;
        match column {
            C::ValueLow | C::ValueBest | C::ValueHigh | C::Latitude | C::Longitude => Self::Figure,
            C::ValueApproximate => Self::Flag,
            C::Credibility => Self::Grade,
            C::StartEarliest | C::StartLatest | C::EndEarliest | C::EndLatest => Self::Day,
            C::RecordedAt => Self::Moment,
            _ => Self::Text,
        }
    }

    fn physical(self) -> (Physical, Option<LogicalType>) {
        let moment = LogicalType::timestamp(true, TimeUnit::MILLIS);
        match self {
            Self::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Self::Figure => (Physical::DOUBLE, None),
            Self::Grade => (Physical::INT32, None),
            Self::Flag => (Physical::BOOLEAN, None),
            Self::Day => (Physical::INT32, Some(LogicalType::Date)),
            Self::Moment => (Physical::INT64, Some(moment)),
        }
    }
}

fn schema() -> Result<Type, ParquetError> {
    let field = |column: &Column| {
        let (physical, logical) = Kind::of(*column).physical();
        let field = Type::primitive_type_builder(column.name(), physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .build()?;
        Ok(Arc::new(field))
    };
    let fields = Column::ALL.iter().map(field).collect::<Result<_, ParquetError>>()?;
    Type::group_type_builder("fact").with_fields(fields).build()
}

fn write_column<'a>(
    column: Column,
    cells: impl Iterator<Item = Cell<'a>>,
    facts: &[RecordedFact],
    group: &mut SerializedRowGroupWriter<'_, &mut std::fs::File>,
) -> Result<(), ParquetError> {
    let Some(mut writer) = group.next_column()? else {
        return Err(ParquetError::General(format!("no column for {}", column.name())));
    };
    let out = &mut writer;
    let cells = cells.map(text);
    match Kind::of(column) {
        Kind::Text => put::<ByteArrayType>(
            cells.map(|text| text.map(|text| ByteArray::from(text.into_owned().into_bytes()))),
            out,
        ),
        Kind::Figure => put::<DoubleType>(cells.map(|text| text?.parse().ok()), out),
        Kind::Grade => put::<Int32Type>(cells.map(|text| text?.parse().ok()), out),
        Kind::Moment => put::<Int64Type>(cells.map(|text| moment(&text?)), out),
        Kind::Day => put::<Int32Type>(cells.map(|text| text?.parse().ok().map(days)), out),
        // Whether a figure is approximate is known wherever there is a figure.
        Kind::Flag => {
            let flags = facts.iter().map(|fact| Some(fact.fact.quantity.as_ref()?.approximate));
            put::<BoolType>(flags, out)
        }
    }?;
    writer.close()
}

fn text(cell: Cell<'_>) -> Option<Cow<'_, str>> {
    match cell {
        Cell::Blank => None,
        Cell::Text(text) => Some(text),
        Cell::Figure(digits) => Some(Cow::Owned(digits)),
    }
}

/// Days since 1970-01-01.
fn days(day: Day) -> i32 {
    use chrono::Datelike;
    day.num_days_from_ce() - EPOCH
}

/// Milliseconds since 1970-01-01, UTC.
fn moment(text: &str) -> Option<i64> {
    let moment = chrono::DateTime::parse_from_rfc3339(text).ok()?;
    Some(moment.timestamp_millis())
}

/// Writes values, where there are some.
fn put<T: DataType>(
    values: impl Iterator<Item = Option<T::T>>,
    out: &mut SerializedColumnWriter<'_>,
) -> Result<(), ParquetError> {
    let (mut stated, mut levels) = (Vec::new(), Vec::new());
    for value in values {
        levels.push(i16::from(value.is_some()));
        stated.extend(value);
    }
    out.typed::<T>().write_batch(&stated, Some(&levels), None).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader, SerializedFileReader};

    #[test]
    fn an_export_of_nothing_has_every_column_and_no_row() {
        let mut bytes = Vec::new();
        write(&Selection::default(), &mut bytes).unwrap();
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&bytes).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let metadata = reader.metadata().file_metadata();
        assert_eq!(metadata.num_rows(), 0);
        assert_eq!(metadata.schema().get_fields().len(), Column::ALL.len());
    }

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(days(Day::from_ymd_opt(1970, 1, 1).unwrap()), 0);
        assert_eq!(days(Day::from_ymd_opt(2016, 10, 24).unwrap()), 17_098);
        assert_eq!(moment("1970-01-01T00:00:01Z"), Some(1000));
    }
}
