//! The report of a sheet: found as it is recorded, or recorded from the lines of its block.

use super::context::Context;
use super::error::Failure;
use super::mistakes::Mistakes;
use super::new_names::NewNames;
use super::report;
use super::sheet_blocks::{Line, ReportBlock, SheetFile};
use super::sheet_fields::{Fields, Said};
use crate::domain::actor::ActorKind;
use crate::domain::changeset::Recorder;
use crate::domain::name::fold;
use crate::domain::report::{CapturedText, LONGEST_TEXT, Report};
use crate::format::folder::Folder;
use crate::store::{Store, WriteError, Writer};

/// The fields of which a block has one that describes a report.
const DESCRIBES: [&str; 3] = ["title", "publisher", "published"];

/// The report that a block asks for.
pub(super) struct Wanted<'a> {
    pub(super) context: &'a Context,
    pub(super) recorder: &'a Recorder,
    pub(super) file: &'a SheetFile,
    pub(super) block: &'a ReportBlock<'a>,
}

impl Wanted<'_> {
    /// The report, which is recorded if it is described and not there; `None` where it cannot be, which
    /// is noted in `mistakes`. What is made is added to `new`. Fails where the database does.
    pub(super) fn found(
        &self,
        writer: &mut Writer<'_>,
        fields: &mut Fields,
        (mistakes, new): (&mut Mistakes, &mut NewNames),
    ) -> anyhow::Result<Option<Report>> {
        if !DESCRIBES.iter().any(|name| self.block.line(name).is_some()) {
            return Ok(self.recorded(writer.store(), mistakes));
        }
        let publisher = match self.publisher(writer, new) {
            Ok(publisher) => publisher,
            Err(why) => {
                self.note("publisher", why, mistakes);
                return Ok(None);
            }
        };
        let described = self.described(writer.store(), fields, publisher.as_deref(), mistakes);
        let Some(report) = described else {
            return Ok(None);
        };
        let text = match self.block.line("text").map(|line| (line, self.text(line))) {
            None => None,
            Some((_, Ok(text))) => Some(text),
            Some((line, Err(why))) => {
                mistakes.note_at(self.file.words(line), why);
                return Ok(None);
            }
        };
        match writer.add_report(&report, text.as_ref()) {
            Ok(report) => {
                let with = if text.is_some() { ", with its text" } else { "" };
                new.made.push(format!("report {}: recorded{with}", report.key));
                Ok(Some(report))
            }
            Err(WriteError::AlreadyThere { key, name, .. }) => {
                if let Ok(there) = writer.store().find_report(&key) {
                    return Ok(self.same(&report, there, mistakes));
                }
                // It is confidential, and must not be named.
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

    /// The key of the publisher, if it was to be made, and its words are no name that is recorded.
    fn publisher(
        &self,
        writer: &mut Writer<'_>,
        new: &mut NewNames,
    ) -> anyhow::Result<Option<String>> {
        let Some(line) = self.block.line("publisher") else { return Ok(None) };
        new.actor(writer, line.said.words, Some(ActorKind::Media))
    }

    /// Notes what is wrong at the line of a field, or at the first line of the block.
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
            let why = Failure::new(format!("{name}: it describes a new report"))
                .hint("a new report also needs title:, publisher: and published:");
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

    /// The report that the block describes, as it would be recorded.
    fn described(
        &self,
        store: &Store,
        fields: &mut Fields,
        publisher: Option<&str>,
        mistakes: &mut Mistakes,
    ) -> Option<Report> {
        let mut is_whole = true;
        let mut refuse = |field: &str, why: anyhow::Error| {
            self.note(field, why, mistakes);
            is_whole = false;
        };
        if let Some(line) = self.block.line("publisher").filter(|_| publisher.is_none()) {
            store.find_actor(line.said.words).map_err(|why| refuse("publisher", why.into())).ok();
        }
        if let Some(line) = self.block.line("republishes") {
            store
                .find_report(line.said.words)
                .map_err(|why| refuse("republishes", why.into()))
                .ok();
        }
        let said = fields.report(&self.options(publisher));
        let said = said.map_err(|why| refuse("report", why)).ok();
        let report = said.filter(|_| is_whole)?.report(store, self.context);
        report.map_err(|why| self.note(field_of(&why), why, mistakes)).ok()
    }

    /// The lines as options of `report add`: `report` is the key, or the link where it is one.
    fn options<'w>(&'w self, publisher: Option<&'w str>) -> Vec<Said<'w>> {
        let said = self.block.report.iter().map(|line| line.said);
        let said = said.filter(|said| said.name != "text" && !said.words.is_empty());
        said.map(|Said { name, words }| match name {
            "report" if words.contains("://") => Said { name: "link", words },
            "report" => Said { name: "key", words },
            "publisher" => Said { name, words: publisher.unwrap_or(words) },
            name => Said { name, words },
        })
        .collect()
    }

    /// The text in a file beside the sheet.
    fn text(&self, line: &Line<'_>) -> anyhow::Result<CapturedText> {
        let name = line.said.words;
        let bytes = Folder::on_disk(self.file.folder()).read(name, LONGEST_TEXT as u64);
        let bytes = bytes.map_err(|why| {
            Failure::new(format!("text `{name}`: {why}"))
                .hint("name a file in the folder of the sheet, or in a folder below")
        })?;
        let text = report::text_of(name, bytes)?;
        Ok(CapturedText { text, captured_at: self.recorder.at.clone() })
    }

    /// The recorded report, if the block describes it as it is recorded.
    fn same(&self, report: &Report, there: Report, mistakes: &mut Mistakes) -> Option<Report> {
        let compared = [
            ("title", &report.title, &there.title),
            ("publisher", &report.publisher, &there.publisher),
        ];
        let (here, recorded) = (report.published.to_string(), there.published.to_string());
        let differ = compared.into_iter().chain([("published", &here, &recorded)]);
        let differ: Vec<_> = differ.filter(|(_, here, there)| fold(here) != fold(there)).collect();
        for (field, _, recorded) in &differ {
            let why = format!("{field}: report `{}` is recorded with `{recorded}`", there.key);
            let why = Failure::new(why).hint("name the report alone: report: KEY");
            self.note(field, why, mistakes);
        }
        differ.is_empty().then_some(there)
    }
}

/// The field that an error of `report add` is about.
fn field_of(why: &anyhow::Error) -> &'static str {
    let told = why.to_string();
    DESCRIBES.into_iter().find(|name| told.starts_with(&format!("--{name}"))).unwrap_or("link")
}
