//! Lists of places that others keep: P-codes of the common operational datasets, GeoNames-like
//! tables, and our own columns.
//!
//! Knows the columns of these lists and makes [`Place`]s of their rows. Must not know how places
//! are recorded: that is the business of the same import as for every other row.

mod areas;
mod geonames;
mod pcodes;

use crate::domain::country::Country;
use crate::domain::name::fold;
use crate::domain::place::Place;
use crate::format::csv::CsvReader;
use crate::format::error::FormatError;
use crate::format::problem::Problem;
use crate::format::remedy::RemedyWords;
use crate::format::row::Row;
use crate::format::source::Source;
use crate::import::row_reader::RowReader;
use crate::import::summary::{Failure, Summary};
use crate::import::{
    ImportError, ImportSession, Options, load_references, record_all, with_session,
};
use crate::store::{StoreError, Writer};
use crate::wire;

/// Records the places of a list. Places that are there already, under the same P-code or as the
/// same settlement, stay as they are. Rows whose parent is not known are refused, or laid into
/// `inside` where that is given. Countries that codes name are made, and listed.
pub fn import(
    source: &Source,
    writer: &mut Writer<'_>,
    inside: Option<&Place>,
    remedies: RemedyWords,
) -> Result<Summary, ImportError> {
    let sheet = CsvReader::open_known(source, &[geonames::DUMP])?;
    let options = Options { remedies, ..Options::default() };
    let mut summary =
        with_session(writer, &options, |session, summary| load(sheet, inside, session, summary))?;
    summary.refused.sort_by_key(|refused| refused.line);
    if summary.rows() == 0 && summary.notes.is_empty() {
        summary.notes.push(format!("{}: no row stands under its header", source.name()));
    }
    Ok(summary)
}

fn load(
    sheet: CsvReader<'_>,
    inside: Option<&Place>,
    session: &mut ImportSession<'_>,
    summary: &mut Summary,
) -> Result<(), ImportError> {
    let file = sheet.file.clone();
    let has = |column: &str| sheet.position(column).is_some();
    if let Some(columns) = pcodes::Columns::of(&sheet) {
        let list = pcodes::read(sheet, &columns, summary)?;
        let entries = areas::places(list, inside, &file, session, summary)?;
        Ok(record_all(&file, entries, session, summary)?)
    } else if has("geonameid") || (has("name") && has("alternatenames")) {
        let entries = geonames::read(sheet, session, summary)?;
        Ok(record_all(&file, entries, session, summary)?)
    } else if has("name") {
        let read = |row: &Row<'_>| {
            let place: Place = wire::read(row)?;
            let parent = place.parent.clone().or_else(|| inside.map(|place| place.key.clone()));
            Ok(Place { parent, ..place })
        };
        load_references(RowReader::of_csv(sheet), read, session, summary)
    } else {
        let needed = "name; or pcode, level and name_en; or ADM1_PCODE and ADM1_EN; or geonameid; or \
                      the 19 columns of GeoNames without a header";
        Err(FormatError::MissingColumn { file, kind: "places", column: "name", needed }.into())
    }
}

/// The key of a country: of the recorded one with that code, or of one that is made.
fn country_key(country: Country, session: &mut ImportSession<'_>) -> Result<String, Failure> {
    session.country_key(country)
}

/// Names beside the main one, each once, as they compare.
fn other_names(name: &str, others: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen = std::collections::HashSet::from([fold(name)]);
    let lines = others
        .into_iter()
        .flat_map(|other| other.lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>());
    lines.filter(|other| !other.is_empty() && seen.insert(fold(other))).collect()
}

/// Passes a failure of the database on, and keeps what is wrong with a row.
fn row_problem<T>(outcome: Result<T, Failure>) -> Result<Result<T, Problem>, StoreError> {
    match outcome {
        Ok(value) => Ok(Ok(value)),
        Err(Failure::Row(problem) | Failure::Unknown(problem)) => Ok(Err(problem)),
        Err(Failure::Store(error)) => Err(error),
    }
}
