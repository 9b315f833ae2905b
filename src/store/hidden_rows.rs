//! Hides rows from a connection. Temporary views have the names of the tables, so every query of
//! this connection leaves the hidden rows out.

use super::error::StoreError;
use super::migrations;
use super::newest_reports::{self, MAIN, Seen, hidden_reports_sql, versions_table};
use crate::domain::identity::Uid;
use foldhash::HashSet;
use rusqlite::Connection;
use std::cell::Cell;

/// The hidden rows of a connection.
pub(super) struct HiddenRows {
    /// The `data_version` of the file when the hidden rows were looked up; `None` before.
    version: Cell<Option<i64>>,
    reports: Cell<usize>,
    has_views: Cell<bool>,
}

impl HiddenRows {
    /// Creates the temporary tables, still empty.
    pub(super) fn of(connection: &Connection) -> Result<Self, StoreError> {
        connection.execute_batch(TABLES)?;
        Ok(Self { version: Cell::new(None), reports: Cell::new(0), has_views: Cell::new(false) })
    }

    /// The number of hidden reports.
    pub(super) fn reports(&self) -> usize {
        self.reports.get()
    }

    /// Makes the next [`Self::refresh`] look everything up again.
    pub(super) fn forget(&self) {
        self.version.set(None);
    }

    /// Looks up the hidden rows again if the file was changed. Call this inside the read
    /// transaction, so that both see the same state, and commit that transaction.
    ///
    /// What is hidden depends on what is recorded now, even if `seen` leaves out rows that were recorded
    /// after a day: a report may have become confidential since.
    pub(super) fn refresh(&self, connection: &Connection, seen: Seen) -> Result<(), StoreError> {
        let version = connection.pragma_query_value(None, "data_version", |row| row.get(0))?;
        if self.version.get() == Some(version) {
            return Ok(());
        }
        // No fact is hidden yet.
        let hidden_reports = hidden_reports_sql(connection)?;
        connection.execute_batch(&format!(
            "DELETE FROM temp.hidden_report; DELETE FROM temp.hidden_fact;
             INSERT INTO temp.hidden_report {hidden_reports}"
        ))?;
        let sql = "SELECT count(*) FROM temp.hidden_report";
        self.reports.set(connection.query_row(sql, [], |row| row.get(0))?);
        // The corrections of a large database are read only if something must be hidden.
        if self.reports.get() > 0 {
            connection.execute_batch(LOOK_UP_FACTS)?;
            let reports = newest_reports::all_rows(connection, seen)?;
            connection.execute_batch(&format!(
                "DROP VIEW IF EXISTS temp.report; CREATE TEMP VIEW report AS {REPORTS} FROM ({reports})
                 WHERE id NOT IN (SELECT id FROM temp.hidden_report)"
            ))?;
            if !self.has_views.replace(true) {
                connection.execute_batch(&views(connection, seen.tables)?)?;
            }
            connection.execute_batch(&hidden_notes(connection, seen.tables)?)?;
        } else {
            newest_reports::hide(connection)?;
            newest_reports::show(connection, seen)?;
        }
        self.version.set(Some(version));
        Ok(())
    }
}

/// Temporary tables with the ids of hidden reports, of hidden facts of other reports, and of changesets whose notes are
/// hidden. They are in memory, not in a file. The last one is not a view, since SQLite would have to expand it too
/// often in some queries, and refuses them.
const TABLES: &str = "PRAGMA temp_store = MEMORY;
    CREATE TEMP TABLE hidden_report (id INTEGER PRIMARY KEY);
    CREATE TEMP TABLE hidden_fact (id INTEGER PRIMARY KEY);
    CREATE TEMP TABLE hidden_note (id INTEGER PRIMARY KEY)";

/// The ids of the reports that are hidden from people who may not see confidential ones.
pub(super) fn hidden_reports(connection: &Connection) -> Result<HashSet<i64>, StoreError> {
    let mut statement = connection.prepare_cached(&hidden_reports_sql(connection)?)?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// The ids of the reports that are internal now, as far as this connection sees them.
pub(super) fn internal_reports(connection: &Connection) -> Result<HashSet<i64>, StoreError> {
    let sql = "SELECT id FROM report WHERE confidentiality = 'internal'";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// The uids of the reports of a fact, of the facts that it corrects, and of the facts that correct it, from everything
/// that is recorded.
const REPORTS_OF_CHAIN: &str = "
    WITH RECURSIVE chain (uid, replaces, report) AS (
      SELECT uid, replaces, report FROM main.fact WHERE uid = ?1
      UNION SELECT fact.uid, fact.replaces, fact.report
      FROM chain JOIN main.fact AS fact ON fact.uid = chain.replaces
      UNION SELECT fact.uid, fact.replaces, fact.report
      FROM chain JOIN main.fact AS fact ON fact.replaces = chain.uid)
    SELECT DISTINCT report.uid FROM chain JOIN main.report AS report ON report.id = chain.report";

/// Whether a report is hidden from people who may not see confidential ones: a version of it, or of a report that
/// replaces it, is or was confidential. This depends on everything that is recorded.
pub(super) fn is_report_hidden(connection: &Connection, uid: Uid) -> Result<bool, StoreError> {
    let versions = versions_table(connection, MAIN)?;
    let sql = format!(
        "WITH RECURSIVE newer (id, uid, confidentiality) AS (
           SELECT id, uid, confidentiality FROM main.report WHERE uid = ?1
           UNION SELECT report.id, report.uid, report.confidentiality
           FROM newer JOIN main.report AS report ON report.replaces = newer.uid)
         SELECT EXISTS (SELECT 1 FROM newer WHERE confidentiality = 'confidential'
           OR EXISTS (SELECT 1 FROM {versions} AS v
                      WHERE v.report = newer.id AND v.confidentiality = 'confidential'))"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row([uid.0], |row| row.get(0))?)
}

/// Whether a fact is hidden from people who may not see confidential reports.
pub(super) fn is_fact_hidden(connection: &Connection, uid: Uid) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(REPORTS_OF_CHAIN)?;
    let mut reports = statement.query([uid.0])?;
    while let Some(row) = reports.next()? {
        if is_report_hidden(connection, Uid(row.get(0)?))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Finds the hidden facts of other reports. Few facts are corrections, so the query begins with those.
const LOOK_UP_FACTS: &str = "
    INSERT INTO temp.hidden_fact
      WITH RECURSIVE hidden (id, uid, replaces) AS (
        SELECT id, uid, replaces FROM main.fact
        WHERE replaces IS NOT NULL AND +report IN (SELECT id FROM temp.hidden_report)
        UNION SELECT older.id, older.uid, older.replaces
        FROM main.fact AS newer CROSS JOIN main.fact AS older ON older.uid = newer.replaces
        WHERE newer.replaces IS NOT NULL AND +older.report IN (SELECT id FROM temp.hidden_report)
        UNION SELECT older.id, older.uid, older.replaces
        FROM hidden CROSS JOIN main.fact AS older ON older.uid = hidden.replaces
        UNION SELECT newer.id, newer.uid, newer.replaces
        FROM hidden CROSS JOIN main.fact AS newer ON newer.replaces = hidden.uid)
      SELECT id FROM hidden";

/// SQL that finds the changesets whose notes are hidden.
fn hidden_notes(connection: &Connection, tables: &str) -> Result<String, StoreError> {
    let version = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let of = |table, notes| if migrations::is_in(table, version) { notes } else { "" };
    let (of_versions, of_undos) =
        (of("report_version", NOTES_OF_VERSIONS), of("undo", NOTES_OF_UNDOS));
    let sql = format!(
        "DELETE FROM temp.hidden_note;
         INSERT INTO temp.hidden_note
           WITH RECURSIVE hidden (id) AS ({NOTES} {of_versions} {of_undos}) SELECT id FROM hidden"
    );
    Ok(sql.replace(MAIN, tables))
}

/// Views that show the tables of facts, changesets and others without hidden rows. `tables` is the prefix of the names
/// of the tables.
fn views(connection: &Connection, tables: &str) -> Result<String, StoreError> {
    let [facts, changesets, assessments] = ["fact", "changeset", "assessment"].map(|table| {
        // The rows as recorded on a day have all columns already.
        let all = || Ok(format!("SELECT * FROM {tables}{table}"));
        if tables == MAIN { migrations::whole_rows(table, connection) } else { all() }
    });
    let (facts, changesets, assessments) = (facts?, changesets?, assessments?);
    let version = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let of = |table, view| if migrations::is_in(table, version) { view } else { "" };
    let (versions, undos) = (of("report_version", VERSIONS), of("undo", UNDOS));
    let sql = format!(
        "{VIEWS};
    DROP VIEW IF EXISTS temp.fact; CREATE TEMP VIEW fact AS
      {facts}
      WHERE report NOT IN (SELECT id FROM temp.hidden_report)
        AND id NOT IN (SELECT id FROM temp.hidden_fact);
    DROP VIEW IF EXISTS temp.assessment; CREATE TEMP VIEW assessment AS
      {assessments}
      WHERE fact NOT IN (SELECT fact FROM temp.hidden_row WHERE fact IS NOT NULL);
    DROP VIEW IF EXISTS temp.changeset; CREATE TEMP VIEW changeset AS
      SELECT id, uid, replica, seq, previous, recorded_at, recorded_by,
        CASE WHEN id NOT IN (SELECT id FROM temp.hidden_note) THEN note END AS note,
        tool, row_count, digest, arrived_at
      FROM ({changesets});
    {versions}
    {undos}"
    );
    Ok(sql.replace(MAIN, tables))
}

/// The ids of changesets that recorded something hidden: their notes may mention it.
const NOTES: &str = "
        SELECT changeset FROM temp.hidden_row
        UNION SELECT changeset FROM main.assessment
          WHERE id NOT IN (SELECT id FROM temp.assessment)
        UNION SELECT changeset FROM main.retraction
          WHERE id NOT IN (SELECT id FROM temp.retraction)
        UNION SELECT changeset FROM main.reinstatement
          WHERE id NOT IN (SELECT id FROM temp.reinstatement)";

/// The ids of changesets that edited a hidden report.
const NOTES_OF_VERSIONS: &str = "
        UNION SELECT changeset FROM main.report_version
          WHERE report IN (SELECT id FROM temp.hidden_report)";

/// The view of versions of reports.
const VERSIONS: &str = "
    DROP VIEW IF EXISTS temp.report_version; CREATE TEMP VIEW report_version AS
      SELECT id, uid, report, key, publisher, title, byline, url, archive_url, published,
        published_earliest, published_latest, language,
        CASE WHEN republishes NOT IN (SELECT id FROM temp.hidden_report) THEN republishes END
          AS republishes,
        confidentiality, text, text_sha256, captured_at, reason, changeset, ordinal
      FROM main.report_version WHERE report NOT IN (SELECT id FROM temp.hidden_report);";

/// The ids of changesets that undid such a changeset, or took such an undo back.
const NOTES_OF_UNDOS: &str = "
        UNION SELECT back.changeset FROM hidden
          JOIN main.changeset AS done ON done.id = hidden.id
          JOIN main.undo AS back ON back.undone = done.uid
        UNION SELECT again.changeset FROM hidden
          JOIN main.undo AS back ON back.changeset = hidden.id
          JOIN main.redo AS again ON again.undo = back.id";

/// The views of undos and redos: their reasons may mention hidden rows.
const UNDOS: &str = "
    DROP VIEW IF EXISTS temp.undo; CREATE TEMP VIEW undo AS
      SELECT id, uid, undone, CASE WHEN changeset NOT IN (SELECT id FROM temp.hidden_note)
        THEN reason ELSE 'confidential' END AS reason, changeset, ordinal
      FROM main.undo;
    DROP VIEW IF EXISTS temp.redo; CREATE TEMP VIEW redo AS
      SELECT id, uid, undo, CASE WHEN changeset NOT IN (SELECT id FROM temp.hidden_note)
        THEN reason ELSE 'confidential' END AS reason, changeset, ordinal
      FROM main.redo";

/// The columns of reports, without references to hidden ones.
const REPORTS: &str = "
      SELECT id, uid, key, publisher, title, byline, url, archive_url, published,
        published_earliest, published_latest, language,
        CASE WHEN republishes NOT IN (SELECT id FROM temp.hidden_report) THEN republishes END
          AS republishes,
        replaces, confidentiality, text, text_sha256, captured_at, changeset";

/// The views besides those of facts and reports.
const VIEWS: &str = "
    CREATE TEMP VIEW hidden_row AS
      SELECT id AS fact, NULL AS report, changeset FROM main.fact
      WHERE report IN (SELECT id FROM temp.hidden_report)
         OR id IN (SELECT id FROM temp.hidden_fact)
      UNION ALL SELECT NULL, id, changeset FROM main.report
      WHERE id IN (SELECT id FROM temp.hidden_report);
    DROP VIEW IF EXISTS temp.retraction; CREATE TEMP VIEW retraction AS
      SELECT * FROM main.retraction
      WHERE (fact IS NULL
             OR fact NOT IN (SELECT fact FROM temp.hidden_row WHERE fact IS NOT NULL))
        AND (report IS NULL OR report NOT IN (SELECT id FROM temp.hidden_report));
    DROP VIEW IF EXISTS temp.reinstatement; CREATE TEMP VIEW reinstatement AS
      SELECT * FROM main.reinstatement
      WHERE retraction IN (SELECT id FROM temp.retraction)";
