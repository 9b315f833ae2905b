//! The command `factline report edit`.

use super::captured::read_text;
use super::parts::{archive_link, read_date};
use super::reread::{self, Edited};
use crate::cli::context::Context;
use crate::cli::correction::why_corrected;
use crate::cli::error::Failure;
use crate::cli::new_names::{Agreed, NewNames};
use crate::cli::outcome::{Outcome, Run};
use crate::domain::actor::ActorKind;
use crate::domain::link::stated_link;
use crate::domain::report::{CapturedText, Confidentiality, Report};
use crate::store::Writer;
use clap::Args;

/// Change the title, date, link and other parts of a report; its facts and its earlier versions are kept
#[derive(Debug, Args)]
#[command(after_help = "\
Give only what changes; an empty text removes a part (--byline ''). The facts stay with the report. \
Facts whose words were read against the old date are listed; --reread corrects them. A text can be added if \
there is none; then the quotes of the facts are compared with it. factline report show lists all \
versions.

Example:
  factline report edit voa-2016-10-24 --published 2016-10-25 \\
    --reason 'the dateline, not the upload' --reread
  factline report edit voa-2016-10-24 --text article.txt \\
    --reason 'text found'")]
pub(super) struct Edit {
    /// The report: key, title or link, also one that it had before
    report: String,
    /// The right title
    #[arg(long)]
    title: Option<String>,
    /// Who published it: key, name or alias of an actor
    #[arg(long, value_name = "ACTOR")]
    publisher: Option<String>,
    /// When it was published: a day (2016-10-24), a month or year (2016-10) or `unknown`
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// The right link of the document
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// The link of an archived copy
    #[arg(long, value_name = "URL")]
    archive_url: Option<String>,
    /// The file with its text (- for standard input), if none was recorded
    #[arg(long, value_name = "FILE")]
    text: Option<String>,
    /// Another key; the old one still finds the report
    #[arg(long)]
    key: Option<String>,
    /// The language of the document (en, ar, de …)
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// The report whose text this document repeats
    #[arg(long, value_name = "REPORT")]
    republishes: Option<String>,
    /// The authors, as printed
    #[arg(long, value_name = "NAMES")]
    byline: Option<String>,
    /// Who may see the report: public, internal or confidential; never more people than before
    #[arg(long, value_name = "LEVEL")]
    confidentiality: Option<Confidentiality>,
    /// The reason, kept with the record
    #[arg(long)]
    reason: String,
    /// Correct the facts whose words were read against an earlier date
    #[arg(long)]
    reread: bool,
    /// Make the publisher, as media, if it is not recorded
    #[arg(long)]
    create: bool,
}

/// The words of an option; `None` if they remove the part.
fn said(words: &str) -> Option<String> {
    Some(words.trim().to_owned()).filter(|words| !words.is_empty())
}

impl Edit {
    pub(super) fn run(self, context: &mut Context) -> Run {
        why_corrected(&self.reason)?;
        let reason = self.reason.trim();
        let recorder = context.recorder_because(reason)?;
        let text = self.text.as_deref().map(read_text).transpose()?;
        let text = text.map(|text| CapturedText { text, captured_at: recorder.at.clone() });
        let mut store = context.open_to_record()?;
        let mut writer = store.begin()?;
        let before = writer.store().find_report(&self.report)?;
        let may_name =
            context.shows_confidential() || writer.store().may_name_report(before.uid)?;
        let mut names = NewNames::allowed(self.create, &Agreed::default());
        let after = self.edited(context, &mut writer, &before, &mut names)?;
        let mut earlier = writer.store().versions_of_report(before.uid, None)?;
        let is_edited = writer
            .edit_report(before.uid, &after, text.as_ref(), reason)
            .map_err(|why| if may_name { why } else { why.naming_only_as(&self.report) })?;
        let edited = Edited {
            key: &after.key,
            earlier: earlier
                .drain(..)
                .map(|version| version.report)
                .chain([before.clone()])
                .collect(),
            has_new_text: text.is_some(),
            rereads: self.reread,
            reason,
        };
        let reread = reread::facts(context, &mut writer, &edited)?;
        let shown = if may_name { &after.key } else { &self.report };
        if !is_edited && reread.corrected() == 0 {
            return Err(nothing(shown, self.reread));
        }
        context.commit(writer, &recorder, &format!("the edit of report `{shown}`"))?;
        names.made.iter().for_each(|line| context.say_line(line));
        if may_name {
            tell_changes(context, &before, &after, text.as_ref());
        }
        if is_edited {
            context
                .say_line(format!("edited {shown}; factline report show {shown} has its versions"));
        }
        reread.tell(context, may_name, shown);
        Ok(if reread.is_all_right() { Outcome::Done } else { Outcome::LookAt })
    }

    /// The new version of the report. Fails if a word cannot be read or is unknown.
    fn edited(
        &self,
        context: &Context,
        writer: &mut Writer<'_>,
        before: &Report,
        names: &mut NewNames,
    ) -> anyhow::Result<Report> {
        let mut after = before.clone();
        if let Some(title) = &self.title {
            after.title = said(title).ok_or_else(|| Failure::new("--title is empty"))?;
        }
        if let Some(words) = &self.publisher {
            after.publisher = match names.actor(writer, words, Some(ActorKind::Media))? {
                Some(key) => key,
                None => writer.store().find_actor(words)?.row.key,
            };
        }
        if let Some(words) = &self.published {
            (after.published, after.published_latest) = read_date("--published", words, context)?;
        }
        if let Some(words) = &self.url {
            after.url = stated_link(words)?.map(str::to_owned);
        }
        if let Some(words) = &self.archive_url {
            after.archive_url = archive_link(words)?;
        }
        if let Some(words) = &self.republishes {
            let other = said(words).map(|words| writer.store().find_report(&words));
            let other = other.transpose()?;
            if other.as_ref().is_some_and(|other| other.uid == before.uid) {
                return Err(Failure::new("--republishes: no report republishes itself").into());
            }
            after.republishes = other.map(|report| report.key);
        }
        if let Some(key) = &self.key {
            key.trim().clone_into(&mut after.key);
        }
        for (part, given) in [(&mut after.language, &self.lang), (&mut after.byline, &self.byline)]
        {
            if let Some(words) = given {
                *part = said(words);
            }
        }
        after.confidentiality = self.confidentiality.or(after.confidentiality);
        Ok(after)
    }
}

/// The error for an edit that changes nothing.
fn nothing(shown: &str, rereads: bool) -> anyhow::Error {
    let why = if rereads {
        "nothing to edit, and no words to read again"
    } else {
        "nothing to edit: this is what is recorded"
    };
    Failure::new(format!("report `{shown}`: {why}"))
        .hint("give --title, --published, --url … (factline report edit --help)")
        .into()
}

/// Tells the outcome of adding a text to a report, or of changing it.
fn tell_changes(context: &Context, before: &Report, after: &Report, text: Option<&CapturedText>) {
    for (name, now, was) in after.differences(before) {
        // The other report may be confidential.
        if name == "republishes" && !context.shows_confidential() {
            context.say_line(format!("{name:11}  changed"));
            continue;
        }
        let [now, was] =
            [now, was].map(|words| if words.is_empty() { "nothing".to_owned() } else { words });
        context.say_line(format!("{name:11}  {now} (was {was})"));
    }
    if let Some(text) = text {
        let length = text.text.chars().count();
        context.say_line(format!("text         added, {length} characters"));
    }
}
