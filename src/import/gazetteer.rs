//! Lists of places of others: what the gazetteer makes of them, recorded like every other row.

use crate::domain::place::Place;
use crate::format::problem::Problem;
use crate::format::remedy::RemedyWords;
use crate::format::row::Row;
use crate::format::source::Source;
use crate::gazetteer::{ListedPlaces, PlaceList};
use crate::import::error::ImportError;
use crate::import::options::Options;
use crate::import::references::{load, record_all};
use crate::import::row_reader::RowReader;
use crate::import::run::with_session;
use crate::import::session::ImportSession;
use crate::import::summary::{Failure, RecordKind, Summary};
use crate::store::Writer;
use crate::wire;

/// Records the places of a list. Places that are there already, under the same P-code or as the
/// same settlement, stay as they are. Rows whose parent is not known are refused, or laid into
/// `inside` where that is given. Countries that codes name are made, and listed.
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
        summary.notes.push(format!("{}: no row stands under its header", source.name()));
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
            let read = |row: &Row<'_>| {
                let place: Place = wire::read(row)?;
                let parent = place.parent.clone().or_else(|| inside.map(|place| place.key.clone()));
                Ok(Place { parent, ..place })
            };
            return load(RowReader::of_csv(rows), read, session, summary);
        }
    };
    for country in found.countries {
        // The rows of a country that cannot be made are refused, since they name it in vain.
        if let Err(Failure::Store(error)) = session.make_country(country) {
            return Err(error.into());
        }
    }
    summary.count_known(RecordKind::Place, found.known);
    summary.notes.extend(found.notes);
    Ok(record_all(file, found.new, session, summary)?)
}
