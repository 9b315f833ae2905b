//! A list of places, told by its columns.

use crate::domain::names::NamedRows;
use crate::domain::place::Place;
use crate::format::csv::CsvReader;
use crate::format::error::FormatError;
use crate::format::problem::Problem;
use crate::format::remedy::RemedyWords;
use crate::format::source::Source;
use crate::gazetteer::listed::{ListedPlaces, Setting};
use crate::gazetteer::{areas, geonames, pcodes};

/// A list of places.
pub(crate) enum PlaceList<'a> {
    /// Administrative areas with P-codes, and the columns that hold them.
    Pcodes(CsvReader<'a>, pcodes::Columns),
    /// Settlements with points and names in many languages.
    GeoNames(CsvReader<'a>),
    /// Rows under our own columns.
    Ours(CsvReader<'a>),
}

impl<'a> PlaceList<'a> {
    /// Opens a list and tells by its columns which kind it is.
    pub(crate) fn open(source: &'a Source) -> Result<Self, FormatError> {
        let rows = CsvReader::open_known(source, &[geonames::DUMP])?;
        let has = |column: &str| rows.position(column).is_some();
        if let Some(columns) = pcodes::Columns::of(&rows) {
            Ok(Self::Pcodes(rows, columns))
        } else if has("geonameid") || (has("name") && has("alternatenames")) {
            Ok(Self::GeoNames(rows))
        } else if has("name") {
            Ok(Self::Ours(rows))
        } else {
            let needed = "name; or pcode, level and name_en; or ADM1_PCODE and ADM1_EN; or geonameid; \
                          or the 19 columns of GeoNames without a header";
            let (file, kind, column) = (rows.file, "places", "name");
            Err(FormatError::MissingColumn { file, kind, column, needed })
        }
    }
}

impl ListedPlaces {
    /// The areas of a list of P-codes that are not there yet. Problems of rows go to `refuse`, with
    /// the line.
    pub(crate) fn of_pcodes(
        rows: CsvReader<'_>,
        columns: &pcodes::Columns,
        recorded: &NamedRows<Place>,
        (inside, words): (Option<&Place>, RemedyWords),
        refuse: &mut impl FnMut(u64, Problem),
    ) -> Result<Self, FormatError> {
        let file = rows.file.clone();
        let list = pcodes::read(rows, columns, refuse)?;
        Ok(areas::places(list, &file, &Setting { recorded, inside, words }, refuse))
    }

    /// The settlements of a table like those of GeoNames that are not there yet.
    pub(crate) fn of_geonames(
        rows: CsvReader<'_>,
        recorded: &NamedRows<Place>,
        refuse: &mut impl FnMut(u64, Problem),
    ) -> Result<Self, FormatError> {
        geonames::read(rows, recorded, refuse)
    }
}
