//! Hides confidential rows from a store whose output is meant for others.
//!
//! The hidden rows are: confidential reports and the retracted reports that they replace, the facts of both, every fact
//! that corrects a hidden fact or is corrected by one (since its reason may mention the other), their assessments and
//! retractions, and the notes of changesets that recorded any of these.

use super::error::{LookupError, StoreError};
use super::hidden_rows::{
    HiddenRows, hidden_reports, internal_reports, is_fact_hidden, is_report_hidden,
};
use super::reference::Which;
use super::search::Search;
use super::withdrawn::WithdrawnIds;
use super::{Store, newest_reports, report_row};
use crate::domain::changeset::Changeset;
use crate::domain::filter::Filter;
use crate::domain::identity::Uid;
use crate::domain::report::{Report, Restricted};
use foldhash::HashSet;

/// The number of facts that a query would have found without hiding, and of their reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HiddenFacts {
    /// Number of hidden facts.
    pub facts: usize,
    /// Number of hidden reports that these facts come from.
    pub reports: usize,
}

/// Keys of the rows that hidden facts and reports refer to. Other facts may also refer to these
/// rows.
#[derive(Debug, Default)]
pub struct HiddenNames {
    /// Keys of publishers, claimants and actors between them.
    pub actors: HashSet<String>,
    /// Keys of the places of the facts.
    pub places: HashSet<String>,
    /// Keys of the indicators of the facts.
    pub indicators: HashSet<String>,
}

impl Store {
    /// Hides confidential reports, their facts and the rows that mention them. The store can no longer record. Fails if
    /// the hidden rows cannot be looked up.
    pub fn without_confidential(mut self) -> Result<Self, StoreError> {
        self.hidden = Some(HiddenRows::of(&self.connection)?);
        self.writable = false;
        self.in_one_state(|| Ok::<_, StoreError>(())).map_err(|error| error.about(&self.path))?;
        Ok(self)
    }

    /// Makes errors name no confidential report and none of its facts, except by the words that
    /// were looked up. Rows are not hidden.
    #[must_use]
    pub fn naming_nothing_confidential(mut self) -> Self {
        self.is_discreet = true;
        self
    }

    /// Whether errors name no confidential report and none of its facts.
    #[must_use]
    pub fn is_discreet(&self) -> bool {
        self.is_discreet
    }

    /// Whether messages may name a report. Fails if the database cannot be read.
    pub fn may_name_report(&self, uid: Uid) -> Result<bool, StoreError> {
        Ok(!self.is_discreet || !is_report_hidden(&self.connection, uid)?)
    }

    /// Whether messages may say what a fact states. Fails if the database cannot be read.
    pub fn may_name_fact(&self, uid: Uid) -> Result<bool, StoreError> {
        Ok(!self.is_discreet || !is_fact_hidden(&self.connection, uid)?)
    }

    /// Removes the names of confidential reports from the error of a search. `find` is the search.
    pub(super) fn discreetly<T>(
        &self,
        found: Result<T, LookupError>,
        find: impl FnOnce(&Self) -> Result<T, LookupError>,
    ) -> Result<T, LookupError> {
        match found {
            Err(LookupError::Name(error)) if self.is_discreet && self.hidden.is_none() => {
                let public = match find(&self.whole()?.without_confidential()?) {
                    Err(LookupError::Name(public)) => Some(public),
                    _ => None,
                };
                Err(error.naming_only(public).into())
            }
            found => found,
        }
    }

    /// Whether there are confidential reports that this store hides.
    #[must_use]
    pub fn hides_reports(&self) -> bool {
        self.hidden.as_ref().is_some_and(|hidden| hidden.reports() > 0)
    }

    /// The hidden reports, the newest first. Empty if nothing is hidden.
    pub fn hidden_reports(&self) -> Result<Vec<Report>, StoreError> {
        if !self.hides_reports() {
            return Ok(Vec::new());
        }
        let ids: Vec<i64> = self.hidden_ids()?.reports.into_iter().collect();
        let reports = report_row::load(&self.whole()?.connection, Which::Ids(&ids), None)?;
        Ok(reports.into_iter().map(|(_, report)| report).collect())
    }

    /// The number of hidden facts that match a filter, without its limit.
    pub fn hidden_facts(&self, filter: &Filter) -> Result<HiddenFacts, StoreError> {
        let mut found = HiddenFacts::default();
        if !self.hides_reports() {
            return Ok(found);
        }
        let hidden = self.hidden_ids()?;
        let whole = self.whole()?;
        let mut reports = HashSet::default();
        let search = Search::of(&whole.connection, filter)?.among(&hidden);
        { search }.run("fact.id, fact.report", "", |row, _| {
            found.facts += 1;
            let report = row.get(1)?;
            if hidden.reports.contains(&report) {
                reports.insert(report);
            }
            Ok::<_, StoreError>(())
        })?;
        found.reports = reports.len();
        Ok(found)
    }

    /// The numbers of reports that are not public and have facts that match a filter, without its limit: confidential
    /// ones, those that a confidential one replaces, and internal ones. Hidden reports are not counted.
    pub fn restricted_reports(&self, filter: &Filter) -> Result<Restricted, StoreError> {
        self.reading(|connection| {
            let hidden = self.hidden.is_some();
            let confidential =
                if hidden { HashSet::default() } else { hidden_reports(connection)? };
            let mut reports = internal_reports(connection)?;
            reports.extend(&confidential);
            let mut found = HashSet::default();
            if !reports.is_empty() {
                let restricted = WithdrawnIds { reports, ..WithdrawnIds::default() };
                let search = Search::of(connection, filter)?.among(&restricted);
                { search }.run("fact.id, fact.report", "", |row, _| {
                    found.insert(row.get::<_, i64>(1)?);
                    Ok::<_, StoreError>(())
                })?;
            }
            let of_all = found.len();
            found.retain(|report| confidential.contains(report));
            Ok(Restricted { confidential: found.len(), internal: of_all - found.len() })
        })
    }

    /// The number of these changesets whose note is hidden.
    pub fn hidden_notes(&self, changesets: &[Changeset]) -> Result<usize, StoreError> {
        let mut hidden = 0;
        if self.hides_reports() {
            let sql = "SELECT note IS NOT NULL FROM main.changeset WHERE uid = ?1";
            let mut statement = self.connection.prepare_cached(sql)?;
            for changeset in changesets.iter().filter(|one| one.recorder.note.is_none()) {
                let has_note: bool = statement.query_row([changeset.uid.0], |row| row.get(0))?;
                hidden += usize::from(has_note);
            }
        }
        Ok(hidden)
    }

    /// Keys of the rows that hidden facts and reports refer to.
    pub fn hidden_names(&self) -> Result<HiddenNames, StoreError> {
        if !self.hides_reports() {
            return Ok(HiddenNames::default());
        }
        let keys = |table: &str, ids: &str| {
            let sql = format!("SELECT key FROM {table} WHERE id IN ({ids})");
            self.reading(|connection| -> Result<HashSet<String>, StoreError> {
                let mut statement = connection.prepare(&sql)?;
                Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
            })
        };
        let tables = self.tables();
        let named = |column: &str| {
            let hidden = "SELECT fact FROM temp.hidden_row";
            format!("SELECT {column} FROM {tables}fact WHERE id IN ({hidden})")
        };
        let versions = newest_reports::versions_table(&self.connection, tables)?;
        let actors = format!(
            "SELECT actor FROM attribution WHERE fact IN (SELECT fact FROM temp.hidden_row)
            UNION SELECT publisher FROM {tables}report
              WHERE id IN (SELECT id FROM temp.hidden_report)
            UNION SELECT publisher FROM {versions}
              WHERE report IN (SELECT id FROM temp.hidden_report)"
        );
        Ok(HiddenNames {
            actors: keys("actor", &actors)?,
            places: keys("place", &named("place"))?,
            indicators: keys("indicator", &named("indicator"))?,
        })
    }

    /// Opens the same file again, as of the same day, without hiding anything.
    pub(super) fn whole(&self) -> Result<Self, StoreError> {
        let mut whole = Self::open(&self.path)?;
        if let Some(day) = self.as_recorded {
            whole = whole.as_recorded(day)?;
        }
        whole.see_reports_as_of(self.reports_as_of.get())?;
        Ok(whole)
    }

    fn hidden_ids(&self) -> Result<WithdrawnIds, StoreError> {
        let ids = |table: &str| -> Result<HashSet<i64>, StoreError> {
            let sql = format!("SELECT id FROM temp.{table}");
            let mut statement = self.connection.prepare_cached(&sql)?;
            Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
        };
        let (facts, reports) = (ids("hidden_fact")?, ids("hidden_report")?);
        Ok(WithdrawnIds { facts, reports, ..WithdrawnIds::default() })
    }
}
