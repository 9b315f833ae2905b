//! Reads and writes table `report_version`: the versions of reports after their first recording.

use super::decode::optional_word;
use super::error::{StoreError, WriteError};
use super::newest_reports::Seen;
use super::retraction::{self, Act, Target};
use super::undone::{UNDONE, known_at, undone_at};
use super::version_order::{VersionOrder, Versions};
use super::writer::Writer;
use super::{Store, newest_reports, report, report_row};
use crate::domain::changeset::ReportVersionRecord;
use crate::domain::identity::{Canonical, Uid, sha256};
use crate::domain::report::{CapturedText, Confidentiality, Report, ReportVersion};
use crate::domain::when::Day;
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};

/// A version of a report to be inserted. Other rows are given by their ids.
struct NewVersion<'a> {
    report: i64,
    says: &'a Report,
    publisher: i64,
    republishes: Option<i64>,
    text: Option<&'a CapturedText>,
    reason: &'a str,
}

/// Where an edit was made.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Here and now.
    Edit,
    /// In another database, after what is recorded here.
    Imported,
    /// In another database, before every edit here.
    ImportedOlder,
}

impl Store {
    /// Every version of the reports that were edited by the end of a day (UTC), the first versions first, by the uid of
    /// the report. Versions that were undone by then are left out. `None` means now.
    pub fn report_versions(
        &self,
        as_of: Option<Day>,
    ) -> Result<BTreeMap<Uid, Vec<ReportVersion>>, StoreError> {
        self.reading(|connection| versions(connection, None, as_of))
    }

    /// The keys of edited reports in every version, including undone ones: no other report may have such a key.
    pub fn keys_of_edited_reports(&self) -> Result<BTreeSet<String>, StoreError> {
        let sql = "SELECT key FROM report_version UNION
                   SELECT key FROM main.report WHERE id IN (SELECT report FROM report_version)";
        self.reading(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
        })
    }

    /// The versions of one report, as [`Self::report_versions`] returns them; empty if it was never
    /// edited.
    pub fn versions_of_report(
        &self,
        uid: Uid,
        as_of: Option<Day>,
    ) -> Result<Vec<ReportVersion>, StoreError> {
        let found = self.reading(|connection| versions(connection, Some(uid), as_of))?;
        Ok(found.into_values().next().unwrap_or_default())
    }
}

impl Store {
    /// The confidentiality of a report by its recorded versions. An undone version is also considered here.
    pub fn stated_secrecy(&self, uid: Uid) -> Result<Confidentiality, StoreError> {
        let sql = format!(
            "SELECT confidentiality FROM main.report WHERE uid = ?1
             UNION ALL SELECT v.confidentiality FROM main.report_version AS v
               JOIN main.report AS r ON r.id = v.report
             WHERE r.uid = ?1 AND v.changeset NOT IN ({UNDONE})"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let levels = statement.query_map([uid.0], |row| optional_word(row, 0))?;
        let levels = levels.collect::<Result<Vec<Option<Confidentiality>>, _>>()?;
        Ok(levels.into_iter().flatten().max().unwrap_or(Confidentiality::Public))
    }
}

/// Every version of edited reports, or of one.
pub(super) fn versions(
    connection: &Connection,
    of: Option<Uid>,
    as_of: Option<Day>,
) -> Result<BTreeMap<Uid, Vec<ReportVersion>>, StoreError> {
    let mut found = BTreeMap::new();
    if !newest_reports::are_edited(connection)? {
        return Ok(found);
    }
    let moment = retraction::end_of(as_of);
    let sql = format!(
        "SELECT v.id, v.report, v.reason, v.text IS NOT NULL, made.recorded_at, made.recorded_by,
           first.recorded_at, first.recorded_by, main.report.text IS NOT NULL, main.report.uid
         FROM report_version AS v JOIN main.report ON main.report.id = v.report
         JOIN changeset AS made ON made.id = v.changeset
         JOIN changeset AS first ON first.id = main.report.changeset
         WHERE {} <= ?1 AND made.id NOT IN ({}) AND (?2 IS NULL OR main.report.uid = ?2)
         ORDER BY v.id",
        known_at("made"),
        undone_at("?1")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params![moment, of.map(|uid| uid.0)])?;
    while let Some(row) = rows.next()? {
        let of_report: &mut Vec<ReportVersion> = found.entry(Uid(row.get(9)?)).or_default();
        if of_report.is_empty() {
            of_report.push(ReportVersion {
                report: report_row::first(connection, row.get(1)?)?,
                reason: None,
                adds_text: row.get(8)?,
                recorded_at: row.get(6)?,
                recorded_by: row.get(7)?,
            });
        }
        of_report.push(ReportVersion {
            report: report_row::version(connection, row.get(0)?)?,
            reason: row.get(2)?,
            adds_text: row.get(3)?,
            recorded_at: row.get(4)?,
            recorded_by: row.get(5)?,
        });
    }
    Ok(found)
}

impl Writer<'_> {
    /// Records a new version of a report, with the reason; returns whether it differs from the version before, or
    /// `text` is added. Uid, text and retraction of `says` are not compared; if it states no confidentiality, that of
    /// the report is kept. Fails if the report is missing or withdrawn, its key or its document belongs to another
    /// report, it would become less secret, it has a text already, or `reason` is blank.
    pub fn edit_report(
        &mut self,
        uid: Uid,
        says: &Report,
        text: Option<&CapturedText>,
        reason: &str,
    ) -> Result<bool, WriteError> {
        let edited = self.edit(uid, says, text, (reason, Kind::Edit));
        edited.or_else(|error| Err(self.discreet(error, &says.key)?.about(self.store().path())))
    }

    /// Records an edit that was made in another database, even if it changes nothing here; with `is_older`, one that is
    /// older than every edit here. The report never becomes less secret. Fails as [`Self::edit_report`] does.
    pub fn import_edit(
        &mut self,
        uid: Uid,
        says: &Report,
        text: Option<&CapturedText>,
        reason: &str,
        is_older: bool,
    ) -> Result<(), WriteError> {
        let kind = if is_older { Kind::ImportedOlder } else { Kind::Imported };
        let edited = self.edit(uid, says, text, (reason, kind)).map(drop);
        edited.or_else(|error| Err(self.discreet(error, &says.key)?.about(self.store().path())))
    }

    fn edit(
        &mut self,
        uid: Uid,
        says: &Report,
        text: Option<&CapturedText>,
        (reason, kind): (&str, Kind),
    ) -> Result<bool, WriteError> {
        WriteError::unless_said("reason", reason)?;
        WriteError::unless_a_key(&says.key)?;
        WriteError::unless_said("title", &says.title)?;
        let connection = self.connection();
        let missing = || WriteError::Missing { what: "report", key: uid.short() };
        let (id, key, _) = report::by_uid(connection, uid)?.ok_or_else(missing)?;
        retraction::unless_withdrawn(connection, Target::Report(id), &key)?;
        let before = report_row::by_id(connection, id, None)?;
        if text.is_some() && before.has_text {
            return Err(WriteError::HasText { key });
        }
        let confidentiality = match kind {
            Kind::Edit => says.confidentiality.or(before.confidentiality),
            Kind::Imported | Kind::ImportedOlder => {
                says.confidentiality.max(before.confidentiality)
            }
        };
        let says = Report { uid, replaces: before.replaces, confidentiality, ..says.clone() };
        if says.secrecy() < before.secrecy() {
            return Err(WriteError::LessSecret { key, level: before.secrecy() });
        }
        if kind == Kind::Edit && text.is_none() && says.differences(&before).is_empty() {
            return Ok(false);
        }
        report::unless_taken(connection, id, &says)?;
        let publisher = self.actor(&says.publisher)?;
        let republished = says.republishes.as_ref().map(|key| self.report(key)).transpose()?;
        let republishes = republished.map(|(id, _)| id);
        if republishes == Some(id) {
            return Err(WriteError::Loop { what: "report", key: key.clone(), parent: key });
        }
        let new = NewVersion { report: id, says: &says, publisher, republishes, text, reason };
        let number = self.report_versions;
        let act = self.act(if kind == Kind::ImportedOlder { -1 - number } else { number });
        let hash = hash(&says, republished.map(|(_, uid)| uid), text, reason, &act);
        insert(connection, &new, hash, &act)?;
        self.report_versions += 1;
        self.settles_names |= self.has_undone;
        self.rows.push(hash);
        self.forget_report_keys();
        newest_reports::show(connection, Seen::NOW)?;
        Ok(true)
    }
}

/// Inserts a version of another database.
pub(super) fn put(
    writer: &mut Writer<'_>,
    row: &ReportVersionRecord,
    hash: [u8; 32],
    order: &mut VersionOrder,
) -> Result<bool, WriteError> {
    let connection = writer.connection();
    let there = "SELECT 1 FROM report_version WHERE uid = ?1";
    if connection.prepare_cached(there)?.exists([row.uid.0])? {
        return Ok(false);
    }
    let by_uid = |uid: Uid| {
        let missing = || WriteError::Missing { what: "report", key: uid.short() };
        report::by_uid(connection, uid)?.map(|(id, ..)| id).ok_or_else(missing)
    };
    let report = by_uid(row.report.uid)?;
    let republishes = row.republishes.map(by_uid).transpose()?;
    report::unless_key_taken(connection, &row.report.key, Some(report))?;
    let publisher = writer.actor(&row.report.publisher)?;
    let (says, text, reason) = (&row.report, row.text.as_ref(), row.reason.as_str());
    let new = NewVersion { report, says, publisher, republishes, text, reason };
    order.unsort(Versions::OfReports);
    insert(connection, &new, hash, &writer.act(row.ordinal))?;
    newest_reports::show(connection, Seen::NOW)?;
    Ok(true)
}

/// Inserts a version: as the newest one; if its ordinal is below 0, as the oldest one.
fn insert(
    connection: &Connection,
    new: &NewVersion<'_>,
    hash: [u8; 32],
    act: &Act<'_>,
) -> rusqlite::Result<()> {
    let id = match act.ordinal {
        0.. => "SELECT max(0, coalesce(max(id), 0)) + 1 FROM main.report_version",
        _ => "SELECT min(0, coalesce(min(id), 0)) - 1 FROM main.report_version",
    };
    let id: i64 = connection.prepare_cached(id)?.query_row([], |row| row.get(0))?;
    let NewVersion { report, says, publisher, republishes, text, reason } = new;
    let [earliest, latest] =
        [report::earliest(says), report::latest(says)].map(|day| day.to_string());
    let sql = "INSERT INTO main.report_version (uid, report, key, publisher, title, byline, url,
          archive_url, published, published_earliest, published_latest, language, republishes,
          confidentiality, text, text_sha256, captured_at, reason, changeset, ordinal, id)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
          ?20, ?21)";
    connection.prepare_cached(sql)?.execute(params![
        Uid::of_digest(hash).0,
        report,
        says.key,
        publisher,
        says.title,
        says.byline,
        says.url,
        says.archive_url,
        says.published.to_string(),
        earliest,
        latest,
        says.language,
        republishes,
        says.confidentiality.map(Confidentiality::as_str),
        text.map(|captured| &captured.text),
        text.map(|captured| sha256(&captured.text)),
        text.map(|captured| &captured.captured_at),
        reason,
        act.changeset,
        act.ordinal,
        id
    ])?;
    Ok(())
}

/// The hash of a version: all its data, the SHA-256 of the text that it adds, the reason, and its position in the
/// changeset. The first half of the hash is the uid of the row.
pub(super) fn hash(
    says: &Report,
    republishes: Option<Uid>,
    text: Option<&CapturedText>,
    reason: &str,
    act: &Act<'_>,
) -> [u8; 32] {
    let sha256 = text.map(|captured| sha256(&captured.text));
    let captured_at = text.map(|captured| captured.captured_at.as_str());
    report::content(Canonical::of("report version"), says, republishes, sha256, captured_at)
        .field("reason", reason)
        .field("replica", act.replica)
        .field("seq", act.seq.to_string())
        .field("ordinal", act.ordinal.to_string())
        .digest()
}

/// The version with an id, as it was recorded.
pub(super) fn record(connection: &Connection, id: i64) -> Result<ReportVersionRecord, StoreError> {
    let sql = "SELECT v.uid, other.uid, v.text, v.captured_at, v.reason, v.ordinal
               FROM report_version AS v LEFT JOIN main.report AS other ON other.id = v.republishes
               WHERE v.id = ?1";
    let report = report_row::version(connection, id)?;
    let mut statement = connection.prepare_cached(sql)?;
    let record = statement.query_row([id], |row| {
        let text: Option<String> = row.get(2)?;
        let captured_at: Option<String> = row.get(3)?;
        let text =
            text.map(|text| CapturedText { text, captured_at: captured_at.unwrap_or_default() });
        let report = Report { has_text: text.is_some(), ..report };
        Ok(ReportVersionRecord {
            uid: Uid(row.get(0)?),
            report,
            republishes: row.get::<_, Option<_>>(1)?.map(Uid),
            text,
            reason: row.get(4)?,
            ordinal: row.get(5)?,
        })
    });
    Ok(record?)
}
