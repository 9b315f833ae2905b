//! The countries that new places lie in, where rows say no more of them than their code.

use crate::domain::country::{Country, by_code};
use crate::domain::name::{fold_name, free_key, key_of};
use crate::domain::place::Place;
use crate::import::session::ImportSession;
use crate::import::summary::{Created, Failure, RecordKind};
use crate::store::StoreError;
use std::collections::BTreeMap;

impl ImportSession<'_> {
    /// The key of a country: of the recorded one with that code, or of one that is made.
    pub(super) fn country_key(&mut self, country: Country) -> Result<String, Failure> {
        if let Some(key) = self.country_with_code(country.alpha3) {
            return Ok(key.clone());
        }
        let key = free_key(&key_of(country.name), |key| self.places.contains_key(key));
        let is_pcode_free = self.places.with_code(country.alpha2).is_none();
        self.make_country(Place::of_country(country, &key, is_pcode_free))?;
        Ok(key)
    }

    /// Records a country that rows name by its code alone.
    pub(super) fn make_country(&mut self, country: Place) -> Result<(), Failure> {
        let (key, name) = (country.key.clone(), country.name.clone());
        self.add_place(country)?;
        self.created.push(Created { kind: RecordKind::Place, key, name });
        Ok(())
    }

    /// Lets places wait for their country: one that a later row made, or one that is made now that
    /// all rows were read and none did.
    pub(super) fn settle_places_without_country(&mut self) -> Result<(), StoreError> {
        let mut places = std::mem::take(&mut self.places_without_country);
        // What a row says of the place it lies in comes first.
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

    /// The country of a code that rows have, recorded or made. None is made beside a place that has
    /// its name, which is not known to be another one.
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
