//! The command `factline show`.

use super::context::Context;
use super::error::Failure;
use super::hints::quoted;
use super::outcome::{Outcome, Run};
use super::output::Output;
use crate::store::{LookupError, Store};
use crate::{render, view};
use clap::Args;

/// Show everything about one fact: claimant, quote, history, assessments
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline show 3f9a")]
pub(super) struct Show {
    /// The fact: the first four or more characters of its id
    fact: String,
    #[command(flatten)]
    output: Output,
}

/// The error for words that name no fact; if they name a report, it has the command for reports.
pub(super) fn unless_report(
    store: &Store,
    words: &str,
    (command, options): (&str, &str),
    why: LookupError,
) -> anyhow::Error {
    let named = store.find_report(words).ok();
    let named = named.filter(|report| store.may_name_report(report.uid).unwrap_or(false));
    match named {
        Some(report) => Failure::new(format!("`{words}` is a report, not a fact"))
            .hint(format!("factline report {command} {}{options}", quoted(&report.key)))
            .into(),
        None => why.into(),
    }
}

impl Show {
    pub(super) fn run(self, context: &mut Context) -> Run {
        let store = context.open()?;
        let uid = store
            .find_fact(&self.fact)
            .map_err(|why| unless_report(&store, &self.fact, ("show", ""), why))?;
        let history = store.history(uid)?;
        let report = history
            .facts
            .iter()
            .find(|recorded| recorded.uid == uid)
            .map(|recorded| recorded.fact.report.clone());
        let text = report.map(|key| store.report_text(&key)).transpose()?.flatten();
        let detail = view::detail::fact(&history, uid, text.as_ref(), &store.acts_on(uid)?);
        self.output
            .write(context, |format, style, out| render::detail(&detail, format, style, out))?;
        Ok(Outcome::Done)
    }
}
