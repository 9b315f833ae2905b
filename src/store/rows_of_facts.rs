//! Loads the rows that facts refer to by id, each when a fact first refers to it. For callers that
//! read facts one after another and show the names of places, actors and indicators.

use super::Store;
use super::assessment::verdicts;
use super::at_places::MOST_AT_PLACES;
use super::decode::parse_day;
use super::error::StoreError;
use super::fact_row::StreamedFact;
use super::kept_fact::{KeptFact, KeptReport};
use super::place;
use super::reference::{self, Reference, Which, json_ids};
use super::report_row::{Originals, ReportsById};
use super::row_keys::RowKeys;
use crate::domain::actor::Actor;
use crate::domain::assessment::Verdict;
use crate::domain::filter::Filter;
use crate::domain::identity::Uid;
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use crate::domain::report::Report;
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::when::Day;
use foldhash::HashSet;
use rusqlite::Connection;
use std::collections::{BTreeMap, HashMap};

/// Turns streamed facts into facts of the domain, and keeps the rows that they refer to: all places (with those that
/// contain them), actors (with their organisations) and indicators so far, and up to `MOST_REPORTS` reports.
pub struct RowsOfFacts<'s> {
    connection: &'s Connection,
    as_of: Option<Day>,
    loader: ReportsById<'s>,
    keys: RowKeys<'s>,
    rows: Selection,
    places: HashSet<i64>,
    actors: HashSet<i64>,
    indicators: HashSet<i64>,
    /// The keys of publishers of reports so far.
    publishers: HashSet<Box<str>>,
    reports: HashSet<i64>,
    /// Whether reports are kept without their titles and links.
    is_lean: bool,
    /// The combined assessments of all facts; `None` until a fact is read.
    verdicts: Option<HashMap<Uid, Verdict>>,
}

/// At most this many reports are kept, at about 700 bytes each.
const MOST_REPORTS: usize = 8_000;
const _: () = assert!(MOST_REPORTS >= MOST_AT_PLACES);
/// The most reports that are kept without titles and links, at about 400 bytes each.
const MOST_LEAN_REPORTS: usize = 1 << 16;

impl Store {
    /// A loader of rows for the facts of a filter, still empty. Retractions after the day that the
    /// filter asks about are ignored.
    #[must_use]
    pub fn rows_of_facts(&self, filter: &Filter) -> RowsOfFacts<'_> {
        RowsOfFacts {
            connection: &self.connection,
            as_of: filter.as_recorded,
            loader: ReportsById::of(&self.connection, filter.as_recorded),
            keys: self.row_keys(filter),
            rows: Selection::default(),
            places: HashSet::default(),
            actors: HashSet::default(),
            indicators: HashSet::default(),
            publishers: HashSet::default(),
            reports: HashSet::default(),
            is_lean: false,
            verdicts: None,
        }
    }
}

impl RowsOfFacts<'_> {
    /// Keeps reports without their titles and links, and more of them: for facts that are read in the
    /// order of recording and compared.
    #[must_use]
    pub fn lean(self) -> Self {
        Self { is_lean: true, ..self }
    }

    /// The fact with keys instead of ids. All rows that it refers to are in [`rows`](Self::rows)
    /// until the next call. Fails if a row cannot be read.
    pub fn read(&mut self, fact: &StreamedFact<'_>) -> Result<RecordedFact, StoreError> {
        self.add_report(fact.report)?;
        self.add_rows(fact)?;
        let recorded = fact.to_recorded(&mut self.keys)?;
        self.judged(recorded)
    }

    /// Does the same for a fact that was kept. Of the reports, only that of the fact is certain to be in
    /// [`rows`](Self::rows), perhaps without its title and links.
    pub fn read_kept(&mut self, kept: &KeptFact<'_>) -> Result<RecordedFact, StoreError> {
        self.take_report(&kept.report)?;
        self.add_rows(&kept.fact)?;
        let recorded = kept.fact.recorded_of(kept.report.key.to_owned(), &mut self.keys)?;
        self.judged(recorded)
    }

    /// Adds the assessments of a fact.
    fn judged(&mut self, fact: RecordedFact) -> Result<RecordedFact, StoreError> {
        let verdicts = match &self.verdicts {
            Some(known) => known,
            None => self.verdicts.insert(verdicts(self.connection, self.as_of)?),
        };
        let verdict = verdicts.get(&fact.uid).cloned().unwrap_or_default();
        Ok(RecordedFact { verdict, ..fact })
    }

    /// Adds the rows that a fact refers to, except its report.
    fn add_rows(&mut self, fact: &StreamedFact<'_>) -> Result<(), StoreError> {
        if self.places.insert(fact.place) {
            self.add_place(fact.place)?;
        }
        if self.indicators.insert(fact.indicator) {
            add::<Indicator>(self.connection, fact.indicator, &mut self.rows.indicators)?;
        }
        for actor in fact.claimants.iter().chain(fact.via) {
            self.add_actor(*actor)?;
        }
        Ok(())
    }

    /// The rows that facts referred to so far, without the facts. Reports may be missing, except
    /// that of the last fact.
    #[must_use]
    pub fn rows(&self) -> &Selection {
        &self.rows
    }

    /// The rows that facts referred to, without reports.
    #[must_use]
    pub fn into_rows(self) -> Selection {
        Selection { reports: BTreeMap::new(), ..self.rows }
    }

    /// The rows that facts referred to, with the reports of the last facts: of at least [`MOST_AT_PLACES`].
    #[must_use]
    pub fn into_rows_and_reports(self) -> Selection {
        self.rows
    }

    fn add_place(&mut self, number: i64) -> Result<(), StoreError> {
        for above in place::with_ancestors(self.connection, &json_ids(&[number]))? {
            self.places.insert(above);
            add::<Place>(self.connection, above, &mut self.rows.places)?;
        }
        Ok(())
    }

    fn add_actor(&mut self, number: i64) -> Result<(), StoreError> {
        if !self.actors.insert(number) {
            return Ok(());
        }
        let known = reference::load::<Actor>(self.connection, Which::Ids(&[number]))?;
        for (_, actor) in known {
            let above = actor.parent.clone();
            self.rows.actors.insert(actor.key.clone(), actor);
            if let Some(above) = above.filter(|above| !self.rows.actors.contains_key(above))
                && let Some(number) = reference::id_of(self.connection, "actor", &above)?
            {
                self.add_actor(number)?;
            }
        }
        Ok(())
    }

    fn add_report(&mut self, number: i64) -> Result<(), StoreError> {
        if self.reports.contains(&number) {
            return Ok(());
        }
        let most = if self.is_lean { MOST_LEAN_REPORTS } else { MOST_REPORTS };
        if self.reports.len() >= most {
            self.forget_reports();
        }
        let mut report = self.loader.get(number)?;
        if self.is_lean {
            (report.title, report.byline) = (String::new(), None);
            (report.url, report.archive_url) = (None, None);
        }
        self.add_publisher(&report.publisher)?;
        if let Some(originals) = self.loader.originals(number, &report)? {
            originals.note(&report.key, &mut self.rows);
        }
        self.reports.insert(number);
        self.keys.keep_report_key(number, &report.key);
        self.rows.reports.insert(report.key.clone(), report);
        Ok(())
    }
}

impl RowsOfFacts<'_> {
    fn add_publisher(&mut self, key: &str) -> Result<(), StoreError> {
        if self.publishers.contains(key) {
            return Ok(());
        }
        if !self.rows.actors.contains_key(key)
            && let Some(publisher) = reference::id_of(self.connection, "actor", key)?
        {
            self.add_actor(publisher)?;
        }
        self.publishers.insert(key.into());
        Ok(())
    }

    fn forget_reports(&mut self) {
        self.reports.clear();
        self.rows.reports.clear();
        self.rows.first_published.clear();
        self.rows.originals.clear();
    }

    /// Stores a report that was kept in place of those before it.
    fn take_report(&mut self, kept: &KeptReport<'_>) -> Result<(), StoreError> {
        self.add_publisher(kept.publisher)?;
        if self.rows.reports.contains_key(kept.key) {
            return Ok(());
        }
        self.forget_reports();
        let day = |text: Option<&str>| text.map(parse_day).transpose();
        let owned = |text: Option<&str>| text.map(str::to_owned);
        if let Some(original) = kept.original {
            let published = day(kept.first_published)?;
            Originals { key: original.to_owned(), published }.note(kept.key, &mut self.rows);
        }
        let report = Report {
            uid: kept.uid,
            key: kept.key.to_owned(),
            publisher: kept.publisher.to_owned(),
            title: String::new(),
            byline: None,
            url: None,
            archive_url: None,
            published: self.keys.expression(kept.published)?,
            published_latest: day(kept.published_latest)?,
            language: None,
            republishes: owned(kept.republishes),
            replaces: None,
            confidentiality: None,
            has_text: false,
            retracted: owned(kept.retracted),
        };
        self.rows.reports.insert(kept.key.to_owned(), report);
        Ok(())
    }
}

/// Adds the row with an id, if there is one.
fn add<T: Reference>(
    connection: &Connection,
    number: i64,
    rows: &mut BTreeMap<String, T>,
) -> Result<(), StoreError> {
    let loaded = reference::load::<T>(connection, Which::Ids(&[number]))?;
    rows.extend(loaded.into_iter().map(|(_, row)| (row.key().to_owned(), row)));
    Ok(())
}
