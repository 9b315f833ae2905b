//! The edits of a report in a row of a file: they are recorded with a new report, and those that a recorded
//! report lacks are added to it.

use crate::domain::identity::Uid;
use crate::domain::report::{CapturedText, Report, ReportVersion, TEXT_CAPTURED};
use crate::import::document_identity::uid_of;
use crate::import::merged_edits::{Addition, Edit, additions, may_differ};
use crate::import::reports::{Document, take_back};
use crate::import::session::ImportSession;
use crate::import::summary::Failure;
use crate::store::{WriteError, Writer};
use crate::wire::{self, ReportRow};
use std::sync::Arc;

/// The reason of an edit that adds the link of an archived copy.
const ARCHIVED: &str = "archived copy added";

/// An edit to be recorded.
struct NewEdit {
    says: Report,
    reason: String,
    text: Option<CapturedText>,
    is_older: bool,
}

impl Document {
    /// The report's first version by the row, from which its uid is computed.
    pub(super) fn first(&self) -> &Report {
        self.row.versions.first().map_or(&self.row.report, |version| &version.report)
    }

    /// The edits in the row, the oldest first.
    fn edits(&self) -> Vec<Edit<'_>> {
        let versions = self.row.versions.iter();
        let says = versions.clone().skip(1).map(|version| &version.report);
        let says = says.chain([&self.row.report]);
        versions
            .zip(says)
            .map(|(before, says)| Edit { says, reason: &before.edited, at: &before.edited_at })
            .collect()
    }

    /// The edits of a recorded report.
    fn recorded_edits(&self) -> Vec<Edit<'_>> {
        let edits = self.recorded.iter().skip(1).map(|version| Edit {
            says: &version.report,
            reason: version.reason.as_deref().unwrap_or_default(),
            at: &version.recorded_at,
        });
        edits.collect()
    }

    /// The position of the edit that adds the text; `None` if the report had a text from the beginning.
    fn adds_text(&self) -> Option<usize> {
        let had = self.row.versions.iter().rposition(|version| !version.report.has_text);
        had.filter(|_| self.text.is_some())
    }

    /// Finds the reports that the row's later versions republish. Returns one that is not recorded; then the
    /// row waits for it.
    pub(super) fn find_republished(&mut self, session: &ImportSession<'_>) -> Option<String> {
        let versions = self.row.versions.iter_mut().map(|version| &mut version.report);
        let mut found = Vec::new();
        for report in versions.chain([&mut self.row.report]).skip(1) {
            let Some(words) = &report.republishes else { continue };
            let Ok(other) = session.documents.find(words) else { return Some(words.clone()) };
            found.push((report, other.key.clone()));
        }
        for (report, key) in found {
            report.republishes = Some(key);
        }
        None
    }

    /// The recorded report with the uid of the row's first version, if the row has several versions.
    pub(super) fn by_first_version<'s>(
        &self,
        session: &'s ImportSession<'_>,
    ) -> Option<&'s Arc<Report>> {
        let first = self.row.versions.first().map(|version| &version.report)?;
        let (replaces, retracted) = (self.row.report.replaces, Some(String::new()));
        let first = Report { replaces, retracted, ..first.clone() };
        let uid = uid_of(&first);
        session.documents.like(&first).filter(|known| known.uid == uid)
    }

    /// Whether the row has versions of the recorded report, and its further versions must be added to that report.
    pub(super) fn is_merged_with(&self, recorded: &Self) -> bool {
        let Some(new) = self.lacking(recorded).filter(|_| !self.row.versions.is_empty()) else {
            return false;
        };
        let edits = self.edits();
        let levels = new.iter().map(|addition| edits[addition.at].says.secrecy());
        let level = levels.chain([recorded.row.report.secrecy()]).max();
        self.row.report.confidentiality <= level
    }

    /// The edits in the row that the recorded report lacks; `None` if their first versions differ.
    fn lacking(&self, recorded: &Self) -> Option<Vec<Addition>> {
        let (here, there) = (recorded.recorded_edits(), self.edits());
        let first = recorded.recorded.first().map_or(&recorded.row.report, |first| &first.report);
        let is_old = there.iter().any(|edit| edit.at.is_empty());
        let differences = first.differences(self.first());
        let is_same = differences.iter().all(|(name, ..)| may_differ(name, is_old));
        is_same.then(|| additions(&here, &there))
    }

    /// Whether some version of the recorded report is the same as that of a row.
    pub(super) fn has_been(&self, row: &ReportRow) -> bool {
        self.recorded.iter().any(|version| {
            let is_level = !version.report.is_otherwise_for(row.report.confidentiality);
            let version = ReportRow::without_text(version.report.clone(), Vec::new());
            is_level && wire::first_difference(&version, row).is_none()
        })
    }

    /// Adds to the recorded report what only the row has: edits, and the text. Returns whether there is anything.
    pub(super) fn merge(
        &self,
        recorded: &Self,
        session: &mut ImportSession<'_>,
    ) -> Result<bool, Failure> {
        let lacking = self.lacking(recorded).unwrap_or_default();
        let (edits, uid) = (self.edits(), recorded.row.report.uid);
        let mut text = self.text.clone().filter(|_| !recorded.row.report.has_text);
        let text_comes = self.adds_text();
        let new = |addition: &Addition| NewEdit {
            says: here(edits[addition.at].says, &recorded.row.report, session),
            reason: edits[addition.at].reason.to_owned(),
            text: if text_comes == Some(addition.at) { text.take() } else { None },
            is_older: addition.is_older,
        };
        let mut new: Vec<NewEdit> = lacking.iter().map(new).collect();
        if let Some(text) = text {
            let newest = new.iter().rev().find(|edit| !edit.is_older);
            let says = newest.map_or(&recorded.row.report, |edit| &edit.says).clone();
            let reason = text_comes.map_or(TEXT_CAPTURED, |at| edits[at].reason).to_owned();
            new.push(NewEdit { says, reason, text: Some(text), is_older: false });
        }
        self.fill_in(recorded, &mut new);
        if new.is_empty() {
            return Ok(false);
        }
        // The last of the older edits is recorded first, then each one before it.
        let (older, newer): (Vec<_>, Vec<_>) = new.into_iter().partition(|edit| edit.is_older);
        let new: Vec<NewEdit> = older.into_iter().rev().chain(newer).collect();
        let first = recorded.recorded.first().cloned();
        let first = first.unwrap_or_else(|| first_version(&recorded.row.report));
        let new = session.writer.call(move |writer| {
            writer.all_or_nothing(|writer| record(writer, uid, &new)).map(|()| new)
        })??;
        hold(&first, new, session);
        Ok(true)
    }

    /// Adds the link of the archived copy if the recorded report has none: usually, reports are recorded before they
    /// are archived. A link that an edit changed is not changed back.
    fn fill_in(&self, recorded: &Self, new: &mut Vec<NewEdit>) {
        let archive = &self.row.report.archive_url;
        if archive.is_none() || !self.row.versions.is_empty() || Self::has_been_archived(recorded) {
            return;
        }
        if let Some(edit) = new.last_mut() {
            edit.says.archive_url.clone_from(archive);
            return;
        }
        let says = Report { archive_url: archive.clone(), ..recorded.row.report.clone() };
        new.push(NewEdit { says, reason: ARCHIVED.to_owned(), text: None, is_older: false });
    }

    /// Whether some version of the recorded report has the link of an archived copy.
    fn has_been_archived(recorded: &Self) -> bool {
        let versions = recorded.recorded.iter().map(|version| &version.report);
        versions.chain([&recorded.row.report]).any(|report| report.archive_url.is_some())
    }

    /// Records a new report completely (with its edits, and with retractions that were taken back) or not at all.
    /// Returns its key.
    pub(super) fn add_with_history(
        mut self,
        session: &mut ImportSession<'_>,
    ) -> Result<String, Failure> {
        let key = self.row.report.key.clone();
        let text_comes = self.adds_text();
        let mut first = Report { replaces: self.row.report.replaces, ..self.first().clone() };
        // The key that the report had first may be that of another one here.
        if session.documents.is_taken(&first.key) {
            first.key.clone_from(&key);
        }
        if let Some(known) = session.documents.undone_like(&first) {
            (first.uid, first.key) = (known.uid, known.key.clone());
        }
        let mut before = first.clone();
        let mut new = Vec::new();
        for (at, edit) in self.edits().into_iter().enumerate() {
            let says = here(edit.says, &before, session);
            let text = if text_comes == Some(at) { self.text.clone() } else { None };
            before = says.clone();
            let reason = edit.reason.to_owned();
            new.push(NewEdit { says, reason, text, is_older: false });
        }
        let text = self.text.take().filter(|_| text_comes.is_none());
        first.has_text = text.is_some();
        let taken_back = std::mem::take(&mut self.row.taken_back);
        let newest = before.key;
        let (added, new) = session.writer.call(move |writer| {
            let added = writer.all_or_nothing(|writer| {
                let added = writer.add_report(&first, text.as_ref())?;
                record(writer, added.uid, &new)?;
                take_back(writer, &newest, &taken_back)?;
                Ok(added)
            });
            added.map(|added| (added, new))
        })??;
        let first = first_version(&added);
        let key = new.last().map_or(&added.key, |edit| &edit.says.key).clone();
        session.documents.hold_made(Arc::new(added));
        hold(&first, new, session);
        Ok(key)
    }
}

/// An edit of a file, for the report `known` here: its key is kept if another report has the key that is in
/// the file.
fn here(says: &Report, known: &Report, session: &ImportSession<'_>) -> Report {
    let is_taken = session.documents.is_of_another(&says.key, known.uid);
    let key = if is_taken { known.key.clone() } else { says.key.clone() };
    let (uid, replaces, retracted) = (known.uid, known.replaces, None);
    Report { uid, key, replaces, retracted, ..says.clone() }
}

fn record(writer: &mut Writer<'_>, uid: Uid, edits: &[NewEdit]) -> Result<(), WriteError> {
    edits.iter().try_for_each(|edit| {
        writer.import_edit(uid, &edit.says, edit.text.as_ref(), &edit.reason, edit.is_older)
    })
}

/// Stores edits that were recorded.
fn hold(first: &ReportVersion, edits: Vec<NewEdit>, session: &mut ImportSession<'_>) {
    for NewEdit { says, reason, text, is_older } in edits {
        let version = ReportVersion {
            report: Report { uid: first.report.uid, ..says },
            reason: Some(reason),
            adds_text: text.is_some(),
            recorded_at: session.options.captured_at.clone(),
            recorded_by: String::new(),
        };
        session.documents.hold_edit(first, version, is_older);
    }
}

/// The first version of a report that was not edited.
fn first_version(report: &Report) -> ReportVersion {
    ReportVersion {
        report: report.clone(),
        reason: None,
        adds_text: report.has_text,
        recorded_at: String::new(),
        recorded_by: String::new(),
    }
}
