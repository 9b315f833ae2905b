//! The report of a sheet: a recorded one, or a new one from the lines of its block.

use super::context::Context;
use super::error::Failure;
use super::hints::quoted;
use super::mistakes::Mistakes;
use super::new_names::NewNames;
use super::report;
use super::sheet_blocks::{Line, ReportBlock, SheetFile};
use super::sheet_fields::{Fields, Said};
use crate::domain::actor::ActorKind;
use crate::domain::changeset::Recorder;
use crate::domain::link::stated_link;
use crate::domain::name::fold;
use crate::domain::report::{CapturedText, LONGEST_TEXT, Report};
use crate::format::folder::Folder;
use crate::store::{Store, WriteError, Writer};

/// The fields that describe a report; a block that has one of them is more than a reference to a report.
const DESCRIBES: [&str; 3] = ["title", "publisher", "published"];

/// The report that a block asks for.
pub(super) struct Wanted<'a> {
    pub(super) context: &'a Context,
    pub(super) recorder: &'a Recorder,
    pub(super) file: &'a SheetFile,
    pub(super) block: &'a ReportBlock<'a>,
}

impl Wanted<'_> {
    /// The report. If it is described and new, it is recorded; `None` if it cannot be, which is noted in `mistakes`.
    /// New rows are added to `new`. Fails if the database does.
    pub(super) fn found(
        &self,
        writer: &mut Writer<'_>,
        fields: &mut Fields,
        (mistakes, new): (&mut Mistakes, &mut NewNames),
    ) -> anyhow::Result<Option<Report>> {
        if !DESCRIBES.iter().any(|name| self.block.line(name).is_some()) {
            return Ok(self.recorded(writer.store(), mistakes));
        }
        if let Some(there) = self.known_in_part(writer.store()) {
            return Ok(self.same(writer.store(), there, mistakes));
        }
        let publisher = self.publisher(writer, new);
        let publisher = publisher.map_err(|why| self.note("publisher", why, mistakes));
        let text = self.text(mistakes);
        let described = self.described(writer.store(), fields, publisher, mistakes);
        let (Some(report), Ok(text)) = (described, text) else { return Ok(None) };
        self.add(writer, (&report, text.as_ref()), (mistakes, new))
    }

    /// Records a report, unless it is already recorded as the block describes it.
    fn add(
        &self,
        writer: &mut Writer<'_>,
        (report, text): (&Report, Option<&CapturedText>),
        (mistakes, new): (&mut Mistakes, &mut NewNames),
    ) -> anyhow::Result<Option<Report>> {
        match writer.add_report(report, text) {
            Ok(report) => {
                let with = if text.is_some() { ", with its text" } else { "" };
                new.made.push(format!("report {}: recorded{with}", report.key));
                Ok(Some(report))
            }
            Err(WriteError::AlreadyThere { key, name, .. }) => {
                if let Ok(there) = writer.store().find_report(&key) {
                    return Ok(self.same(writer.store(), there, mistakes));
                }
                // The report is confidential, and must not be named.
                self.note(
                    "report",
                    WriteError::AlreadyThere { what: "report", key, name },
                    mistakes,
                );
                Ok(None)
            }
            Err(WriteError::Store(error)) => Err(error.into()),
            Err(why) => {
                self.note("report", why, mistakes);
                Ok(None)
            }
        }
    }

    /// The key of the publisher, if it had to be created, and if its words are not a recorded name.
    fn publisher(
        &self,
        writer: &mut Writer<'_>,
        new: &mut NewNames,
    ) -> anyhow::Result<Option<String>> {
        let Some(line) = self.block.line("publisher") else { return Ok(None) };
        new.actor(writer, line.said.words, Some(ActorKind::Media))
    }

    /// Notes a mistake at the line of a field, or at the first line of the block.
    fn note(&self, field: &str, why: impl Into<anyhow::Error>, mistakes: &mut Mistakes) {
        let line = self.block.line(field).or(self.block.report.first());
        if let Some(line) = line {
            mistakes.note_at(self.file.words(line), why);
        }
    }

    /// The recorded report that the block names.
    fn recorded(&self, store: &Store, mistakes: &mut Mistakes) -> Option<Report> {
        let is_name = |line: &&Line<'_>| !matches!(line.said.name, "report" | "link");
        if let Some(line) = self.block.report.iter().find(is_name) {
            let name = line.said.name;
            let why = Failure::new(format!("{name}: it describes a new report"));
            let there = self.block.name().and_then(|words| store.find_report(words).ok());
            let why = why.hint(match there {
                Some(there) => {
                    format!("leave the line out; to change what is recorded: {}", edit(&there))
                }
                None => "a new report also needs title:, publisher: and published:".to_owned(),
            });
            mistakes.note_at(self.file.words(line), why);
        }
        let Some(words) = self.block.name() else {
            let why = Failure::new("which report?").hint(
                "name one (factline report list), or describe it: title:, publisher:, published:",
            );
            self.note("report", why, mistakes);
            return None;
        };
        let found = store.find_report(words);
        found.map_err(|why| self.note("report", why, mistakes)).ok()
    }

    /// The report that the block describes, before it is recorded; `publisher` is the key of a publisher that was
    /// created for it, or an error if it could not be created. Notes all mistakes.
    fn described(
        &self,
        store: &Store,
        fields: &mut Fields,
        publisher: Result<Option<String>, ()>,
        mistakes: &mut Mistakes,
    ) -> Option<Report> {
        let mut is_whole = publisher.is_ok();
        let mut refuse = |field: &str, why: anyhow::Error| {
            self.note(field, why, mistakes);
            is_whole = false;
        };
        if let Some(line) = self.block.line("publisher").filter(|_| publisher == Ok(None)) {
            store.find_actor(line.said.words).map_err(|why| refuse("publisher", why.into())).ok();
        }
        if let Some(line) = self.block.line("republishes") {
            store
                .find_report(line.said.words)
                .map_err(|why| refuse("republishes", why.into()))
                .ok();
        }
        let publisher = publisher.ok().flatten();
        let options = self.options(publisher.as_deref());
        let lines = self.block.report.iter().zip(&options).filter(|(_, said)| is_option(**said));
        for (line, said) in lines {
            let read = match said.name {
                "published" => report::published(said.words, self.context).map(drop),
                "link" => stated_link(said.words).map(drop).map_err(anyhow::Error::from),
                _ => fields.check_report(*said).map_err(anyhow::Error::from),
            };
            if let Err(why) = read {
                mistakes.note_at(self.file.words(line), why);
                is_whole = false;
            }
        }
        if !is_whole {
            return None;
        }
        let options: Vec<_> = options.into_iter().filter(|said| is_option(*said)).collect();
        let said = fields.report(&options).map_err(|why| self.note("report", why, mistakes)).ok();
        let report = said?.report(store, self.context);
        report.map_err(|why| self.note("link", why, mistakes)).ok()
    }

    /// The lines as options of `report add`: `report` is the key, or the link if it is one.
    fn options<'w>(&'w self, publisher: Option<&'w str>) -> Vec<Said<'w>> {
        let said = self.block.report.iter().map(|line| line.said);
        said.map(|Said { name, words }| match name {
            "report" if words.contains("://") => Said { name: "link", words },
            "report" => Said { name: "key", words },
            "publisher" => Said { name, words: publisher.unwrap_or(words) },
            name => Said { name, words },
        })
        .collect()
    }

    /// The text of the report, if the block names one. Fails if the text cannot be read, which is noted.
    fn text(&self, mistakes: &mut Mistakes) -> Result<Option<CapturedText>, ()> {
        let Some(line) = self.block.line("text") else { return Ok(None) };
        let read = self.text_beside(line);
        read.map(Some).map_err(|why| mistakes.note_at(self.file.words(line), why))
    }

    /// A text from a file in the folder of the sheet.
    fn text_beside(&self, line: &Line<'_>) -> anyhow::Result<CapturedText> {
        let name = line.said.words;
        let bytes = Folder::on_disk(self.file.folder()).read(name, LONGEST_TEXT as u64);
        let bytes = bytes.map_err(|why| {
            Failure::new(format!("text `{name}`: {why}"))
                .hint("name a file in the folder of the sheet, or in a folder below")
        })?;
        let text = report::text_of(name, bytes)?;
        Ok(CapturedText { text, captured_at: self.recorder.at.clone() })
    }

    /// The recorded report that the block names, if the block describes it only partly.
    fn known_in_part(&self, store: &Store) -> Option<Report> {
        let is_whole = DESCRIBES.iter().all(|name| self.block.line(name).is_some());
        self.block.name().filter(|_| !is_whole).and_then(|words| store.find_report(words).ok())
    }

    /// The recorded report, if the block has the same data as one of its versions.
    fn same(&self, store: &Store, there: Report, mistakes: &mut Mistakes) -> Option<Report> {
        let versions = store.versions_of_report(there.uid, None).unwrap_or_default();
        let versions = || versions.iter().map(|version| &version.report).chain([&there]);
        let mut is_same = true;
        for field in DESCRIBING {
            let Some(line) = self.block.line(field) else { continue };
            let here = line.said.words;
            let says = |report: &Report| {
                let recorded = said_of(report, field);
                match field {
                    "publisher" => {
                        let (name, _) = NewNames::likely_actor(here, None);
                        let found = store.find_actor(here).or_else(|_| store.find_actor(&name));
                        found.is_ok_and(|found| found.row.key == recorded)
                    }
                    "published" => report::published(here, self.context)
                        .is_ok_and(|published| published.to_string() == recorded),
                    "republishes" => {
                        store.find_report(here).is_ok_and(|original| original.key == recorded)
                    }
                    _ => fold(here) == fold(&recorded),
                }
            };
            let is_it = versions().any(says);
            let recorded = said_of(&there, field);
            if !is_it {
                let with =
                    if recorded.is_empty() { "none".to_owned() } else { format!("`{recorded}`") };
                let why = format!("{field}: report `{}` is recorded with {with}", there.key);
                let hint =
                    format!("name the report alone: report: KEY; to change it: {}", edit(&there));
                mistakes.note_at(self.file.words(line), Failure::new(why).hint(hint));
                is_same = false;
            }
        }
        is_same.then_some(there)
    }
}

/// The fields that describe a report, except its link, key and text.
const DESCRIBING: [&str; 8] = [
    "title",
    "publisher",
    "published",
    "byline",
    "lang",
    "archive-url",
    "republishes",
    "confidentiality",
];

/// The recorded value of one of the fields that describe a report; empty if there is none.
fn said_of(report: &Report, field: &str) -> String {
    let text = |words: &Option<String>| words.clone().unwrap_or_default();
    match field {
        "title" => report.title.clone(),
        "publisher" => report.publisher.clone(),
        "published" => report.published.to_string(),
        "byline" => text(&report.byline),
        "lang" => text(&report.language),
        "archive-url" => text(&report.archive_url),
        "republishes" => text(&report.republishes),
        _ => report.secrecy().to_string(),
    }
}

/// The command that edits a report.
fn edit(report: &Report) -> String {
    format!("factline report edit {} --reason WHY", quoted(&report.key))
}

/// Whether a line is an option of `report add` and has words.
fn is_option(said: Said<'_>) -> bool {
    said.name != "text" && !said.words.is_empty()
}
