//! Reads which reports there are, with the ids of the rows to which they refer.

use super::decode::day;
use super::error::StoreError;
use super::{Store, newest_reports, undone};
use crate::domain::report::known_publication;
use crate::domain::when::Day;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// A report by its id in this file, with the ids of rows that it refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportLink {
    /// Id of the report.
    pub number: i64,
    /// Id of the actor that published it.
    pub publisher: i64,
    /// Id of the report that its first version republishes; `None` if it republishes none. That report was recorded
    /// before this one.
    pub republishes: Option<i64>,
    /// Ids of the reports that its later versions republish.
    pub republishes_later: Vec<i64>,
    /// Whether a text of the report is recorded.
    pub has_text: bool,
}

impl Store {
    /// The ids of every report, including retracted ones: sorted by the last day on which the
    /// report may have come out, undated ones first; then by key.
    pub fn report_links(&self) -> Result<Vec<ReportLink>, StoreError> {
        self.reading(links)
    }
}

fn links(connection: &Connection) -> Result<Vec<ReportLink>, StoreError> {
    let mut later = republished_later(connection)?;
    let sql = "SELECT id, published_latest, publisher, text_sha256 IS NOT NULL,
                 (SELECT first.republishes FROM main.report AS first WHERE first.id = report.id)
               FROM report ORDER BY key";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut links: Vec<(Option<Day>, ReportLink)> = Vec::new();
    while let Some(row) = rows.next()? {
        let number = row.get(0)?;
        let link = ReportLink {
            number,
            publisher: row.get(2)?,
            republishes: row.get(4)?,
            republishes_later: later.remove(&number).unwrap_or_default(),
            has_text: row.get(3)?,
        };
        links.push((day(row, 1)?.and_then(known_publication), link));
    }
    links.sort_by_key(|(day, _)| *day);
    Ok(links.into_iter().map(|(_, link)| link).collect())
}

/// For each edited report, the reports that its later versions republish.
fn republished_later(connection: &Connection) -> Result<BTreeMap<i64, Vec<i64>>, StoreError> {
    let mut later: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    if !newest_reports::are_edited(connection)? {
        return Ok(later);
    }
    let sql = format!(
        "SELECT report, republishes FROM report_version
         WHERE republishes IS NOT NULL AND changeset NOT IN ({}) ORDER BY id",
        undone::UNDONE
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        later.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    Ok(later)
}
