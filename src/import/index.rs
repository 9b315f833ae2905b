//! The places and actors that an import knows, by what rows call them. Kept up to date with each one
//! that is made, so that making many takes no longer for each.

use crate::domain::actor::Actor;
use crate::domain::name::fold;
use crate::domain::place::{Place, PlaceKind};
use foldhash::{HashMap, HashSet};

/// Places by name, code and country.
#[derive(Default)]
pub(super) struct PlaceIndex {
    /// The keys of the places of each name, folded.
    names: HashMap<String, Vec<String>>,
    /// Keys and P-codes, folded: words may be those, too.
    others: HashSet<String>,
    /// The keys of the places of each P-code.
    codes: HashMap<String, Vec<String>>,
    /// The keys of the countries of each code.
    countries: HashMap<String, Vec<String>>,
}

impl PlaceIndex {
    pub(super) fn of<'p>(places: impl Iterator<Item = &'p Place>) -> Self {
        let mut index = Self::default();
        places.for_each(|place| index.note(place));
        index
    }

    /// Notes a place.
    pub(super) fn note(&mut self, place: &Place) {
        for name in [&place.name].into_iter().chain(&place.aliases) {
            put(&mut self.names, fold(name), &place.key);
        }
        self.others.insert(fold(&place.key));
        if let Some(code) = &place.pcode {
            self.others.insert(fold(code));
            put(&mut self.codes, code.clone(), &place.key);
        }
        if let Some(code) = place.country.as_ref().filter(|_| place.kind == PlaceKind::Country) {
            put(&mut self.countries, code.clone(), &place.key);
        }
    }

    /// The keys of the places that go by a name, in order.
    pub(super) fn named(&self, name: &str) -> &[String] {
        self.names.get(&fold(name)).map_or(&[], Vec::as_slice)
    }

    /// The key of the place that has a P-code.
    pub(super) fn coded(&self, code: &str) -> Option<&String> {
        self.codes.get(code)?.first()
    }

    /// The key of the country that has a code.
    pub(super) fn country(&self, code: &str) -> Option<&String> {
        self.countries.get(code)?.first()
    }

    /// Whether a place has some words for its name, key or P-code.
    pub(super) fn knows(&self, words: &str) -> bool {
        let folded = fold(words);
        self.names.contains_key(&folded) || self.others.contains(&folded)
    }
}

/// What actors are called.
#[derive(Default)]
pub(super) struct ActorIndex(HashSet<String>);

impl ActorIndex {
    pub(super) fn of<'a>(actors: impl Iterator<Item = &'a Actor>) -> Self {
        let mut index = Self::default();
        actors.for_each(|actor| index.note(actor));
        index
    }

    /// Notes an actor.
    pub(super) fn note(&mut self, actor: &Actor) {
        let names = [&actor.key, &actor.name].into_iter().chain(&actor.aliases);
        self.0.extend(names.map(|name| fold(name)));
    }

    /// Whether an actor has some words for its name or key.
    pub(super) fn knows(&self, words: &str) -> bool {
        self.0.contains(&fold(words))
    }
}

/// Puts a key where it belongs in the order of keys.
fn put(index: &mut HashMap<String, Vec<String>>, name: String, key: &str) {
    let keys = index.entry(name).or_default();
    if let Err(at) = keys.binary_search_by(|known| known.as_str().cmp(key)) {
        keys.insert(at, key.to_owned());
    }
}
