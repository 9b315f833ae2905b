//! The countries that new places lie in, where rows say no more of them than their code.

use crate::domain::country::{Country, by_code};
use crate::domain::name::{fold, key_of};
use crate::domain::place::{Place, PlaceKind};
use crate::import::book::{Book, free_key};
use crate::import::missing_place::bare_place;
use crate::import::summary::{Created, Failure, Kind};
use crate::store::StoreError;
use std::collections::BTreeMap;

impl Book<'_> {
    /// The key of a country: of the recorded one with that code, or of one that is made.
    pub(crate) fn country_key(&mut self, country: Country) -> Result<String, Failure> {
        let is_it = |place: &&Place| {
            place.kind == PlaceKind::Country && place.country.as_deref() == Some(country.alpha3)
        };
        if let Some(place) = self.places.values().find(is_it) {
            return Ok(place.key.clone());
        }
        let key = free_key(&key_of(country.name), |key| self.places.contains_key(key));
        let has_code = |place: &Place| place.pcode.as_deref() == Some(country.alpha2);
        let pcode = (!self.places.values().any(has_code)).then(|| country.alpha2.to_owned());
        let place = Place {
            country: Some(country.alpha3.to_owned()),
            pcode,
            aliases: vec![country.alpha3.to_owned()],
            ..bare_place(&key, country.name, PlaceKind::Country, None)
        };
        self.add_place(place)?;
        let name = country.name.to_owned();
        self.created.push(Created { kind: Kind::Place, key: key.clone(), name });
        Ok(key)
    }

    /// Lets places wait for their country: one that a later row made, or one that is made now that
    /// all rows were read and none did.
    pub(super) fn settle_strays(&mut self) -> Result<(), StoreError> {
        let mut strays = std::mem::take(&mut self.strays);
        // What a row says of the place it lies in comes first.
        let has_parent = |key: &str| {
            self.waiting
                .iter()
                .any(|(waiting, parent)| waiting == key && self.places.contains_key(parent))
        };
        strays.retain(|(key, _)| !has_parent(key));
        let mut countries: BTreeMap<String, Option<String>> = BTreeMap::new();
        for (_, code) in &strays {
            if !countries.contains_key(code) {
                countries.insert(code.clone(), self.country_of(code)?);
            }
        }
        let found = strays
            .into_iter()
            .filter_map(|(key, code)| Some((key, countries.get(&code)?.clone()?)));
        self.waiting.extend(found);
        Ok(())
    }

    /// The country of a code that rows have, recorded or made. None is made beside a place that has
    /// its name, which is not known to be another one.
    fn country_of(&mut self, code: &str) -> Result<Option<String>, StoreError> {
        let there = |place: &&Place| place.country.as_deref() == Some(code);
        let recorded = self.places.values().filter(there);
        let key = recorded.filter(|place| place.kind == PlaceKind::Country).map(|place| &place.key);
        if let Some(key) = key.min() {
            return Ok(Some(key.clone()));
        }
        let Some(country) = by_code(code) else { return Ok(None) };
        let name = fold(country.name);
        if self.places.values().filter(there).any(|place| fold(&place.name) == name) {
            return Ok(None);
        }
        match self.country_key(country) {
            Ok(key) => Ok(Some(key)),
            Err(Failure::Store(error)) => Err(error),
            Err(Failure::Row(_) | Failure::Unknown(_)) => Ok(None),
        }
    }
}
