//! The rows that facts name, with what the columns of facts need of them looked up once.

use crate::domain::assessment::{RecordedAssessment, TakenBack};
use crate::domain::identity::Uid;
use crate::domain::indicator::Indicator;
use crate::domain::place::{Place, PlaceKind};
use crate::store::Vocabulary;
use foldhash::HashMap;

/// Every row that facts name but the reports: there may be many of those.
pub(crate) struct FactTable<'v> {
    vocabulary: &'v Vocabulary,
    /// What the actors are called.
    pub(crate) actors: ActorNames<'v>,
    places: HashMap<i64, PlaceInAreas<'v>>,
}

/// A place with what it lies in, the place itself included.
#[derive(Clone, Copy)]
pub(crate) struct PlaceInAreas<'v> {
    pub(crate) place: &'v Place,
    /// The code of the country, of the innermost area that has one.
    pub(super) country: Option<&'v str>,
    pub(super) admin1: Option<&'v Place>,
    pub(super) admin2: Option<&'v Place>,
}

/// What was judged of a fact, and the retractions of it that were taken back, the oldest first.
#[derive(Clone, Copy, Default)]
pub(crate) struct JudgedFact<'v> {
    pub(super) assessments: &'v [RecordedAssessment],
    pub(super) taken_back: &'v [TakenBack],
}

/// What actors are called in cells: by their names, or by their keys where a name cannot stand in a
/// cell with others.
pub(crate) struct ActorNames<'v> {
    keys: HashMap<i64, &'v str>,
    /// The name of each by its key.
    names: HashMap<&'v str, &'v str>,
}

impl<'v> FactTable<'v> {
    /// Looks up what the columns need.
    pub(crate) fn of(vocabulary: &'v Vocabulary) -> Self {
        let places = vocabulary.places.iter();
        let places = places
            .filter_map(|(number, key)| Some((*number, PlaceInAreas::of(vocabulary, key)?)))
            .collect();
        Self { vocabulary, actors: ActorNames::of(vocabulary), places }
    }

    /// The place with a number.
    pub(crate) fn place(&self, number: i64) -> Option<&PlaceInAreas<'v>> {
        self.places.get(&number)
    }

    /// The indicator with a number.
    pub(crate) fn indicator(&self, number: i64) -> Option<&'v Indicator> {
        let key = self.vocabulary.indicators.get(&number)?;
        self.vocabulary.rows.indicators.get(key)
    }

    /// What was judged of a fact.
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

    /// The key of the actor with a number.
    pub(super) fn key(&self, number: i64) -> &'v str {
        self.keys.get(&number).copied().unwrap_or_default()
    }

    /// What the actor with a number is called.
    pub(super) fn name(&self, number: i64) -> &'v str {
        self.name_of(self.key(number))
    }

    /// What the actor with a key is called.
    pub(super) fn name_of<'k>(&self, key: &'k str) -> &'k str
    where
        'v: 'k,
    {
        self.names.get(key).copied().unwrap_or(key)
    }
}
