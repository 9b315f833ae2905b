//! Imports lists of places (P-codes, GeoNames): the gazetteer reads them, and the import records
//! them like other rows.

use crate::domain::place::Place;
use crate::format::problem::Problem;
use crate::format::remedy::RemedyWords;
use crate::format::row::Row;
use crate::format::source::Source;
use crate::gazetteer::{KnownPlace, ListedPlaces, PlaceList};
use crate::import::entries::ListedPlace;
use crate::import::error::ImportError;
use crate::import::options::Options;
use crate::import::references::{load, record_all};
use crate::import::row_reader::RowReader;
use crate::import::run::with_session;
use crate::import::session::ImportSession;
use crate::import::summary::{Failure, RecordKind, Summary};
use crate::store::Writer;

/// Records the places of a list. If a place is already recorded (with the same P-code, or as the same settlement), its
/// blanks are filled in. A row with an unknown parent is refused, or put into the place `inside` if that is given.
/// Missing countries are made, and listed in the summary.
pub fn import_places(
    source: &Source,
    writer: &mut Writer<'_>,
    inside: Option<&Place>,
    remedies: RemedyWords,
) -> Result<Summary, ImportError> {
    let list = PlaceList::open(source)?;
    let options = Options { remedies, ..Options::default() };
    let mut summary = with_session(writer, &options, |session, summary| {
        record(list, source.name(), inside, session, summary)
    })?;
    summary.refused.sort_by_key(|refused| refused.line);
    if summary.rows() == 0 && summary.notes.is_empty() {
        summary.notes.push(format!("{}: it has a header but no rows", source.name()));
    }
    Ok(summary)
}

fn record(
    list: PlaceList<'_>,
    file: &str,
    inside: Option<&Place>,
    session: &mut ImportSession<'_>,
    summary: &mut Summary,
) -> Result<(), ImportError> {
    let words = session.options.remedies;
    let mut refuse = |line: u64, problem: Problem| summary.refuse_row(file, line, problem);
    let found = match list {
        PlaceList::Pcodes(rows, columns) => {
            ListedPlaces::of_pcodes(rows, &columns, &session.places, (inside, words), &mut refuse)?
        }
        PlaceList::GeoNames(rows) => ListedPlaces::of_geonames(rows, &session.places, &mut refuse)?,
        PlaceList::Ours(rows) => {
            let read = |row: &Row<'_>| ListedPlace::read(row, inside);
            return load(RowReader::of_csv(rows), read, session, summary);
        }
    };
    for country in found.countries {
        // No error here: the rows that name this country are refused later, each with its line.
        if let Err(Failure::Store(error)) = session.make_country(country) {
            return Err(error.into());
        }
    }
    for KnownPlace { line, key, listed } in found.known {
        let outcome = session.fill_place(&key, &listed);
        if let Ok(true) = outcome {
            summary.filled += 1;
        } else {
            summary.note_and_refuse(file, line, RecordKind::Place, outcome)?;
        }
    }
    summary.notes.extend(found.notes);
    let new = found.new.into_iter().map(|(line, place)| (line, ListedPlace::from(place)));
    Ok(record_all(file, new.collect(), session, summary)?)
}
