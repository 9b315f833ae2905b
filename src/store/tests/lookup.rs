//! Tests that words find one row, or that the error says why they do not.

use super::*;
use crate::domain::names::NameError;
use crate::store::LookupError;

fn place_key(fixture: &Fixture, words: &str) -> String {
    fixture.store.find_place(words).unwrap().row.key
}

#[test]
fn rows_are_found_by_key_name_and_other_name_in_any_case() {
    let fixture = Fixture::new();
    for words in ["united-nations", "UNITED NATIONS", "  un ", "vereinte nationen"] {
        assert_eq!(fixture.store.find_actor(words).unwrap().row.key, "united-nations", "{words}");
    }
    assert_eq!(fixture.store.find_actor("un").unwrap().term.as_deref(), Some("UN"));
    assert_eq!(fixture.store.find_actor("United Nations").unwrap().term, None);
    assert_eq!(place_key(&fixture, "HOMS"), "homs");
}

#[test]
fn a_name_that_a_city_shares_with_the_area_around_it_means_the_city() {
    let fixture = Fixture::new();
    let found = fixture.store.find_place("Aleppo").unwrap();
    assert_eq!(found.row.key, "aleppo-city");
    assert_eq!(found.also, ["SY02 (Aleppo, admin1, in Syria)"]);
    assert_eq!(place_key(&fixture, "SY02"), "SY02");
}

#[test]
fn a_name_that_two_places_apart_share_is_ambiguous() {
    let mut fixture = Fixture::new();
    fixture.on("2016-11-02", |writer| {
        let elsewhere = place("aleppo-2", "Aleppo", PlaceKind::Area, Some("homs"));
        writer.add_place(&elsewhere).unwrap();
        let keyed = place("Homs", "Homs", PlaceKind::Area, None);
        writer.add_place(&keyed).unwrap();
    });
    let error = fixture.store.find_place("aleppo").unwrap_err();
    let LookupError::Name(NameError::Ambiguous { candidates, .. }) = error else {
        panic!("{error}")
    };
    assert_eq!(
        candidates,
        [
            "SY02 (Aleppo, admin1, in Syria)",
            "aleppo-2 (Aleppo, area, in Homs)",
            "aleppo-city (Aleppo, city, in Aleppo)",
        ]
    );
    assert_eq!(place_key(&fixture, "Homs"), "Homs", "the very key comes first");
    assert_eq!(place_key(&fixture, "homs"), "homs");
    assert!(fixture.store.find_place("HOMS").is_err());
}

#[test]
fn two_settlements_in_one_another_are_ambiguous() {
    let mut fixture = Fixture::new();
    fixture.on("2016-11-02", |writer| {
        writer.add_place(&place("camp", "Aleppo", PlaceKind::Camp, Some("aleppo-city"))).unwrap();
    });
    assert!(matches!(
        fixture.store.find_place("Aleppo"),
        Err(LookupError::Name(NameError::Ambiguous { .. }))
    ));
}

#[test]
fn an_unknown_name_comes_with_its_neighbours() {
    let fixture = Fixture::new();
    let error = fixture.store.find_place("Alepo").unwrap_err();
    assert_eq!(error.to_string(), "place `Alepo`: not recorded");
    let LookupError::Name(NameError::Unknown { nearest, .. }) = error else { panic!() };
    assert_eq!(nearest[0], "Aleppo");
    assert!(nearest.len() <= 3);
    assert!(fixture.store.find_actor("").is_err());
}

#[test]
fn a_report_is_found_by_key_link_and_title() {
    let fixture = Fixture::new();
    for words in
        ["voa-1", "VOA-1", "http://example.org/voa-1/", "www.example.org/voa-1", "what VOA-1 says"]
    {
        assert_eq!(fixture.store.find_report(words).unwrap().key, "voa-1", "{words}");
    }
    let error = fixture.store.find_report("reuters-3").unwrap_err();
    assert!(
        matches!(error, LookupError::Name(NameError::Unknown { nearest, .. }) if !nearest.is_empty())
    );
}

#[test]
fn reports_of_one_title_are_ambiguous_until_one_is_retracted() {
    let mut fixture = Fixture::new();
    fixture.on("2016-11-02", |writer| {
        for key in ["a", "b"] {
            let report = Report { title: "Same".into(), ..report(key, "reuters", "2016-10-30") };
            writer.add_report(&report, None).unwrap();
        }
    });
    let error = fixture.store.find_report("same").unwrap_err();
    assert!(error.to_string().contains("a (Same, reuters, 2016-10-30); b ("), "{error}");
    fixture.on("2016-11-03", |writer| writer.retract_report("a", "twice").unwrap());
    assert_eq!(fixture.store.find_report("same").unwrap().key, "b");
}

#[test]
fn a_fact_is_found_by_the_beginning_of_its_uid() {
    let mut fixture = Fixture::new();
    let uid = fixture.add("2016-11-02", trapped(5, "2016-10-24"));
    let digits = uid.to_string();
    for length in [4, 5, 8, 31, 32] {
        assert_eq!(fixture.store.find_fact(&digits[..length]).unwrap(), uid);
        assert_eq!(fixture.store.find_fact(&digits[..length].to_uppercase()).unwrap(), uid);
    }
    let why = |prefix: &str| fixture.store.find_fact(prefix).unwrap_err().to_string();
    assert!(why("3f9").contains("at least four digits"));
    assert!(why("").contains("0-9, a-f"));
    assert!(why("3f9z").contains("0-9, a-f"));
    assert!(why(&format!("{digits}0")).contains("no more than 32 digits"));
    let other = if digits.starts_with('0') { "1111" } else { "0000" };
    assert_eq!(why(other), format!("fact `{other}`: not recorded"));
}

#[test]
fn a_beginning_that_facts_share_is_ambiguous_and_says_what_they_say() {
    let mut fixture = Fixture::new();
    // About two of a thousand facts share their first four digits.
    let uids = fixture.on("2016-11-02", |writer| {
        let add = |best| writer.add_fact(&fact(trapped(best, "2016-10-24"))).unwrap().uid;
        (0..1000).map(add).collect::<Vec<_>>()
    });
    let mut starts: Vec<String> = uids.iter().map(|uid| uid.to_string()[..4].to_owned()).collect();
    starts.sort();
    let shared = starts.windows(2).find(|pair| pair[0] == pair[1]).unwrap();
    let error = fixture.store.find_fact(&shared[0]).unwrap_err();
    let LookupError::Name(NameError::Ambiguous { candidates, .. }) = error else {
        panic!("{error}")
    };
    assert!(candidates[0].starts_with(&shared[0]), "{candidates:?}");
    assert!(candidates[0].contains("trapped, Eastern Aleppo"), "{candidates:?}");
}
