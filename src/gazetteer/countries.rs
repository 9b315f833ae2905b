//! The countries of listed places: recorded ones, and new ones.

use crate::domain::country::Country;
use crate::domain::name::{free_key, key_of};
use crate::domain::names::NamedRows;
use crate::domain::place::{Place, PlaceKind};
use std::collections::HashMap;

/// Recorded and new countries, found by ISO 3166-1 code.
pub(super) struct Countries<'p> {
    recorded: &'p NamedRows<Place>,
    /// Keys of recorded and new countries, by alpha-3 code.
    keys: HashMap<String, String>,
    /// New countries, to be recorded before the places of the list.
    pub(super) made: Vec<Place>,
}

impl<'p> Countries<'p> {
    pub(super) fn of(recorded: &'p NamedRows<Place>) -> Self {
        let mut keys: HashMap<String, String> = HashMap::new();
        for place in recorded.values().filter(|place| place.kind == PlaceKind::Country) {
            let Some(code) = &place.country else { continue };
            let key = keys.entry(code.clone()).or_insert_with(|| place.key.clone());
            // If several places have one code, the smallest key wins, whatever the order of the
            // rows.
            if place.key < *key {
                key.clone_from(&place.key);
            }
        }
        Self { recorded, keys, made: Vec::new() }
    }

    /// The key of a country's place; creates the place if none is recorded.
    pub(super) fn key(&mut self, country: Country) -> String {
        if let Some(key) = self.keys.get(country.alpha3) {
            return key.clone();
        }
        let key = free_key(&key_of(country.name), |key| self.get(key).is_some());
        let is_pcode_free = self.recorded.with_code(country.alpha2).is_none();
        self.made.push(Place::of_country(country, &key, is_pcode_free));
        self.keys.insert(country.alpha3.to_owned(), key.clone());
        key
    }

    /// The recorded or new place with a key. `None` if there is none.
    pub(super) fn get(&self, key: &str) -> Option<&Place> {
        self.recorded.get(key).or_else(|| self.made.iter().find(|place| place.key == key))
    }
}
