//! The state of a running import: all rows to which others refer, in memory, and the thread that
//! records new ones.
//!
//! Knows what is recorded, and keeps that up to date. Must not know how rows refer to others:
//! `names` and `new_rows` do.

use crate::domain::actor::Actor;
use crate::domain::fact::Fact;
use crate::domain::identity::Uid;
use crate::domain::indicator::Indicator;
use crate::domain::names::{Nameable, NamedRows};
use crate::domain::place::{Place, PlaceKind};
use crate::domain::quantity::Quantity;
use crate::domain::report::{CapturedText, Confidentiality, Report};
use crate::format::problem::Problem;
use crate::format::progress::Progress;
use crate::format::remedy::Remedy;
use crate::format::source::Source;
use crate::import::document_identity::uid_of;
use crate::import::documents::Documents;
use crate::import::figures::Figures;
use crate::import::judgements::Judged;
use crate::import::known_facts::KnownFacts;
use crate::import::options::Options;
use crate::import::readings::Readings;
use crate::import::rejects::Rejects;
use crate::import::release::Release;
use crate::import::remarks::Remarks;
use crate::import::repeats::Repeats;
use crate::import::summary::{Created, Failure, Summary};
use crate::import::when_cache::WhenCache;
use crate::import::word_cache::WordCache;
use crate::import::words_read::WordsRead;
use crate::import::writer_thread::{CheckedRow, WriterThread};
use crate::store::{Store, StoreError, WriteError};
use crate::text::unfinished::Access;
use foldhash::HashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The state of a running import.
pub(crate) struct ImportSession<'o> {
    pub(super) writer: WriterThread,
    pub(crate) options: &'o Options,
    /// Whether actors and places that rows name are created: by the option, or while a refused row is checked for
    /// further faults.
    pub(super) creates: bool,
    /// Whether a refused row is being checked for further faults, so that nothing is recorded.
    pub(super) is_probing: bool,
    /// Where refused rows are written; `None` if the user did not ask for them.
    pub(super) rejects: Option<Rejects>,
    pub(crate) remarks: Remarks,
    pub(super) actors: NamedRows<Actor>,
    pub(crate) places: NamedRows<Place>,
    pub(super) indicators: NamedRows<Indicator>,
    /// For each ISO 3166-1 alpha-3 code, the keys of the countries that have it.
    countries: HashMap<String, BTreeSet<String>>,
    pub(super) documents: Documents,
    /// The newest report of this import; see [`Self::note_report`].
    newest: Option<Arc<Report>>,
    pub(super) actor_readings: Readings<String>,
    pub(super) place_readings: Readings<String>,
    pub(super) indicator_readings: Readings<(String, Option<String>)>,
    /// The first report whose rows demand more secrecy than the row that made it: its key, and the
    /// level.
    pub(super) late_mark: Option<(String, Confidentiality)>,
    /// How often the nearest names of an unknown name were searched for.
    pub(super) hinted: usize,
    /// Reference rows that were created because other rows named them.
    pub(crate) created: Vec<Created>,
    /// Places recorded before their parent: key of the place, key of the parent.
    pub(super) awaiting_parent: Vec<(String, String)>,
    /// Places recorded without a parent, although their country is known: key, country code.
    pub(super) places_without_country: Vec<(String, String)>,
    /// Indicators to deprecate once the facts are recorded: key, time of deprecation.
    pub(super) deprecations: Vec<(String, String)>,
    /// Judgements to record once the facts are recorded.
    pub(super) judged: Vec<Judged>,
    /// The rows of the file that have an id given by their publisher.
    pub(super) release: Release,
    /// The rows of the file that repeat earlier ones.
    pub(super) repeats: Repeats,
    pub(super) whens: WhenCache,
    /// The readings of the words of values.
    pub(super) values_in_words: WordCache<(), Quantity>,
    /// The greatest figure of each series of new facts.
    pub(super) figures: Figures,
    /// The readings of words of the rows.
    pub(super) words_read: WordsRead,
    /// The key of the report whose text was last asked for, and its text (`None` if it has none).
    last_text: Option<(String, Option<Arc<str>>)>,
    /// The facts recorded here; `None` until the first row asks for them.
    known_facts: Option<KnownFacts>,
}

/// The hierarchy of places has at most this many levels.
const DEEPEST: usize = 8;

/// Rows that were recorded before the import and to which new rows may refer.
pub(crate) struct RecordedRows {
    actors: Vec<Actor>,
    places: Vec<Place>,
    indicators: Vec<Indicator>,
    documents: Documents,
    /// Whether messages may name confidential reports.
    names_confidential: bool,
}

impl RecordedRows {
    /// Reads all actors, places, indicators and reports.
    pub(super) fn of(store: &Store) -> Result<Self, StoreError> {
        let (reports, undone) = (store.reports()?, store.undone_reports()?);
        let edited = (store.report_versions(None)?, store.keys_of_edited_reports()?);
        let names_confidential = !store.is_discreet();
        Ok(Self {
            actors: store.actors()?,
            places: store.places()?,
            indicators: store.indicators()?,
            documents: Documents::of(reports, undone, edited, names_confidential),
            names_confidential,
        })
    }
}

impl<'o> ImportSession<'o> {
    pub(super) fn new(recorded: RecordedRows, writer: WriterThread, options: &'o Options) -> Self {
        let RecordedRows { actors, places, indicators, documents, names_confidential } = recorded;
        // The reasons for refusals may mention confidential reports.
        let access = if names_confidential { Access::Private } else { Access::Shared };
        let mut session = Self {
            writer,
            options,
            creates: options.create,
            is_probing: false,
            rejects: options.rejects.as_deref().map(|file| Rejects::to(file, access)),
            remarks: Remarks::default(),
            actors: actors.into_iter().collect(),
            places: NamedRows::default(),
            indicators: indicators.into_iter().collect(),
            countries: HashMap::default(),
            documents,
            newest: None,
            actor_readings: Readings::default(),
            place_readings: Readings::default(),
            indicator_readings: Readings::default(),
            late_mark: None,
            hinted: 0,
            created: Vec::new(),
            awaiting_parent: Vec::new(),
            places_without_country: Vec::new(),
            deprecations: Vec::new(),
            judged: Vec::new(),
            release: Release::default(),
            repeats: Repeats::default(),
            whens: WhenCache::default(),
            values_in_words: WordCache::default(),
            figures: Figures::default(),
            words_read: WordsRead::default(),
            last_text: None,
            known_facts: None,
        };
        for place in places {
            session.hold_place(place);
        }
        session
    }

    fn hold_place(&mut self, place: Place) {
        if let Some(code) = place.country.as_ref().filter(|_| place.kind == PlaceKind::Country) {
            self.countries.entry(code.clone()).or_default().insert(place.key.clone());
        }
        self.places.insert(place);
    }

    /// The key of the country with this ISO 3166 alpha-3 code, or of the first one if there are
    /// several; `None` if none is recorded.
    pub(super) fn country_with_code(&self, code: &str) -> Option<&String> {
        self.countries.get(code)?.first()
    }

    /// Reports the progress of the import, if anybody watches.
    pub(super) fn tell(&self, source: &Source, rows: u64) {
        if let Some(watch) = &self.options.watch {
            let (read, size) = source.progress();
            watch.tell(Progress { rows, read, size });
        }
    }

    /// The captured text of a report; `None` if it has none. The last text is kept in memory, since the rows of one
    /// report are usually together.
    pub(super) fn text(&mut self, report: &str) -> Result<Option<Arc<str>>, StoreError> {
        if self.last_text.as_ref().is_none_or(|(key, _)| key != report) {
            let text = self.captured_text(report)?.map(|captured| captured.text.into());
            self.last_text = Some((report.to_owned(), text));
        }
        Ok(self.last_text.as_ref().and_then(|(_, text)| text.clone()))
    }

    /// Reads the captured text of a report from the database; `None` if it has none.
    pub(super) fn captured_text(&mut self, key: &str) -> Result<Option<CapturedText>, StoreError> {
        let key = key.to_owned();
        self.writer.call(move |writer| writer.store().report_text(&key))?
    }

    /// The facts recorded here; read from the database on first use.
    pub(super) fn known_facts(&mut self) -> Result<&mut KnownFacts, StoreError> {
        if self.known_facts.is_none() {
            let known = self.writer.call(|writer| KnownFacts::of(writer.store()))??;
            self.known_facts = Some(known);
        }
        Ok(self.known_facts.get_or_insert_default())
    }

    /// Notes a fact that a row makes; returns whether an earlier row of the file already made it.
    pub(super) fn is_repeated(&mut self, uid: Uid) -> Result<bool, StoreError> {
        let is_of_file = self.known_facts()?.is_of_file(uid);
        Ok(self.repeats.meet(uid, is_of_file))
    }

    /// Ends a file of facts, and adds notes about its repeated rows.
    pub(super) fn end_facts(&mut self, file: &str, summary: &mut Summary) {
        let repeats = std::mem::take(&mut self.repeats);
        summary.rows_fell_together |= repeats.differs();
        repeats.notes(file).into_iter().for_each(|note| self.remarks.note(note));
        if let Some(known) = &mut self.known_facts {
            known.end_file();
        }
    }

    /// Notes the figure of a fact that was recorded from the row at a file and line.
    pub(super) fn note_figure(&mut self, fact: &Fact, uid: Uid, at: (&str, u64)) {
        if let Some(indicator) = self.indicators.get(&fact.indicator) {
            self.figures.add(fact, uid, indicator, at);
        }
    }

    pub(super) fn add_actor(&mut self, actor: Actor) -> Result<(), Failure> {
        check_new(&actor, &self.actors)?;
        self.writer.record_row(CheckedRow::Actor(actor.clone()))?;
        self.actor_readings.forget_names_of(&actor);
        self.documents.forget_described();
        self.actors.insert(actor);
        Ok(())
    }

    pub(crate) fn add_place(&mut self, place: Place) -> Result<(), Failure> {
        if let Some(pcode) = &place.pcode
            && let Some(owner) = self.places.with_code(pcode).filter(|it| it.key != place.key)
        {
            let (pcode, key) = (pcode.clone(), owner.key.clone());
            return Err(WriteError::PcodeTaken { pcode, key }.into());
        }
        check_new(&place, &self.places)?;
        self.writer.record_row(CheckedRow::Place(place.clone()))?;
        self.place_readings.forget_names_of(&place);
        self.hold_place(place);
        Ok(())
    }

    /// Fills the blank parts of a recorded place from a row about it, as a new version; `true` if there were any. Fails
    /// if another place has the row's P-code, its parent is inside the place, or its country is not that of the places
    /// that contain it.
    pub(super) fn fill_place(&mut self, key: &str, listed: &Place) -> Result<bool, Failure> {
        let Some(recorded) = self.places.get(key) else { return Ok(false) };
        let filled = recorded.filled_from(listed);
        if filled == *recorded {
            return Ok(false);
        }
        let above = |place: &Place| self.places.get(place.parent.as_ref()?);
        let mut around = std::iter::successors(above(&filled), |place| above(place)).take(DEEPEST);
        let country = around.find_map(|place| place.country.as_ref());
        if let (Some(own), Some(other)) =
            (&filled.country, country.filter(|_| recorded.country.is_none()))
            && own != other
        {
            let why = format!("`{own}`, and place `{key}` lies in `{other}` here");
            return Err(Problem::at("country", why).with(Remedy::EditPlace).into());
        }
        let row = filled.clone();
        self.writer.call(move |writer| writer.edit_place(&row))??;
        self.place_readings.forget_names_of(&filled);
        self.hold_place(filled);
        Ok(true)
    }

    /// Adds an indicator. A deprecated one is added as if it were in use and deprecated after the
    /// facts, since no fact of a deprecated indicator is recorded. Fails if its key or name is
    /// taken.
    pub(super) fn add_indicator(&mut self, mut indicator: Indicator) -> Result<(), Failure> {
        let deprecated = indicator.deprecated_at.take().map(|at| (indicator.key.clone(), at));
        check_new(&indicator, &self.indicators)?;
        self.deprecations.extend(deprecated);
        self.writer.record_row(CheckedRow::Indicator(indicator.clone()))?;
        self.indicator_readings.forget_names_of(&indicator);
        self.indicators.insert(indicator);
        Ok(())
    }

    /// Notes that this import recorded a report, or a fact of it. The newest report is the one with the latest known
    /// date of publication; among those with the same date, the last in the files. Retracted reports are ignored, and
    /// so are those that messages must not name.
    pub(super) fn note_report(&mut self, report: &Arc<Report>) {
        let is_newest = |newest: &Arc<Report>| report.published_latest >= newest.published_latest;
        if self.newest.as_ref().is_none_or(is_newest)
            && report.retracted.is_none()
            && !self.documents.will_be_retracted(&report.key)
            && self.documents.may_name(report)
        {
            self.newest = Some(report.clone());
        }
    }

    /// The key of the newest report that this import recorded, or of which it recorded a fact.
    pub(super) fn newest_report(&self) -> Option<String> {
        self.newest.as_ref().map(|report| report.key.clone())
    }

    /// Adds a report from a file of reports, with its text. The import waits for the answer of the database only if the
    /// document is already recorded. Returns its key here. Fails if the key is malformed, or if the database refuses
    /// the report.
    pub(super) fn add_report(
        &mut self,
        mut report: Report,
        text: Option<CapturedText>,
    ) -> Result<String, Failure> {
        WriteError::unless_a_key(&report.key)?;
        if self.documents.has_document(&report) || self.documents.is_taken(&report.key) {
            let added =
                self.writer.call(move |writer| writer.add_report(&report, text.as_ref()))??;
            let key = added.key.clone();
            self.documents.hold_made(Arc::new(added));
            return Ok(key);
        }
        report.uid = uid_of(&report);
        let key = report.key.clone();
        self.add_new_report(Arc::new(report), text)?;
        Ok(key)
    }

    /// Adds a report whose document is not recorded, under a free key.
    pub(super) fn add_new_report(
        &mut self,
        report: Arc<Report>,
        text: Option<CapturedText>,
    ) -> Result<(), StoreError> {
        self.documents.hold_made(report.clone());
        self.writer.record_row(CheckedRow::Report(report, text))
    }

    /// Notes a report that this import made, if a later row demands more secrecy than the rows
    /// before it. Recorded rows never change, so such an import must not be recorded.
    pub(super) fn note_late_mark(&mut self, report: &Report, stated: Option<Confidentiality>) {
        let here = report.confidentiality.unwrap_or(Confidentiality::Public);
        if let Some(level) = stated.filter(|stated| *stated > here && self.documents.made(report)) {
            self.late_mark.get_or_insert_with(|| (report.key.clone(), level));
        }
    }

    /// The facts to retract once all facts are recorded, each with the reason.
    pub(super) fn take_fact_retractions(&mut self) -> std::collections::BTreeMap<Uid, String> {
        self.known_facts.as_mut().map(KnownFacts::take_retractions).unwrap_or_default()
    }
}

/// Refuses a new row for the same reasons as the database would: the row is recorded later on
/// another thread, which can no longer refuse it.
fn check_new<T: Nameable>(row: &T, rows: &NamedRows<T>) -> Result<(), WriteError> {
    WriteError::unless_a_key(row.key())?;
    WriteError::unless_named(row)?;
    if let Some(there) = rows.get(row.key()) {
        let (key, name) = (there.key().to_owned(), there.name().to_owned());
        return Err(WriteError::AlreadyThere { what: T::WHAT, key, name });
    }
    match row.parent() {
        Some(parent) if !rows.contains_key(parent) => {
            Err(WriteError::Missing { what: T::WHAT, key: parent.to_owned() })
        }
        _ => Ok(()),
    }
}
