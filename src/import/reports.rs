//! Reads reports (the documents that facts come from) with their texts, and records them.

use crate::domain::actor::ActorKind;
use crate::domain::assessment::TakenBack;
use crate::domain::link::{exported_link, host_names, stated_link};
use crate::domain::report::{CapturedText, Confidentiality, LONGEST_TEXT, Report, ReportVersion};
use crate::format::problem::Problem;
use crate::format::remedy::Remedy;
use crate::format::row::Row;
use crate::import::document_identity::{default_key, document_of};
use crate::import::entry::Entry;
use crate::import::new_rows::NewRows;
use crate::import::options::Options;
use crate::import::references::quoted;
use crate::import::session::ImportSession;
use crate::import::summary::{Failure, RecordKind};
use crate::import::texts::Texts;
use crate::store::{WriteError, Writer};
use crate::wire::{self, ReportRow, VERSIONS, without_text};

/// A row of a file of reports. Its publisher is the name as written until `prepare` finds the key.
#[derive(Clone)]
pub(super) struct Document {
    /// The row; its text is in field `text`.
    pub(super) row: ReportRow,
    /// Whether the row gives no key, so that the import may choose one.
    is_key_free: bool,
    /// The key by which other rows of the file refer to the report, if it is not the key of its first version.
    key_in_file: Option<String>,
    pub(super) text: Option<CapturedText>,
    /// The versions of a recorded report that was edited; otherwise empty.
    pub(super) recorded: Vec<ReportVersion>,
}

/// Reads a row of a file of reports, and the text file that it names. Fails if the text cannot be
/// read or is too long, or if the report is dated after the import.
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

/// The document of a row of an archiver's list. Fails if its text is too long, or its links are not links.
pub(super) fn of_archiver(row: ReportRow, options: &Options) -> Result<Document, Problem> {
    document(row, options)?.with_links_read()
}

fn document(mut row: ReportRow, options: &Options) -> Result<Document, Problem> {
    let text = row.text.take();
    if let Some(text) = text.as_ref().filter(|text| text.len() > LONGEST_TEXT) {
        let most = LONGEST_TEXT >> 20;
        let why = format!("a text of {} bytes; at most {most} MB are allowed", text.len());
        return Err(Problem::at("text", why));
    }
    for version in &row.versions {
        options.has_come_out(&version.report, VERSIONS)?;
    }
    let said = || row.versions.iter().map(|version| &version.report).chain([&row.report]);
    let is_own = |words: &&String| said().any(|report| report.key == **words);
    if let Some(key) = said().filter_map(|report| report.republishes.as_ref()).find(is_own) {
        return Err(Problem::at("republishes", format!("`{key}` is this report itself")));
    }
    let captured_at = row.captured_at.clone().unwrap_or_else(|| options.captured_at.clone());
    row.report.has_text = text.is_some();
    if text.is_none() {
        row.versions = without_text(row.versions, &row.report);
    }
    let text = text.map(|text| CapturedText { text, captured_at });
    let is_key_free = row.report.key.is_empty();
    Ok(Document { is_key_free, key_in_file: None, row, text, recorded: Vec::new() })
}

impl Entry for Document {
    const KIND: RecordKind = RecordKind::Report;
    const REMEDY: Remedy = Remedy::EditReport;

    fn key(&self) -> &str {
        &self.row.report.key
    }

    fn parent(&self) -> Option<&str> {
        self.first().republishes.as_deref()
    }

    fn set_parent(&mut self, key: String) {
        let first = self.row.versions.first_mut().map(|version| &mut version.report);
        first.unwrap_or(&mut self.row.report).republishes = Some(key);
    }

    fn waits_for(&mut self, session: &ImportSession<'_>) -> Option<String> {
        self.find_republished(session)
    }

    fn first_part(&self, session: &ImportSession<'_>) -> Option<Self> {
        let (key, replaces) = (self.row.report.key.clone(), self.row.report.replaces);
        let mut first = Report { replaces, retracted: None, ..self.first().clone() };
        if session.documents.is_taken(&first.key) {
            first.key.clone_from(&key);
        }
        let text = self.text.clone().filter(|_| first.has_text);
        first.has_text = text.is_some();
        let row = ReportRow::without_text(first, Vec::new());
        let (is_key_free, recorded) = (self.is_key_free, Vec::new());
        Some(Self { row, is_key_free, key_in_file: Some(key), text, recorded })
    }

    fn add_rest(mut self, session: &mut ImportSession<'_>) -> Result<(), Failure> {
        if let Some(words) = self.find_republished(session) {
            return session.report("republishes", &words).map(drop);
        }
        self.prepare(session)?;
        if let Some(known) = self.by_first_version(session).cloned() {
            // Its parent was found when the first part was recorded.
            let first = session.documents.versions(&known).next();
            if let Some(parent) = first.and_then(|first| first.republishes.clone()) {
                self.set_parent(parent);
            }
            if let Some(recorded) = self.recorded(session)? {
                self.merge(&recorded, session)?;
            }
        }
        let key = session.documents.key_here(&self.row.report.key).to_owned();
        let key = session.documents.get(&key).map_or(key, |report| report.key.clone());
        let taken_back = std::mem::take(&mut self.row.taken_back);
        if !taken_back.is_empty() {
            let of = key.clone();
            let record = move |writer: &mut Writer<'_>| take_back(writer, &of, &taken_back);
            session.writer.call(record)??;
        }
        if let Some(reason) = self.row.report.retracted.take() {
            session.documents.retract_later(key, reason);
        }
        Ok(())
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
                missing.actor(session, VERSIONS, &words, ActorKind::Media)?;
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
        let known = self.by_first_version(session);
        let known = known.or(same).or_else(|| session.documents.like(&self.row.report));
        let counts_again = session.documents.undone_like(&self.row.report).is_some();
        if counts_again {
            return Ok(None);
        }
        let Some(report) = known else {
            session.documents.unless_link_taken(&self.row.report)?;
            return self.key_taken(session).map(|()| None);
        };
        let report = report.clone();
        if report.key != self.row.report.key {
            session.documents.rename(self.row.report.key.clone(), report.key.clone());
        }
        let text = if self.text.is_some() && report.has_text {
            session.captured_text(&report.key)?
        } else {
            None
        };
        let row = ReportRow::without_text(Report::clone(&report), Vec::new());
        let recorded = session.documents.edited(&report).to_vec();
        let recorded = Self { row, is_key_free: false, key_in_file: None, text, recorded };
        if !self.is_merged_with(&recorded) {
            session.note_late_mark(&report, self.row.report.confidentiality);
        }
        Ok(Some(recorded))
    }

    fn find_parent(words: &str, session: &mut ImportSession<'_>) -> Result<String, Failure> {
        session.report("republishes", words)
    }

    fn difference(&self, recorded: &Self) -> Option<(&'static str, String, String)> {
        if let (Some(here), Some(there)) = (&self.text, &recorded.text)
            && here.text != there.text
        {
            return Some(("text_file", excerpt(&there.text), excerpt(&here.text)));
        }
        if self.is_merged_with(recorded) || recorded.has_been(&self.row) {
            return None;
        }
        let level = self.row.report.confidentiality;
        if recorded.row.report.is_otherwise_for(level) {
            let word = |level: Option<Confidentiality>| level.map_or("", Confidentiality::as_str);
            let (there, here) = (word(recorded.row.report.confidentiality), word(level));
            return Some(("confidentiality", there.to_owned(), here.to_owned()));
        }
        wire::first_difference(&recorded.row, &self.row)
    }

    fn fill(&self, recorded: &Self, session: &mut ImportSession<'_>) -> Result<bool, Failure> {
        self.merge(recorded, session)
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
        if let Some(key) = self.key_in_file.take() {
            session.documents.rename(key, self.row.report.key.clone());
        }
        let added = if self.row.versions.is_empty() && self.row.taken_back.is_empty() {
            let stated = self.row.report.key.clone();
            let key = session.add_report(self.row.report, self.text)?;
            if key != stated {
                session.documents.rename(stated, key.clone());
            }
            key
        } else {
            self.add_with_history(session)?
        };
        if let Some((key, reason)) = reason {
            session.documents.retract_later(key, reason);
        } else if let Some(report) = session.documents.get(&added).cloned() {
            session.note_report(&report);
        }
        Ok(())
    }
}

/// Records retractions of a report that were taken back.
pub(super) fn take_back(
    writer: &mut Writer<'_>,
    key: &str,
    taken_back: &[TakenBack],
) -> Result<(), WriteError> {
    taken_back.iter().try_for_each(|taken| {
        writer.retract_report(key, &taken.retracted)?;
        writer.reinstate_report(key, &taken.reinstated)
    })
}

/// The publisher of a report that states none: the one in the options, or else the only actor that has the name of the
/// host of its link. Fails if there is none.
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
    let why = format!("blank, and no single actor has the name of `{host}`");
    Err(Problem::at("publisher", why).with(Remedy::SayPublisher).into())
}

impl Document {
    /// The document, without a link if its row has a placeholder (`N/A`). Fails if the words are not a link, and the
    /// row has no key: a row with a key may come from an older export.
    pub(super) fn with_links_read(mut self) -> Result<Self, Problem> {
        let is_ours = !self.is_key_free;
        read_links(&mut self.row.report, is_ours, ["url", "archive_url"])?;
        for version in &mut self.row.versions {
            read_links(&mut version.report, is_ours, [VERSIONS; 2])?;
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
                let why = format!(
                    "`{key}` is the key of another report here, {title}; give this one another key"
                );
                Err(Failure::Row(Problem::at("key", why)))
            }
            _ => Ok(()),
        }
    }
}

/// Reads the links of a report. Fails, naming the column, if words are not a link. If the row `is_ours`, such words are
/// kept.
fn read_links(
    report: &mut Report,
    is_ours: bool,
    columns: [&'static str; 2],
) -> Result<(), Problem> {
    let ours = |words: &str| exported_link(words).map(|words| Some(words.to_owned()));
    let stated = |words: &str| stated_link(words).map(|link| link.map(str::to_owned));
    if let Some(words) = report.url.take() {
        let link = stated(&words).or_else(|why| if is_ours { ours(&words) } else { Err(why) });
        report.url = link.map_err(|why| Problem::at(columns[0], why))?;
    }
    if let Some(words) = report.archive_url.take() {
        let link = if is_ours { ours(&words) } else { stated(&words) };
        report.archive_url = link.map_err(|why| Problem::at(columns[1], why))?;
    }
    Ok(())
}

fn excerpt(text: &str) -> String {
    let first: String = text.chars().take(40).collect();
    format!("{} characters: {first}…", text.chars().count())
}
