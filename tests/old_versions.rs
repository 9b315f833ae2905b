//! Tests that every database written by a released version can be opened.
//!
//! The newest file is written by this version until it is released. From then on the file is not changed, and the next
//! version gets its own file: `cargo test --test old_versions -- --ignored` writes it.

use factline::domain::actor::{Actor, ActorKind};
use factline::domain::changeset::Recorder;
use factline::domain::fact::{Correction, Draft, Status};
use factline::domain::filter::Filter;
use factline::domain::identity::Uid;
use factline::domain::indicator::{Indicator, Measure, Nature};
use factline::domain::place::{Place, PlaceKind};
use factline::domain::quantity::Quantity;
use factline::domain::report::{CapturedText, Report};
use factline::domain::selection::RecordedFact;
use factline::domain::when::When;
use factline::store::{Store, Writer};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/old")
}

#[test]
fn a_database_of_every_version_opens_and_fits_its_digests() -> Result<(), Box<dyn Error>> {
    let scratch = tempfile::tempdir()?;
    let mut versions = 0;
    for entry in fs::read_dir(folder())? {
        let entry = entry?;
        let path = scratch.path().join(entry.file_name());
        fs::copy(entry.path(), &path)?;
        let store = Store::open(&path)?;
        let current = store.select(&Filter::default())?;
        let all = store.select(&Filter { retracted: true, ..Filter::default() })?;
        assert_eq!((current.facts.len(), all.facts.len()), (2, 4), "{}", path.display());
        let first = &current.facts[1].fact;
        assert_eq!(first.claimants, ["united-nations"]);
        assert_eq!(store.find_place("حلب")?.row.key, "aleppo");
        for changeset in store.changesets()? {
            let digests = store.digests(changeset.uid)?;
            assert!(digests.is_some_and(|digests| digests.agree()), "{}", path.display());
        }
        store.verify(|_, _| {})?;
        drop(store);
        assert_eq!(fs::read(&path)?, fs::read(entry.path())?, "reading changes nothing");
        migrates(&path, &all.facts.iter().map(|fact| fact.uid).collect::<Vec<_>>())?;
        versions += 1;
    }
    assert!(versions > 0, "no database of an old version");
    Ok(())
}

/// Records a fact in a file of an older version with these facts, which must not change.
fn migrates(path: &Path, before: &[Uid]) -> Result<(), Box<dyn Error>> {
    let mut store = Store::open(path)?;
    let mut writer = store.begin()?;
    let row = Draft { source_row_id: Some("un:row-7".to_owned()), ..corridors(5, None)? };
    let added = add(&mut writer, row)?;
    writer.commit(&at(4))?;
    for store in [store, Store::open_read_only(path)?] {
        store.verify(|_, _| {})?;
        let all = store.select(&Filter { retracted: true, ..Filter::default() })?;
        let mut uids: Vec<_> = all.facts.iter().map(|fact| fact.uid).collect();
        uids.retain(|uid| *uid != added);
        assert_eq!(uids, before, "{}", path.display());
        let of_row = |fact: &&_| fact_row_id(fact) == Some("un:row-7");
        assert_eq!(all.facts.iter().filter(of_row).count(), 1);
    }
    Ok(())
}

fn fact_row_id(recorded: &RecordedFact) -> Option<&str> {
    recorded.fact.source_row_id.as_deref()
}

fn at(day: u32) -> Recorder {
    Recorder {
        by: "ana".to_owned(),
        at: format!("2016-11-0{day}T12:00:00Z"),
        note: Some("for later versions to read".to_owned()),
    }
}

#[test]
#[ignore = "writes tests/old/v5.db anew, for as long as version 5 is not released"]
fn write_version_5() -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder())?;
    let path = folder().join("v5.db");
    if path.exists() {
        fs::remove_file(&path)?;
    }
    let mut store = Store::create(&path, "version-5")?;
    let mut writer = store.begin()?;
    vocabulary(&mut writer)?;
    writer.commit(&at(1))?;
    let mut writer = store.begin()?;
    let wrong = add(&mut writer, corridors(4, None)?)?;
    let old = add(&mut writer, corridors(6, None)?)?;
    writer.commit(&at(2))?;
    let mut writer = store.begin()?;
    let row = Draft { source_row_id: Some("un:row-8".to_owned()), ..corridors(8, Some(old))? };
    add(&mut writer, row)?;
    let ended = Draft { status: Some(Status::Ended), ..Draft::new("voa", "corridors", "aleppo") };
    add(&mut writer, ended)?;
    writer.retract_fact(wrong, "another city")?;
    writer.retract_report("voa", "a hoax")?;
    writer.reinstate_report("voa", "no hoax")?;
    writer.commit(&at(3))?;
    Ok(())
}

fn vocabulary(writer: &mut Writer<'_>) -> Result<(), Box<dyn Error>> {
    for (key, name, kind) in [
        ("united-nations", "United Nations", ActorKind::Igo),
        ("voa-news", "VOA News", ActorKind::Media),
    ] {
        let (key, name) = (key.to_owned(), name.to_owned());
        writer.add_actor(&Actor { key, name, kind, parent: None, aliases: Vec::new() })?;
    }
    writer.add_place(&Place {
        country: Some("SYR".to_owned()),
        pcode: Some("SY0200".to_owned()),
        aliases: vec!["حلب".to_owned()],
        ..Place::new("aleppo", "Aleppo", PlaceKind::City, None)
    })?;
    writer.add_indicator(&Indicator {
        key: "corridors".to_owned(),
        label: "Corridors".to_owned(),
        definition: "ways out that are open to people".to_owned(),
        measures: Measure::Count,
        unit: "corridors".to_owned(),
        nature: Nature::Stock,
        window_days: 7,
        units: Vec::new(),
        hxl_tag: None,
        aliases: Vec::new(),
        deprecated_at: None,
    })?;
    let text = CapturedText {
        text: "Eight corridors were open, the United Nations said.".to_owned(),
        captured_at: "2016-11-01T11:00:00Z".to_owned(),
    };
    writer.add_report(
        &Report {
            uid: Uid([0; 16]),
            key: "voa".to_owned(),
            publisher: "voa-news".to_owned(),
            title: "A truce ends".to_owned(),
            byline: None,
            url: Some("https://news.example/truce".to_owned()),
            archive_url: None,
            published: "2016-10-24".parse()?,
            published_latest: Some("2016-10-24".parse()?),
            language: Some("en".to_owned()),
            republishes: None,
            replaces: None,
            confidentiality: None,
            has_text: true,
            retracted: None,
        },
        Some(&text),
    )?;
    Ok(())
}

/// A draft: `best` corridors were open since some day in early July.
fn corridors(best: u32, replaces: Option<Uid>) -> Result<Draft, Box<dyn Error>> {
    let quantity = Quantity {
        as_stated: "some".to_owned(),
        best: Some(best.into()),
        approximate: true,
        unit: "corridors".to_owned(),
        ..Quantity::default()
    };
    let since = When::new("[2016-07-01..2016-07-10]/..".parse()?, "since early July");
    Ok(Draft {
        quantity: Some(quantity),
        when: Some(since),
        claimants: vec!["united-nations".to_owned()],
        via: vec!["voa-news".to_owned()],
        replaces: replaces.map(|fact| Correction { fact, reason: "miscounted".to_owned() }),
        ..Draft::new("voa", "corridors", "aleppo")
    })
}

fn add(writer: &mut Writer<'_>, draft: Draft) -> Result<Uid, Box<dyn Error>> {
    let store = writer.store();
    let indicator = store.find_indicator(&draft.indicator)?.row;
    let report = store.find_report(&draft.report)?;
    let fact = draft.check(&indicator, &report, None, false)?;
    Ok(writer.add_fact(&fact)?.uid)
}
