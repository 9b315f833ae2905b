//! Opens a list of places and finds out its kind from the columns.

use crate::domain::names::NamedRows;
use crate::domain::place::Place;
use crate::format::csv::CsvReader;
use crate::format::error::FormatError;
use crate::format::problem::Problem;
use crate::format::remedy::RemedyWords;
use crate::format::source::Source;
use crate::gazetteer::listed::{ListedPlaces, Setting};
use crate::gazetteer::{areas, geonames, pcodes};

/// An opened list of places, by kind.
pub(crate) enum PlaceList<'a> {
    /// Administrative areas with P-codes, with the numbers of their columns.
    Pcodes(CsvReader<'a>, pcodes::Columns),
    /// Settlements as GeoNames lists them.
    GeoNames(CsvReader<'a>),
    /// A table of places with Factline's own columns.
    Ours(CsvReader<'a>),
}

impl<'a> PlaceList<'a> {
    /// Opens a list. Fails if the columns fit no kind of list.
    pub(crate) fn open(source: &'a Source) -> Result<Self, FormatError> {
        let rows = CsvReader::open_known(source, &[geonames::DUMP])?;
        let has = |column: &str| rows.position(column).is_some();
        if has("indicator") && ["fact_id", "report_key", "report_title"].into_iter().any(has) {
            return Err(FormatError::Facts { file: rows.file, expected: "a list of places" });
        }
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
            Err(FormatError::MissingColumn { file, kind, column, needed, like: None })
        }
    }
}

impl ListedPlaces {
    /// The areas of a P-code list that are not recorded yet. Passes each bad row to `refuse` with
    /// its line.
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

    /// The settlements of a GeoNames table that are not recorded yet.
    pub(crate) fn of_geonames(
        rows: CsvReader<'_>,
        recorded: &NamedRows<Place>,
        refuse: &mut impl FnMut(u64, Problem),
    ) -> Result<Self, FormatError> {
        geonames::read(rows, recorded, refuse)
    }
}
