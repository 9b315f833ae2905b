//! Places: a tree from countries down to parts of cities.

use super::country::Country;
use super::words::word_set;

word_set! {
    /// What a place is. `admin1` to `admin4` are the administrative levels of OCHA's common
    /// operational datasets.
    PlaceKind, "kind of place" {
        /// A country.
        Country = "country",
        /// First administrative level: governorate, province, region.
        Admin1 = "admin1",
        /// Second level: district.
        Admin2 = "admin2",
        /// Third level: sub-district.
        Admin3 = "admin3",
        /// Fourth level: community.
        Admin4 = "admin4",
        /// A city.
        City = "city",
        /// A town.
        Town = "town",
        /// A village.
        Village = "village",
        /// A part of a city or town: quarter, neighbourhood, side.
        Part = "part",
        /// A camp of displaced people or refugees.
        Camp = "camp",
        /// A point: a hospital, a crossing, a bridge.
        Site = "site",
        /// Any other area.
        Area = "area",
    }
}

word_set! {
    /// How near the coordinates are to the place.
    CoordinatePrecision, "coordinate precision" {
        /// The point itself.
        Exact = "exact",
        /// Near it.
        Near = "near",
        /// The middle of the area.
        Centroid = "centroid",
    }
}

impl PlaceKind {
    /// Whether people settle there: what a bare name means where an area of the same name holds it.
    #[must_use]
    pub fn is_settlement(self) -> bool {
        matches!(self, Self::City | Self::Town | Self::Village | Self::Camp)
    }

    /// Whether it is an administrative area: a country or a level of one.
    #[must_use]
    pub fn is_area(self) -> bool {
        matches!(self, Self::Country | Self::Admin1 | Self::Admin2 | Self::Admin3 | Self::Admin4)
    }
}

/// Degrees north and east (WGS 84).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coordinates {
    /// Degrees north, -90 to 90.
    pub latitude: f64,
    /// Degrees east, -180 to 180.
    pub longitude: f64,
}

/// A place.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The key it is named by (`eastern-aleppo`; the P-code where it was imported from a list).
    pub key: String,
    /// Its name as shown.
    pub name: String,
    /// What it is.
    pub kind: PlaceKind,
    /// The key of the place it lies in.
    pub parent: Option<String>,
    /// ISO 3166-1 alpha-3 code of the country.
    pub country: Option<String>,
    /// P-code of OCHA's common operational datasets.
    pub pcode: Option<String>,
    /// Where it lies.
    pub coordinates: Option<Coordinates>,
    /// How near the coordinates are.
    pub coordinate_precision: Option<CoordinatePrecision>,
    /// Other names and scripts it is found by, as written (Halab, حلب).
    pub aliases: Vec<String>,
}

impl Place {
    /// A country by its code, under a key that is free. Its P-code is its two letters, where no other
    /// place has them.
    #[must_use]
    pub fn of_country(country: Country, key: &str, is_pcode_free: bool) -> Self {
        Self {
            country: Some(country.alpha3.to_owned()),
            pcode: is_pcode_free.then(|| country.alpha2.to_owned()),
            aliases: vec![country.alpha3.to_owned()],
            ..Self::new(key, country.name, PlaceKind::Country, None)
        }
    }

    /// A place of which no more is known than what it is called, what it is and where it lies.
    #[must_use]
    pub fn new(key: &str, name: &str, kind: PlaceKind, parent: Option<String>) -> Self {
        Self {
            key: key.to_owned(),
            name: name.to_owned(),
            kind,
            parent,
            country: None,
            pcode: None,
            coordinates: None,
            coordinate_precision: None,
            aliases: Vec::new(),
        }
    }
}
