//! Writes values as the members of a JSON object; blank values are left out.

use crate::wire::{CellValue, WireRow};
use serde::Serialize;

/// Appends `"name":value` to `bytes`, with a comma before it unless `is_first`. Returns false, and
/// writes nothing, if the value is blank.
pub(super) fn member(
    bytes: &mut Vec<u8>,
    name: &str,
    value: &CellValue<'_>,
    is_first: bool,
) -> bool {
    if matches!(value, CellValue::Blank | CellValue::Flag(false)) {
        return false;
    }
    if !is_first {
        bytes.push(b',');
    }
    put(bytes, name);
    bytes.push(b':');
    match value {
        CellValue::Blank | CellValue::Flag(false) => {}
        CellValue::Flag(true) => bytes.extend_from_slice(b"true"),
        CellValue::Text(text) => put(bytes, text.as_ref()),
        CellValue::Digits(digits) => bytes.extend_from_slice(digits.as_bytes()),
        CellValue::Json(list) => bytes.extend_from_slice(list.as_bytes()),
        CellValue::List(words) => put(bytes, words),
    }
    true
}

/// Appends the members of an actor, a place, an indicator or a report to `bytes`, each after a
/// comma.
pub(super) fn members<R: WireRow>(bytes: &mut Vec<u8>, row: &R) {
    for column in R::COLUMNS {
        member(bytes, column.name, &(column.get)(row), false);
    }
}

/// Appends a value to `bytes` as JSON. The result is ignored, because neither texts nor a vector
/// can fail to be written.
fn put<T: Serialize + ?Sized>(bytes: &mut Vec<u8>, words: &T) {
    let _ = serde_json::to_writer(bytes, words);
}
