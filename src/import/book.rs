//! What the database holds while rows go in: looked up once, kept up to date.

use crate::domain::actor::Actor;
use crate::domain::identity::{ReportIdentity, Uid};
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use crate::domain::report::{CapturedText, Report};
use crate::format::progress::Progress;
use crate::format::source::Source;
use crate::import::Options;
use crate::import::cells::Whens;
use crate::import::desk::Desk;
use crate::import::index::{ActorIndex, PlaceIndex};
use crate::import::judgements::{self, Judged};
use crate::import::names::Unresolved;
use crate::import::recorded::Recorded;
use crate::import::rejects::Rejects;
use crate::import::summary::{Created, Failure, Kind, Summary};
use crate::store::{Store, StoreError, WriteError};
use foldhash::{HashMap, HashMapExt};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What words stand for, by the words as written.
type Readings<T> = HashMap<String, Result<T, Unresolved>>;

/// The rows that others name, and the desk where new ones are ordered.
pub(crate) struct Book<'o> {
    pub(super) desk: Desk,
    pub(crate) options: &'o Options,
    /// Where refused rows are kept.
    pub(super) rejects: Option<Rejects>,
    /// Remarks on readings that a person should see, each once.
    pub(crate) notes: Vec<String>,
    pub(super) actors: HashMap<String, Actor>,
    pub(crate) places: HashMap<String, Place>,
    pub(super) indicators: HashMap<String, Indicator>,
    pub(super) reports: HashMap<String, Arc<Report>>,
    /// Keys of the reports of one document: the retracted ones, and the one that counts.
    documents: HashMap<Uid, Vec<String>>,
    /// The first number that may be free behind a key, for keys that many reports want.
    report_numbers: HashMap<String, u64>,
    /// Keys that reports have in the files read, where they got another one here.
    pub(super) renamed: HashMap<String, String>,
    /// Reference rows that were made because rows named them.
    pub(crate) created: Vec<Created>,
    /// Reports to retract and indicators to deprecate once the facts are in, with the reason or
    /// the moment.
    pub(super) retractions: BTreeMap<String, String>,
    pub(super) deprecations: Vec<(String, String)>,
    /// Places that were made before the places they lie in: key, key of the parent.
    pub(super) waiting: Vec<(String, String)>,
    /// Places that were made in no other place, though their country is known: key, country code.
    pub(super) strays: Vec<(String, String)>,
    pub(super) actor_words: Readings<String>,
    pub(super) place_words: Readings<String>,
    /// Places and actors by what rows call them, once a row asks.
    place_index: Option<PlaceIndex>,
    actor_index: Option<ActorIndex>,
    /// How often names near an unknown one were looked for.
    pub(super) hinted: usize,
    pub(super) indicator_words: Readings<(String, Option<String>)>,
    pub(super) whens: Whens,
    text: Option<(String, Option<Arc<str>>)>,
    /// How many remarks on single rows there were; the first ones are kept.
    remarks: usize,
    /// Quotes that were found in a text which is not here.
    pub(super) quotes_without_text: usize,
    /// The facts that are there, once the first row asks.
    recorded: Option<Recorded>,
    /// Judgements to record once the facts are in.
    pub(super) judged: Vec<Judged>,
}

/// So many remarks on single rows are kept; more are counted.
const REMARKS: usize = 20;

/// What is there before the first row is read.
pub(crate) struct Shelf {
    actors: Vec<Actor>,
    places: Vec<Place>,
    indicators: Vec<Indicator>,
    reports: Vec<Report>,
}

impl Shelf {
    /// Looks up what is there.
    pub(crate) fn of(store: &Store) -> Result<Self, StoreError> {
        Ok(Self {
            actors: store.actors()?,
            places: store.places()?,
            indicators: store.indicators()?,
            reports: store.reports()?,
        })
    }
}

impl<'o> Book<'o> {
    /// Opens the book with what is there.
    pub(super) fn open(shelf: Shelf, desk: Desk, options: &'o Options) -> Self {
        let Shelf { actors, places, indicators, reports } = shelf;
        let mut book = Self {
            desk,
            options,
            rejects: options.rejects.as_deref().map(Rejects::to),
            notes: Vec::new(),
            actors: actors.into_iter().map(|row| (row.key.clone(), row)).collect(),
            places: places.into_iter().map(|row| (row.key.clone(), row)).collect(),
            indicators: indicators.into_iter().map(|row| (row.key.clone(), row)).collect(),
            reports: HashMap::new(),
            documents: HashMap::new(),
            report_numbers: HashMap::new(),
            renamed: HashMap::new(),
            created: Vec::new(),
            retractions: BTreeMap::new(),
            deprecations: Vec::new(),
            waiting: Vec::new(),
            strays: Vec::new(),
            actor_words: HashMap::new(),
            place_words: HashMap::new(),
            place_index: None,
            actor_index: None,
            hinted: 0,
            indicator_words: HashMap::new(),
            whens: Whens::default(),
            text: None,
            remarks: 0,
            quotes_without_text: 0,
            recorded: None,
            judged: Vec::new(),
        };
        for report in reports {
            book.hold(Arc::new(report));
        }
        book
    }

    fn hold(&mut self, report: Arc<Report>) {
        // Hardly any document has more than one.
        let keys = self.documents.entry(document_of(&report));
        keys.or_insert_with(|| Vec::with_capacity(1)).push(report.key.clone());
        self.reports.insert(report.key.clone(), report);
    }

    /// The recorded report that a stated one is: the very same, or the one of its document that
    /// stands. Where none stands, a stated report that does is another one, unless it does not say
    /// whom it replaces; one that is retracted never is the one that stands.
    pub(super) fn report_like(&self, stated: &Report) -> Option<&Arc<Report>> {
        let keys = self.documents.get(&document_of(stated))?;
        let same = || keys.iter().filter_map(|key| self.reports.get(key));
        let says_which = stated.replaces.is_some() || stated.retracted.is_some();
        let uid = uid_of(stated);
        if let Some(exact) = same().find(|report| says_which && report.uid == uid) {
            return Some(exact);
        }
        if stated.retracted.is_some() {
            return None;
        }
        let stands = |report: &&Arc<Report>| {
            report.retracted.is_none() && !self.will_be_retracted(&report.key)
        };
        let last = || if says_which { None } else { same().next_back() };
        same().find(stands).or_else(last)
    }

    /// Whether this import retracts a report once the facts are in.
    pub(super) fn will_be_retracted(&self, key: &str) -> bool {
        self.retractions.contains_key(key)
    }

    /// Tells whoever wants to know how far the import has come.
    pub(super) fn tell(&self, source: &Source, rows: u64) {
        if let Some(watch) = &self.options.watch {
            let (read, size) = source.progress();
            watch.tell(Progress { rows, read, size });
        }
    }

    /// The captured text of a report; the last one is kept, since rows of one report stand together.
    pub(super) fn text(&mut self, report: &str) -> Result<Option<Arc<str>>, StoreError> {
        if self.text.as_ref().is_none_or(|(key, _)| key != report) {
            let text = self.captured_text(report)?.map(|captured| captured.text.into());
            self.text = Some((report.to_owned(), text));
        }
        Ok(self.text.as_ref().and_then(|(_, text)| text.clone()))
    }

    /// The captured text of a report.
    pub(super) fn captured_text(&mut self, key: &str) -> Result<Option<CapturedText>, StoreError> {
        let key = key.to_owned();
        self.desk.ask(move |writer| writer.store().report_text(&key))?
    }

    /// Notes something about one row that is recorded all the same.
    pub(super) fn remark(&mut self, remark: String) {
        self.remarks += 1;
        if self.remarks <= REMARKS {
            self.notes.push(remark);
        }
    }

    /// The facts that are there.
    pub(super) fn recorded(&mut self) -> Result<&mut Recorded, StoreError> {
        let recorded = match self.recorded.take() {
            Some(recorded) => recorded,
            None => Recorded::ask(&mut self.desk)?,
        };
        Ok(self.recorded.insert(recorded))
    }

    pub(super) fn add_actor(&mut self, actor: Actor) -> Result<(), Failure> {
        let row = actor.clone();
        self.desk.ask(move |writer| writer.add_actor(&row))??;
        self.actor_words.clear();
        if let Some(index) = &mut self.actor_index {
            index.note(&actor);
        }
        self.actors.insert(actor.key.clone(), actor);
        Ok(())
    }

    pub(crate) fn add_place(&mut self, place: Place) -> Result<(), Failure> {
        let row = place.clone();
        self.desk.ask(move |writer| writer.add_place(&row))??;
        self.place_words.clear();
        if let Some(index) = &mut self.place_index {
            index.note(&place);
        }
        self.places.insert(place.key.clone(), place);
        Ok(())
    }

    /// The places by what rows call them.
    pub(super) fn place_index(&mut self) -> &PlaceIndex {
        let places = &self.places;
        self.place_index.get_or_insert_with(|| PlaceIndex::of(places.values()))
    }

    /// Whether actors may be made, and none goes by that name.
    pub(super) fn is_new_actor(&mut self, name: &str) -> bool {
        let is_known = self.actors.contains_key(name) || self.actor_words.contains_key(name);
        self.options.create && !is_known && !self.actor_index().knows(name)
    }

    /// Whether places may be made, and none goes by those words.
    pub(super) fn is_new_place(&mut self, words: &str) -> bool {
        self.options.create && !self.places.contains_key(words) && !self.place_index().knows(words)
    }

    /// The actors by what rows call them.
    pub(super) fn actor_index(&mut self) -> &ActorIndex {
        let actors = &self.actors;
        self.actor_index.get_or_insert_with(|| ActorIndex::of(actors.values()))
    }

    /// The keys of the places that go by a name, in order.
    pub(super) fn places_named(&mut self, name: &str) -> Vec<String> {
        self.place_index().named(name).to_vec()
    }

    /// A deprecated indicator is added as one in use: the facts of the same import come first.
    pub(super) fn add_indicator(&mut self, mut indicator: Indicator) -> Result<(), Failure> {
        let deprecated = indicator.deprecated_at.take().map(|at| (indicator.key.clone(), at));
        self.deprecations.extend(deprecated);
        let row = indicator.clone();
        self.desk.ask(move |writer| writer.add_indicator(&row))??;
        self.indicator_words.clear();
        self.indicators.insert(indicator.key.clone(), indicator);
        Ok(())
    }

    pub(super) fn add_report(
        &mut self,
        report: Report,
        text: Option<CapturedText>,
    ) -> Result<(), Failure> {
        let added = self.desk.ask(move |writer| writer.add_report(&report, text.as_ref()))??;
        self.hold(Arc::new(added));
        Ok(())
    }

    /// Adds a report that says all by itself. Where no report of its document is here, nobody has to
    /// wait for what the database makes of it.
    pub(super) fn add_stated_report(&mut self, mut report: Report) -> Result<(), Failure> {
        WriteError::unless_a_key(&report.key)?;
        if self.documents.contains_key(&document_of(&report)) {
            return self.add_report(report, None);
        }
        report.uid = uid_of(&report);
        Ok(self.add_new_report(Arc::new(report))?)
    }

    /// Adds a report that [`Self::report_like`] does not find, under a key that is free.
    pub(super) fn add_new_report(&mut self, report: Arc<Report>) -> Result<(), StoreError> {
        self.hold(report.clone());
        self.desk.report(report)
    }

    /// A key that no report has: `base`, or the first of `base-2`, `base-3` …
    pub(super) fn free_report_key(&mut self, base: &str) -> String {
        if !self.reports.contains_key(base) {
            return base.to_owned();
        }
        // Keys are never given back: what was taken when this was last asked still is.
        let number = self.report_numbers.entry(base.to_owned()).or_insert(2);
        loop {
            let key = format!("{base}-{number}");
            if !self.reports.contains_key(&key) {
                return key;
            }
            *number += 1;
        }
    }

    /// Puts places into the places they lie in, where a later row made those.
    fn settle_places(&mut self) -> Result<(), StoreError> {
        self.settle_strays()?;
        for (key, parent) in std::mem::take(&mut self.waiting) {
            if !self.places.contains_key(&parent) {
                continue;
            }
            let place = self.places.get_mut(&key);
            if let Some(place) = place.filter(|place| place.parent.as_ref() != Some(&parent)) {
                place.parent = Some(parent);
                let row = place.clone();
                done(self.desk.ask(move |writer| writer.edit_place(&row))?)?;
            }
        }
        Ok(())
    }

    /// Does what had to wait for the facts: places find their parents, facts and reports are
    /// retracted and indicators deprecated.
    pub(crate) fn finish(&mut self, summary: &mut Summary) -> Result<(), StoreError> {
        self.settle_places()?;
        let facts = self.recorded.as_mut().map(Recorded::take_retractions).unwrap_or_default();
        let reports = std::mem::take(&mut self.retractions);
        let deprecations = std::mem::take(&mut self.deprecations);
        let retracted = facts.len() + reports.len();
        let judged = std::mem::take(&mut self.judged);
        let settled = self.desk.ask(move |writer| judgements::settle(judged, writer))??;
        settled.count(summary);
        settled.remarks.into_iter().for_each(|remark| self.remark(remark));
        self.desk.ask(move |writer| -> Result<(), StoreError> {
            for (uid, reason) in facts {
                done(writer.retract_fact(uid, &reason))?;
            }
            for (key, reason) in reports {
                done(writer.retract_report(&key, &reason))?;
            }
            for (key, at) in deprecations {
                done(writer.deprecate_indicator(&key, &at))?;
            }
            Ok(())
        })??;
        summary.count_many(Kind::Retraction, retracted);
        summary.count_created(std::mem::take(&mut self.created));
        summary.notes.append(&mut self.notes);
        if !self.options.create {
            summary.point_the_way();
        }
        summary.notes.extend(self.sums());
        Ok(())
    }

    /// What is to be said of many rows at once.
    fn sums(&self) -> Vec<String> {
        let more = self.remarks.saturating_sub(REMARKS);
        let more = (more > 0).then(|| format!("… and {more} more remarks of that kind"));
        let quotes = self.quotes_without_text;
        let quotes = (quotes > 0).then(|| {
            format!(
                "quotes that were found in texts which are not here: {quotes}; the texts come in \
                 with a list of reports that names them as `text_file`"
            )
        });
        more.into_iter().chain(quotes).collect()
    }
}

/// The database's own failures only: the rows to finish were added a moment ago.
fn done(outcome: Result<(), WriteError>) -> Result<(), StoreError> {
    match outcome {
        Err(WriteError::Store(error)) => Err(error),
        _ => Ok(()),
    }
}

/// `base`, or the first of `base-2`, `base-3` … that is not taken.
pub(super) fn free_key(base: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut key = base.to_owned();
    let mut number = 1;
    while is_taken(&key) {
        number += 1;
        key = format!("{base}-{number}");
    }
    key
}

/// The identity of a document, whether or not a report of it was retracted before.
pub(super) fn document_of(report: &Report) -> Uid {
    identity(report, None)
}

/// The identity of a report: of its document, and of the retracted report that it stands for.
pub(super) fn uid_of(report: &Report) -> Uid {
    identity(report, report.replaces)
}

fn identity(report: &Report, replaces: Option<Uid>) -> Uid {
    ReportIdentity {
        url: report.url.as_deref(),
        publisher: &report.publisher,
        title: &report.title,
        published: &report.published.to_string(),
        replaces,
    }
    .uid()
}
