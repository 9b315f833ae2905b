//! Recording again: a report whose recording was undone, so that the same row counts again; and a fact whose words were
//! read again.

use super::error::{StoreError, WriteError};
use super::retraction::{self, Target};
use super::writer::Writer;
use super::{changeset_reader, fact, newest_reports, report, report_row, undone};
use crate::domain::fact::{Correction, Draft, Fact};
use crate::domain::identity::{Uid, sha256};
use crate::domain::report::{CapturedText, Report};
use rusqlite::Connection;

/// The reason for the edit if a report that is recorded again has other data.
const REASON: &str = "recorded again, otherwise";

impl Writer<'_> {
    /// Records again a report that the file has from an undone changeset, and edits it if `says` differs; returns it.
    /// `None` if there is no such report, if its text differs, or if it would become less secret.
    pub(super) fn report_again(
        &mut self,
        says: &Report,
        text: Option<&CapturedText>,
    ) -> Result<Option<Report>, WriteError> {
        if !self.has_undone {
            return Ok(None);
        }
        let connection = self.connection();
        let Some(id) = undone_document(connection, says)? else { return Ok(None) };
        let there = report_row::by_id(connection, id, None)?;
        let is_otherwise =
            text.is_some_and(|text| there.has_text && !has_text(connection, id, text));
        let secrecy = says.confidentiality.or(there.confidentiality);
        if is_otherwise || secrecy < there.confidentiality {
            return Ok(None);
        }
        let (hash, uid) = changeset_reader::report_hash(connection, id)?;
        self.record_again(hash, Some(uid))?;
        self.rows.push(hash);
        self.report_ids.insert(uid, id);
        let or = |stated: &Option<String>, before: &Option<String>| {
            stated.clone().or_else(|| before.clone())
        };
        let key = if is_key_of(&says.key, &there.key) { &there.key } else { &says.key };
        let says = Report {
            uid,
            key: key.clone(),
            url: or(&says.url, &there.url),
            archive_url: or(&says.archive_url, &there.archive_url),
            byline: or(&says.byline, &there.byline),
            language: or(&says.language, &there.language),
            republishes: or(&says.republishes, &there.republishes),
            replaces: there.replaces,
            confidentiality: secrecy,
            has_text: there.has_text || text.is_some(),
            retracted: None,
            ..says.clone()
        };
        self.edit_report(uid, &says, text.filter(|_| !there.has_text), REASON)?;
        Ok(Some(says))
    }
}

impl Writer<'_> {
    /// A current correction of a fact of an edited report that equals a new one: the words were already read again,
    /// with the same result. `None` if there is none.
    pub fn reread_as(&mut self, new: &Fact) -> Result<Option<Uid>, WriteError> {
        let connection = self.connection();
        if !newest_reports::are_edited(connection)? {
            return Ok(None);
        }
        let (report, _) = self.report(&new.report)?;
        let sql = "SELECT fact.id FROM fact JOIN indicator ON indicator.id = fact.indicator
             JOIN place ON place.id = fact.place
             WHERE fact.report = ?1 AND fact.replaces IS NOT NULL
               AND indicator.key = ?2 AND place.key = ?3
               AND EXISTS (SELECT 1 FROM report_version WHERE report_version.report = ?1)";
        let mut statement = connection.prepare_cached(sql)?;
        let ids = statement.query_map((report, &new.indicator, &new.place), |row| row.get(0))?;
        let ids = ids.collect::<Result<Vec<i64>, _>>()?;
        for there in self.facts_of_rows(&ids)? {
            let said = Draft { replaces: None, ..Draft::clone(&there.fact) };
            let fact = there.uid;
            let standing = Correction { fact, reason: String::new() };
            if said == Draft::clone(new) && fact::check_correction(connection, &standing).is_ok() {
                return Ok(Some(fact));
            }
        }
        Ok(None)
    }
}

/// The id of a report of a document whose recordings are all undone, and which was not retracted.
fn undone_document(connection: &Connection, says: &Report) -> Result<Option<i64>, StoreError> {
    let mut replaces = None;
    loop {
        let uid = report::uid_replacing(says, replaces);
        let Some((id, ..)) = report::by_uid(connection, uid)? else { return Ok(None) };
        if !retraction::is_retracted(connection, Target::Report(id))? {
            let is_undone = undone::undone_by(connection, "report", id)?.is_some();
            return Ok(Some(id).filter(|_| is_undone));
        }
        replaces = Some(uid);
    }
}

/// Whether a report has this text recorded.
fn has_text(connection: &Connection, id: i64, text: &CapturedText) -> bool {
    let sql = "SELECT 1 FROM report WHERE id = ?1 AND text_sha256 = ?2";
    let found = connection.prepare_cached(sql);
    found.and_then(|mut found| found.exists((id, sha256(&text.text)))).unwrap_or(false)
}

/// Whether a key is that of a report, or was made from it because the key was already taken.
fn is_key_of(key: &str, recorded: &str) -> bool {
    let rest = key.strip_prefix(recorded);
    rest.is_some_and(|rest| {
        let number = rest.strip_prefix('-').unwrap_or(if rest.is_empty() { "0" } else { "" });
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}
