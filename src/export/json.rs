//! Values as the members of a JSON object, nothing for what is blank.

use crate::wire::{CellValue, WireRow};
use serde::Serialize;

/// Writes a member, after another one unless it is the first. Gives whether there was something to
/// write.
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

/// Writes the members of an actor, a place, an indicator or a report, after others.
pub(super) fn members<R: WireRow>(bytes: &mut Vec<u8>, row: &R) {
    for column in R::COLUMNS {
        member(bytes, column.name, &(column.get)(row), false);
    }
}

/// Writes words as JSON has them. Nothing can go wrong: neither do words fail to be text, nor
/// does memory fail to be written to.
fn put<T: Serialize + ?Sized>(bytes: &mut Vec<u8>, words: &T) {
    let _ = serde_json::to_writer(bytes, words);
}
