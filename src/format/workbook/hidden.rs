//! Finds the rows and columns of a sheet that the workbook hides, by hand or by a filter. They are read like
//! the others, so a note names them.
//!
//! The library that reads cells does not know what is hidden, so the XML of the sheet is searched (ECMA-376, part 1,
//! 18.3.1.13 and 18.3.1.73).

use crate::format::archive::Archive;
use crate::format::workbook::letters::letters;
use crate::text::counts::counted;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead, BufReader};

/// The hidden rows and columns of a sheet, from its header on.
#[derive(Default)]
struct Hidden {
    /// Number of rows with cells.
    rows: u64,
    /// The number of the first of them.
    first: u32,
    /// Numbers of the columns, from 1.
    columns: Vec<u32>,
    /// Those of them that have a value below the header.
    filled: HashSet<u32>,
}

/// Says which rows below `header` (from 0) and which of the first `width` columns are hidden; `None` if none is, or the
/// parts of the workbook are not where they usually are.
pub(super) fn note(
    file: File,
    name: &str,
    sheet: &str,
    (header, width): (u32, usize),
) -> Option<String> {
    let zip = Archive::open(file).ok()?;
    let part = part_of(&zip, sheet)?;
    let (bytes, _) = zip.entry(&part).ok()?;
    let mut hidden = look(BufReader::new(bytes), header)?;
    let filled = hidden.filled;
    hidden.columns.retain(|column| *column as usize <= width && filled.contains(column));
    let rows = (hidden.rows > 0).then(|| {
        let rows = counted(hidden.rows, "row", "rows");
        format!("{rows} (the first is row {})", hidden.first)
    });
    let columns = (!hidden.columns.is_empty()).then(|| {
        let names: Vec<_> = hidden.columns.iter().map(|column| letters(column - 1)).collect();
        let noun = if names.len() == 1 { "column" } else { "columns" };
        format!("{noun} {}", names.join(", "))
    });
    let parts: Vec<String> = rows.into_iter().chain(columns).collect();
    (!parts.is_empty()).then(|| {
        let parts = parts.join(" and ");
        format!("{name}: sheet `{sheet}` hides {parts}, which are read like the others")
    })
}

/// The name of the part with a sheet.
fn part_of(zip: &Archive, sheet: &str) -> Option<String> {
    let id = in_part(zip, "xl/workbook.xml", |tag| {
        let is_it = tag.local_name().as_ref() == "sheet" && attribute(tag, "name")? == sheet;
        if is_it { attribute(tag, "id") } else { None }
    })?;
    let target = in_part(zip, "xl/_rels/workbook.xml.rels", |tag| {
        if attribute(tag, "Id")? == id { attribute(tag, "Target") } else { None }
    })?;
    Some(target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned))
}

/// The first result of `find` over the tags of a part.
fn in_part(
    zip: &Archive,
    part: &str,
    find: impl Fn(&BytesStart<'_>) -> Option<String>,
) -> Option<String> {
    let (bytes, _) = zip.entry(part).ok()?;
    let mut reader = Reader::from_reader(BufReader::new(bytes));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Eof => return None,
            Event::Start(tag) | Event::Empty(tag) => {
                if let Some(found) = find(&tag) {
                    return Some(found);
                }
            }
            _ => {}
        }
    }
}

/// Searches the XML of a sheet; `None` if it cannot be read.
fn look(bytes: impl BufRead, header: u32) -> Option<Hidden> {
    let mut reader = Reader::from_reader(bytes);
    let mut buffer = Vec::new();
    let mut hidden = Hidden::default();
    let (mut number, mut is_open) = (0, false);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Eof => return Some(hidden),
            Event::Empty(tag) if tag.local_name().as_ref() == "col" && is_hidden(&tag) => {
                let at = |name| attribute(&tag, name)?.parse::<u32>().ok();
                let (first, last) = (at("min")?, at("max")?);
                hidden.columns.extend((first..=last).take(MOST_COLUMNS));
            }
            Event::Start(tag) if tag.local_name().as_ref() == "row" => {
                let stated = attribute(&tag, "r").and_then(|row| row.parse::<u32>().ok());
                number = stated.unwrap_or(number + 1);
                is_open = number > header + 1 && is_hidden(&tag);
            }
            Event::Start(tag) if number > header + 1 && tag.local_name().as_ref() == "c" => {
                // The first cell of a hidden row: a row without cells is not mentioned.
                if std::mem::take(&mut is_open) {
                    hidden.rows += 1;
                    if hidden.rows == 1 {
                        hidden.first = number;
                    }
                }
                // A column without values is not mentioned, either. A cell need not name its column.
                match attribute(&tag, "r").map(|at| column_of(&at)) {
                    _ if hidden.columns.is_empty() => {}
                    Some(column) => drop(hidden.filled.insert(column)),
                    None => hidden.filled.extend(&hidden.columns),
                }
            }
            _ => {}
        }
    }
}

/// The number of the column of a cell (`B7`), from 1.
fn column_of(cell: &str) -> u32 {
    let letters = cell.chars().map_while(|c| c.to_digit(36).filter(|digit| *digit >= 10));
    letters.fold(0, |column: u32, digit| column.saturating_mul(26).saturating_add(digit - 9))
}

/// The most columns of a sheet (the limit of Excel).
const MOST_COLUMNS: usize = 16_384;

fn is_hidden(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "hidden").is_some_and(|hidden| matches!(hidden.as_str(), "1" | "true"))
}

/// The value of an attribute, whatever prefix its name has.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = tag.attributes().filter_map(Result::ok);
    let found = all.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(unescape(&found.value).ok()?.into_owned())
}
