//! Tests that rows are read back as they were recorded.

use super::*;
use crate::domain::fact::{Correction, QuoteCheck, Stance, Status};
use crate::domain::place::{CoordinatePrecision, Coordinates};
use crate::domain::quantity::Per;
use crate::domain::report::{CapturedText, Confidentiality};

#[test]
fn an_actor_comes_back_as_it_was_and_as_it_was_edited() {
    let mut fixture = Fixture::new();
    let mut un = fixture.store.find_actor("united-nations").unwrap().row;
    assert_eq!(un.aliases, ["UN", "Vereinte Nationen"]);
    un.aliases = vec!["ООН".into(), "UN".into()];
    un.name = "United Nations Organisation".into();
    fixture.on("2016-11-02", |writer| writer.edit_actor(&un).unwrap());
    assert_eq!(fixture.store.find_actor("оон").unwrap().row, un);
    assert!(fixture.store.find_actor("Vereinte Nationen").is_err());
}

#[test]
fn a_place_and_an_indicator_come_back_as_they_were() {
    let mut fixture = Fixture::new();
    let douma = Place {
        pcode: Some("SY030101".into()),
        coordinates: Some(Coordinates { latitude: 33.57, longitude: 36.4 }),
        coordinate_precision: Some(CoordinatePrecision::Centroid),
        aliases: vec!["دوما".into(), "Duma".into(), "Dūmā".into()],
        ..place("douma", "Douma", PlaceKind::Town, Some("syria"))
    };
    let food = Indicator {
        aliases: vec!["bread".into()],
        unit: "SYP per kg".into(),
        ..indicator("food-price", Measure::Count, Nature::Stock)
    };
    fixture.on("2016-11-02", |writer| {
        writer.add_place(&douma).unwrap();
        writer.add_indicator(&food).unwrap();
    });
    assert_eq!(fixture.store.find_place("DUMA").unwrap().row, douma);
    assert_eq!(fixture.store.find_place("sy030101").unwrap().row, douma);
    assert_eq!(fixture.store.find_indicator("Bread").unwrap().row, food);
}

#[test]
fn a_report_comes_back_as_it_was_with_its_text() {
    let mut fixture = Fixture::new();
    let text =
        CapturedText { text: "Zeile\n حلب".into(), captured_at: "2016-11-02T10:00:00Z".into() };
    let report = Report {
        byline: Some("A. Writer".into()),
        archive_url: Some("https://archive.example/1".into()),
        language: Some("de".into()),
        republishes: Some("voa-1".into()),
        confidentiality: Some(Confidentiality::Internal),
        published: expression("2016-10-2X"),
        has_text: true,
        ..report("reuters-3", "reuters", "2016-10-29")
    };
    let added = fixture.on("2016-11-02", |writer| writer.add_report(&report, Some(&text)).unwrap());
    assert_eq!(added, Report { uid: added.uid, ..report });
    assert_eq!(fixture.store.find_report("reuters-3").unwrap(), added);
    assert_eq!(fixture.store.report_text("reuters-3").unwrap(), Some(text));
    assert_eq!(fixture.store.report_text("voa-1").unwrap(), None);
    assert_eq!(fixture.store.reports().unwrap()[0], added);
}

/// Makes a fact in which every field is set.
fn full_fact(replaces: Option<Correction>) -> Fact {
    let quantity = Quantity {
        as_stated: "between 1.5 and 3".into(),
        low: Some("1.5".parse().unwrap()),
        best: None,
        high: Some(3.into()),
        approximate: true,
        unit: "hours".into(),
        out_of: Some(46.into()),
        per: Some(Per::Day),
    };
    let draft = Draft {
        scope: Some("civilians".into()),
        term: Some("truce".into()),
        stance: Stance::Alleges,
        status: Some(Status::UnderWay),
        quantity: Some(quantity),
        when: Some(When::new(expression("[2016-07-01..2016-07-10]/.."), "since early July")),
        quote: Some("a truce".into()),
        time_of_day: "09:00/14:00".parse().ok(),
        claimants: vec!["ban-ki-moon".into(), "united-nations".into()],
        verb: Some("warns".into()),
        via: vec!["interfax".into(), "reuters".into()],
        thread: Some("october truce".into()),
        origin: Some("ban-2016-10-24".into()),
        comment: Some("read twice".into()),
        replaces,
        ..Draft::new("voa-1", "ceasefire", "aleppo-city")
    };
    Fact::from_record(draft, Some(QuoteCheck::Found), Some(5..12))
}

#[test]
fn a_fact_comes_back_as_it_was() {
    let mut fixture = Fixture::new();
    let old = fixture.add("2016-11-02", trapped(5, "2016-10-24"));
    let plain = fact(Draft {
        verb: Some("are thought to".into()),
        status: Some(Status::Ended),
        ..Draft::new("voa-1", "ceasefire", "homs")
    });
    let full = full_fact(Some(Correction { fact: old, reason: "misread".into() }));
    fixture.on("2016-11-02", |writer| {
        for fact in [&plain, &full] {
            assert!(writer.add_fact(fact).unwrap().new);
            assert!(!writer.add_fact(fact).unwrap().new);
        }
    });
    let selection = fixture.store.select(&Filter::default()).unwrap();
    let facts: Vec<&Fact> = selection.facts.iter().map(|recorded| &recorded.fact).collect();
    assert_eq!(facts, [&plain, &full]);
    let report = selection.reports["voa-1"].uid;
    for recorded in &selection.facts {
        assert_eq!(recorded.fact.uid(report), recorded.uid);
        assert_eq!(recorded.recorded_by, "ana");
        assert_eq!(recorded.recorded_at, "2016-11-02T12:00:00Z");
    }
    let keys: Vec<&String> = selection.actors.keys().collect();
    assert_eq!(keys, ["ban-ki-moon", "interfax", "reuters", "united-nations", "voa-news"]);
    let path: Vec<&str> = selection.path("aleppo-city").map(|place| place.key.as_str()).collect();
    assert_eq!(path, ["aleppo-city", "SY02", "syria"]);
}

#[test]
fn every_kind_of_row_counts_in_its_changeset() {
    let mut fixture = Fixture::new();
    let first = fixture.newest_changeset();
    assert_eq!((first.seq, first.row_count, first.replica.as_str()), (1, 16, "replica-1"));
    let uid = fixture.add("2016-11-02", trapped(5, "2016-10-24"));
    fixture.on("2016-11-03", |writer| {
        writer.retract_fact(uid, "wrong city").unwrap();
        writer.reinstate_fact(uid, "right after all").unwrap();
        writer.retract_report("reuters-1", "a hoax").unwrap();
    });
    let third = fixture.newest_changeset();
    assert_eq!((third.seq, third.row_count), (3, 3));
    assert_eq!(third.recorder, recorder("2016-11-03"));
    assert!(third.tool.starts_with("factline "));
}

#[test]
fn without_rows_there_is_no_changeset_and_the_file_is_unchanged() {
    let mut fixture = Fixture::new();
    fixture.add("2016-11-02", trapped(5, "2016-10-24"));
    let before = std::fs::read(fixture.store.path()).unwrap();
    let mut writer = fixture.store.begin().unwrap();
    assert!(!writer.add_fact(&fact(trapped(5, "2016-10-24"))).unwrap().new);
    let same = writer.store().find_actor("reuters").unwrap().row;
    writer.edit_actor(&same).unwrap();
    assert_eq!(writer.commit(&recorder("2016-11-03")).unwrap(), None);
    assert!(std::fs::read(fixture.store.path()).unwrap() == before);
}

#[test]
fn what_is_not_committed_is_not_kept() {
    let mut fixture = Fixture::new();
    let mut writer = fixture.store.begin().unwrap();
    let uid = writer.add_fact(&fact(trapped(5, "2016-10-24"))).unwrap().uid;
    assert_eq!(writer.store().find_fact(&uid.short()).unwrap(), uid);
    drop(writer);
    assert!(fixture.store.find_fact(&uid.short()).is_err());
    assert_eq!(fixture.store.changesets().unwrap().len(), 1);
}

#[test]
fn the_report_used_last_is_remembered_for_each_recorder() {
    let mut fixture = Fixture::new();
    assert_eq!(fixture.store.last_report("ana").unwrap().as_deref(), Some("reuters-2"));
    assert_eq!(fixture.store.last_report("ben").unwrap(), None);
    let mut writer = fixture.store.begin().unwrap();
    writer.use_report("ben", "voa-1").unwrap();
    assert!(writer.use_report("ben", "nowhere").is_err());
    assert_eq!(writer.commit(&recorder("2016-11-02")).unwrap(), None);
    assert_eq!(fixture.store.last_report("ben").unwrap().as_deref(), Some("voa-1"));
    assert_eq!(fixture.store.changesets().unwrap().len(), 1);
}
