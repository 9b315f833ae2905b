//! The rows that facts refer to, indexed by row id, so that writing a fact needs no further lookup.

use crate::domain::assessment::{RecordedAssessment, TakenBack};
use crate::domain::identity::Uid;
use crate::domain::indicator::Indicator;
use crate::domain::place::{Place, PlaceKind};
use crate::store::Vocabulary;
use foldhash::HashMap;

/// Actors, places and indicators that facts refer to. Reports are left out: there may be too many
/// for memory.
pub(crate) struct FactTable<'v> {
    vocabulary: &'v Vocabulary,
    /// Names and keys of the actors.
    pub(crate) actors: ActorNames<'v>,
    places: HashMap<i64, PlaceInAreas<'v>>,
}

/// A place with those enclosing areas that columns of facts show. A place that is itself such an
/// area is included.
#[derive(Clone, Copy)]
pub(crate) struct PlaceInAreas<'v> {
    pub(crate) place: &'v Place,
    /// ISO 3166-1 alpha-3 code, from the nearest area that has one. `None` if none has.
    pub(super) country: Option<&'v str>,
    pub(super) admin1: Option<&'v Place>,
    pub(super) admin2: Option<&'v Place>,
}

/// Assessments of a fact, and the retractions of it that were taken back; both oldest first.
#[derive(Clone, Copy, Default)]
pub(crate) struct JudgedFact<'v> {
    pub(super) assessments: &'v [RecordedAssessment],
    pub(super) taken_back: &'v [TakenBack],
}

/// How cells name actors: by name, or by key if the name could not be read back from a cell that
/// lists several.
pub(crate) struct ActorNames<'v> {
    keys: HashMap<i64, &'v str>,
    /// The name of each actor by its key.
    names: HashMap<&'v str, &'v str>,
}

impl<'v> FactTable<'v> {
    /// Builds the table from all recorded names.
    pub(crate) fn of(vocabulary: &'v Vocabulary) -> Self {
        let places = vocabulary.places.iter();
        let places = places
            .filter_map(|(number, key)| Some((*number, PlaceInAreas::of(vocabulary, key)?)))
            .collect();
        Self { vocabulary, actors: ActorNames::of(vocabulary), places }
    }

    /// The place with a row id; `None` if there is none.
    pub(crate) fn place(&self, number: i64) -> Option<&PlaceInAreas<'v>> {
        self.places.get(&number)
    }

    /// The indicator with a row id; `None` if there is none.
    pub(crate) fn indicator(&self, number: i64) -> Option<&'v Indicator> {
        let key = self.vocabulary.indicators.get(&number)?;
        self.vocabulary.rows.indicators.get(key)
    }

    /// Assessments and taken-back retractions of a fact.
    pub(crate) fn judged(&self, fact: Uid) -> JudgedFact<'v> {
        let rows = &self.vocabulary.rows;
        JudgedFact {
            assessments: rows.assessments.get(&fact).map(Vec::as_slice).unwrap_or_default(),
            taken_back: rows.taken_back.get(&fact).map(Vec::as_slice).unwrap_or_default(),
        }
    }
}

impl<'v> PlaceInAreas<'v> {
    fn of(vocabulary: &'v Vocabulary, key: &str) -> Option<Self> {
        let place = vocabulary.rows.places.get(key)?;
        let mut found = Self { place, country: None, admin1: None, admin2: None };
        for area in vocabulary.rows.path(key) {
            found.country = found.country.or(area.country.as_deref());
            match area.kind {
                PlaceKind::Admin1 => found.admin1 = found.admin1.or(Some(area)),
                PlaceKind::Admin2 => found.admin2 = found.admin2.or(Some(area)),
                _ => {}
            }
        }
        Some(found)
    }
}

impl<'v> ActorNames<'v> {
    fn of(vocabulary: &'v Vocabulary) -> Self {
        let names = vocabulary.rows.actors.values().map(|actor| {
            let (key, name) = (actor.key.as_str(), actor.name.as_str());
            let stands = !name.contains('|') && name.trim() == name && !name.ends_with(']');
            (key, if stands { name } else { key })
        });
        let keys = vocabulary.actors.iter().map(|(number, key)| (*number, key.as_str()));
        Self { names: names.collect(), keys: keys.collect() }
    }

    /// The key of the actor with a row id; empty if there is no such actor.
    pub(crate) fn key(&self, number: i64) -> &'v str {
        self.keys.get(&number).copied().unwrap_or_default()
    }

    /// The name, for cells, of the actor with a row id.
    pub(super) fn name(&self, number: i64) -> &'v str {
        self.name_of(self.key(number))
    }

    /// The name, for cells, of the actor with a key.
    pub(super) fn name_of<'k>(&self, key: &'k str) -> &'k str
    where
        'v: 'k,
    {
        self.names.get(key).copied().unwrap_or(key)
    }
}
