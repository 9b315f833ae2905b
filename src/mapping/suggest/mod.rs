//! Drafts a map for a file, from its column names and a sample of its values.
//!
//! Comments in the draft give the reason for each column, and list the columns that are not used. Must not guess
//! silently: if two readings are possible, the draft says so.

mod assign;
mod bounds;
mod dates;
mod draft;
mod figures;
mod header;
mod preview;
mod qualifier;
mod rates;
mod sample;
mod toml_text;
mod vocabulary;

pub use vocabulary::{ReadsFigure, ReadsHours, ReadsTime, Vocabulary};

use crate::format::error::FormatError;
use crate::format::source::Source;
use crate::mapping::compile::CompiledMap;
use crate::mapping::error::MapError;
use crate::mapping::foreign::reader::ForeignReader;
use crate::mapping::map::Map;
use crate::mapping::model::HeaderAt;
use sample::Sample;
use std::io::{self, BufRead, BufReader, Read};

/// Maximum number of bytes of a file that are read for a draft.
const LOOKED_AT: u64 = 4 << 20;
/// Maximum number of rows of a file that are read for a draft.
const ROWS: usize = 2_000;

/// Drafts a map for a file, as TOML text. Fails if the file cannot be read as a table.
pub fn suggest(source: &Source, vocabulary: &Vocabulary<'_>) -> Result<String, MapError> {
    drafted(source, vocabulary, false)
}

/// The same for rows that were made from the features of a file of `GeoJSON`.
pub fn suggest_for_features(
    source: &Source,
    vocabulary: &Vocabulary<'_>,
) -> Result<String, MapError> {
    drafted(source, vocabulary, true)
}

fn drafted(
    source: &Source,
    vocabulary: &Vocabulary<'_>,
    is_geojson: bool,
) -> Result<String, MapError> {
    let head = beginning(source)?;
    let is_hxl = ForeignReader::open(&head, None, HeaderAt::Hxl)
        .is_ok_and(|table| table.header.tags.iter().any(Option::is_some));
    let header = header::find(&head)?;
    let at = if is_hxl { HeaderAt::Hxl } else { HeaderAt::Row(header.number) };
    let mut table = ForeignReader::open(&head, None, at)?;
    let mut samples: Vec<Sample> =
        (0..table.header.names.len()).map(|column| Sample::new(&table.header, column)).collect();
    let (mut rows, mut faulty) = (0, None);
    while rows < ROWS {
        let Some((line, problem)) = table.next_row()? else { break };
        if let Some(problem) = problem {
            let what = || (0, line, problem.what.clone());
            faulty.get_or_insert_with(what).0 += 1;
            continue;
        }
        rows += 1;
        let cells = table.last_row().cells();
        samples.iter_mut().zip(cells.iter()).for_each(|(sample, cell)| sample.add(cell));
    }
    let known = built_in_for(&head)?;
    if is_geojson {
        // Metadata of the rows made from features are not columns of the file.
        samples.retain(|sample| sample.name != "record");
    }
    let (file, samples, known) = (source.name(), &samples, &known);
    let seen =
        draft::Seen { file, samples, rows, faulty, is_hxl, header: &header, is_geojson, known };
    let draft = draft::write(&seen, vocabulary);
    let preview = preview::of(&head, &draft, vocabulary.words)?;
    Ok(draft + &preview)
}

/// Names of the built-in maps whose columns the file has.
fn built_in_for(head: &Source) -> Result<Vec<String>, MapError> {
    let mut known = Vec::new();
    for map in Map::built_in()? {
        let Ok(mut table) = ForeignReader::open(head, map.spec.form, map.spec.header) else {
            continue;
        };
        if CompiledMap::of(&map.name, &map.spec, &mut table).is_ok() {
            known.push(map.name);
        }
    }
    Ok(known)
}

/// The first bytes of a file as a separate source. The file is read only once, since it may be standard input.
fn beginning(source: &Source) -> Result<Source, FormatError> {
    let wrong = |why: io::Error| FormatError::Unreadable { file: source.name().to_owned(), why };
    let bytes = source.open().map_err(wrong)?;
    let mut bytes = BufReader::new(bytes.take(LOOKED_AT));
    let mut head = Vec::new();
    loop {
        let before = head.len();
        let read = bytes.read_until(b'\n', &mut head).map_err(wrong)?;
        if read == 0 {
            break;
        }
        // The sample may end inside a line: that line is dropped.
        if !head.ends_with(b"\n") && head.len() as u64 == LOOKED_AT {
            head.truncate(before);
        }
    }
    Ok(Source::bytes(source.name(), head))
}
