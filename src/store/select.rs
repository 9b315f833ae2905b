//! Questions that are answered with facts: first which ones and in which order, then all that they
//! say.

use super::error::StoreError;
use super::gone::Known;
use super::report::day;
use super::rows::{self, FactRow, Reader};
use super::search::{Dated, Search};
use super::{Store, retraction};
use crate::domain::filter::Filter;
use crate::domain::identity::Uid;
use crate::domain::selection::Selection;
use crate::domain::when::{Answer, Day};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

impl Store {
    /// The facts that a filter asks for, in order, with all the rows that they name. Facts that
    /// were replaced or retracted, or whose report was, are left out unless the filter wants them.
    pub fn select(&self, filter: &Filter) -> Result<Selection, StoreError> {
        self.reading(|connection| select(connection, filter))
            .map_err(|error| error.about(&self.path))
    }

    /// A fact, all that it replaces and all that replace it, the oldest first.
    pub fn history(&self, uid: Uid) -> Result<Selection, StoreError> {
        self.reading(|connection| history(connection, uid)).map_err(|error| error.about(&self.path))
    }

    /// How many facts each report has that are neither replaced nor retracted, by the report's
    /// key. Reports without one are left out.
    pub fn facts_per_report(&self) -> Result<BTreeMap<String, usize>, StoreError> {
        self.reading(facts_per_report).map_err(|error| error.about(&self.path))
    }
}

/// The columns of a [`Hit`].
const HIT: &str = "fact.id, fact.report, fact.uid, start_earliest, end_latest, quote_start";

/// What the place of a fact that is asked for in the order follows from.
struct Hit {
    answer: Answer,
    start: Option<Day>,
    end: Option<Day>,
    report: Rc<Dated>,
    quote_start: Option<usize>,
    uid: Uid,
}

impl Hit {
    /// Facts by the start of their when (those without one first), then its end (open ends last),
    /// then by the day of their report, by report, and by where they stand in it.
    fn order(&self) -> impl Ord + '_ {
        let end = (self.end.is_none(), self.end);
        let report = (self.report.published, self.report.key.as_str());
        (self.start, end, report, self.quote_start, self.uid)
    }
}

/// How many facts a filter that leaves replaced and retracted facts out leaves out for that.
pub(super) fn withdrawn(connection: &Connection, filter: &Filter) -> Result<usize, StoreError> {
    let gone = Known::at(connection, &retraction::end_of(filter.as_recorded))?;
    let all = Filter { retracted: true, limit: None, ..filter.clone() };
    let mut count = 0;
    Search::of(connection, &all)?.among(&gone).run("fact.id, fact.report", "", |_, _, _| {
        count += 1;
        Ok::<_, StoreError>(())
    })?;
    Ok(count)
}

fn select(connection: &Connection, filter: &Filter) -> Result<Selection, StoreError> {
    if filter.limit.is_none() {
        return select_all(connection, filter);
    }
    let (hits, left_out) = hits(connection, filter)?;
    let mut rows = rows::with_ids(connection, hits.iter().map(|(id, _)| *id), filter)?;
    for (row, (_, hit)) in rows.iter_mut().zip(&hits) {
        row.answers(hit.answer);
    }
    rows::assemble(connection, rows, left_out, filter.as_recorded)
}

/// What every fact that is asked for says is read along with it.
fn select_all(connection: &Connection, filter: &Filter) -> Result<Selection, StoreError> {
    let mut reader = Reader::default();
    let mut rows = Vec::new();
    let columns = rows::columns_alone(filter.retracted);
    let mut search = Search::of(connection, filter)?;
    search.run(&columns, "", |row, answer, _| {
        let mut row = reader.read(row)?;
        row.answers(answer);
        rows.push(Some(row));
        Ok::<_, StoreError>(())
    })?;
    let reports = search.reports();
    reports.look_up_all(rows.iter().flatten().map(FactRow::report))?;
    let mut hits = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let Some(row) = row else { continue };
        let (start, end) = row.days();
        let report = Rc::clone(reports.get(row.report())?);
        let (answer, quote_start, uid) = (row.answer(), row.quote_start(), row.uid());
        hits.push((at, Hit { answer, start, end, report, quote_start, uid }));
    }
    hits.sort_unstable_by(|(_, a), (_, b)| a.order().cmp(&b.order()));
    let rows = hits.iter().filter_map(|(at, _)| rows[*at].take()).collect();
    rows::assemble(connection, rows, 0, filter.as_recorded)
}

/// So many hits are held whatever the limit.
const SPARE: usize = 4_000;

/// The facts that are asked for, in order, and how many more there are than the limit lets through.
fn hits(connection: &Connection, filter: &Filter) -> Result<(Vec<(i64, Hit)>, usize), StoreError> {
    let most = filter.limit.unwrap_or(usize::MAX);
    let mut hits = Vec::new();
    let mut left_out = 0;
    Search::of(connection, filter)?.run(HIT, "", |row, answer, reports| {
        let hit = Hit {
            answer,
            report: Rc::clone(reports.get(row.get(1)?)?),
            uid: Uid(row.get(2)?),
            start: day(row, 3)?,
            end: day(row, 4)?,
            quote_start: row.get(5)?,
        };
        hits.push((row.get(0)?, hit));
        // Those that cannot be among the first any more need not be held.
        if hits.len() / 2 > most.max(SPARE) {
            left_out += keep_first(&mut hits, most);
        }
        Ok::<_, StoreError>(())
    })?;
    hits.sort_unstable_by(|(_, a), (_, b)| a.order().cmp(&b.order()));
    left_out += hits.len().saturating_sub(most);
    hits.truncate(most);
    Ok((hits, left_out))
}

/// Keeps the first hits, in any order. How many were dropped.
fn keep_first(hits: &mut Vec<(i64, Hit)>, most: usize) -> usize {
    let dropped = hits.len() - most;
    hits.select_nth_unstable_by(most, |(_, a), (_, b)| a.order().cmp(&b.order()));
    hits.truncate(most);
    dropped
}

fn facts_per_report(connection: &Connection) -> Result<BTreeMap<String, usize>, StoreError> {
    let sql = "SELECT report, count(*) FROM fact GROUP BY report";
    let mut counts: HashMap<i64, usize> = connection
        .prepare_cached(sql)?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut report_of = connection.prepare_cached("SELECT report FROM fact WHERE id = ?1")?;
    for fact in Known::at(connection, &retraction::end_of(None))?.facts {
        let report = report_of.query_row([fact], |row| row.get(0))?;
        counts.entry(report).and_modify(|count| *count -= 1);
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

fn history(connection: &Connection, uid: Uid) -> Result<Selection, StoreError> {
    let sql = format!(
        "WITH RECURSIVE
           older (uid, replaces) AS (
             SELECT uid, replaces FROM fact WHERE uid = ?2
             UNION SELECT fact.uid, fact.replaces FROM fact JOIN older ON fact.uid = older.replaces),
           line (uid, depth) AS (
             SELECT uid, 0 FROM older
             WHERE replaces IS NULL OR replaces NOT IN (SELECT uid FROM older)
             UNION SELECT fact.uid, depth + 1 FROM fact JOIN line ON fact.replaces = line.uid)
         SELECT {} FROM line JOIN fact ON fact.uid = line.uid
         JOIN changeset ON changeset.id = fact.changeset
         ORDER BY depth, changeset.recorded_at, fact.uid",
        rows::columns()
    );
    let parameters = [Value::from(retraction::end_of(None)), Value::from(uid.0.to_vec())];
    let rows = read_all(connection, &sql, parameters)?;
    rows::assemble(connection, rows, 0, None)
}

/// All rows of a query for [`rows::columns`].
pub(super) fn read_all(
    connection: &Connection,
    sql: &str,
    parameters: impl IntoIterator<Item = Value>,
) -> Result<Vec<FactRow>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut reader = Reader::default();
    let mut found = statement.query(params_from_iter(parameters))?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        rows.push(reader.read(row)?);
    }
    Ok(rows)
}
