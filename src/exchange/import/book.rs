//! What the database holds while rows go in: looked up once, kept up to date.

use super::Options;
use super::names::Unresolved;
use crate::domain::actor::Actor;
use crate::domain::identity::{ReportIdentity, Uid};
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use crate::domain::report::{CapturedText, Report};
use crate::exchange::outcome::{Created, Failure, Kind, Summary};
use crate::store::{StoreError, WriteError, Writer};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// What words stand for, by the words as written.
type Readings<T> = HashMap<String, Result<T, Unresolved>>;

/// The rows that others name, with the writer that adds to them.
pub(in crate::exchange) struct Book<'w, 's> {
    pub(in crate::exchange) writer: &'w mut Writer<'s>,
    pub(super) options: &'w Options,
    /// Remarks on readings that a person should see, each once.
    pub(in crate::exchange) notes: Vec<String>,
    pub(super) actors: HashMap<String, Actor>,
    pub(in crate::exchange) places: HashMap<String, Place>,
    pub(super) indicators: HashMap<String, Indicator>,
    pub(super) reports: HashMap<String, Rc<Report>>,
    /// Keys of the reports of one document: the retracted ones, and the one that counts.
    documents: HashMap<Uid, Vec<String>>,
    /// Keys that reports have in the files read, where they got another one here.
    pub(super) renamed: HashMap<String, String>,
    /// Reference rows that were made because rows named them.
    pub(in crate::exchange) created: Vec<Created>,
    /// Reports to retract and indicators to deprecate once the facts are in, with the reason or
    /// the moment.
    pub(super) retractions: Vec<(String, String)>,
    pub(super) deprecations: Vec<(String, String)>,
    /// Places that were made before the places they lie in: key, key of the parent.
    pub(super) waiting: Vec<(String, String)>,
    pub(super) actor_words: Readings<String>,
    pub(super) place_words: Readings<String>,
    pub(super) indicator_words: Readings<(String, Option<String>)>,
    text: Option<(String, Option<String>)>,
    /// How many remarks on single rows there were; the first ones are kept.
    remarks: usize,
    /// Quotes that were found in a text which is not here.
    pub(super) quotes_without_text: usize,
    /// The facts that were retracted before this import, once they are asked for.
    retracted: Option<HashSet<Uid>>,
}

/// So many remarks on single rows are kept; more are counted.
const REMARKS: usize = 20;

impl<'w, 's> Book<'w, 's> {
    /// Looks up what is there.
    pub(in crate::exchange) fn open(
        writer: &'w mut Writer<'s>,
        options: &'w Options,
    ) -> Result<Self, StoreError> {
        let store = writer.store();
        let actors = store.actors()?.into_iter().map(|row| (row.key.clone(), row)).collect();
        let places = store.places()?.into_iter().map(|row| (row.key.clone(), row)).collect();
        let indicators = store.indicators()?.into_iter().map(|row| (row.key.clone(), row));
        let indicators = indicators.collect();
        let reports = store.reports()?;
        let mut book = Self {
            writer,
            options,
            notes: Vec::new(),
            actors,
            places,
            indicators,
            reports: HashMap::new(),
            documents: HashMap::new(),
            renamed: HashMap::new(),
            created: Vec::new(),
            retractions: Vec::new(),
            deprecations: Vec::new(),
            waiting: Vec::new(),
            actor_words: HashMap::new(),
            place_words: HashMap::new(),
            indicator_words: HashMap::new(),
            text: None,
            remarks: 0,
            quotes_without_text: 0,
            retracted: None,
        };
        for report in reports {
            book.hold(report);
        }
        Ok(book)
    }

    fn hold(&mut self, report: Report) {
        self.documents.entry(document_of(&report)).or_default().push(report.key.clone());
        self.reports.insert(report.key.clone(), Rc::new(report));
    }

    /// The recorded report that a stated one is: the very same, or the one of its document that
    /// stands. Where none stands, a stated report that does is another one, unless it does not say
    /// whom it replaces; one that is retracted never is the one that stands.
    pub(super) fn report_like(&self, stated: &Report) -> Option<&Rc<Report>> {
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
        let stands = |report: &&Rc<Report>| {
            report.retracted.is_none() && !self.will_be_retracted(&report.key)
        };
        let last = || if says_which { None } else { same().next_back() };
        same().find(stands).or_else(last)
    }

    /// Whether this import retracts a report once the facts are in.
    pub(super) fn will_be_retracted(&self, key: &str) -> bool {
        self.retractions.iter().any(|(retracted, _)| retracted == key)
    }

    /// The captured text of a report; the last one is kept, since rows of one report stand together.
    pub(super) fn text(&mut self, report: &str) -> Result<Option<&str>, StoreError> {
        if self.text.as_ref().is_none_or(|(key, _)| key != report) {
            let text = self.writer.store().report_text(report)?.map(|captured| captured.text);
            self.text = Some((report.to_owned(), text));
        }
        Ok(self.text.as_ref().and_then(|(_, text)| text.as_deref()))
    }

    /// Notes something about one row that is recorded all the same.
    pub(super) fn remark(&mut self, remark: String) {
        self.remarks += 1;
        if self.remarks <= REMARKS {
            self.notes.push(remark);
        }
    }

    /// Whether a fact was retracted before this import.
    pub(super) fn was_retracted(&mut self, uid: Uid) -> Result<bool, StoreError> {
        if let Some(known) = &self.retracted {
            return Ok(known.contains(&uid));
        }
        let found = self.writer.store().retracted_facts()?;
        Ok(self.retracted.insert(found).contains(&uid))
    }

    pub(super) fn add_actor(&mut self, actor: Actor) -> Result<(), Failure> {
        self.writer.add_actor(&actor)?;
        self.actor_words.clear();
        self.actors.insert(actor.key.clone(), actor);
        Ok(())
    }

    pub(in crate::exchange) fn add_place(&mut self, place: Place) -> Result<(), Failure> {
        self.writer.add_place(&place)?;
        self.place_words.clear();
        self.places.insert(place.key.clone(), place);
        Ok(())
    }

    /// A deprecated indicator is added as one in use: the facts of the same import come first.
    pub(super) fn add_indicator(&mut self, mut indicator: Indicator) -> Result<(), Failure> {
        let deprecated = indicator.deprecated_at.take().map(|at| (indicator.key.clone(), at));
        self.deprecations.extend(deprecated);
        self.writer.add_indicator(&indicator)?;
        self.indicator_words.clear();
        self.indicators.insert(indicator.key.clone(), indicator);
        Ok(())
    }

    pub(super) fn add_report(
        &mut self,
        report: &Report,
        text: Option<&CapturedText>,
    ) -> Result<(), Failure> {
        let added = self.writer.add_report(report, text)?;
        self.hold(added);
        Ok(())
    }

    /// A key that no report has: `base`, or the first of `base-2`, `base-3` …
    pub(super) fn free_report_key(&self, base: &str) -> String {
        free_key(base, |key| self.reports.contains_key(key))
    }

    /// Puts places into the places they lie in, where a later row made those.
    fn settle_places(&mut self) -> Result<(), StoreError> {
        for (key, parent) in std::mem::take(&mut self.waiting) {
            if !self.places.contains_key(&parent) {
                continue;
            }
            if let Some(place) = self.places.get_mut(&key) {
                place.parent = Some(parent);
                done(self.writer.edit_place(place))?;
            }
        }
        Ok(())
    }

    /// Does what had to wait for the facts: places find their parents, reports are retracted and
    /// indicators deprecated.
    pub(in crate::exchange) fn finish(&mut self, summary: &mut Summary) -> Result<(), StoreError> {
        self.settle_places()?;
        for (key, reason) in std::mem::take(&mut self.retractions) {
            done(self.writer.retract_report(&key, &reason))?;
            summary.count(Kind::Retraction, true);
        }
        for (key, at) in std::mem::take(&mut self.deprecations) {
            done(self.writer.deprecate_indicator(&key, &at))?;
        }
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
pub(in crate::exchange) fn free_key(base: &str, is_taken: impl Fn(&str) -> bool) -> String {
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
