//! Tests of the whole store; each test has a new file.

mod chain;
mod changesets;
mod confidential;
mod counts;
mod files;
mod hostile;
mod late;
mod lookup;
mod merged;
mod names;
mod order;
mod parallel;
mod reading;
mod refusals;
mod report_versions;
mod stream;
mod time;
mod undo;
mod versions;
mod waiting;
mod writing;

use super::{Store, Writer};
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::changeset::{Changeset, Recorder};
use crate::domain::fact::{Draft, Fact};
use crate::domain::filter::Filter;
use crate::domain::identity::Uid;
use crate::domain::indicator::{Indicator, Measure, Nature};
use crate::domain::place::{Place, PlaceKind};
use crate::domain::quantity::Quantity;
use crate::domain::report::Report;
use crate::domain::report::known_publication;
use crate::domain::when::{Expression, When};
use tempfile::TempDir;

/// A new database in a new folder.
pub(super) struct Fixture {
    pub(super) folder: TempDir,
    pub(super) store: Store,
}

impl Fixture {
    /// Makes an empty database.
    pub(super) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(folder.path().join("facts.db"), "replica-1").unwrap();
        Self { folder, store }
    }

    /// Makes a database with the reference rows and reports that tests use, recorded on 2016-11-01.
    pub(super) fn new() -> Self {
        let mut fixture = Self::empty();
        fixture.on("2016-11-01", vocabulary);
        fixture
    }

    /// Records rows with `act`, dated on a day.
    pub(super) fn on<T>(&mut self, day: &str, act: impl FnOnce(&mut Writer<'_>) -> T) -> T {
        let mut writer = self.store.begin().unwrap();
        let result = act(&mut writer);
        writer.commit(&recorder(day)).unwrap();
        result
    }

    /// Records a fact, dated on a day; returns its uid.
    pub(super) fn add(&mut self, day: &str, draft: Draft) -> Uid {
        self.on(day, |writer| writer.add_fact(&fact(draft)).unwrap().uid)
    }

    /// The uids of the facts that match a filter.
    pub(super) fn found(&self, filter: &Filter) -> Vec<Uid> {
        self.store.select(filter).unwrap().facts.iter().map(|fact| fact.uid).collect()
    }

    pub(super) fn newest_changeset(&self) -> Changeset {
        self.store.changesets().unwrap().remove(0)
    }
}

pub(super) fn recorder(day: &str) -> Recorder {
    Recorder { by: "ana".into(), at: format!("{day}T12:00:00Z"), note: Some("a test".into()) }
}

pub(super) fn actor(key: &str, name: &str, kind: ActorKind, parent: Option<&str>) -> Actor {
    let parent = parent.map(str::to_owned);
    Actor { key: key.into(), name: name.into(), kind, parent, aliases: Vec::new() }
}

pub(super) fn place(key: &str, name: &str, kind: PlaceKind, parent: Option<&str>) -> Place {
    let parent = parent.map(str::to_owned);
    Place { country: Some("SYR".into()), ..Place::new(key, name, kind, parent) }
}

pub(super) fn indicator(key: &str, measures: Measure, nature: Nature) -> Indicator {
    Indicator {
        key: key.into(),
        label: key.replace('-', " "),
        definition: "what it counts".into(),
        measures,
        unit: if measures == Measure::Count { "people".into() } else { String::new() },
        nature,
        window_days: 7,
        units: Vec::new(),
        hxl_tag: Some("#affected".into()),
        aliases: Vec::new(),
        deprecated_at: None,
    }
}

pub(super) fn report(key: &str, publisher: &str, day: &str) -> Report {
    Report {
        uid: Uid([0; 16]),
        key: key.into(),
        publisher: publisher.into(),
        title: format!("What {key} says"),
        byline: None,
        url: Some(format!("https://www.example.org/{key}")),
        archive_url: None,
        published: expression(day),
        published_latest: expression(day).bounds().end_latest.and_then(known_publication),
        language: None,
        republishes: None,
        replaces: None,
        confidentiality: None,
        has_text: false,
        retracted: None,
    }
}

pub(super) fn expression(text: &str) -> Expression {
    text.parse().unwrap()
}

pub(super) fn when(text: &str) -> When {
    When::new(expression(text), "")
}

pub(super) fn people(best: u32) -> Quantity {
    Quantity { best: Some(best.into()), unit: "people".into(), ..Quantity::default() }
}

pub(super) fn fact(draft: Draft) -> Fact {
    Fact::from_record(draft, None, None)
}

/// A draft: `best` people are trapped in the east of the city on a day.
pub(super) fn trapped(best: u32, day: &str) -> Draft {
    Draft {
        quantity: Some(people(best)),
        when: Some(when(day)),
        ..Draft::new("voa-1", "trapped", "eastern-aleppo")
    }
}

fn vocabulary(writer: &mut Writer<'_>) {
    let un = Actor {
        aliases: vec!["UN".into(), "Vereinte Nationen".into()],
        ..actor("united-nations", "United Nations", ActorKind::Igo, None)
    };
    writer.add_actor(&un).unwrap();
    for (key, name, kind, parent) in [
        ("ban-ki-moon", "Ban Ki-moon", ActorKind::Person, Some("united-nations")),
        ("voa-news", "VOA News", ActorKind::Media, None),
        ("interfax", "Interfax", ActorKind::Media, None),
        ("reuters", "Reuters", ActorKind::Media, None),
    ] {
        writer.add_actor(&actor(key, name, kind, parent)).unwrap();
    }
    for (key, name, kind, parent) in [
        ("syria", "Syria", PlaceKind::Country, None),
        ("SY02", "Aleppo", PlaceKind::Admin1, Some("syria")),
        ("aleppo-city", "Aleppo", PlaceKind::City, Some("SY02")),
        ("eastern-aleppo", "Eastern Aleppo", PlaceKind::Part, Some("aleppo-city")),
        ("homs", "Homs", PlaceKind::City, Some("syria")),
    ] {
        writer.add_place(&place(key, name, kind, parent)).unwrap();
    }
    for (key, measures, nature) in [
        ("trapped", Measure::Count, Nature::Stock),
        ("ceasefire", Measure::Duration, Nature::State),
        ("airstrike", Measure::Count, Nature::Event),
    ] {
        writer.add_indicator(&indicator(key, measures, nature)).unwrap();
    }
    for (key, publisher, day) in [
        ("voa-1", "voa-news", "2016-10-24"),
        ("reuters-1", "reuters", "2016-10-22"),
        ("reuters-2", "reuters", "2016-10-28"),
    ] {
        writer.add_report(&report(key, publisher, day), None).unwrap();
    }
}
