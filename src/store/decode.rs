//! Decodes the cells of a row into values of the domain: words of closed sets, days, figures.

use super::error::StoreError;
use crate::domain::number::Number;
use crate::domain::when::{Day, plain_day};
use rusqlite::Row;
use rusqlite::types::{Type, ValueRef};
use std::str::FromStr;

/// Decodes a cell with a word of a closed set, such as `city`. Fails for other words and for NULL.
pub(super) fn word<T>(row: &Row<'_>, column: usize) -> rusqlite::Result<T>
where
    T: FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    parsed(column, row.get_ref(column)?.as_str()?)
}

/// Decodes a cell with a word of a closed set; `None` for NULL. Fails for other words.
pub(super) fn optional_word<T>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>>
where
    T: FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    row.get_ref(column)?.as_str_or_null()?.map(|text| parsed(column, text)).transpose()
}

fn parsed<T>(column: usize, text: &str) -> rusqlite::Result<T>
where
    T: FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    text.parse().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
    })
}

/// Parses a stored text as a value of the domain. Fails with [`StoreError::Corrupt`], since
/// Factline only stores valid ones.
pub(super) fn parse<T>(text: &str) -> Result<T, StoreError>
where
    T: FromStr<Err: std::fmt::Display>,
{
    text.parse().map_err(|error: T::Err| StoreError::Corrupt(error.to_string()))
}

/// Decodes a cell with a day; `None` for NULL. Fails if it is not a day.
pub(super) fn day(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Day>> {
    match row.get_ref(column)?.as_str_or_null()?.map(plain_day) {
        Some(None) => optional_word(row, column),
        day => Ok(day.flatten()),
    }
}

/// Parses a stored day. Fails with [`StoreError::Corrupt`] if it is not a day.
pub(super) fn parse_day(text: &str) -> Result<Day, StoreError> {
    plain_day(text).map_or_else(|| parse(text), Ok)
}

/// Decodes a cell with a figure; `None` for NULL. Whole figures are stored as integers, others as
/// floats.
pub(super) fn figure(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Number>> {
    let wrong = |found| rusqlite::Error::InvalidColumnType(column, "figure".to_owned(), found);
    number(row.get_ref(column)?).map_err(wrong)
}

/// Decodes a figure; `None` for NULL. Fails with the SQLite type of a cell that is not a figure.
#[expect(clippy::cast_precision_loss, reason = "written from a Number, so exact")]
pub(super) fn number(cell: ValueRef<'_>) -> Result<Option<Number>, Type> {
    let value = match cell {
        ValueRef::Null => return Ok(None),
        ValueRef::Real(value) => value,
        ValueRef::Integer(value) => value as f64,
        other => return Err(other.data_type()),
    };
    Number::new(value).ok_or(Type::Real).map(Some)
}
