//! Places: a hierarchy from countries down to parts of cities.

use super::country::Country;
use super::name::fold_name;
use super::words::word_set;

word_set! {
    /// The kind of a place. `admin1` to `admin4` are the administrative levels of OCHA's common
    /// operational datasets.
    PlaceKind, "kind of place" {
        /// A country or territory with an ISO 3166-1 code.
        Country = "country",
        /// First administrative level: governorate, province, region.
        Admin1 = "admin1",
        /// Second administrative level, below `admin1`: district, county.
        Admin2 = "admin2",
        /// Third administrative level, below `admin2`: sub-district.
        Admin3 = "admin3",
        /// Fourth administrative level, below `admin3`: community, municipality.
        Admin4 = "admin4",
        /// A city: a settlement that has urban parts, such as Aleppo.
        City = "city",
        /// A town: between city and village in size, as gazetteers classify it.
        Town = "town",
        /// A village or hamlet.
        Village = "village",
        /// A part of a city or town: quarter, neighbourhood, side.
        Part = "part",
        /// A camp of displaced people or refugees.
        Camp = "camp",
        /// A point: a hospital, a crossing, a bridge.
        Site = "site",
        /// Any other area: a valley, a front, a countryside, a group of governorates.
        Area = "area",
    }
}

word_set! {
    /// How precisely the coordinates give the position of the place.
    CoordinatePrecision, "coordinate precision" {
        /// The coordinates are those of the place itself: a bridge, the gate of a camp.
        Exact = "exact",
        /// The coordinates are those of something nearby, such as the nearest village.
        Near = "near",
        /// The coordinates are the middle of an area, within which the place may lie anywhere.
        Centroid = "centroid",
    }
}

impl PlaceKind {
    /// Whether people live there. A bare name means such a place rather than an area of the same
    /// name that contains it.
    #[must_use]
    pub fn is_settlement(self) -> bool {
        matches!(self, Self::City | Self::Town | Self::Village | Self::Camp)
    }

    /// Whether the place is an administrative area: a country or a level of one.
    #[must_use]
    pub fn is_area(self) -> bool {
        matches!(self, Self::Country | Self::Admin1 | Self::Admin2 | Self::Admin3 | Self::Admin4)
    }
}

/// A position in degrees (WGS 84).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coordinates {
    /// Degrees north, -90 to 90.
    pub latitude: f64,
    /// Degrees east, -180 to 180.
    pub longitude: f64,
}

/// A place that facts are about.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The key that facts and commands name the place by (`eastern-aleppo`; the P-code if the place
    /// was imported from a list).
    pub key: String,
    /// The display name, in Latin letters if there is such a name (`Aleppo`).
    pub name: String,
    /// The kind of place: a country, an administrative area, a settlement, a site.
    pub kind: PlaceKind,
    /// Key of the place one level up that contains this one; `None` for a country.
    pub parent: Option<String>,
    /// ISO 3166-1 alpha-3 code of the place's country (`SYR`); `None` if it is unknown.
    pub country: Option<String>,
    /// P-code in OCHA's common operational datasets (`SY0200`); `None` if the place has none.
    pub pcode: Option<String>,
    /// Position of the place; `None` if it is unknown.
    pub coordinates: Option<Coordinates>,
    /// How precise `coordinates` are; `None` if that is unknown.
    pub coordinate_precision: Option<CoordinatePrecision>,
    /// Other names by which the place is found, in any script, as written (Halab, حلب).
    pub aliases: Vec<String>,
}

impl Place {
    /// A country. `key` must be free. Its P-code is the alpha-2 code, unless another place has it.
    #[must_use]
    pub fn of_country(country: Country, key: &str, is_pcode_free: bool) -> Self {
        Self {
            country: Some(country.alpha3.to_owned()),
            pcode: is_pcode_free.then(|| country.alpha2.to_owned()),
            aliases: vec![country.alpha3.to_owned()],
            ..Self::new(key, country.name, PlaceKind::Country, None)
        }
    }

    /// The place, with missing parts filled in from a row of a list about the same place, and with the row's names
    /// added as aliases; equal to `self` if the row adds nothing. The kind `area` counts as missing, since places that
    /// are created for facts get this kind.
    #[must_use]
    pub fn filled_from(&self, listed: &Self) -> Self {
        let mut filled = self.clone();
        if filled.kind == PlaceKind::Area {
            filled.kind = listed.kind;
        }
        for (own, stated) in [
            (&mut filled.parent, &listed.parent),
            (&mut filled.country, &listed.country),
            (&mut filled.pcode, &listed.pcode),
        ] {
            if own.is_none() {
                own.clone_from(stated);
            }
        }
        filled.coordinates = filled.coordinates.or(listed.coordinates);
        if filled.coordinates.is_some() && filled.coordinates == listed.coordinates {
            filled.coordinate_precision =
                filled.coordinate_precision.or(listed.coordinate_precision);
        }
        for name in std::iter::once(&listed.name).chain(&listed.aliases) {
            if !filled.is_called(name) {
                filled.aliases.push(name.clone());
            }
        }
        filled
    }

    /// Whether a name is the place's name or one of its aliases, ignoring case.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        let folded = fold_name(name);
        let mut own = std::iter::once(&self.name).chain(&self.aliases);
        own.any(|own| fold_name(own) == folded)
    }

    /// A place with only a key, name, kind and parent.
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
