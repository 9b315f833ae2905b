//! Reads reports (the documents that facts come from) with their texts, and records them.

use crate::domain::actor::ActorKind;
use crate::domain::link::{host_names, stated_link};
use crate::domain::report::{CapturedText, Confidentiality, LONGEST_TEXT, Report};
use crate::format::problem::Problem;
use crate::format::remedy::Remedy;
use crate::format::row::Row;
use crate::import::documents::{default_key, document_of};
use crate::import::new_rows::NewRows;
use crate::import::options::Options;
use crate::import::references::{Entry, quoted};
use crate::import::session::ImportSession;
use crate::import::summary::{Failure, RecordKind};
use crate::import::texts::Texts;
use crate::store::WriteError;
use crate::wire::{self, ReportRow};

/// A row of a file of reports. Its publisher is the name as written until `prepare` finds the key.
#[derive(Clone)]
pub(super) struct Document {
    /// The row; its text is in field `text`.
    row: ReportRow,
    /// Whether the row gave no key, so that the import may choose one.
    is_key_free: bool,
    text: Option<CapturedText>,
    /// The versions of a recorded report; empty for a row of a file.
    versions: Vec<Report>,
}

/// Reads a row of a file of reports, and the text file that it names. Fails where the text cannot
/// be read or is too long, or where the report is dated after the import.
pub(super) fn read(row: &Row<'_>, texts: &Texts, options: &Options) -> Result<Document, Problem> {
    let mut row: ReportRow = wire::read(row)?;
    options.has_come_out(&row.report, "published")?;
    let in_file = row.text_file.as_ref().map(|name| {
        let unreadable = |why| Problem::at("text_file", format!("`{name}` cannot be read: {why}"));
        texts.read(name).map_err(unreadable)
    });
    row.text = in_file.transpose()?.or_else(|| row.text.take());
    document(row, options)
}

/// The document of a row of an archiver's list. Fails where its text is too long.
pub(super) fn of_archiver(row: ReportRow, options: &Options) -> Result<Document, Problem> {
    document(row, options)
}

fn document(mut row: ReportRow, options: &Options) -> Result<Document, Problem> {
    let text = row.text.take();
    if let Some(text) = text.as_ref().filter(|text| text.len() > LONGEST_TEXT) {
        let most = LONGEST_TEXT >> 20;
        let why = format!("a text of {} bytes; at most {most} MB are allowed", text.len());
        return Err(Problem::at("text", why));
    }
    let captured_at = row.captured_at.clone().unwrap_or_else(|| options.captured_at.clone());
    row.report.has_text = text.is_some();
    let text = text.map(|text| CapturedText { text, captured_at });
    Ok(Document { is_key_free: row.report.key.is_empty(), row, text, versions: Vec::new() })
}

impl Entry for Document {
    const KIND: RecordKind = RecordKind::Report;
    const REMEDY: Remedy = Remedy::EditReport;

    fn key(&self) -> &str {
        &self.row.report.key
    }

    fn parent(&self) -> Option<&str> {
        self.row.report.republishes.as_deref()
    }

    fn set_parent(&mut self, key: String) {
        self.row.report.republishes = Some(key);
    }

    fn prepare(&mut self, session: &mut ImportSession<'_>) -> Result<(), Failure> {
        let mut missing = NewRows::default();
        let words = match self.row.report.publisher.as_str() {
            "" => publisher_of(&self.row.report, session)?,
            words => words.to_owned(),
        };
        self.row.report.publisher =
            missing.actor(session, "publisher", &words, ActorKind::Media)?;
        for version in &mut self.row.versions {
            let words = version.report.publisher.clone();
            version.report.publisher =
                missing.actor(session, "versions_before", &words, ActorKind::Media)?;
        }
        missing.make(session)?;
        if self.is_key_free {
            self.row.report.key = default_key(&self.row.report);
        }
        Ok(())
    }

    fn recorded(&self, session: &mut ImportSession<'_>) -> Result<Option<Self>, Failure> {
        let document = document_of(&self.row.report);
        let by_key = session.documents.get(&self.row.report.key);
        let stated = self.row.report.replaces;
        let same = by_key.filter(|report| {
            document_of(report) == document && (stated.is_none() || stated == report.replaces)
        });
        let Some(report) = same.or_else(|| session.documents.like(&self.row.report)) else {
            session.documents.unless_link_taken(&self.row.report)?;
            return self.key_taken(session).map(|()| None);
        };
        let report = report.clone();
        session.note_late_mark(&report, self.row.report.confidentiality);
        if report.key != self.row.report.key {
            session.documents.rename(self.row.report.key.clone(), report.key.clone());
        }
        let text = if self.text.is_some() && report.has_text {
            session.captured_text(&report.key)?
        } else {
            None
        };
        let row = ReportRow::without_text(Report::clone(&report), Vec::new());
        let versions = session.documents.versions(&report).to_vec();
        Ok(Some(Self { row, is_key_free: false, text, versions }))
    }

    fn find_parent(words: &str, session: &mut ImportSession<'_>) -> Result<String, Failure> {
        session.report("republishes", words)
    }

    fn difference(&self, recorded: &Self) -> Option<(&'static str, String, String)> {
        let text = |document: &Self| document.text.as_ref().map(|t| excerpt(&t.text));
        let texts_differ =
            self.text.as_ref().map(|t| &t.text) != recorded.text.as_ref().map(|t| &t.text);
        if texts_differ {
            let text = |document| text(document).unwrap_or_default();
            return Some(("text_file", text(recorded), text(self)));
        }
        let level = |document: &Self| document.row.report.confidentiality;
        if recorded.row.report.is_otherwise_for(level(self)) {
            let word = |level: Option<Confidentiality>| level.map_or("", Confidentiality::as_str);
            let (there, here) = (word(level(recorded)), word(level(self)));
            return Some(("confidentiality", there.to_owned(), here.to_owned()));
        }
        if self.further_edits(recorded).is_some() || recorded.has_been(&self.row) {
            return None;
        }
        wire::first_difference(&recorded.row, &self.row)
    }

    fn fill(&self, recorded: &Self, session: &mut ImportSession<'_>) -> Result<bool, Failure> {
        let Some(known) = self.further_edits(recorded) else { return Ok(false) };
        let mut before = recorded.row.report.clone();
        for (reason, says) in self.edits().skip(known) {
            before = edit(session, &before, says, reason)?;
        }
        Ok(true)
    }

    fn may_name(recorded: &Self, session: &ImportSession<'_>) -> bool {
        session.documents.may_name(&recorded.row.report)
    }

    fn add(mut self, session: &mut ImportSession<'_>) -> Result<(), Failure> {
        if self.is_key_free {
            self.row.report.key = session.documents.free_key(&self.row.report.key);
        }
        let reason =
            self.row.report.retracted.take().map(|reason| (self.row.report.key.clone(), reason));
        let edits: Vec<(String, Report)> =
            self.edits().map(|(reason, says)| (reason.to_owned(), says.clone())).collect();
        let replaces = self.row.report.replaces;
        let (key, taken_back) = (self.row.report.key.clone(), self.row.taken_back);
        let added = key.clone();
        let mut first = match self.row.versions.first() {
            Some(first) => first.report.clone(),
            None => self.row.report,
        };
        // The key that the report had first may be that of another one here.
        if session.documents.get(&first.key).is_some() {
            first.key.clone_from(&key);
        }
        first.has_text = self.text.is_some();
        first.replaces = replaces;
        let mut before = first.clone();
        session.add_report(first, self.text)?;
        if let Some(made) = session.documents.get(&before.key) {
            before = Report::clone(made);
        }
        for (reason, says) in &edits {
            before = edit(session, &before, says, reason)?;
        }
        if !taken_back.is_empty() {
            session.writer.call(move |writer| -> Result<(), WriteError> {
                for taken in taken_back {
                    writer.retract_report(&key, &taken.retracted)?;
                    writer.reinstate_report(&key, &taken.reinstated)?;
                }
                Ok(())
            })??;
        }
        if let Some((key, reason)) = reason {
            session.documents.retract_later(key, reason);
        } else if let Some(report) = session.documents.get(&added).cloned() {
            session.note_report(&report);
        }
        Ok(())
    }
}

/// The publisher of a report that states none: that of the options, else the only actor that has the name of
/// the host of its link. Fails where there is none.
fn publisher_of(report: &Report, session: &ImportSession<'_>) -> Result<String, Failure> {
    if let Some(words) = &session.options.publisher {
        return Ok(words.clone());
    }
    let hosts = host_names(report.url.as_deref().unwrap_or_default());
    let mut of_host = session.actors.values().filter(|actor| actor.is_of_host(&hosts));
    if let (Some(actor), None) = (of_host.next(), of_host.next()) {
        return Ok(actor.key.clone());
    }
    let host = hosts.last().map_or("its link", String::as_str);
    let why = format!("blank, and no one actor has the name of `{host}`");
    Err(Problem::at("publisher", why).with(Remedy::SayPublisher).into())
}

/// Records what a report is said to be later, and returns it as it is then.
fn edit(
    session: &mut ImportSession<'_>,
    before: &Report,
    says: &Report,
    reason: &str,
) -> Result<Report, Failure> {
    let mut after = Report {
        uid: before.uid,
        has_text: before.has_text,
        replaces: before.replaces,
        retracted: None,
        ..says.clone()
    };
    if session.documents.get(&after.key).is_some() {
        after.key.clone_from(&before.key);
    }
    let (uid, says, reason) = (after.uid, after.clone(), reason.to_owned());
    session.writer.call(move |writer| writer.edit_report(uid, &says, None, &reason))??;
    session.documents.hold_edited(before, after.clone());
    Ok(after)
}

impl Document {
    /// What each edit in the row made of the report, with the reason, the oldest first.
    fn edits(&self) -> impl Iterator<Item = (&str, &Report)> {
        let versions = self.row.versions.iter();
        let says = versions.clone().skip(1).map(|version| &version.report);
        versions.map(|version| version.edited.as_str()).zip(says.chain([&self.row.report]))
    }

    /// The number of edits in the row that are recorded here, if the row has further ones, and differs in
    /// nothing before those.
    fn further_edits(&self, recorded: &Self) -> Option<usize> {
        let first = self.row.versions.first().map(|version| &version.report)?;
        let mut said = [first].into_iter().chain(self.edits().map(|(_, says)| says));
        let is_same = |here: &Report| said.next().is_some_and(|there| is_same(here, there));
        let known = recorded.versions.len().checked_sub(1)?;
        (known < self.row.versions.len() && recorded.versions.iter().all(is_same)).then_some(known)
    }

    /// Whether some version of the recorded report is that of a row.
    fn has_been(&self, row: &ReportRow) -> bool {
        self.versions.iter().any(|version| {
            let version = ReportRow::without_text(version.clone(), Vec::new());
            wire::first_difference(&version, row).is_none()
        })
    }

    /// The document without a link where its row has a placeholder as `url` (`N/A`). Fails where the
    /// words are no link, and the row has no key: one with a key may come from an older export.
    pub(super) fn with_link_read(mut self) -> Result<Self, Problem> {
        if let Some(words) = self.row.report.url.take() {
            self.row.report.url = match stated_link(&words) {
                Ok(link) => link.map(str::to_owned),
                Err(_) if !self.is_key_free => Some(words),
                Err(why) => return Err(Problem::at("url", why)),
            };
        }
        Ok(self)
    }

    /// Refuses a row whose key belongs to another document in this database.
    fn key_taken(&self, session: &ImportSession<'_>) -> Result<(), Failure> {
        match session.documents.get(&self.row.report.key) {
            Some(other) if !self.is_key_free => {
                let key = &self.row.report.key;
                let title = if session.documents.may_name(other) {
                    quoted(&other.title)
                } else {
                    "which is confidential".to_owned()
                };
                let why = format!("`{key}` is another report here, {title}; give it another key");
                Err(Failure::Row(Problem::at("key", why)))
            }
            _ => Ok(()),
        }
    }
}

/// Whether two versions say the same, but for their keys and what they republish.
fn is_same(here: &Report, there: &Report) -> bool {
    let differences = here.differences(there);
    differences.iter().all(|(name, ..)| matches!(*name, "key" | "republishes"))
}

fn excerpt(text: &str) -> String {
    let first: String = text.chars().take(40).collect();
    format!("{} characters: {first}…", text.chars().count())
}
