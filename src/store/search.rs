//! Searching: the facts that a [`Filter`] asks for, one after the other.
//!
//! SQL narrows them down by what it can say with the indexes (`query`); what was replaced or
//! retracted, the words of texts and the exact rule about time are looked at here, without a join
//! for each fact.

use super::error::StoreError;
use super::gone::{Gone, Known};
use super::query::Query;
use super::reference::{json_ids, word};
use super::report::day;
use super::retraction;
use super::rows::figure;
use super::words::{Found, Words};
use crate::domain::filter::{self, Filter};
use crate::domain::indicator::Nature;
use crate::domain::quantity::Quantity;
use crate::domain::when::{Answer, Bounds, Day, Window};
use foldhash::{HashMap, HashMapExt, HashSet};
use rusqlite::{Connection, Row, params_from_iter};
use std::cell::OnceCell;
use std::rc::Rc;

/// What the rule about time needs, after the columns that are asked for.
const TIME: &str =
    ", fact.indicator, start_earliest, start_latest, end_earliest, end_latest, best, high";
const TIME_COLUMNS: usize = 7;
/// The texts that words are looked for in, after those.
const TEXTS: &str = ", quote, value_text, when_text, comment";
const TEXT_COLUMNS: usize = 4;

/// A question to the store, and what it takes to answer it.
pub(super) struct Search<'c> {
    connection: &'c Connection,
    filter: &'c Filter,
    query: Query,
    /// Where the parameters for the first and the last number of a fact stand.
    numbers: Option<usize>,
    gone: Known,
    words: Option<Words>,
    /// Which of the words stand in the titles of reports, where a question reads past most facts;
    /// titles without any are left out.
    titles: Option<HashMap<i64, Found>>,
    natures: HashMap<i64, Nature>,
    reports: Reports<'c>,
}

impl<'c> Search<'c> {
    /// Prepares to look for the facts that a filter asks for.
    pub(super) fn of(connection: &'c Connection, filter: &'c Filter) -> Result<Self, StoreError> {
        let mut query = Query::of(filter);
        let moment = retraction::end_of(filter.as_recorded);
        let mut gone = Known::default();
        if !filter.retracted {
            match Gone::of(connection, &moment, is_wide(filter))? {
                Gone::Known(known) => gone = known,
                Gone::Asked(condition) => query.conditions.push(condition),
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
            gone,
            words,
            titles,
            natures: natures(connection)?,
            reports: Reports { connection, known: HashMap::new() },
        })
    }

    /// Only among facts with numbers from `first` to `last`; said again, only among other ones.
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

    /// Only among what does not count any more.
    pub(super) fn among(mut self, gone: &Known) -> Self {
        let mut list = |ids: &HashSet<i64>| {
            let ids: Vec<i64> = ids.iter().copied().collect();
            format!("(SELECT value FROM json_each({}))", self.query.parameter(json_ids(&ids)))
        };
        let (facts, reports) = (list(&gone.facts), list(&gone.reports));
        let condition = format!("(fact.id IN {facts} OR fact.report IN {reports})");
        self.query.conditions.push(condition);
        self
    }

    /// Shows `each` fact that is asked for, with its answer to the question about time. `columns`
    /// are those it is to have, of the table `fact`; the first two are `fact.id, fact.report`.
    /// `order` is SQL for the order, or nothing.
    pub(super) fn run<E: From<StoreError>>(
        &mut self,
        columns: &str,
        order: &str,
        mut each: impl FnMut(&Row<'_>, Answer, &mut Reports<'c>) -> Result<(), E>,
    ) -> Result<(), E> {
        // Few facts have the words: what is said of the others need not be read.
        let has_words = self.words.is_some();
        let first = if has_words { "fact.id, fact.report" } else { columns };
        let prepare = |sql: &str| self.connection.prepare_cached(sql).map_err(StoreError::from);
        let mut statement = prepare(&self.sql(first, order))?;
        let mut whole = if has_words {
            Some(prepare(&format!("SELECT {columns} FROM fact WHERE id = ?2 AND ?1 IS NOT NULL"))?)
        } else {
            None
        };
        let moment = retraction::end_of(self.filter.as_recorded);
        let texts = statement.column_count() - if has_words { TEXT_COLUMNS } else { 0 };
        let time = texts - self.filter.window.map_or(0, |_| TIME_COLUMNS);
        let parameters = params_from_iter(&self.query.parameters);
        let mut found = statement.query(parameters).map_err(StoreError::from)?;
        while let Some(row) = found.next().map_err(StoreError::from)? {
            let Some(answer) = self.judge(row, time, texts)? else { continue };
            let Some(whole) = &mut whole else {
                each(row, answer, &mut self.reports)?;
                continue;
            };
            let fact: i64 = row.get(0).map_err(StoreError::from)?;
            let mut rows = whole.query((&moment, fact)).map_err(StoreError::from)?;
            if let Some(row) = rows.next().map_err(StoreError::from)? {
                each(row, answer, &mut self.reports)?;
            }
        }
        Ok(())
    }

    /// The reports that were looked up so far.
    pub(super) fn reports(&mut self) -> &mut Reports<'c> {
        &mut self.reports
    }

    fn sql(&self, columns: &str, order: &str) -> String {
        let time = self.filter.window.map_or("", |_| TIME);
        let texts = self.words.as_ref().map_or("", |_| TEXTS);
        let conditions = self.query.conditions.join(" AND ");
        format!("SELECT {columns}{time}{texts} FROM fact WHERE {conditions} {order}")
    }

    /// The answer of a fact; nothing where it is not asked for.
    fn judge(
        &mut self,
        row: &Row<'_>,
        time: usize,
        texts: usize,
    ) -> Result<Option<Answer>, StoreError> {
        let (fact, report) = (row.get(0)?, row.get(1)?);
        if !self.gone.counts(fact, report) {
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
        let published = self.reports.get(report)?.published;
        Ok(filter::answer(&bounds, nature, is_zero, published, window))
    }

    /// Whether each word stands in one of a fact's texts or in the title of its report.
    fn has_words(&mut self, row: &Row<'_>, texts: usize, report: i64) -> Result<bool, StoreError> {
        let Some(words) = &mut self.words else { return Ok(true) };
        let mut found = words.none();
        for column in texts..texts + TEXT_COLUMNS {
            let text = row.get_ref(column)?.as_bytes_or_null().map_err(rusqlite::Error::from)?;
            if text.is_some_and(|text| words.find(text, &mut found)) {
                return Ok(true);
            }
        }
        if let Some(titles) = &self.titles {
            let titled = titles.get(&report);
            let has = |(at, found): (usize, &bool)| *found || titled.is_some_and(|t| t[at]);
            return Ok(found.iter().enumerate().all(has));
        }
        let report = self.reports.get(report)?;
        let titled = report.titled.get_or_init(|| {
            let mut titled = words.none();
            words.find(report.title.as_bytes(), &mut titled);
            titled
        });
        Ok(found.iter().zip(titled).all(|(found, titled)| *found || *titled))
    }
}

/// Whether a question reads past most facts: no index leads to the ones it asks for.
pub(super) fn is_wide(filter: &Filter) -> bool {
    filter.places.is_empty() && filter.within.is_none() && filter.reports.is_empty()
}

/// Which of the words stand in the titles of reports.
fn titles(connection: &Connection, words: &mut Words) -> Result<HashMap<i64, Found>, StoreError> {
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
    Ok(titles)
}

fn natures(connection: &Connection) -> Result<HashMap<i64, Nature>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT id, nature FROM indicator")?;
    let natures = statement
        .query_map([], |row| Ok((row.get(0)?, word(row, 1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(natures)
}

/// What a search needs to know of a report.
pub(super) struct Dated {
    /// The last day on which it may have come out.
    pub(super) published: Day,
    /// Its key.
    pub(super) key: String,
    title: String,
    /// Which of the words stand in its title.
    titled: OnceCell<Found>,
}

/// Reports, each looked up once.
pub(super) struct Reports<'c> {
    connection: &'c Connection,
    known: HashMap<i64, Rc<Dated>>,
}

impl Reports<'_> {
    /// A report by its id.
    pub(super) fn get(&mut self, id: i64) -> Result<&Rc<Dated>, StoreError> {
        if !self.known.contains_key(&id) {
            let dated = Rc::new(self.look_up(id)?);
            self.known.insert(id, dated);
        }
        Ok(&self.known[&id])
    }

    /// Looks up many reports in one go.
    pub(super) fn look_up_all(&mut self, ids: impl Iterator<Item = i64>) -> Result<(), StoreError> {
        let mut ids: Vec<i64> = ids.filter(|id| !self.known.contains_key(id)).collect();
        ids.sort_unstable();
        ids.dedup();
        let sql =
            format!("SELECT {DATED}, id FROM report WHERE id IN (SELECT value FROM json_each(?1))");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([json_ids(&ids)])?;
        while let Some(row) = rows.next()? {
            self.known.insert(row.get(3)?, Rc::new(Dated::of(row)?));
        }
        Ok(())
    }

    fn look_up(&self, id: i64) -> Result<Dated, StoreError> {
        let sql = format!("SELECT {DATED} FROM report WHERE id = ?1");
        Ok(self.connection.prepare_cached(&sql)?.query_row([id], Dated::of)?)
    }
}

/// The columns of a [`Dated`].
const DATED: &str = "published_latest, key, title";

impl Dated {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        let (published, key, title) = (word(row, 0)?, row.get(1)?, row.get(2)?);
        Ok(Self { published, key, title, titled: OnceCell::new() })
    }
}
