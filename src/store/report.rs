//! Writes table `report`: published documents, with their text if it was captured. `report_row`
//! reads it.

use super::decode::optional_word;
use super::error::{StoreError, WriteError};
use super::newest_reports::id_with_key;
use super::reference::Which;
use super::retraction::{self, Target};
use super::{Store, newest_reports, report_row, undone};
use crate::domain::identity::{Canonical, ReportIdentity, Uid, sha256};
use crate::domain::link::is_one_document;
use crate::domain::report::{CapturedText, Confidentiality, Report};
use crate::domain::when::Day;
use rusqlite::{Connection, OptionalExtension, params};

impl Store {
    /// Every report, including retracted ones, the newest first; reports of one day are sorted by
    /// key, and undated ones come last.
    pub fn reports(&self) -> Result<Vec<Report>, StoreError> {
        let rows = self.reading(|connection| report_row::load(connection, Which::All, None))?;
        Ok(rows.into_iter().map(|(_, report)| report).collect())
    }

    /// The recorded text of a report; `None` if there is no text or no such report.
    pub fn report_text(&self, key: &str) -> Result<Option<CapturedText>, StoreError> {
        let sql = "SELECT text, captured_at FROM report WHERE key = ?1 AND text IS NOT NULL";
        self.reading(|connection| {
            let text = connection.prepare_cached(sql)?.query_row([key], |row| {
                let captured_at: Option<String> = row.get(1)?;
                Ok(CapturedText { text: row.get(0)?, captured_at: captured_at.unwrap_or_default() })
            });
            Ok(text.optional()?)
        })
    }

    /// `base`, or the first of `base-2`, `base-3` … that is not the key of a report.
    pub fn free_report_key(&self, base: &str) -> Result<String, StoreError> {
        let mut key = base.to_owned();
        let mut number = 1;
        while id_with_key(&self.connection, &key)?.is_some() {
            number += 1;
            key = format!("{base}-{number}");
        }
        Ok(key)
    }
}

/// A report that was recorded, with its id and hash.
pub(super) struct Added {
    pub(super) id: i64,
    pub(super) report: Report,
    pub(super) hash: [u8; 32],
}

/// Records a report. Its uid is computed from its content. A retracted report of the same document has that uid, too;
/// then the new report replaces it and gets another uid.
pub(super) fn add(
    connection: &Connection,
    report: &Report,
    text: Option<&CapturedText>,
    publisher: i64,
    changeset: i64,
) -> Result<Added, WriteError> {
    WriteError::unless_a_key(&report.key)?;
    WriteError::unless_said("title", &report.title)?;
    let mut report = Report { has_text: text.is_some(), retracted: None, ..report.clone() };
    identify(connection, &mut report)?;
    if let (Some(old), None) = (report.replaces, report.confidentiality) {
        let sql = "SELECT confidentiality FROM report WHERE uid = ?1";
        let said = connection
            .prepare_cached(sql)?
            .query_row([old.0], |row| optional_word(row, 0))
            .optional()?;
        report.confidentiality = said.flatten();
    }
    let republished = match &report.republishes {
        None => None,
        Some(key) => Some(uid_of(connection, key)?),
    };
    let republished_id = republished.map(|(id, _)| id);
    let id = insert(connection, &report, republished_id, text, publisher, changeset)?;
    let text_sha256 = text.map(|captured| sha256(&captured.text));
    let captured_at = text.map(|captured| captured.captured_at.as_str());
    let hash = hash(&report, republished.map(|(_, uid)| uid), text_sha256, captured_at);
    Ok(Added { id, report, hash })
}

/// Inserts the row of a report; returns its id.
pub(super) fn insert(
    connection: &Connection,
    report: &Report,
    republishes: Option<i64>,
    text: Option<&CapturedText>,
    publisher: i64,
    changeset: i64,
) -> rusqlite::Result<i64> {
    let text_sha256 = text.map(|captured| sha256(&captured.text));
    let [earliest, latest] = [earliest(report), latest(report)].map(|day| day.to_string());
    connection
        .prepare_cached(
            "INSERT INTO main.report (uid, key, publisher, title, byline, url, archive_url, published,
               published_earliest, published_latest, language, republishes, replaces,
               confidentiality, text, text_sha256, captured_at, changeset)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
        )?
        .execute(params![
            report.uid.0,
            report.key,
            publisher,
            report.title,
            report.byline,
            report.url,
            report.archive_url,
            report.published.to_string(),
            earliest,
            latest,
            report.language,
            republishes,
            report.replaces.map(|uid| uid.0),
            report.confidentiality.map(Confidentiality::as_str),
            text.map(|captured| &captured.text),
            text_sha256,
            text.map(|captured| &captured.captured_at),
            changeset
        ])?;
    Ok(connection.last_insert_rowid())
}

/// The first day on which a report may have come out, as it is stored in its row.
pub(super) fn earliest(report: &Report) -> Day {
    let latest = latest(report);
    report.published.bounds().start_earliest.map_or(latest, |day| day.min(latest))
}

/// The last day on which a report may have come out, as it is stored in its row. For an undated report it is the last
/// day of its EDTF expression, in the last years of the calendar.
pub(super) fn latest(report: &Report) -> Day {
    let last = || report.published.bounds().end_latest.unwrap_or(Day::MAX);
    report.published_latest.unwrap_or_else(last)
}

/// Whether the uid of a report is the one that is computed from its data; in older databases, uids ignore the part of a
/// link after `#`.
pub(super) fn uid_follows(report: &Report) -> bool {
    let identity = identity(report);
    report.uid == identity.uid() || identity.uid_before() == Some(report.uid)
}

fn identity(report: &Report) -> ReportIdentity<'_> {
    ReportIdentity {
        url: report.url.as_deref(),
        publisher: &report.publisher,
        title: &report.title,
        published: report.published.as_str(),
        replaces: report.replaces,
    }
}

/// The uid of a report that replaces a retracted report of the same document; with `None`, of a report that replaces
/// none.
pub(super) fn uid_replacing(report: &Report, replaces: Option<Uid>) -> Uid {
    ReportIdentity { replaces, ..identity(report) }.uid()
}

/// Sets the uid of a new report, and the retracted report that it replaces. Fails if the same
/// document is recorded already, or the key is taken.
fn identify(connection: &Connection, report: &mut Report) -> Result<(), WriteError> {
    if let (None, Some(id)) = (report.replaces, edited_to(connection, report, None)?) {
        let there = report_row::by_id(connection, id, None)?;
        if retraction::reason(connection, Target::Report(id))?.is_none() {
            let (key, name) = (there.key, there.title);
            return Err(WriteError::AlreadyThere { what: "report", key, name });
        }
        report.replaces = Some(there.uid);
    }
    loop {
        report.uid = identity(report).uid();
        let Some((id, there)) = same_document(connection, report)? else { break };
        if retraction::reason(connection, Target::Report(id))?.is_none() {
            let (key, name) = (there.key, there.title);
            return Err(WriteError::AlreadyThere { what: "report", key, name });
        }
        report.replaces = Some(there.uid);
    }
    unless_key_taken(connection, &report.key, None)
}

/// The id of a report, other than `but`, that an edit made a report of this document; if possible, one that counts.
fn edited_to(
    connection: &Connection,
    report: &Report,
    but: Option<i64>,
) -> Result<Option<i64>, StoreError> {
    if !newest_reports::are_edited(connection)? {
        return Ok(None);
    }
    let sql = format!(
        "SELECT v.report, v.url FROM report_version AS v JOIN actor ON actor.id = v.publisher
         WHERE v.changeset NOT IN ({}) AND v.report IS NOT ?4
           AND (v.url IS NOT NULL OR actor.key = ?1 AND title = ?2 AND published = ?3)
         ORDER BY v.id",
        undone::UNDONE
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let published = report.published.as_str();
    let mut rows = statement.query(params![report.publisher, report.title, published, but])?;
    let mut withdrawn = None;
    while let Some(row) = rows.next()? {
        let (id, url): (i64, Option<String>) = (row.get(0)?, row.get(1)?);
        let is_same = match (&url, &report.url) {
            (Some(there), Some(here)) => is_one_document(there, here),
            (None, None) => true,
            _ => false,
        };
        if is_same && retraction::reason(connection, Target::Report(id))?.is_none() {
            return Ok(Some(id));
        }
        withdrawn = withdrawn.or(is_same.then_some(id));
    }
    Ok(withdrawn)
}

/// Checks that no report other than the one with an id has its new key, or is the same document. Withdrawn reports do
/// not count as documents.
pub(super) fn unless_taken(
    connection: &Connection,
    id: i64,
    says: &Report,
) -> Result<(), WriteError> {
    unless_key_taken(connection, &says.key, Some(id))?;
    let identity = ReportIdentity { replaces: None, ..identity(says) };
    let of_uid = by_uid(connection, identity.uid())?.map(|(id, ..)| id);
    for other in [of_uid, edited_to(connection, says, Some(id))?].into_iter().flatten() {
        if other != id && retraction::reason(connection, Target::Report(other))?.is_none() {
            let there = report_row::by_id(connection, other, None)?;
            let (key, name) = (there.key, there.title);
            return Err(WriteError::AlreadyThere { what: "report", key, name });
        }
    }
    Ok(())
}

/// The recorded report with the uid of this one, or with the uid that an older version, which ignored the part of a
/// link after `#`, would have given to it. Refuses a link whose uid already belongs to another page.
fn same_document(
    connection: &Connection,
    report: &Report,
) -> Result<Option<(i64, Report)>, WriteError> {
    let is_same = |there: &Report| match (&there.url, &report.url) {
        (Some(there), Some(here)) => is_one_document(there, here),
        _ => true,
    };
    for uid in [Some(report.uid), identity(report).uid_before()].into_iter().flatten() {
        let Some((id, ..)) = by_uid(connection, uid)? else { continue };
        let there = report_row::by_id(connection, id, None)?;
        if is_same(&report_row::first(connection, id)?) {
            return Ok(Some((id, there)));
        }
        if uid == report.uid {
            return Err(WriteError::LinkTaken { key: there.key });
        }
    }
    Ok(None)
}

/// Checks that no version of a report has a key, except versions of the report with the id `but`.
pub(super) fn unless_key_taken(
    connection: &Connection,
    key: &str,
    but: Option<i64>,
) -> Result<(), WriteError> {
    let sql = "SELECT id, title FROM main.report WHERE key = ?1 AND id IS NOT ?2
      UNION ALL SELECT report, title FROM report_version WHERE key = ?1 AND report IS NOT ?2 LIMIT 1";
    let taken = connection.prepare_cached(sql)?.query_row(params![key, but], |row| row.get(1));
    match taken.optional()? {
        Some(title) => Err(WriteError::KeyTaken { key: key.to_owned(), title }),
        None => Ok(()),
    }
}

/// The id, key and title of the report with this uid; `None` if there is none.
pub(super) fn by_uid(
    connection: &Connection,
    uid: Uid,
) -> Result<Option<(i64, String, String)>, StoreError> {
    let sql = "SELECT id, key, title FROM report WHERE uid = ?1";
    let found = connection
        .prepare_cached(sql)?
        .query_row([uid.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    Ok(found.optional()?)
}

/// The key of another report of the same document that is not retracted; `None` if there is none.
/// Reports of one document are linked by `replaces`; a report that two of them replace need not be
/// in this file.
pub(super) fn standing_beside(
    connection: &Connection,
    id: i64,
) -> Result<Option<String>, StoreError> {
    let sql = format!(
        "WITH RECURSIVE same (id, uid, replaces) AS (
          SELECT id, uid, replaces FROM report WHERE id = ?1
          UNION SELECT report.id, report.uid, report.replaces FROM report JOIN same
            ON report.uid = same.replaces OR report.replaces IN (same.uid, same.replaces))
        SELECT report.key FROM report JOIN same USING (id)
        WHERE id <> ?1 AND NOT EXISTS (
          SELECT 1 FROM retraction WHERE report = report.id AND {})
          AND ({}) IS NULL
        ORDER BY id LIMIT 1",
        retraction::in_force_now(),
        undone::reason_sql("report", "report.id", "'9999'")
    );
    Ok(connection.prepare_cached(&sql)?.query_row([id], |row| row.get(0)).optional()?)
}

/// The id and uid of the report that has this key in any version. Fails if there is none.
pub(super) fn uid_of(connection: &Connection, key: &str) -> Result<(i64, Uid), WriteError> {
    let missing = || WriteError::Missing { what: "report", key: key.to_owned() };
    let id = id_with_key(connection, key)?.ok_or_else(missing)?;
    let sql = "SELECT uid FROM main.report WHERE id = ?1";
    Ok((id, Uid(connection.prepare_cached(sql)?.query_row([id], |row| row.get(0))?)))
}

/// The hash of a report: all its columns, and the SHA-256 of its text.
pub(super) fn hash(
    report: &Report,
    republishes: Option<Uid>,
    text_sha256: Option<[u8; 32]>,
    captured_at: Option<&str>,
) -> [u8; 32] {
    content(Canonical::of("report row"), report, republishes, text_sha256, captured_at).digest()
}

/// Adds all data of a report or of a version of one to the content of a hash.
pub(super) fn content(
    content: Canonical,
    report: &Report,
    republishes: Option<Uid>,
    text_sha256: Option<[u8; 32]>,
    captured_at: Option<&str>,
) -> Canonical {
    content
        .field("uid", report.uid.0)
        .field("key", &report.key)
        .field("publisher", &report.publisher)
        .field("title", &report.title)
        .optional("byline", report.byline.as_ref())
        .optional("url", report.url.as_ref())
        .optional("archive_url", report.archive_url.as_ref())
        .field("published", report.published.to_string())
        .field("published_latest", latest(report).to_string())
        .optional("language", report.language.as_ref())
        .optional("republishes", republishes.map(|uid| uid.0))
        .optional("replaces", report.replaces.map(|uid| uid.0))
        .optional("confidentiality", report.confidentiality.map(Confidentiality::as_str))
        .optional("text_sha256", text_sha256)
        .optional("captured_at", captured_at)
}
