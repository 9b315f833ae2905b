//! Decides which of several places of the same name a row means: the one that fits the row's other
//! columns.
//!
//! There is a Salihiyah in many provinces and a Tripoli in two countries; the province or the country in the
//! row distinguishes them.

use crate::domain::names;
use crate::domain::place::{Coordinates, Place, PlaceKind};
use crate::format::problem::Problem;
use crate::format::remedy::Remedy;
use crate::import::fact_cells::FactCells;
use crate::import::session::ImportSession;
use crate::import::summary::Failure;
use crate::wire::{self, Column};

/// Points further apart than this, in degrees of latitude or longitude, are different places.
const FAR: f64 = 0.5;

/// What a row states about its place besides the name.
struct Said<'a> {
    kind: Option<PlaceKind>,
    country: Option<String>,
    point: Option<Coordinates>,
    admin1: Option<(Column, &'a str)>,
    admin2: Option<(Column, &'a str)>,
}

/// The key of the place that a row's place name means. Fails if no place of that name, or more than
/// one, fits the row.
pub(super) fn place_by_name(
    name: &str,
    cells: &FactCells<'_>,
    session: &mut ImportSession<'_>,
) -> Result<String, Failure> {
    let column = Column::PlaceName.name();
    let said = Said::of(cells)?;
    if said.is_nothing() {
        return session.place(column, name);
    }
    let mut fitting: Vec<&Place> =
        session.places.called(name).filter(|place| said.fits(place, session)).collect();
    // A place of exactly the stated kind is preferred to one of kind `area`. If the row states no
    // kind, a place within the province is preferred to the province of the same name.
    let is_likelier = |place: &&Place| {
        said.kind.map_or_else(|| !said.is_own_area(place), |kind| kind == place.kind)
    };
    if fitting.len() > 1 && fitting.iter().any(&is_likelier) {
        fitting.retain(is_likelier);
    }
    if let [place] = fitting.as_slice() {
        return Ok(place.key.clone());
    }
    if let (true, Some(Place { key, kind, .. })) =
        (fitting.is_empty(), session.places.called(name).next())
    {
        let why =
            format!("`{name}`: the place of that name here, `{key}` ({kind}), is another one");
        let remedy = Remedy::Add { what: "place", or: false };
        return Err(Failure::Unknown(Problem::at(column, why).with(remedy)));
    }
    session.place(column, name)
}

impl<'a> Said<'a> {
    fn of(cells: &FactCells<'a>) -> Result<Self, Problem> {
        let [north, east] = [Column::Latitude.name(), Column::Longitude.name()];
        let code = cells.get(Column::LocationCode);
        let country = code.map(|code| wire::country(Column::LocationCode.name(), code));
        let first = |columns: [Column; 2]| {
            columns.into_iter().find_map(|column| Some((column, cells.get(column)?)))
        };
        Ok(Self {
            kind: cells.row().parsed(Column::PlaceKind.name())?,
            country: country.transpose()?,
            point: wire::coordinates(&cells.row(), north, east)?,
            admin1: first([Column::Admin1Code, Column::Admin1Name]),
            admin2: first([Column::Admin2Code, Column::Admin2Name]),
        })
    }

    fn is_nothing(&self) -> bool {
        self.kind.is_none()
            && self.country.is_none()
            && self.point.is_none()
            && self.admin1.is_none()
    }

    /// Whether `place` is the province or district that the row states for its place.
    fn is_own_area(&self, place: &Place) -> bool {
        let said = match place.kind {
            PlaceKind::Admin1 => self.admin1,
            PlaceKind::Admin2 => self.admin2,
            _ => None,
        };
        said.is_some_and(|said| is_called(place, said))
    }

    /// Whether the row may mean this place: nothing in the row contradicts it.
    fn fits(&self, place: &Place, session: &ImportSession<'_>) -> bool {
        if self.kind.is_some_and(|kind| differ(kind, place.kind)) {
            return false;
        }
        let path = path(place, session);
        let country = path.iter().find_map(|place| place.country.as_ref());
        if let (Some(here), Some(there)) = (&self.country, country)
            && here != there
        {
            return false;
        }
        if let (Some(here), Some(there)) = (self.point, place.coordinates) {
            return (here.latitude - there.latitude).abs() < FAR
                && (here.longitude - there.longitude).abs() < FAR;
        }
        let admin1 = path.iter().find(|place| place.kind == PlaceKind::Admin1);
        self.admin1.zip(admin1).is_none_or(|(said, area)| is_called(area, said))
    }
}

/// Whether a place cannot be of both kinds at once. Kind `area` is compatible with every kind.
fn differ(one: PlaceKind, other: PlaceKind) -> bool {
    let unsure = [one, other].contains(&PlaceKind::Area);
    let (areas, same) = (one.is_area() || other.is_area(), one == other);
    !unsure && areas && !same
}

/// A place, its parent, and so on up to the country.
fn path<'b>(place: &'b Place, session: &'b ImportSession<'_>) -> Vec<&'b Place> {
    let mut path = vec![place];
    let mut next = place.parent.as_ref();
    // Parents cannot form a circle; the limit of 20 is a safeguard.
    while let Some(parent) =
        next.and_then(|key| session.places.get(key)).filter(|_| path.len() < 20)
    {
        path.push(parent);
        next = parent.parent.as_ref();
    }
    path
}

fn is_called(area: &Place, (column, words): (Column, &str)) -> bool {
    if matches!(column, Column::Admin1Code | Column::Admin2Code) {
        return area.pcode.as_deref().is_none_or(|code| code == words);
    }
    names::is_called(area, words)
}
