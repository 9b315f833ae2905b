//! Tests that invalid rows are refused, and that the error says why.

use super::*;
use crate::domain::actor::ActorKind;
use crate::domain::fact::Correction;
use crate::domain::identity::ReportIdentity;
use crate::domain::place::Coordinates;
use crate::store::{StoreError, WriteError, report as report_table};

#[test]
fn a_key_that_is_taken_is_refused_with_the_row_that_has_it() {
    let mut fixture = Fixture::new();
    let mut writer = fixture.store.begin().unwrap();
    let again = writer.add_actor(&actor("reuters", "Other", ActorKind::Media, None));
    assert_eq!(again.unwrap_err().to_string(), "actor `reuters`: recorded already (Reuters)");
    let coded = |key: &str| Place {
        pcode: Some("SY0200".into()),
        ..place(key, "X", PlaceKind::Area, None)
    };
    writer.add_place(&coded("x")).unwrap();
    assert!(
        matches!(writer.add_place(&coded("y")), Err(WriteError::PcodeTaken { key, .. }) if key == "x")
    );
    writer.edit_place(&coded("x")).unwrap();
}

#[test]
fn rows_that_are_named_must_be_there_and_no_place_lies_in_itself() {
    let mut fixture = Fixture::new();
    let mut writer = fixture.store.begin().unwrap();
    let orphan = place("x", "X", PlaceKind::City, Some("nowhere"));
    assert!(matches!(writer.add_place(&orphan), Err(WriteError::Missing { what: "place", .. })));
    let missing = actor("nobody", "Nobody", ActorKind::Other, None);
    assert!(matches!(writer.edit_actor(&missing), Err(WriteError::Missing { what: "actor", .. })));
    let looped = place("syria", "Syria", PlaceKind::Country, Some("eastern-aleppo"));
    assert!(matches!(writer.edit_place(&looped), Err(WriteError::Loop { .. })));
    for draft in [
        Draft::new("nowhere", "trapped", "homs"),
        Draft::new("voa-1", "nothing", "homs"),
        Draft::new("voa-1", "trapped", "nowhere"),
        Draft { claimants: vec!["nobody".into()], ..trapped(1, "2016-10-24") },
        Draft { via: vec!["nobody".into()], ..trapped(1, "2016-10-24") },
    ] {
        assert!(matches!(writer.add_fact(&fact(draft)), Err(WriteError::Missing { .. })));
    }
}

#[test]
fn the_same_document_is_refused_and_another_needs_another_key() {
    let mut fixture = Fixture::new();
    let mut writer = fixture.store.begin().unwrap();
    let again = Report {
        url: Some("http://example.org/voa-1/?utm_source=x".into()),
        ..report("voa-2", "voa-news", "2016-10-24")
    };
    let error = writer.add_report(&again, None).unwrap_err();
    assert!(
        matches!(&error, WriteError::AlreadyThere { what: "report", key, .. } if key == "voa-1")
    );
    let other = Report {
        url: Some("https://b.example".into()),
        ..report("voa-1", "voa-news", "2016-10-24")
    };
    assert!(matches!(writer.add_report(&other, None), Err(WriteError::KeyTaken { .. })));
    assert_eq!(writer.store().free_report_key("voa-1").unwrap(), "voa-1-2");
    assert_eq!(writer.store().free_report_key("voa-9").unwrap(), "voa-9");
}

#[test]
fn a_report_recorded_before_pages_were_distinguished_is_found_again() {
    let mut fixture = Fixture::new();
    let linked = |key: &str, link: &str| Report {
        url: Some(link.into()),
        ..report(key, "voa-news", "2016-10-24")
    };
    let mut old = linked("old", "https://a.example/#/5");
    let url = old.url.as_deref();
    let (publisher, title, published) = ("voa-news", old.title.as_str(), old.published.as_str());
    let identity = ReportIdentity { url, publisher, title, published, replaces: None };
    old.uid = identity.uid_before().unwrap();
    let mut writer = fixture.store.begin().unwrap();
    let publisher = writer.actor("voa-news").unwrap();
    report_table::insert(writer.connection(), &old, None, None, publisher, writer.changeset)
        .unwrap();
    writer.rows.push(report_table::hash(&old, None, None, None));
    writer.commit(&recorder("2026-10-01")).unwrap();
    fixture.store.verify(|_, _| {}).unwrap();
    assert_eq!(fixture.store.find_report("http://a.example#/5").unwrap().key, "old");
    assert!(fixture.store.find_report("https://a.example/").is_err());
    let mut writer = fixture.store.begin().unwrap();
    let again = writer.add_report(&linked("b", "http://www.a.example/#/5"), None).unwrap_err();
    assert!(matches!(again, WriteError::AlreadyThere { key, .. } if key == "old"));
    let page = writer.add_report(&linked("b", "https://a.example"), None).unwrap_err();
    assert!(matches!(page, WriteError::LinkTaken { key } if key == "old"));
    let other = writer.add_report(&linked("b", "https://a.example/#/6"), None).unwrap();
    assert_eq!(other.replaces, None);
    writer.retract_report("old", "wrong date").unwrap();
    let anew = writer.add_report(&linked("new", "https://a.example/#/5"), None).unwrap();
    assert_eq!(anew.replaces, Some(old.uid));
    writer.commit(&recorder("2026-10-01")).unwrap();
    fixture.store.verify(|_, _| {}).unwrap();
    assert_eq!(fixture.store.find_report("https://a.example/#/5").unwrap().key, "new");
}

#[test]
fn a_report_recorded_again_replaces_the_retracted_one() {
    let mut fixture = Fixture::new();
    let old = fixture.store.find_report("voa-1").unwrap();
    fixture.on("2016-11-02", |writer| writer.retract_report("voa-1", "wrong date").unwrap());
    let anew = Report { url: old.url.clone(), ..report("voa-1-2", "voa-news", "2016-10-25") };
    let new = fixture.on("2016-11-03", |writer| writer.add_report(&anew, None).unwrap());
    assert_eq!(new.replaces, Some(old.uid));
    assert_ne!(new.uid, old.uid);
    let found = fixture.store.find_report("http://example.org/voa-1").unwrap();
    assert_eq!(found.key, "voa-1-2");
    assert_eq!(
        fixture.store.find_report("voa-1").unwrap().retracted.as_deref(),
        Some("wrong date")
    );
}

#[test]
fn only_one_report_of_a_document_counts() {
    let mut fixture = Fixture::new();
    let mut writer = fixture.store.begin().unwrap();
    let url = report("voa-1", "voa-news", "2016-10-24").url;
    for (key, older) in [("voa-2", "voa-1"), ("voa-3", "voa-2")] {
        writer.retract_report(older, "wrong date").unwrap();
        let anew = Report { url: url.clone(), ..report(key, "voa-news", "2016-10-25") };
        writer.add_report(&anew, None).unwrap();
    }
    for key in ["voa-1", "voa-2"] {
        let error = writer.reinstate_report(key, "right").unwrap_err();
        assert!(
            matches!(&error, WriteError::RecordedAnew { by: Some(by), .. } if by == "voa-3"),
            "{error}"
        );
    }
    writer.retract_report("voa-3", "wrong too").unwrap();
    writer.reinstate_report("voa-1", "right").unwrap();
    let error = writer.reinstate_report("voa-3", "right").unwrap_err();
    assert!(
        matches!(&error, WriteError::RecordedAnew { by: Some(by), .. } if by == "voa-1"),
        "{error}"
    );
}

#[test]
fn a_fact_is_corrected_once_and_not_when_it_is_gone() {
    let mut fixture = Fixture::new();
    let [one, two] = [1, 2].map(|best| fixture.add("2016-11-02", trapped(best, "2016-10-24")));
    let correct = |fact: Uid, best| {
        let replaces = Some(Correction { fact, reason: "misread".into() });
        Draft { replaces, ..trapped(best, "2016-10-24") }
    };
    let newer = fixture.add("2016-11-03", correct(one, 3));
    let mut writer = fixture.store.begin().unwrap();
    let twice = writer.add_fact(&fact(correct(one, 4))).unwrap_err();
    assert!(matches!(&twice, WriteError::AlreadyReplaced { by, .. } if *by == newer.short()));
    writer.retract_fact(two, "wrong city").unwrap();
    assert!(matches!(writer.add_fact(&fact(correct(two, 4))), Err(WriteError::Retracted { .. })));
    let lost = Uid([7; 16]);
    assert!(matches!(writer.add_fact(&fact(correct(lost, 4))), Err(WriteError::Missing { .. })));
    assert!(writer.import_fact(&fact(correct(lost, 4))).unwrap().new);
    assert!(writer.import_fact(&fact(correct(one, 4))).unwrap().new);
}

#[test]
fn retracting_twice_and_reinstating_what_counts_are_refused() {
    let mut fixture = Fixture::new();
    let uid = fixture.add("2016-11-02", trapped(5, "2016-10-24"));
    let mut writer = fixture.store.begin().unwrap();
    assert!(matches!(writer.reinstate_fact(uid, "x"), Err(WriteError::NotRetracted { .. })));
    writer.retract_fact(uid, "wrong").unwrap();
    let twice = writer.retract_fact(uid, "again").unwrap_err();
    assert_eq!(twice.to_string(), format!("fact `{}`: retracted: wrong", uid.short()));
    writer.reinstate_fact(uid, "right").unwrap();
    writer.retract_fact(uid, "wrong").unwrap();
    writer.retract_report("voa-1", "hoax").unwrap();
    assert!(matches!(writer.retract_report("voa-1", "x"), Err(WriteError::Retracted { .. })));
    writer.reinstate_report("voa-1", "no hoax").unwrap();
    assert!(matches!(writer.reinstate_report("voa-1", "x"), Err(WriteError::NotRetracted { .. })));
    assert!(matches!(writer.retract_fact(Uid([1; 16]), "x"), Err(WriteError::Missing { .. })));
}

#[test]
fn words_that_say_nothing_are_refused_by_name() {
    let mut fixture = Fixture::new();
    let uid = fixture.add("2016-11-02", trapped(5, "2016-10-24"));
    let mut writer = fixture.store.begin().unwrap();
    let said = |outcome: Result<(), WriteError>| outcome.unwrap_err().to_string();
    assert_eq!(said(writer.retract_fact(uid, "")), "the reason is empty");
    assert_eq!(said(writer.retract_report("voa-1", " ")), "the reason is empty");
    writer.retract_fact(uid, "wrong").unwrap();
    assert_eq!(said(writer.reinstate_fact(uid, "\t")), "the reason is empty");
    let mut actor = writer.store().find_actor("reuters").unwrap().row;
    actor.name = "   ".into();
    assert_eq!(said(writer.edit_actor(&actor)), "the name is empty");
    actor.key = String::new();
    assert_eq!(said(writer.add_actor(&actor)), "the key is empty");
    actor.key = "a|b".into();
    let refused = "key `a|b`: a key is made of letters, digits, `-`, `_` and `.`";
    assert_eq!(said(writer.add_actor(&actor)), refused);
    let homs = writer.store().find_place("homs").unwrap().row;
    let unnamed = Place { aliases: vec!["Emesa".into(), String::new()], ..homs.clone() };
    assert_eq!(said(writer.edit_place(&unnamed)), "the alias is empty");
    let uncoded = Place { pcode: Some(String::new()), ..homs };
    assert_eq!(said(writer.edit_place(&uncoded)), "the P-code is empty");
}

#[test]
fn an_indicator_is_deprecated_once() {
    let mut fixture = Fixture::new();
    for at in ["2016-11-02T00:00:00Z", "2016-11-03T00:00:00Z"] {
        fixture.on("2016-11-02", |writer| writer.deprecate_indicator("trapped", at).unwrap());
    }
    let row = fixture.store.find_indicator("trapped").unwrap().row;
    assert_eq!(row.deprecated_at.as_deref(), Some("2016-11-02T00:00:00Z"));
    assert_eq!(fixture.store.changesets().unwrap().len(), 2);
}

#[test]
fn a_disk_without_room_keeps_nothing() {
    let mut fixture = Fixture::new();
    let pages: i64 =
        fixture.store.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    fixture
        .store
        .connection
        .pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))
        .unwrap();
    let mut writer = fixture.store.begin().unwrap();
    let long = |best| Draft { comment: Some("x".repeat(5000)), ..trapped(best, "2016-10-24") };
    let error = (0..100).find_map(|best| writer.add_fact(&fact(long(best))).err()).unwrap();
    assert!(matches!(error, WriteError::Store(StoreError::Full)));
    drop(writer);
    assert!(fixture.found(&Filter::default()).is_empty());
}

#[test]
fn what_breaks_a_rule_of_its_table_is_refused_in_an_import_too() {
    let mut fixture = Fixture::new();
    let douma = place("douma", "Douma", PlaceKind::Town, Some("syria"));
    let at = |latitude, longitude| Place {
        coordinates: Some(Coordinates { latitude, longitude }),
        ..douma.clone()
    };
    let of = |country: &str| Place { country: Some(country.to_owned()), ..douma.clone() };
    let wrong = [
        of("syr"),
        of("SY"),
        at(90.5, 36.4),
        at(33.5, -180.5),
        at(f64::NAN, 36.4),
        at(1.0, f64::INFINITY),
    ];
    let tagged = Indicator {
        hxl_tag: Some("affected".to_owned()),
        ..indicator("food-price", Measure::Count, Nature::Stock)
    };
    let mut writer = fixture.store.begin_many().unwrap();
    for place in &wrong {
        let why = writer.add_place(place).unwrap_err().to_string();
        assert!(why.contains("CHECK constraint failed: place"), "{place:?}: {why}");
    }
    assert!(writer.add_indicator(&tagged).is_err());
    writer.add_place(&Place { country: Some("SYR".to_owned()), ..at(33.57, 36.4) }).unwrap();
}
