//! The command `factline report add|list|show|retract|reinstate`.

use super::confidential;
use super::context::Context;
use super::error::Failure;
use super::outcome::{Outcome, Run};
use super::output::Output;
use crate::domain::filter::Filter;
use crate::domain::identity::ReportIdentity;
use crate::domain::link::stated_link;
use crate::domain::report::{
    CapturedText, Confidentiality, LONGEST_TEXT, Report, UNDATED, known_publication, says_undated,
};
use crate::domain::when::{Day, Expression};
use crate::language::dates::{self, Anchor};
use crate::render;
use crate::store::Store;
use crate::text::{files, safe};
use crate::view;
use anyhow::Context as _;
use clap::{Args, Subcommand};
use std::path::Path;

/// Reports, which are published documents: add, list, show, retract, reinstate
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline report add https://example.org/a1 --title 'Truce expires' \\
    --publisher VOA --published 2016-10-24 --text article.txt
  factline report list
  factline report show voa-2016-10-24")]
pub(super) struct ReportCommand {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Add(Add),
    List(List),
    Show(Show),
    Retract(Retract),
    Reinstate(Reinstate),
}

/// Record a document
#[derive(Debug, Args)]
#[command(override_usage = "\
factline report add [OPTIONS] --title <TITLE> --publisher <ACTOR>
                           --published <DATE> [URL]")]
#[command(after_help = "\
Prints the key of the report. If --text is given, quotes are looked for in the text.

Example:
  factline report add https://example.org/a1 --title 'Truce expires' \\
    --publisher VOA --published 2016-10-24 --text article.txt")]
struct Add {
    /// The link of the document
    url: Option<String>,
    /// The title of the document
    #[arg(long)]
    title: String,
    /// Who published it: key, name or alias of an actor
    #[arg(long, value_name = "ACTOR")]
    publisher: String,
    /// When it was published: a day (2016-10-24), a month or year (2016-10) or `unknown`
    #[arg(long, value_name = "DATE")]
    published: String,
    /// The file with its text (- for standard input)
    #[arg(long, value_name = "FILE")]
    text: Option<String>,
    /// The key of the report [default: publisher and date]
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
    /// The link of an archived copy
    #[arg(long, value_name = "URL")]
    archive_url: Option<String>,
    /// Who may see the report: public, internal or confidential
    #[arg(long, value_name = "LEVEL")]
    confidentiality: Option<Confidentiality>,
}

/// List reports, the newest first
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline report list --publisher VOA")]
struct List {
    /// Only reports of this publisher
    #[arg(long, value_name = "ACTOR")]
    publisher: Option<String>,
    /// Also list retracted reports
    #[arg(long)]
    retracted: bool,
    #[command(flatten)]
    output: Output,
}

/// Show one report with its text and its facts
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline report show voa-2016-10-24")]
struct Show {
    /// The report: key, title or link
    report: String,
    #[command(flatten)]
    output: Output,
}

/// Withdraw a report and with it its facts; nothing is deleted
#[derive(Debug, Args)]
#[command(after_help = "\
To mend a wrong date or title, retract the report and add it again.

Example:
  factline report retract voa-2016-10-24 --reason 'wrong date'")]
struct Retract {
    /// The report: key, title or link
    report: String,
    /// Why
    #[arg(long)]
    reason: String,
}

/// Undo the retraction of a report
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline report reinstate voa-2016-10-24 --reason 'the date was right'")]
struct Reinstate {
    /// The report: key, title or link
    report: String,
    /// Why
    #[arg(long)]
    reason: String,
}

impl ReportCommand {
    pub(super) fn run(self, context: &mut Context) -> Run {
        match self.action {
            Action::Add(action) => action.run(context),
            Action::List(action) => action.run(context),
            Action::Show(action) => action.run(context),
            Action::Retract(action) => action.run(context),
            Action::Reinstate(action) => action.run(context),
        }
    }
}

impl Add {
    fn run(self, context: &mut Context) -> Run {
        let mut store = context.open_to_record()?;
        let recorder = context.recorder()?;
        let text = self.text.as_deref().map(read_text).transpose()?;
        let text = text.map(|text| CapturedText { text, captured_at: recorder.at.clone() });
        let report = Report { has_text: text.is_some(), ..self.report(&store, context)? };
        let mut writer = store.begin()?;
        let recorded = writer.add_report(&report, text.as_ref())?;
        writer.use_report(&recorder.by, &report.key)?;
        context.commit(writer, &recorder, &format!("report `{}`", report.key))?;
        writeln!(context.out(), "{}", safe::terminal(&report.key))?;
        context.say(match text {
            Some(text) => {
                format!("recorded, with its text of {} characters", text.text.chars().count())
            }
            None => "recorded, without its text: quotes cannot be checked (--text FILE)".to_owned(),
        });
        if let (Some(level), None) = (recorded.confidentiality, report.confidentiality) {
            context.say(format!("{level}, like the retracted report that it replaces"));
        }
        Ok(Outcome::Done)
    }

    /// The report as the options state it, without its text. Fails where a name is not recorded, or an
    /// option cannot be read.
    fn report(self, store: &Store, context: &Context) -> anyhow::Result<Report> {
        let publisher = store.find_actor(&self.publisher)?.row.key;
        let (published, published_latest) = published(&self.published, context)?;
        let republishes =
            self.republishes.as_deref().map(|words| store.find_report(words)).transpose()?;
        let said = |words: Option<String>| {
            words.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty())
        };
        let url = self.url.as_deref().map(stated_link).transpose()?.flatten().map(str::to_owned);
        let title = self.title.trim().to_owned();
        if title.is_empty() {
            return Err(Failure::new("--title is empty").into());
        }
        let date = published.to_string();
        let identity = ReportIdentity {
            url: url.as_deref(),
            publisher: &publisher,
            title: &title,
            published: &date,
            replaces: None,
        };
        let key = match self.key {
            Some(key) => key,
            None => store.free_report_key(&Report::default_key(&publisher, published_latest))?,
        };
        Ok(Report {
            uid: identity.uid(),
            key,
            publisher,
            title,
            byline: said(self.byline),
            url,
            archive_url: said(self.archive_url),
            published,
            published_latest,
            language: said(self.lang),
            republishes: republishes.map(|found| found.key),
            replaces: None,
            confidentiality: self.confidentiality,
            has_text: false,
            retracted: None,
        })
    }
}

/// Reads a publication date: EDTF or words, with a first and a last day, or a word for a date that is
/// unknown, which has no last day. Fails if it begins after tomorrow; tomorrow has begun already in
/// time zones farther east.
fn published(words: &str, context: &Context) -> anyhow::Result<(Expression, Option<Day>)> {
    let words = if says_undated(words) { UNDATED } else { words };
    let when = dates::read(words, &Anchor::on(context.today())).context("--published")?.value;
    let last = when.bounds.end_latest.filter(|_| when.bounds.start_earliest.is_some());
    let Some(last) = last else {
        return Err(Failure::new(format!("--published `{words}`: it has no first or no last day"))
            .hint("a day (2016-10-24), a month (2016-10) or unknown")
            .into());
    };
    let Some(last) = known_publication(last) else { return Ok((when.expression, None)) };
    let tomorrow = context.today().succ_opt().unwrap_or(last);
    if when.bounds.start_earliest > Some(tomorrow) {
        return Err(Failure::new(format!("--published `{words}`: {last} is in the future")).into());
    }
    Ok((when.expression, Some(last)))
}

/// Reads a text file, or standard input for `-`. Fails if the text is not UTF-8, is empty, or is
/// longer than [`LONGEST_TEXT`] bytes.
fn read_text(file: &str) -> anyhow::Result<String> {
    let most = LONGEST_TEXT as u64;
    let bytes = if file == "-" {
        files::bytes_at_most(std::io::stdin().lock(), most)
            .context("standard input: cannot read")?
    } else {
        let read = files::read_at_most(Path::new(file), most);
        read.with_context(|| format!("{file}: cannot read the text"))?
    };
    let text = String::from_utf8(bytes).map_err(|wrong| {
        Failure::new(format!(
            "{file}: the text is not UTF-8 (byte {})",
            wrong.utf8_error().valid_up_to()
        ))
        .hint("save it as plain text in UTF-8; a PDF or a Word file must be turned into text first")
    })?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    if text.contains('\0') {
        return Err(Failure::new(format!("{file}: this is not text (it holds zero bytes)")).into());
    }
    if text.trim().is_empty() {
        return Err(Failure::new(format!("{file}: the text is empty")).into());
    }
    Ok(text)
}

impl List {
    fn run(self, context: &mut Context) -> Run {
        let store = context.open()?;
        let publisher = self.publisher.as_deref().map(|words| store.find_actor(words));
        let publisher = publisher.transpose()?.map(|found| found.row.key);
        let is_listed = |report: &Report| {
            publisher.as_ref().is_none_or(|publisher| report.publisher == *publisher)
                && (self.retracted || report.retracted.is_none())
        };
        let mut reports = store.reports()?;
        reports.retain(is_listed);
        reports.sort_by(|a, b| {
            b.published_latest.cmp(&a.published_latest).then_with(|| a.key.cmp(&b.key))
        });
        let grid = view::lists::reports(&reports, &store.actors()?, &store.facts_per_report()?);
        self.output.write(context, |format, style, out| render::grid(&grid, format, style, out))?;
        let mut hidden = store.hidden_reports()?;
        hidden.retain(is_listed);
        confidential::tell_reports(context, hidden.len());
        Ok(Outcome::Done)
    }
}

impl Show {
    fn run(self, context: &mut Context) -> Run {
        let store = context.open()?;
        let report = store.find_report(&self.report)?;
        let filter =
            Filter { reports: vec![report.key.clone()], retracted: true, ..Filter::default() };
        let mut selection = store.select(&filter)?;
        let publisher = store.find_actor(&report.publisher)?.row;
        selection.actors.insert(publisher.key.clone(), publisher);
        let text = store.report_text(&report.key)?;
        let detail = view::detail::report(&report, &selection, text.as_ref());
        self.output
            .write(context, |format, style, out| render::detail(&detail, format, style, out))?;
        confidential::tell_facts(context, &store, &filter)?;
        Ok(Outcome::Done)
    }
}

/// The key of the report that the words mean, and the name that messages give it: the key, or the
/// words where the report may not be named.
fn key_and_name(store: &Store, words: &str) -> anyhow::Result<(String, String)> {
    let report = store.find_report(words)?;
    let may_name = store.may_name_report(report.uid)?;
    let shown = if may_name { report.key.clone() } else { words.to_owned() };
    Ok((report.key, shown))
}

impl Retract {
    fn run(self, context: &mut Context) -> Run {
        let recorder = context.recorder_because(&self.reason)?;
        let mut store = context.open_to_record()?;
        let (key, shown) = key_and_name(&store, &self.report)?;
        let mut writer = store.begin()?;
        let done = writer.retract_report(&key, &self.reason);
        done.map_err(|why| if shown == key { why } else { why.naming_only_as(&shown) })?;
        context.commit(writer, &recorder, &format!("the retraction of `{shown}`"))?;
        context.say(format!(
            "retracted {shown} and its facts; factline report reinstate {shown} --reason WHY undoes that"
        ));
        Ok(Outcome::Done)
    }
}

impl Reinstate {
    fn run(self, context: &mut Context) -> Run {
        let recorder = context.recorder_because(&self.reason)?;
        let mut store = context.open_to_record()?;
        let (key, shown) = key_and_name(&store, &self.report)?;
        let mut writer = store.begin()?;
        let done = writer.reinstate_report(&key, &self.reason);
        done.map_err(|why| if shown == key { why } else { why.naming_only_as(&shown) })?;
        context.commit(writer, &recorder, &format!("the reinstatement of `{shown}`"))?;
        context.say(format!("reinstated {shown}"));
        Ok(Outcome::Done)
    }
}
