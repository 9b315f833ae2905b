//! The command `factline report add|edit|list|show|retract|reinstate`.

mod add;
mod add_args;
mod already;
mod asking;
mod captured;
mod document;
mod edit;
mod missing;
mod page_date;
mod parts;
mod pdf;
mod reread;

pub(super) use add_args::Add;
pub(super) use captured::text_of;

use super::confidential;
use super::context::Context;
use super::outcome::{Outcome, Run};
use super::output::Output;
use crate::domain::filter::Filter;
use crate::domain::report::Report;
use crate::domain::when::Expression;
use crate::render;
use crate::store::Store;
use crate::view;
use clap::{Args, Subcommand};

/// Reads a date of publication, as `--published` does. Fails as that does.
pub(super) fn published(words: &str, context: &Context) -> anyhow::Result<Expression> {
    parts::read_date("--published", words, context).map(|(published, _)| published)
}

/// Reports, which are published documents: add, edit, list, show, retract, reinstate
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline report add https://example.org/a1 --title 'Truce expires' \\
    --publisher VOA --published 2016-10-24 --text article.txt
  factline report add page.html
  factline report list
  factline report show voa-2016-10-24")]
pub(super) struct ReportCommand {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Add(Add),
    Edit(edit::Edit),
    List(List),
    Show(Show),
    Retract(Retract),
    Reinstate(Reinstate),
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
To correct only a date or title, use factline report edit, which keeps the facts.

Example:
  factline report retract voa-2016-10-24 --reason 'a hoax'")]
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
  factline report reinstate voa-2016-10-24 --reason 'no hoax'")]
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
            Action::Edit(action) => action.run(context),
            Action::List(action) => action.run(context),
            Action::Show(action) => action.run(context),
            Action::Retract(action) => action.run(context),
            Action::Reinstate(action) => action.run(context),
        }
    }
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
        let grid =
            view::lists::reports(&reports, &store.all_names()?.1, &store.facts_per_report()?);
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
        let versions = store.versions_of_report(report.uid, None)?;
        let detail = view::detail::report(&report, &versions, &selection, text.as_ref());
        self.output
            .write(context, |format, style, out| render::detail(&detail, format, style, out))?;
        confidential::tell_facts(context, &store, &filter)?;
        Ok(Outcome::Done)
    }
}

/// The key of the report that the words mean, and the name that messages give it: the key, or the
/// words if the report may not be named.
fn key_and_name(store: &Store, words: &str) -> anyhow::Result<(String, String)> {
    let report = store.find_report(words)?;
    let may_name = store.may_name_report(report.uid)?;
    let shown = if may_name { report.key.clone() } else { words.to_owned() };
    Ok((report.key, shown))
}

impl Retract {
    fn run(self, context: &mut Context) -> Run {
        let recorder = context.recorder_because(&self.reason)?;
        super::retract::why_retracted(&self.reason)?;
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
