//! Finds out whether the columns' names stand below a row of words for several columns, as where a
//! spreadsheet has merged cells above its header.

use crate::format::source::Source;
use crate::mapping::error::MapError;
use crate::mapping::foreign::reader::ForeignReader;
use crate::mapping::model::HeaderAt;
use crate::mapping::suggest::roles::Role;

/// What the first row says of the columns below it, where the second row holds their names:
/// `Casualties: Killed, Injured`. `None` where the first row is the header. A second row is one of
/// names where it fills what the first row leaves blank, has more words that name columns, holds no
/// figure, and has figures below it.
pub(super) fn below_groups(head: &Source) -> Result<Option<Vec<String>>, MapError> {
    let Ok(mut table) = ForeignReader::open(head, None, HeaderAt::Row(1)) else { return Ok(None) };
    let above: Vec<String> = table.header.names.iter().map(|name| name.trim().to_owned()).collect();
    let mut row = || -> Result<Option<Vec<String>>, MapError> {
        let Some((_, None)) = table.next_row()? else { return Ok(None) };
        Ok(Some(table.last_row().cells().iter().map(|cell| cell.trim().to_owned()).collect()))
    };
    let (Some(names), Some(values)) = (row()?, row()?) else { return Ok(None) };
    let filled = |row: &[String]| row.iter().filter(|cell| !cell.is_empty()).count();
    let is_figure = |cell: &String| cell.starts_with(char::is_numeric);
    let named = |row: &[String]| row.iter().filter(|cell| Role::of(cell).is_some()).count();
    let is_header = filled(&above) < filled(&names)
        && named(&above) < named(&names)
        && filled(&names) == names.len()
        && !names.iter().any(is_figure)
        && values.iter().any(is_figure);
    Ok(is_header.then(|| groups(&above, &names)))
}

/// Each word of the first row with the names below it: up to the next word, as merged cells are
/// written.
fn groups(above: &[String], names: &[String]) -> Vec<String> {
    let mut groups: Vec<String> = Vec::new();
    for (word, name) in above.iter().zip(names) {
        match groups.last_mut() {
            _ if !word.is_empty() => groups.push(format!("{word}: {name}")),
            Some(group) => group.extend([", ", name]),
            None => {}
        }
    }
    groups
}
