//! Tests that names are resolved in the same way in a database and in memory.

use super::*;

use crate::domain::name::key_of;
use crate::domain::names::{self, NameError, NamedRows};

use crate::store::LookupError;
use proptest::prelude::*;

/// Generates names of few letters, so that many fold alike, are keys of others, or are similar to each other.
fn name() -> impl Strategy<Value = String> {
    prop_oneof!["[aAäb]{1,2}", "Alep(p)?o", "[aA]b [bB́]", "SY0[12]"]
}

/// Generates places, each of which may lie in an earlier one.
fn places() -> impl Strategy<Value = Vec<Place>> {
    let kinds = prop::sample::select(PlaceKind::ALL.to_vec());
    let country = prop::option::of(prop::sample::select(vec!["SYR", "LBN"]));
    let row = (name(), kinds, any::<prop::sample::Index>(), country, any::<bool>());
    let row = (row, prop::collection::vec(name(), 0..3));
    prop::collection::vec(row, 1..12).prop_map(|rows| {
        let mut places: Vec<Place> = Vec::new();
        for (at, ((name, kind, parent, country, named), aliases)) in rows.into_iter().enumerate() {
            let key = if named { key_of(&name) } else { format!("p{at}") };
            if places.iter().any(|place| place.key == key) {
                continue;
            }
            let parent = (!places.is_empty()).then(|| parent.get(&places).key.clone());
            let parent = parent.filter(|_| at % 3 > 0);
            let pcode = (at % 4 == 0).then(|| format!("SY{at:02}"));
            let country = country.map(str::to_owned);
            let bare = Place::new(&key, &name, kind, parent);
            places.push(Place { country, pcode, aliases, ..bare });
        }
        places
    })
}

/// The result of a lookup, with the inner error of names.
fn plain<T>(found: Result<T, LookupError>) -> Result<T, NameError> {
    found.map_err(|error| match error {
        LookupError::Name(error) => error,
        other => panic!("{other}"),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn places_in_memory_are_found_like_those_in_the_database(
        places in places(),
        words in prop::collection::vec(name(), 1..20),
    ) {
        let mut fixture = Fixture::empty();
        let mut writer = fixture.store.begin().unwrap();
        let (early, late) = places.split_at(places.len() / 2);
        let mut rows: NamedRows<Place> = early.iter().cloned().collect();
        assert!(!rows.knows("what makes the index, into which later rows go"));
        for place in &places {
            writer.add_place(place).unwrap();
        }
        for place in late {
            rows.insert(place.clone());
        }
        let keys = places.iter().map(|place| place.key.clone());
        let codes = places.iter().filter_map(|place| place.pcode.clone());
        for words in words.into_iter().chain(keys).chain(codes).chain(["alepo".to_owned()]) {
            let here = names::resolve(&&rows, &words).map(|found| {
                names::Named { row: found.row.clone(), term: found.term, also: found.also }
            });
            prop_assert_eq!(here, plain(writer.store().find_place(&words)), "{}", words);
        }
    }

    #[test]
    fn actors_in_memory_are_found_like_those_in_the_database(
        actors in prop::collection::btree_map("[a-c]{1,2}", (name(), prop::collection::vec(name(), 0..3)), 1..8),
        words in prop::collection::vec(name(), 1..20),
    ) {
        let mut fixture = Fixture::empty();
        let mut writer = fixture.store.begin().unwrap();
        let mut rows = NamedRows::<Actor>::default();
        let mut parent = None;
        for (key, (name, aliases)) in actors {
            let actor = Actor { key: key.clone(), name, kind: ActorKind::Ngo, parent, aliases };
            writer.add_actor(&actor).unwrap();
            rows.insert(actor);
            parent = Some(key);
        }
        for words in words {
            let here = names::resolve(&&rows, &words).map(|found| {
                names::Named { row: found.row.clone(), term: found.term, also: found.also }
            });
            prop_assert_eq!(here, plain(writer.store().find_actor(&words)), "{}", words);
        }
    }
}
