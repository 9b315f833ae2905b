//! Collects facts in memory, with all rows that they refer to: the facts that match a filter, or
//! the history of one fact.

use super::error::StoreError;
use super::fact_row::StreamedFact;
use super::fact_rows::FactRows;
use super::reference::{self, Reference, Which, json_ids};
use super::row_keys::RowKeys;
use super::search::Search;
use super::stream::{FactOrder, FactStream};
use super::withdrawn::{Asked, WithdrawnIds};
use super::{Store, assessment, place, report_row};
use crate::domain::actor::Actor;
use crate::domain::assessment::Verdict;
use crate::domain::filter::Filter;
use crate::domain::identity::Uid;
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::when::Day;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet, HashMap};

impl Store {
    /// The facts that match a filter, in the order of their time, with all rows that they refer to.
    /// Replaced and retracted facts are left out unless the filter includes them.
    pub fn select(&self, filter: &Filter) -> Result<Selection, StoreError> {
        self.reading(|connection| {
            let mut collected = Collected::new(connection, filter.as_recorded);
            let mut stream = FactStream::of(connection, filter)?;
            let streamed = stream.run(FactOrder::Time, |fact| collected.add(fact))?;
            collected.finish(streamed.left_out)
        })
        .map_err(|error: StoreError| error.about(&self.path))
    }

    /// A fact with all facts that it replaces and all that replace it, the oldest first. Empty if
    /// there is no such fact.
    pub fn history(&self, uid: Uid) -> Result<Selection, StoreError> {
        self.reading(|connection| {
            let everything = Filter { retracted: true, ..Filter::default() };
            let mut collected = Collected::new(connection, None);
            let mut rows = FactRows::of(connection, &everything)?;
            rows.show(&versions(connection, uid)?, |fact| collected.add(fact))?;
            collected.finish(0)
        })
        .map_err(|error: StoreError| error.about(&self.path))
    }

    /// The number of facts of each report that are neither replaced nor retracted, by report key.
    /// Reports without such facts are left out.
    pub fn facts_per_report(&self) -> Result<BTreeMap<String, usize>, StoreError> {
        self.reading(facts_per_report).map_err(|error| error.about(&self.path))
    }
}

/// Collected facts, and the ids of the rows that they refer to.
struct Collected<'c> {
    connection: &'c Connection,
    as_of: Option<Day>,
    keys: RowKeys<'c>,
    facts: Vec<RecordedFact>,
    numbers: Vec<i64>,
    reports: BTreeSet<i64>,
    indicators: BTreeSet<i64>,
    places: BTreeSet<i64>,
    actors: BTreeSet<i64>,
}

impl<'c> Collected<'c> {
    fn new(connection: &'c Connection, as_of: Option<Day>) -> Self {
        Self {
            connection,
            as_of,
            keys: RowKeys::of(connection, as_of),
            facts: Vec::new(),
            numbers: Vec::new(),
            reports: BTreeSet::new(),
            indicators: BTreeSet::new(),
            places: BTreeSet::new(),
            actors: BTreeSet::new(),
        }
    }

    fn add(&mut self, fact: &StreamedFact<'_>) -> Result<(), StoreError> {
        self.facts.push(fact.to_recorded(&mut self.keys)?);
        self.numbers.push(fact.number);
        self.reports.insert(fact.report);
        self.indicators.insert(fact.indicator);
        self.places.insert(fact.place);
        self.actors.extend(fact.claimants.iter().chain(fact.via));
        Ok(())
    }

    /// Loads the rows that the facts refer to.
    fn finish(mut self, left_out: usize) -> Result<Selection, StoreError> {
        let connection = self.connection;
        let judged = assessment::judged(connection, &self.numbers, self.as_of)?;
        for recorded in &mut self.facts {
            let judged = judged.assessments.get(&recorded.uid);
            recorded.verdict = judged.map(Verdict::of).unwrap_or_default();
        }
        let places = place::with_ancestors(connection, &json_ids(&listed(self.places)))?;
        let reports = listed(self.reports);
        let loaded = report_row::load(connection, Which::Ids(&reports), self.as_of)?;
        let by_id = report_row::ReportsById::of(connection, self.as_of);
        let mut rows = Selection::default();
        for (id, report) in &loaded {
            if let Some(originals) = by_id.originals(*id, report)? {
                originals.note(&report.key, &mut rows);
            }
        }
        let reports: BTreeMap<_, _> =
            loaded.into_iter().map(|(_, report)| (report.key.clone(), report)).collect();
        let mut actors = self::rows::<Actor>(connection, &listed(self.actors))?;
        add_publishers(connection, &mut actors, reports.values().map(|r| &*r.publisher))?;
        Ok(Selection {
            facts: self.facts,
            left_out,
            places: self::rows::<Place>(connection, &places)?,
            actors,
            indicators: self::rows::<Indicator>(connection, &listed(self.indicators))?,
            reports,
            assessments: judged.assessments,
            taken_back: judged.taken_back,
            ..rows
        })
    }
}

fn listed(ids: BTreeSet<i64>) -> Vec<i64> {
    ids.into_iter().collect()
}

/// Loads reference rows by ids; returns them by key.
fn rows<T: Reference>(
    connection: &Connection,
    ids: &[i64],
) -> Result<BTreeMap<String, T>, StoreError> {
    let rows = reference::load::<T>(connection, Which::Ids(ids))?;
    Ok(rows.into_iter().map(|(_, row)| (row.key().to_owned(), row)).collect())
}

fn add_publishers<'a>(
    connection: &Connection,
    actors: &mut BTreeMap<String, Actor>,
    publishers: impl Iterator<Item = &'a str>,
) -> Result<(), StoreError> {
    let more: BTreeSet<&str> = publishers.filter(|key| !actors.contains_key(*key)).collect();
    let ids = more
        .into_iter()
        .map(|key| reference::id_of(connection, "actor", key))
        .collect::<Result<Vec<_>, _>>()?;
    let ids: Vec<i64> = ids.into_iter().flatten().collect();
    actors.extend(rows::<Actor>(connection, &ids)?);
    Ok(())
}

/// The number of facts that a filter leaves out only because they were replaced or retracted.
pub(super) fn withdrawn(connection: &Connection, filter: &Filter) -> Result<usize, StoreError> {
    let withdrawn = WithdrawnIds::at(connection, &Asked::of(filter))?;
    let all = Filter { retracted: true, limit: None, ..filter.clone() };
    let mut count = 0;
    Search::of(connection, &all)?.among(&withdrawn).run("fact.id, fact.report", "", |_, _| {
        count += 1;
        Ok::<_, StoreError>(())
    })?;
    Ok(count)
}

fn facts_per_report(connection: &Connection) -> Result<BTreeMap<String, usize>, StoreError> {
    let sql = "SELECT report, count(*) FROM fact GROUP BY report";
    let mut counts: HashMap<i64, usize> = connection
        .prepare_cached(sql)?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut report_of = connection.prepare_cached("SELECT report FROM fact WHERE id = ?1")?;
    let WithdrawnIds { facts, undone, .. } = WithdrawnIds::at(connection, &Asked::now())?;
    let undone = undone.ids().filter(|fact| !facts.contains(fact));
    for fact in facts.iter().copied().chain(undone) {
        let report: Option<i64> = report_of.query_row([fact], |row| row.get(0)).optional()?;
        report.map(|report| counts.entry(report).and_modify(|count| *count -= 1));
    }
    let mut keys = connection.prepare_cached("SELECT id, key FROM report")?;
    let mut rows = keys.query([])?;
    let mut by_key = BTreeMap::new();
    while let Some(row) = rows.next()? {
        if let Some(count) = counts.get(&row.get(0)?).filter(|count| **count > 0) {
            by_key.insert(row.get(1)?, *count);
        }
    }
    Ok(by_key)
}

/// The ids of a fact, of all facts that it replaces, and of all that replace it, the oldest first.
fn versions(connection: &Connection, uid: Uid) -> Result<Vec<i64>, StoreError> {
    let sql = "WITH RECURSIVE
           older (uid, replaces) AS (
             SELECT uid, replaces FROM fact WHERE uid = ?1
             UNION SELECT fact.uid, fact.replaces FROM fact JOIN older ON fact.uid = older.replaces),
           line (uid, depth) AS (
             SELECT uid, 0 FROM older
             WHERE replaces IS NULL OR replaces NOT IN (SELECT uid FROM older)
             UNION SELECT fact.uid, depth + 1 FROM fact JOIN line ON fact.replaces = line.uid)
         SELECT fact.id FROM line JOIN fact ON fact.uid = line.uid
         JOIN changeset ON changeset.id = fact.changeset
         ORDER BY depth, changeset.recorded_at, fact.uid";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_map(params![uid.0], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(found)
}
