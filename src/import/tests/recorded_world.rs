//! Records a generated world in a database.

use crate::domain::actor::{Actor, ActorKind};
use crate::domain::fact::{Correction, Draft};
use crate::domain::identity::Uid;
use crate::domain::indicator::{Indicator, Measure, Nature};
use crate::domain::number::Number;
use crate::domain::place::{Coordinates, Place, PlaceKind};
use crate::domain::quantity::Quantity;
use crate::domain::report::{CapturedText, Confidentiality, Report, known_publication};
use crate::domain::when::When;
use crate::import::tests::support::{Database, recorder};
use crate::import::tests::world::{Edited, Said, World};
use crate::store::Writer;

impl World {
    /// A database with all generated rows.
    pub(super) fn recorded(&self) -> Database {
        let mut database = Database::new();
        let mut writer = database.store.begin().unwrap();
        self.record_names(&mut writer);
        self.record_reports(&mut writer);
        self.record_facts(&mut writer);
        self.withdraw_reports(&mut writer);
        writer.commit(&recorder()).unwrap();
        database
    }

    fn record_names(&self, writer: &mut Writer<'_>) {
        let above = |parent: &Option<usize>, at: usize, what: &str| {
            parent.filter(|parent| *parent < at).map(|parent| format!("{what}-{parent}"))
        };
        for (at, (name, parent, aliases)) in self.actors.iter().enumerate() {
            let actor = Actor {
                key: format!("actor-{at}"),
                name: name.clone(),
                kind: ActorKind::ALL[at],
                parent: above(parent, at, "actor"),
                aliases: aliases.clone(),
            };
            writer.add_actor(&actor).unwrap();
        }
        for (at, (name, parent, point, aliases)) in self.places.iter().enumerate() {
            let (key, parent) = (format!("place-{at}"), above(parent, at, "place"));
            let place = Place {
                country: (at == 0).then(|| "SYR".to_owned()),
                pcode: (at == 1).then(|| "SY 0=1".to_owned()),
                coordinates: point.map(|(latitude, longitude)| Coordinates { latitude, longitude }),
                aliases: aliases.clone(),
                ..Place::new(&key, name, PlaceKind::ALL[at], parent)
            };
            writer.add_place(&place).unwrap();
        }
        let (label, definition, aliases, is_deprecated) = self.indicator.clone();
        let indicator = Indicator {
            key: "own".to_owned(),
            label,
            definition,
            measures: Measure::Count,
            unit: "people".to_owned(),
            nature: Nature::Flow,
            window_days: 3,
            units: Vec::new(),
            hxl_tag: Some("#affected+own".to_owned()),
            aliases,
            deprecated_at: is_deprecated.then(|| "2026-01-01T00:00:00Z".to_owned()),
        };
        writer.add_indicator(&indicator).unwrap();
    }

    fn record_reports(&self, writer: &mut Writer<'_>) {
        for (at, paper) in self.reports.iter().enumerate() {
            let [byline, url, archive_url, language, internal] = paper.texts.clone();
            let published: crate::domain::when::Expression = paper.published.parse().unwrap();
            let report = Report {
                uid: Uid([0; 16]),
                key: format!("report-{at}"),
                publisher: format!("actor-{}", paper.publisher),
                title: format!("{at}{}", paper.title),
                byline,
                url: url.map(|url| format!("https://example.org/{at}/{url}")),
                archive_url,
                published_latest: published.bounds().end_latest.and_then(known_publication),
                published,
                language,
                republishes: paper.republishes.filter(|r| *r < at).map(|r| format!("report-{r}")),
                replaces: None,
                confidentiality: internal.map(|_| Confidentiality::Internal),
                has_text: false,
                retracted: None,
            };
            let text = paper
                .text
                .clone()
                .map(|text| CapturedText { text, captured_at: "2020-02-02T02:02:02Z".to_owned() });
            writer.add_report(&report, text.as_ref()).unwrap();
        }
        for (at, paper) in self.reports.iter().enumerate() {
            paper.edits.iter().for_each(|edited| edit(writer, at, edited));
        }
    }

    fn record_facts(&self, writer: &mut Writer<'_>) {
        let mut indicator = writer.store().find_indicator("own").unwrap().row;
        indicator.deprecated_at = None;
        let mut recorded: Vec<Uid> = Vec::new();
        for said in &self.facts {
            let report = numbered(writer, said.names.0);
            let text = writer.store().report_text(&report.key).unwrap();
            let text = text.as_ref().map(|captured| captured.text.as_str());
            let draft = said.draft(&report.key, &recorded);
            let fact = draft.check(&indicator, &report, text, true).unwrap();
            let added = writer.import_fact(&fact).unwrap();
            if !added.new {
                continue;
            }
            recorded.push(added.uid);
            for (why, back) in &said.history {
                writer.retract_fact(added.uid, why).unwrap();
                if let Some(back) = back {
                    writer.reinstate_fact(added.uid, back).unwrap();
                }
            }
            for assessment in &said.assessments {
                writer.add_assessment(added.uid, assessment).unwrap();
            }
        }
    }

    fn withdraw_reports(&self, writer: &mut Writer<'_>) {
        for (at, paper) in self.reports.iter().enumerate() {
            let key = numbered(writer, at).key;
            for (why, back) in &paper.history {
                writer.retract_report(&key, why).unwrap();
                if let Some(back) = back {
                    writer.reinstate_report(&key, back).unwrap();
                }
            }
        }
    }
}

impl Said {
    fn draft(&self, report: &str, recorded: &[Uid]) -> Draft {
        let (_, place, _, claimants, via) = self.names.clone();
        let [scope, term, verb, thread, origin, comment, source_row_id] = self.texts.clone();
        let actor = |at: usize| format!("actor-{at}");
        let replaces = self.replaces.as_ref().and_then(|(at, reason)| {
            let fact = *recorded.get(*at)?;
            Some(Correction { fact, reason: reason.clone() })
        });
        let quantity = self.quantity.clone().map(|(figures, approximate, as_stated)| {
            let mut sorted: Vec<u32> = figures.iter().flatten().copied().collect();
            sorted.sort_unstable();
            let mut next = sorted.into_iter().map(|figure| f64::from(figure) / 4.0);
            let [low, best, high] =
                figures.map(|figure| figure.and_then(|_| next.next()).and_then(Number::new));
            let (out_of, per, _) = self.beside;
            let out_of = out_of.map(Number::from);
            Quantity {
                as_stated,
                low,
                best,
                high,
                approximate,
                unit: "people".to_owned(),
                out_of,
                per,
            }
        });
        Draft {
            scope,
            term,
            stance: self.stands.0,
            status: self.stands.1,
            quantity,
            when: Some(When::new(
                self.when.0.parse().unwrap(),
                self.when.1.clone().unwrap_or_default(),
            )),
            time_of_day: self.beside.2,
            quote: self.quote.clone(),
            claimants: claimants.into_iter().map(actor).collect(),
            verb,
            via: via.into_iter().map(actor).collect(),
            thread,
            origin,
            comment,
            replaces,
            source_row_id,
            ..Draft::new(report, "own", &format!("place-{place}"))
        }
    }
}

/// The report with a number, under the key that it has now.
fn numbered(writer: &Writer<'_>, at: usize) -> Report {
    let key = format!("report-{at}");
    let reports = writer.store().reports().unwrap();
    reports.into_iter().find(|report| report.key.starts_with(&key)).unwrap()
}

/// Records an edit of the report with a number, unless it is refused.
fn edit(writer: &mut Writer<'_>, at: usize, edited: &Edited) {
    let before = numbered(writer, at);
    let text = Some("  new\n".to_owned()).filter(|_| edited.adds_text && !before.has_text);
    let text = text.map(|text| CapturedText { text, captured_at: "2021-02-02T02:02:02Z".into() });
    let mut report = before.clone();
    if !edited.adds_text_alone {
        report.title = format!("{at}{}", edited.title);
        report.publisher = format!("actor-{}", edited.publisher);
        report.published = edited.published.parse().unwrap();
        let latest = report.published.bounds().end_latest;
        report.published_latest = latest.and_then(known_publication);
        report.url = edited.url.as_ref().map(|url| format!("https://example.org/{at}/{url}"));
        let other = edited.republishes.map(|other| numbered(writer, other));
        report.republishes = other.filter(|other| other.uid != report.uid).map(|other| other.key);
        if let Some(key) = edited.key {
            report.key = format!("report-{at}-{key}");
        }
        if edited.is_internal {
            report.confidentiality = Some(Confidentiality::Internal);
        }
    }
    writer.edit_report(report.uid, &report, text.as_ref(), &edited.reason).unwrap();
}
