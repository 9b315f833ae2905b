//! Makes queries see each report with the data of its newest version.
//!
//! A temporary view has the name of table `report` in this connection, so that no query can forget the versions. It is
//! made only if a report was edited; otherwise queries read the table itself. The first version of a report, from which
//! its uid is computed, is in `main.report`.

use super::error::StoreError;
use super::migrations;
use super::undone::{UNDONE, end_of, known_at, undone_at};
use crate::domain::when::Day;
use rusqlite::{Connection, OptionalExtension};

/// Which reports, and which versions of them, a connection sees.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    /// The prefix of the names of the tables.
    pub(super) tables: &'static str,
    /// The day (UTC) at whose end reports are seen; `None` means now.
    pub(super) as_of: Option<Day>,
}

impl Seen {
    /// All reports of the file, as they are now.
    pub(super) const NOW: Self = Self { tables: MAIN, as_of: None };
}

/// The prefix of the names of the tables of the file.
pub(super) const MAIN: &str = "main.";

/// The prefix of the names of the views with all rows of a table that were recorded by some day.
pub(super) const KNOWN: &str = "temp.known_";

/// Whether any report was ever edited, even after the day whose rows the connection sees.
pub(super) fn are_edited(connection: &Connection) -> Result<bool, StoreError> {
    let sql = format!("SELECT 1 FROM {} LIMIT 1", versions_table(connection, MAIN)?);
    Ok(connection.prepare_cached(&sql)?.exists([])?)
}

/// Makes the view if it does not exist yet, and if a report was edited or some reports are not seen.
pub(super) fn show(connection: &Connection, seen: Seen) -> Result<(), StoreError> {
    if seen.tables != MAIN || are_edited(connection)? {
        let rows = all_rows(connection, seen)?;
        // A view stores no rows, so it needs no temporary file.
        connection.execute_batch(&format!("CREATE TEMP VIEW IF NOT EXISTS report AS {rows}"))?;
    }
    Ok(())
}

/// Drops the view.
pub(super) fn hide(connection: &Connection) -> Result<(), StoreError> {
    Ok(connection.execute_batch("DROP VIEW IF EXISTS temp.report")?)
}

/// SQL for all reports, with the columns of their table.
pub(super) fn all_rows(connection: &Connection, seen: Seen) -> Result<String, StoreError> {
    let is_whole = seen.tables == MAIN && !are_edited(connection)?;
    if is_whole { Ok(format!("SELECT {COLUMNS} FROM main.report")) } else { rows(connection, seen) }
}

const COLUMNS: &str = "id, uid, key, publisher, title, byline, url, archive_url, published,
    published_earliest, published_latest, language, republishes, replaces, confidentiality, text,
    text_sha256, captured_at, changeset";

/// The table of versions, with the prefix `tables`: for a file of an older version it is a temporary table.
pub(super) fn versions_table(connection: &Connection, tables: &str) -> Result<String, StoreError> {
    let mut version = connection.prepare_cached("PRAGMA user_version")?;
    let version = version.query_row([], |row| row.get(0))?;
    let is_there = migrations::is_in("report_version", version);
    Ok(format!("{}report_version", if is_there { tables } else { "temp." }))
}

/// SQL that decides whether a version counts. `version` is its alias.
fn counts(version: &str, as_of: Option<Day>) -> String {
    let Some(day) = as_of else { return format!("{version}.changeset NOT IN ({UNDONE})") };
    let moment = format!("'{}'", end_of(Some(day)));
    format!(
        "{version}.changeset NOT IN ({}) AND EXISTS (SELECT 1 FROM changeset AS made
           WHERE made.id = {version}.changeset AND {} <= {moment})",
        undone_at(&moment),
        known_at("made")
    )
}

/// SQL for the confidentiality of report `r`. The words are sorted with the most secret one first. All versions are
/// considered: undone ones, since what was once secret was never meant for others, and later ones if queries see the
/// rows of an earlier day, since a report that became confidential later is hidden for that day, too.
fn secrecy(connection: &Connection, tables: &str) -> Result<String, StoreError> {
    let versions = versions_table(connection, MAIN)?;
    let of_versions =
        format!("(SELECT min(s.confidentiality) FROM {versions} AS s WHERE s.report = r.id)");
    let level = format!(
        "coalesce(min(r.confidentiality, {of_versions}), r.confidentiality, {of_versions})"
    );
    if tables == MAIN {
        return Ok(format!("CAST({level} AS TEXT) AS confidentiality"));
    }
    // A confidential report may have replaced a public one later.
    let hidden = hidden_reports_sql(connection)?;
    Ok(format!(
        "CAST(CASE WHEN r.id IN ({hidden}) THEN 'confidential' ELSE {level} END AS TEXT)
           AS confidentiality"
    ))
}

/// SQL for confidential reports (with any confidential version, even an undone one), and the retracted
/// reports that they replace. The content of an undone version stays recorded, and stays secret.
pub(super) fn hidden_reports_sql(connection: &Connection) -> Result<String, StoreError> {
    let versions = versions_table(connection, MAIN)?;
    Ok(format!(
        "WITH RECURSIVE hidden (id, replaces) AS (
           SELECT id, replaces FROM main.report WHERE confidentiality = 'confidential'
           UNION SELECT r.id, r.replaces FROM {versions} AS v JOIN main.report AS r ON r.id = v.report
           WHERE v.confidentiality = 'confidential'
           UNION SELECT older.id, older.replaces
           FROM hidden JOIN main.report AS older ON older.uid = hidden.replaces)
         SELECT id FROM hidden"
    ))
}

/// SQL for edited reports and for the others. SQLite can use its indexes in a query for a few of them, since both parts
/// have columns of the same affinities.
fn rows(connection: &Connection, Seen { tables, as_of }: Seen) -> Result<String, StoreError> {
    let [of_report, of_newest, newer, with_text] =
        ["some", "v", "newer", "t"].map(|alias| counts(alias, as_of));
    let versions = versions_table(connection, tables)?;
    let added = |column: &str, affinity: &str| {
        format!(
            "CAST(coalesce(r.{column}, (SELECT t.{column} FROM {versions} AS t
               WHERE t.report = r.id AND t.text IS NOT NULL AND {with_text}
               ORDER BY t.id DESC LIMIT 1)) AS {affinity}) AS {column}"
        )
    };
    let [text, sha256, captured] =
        [("text", "TEXT"), ("text_sha256", "BLOB"), ("captured_at", "TEXT")]
            .map(|(column, affinity)| added(column, affinity));
    let secrecy = secrecy(connection, tables)?;
    Ok(format!(
        "SELECT id, uid, key, publisher, title, byline, url, archive_url, published,
           published_earliest, published_latest, language, republishes, replaces, {secrecy}, text,
           text_sha256, captured_at, changeset
         FROM {tables}report AS r
         WHERE NOT EXISTS (SELECT 1 FROM {versions} AS some
                           WHERE some.report = r.id AND {of_report})
         UNION ALL
         SELECT r.id, r.uid, v.key, v.publisher, v.title, v.byline, v.url, v.archive_url,
           v.published, v.published_earliest, v.published_latest, v.language, v.republishes,
           r.replaces, {secrecy}, {text}, {sha256}, {captured}, r.changeset
         FROM {versions} AS v JOIN {tables}report AS r ON r.id = v.report
         WHERE {of_newest} AND NOT EXISTS (SELECT 1 FROM {versions} AS newer
                           WHERE newer.report = v.report AND newer.id > v.id AND {newer})"
    ))
}

/// The id of a report that has this key in any version; the newest versions are tried first. Hidden reports are not
/// found.
pub(super) fn id_with_key(connection: &Connection, key: &str) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT id FROM report WHERE key = ?1";
    let newest = connection.prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()?;
    if newest.is_some() || !are_edited(connection)? {
        return Ok(newest);
    }
    let sql = "SELECT id FROM report WHERE id IN (SELECT report FROM report_version WHERE key = ?1
                 UNION SELECT id FROM main.report WHERE key = ?1) ORDER BY id LIMIT 1";
    Ok(connection.prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()?)
}
