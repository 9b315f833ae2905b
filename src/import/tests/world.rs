//! Generated databases for tests of laws: all kinds of rows, with texts that are special in files.

use crate::domain::actor::{Actor, ActorKind};
use crate::domain::assessment::{Assessment, Credibility, Disposition, Reliability};
use crate::domain::fact::{Correction, Draft, Stance, Status};
use crate::domain::hours::Hours;
use crate::domain::identity::Uid;
use crate::domain::indicator::{Indicator, Measure, Nature};
use crate::domain::number::Number;
use crate::domain::place::{Coordinates, Place, PlaceKind};
use crate::domain::quantity::{Per, Quantity};
use crate::domain::report::{CapturedText, Confidentiality, Report, known_publication};
use crate::domain::when::When;
use crate::import::tests::support::{Database, recorder};
use crate::store::Writer;
use crate::text::safe;
use proptest::prelude::*;

/// Text with characters that are special in files, spreadsheets or terminals.
fn words() -> impl Strategy<Value = String> {
    let signs = prop::sample::select(vec![
        ',', '"', '\'', '=', '+', '-', '@', '|', ';', '\n', '\r', '\t', ' ', '#', '[', ']', '{',
        '\\', '/', '0', 'a', 'Z', 'ح', 'é', 'e', '\u{301}', '\u{202e}', '\u{200f}', '\u{200b}',
        '\u{1b}', '🏥',
    ]);
    prop::collection::vec(signs, 1..10)
        .prop_map(|signs| signs.into_iter().collect::<String>().trim().to_owned())
        .prop_filter("something is said", |words| {
            words.chars().any(char::is_alphanumeric) || words.len() > 3
        })
}

fn maybe() -> impl Strategy<Value = Option<String>> {
    prop::option::of(words())
}

/// The generated rows of a database, besides the built-in indicators.
#[derive(Clone, Debug)]
pub(super) struct World {
    actors: Vec<(String, Option<usize>, Vec<String>)>,
    places: Vec<Spot>,
    indicator: (String, String, Vec<String>, bool),
    reports: Vec<Paper>,
    facts: Vec<Said>,
}

/// A place: name, index of the parent, coordinates, aliases.
type Spot = (String, Option<usize>, Option<(f64, f64)>, Vec<String>);

#[derive(Clone, Debug)]
struct Paper {
    publisher: usize,
    published: &'static str,
    texts: [Option<String>; 5],
    title: String,
    text: Option<String>,
    republishes: Option<usize>,
    history: History,
}

/// Retractions in order: the reason of each, and the reason for taking it back; `None` if it was
/// not taken back.
type History = Vec<(String, Option<String>)>;

#[derive(Clone, Debug)]
struct Said {
    names: (usize, usize, usize, Vec<usize>, Vec<usize>),
    texts: [Option<String>; 7],
    quote: Option<String>,
    quantity: Option<([Option<u32>; 3], bool, String)>,
    beside: (Option<u32>, Option<Per>, Option<Hours>),
    when: (&'static str, Option<String>),
    stands: (Stance, Option<Status>),
    replaces: Option<(usize, String)>,
    history: History,
    assessments: Vec<Assessment>,
}

/// A time of day, or none.
pub(super) fn hours() -> impl Strategy<Value = Option<Hours>> {
    let hours = ["09:00", "09:00/14:00", "22:00/04:00", "../14:00", "16:30Z", "09:00/.."];
    prop::option::of(prop::sample::select(hours.to_vec()))
        .prop_map(|hours| hours.map(|hours| hours.parse().unwrap()))
}

fn history() -> impl Strategy<Value = History> {
    let none = Just(Vec::new());
    let some = prop::collection::vec((words(), words()), 0..3).prop_flat_map(|past| {
        prop::option::of(words()).prop_map(move |last| {
            let past = past.clone().into_iter().map(|(why, back)| (why, Some(back)));
            past.chain(last.map(|why| (why, None))).collect()
        })
    });
    prop_oneof![3 => none, 1 => some]
}

fn assessment() -> impl Strategy<Value = Assessment> {
    let reliability = prop::option::of(prop::sample::select(Reliability::ALL.to_vec()));
    let credibility = prop::option::of(prop::sample::select(Credibility::ALL.to_vec()));
    let disposition = prop::option::of(prop::sample::select(Disposition::ALL.to_vec()));
    (reliability, credibility, disposition, words())
        .prop_map(|(reliability, credibility, disposition, reason)| Assessment {
            reliability,
            credibility,
            disposition,
            reason,
        })
        .prop_filter("something is judged", |assessment| !assessment.says_nothing())
}

fn paper() -> impl Strategy<Value = Paper> {
    let text = prop::option::of(words().prop_map(|words| format!("  {words}\n\nend \n")));
    let texts = prop::array::uniform5(maybe());
    let dates = ["2016-10-24", "2016-10", "2016-10-24~", "2016-10-24T10:00:00Z", "XXXX"];
    let source = (0..4usize, prop::sample::select(dates.to_vec()));
    (source, texts, words(), text, prop::option::of(0..4usize), history()).prop_map(
        |((publisher, published), texts, title, text, republishes, history)| Paper {
            publisher,
            published,
            texts,
            title,
            text,
            republishes,
            history,
        },
    )
}

fn said() -> impl Strategy<Value = Said> {
    let names = (
        0..4usize,
        0..4usize,
        0..4usize,
        prop::collection::vec(0..4usize, 0..3),
        prop::collection::vec(0..4usize, 0..3),
    );
    let figures = prop::array::uniform3(prop::option::of(0u32..50));
    let quantity = prop::option::of((figures, any::<bool>(), words()));
    let when = prop::sample::select(vec![
        "2016-10-24",
        "2016-07~",
        "[2016-07-01..2016-07-10]/..",
        "2016-10-20/2016-10-22",
        "../2016-21",
    ]);
    let stands = (
        prop::sample::select(Stance::ALL.to_vec()),
        prop::option::of(prop::sample::select(Status::ALL.to_vec())),
    );
    let judged = (history(), prop::collection::vec(assessment(), 0..3));
    let per = prop::option::of(prop::sample::select(Per::ALL.to_vec()));
    let beside = (prop::option::of(50u32..60), per, hours());
    let told = (prop::array::uniform7(maybe()), maybe(), quantity, beside);
    (names, told, (when, maybe()), stands, prop::option::of((0..9usize, words())), judged).prop_map(
        |(
            names,
            (texts, quote, quantity, beside),
            when,
            stands,
            replaces,
            (history, assessments),
        )| {
            Said {
                names,
                texts,
                quote,
                quantity,
                beside,
                when,
                stands,
                replaces,
                history,
                assessments,
            }
        },
    )
}

/// A database with everything in it.
pub(super) fn world() -> impl Strategy<Value = World> {
    let aliases = || prop::collection::vec(words(), 0..3);
    let point = prop::option::of((-900i32..900, -1800i32..1800))
        .prop_map(|point| point.map(|(n, e)| (f64::from(n) / 10.0, f64::from(e) / 10.0)));
    let actors = prop::collection::vec((words(), prop::option::of(0..4usize), aliases()), 4);
    let places = prop::collection::vec((words(), prop::option::of(0..4usize), point, aliases()), 4);
    let definition = maybe().prop_map(Option::unwrap_or_default);
    let indicator = (words(), definition, aliases(), any::<bool>());
    let reports = prop::collection::vec(paper(), 4);
    let facts = prop::collection::vec(said(), 0..10);
    (actors, places, indicator, reports, facts).prop_map(
        |(mut actors, places, indicator, reports, facts)| {
            // Two actors have the same name.
            actors[3].0 = actors[0].0.clone();
            World { actors, places, indicator, reports, facts }
        },
    )
}

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
    }

    fn record_facts(&self, writer: &mut Writer<'_>) {
        let reports = writer.store().reports().unwrap();
        let mut indicator = writer.store().find_indicator("own").unwrap().row;
        indicator.deprecated_at = None;
        let mut recorded: Vec<Uid> = Vec::new();
        for said in &self.facts {
            let report = format!("report-{}", said.names.0);
            let report = reports.iter().find(|found| found.key == report).unwrap();
            let text = self.reports[said.names.0].text.as_deref();
            let draft = said.draft(&report.key, &recorded);
            let fact = draft.check(&indicator, report, text, true).unwrap();
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
            let key = format!("report-{at}");
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

impl World {
    /// The rows as listings show them: without characters that change the writing direction,
    /// without texts, and without retractions of reports that were taken back.
    pub(super) fn seen_in_lists(mut self) -> Self {
        let seen = |text: &mut String| {
            *text = safe::data(text).into_owned();
        };
        let names = self
            .actors
            .iter_mut()
            .flat_map(|(name, _, aliases)| std::iter::once(name).chain(aliases));
        names.for_each(seen);
        let names = self
            .places
            .iter_mut()
            .flat_map(|(name, _, _, aliases)| std::iter::once(name).chain(aliases));
        names.for_each(seen);
        let (label, definition, aliases, _) = &mut self.indicator;
        [label, definition].into_iter().chain(aliases).for_each(seen);
        for paper in &mut self.reports {
            paper.text = None;
            paper.history.retain(|(_, back)| back.is_none());
            let texts = paper.texts.iter_mut().flatten();
            let reasons = paper.history.iter_mut().map(|(reason, _)| reason);
            texts.chain([&mut paper.title]).chain(reasons).for_each(seen);
        }
        self
    }
}
