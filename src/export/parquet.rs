//! Writes facts as Parquet: the columns of the CSV export with their types, for `DuckDB`, Arrow and
//! other programs.

use crate::domain::filter::Filter;
use crate::domain::when::Day;
use crate::export::error::ExportError;
use crate::store::{FactOrder, Store, Streamed};
use crate::wire::{CellValue, Column, ColumnType, FactRow, FactTable};
use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type,
};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;
use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::sync::Arc;

/// Number of rows in a row group, which is kept in memory until it is written, at about 700 bytes a row.
const GROUP: usize = 1 << 13;
/// A column of a row group that has at least this many bytes has no dictionary: it has quotes or ids, which rarely
/// repeat.
const LARGEST_DICTIONARY: usize = 1 << 17;
/// A page is written when it has at least this many bytes: the writer keeps it in memory twice, plain and packed.
const LARGEST_PAGE: usize = 1 << 18;
/// The number of 1970-01-01 when days are counted from 0001-01-01 as day 1.
const EPOCH: i32 = 719_163;

impl From<ParquetError> for ExportError {
    fn from(error: ParquetError) -> Self {
        Self::Out(io::Error::other(error))
    }
}

/// Writes the facts that match the filter, in the order of their time. Parquet's writer needs a
/// file, so the bytes go through a temporary file before `out`. Fails if the database cannot be
/// read or a file cannot be written.
pub fn write(store: &Store, filter: &Filter, out: &mut dyn Write) -> Result<Streamed, ExportError> {
    let mut packed = tempfile::tempfile()?;
    let streamed = pack(store, filter, &mut packed)?;
    packed.seek(SeekFrom::Start(0))?;
    io::copy(&mut packed, out)?;
    Ok(streamed)
}

fn pack(store: &Store, filter: &Filter, out: &mut File) -> Result<Streamed, ExportError> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        // A group has only one page for most columns: an index of pages would add nothing, and would stay in memory
        // until the end.
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true)
        .set_dictionary_page_size_limit(LARGEST_DICTIONARY)
        .set_data_page_size_limit(LARGEST_PAGE)
        .set_created_by(concat!("factline ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let mut file = SerializedFileWriter::new(out, Arc::new(schema()?), Arc::new(properties))?;
    let vocabulary = store.vocabulary(filter)?;
    let table = FactTable::of(&vocabulary);
    let mut keys = store.row_keys(filter);
    let mut group = RowGroup::new();
    let streamed = store.stream(filter, FactOrder::Time, |fact| {
        let report = keys.report(fact.report)?;
        group.push(&FactRow { fact, report: Some(&report), table: &table });
        if group.rows == GROUP { group.write(&mut file) } else { Ok(()) }
    })?;
    if group.rows > 0 {
        group.write(&mut file)?;
    }
    file.close()?;
    Ok(streamed)
}

/// The rows of a row group, kept column by column as Parquet stores them.
struct RowGroup {
    columns: Vec<ColumnTexts>,
    rows: usize,
}

/// The values of a column as one text, without separators.
#[derive(Default)]
struct ColumnTexts {
    text: Vec<u8>,
    /// The offset at which the text of each value ends; blank values have none.
    ends: Vec<usize>,
    /// Parquet's definition levels: 1 for a row that has a value, 0 for one that is blank.
    levels: Vec<i16>,
}

impl RowGroup {
    fn new() -> Self {
        Self { columns: Column::ALL.iter().map(|_| ColumnTexts::default()).collect(), rows: 0 }
    }

    fn push(&mut self, row: &FactRow<'_>) {
        self.rows += 1;
        for (column, texts) in Column::ALL.iter().zip(&mut self.columns) {
            texts.push(&row.value(*column));
        }
    }

    /// Writes the row group to the file and empties it.
    fn write(&mut self, file: &mut SerializedFileWriter<&mut File>) -> Result<(), ExportError> {
        let mut group = file.next_row_group()?;
        for (column, texts) in Column::ALL.iter().zip(&mut self.columns) {
            let Some(mut writer) = group.next_column()? else {
                let why = format!("no column for {}", column.name());
                return Err(ParquetError::General(why).into());
            };
            texts.write(*column, &mut writer)?;
            writer.close()?;
            texts.clear();
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }
}

impl ColumnTexts {
    fn push(&mut self, value: &CellValue<'_>) {
        let text = value.as_text();
        self.levels.push(i16::from(text.is_some()));
        if let Some(text) = text {
            self.text.extend_from_slice(text.as_bytes());
            self.ends.push(self.text.len());
        }
    }

    /// Removes the values, and keeps the memory for those of the next row group.
    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.levels.clear();
    }

    fn write(
        &mut self,
        column: Column,
        out: &mut SerializedColumnWriter<'_>,
    ) -> Result<(), ParquetError> {
        match column.holds() {
            ColumnType::Number | ColumnType::Degrees(_) => {
                self.put::<DoubleType>(|text| text.parse().ok(), out)
            }
            ColumnType::Integer | ColumnType::Grade(..) => {
                self.put::<Int32Type>(|text| text.parse().ok(), out)
            }
            ColumnType::Day => self.put::<Int32Type>(|text| text.parse().ok().map(days), out),
            ColumnType::Moment => self.put::<Int64Type>(moment, out),
            ColumnType::Flag => self.put::<BoolType>(|text| Some(text == "1"), out),
            ColumnType::Text
            | ColumnType::Edtf { .. }
            | ColumnType::Link
            | ColumnType::NeededText
            | ColumnType::Document
            | ColumnType::Word(_)
            | ColumnType::List
            | ColumnType::Json => self.put_texts(out),
        }
    }

    /// Writes the values that `read` parses from their texts. A value that it cannot read becomes null.
    fn put<T: DataType>(
        &mut self,
        read: impl Fn(&str) -> Option<T::T>,
        out: &mut SerializedColumnWriter<'_>,
    ) -> Result<(), ParquetError> {
        let mut values = Vec::with_capacity(self.ends.len());
        let (mut from, mut ends) = (0, self.ends.iter());
        for level in self.levels.iter_mut().filter(|level| **level == 1) {
            let Some(end) = ends.next() else { break };
            let text = std::str::from_utf8(&self.text[from..*end]).ok();
            let value = text.and_then(&read);
            *level = i16::from(value.is_some());
            values.extend(value);
            from = *end;
        }
        out.typed::<T>().write_batch(&values, Some(&self.levels), None).map(drop)
    }

    /// Writes a column of texts.
    fn put_texts(&self, out: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let all = ByteArray::from(self.text.clone());
        let starts = std::iter::once(&0).chain(&self.ends);
        let texts = starts.zip(&self.ends).map(|(from, end)| all.slice(*from, end - from));
        let values: Vec<ByteArray> = texts.collect();
        out.typed::<ByteArrayType>().write_batch(&values, Some(&self.levels), None).map(drop)
    }
}

/// The physical and logical Parquet type of a column.
fn physical(holds: ColumnType) -> (Physical, Option<LogicalType>) {
    match holds {
        ColumnType::Number | ColumnType::Degrees(_) => (Physical::DOUBLE, None),
        ColumnType::Integer | ColumnType::Grade(..) => (Physical::INT32, None),
        ColumnType::Day => (Physical::INT32, Some(LogicalType::Date)),
        ColumnType::Moment => {
            (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MILLIS)))
        }
        ColumnType::Flag => (Physical::BOOLEAN, None),
        ColumnType::Text
        | ColumnType::Edtf { .. }
        | ColumnType::Link
        | ColumnType::NeededText
        | ColumnType::Document
        | ColumnType::Word(_)
        | ColumnType::List
        | ColumnType::Json => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
    }
}

fn schema() -> Result<Type, ParquetError> {
    let field = |column: &Column| {
        let (physical, logical) = physical(column.holds());
        let field = Type::primitive_type_builder(column.name(), physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .build()?;
        Ok(Arc::new(field))
    };
    let fields = Column::ALL.iter().map(field).collect::<Result<_, ParquetError>>()?;
    Type::group_type_builder("fact").with_fields(fields).build()
}

/// A day as Parquet's DATE counts it: days since 1970-01-01.
fn days(day: Day) -> i32 {
    use chrono::Datelike;
    day.num_days_from_ce() - EPOCH
}

/// A time as Parquet's TIMESTAMP counts it: milliseconds since 1970-01-01 UTC. `None` if `text` is not an RFC 3339
/// timestamp.
fn moment(text: &str) -> Option<i64> {
    let moment = chrono::DateTime::parse_from_rfc3339(text).ok()?;
    Some(moment.timestamp_millis())
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader, SerializedFileReader};

    #[test]
    fn an_export_of_nothing_has_every_column_and_no_row() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(folder.path().join("none.db"), "here").unwrap();
        let mut bytes = Vec::new();
        write(&store, &Filter::default(), &mut bytes).unwrap();
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
