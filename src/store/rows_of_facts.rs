//! Loads the rows that facts refer to by id, each when a fact first refers to it. For callers that
//! read facts one after the other and show the names of places, actors and indicators.

use super::Store;
use super::assessment::verdicts;
use super::error::StoreError;
use super::fact_row::StreamedFact;
use super::place;
use super::reference::{self, Reference, Which, json_ids};
use super::report_row::ReportsById;
use super::row_keys::RowKeys;
use crate::domain::actor::Actor;
use crate::domain::assessment::Verdict;
use crate::domain::filter::Filter;
use crate::domain::identity::Uid;
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::when::Day;
use foldhash::HashSet;
use rusqlite::Connection;
use std::collections::{BTreeMap, HashMap};

/// Turns streamed facts into facts of the domain, and keeps the rows that they refer to: all places
/// (with those around them), actors (with those above them) and indicators so far, and up to `MOST_REPORTS` reports.
pub struct RowsOfFacts<'s> {
    connection: &'s Connection,
    as_of: Option<Day>,
    loader: ReportsById<'s>,
    keys: RowKeys<'s>,
    rows: Selection,
    places: HashSet<i64>,
    actors: HashSet<i64>,
    indicators: HashSet<i64>,
    reports: HashSet<i64>,
    /// Whether reports are kept without their titles and links.
    is_lean: bool,
    /// What the assessments of all facts come to; `None` until a fact is read.
    verdicts: Option<HashMap<Uid, Verdict>>,
}

/// The most reports that are kept, at about 700 bytes each.
const MOST_REPORTS: usize = 8_000;
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

    /// The fact with keys in place of ids. All rows that it refers to are in [`rows`](Self::rows)
    /// until the next call. Fails where a row cannot be read.
    pub fn read(&mut self, fact: &StreamedFact<'_>) -> Result<RecordedFact, StoreError> {
        if self.places.insert(fact.place) {
            self.add_place(fact.place)?;
        }
        if self.indicators.insert(fact.indicator) {
            add::<Indicator>(self.connection, fact.indicator, &mut self.rows.indicators)?;
        }
        for actor in fact.claimants.iter().chain(fact.via) {
            self.add_actor(*actor)?;
        }
        self.add_report(fact.report)?;
        let verdicts = match &self.verdicts {
            Some(known) => known,
            None => self.verdicts.insert(verdicts(self.connection, self.as_of)?),
        };
        let verdict = verdicts.get(&fact.uid).cloned().unwrap_or_default();
        Ok(RecordedFact { verdict, ..fact.to_recorded(&mut self.keys)? })
    }

    /// The rows that facts referred to so far, without the facts. Of reports, at least that of the
    /// last fact.
    #[must_use]
    pub fn rows(&self) -> &Selection {
        &self.rows
    }

    /// A copy of the rows that facts referred to so far, without reports.
    #[must_use]
    pub fn rows_but_reports(&self) -> Selection {
        let Selection { places, actors, indicators, .. } = &self.rows;
        Selection {
            places: places.clone(),
            actors: actors.clone(),
            indicators: indicators.clone(),
            ..Selection::default()
        }
    }

    /// The rows that facts referred to, without reports.
    #[must_use]
    pub fn into_rows(self) -> Selection {
        Selection { reports: BTreeMap::new(), ..self.rows }
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
            self.reports.clear();
            self.rows.reports.clear();
        }
        let mut report = self.loader.get(number)?;
        if self.is_lean {
            (report.title, report.byline) = (String::new(), None);
            (report.url, report.archive_url) = (None, None);
        }
        if !self.rows.actors.contains_key(&report.publisher)
            && let Some(publisher) = reference::id_of(self.connection, "actor", &report.publisher)?
        {
            self.add_actor(publisher)?;
        }
        if report.republishes.is_some()
            && let Some(day) = self.loader.first_published(number)?
        {
            self.rows.first_published.insert(report.key.clone(), day);
        }
        self.reports.insert(number);
        self.keys.keep_report_key(number, &report.key);
        self.rows.reports.insert(report.key.clone(), report);
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
