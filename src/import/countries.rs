//! Makes the countries of new places if rows give only a country code.

use crate::domain::country::{Country, by_code};
use crate::domain::name::{fold_name, free_key, key_of};
use crate::domain::place::Place;
use crate::import::session::ImportSession;
use crate::import::summary::{Created, Failure, RecordKind};
use crate::store::StoreError;
use std::collections::BTreeMap;

impl ImportSession<'_> {
    /// The key of the country with this ISO 3166 code. Makes the country if none is recorded.
    /// Fails if the key or the name cannot be recorded.
    pub(super) fn country_key(&mut self, country: Country) -> Result<String, Failure> {
        if let Some(key) = self.country_with_code(country.alpha3) {
            return Ok(key.clone());
        }
        let key = free_key(&key_of(country.name), |key| self.places.contains_key(key));
        let is_pcode_free = self.places.with_code(country.alpha2).is_none();
        self.make_country(Place::of_country(country, &key, is_pcode_free))?;
        Ok(key)
    }

    /// Records a country that rows name only by code, and lists it among the rows that were made.
    pub(super) fn make_country(&mut self, country: Place) -> Result<(), Failure> {
        let (key, name) = (country.key.clone(), country.name.clone());
        self.add_place(country)?;
        self.created.push(Created { kind: RecordKind::Place, key, name, near: None });
        Ok(())
    }

    /// Puts places made without a country into the country of their code, after all rows were read.
    /// A country that a later row made is used; otherwise it is made here.
    pub(super) fn settle_places_without_country(&mut self) -> Result<(), StoreError> {
        let mut places = std::mem::take(&mut self.places_without_country);
        // If a row states a parent for its place, the parent counts more than the country code.
        let has_parent = |key: &str| {
            self.awaiting_parent
                .iter()
                .any(|(waiting, parent)| waiting == key && self.places.contains_key(parent))
        };
        places.retain(|(key, _)| !has_parent(key));
        let mut countries: BTreeMap<String, Option<String>> = BTreeMap::new();
        for (_, code) in &places {
            if !countries.contains_key(code) {
                countries.insert(code.clone(), self.country_of(code)?);
            }
        }
        let found = places
            .into_iter()
            .filter_map(|(key, code)| Some((key, countries.get(&code)?.clone()?)));
        self.awaiting_parent.extend(found);
        Ok(())
    }

    /// The key of the country with this code, recorded or made now. `None` if the code is unknown
    /// or no country can be made, or if a place has the country's name and may be that country.
    fn country_of(&mut self, code: &str) -> Result<Option<String>, StoreError> {
        if let Some(key) = self.country_with_code(code) {
            return Ok(Some(key.clone()));
        }
        let Some(country) = by_code(code) else { return Ok(None) };
        let name = fold_name(country.name);
        let is_there = |place: &Place| place.country.as_deref() == Some(code);
        let has_name = |place: &Place| is_there(place) && fold_name(&place.name) == name;
        if self.places.called(country.name).any(has_name) {
            return Ok(None);
        }
        match self.country_key(country) {
            Ok(key) => Ok(Some(key)),
            Err(Failure::Store(error)) => Err(error),
            Err(Failure::Row(_) | Failure::Unknown(_)) => Ok(None),
        }
    }
}
