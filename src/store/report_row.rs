//! Reads reports, each with the key of its publisher, and whether it is retracted.

use super::decode::{day, optional_word, word};
use super::error::StoreError;
use super::reference::Which;
use super::retraction;
use crate::domain::identity::Uid;
use crate::domain::report::{Report, known_publication};
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use rusqlite::{CachedStatement, Connection, OptionalExtension, Params, Row};
use std::sync::LazyLock;

/// Loads reports with their ids, the newest first. Retractions after the day `as_of` (UTC) are
/// ignored; `None` ignores none.
pub(super) fn load(
    connection: &Connection,
    which: Which<'_>,
    as_of: Option<Day>,
) -> Result<Vec<(i64, Report)>, StoreError> {
    let (condition, mut parameters) = which.condition("report.id");
    parameters.resize(1, String::new());
    parameters.push(retraction::end_of(as_of));
    let republishes = REPUBLISHED;
    let reason = retraction::reason_sql("report", "report.id", "?2");
    let condition = format!("{condition} AND ?1 IS NOT NULL {ORDER}");
    let sql = sql("report", republishes, &reason, &condition);
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement
        .query_map(rusqlite::params_from_iter(parameters), |row| Ok((row.get(0)?, read(row)?)))?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Loads one report by its id, as [`load`] does. Fails if it is missing.
pub(super) fn by_id(
    connection: &Connection,
    id: i64,
    as_of: Option<Day>,
) -> Result<Report, StoreError> {
    ReportsById::of(connection, as_of).get(id)
}

/// The reports of which a report is a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Originals {
    /// The key of the original.
    pub(super) key: String,
    /// The first day on which one of them was published; `None` if none has a day.
    pub(super) published: Option<Day>,
}

impl Originals {
    /// Adds them to `rows` as the originals of the report with this key.
    pub(super) fn note(self, copy: &str, rows: &mut Selection) {
        rows.first_published.extend(self.published.map(|day| (copy.to_owned(), day)));
        rows.originals.insert(copy.to_owned(), self.key);
    }
}

/// Loads reports one by one.
pub(super) struct ReportsById<'c> {
    connection: &'c Connection,
    as_of: Option<Day>,
    statement: Option<CachedStatement<'c>>,
}

impl<'c> ReportsById<'c> {
    pub(super) fn of(connection: &'c Connection, as_of: Option<Day>) -> Self {
        Self { connection, as_of, statement: None }
    }

    /// The report with an id, as [`load`] returns it. Few reports republish another one or were retracted, so this is
    /// looked up only if the file has such reports. Fails if the report is missing.
    pub(super) fn get(&mut self, id: i64) -> Result<Report, StoreError> {
        static SQL: LazyLock<String> = LazyLock::new(|| {
            let more =
                "republishes, EXISTS (SELECT 1 FROM retraction AS r WHERE r.report = report.id)
                   OR EXISTS (SELECT 1 FROM undo)";
            sql("report", "NULL", &format!("NULL, {more}"), "report.id = ?1")
        });
        let statement = match self.statement.take() {
            Some(statement) => statement,
            None => self.connection.prepare_cached(&SQL)?,
        };
        let statement = self.statement.insert(statement);
        let (mut report, republishes, was_retracted) = statement.query_row([id], |row| {
            Ok((read(row)?, row.get::<_, Option<i64>>(16)?, row.get(17)?))
        })?;
        if let Some(other) = republishes {
            report.republishes = self.text("SELECT key FROM report WHERE id = ?1", [other])?;
        }
        if was_retracted {
            let reason = format!("SELECT {}", retraction::reason_sql("report", "?1", "?2"));
            report.retracted = self.text(&reason, (id, retraction::end_of(self.as_of)))?;
        }
        Ok(report)
    }

    /// The reports that the report with this id is a copy of, directly or through other copies; `None` if it
    /// republishes none.
    pub(super) fn originals(
        &self,
        id: i64,
        report: &Report,
    ) -> Result<Option<Originals>, StoreError> {
        if report.republishes.is_none() {
            return Ok(None);
        }
        // If reports republish each other, none of them is the first.
        let sql = "WITH RECURSIVE original (id, step) AS (
               SELECT republishes, 1 FROM report WHERE id = ?1
               UNION SELECT report.republishes, step + 1 FROM report JOIN original USING (id)
               WHERE report.republishes IS NOT NULL AND step < 100)
             SELECT key, published_latest FROM report JOIN original USING (id) ORDER BY step DESC";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([id])?;
        let mut found: Option<Originals> = None;
        while let Some(row) = rows.next()? {
            let day = day(row, 1)?.and_then(known_publication);
            let known = found.get_or_insert(Originals { key: row.get(0)?, published: day });
            known.published = known.published.into_iter().chain(day).min();
        }
        Ok(found)
    }

    fn text(&self, sql: &str, parameters: impl Params) -> Result<Option<String>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row(parameters, |row| row.get(0)).optional()?.flatten())
    }
}

/// The report with an id as it was recorded first, without its retraction. Fails if it is missing.
pub(super) fn first(connection: &Connection, id: i64) -> Result<Report, StoreError> {
    one(connection, "main.report", id)
}

/// The version of a report with an id, without its retraction. Fails if it is missing.
pub(super) fn version(connection: &Connection, id: i64) -> Result<Report, StoreError> {
    let versions = "(SELECT v.*, r.uid AS uid_of_report, r.replaces FROM report_version AS v
                     JOIN main.report AS r ON r.id = v.report) AS report";
    one(connection, versions, id)
}

fn one(connection: &Connection, source: &str, id: i64) -> Result<Report, StoreError> {
    let mut sql = sql(source, REPUBLISHED, "NULL", "report.id = ?1");
    if source != "main.report" {
        sql = sql.replacen("report.uid", "report.uid_of_report", 1);
    }
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row([id], read)?)
}

/// SQL for the key of the report that a report republishes.
const REPUBLISHED: &str =
    "(SELECT other.key FROM report AS other WHERE other.id = report.republishes)";

/// SQL for reports of `source`, which has the alias `report`, with the columns that [`read`] decodes; with SQL for the
/// key of the republished report and for the reason of the retraction.
fn sql(source: &str, republishes: &str, reason: &str, condition: &str) -> String {
    format!(
        "SELECT report.id, report.uid, report.key, actor.key, title, byline, url, archive_url,
           published, published_latest, language, {republishes}, replaces, confidentiality,
           text_sha256 IS NOT NULL, {reason}
         FROM {source} JOIN actor ON actor.id = report.publisher
         WHERE {condition}"
    )
}

/// SQL that sorts reports: the newest first, undated ones last.
const ORDER: &str = "ORDER BY published_latest > '9990', published_latest DESC, report.key";

fn read(row: &Row<'_>) -> rusqlite::Result<Report> {
    Ok(Report {
        uid: Uid(row.get(1)?),
        key: row.get(2)?,
        publisher: row.get(3)?,
        title: row.get(4)?,
        byline: row.get(5)?,
        url: row.get(6)?,
        archive_url: row.get(7)?,
        published: word(row, 8)?,
        published_latest: day(row, 9)?.and_then(known_publication),
        language: row.get(10)?,
        republishes: row.get(11)?,
        replaces: row.get::<_, Option<[u8; 16]>>(12)?.map(Uid),
        confidentiality: optional_word(row, 13)?,
        has_text: row.get(14)?,
        retracted: row.get(15)?,
    })
}
