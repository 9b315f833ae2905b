//! Questions: a [`Filter`] as SQL, narrowed first by what SQL can say, then by the exact rule about
//! time.

use super::error::StoreError;
use super::reference::optional_word;
use super::rows::{self, FactRow, REPLACED_BY, Reader};
use super::{Store, retraction};
use crate::domain::filter::{self, Filter};
use crate::domain::identity::Uid;
use crate::domain::name::fold;
use crate::domain::selection::Selection;
use crate::domain::when::{Answer, Window};
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use std::collections::BTreeMap;

/// Facts by the start of their when (those without one first), then its end (open ends last), then
/// by the day of their report, by report, and by where they stand in it.
const ORDER: &str = "start_earliest, end_latest IS NULL, end_latest, report.published_latest,
    report.key, quote_start, fact.uid";

/// After the columns of a fact: what the rule about time needs besides.
const NATURE: usize = 35;
const PUBLISHED: usize = 36;

impl Store {
    /// The facts that a filter asks for, in order, with all the rows that they name. Facts that
    /// were replaced or retracted, or whose report was, are left out unless the filter wants them.
    pub fn select(&self, filter: &Filter) -> Result<Selection, StoreError> {
        select(&self.connection, filter).map_err(|error| error.about(&self.path))
    }

    /// A fact, all that it replaces and all that replace it, the oldest first.
    pub fn history(&self, uid: Uid) -> Result<Selection, StoreError> {
        history(&self.connection, uid).map_err(|error| error.about(&self.path))
    }

    /// How many facts each report has that are neither replaced nor retracted, by the report's
    /// key. Reports without one are left out.
    pub fn facts_per_report(&self) -> Result<BTreeMap<String, usize>, StoreError> {
        let sql = "SELECT report.key, count(*) FROM fact JOIN report ON report.id = fact.report
            WHERE NOT EXISTS (SELECT 1 FROM fact AS newer WHERE newer.replaces = fact.uid)
              AND NOT EXISTS (SELECT 1 FROM retraction AS r WHERE r.fact = fact.id
                AND NOT EXISTS (SELECT 1 FROM reinstatement WHERE retraction = r.id))
            GROUP BY fact.report";
        let mut statement = self.connection.prepare_cached(sql)?;
        let counts = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        Ok(counts)
    }
}

/// How many facts a filter that leaves replaced and retracted facts out leaves out for that.
pub(super) fn withdrawn(connection: &Connection, filter: &Filter) -> Result<usize, StoreError> {
    let mut query = Query::of(&Filter { retracted: true, ..filter.clone() });
    query.conditions.push(format!("NOT ({})", stands()));
    let sql = query.sql();
    let mut statement = connection.prepare(&sql)?;
    let mut found = statement.query(params_from_iter(query.parameters))?;
    let mut count = 0;
    while let Some(row) = found.next()? {
        let answer = filter.window.map_or(Ok(Answer::Yes), |window| answer(row, window))?;
        let is_meant = answer == Answer::Yes || (answer == Answer::Maybe && !filter.sure);
        count += usize::from(is_meant);
    }
    Ok(count)
}

fn select(connection: &Connection, filter: &Filter) -> Result<Selection, StoreError> {
    let query = Query::of(filter);
    let sql = query.sql();
    let mut statement = connection.prepare(&sql)?;
    let mut found = statement.query(params_from_iter(query.parameters))?;
    let mut reader = Reader::default();
    let (mut kept, mut left_out) = (Vec::new(), 0);
    while let Some(row) = found.next()? {
        let answer = match filter.window {
            Some(window) => answer(row, window)?,
            None => Answer::Yes,
        };
        if answer == Answer::No || (filter.sure && answer == Answer::Maybe) {
            continue;
        }
        if filter.limit.is_some_and(|limit| kept.len() >= limit) {
            left_out += 1;
            continue;
        }
        kept.push(reader.read(row)?.answers(answer));
    }
    rows::assemble(connection, kept, left_out, filter.as_recorded)
}

/// Whether a fact answers the question about time.
fn answer(row: &Row<'_>, window: Window) -> rusqlite::Result<Answer> {
    let bounds = rows::bounds(row)?;
    let nature = super::reference::word(row, NATURE)?;
    let Some(published) = optional_word(row, PUBLISHED)? else { return Ok(Answer::Maybe) };
    Ok(filter::answer(&bounds, nature, rows::is_zero(row)?, published, window))
}

/// A filter as conditions and their parameters. `?1` is the moment as of which it asks.
struct Query {
    conditions: Vec<String>,
    parameters: Vec<Value>,
}

impl Query {
    fn of(filter: &Filter) -> Self {
        let as_of = retraction::end_of(filter.as_recorded);
        let mut query = Self {
            conditions: vec!["changeset.recorded_at <= ?1".to_owned()],
            parameters: vec![as_of.into()],
        };
        query.add_names(filter);
        query.add_window(filter);
        query.add_words(filter);
        query.add_judgement(filter);
        query
    }

    fn sql(&self) -> String {
        format!(
            "SELECT {}, indicator.nature, report.published_latest
             FROM fact
             JOIN report ON report.id = fact.report
             JOIN indicator ON indicator.id = fact.indicator
             JOIN changeset ON changeset.id = fact.changeset
             WHERE {} ORDER BY {ORDER}",
            rows::columns(),
            self.conditions.join(" AND ")
        )
    }

    /// The name of a new parameter.
    fn parameter(&mut self, value: impl Into<Value>) -> String {
        self.parameters.push(value.into());
        format!("?{}", self.parameters.len())
    }

    /// A condition on a column that must be one of several words, if any are given.
    fn one_of<'a>(
        &mut self,
        words: impl IntoIterator<Item = &'a str>,
        condition: impl FnOnce(&str) -> String,
    ) {
        let words: Vec<&str> = words.into_iter().collect();
        if !words.is_empty() {
            let list = self.parameter(serde_json::Value::from(words).to_string());
            self.conditions.push(condition(&format!("(SELECT value FROM json_each({list}))")));
        }
    }

    fn add_names(&mut self, filter: &Filter) {
        self.one_of(filter.places.iter().map(String::as_str), |list| {
            format!("fact.place IN ({})", below("place", list))
        });
        self.one_of(filter.within.as_deref(), |list| {
            format!("fact.place IN ({})", below("place", list))
        });
        self.one_of(filter.indicators.iter().map(String::as_str), |list| {
            format!("fact.indicator IN (SELECT id FROM indicator WHERE key IN {list})")
        });
        self.one_of(filter.reports.iter().map(String::as_str), |list| {
            format!("fact.report IN (SELECT id FROM report WHERE key IN {list})")
        });
        self.one_of(filter.publishers.iter().map(String::as_str), |list| {
            format!("report.publisher IN ({})", below("actor", list))
        });
        self.one_of(filter.claimants.iter().map(String::as_str), |list| {
            format!(
                "EXISTS (SELECT 1 FROM attribution WHERE fact = fact.id AND step = 0
                         AND actor IN ({}))",
                below("actor", list)
            )
        });
        self.one_of(filter.statuses.iter().map(|status| status.as_str()), |list| {
            format!("fact.status IN {list}")
        });
        self.one_of(filter.threads.iter().map(String::as_str), |list| {
            format!("fact.thread IN {list}")
        });
    }

    /// What cannot be in the window, whatever the fact is about.
    fn add_window(&mut self, filter: &Filter) {
        let Some(window) = filter.window else { return };
        if let Some(to) = window.to {
            let to = self.parameter(to.to_string());
            self.conditions.push(format!("(start_earliest IS NULL OR start_earliest <= {to})"));
        }
        if let Some(from) = window.from {
            let from = self.parameter(from.to_string());
            self.conditions.push(format!("(end_latest IS NULL OR end_latest >= {from})"));
        }
    }

    fn add_words(&mut self, filter: &Filter) {
        let words = fold(&filter.text.join(" "));
        if !words.is_empty() {
            let words = self.parameter(words);
            self.conditions.push(format!(
                "has_words({words}, quote, value_text, when_text, comment, report.title)"
            ));
        }
    }

    /// What was published, assessed, corrected and withdrawn.
    fn add_judgement(&mut self, filter: &Filter) {
        if let Some(day) = filter.as_published {
            let day = self.parameter(day.to_string());
            self.conditions.push(format!("report.published_latest <= {day}"));
        }
        if let Some(least) = filter.min_reliability {
            let least = self.parameter(least.to_ascii_uppercase().to_string());
            self.conditions.push(format!(
                "(SELECT a.reliability FROM assessment AS a JOIN changeset AS c ON c.id = a.changeset
                  WHERE a.fact = fact.id AND c.recorded_at <= ?1
                  ORDER BY c.recorded_at DESC, a.id DESC LIMIT 1) <= {least}"
            ));
        }
        if !filter.retracted {
            self.conditions.push(stands());
        }
    }
}

/// Whether a fact is neither replaced nor retracted, for itself or with its report.
fn stands() -> String {
    let fact = retraction::reason_sql("fact = fact.id", "?1");
    let report = retraction::reason_sql("report = fact.report", "?1");
    format!("{REPLACED_BY} IS NULL AND {fact} IS NULL AND {report} IS NULL")
}

/// The ids of rows with these keys, and of all that belong to them.
fn below(table: &str, keys: &str) -> String {
    format!(
        "WITH RECURSIVE below (id) AS (
           SELECT id FROM {table} WHERE key IN {keys}
           UNION SELECT {table}.id FROM {table} JOIN below ON {table}.parent = below.id)
         SELECT id FROM below"
    )
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
