//! Finds the facts that match a [`Filter`], one after another.
//!
//! SQL applies the conditions that the indexes support (`query`). Rust applies the others without a
//! join for each fact: retractions and corrections, words in texts, and the exact rule for time.

use super::assessment::facts_judged;
use super::decode::{day, figure, word};
use super::error::StoreError;
use super::query::Query;
use super::reference::json_ids;
use super::retraction;
use super::withdrawn::{Asked, Withdrawn, WithdrawnIds};
use super::words::{Found, Words};
use crate::domain::assessment::Verdict;
use crate::domain::filter::{self, Filter};
use crate::domain::indicator::Nature;
use crate::domain::lasting;
use crate::domain::quantity::Quantity;
use crate::domain::report::known_publication;
use crate::domain::when::{Answer, Bounds, Day, Window};
use foldhash::{HashMap, HashMapExt, HashSet};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, params_from_iter};

/// The columns for the rule for time. They follow the columns that the caller asks for.
const TIME: &str = ", fact.indicator, start_earliest, start_latest, end_earliest, end_latest, best, high, \
     fact.unit, per, approximate";
const TIME_COLUMNS: usize = 10;
/// The texts in which words are searched for. They follow the columns for time.
const TEXTS: &str = ", quote, value_text, when_text, comment";
const TEXT_COLUMNS: usize = 4;

/// A search for facts: the SQL query, and what the other conditions need.
pub(super) struct Search<'c> {
    connection: &'c Connection,
    filter: &'c Filter,
    query: Query,
    /// Position of the parameters for the first and last id of a fact; `None` if ids are not
    /// limited.
    numbers: Option<usize>,
    withdrawn: WithdrawnIds,
    words: Option<Words>,
    titles: Titles,
    natures: HashMap<i64, Nature>,
    /// Cache of the last day on which a report may have come out, by report id; `None` for an undated
    /// one.
    published: HashMap<i64, Option<Day>>,
}

/// The days and titles of at most this many reports are cached.
const MOST_REPORTS: usize = 1 << 16;

/// The words that occur in the titles of reports, by report id.
#[derive(Default)]
struct Titles {
    found: HashMap<i64, Found>,
    /// Whether all titles were searched; then reports without any of the words are left out.
    are_all: bool,
}

impl<'c> Search<'c> {
    /// Prepares a search. Fails if the file cannot be read.
    pub(super) fn of(connection: &'c Connection, filter: &'c Filter) -> Result<Self, StoreError> {
        let mut query = Query::of(filter);
        if let Some(least) = filter.min_reliability {
            let reliable =
                |verdict: &Verdict| verdict.reliability.is_some_and(|grade| grade <= least);
            let ids = json_ids(&facts_judged(connection, filter.as_recorded, reliable)?);
            let ids = query.parameter(ids);
            query.conditions.push(format!("fact.id IN (SELECT value FROM json_each({ids}))"));
        }
        let mut withdrawn = WithdrawnIds::default();
        if !filter.retracted {
            match Withdrawn::of(connection, &Asked::of(filter), is_wide(filter))? {
                Withdrawn::Ids(ids) => withdrawn = ids,
                Withdrawn::Condition(condition) => query.conditions.push(condition),
            }
        }
        let mut words = Words::of(&filter.text);
        let wide = words.as_mut().filter(|_| is_wide(filter));
        let titles = wide.map(|words| titles(connection, words)).transpose()?;
        Ok(Self {
            connection,
            filter,
            query,
            numbers: None,
            withdrawn,
            words,
            titles: titles.unwrap_or_default(),
            natures: natures(connection)?,
            published: HashMap::new(),
        })
    }

    /// Limits the search to facts with ids from `first` to `last`. A second call replaces the
    /// limits of the first.
    pub(super) fn between(&mut self, first: i64, last: i64) {
        if let Some(at) = self.numbers {
            self.query.parameters[at] = first.into();
            self.query.parameters[at + 1] = last.into();
            return;
        }
        self.numbers = Some(self.query.parameters.len());
        let (first, last) = (self.query.parameter(first), self.query.parameter(last));
        self.query.conditions.push(format!("fact.id BETWEEN {first} AND {last}"));
    }

    /// Limits the search to facts with ids from `first` to `last`. The facts are still found by their places:
    /// the `+` keeps SQLite from reading all facts of the range.
    pub(super) fn between_at_places(&mut self, first: i64, last: i64) {
        let (first, last) = (self.query.parameter(first), self.query.parameter(last));
        self.query.conditions.push(format!("+fact.id BETWEEN {first} AND {last}"));
    }

    /// Limits the search to these facts and the facts of these reports, such as retracted or hidden
    /// ones.
    pub(super) fn among(mut self, withdrawn: &WithdrawnIds) -> Self {
        let mut list = |ids: &HashSet<i64>| {
            let ids: Vec<i64> = ids.iter().copied().collect();
            format!("(SELECT value FROM json_each({}))", self.query.parameter(json_ids(&ids)))
        };
        let (facts, reports) = (list(&withdrawn.facts), list(&withdrawn.reports));
        let mut condition = format!("fact.id IN {facts} OR fact.report IN {reports}");
        if !withdrawn.undone.is_empty() {
            let (ranges, but) = withdrawn.undone.json();
            let (ranges, but) = (self.query.parameter(ranges), self.query.parameter(but));
            condition = format!(
                "{condition} OR EXISTS (SELECT 1 FROM json_each({ranges}) AS rows
                             WHERE fact.id BETWEEN rows.value ->> 0 AND rows.value ->> 1)
                  AND fact.id NOT IN (SELECT value FROM json_each({but}))"
            );
        }
        let condition = format!("({condition})");
        self.query.conditions.push(condition);
        self
    }

    /// Calls `each` for every matching fact, with its answer to the filter's window of time.
    /// `columns` are those that `each` reads; the first two must be `fact.id, fact.report`. `order`
    /// is an ORDER BY clause, or empty. Fails if a row cannot be read or `each` fails.
    pub(super) fn run<E: From<StoreError>>(
        &mut self,
        columns: &str,
        order: &str,
        mut each: impl FnMut(&Row<'_>, Answer) -> Result<(), E>,
    ) -> Result<(), E> {
        // Few facts have the words, so the columns that were asked for are read only for those.
        let has_words = self.words.is_some();
        let first = if has_words { "fact.id, fact.report" } else { columns };
        let prepare = |sql: &str| self.connection.prepare_cached(sql).map_err(StoreError::from);
        let mut statement = prepare(&self.sql(first, order))?;
        let mut whole = if has_words { Some(prepare(&with_id(columns))?) } else { None };
        let moment = retraction::end_of(self.filter.as_recorded);
        let texts = statement.column_count() - if has_words { TEXT_COLUMNS } else { 0 };
        let time = texts - self.filter.window.map_or(0, |_| TIME_COLUMNS);
        let parameters = params_from_iter(&self.query.parameters);
        let mut found = statement.query(parameters).map_err(StoreError::from)?;
        while let Some(row) = found.next().map_err(StoreError::from)? {
            let Some(answer) = self.judge(row, time, texts)? else { continue };
            let Some(whole) = &mut whole else {
                each(row, answer)?;
                continue;
            };
            let fact: i64 = row.get(0).map_err(StoreError::from)?;
            let mut rows = whole.query((&moment, fact)).map_err(StoreError::from)?;
            if let Some(row) = rows.next().map_err(StoreError::from)? {
                each(row, answer)?;
            }
        }
        Ok(())
    }

    /// Whether SQL alone decides which facts match, except for those that no longer count.
    pub(super) fn is_of_sql(&self) -> bool {
        self.filter.window.is_none() && self.words.is_none()
    }

    /// The ids of the facts that no longer count.
    pub(super) fn withdrawn(&self) -> &WithdrawnIds {
        &self.withdrawn
    }

    /// Evaluates an aggregate over the facts that match, in SQL.
    pub(super) fn one(&self, aggregate: &str) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare(&self.sql(aggregate, ""))?;
        Ok(statement.query_row(params_from_iter(&self.query.parameters), |_| Ok(()))?)
    }

    fn sql(&self, columns: &str, order: &str) -> String {
        let time = self.filter.window.map_or("", |_| TIME);
        let texts = self.words.as_ref().map_or("", |_| TEXTS);
        let conditions = self.query.conditions.join(" AND ");
        format!("SELECT {columns}{time}{texts} FROM fact WHERE {conditions} {order}")
    }

    /// Decides whether a fact matches the filter. Returns its answer to the window of time; `None`
    /// if the fact does not match.
    fn judge(
        &mut self,
        row: &Row<'_>,
        time: usize,
        texts: usize,
    ) -> Result<Option<Answer>, StoreError> {
        if self.is_of_sql() && self.withdrawn.is_empty() {
            return Ok(Some(Answer::Yes));
        }
        let (fact, report) = (row.get(0)?, row.get(1)?);
        if !self.withdrawn.count(fact, report) {
            return Ok(None);
        }
        let answer = match self.filter.window {
            Some(window) => self.answer(row, time, report, window)?,
            None => Answer::Yes,
        };
        if answer == Answer::No || (self.filter.sure && answer == Answer::Maybe) {
            return Ok(None);
        }
        Ok(self.has_words(row, texts, report)?.then_some(answer))
    }

    fn answer(
        &mut self,
        row: &Row<'_>,
        time: usize,
        report: i64,
        window: Window,
    ) -> Result<Answer, StoreError> {
        let bounds = Bounds {
            start_earliest: day(row, time + 1)?,
            start_latest: day(row, time + 2)?,
            end_earliest: day(row, time + 3)?,
            end_latest: day(row, time + 4)?,
        };
        let nature = self.natures.get(&row.get(time)?).copied().unwrap_or(Nature::Event);
        let (best, high) = (figure(row, time + 5)?, figure(row, time + 6)?);
        let is_zero = Quantity { best, high, ..Quantity::default() }.is_zero();
        let published = self.published(report)?;
        let mut bounds = bounds;
        if nature == Nature::State && row.get_ref(time + 8)? == ValueRef::Null {
            let unit = row.get_ref(time + 7)?.as_str_or_null().map_err(rusqlite::Error::from)?;
            let approximate = row.get::<_, Option<bool>>(time + 9)?.unwrap_or(false);
            let (most, unit) = (high.or(best), unit.unwrap_or_default());
            if let Some(last) = lasting::last_day(&bounds, most, approximate, unit) {
                bounds = lasting::until(bounds, last, published);
            }
        }
        Ok(filter::answer(&bounds, nature, is_zero, published, window))
    }

    /// Whether each word occurs in one of the fact's texts or in the title of its report.
    fn has_words(&mut self, row: &Row<'_>, texts: usize, report: i64) -> Result<bool, StoreError> {
        let Some(words) = &mut self.words else { return Ok(true) };
        let mut found = words.none();
        for column in texts..texts + TEXT_COLUMNS {
            let text = row.get_ref(column)?.as_bytes_or_null().map_err(rusqlite::Error::from)?;
            if text.is_some_and(|text| words.find(text, &mut found)) {
                return Ok(true);
            }
        }
        let titled = match self.titles.found.get(&report) {
            None if !self.titles.are_all => self.look_at_title(report)?,
            titled => titled,
        };
        let has = |(at, found): (usize, &bool)| *found || titled.is_some_and(|titled| titled[at]);
        Ok(found.iter().enumerate().all(has))
    }

    /// The words that occur in the title of a report.
    fn look_at_title(&mut self, report: i64) -> Result<Option<&Found>, StoreError> {
        let Some(words) = &mut self.words else { return Ok(None) };
        let sql = "SELECT title FROM report WHERE id = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let title: String = statement.query_row([report], |row| row.get(0))?;
        let mut found = words.none();
        words.find(title.as_bytes(), &mut found);
        make_room(&mut self.titles.found);
        Ok(Some(self.titles.found.entry(report).or_insert(found)))
    }

    /// The last day on which a report may have come out; `None` if it is undated.
    fn published(&mut self, report: i64) -> Result<Option<Day>, StoreError> {
        if let Some(known) = self.published.get(&report) {
            return Ok(*known);
        }
        let sql = "SELECT published_latest FROM report WHERE id = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let day = statement.query_row([report], |row| word(row, 0))?;
        let day = known_publication(day);
        make_room(&mut self.published);
        self.published.insert(report, day);
        Ok(day)
    }
}

/// Empties a cache of reports that is full.
fn make_room<T>(known: &mut HashMap<i64, T>) {
    if known.len() >= MOST_REPORTS {
        known.clear();
    }
}

/// SQL for some columns of the fact with id `?2`. `?1` is the time as of which the database is seen.
pub(super) fn with_id(columns: &str) -> String {
    format!("SELECT {columns} FROM fact WHERE id = ?2 AND ?1 IS NOT NULL")
}

/// Whether a search reads most facts, since no index leads to the matching ones.
pub(super) fn is_wide(filter: &Filter) -> bool {
    filter.places.is_empty()
        && filter.around.is_empty()
        && filter.within.is_none()
        && filter.reports.is_empty()
}

/// The words that occur in the titles of all reports.
fn titles(connection: &Connection, words: &mut Words) -> Result<Titles, StoreError> {
    let mut statement = connection.prepare_cached("SELECT id, title FROM report")?;
    let mut rows = statement.query([])?;
    let mut titles = HashMap::new();
    while let Some(row) = rows.next()? {
        let mut found = words.none();
        let title = row.get_ref(1)?.as_bytes().map_err(rusqlite::Error::from)?;
        words.find(title, &mut found);
        if found.contains(&true) {
            titles.insert(row.get(0)?, found);
        }
    }
    Ok(Titles { found: titles, are_all: true })
}

fn natures(connection: &Connection) -> Result<HashMap<i64, Nature>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT id, nature FROM indicator")?;
    let natures = statement
        .query_map([], |row| Ok((row.get(0)?, word(row, 1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(natures)
}
