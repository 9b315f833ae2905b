//! The command `factline report add`.

use super::add_args::{Add, wrong_line};
use super::already;
use super::captured::Captured;
use super::document::{Document, Ready, Stated};
use super::missing;
use super::parts::archive_link;
use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::new_names::{Agreed, nearest_to, told_new_actor};
use crate::cli::outcome::{Outcome, Run};
use crate::domain::actor::Actor;
use crate::domain::changeset::Recorder;
use crate::domain::identity::ReportIdentity;
use crate::domain::link::stated_link;
use crate::domain::report::{CapturedText, Report};
use crate::store::{Store, Writer};
use crate::text::safe;
use std::collections::BTreeSet;
use std::path::Path;

impl Add {
    pub(super) fn run(self, context: &mut Context) -> Run {
        let (link, files) = self.documents()?;
        let mut store = context.open_to_record()?;
        let recorder = context.recorder()?;
        if files.len() > 1 {
            return self.add_many(context, &mut store, &recorder, &files);
        }
        let captured = match files.first() {
            Some(file) => Captured::of_file(file, self.text.is_some())?,
            None => Captured::default(),
        };
        let document = Document::of(link.as_deref(), captured);
        if let Some(there) = already::with_link_alone(&self, &store, &document)? {
            let text = self.text_of(document, &recorder)?;
            return already::add_text(context, &mut store, &recorder, &there, text);
        }
        let ready = self.ready(context, &store, &recorder, (document, &mut Agreed::default()))?;
        let twin = twin(&store, &ready.report);
        let mut writer = store.begin()?;
        let mut made = Vec::new();
        let recorded = match record(&mut writer, &ready, &mut made) {
            Ok(recorded) => recorded,
            Err(why) => {
                drop(writer);
                return already::settle(&self, context, &mut store, (&recorder, ready, why));
            }
        };
        // A report whose recording was undone keeps its key.
        let key = &recorded.key;
        writer.use_report(&recorder.by, key)?;
        context.commit(writer, &recorder, &format!("report `{key}`"))?;
        writeln!(context.out(), "{}", safe::terminal(key))?;
        tell_recorded(context, &recorded, &ready);
        for line in &made {
            context.say_line(line);
        }
        if let Some(twin) = &twin {
            context.say_line(format!(
                "note: {twin} has the same publisher, title and date, under another link: if it is the same document, \
                 factline undo takes this one back; if this report republishes it: --republishes {twin}"
            ));
        }
        Ok(if ready.is_doubtful || twin.is_some() { Outcome::LookAt } else { Outcome::Done })
    }

    /// Records the reports of several files in one changeset. Files that cannot be recorded are listed.
    fn add_many(
        &self,
        context: &mut Context,
        store: &mut Store,
        recorder: &Recorder,
        files: &[String],
    ) -> Run {
        let (all, mut refused) = self.all_ready(context, store, recorder, files)?;
        let mut writer = store.begin()?;
        let (mut recorded, mut made) = (Vec::new(), Vec::new());
        let mut doubtful = 0;
        for ready in all {
            match record(&mut writer, &ready, &mut made) {
                Ok(report) => {
                    doubtful += usize::from(ready.is_doubtful);
                    recorded.push(report.key);
                }
                Err(why) => {
                    refused += 1;
                    tell_refused(context, ready.file.as_deref().unwrap_or_default(), &why);
                }
            }
        }
        let Some(last) = recorded.last() else {
            return Err(Failure::new(format!(
                "none of the {} files could be recorded",
                files.len()
            ))
            .into());
        };
        writer.use_report(&recorder.by, last)?;
        context.commit(writer, recorder, &format!("{} reports", recorded.len()))?;
        for key in &recorded {
            writeln!(context.out(), "{}", safe::terminal(key))?;
        }
        for line in &made {
            context.say_line(line);
        }
        context.say(format!("recorded {} of {} files", recorded.len(), files.len()));
        Ok(if refused + doubtful == 0 { Outcome::Done } else { Outcome::LookAt })
    }

    /// The reports of several files that can be recorded, each with its own key, and the number of the
    /// others, which are listed.
    fn all_ready(
        &self,
        context: &Context,
        store: &Store,
        recorder: &Recorder,
        files: &[String],
    ) -> anyhow::Result<(Vec<Ready>, usize)> {
        let (mut keys, mut agreed) = (BTreeSet::new(), Agreed::default());
        let (mut all, mut refused) = (Vec::new(), 0);
        for file in files {
            context.say_line(format!("{file}:"));
            let captured = Captured::of_file(file, false);
            let ready = captured.and_then(|captured| {
                let document = Document::of(None, captured);
                self.ready(context, store, recorder, (document, &mut agreed))
            });
            match ready {
                Ok(mut ready) => {
                    ready.report.key = free_key(&mut keys, store, &ready.report.key)?;
                    all.push(ready);
                }
                Err(why) => {
                    refused += 1;
                    tell_refused(context, file, &why);
                }
            }
        }
        Ok((all, refused))
    }

    /// The report from the options alone, without its text. Fails if a name is not recorded, or if an option is missing
    /// or cannot be read.
    pub(in crate::cli) fn report(self, store: &Store, context: &Context) -> anyhow::Result<Report> {
        let link = self.documents.first().map(|words| stated_link(words)).transpose()?.flatten();
        let document = Document::of(link, Captured::default());
        let stated = missing::complete(&self, context, store, &document, None)?;
        self.as_stated(store, &document, &stated)
    }

    /// The link and the files among the arguments. Fails if an option for a single report is given with several files,
    /// or the report is not described at all.
    fn documents(&self) -> anyhow::Result<(Option<String>, Vec<String>)> {
        let mut links = Vec::new();
        let mut files = Vec::new();
        for word in &self.documents {
            match stated_link(word) {
                Ok(Some(link)) => links.push(link.to_owned()),
                // A placeholder instead of a link.
                Ok(None) => (),
                Err(_) if Path::new(word).exists() => files.push(word.clone()),
                Err(no_link) if !looks_like_file(word) => return Err(no_link.into()),
                Err(_) => files.push(word.clone()),
            }
        }
        let of_one = [
            ("--title", self.title.is_some()),
            ("--published", self.published.is_some()),
            ("--text", self.text.is_some()),
            ("--key", self.key.is_some()),
            ("--byline", self.byline.is_some()),
            ("--archive-url", self.archive_url.is_some()),
            ("a link", !links.is_empty()),
        ];
        if links.len() > 1 {
            return Err(wrong_line("a report has one link: give one at a time").into());
        }
        if let (true, Some((option, _))) =
            (files.len() > 1, of_one.iter().find(|(_, given)| *given))
        {
            let why =
                format!("{option} applies to one report, and there are {} files", files.len());
            return Err(wrong_line(&why).into());
        }
        Ok((links.pop(), files))
    }

    /// The report from the options and the page. On a terminal, asks for what is missing. Fails if a name is not
    /// recorded, or if something is missing or cannot be read; the error has all mistakes.
    fn ready(
        &self,
        context: &Context,
        store: &Store,
        recorder: &Recorder,
        (mut document, agreed): (Document, &mut Agreed),
    ) -> anyhow::Result<Ready> {
        if let Some(file) = &self.text {
            document.captured.put_text(super::captured::read_text(file)?);
        }
        if self.published.is_none() {
            document.captured.keep_dates(context);
        }
        if let (Some(link), Some(_)) = (&document.link, &document.archive) {
            context.say_line(format!("link       {link} (in the link of the archive)"));
        }
        document.captured.tell(context, self, document.link.as_deref());
        let stated = missing::complete(self, context, store, &document, Some(agreed))?;
        let report = self.as_stated(store, &document, &stated)?;
        let captured_at = recorder.at.clone();
        let is_doubtful = document.captured.short_text().is_some();
        let text = document.captured.text.map(|text| CapturedText { text, captured_at });
        Ok(Ready {
            is_doubtful,
            file: document.captured.file,
            report: Report { has_text: text.is_some(), ..report },
            text,
            text_note: document.captured.text_note,
            new_publisher: stated.new_publisher,
        })
    }

    /// The text of `--text`, or else that of the page or file.
    fn text_of(
        &self,
        document: Document,
        recorder: &Recorder,
    ) -> anyhow::Result<Option<CapturedText>> {
        let given = self.text.as_deref().map(super::captured::read_text).transpose()?;
        let captured_at = recorder.at.clone();
        let text = given.or(document.captured.text);
        Ok(text.map(|text| CapturedText { text, captured_at }))
    }

    fn as_stated(
        &self,
        store: &Store,
        document: &Document,
        stated: &Stated,
    ) -> anyhow::Result<Report> {
        let said = |words: &Option<String>| {
            words.as_deref().map(str::trim).filter(|words| !words.is_empty()).map(str::to_owned)
        };
        let republishes =
            self.republishes.as_deref().map(|words| store.find_report(words)).transpose()?;
        let Stated { title, publisher, published, published_latest, .. } = stated;
        let url = document.link();
        let date = published.to_string();
        let identity = ReportIdentity {
            url: url.as_deref(),
            publisher,
            title,
            published: &date,
            replaces: None,
        };
        let archive_url = match &self.archive_url {
            Some(words) => archive_link(words)?,
            None => document.archive_link(),
        };
        let key = match &self.key {
            Some(key) => key.clone(),
            None => store.free_report_key(&Report::default_key(publisher, *published_latest))?,
        };
        Ok(Report {
            uid: identity.uid(),
            key,
            publisher: publisher.clone(),
            title: title.clone(),
            byline: said(&self.byline).or_else(|| document.byline()),
            archive_url,
            published: published.clone(),
            published_latest: *published_latest,
            language: said(&self.lang).or_else(|| document.language()),
            republishes: republishes.map(|found| found.key),
            replaces: None,
            confidentiality: self.confidentiality,
            has_text: false,
            retracted: None,
            url,
        })
    }
}

/// Prints what was recorded for a report besides its key.
fn tell_recorded(context: &Context, recorded: &Report, ready: &Ready) {
    context.say(match &ready.text {
        Some(text) => {
            let length = text.text.chars().count();
            format!("recorded, with its text of {length} characters{}", ready.text_note)
        }
        None => "recorded, without its text: quotes cannot be checked (--text FILE)".to_owned(),
    });
    if let (Some(level), None, Some(_)) =
        (recorded.confidentiality, ready.report.confidentiality, recorded.replaces)
    {
        context.say(format!("{level}, like the retracted report that it replaces"));
    }
}

/// Says why a file is not recorded.
fn tell_refused(context: &Context, file: &str, why: &anyhow::Error) {
    let why = format!("{why:#}");
    let why = why.strip_prefix(&format!("{file}: ")).unwrap_or(&why);
    context.insist(safe::terminal(&format!("{file}: not recorded: {why}")));
}

/// The key of a report that counts and has the same publisher, title and date, but another link; `None` if there is
/// none, or it must not be named.
fn twin(store: &Store, report: &Report) -> Option<String> {
    let other = store.find_report(&report.title).ok()?;
    let is_twin = other.uid != report.uid
        && other.publisher == report.publisher
        && other.published == report.published
        && other.retracted.is_none();
    (is_twin && store.may_name_report(other.uid).ok()?).then_some(other.key)
}

/// Records a report, and its publisher if that must be created; created rows are put into words in `made`. Returns the
/// report as recorded.
fn record(
    writer: &mut Writer<'_>,
    ready: &Ready,
    made: &mut Vec<String>,
) -> anyhow::Result<Report> {
    if let Some((name, kind)) = &ready.new_publisher {
        let actor = Actor {
            key: ready.report.publisher.clone(),
            name: name.clone(),
            kind: *kind,
            parent: None,
            aliases: Vec::new(),
        };
        // An earlier file may have created it.
        if writer.store().find_actor(&actor.key).is_err() {
            let nearest = nearest_to(writer.store(), name);
            writer.add_actor(&actor)?;
            made.push(told_new_actor(&actor, &nearest));
        }
    }
    Ok(writer.add_report(&ready.report, ready.text.as_ref())?)
}

/// `wanted`, or the first of `wanted-2`, `wanted-3` … that neither a report nor an earlier file has.
fn free_key(keys: &mut BTreeSet<String>, store: &Store, wanted: &str) -> anyhow::Result<String> {
    let mut key = wanted.to_owned();
    let mut number = 1;
    while !keys.insert(key.clone()) {
        number += 1;
        key = store.free_report_key(&format!("{wanted}-{number}"))?;
    }
    Ok(key)
}

/// Whether a word was meant as a file although there is no such file: it has the ending of a page or a text.
fn looks_like_file(word: &str) -> bool {
    let end = word.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
    end.is_some_and(|end| {
        ["html", "htm", "xhtml", "mhtml", "mht", "txt", "md", "pdf", "csv"].contains(&end.as_str())
    })
}
