//! Finds the place of a row by key or name, or makes it from the row's columns.

use crate::domain::name::{fold_name, free_key, is_placeholder, key_of};
use crate::domain::names::is_called;
use crate::domain::place::{Place, PlaceKind};
use crate::format::problem::Problem;
use crate::import::fact_cells::FactCells;
use crate::import::new_rows::{NewRows, check_name};
use crate::import::recorded_cells::RecordedCells;
use crate::import::session::ImportSession;
use crate::import::summary::Failure;
use crate::import::which_place::place_by_name;
use crate::wire::{self, Column};

impl NewRows {
    /// The key of the row's place, which is recorded or will be created. Fails if the row names no place, or an unknown
    /// one that must not be created.
    pub(super) fn place(
        &mut self,
        cells: &FactCells<'_>,
        session: &mut ImportSession<'_>,
    ) -> Result<String, Failure> {
        if let Some(known) = cells.recorded().and_then(RecordedCells::known_place) {
            return Ok(known);
        }
        let found = match (cells.get(Column::PlaceKey), cells.get(Column::PlaceName)) {
            (Some(words), _) | (None, Some(words)) if session.is_new_place(words) => {
                return self.new_place(cells, session);
            }
            (Some(key), _) => place_by_key(key, cells, session),
            (None, Some(name)) => place_by_name(name, cells, session),
            (None, None) => {
                let why = "blank, and so is place_name: a fact needs a place";
                return Err(Problem::at(Column::PlaceKey.name(), why).into());
            }
        };
        match found {
            Err(Failure::Unknown(problem)) if !session.creates => Err(Failure::Unknown(problem)),
            Err(Failure::Unknown(_)) => self.new_place(cells, session),
            found => {
                if let (Some(recorded), Ok(key)) = (cells.recorded(), &found) {
                    recorded.know_place(key);
                }
                found
            }
        }
    }

    /// Makes a place from the row's columns, with the areas that it lies in. Fails if a name is no
    /// name, or a column cannot be read.
    fn new_place(
        &mut self,
        cells: &FactCells<'_>,
        session: &mut ImportSession<'_>,
    ) -> Result<String, Failure> {
        let key = cells.owned(Column::PlaceKey);
        let name = cells.owned(Column::PlaceName).or_else(|| key.clone()).unwrap_or_default();
        check_name(Column::PlaceName.name(), key.as_deref().unwrap_or(&name), &name)?;
        let kind = cells.row().parsed(Column::PlaceKind.name())?.unwrap_or(PlaceKind::Area);
        let key = match key {
            Some(key) => key,
            None => self.free_place_key(&key_of(&name), session),
        };
        let stated = self.stated_parent(&key, cells, session);
        // The place is noted now, so that no area takes its key. Below, it is moved behind its
        // areas, since parents are recorded first.
        let itself = self.places.len();
        self.places.push(Place::new(&key, &name, kind, None));
        let mut parent = stated.clone().or_else(|| self.country(cells, session));
        let mut pcode = None;
        for (level, code, area) in [
            (PlaceKind::Admin1, Column::Admin1Code, Column::Admin1Name),
            (PlaceKind::Admin2, Column::Admin2Code, Column::Admin2Name),
        ] {
            let (code, area) = (cells.owned(code), cells.owned(area));
            if kind == level {
                pcode = code.filter(|code| self.with_pcode(code, session).is_none());
                break;
            }
            if kind != PlaceKind::Country && stated.is_none() {
                parent = self.area(level, code, area, parent, cells, session)?;
            }
        }
        let latitude = Column::Latitude.name();
        let coordinates = wire::coordinates(&cells.row(), latitude, Column::Longitude.name())?;
        let country = location(cells)?;
        let coordinate_precision = cells.row().parsed("coordinate_precision")?;
        let bare = Place { parent, ..self.places.remove(itself) };
        self.places.push(Place { country, pcode, coordinates, coordinate_precision, ..bare });
        Ok(key)
    }

    /// The key of the parent stated in the row, if that place is known. `None` if it is not: a
    /// later row may create it, so it is noted and searched for after the last row.
    fn stated_parent(
        &mut self,
        key: &str,
        cells: &FactCells<'_>,
        session: &ImportSession<'_>,
    ) -> Option<String> {
        let parent = cells.get(Column::PlaceParentKey).filter(|parent| *parent != key)?;
        if session.places.contains_key(parent) || self.places.iter().any(|p| p.key == parent) {
            return Some(parent.to_owned());
        }
        self.awaiting_parent.push((key.to_owned(), parent.to_owned()));
        None
    }

    /// The key of the admin1 or admin2 area that the row names, found or to be made; `parent` if
    /// the row names no area of that level. Fails if its name is not a name.
    fn area(
        &mut self,
        level: PlaceKind,
        code: Option<String>,
        name: Option<String>,
        parent: Option<String>,
        cells: &FactCells<'_>,
        session: &mut ImportSession<'_>,
    ) -> Result<Option<String>, Failure> {
        let [code, name] = [code, name].map(|words| words.filter(|words| !is_placeholder(words)));
        let Some(shown) = name.or_else(|| code.clone()) else { return Ok(parent) };
        let column =
            if level == PlaceKind::Admin1 { Column::Admin1Name } else { Column::Admin2Name };
        check_name(column.name(), &shown, &shown)?;
        let country = location(cells)?;
        let folded = fold_name(&shown);
        let named = |is_in: &dyn Fn(&Place) -> bool| {
            let is_it = |place: &&Place| {
                place.kind == level && is_in(place) && fold_name(&place.name) == folded
            };
            self.places
                .iter()
                .chain(session.places.called(&shown))
                .find(is_it)
                .map(|place| place.key.clone())
        };
        // An area that was created before its country was known has no parent.
        let is_stray = |place: &Place| place.parent.is_none() && place.country == country;
        let found = match &code {
            Some(code) => self.with_pcode(code, session),
            None => named(&|place| place.parent == parent).or_else(|| named(&is_stray)),
        };
        if found.is_some() {
            return Ok(found);
        }
        let base = code.as_deref().map_or_else(|| key_of(&shown), key_of);
        let key = self.free_place_key(&base, session);
        let place = Place { pcode: code, country, ..Place::new(&key, &shown, level, parent) };
        self.places.push(place);
        Ok(Some(key))
    }

    /// The key of the recorded country with the row's code; `None` if there is none.
    fn country(&self, cells: &FactCells<'_>, session: &mut ImportSession<'_>) -> Option<String> {
        let code = cells.get(Column::LocationCode)?;
        let is_it = |place: &&Place| {
            place.kind == PlaceKind::Country && place.country.as_deref() == Some(code)
        };
        let noted = self.places.iter().find(is_it).map(|place| place.key.clone());
        noted.or_else(|| session.country_with_code(code).cloned())
    }

    fn with_pcode(&self, code: &str, session: &mut ImportSession<'_>) -> Option<String> {
        let is_it = |place: &&Place| place.pcode.as_deref() == Some(code);
        let noted = self.places.iter().find(is_it).map(|place| place.key.clone());
        noted.or_else(|| session.places.with_code(code).map(|place| place.key.clone()))
    }

    fn free_place_key(&self, base: &str, session: &ImportSession<'_>) -> String {
        let base = if base.is_empty() { "place" } else { base };
        free_key(base, |key| {
            session.places.contains_key(key) || self.places.iter().any(|place| place.key == key)
        })
    }
}

/// The key of the place in column `place_key`. Words that are not a key may be a name, unless other
/// columns show that another place is meant: the city of Aleppo is not the province of Aleppo.
/// Fails if no place, or more than one, fits.
fn place_by_key(
    words: &str,
    cells: &FactCells<'_>,
    session: &mut ImportSession<'_>,
) -> Result<String, Failure> {
    let column = Column::PlaceKey.name();
    let key = session.place(column, words)?;
    let Some(place) = session.places.get(&key).filter(|_| key != words) else { return Ok(key) };
    let kind: Option<PlaceKind> = cells.row().parsed(Column::PlaceKind.name())?;
    let name = cells.get(Column::PlaceName);
    if kind.is_none_or(|kind| kind == place.kind) && name.is_none_or(|name| is_called(place, name))
    {
        return Ok(key);
    }
    let why = format!("`{words}` is not a key; the place of that name is `{key}`, {}", place.kind);
    Err(Failure::Unknown(Problem::at(column, why)))
}

/// The country code of the row; `None` if blank. Fails if the code is unknown.
fn location(cells: &FactCells<'_>) -> Result<Option<String>, Problem> {
    let code = cells.get(Column::LocationCode);
    code.map(|code| wire::country(Column::LocationCode.name(), code)).transpose()
}
